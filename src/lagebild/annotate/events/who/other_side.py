"""Who met the hosts of a meeting: the guests told of just before, where its noun names one side only.

*X und Y kamen am Montag an. Danach gab es ein Treffen mit Z.* What the noun has with *mit* is one side; the other is whoever
came, was received or is what the sentence before is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.who.bearers import bearers
from lagebild.annotate.events.who.slots import spread
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import word_set
from lagebild.reading import Event

Sides = tuple[str, ...]


class Meeting(NamedTuple):
    """A meeting of which one side is named, and the visits that the sentence before tells, the last one first."""

    text: Text
    hit: Hit
    event: Event
    visits: tuple[Event, ...]


def other_side(text: Text, hits: Sequence[Hit], events: Sequence[Event]) -> tuple[Event, ...]:
    """The events in order; a meeting that names its hosts only gets the guests for actors, too."""
    pairs = list(zip(hits, events, strict=True))
    return tuple(_filled(text, hit, event, pairs) for hit, event in pairs)


def _filled(text: Text, hit: Hit, event: Event, pairs: Sequence[tuple[Hit, Event]]) -> Event:
    if not _one_sided(text, hit, event):
        return event
    here = text.analysis.sentence_of[hit.token]
    near = (e for h, e in reversed(pairs) if text.analysis.sentence_of[h.token] == here - 1 and h is not hit)
    answer = first(OTHER_SIDE, Meeting(text, hit, event, tuple(e for e in near if _is_visit(e))))
    others = tuple(key for key in answer[0] if key not in event.actors) if answer is not None else ()
    if answer is None or not others:
        return event
    because = {**event.because, "actors": f"{event.because['actors']} + {answer[1]}"}
    return msgspec.structs.replace(event, actors=(*event.actors, *others), because=because)


def _is_visit(event: Event) -> bool:
    """True if an event tells that guests came, or that somebody received them."""
    visit = event.type == "CONSULT" and event.mode == "visit"
    return visit or (event.lemma in word_set("receiving_guests") and bool(event.actors and event.recipients))


def _one_sided(text: Text, hit: Hit, event: Event) -> bool:
    """True if a clause only says that a meeting with somebody takes place, and nobody else whose it is."""
    a, clause = text.analysis, hit.clause
    if event.type != "CONSULT" or hit.own or clause is None or not event.actors:
        return False
    held = (*clause.doers, *clause.undergoers, *(t for p, t in clause.obliques if p == "zu"))
    takes_place = clause.lemma in word_set("taking_place") and hit.token in held and not clause.negated
    partners = [c for c in a.dependents(hit.token, "nmod") if [a.lemmas[t] for t in a.dependents(c, "case")] == ["mit"]]
    partners += [t for p, t in clause.obliques if p == "mit"]
    named = {meant.entity for t in spread(a, tuple(partners)) for meant in bearers(text, t, acting=True)}
    return takes_place and bool(named) and set(event.actors) <= named


def _guests(case: Meeting) -> Sides | None:
    for visit in case.visits:
        sides = (tuple(key for key in side if _person(case.text, key)) for side in (visit.recipients, visit.actors))
        people = next((side for side in sides if side), ())
        if people and visit.status in ("happened", "ongoing"):
            return people
    return None


def _spoken_of(case: Meeting) -> Sides | None:
    text, a = case.text, case.text.analysis
    number = a.sentence_of[case.hit.token] - 1
    if number < 0 or case.visits:
        return None
    return next(_travellers(text, number), None)


def _travellers(text: Text, sentence: int) -> Iterator[Sides]:
    """Those who come or go in the main clause of a sentence."""
    for clause in text.clauses_in[sentence]:
        main = text.analysis.labels[clause.predicate] in ("root", "conj") and clause.voice == "active"
        if main and clause.lemma in word_set("ways_of_arriving"):
            heads = spread(text.analysis, clause.doers)
            people = (meant.entity for t in heads for meant in bearers(text, t, acting=True))
            found = tuple(key for key in people if _person(text, key))
            if found:
                yield found


def _person(text: Text, key: str) -> bool:
    entity = text.entities.get(key)
    return entity is not None and entity.kind == "person"


OTHER_SIDE: tuple[Rule[Meeting, Sides], ...] = (
    Rule(
        name="who/guests-told-before",
        find=_guests,
        why="A meeting with the hosts is one of the guests whose visit or reception the sentence before tells.",
        yes=(
            (
                "In Tarnau empfing Ministerin Mia Land den Gesandten Piet Lohr. Dann gab es ein Treffen mit Kanzler Jo Hals.",
                "Treffen: Jo Hals, Piet Lohr",
            ),
            (
                "Ministerin Ada Brunn besuchte am Montag Tarnau. Am Abend folgte ein Gespräch mit Kanzler Jo Hals.",
                "Gespräch: Jo Hals, Ada Brunn",
            ),
        ),
        no=("Ministerin Ada Brunn besuchte Tarnau. In Halm gab es ein Treffen zwischen Jo Hals und Karl Voss.",),
    ),
    Rule(
        name="who/arrived-before",
        find=_spoken_of,
        why="A meeting with the hosts is one of those who arrived in the sentence before.",
        yes=(
            (
                "Sonja Kern und Piet Lohr landeten in Tarnau. Später kam es zu einem Treffen mit Kanzlerin Ada Brunn.",
                "Treffen: Ada Brunn, Sonja Kern, Piet Lohr",
            ),
        ),
        no=("Sonja Kern schwieg in Tarnau. Später kam es zu einem Treffen mit Kanzlerin Ada Brunn.",),
    ),
)
