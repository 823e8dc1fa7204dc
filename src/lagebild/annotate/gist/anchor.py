"""What a readable line is made of: the clause of the trigger, or a noun phrase."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.gist.view import View
from lagebild.annotate.rule import Rule, first
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Event

PARTICIPLE = "gist/participle"
"""Why a line is the phrase of the noun that a participle stands before."""
_NOUNS = ("NOUN", "PROPN")
_BESIDE = ("nmod", "nmod:poss", "obl", "obl:arg", "obl:agent")
_NEAR = 8
"""The noun of a participle stands so near behind it."""
_CLIMB = 6
"""So many nouns above a trigger are looked at."""


class Case(NamedTuple):
    """An event and its trigger."""

    view: View
    event: Event
    token: int


class Anchor(NamedTuple):
    """The clause whose parts the line takes, or the noun whose phrase it is; `matrix`: with the verbs above."""

    clause: Clause | None = None
    noun: int = ROOT
    matrix: bool = False


def _verb_clause(case: Case) -> Clause | None:
    text, token = case.view.text, case.token
    own = text.clause_of.get(token)
    if own is not None:
        return own
    return next(iter(text.clauses_of_verb.get(token, ())), None)


def _participle(case: Case) -> Anchor | None:
    a, token = case.view.analysis, case.token
    clause = _verb_clause(case)
    if clause is None or clause.kind != "participle" or a.tags[token] != "ADJ":
        return None
    for _ in range(_CLIMB):
        token = a.heads[token]
        if token == ROOT or a.tags[token] in _NOUNS:
            break
    if token > case.token:
        return Anchor(noun=token)
    # a participle stands before its noun, whatever the tree says
    behind = range(case.token + 1, min(case.token + _NEAR, case.view.text.sentence_tokens(case.token).stop))
    return next((Anchor(noun=t) for t in behind if a.tags[t] in _NOUNS), None)


def _infinitive(case: Case) -> Anchor | None:
    a = case.view.analysis
    clause = _verb_clause(case)
    return Anchor(clause=clause, matrix=True) if clause is not None and _says_nothing_alone(a, clause) else None


def _says_nothing_alone(a: Analysis, clause: Clause) -> bool:
    """Whether a clause is an infinitive that another verb asks for, plans or begins."""
    label, above = a.labels[clause.predicate], a.heads[clause.predicate]
    infinitive = clause.kind == "infinitive" and label in ("xcomp", "ccomp", "csubj", "obj")
    state = clause.kind == "participle" and label in ("xcomp", "advmod")  # *bleibt verhaftet*
    return (infinitive or state) and not clause.subordinator and above != ROOT and above == clause.governor


def _with(case: Case, clause: Clause) -> Anchor:
    return Anchor(clause=clause, matrix=_says_nothing_alone(case.view.analysis, clause))


def _first(case: Case) -> int:
    return case.view.text.first_conjunct(case.token)


def _above(case: Case) -> Clause | None:
    """The clause that a noun is a direct part of."""
    a, noun = case.view.analysis, _first(case)
    return case.view.text.clause_of.get(a.heads[noun])


def _argument(case: Case) -> bool:
    a, noun, clause = case.view.analysis, _first(case), _above(case)
    if clause is None:
        return False
    coming = [t for p, t in clause.obliques if p in closed("prepositions_of_coming_about")]
    return noun in (*clause.doers, *clause.undergoers, *coming) and a.labels[noun] != "amod"


def _nominal(case: Case) -> bool:
    """Whether a trigger is a noun that is no predicate."""
    return case.view.analysis.tags[case.token] in _NOUNS and _verb_clause(case) is None


def _light(case: Case) -> Anchor | None:
    clause = _above(case)
    if clause is None or not _nominal(case) or not _argument(case):
        return None
    light = word_set("light_verbs") | word_set("come_about") | word_set("taking_place") | word_set("go_on")
    return _with(case, clause) if clause.lemma.casefold() in light else None


def _roles_in_clause(case: Case) -> Anchor | None:
    text, event, clause = case.view.text, case.event, _above(case)
    if clause is None or not _nominal(case):
        return None
    a = case.view.analysis
    within = [t for t in a.subtree(_first(case)) if a.labels[t] != "det:poss"]
    roles = {*event.actors, *event.recipients}
    told = {text.entity(t) for t in within} | {key for t in within for key in text.parts.get(t, ())}
    missing = roles - told
    sides = (*clause.doers, *clause.undergoers, *clause.recipients)
    return _with(case, clause) if any(text.entity(t) in missing for t in sides) else None


def _full(case: Case, noun: int) -> bool:
    """Whether the phrase of a noun says something of who, whom, where or when beside the noun itself."""
    view, text = case.view, case.view.text
    a = view.analysis
    if text.parts.get(noun):
        return True
    for child in a.children[noun]:
        counts = a.labels[child] == "nummod" and a.tags[child] == "NUM"
        if (a.labels[child] in _BESIDE or counts) and view.beside(child, noun) and a.tags[child] != "PRON":
            return True
        if a.labels[child] in ("amod", "appos", "flat", "compound") and text.entity(child) is not None:
            return True
        if a.labels[child] == "acl" and child in text.clause_of and text.clause_of[child].kind == "infinitive":
            return True
    return False


def _noun_phrase(case: Case) -> Anchor | None:
    return Anchor(noun=case.token) if _nominal(case) and _full(case, case.token) else None


def _governing_noun(case: Case) -> Anchor | None:
    a, view, noun = case.view.analysis, case.view, case.token
    if not _nominal(case):
        return None
    for _ in range(_CLIMB):
        above = a.heads[noun]
        if above == ROOT or a.tags[above] not in _NOUNS or not view.beside(above, case.token):
            return None
        if a.labels[noun] not in ("nmod", "conj", "appos", "compound", "obl", "dep", "flat"):
            return None
        noun = above
        others = [c for c in a.children[noun] if case.token not in a.subtree(c)]
        if a.tags[noun] == "PROPN" or any(
            view.text.entity(t) is not None or a.tags[t] == "NUM"
            for c in others
            if a.labels[c] != "acl"
            for t in a.subtree(c)[:8]
        ):
            return Anchor(noun=noun)
    return None


ANCHORS: tuple[Rule[Case, Anchor], ...] = (
    Rule(
        name="gist/infinitive",
        find=_infinitive,
        why="An infinitive says nothing without the verb that asks for it, plans it or begins it.",
        yes=(
            (
                "Die Regierung plant, den Händler Karl Brunn zu verhaften.",
                "verhaften: Die Regierung plant, den Händler Karl Brunn zu verhaften",
            ),
        ),
    ),
    Rule(
        name="gist/light-verb",
        find=_light,
        why="A verb that only says that a deed comes about needs the deed, and the deed it.",
        yes=(
            (
                "In Berlin kam es am Montag zu Kämpfen zwischen Bauern und Soldaten.",
                "Kämpfen: In Berlin kam es am Montag zu Kämpfen zwischen Bauern und Soldaten",
            ),
        ),
        no=("Die Proteste gegen die Regierung empörten den Rat.",),
    ),
    Rule(
        name="gist/roles-in-the-clause",
        find=_roles_in_clause,
        why="Where the clause names who does the deed, it is the line.",
        yes=(
            (
                "Die Regierung beschloss Sanktionen gegen Frankreich.",
                "Sanktionen: Die Regierung beschloss Sanktionen gegen Frankreich",
            ),
        ),
    ),
    Rule(
        name="gist/noun-phrase",
        find=_noun_phrase,
        why="A noun with its genitive, its doer or its place says what was done.",
        yes=(
            (
                "Die Entführung des Händlers Karl Brunn durch Soldaten empörte viele.",
                "Entführung: Die Entführung des Händlers Karl Brunn durch Soldaten",
            ),
        ),
    ),
    Rule(
        name="gist/governing-noun",
        find=_governing_noun,
        why="A bare noun takes the noun above it that names somebody.",
        yes=(("Drei Zeugen des Anschlags schwiegen.", "Anschlags: Drei Zeugen des Anschlags"),),
    ),
)
"""The first that answers says what the line is made of."""


def anchored(case: Case) -> tuple[Anchor, str]:
    """What the line of an event is made of, and why.

    A participle before a noun takes that noun. Where no rule answers, it is the clause of the trigger, else its phrase.
    """
    attribute = _participle(case)
    if attribute is not None:
        return attribute, PARTICIPLE
    found = first(ANCHORS, case)
    if found is not None:
        return found
    own = _verb_clause(case)
    clause = own if own is not None else case.view.text.clause_around(case.token)
    if clause is None or (own is None and clause.kind == "participle"):
        return Anchor(noun=case.token), "gist/phrase"
    return Anchor(clause=clause) if own is not None else _with(case, clause), "gist/clause"
