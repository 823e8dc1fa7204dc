"""The places that the word lists know."""

from __future__ import annotations

from functools import cache

from lagebild.lexicon import load
from lagebild.record.spellings import plain_name


def is_listed_place(word: str) -> bool:
    """True for the plain name of a town or state in the word lists."""
    return word in _places()


@cache
def _places() -> frozenset[str]:
    return frozenset(plain_name(row["form"]) for lexicon in ("towns", "states") for row in load(lexicon))
