"""Roles known from before: of a deed that is mentioned again, and of the victims of a deed just told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed
from lagebild.reading import Event, EventType

_REACH = 2
"""A definite noun can refer to a deed at most so many sentences back."""
_STEM = 5
"""A noun and the verb of the same deed share at least so many letters (*Ausschluss*, *ausschließen*)."""

Told = list[tuple[Hit, Event]]
Doers = tuple[str, ...]


class Open(NamedTuple):
    """A deed without a named doer, and the events of its type told before, in order."""

    text: Text
    hit: Hit
    event: Event
    told: Told


def retold(text: Text, hits: Sequence[Hit], events: Sequence[Event]) -> tuple[Event, ...]:
    """The events in order; one without a doer gets those of the event that it refers to."""
    found: list[Event] = []
    told: dict[EventType, Told] = {}
    for hit, event in zip(hits, events, strict=True):
        before = told.setdefault(event.type, [])
        found.append(_filled(Open(text, hit, event, before)))
        before.append((hit, found[-1]))
    return tuple(found)


def _filled(case: Open) -> Event:
    event = case.event
    answer = first(RETOLD, case) if not event.actors else None
    if answer is None or set(answer[0]) & set(event.recipients):
        return event
    actors, rule = answer
    return msgspec.structs.replace(event, actors=actors, because={**event.because, "actors": rule})


def _same_deed(case: Open) -> Doers | None:
    if case.hit.own or case.hit.entry.pos != "NOUN" or not _definite(case.text, case.hit) or _of_somebody(case):
        return None
    doers = (e.actors for h, e in _lately(case, _REACH) if _same(h, case.hit))
    return next((found for found in doers if found), None)


def _of_somebody(case: Open) -> bool:
    """True if a genitive says whose deed it is, though the reading knows nobody of that name."""
    a, token = case.text.analysis, case.hit.token
    own = (c for c in a.dependents(token, "nmod") if c > token and a.feat(c, "Case") == "Gen")
    return dict(case.hit.entry.frame).get("gen") == "actor" and any(not a.has(c, "case") for c in own)


def _victims(case: Open) -> Doers | None:
    if case.event.type != "ASSAULT" or not _of_victims(case.hit):
        return None
    return next((event.actors for _, event in _lately(case, 1) if event.actors), None)


def _lately(case: Open, reach: int) -> Iterator[tuple[Hit, Event]]:
    """The events at most so many sentences back, the last one first."""
    sentence_of = case.text.analysis.sentence_of
    for hit, event in reversed(case.told):
        if sentence_of[case.hit.token] - sentence_of[hit.token] > reach:
            return
        yield hit, event


def _definite(text: Text, hit: Hit) -> bool:
    a = text.analysis
    return any(a.forms[c].casefold() in closed("definite_markers") for c in a.children[hit.token])


def _same(earlier: Hit, later: Hit) -> bool:
    """True if two triggers are the same noun, or a noun and the verb of the same deed."""
    one, other = earlier.entry.word.casefold(), later.entry.word.casefold()
    return one == other or (earlier.own and one[:_STEM] == other[:_STEM])


def _of_victims(hit: Hit) -> bool:
    """True if a trigger tells what somebody suffered: a passive, or *ums Leben kommen*."""
    if hit.entry.pos == "PHRASE":
        return ("subj", "recipient") in hit.entry.frame
    return hit.own and hit.clause is not None and hit.clause.voice == "passive" and hit.clause.kind != "participle"


RETOLD: tuple[Rule[Open, Doers], ...] = (
    Rule(
        name="who/same-deed",
        find=_same_deed,
        why="A definite noun has the doers of the last event that the same noun, or its verb, named.",
        yes=(
            ("Die Bauern begannen einen Streik. Der Streik dauert an.", "Streik: Bauern"),
            ("Die Rebellen überfielen einen Hof. Der Überfall dauerte zwei Stunden.", "Überfall: Rebellen"),
        ),
        no=("Die Bauern begannen einen Streik. Ein Streik schadet vielen.",),
    ),
    Rule(
        name="who/of-victims",
        find=_victims,
        why="Victims have the doer of the assault that their sentence, or the one before, tells.",
        yes=(
            ("Rebellen überfielen das Lager. Dabei wurden zwei Wächter verletzt.", "verletzt: Rebellen"),
            ("Soldaten stürmten das Dorf. Zwölf Bauern kamen ums Leben.", "Leben: Soldaten"),
        ),
        no=("Rebellen überfielen das Lager. Der Regen kam. Zwei Wächter wurden verletzt.",),
    ),
)
