"""Incidents counted by their days, by their places and by who acts with whom: what timeline, map and network show.

The store counts the same in the database (:mod:`lagebild.store.counting`); these count incidents that are at hand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

import msgspec

from lagebild.reading import EventStatus
from lagebild.record.identities import is_named
from lagebild.record.incidents import Incident

SETTLED: tuple[EventStatus, ...] = ("happened", "ongoing")
"""What happened or goes on; the others are of what was announced, demanded, denied, or may have happened."""


class DayCount(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """So many incidents of a type on the same days, which are cut after some digits (7: the month).

    `begin` and `end` are the first and the last possible one. Where no report names a day, both are None and `by` is the last
    possible one; without even that it is None. `settled` ones happened or go on; the others were announced, demanded,
    denied, or may have happened.
    """

    type: str
    begin: str | None
    end: str | None
    by: str | None
    settled: bool
    count: int


class PartyCount(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or some place (an identity), and in how many incidents: those that any report has there, or in which they act.

    `settled` of them happened or go on.
    """

    id: str
    name: str
    kind: str
    count: int
    settled: int


class PairCount(msgspec.Struct, frozen=True, kw_only=True):
    """So many incidents of a type in which two (identities, `one` before `other`) act, or one acts on the other.

    `forth` counts those in which `one` acts on `other`, `back` those the other way round; in the rest both act together.
    `settled` of them happened or go on.
    """

    one: str
    other: str
    type: str
    count: int
    settled: int
    forth: int
    back: int


def by_days(incidents: Iterable[Incident], digits: int) -> list[DayCount]:
    """Incidents by their days, cut after some digits: 4 for the year, 7 for the month, 10 for the day."""
    often = Counter(
        (
            one.type,
            one.begin[:digits] if one.begin else None,
            one.end[:digits] if one.begin and one.end else None,
            one.by[:digits] if one.by and not one.begin else None,
            one.status in SETTLED,
        )
        for one in incidents
    )
    found = (DayCount(type=a, begin=b, end=c, by=d, settled=e, count=n) for (a, b, c, d, e), n in often.items())
    return sorted(found, key=in_time)


def in_time(one: DayCount) -> tuple[object, ...]:
    """The order of days; what has none comes last."""
    return one.begin or one.by or "~", one.end or "", one.by or "", one.type, one.settled


def by_place(incidents: Iterable[Incident]) -> tuple[list[PartyCount], int]:
    """The places that have a name, most incidents first, and how many incidents have none of them."""
    often, settled = Counter[tuple[str, str, str]](), Counter[str]()
    nowhere = 0
    for one in incidents:
        here = {(p.id, p.name, p.kind) for told in one.tellings if (p := told.place) is not None and is_named(p.id)}
        often.update(here)
        settled.update(key for key, _, _ in here if one.status in SETTLED)
        nowhere += not here
    found = (PartyCount(id=a, name=b, kind=c, count=n, settled=settled[a]) for (a, b, c), n in often.items())
    return sorted(found, key=lambda one: (-one.count, one.id)), nowhere


def by_pair(incidents: Iterable[Incident]) -> list[PairCount]:
    """Who acts with whom and on whom, as far as they have names."""
    often: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for one in incidents:
        doers, recipients = _sides(one)
        pairs = {(min(a, b), max(a, b)) for a in doers for b in doers | recipients if a != b}
        for first, second in pairs:
            number = often[first, second, one.type]
            number[0] += 1
            number[1] += one.status in SETTLED
            number[2] += first in doers and second in recipients
            number[3] += second in doers and first in recipients
    return [
        PairCount(one=a, other=b, type=c, count=n, settled=settled, forth=forth, back=back)
        for (a, b, c), (n, settled, forth, back) in sorted(often.items())
    ]


def parties(incidents: Iterable[Incident], ids: Collection[str]) -> dict[str, PartyCount]:
    """For some identities their name, their kind, and in how many incidents they act or are acted on."""
    often, settled = Counter[tuple[str, str, str]](), Counter[str]()
    for one in incidents:
        taking_part = {p for told in one.tellings for p in (*told.actors, *told.recipients) if p.id in ids}
        found = {(p.id, p.name, p.kind) for p in taking_part}
        often.update(found)
        settled.update(key for key, _, _ in found if one.status in SETTLED)
    return {a: PartyCount(id=a, name=b, kind=c, count=n, settled=settled[a]) for (a, b, c), n in sorted(often.items())}


def acts_with(incident: Incident, one: str, other: str) -> bool:
    """Whether two act together in an incident, or one acts on the other, under any telling of it."""
    doers, recipients = _sides(incident)
    return {one, other} <= doers | recipients and bool({one, other} & doers)


def _sides(incident: Incident) -> tuple[set[str], set[str]]:
    """Who acts and who is acted on, under any telling, as far as they have names."""
    doers = {p.id for told in incident.tellings for p in told.actors if is_named(p.id)}
    recipients = {p.id for told in incident.tellings for p in told.recipients if is_named(p.id)}
    return doers, recipients
