"""So many days before or after something dated: *einen Tag nach der Wahl am Sonntag*, *zwei Tage vor dem Gipfel*."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.reading import Time

_DAYS = re.compile(r"P(\d{1,3})D\Z")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_NEAR = 4
"""The noun stands among so many words behind *nach* or *vor*, and its date begins among so many behind it."""


class Distance(NamedTuple):
    """A number of days (negative for before), and the noun that they are counted from."""

    days: int
    noun: int


def distance_of(text: Text, time: Time) -> Distance | None:
    """The days that a duration counts from a noun right behind it; None if it counts from none."""
    a, found = text.analysis, _DAYS.match(time.value or "")
    last = a.token_at(time.end - 1)
    if time.type != "DURATION" or found is None or last is None or last + 1 >= len(a):
        return None
    word = a.forms[last + 1].casefold()
    noun = next((t for t in range(last + 2, min(last + 2 + _NEAR, len(a))) if a.tags[t] == "NOUN"), None)
    if word not in ("nach", "vor") or noun is None or any(a.tags[t] == "PUNCT" for t in range(last + 1, noun)):
        return None
    return Distance(int(found[1]) * (1 if word == "nach" else -1), noun)


def moved(day: str, days: int) -> str | None:
    """An ISO day so many days on; None if the value is no day, or if the calendar ends before."""
    found = _ISO.match(day)
    if found is None:
        return None
    try:
        return (datetime.date.fromisoformat(found[0]) + datetime.timedelta(days=days)).isoformat()
    except (OverflowError, ValueError):
        return None


def dated_behind(text: Text, noun: int) -> str | None:
    """The day that stands right behind a noun (*der Wahl am Sonntag*)."""
    a = text.analysis
    end = a.ends[min(noun + _NEAR, len(a) - 1)]
    times = text.times_in(Span(a.ends[noun], end))
    return next((t.value for t in times if t.value and _ISO.match(t.value)), None)


def tells(text: Text, hit: Hit, time: Time) -> bool:
    """True if a duration stands in the clause that a verb's event is told by."""
    token = text.analysis.token_at(time.start)
    return hit.own and hit.clause is not None and token is not None and text.clause_around(token) == hit.clause
