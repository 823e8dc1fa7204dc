"""Offices over time: from single sightings of an office to who held what, from when to when, and who says so."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from lagebild.reading import OfficeStatus
from lagebild.record.evidence import Evidence
from lagebild.record.offices import title_key

VOUCHED_DAYS = 365
"""How long after its last sighting an office is still shown as held, where no report says that it ended."""


class OfficeSighting(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a report ties a person to an office; `person` and `of` are identity ids."""

    person: str
    person_name: str
    title: str
    of: str | None
    of_name: str | None
    status: OfficeStatus
    since: str | None
    until: str | None
    evidence: Evidence


class Tenure(msgspec.Struct, frozen=True, kw_only=True):
    """A person's time in an office, as far as the reports say: what none of them says is None.

    `seen_first` and `seen_last` are the dates of the first and the last report that has it.
    """

    person: str
    person_name: str
    title: str
    of: str | None
    of_name: str | None
    status: OfficeStatus
    since: str | None
    until: str | None
    seen_first: str | None
    seen_last: str | None
    evidence: tuple[Evidence, ...]


def tenures(sightings: Iterable[OfficeSighting]) -> list[Tenure]:
    """The tenures of all sightings: one a person, office, body and status, oldest first.

    A sighting that names no body is taken for the one body of which the person is on record with this office; where
    there are several, it stays apart.
    """
    known = list(sightings)
    bodies: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sighting in known:
        if sighting.of:
            bodies[sighting.person, title_key(sighting.title)].add(sighting.of)
    groups: dict[tuple[str, str, str, str], list[OfficeSighting]] = defaultdict(list)
    for sighting in known:
        office = sighting.person, title_key(sighting.title)
        body = sighting.of or (min(bodies[office]) if len(bodies[office]) == 1 else "")
        groups[*office, body, sighting.status].append(sighting)
    found = [_tenure(members) for members in groups.values()]
    return sorted(found, key=lambda t: (t.since or t.seen_first or "", t.person, t.title, t.status))


def held_on(day: str, all_tenures: Iterable[Tenure]) -> list[Tenure]:
    """The tenures that the reports vouch for on a day (ISO date).

    A tenure begins where a report says so, else with its first sighting, and ends where a report says so, else with the
    first report that calls the person a former holder, else :data:`VOUCHED_DAYS` after its last sighting. Candidates
    and designated holders hold nothing yet.
    """
    known = list(all_tenures)
    ended: dict[tuple[str, str, str | None], list[str]] = defaultdict(list)
    for tenure in known:
        if tenure.status == "former" and tenure.seen_first:
            ended[tenure.person, title_key(tenure.title), tenure.of].append(tenure.until or tenure.seen_first)
    held = []
    for tenure in known:
        if tenure.status not in ("holds", "interim"):
            continue
        begin = tenure.since or tenure.seen_first
        if begin is None or day < begin[: len(day)]:
            continue
        ends = [end for end in ended[tenure.person, title_key(tenure.title), tenure.of] if end >= begin]
        end = tenure.until or min(ends, default=None) or _vouched_until(tenure)
        if end is None or day <= end:
            held.append(tenure)
    return held


def _vouched_until(tenure: Tenure) -> str | None:
    if tenure.seen_last is None:
        return None
    last = datetime.date.fromisoformat(tenure.seen_last[:10])
    return (last + datetime.timedelta(days=VOUCHED_DAYS)).isoformat()


def _tenure(members: list[OfficeSighting]) -> Tenure:
    members = sorted(members, key=lambda m: (m.evidence.published or "", m.evidence.report, m.evidence.start))
    dates = [m.evidence.published[:10] for m in members if m.evidence.published]
    first = next((m for m in members if m.of), members[0])
    return Tenure(
        person=first.person,
        person_name=first.person_name,
        title=first.title,
        of=first.of,
        of_name=first.of_name,
        status=first.status,
        since=min((m.since for m in members if m.since), default=None),
        until=max((m.until for m in members if m.until), default=None),
        seen_first=min(dates, default=None),
        seen_last=max(dates, default=None),
        evidence=tuple(m.evidence for m in members),
    )
