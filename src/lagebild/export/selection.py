"""The part of a record that is exported: what the filters of the chronicle leave, and all that belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, Literal

import msgspec

from lagebild.reading import Event, EventStatus, EventType, Reading
from lagebild.record.contradictions import Dispute
from lagebild.record.decisions import Decision
from lagebild.record.identities import plain_name
from lagebild.record.incidents import Incident, incident
from lagebild.record.plans import Planned, PledgeTold, planned
from lagebild.record.statements import Said
from lagebild.record.telling import Party, Telling
from lagebild.record.tenures import Tenure
from lagebild.record.ties.course import Tie
from lagebild.record.ties.related import Related
from lagebild.store import Connection, queries, selected, ties
from lagebild.store.log import Logged, logged
from lagebild.store.queries import Found
from lagebild.store.selected import Head


class Filters(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which incidents are wanted; the filters are the chronicle's. `party` is an identity's id, the days are ISO dates.

    With `mentions` each telling stands for itself. `known` is the day as of which the record was asked, `sure` leaves out
    what is less sure (from 0 to 1).
    """

    party: str | None = None
    type: EventType | None = None
    status: EventStatus | None = None
    first: str | None = None
    last: str | None = None
    newest: bool = False
    mentions: bool = False
    known: str | None = None
    sure: float = 0  # the integer is one object, which `omit_defaults` goes by

    @property
    def narrow(self) -> bool:
        """True if anything of the record is left out."""
        return any((self.party, self.type, self.status, self.first, self.last))


AT_ONCE = 500
"""Incidents that are in memory at once, with all that tells of them."""


class _Incidents:
    """Incidents by their ids, fetched some at a time as often as they are gone through."""

    def __init__(self, ids: Sequence[str], fetch: Callable[[Sequence[str]], list[Incident]]) -> None:
        self._ids, self._fetch = ids, fetch

    def __iter__(self) -> Iterator[Incident]:
        for start in range(0, len(self._ids), AT_ONCE):
            yield from self._fetch(self._ids[start : start + AT_ONCE])


class Selection:
    """What is exported; each part is fetched when it is first asked for, over a connection that must stay open.

    Without a filter that is all of the record. Else it is the incidents that the filters leave, whoever has a part in them
    with their offices and the ties between them, the reports that tell them, and what was said there: by `party` if that
    is given, else by anybody.
    """

    def __init__(self, connection: Connection, filters: Filters | None = None) -> None:
        self._connection = connection
        self.filters = filters or Filters()
        self.reading = lru_cache(maxsize=64)(self._reading)

    @cached_property
    def whole_incidents(self) -> Iterable[Incident]:
        """The incidents, whether or not single tellings are wanted; those of a large record are fetched anew each time."""
        if self.filters.newest and self.filters.sure:  # what is less sure may be the day
            whole = queries.incidents(self._connection, sure=self.filters.sure, **self._asked())[::-1]
            return sorted(whole, key=lambda one: one.day is None)
        days = selected.incident_days(self._connection, **self._asked())
        if self.filters.newest:  # what has no day stays last
            days.reverse()
            days.sort(key=lambda one: one.day is None)
        found = _Incidents([one.id for one in days], self._incidents)
        return found if len(days) > AT_ONCE else list(found)

    def _asked(self) -> dict[str, Any]:
        asked = self.filters
        return {
            "party": asked.party, "kind": asked.type, "status": asked.status, "first": asked.first, "last": asked.last,
        }  # fmt: skip

    def _incidents(self, ids: Sequence[str]) -> list[Incident]:
        """Some of the incidents, in the order of their ids."""
        place = {key: n for n, key in enumerate(ids)}
        found = queries.incidents(self._connection, ids=ids, sure=self.filters.sure, **self._asked())
        return sorted(found, key=lambda one: place[one.id])

    @property
    def incidents(self) -> Iterable[Incident]:
        """The incidents in the chronicle's order or, with `mentions`, each telling of them as one of its own."""
        return self.tellings() if self.filters.mentions else self.whole_incidents

    def tellings(self) -> Iterator[Incident]:
        """Each telling of the incidents as an incident with just that telling; its id is the telling's (`REPORT/v3`)."""
        for whole in self.whole_incidents:
            for telling in whole.tellings:
                alone = incident([telling], {telling.id: whole.voices[telling.id]})
                yield msgspec.structs.replace(alone, id=telling.id, series=whole.series, fulfils=whole.fulfils)

    @cached_property
    def disputes(self) -> Sequence[Dispute]:
        """The contradictions about the incidents."""
        chosen = {one.id for one in self.whole_incidents}
        found = queries.disputes(self._connection, party=self.filters.party, sure=self.filters.sure)
        return [dispute for dispute, about in found if about.id in chosen]

    @cached_property
    def reports(self) -> Mapping[str, Head]:
        """The reports by id: all, or those that tell the incidents."""
        wanted = {t.report for one in self.whole_incidents for t in one.tellings} if self.filters.narrow else None
        return {head.id: head for head in selected.heads(self._connection, wanted)}

    @cached_property
    def taking_part(self) -> frozenset[str]:
        """The identities that have a part in an incident, and the one that is asked for."""
        found = {
            party.id
            for one in self.whole_incidents
            for t in one.tellings
            for party in (*t.actors, *t.recipients, *((t.place,) if t.place else ()))
        }
        return frozenset(found | ({self.filters.party} if self.filters.party else set()))

    @cached_property
    def tenures(self) -> Sequence[Tenure]:
        """The offices: all, or those of whoever takes part, and those of the body that is asked for."""
        found = queries.office_tenures(self._connection, sure=self.filters.sure)
        if not self.filters.narrow:
            return found
        return [one for one in found if one.person in self.taking_part or one.of == self.filters.party is not None]

    @cached_property
    def tenures_of(self) -> Mapping[str, Sequence[Tenure]]:
        """The offices by the identity of their holder."""
        found: dict[str, list[Tenure]] = {}
        for one in self.tenures:
            found.setdefault(one.person, []).append(one)
        return found

    @cached_property
    def statements(self) -> Sequence[Said]:
        """What was said: everything, or by whom is asked for, or in the reports that tell the incidents."""
        if self.filters.party:
            return queries.statements(self._connection, speaker=self.filters.party, sure=self.filters.sure)
        found = queries.statements(self._connection, sure=self.filters.sure)
        return [one for one in found if one.evidence.report in self.reports] if self.filters.narrow else found

    @cached_property
    def speakers(self) -> Mapping[str, str]:
        """The identity of who made a statement, by the statement's id."""
        return selected.speakers(self._connection)

    @cached_property
    def ties(self) -> Sequence[Related]:
        """The ties that the reports state: all, or those of whoever takes part."""
        found = list(selected.relations(self._connection, self.reports.keys(), sure=self.filters.sure))
        if not self.filters.narrow:
            return found
        return [one for one in found if {one.one, one.other} & self.taking_part]

    @cached_property
    def courses(self) -> Sequence[Tie]:
        """The record's ties over time: all, or those of whoever takes part, as far as the reports tell them."""
        found = ties.all_ties(self._connection, sure=self.filters.sure)
        if not self.filters.narrow:
            return found
        theirs = (one for one in found if {one.one.id, one.other.id} & self.taking_part)
        return [one for one in theirs if any(e.report in self.reports for e in one.evidence)]

    @cached_property
    def plans(self) -> Sequence[Planned]:
        """The plans and agreements: all, or those of whoever is asked for, or those that the reports tell of."""
        found = planned(ties.plans(self._connection, sure=self.filters.sure))
        if self.filters.party:
            return [one for one in found if self.filters.party in one.parties]
        told = (one for one in found if any(e.report in self.reports for e in one.evidence))
        return list(told) if self.filters.narrow else found

    @cached_property
    def pledges(self) -> Sequence[PledgeTold]:
        """The promises, appeals and mediations, chosen like the plans."""
        found = ties.pledges(self._connection, party=self.filters.party)
        if self.filters.party or not self.filters.narrow:
            return found
        return [one for one in found if one.evidence.report in self.reports]

    @cached_property
    def identities(self) -> Mapping[str, Found]:
        """Everybody and everything named, by id: all, or whatever the rest of the selection speaks of."""
        if not self.filters.narrow:
            return {one.id: one for one in selected.identities(self._connection)}
        wanted = set(self.taking_part)
        wanted |= {key for one in self.tenures for key in (one.person, one.of) if key}
        wanted |= {self.speakers[one.id] for one in self.statements if one.id in self.speakers}
        wanted |= {key for one in self.ties for key in (one.one, one.other)}
        wanted |= {side.id for one in self.courses for side in (one.one, one.other)}
        wanted |= {party for plan in self.plans for party in plan.parties}
        wanted |= {side.id for one in self.pledges for side in (one.by, one.to, one.mediator) if side}
        return {one.id: one for one in selected.identities(self._connection, wanted)}

    @cached_property
    def decisions(self) -> Sequence[Decision]:
        """What editors decided, taken back or not: all, or what is about these reports or about names of these identities."""
        found = selected.decisions(self._connection)
        if not self.filters.narrow:
            return found
        names = {plain_name(name) for one in self.identities.values() for name in one.names}
        return [
            d
            for d in found
            if any(a is not None and a.report in self.reports for a in (d.entry, d.left_entry, d.right_entry))
            or any(n is not None and plain_name(n) in names for n in (d.left, d.right))
        ]

    @cached_property
    def log(self) -> Sequence[Logged]:
        """What users did besides deciding: all, or what is about these reports."""
        found = logged(self._connection)
        return [one for one in found if one.about in self.reports] if self.filters.narrow else found

    def states_near(self, one: Incident) -> list[str]:
        """The names of the states that the reports of an incident speak of."""
        readings = (self.reading(report) for report in {t.report for t in one.tellings})
        return sorted({e.name for reading in readings if reading for e in reading.entities if e.kind == "state"})

    def entity_identities(self, report: str) -> Mapping[str, str]:
        """The identity of each entity of a report's reading."""
        return selected.entity_identities(self._connection, report)

    def event(self, told: Telling) -> Event | None:
        """The event of the report's reading that a telling is of; None if the reading cannot be decoded."""
        reading = self.reading(told.report)
        key = told.id.rpartition("/")[2]
        return next((event for event in reading.events if event.id == key), None) if reading else None

    def raw_names(self, told: Telling, role: Literal["actors", "recipients", "place"]) -> list[str]:
        """The names of those in a role as the report has them."""
        reading, event = self.reading(told.report), self.event(told)
        if reading is None or event is None:
            return []
        keys = (event.place,) if role == "place" else getattr(event, role)
        return [entity.name for key in keys if (entity := reading.entity(key)) is not None]

    def _reading(self, report: str) -> Reading | None:
        return selected.reading(self._connection, report)


def parties_of(one: Incident) -> tuple[Party, ...]:
    """Everybody who takes part in an incident, in either role, each once."""
    return tuple(dict.fromkeys((*one.actors, *one.recipients)))
