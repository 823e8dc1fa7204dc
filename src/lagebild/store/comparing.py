"""Two outlets over one record: the incidents that both tell, and those that only one of them has. Nothing here writes."""

from __future__ import annotations

from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, select

from lagebild.record.incidents import Incident
from lagebild.store import queries
from lagebild.store import tables as t
from lagebild.store.narrowing import conditions
from lagebild.store.some import some

Side = Literal["both", "one", "other"]
"""Incidents that both outlets tell, that only the one has, or only the other."""
SIDES: tuple[Side, ...] = get_args(Side)


def how_many(connection: Connection, outlets: tuple[str, str], **wanted: Any) -> dict[Side, int]:
    """How many incidents both outlets tell, and how many only one of them.

    `wanted` are the filters of :func:`lagebild.store.narrowing.conditions`.
    """
    kept = conditions(connection, **wanted)
    by_one, by_other = (sa.case((_told_by(outlet), 1), else_=0) for outlet in outlets)
    told = select(by_one.label("one"), by_other.label("other")).where(sa.or_(*map(_told_by, outlets)), *kept).subquery()
    counted = select(told.c.one, told.c.other, sa.func.count().label("n")).group_by(told.c.one, told.c.other)
    number = {(row.one, row.other): row.n for row in connection.execute(counted)}
    return {"both": number.get((1, 1), 0), "one": number.get((1, 0), 0), "other": number.get((0, 1), 0)}


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
    one, other = map(_told_by, outlets)
    told = {"both": (one, other), "one": (one, sa.not_(other)), "other": (other, sa.not_(one))}
    table = t.incidents.c
    order = (
        (table.day.desc().nulls_last(), table.id.desc())
        if latest_first
        else (table.day.nulls_last(), table.valid_from.nulls_last(), table.id)
    )
    query = select(table.id).where(*told[side], *conditions(connection, **wanted)).order_by(*order)
    ids = connection.scalars(query.limit(limit).offset(offset)).all()
    found: dict[str, Incident] = {}
    for several in some(ids):
        found |= {incident.id: incident for incident in queries.incidents(connection, ids=several)}
    return [found[key] for key in ids]


def _told_by(outlet: str) -> ColumnElement[bool]:
    # a telling without an incident would make `NOT IN` true of nothing
    told = (
        select(t.tellings.c.incident)
        .join(t.reports, t.reports.c.id == t.tellings.c.report)
        .where(t.reports.c.outlet == outlet, t.tellings.c.incident.is_not(None))
    )
    return t.incidents.c.id.in_(told)
