"""Tokens, lemmas, tags, sentences, dependencies and names of one text, as plain arrays.

Labels are those of Universal Dependencies 2 (https://universaldependencies.org/u/dep/); contractions such as *zum* are
one token, hyphen compounds are one token.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lagebild.document import Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ROOT = -1
LONGEST_WEIGHED = 120_000
"""Tokens of the longest text whose states are kept, some 700,000 code points of prose: they are 2.4 kB a token."""


class States:
    """What the analyser's network made of each token: `array` is [tokens, width], of half precision.

    They are how an analysis came about, no part of what it says: any two are equal.
    """

    __slots__ = ("array",)

    def __init__(self, array: npt.NDArray[np.float16]) -> None:
        self.array = array

    def __eq__(self, other: object) -> bool:
        return isinstance(other, States)

    def __hash__(self) -> int:
        return hash(States)

    def __repr__(self) -> str:
        return f"States({len(self.array)})"


class Name(NamedTuple):
    """A name: tokens `first` to `last` (exclusive) and its kind, `PER`, `LOC`, `ORG` or `OTH`."""

    first: int
    last: int
    kind: str


class Analysis(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One text, analysed. All arrays but `sentences` and `names` have one item a token.

    `starts`/`ends` are code points of `text`; `heads` are token numbers (:data:`ROOT` for a sentence's root); `feats`
    are UD features as CoNLL-U writes them (`Case=Nom|Number=Sing`, empty if none); `sentences` are ranges of token
    numbers, end exclusive. `states` are None for a text of more than :data:`LONGEST_WEIGHED` tokens, and from an analyser
    without a network of our own; so are then `lists`: for each token the word lists of that network which hold its form
    (bits 0 to 15) and its form in small letters (from bit 16).
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    sentences: tuple[Span, ...]
    names: tuple[Name, ...] = ()
    states: States | None = None
    lists: tuple[int, ...] | None = None

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The tokens as they stand in the text."""
        return tuple(self.text[s:e] for s, e in zip(self.starts, self.ends, strict=True))

    @cached_property
    def form_counts(self) -> Counter[str]:
        """How often each form stands in the text."""
        return Counter(self.forms)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token its dependents, left to right."""
        below: list[list[int]] = [[] for _ in self.starts]
        for token, head in enumerate(self.heads):
            if head != ROOT:
                below[head].append(token)
        return tuple(map(tuple, below))

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the number of its sentence."""
        return tuple(n for n, s in enumerate(self.sentences) for _ in range(s.start, s.end))

    @cached_property
    def names_over(self) -> dict[int, tuple[Name, ...]]:
        """For each token that is part of names, these names, in the order of `names`."""
        found: dict[int, list[Name]] = {}
        for name in self.names:
            for token in range(name.first, name.last):
                found.setdefault(token, []).append(name)
        return {token: tuple(names) for token, names in found.items()}

    def span(self, first: int, last: int) -> Span:
        """Code points covered by the tokens `first` to `last` (exclusive)."""
        return Span(self.starts[first], self.ends[last - 1])

    def sentence_span(self, number: int) -> Span:
        """Code points covered by a sentence."""
        tokens = self.sentences[number]
        return self.span(tokens.start, tokens.end)

    def feat(self, token: int, key: str) -> str:
        """The value of a morphological feature (`Case`, `Mood` …); empty if the token has none."""
        return _features(self.feats[token]).get(key, "")

    def dependents(self, token: int, *labels: str) -> Iterator[int]:
        """The dependents of a token that have one of the labels (all, if none is given)."""
        below = self.children[token]
        if not below or not labels:
            return iter(below)
        return (child for child in below if self.labels[child] in labels)

    def has(self, token: int, *labels: str) -> bool:
        """True if a token has a dependent with one of the labels (with any label, if none is given)."""
        below = self.children[token]
        if not below or not labels:
            return bool(below)
        return any(self.labels[child] in labels for child in below)

    def subtree(self, token: int) -> list[int]:
        """The token and everything below it, in text order."""
        found, stack = [], [token]
        while stack:
            top = stack.pop()
            found.append(top)
            stack.extend(self.children[top])
        return sorted(found)

    def token_at(self, offset: int) -> int | None:
        """The token that covers a code point, or the first one after it; None past the end."""
        token = bisect_right(self.ends, offset)
        return token if token < len(self.ends) else None


@lru_cache(maxsize=10_000)
def _features(feats: str) -> Mapping[str, str]:
    """Features as CoNLL-U writes them, by name; of one that stands twice the first."""
    pairs = (pair.partition("=") for pair in reversed(feats.split("|")))
    return {name: value for name, _, value in pairs}
