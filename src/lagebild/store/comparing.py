"""Two outlets over one record: the incidents that both tell, and those that only one of them has. Nothing here writes."""

from __future__ import annotations

from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy import Connection, select

from lagebild.errors import QuestionError
from lagebild.record.incidents import Incident
from lagebild.store import indexes, pages, queries
from lagebild.store import tables as t
from lagebild.store.indexes import Outlet
from lagebild.store.narrowing import conditions
from lagebild.store.some import some

Side = Literal["both", "one", "other"]
"""Incidents that both outlets tell, that only the one has, or only the other."""
SIDES: tuple[Side, ...] = get_args(Side)
_TELLS: dict[Side, tuple[int, int]] = {"both": (1, 1), "one": (1, 0), "other": (0, 1)}


def two_outlets(connection: Connection, *names: str) -> tuple[Outlet, Outlet]:
    """Two outlets on record, in any case. Raises QuestionError for one that is not there, and for the same twice."""
    one, other = (indexes.outlet(connection, pages.outlet_called(connection, name)) for name in names)
    assert one is not None
    assert other is not None
    if one == other:
        raise QuestionError(f"{names[0]!r} is compared with itself; name two outlets")
    return one, other


def how_many(connection: Connection, outlets: tuple[str, str], **wanted: Any) -> dict[Side, int]:
    """How many incidents both outlets tell, and how many only one of them.

    `wanted` are the filters of :func:`lagebild.store.narrowing.conditions`.
    """
    told = _told(outlets)
    counted = select(told.c.one, told.c.other, sa.func.count().label("n")).group_by(told.c.one, told.c.other)
    if kept := conditions(connection, **wanted):
        counted = counted.join(t.incidents, t.incidents.c.id == told.c.incident).where(*kept)
    number = {(row.one, row.other): row.n for row in connection.execute(counted)}
    return {side: number.get(tells, 0) for side, tells in _TELLS.items()}


def incidents(
    connection: Connection,
    outlets: tuple[str, str],
    side: Side,
    *,
    latest_first: bool = False,
    limit: int | None = None,
    offset: int = 0,
    **wanted: Any,
) -> list[Incident]:
    """A page of the incidents of one side, oldest first, what has no day last; `latest_first` turns the days round."""
    told = _told(outlets)
    by_one, by_other = _TELLS[side]
    table = t.incidents.c
    order = (
        (table.day.desc().nulls_last(), table.id.desc())
        if latest_first
        else (table.day.nulls_last(), table.valid_from.nulls_last(), table.id)
    )
    query = (
        select(table.id)
        .join(told, told.c.incident == table.id)
        .where(told.c.one == by_one, told.c.other == by_other, *conditions(connection, **wanted))
        .order_by(*order)
    )
    ids = connection.scalars(query.limit(limit).offset(offset)).all()
    found: dict[str, Incident] = {}
    for several in some(ids):
        found |= {incident.id: incident for incident in queries.incidents(connection, ids=several)}
    return [found[key] for key in ids]


def _told(outlets: tuple[str, str]) -> sa.Subquery:
    """The incidents that either outlet tells, and for each of them 1 if it does."""
    name = t.reports.c.outlet
    one, other = (sa.func.max(sa.case((name == outlet, 1), else_=0)) for outlet in outlets)
    return (
        select(t.tellings.c.incident, one.label("one"), other.label("other"))
        .join(t.reports, t.reports.c.id == t.tellings.c.report)
        .where(name.in_(outlets), t.tellings.c.incident.is_not(None))
        .group_by(t.tellings.c.incident)
        .subquery()
    )
