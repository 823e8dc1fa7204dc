"""Reported speech: clauses that tell a speech act with its speaker, without its words (*X kritisierte den Plan*)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lagebild import lexicon
from lagebild.annotate.statements.phrases import overlapping
from lagebild.annotate.statements.scene import Scene
from lagebild.reading import Statement

_SPOKEN = ("REQUEST", "ACCUSE", "REJECT", "THREATEN")
_LEAST_WEIGHT = 0.6
_MERE = frozenset("heißen finden meinen denken rufen erzählen sprechen nennen zitieren".split())
"""Verbs that without what is said are no speech act, or mean something else."""


@cache
def _verbs() -> frozenset[str]:
    """Verbs that are an act by being said: those of the trigger lexicon's verbal types that are mostly so."""
    rows = lexicon.load("event_triggers_a")
    return frozenset(
        row["form"]
        for row in rows
        if row["pos"] == "VERB" and row["type"] in _SPOKEN and float(row["weight"] or 0) >= _LEAST_WEIGHT
    ) | {
        row["form"]
        for row in lexicon.load("speech_verbs")
        if row["needs"] in ("", "quote") and row["form"] not in _MERE
    }


def reported(scene: Scene, statements: list[Statement]) -> Iterator[Statement]:
    """The speech acts of main clauses that no other statement covers; the whole sentence is what is reported."""
    a = scene.analysis
    for clause in scene.clauses:
        told = clause.lemma in _verbs()
        if not told or clause.kind != "finite" or clause.voice != "active" or clause.negated:
            continue
        if a.labels[clause.predicate] not in ("root", "conj", "parataxis") or not clause.doers:
            continue
        speaker = clause.doers[0]
        if a.tags[speaker] not in ("NOUN", "PROPN", "PRON") or scene.entity(speaker) is None:
            continue
        span = scene.trimmed(scene.sentence(clause.predicate))
        if overlapping(span, statements):
            continue
        yield Statement(
            type="reported",
            medium="speech",
            speaker=scene.entity(speaker),
            speaker_spans=(scene.phrase(speaker),),
            quote_spans=(span,),
            rule=f"speech act {clause.lemma}",
        )
