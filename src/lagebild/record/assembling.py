"""From a chain of tellings to its incidents: which tellings are one, what came of what, and what is a part of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from lagebild.record.bars import AHEAD
from lagebild.record.incidents import Incident, incident
from lagebild.record.joining import Link, LinkKind, Word, parted
from lagebild.record.same_incident import lasts
from lagebild.record.telling import Telling
from lagebild.record.voices.independence import Testimony, Voice, voices


def incidents_of(
    chain: Sequence[Telling],
    links: Iterable[Link],
    words: Iterable[Word] = (),
    testimonies: Mapping[str, Testimony] | None = None,
) -> list[Incident]:
    """The incidents of a chain (:func:`~lagebild.record.joining.chains`), in the order of their first tellings.

    `testimonies` say for the id of a telling where its report has it from; by default it is the outlet's own.
    """
    ties = list(links)
    known = testimonies or {}
    made = [incident(group, _voices(group, known)) for group in parted(chain, ties, words)]
    if len(made) == 1:
        return made
    of = {telling.id: one for one in made for telling in one.tellings}
    plans = _related(ties, "outcome", of, lambda one, _: one.status in AHEAD)
    series = _related(ties, "part", of, _holds)
    return [msgspec.structs.replace(one, fulfils=plans.get(one.id), series=series.get(one.id)) for one in made]


def _voices(group: Sequence[Telling], known: Mapping[str, Testimony]) -> dict[str, Voice]:
    """Whose word each telling of an incident is."""
    told = [
        known.get(t.id) or Testimony(report=t.report, outlet=t.evidence.outlet, published=t.evidence.published)
        for t in group
    ]
    return {telling.id: voice for telling, voice in zip(group, voices(told), strict=True)}


def _holds(one: Telling, other: Telling) -> bool:
    """True if the other is a part of the one: its report says so, or the one lasts."""
    if one.within == other.id or other.within == one.id:
        return other.within == one.id
    return lasts(one)


def _related(
    ties: Iterable[Link], kind: LinkKind, of: Mapping[str, Incident], greater: Callable[[Telling, Telling], bool]
) -> dict[str, str]:
    """For an incident the one that it has the most to do with by links of a kind: its plan, or the whole it is part of.

    No incident is a part of its own parts: of links that would make it one, the weakest is left out.
    """
    told = {telling.id: telling for one in of.values() for telling in one.tellings}
    weight: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for tie in ties:
        if tie.kind == kind and tie.one in of and tie.other in of:
            first = greater(told[tie.one], told[tie.other])
            big, small = (tie.one, tie.other) if first else (tie.other, tie.one)
            if of[big].id != of[small].id:
                weight[of[small].id][of[big].id] += tie.score
    related: dict[str, str] = {}
    edges = sorted((-round(w, 3), small, big) for small, found in weight.items() for big, w in found.items())
    for _, small, big in edges:
        if small not in related and not _leads_to(related, big, small):
            related[small] = big
    return related


def _leads_to(related: Mapping[str, str], one: str, other: str) -> bool:
    """True if one incident is the other, or a part of it at any remove."""
    while one != other and one in related:
        one = related[one]
    return one == other
