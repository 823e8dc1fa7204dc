"""What the network gets for each word form: its vector, its affixes, its shape and what word lists know of it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

AFFIX_ROWS = 3000
SHAPES = 64
SHAPE_BITS = 8
MOST_KEPT = 50_000
"""Forms whose features are kept, at 1.2 kB each; then all are let go, and those that come again are worked out again."""
KNOWN, NOUN, COMPOUND = 4, 5, 15
"""Bits of word lists that the table itself uses: common words, common nouns; and the bit that it computes."""
PROPER_NAMES = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 10 | 1 << 11 | 1 << 12 | 1 << 14
"""Bits of the lists of names: first names, towns, states, surnames, places, small towns, villages."""
_LINKS = ("", "s", "es", "n", "en", "-", "e", "er")
_DIGIT = re.compile(r"\d")
_FNV_OFFSET, _FNV_PRIME, _WORD32 = 2166136261, 16777619, 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """The features of one form: vector, row numbers (word, three suffixes, prefix, shape), and yes-or-no facts."""

    vector: Floats
    rows: tuple[int, ...]
    facts: Floats


@dataclass
class FeatureTable:
    """Looks up the features of word forms and keeps those it has seen.

    `vectors` and `grams` are rows of signed bytes with one scale a row: fastText vectors (Bojanowski et al. 2017) of
    known words, and of hashed character n-grams, whose mean stands for an unknown word. `listed` holds sorted 32-bit
    hashes of words and, beside them, a byte mask of the word lists they are in.
    """

    words: dict[str, int]
    vectors: npt.NDArray[np.int8]
    vector_scales: Floats
    grams: npt.NDArray[np.int8]
    gram_scales: Floats
    trained: dict[str, int]
    listed: npt.NDArray[np.uint32]
    masks: npt.NDArray[np.uint16]
    lists: int
    seen: dict[str, WordFeatures] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)

    def __call__(self, form: str) -> WordFeatures:
        """The features of a form, worked out once."""
        known = self.seen.get(form)
        if known is None:
            if len(self.seen) >= MOST_KEPT:
                self.seen.clear()
            known = self.seen[form] = WordFeatures(self.vector(form), self.rows(form), self.facts(form))
        return known

    def vector(self, form: str) -> Floats:
        """The vector of a form; that of its character n-grams where the form is unknown."""
        form = _DIGIT.sub("0", form)
        row = self.words.get(form)
        if row is not None:
            scaled: Floats = self.vectors[row].astype(np.float32) * self.vector_scales[row]
            return scaled
        numbers = gram_rows(form, len(self.grams))
        if not numbers:
            return np.zeros(self.vectors.shape[1], np.float32)
        found: Floats = (self.grams[numbers] * self.gram_scales[numbers, None]).mean(0).astype(np.float32)
        return found

    def rows(self, form: str) -> tuple[int, ...]:
        """Row numbers of the trained embeddings: word (0 if unseen), suffixes of 2, 3 and 4, prefix of 3, shape."""
        low = _DIGIT.sub("0", form).lower()
        return (
            self.trained.get(low, 0),
            *(affix_row(low[-size:], size) for size in (2, 3, 4)),
            affix_row(low[:3], 5),
            shape_row(form),
        )

    def facts(self, form: str) -> Floats:
        """Shape and word-list membership as zeros and ones."""
        mask = self.mask_of(form)
        if not mask and form[0].isupper():
            # a name in the genitive or in capitals
            raised = self.mask_of(form.title()) if form.isupper() else 0
            mask = (self.mask_of(form.removesuffix("s")) or raised) & PROPER_NAMES
        if not mask & (1 << KNOWN | 1 << NOUN) and self.compound(form):
            mask |= 1 << COMPOUND
        lists = [float(mask >> bit & 1) for bit in range(self.lists)]
        return np.array([*shape_facts(form), *lists], dtype=np.float32)

    def lists_of(self, form: str) -> int:
        """The word lists that hold a form, as bits, and from bit 16 those that hold it in small letters."""
        known = self.held.get(form)
        if known is None:
            if len(self.held) >= MOST_KEPT:
                self.held.clear()
            facts = self(form).facts[SHAPE_BITS:]
            own = sum(1 << bit for bit in facts.nonzero()[0].tolist())
            known = self.held[form] = own | self.mask_of(form.lower()) << 16
        return known

    def mask_of(self, form: str) -> int:
        """The word lists that hold a form, as bits."""
        key = np.uint32(word_hash(form))
        at = int(self.listed.searchsorted(key))
        return int(self.masks[at]) if at < len(self.listed) and self.listed[at] == key else 0

    def masks_of(self, forms: Sequence[str]) -> npt.NDArray[np.uint16]:
        """The word lists that hold each form, as bits."""
        if not len(self.listed):
            return np.zeros(len(forms), np.uint16)
        keys = np.array([word_hash(form) for form in forms], np.uint32)
        at = np.minimum(np.searchsorted(self.listed, keys), len(self.listed) - 1)
        return np.where(self.listed[at] == keys, self.masks[at], 0).astype(np.uint16)

    def compound(self, form: str) -> bool:
        """True if a capitalised form can be read as a German compound: a known word and a noun (`Waffen|lieferung`)."""
        if len(form) < 7 or not form[0].isupper():
            return False
        splits = range(3, len(form) - 2)
        heads = self.masks_of([form[at:].capitalize() for at in splits])
        for at, head in zip(splits, heads, strict=True):
            if head >> NOUN & 1 and len(form) - at > 3:
                fronts = [form[:at].removesuffix(link) for link in _LINKS if form[:at].endswith(link)]
                fronts = [front for front in fronts if len(front) > 2]
                if any(mask & (1 << KNOWN | 1 << NOUN) for mask in self.masks_of([*fronts, *map(str.lower, fronts)])):
                    return True
        return False


def word_hash(form: str) -> int:
    """32 bits that stand for a word in the word lists."""
    return zlib.crc32(form.encode("utf-8", "replace"))


def affix_row(affix: str, salt: int) -> int:
    """The row of an affix in a table that affixes share by hashing."""
    return zlib.crc32(f"{salt}{affix}".encode("utf-8", "replace")) % AFFIX_ROWS


def shape_row(form: str) -> int:
    """The row of a form's shape (`Xx-X`, `0`, `x`), by hashing."""
    shape: list[str] = []
    for char in form:
        sign = "0" if char.isdigit() else "X" if char.isupper() else "x" if char.isalpha() else char
        if not shape or shape[-1] != sign:
            shape.append(sign)
    return zlib.crc32("".join(shape).encode("utf-8", "replace")) % SHAPES


def shape_facts(form: str) -> list[float]:
    """Yes-or-no facts about the letters of a form, :data:`SHAPE_BITS` of them."""
    return [
        float(form[0].isupper()),
        float(form.isupper() and len(form) > 1),
        float(form[0].isdigit()),
        float("-" in form[1:]),
        float(not any(map(str.isalnum, form))),
        float(form[1:] != form[1:].lower() and not form.isupper()),
        float(len(form) == 1),
        float(form.endswith(".") and len(form) > 1),
    ]


def gram_rows(form: str, buckets: int, *, shortest: int = 3, longest: int = 5) -> list[int]:
    """Rows of a form's character n-grams, hashed as fastText does (FNV-1a over signed bytes)."""
    word = f"<{form}>"
    pieces = [char.encode("utf-8", "replace") for char in word]
    found = []
    for start in range(len(pieces)):
        code = _FNV_OFFSET
        for size, piece in enumerate(pieces[start : start + longest], start=1):
            for byte in piece:
                code = ((code ^ (byte if byte < 128 else byte | 0xFFFFFF00)) * _FNV_PRIME) & _WORD32
            if size >= shortest:
                found.append(code % buckets)
    return found


def pack(rows: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int8], Floats]:
    """Rows as signed bytes and one scale a row."""
    scales = np.maximum(np.abs(rows).max(1), 1e-6).astype(np.float32) / 127
    return np.round(rows / scales[:, None]).astype(np.int8), scales


def arrays(
    sentences: Sequence[Sequence[str]], table: FeatureTable
) -> tuple[Floats, Ints, Floats, npt.NDArray[np.int32]]:
    """Vectors, rows and facts of sentences, padded to the longest: [length, sentences, …], and their lengths."""
    lengths = np.array([len(s) for s in sentences], dtype=np.int32)
    longest, count = int(lengths.max()), len(sentences)
    flat = [table(form) for sentence in sentences for form in sentence]
    inside = (np.arange(longest)[None, :] < lengths[:, None]).nonzero()
    vectors = np.zeros((longest, count, table.vectors.shape[1]), np.float32)
    rows = np.zeros((longest, count, 6), np.int64)
    facts = np.zeros((longest, count, SHAPE_BITS + table.lists), np.float32)
    vectors[inside[1], inside[0]] = np.stack([w.vector for w in flat])
    rows[inside[1], inside[0]] = np.array([w.rows for w in flat], dtype=np.int64)
    facts[inside[1], inside[0]] = np.stack([w.facts for w in flat])
    return vectors, rows, facts, lengths
