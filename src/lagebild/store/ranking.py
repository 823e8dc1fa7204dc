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
    limit: int,
    offset: int,
) -> list[int]:
    """The rows of a searched table with all words, by id: what has the words themselves first, then the shorter texts.

    `conditions` may speak of the table and of `reports`. If more than :data:`RANKED` rows have the words, the last of them
    are ranked alone and come first, then those before them, and so on: nobody waits for more than is shown.
    """
    if not dialects.hands_over_in_order(connection):
        return _at_once(connection, table, sought, conditions, limit, offset)
    found: list[int] = []
    for tier in dialects.TIERS:
        before = None
        while len(found) < limit + offset:
            block = _block(connection, table, dialects.in_tier(table.name, sought, tier), conditions, before)
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
    before: int | None,
) -> list[int]:
    """The last rows that match, before one of them; ranked: the shorter a text, the more of it is what was asked for."""
    matched = matching.subquery()
    last = select(matched.c.id).order_by(matched.c.id.desc()).limit(RANKED)
    if before is not None:
        last = last.where(matched.c.id < before)
    if conditions:
        last = last.join(table, table.c.id == matched.c.id).join(t.reports, t.reports.c.id == table.c.report)
        last = last.where(*conditions)
    some_of_them = last.subquery()
    query = (
        select(table.c.id)
        .join(some_of_them, some_of_them.c.id == table.c.id)
        .join(t.reports, t.reports.c.id == table.c.report)
        .order_by(*_best(table))
    )
    return list(connection.scalars(query))


def _best(table: sa.Table) -> tuple[ColumnElement[Any], ...]:
    return func.length(table.c.lemmas), t.reports.c.published.nulls_first(), table.c.id


def _at_once(
    connection: Connection,
    table: sa.Table,
    sought: Sequence[Sought],
    conditions: Sequence[ColumnElement[bool]],
    limit: int,
    offset: int,
) -> list[int]:
    """The same rows in the same order, where the database has to look at all that match."""
    found = dialects.in_tiers(connection, table.name, sought).subquery()
    number = func.row_number().over(partition_by=found.c.tier, order_by=found.c.id.desc())
    query = (
        select(table.c.id)
        .join(found, found.c.id == table.c.id)
        .join(t.reports, t.reports.c.id == table.c.report)
        .where(*conditions)
        .order_by(found.c.tier, (number - 1) // RANKED, *_best(table))
    )
    return list(connection.scalars(query.limit(limit).offset(offset)))
