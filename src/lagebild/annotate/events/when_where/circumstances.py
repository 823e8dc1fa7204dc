"""When: the time that the trigger's own phrase or clause names, and the value that an event takes of it."""

from __future__ import annotations

import datetime
import re

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.when_where.adjuncts import Adjunct, head_of, reach
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import EventStatus, Time

_WORD = re.compile(r"\S+")
_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


def time_of(text: Text, hit: Hit) -> Time | None:
    """The time expression that names when a trigger's event is, of several the one that hangs nearest to it."""
    sentence = text.sentence(hit.token)
    options = [
        (time.value in _VAGUE, far, -_fineness(time), time.start, time)
        for time in text.times_in(sentence)
        if (adjunct := _adjunct(text, time)) is not None and (far := reach(text, hit, adjunct)) is not None
    ]
    return min(options, key=lambda o: o[:4])[4] if options else None


def _fineness(time: Time) -> int:
    """How finely a time is told: of *vor vier Jahren am 3. Mai 2001* the day is meant."""
    return len((time.value or "").split("T")[0]) if time.type != "DURATION" else 0


def _adjunct(text: Text, time: Time) -> Adjunct | None:
    """A time as what may say when something was; None where it cannot (*die Zukunft*, a mere duration)."""
    span = Span(time.start, time.end)
    head = head_of(text, span)
    if head is None or not _datable(text, time):
        return None
    if time.value in _VAGUE and text.analysis.labels[head] in ("nsubj", "obj"):
        return None
    return Adjunct(
        kind="time",
        span=span,
        head=head,
        preposition=preposition_of(text, time),
        stretch=_range(text, time) is not None,
        year=len(time.value or "") == 4,
        coarse=time.type == "DATE" and len(time.value or "") in (4, 7),
    )


def value_of(text: Text, time: Time, status: EventStatus, clause: Clause | None = None) -> str | None:
    """The value that an event takes of a time: ranges as `A/B`, `seit X` of what goes on up to the report's day.

    `vor drei Wochen` is that ISO week, `vor zwei Jahren` that year; *heutig* is the report's day.
    """
    published = (text.reading.published or "")[:10]
    if preposition_of(text, time) == "seit" and not _taken_up(text, time):
        going_on = status == "ongoing" or (clause is not None and clause.tense == "present") or _lasting(text, time)
        start = time.begin if time.type == "DURATION" else time.value
        return f"{start}/{published}" if going_on and published and time.begin and start else None
    if time.type == "DURATION":
        return _ago(time)
    word = text.content[time.start : time.end].casefold()
    if published and (word.startswith("heutig") or (word == "heute" and status == "happened")):
        return published if time.value == "PRESENT_REF" else time.value
    return _range(text, time) or time.value


def _taken_up(text: Text, time: Time) -> bool:
    """Whether a clause right after a time tells what was then (*seit der Nacht, in der …*, *seit 2009, als …*)."""
    a = text.analysis
    token = a.token_at(time.end)
    if token is None or token + 1 >= len(a) or a.forms[token] != ",":
        return False
    after = [a.forms[t].casefold() for t in range(token + 1, min(token + 3, len(a)))]
    return after[0] == "als" or (after[0] in ("in", "an") and after[-1] in ("der", "dem", "denen"))


def _lasting(text: Text, time: Time) -> bool:
    """Whether a present participle closes the bracket that a time stands in (*seit Juni andauernde*)."""
    after = _WORD.search(text.content, time.end)
    return after is not None and after[0].endswith(("ende", "enden", "ender", "endes", "endem"))


def _range(text: Text, time: Time) -> str | None:
    """The range that a time is the first or last part of (*zwischen A und B*, *vom A bis zum B*, *am 3. und 4. Mai*)."""
    for other in text.times_beside(time):
        if not (other.value and time.value):
            continue
        first, last = sorted((time, other), key=lambda t: t.start)
        between = tuple(text.content[first.end : last.start].split())
        pair = (preposition_of(text, first), between)
        if not (first.begin and last.begin and first.begin <= last.begin):
            continue
        if pair in _RANGES or (between == ("und",) and _next_day(first.value, last.value)):
            return f"{first.value}/{last.value}"
    return None


_RANGES = frozenset(
    (("zwischen", ("und",)), ("von", ("bis",)), ("vom", ("bis",)), ("vom", ("bis", "zum")), ("von", ("bis", "zum")))
)


def _next_day(first: str | None, last: str | None) -> bool:
    try:
        days = [datetime.date.fromisoformat(value or "") for value in (first, last)]
    except ValueError:
        return False
    return (days[1] - days[0]).days == 1


def preposition_of(text: Text, time: Time) -> str:
    """The word right before a time, without case: its preposition, if it has one."""
    before = text.content[max(0, time.start - 40) : time.start].split()
    return before[-1].casefold() if before else ""


def _datable(text: Text, time: Time) -> bool:
    if time.type in ("DATE", "TIME"):
        return bool(time.value)
    before = preposition_of(text, time)
    return time.type == "DURATION" and (
        (before == "vor" and _ago(time) is not None) or (before == "seit" and time.begin is not None)
    )


def _ago(time: Time) -> str | None:
    """The calendar unit that a duration after *vor* leads back to."""
    if not (time.begin and time.value):
        return None
    unit = time.value[-1]
    if time.value.startswith("PT"):
        return time.begin
    if unit == "W":
        year, week, _ = datetime.date.fromisoformat(time.begin).isocalendar()
        return f"{year}-W{week:02}"
    return {"Y": time.begin[:4], "M": time.begin[:7], "D": time.begin}.get(unit)
