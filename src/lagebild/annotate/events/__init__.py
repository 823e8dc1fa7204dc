"""What happened, to whom, by whom, when, where, whether it did, and who says so.

An event is a trigger of the lexicon (`event_triggers_*.tsv`) whose conditions hold where it stands. Its frame says which
slot of the clause or of the noun phrase fills which role; `status` and `source` follow from the clause and from the
statement around it. What the text does not say stays empty.
"""

from __future__ import annotations

from lagebild.annotate.events.how_many.figures import figures
from lagebild.annotate.events.status.contents import Contents
from lagebild.annotate.events.status.source import source_of
from lagebild.annotate.events.status.status import statuses
from lagebild.annotate.events.what.context import contexts_of
from lagebild.annotate.events.what.triggers import triggers
from lagebild.annotate.events.when_where.circumstances import time_of, value_of
from lagebild.annotate.events.when_where.place import place_of
from lagebild.annotate.events.when_where.setting import share
from lagebild.annotate.events.who.arguments import arguments
from lagebild.annotate.events.who.retold import retold
from lagebild.annotate.text import Text
from lagebild.reading import Event

__all__ = ["annotate"]


def annotate(text: Text) -> tuple[Event, ...]:
    """The events of a text, in the order of their triggers."""
    found: list[Event] = []
    hits = [hit for hit in triggers(text) if not text.silent(hit.token)]
    contents = Contents(text, hits)
    times = [time_of(text, hit) for hit in hits]
    for hit, when, told in zip(hits, times, statuses(contents, hits, times), strict=True):
        actors, recipients = arguments(text, hit)
        found.append(
            Event(
                id=f"v{len(found) + 1}",
                type=hit.entry.type,
                mode=hit.entry.mode,
                context=contexts_of(text, hit, when),
                trigger=(text.token_span(hit.token),),
                actors=actors,
                recipients=recipients,
                place=place_of(text, hit, told.status),
                time=value_of(text, when, told.status, hit.clause) if when else None,
                status=told.status,
                source=source_of(contents, hit, told),
                sentence=text.sentence(hit.token),
                because={"type": f"{hit.entry.pos.lower()} {hit.entry.form}"},
            )
        )
    return figures(text, hits, share(text, hits, retold(text, hits, found)))
