"""The best of what has the words of a query, without ranking all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, func, select

from lagebild.store import dialects
from lagebild.store import tables as t
from lagebild.wordforms import Sought

RANKED = 1_000
"""Of what has the words, so many are ranked at a time: those put on record last, then those before them."""


def ranked(
    connection: Connection,
    table: sa.Table,
    sought: Sequence[Sought],
    conditions: Sequence[ColumnElement[bool]],
    of_reports: Sequence[ColumnElement[bool]],
    limit: int,
    offset: int,
) -> list[int]:
    """The rows of a searched table with all words, by id: what has the words themselves first, then the shorter texts.

    `conditions` speak of the table, `of_reports` of `reports`, which are looked up for these alone. If more than
    :data:`RANKED` rows have the words, the last of them are ranked alone and come first, then those before them, and so on:
    nobody waits for more than is shown.
    """
    found: list[int] = []
    for tier in dialects.TIERS:
        before = None
        while len(found) < limit + offset:
            matching = dialects.in_tier(connection, table.name, sought, tier)
            wanted = limit + offset - len(found)
            block = _block(connection, table, matching, conditions, of_reports, before, wanted)
            found += block
            if len(block) < RANKED:
                break
            before = min(block)
    return found[offset : offset + limit]


def _block(
    connection: Connection,
    table: sa.Table,
    matching: sa.Select[Any],
    conditions: Sequence[ColumnElement[bool]],
    of_reports: Sequence[ColumnElement[bool]],
    before: int | None,
    wanted: int,
) -> list[int]:
    """The best of the last rows that match, before one of them: the shorter a text, the more of it is what was asked for."""
    matched = matching.subquery()
    # a sum is not looked up in an index: PostgreSQL would look for the word in the last rows, and mostly in all of them
    number = matched.c.id if dialects.hands_over_in_order(connection) else matched.c.id + 0
    last = select(matched.c.id).order_by(number.desc()).limit(RANKED)
    if before is not None:
        last = last.where(matched.c.id < before)
    if conditions or of_reports:
        last = last.join(table, table.c.id == matched.c.id).where(*conditions)
    if of_reports:
        last = last.join(t.reports, t.reports.c.id == table.c.report).where(*of_reports)
    some_of_them = last.subquery()
    query = (
        select(table.c.id)
        .join(some_of_them, some_of_them.c.id == table.c.id)
        .join(t.reports, t.reports.c.id == table.c.report)
        .order_by(*_best(table))
    )
    return list(connection.scalars(query.limit(wanted)))


def _best(table: sa.Table) -> tuple[ColumnElement[Any], ...]:
    return func.length(table.c.lemmas), t.reports.c.published.nulls_first(), table.c.id


_FURTHER = 4
"""Incidents that have the words may be so much rarer among the newest than elsewhere: then all that have them are sorted."""


def newest_incidents(
    connection: Connection,
    sought: Sequence[Sought],
    conditions: Sequence[ColumnElement[bool]],
    limit: int,
    offset: int,
) -> list[sa.Row[Any]]:
    """The incidents with all words (id, headline and type): those that have the words themselves first, newest first.

    `conditions` may speak of `incidents`. A word that many incidents have is looked for in the newest ones.
    """
    sorted_all = bool(conditions) or not dialects.hands_over_in_order(connection)
    rows: list[sa.Row[Any]] = []
    for tier in dialects.TIERS:
        wanted = limit + offset - len(rows)
        if not wanted:
            break
        matching = dialects.in_tier(connection, "incident_words", sought, tier)
        if sorted_all:
            rows += connection.execute(_by_day(matching.subquery()).where(*conditions).order_by(*_NEWEST).limit(wanted))
        else:
            rows += _newest(connection, matching, wanted)
    return rows[offset:]


_NEWEST = t.incidents.c.day.desc().nulls_last(), t.incidents.c.id


def _by_day(found: sa.FromClause | None) -> sa.Select[Any]:
    """The incidents with their words, those that were found or all."""
    of, words = t.incidents.c, t.incident_words.c
    query = select(of.id, of.headline, of.type).join(t.incident_words, words.incident == of.id)
    return query if found is None else query.join(found, found.c.id == words.id)


def _newest(connection: Connection, matching: sa.Select[Any], wanted: int) -> list[sa.Row[Any]]:
    """So many of the incidents whose words match, newest first."""
    found, number_of = matching.subquery(), t.incident_words.c.id
    many = connection.scalar(select(func.count()).select_from(found)) or 0
    if not many:
        return []
    every = connection.scalar(select(func.max(number_of))) or 0
    if 2 * many * many > wanted * every:  # else it costs less to sort all that match
        day = t.incidents.c.day
        further = _FURTHER * wanted * every // many
        since = connection.scalar(select(day).where(day.is_not(None)).order_by(day.desc()).offset(further).limit(1))
        # a sum is not looked up in an index: the incidents are walked through by their days
        query = _by_day(None).where((number_of + 0).in_(matching), *([day >= since] if since is not None else []))
        rows = list(connection.execute(query.order_by(*_NEWEST).limit(wanted)))
        if since is None or len(rows) == wanted:
            return rows
    return list(connection.execute(_by_day(found).order_by(*_NEWEST).limit(wanted)))
