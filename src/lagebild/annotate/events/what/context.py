"""What an event is about, in PLOVER's contexts: by words that stand in its sentence, and by how long ago it was.

A context is a mere pointer (Halterman et al. 2023, *PLOVER and POLECAT*): an event has none, one or several, and none is
concluded from its type. `historical` is what ended more than a year before the report.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from lagebild import lexicon
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.text import Text
from lagebild.reading import Time

HISTORICAL = "historical"
_LONG_AGO = timedelta(days=365)
_LEAST = 5
"""Letters that a word needs to count as the last part of a compound."""


@cache
def _contexts() -> dict[str, str]:
    return {row["form"].casefold(): row["context"] for row in lexicon.load("event_contexts", required=("context",))}


def contexts_of(text: Text, hit: Hit, time: Time | None) -> tuple[str, ...]:
    """The contexts of an event, sorted; its time is `time`."""
    a = text.analysis
    nouns = {a.lemmas[t].casefold() for t in text.sentence_tokens(hit.token) if a.tags[t] in ("NOUN", "PROPN")}
    found = {context for noun in nouns if (context := _context(noun)) is not None}
    if time is not None and _long_ago(time, text.reading.published):
        found.add(HISTORICAL)
    return tuple(sorted(found))


@cache
def _context(noun: str) -> str | None:
    """The context of a noun, by its longest part that the lexicon has (*Computervirus* before *Virus*)."""
    fitting = [f for f in _contexts() if noun == f or (len(f) >= _LEAST and noun.endswith(f))]
    return _contexts()[max(fitting, key=len)] if fitting else None


def _long_ago(time: Time, published: str | None) -> bool:
    if not published or not time.end_date:
        return False
    return date.fromisoformat(time.end_date[:10]) < date.fromisoformat(published[:10]) - _LONG_AGO
