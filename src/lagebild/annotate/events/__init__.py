"""Who did what to whom, when and where, if it happened, and who says so.

An event is a word of the trigger lexicon (`event_triggers/*.tsv`) whose conditions hold where it stands. Its frame says
which slot of the clause or noun phrase fills which role. `status` and `source` follow from the clause and from the
statement around it. What the text does not say stays empty. Each question has a room of its own (docs/events.md).
"""

from __future__ import annotations

from lagebild.annotate.events.status.source import source_of
from lagebild.annotate.events.status.status import statuses
from lagebild.annotate.events.status.voices import Voices
from lagebild.annotate.events.what.context import contexts_of
from lagebild.annotate.events.what.triggers import triggers
from lagebild.annotate.events.when_where.place import place_of
from lagebild.annotate.events.when_where.setting import share
from lagebild.annotate.events.when_where.time import time_of
from lagebild.annotate.events.when_where.value import Dated, value_of
from lagebild.annotate.events.who.answered import answered
from lagebild.annotate.events.who.arguments import arguments
from lagebild.annotate.events.who.other_side import other_side
from lagebild.annotate.text import Text
from lagebild.reading import Event

__all__ = ["annotate"]


def annotate(text: Text) -> tuple[Event, ...]:
    """The events of a text, in the order of their triggers."""
    found: list[Event] = []
    hits = [hit for hit in triggers(text) if not text.silent(hit.token)]
    voices = Voices(text, {hit.token: hit for hit in hits})
    tokens = frozenset(hit.token for hit in hits)
    whens = [time_of(text, hit, tokens) for hit in hits]
    times = [when.time if when is not None else None for when in whens]
    for hit, when, told in zip(hits, whens, statuses(text, hits, times), strict=True):
        who = arguments(text, hit)
        source = source_of(voices, hit, told)
        time = value_of(Dated(text, when.time, told.status, hit.clause)) if when is not None else None
        where = place_of(text, hit, told.status)
        because = {
            "type": hit.entry.name,
            "status": told.rule,
            "source": source.rule,
            **who.because,
        }
        context, why = contexts_of(text, hit, when.time if when is not None else None)
        if why:
            because["context"] = why
        if when is not None and time is not None:
            because["time"] = " + ".join((*when.because, time[1]))
        if where.place is not None:
            because["place"] = " + ".join(where.because)
        found.append(
            Event(
                id=f"v{len(found) + 1}",
                type=hit.entry.type,
                mode=hit.entry.mode,
                context=context,
                trigger=(text.token_span(hit.token),),
                lemma=hit.entry.form,
                actors=who.actors,
                recipients=who.recipients,
                place=where.place,
                time=time[0] if time is not None else None,
                status=told.status,
                source=source.entity,
                sentence=text.sentence(hit.token),
                because=because,
            )
        )
    return tuple(share(text, hits, answered(text, hits, other_side(text, hits, found))))
