"""Conditions of the trigger lexicon: what must hold near a word, or of its arguments or form, for a row to count.

A condition is written `kind` or `kind:argument`; commas separate several. `KINDS` has all of them, and docs/events.md
says what each means. They are compiled when the lexicon is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from lagebild.annotate.events.acting import can_act, governs, has_lost_subject
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, sets, word_set
from lagebild.verbforms import joined_lemma

Argument = Literal["words", "preposition"] | frozenset[str]
"""What may follow the colon: words and names of sets (`@violence`), a preposition, or one of a few values."""

_NOTHING: frozenset[str] = frozenset()
_JOINED = ("compound", "appos", "flat", "nmod")
_PLACES = ("subj", "obj", "iobj", "prep", "doer", "undergoer")


class Spot(NamedTuple):
    """Where a condition is checked: a token and the clause it stands in; `own`: it is that clause's predicate."""

    text: Text
    token: int
    clause: Clause | None
    own: bool


class Kind(NamedTuple):
    """A kind of condition: a test at a spot with the values after its colon, and which values are allowed."""

    holds: Callable[[Spot, frozenset[str]], bool]
    argument: Argument = _NOTHING


class Condition(NamedTuple):
    """One condition, compiled: its kind and the values behind its colon, words without case and sets spelt out."""

    kind: str
    values: frozenset[str]

    @property
    def near(self) -> bool:
        """True if it asks about words in the sentence or the one before."""
        return self.kind in ("with", "not")


def compiled(condition: str) -> Condition:
    """Compile a condition of a row. Raises ValueError, with what is allowed, for an unknown kind, value or set."""
    key, _, value = condition.partition(":")
    if key not in KINDS:
        raise ValueError(f"there is no condition {key!r}; there are {', '.join(sorted(KINDS))}")
    argument = KINDS[key].argument
    if argument == "words":
        return Condition(key, frozenset(_words(key, value)))
    allowed = closed("complement_markers") if argument == "preposition" else argument
    if not value and not allowed:
        return Condition(key, _NOTHING)
    if value not in allowed:
        expected = f"one of {', '.join(sorted(allowed))}" if allowed else "nothing"
        raise ValueError(f"expected {expected} after {key!r}, found {value!r}")
    return Condition(key, frozenset((value,)))


def _words(key: str, value: str) -> Collection[str]:
    found: list[str] = []
    for word in value.split("|"):
        if not word:
            raise ValueError(f"expected words with | between them after '{key}:', found {value!r}")
        if word.startswith("@") and word[1:] not in sets("word_sets"):
            raise ValueError(f"word_sets.tsv has no set {word[1:]!r}; it has {', '.join(sorted(sets('word_sets')))}")
        found.extend(word_set(word[1:]) if word.startswith("@") else (word,))
    return [word.casefold() for word in found]


def hold(needs: Collection[Condition], spot: Spot, *, phrase: bool, alone: bool = False) -> bool:
    """True if all conditions of a row hold at a spot; `alone` skips those about words nearby.

    The noun of a phrase has the arguments of its clause, as if it were the predicate.
    """
    of_clause = phrase and spot.clause is not None and not spot.own
    for need in needs:
        if alone and need.near:
            continue
        at = _in_clause(need, spot) if of_clause else spot
        if not KINDS[need.kind].holds(at, need.values):
            return False
    return True


def _in_clause(need: Condition, spot: Spot) -> Spot:
    if need.kind in ("refl", "no_refl") and spot.clause is not None:
        return spot._replace(token=spot.clause.predicate)
    return spot._replace(own=need.kind in _PLACES)


# What stands near


def _with(spot: Spot, words: frozenset[str]) -> bool:
    return stands_near(spot, words, before=True)


def _without(spot: Spot, words: frozenset[str]) -> bool:
    # what a noun is about the sentence before may say; what a verb means its own one tells
    return not stands_near(spot, words, before=not spot.own)


def stands_near(spot: Spot, words: frozenset[str], *, before: bool) -> bool:
    """True if one of the words stands in the sentence, also as the last part of a compound.

    The words are lemmas or forms without case. `before` looks into the sentence before, too.
    """
    text, token, clause, _ = spot
    if clause is not None and clause.lemma.casefold() in words:
        return True
    number = text.analysis.sentence_of[token]
    sentences = text.lemma_sets[number - 1 : number + 1] if number and before else text.lemma_sets[number : number + 1]
    if any(not near.isdisjoint(words) for near in sentences):
        return True
    endings = _endings(words)
    compounds = (word for near in sentences for word in near if word.endswith(endings))
    return any(_ends_in(word, last) for word in compounds for last in endings)


@lru_cache(maxsize=10_000)
def _endings(words: frozenset[str]) -> tuple[str, ...]:
    """Those of some words that may be the last part of a compound."""
    return tuple(word for word in words if len(word) >= 4)


def _ends_in(word: str, last: str) -> bool:
    return word.endswith(last) and len(word) > len(last) + 2 and joint(word, len(word) - len(last))


def joint(word: str, at: int) -> bool:
    """True if a compound may have its joint there: no verb's prefix before it (*Ver-einigung*), no letters torn apart."""
    return word[:at] not in closed("noun_prefixes") and word[at - 1 : at + 1] not in closed("inseparable_letters")


# What it has for arguments


def _subject(spot: Spot, values: frozenset[str]) -> bool:
    clause = spot.clause
    if clause is None or not spot.own:
        return False
    unsaid = not clause.doers and clause.kind in ("infinitive", "participle")
    if unsaid or has_lost_subject(spot.text, clause):
        return True
    return _filled(spot.text, clause, clause.doers, values) or governs(spot.text, clause)


def _subject_of_phrase(spot: Spot, values: frozenset[str]) -> bool:
    """Whether somebody who can act is the subject of the clause, or nobody is, where there is none."""
    clause = spot.clause
    if clause is None or not clause.doers:
        return True
    return _filled(spot.text, clause, clause.doers, values)


def _doer(spot: Spot, words: frozenset[str]) -> bool:
    clause = spot.clause
    if clause is None or not spot.own:
        return False
    # *ist gebrochen* may look like the passive of a verb with an object
    return _one_of(spot.text, clause.undergoers if clause.voice == "statal" else clause.doers, words)


def _undergoer(spot: Spot, words: frozenset[str]) -> bool:
    clause = spot.clause
    return clause is not None and spot.own and _one_of(spot.text, clause.undergoers, words)


def _one_of(text: Text, tokens: tuple[int, ...], words: frozenset[str]) -> bool:
    """Whether one of the tokens is one of the words, also as the last part of a compound."""
    for token in tokens:
        lemma = text.analysis.lemmas[token].casefold()
        if any(lemma.endswith(word) and (len(word) >= 4 or lemma == word) for word in words):
            return True
    return False


def _object(spot: Spot, values: frozenset[str]) -> bool:
    clause = spot.clause
    return clause is not None and spot.own and _filled(spot.text, clause, clause.undergoers, values)


def _body(spot: Spot, _: frozenset[str]) -> bool:
    clause = spot.clause
    bodies = ("organisation", "state")
    return clause is not None and spot.own and any(spot.text.kind(t) in bodies for t in clause.undergoers)


def _no_object(spot: Spot, values: frozenset[str]) -> bool:
    """Whether the object is no thing: somebody, or none, since the parser may lose it."""
    clause = spot.clause
    return clause is None or not (spot.own and _filled(spot.text, clause, clause.undergoers, values))


def _filled(text: Text, clause: Clause, tokens: tuple[int, ...], values: frozenset[str]) -> bool:
    """True if the subject or object of a clause is what a condition asks for."""
    if "thing" in values:
        return bool(tokens) and not any(can_act(text, t) for t in tokens)
    if not tokens:
        return clause.voice != "active"  # a passive need not name its agent, and the parser may lose its subject
    return "any" in values or any(can_act(text, t) for t in tokens)


def _recipient(spot: Spot, _: frozenset[str]) -> bool:
    return spot.clause is not None and any(can_act(spot.text, t) for t in spot.clause.recipients)


def _preposition(spot: Spot, values: frozenset[str]) -> bool:
    if not (spot.own and spot.clause):
        return _has_preposition(spot, values)
    a = spot.text.analysis
    pronominal = {f"dar{p}" if p[0] in "aeiouäöü" else f"da{p}" for p in values}
    return any(p in values for p, _ in spot.clause.obliques) or any(
        a.forms[c].casefold() in pronominal for c in a.children[spot.token]
    )


def _no_preposition(spot: Spot, values: frozenset[str]) -> bool:
    in_clause = spot.clause is not None and any(p in values for p, _ in spot.clause.obliques)
    return not in_clause and not _has_preposition(spot, values)


def _has_preposition(spot: Spot, values: frozenset[str]) -> bool:
    a = spot.text.analysis
    below = list(a.dependents(spot.token, "nmod", "obl"))
    below += [c for owner in below if a.feat(owner, "Case") == "Gen" for c in a.dependents(owner, "nmod")]
    return _goes_on_with(spot, values) or any(
        a.lemmas[case].casefold() in values for child in below for case in a.dependents(child, "case")
    )


def _goes_on_with(spot: Spot, values: frozenset[str]) -> bool:
    """True if the preposition is the next word after a noun, whatever the tree hangs it on (*der Ruf nach Wahlen*)."""
    a, after = spot.text.analysis, spot.token + 1
    same = after < len(a) and a.sentence_of[after] == a.sentence_of[spot.token]
    return same and a.tags[spot.token] == "NOUN" and a.tags[after] == "ADP" and a.lemmas[after].casefold() in values


def _genitive(spot: Spot, _: frozenset[str]) -> bool:
    a = spot.text.analysis
    return any(a.feat(c, "Case") == "Gen" for c in a.dependents(spot.token, "nmod", "det:poss"))


def _not_of(spot: Spot, words: frozenset[str]) -> bool:
    """Whether no noun that hangs on the noun is one of the words, also as the last part of a compound."""
    return not _one_of(spot.text, tuple(spot.text.analysis.dependents(spot.token, "nmod")), words)


def _counts(spot: Spot, words: frozenset[str]) -> bool:
    """Whether a verb gives a number: a bare one, or one of people for whom one of the words stands."""
    clause = spot.clause
    if clause is None or not spot.own:
        return False
    a, text = spot.text.analysis, spot.text
    parts = (
        *clause.undergoers,
        *clause.doers,
        *(t for p, t in clause.obliques if p in ("", *closed("before_a_count"))),
    )
    below = [t for part in parts for t in (part, *a.dependents(part, "nmod", "conj"))]
    bare = any(a.tags[t] == "NUM" and a.forms[t][:1].isdigit() and text.time_at(a.starts[t]) is None for t in below)
    return bare or any(a.has(t, "nummod") and _one_of(text, (t,), words) for t in below)


def _complement(spot: Spot, _: frozenset[str]) -> bool:
    a, clause = spot.text.analysis, spot.clause
    return bool(clause and (clause.content or a.has(spot.token, "xcomp", "ccomp", "acl")))


def _no_complement(spot: Spot, _: frozenset[str]) -> bool:
    return spot.clause is None or not spot.clause.content


# What form it has, and what it hangs on


def _reflexive(spot: Spot, _: frozenset[str]) -> bool:
    a = spot.text.analysis
    own = (*closed("reflexive_pronouns"), "einander")
    return any(a.forms[c].casefold() in own for c in a.children[spot.token])


def _head(spot: Spot, _: frozenset[str]) -> bool:
    return spot.text.analysis.labels[spot.token] not in _JOINED


def _attributive(spot: Spot, _: frozenset[str]) -> bool:
    """Whether a word is the attribute of a noun (*der unverletzte Rat*)."""
    return spot.text.analysis.labels[spot.token] == "amod"


def _plural(spot: Spot, _: frozenset[str]) -> bool:
    return spot.text.analysis.feat(spot.token, "Number") == "Plur"


def _under(spot: Spot, words: frozenset[str]) -> bool:
    """Whether a noun hangs on one of the words (*die Zahl der Toten*, *gab es Tote*)."""
    a, head = spot.text.analysis, spot.text.analysis.heads[spot.token]
    return head >= 0 and joined_lemma(a, head).casefold() in words


def _bare(spot: Spot, _: frozenset[str]) -> bool:
    """Whether a noun stands without an article, be it in a contraction (*vor Gericht*)."""
    a = spot.text.analysis
    contracted = any(a.forms[c].casefold() in closed("contractions") for c in a.dependents(spot.token, "case"))
    return not a.has(spot.token, "det", "det:poss") and not contracted


def _predicate(spot: Spot, _: frozenset[str]) -> bool:
    return spot.clause is not None and spot.clause.predicate == spot.token


def _part(spot: Spot, _: frozenset[str]) -> bool:
    """True if a clause tells of a noun: it is subject or object, or said to come about (*kam zu Gewalt*)."""
    a, clause = spot.text.analysis, spot.clause
    if clause is None:
        return False
    first = a.heads[spot.token] if a.labels[spot.token] == "conj" and a.heads[spot.token] >= 0 else spot.token
    coming = [t for p, t in clause.obliques if p in closed("prepositions_of_coming_about")]
    return first in (*clause.doers, *clause.undergoers, *coming)


def _case(spot: Spot, values: frozenset[str]) -> bool:
    a = spot.text.analysis
    return any(a.lemmas[c].casefold() in values for c in a.dependents(spot.token, "case"))


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "with": Kind(_with, "words"),
        "not": Kind(_without, "words"),
        "here": Kind(lambda spot, words: stands_near(spot, words, before=False), "words"),
        "no": Kind(lambda spot, words: not stands_near(spot, words, before=False), "words"),
        "subj": Kind(_subject, frozenset(("agent",))),
        "doer": Kind(_doer, "words"),
        "undergoer": Kind(_undergoer, "words"),
        "no_undergoer": Kind(lambda spot, words: not _undergoer(spot, words), "words"),
        "obj": Kind(_object, frozenset(("agent", "any", "thing"))),
        "body": Kind(_body),
        "no_obj": Kind(_no_object, frozenset(("thing",))),
        "iobj": Kind(_recipient, frozenset(("agent",))),
        "prep": Kind(_preposition, "preposition"),
        "no_prep": Kind(_no_preposition, "preposition"),
        "nocase": Kind(lambda spot, values: not _case(spot, values), "preposition"),
        "gen": Kind(_genitive, frozenset(("any",))),
        "no_of": Kind(_not_of, "words"),
        "counts": Kind(_counts, "words"),
        "compl": Kind(_complement),
        "no_compl": Kind(_no_complement),
        "refl": Kind(_reflexive),
        "no_refl": Kind(lambda spot, values: not _reflexive(spot, values)),
        "bare": Kind(_bare),
        "plural": Kind(_plural),
        "under": Kind(_under, "words"),
        "attributive": Kind(_attributive),
        "predicative": Kind(lambda spot, values: not _attributive(spot, values)),
        "subject": Kind(_subject_of_phrase, frozenset(("agent",))),
        "pred": Kind(_predicate),
        "head": Kind(_head),
        "part": Kind(_part),
    }
)
"""Every kind of condition by its name."""
