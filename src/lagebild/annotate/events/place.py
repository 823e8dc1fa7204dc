"""Where: the place that the trigger's own phrase or clause names, or that the deed was done to."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.events.adjuncts import Adjunct, head_of, reach
from lagebild.annotate.events.scene import Scene
from lagebild.annotate.events.triggers import Hit
from lagebild.document import Span
from lagebild.reading import Entity, EventStatus, EventType

_WORDS: frozenset[EventType] = frozenset(
    ("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "JUDGE", "OFFICE", "SANCTION", "CONCEDE")
)
"""Types of word and of rank: where they were spoken is seldom said, and what is said is where their matter is."""
_DONE_TO: frozenset[EventType] = frozenset(("ASSAULT", "COERCE", "DISASTER", "MOBILIZE", "RETREAT"))
"""Types of deeds that are done where what they are done to is."""
_AT_HAND: frozenset[EventType] = frozenset(("ASSAULT", "COERCE", "PROTEST", "DISASTER", "DIE"))
"""Types of deeds that are done where the doers are."""
_LOCAL = frozenset(["in", "im", "bei", "beim", "nahe", "vor", "auf", "an", "am", "nördlich", "südlich", "westlich",
                    "östlich", "unweit", "um", "durch", "ins"])  # fmt: skip
_TOWARDS = frozenset(["nach", "in", "ins", "zu", "zum", "zur"])
_NO_PLACES = frozenset(
    "Ort Land Region Gebiet Ausland Inland Welt Brand Haus Landesteil Stelle Platz Seite Gegend Heimat Boden Weg".split()
)
"""Words of place that say nothing of where, unless something is said of them."""


def place_of(scene: Scene, hit: Hit, status: EventStatus) -> str | None:
    """The entity of the place where a trigger's event was, of several the one that hangs nearest, towns before states."""
    if hit.entry.type in _WORDS or status in ("demanded", "denied"):
        return None
    sentence = scene.sentence(hit.token)
    found = [
        (entity.kind == "state", far, adjunct.span.start, entity.id)
        for adjunct, entity in _places(scene, sentence, deed=hit.own and hit.entry.type in _AT_HAND)
        if not _of_the_phrase(scene, hit, adjunct) and (far := reach(scene, hit, adjunct)) is not None
    ]
    if found:
        return min(found)[3]
    return _done_to(scene, hit) if hit.entry.type in _DONE_TO else None


def _of_the_phrase(scene: Scene, hit: Hit, adjunct: Adjunct) -> bool:
    """Whether what looks like a place is a word of the trigger's own phrase (*in Brand setzen*)."""
    return adjunct.head == hit.token or scene.analysis.lemmas[adjunct.head].casefold() in hit.entry.others


def _places(scene: Scene, sentence: Span, *, deed: bool) -> Iterator[tuple[Adjunct, Entity]]:
    """The places of a sentence that stand behind a local preposition."""
    a = scene.analysis
    for entity in scene.reading.entities:
        if entity.kind not in ("place", "state"):
            continue
        for span in entity.mentions:
            if not (sentence.start <= span.start < sentence.end):
                continue
            head = head_of(scene, span)
            if head is None or a.ends[head] > span.end:
                continue  # a part of a word
            if not entity.name_spans and not _says_where(scene, head):
                continue
            cases = [a.forms[c].casefold() for c in a.dependents(head, "case")]
            if cases and cases[0] in _LOCAL | _TOWARDS:
                local = deed and entity.kind == "place" and cases[0] in ("in", "im", "bei", "nahe")
                yield Adjunct(kind="place", span=span, head=head, preposition=cases[0], local=local), entity


def _says_where(scene: Scene, head: int) -> bool:
    """Whether a described place is one of its own: no *Land* or *Ort* as such, none of an open number (*in Häusern*)."""
    a = scene.analysis
    return (a.lemmas[head] not in _NO_PLACES or any(a.dependents(head, "nmod", "amod"))) and (
        a.feat(head, "Number") != "Plur" or any(a.dependents(head, "det", "nmod"))
    )


def _done_to(scene: Scene, hit: Hit) -> str | None:
    """The place that a deed was done to: a verb's object, a noun's genitive or *von* (*die Einnahme von Tarnau*)."""
    a = scene.analysis
    if hit.own and hit.clause is not None:
        tokens = list(hit.clause.undergoers)
    else:
        tokens = [t for t in a.dependents(hit.token, "nmod") if not _marked(scene, t) or _marked(scene, t) == "von"]
    for token in tokens:
        entity = scene.entities.get(scene.entity(token) or "")
        if entity is not None and entity.kind == "place" and entity.name_spans:
            return entity.id
    return None


def _marked(scene: Scene, token: int) -> str:
    return next((scene.analysis.lemmas[c] for c in scene.analysis.dependents(token, "case")), "")
