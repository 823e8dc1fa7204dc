"""Roles that the text told before: a deed taken up again, and victims of a deed just told.

*Die Bauern begannen einen Streik. … Der Streik dauert an.*: a definite noun has the doers of the last event that the same
noun, or its verb, named. *Bei dem Überfall wurden zwei Wächter verletzt*: victims without a doer have the doer of the
assault that the sentence, or the one before, tells.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.text import Text
from lagebild.reading import Event

_REACH = 2
"""So many sentences back a deed may stand that a definite noun takes up."""
_DEFINITE = frozenset("der die das dem den des dieser diese dieses diesem diesen im am zum zur vom beim".split())
_STEM = 5
"""Letters that a noun and the verb of the same deed share at least (*Ausschluss*, *ausschließen*)."""


def retold(text: Text, hits: Sequence[Hit], events: Sequence[Event]) -> tuple[Event, ...]:
    """The events in their order; where roles are open, those of the event that they take up."""
    told: list[Event] = []
    for hit, event in zip(hits, events, strict=True):
        earlier = [(h, e) for h, e in zip(hits, told, strict=False) if e.type == event.type]
        told.append(_filled(text, hit, event, earlier))
    return tuple(told)


def _filled(text: Text, hit: Hit, event: Event, earlier: list[tuple[Hit, Event]]) -> Event:
    if event.actors:
        return event
    if not hit.own and hit.entry.pos == "NOUN" and _definite(text, hit):
        found = [e.actors for h, e in earlier if _distance(text, h, hit) <= _REACH and _same(h, hit)]
    elif event.type == "ASSAULT" and _of_victims(hit):
        found = [e.actors for h, e in earlier if _distance(text, h, hit) <= 1]
    else:
        return event
    actors = next((doers for doers in reversed(found) if doers), ())
    return event if set(actors) & set(event.recipients) else msgspec.structs.replace(event, actors=actors)


def _definite(text: Text, hit: Hit) -> bool:
    a = text.analysis
    return any(a.forms[c].casefold() in _DEFINITE for c in a.children[hit.token])


def _same(earlier: Hit, later: Hit) -> bool:
    """Whether two triggers are the same noun, or a noun and the verb of the same deed."""
    one, other = earlier.entry.word.casefold(), later.entry.word.casefold()
    return one == other or (earlier.own and one[:_STEM] == other[:_STEM])


def _of_victims(hit: Hit) -> bool:
    """Whether a trigger tells what somebody suffered: a passive, or *ums Leben kommen*."""
    if hit.entry.pos == "PHRASE":
        return ("subj", "recipient") in hit.entry.frame
    return hit.own and hit.clause is not None and hit.clause.voice == "passive" and hit.clause.kind != "participle"


def _distance(text: Text, earlier: Hit, later: Hit) -> int:
    return text.analysis.sentence_of[later.token] - text.analysis.sentence_of[earlier.token]
