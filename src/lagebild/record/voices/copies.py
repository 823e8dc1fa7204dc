"""Near copies: reports that share their text, found by MinHash and told by the passages that they have in common.

A copy is often a part: an agency's forty words within eight hundred. The two share then one shingle in twenty. So each of
the 128 slots of a signature is a band of its own: of two texts with the share *J* of their shingles in common
(Jaccard), about `1 − (1 − J)^128` get to be candidates (99.9 % at 0.05, 92 % at 0.02). A candidate is no copy yet:
:func:`overlap` compares the words themselves.

MinHash: Broder 1997, "On the resemblance and containment of documents"; bands: Leskovec, Rajaraman and Ullman, "Mining of
massive datasets", 3.4. The slots are R-MinHash's (`rensa`) over hashes of our own, so they are equal on every machine.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from lagebild.document import Span
from lagebild.record.voices.outlets import is_agency, same_outlet

SHINGLE = 5
"""Words of a shingle: four are often a phrase of the trade, six are lost with one changed word too often."""
SLOTS = 128
SEED = 2021
SHARE = 0.5
"""The part of the shorter text's own words that must stand in the other: retellings of one agency report lie above it,
reports by two hands on one happening far below (docs/sources.md)."""
ENOUGH = 25
"""Words in common from which two texts can be copies: less is a headline, or a sentence of law."""
_PLACES = 8
"""Places of one shingle that are looked at: a refrain must not make the comparison quadratic."""

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"„[^„“”\n]{1,900}[“”]|»[^»«\n]{1,900}«|«[^»«\n]{1,900}»|“[^“”\n]{1,900}”|\"[^\"\n]{1,900}\"")


class Overlap(msgspec.Struct, frozen=True, kw_only=True):
    """What two texts have in common, word for word.

    `share` is the larger of two: the part of the one's own words that stand in common passages, and the part of the other's
    (0 … 1). `words` counts them in the text with that part. `spans` and `other_spans` are the passages (code points), the
    longest first: `spans[i]` of the one has the words of `other_spans[i]` of the other. Words in quotation marks are in the
    passages, but do not count: two reporters quote a speaker alike.
    """

    share: float
    words: int
    spans: tuple[Span, ...] = ()
    other_spans: tuple[Span, ...] = ()

    @property
    def copied(self) -> bool:
        """True if so much is in common that one text is made from the other."""
        return self.share >= SHARE and self.words >= ENOUGH


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it was printed, for the search of copies; `published` is an ISO date or date-time."""

    report: str
    outlet: str | None
    published: str | None
    text: str


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """That a report copies another (`original`, of `outlet`): the part of the text in common, and its longest passage.

    `start` and `end` are code points of the copy's text.
    """

    original: str
    outlet: str | None
    share: float
    start: int
    end: int


class _Words(NamedTuple):
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    own: tuple[bool, ...]


def signature(text: str) -> tuple[int, ...]:
    """The MinHash of a text's word shingles: 128 numbers below 2³², equal on every machine; empty for under five words."""
    words = [word.group().casefold() for word in _WORD.finditer(text)]
    hashes = {_hash(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    if not hashes:
        return ()
    from rensa import RMinHash  # type: ignore[import-untyped]  # noqa: PLC0415  (only what is added needs it)

    (row,) = RMinHash.digest_matrix_from_token_hash_sets([sorted(hashes)], SLOTS, SEED).to_rows()
    return tuple(int(value) for value in row)


def _hash(words: list[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest(), "little")


def bands(signature: Iterable[int]) -> tuple[int, ...]:
    """The keys of a signature for an index: texts with a key in common are candidates. 39-bit numbers, one a slot."""
    return tuple(slot << 32 | value for slot, value in enumerate(signature))


def overlap(one: str, other: str) -> Overlap:
    """What two texts have in common in passages of five words and more; takes time in proportion to their lengths."""
    return _overlap(_words(one), _words(other))


def _overlap(mine: _Words, theirs: _Words) -> Overlap:
    passages = sorted(_passages(mine.words, theirs.words), key=lambda p: (-p[2], p[0]))
    shares = [
        _share(words.own, [(passage[side], passage[2]) for passage in passages])
        for side, words in enumerate((mine, theirs))
    ]
    share, count = max(shares)
    return Overlap(
        share=share,
        words=count,
        spans=tuple(_span(mine, at, length) for at, _, length in passages),
        other_spans=tuple(_span(theirs, at, length) for _, at, length in passages),
    )


def original(of: Printed, candidates: Iterable[Printed]) -> Copy | None:
    """The report that `of` copies: of the candidates that share its text and came before it, the first.

    Before is (:func:`came_before`): published earlier, an agency before a paper, then by id. A report of the same outlet is
    not copied but printed again. The order of the candidates does not matter.
    """
    earlier = sorted((c for c in candidates if came_before(c, of)), key=_when)
    mine = _words(of.text)
    for candidate in earlier:
        if of.outlet and candidate.outlet and same_outlet(of.outlet, candidate.outlet):
            continue
        found = _overlap(mine, _words(candidate.text))
        if found.copied:
            start, end = found.spans[0]
            return Copy(original=candidate.report, outlet=candidate.outlet, share=found.share, start=start, end=end)
    return None


def came_before(one: Printed, other: Printed) -> bool:
    """True if the other may be a copy of the one, by when and by whom they were printed."""
    return _when(one) < _when(other)


def _when(printed: Printed) -> tuple[float, float, bool, str]:
    """Sorts by day, then by hour (a day alone goes first: its hour is not known); a report without a day goes last."""
    outlet = printed.outlet or ""
    try:
        moment = datetime.fromisoformat(printed.published or "")
    except ValueError:
        return float("inf"), 0.0, not is_agency(outlet), printed.report
    seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    day = seconds // 86400
    alone = len(printed.published or "") <= len("2021-02-16")
    return day, -1.0 if alone else seconds, not is_agency(outlet), printed.report


def _words(text: str) -> _Words:
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    starts = [start for start, _ in quoted]
    words, spans, own = [], [], []
    for match in _WORD.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        words.append(match.group().casefold())
        spans.append(Span(*match.span()))
        own.append(at < 0 or quoted[at][1] <= match.start())
    if sum(own) < ENOUGH:  # a report that is nothing but a quotation
        own = [True] * len(words)
    return _Words(tuple(words), tuple(spans), tuple(own))


def _passages(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    """Where a passage begins in the one and in the other, and its words: the longest from each word on, none twice."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(theirs) - SHINGLE + 1):
        known = places.setdefault(theirs[at : at + SHINGLE], [])
        if len(known) < _PLACES:
            known.append(at)
    at = 0
    while at <= len(mine) - SHINGLE:
        best, length = max(
            ((place, _length(mine, at, theirs, place)) for place in places.get(mine[at : at + SHINGLE], ())),
            key=lambda found: (found[1], -found[0]),
            default=(0, 0),
        )
        if length:
            yield at, best, length
        at += length or 1


def _length(mine: tuple[str, ...], at: int, theirs: tuple[str, ...], place: int) -> int:
    length = 0
    while at + length < len(mine) and place + length < len(theirs) and mine[at + length] == theirs[place + length]:
        length += 1
    return length


def _share(own: tuple[bool, ...], passages: Iterable[tuple[int, int]]) -> tuple[float, int]:
    covered = {at for start, length in passages for at in range(start, start + length) if own[at]}
    return (len(covered) / sum(own) if covered else 0.0), len(covered)


def _span(words: _Words, at: int, length: int) -> Span:
    return Span(words.spans[at].start, words.spans[at + length - 1].end)
