"""Word lists that rules ask for by name: `closed_words.tsv` (of grammar, complete) and `word_sets.tsv` (open)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lagebild import lexicon
from lagebild.errors import LexiconError

_COLUMNS = ("form", "words", "why")


@cache
def closed(name: str) -> frozenset[str]:
    """A set of `closed_words.tsv`: prefixes, contractions, prepositions by use, pronouns …, with *ß* and with *ss* for it.

    Raises LexiconError for a name that the file does not have.
    """
    return _either_spelling(_find("closed_words", name))


@cache
def closed_tuple(name: str) -> tuple[str, ...]:
    """The words of a set of `closed_words.tsv` in their order. Raises LexiconError for a name that the file does not have."""
    return _find("closed_words", name)


@cache
def closed_map(name: str) -> Mapping[str, str]:
    """A set of `closed_words.tsv` whose words are pairs (`im=in`). Raises LexiconError for an unknown name, or no pair."""
    return MappingProxyType(dict(_pair("closed_words", name, word) for word in _find("closed_words", name)))


@cache
def word_set(name: str) -> frozenset[str]:
    """A set of `word_sets.tsv`, with *ss* for *ß*, too; conditions of the trigger lexicon can name it (`with:@violence`).

    Raises LexiconError for a name that the file does not have.
    """
    return _either_spelling(_find("word_sets", name))


@cache
def word_tuple(name: str) -> tuple[str, ...]:
    """The words of a set of `word_sets.tsv` in their order, for `str.endswith` and the like."""
    return _find("word_sets", name)


@cache
def sets(concept: str) -> Mapping[str, tuple[str, ...]]:
    """All sets of a file by name. Raises LexiconError if a name or a word within a set stands twice."""
    found: dict[str, tuple[str, ...]] = {}
    for row in lexicon.load(concept, required=_COLUMNS):
        words = tuple(row["words"].split())
        if row["form"] in found:
            raise row.fault("form", f"the set {row['form']!r} stands twice; give one of them another name")
        if len(set(words)) < len(words):
            twice = next(word for word in words if words.count(word) > 1)
            raise row.fault("words", f"{twice!r} stands twice; leave one out")
        found[row["form"]] = words
    return MappingProxyType(found)


def _either_spelling(words: tuple[str, ...]) -> frozenset[str]:
    """Words with and without *ß*: Swiss reports write *anschliessend*, and `str.casefold` makes that of *anschließend*."""
    return frozenset(spelling for word in words for spelling in (word, word.replace("ß", "ss")))


def _find(concept: str, name: str) -> tuple[str, ...]:
    known = sets(concept)
    if name not in known:
        raise LexiconError(f"de/{concept}.tsv has no set {name!r}; it has {', '.join(sorted(known))}")
    return known[name]


def _pair(concept: str, name: str, word: str) -> tuple[str, str]:
    key, _, value = word.partition("=")
    if not value:
        raise LexiconError(f"de/{concept}.tsv, set {name!r}: expected pairs such as im=in, found {word!r}")
    return key, value
