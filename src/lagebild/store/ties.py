"""Questions about ties, plans and pledges. Each takes a connection and returns the record's types; nothing here writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, or_, select

from lagebild.errors import NotFoundError
from lagebild.reading import OUTLET
from lagebild.record.evidence import Evidence
from lagebild.record.identities import is_named, plain_name
from lagebild.record.plans import PlanTold, PledgeTold
from lagebild.record.sureness import surer_plan, surer_tie
from lagebild.record.ties.course import Tie, ties
from lagebild.record.ties.made import Deed, Doer, by_deeds, by_offices, turning_lemmas, turns
from lagebild.record.ties.sighting import Given, Side, TieSighting
from lagebild.record.ties.through import leaders, through
from lagebild.store import knowing
from lagebild.store import tables as t
from lagebild.store.counted import is_withdrawn, stands
from lagebild.store.finding import identity
from lagebild.store.offices import office_tenures, tenures_by, tenures_of
from lagebild.store.some import MANY, some

_REPORT = (t.reports.c.outlet, t.reports.c.published, t.reports.c.version)


def all_ties(
    connection: Connection, *, party: str | None = None, day: str | None = None, sure: float = 0.0
) -> list[Tie]:
    """The ties on record, oldest first; `party` is an identity that has a part in them.

    What a state or body has through those who lead it is there, too: with `day` (ISO date) through those who did so on it.
    `sure` leaves out what is less sure before ties are made.
    """
    found = ties(_surer(sightings(connection, [party] if party else None), sure))
    if party is None:
        return found
    lead = leaders(office_tenures(connection, of=party, sure=sure), day)
    lead.pop(party, None)
    if not lead:
        return found
    theirs = through(lead, ties(_surer(sightings(connection, sorted(lead)), sure)))
    return sorted([*found, *theirs], key=lambda tie: (tie.begins or "", tie.kind, tie.one.id, tie.other.id))


def party_of(connection: Connection, name: str) -> str:
    """The id of whoever has a name: an identity's; where no report knows the name, that of the name in a user's own table.

    Raises NotFoundError if nobody has it, or several do.
    """
    try:
        return identity(connection, name).id
    except NotFoundError:
        alone = f"{_NAME_ALONE}{plain_name(name)}"
        if _borne(connection, name) or not _given(connection, [alone]):
            raise
        return alone


def each_tie(connection: Connection, *, parties: Collection[str] | None = None, sure: float = 0.0) -> Iterator[Tie]:
    """The ties of some identities, or of all, each once; what tells of some of them at a time is in memory.

    Of those the oldest come first. `sure` leaves out what is less sure before ties are made.
    """

    def asked(side: Side) -> bool:
        return not _is_name_alone(side) if parties is None else side.id in parties

    for several in some(parties) if parties is not None else _all_identities(connection):
        here = set(several)
        for tie in ties(_surer(sightings(connection, several), sure)):
            # a deed of theirs may tie others to each other
            if min((side.id for side in (tie.one, tie.other) if asked(side)), default="") in here:
                yield tie
    if parties is None:
        for tie in ties(_surer(_given(connection, []), sure)):
            if not asked(tie.one) and not asked(tie.other):
                yield tie


def _all_identities(connection: Connection) -> Iterator[list[str]]:
    query = select(t.identities.c.id).order_by(t.identities.c.id)
    for several in connection.scalars(query, execution_options={"yield_per": MANY}).partitions(MANY):
        yield list(several)


def _surer(found: Sequence[TieSighting], least: float) -> list[TieSighting]:
    return [kept for one in found if (kept := surer_tie(one, least) if least else one) is not None]


def sightings(connection: Connection, parties: Sequence[str] | None = None) -> list[TieSighting]:
    """Every place that tells of a tie: of some identities, or all."""
    told = [] if parties is None else parties
    return [
        *_relations(connection, told),
        *by_deeds(_deeds(connection, told)),
        *_offices(connection, told),
        *_given(connection, told),
    ]


def _relations(connection: Connection, parties: Sequence[str], *, withdrawn: bool = False) -> list[TieSighting]:
    one, other, voice = (t.entities.alias(name) for name in ("one", "other", "voice"))
    left, right, speaker = (t.identities.alias(name) for name in ("left", "right", "speaker"))
    query = (
        select(
            t.relations,
            *_REPORT,
            left.c.id.label("one_id"),
            left.c.name.label("one_name"),
            right.c.id.label("other_id"),
            right.c.name.label("other_name"),
            speaker.c.name.label("speaker"),
        )
        .join(t.reports, t.reports.c.id == t.relations.c.report)
        .join(one, one.c.id == t.relations.c["from"])
        .join(left, left.c.id == one.c.identity)
        .join(other, other.c.id == t.relations.c.to)
        .join(right, right.c.id == other.c.identity)
        .outerjoin(voice, voice.c.id == t.relations.c.source)
        .outerjoin(speaker, speaker.c.id == voice.c.identity)
        .where(is_withdrawn(t.relations) if withdrawn else stands(t.relations))
        .order_by(t.relations.c.id)
    )
    if parties:
        members = select(t.entities.c.id).where(t.entities.c.identity.in_(parties))
        sides = (t.relations.c["from"], t.relations.c.to)
        query = query.where(
            t.relations.c.id.in_(sa.union(*(select(t.relations.c.id).where(s.in_(members)) for s in sides)))
        )
    return [
        TieSighting(
            kind=row.kind,
            one=Side(id=row.one_id, name=row.one_name),
            other=Side(id=row.other_id, name=row.other_name),
            status=row.status,
            since=row.valid_from,
            until=row.valid_to,
            source=OUTLET if row.voice == "outlet" else row.speaker,
            evidence=_evidence(row),
        )
        for row in connection.execute(query)
    ]


def _evidence(row: Any) -> Evidence:
    given = row._mapping
    return Evidence(**{field: given[field] for field in Evidence.__struct_fields__ if field in given})


def _deeds(connection: Connection, parties: Sequence[str]) -> list[Deed]:
    """What happened that can make or break a tie."""
    query = (
        select(t.events, *_REPORT)
        .join(t.reports, t.reports.c.id == t.events.c.report)
        .where(stands(t.events), t.events.c.status.in_(("happened", "ongoing")))
        .order_by(t.events.c.id)
    )
    if not parties:
        query = query.where(t.events.c.lemma.in_(_turning(connection)))
    else:
        query = query.where(or_(*(_ends(form) for form in sorted(turning_lemmas()))))
        members = select(t.entities.c.id).where(t.entities.c.identity.in_(parties))
        theirs = select(t.parties.c.event).where(t.parties.c.entity.in_(members))
        query = query.where(t.events.c.id.in_(theirs))
    rows = connection.execute(query).all()
    doers = _doers(connection, [row.id for row in rows])
    names = _names(connection, [row.source for row in rows if row.source is not None])
    return [
        Deed(
            lemma=row.lemma,
            actors=tuple(doers[row.id, "actor"]),
            recipients=tuple(doers[row.id, "recipient"]),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=OUTLET if row.voice == "outlet" else names.get(row.source),
            evidence=_evidence(row),
        )
        for row in rows
    ]


def _turning(connection: Connection) -> list[str]:
    """The lemmas on record that can make or break a tie, found by looking up one lemma after the other in their index."""
    lemma = t.events.c.lemma
    first = select(sa.func.min(lemma).label("lemma")).cte("lemmas", recursive=True)
    behind = select(sa.func.min(lemma)).where(lemma > first.c.lemma).correlate(first).scalar_subquery()
    found = first.union_all(select(behind).where(first.c.lemma.is_not(None)))
    forms = turning_lemmas()
    lemmas = connection.scalars(select(found.c.lemma).where(found.c.lemma.is_not(None)))
    return [one for one in lemmas if any(turns(form, one) for form in forms)]


def _ends(form: str) -> ColumnElement[bool]:
    return or_(t.events.c.lemma == form, t.events.c.lemma.endswith(" " + form, autoescape=True))


def _doers(connection: Connection, events: Sequence[int]) -> dict[tuple[int, str], list[Doer]]:
    found: dict[tuple[int, str], list[Doer]] = defaultdict(list)
    for several in some(events):
        rows = connection.execute(
            select(t.parties.c.event, t.parties.c.role, t.identities.c.id, t.identities.c.name, t.identities.c.kind)
            .join(t.entities, t.entities.c.id == t.parties.c.entity)
            .join(t.identities, t.identities.c.id == t.entities.c.identity)
            .where(t.parties.c.event.in_(several))
            .order_by(t.parties.c.id)
        )
        for row in rows:
            side = Side(id=row.id, name=row.name)
            found[row.event, row.role].append(Doer(side=side, kind=row.kind, named=is_named(row.id)))
    return found


def _names(connection: Connection, entities: Sequence[int]) -> dict[int, str]:
    query = select(t.entities.c.id, t.identities.c.name).join(t.identities, t.identities.c.id == t.entities.c.identity)
    return {
        row.id: row.name
        for several in some(entities)
        for row in connection.execute(query.where(t.entities.c.id.in_(several)))
    }


def _offices(connection: Connection, parties: Sequence[str]) -> list[TieSighting]:
    """The party ties that offices tell, of bodies that any report calls a party."""
    body = t.entities.alias("body")
    query = (
        select(body.c.identity)
        .distinct()
        .join(t.relations, t.relations.c.to == body.c.id)
        .where(t.relations.c.kind == "party", stands(t.relations), body.c.identity.is_not(None))
    )
    bodies = set(connection.scalars(query))
    if not bodies:
        return []
    if parties:
        asked = bodies & set(parties)
        theirs = (one for one in tenures_by(connection, set(parties) - bodies) if one.of not in asked)
        tenures = [*tenures_of(connection, asked), *theirs]
    else:
        tenures = tenures_of(connection, bodies)
    return by_offices(tenures, bodies)


def _given(connection: Connection, parties: Sequence[str]) -> list[TieSighting]:
    """What a user's own table says of some identities, or of all."""
    found = []
    for line in knowing.known_ties(connection):
        one, other = (_side(connection, name) for name in (line.one, line.other))
        if parties and not {one.id, other.id} & set(parties):
            continue
        given = Given(table=line.table, line=line.line, text=line.text)
        found.append(
            TieSighting(
                kind=line.kind,
                one=one,
                other=other,
                status=line.status,
                since=line.since,
                until=line.until,
                given=given,
            )
        )
    return found


def _side(connection: Connection, name: str) -> Side:
    """Whom a name of a user's table means: the one identity that bears it; else nobody but the name itself."""
    rows = _borne(connection, name)
    whole = [row for row in rows if plain_name(row.name) == plain_name(name)]
    fitting = whole if len(whole) == 1 else rows
    return (
        Side(id=fitting[0].id, name=fitting[0].name)
        if len(fitting) == 1
        else Side(id=f"{_NAME_ALONE}{plain_name(name)}", name=name)
    )


def _borne(connection: Connection, name: str) -> list[Any]:
    """The identities, with their names, that a name is borne by."""
    query = (
        select(t.identities.c.id, t.identities.c.name)
        .join(t.aliases, t.aliases.c.identity == t.identities.c.id)
        .where(t.aliases.c.plain == plain_name(name))
        .distinct()
    )
    return [row for row in connection.execute(query) if is_named(row.id)]


_NAME_ALONE = "name:"
"""Begins the id of a side that a user's table names and nobody on record is called."""


def _is_name_alone(side: Side) -> bool:
    return side.id.startswith(_NAME_ALONE)


def plans(connection: Connection, *, party: str | None = None, sure: float = 0.0) -> list[PlanTold]:
    """The plans and agreements that reports tell of, by report; `party` is an identity that has a part in them.

    `sure` leaves out what is less sure.
    """
    found = _told(connection, t.plans, ("of", "announced_by", "about"), party)
    told = [
        PlanTold(
            name=row.name,
            of=sides[0],
            announced_by=sides[1],
            about=sides[2],
            phases=tuple(row.phases),
            time=row.time,
            evidence=_evidence(row),
        )
        for row, sides in found
    ]
    return [kept for one in told if (kept := surer_plan(one, sure) if sure else one) is not None]


def pledges(connection: Connection, *, party: str | None = None) -> list[PledgeTold]:
    """The promises, appeals and mediations that reports tell of, by report; `party` is an identity with a part in them."""
    found = _told(connection, t.pledges, ("by", "to", "mediator"), party)
    return [
        PledgeTold(
            kind=row.kind,
            words=row.words,
            by=sides[0],
            to=sides[1],
            mediator=sides[2],
            time=row.time,
            outcome=row.outcome,
            evidence=_evidence(row),
        )
        for row, sides in found
    ]


def _told(
    connection: Connection, table: sa.Table, columns: Sequence[str], party: str | None
) -> list[tuple[Any, list[Side | None]]]:
    query: Any = select(table, *_REPORT).join(t.reports, t.reports.c.id == table.c.report).where(stands(table))
    conditions: list[ColumnElement[bool]] = []
    for name in columns:
        entity, identity = t.entities.alias(f"entity_{name}"), t.identities.alias(f"identity_{name}")
        query = query.outerjoin(entity, entity.c.id == table.c[name]).outerjoin(
            identity, identity.c.id == entity.c.identity
        )
        query = query.add_columns(identity.c.id.label(f"{name}_id"), identity.c.name.label(f"{name}_name"))
        conditions.append(identity.c.id == party)
    if party is not None:
        query = query.where(or_(*conditions))
    rows = connection.execute(query.order_by(t.reports.c.published.nulls_first(), table.c.report, table.c.start))
    return [(row, [_named(row._mapping, name) for name in columns]) for row in rows]


def _named(row: Any, name: str) -> Side | None:
    key = row[f"{name}_id"]
    return Side(id=key, name=row[f"{name}_name"]) if key is not None else None
