"""How many were killed, arrested, took part: the figures of events, whoever found these, the rules or the network."""

from __future__ import annotations

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.how_many.figures import figures
from lagebild.annotate.events.lexicon import Entry, entries
from lagebild.annotate.events.what.words import words_of
from lagebild.annotate.text import Text
from lagebild.reading import Event

__all__ = ["annotate"]


def annotate(text: Text) -> tuple[Event, ...]:
    """The events of a text with their figures."""
    events = text.reading.events
    return figures(text, [_hit(text, event) for event in events], events)


def _hit(text: Text, event: Event) -> Hit:
    token = text.analysis.token_at(event.trigger[0].start)
    assert token is not None, "an event's trigger is a token"
    own = text.clause_of.get(token)
    verbal = own is not None and (own.kind != "copula" or text.analysis.tags[token] == "VERB")
    entry = _row(text, token, event) or _blank(event, "VERB" if verbal else "NOUN")
    adjective = entry.pos == "PHRASE" and own is not None and entry.word[:1].islower()
    return Hit(token=token, entry=entry, clause=own or text.clause_around(token), own=verbal or adjective)


def _row(text: Text, token: int, event: Event) -> Entry | None:
    """The row of the lexicon by which an event was found; None if the network found it or gave it another type."""
    words = (word for word, _ in words_of(text, token, text.clause_of.get(token)))
    rows = (entry for word in words for entry in entries().get(word, ()))
    return next((row for row in rows if row.name == event.because["type"] and row.type == event.type), None)


def _blank(event: Event, pos: str) -> Entry:
    return Entry(
        form=event.lemma,
        word=event.lemma,
        others=(),
        pos=pos,
        type=event.type,
        mode=event.mode,
        frame=(),
        needs=(),
        status=None,
        content=None,
        weight=0.0,
    )
