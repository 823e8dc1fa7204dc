"""Words cut into the pieces that the encoder knows: the likeliest cut by a unigram model (Kudo 2018, section 3.1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

BEGIN, END, UNKNOWN = 0, 1, 2
"""The numbers of the pieces that begin and end a window, and of what no piece covers."""
SPECIAL = ("<s>", "</s>", "<unk>")
GAP = "▁"
"""Stands for the space before a word (SentencePiece's mark)."""
_NEVER = -30.0
"""The score of a character that no piece covers: below that of any piece."""
_LONGEST_WORD = 60
"""Code points of a word that are looked at: the cut takes as many steps as a word has characters, and no word is longer."""
_WORDS_HELD = 50_000


class Pieces:
    """The pieces and their scores (log probabilities), a line `piece<tab>score` each, after :data:`SPECIAL`."""

    def __init__(self, lines: Iterable[str]) -> None:
        rows = [line.split("\t") for line in lines]
        self.names = [*SPECIAL, *(name for name, _ in rows)]
        self._known = {name: (number, float(score)) for number, (name, score) in enumerate(rows, start=len(SPECIAL))}
        self._longest = max(map(len, self._known), default=1)
        self.of = lru_cache(maxsize=_WORDS_HELD)(self._of)

    @classmethod
    def load(cls, file: Path) -> Pieces:
        """The pieces of a file."""
        return cls(file.read_text(encoding="utf-8").split("\n")[:-1])

    def __len__(self) -> int:
        return len(self.names)

    def _of(self, form: str, spaced: bool) -> tuple[int, ...]:
        """The numbers of the pieces of a word; `spaced`: whether a space stands before it. At least one."""
        word = (GAP if spaced else "") + unicodedata.normalize("NFKC", form[:_LONGEST_WORD])
        size = len(word)
        best = [0.0, *[float("-inf")] * size]
        back = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(start + self._longest, size) + 1):
                number, score = self._known.get(word[start:end], (UNKNOWN, _NEVER if end == start + 1 else None))
                if score is not None and best[start] + score > best[end]:
                    best[end], back[end] = best[start] + score, (start, number)
        found: list[int] = []
        end = size
        while end:
            end, number = back[end]
            if not (found and number == UNKNOWN == found[-1]):
                found.append(number)
        return tuple(reversed(found)) or (UNKNOWN,)
