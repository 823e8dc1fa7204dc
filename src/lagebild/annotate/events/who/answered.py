"""To whom an answer is given: whoever did the deed that is refused, praised or blamed, if its noun names another event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.who.frame_slots import tokens_of
from lagebild.annotate.events.who.parts import Deed
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.reading import Event, EventType

_ANSWERS: tuple[EventType, ...] = ("ACCUSE", "REJECT", "SUPPORT")
Sides = tuple[str, ...]


class Answer(NamedTuple):
    """A deed that names nobody it is done to, and the events of the text by the token of their noun."""

    text: Text
    hit: Hit
    event: Event
    at: dict[int, Event]


def answered(text: Text, hits: Sequence[Hit], events: Sequence[Event]) -> tuple[Event, ...]:
    """The events in order; an answer to a deed gets those who did it for its recipients."""
    at = {hit.token: event for hit, event in zip(hits, events, strict=True) if not hit.own}
    return tuple(_filled(Answer(text, hit, event, at)) for hit, event in zip(hits, events, strict=True))


def _filled(case: Answer) -> Event:
    event = case.event
    found = first(ANSWERED, case) if not event.recipients and event.type in _ANSWERS else None
    if found is None:
        return event
    sides = tuple(side for side in found[0] if side not in event.actors)
    if not sides:
        return event
    return msgspec.structs.replace(event, recipients=sides, because={**event.because, "recipients": found[1]})


def _doers(case: Answer) -> Sides | None:
    for token in _things(case):
        told = case.at.get(token)
        if told is not None and told.actors and told is not case.event:
            return told.actors
    return None


def _things(case: Answer) -> Iterator[int]:
    """What the answer is to: the nouns in its slots, and those that they belong to (*die Art des Besuchs*)."""
    a = case.text.analysis
    for slot, role in case.hit.entry.frame:
        if role == "actor" or slot in ("subj", "poss", "adj"):
            continue
        for token in tokens_of(Deed(case.text, case.hit), slot).tokens:
            yield token
            yield from (c for c in a.dependents(token, "nmod") if a.feat(c, "Case") == "Gen")


ANSWERED: tuple[Rule[Answer, Sides], ...] = (
    Rule(
        name="who/answer-to-a-deed",
        find=_doers,
        why="Whoever refuses, praises or blames a deed means whoever did it (*kritisierte die Art des Besuchs*).",
        yes=(
            ("Die Gewerkschaft kritisierte die von der Armee begonnene Offensive.", "kritisierte: Armee"),
            ("Die Kirche kritisierte den Streik, den Ada Brunn begann.", "kritisierte: Ada Brunn"),
        ),
        no=("Die Gewerkschaft kritisierte den König.",),
    ),
)
