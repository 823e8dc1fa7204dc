"""Questions about who held what: answered from the tenures that are kept, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, exists, select

from lagebild.record import contested as contradictions
from lagebild.record.contested import Contested
from lagebild.record.register import Line, register
from lagebild.record.standing import Standing, between, on_day
from lagebild.record.stretches import VOUCHED_DAYS, days_after, first_day, last_day
from lagebild.record.sureness import surer_office
from lagebild.record.tenures import Tenure, in_order, tenures
from lagebild.store import tables as t
from lagebild.store.office_sightings import colleagues, sighted
from lagebild.store.some import MANY, some

_ORDER = (
    t.tenures.c.of_name,
    t.tenures.c.office,
    t.tenures.c.begins,
    t.tenures.c.person,
    t.tenures.c.status,
    t.tenures.c.id,
)
"""The order of the register: office by office, in each the oldest first."""


_GROUP = (t.tenures.c.of_name, t.tenures.c.office)
"""An office as the register lists it: two bodies of one name stand together."""
_COLUMNS = (t.tenures.c.id, *_GROUP, t.tenures.c.single, t.tenures.c.data)


class _Kept(NamedTuple):
    """A tenure that is kept, with its number and where it stands in the register."""

    id: int
    of_name: str
    office: str
    single: bool
    tenure: Tenure


class Entry(NamedTuple):
    """A line of the register, and how it stands on the day that is asked for."""

    line: Line
    stands: Standing | None = None


def office_tenures(
    connection: Connection,
    *,
    person: str | None = None,
    of: str | None = None,
    report: str | None = None,
    withdrawn: bool = False,
    sure: float = 0.0,
) -> list[Tenure]:
    """The tenures on record, of one person or of one body (identity ids), oldest first.

    With `report`, only what that report says counts. Tenures are made from the entries that count or, with `withdrawn`, from
    those that an editor declared wrong; `sure` leaves out what is less sure before they are made.
    """
    if report is None and not withdrawn and not sure:
        return sorted((one.tenure for one in _kept(connection, *_of(person, of))), key=in_order)
    conditions: list[ColumnElement[bool]] = []
    if of is not None or person is not None:
        # other holders are looked at, too: a successor shows that an office was over
        conditions.append(colleagues(person=person, of=of))
    if report is not None:
        conditions.append(t.offices.c.report == report)
    seen = [one.sighting for one in sighted(connection, *conditions, withdrawn=withdrawn)]
    if sure:
        seen = [kept for one in seen if (kept := surer_office(one, sure)) is not None]
    return [f for f in tenures(seen) if (person is None or f.person == person) and (of is None or f.of == of)]


def tenures_of(connection: Connection, bodies: Collection[str]) -> list[Tenure]:
    """The tenures of some bodies, oldest first."""
    found = [one.tenure for several in some(bodies) for one in _kept(connection, t.tenures.c.of.in_(several))]
    return sorted(found, key=in_order)


def tenures_by(connection: Connection, people: Collection[str]) -> list[Tenure]:
    """The tenures of some people, oldest first."""
    found = [one.tenure for several in some(people) for one in _kept(connection, t.tenures.c.person.in_(several))]
    return sorted(found, key=in_order)


def every_tenure(connection: Connection) -> Iterator[Tenure]:
    """All tenures, oldest first, one after the other."""
    query = select(t.tenures.c.data).order_by(t.tenures.c.begins, t.tenures.c.person, t.tenures.c.id)
    rows = connection.scalars(query, execution_options={"yield_per": MANY})
    found = (msgspec.json.decode(data, type=Tenure) for data in rows)
    for _, same in groupby(found, key=lambda one: in_order(one)[:2]):
        yield from sorted(same, key=in_order)


def _of(person: str | None, of: str | None) -> list[ColumnElement[bool]]:
    asked = ((t.tenures.c.person, person), (t.tenures.c.of, of))
    return [column == wanted for column, wanted in asked if wanted is not None]


def _kept(connection: Connection, *conditions: ColumnElement[bool]) -> list[_Kept]:
    """Tenures as they are kept, in any order: asked for one, SQLite goes through the whole register."""
    return _read(connection, select(*_COLUMNS).where(*conditions))


def _read(connection: Connection, query: sa.Select[Any]) -> list[_Kept]:
    return [
        _Kept(row.id, row.of_name, row.office, row.single, msgspec.json.decode(row.data, type=Tenure))
        for row in connection.execute(query)
    ]


def _in_register(one: _Kept) -> tuple[str, str, str, str, str, int]:
    """Where a tenure stands in the register, as :data:`_ORDER` has it."""
    told = one.tenure
    return one.of_name, one.office, told.vouched_from or "", told.person, told.status, one.id


def last_seen(connection: Connection, rows: int) -> list[Tenure]:
    """The tenures that the newest reports have, the newest first."""
    seen = t.tenures.c.seen_last
    query = select(t.tenures.c.data).order_by(seen.desc().nulls_last(), *_ORDER[2:]).limit(rows)
    return [msgspec.json.decode(data, type=Tenure) for data in connection.scalars(query)]


def contested(connection: Connection, *, of: str | None = None, sure: float = 0.0) -> list[Contested]:
    """Where reports contradict each other about offices, of one body or all, oldest first; `sure` as for tenures."""
    if sure:
        return contradictions.contested(office_tenures(connection, of=of, sure=sure))
    query = select(t.contested.c.data)
    if of is not None:
        query = query.where(t.contested.c.of == of)
    found = [msgspec.json.decode(data, type=Contested) for data in connection.scalars(query)]
    return sorted(found, key=contradictions.in_order)


class Register:
    """The lines of the register that fit a question: how many there are, and some of them from one on."""

    def __init__(
        self,
        connection: Connection,
        *,
        of: str | None = None,
        person: str | None = None,
        first: str | None = None,
        last: str | None = None,
        on: str | None = None,
        disputed: bool = False,
        sure: float = 0.0,
    ) -> None:
        """Ask for the offices of a body or of a person (identity ids), held between two days or on one (ISO dates).

        `disputed` leaves those that reports contradict each other about; `sure` leaves out what is less sure.
        """
        self._connection = connection
        self._every: list[Entry] | None = None  # where not all can be asked of the database
        self._held: list[tuple[_Kept, Standing]] | None = None  # on a day
        self._where = _of(person, of)
        if sure:
            lines = register(office_tenures(connection, of=of, sure=sure))
            lines = [one for one in lines if person in (None, one.tenure.person) and between(one.tenure, first, last)]
            self._every = _standing([Entry(one) for one in lines if one.disputes or not disputed], on)
            self.total = len(self._every)
            return
        if first is not None or last is not None:
            self._where.append(_held(first, last))
        if on is not None:
            # nobody vouches for who was last seen more than a year before
            self._where.append(_held(days_after(first_day(on), -VOUCHED_DAYS), last_day(on)))
        if disputed:
            self._where.append(
                exists().where(
                    t.contested.c.office == t.tenures.c.office, t.contested.c.of.is_not_distinct_from(t.tenures.c.of)
                )
            )
        if disputed:
            entries = _lines(connection, sorted(_kept(connection, *self._where), key=_in_register))
            self._every = _standing([one for one in entries if one.line.disputes], on)
            self.total = len(self._every)
        elif on is not None:
            held = sorted(_kept(connection, *self._where), key=_in_register)
            stands = {id(tenure): how for tenure, how in on_day(on, [one.tenure for one in held])}
            self._held = [(one, stands[id(one.tenure)]) for one in held if id(one.tenure) in stands]
            self.total = len(self._held)
        else:
            count = select(sa.func.count()).select_from(t.tenures).where(*self._where)
            self.total = connection.scalar(count) or 0

    @cached_property
    def nowhere(self) -> int:
        """How many lines are of offices of which no report says where: in the order of the register they come first."""
        if self._every is not None:
            return sum(not one.line.tenure.of_name for one in self._every)
        if self._held is not None:
            return sum(not one.of_name for one, _ in self._held)
        count = select(sa.func.count()).select_from(t.tenures).where(*self._where, t.tenures.c.of_name == "")
        return self._connection.scalar(count) or 0

    def entries(self, offset: int, limit: int) -> list[Entry]:
        """Some lines, office by office, in each the oldest first."""
        if self._every is not None:
            return self._every[offset : offset + limit]
        if self._held is not None:
            part = self._held[offset : offset + limit]
            found = _lines(self._connection, [one for one, _ in part])
            return [entry._replace(stands=how) for entry, (_, how) in zip(found, part, strict=True)]
        query = select(*_COLUMNS).where(*self._where).order_by(*_ORDER).limit(limit).offset(offset)
        return _lines(self._connection, _read(self._connection, query))

    def every(self) -> list[Entry]:
        """All lines."""
        return self.entries(0, self.total)


def _held(first: str | None, last: str | None) -> ColumnElement[bool]:
    """The condition that a tenure touches the time from one day to another (None: open)."""
    days = select(t.held.c.tenure).where(t.held.c.last != "")
    if first is not None:
        days = days.where(t.held.c.last >= first)
    if last is not None:
        days = days.where(t.held.c.first <= last)
    return t.tenures.c.id.in_(days)


def _standing(entries: Sequence[Entry], on: str | None) -> list[Entry]:
    """Those of some lines that stand on a day, and how; all of them if none is asked for."""
    if on is None:
        return list(entries)
    stands = {id(tenure): standing for tenure, standing in on_day(on, [one.line.tenure for one in entries])}
    return [one._replace(stands=stands[id(one.line.tenure)]) for one in entries if id(one.line.tenure) in stands]


def _lines(connection: Connection, wanted: Sequence[_Kept]) -> list[Entry]:
    """Tenures as lines of the register, in the same order; where one person holds an office, its other holders count."""
    groups: dict[str, set[str]] = defaultdict(set)
    for one in wanted:
        if one.single:
            groups[one.of_name].add(one.office)
    known = {one.id: one for one in wanted}
    for names in some(groups):
        offices = {office for name in names for office in groups[name]}
        beside = [
            one
            for several in some(offices)
            for one in _kept(connection, t.tenures.c.of_name.in_(names), t.tenures.c.office.in_(several))
        ]
        known |= {one.id: one for one in beside if one.id not in known and one.office in groups[one.of_name]}
    lines = {id(line.tenure): line for line in register(one.tenure for one in known.values())}
    return [Entry(lines[id(one.tenure)]) for one in wanted]
