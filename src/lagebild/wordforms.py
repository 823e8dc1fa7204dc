"""Words as the full-text index knows them: any inflected form leads to the same key."""

from __future__ import annotations

import re
from functools import lru_cache

from lagebild.lexicon.dictionary import lemma_of
from lagebild.normalise import normalised

_WORD = re.compile(r"\w+")


def search_forms(word: str) -> tuple[str, ...]:
    """The keys of a word: its lemma and the word itself, without case."""
    return tuple(dict.fromkeys((_lemma(word), word.casefold())))


def search_text(text: str) -> str:
    """All keys of a text's words, separated by blanks: what the index holds."""
    return " ".join(form for word in _WORD.findall(normalised(text).text) for form in search_forms(word))


def query_forms(words: str) -> list[tuple[str, ...]]:
    """For each word of a query its keys; empty if the query has no word."""
    return [search_forms(word) for word in _WORD.findall(normalised(words).text)]


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    return lemma_of(word).casefold()
