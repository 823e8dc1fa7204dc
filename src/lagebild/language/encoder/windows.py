"""Whole sentences of one text packed into windows that the encoder reads at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lagebild.document import Span
from lagebild.language.encoder.pieces import BEGIN, END, Pieces

LONGEST = 254
"""Pieces of a window between its beginning and its end: the encoder was trained with 512 positions."""
LONGEST_TOKEN = 24
"""Pieces of one token that are read; the rest says no more of it."""


class Window(NamedTuple):
    """Consecutive tokens of one text: the numbers of their pieces, with beginning and end, and each token's range of them."""

    pieces: tuple[int, ...]
    tokens: tuple[Span, ...]


def windows(pieces: Pieces, text: str, tokens: Sequence[Span], sentences: Sequence[Span]) -> list[Window]:
    """The windows of a text; `tokens` are code points of it, `sentences` ranges of tokens that follow each other.

    A window holds as many whole sentences as fit; a sentence that alone does not fit is cut.
    """
    cut = [pieces.of(text[start:end], not start or text[start - 1].isspace())[:LONGEST_TOKEN] for start, end in tokens]
    found: list[Window] = []
    first, size = 0, 0
    for sentence in sentences:
        length = sum(len(cut[token]) for token in range(*sentence))
        if size + length > LONGEST and sentence.start > first:
            found.append(_window(cut[first : sentence.start]))
            first, size = sentence.start, 0
        size += length
        if size > LONGEST:  # it alone does not fit
            for token in range(first, sentence.end):
                size = sum(map(len, cut[first : token + 1]))
                if size > LONGEST:
                    found.append(_window(cut[first:token]))
                    first, size = token, len(cut[token])
    if first < len(cut):
        found.append(_window(cut[first:]))
    return found


def _window(cut: Sequence[tuple[int, ...]]) -> Window:
    numbers: list[int] = [BEGIN]
    tokens = []
    for some in cut:
        tokens.append(Span(len(numbers), len(numbers) + len(some)))
        numbers += some
    return Window((*numbers, END), tuple(tokens))
