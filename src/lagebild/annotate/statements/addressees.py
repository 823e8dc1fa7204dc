"""Whom a clause of saying speaks to."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import word_set


class Speaking(NamedTuple):
    """A clause of saying, and the tokens of what is said: nobody is spoken to in there."""

    text: Text
    clause: Clause
    content: list[int]


def addressed(text: Text, clause: Clause, content: list[int]) -> tuple[tuple[Span, ...], dict[str, str]]:
    """The phrase of who is spoken to, if any, and why."""
    found = first(ADDRESSEES, Speaking(text, clause, content))
    if found is None:
        return (), {}
    return (text.phrase(found[0]),), {"addressee_spans": found[1]}


def _outside(case: Speaking, heads: tuple[int, ...]) -> int | None:
    return next((head for head in heads if head not in case.content), None)


def _towards(case: Speaking) -> int | None:
    return _outside(case, tuple(head for word, head in case.clause.obliques if word == "gegenüber"))


def _dative(case: Speaking) -> int | None:
    return _outside(case, case.clause.recipients)


def _accusative(case: Speaking) -> int | None:
    return _outside(case, case.clause.undergoers) if case.clause.lemma in word_set("verbs_said_to_object") else None


ADDRESSEES: tuple[Rule[Speaking, int], ...] = (
    Rule(
        name="addressee/gegenüber",
        find=_towards,
        why="*Gegenüber* names who is spoken to.",
        yes=(
            (
                "Ada Brunn sagte gegenüber der Zeitung, der Vertrag sei gescheitert.",
                "der Vertrag sei gescheitert: gegenüber der Zeitung",
            ),
            ("Der Händler erklärte gegenüber Reportern, dass er verkauft.", "dass er verkauft: gegenüber Reportern"),
        ),
    ),
    Rule(
        name="addressee/dative",
        find=_dative,
        why="The dative is who is spoken to.",
        yes=(
            ("Ada Brunn sagte dem Wirt, der Vertrag sei gescheitert.", "der Vertrag sei gescheitert: dem Wirt"),
            ("Die Polizei teilte der Stadt mit, die Brücke sei gesperrt.", "die Brücke sei gesperrt: der Stadt"),
        ),
    ),
    Rule(
        name="addressee/object",
        find=_accusative,
        why="Verbs such as *auffordern* and *warnen* have in the accusative who is spoken to.",
        yes=(
            ("Ada Brunn forderte den Wirt auf, die Tür zu öffnen.", "die Tür zu öffnen: den Wirt"),
            ("Die Ministerin bat die Bürger, Wasser zu sparen.", "Wasser zu sparen: die Bürger"),
        ),
        no=("Ada Brunn sagte einen Satz, der Vertrag sei gescheitert.",),
    ),
)
