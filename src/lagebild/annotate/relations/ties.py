"""A tie as the words of a report tell it, before it is said whether it still holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import Because, Entity, Event, RelationKind


class Word(NamedTuple):
    """A token of a report."""

    text: Text
    token: int


class Tie(NamedTuple):
    """A kind of tie between two sides, the words that tell it, and the rules that found kind and sides.

    `noun` is the token of the noun that names the tie, `qualified` the one whose adjectives and adverbs say more of it;
    `clause` is that of a verb that tells it, `event` what it follows from. `broken` if the words say that it ends, `paused`
    if only for now, `begun` if the tie holds from what is told on, `aimed` if it is only had in mind.
    """

    kind: RelationKind
    source: Entity
    target: Entity
    span: Span
    because: Because
    noun: int | None = None
    qualified: int | None = None
    clause: Clause | None = None
    event: Event | None = None
    broken: bool = False
    paused: bool = False
    begun: bool = False
    aimed: bool = False


def worded(text: Text, kind: RelationKind, ends: tuple[Entity, Entity], tokens: tuple[int, int]) -> Tie:
    """A tie over some tokens, end exclusive; the one rule that finds it gives kind and sides."""
    return Tie(kind, *ends, text.analysis.span(*tokens), {})


def due_to(tie: Tie, rule: str) -> Tie:
    """The tie with the name of the rule that found its kind and its sides."""
    return tie._replace(because={"kind": rule, "from": rule, "to": rule, **tie.because})


def by_word(rules: Sequence[Rule[Word, Tie]], text: Text) -> Iterator[Tie]:
    """The ties that rules find at the tokens of a report, one at a token."""
    for token in range(len(text.analysis)):
        found = first(rules, Word(text, token))
        if found is not None:
            yield due_to(*found)
