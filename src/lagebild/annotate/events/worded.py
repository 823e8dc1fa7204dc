"""The words of fixed phrases: what *erhob Anklage* tells is told by both, so both are its trigger."""

from __future__ import annotations

import msgspec

from lagebild.annotate.events.what.phrases import tokens_of
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.reading import Event

PHRASE = "what/phrase "
"""How what reads a fixed phrase is named in `because`, before the phrase."""


def annotate(text: Text) -> tuple[Event, ...]:
    """The events of a text, the trigger of those told by a fixed phrase widened to its nouns, verbs and adjectives.

    Until then a trigger is the word that the lexicon marks. A word that is another event's trigger stays that one's, and one
    that the event's line leaves out is left out here, too.
    """
    taken = {event.trigger[0] for event in text.reading.events}
    return tuple(_worded(text, event, taken) for event in text.reading.events)


def _worded(text: Text, event: Event, taken: set[Span]) -> Event:
    by, (main, *_) = event.because.get("type", ""), event.trigger
    token = text.analysis.token_at(main.start)
    if not by.startswith(PHRASE) or token is None:
        return event
    spans = (text.token_span(t) for t in tokens_of(text, token, by.removeprefix(PHRASE)))
    kept = (s for s in spans if s == main or (s not in taken and any(s.within(part) for part in event.gist)))
    return msgspec.structs.replace(event, trigger=tuple(kept))
