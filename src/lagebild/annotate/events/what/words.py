"""The words of the lexicon that a token may be: by its lemma, its verb, a particle far from it, or its last part."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lagebild.annotate.events.conditions import joint
from lagebild.annotate.events.lexicon import entries, lookalikes, noun_words
from lagebild.annotate.rule import Rule, fill, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed


class Token(NamedTuple):
    """A token, the clause that it is the predicate of, its lemma without case and its part of speech (UD)."""

    text: Text
    token: int
    own: Clause | None
    lemma: str
    tag: str


def words_of(text: Text, token: int, own: Clause | None) -> Iterator[tuple[str, bool]]:
    """The words that a token may be, in lower case; True with those that are the whole token.

    `own` is the clause that the token is the predicate of.
    """
    case = Token(text, token, own, text.analysis.lemmas[token].casefold(), text.analysis.tags[token])
    for word, _ in fill(WHOLE, case):
        yield word, True
    if case.tag in ("NOUN", "PROPN"):
        last = first(LAST_PARTS, case)
        if last is not None and last[0]:
            yield last[0], False


def _clause_verb(case: Token) -> str | None:
    return case.own.lemma.casefold() if case.own is not None and case.tag in ("VERB", "AUX") else None


def _lemma(case: Token) -> str | None:
    return case.lemma if case.own is None or case.tag not in ("VERB", "AUX") else None


def _participle(case: Token) -> str | None:
    return case.own.lemma.casefold() if case.own is not None and case.tag == "ADJ" else None


def _stranded_particle(case: Token) -> str | None:
    """The verb with the particle at the end of its clause that the parser hung elsewhere."""
    text, token, own = case.text, case.token, case.own
    a = text.analysis
    finite = case.tag == "VERB" and a.feat(token, "VerbForm") == "Fin"
    if own is None or not finite or a.has(token, "compound:prt"):
        return None
    for t in range(token + 1, a.sentences[a.sentence_of[token]].end - 1):
        form = a.forms[t].casefold()
        closes = a.tags[t + 1] in ("PUNCT", "CCONJ")
        if form in closed("separable_particles") and closes and a.tags[t] in ("ADP", "ADV", "ADJ"):
            return form + case.lemma
        if t in text.clause_of and a.feat(t, "VerbForm") == "Fin":
            return None
    return None


WHOLE: tuple[Rule[Token, str], ...] = (
    Rule(
        name="what/verb-with-its-particle",
        find=_clause_verb,
        why="A separable verb is another one than its stem.",
        yes=(
            ("Die Opposition schloss am Montag drei Abgeordnete aus.", ""),
            ("Die Behörde schob den Dichter nach Norland ab.", ""),
        ),
    ),
    Rule(
        name="what/lemma",
        find=_lemma,
        why="A noun stands in the lexicon by its lemma.",
        yes=(
            ("Der Streik der Hafenarbeiter endete am Montag.", ""),
            ("Bei den Unruhen brannten Autos.", ""),
        ),
    ),
    Rule(
        name="what/participle",
        find=_participle,
        why="A participle that is read as an adjective is its verb still.",
        yes=(
            ("Der zurückgetretene Minister Jo Hals kam zu spät.", ""),
            ("Der abgesetzte General schwieg.", ""),
        ),
    ),
    Rule(
        name="what/particle-at-the-end",
        find=_stranded_particle,
        why="A particle at the end of a clause belongs to its finite verb though it hangs elsewhere.",
        yes=(
            ("Im Mai sprach der Richter sie frei und schwieg.", ""),
            ("Am Abend ließ er sie frei und ging.", ""),
        ),
    ),
)
"""All rules are asked; each gives a word that the whole token may be."""


def _in_name(case: Token) -> str | None:
    text = case.text
    entity = text.entities.get(text.entity(case.token) or "")
    if entity is None or entity.kind != "person":
        return None
    return "" if text.names_it(case.token, entity.id) else None


def _after_hyphen(case: Token) -> str | None:
    last = case.lemma.rpartition("-")[2]
    return last if last != case.lemma and last in entries() else None


def _word_of_its_own(case: Token) -> str | None:
    return "" if case.lemma.rpartition("-")[2] in noun_words() else None


def _lookalike(case: Token) -> str | None:
    last = case.lemma.rpartition("-")[2]
    start, part = _start_of_lookalike(last), _last_part_of(last)
    return "" if start is not None and (part is None or len(last) - start >= len(part)) else None


@lru_cache(maxsize=50_000)
def _start_of_lookalike(last: str) -> int | None:
    return next((start for start in range(len(last) - 3) if last[start:] in lookalikes()), None)


def _last_part(case: Token) -> str | None:
    return _last_part_of(case.lemma.rpartition("-")[2])


@lru_cache(maxsize=50_000)
def _last_part_of(last: str) -> str | None:
    for start in range(3, len(last) - 3):  # the longest last part first
        if last[start:] in noun_words() and joint(last, start):
            return last[start:]
    return None


LAST_PARTS: tuple[Rule[Token, str], ...] = (
    Rule(
        name="what/no-part-of-a-name",
        find=_in_name,
        why="No event is part of a person's name.",
        yes=(
            ("Frau Hellebrand kam am Montag zu spät.", ""),
            ("Sabine Bergstreik kam am Montag nach Karvin.", ""),
        ),
    ),
    Rule(
        name="what/after-a-hyphen",
        find=_after_hyphen,
        why="What stands after a hyphen is a word by itself.",
        yes=(
            ("Nach dem Nato-Einmarsch flohen viele Bauern.", ""),
            ("Der U-Bahn-Streik dauerte zwei Tage.", ""),
        ),
    ),
    Rule(
        name="what/no-part-of-a-trigger",
        find=_word_of_its_own,
        why="A noun that is in the lexicon is none of its last part's kind.",
        yes=(("Seine Aussprache sei gut, schwören die Lehrer.", ""),),
    ),
    Rule(
        name="what/lookalike",
        find=_lookalike,
        why="Some nouns end like a trigger and name no event.",
        yes=(("Auf der Pressekonferenz gab es Kaffee.", ""),),
    ),
    Rule(
        name="what/last-part",
        find=_last_part,
        why="A compound is of the kind of its last part, the longest that the lexicon has.",
        yes=(
            ("Der Hafenarbeiterstreik dauerte zwei Tage.", ""),
            ("Bei dem Kirchenüberfall wurde niemand verletzt.", ""),
        ),
    ),
)
"""The first rule that answers says which last part of a noun counts; empty for none."""
