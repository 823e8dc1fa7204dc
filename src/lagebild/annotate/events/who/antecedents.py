"""Whom a relative pronoun means that the tree leaves hanging, the two that *beide* means, and what a pronoun agrees with."""

from __future__ import annotations

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.text import Text
from lagebild.annotate.tree.contrasts import RULED_OUT
from lagebild.lexicon.words import word_set

_BACK = 3
"""*Beide* takes up a pair at most so many sentences back."""
_STATES = ("Land", "Staat")


def of_relative(text: Text, token: int) -> int | None:
    """The noun for somebody that a subject's relative pronoun means: the nearest before its clause that agrees with it.

    The clause may stand behind the verb of the one it belongs to (*Eine Frau kam, die lachte*).
    """
    a = text.analysis
    clause = text.clause_around(token)
    if clause is None or token not in clause.doers or a.forms[token].lower() not in ("der", "die", "das"):
        return None
    if a.forms[token - 1] != "," or a.tags[token] not in ("PRON", "DET") or a.heads[token] == ROOT:
        return None
    number = next((n for t in clause.verbs if a.feat(t, "VerbForm") == "Fin" and (n := a.feat(t, "Number"))), "")
    low = a.sentences[a.sentence_of[token]].start
    for noun in range(token - 2, low - 1, -1):
        if a.tags[noun] in ("NOUN", "PROPN") and text.agent(noun) is not None and _agrees(a, noun, token, number):
            return a.heads[noun] if a.labels[noun] == RULED_OUT else noun
    return None


def _agrees(a: Analysis, noun: int, pronoun: int, number: str) -> bool:
    form, own, gender = a.forms[pronoun].lower(), a.feat(noun, "Number"), a.feat(noun, "Gender")
    if number == "Plur":
        return form == "die" and (own == "Plur" or a.has(noun, "conj"))
    wanted = {"der": "Masc", "die": "Fem", "das": "Neut"}[form]
    return own != "Plur" and gender in (wanted, "")


def of_both(text: Text, token: int) -> tuple[int, ...]:
    """The last two that *und* joins before a noun with *beide* (*X und Y … beide Seiten*); empty if there are none."""
    a = text.analysis
    both = any(a.lemmas[c].casefold() == "beide" for c in a.children[token])
    if not both or a.lemmas[token] not in word_set("two_sides"):
        return ()
    number = a.sentence_of[token]
    low = a.sentences[max(number - _BACK, 0)].start
    for second in range(token - 1, low - 1, -1):
        first = a.heads[second]
        if a.labels[second] != "conj" or first < 0 or a.labels[first] == "conj" or token in a.subtree(second):
            continue
        if len(list(a.dependents(first, "conj"))) > 1 or not _pair(text, first, second):
            continue
        if a.lemmas[token] not in _STATES or {text.kind(first), text.kind(second)} == {"state"}:
            return (first, second)
    return ()


def _pair(text: Text, first: int, second: int) -> bool:
    """True if two nouns name different ones of the same kind that can act."""
    one, other = text.agent(first), text.agent(second)
    return one is not None and other is not None and one != other


def is_plural(text: Text, token: int) -> bool:
    """True if *sie* is a plural: by the verb that it is the subject of; an object by its number."""
    a = text.analysis
    if a.forms[token].casefold() in ("ihnen", "denen"):
        return True
    clause = text.clause_around(token)
    if clause is not None and a.labels[token].startswith("nsubj"):
        return any(a.feat(t, "Number") == "Plur" for t in clause.verbs)
    return a.feat(token, "Number") == "Plur"


def agree(text: Text, tokens: tuple[int, ...], pronoun: int) -> bool:
    """True if a pronoun or possessive agrees with what it would refer to."""
    a = text.analysis
    plural = len(tokens) > 1 or a.feat(tokens[0], "Number") == "Plur"
    if a.tags[pronoun] != "DET":
        return plural
    feminine = a.feat(tokens[0], "Gender") == "Fem"
    return plural or feminine if a.forms[pronoun].casefold().startswith("ihr") else not plural and not feminine
