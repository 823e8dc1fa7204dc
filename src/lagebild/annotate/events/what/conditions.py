"""What must hold for a word of the lexicon to count: the words near it, its arguments, its form."""

from __future__ import annotations

from lagebild.annotate.events.lexicon import Entry
from lagebild.annotate.text import Text
from lagebild.clauses import Clause

_PREFIXES = frozenset(
    """ab an auf aus be bei durch ein ent er fort ge her heran herauf heraus herbei hin hinaus hinter los miss mit nach
    ob rück über um un unter ur ver vor voraus vorbei weg wider wieder zer zu zurück zusammen""".split()
)
"""What makes another noun of a noun (*Ausschuss*, *Vereinigung*) and no compound that is one of its kind."""


def holds(text: Text, token: int, entry: Entry, clause: Clause | None, *, own: bool, alone: bool = False) -> bool:
    """Whether the conditions of an entry hold for a token, its own clause's predicate or not.

    `alone` leaves out the words near it.
    """
    needs = [need for need in entry.needs if not (alone and need.startswith(("with:", "not:")))]
    if entry.pos == "PHRASE" and clause is not None and not own:
        token_of = {"refl": clause.predicate, "no_refl": clause.predicate}  # a phrase has its clause's arguments
        own_ = ("subj", "obj", "iobj", "prep")
        return all(
            _condition(text, token_of.get(need, token), need, clause, own=need.split(":")[0] in own_) for need in needs
        )
    return all(_condition(text, token, need, clause, own=own) for need in needs)


def _condition(text: Text, token: int, need: str, clause: Clause | None, *, own: bool) -> bool:
    a = text.analysis
    key, _, value = need.partition(":")
    if key in ("here", "no"):
        return stands_near(text, token, value.split("|"), clause, before=False) == (key == "here")
    if key in ("with", "not"):
        # what a noun is about the sentence before may say; what a verb means its own one tells
        before = key == "with" or not own
        return stands_near(text, token, value.split("|"), clause, before=before) == (key == "with")
    if key == "refl":
        return _reflexive(text, token)
    if key == "no_refl":
        return not _reflexive(text, token)
    if key == "head":
        return a.labels[token] not in ("compound", "appos", "flat", "nmod")
    if key == "part":
        first = _first(text, token)
        return clause is not None and first in (*clause.doers, *clause.undergoers, *_coming(clause))
    if key == "nocase":
        return value not in (a.lemmas[c].casefold() for c in a.dependents(token, "case"))
    if key == "iobj":
        return clause is not None and any(_can_act(text, t) for t in clause.recipients)
    if key == "gen":
        return any(a.feat(c, "Case") == "Gen" for c in a.dependents(token, "nmod", "det:poss"))
    if key == "prep":
        if not (own and clause):
            return _has_preposition(text, token, value)
        pronominal = f"da{value}" if value[0] not in "aeiouäöü" else f"dar{value}"
        return any(p == value for p, _ in clause.obliques) or any(
            a.forms[c].casefold() == pronominal for c in a.children[token]
        )
    if key == "no_prep":
        return not (clause and any(p == value for p, _ in clause.obliques)) and not _has_preposition(text, token, value)
    if key == "compl":
        return bool(clause and (clause.content or any(a.dependents(token, "xcomp", "ccomp", "acl"))))
    if key == "no_compl":
        return clause is None or not clause.content
    if key in ("subj", "obj"):
        if clause is None or not own:
            return False
        tokens = clause.doers if key == "subj" else clause.undergoers
        if not tokens and clause.voice != "active" and value != "thing":
            return True  # a passive need not name its agent, and the parser may lose its subject
        if not tokens and key == "subj" and clause.kind in ("infinitive", "participle"):
            return True
        if value == "thing":
            return bool(tokens) and not any(_can_act(text, t) for t in tokens)
        return bool(tokens) and (value == "any" or any(_can_act(text, t) for t in tokens))
    return False


def _first(text: Text, token: int) -> int:
    a = text.analysis
    return a.heads[token] if a.labels[token] == "conj" and a.heads[token] >= 0 else token


def _coming(clause: Clause) -> tuple[int, ...]:
    """What a clause says to come about: *kam zu Gewalt*, *rief zur Zusammenarbeit auf*."""
    return tuple(t for p, t in clause.obliques if p in ("zu", "um", "auf", "mit"))


def _can_act(text: Text, token: int) -> bool:
    a = text.analysis
    if text.agent(token) is not None or (a.tags[token] == "PRON" and a.lemmas[token] not in ("es", "das", "dies")):
        return True
    # *20 wurden verletzt, vier weitere getötet*, *einer der Männer*, *beide fordern*
    form = a.forms[token].casefold()
    return a.tags[token] == "NUM" or form in _PEOPLE or a.lemmas[token].casefold() in _SIDES


_PEOPLE = frozenset(
    """alle allen andere anderen beide beiden diese diesen einer eine einen einige einigen einzelne hunderte jede jeder jeden
    jemand jemanden keine keiner keinen manche mehrere mehreren niemand niemanden tausende viele vielen weitere weiteren
    welche welcher wenige""".split()
)
_SIDES = frozenset("land seite staat hundert tausend dutzend".split())
"""Words that stand for people, or for those who act for a state, where no more is said."""


def _reflexive(text: Text, token: int) -> bool:
    a = text.analysis
    return any(a.forms[c].casefold() in ("sich", "mich", "dich", "uns", "euch") for c in a.children[token])


def _has_preposition(text: Text, token: int, preposition: str) -> bool:
    a = text.analysis
    return any(
        a.lemmas[case].casefold() == preposition
        for child in a.dependents(token, "nmod", "obl")
        for case in a.dependents(child, "case")
    )


def stands_near(text: Text, token: int, lemmas: list[str], clause: Clause | None, *, before: bool) -> bool:
    """Whether one of the lemmas stands in the sentence (or the one before), also as the last part of a compound."""
    number = text.analysis.sentence_of[token]
    near = text.lemma_sets[number] | (text.lemma_sets[number - 1] if number and before else frozenset())
    wanted = [lemma.casefold() for lemma in lemmas]
    if clause is not None and clause.lemma.casefold() in wanted:
        return True
    return any(w in near for w in wanted) or any(
        word.endswith(w) and joint(word, len(word) - len(w))
        for w in wanted
        if len(w) >= 4
        for word in near
        if len(word) > len(w) + 2
    )


def joint(word: str, at: int) -> bool:
    """Whether a word may be put together there: no verb's prefix before it (*Ver-einigung*), no letters torn apart."""
    return word[:at] not in _PREFIXES and word[at - 1 : at + 1] not in ("ch", "ck", "ph", "th")
