"""What an event is about, in PLOVER's contexts: by words in its sentence, and by how long ago it was.

A context is only a pointer (Halterman et al. 2023, *PLOVER and POLECAT*). An event has none, one or several, and none is
concluded from its type.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from lagebild import lexicon
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.rule import Rule, fill
from lagebild.annotate.text import Text
from lagebild.reading import Time

HISTORICAL = "historical"
_LONG_AGO = timedelta(days=365)
_LEAST = 5
"""Letters that a word needs to count as the last part of a compound."""


class Told(NamedTuple):
    """An event and its time."""

    text: Text
    hit: Hit
    time: Time | None


def contexts_of(text: Text, hit: Hit, time: Time | None) -> tuple[tuple[str, ...], str]:
    """The contexts of an event whose time is `time`, sorted, and the rules that say so, separated by semicolons."""
    found = list(fill(CONTEXTS, Told(text, hit, time)))
    return tuple(sorted({context for contexts, _ in found for context in contexts})), "; ".join(
        name for _, name in found
    )


def _by_words(case: Told) -> frozenset[str] | None:
    a = case.text.analysis
    nouns = {
        a.lemmas[t].casefold() for t in case.text.sentence_tokens(case.hit.token) if a.tags[t] in ("NOUN", "PROPN")
    }
    return frozenset(context for noun in nouns if (context := _context(noun)) is not None) or None


@cache
def _contexts() -> dict[str, str]:
    rows = lexicon.load("event_contexts", required=("form", "context"), unique=True)
    return {row["form"].casefold(): row["context"] for row in rows}


@lru_cache(maxsize=50_000)
def _context(noun: str) -> str | None:
    """The context of a noun, by its longest part that the lexicon has (*Computervirus* before *Virus*)."""
    parts = (noun[start:] for start in range(len(noun)) if start == 0 or len(noun) - start >= _LEAST)
    return next((_contexts()[part] for part in parts if part in _contexts()), None)


def _long_ago(case: Told) -> frozenset[str] | None:
    published, time = case.text.reading.published, case.time
    if not published or time is None or not time.end_date:
        return None
    ended = date.fromisoformat(time.end_date[:10])
    return frozenset((HISTORICAL,)) if ended < date.fromisoformat(published[:10]) - _LONG_AGO else None


CONTEXTS: tuple[Rule[Told, frozenset[str]], ...] = (
    Rule(
        name="what/context-word",
        find=_by_words,
        why="Nouns of a sentence tell what its events are about, also as the last part of a compound.",
        yes=(
            ("Die Polizei verhaftete den Redakteur nach dem Streit um die Luftwaffe.", "verhaftete: military"),
            ("Die Regierung verurteilte den Einsatz der Panzertruppe.", "verurteilte: military"),
        ),
        no=("Die Polizei verhaftete den Redakteur nach dem Streit um das Konzert.",),
    ),
    Rule(
        name="what/long-ago",
        find=_long_ago,
        why="What ended more than a year before the report is history.",
        yes=(
            ("Im Mai 1998 verhaftete die Polizei den Redakteur Karl Brunn.", "verhaftete: historical"),
            ("1974 stürmten Studenten das Rathaus.", "stürmten: historical"),
        ),
        no=(
            "Im Mai 2020 verhaftete die Polizei den Redakteur Karl Brunn.",
            "Die Polizei verhaftete den Redakteur Karl Brunn.",
        ),
    ),
)
"""All rules are asked; each gives the contexts that it sees."""
