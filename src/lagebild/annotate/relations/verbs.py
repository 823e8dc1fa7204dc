"""Ties told by a verb: `X gehört der Y an`, `X gründete Y`, `X stammt aus Y`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast

from lagebild import lexicon
from lagebild.annotate.relations.sides import coordinated, is_party, tie
from lagebild.annotate.text import Text
from lagebild.clauses import Clause, clauses
from lagebild.reading import Entity, Relation, RelationKind, RelationStatus

_UNREAL = frozenset(["wenn", "falls", "ob", "um", "ohne", "statt", "damit"])
_PAST = frozenset(["past", "perfect", "pluperfect"])
_TO = {
    "member": ("organisation",),
    "party": ("organisation",),
    "founded": ("organisation",),
    "origin": ("state", "place"),
}


@cache
def _table() -> dict[str, lexicon.Row]:
    return {row["form"]: row for row in lexicon.load("relation_verbs")}


def by_verb(text: Text) -> Iterator[Relation]:
    """The ties of a report that a verb tells, in clauses that say what is or was."""
    for clause in clauses(text.analysis):
        row = _table().get(clause.lemma)
        if row is None or clause.negated or clause.doubt or clause.modals or clause.subordinator in _UNREAL:
            continue
        if clause.tense == "future" or clause.mood == "subjunctive II":
            continue
        for source in _entities(text, clause.doers):
            for token in _slot(clause, row["slot"]):
                for target in coordinated(text, token):
                    yield from _told(text, clause, row, (source, target), token)


def _told(text: Text, clause: Clause, row: lexicon.Row, ends: tuple[Entity, Entity], token: int) -> Iterator[Relation]:
    kind = cast(RelationKind, row["kind"])
    source, target = ends
    party = is_party(text, target)
    if (
        source is target
        or target.kind not in _TO[kind]
        or (kind == "party" and not (party and source.kind == "person"))
    ):
        return
    if kind == "member" and party and source.kind == "person":
        kind = "party"
    over = clause.tense in _PAST and kind in ("member", "party")
    status: RelationStatus = "former" if over else "holds"
    words = (*clause.verbs, token)
    yield tie(text, kind, ends, (min(words), max(words) + 1), f"verb {row['form']}", status)


def _entities(text: Text, tokens: tuple[int, ...]) -> Iterator[Entity]:
    found = (entity for token in tokens for entity in coordinated(text, token))
    yield from {entity.id: entity for entity in found if entity.kind in ("person", "organisation", "state")}.values()


def _slot(clause: Clause, slot: str) -> tuple[int, ...]:
    if slot == "object":
        return clause.undergoers
    if slot == "dative":
        bare = (token for preposition, token in clause.obliques if not preposition)
        return (*clause.recipients, *clause.undergoers, *bare)
    return tuple(token for preposition, token in clause.obliques if preposition == slot)
