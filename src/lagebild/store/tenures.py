"""Keeps the tenures: makes again those of people whose offices touched reports tell, and of who shares an office with them.

What comes out is the same as if all tenures were made anew. A tenure depends on all sightings of its holder, and in an office
that one person holds at a time on those of the others in its cell of the register (:class:`~lagebild.record.tenures.Cell`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, delete, select

from lagebild.lexicon import lexicon_hash
from lagebild.record import contested
from lagebild.record.offices import office_key, one_person
from lagebild.record.tenures import HELD, OfficeSighting, Tenure, cells, held_stretches, in_cell, is_single, outlived
from lagebild.store import tables as t
from lagebild.store.freshness import note, noted
from lagebild.store.office_sightings import HOLDER, Sighted, sighted
from lagebild.store.some import insert_all, some

RULES = 1
"""Is raised when tenures or their contradictions come out otherwise: a record that another number made is made anew."""

_MADE_BY = "tenures by"


class _Seat(NamedTuple):
    """A row of `office_sightings`: what the next report needs to know of a sighting."""

    office: int
    report: str
    person: str
    cell: str
    alone: bool
    death: bool


class _Row(NamedTuple):
    """A row of `tenures`, without its number."""

    cell: str
    person: str
    of: str | None
    of_name: str
    office: str
    status: str
    single: bool
    begins: str
    seen_last: str | None
    data: str


def update_tenures(connection: Connection, reports: Collection[str]) -> None:
    """Bring the tenures up to date with the readings, identities and decisions, after some reports have changed."""
    made_by = f"{RULES} {lexicon_hash()}"
    if noted(connection, _MADE_BY) != made_by:
        for table in (t.held, t.contested, t.tenures, t.office_sightings):
            connection.execute(delete(table))
        _update(connection, set(connection.scalars(_holders().distinct())))
        note(connection, _MADE_BY, made_by)
        return
    people: set[str] = set()
    for several in some(reports):
        before = select(t.office_sightings.c.person).where(t.office_sightings.c.report.in_(several))
        people |= set(connection.scalars(before)) | set(
            connection.scalars(_holders().where(t.offices.c.report.in_(several)))
        )
    if people:
        _update(connection, people)


def _holders() -> sa.Select[Any]:
    """Everybody of whom a report tells an office."""
    holder = t.entities.c.identity
    return select(holder).join(t.offices, t.offices.c.person == t.entities.c.id).where(holder.is_not(None))


def _update(connection: Connection, people: set[str]) -> None:
    """Make the tenures of some people again, and those of who shares a one-person office with them."""
    seen = [one for several in some(people) for one in sighted(connection, HOLDER.c.identity.in_(several))]
    seats = {seat.office: seat for seat in _seats(seen)}
    before = {
        seat.office: seat
        for several in some(people)
        for seat in _kept(connection, t.office_sightings.c.person.in_(several))
    }
    _write_seats(connection, before, seats)
    touched = {seat.cell for seat in (*before.values(), *seats.values())}
    shared = {seat.cell for seat in before.values() if seat.alone} | _alone(connection, touched)
    others = [seat for several in some(shared) for seat in _kept(connection, t.office_sightings.c.cell.in_(several))]
    others = [seat for seat in others if seat.person not in people]
    beside = {
        one.row: one.sighting
        for several in some({seat.office for seat in others})
        for one in sighted(connection, t.offices.c.id.in_(several))
    }
    members: dict[str, dict[str, list[OfficeSighting]]] = defaultdict(lambda: defaultdict(list))
    for office, sighting in seen:
        members[seats[office].cell][sighting.person].append(sighting)
    for seat in others:
        if seat.office in beside:
            members[seat.cell][seat.person].append(beside[seat.office])
    dead = _dead(connection, {seat.person for seat in others})
    known = [one.sighting for one in seen] + [
        one.sighting for several in some(dead) for one in sighted(connection, HOLDER.c.identity.in_(several))
    ]
    found = [
        _row(cell, tenure)
        for cell, holders in members.items()
        for tenure in outlived([*_of_cell(holders, together=cell in shared)], known)
    ]
    _write(connection, people, shared, found)


def _of_cell(holders: Mapping[str, Sequence[OfficeSighting]], *, together: bool) -> Iterator[Tenure]:
    if together:
        yield from in_cell(holders)
        return
    for person, sightings in holders.items():
        yield from in_cell({person: sightings})


def _seats(seen: Sequence[Sighted]) -> Iterator[_Seat]:
    for (office, sighting), cell in zip(seen, cells([one.sighting for one in seen]), strict=True):
        death = sighting.end_cause == "death"
        yield _Seat(office, sighting.evidence.report, sighting.person, "\n".join(cell), is_single(sighting), death)


def _kept(connection: Connection, condition: sa.ColumnElement[bool]) -> list[_Seat]:
    return [_Seat(*row) for row in connection.execute(select(t.office_sightings).where(condition))]


def _write_seats(connection: Connection, before: Mapping[int, _Seat], now: Mapping[int, _Seat]) -> None:
    for several in some({office for office, seat in before.items() if now.get(office) != seat}):
        connection.execute(delete(t.office_sightings).where(t.office_sightings.c.office.in_(several)))
    insert_all(connection, t.office_sightings, [s._asdict() for office, s in now.items() if before.get(office) != s])


def _alone(connection: Connection, touched: Collection[str]) -> set[str]:
    """Of some cells those that one person holds at a time."""
    seats = t.office_sightings.c
    return {
        cell
        for several in some(touched)
        for cell in connection.scalars(select(seats.cell).distinct().where(seats.cell.in_(several), seats.alone))
    }


def _dead(connection: Connection, people: Collection[str]) -> set[str]:
    """Of some people those of whose death a report tells."""
    seats = t.office_sightings.c
    return {
        person
        for several in some(people)
        for person in connection.scalars(select(seats.person).distinct().where(seats.person.in_(several), seats.death))
    }


def _row(cell: str, tenure: Tenure) -> _Row:
    return _Row(
        cell=cell,
        person=tenure.person,
        of=tenure.of,
        of_name=tenure.of_name or "",
        office=office_key(tenure.title),
        status=tenure.status,
        single=tenure.status in HELD and one_person(tenure.title, tenure.of),
        begins=tenure.vouched_from or "",
        seen_last=tenure.seen_last,
        data=msgspec.json.encode(tenure).decode(),
    )


def _write(connection: Connection, people: Collection[str], shared: Collection[str], found: Sequence[_Row]) -> None:
    """Put tenures in the place of those of some people and cells; only what differs is written."""
    columns = [t.tenures.c[name] for name in _Row._fields]
    kept: dict[int, _Row] = {}
    for column, values in ((t.tenures.c.person, people), (t.tenures.c.cell, shared)):
        for these in some(values):
            rows = connection.execute(select(t.tenures.c.id, *columns).where(column.in_(these)))
            kept |= {number: _Row(*rest) for number, *rest in rows}
    new = set(found)
    stale = {number: row for number, row in kept.items() if row not in new}
    made = sorted(new - set(kept.values()), key=lambda row: (row.cell, row.person, row.begins, row.data))
    # what contradicts itself between holders hangs on none of them
    offices = {(row.office, row.of) for row in (*stale.values(), *made) if row.single}
    for several in some(stale):
        for table in (t.held, t.contested):
            connection.execute(delete(table).where(table.c.tenure.in_(several)))
        connection.execute(delete(t.tenures).where(t.tenures.c.id.in_(several)))
    insert_all(connection, t.tenures, [row._asdict() for row in made])
    _insert_beside(connection, {row.cell for row in made})
    _contest(connection, offices)


def _insert_beside(connection: Connection, touched: Collection[str]) -> None:
    """Put down on which days new tenures were held, and where what is said of one contradicts itself."""
    fresh = ~sa.exists().where(t.held.c.tenure == t.tenures.c.id)
    rows = [
        row
        for several in some(touched)
        for row in connection.execute(
            select(t.tenures.c.id, t.tenures.c.office, t.tenures.c.of, t.tenures.c.data).where(
                t.tenures.c.cell.in_(several), fresh
            )
        )
    ]
    read = [(row, msgspec.json.decode(row.data, type=Tenure)) for row in rows]
    insert_all(
        connection,
        t.held,
        [{"tenure": row.id, "first": first, "last": last} for row, one in read for first, last in days_of(one)],
    )
    insert_all(
        connection,
        t.contested,
        [
            {"tenure": row.id, "office": row.office, "of": row.of, "data": msgspec.json.encode(dispute).decode()}
            for row, one in read
            for dispute in contested.about_one(one)
        ],
    )


def days_of(tenure: Tenure) -> list[tuple[str, str]]:
    """The stretches in which a tenure's holder is in office; else the day of the only sighting; empty days for none."""
    seen = tenure.seen_first or ""
    return held_stretches(tenure) or [(seen, seen)]


def _contest(connection: Connection, offices: Iterable[tuple[str, str | None]]) -> None:
    """Look again for what contradicts itself between the holders of some offices."""
    by_body: dict[str | None, set[str]] = defaultdict(set)
    for office, body in offices:
        by_body[body].add(office)
    found: list[dict[str, Any]] = []
    for body, keys in by_body.items():
        for several in some(keys):
            here = t.contested.c
            connection.execute(
                delete(t.contested).where(
                    here.tenure.is_(None), here.of.is_not_distinct_from(body), here.office.in_(several)
                )
            )
            query = select(t.tenures.c.office, t.tenures.c.data).where(
                t.tenures.c.of.is_not_distinct_from(body), t.tenures.c.office.in_(several), t.tenures.c.single
            )
            holders: dict[str, list[Tenure]] = defaultdict(list)
            for office, data in connection.execute(query):
                holders[office].append(msgspec.json.decode(data, type=Tenure))
            found += [
                {"office": office, "of": body, "data": msgspec.json.encode(dispute).decode()}
                for office, tenures in holders.items()
                for dispute in contested.between_holders(tenures)
            ]
    insert_all(connection, t.contested, found)
