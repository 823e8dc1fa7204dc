"""Who sent what a noun of saying names, by a relative clause behind it: *der Appell, …, den der Papst an den Rat sandte*."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.statements.speakers import acts
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, closed_tuple, word_set

_GENDERS = {"Masc": "masculine", "Fem": "feminine", "Neut": "neuter", "Plur": "plural"}
"""The genders of nouns, and the plural, as the closed words of relative pronouns name them."""


class Sending(NamedTuple):
    """A relative clause that says who sent something: its first token, the comma's, and the one that names the sender."""

    start: int
    sender: int


def sending(text: Text, noun: int, said: list[int]) -> Sending | None:
    """The relative clause behind what a noun of saying names (the tokens `said`) that says who sent, raised or gave it.

    The tree is not asked: it hangs such a clause on the word before it, and takes the sender for an object. What decides
    is the pronoun, which fits the noun, and a verb of sending.
    """
    a = text.analysis
    end = a.sentences[a.sentence_of[noun]].end
    key = "Plur" if a.feat(noun, "Number") == "Plur" else a.feat(noun, "Gender")
    first_ = min(said)
    if key not in _GENDERS or first_ < noun:
        return None
    pronouns = closed_tuple(f"relatives_{_GENDERS[key]}")
    for comma in (t for t in range(first_ + 1, end - 2) if a.forms[t] == ","):
        led = a.tags[comma + 1] == "ADP"
        pronoun = comma + 2 if led else comma + 1
        if a.forms[pronoun].lower() not in pronouns:
            continue
        close = next((t for t in range(pronoun + 1, end) if a.forms[t] in (",", ";", ":", ".")), end)
        verbs = [t for t in range(pronoun + 1, close) if a.tags[t] in ("VERB", "AUX")]
        if not verbs or verbs[-1] != close - 1 or not any(_lemma(text, t) in word_set("sending_words") for t in verbs):
            continue
        sender = _sender(text, range(pronoun + 1, close), verbs, nominative=a.forms[pronoun].lower() == pronouns[0])
        if sender is not None:
            return Sending(comma, sender)
    return None


def _lemma(text: Text, token: int) -> str:
    clause = text.clause_of.get(token)
    return clause.lemma if clause is not None else text.analysis.lemmas[token]


def _sender(text: Text, inside: range, verbs: list[int], *, nominative: bool) -> int | None:
    """Who sends: behind *von* where the noun comes from somebody, else the first phrase that can be a subject."""
    a = text.analysis
    coming = any(_lemma(text, t) in word_set("coming_from_somebody") for t in verbs)
    for token in inside:
        if a.tags[token] not in ("NOUN", "PROPN", "PRON") or not acts(text, token) or _bare(text, token):
            continue
        before = [a.forms[t].lower() for t in range(_opening(text, token, inside.start), token)]
        from_ = bool({"von", "vom"} & set(before))
        if coming and nominative:
            if from_:
                return token
        elif not from_ and not (set(before) & closed("determiners_of_no_subject")) and not _led(before):
            return token
    return None


def _bare(text: Text, token: int) -> bool:
    """True if a token is no phrase by itself: a part of a name, or *sich*."""
    return text.analysis.labels[token] == "flat" or text.analysis.forms[token].lower() == "sich"


def _opening(text: Text, token: int, start: int) -> int:
    """The first token of the phrase that a noun ends: its article, adjectives, preposition."""
    a = text.analysis
    first_ = token
    while first_ > start and a.tags[first_ - 1] in ("DET", "ADJ", "ADP", "NUM"):
        first_ -= 1
    return first_


def _led(before: list[str]) -> bool:
    return bool(set(before) & closed("frame_prepositions"))
