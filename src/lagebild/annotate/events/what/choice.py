"""Chooses the row of the lexicon for a token if several fit."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.events.conditions import Spot, hold
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.lexicon import entries
from lagebild.annotate.events.what.phrases import is_phrase, participle_of
from lagebild.annotate.events.what.words import words_of
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text

Option = tuple[Hit, bool]
"""A row that fits, and True if the token is its word as a whole."""


def options(text: Text, token: int, *, alone: bool = False) -> Iterator[Option]:
    """The rows that a token may be; `alone`: whatever words stand near it."""
    a = text.analysis
    own = text.clause_of.get(token)
    clause = own or text.clause_around(token)
    verbal = own is not None and (own.kind != "copula" or a.tags[token] == "VERB")
    spot = Spot(text, token, clause, verbal)
    fits = {"VERB": verbal, "NOUN": a.tags[token] in ("NOUN", "PROPN")}
    for word, exact in words_of(text, token, own if verbal else None):
        for entry in entries().get(word, ()):
            phrase = entry.pos == "PHRASE"
            right = exact and is_phrase(text, token, entry) if phrase else fits[entry.pos]
            if right and hold(entry.needs, spot, phrase=phrase, alone=alone):
                # *ist tot*: an adjective that is the predicate has its clause's subject, as a verb does
                adjective = phrase and own is not None and entry.word[:1].islower()
                within = participle_of(text, token, entry.others) if phrase and not verbal else None
                yield Hit(token=token, entry=entry, clause=within or clause, own=verbal or adjective), exact


def chosen(text: Text, token: int) -> Hit | None:
    """The row that a token is read as: of those that the preferences leave the surest, of two equal ones the first."""
    left = list(options(text, token))
    if not left:
        return None
    for rule in PREFERENCES:
        left = rule.find(left) or left
    return max((hit for hit, _ in left), key=lambda hit: hit.entry.weight)


def _phrases(found: list[Option]) -> list[Option] | None:
    return [option for option in found if option[0].entry.pos == "PHRASE"] or None


def _with_conditions(found: list[Option]) -> list[Option] | None:
    return [option for option in found if option[0].entry.needs] or None


PREFERENCES: tuple[Rule[list[Option], list[Option]], ...] = (
    Rule(
        name="what/phrase-before-word",
        find=_phrases,
        why="A fixed phrase says more than its words.",
        yes=(
            ("Die Miliz drohte den Bauern mit Gewalt.", ""),
            ("Mehrere Länder boten der Insel Hilfe an.", ""),
        ),
    ),
    Rule(
        name="what/condition-before-none",
        find=_with_conditions,
        why="A row whose conditions hold knows more than one without.",
        yes=(
            ("Die Regierung setzte die Bauern unter Druck.", ""),
            ("Die Opposition nannte das Gesetz eine Erpressung.", ""),
        ),
    ),
)
"""Asked in this order; each keeps only the rows that it prefers, if it tells them apart."""
