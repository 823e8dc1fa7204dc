"""What a tie becomes by what its two sides are."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import word_tuple
from lagebild.reading import Entity, RelationKind


class Between(NamedTuple):
    """A kind of tie as the word says it, and its two sides."""

    text: Text
    kind: RelationKind
    source: Entity
    target: Entity


def kind_between(text: Text, kind: RelationKind, ends: tuple[Entity, Entity]) -> tuple[RelationKind, str] | None:
    """The kind that a tie has between these two and the rule that says so; None if it stays what the word says."""
    return first(TURNED, Between(text, kind, *ends))


def _of_a_party(case: Between) -> RelationKind | None:
    in_party = case.kind == "member" and case.source.kind == "person" and case.target.id in case.text.parties
    return "party" if in_party else None


def _of_a_colour(case: Between) -> RelationKind | None:
    if case.kind != "member" or case.source.kind != "person" or case.target.kind != "organisation":
        return None
    a = case.text.analysis
    for start, _ in case.text.person_names(case.target):
        token = start - 1
        while token > 0 and a.tags[token] == "PUNCT":
            token -= 1
        if (
            token >= 0
            and a.tags[token] == "ADJ"
            and a.lemmas[token].casefold().endswith(word_tuple("colours_of_parties"))
        ):
            return "party"
    return None


TURNED: tuple[Rule[Between, RelationKind], ...] = (
    Rule(
        name="kind/member-of-a-party",
        find=_of_a_party,
        why="A person who is a member of a party is of that party.",
        yes=(
            ("Karl Demm ist Mitglied der SPD.", "Karl Demm – SPD: party"),
            ("Rita Semm gehört der CDU an.", "Rita Semm – CDU: party"),
        ),
        no=(
            "Die Gewerkschaft Greenpeace ist Mitglied der SPD.",
            "Karl Demm ist Mitglied der Arabischen Liga.",
        ),
    ),
    Rule(
        name="kind/member-of-a-coloured-body",
        find=_of_a_colour,
        why="A body that is called conservative, communist or the like, and that a person is a member of, is a party.",
        yes=(
            (
                "Karl Demm gehört der konservativen „Welthandelsorganisation“ an.",
                "Karl Demm – Welthandelsorganisation: party",
            ),
        ),
        no=("Karl Demm gehört der großen „Welthandelsorganisation“ an.",),
    ),
)
