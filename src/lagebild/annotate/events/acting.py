"""Who can act: whether the noun or pronoun in a slot of a clause means somebody, named or not, or stands for somebody."""

from __future__ import annotations

from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.nouns import somebody
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.verbforms import participle


def can_act(text: Text, token: int) -> bool:
    """True if a token names somebody, or stands for people (*vier weitere*, *beide*) or for a state (*das Land*)."""
    a = text.analysis
    if text.agent(token) is not None or (a.tags[token] == "PRON" and a.lemmas[token] not in ("es", "das", "dies")):
        return True
    lemma, form = a.lemmas[token].casefold(), a.forms[token].casefold()
    if a.tags[token] == "NUM" or form in closed("words_for_people") or lemma in word_set("sides_and_crowds"):
        return True
    return a.tags[token] == "NOUN" and _of_people(a.forms[token], lemma, neuter=a.feat(token, "Gender") == "Neut")


def _of_people(form: str, lemma: str, *, neuter: bool) -> bool:
    """True for a noun that means people, whoever they are: *Zöllner*, *Inselrat*, *Vermummte*, but *das Geplante* not."""
    known = somebody(form)
    if known is not None and known.kind != "place":
        return True
    if not neuter and known is None and participle(form) is not None:
        return True
    if lemma.endswith(word_tuple("no_bodies")):
        return False
    return any(lemma.endswith(end) and _is_first_part(lemma.removesuffix(end)) for end in word_tuple("ends_of_bodies"))


def _is_first_part(first: str) -> bool:
    """True if a word is the first part of a compound: a noun, with or without an *s* or *n* behind it; or nothing."""
    return not first or any(is_known(first.removesuffix(link).capitalize()) for link in ("", "s", "n"))


def governs(text: Text, clause: Clause) -> bool:
    """True if a place is the subject that stands for who governs it: *London sagte zu*, *das Rathaus untersagte*."""
    a = text.analysis
    return any(
        text.kind(t) == "place"
        if a.tags[t] == "PROPN"
        else a.lemmas[t].casefold().endswith(word_tuple("places_that_act"))
        for t in clause.doers
    )


def has_lost_subject(text: Text, clause: Clause) -> bool:
    """True if a finite verb has no subject in the tree, which German does not allow, and no clause as its subject."""
    a = text.analysis
    finite = clause.kind == "finite" and clause.mood not in ("none", "imperative")
    asked = a.forms[a.sentences[a.sentence_of[clause.predicate]].end - 1] == "?"
    clausal = any(a.labels[c] in ("csubj", "csubj:pass", "expl") for c in a.children[clause.predicate])
    return finite and not asked and not clausal and not clause.doers
