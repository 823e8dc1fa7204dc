"""The words behind the comma after a cue: whether they are said, by their form."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed


class Words(NamedTuple):
    """Some tokens, left to right."""

    text: Text
    tokens: list[int]


def said_behind(text: Text, comma: int, *, inner: bool) -> list[int]:
    """The tokens behind a comma if a rule of :data:`BY_FORM` says that they are said; none else.

    `inner`: the clause before the comma is part of another, which may go on, with its verb first, behind what is said.
    """
    a = text.analysis
    end = a.sentences[a.sentence_of[comma]].end
    if inner:
        if comma + 1 == end or a.tags[comma + 1] in ("VERB", "AUX"):
            return []
        goes_on = (t for t in range(comma + 2, end - 1) if a.forms[t] == "," and a.tags[t + 1] in ("VERB", "AUX"))
        colon = (t for t in range(comma + 2, end) if a.forms[t] == ":")
        end = min(next(colon, end), next(goes_on, end))
    said = [t for t in range(comma + 1, end) if a.forms[t] not in (".", ";")]
    if len(said) < 2 or "Rel" in a.feat(said[0], "PronType"):
        return []
    return said if first(BY_FORM, Words(text, said)) is not None else []


def _opens(case: Words) -> Literal[True] | None:
    return True if case.text.analysis.forms[case.tokens[0]].lower() in closed("complement_openers") else None


def _with_zu(case: Words) -> Literal[True] | None:
    a = case.text.analysis
    token = _deciding(case)
    if token is None or a.feat(token, "VerbForm") != "Inf":
        return None
    return True if a.forms[token - 1].lower() == "zu" or "zu" in a.forms[token][2:-2] else None


def _subjunctive(case: Words) -> Literal[True] | None:
    token = _deciding(case)
    if token is None or case.text.analysis.feat(token, "VerbForm") == "Inf":
        return None
    return True if case.text.clauses_of_verb[token][0].mood.startswith("subjunctive") else None


def _deciding(case: Words) -> int | None:
    """The first verb among the words that is an infinitive or belongs to a clause which is no mere participle's."""
    a = case.text.analysis
    for token in case.tokens:
        if a.tags[token] not in ("VERB", "AUX"):
            continue
        clauses = case.text.clauses_of_verb.get(token, ())
        if a.feat(token, "VerbForm") == "Inf" or (clauses and clauses[0].kind != "participle"):
            return token
    return None


BY_FORM: tuple[Rule[Words, Literal[True]], ...] = (
    Rule(
        name="behind/conjunction",
        find=_opens,
        why="Words that begin with *dass*, *ob* or a question word are a complement.",
        yes=(("Ada Brunn äußerte die Ansicht, dass der Vertrag gescheitert ist.", ""),),
    ),
    Rule(
        name="behind/zu-infinitive",
        find=_with_zu,
        why="Words whose first verb is an infinitive with *zu* are what is asked or promised.",
        yes=(("Es kam der Aufruf der Gewerkschaft, die Arbeit niederzulegen.", ""),),
    ),
    Rule(
        name="behind/subjunctive",
        find=_subjunctive,
        why="Words whose first verb is in the subjunctive are somebody's.",
        yes=(("Der Bote, von dem die Polizei glaubt, er sei im Wald verletzt worden, lebt.", ""),),
    ),
)
