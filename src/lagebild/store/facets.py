"""How many incidents each value of a filter would leave: the facets of the chronicle, and how many lie in each month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, select

from lagebild.store import tables as t
from lagebild.store.narrowing import conditions, named

MOST = 12
"""So many people and places are offered, those with most incidents."""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A value that a filter can have: what the filter takes, the name to show, and how many incidents it would leave."""

    value: str
    name: str
    count: int


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """For each filter its values, under all other filters.

    `types`, `statuses` and `outlets` have every value with an incident, `parties` and `places` the most frequent.
    `disputed` is the number of disputed incidents. `months` are (month or None for no day, number of incidents) under all
    filters, oldest first, None last; they add up to `total`.
    """

    types: tuple[Value, ...]
    statuses: tuple[Value, ...]
    outlets: tuple[Value, ...]
    parties: tuple[Value, ...]
    places: tuple[Value, ...]
    disputed: int
    months: tuple[tuple[str | None, int], ...]
    total: int


def facets(connection: Connection, wanted: Mapping[str, Any]) -> Facets:
    """The facets under the filters of :func:`lagebild.store.narrowing.conditions`."""

    def kept(but: str) -> list[ColumnElement[bool]]:
        return conditions(connection, **{**wanted, but: None if but != "disputed" else False})

    months = sorted(
        _grouped(connection, sa.func.substr(t.incidents.c.day, 1, 7), conditions(connection, **wanted)),
        key=lambda pair: (pair[0] is None, pair[0] or ""),
    )
    disputed = select(sa.func.count()).select_from(t.incidents)
    disputed = disputed.where(*conditions(connection, **{**wanted, "disputed": True}))
    return Facets(
        types=_values(_grouped(connection, t.incidents.c.type, kept("kind"))),
        statuses=_values(_grouped(connection, t.incidents.c.status, kept("status"))),
        outlets=_values(_outlets(connection, kept("outlet"))),
        parties=_parts(connection, kept("party"), t.takes_part.c.role != "place", only=False),
        places=_parts(connection, kept("place"), t.takes_part.c.role == "place", only=True),
        disputed=connection.scalar(disputed) or 0,
        months=tuple(months),
        total=sum(count for _, count in months),
    )


def _grouped(
    connection: Connection, by: ColumnElement[Any], kept: list[ColumnElement[bool]]
) -> list[tuple[str | None, int]]:
    rows = connection.execute(select(by.label("value"), sa.func.count().label("n")).where(*kept).group_by("value"))
    return [(row.value, row.n) for row in rows]


def _outlets(connection: Connection, kept: list[ColumnElement[bool]]) -> list[tuple[str | None, int]]:
    rows = connection.execute(
        select(t.reports.c.outlet, sa.func.count(sa.distinct(t.tellings.c.incident)).label("n"))
        .join(t.tellings, t.tellings.c.report == t.reports.c.id)
        .where(*_among(t.tellings.c.incident, kept))
        .group_by(t.reports.c.outlet)
    )
    return [(row.outlet, row.n) for row in rows]


def _among(incident: ColumnElement[Any], kept: list[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """The condition that an incident is kept; none if all are, which the database need not look up."""
    return [incident.in_(select(t.incidents.c.id).where(*kept))] if kept else []


def _values(found: Iterable[tuple[str | None, int]]) -> tuple[Value, ...]:
    values = [Value(value=value, name=value, count=count) for value, count in found if value is not None]
    return tuple(sorted(values, key=lambda one: (-one.count, one.name)))


def _parts(
    connection: Connection, kept: list[ColumnElement[bool]], role: ColumnElement[bool], *, only: bool
) -> tuple[Value, ...]:
    """The named identities with a part in most incidents: those that have a role, with `only` counted in that role alone.

    The filter `party` counts every part, and so does what it offers.
    """
    part = t.takes_part.c
    number = sa.func.count() if only else sa.func.count(sa.distinct(part.incident))
    query = (
        select(part.identity, number.label("n"))
        .where(named(part.identity), *_among(part.incident, kept))
        .group_by(part.identity)
        .order_by(sa.desc("n"), part.identity)
        .limit(MOST)
    )
    chosen = (query.where(role) if only else query.having(sa.func.sum(sa.case((role, 1), else_=0)) > 0)).subquery()
    rows = connection.execute(
        select(t.identities.c.id, t.identities.c.name, chosen.c.n)
        .join(chosen, chosen.c.identity == t.identities.c.id)
        .order_by(chosen.c.n.desc(), t.identities.c.id)
    )
    return tuple(Value(value=row.id, name=row.name, count=row.n) for row in rows)
