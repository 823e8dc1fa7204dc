"""Clauses that tell of a titled person that the office begins or ends: `Minister X trat zurück`, `entließ Minister X`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lagebild import lexicon
from lagebild.annotate.offices.held import Held, Turn
from lagebild.annotate.offices.told import came_about, done_to, piece_of
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon import Row

_NEAR = 60
"""Tokens around a title among which the verb that begins or ends the office stands."""


def turn_of(held: Held) -> Turn | None:
    """What the sentence of a title beside a name says of the office; what its sentence denies or plans is nothing."""
    if held.act != "beside":
        return None
    text = held.text
    sentence = text.sentence_tokens(held.token)
    low, high = max(sentence.start, held.token - _NEAR), min(sentence.stop, held.token + _NEAR)
    for clause in text.clauses_between(low, high):
        rows = turns().get(clause.lemma) or turns().get(text.analysis.forms[clause.predicate].lower(), ())
        row = next((row for row in rows if _fits(text, clause, row)), None)
        if row is None or (row["means"] == "begins" and _another_title(text, clause)):
            continue
        whose = {text.entity(token) for token in _whose(text, clause, row)}
        if held.person.id in whose and came_about(text, clause):
            return Turn(row["means"], clause)
    return None


@cache
def turns() -> Mapping[str, tuple[Row, ...]]:
    """By lemma the rows of `office_turns.tsv`."""
    found: dict[str, tuple[Row, ...]] = {}
    for row in lexicon.load("office_turns"):
        found[row["form"]] = (*found.get(row["form"], ()), row)
    return MappingProxyType(found)


def _fits(text: Text, clause: Clause, row: Row) -> bool:
    """Whether the nouns of a clause are those that a row asks for, and none that it excludes."""
    with_, without, a = tuple(row["with"].split()), tuple(row["without"].split()), text.analysis
    nouns = [token for token in piece_of(text, clause) if a.tags[token] in ("NOUN", "PROPN", "ADJ")]
    words = [form.lower() for token in nouns for form in (a.forms[token], a.lemmas[token])]
    if without and any(word.endswith(without) for word in words):
        return False
    return not with_ or any(word.endswith(with_) for word in words)


def _whose(text: Text, clause: Clause, row: Row) -> tuple[int, ...]:
    """Those whose office it is."""
    if row["who"] == "of":
        return _owners(text, clause, row)
    if row["who"] == "undergoer":
        return done_to(text, clause)
    if clause.voice == "passive":
        return ()
    if row["with"]:
        return () if _of_another(text, clause, row) else clause.doers
    return _alone(text, clause)


def _of_another(text: Text, clause: Clause, row: Row) -> bool:
    """Whether what ends is another's (*erklärte den Rücktritt der Ministerin für überfällig*)."""
    a, ends = text.analysis, tuple(row["with"].split())
    objects = (t for t in clause.undergoers if a.forms[t].lower().endswith(ends))
    below = (c for t in objects for c in a.dependents(t, "nmod"))
    return any(text.kind(c) == "person" and text.entity(c) not in {text.entity(t) for t in clause.doers} for c in below)


def _owners(text: Text, clause: Clause, row: Row) -> tuple[int, ...]:
    """The only person who is named beside what ends (*die Amtszeit des Ministers X*)."""
    ends = tuple(row["with"].split())
    if not any(text.analysis.forms[token].lower().endswith(ends) for token in clause.doers):
        return ()
    named = [t for t in piece_of(text, clause) if t in text.names and text.names[t][0].kind == "person"]
    return tuple(named) if len(named) == 1 else ()


def _alone(text: Text, clause: Clause) -> tuple[int, ...]:
    """Who takes part in a verb without object, which the tree often takes for one."""
    if any(text.kind(token) != "person" for token in clause.undergoers):
        return ()
    persons = [token for token in (*clause.doers, *clause.undergoers) if text.kind(token) == "person"]
    return tuple(persons) if len({text.entity(token) for token in persons}) == 1 else clause.doers


def _another_title(text: Text, clause: Clause) -> bool:
    """Whether a clause names a title of its own (*als Präsident vereidigt*): it is that office that begins."""
    return any(preposition in ("als", "zu") and text.kind(token) == "person" for preposition, token in clause.obliques)
