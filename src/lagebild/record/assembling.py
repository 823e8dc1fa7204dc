"""From tellings to incidents: which are one, whose word each is, what came of what, and what is a part of what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from lagebild.record.belonging import Belonging, End, settled, strongest
from lagebild.record.grouping import grouped, judged
from lagebild.record.incidents import Incident, incident
from lagebild.record.joining import Link, Word
from lagebild.record.telling import Telling
from lagebild.record.voices.independence import Testimony, Voice, voices


def incidents_of(
    tellings: Iterable[Telling],
    links: Collection[Link],
    words: Iterable[Word] = (),
    testimonies: Mapping[str, Testimony] | None = None,
) -> list[Incident]:
    """The incidents that tellings with these links are of, in the order of their first tellings.

    `testimonies` say for the id of a telling where its report has it from; by default it is the outlet's own.
    """
    known = testimonies or {}
    made = [incident(group, voices_of(group, known)) for group in judged(grouped(tellings, links), links, words)]
    ends = {telling.id: End(telling, one.id) for one in made for telling in one.tellings}
    ties = [(tie, ends[tie.one], ends[tie.other]) for tie in links if tie.one in ends and tie.other in ends]

    def wholes(kind: Belonging) -> dict[str, str | None]:
        return settled([one.id for one in made], lambda key: strongest(key, kind, ties))

    plans, series = wholes("outcome"), wholes("part")
    return [msgspec.structs.replace(one, fulfils=plans[one.id], series=series[one.id]) for one in made]


def voices_of(group: Sequence[Telling], known: Mapping[str, Testimony]) -> dict[str, Voice]:
    """Whose word each telling of an incident is."""
    told = [
        known.get(t.id) or Testimony(report=t.report, outlet=t.evidence.outlet, published=t.evidence.published)
        for t in group
    ]
    return {telling.id: voice for telling, voice in zip(group, voices(told), strict=True)}
