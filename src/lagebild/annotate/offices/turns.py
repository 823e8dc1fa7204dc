"""Clauses that tell of a titled person that the office begins or ends: `Minister X trat zurück`, `entließ Minister X`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lagebild import lexicon
from lagebild.annotate.offices.held import Held, Turn
from lagebild.annotate.offices.told import came_about
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon import Row

def turn_of(held: Held) -> Turn | None:
    """What the sentence of a title beside a name says of the office; what its sentence denies or plans is nothing."""
    if held.act != "beside":
        return None
    text = held.text
    for clause in text.clauses_in[text.analysis.sentence_of[held.token]]:
        row = next((row for row in turns().get(clause.lemma, ()) if _fits(text, clause, row)), None)
        if row is None or (row["means"] == "begins" and _another_title(text, clause)):
            continue
        whose = {text.entity(token) for token in _whose(clause, row)}
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
    """Whether the nouns that take part are those that a row asks for, and none that it excludes."""
    with_, without = tuple(row["with"].split()), tuple(row["without"].split())
    nouns = [*clause.undergoers, *clause.recipients, *(token for _, token in clause.obliques)]
    words = [form.lower() for t in nouns for form in (text.analysis.forms[t], text.analysis.lemmas[t])]
    if without and any(word.endswith(without) for word in words):
        return False
    return not with_ or any(word.endswith(with_) for word in words)


def _whose(clause: Clause, row: Row) -> tuple[int, ...]:
    """Those whose office it is. The tree often takes the only one that takes part for an object."""
    if row["who"] == "undergoer":
        return clause.undergoers if clause.voice != "active" or clause.doers else ()
    if clause.voice == "passive":
        return ()
    both = tuple(dict.fromkeys((*clause.doers, *clause.undergoers)))
    if row["with"]:
        return clause.doers
    return both if len(both) == 1 else clause.doers if not clause.undergoers else ()


def _another_title(text: Text, clause: Clause) -> bool:
    """Whether a clause names a title of its own (*als Präsident vereidigt*): it is that office that begins."""
    return any(
        preposition in ("als", "zu") and text.kind(token) == "person" for preposition, token in clause.obliques
    )
