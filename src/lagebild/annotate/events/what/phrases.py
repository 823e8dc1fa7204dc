"""Checks that the words of a fixed phrase stand together."""

from __future__ import annotations

from collections.abc import Collection

from lagebild.annotate.events.lexicon import Entry
from lagebild.annotate.text import Text
from lagebild.annotate.tree.contrasts import RULED_OUT
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed_map

_TELLING = ("NOUN", "PROPN", "VERB", "ADJ")


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
    said = _said(text, token, clause)
    words = frozenset().union(*said.values())
    alone = closed_map("contractions")
    return all(w in words or alone.get(w, w) in words or _bare(w) in words for w in entry.others)


def tokens_of(text: Text, token: int, form: str) -> tuple[int, ...]:
    """The nouns, verbs and adjectives by which a phrase is told at its marked word, in text order (*erhob … Anklage*)."""
    clause = text.clause_around(token)
    if clause is None:
        return (token,)
    words = {w for word in form.casefold().split() for w in (word, _bare(word))}
    tags = text.analysis.tags
    said = _said(text, token, participle_of(text, token, words) or clause)
    return tuple(
        sorted({token} | {t for t, forms in said.items() if tags[t] in _TELLING and not words.isdisjoint(forms)})
    )


def _said(text: Text, token: int, clause: Clause) -> dict[int, frozenset[str]]:
    """The words of a clause that may belong to a phrase, by token: each as it stands and in its dictionary form."""
    a = text.analysis
    near = {*clause.verbs, token, *a.children[token], *a.children[clause.predicate]}
    near |= {grandchild for child in a.children[clause.predicate] for grandchild in a.children[child]}
    alone = closed_map("contractions")
    found: dict[int, frozenset[str]] = {}
    for t in near - {clause.predicate}:
        form = a.forms[t].casefold()
        if a.tags[t] != "DET" and a.labels[a.heads[t]] not in (
            "orphan",
            RULED_OUT,
        ):  # *sein* is the verb there, not whose it is
            found[t] = frozenset((a.lemmas[t].casefold(), form, alone.get(form, form)))
    found[clause.predicate] = frozenset((clause.lemma.casefold(),))
    if clause.lemma == a.lemmas[clause.predicate]:  # *gingen … weiter* is no *gehen*
        found[clause.predicate] |= {a.forms[clause.predicate].casefold()}
    return found


def participle_of(text: Text, token: int, words: Collection[str]) -> Clause | None:
    """The clause of a phrase's verb where that is the participle of its noun (*ein durch Rebellen verübter Anschlag*)."""
    clauses = (text.clause_of.get(t) for t in text.analysis.dependents(token, "amod"))
    return next((c for c in clauses if c is not None and c.lemma.casefold() in words), None)


def _bare(word: str) -> str:
    """An adjective of a phrase without its ending (*Runder Tisch*, *an den Runden Tisch*); other words as they are."""
    return word.removesuffix("er") if word.endswith("er") and len(word) > len("oder") else word
