"""Ties between two sides that a noun puts side by side: *der Konflikt zwischen X und Y*, *die Koalition aus X und Y*."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from lagebild.annotate.relations.owners import name_before
from lagebild.annotate.relations.sides import coordinated, described, meant, named_with, prepositions
from lagebild.annotate.relations.ties import Tie, Word, due_to, worded
from lagebild.annotate.rule import Rule, fill
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import Entity, RelationKind

_NEAR = 5
"""So many tokens behind *Krieg* its *gegen* stands."""
_SIDES = ("person", "organisation", "state", "group", "place")


def by_alliance(text: Text) -> Iterator[Tie]:
    """The alliances and conflicts of a report that a noun tells."""
    for token, tag in enumerate(text.analysis.tags):
        if tag in ("NOUN", "PROPN", "ADV", "VERB"):
            for ties, rule in fill(ALLIANCES, Word(text, token)):
                yield from (due_to(tie, rule) for tie in ties)


def _is(text: Text, token: int, ends: str) -> bool:
    return text.analysis.tags[token] == "NOUN" and text.analysis.lemmas[token].casefold().endswith(word_tuple(ends))


def _between(text: Text, token: int) -> tuple[list[Entity], int] | None:
    """The names behind *zwischen* under a noun, in their order, and the last of their tokens."""
    for child in text.analysis.dependents(token, "nmod", "obl"):
        if prepositions(text, child)[:1] == ["zwischen"] and child > token:
            listed = [child, *text.analysis.dependents(child, "conj")]
            found = [e for t in listed if (e := named_with(text, t)) is not None and e.kind in _SIDES and e.name_spans]
            if len(found) > 1:
                return found, max(listed)
    return None


def _pairs(text: Text, kind: RelationKind, word: int, sides: list[Entity], last: int) -> tuple[Tie, ...]:
    """The sides of a list with each other; of several names the last stands against the others."""
    pairs = combinations(sides, 2) if kind == "ally" else product(sides[:-1], sides[-1:])
    low, high = min(word, last), max(word, last) + 1
    return tuple(worded(text, kind, pair, (low, high)) for pair in pairs)


def _conflict(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    found = _between(text, token) if _is(text, token, "ends_of_conflicts") else None
    return _pairs(text, "opponent", token, *found) if found is not None else None


def _war_against(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    if not _is(text, token, "ends_of_wars"):
        return None
    a = text.analysis
    part = text.sentence_tokens(token)
    against = next((t for t in range(token + 1, min(token + _NEAR, part.stop)) if a.forms[t] in ("gegen", "mit")), None)
    if against is None or any(a.tags[t] in ("VERB", "PUNCT") for t in range(token, against)):
        return None
    other = next((text.names[t] for t in range(against + 1, min(against + 4, part.stop)) if t in text.names), None)
    before = [text.names[t][0] for t in range(token + 1, against) if t in text.names]
    owned = name_before(text, token)
    clause = text.clause_of.get(a.heads[token])
    leads = clause is not None and clause.lemma in ("führen", "haben") and not (clause.negated or clause.modals)
    doers = [e for t in clause.doers for e in coordinated(text, t)] if clause is not None and leads else []
    own = before or ([owned[0]] if owned is not None else []) or doers
    if other is None or not own or own[0] is other[0]:
        return None
    if own[0].kind not in ("state", "organisation", "group") or other[0].kind not in ("state", "organisation", "group"):
        return None
    return (worded(text, "opponent", (own[0], other[0]), (token, other[1])),)


def _contest(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    clause = text.clause_of.get(token)
    if clause is None or clause.lemma not in word_set("contests") or clause.negated or clause.voice != "active":
        return None
    sides = [e for t in clause.doers if (e := named_with(text, t)) is not None and e.kind in _SIDES and e.name_spans]
    about = [t for preposition, t in clause.obliques if preposition in ("um", "gegeneinander")]
    apart = any(text.analysis.forms[c] in ("gegeneinander", "miteinander") for c in text.analysis.children[token])
    if len({e.id for e in sides}) != 2 or not (about or apart):
        return None
    return _pairs(text, "opponent", token, sides, token)


def _alliance(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    found = _between(text, token) if _is(text, token, "ends_of_alliances") else None
    return _pairs(text, "ally", token, *found) if found is not None else None


def _coalition(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    if not _is(text, token, "ends_of_alliances") or not text.definite(token):
        return None
    body = meant(text, token)
    if body is not None and body.kind == "organisation":
        return None
    for child in text.analysis.dependents(token, "nmod", "obl"):
        if prepositions(text, child)[:1] in (["aus"], ["von"]) and child > token:
            sides = [e for e in coordinated(text, child) if e.kind in ("organisation", "state")]
            if len(sides) > 1:
                return _pairs(text, "ally", token, sides, child)
    return None


def _with(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    a = text.analysis
    if not _is(text, token, "ends_of_alliances") or not text.definite(token) or described(text, token) is not None:
        return None
    clause = text.clause_around(token)
    beside = [t for t in range(token + 2, min(token + 4, len(a))) if t in text.names and a.forms[token + 1] == "mit"]
    for child in (*a.dependents(token, "nmod", "obl"), *beside[:1]):
        linked = prepositions(text, child)[:1] == ["mit"] or child in beside
        if linked and child > token and clause is not None:
            other = named_with(text, child)
            own = [
                e for t in clause.doers for e in coordinated(text, t) if e.kind in ("person", "organisation", "state")
            ]
            if other is not None and other.kind in ("organisation", "state", "person") and own:
                return tuple(worded(text, "ally", (e, other), (token, child + 1)) for e in own if e is not other)
    return None


def _distance(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    a = text.analysis
    if a.forms[token] != "Distanz" or a.forms[token - 1] != "auf":
        return None
    clause = text.clause_around(token)
    if clause is None or clause.lemma not in ("gehen", "rücken") or clause.negated:
        return None
    under = [c for c in (*a.dependents(token, "nmod"), *a.dependents(clause.predicate, "obl", "nmod")) if c > token]
    other = next(
        (e for c in under if prepositions(text, c)[:1] in (["zu"], ["von"]) and (e := named_with(text, c))), None
    )
    own = [e for t in clause.doers for e in _whose(text, t)]
    if other is None or other.kind not in _SIDES:
        return None
    ends = [(e, other) for e in own if e is not other]
    return tuple(worded(text, "ally", pair, (token - 1, token + 1))._replace(broken=True) for pair in ends) or None


def _whose(text: Text, token: int) -> list[Entity]:
    """The sides that a subject stands for; of *die Regierungen in X und Y* the states X and Y."""
    own = [e for e in coordinated(text, token) if e.kind in _SIDES and e.name_spans]
    if own:
        return own
    here = noun(text.analysis.forms[token])
    if here is None or not here.lemma.casefold().endswith(word_tuple("speaks_for_a_state")):
        return []
    homes = [c for c in text.analysis.dependents(token, "nmod") if prepositions(text, c)[:1] in (["in"], ["von"], [])]
    return [e for c in homes for e in coordinated(text, c) if e.kind == "state"]


ALLIANCES: tuple[Rule[Word, tuple[Tie, ...]], ...] = (
    Rule(
        name="kind/conflict-between",
        find=_conflict,
        why="A conflict, war or quarrel between two makes them opponents.",
        yes=(
            ("Der Konflikt zwischen Peru und Chile dauert an.", "Peru – Chile: opponent"),
            ("Der Machtkampf zwischen Karl Demm und Rita Semm dauert an.", "Karl Demm – Rita Semm: opponent"),
        ),
        no=("Die Grenze zwischen Peru und Chile ist lang.",),
    ),
    Rule(
        name="kind/war-against",
        find=_war_against,
        why="Who wages a war, or whose war it is, against somebody is their opponent.",
        yes=(
            ("Peru führt Krieg gegen Chile.", "Peru – Chile: opponent"),
            ("Der Krieg Perus gegen Chile dauert an.", "Peru – Chile: opponent"),
            ("Perus Handelsstreit mit Chile dauert an.", "Peru – Chile: opponent"),
        ),
        no=("Der Krieg gegen Chile dauert an.", "Peru führt ein Gespräch mit Chile."),
    ),
    Rule(
        name="kind/contest",
        find=_contest,
        why="Two who fight, struggle or compete *um* something are opponents.",
        yes=(("Karl Demm und Rita Semm kämpfen um die Macht.", "Karl Demm – Rita Semm: opponent"),),
        no=("Karl Demm und Rita Semm kämpfen gegen den Hunger.",),
    ),
    Rule(
        name="kind/alliance-between",
        find=_alliance,
        why="An alliance or coalition between two makes them allies.",
        yes=(("Das Militärbündnis zwischen Peru und Chile hält.", "Peru – Chile: ally"),),
        no=("Die Grenze zwischen Peru und Chile ist lang.",),
    ),
    Rule(
        name="kind/coalition-of",
        find=_coalition,
        why="Those of whom a coalition consists are allies, where it is no body of its own.",
        yes=(("Die Koalition aus CDU und FDP zerbrach.", "CDU – FDP: ally"),),
        no=("Eine Koalition aus CDU und FDP ist denkbar.",),
    ),
    Rule(
        name="kind/alliance-with",
        find=_with,
        why="Whoever forms or leads an alliance *mit* somebody is their ally.",
        yes=(("Die SPD beendet die Koalition mit der CDU.", "SPD – CDU: ally"),),
        no=("Die SPD führt ein Gespräch mit der CDU.",),
    ),
    Rule(
        name="kind/at-a-distance",
        find=_distance,
        why="Whoever goes *auf Distanz* to somebody is no ally of theirs any more.",
        yes=(
            ("Ghana geht auf Distanz zu Peru.", "Ghana – Peru: ally"),
            ("Die Regierungen in Chile und Togo gehen auf Distanz zu Peru.", "Togo – Peru: ally"),
        ),
        no=("Ghana liegt in einiger Distanz zu Peru.",),
    ),
)
