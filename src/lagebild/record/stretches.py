"""The days on which reports vouch that somebody was in office: between sightings, and some way beyond them."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable

SURE_DAYS = 60
"""So many days after its last sighting an office counts as held if no report says that it ended; then it is unknown."""
VOUCHED_DAYS = 365
"""So many days after its last sighting an office still counts as held, if no report says that it ended."""


def first_day(value: str) -> str:
    """The first day that a date may mean: of `2005` the first of January."""
    return value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7) else value[:10]


def last_day(value: str) -> str:
    """The last day that a date may mean: of `2005-02` the 28th."""
    if len(value) == 4:
        return f"{value}-12-31"
    if len(value) == 7:
        return f"{value}-{calendar.monthrange(int(value[:4]), int(value[5:]))[1]:02}"
    return value[:10]


def days_after(day: str, days: int) -> str:
    """The day so many days later; the same value if the calendar ends there, or if it is not a day."""
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()
    except (OverflowError, ValueError):
        return day


def stretches(
    days: Iterable[str], *, valid_from: str | None, valid_to: str | None, surely: bool = False
) -> list[tuple[str, str]]:
    """First and last days of the stretches in which reports have somebody in office, oldest first.

    `days` are those of the sightings. Two sightings vouch for the time between them, unless it is more than twice
    :data:`VOUCHED_DAYS`: then anybody may have held the office in between. Stated bounds extend the first and the last
    stretch; with `surely` an imprecise bound extends them as little as it can mean.
    """
    begin = valid_from and (last_day(valid_from) if surely else first_day(valid_from))
    end = valid_to and (first_day(valid_to) if surely else last_day(valid_to))
    found: list[tuple[str, str]] = []
    for day in sorted(d for d in days if valid_to is None or d <= last_day(valid_to)):
        if found and day <= days_after(found[-1][1], 2 * VOUCHED_DAYS):
            found[-1] = found[-1][0], day
        else:
            found.append((day, day))
    if not found:
        # an end alone tells of no day before it
        return [(begin, max(last_day(valid_from), end or ""))] if valid_from and begin else []
    if begin:
        found[0] = min(begin, found[0][0]), found[0][1]
    if end:
        found[-1] = found[-1][0], max(end, found[-1][1])
    return found
