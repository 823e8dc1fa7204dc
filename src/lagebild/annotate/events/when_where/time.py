"""When: the time that the trigger's own phrase or clause names."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.when_where.adjunct import Adjunct, Pair, head_of
from lagebild.annotate.events.when_where.attachment import reach
from lagebild.annotate.events.when_where.value import ago, preposition_of, stretch_of
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.reading import Time

_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


class When(NamedTuple):
    """The expression that names when an event is, and the rules that tie it to its trigger."""

    time: Time
    because: tuple[str, ...]


class Phrase(NamedTuple):
    """An expression of time, and its head token."""

    text: Text
    time: Time
    head: int


def time_of(text: Text, hit: Hit) -> When | None:
    """The time of a trigger's event; of several, the nearest in the tree."""
    options = []
    for time in text.times_in(text.sentence(hit.token)):
        adjunct = _adjunct(text, time)
        far, because = reach(Pair(text, hit, adjunct)) if adjunct is not None else (None, ())
        if far is not None:
            options.append((time.value in _VAGUE, far, -_fineness(time), time.start, When(time, because)))
    return min(options, key=lambda o: o[:4])[4] if options else None


def _fineness(time: Time) -> int:
    """How precise a time is: *vor vier Jahren am 3. Mai 2001* means the day."""
    return len((time.value or "").split("T")[0]) if time.type != "DURATION" else 0


def _adjunct(text: Text, time: Time) -> Adjunct | None:
    """A time as an adjunct; None if it cannot say when something was."""
    span = Span(time.start, time.end)
    head = head_of(text, span)
    if head is None or any(rule.find(Phrase(text, time, head)) for rule in UNDATED):
        return None
    return Adjunct(
        kind="time",
        span=span,
        head=head,
        preposition=preposition_of(text, time),
        stretch=stretch_of(text, time) is not None,
        year=len(time.value or "") == 4,
        coarse=time.type == "DATE" and len(time.value or "") in (4, 7),
    )


def _no_day(phrase: Phrase) -> bool:
    """True if a time has no place in the calendar: a set (*jeden Montag*), or one without a value."""
    return phrase.time.type == "SET" or (phrase.time.type in ("DATE", "TIME") and not phrase.time.value)


def _lasts(phrase: Phrase) -> bool:
    """True if a duration only says how long: neither *vor* so long nor *seit* so long."""
    before = preposition_of(phrase.text, phrase.time)
    if phrase.time.type != "DURATION":
        return False
    return not ((before == "vor" and ago(phrase.time)) or (before == "seit" and phrase.time.begin is not None))


def _matter(phrase: Phrase) -> bool:
    return phrase.time.value in _VAGUE and phrase.text.analysis.labels[phrase.head] in ("nsubj", "obj")


UNDATED: tuple[Rule[Phrase, bool], ...] = (
    Rule(
        name="when_where/no-place-in-the-calendar",
        find=_no_day,
        why="A time without a value, or one that comes again, says not when.",
        yes=(("Jeden Montag demonstrierten die Bauern.", ""),),
    ),
    Rule(
        name="when_where/mere-duration",
        find=_lasts,
        why="A duration says how long, unless *vor* or *seit* stands before it.",
        yes=(
            ("In den letzten drei Tagen demonstrierten die Bauern.", ""),
            ("Die Lehrer streikten in den vergangenen zwei Jahren.", ""),
        ),
    ),
    Rule(
        name="when_where/vague-matter",
        find=_matter,
        why="A vague time as subject or object is what is spoken of.",
        yes=(
            ("Der Minister kritisierte die Vergangenheit.", ""),
            ("Die Zukunft entscheidet die Wahl.", ""),
        ),
    ),
)
