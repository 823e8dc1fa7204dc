"""A phrase of time or place, the trigger that it may belong to, and the distance between them in the tree."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.words import closed

_DEEP = 50
"""At most so many steps up a tree are followed, in case it has a cycle."""


class Adjunct(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase of time or place: its span, its head token, and its preposition.

    `stretch`: it is one end of a stretch of time; `year`: a bare year; `coarse`: a year or a month; `local`: a place
    where people who take part in a deed can be; `of`: the trigger right before a date, a noun in the matter of another.
    """

    kind: Literal["time", "place"]
    span: Span
    head: int
    preposition: str
    stretch: bool = False
    year: bool = False
    coarse: bool = False
    local: bool = False
    of: int | None = None


class Pair(NamedTuple):
    """A trigger and an adjunct of its sentence that may belong to it."""

    text: Text
    hit: Hit
    adjunct: Adjunct


class Reach(NamedTuple):
    """How many steps an adjunct is from a trigger (0: on it; None: it does not belong to it), and the rules that say so."""

    far: int | None
    because: tuple[str, ...] = ()


def head_of(text: Text, span: Span) -> int | None:
    """The head token of a span."""
    a = text.analysis
    if a.token_at(span.start) is None:
        return None
    inside = range(*text.tokens(span))
    return next((t for t in inside if a.heads[t] not in inside), inside.start)


def edges(text: Text, adjunct: Adjunct) -> tuple[int, int] | None:
    """The first and the last token of an adjunct; None past the end of the text."""
    first, last = (text.analysis.token_at(offset) for offset in (adjunct.span.start, adjunct.span.end - 1))
    return (first, last) if first is not None and last is not None else None


def path_up(text: Text, token: int, top: int) -> list[int] | None:
    """The tokens between a token and one above it, bottom up; None if it is not below that one."""
    a = text.analysis
    path: list[int] = []
    while a.heads[token] >= 0 and len(path) < _DEEP:
        token = a.heads[token]
        if token == top:
            return path
        path.append(token)
    return None


def prepositions(text: Text, token: int) -> list[str]:
    """The prepositions of a phrase, by its head, without case."""
    return [text.analysis.forms[c].casefold() for c in text.analysis.dependents(token, "case")]


def goes_along(text: Text, token: int) -> bool:
    """True if a noun has no preposition, or one that says that it goes along with what is told."""
    cases = prepositions(text, token)
    return not cases or cases[0] in closed("of_what_goes_along")


def is_over(text: Text, adjunct: Adjunct) -> bool:
    """True if a time is the beginning (*seit*) of something that is over."""
    around = text.clause_around(adjunct.head)
    return adjunct.preposition == "seit" and (around is None or around.tense != "present")


def through_agent(text: Text, adjunct: Adjunct, path: list[int]) -> bool:
    """True if a place hangs on a noun of somebody who can act: *die Regierung in Peking* says where the government is.

    A name has no such attribute, whose deed it is seldom (*der Besuch des Ministers in Tarnau*), and who does or suffers
    a deed somewhere is there (*verhaftete die Polizei in Tarnau*).
    """
    a = text.analysis
    return not adjunct.local and any(
        text.agent(step)
        and a.tags[step] != "PROPN"
        and a.feat(step, "Case") != "Gen"
        and (a.labels[step] != "nmod" or a.has(step, "case"))
        for step in path[:1]
        if step not in text.clause_of
    )
