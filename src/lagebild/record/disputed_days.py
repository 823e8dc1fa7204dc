"""Days and places that cannot both be right."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from lagebild.lexicon.gazetteer import known
from lagebild.record.accounts import SETTLED, Point, Told, account, pairs, point
from lagebild.record.precision import where_precision
from lagebild.record.telling import Party, Telling

_PART = re.compile(r"\d{4}-\d\d-\d\dT(?:(?P<part>[A-Z]{2})|(?P<hour>\d\d)(?::(?P<minute>\d\d))?)")
_HOURS = {"MO": (0, 12), "MI": (10, 15), "AF": (11, 19), "EV": (16, 24), "NI": (18, 32), "DT": (5, 21)}
"""The hours of its day that a part of the day (TIMEX3) may mean; the night of a day ends on the next morning."""
_LOOSE = 1.0
_NEAR = 2.0
"""Hours: so loosely a time of the clock is told, and so near two of them may be and mean the same."""


def disputed_days(told: Sequence[Told]) -> Iterator[Point]:
    """The days in dispute: two name days, or parts of days, that have no hour in common.

    A month, or a week, that holds the other's day agrees with it. The night to Tuesday is on Monday and on Tuesday,
    but it is not Tuesday evening.
    """
    dated = [t for t in told if t.telling.valid_from and t.telling.valid_to and t.telling.status in SETTLED]
    opposed = {t.telling.id: t for pair in pairs(dated) if _other_days(*(t.telling for t in pair)) for t in pair}
    yield from point("date", "", (account(t, t.telling.time or "") for t in opposed.values()))


def _other_days(one: Telling, other: Telling) -> bool:
    if (one.valid_from, one.valid_to) == (other.valid_from, other.valid_to):
        return False  # morning or evening: the day is the same
    (begin, end, clock), (other_begin, other_end, other_clock) = _span(one), _span(other)
    if clock and other_clock and abs((begin - other_begin).total_seconds()) <= _NEAR * 3600:
        return False  # shortly before and shortly after midnight
    return end <= other_begin or other_end <= begin


def _span(telling: Telling) -> tuple[datetime.datetime, datetime.datetime, bool]:
    """From when to when it may have been, and whether the report names a time of the clock."""
    first = datetime.datetime.fromisoformat(telling.valid_from or "")
    last = datetime.datetime.fromisoformat(telling.valid_to or "")
    found = _PART.fullmatch(telling.time or "")
    hours: tuple[float, float] = (0, 24)
    clock = found is not None and found["part"] is None
    if found is not None and found["part"]:
        hours = _HOURS.get(found["part"], hours)
    elif found is not None:
        hour = int(found["hour"]) + int(found["minute"] or 0) / 60
        hours = max(hour - _LOOSE, 0), min(hour + _LOOSE, 24)
    end = min(datetime.timedelta(hours=hours[1]), datetime.datetime.max - last)  # there is no day behind 9999-12-31
    return first + datetime.timedelta(hours=hours[0]), last + end, clock


def disputed_places(told: Sequence[Told]) -> Iterator[Point]:
    """The places in dispute: two towns, two states, or a town and a state in which it does not lie.

    Regions, districts and seas are left out, since nothing says which towns lie in them. So are two places of which one
    report names both near the deed: one of them is mostly a part of the other, or close by.
    """
    placed = [t for t in told if t.telling.place and t.telling.place.named and t.telling.status in SETTLED]
    opposed = {t.telling.id: t for pair in pairs(placed) if _other_place(*(t.telling for t in pair)) for t in pair}
    yield from point("place", "", (account(t, t.telling.place.name) for t in opposed.values() if t.telling.place))


def _other_place(one: Telling, other: Telling) -> bool:
    here, there = one.place, other.place
    if here is None or there is None or here.id == there.id or here.id in other.near or there.id in one.near:
        return False
    if {here.kind, there.kind} == {"place"}:
        names = here.name.casefold(), there.name.casefold()
        towns = all(where_precision(place) == 1 for place in (here, there))
        return towns and names[0] not in names[1] and names[1] not in names[0]
    if {here.kind, there.kind} <= {"place", "state"}:
        states = _state(here), _state(there)
        return None not in states and states[0] != states[1]
    return False


def _state(place: Party) -> str | None:
    found = known(place.name)
    return (found.state or None) if found else place.name if place.kind == "state" else None
