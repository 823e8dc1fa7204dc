"""Which of the pre-trained encoder's 250,000 pieces German news needs: those that cut our corpus and the open texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from training.encoder.base import Base

from lagebild.language.encoder.pieces import SPECIAL, Pieces

_WORD = re.compile(r"\w+|[^\w\s]")
_FIRST = 4
"""The pieces before this one are marks (`<s>`, `<pad>`, `</s>`, `<unk>`)."""


def words_of(texts: Iterable[str]) -> Counter[tuple[str, bool]]:
    """How often each word stands in texts, after a space and not."""
    found: Counter[tuple[str, bool]] = Counter()
    for text in texts:
        for match in _WORD.finditer(text):
            start = match.start()
            found[match.group(), not start or text[start - 1].isspace()] += 1
    return found


def needed(base: Base, words: Counter[tuple[str, bool]], *, least: int) -> list[int]:
    """The numbers of the pieces that words (those that come more than once) are cut into so often, in their order."""
    names = zip(base.pieces[_FIRST:], base.scores[_FIRST:].tolist(), strict=True)
    pieces = Pieces(f"{name}\t{score}" for name, score in names)
    counts: Counter[int] = Counter()
    for (word, spaced), times in words.items():
        if times > 1:
            for number in pieces.of(word, spaced):
                counts[number] += times
    shift = _FIRST - len(SPECIAL)
    return sorted(number + shift for number, times in counts.items() if times >= least and number >= len(SPECIAL))
