"""Counts incidents in the database by their days, by their places and by who acts with whom.

The filters are those of :func:`lagebild.store.narrowing.conditions`; what comes out is what :mod:`lagebild.record.tallies`
counts of the same incidents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, select

from lagebild.record.tallies import SETTLED, DayCount, PairCount, PartyCount, in_time
from lagebild.store import tables as t
from lagebild.store.narrowing import conditions, named
from lagebild.store.some import some

_settled = sa.case((t.incidents.c.status.in_(SETTLED), 1), else_=0)
"""1 for an incident that happened or goes on."""


def by_days(connection: Connection, wanted: Mapping[str, Any], digits: int) -> list[DayCount]:
    """Incidents by their days, cut after some digits: 4 for the year, 7 for the month, 10 for the day."""

    def cut(column: ColumnElement[Any]) -> ColumnElement[Any]:
        return sa.func.substr(column, 1, digits)

    of = t.incidents.c
    by = sa.case((of.valid_from.is_(None), cut(of.day)))
    rows = connection.execute(
        select(
            of.type,
            cut(of.valid_from).label("first"),
            cut(of.valid_to).label("last"),
            by.label("latest"),
            _settled.label("settled"),
            sa.func.count().label("n"),
        )
        .where(*conditions(connection, **wanted))
        .group_by(of.type, "first", "last", "latest", "settled")
    )
    found = (
        DayCount(type=row.type, begin=row.first, end=row.last, by=row.latest, settled=bool(row.settled), count=row.n)
        for row in rows
    )
    return sorted(found, key=in_time)


def beside(connection: Connection, wanted: Mapping[str, Any], first: str, last: str) -> tuple[str | None, str | None]:
    """The last day with an incident before a stretch of days, and the first day with one behind it (ISO dates)."""
    day, kept = t.incidents.c.day, conditions(connection, **wanted)
    before = connection.scalar(select(sa.func.max(day)).where(day < first, *kept))
    behind = connection.scalar(select(sa.func.min(day)).where(day > last, *kept))
    return before, behind


def by_place(connection: Connection, wanted: Mapping[str, Any]) -> tuple[list[PartyCount], int]:
    """The places that have a name, most incidents first, and how many incidents have none of them."""
    part, who, kept = t.takes_part.c, t.identities.c, conditions(connection, **wanted)
    among = [part.incident.in_(select(t.incidents.c.id).where(*kept))] if kept else []
    often = (
        select(part.identity, sa.func.count().label("n"), sa.func.sum(_settled).label("settled"))
        .join(t.incidents, t.incidents.c.id == part.incident)
        .where(part.role == "place", named(part.identity), *among)
        .group_by(part.identity)
        .subquery()
    )
    rows = connection.execute(
        select(who.id, who.name, who.kind, often.c.n, often.c.settled)
        .join(often, often.c.identity == who.id)
        .order_by(who.id)
    )
    found = [PartyCount(id=row.id, name=row.name, kind=row.kind, count=row.n, settled=row.settled) for row in rows]
    somewhere = select(part.incident).where(part.role == "place", named(part.identity))
    nowhere = select(sa.func.count()).select_from(t.incidents).where(t.incidents.c.id.not_in(somewhere), *kept)
    return sorted(found, key=lambda one: (-one.count, one.id)), connection.scalar(nowhere) or 0


def states_near(connection: Connection, places: Collection[str]) -> dict[str, list[str]]:
    """For places (identities) the names of the states of which the reports speak that tell what happened there."""
    part, who = t.takes_part.c, t.identities.c
    found: dict[str, set[str]] = defaultdict(set)
    for several in some(places):
        told = (
            select(part.identity, t.tellings.c.report)
            .join(t.tellings, t.tellings.c.incident == part.incident)
            .where(part.role == "place", part.identity.in_(several))
            .distinct()
            .subquery()
        )
        rows = connection.execute(
            select(told.c.identity, who.name)
            .distinct()
            .join(t.entities, t.entities.c.report == told.c.report)
            .join(t.identities, sa.and_(who.id == t.entities.c.identity, who.kind == "state"))
        )
        for row in rows:
            found[row.identity].add(row.name)
    return {place: sorted(names) for place, names in found.items()}


def by_pair(connection: Connection, wanted: Mapping[str, Any]) -> list[PairCount]:
    """Who acts with whom and on whom, as far as they have names."""
    doer, other = t.takes_part.alias("doer"), t.takes_part.alias("other")
    forwards = doer.c.identity < other.c.identity
    one = sa.case((forwards, doer.c.identity), else_=other.c.identity)
    two = sa.case((forwards, other.c.identity), else_=doer.c.identity)
    on, incident, kept = other.c.role == "recipient", doer.c.incident, conditions(connection, **wanted)
    rows = connection.execute(
        select(
            one.label("one"),
            two.label("two"),
            t.incidents.c.type,
            sa.func.count(sa.distinct(incident)).label("n"),  # two may both act, and one of them on the other
            sa.func.count(sa.distinct(sa.case((_settled == 1, incident)))).label("settled"),
            sa.func.sum(sa.case((sa.and_(on, forwards), 1), else_=0)).label("forth"),
            sa.func.sum(sa.case((sa.and_(on, sa.not_(forwards)), 1), else_=0)).label("back"),
        )
        .select_from(doer)
        .join(other, sa.and_(other.c.incident == incident, other.c.identity != doer.c.identity))
        .join(t.incidents, t.incidents.c.id == incident)
        .where(doer.c.role == "actor", other.c.role != "place", named(doer.c.identity), named(other.c.identity))
        # asked for apart from the join: SQLite would begin with the incidents' other indexes, and take seconds
        .where(*([incident.in_(select(t.incidents.c.id).where(*kept))] if kept else []))
        .group_by("one", "two", t.incidents.c.type)
    )
    # a database may sort texts in another way than Python
    return sorted(
        (
            PairCount(
                one=min(row.one, row.two),
                other=max(row.one, row.two),
                type=row.type,
                count=row.n,
                settled=row.settled,
                forth=row.forth if row.one < row.two else row.back,
                back=row.back if row.one < row.two else row.forth,
            )
            for row in rows
        ),
        key=lambda pair: (pair.one, pair.other, pair.type),
    )


def parties(connection: Connection, wanted: Mapping[str, Any], ids: Collection[str]) -> dict[str, PartyCount]:
    """For some identities their name, their kind, and in how many incidents they act or are acted on."""
    part, who, kept = t.takes_part.c, t.identities.c, conditions(connection, **wanted)
    among = [part.incident.in_(select(t.incidents.c.id).where(*kept))] if kept else []
    # all are counted at once: SQLite takes seconds to look for some identities among some incidents
    rows = connection.execute(
        select(
            part.identity,
            sa.func.count(sa.distinct(part.incident)).label("n"),
            sa.func.count(sa.distinct(sa.case((_settled == 1, part.incident)))).label("settled"),
        )
        .join(t.incidents, t.incidents.c.id == part.incident)
        .where(part.role != "place", *among)
        .group_by(part.identity)
    )
    often = {row.identity: (row.n, row.settled) for row in rows}
    found: dict[str, PartyCount] = {}
    for several in some(ids):
        named_so = connection.execute(select(who.id, who.name, who.kind).where(who.id.in_(several)))
        found |= {
            row.id: PartyCount(
                id=row.id, name=row.name, kind=row.kind, count=often[row.id][0], settled=often[row.id][1]
            )
            for row in named_so
            if row.id in often
        }
    return found
