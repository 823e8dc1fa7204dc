"""Enmities and friendships told by a verb: *X kämpft mit Y um …*, *X liegt mit Y im Streit*, *X und Y verbindet …*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.relations.sides import coordinated, meant
from lagebild.annotate.relations.ties import Tie, Word, due_to, worded
from lagebild.annotate.relations.verb_sides import taken_up_by
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed_map, word_set, word_tuple
from lagebild.reading import Entity, RelationKind

_SIDES = ("person", "organisation", "state", "group")
_FAR = 6
"""Tokens behind *mit* within which the other side is named."""


def by_rivalry(text: Text) -> Iterator[Tie]:
    """The opponents and friends of a report whom a verb sets side by side."""
    for token, tag in enumerate(text.analysis.tags):
        if tag in ("NOUN", "VERB"):
            found = first(RIVALRIES, Word(text, token))
            if found is not None:
                yield from (due_to(tie, found[1]) for tie in found[0])


def _stated(clause: Clause | None) -> bool:
    return clause is not None and not (clause.negated or clause.modals) and clause.tense != "future"


def _own(text: Text, clause: Clause) -> list[Entity]:
    """Who does it, by name; of a relative pronoun whom it takes up."""
    found = (e for t in clause.doers for e in coordinated(text, taken_up_by(text, t)))
    return list({e.id: e for e in found if e.kind in _SIDES and e.name_spans}.values())


def _with(text: Text, clause: Clause) -> tuple[Entity, int] | None:
    """Who is named behind the *mit* of a clause, or in the brackets behind what stands there."""
    part, a = text.sentence_tokens(clause.predicate), text.analysis
    for token in range(part.start, part.stop - 1):
        if a.forms[token].casefold() != "mit" or text.clause_around(token) is not clause:
            continue
        for place in range(token + 1, min(token + 1 + _FAR, part.stop)):
            found = text.names.get(place)
            if found is not None:
                return found if found[0].kind in _SIDES else None
            if a.tags[place] in ("VERB", "AUX", "ADP") or a.forms[place] == ",":
                return None
    return None


def _pairs(word: Word, clause: Clause, other: tuple[Entity, int]) -> tuple[Tie, ...] | None:
    text = word.text
    ends = [(e, other[0]) for e in _own(text, clause) if e is not other[0]]
    low, high = sorted((word.token, other[1] - 1))
    return tuple(worded(text, "opponent", pair, (low, high + 1)) for pair in ends) or None


def _contest(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    clause = text.clause_of.get(token)
    if clause is None or clause.lemma not in word_set("contests") or not _stated(clause) or clause.voice != "active":
        return None
    about = any(preposition == "um" for preposition, _ in clause.obliques)
    other = _with(text, clause) if about else None
    return _pairs(word, clause, other) if other is not None else None


def _in_a_quarrel(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    a = text.analysis
    clause = text.clause_around(token)
    before = closed_map("contractions").get(a.forms[token - 1], a.forms[token - 1])
    quarrel = a.lemmas[token].casefold().endswith(word_tuple("states_of_conflict"))
    if not quarrel or before != "in" or clause is None or clause.lemma not in word_set("verbs_of_being_at_odds"):
        return None
    if not _stated(clause):
        return None
    other = _with(text, clause)
    if other is not None:
        return _pairs(word, clause, other)
    sides = _own(text, clause)
    return _two(word, "opponent", sides) if len(sides) == 2 else None


def _two(word: Word, kind: RelationKind, sides: list[Entity]) -> tuple[Tie, ...]:
    return (worded(word.text, kind, (sides[0], sides[1]), (word.token, word.token + 1)),)


def _friendship(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    a, clause = text.analysis, text.clause_around(token)
    friends = a.tags[token] == "NOUN" and a.lemmas[token].casefold().endswith(word_tuple("ends_of_friendships"))
    if not friends or clause is None or clause.lemma != "verbinden" or not _stated(clause):
        return None
    part = text.sentence_tokens(token)
    said = [t for t in part if t in text.names or (a.tags[t] == "PRON" and text.clause_around(t) is clause)]
    named = {e.id: e for t in said if (e := meant(text, t)) is not None and e.kind in _SIDES and e.name_spans}
    sides = list(named.values())
    return _two(word, "ally", sides) if len(sides) == 2 else None


RIVALRIES: tuple[Rule[Word, tuple[Tie, ...]], ...] = (
    Rule(
        name="kind/contest-with",
        find=_contest,
        why="Who fights or competes *mit* somebody *um* something is their opponent.",
        yes=(("Karl Demm kämpft mit Rita Semm um die Macht.", "Karl Demm – Rita Semm: opponent"),),
        no=("Karl Demm kämpft mit Rita Semm gegen den Hunger.",),
    ),
    Rule(
        name="kind/at-odds",
        find=_in_a_quarrel,
        why="Those who are at war or in a quarrel with each other are opponents.",
        yes=(
            ("Peru liegt mit Chile im Streit um die Grenze.", "Peru – Chile: opponent"),
            ("Ghana und Togo befinden sich im Kriegszustand.", "Ghana – Togo: opponent"),
        ),
        no=("Ghana und Togo befinden sich im Aufschwung.", "Peru lag nicht mit Chile im Streit."),
    ),
    Rule(
        name="kind/friendship-joins",
        find=_friendship,
        why="Two whom a friendship joins stand by each other.",
        yes=(("Karl Demm und Edo Falk verbindet eine lange Freundschaft.", "Karl Demm – Edo Falk: ally"),),
        no=("Karl Demm und Edo Falk verbindet eine lange Straße.",),
    ),
)
"""How two are set side by side."""
