"""The part of a record that is exported: what the filters of the chronicle leave, and all that belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, Literal

import msgspec

from lagebild.export import streaming
from lagebild.export.streaming import Lookup, Stream
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
from lagebild.store.log import Logged, every_logged
from lagebild.store.offices import every_tenure, tenures_by
from lagebild.store.queries import Found
from lagebild.store.selected import Head
from lagebild.store.some import some

READINGS = 64
"""So many readings are remembered: an incident's are asked for again and again."""


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


class Selection:
    """What is exported, over a connection that must stay open; what there is much of is fetched piece by piece.

    Without a filter that is all of the record. Else it is the incidents that the filters leave, whoever has a part in them
    with their offices and the ties between them, the reports that tell them, and what was said there: by `party` if that
    is given, else by anybody. Only the ids of whom and what a filter leaves are kept, and what is `sure` of the offices.
    """

    def __init__(self, connection: Connection, filters: Filters | None = None) -> None:
        self._connection = connection
        self.filters = filters or Filters()
        self.reading = lru_cache(maxsize=READINGS)(self._reading)

    @cached_property
    def whole_incidents(self) -> Iterable[Incident]:
        """The incidents, whether or not single tellings are wanted."""
        return Stream(self._every_incident)

    def _every_incident(self) -> Iterator[Incident]:
        if not (self.filters.newest and self.filters.sure):
            yield from self._in_order()
            return
        # what is less sure may be the day: what has none without it comes last, too
        yield from (one for one in self._in_order() if one.day is not None)
        yield from (one for one in self._in_order() if one.day is None)

    def _in_order(self) -> Iterator[Incident]:
        ids = selected.incident_ids(self._connection, newest=self.filters.newest, **self._asked())
        while several := list(islice(ids, streaming.AT_ONCE)):
            found = self._incidents(several)
            self._come_next(found)
            yield from found

    def _come_next(self, found: Sequence[Incident]) -> None:
        """Let what belongs to some incidents be fetched together, if it is asked for."""
        parties = {p.id for one in found for p in (*one.actors, *one.recipients, *((one.place,) if one.place else ()))}
        self.reports.near({t.report for one in found for t in one.tellings})
        self.identities.near(parties)
        self._tenures_by.near(parties)

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
    def disputes(self) -> Iterable[Dispute]:
        """The contradictions about the incidents, in their order."""
        return Stream(self._every_dispute)

    def _every_dispute(self) -> Iterator[Dispute]:
        disputed = (one.id for one in self.whole_incidents if one.disputes)
        while several := list(islice(disputed, streaming.AT_ONCE)):
            found: dict[str, list[Dispute]] = {}
            for dispute, about in queries.disputes(self._connection, ids=several, sure=self.filters.sure):
                found.setdefault(about.id, []).append(dispute)
            for one in several:
                yield from found.get(one, ())

    @cached_property
    def _report_ids(self) -> frozenset[str] | None:
        """The reports that tell the incidents; None for all."""
        if not self.filters.narrow:
            return None
        return frozenset(t.report for one in self.whole_incidents for t in one.tellings)

    @cached_property
    def reports(self) -> Lookup[Head]:
        """The reports by id: all, or those that tell the incidents."""

        def fetch(ids: Collection[str]) -> Mapping[str, Head]:
            return {head.id: head for head in selected.heads(self._connection, ids)}

        return Lookup(fetch, self._every_report, has=self.has_report)

    def _every_report(self) -> Iterator[Head]:
        if self._report_ids is None:
            yield from selected.every_head(self._connection)
            return
        for several in some(self._report_ids):
            yield from selected.heads(self._connection, several)

    def has_report(self, report: str) -> bool:
        """Whether a report on record is in the selection."""
        return self._report_ids is None or report in self._report_ids

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
    def tenures(self) -> Iterable[Tenure]:
        """The offices: all, or those of whoever takes part, and those of the body that is asked for; the oldest first."""
        return Stream(self._every_tenure)

    def _every_tenure(self) -> Iterator[Tenure]:
        found = every_tenure(self._connection) if self._sure_tenures is None else iter(self._sure_tenures)
        for one in found:
            if not self.filters.narrow or one.person in self.taking_part or one.of == self.filters.party is not None:
                yield one

    @cached_property
    def _sure_tenures(self) -> Sequence[Tenure] | None:
        """The offices without what is less sure, which are made of all that is said of them; None if that is not asked."""
        return queries.office_tenures(self._connection, sure=self.filters.sure) if self.filters.sure else None

    def tenures_of(self, person: str) -> Sequence[Tenure]:
        """The offices of somebody who takes part."""
        return self._tenures_by.get(person) or ()

    @cached_property
    def _tenures_by(self) -> Lookup[Sequence[Tenure]]:
        def fetch(people: Collection[str]) -> Mapping[str, Sequence[Tenure]]:
            found: dict[str, list[Tenure]] = {}
            for one in tenures_by(self._connection, people):
                found.setdefault(one.person, []).append(one)
            return found

        def fetch_sure(people: Collection[str]) -> Mapping[str, Sequence[Tenure]]:
            return {person: self._sure_by[person] for person in people if person in self._sure_by}

        return Lookup(fetch_sure if self.filters.sure else fetch, lambda: iter(()))

    @cached_property
    def _sure_by(self) -> Mapping[str, Sequence[Tenure]]:
        found: dict[str, list[Tenure]] = {}
        for one in self.tenures:
            found.setdefault(one.person, []).append(one)
        return found

    @cached_property
    def statements(self) -> Iterable[tuple[Said, str | None]]:
        """What was said, and the identity of the speaker: all, or by whom is asked for, or in the incidents' reports."""
        return Stream(self._every_statement)

    def _every_statement(self) -> Iterator[tuple[Said, str | None]]:
        party = self.filters.party
        for one, speaker in queries.every_statement(self._connection, speaker=party, sure=self.filters.sure):
            if party or self.has_report(one.evidence.report):
                yield one, speaker

    @cached_property
    def ties(self) -> Iterable[Related]:
        """The ties that the reports state: all, or those of whoever takes part."""
        return Stream(self._every_tie)

    def _every_tie(self) -> Iterator[Related]:
        for one in selected.relations(self._connection, self.reports.values(), sure=self.filters.sure):
            if not self.filters.narrow or {one.one, one.other} & self.taking_part:
                yield one

    @cached_property
    def courses(self) -> Iterable[Tie]:
        """The record's ties over time: all, or those of whoever takes part, as far as the reports tell them.

        They come in the order of those who are tied.
        """
        return Stream(self._every_course)

    def _every_course(self) -> Iterator[Tie]:
        parties = self.taking_part if self.filters.narrow else None
        for one in ties.each_tie(self._connection, parties=parties, sure=self.filters.sure):
            if parties is None or any(self.has_report(e.report) for e in one.evidence):
                yield one

    @cached_property
    def plans(self) -> Sequence[Planned]:
        """The plans and agreements: all, or those of whoever is asked for, or those that the reports tell of."""
        found = planned(ties.plans(self._connection, sure=self.filters.sure))
        if self.filters.party:
            return [one for one in found if self.filters.party in one.parties]
        told = (one for one in found if any(self.has_report(e.report) for e in one.evidence))
        return list(told) if self.filters.narrow else found

    @cached_property
    def pledges(self) -> Sequence[PledgeTold]:
        """The promises, appeals and mediations, chosen like the plans."""
        found = ties.pledges(self._connection, party=self.filters.party)
        if self.filters.party or not self.filters.narrow:
            return found
        return [one for one in found if self.has_report(one.evidence.report)]

    @cached_property
    def _identity_ids(self) -> frozenset[str] | None:
        """Whatever the rest of the selection speaks of; None for all."""
        if not self.filters.narrow:
            return None
        wanted = set(self.taking_part)
        wanted |= {key for one in self.tenures for key in (one.person, one.of) if key}
        wanted |= {speaker for _, speaker in self.statements if speaker}
        wanted |= {key for one in self.ties for key in (one.one, one.other)}
        wanted |= {side.id for one in self.courses for side in (one.one, one.other)}
        wanted |= {party for plan in self.plans for party in plan.parties}
        wanted |= {side.id for one in self.pledges for side in (one.by, one.to, one.mediator) if side}
        return frozenset(wanted)

    @cached_property
    def identities(self) -> Lookup[Found]:
        """Everybody and everything named, by id: all, or whatever the rest of the selection speaks of."""

        def fetch(ids: Collection[str]) -> Mapping[str, Found]:
            return {one.id: one for one in selected.identities(self._connection, ids)}

        return Lookup(
            fetch, self._every_identity, has=lambda key: self._identity_ids is None or key in self._identity_ids
        )

    def _every_identity(self) -> Iterator[Found]:
        if self._identity_ids is None:
            yield from selected.every_identity(self._connection)
            return
        for several in some(self._identity_ids):
            yield from selected.identities(self._connection, several)

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
            if any(a is not None and self.has_report(a.report) for a in (d.entry, d.left_entry, d.right_entry))
            or any(n is not None and plain_name(n) in names for n in (d.left, d.right))
        ]

    @cached_property
    def log(self) -> Iterable[Logged]:
        """What users did besides deciding: all, or what is about these reports."""
        return Stream(self._every_logged)

    def _every_logged(self) -> Iterator[Logged]:
        return (one for one in every_logged(self._connection) if self.has_report(one.about))

    @property
    def newest_day(self) -> str | None:
        """When the newest report of the selection was published."""
        if self._report_ids is None:
            return selected.newest_day(self._connection)
        return max((head.published for head in self.reports.values() if head.published), default=None)

    def told_of(self, report: str) -> Collection[str]:
        """The ids of the tellings of a report that are in the incidents."""
        if self._chosen is None:
            return selected.told_of(self._connection, report)
        return self._chosen.get(report, ())

    @cached_property
    def _chosen(self) -> Mapping[str, Collection[str]] | None:
        """The tellings of the incidents by report; None for all that are part of one."""
        if not self.filters.narrow and not self.filters.sure:
            return None
        found: dict[str, list[str]] = {}
        for one in self.whole_incidents:
            for t in one.tellings:
                found.setdefault(t.report, []).append(t.id)
        return found

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
