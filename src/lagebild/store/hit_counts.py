"""How much a search finds: by kind, by outlet and by year.

Where nothing is narrowed, the full-text index says how much there is of a kind without a look at any row. Only the kind that
is asked for is spread over outlets and years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, exists, func, select

from lagebild.store import dialects
from lagebild.store import tables as t
from lagebild.store.counted import among_many, not_shown
from lagebild.store.hits import EVERYWHERE, KINDS, SAID, HitKind, Narrowed, named_so
from lagebild.wordforms import Sought, query_words


class SearchCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How much a search found: by kind, by outlet and by year of publication, the most and the newest first.

    Each count leaves out the filter that it is about, so it says what another choice would give. `outlets` and `years` count
    the kind that is asked for, sentences if none is. What has no outlet or no date counts under an empty text.
    """

    kinds: dict[str, int]
    outlets: dict[str, int]
    years: dict[str, int]


def counts(
    connection: Connection,
    words: str,
    *,
    kind: HitKind | None = None,
    within: Narrowed = EVERYWHERE,
    kinds_only: bool = False,
) -> SearchCounts:
    """How much :func:`lagebild.store.hits.search` finds without a limit.

    With `kinds_only` nothing is spread over outlets and years, for which every row that is found must be looked at.
    """
    sought = query_words(words)
    if not sought:
        return SearchCounts(kinds=dict.fromkeys(KINDS, 0), outlets={}, years={})
    kinds: dict[str, int] = {one: _number(connection, one, sought, within) for one in KINDS}
    if kinds_only:
        return SearchCounts(kinds=kinds, outlets={}, years={})
    outlets, years = _Spread(), _Spread()
    for key, outlet, year, in_days, number in connection.execute(
        _spread(connection, kind or "sentence", sought, within)
    ):
        if in_days:
            outlets.add(outlet or "", key, number)
        if within.has_outlet(outlet):
            years.add(year or "", key, number)
    by_number = sorted(outlets.numbers().items(), key=lambda pair: (-pair[1], pair[0]))
    return SearchCounts(kinds=kinds, outlets=dict(by_number), years=dict(sorted(years.numbers().items(), reverse=True)))


class _Spread:
    """How many are found under each of some values: what has a key counts once, whatever number of rows it has."""

    def __init__(self) -> None:
        self._keys: dict[str, set[str]] = defaultdict(set)
        self._numbers: dict[str, int] = defaultdict(int)

    def add(self, value: str, key: str | None, number: int) -> None:
        if key is None:
            self._numbers[value] += number
        else:
            self._keys[value].add(key)

    def numbers(self) -> dict[str, int]:
        return {**self._numbers, **{value: len(keys) for value, keys in self._keys.items()}}


def _number(connection: Connection, kind: HitKind, sought: Sequence[Sought], within: Narrowed) -> int:
    """How many of a kind are found."""
    narrow = within.conditions()
    if kind == "name":
        return connection.scalar(_names(sought, narrow)) or 0
    table = _TABLES[kind]
    found = dialects.matching(connection, table.name, sought).subquery()
    query = select(func.count()).select_from(found)
    looked_at = query.join(table, table.c.id == found.c.id)
    if kind == "incident":
        if narrow:
            of_it = t.tellings.c.incident == table.c.incident, t.reports.c.id == t.tellings.c.report
            narrow = [exists().where(*of_it, *narrow)]
        narrow += within.incident(table.c.incident)
        return connection.scalar(looked_at.where(*narrow) if narrow else query) or 0
    sure = within.surely(table, *SAID) if kind == "statement" else []
    if narrow:
        looked_at = looked_at.join(t.reports, t.reports.c.id == table.c.report)
    if narrow or sure:
        standing = [among_many(table)] if kind == "statement" else []
        return connection.scalar(looked_at.where(*narrow, *sure, *standing)) or 0
    number = connection.scalar(query) or 0
    if kind == "statement":  # few are not shown, and what is not is looked up, not what is
        number -= connection.scalar(looked_at.where(table.c.entry.in_(not_shown()))) or 0
    return number


_TABLES = {"incident": t.incident_words, "statement": t.statements, "sentence": t.sentences}


def _names(sought: Sequence[Sought], narrow: Sequence[ColumnElement[bool]]) -> sa.Select[Any]:
    named = named_so(sought)
    if not narrow:
        return select(func.count()).select_from(named.distinct().subquery())
    who = t.entities.c
    told = select(func.count(sa.distinct(who.identity))).join(t.reports, t.reports.c.id == who.report)
    return told.where(who.identity.in_(named), *narrow)


def _spread(connection: Connection, kind: HitKind, sought: Sequence[Sought], within: Narrowed) -> sa.Select[Any]:
    """Where and when what is found was published: a key (or None), an outlet, a year, whether the day fits, a number.

    Neither the outlet nor the days that are asked for narrow it: what another choice would give is wanted, too.
    """
    outlet, year = t.reports.c.outlet, func.substr(t.reports.c.published, 1, 4).label("year")
    days = msgspec.structs.replace(within, outlet=None).conditions()
    in_days = sa.case((sa.and_(*days), 1), else_=0) if days else sa.literal(1)
    by = outlet, year, in_days.label("in_days")
    if kind == "name":
        query = select(t.entities.c.identity, *by, sa.literal(1)).distinct()
        joined = query.join(t.reports, t.reports.c.id == t.entities.c.report)
        return joined.where(t.entities.c.identity.in_(named_so(sought)))
    table = _TABLES[kind]
    found = dialects.matching(connection, table.name, sought).subquery()
    if kind == "incident":
        return (
            select(table.c.incident, *by, sa.literal(1))
            .distinct()
            .join(found, found.c.id == table.c.id)
            .join(t.tellings, t.tellings.c.incident == table.c.incident)
            .join(t.reports, t.reports.c.id == t.tellings.c.report)
            .where(*within.incident(table.c.incident))
        )
    query = (
        select(sa.null().label("key"), *by, func.count())
        .select_from(found)
        .join(table, table.c.id == found.c.id)
        .join(t.reports, t.reports.c.id == table.c.report)
        .group_by(outlet, "year", "in_days")
    )
    return query if kind == "sentence" else query.where(among_many(table), *within.surely(table, *SAID))
