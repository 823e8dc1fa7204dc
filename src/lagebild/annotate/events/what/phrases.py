"""Checks that the words of a fixed phrase stand together."""

from __future__ import annotations

from lagebild.annotate.events.lexicon import Entry
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed_map


def is_phrase(text: Text, token: int, entry: Entry) -> bool:
    """True if the other words of a phrase stand in the clause of its marked word."""
    a = text.analysis
    clause = text.clause_around(token)
    noun = entry.word[:1].isupper()
    if clause is None:
        return not entry.others  # a word alone needs no clause (*Unverletzt.*)
    if noun and a.tags[token] not in ("NOUN", "PROPN"):
        return False
    if not entry.others:
        return True
    near = {clause.predicate, *clause.verbs, token, *a.children[token], *a.children[clause.predicate]}
    near |= {grandchild for child in a.children[clause.predicate] for grandchild in a.children[child]}
    words = {clause.lemma.casefold()}
    if clause.lemma != a.lemmas[clause.predicate]:
        near.discard(clause.predicate)  # *gingen … weiter* is no *gehen*
    alone = closed_map("contractions")
    for t in near:
        form = a.forms[t].casefold()
        if a.tags[t] == "DET":
            continue  # *sein* is the verb there, not whose it is
        words |= {a.lemmas[t].casefold(), form, alone.get(form, form)}
    return all(w in words or alone.get(w, w) in words or _bare(w) in words for w in entry.others)


def _bare(word: str) -> str:
    """An adjective of a phrase without its ending (*Runder Tisch*, *an den Runden Tisch*); other words as they are."""
    return word.removesuffix("er") if word.endswith("er") and len(word) > len("oder") else word
