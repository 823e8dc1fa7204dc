"""What happened, to whom, by whom, when, where, whether it did, and who says so.

An event is a trigger of the lexicon (`event_triggers_*.tsv`) whose conditions hold where it stands. Its frame says which
slot of the clause or of the noun phrase fills which role; `status` and `source` follow from the clause and from the
statement around it. What the text does not say stays empty.
"""

from __future__ import annotations

from lagebild.analysis import Analysis
from lagebild.annotate.events.arguments import arguments
from lagebild.annotate.events.circumstances import time_of, value_of
from lagebild.annotate.events.contents import Contents
from lagebild.annotate.events.context import contexts_of
from lagebild.annotate.events.figures import figures
from lagebild.annotate.events.place import place_of
from lagebild.annotate.events.retold import retold
from lagebild.annotate.events.scene import Scene
from lagebild.annotate.events.setting import share
from lagebild.annotate.events.source import source_of
from lagebild.annotate.events.status import statuses
from lagebild.annotate.events.triggers import triggers
from lagebild.reading import Event, Reading

__all__ = ["annotate"]


def annotate(analysis: Analysis, reading: Reading) -> tuple[Event, ...]:
    """The events of a text, in the order of their triggers."""
    scene = Scene(analysis, reading)
    found: list[Event] = []
    hits = triggers(scene)
    contents = Contents(scene, hits)
    times = [time_of(scene, hit) for hit in hits]
    for hit, when, told in zip(hits, times, statuses(contents, hits, times), strict=True):
        actors, recipients = arguments(scene, hit)
        found.append(
            Event(
                id=f"v{len(found) + 1}",
                type=hit.entry.type,
                mode=hit.entry.mode,
                context=contexts_of(scene, hit, when),
                trigger=(scene.token_span(hit.token),),
                actors=actors,
                recipients=recipients,
                place=place_of(scene, hit, told.status),
                time=value_of(scene, when, told.status, hit.clause) if when else None,
                status=told.status,
                source=source_of(contents, hit, told),
                sentence=scene.sentence(hit.token),
                rule=f"{hit.entry.pos.lower()} {hit.entry.form}",
            )
        )
    return figures(scene, hits, share(scene, hits, retold(scene, hits, found)))
