"""Incidents: what happened, was announced, demanded or denied, with every telling of it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from lagebild.document import Span
from lagebild.reading import OUTLET, EventStatus, EventType, FigureKind
from lagebild.record.bars import AHEAD
from lagebild.record.counts import Count, counts
from lagebild.record.evidence import Evidence
from lagebild.record.precision import date_precision, where_precision
from lagebild.record.telling import Party, Telling
from lagebild.record.voices.independence import Voice

T = TypeVar("T")


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One happening with all that tells of it; `tellings` are in the order of their reports.

    `id` is the entry of its first telling. `headline` and `gist` (spans of that telling's report) are those of its best
    telling: the outlet's own voice before a claim, a complete one before a partial one, an earlier one before a later one.
    Of what is told as a fact, who only may have done it (whom somebody accuses) is no actor.
    `begin` and `end` are the earliest and the latest possible day (ISO dates), `date_prec` how precise that is (UCDP:
    1 a day, 2 up to six days, 3 a week, 4 a month, 5 a year). Where no report names a day, both are None, and `by` is the
    last possible one: the day of the first report that has it happen. `where_prec` is UCDP's, too: 1 the place itself,
    3 a district, 4 a province, 5 a larger region, 6 a state, 7 sea or air.

    `voices` says for the id of each telling whose word it is and how that is told, `sources` counts the voices. `series` is
    the incident of which it is a part (a series of attacks, or the operation that a report has it be a part of), `fulfils`
    the one that announced or demanded it, `disputes` are the ids of its contradictions.
    """

    id: str
    type: EventType
    mode: str | None
    context: tuple[str, ...]
    headline: str
    gist: tuple[Span, ...]
    begin: str | None
    end: str | None
    date_prec: int | None
    by: str | None
    status: EventStatus
    source: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Party | None
    where_prec: int | None
    figures: dict[FigureKind, Count]
    sources: int
    tellings: tuple[Telling, ...]
    voices: dict[str, Voice] = msgspec.field(default_factory=dict)
    series: str | None = None
    fulfils: str | None = None
    disputes: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What says it: the evidence of each telling."""
        return tuple(telling.evidence for telling in self.tellings)

    @property
    def day(self) -> str | None:
        """The day by which it is sorted: the earliest possible one, else the last possible one."""
        return self.begin or self.by


def incident(tellings: Iterable[Telling], voices: Mapping[str, Voice]) -> Incident:
    """The incident that some tellings are of; `voices` says for the id of each telling whose word it is."""
    told = sorted(tellings)
    best = min(told, key=_rank)
    spoken = {key: voice.voice for key, voice in voices.items()}
    begin, end = _days(told)
    place = _place(told)
    reports = [t.published for t in told if t.published and t.status not in AHEAD]
    return Incident(
        id=told[0].evidence.entry or told[0].id,
        type=_most([t.type for t in told], best.type),
        mode=_most([t.mode for t in told if t.mode], best.mode),
        context=tuple(sorted({c for t in told for c in t.context})),
        headline=best.headline,
        gist=best.gist,
        begin=begin,
        end=end,
        date_prec=date_precision(begin, end),
        by=min(reports) if begin is None and reports else None,
        status=best.status,
        source=best.source,
        actors=_parties([t.actors for t in told if t.status != "possible" or best.status == "possible"]),
        recipients=_parties([t.recipients for t in told]),
        place=place,
        where_prec=where_precision(place),
        figures=counts(told, spoken),
        sources=len(set(spoken.values())),
        tellings=tuple(told),
        voices=dict(voices),
    )


def _rank(telling: Telling) -> tuple[object, ...]:
    """The best telling first."""
    said = (telling.actors, telling.recipients, telling.place, telling.valid_from)
    settled = telling.status in ("happened", "ongoing")
    return telling.source != OUTLET, not settled, telling.noun, -sum(map(bool, said)), telling


def _most(values: Sequence[T], first: T) -> T:
    """What most say, and of what equally many say the first."""
    often = Counter(values)
    return max(often, key=lambda value: (often[value], value == first), default=first)


def _days(told: Sequence[Telling]) -> tuple[str | None, str | None]:
    """The days on which all tellings agree that name one; if they don't, those that most name."""
    spans = [(t.valid_from, t.valid_to) for t in told if t.valid_from and t.valid_to]
    if not spans:
        return None, None
    begin, end = max(first for first, _ in spans), min(last for _, last in spans)
    if begin <= end:
        return begin, end
    often = Counter(spans)
    return min(often, key=lambda span: (-often[span], _length(span), spans.index(span)))


def _length(span: tuple[str, str]) -> int:
    return (datetime.date.fromisoformat(span[1]) - datetime.date.fromisoformat(span[0])).days


def _parties(sides: Iterable[Sequence[Party]]) -> tuple[Party, ...]:
    """Everybody in one role, whoever most tellings name first; descriptions only where nobody is named."""
    found = Counter(party for side in sides for party in dict.fromkeys(side))
    named = [p for p in found if p.named]
    return tuple(sorted(named or found, key=lambda p: (-found[p], p.id)))


def _place(told: Sequence[Telling]) -> Party | None:
    """The place that most name, a named one before a description, a town before a state."""
    found = Counter(t.place for t in told if t.place is not None)
    return min(found, key=lambda p: (not p.named, p.kind == "state", -found[p], p.id), default=None)
