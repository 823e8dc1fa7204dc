"""Offices over time: from single sightings of an office to who held what, from when to when, and who says so.

What a report states (`valid_from`, `valid_to`) is kept apart from what follows from several reports: an office was over
by the day on which one calls its holder a former one, or shows a successor in an office held by one person at a time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from lagebild.reading import EndCause, OfficeStatus
from lagebild.record.evidence import Evidence
from lagebild.record.offices import office_key, one_person
from lagebild.record.stretches import VOUCHED_DAYS, days_after, first_day, last_day, stretches

HELD: tuple[OfficeStatus, ...] = ("holds", "interim")
"""The statuses of people in office; candidates and designated holders hold nothing yet."""

_MINISTER = "minister"
_CORROBORATED = 2
"""So many reports must say that an office ended, and so many that it is held again, to make it two terms."""


class OfficeSighting(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a report ties a person to an office; `person` and `of` are identity ids."""

    person: str
    person_name: str
    title: str
    of: str | None
    of_name: str | None
    status: OfficeStatus
    valid_from: str | None
    valid_to: str | None
    evidence: Evidence
    end_cause: EndCause | None = None


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """A date (ISO, perhaps without day or month) and what says so."""

    value: str
    evidence: tuple[Evidence, ...]


class Tenure(msgspec.Struct, frozen=True, kw_only=True):
    """A person's time in an office, as far as the reports say; what none of them says is None.

    `valid_from` and `valid_to` are stated dates. `from_said` and `to_said` have all of them with who says so; if reports
    contradict each other, the one that counts comes first (what most say, then the earlier). `seen_first` and `seen_last`
    are the dates of the first and the last report that has it. `over` is the day by which reports show that it had ended,
    without saying when. `end_cause` is why it ended, as most reports that say so have it.
    """

    person: str
    person_name: str
    title: str
    of: str | None
    of_name: str | None
    status: OfficeStatus
    valid_from: str | None
    valid_to: str | None
    seen_first: str | None
    seen_last: str | None
    evidence: tuple[Evidence, ...]
    from_said: tuple[Bound, ...] = ()
    to_said: tuple[Bound, ...] = ()
    over: Bound | None = None
    end_cause: EndCause | None = None

    @property
    def vouched_from(self) -> str | None:
        """The first day for which reports vouch: the stated one, else that of the first sighting."""
        return self.valid_from or self.seen_first


class _Term(NamedTuple):
    """The sightings of one tenure and those that call its holder a former one."""

    seen: Sequence[OfficeSighting]
    former: Sequence[OfficeSighting] = ()


class Cell(NamedTuple):
    """A cell of the register: an office (:func:`~lagebild.record.offices.office_key`) of a body; empty if none is known."""

    office: str
    body: str


def tenures(sightings: Iterable[OfficeSighting]) -> list[Tenure]:
    """The tenures of all sightings: one for each person, office, body, status and term, oldest first.

    A sighting that names no body gets the one body of which the person is on record with this office; if there are
    several, it stays apart. Different words for one office (`Premier`, `Premierministerin`) are joined.
    """
    known = list(sightings)
    people: dict[Cell, dict[str, list[OfficeSighting]]] = defaultdict(dict)
    for cell, sighting in zip(cells(known), known, strict=True):
        people[cell].setdefault(sighting.person, []).append(sighting)
    found = [tenure for members in people.values() for tenure in in_cell(members)]
    return sorted(outlived(found, known), key=in_order)


def in_order(tenure: Tenure) -> tuple[str, str, str, str, tuple[Evidence, ...]]:
    """The order of tenures: the oldest first."""
    return tenure.vouched_from or "", tenure.person, tenure.title, tenure.status, tenure.evidence


def cells(known: Sequence[OfficeSighting]) -> list[Cell]:
    """The cell of each sighting; of each person all sightings must be there."""
    keys: dict[str, set[str]] = defaultdict(set)
    for sighting in known:
        keys[sighting.person].add(office_key(sighting.title))
    bodies: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sighting in known:
        if sighting.of:
            bodies[sighting.person, _office(sighting, keys)].add(sighting.of)
    found = []
    for sighting in known:
        office = _office(sighting, keys)
        others = bodies[sighting.person, office]
        found.append(Cell(office, sighting.of or (min(others) if len(others) == 1 else "")))
    return found


def is_single(sighting: OfficeSighting) -> bool:
    """Whether a sighting has somebody in an office that one person holds at a time."""
    return sighting.status in HELD and one_person(sighting.title, sighting.of)


def in_cell(people: Mapping[str, Iterable[OfficeSighting]]) -> Iterator[Tenure]:
    """The tenures of one cell, but for what a death ends (:func:`outlived`); `people` has the sightings of each person.

    If one sighting is that of an office which one person holds at a time, all people of the cell must be there; else each
    of them is by himself.
    """
    return _held({person: sorted(members, key=_age) for person, members in people.items()})


def _office(sighting: OfficeSighting, keys: Mapping[str, set[str]]) -> str:
    """The office of a sighting; a mere *Minister* is the one department that the person is on record with."""
    key = office_key(sighting.title)
    if key != _MINISTER:
        return key
    departments = [other for other in keys[sighting.person] if other != key and other.endswith(_MINISTER)]
    return departments[0] if len(departments) == 1 else key


def outlived(found: Sequence[Tenure], known: Iterable[OfficeSighting]) -> list[Tenure]:
    """The tenures; those of somebody whose death is told in whatever office have ended with it.

    A death that fewer reports tell than have the person in office later is none. `known` has all sightings of everybody
    of whose death any of them tells.
    """
    died: dict[str, list[OfficeSighting]] = defaultdict(list)
    seen: dict[str, list[OfficeSighting]] = defaultdict(list)
    for sighting in known:
        if sighting.end_cause == "death" and (sighting.valid_to or _day(sighting)):
            died[sighting.person].append(sighting)
        elif sighting.status in HELD:
            seen[sighting.person].append(sighting)
    deaths: dict[str, Bound] = {}
    for person, told in died.items():
        first = min(told, key=lambda s: (first_day(s.valid_to or _day(s)), *_age(s)))
        day = first.valid_to or _day(first)
        later = {s.evidence.report for s in seen[person] if _day(s) > last_day(day)}
        if len(later) <= len({s.evidence.report for s in told}):
            deaths[person] = Bound(value=day, evidence=(first.evidence,))
    return [_dead(tenure, deaths[tenure.person]) if tenure.person in deaths else tenure for tenure in found]


def _dead(tenure: Tenure, death: Bound) -> Tenure:
    over = first_day(death.value)
    begins = tenure.vouched_from
    if tenure.status not in HELD or tenure.valid_to or (tenure.over and tenure.over.value < over):
        return tenure
    if begins is None or first_day(begins) > last_day(death.value):
        return tenure
    return msgspec.structs.replace(tenure, over=death, end_cause="death")


def _held(people: Mapping[str, Sequence[OfficeSighting]]) -> Iterator[Tenure]:
    """The tenures of one office of one body; `people` has the sightings of each person in it."""
    every = [s for members in people.values() for s in members if s.status in HELD]
    alone = any(is_single(s) for s in every)
    seen = sorted(
        {(day, s.person, s.evidence) for s in every if alone for day in _days(s)},
        key=lambda n: (*n[:2], n[2].report, n[2].start),
    )
    for person, members in people.items():
        others = [(day, evidence) for day, holder, evidence in seen if holder != person]
        for term in _terms(members, others if alone else None):
            yield _succeeded(_tenure(term), others)


def _days(sighting: OfficeSighting) -> Iterator[str]:
    """The days on which a sighting has somebody in office: the report's, and the stated first one."""
    if day := _day(sighting):
        yield day
    if sighting.valid_from:
        yield last_day(sighting.valid_from)


def held_stretches(tenure: Tenure, *, surely: bool = False) -> list[tuple[str, str]]:
    """The stretches in which reports have a tenure's holder in office, or state that they were (see `stretches`)."""
    held = tenure.status != "former"
    days = {e.published[:10] for e in tenure.evidence if e.published and held}
    return stretches(days, valid_from=tenure.valid_from, valid_to=tenure.valid_to, surely=surely)


def _day(sighting: OfficeSighting) -> str:
    return (sighting.evidence.published or "")[:10]


def _age(sighting: OfficeSighting) -> tuple[str, str, int, str]:
    return _day(sighting), sighting.evidence.report, sighting.evidence.start, sighting.title


def _terms(members: Sequence[OfficeSighting], others: Sequence[tuple[str, Evidence]] | None) -> list[_Term]:
    """The terms of one person in one office of one body, by status; being called a former holder is a term, too.

    `others` are the days on which others are seen in it, None if several people may hold it.
    """
    by_status: dict[OfficeStatus, list[OfficeSighting]] = defaultdict(list)
    for member in members:
        by_status[member.status].append(member)
    former = by_status.get("former", [])
    terms = []
    for status, seen in by_status.items():
        if status not in HELD:
            terms.append(_Term(seen))
            continue
        # who was acting and then holds the office acts no longer
        ended = former + (by_status.get("holds", []) if status == "interim" else [])
        parts = _parted(seen, former, others)
        for n, part in enumerate(parts):
            begins = _day(part[0])
            then = _day(parts[n + 1][0]) if n + 1 < len(parts) else None
            mine = [f for f in ended if (n == 0 or begins <= _day(f)) and (then is None or _day(f) < then)]
            terms.append(_Term(part, sorted(mine, key=_age)))
    return terms


def _parted(
    seen: list[OfficeSighting], former: Sequence[OfficeSighting], others: Sequence[tuple[str, Evidence]] | None
) -> list[list[OfficeSighting]]:
    """Sightings of one office, split into terms where reports say that it ended and is held again.

    One report is enough if it is long after the end, and nobody else is seen in a one-person office at the time.
    """
    gone = [f for f in former if f.end_cause != "death"]  # nobody holds an office again after death
    ends = {last_day(s.valid_to) for s in (*seen, *gone) if s.valid_to} | {_day(f) for f in gone if _day(f)}
    parts = [seen]
    for end in sorted(ends):
        before = [s for s in parts[-1] if _day(s) <= end]
        after = [s for s in parts[-1] if _day(s) > end]
        if not before or not after:
            continue
        between = {
            s.evidence.report
            for s in (*former, *before)
            if (s.status == "former" or s.valid_to) and max(map(_day, before)) <= _day(s) <= _day(after[0])
        }
        again = any(s.valid_from and first_day(s.valid_from) >= end for s in after)
        many = min(len(between), len({s.evidence.report for s in after}))
        free = others is not None and any(
            _day(s) > days_after(end, VOUCHED_DAYS) and _nobody_near(_day(s), others) for s in after
        )
        if again or free or many >= _CORROBORATED:
            parts[-1:] = [before, after]
    return parts


def _nobody_near(day: str, others: Sequence[tuple[str, Evidence]]) -> bool:
    place = bisect_right(others, days_after(day, -VOUCHED_DAYS), key=lambda other: other[0])
    return place == len(others) or others[place][0] > days_after(day, VOUCHED_DAYS)


def _tenure(term: _Term) -> Tenure:
    seen = term.seen
    dates = [_day(s) for s in seen if _day(s)]
    said = [*seen, *(f for f in term.former if f.status == "former")]
    begins = _bounds((s.valid_from, s.evidence) for s in said)
    ends = _bounds((s.valid_to, s.evidence) for s in said)
    body = next((s for s in seen if s.of), seen[0])
    titles = Counter(s.title for s in seen)
    return Tenure(
        person=seen[0].person,
        person_name=seen[0].person_name,
        title=max(titles, key=lambda title: titles[title]),  # of equally frequent ones the first
        of=body.of,
        of_name=body.of_name,
        status=seen[0].status,
        valid_from=begins[0].value if begins else None,
        valid_to=ends[0].value if ends else None,
        seen_first=min(dates, default=None),
        seen_last=max(dates, default=None),
        evidence=tuple(s.evidence for s in seen),
        from_said=begins,
        to_said=ends,
        over=_over(term),
        end_cause=_end_cause(said if seen[0].status in HELD else seen),
    )


def _end_cause(told: Iterable[OfficeSighting]) -> EndCause | None:
    """Why an office ended: what most say, then what was said first."""
    causes = [s.end_cause for s in sorted(told, key=_age) if s.end_cause is not None]
    counted = Counter(causes)
    return max(counted, key=lambda cause: counted[cause], default=None)


def _bounds(said: Iterable[tuple[str | None, Evidence]]) -> tuple[Bound, ...]:
    """The dates that reports state, the one that most of them say first; `2005` agrees with `2005-11`."""
    stated = sorted({(value, evidence) for value, evidence in said if value}, key=lambda s: (-len(s[0]), *s))
    values: dict[str, list[Evidence]] = {}
    for value, evidence in stated:
        fitting = [known for known in values if known.startswith(value)]
        values.setdefault(fitting[0] if fitting else value, []).append(evidence)
    bounds = [Bound(value=value, evidence=tuple(sorted(saying, key=_dated))) for value, saying in values.items()]
    return tuple(sorted(bounds, key=lambda b: (-len({e.report for e in b.evidence}), b.value)))


def _dated(evidence: Evidence) -> tuple[str, str, int]:
    return evidence.published or "", evidence.report, evidence.start


def _over(term: _Term) -> Bound | None:
    """The day of the first report after which no more reports have somebody in office than out of office."""
    for sighting in term.former:
        day = _day(sighting)
        ended = {s.evidence.report for s in term.former if _day(s) >= day}
        still = {s.evidence.report for s in term.seen if _day(s) > day}
        begun = _day(term.seen[0])
        if day and len(still) <= len(ended) and (day > begun or (day == begun and sighting.end_cause)):
            return Bound(value=day, evidence=(sighting.evidence,))
    return None


def _succeeded(tenure: Tenure, others: Sequence[tuple[str, Evidence]]) -> Tenure:
    """A tenure that is over once somebody else is seen in the office after its last sighting; `others` by day."""
    last = tenure.seen_last
    if tenure.status not in HELD or tenure.valid_to or last is None:
        return tenure
    place = bisect_right(others, last, key=lambda other: other[0])
    if place == len(others) or (tenure.over and tenure.over.value <= others[place][0]):
        return tenure
    day, evidence = others[place]
    return msgspec.structs.replace(tenure, over=Bound(value=day, evidence=(evidence,)))
