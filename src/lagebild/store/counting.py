"""Counts incidents in the database by their days, by their places and by who acts with whom.

The filters are those of :func:`lagebild.store.narrowing.conditions`; what comes out is what :mod:`lagebild.record.tallies`
counts of the same incidents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, select

from lagebild.reading import EventType
from lagebild.record.identities import is_named
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


class Together(NamedTuple):
    """Who acts with whom and on whom.

    In `among` stand, for (one, other, type), the number of incidents, of settled ones, and of those in which the one acts on
    the other and the other on the one. `sides` has who takes part in each incident, and whether they act; `settled` has
    the incidents that happened or go on.
    """

    among: Mapping[tuple[str, str, EventType], Sequence[int]]
    sides: Mapping[str, Sequence[tuple[str, bool]]]
    settled: Collection[str]

    def pairs(self) -> Iterator[PairCount]:
        """The pairs, in no order."""
        for (one, other, kind), (n, settled, forth, back) in self.among.items():
            yield PairCount(one=one, other=other, type=kind, count=n, settled=settled, forth=forth, back=back)


def together(connection: Connection, wanted: Mapping[str, Any]) -> Together:
    """Who acts with whom and on whom, as far as they have names.

    All is counted in one pass over who takes part: a database that groups pairs sorts each of them first, and takes twice
    as long.
    """
    part, of, kept = t.takes_part.c, t.incidents.c, conditions(connection, **wanted)
    incidents = connection.execute(select(of.id, of.type, _settled).where(*kept))
    kinds = {key: (kind, settled) for key, kind, settled in incidents}
    query = select(part.incident, part.identity, part.role).where(part.role != "place")
    if kept:
        query = query.where(part.incident.in_(select(of.id).where(*kept)))
    beside: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for incident, identity, role in connection.execute(query):
        if is_named(identity):
            beside[incident].append((identity, role == "actor"))
    among: dict[tuple[str, str, EventType], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for incident, sides in beside.items():
        if len(sides) > 1:
            _count_pairs(sides, *kinds[incident], among)
    return Together(among, beside, {key for key, (_, settled) in kinds.items() if settled})


def _count_pairs(
    sides: Sequence[tuple[str, bool]],
    kind: EventType,
    settled: int,
    among: dict[tuple[str, str, EventType], list[int]],
) -> None:
    """Count the sides of one incident, each with whether it acts; two may both act, and one of them on the other."""
    met = set()
    for doer, acts in sides:
        if not acts:
            continue
        for other, acts_too in sides:
            if doer == other:
                continue
            pair = (doer, other, kind) if doer < other else (other, doer, kind)
            met.add(pair)
            if not acts_too:
                among[pair][2 if doer < other else 3] += 1
    for pair in met:
        among[pair][0] += 1
        among[pair][1] += settled


def by_pair(connection: Connection, wanted: Mapping[str, Any]) -> list[PairCount]:
    """Who acts with whom and on whom, as far as they have names."""
    return sorted(together(connection, wanted).pairs(), key=lambda pair: (pair.one, pair.other, pair.type))


def parties(connection: Connection, found: Together, ids: Collection[str]) -> dict[str, PartyCount]:
    """For some identities with a name their name, their kind, and in how many incidents they act or are acted on."""
    who = t.identities.c
    often: Counter[str] = Counter()
    settled: Counter[str] = Counter()
    for incident, sides in found.sides.items():
        for identity in {identity for identity, _ in sides if identity in ids}:
            often[identity] += 1
            settled[identity] += incident in found.settled
    rows = (
        connection.execute(select(who.id, who.name, who.kind).where(who.id.in_(several))) for several in some(often)
    )
    return {
        row.id: PartyCount(id=row.id, name=row.name, kind=row.kind, count=often[row.id], settled=settled[row.id])
        for several in rows
        for row in several
    }
