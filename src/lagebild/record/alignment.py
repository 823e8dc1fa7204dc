"""Which sentence of a text is which of a later one: the same, moved, changed; or there is none.

The kinds are those of NewsEdits (Spangher et al. 2022): a sentence is kept, edited, added or deleted, and may have moved.
Equal sentences are found first, then those that share most of their words. The work grows with the length of the texts
and not with its square: each sentence is compared with a few others only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from typing import Literal, NamedTuple

ChangeKind = Literal["same", "added", "dropped", "changed", "moved"]

_WORD = re.compile(r"\w+")
_LEAST = 0.5
"""The share of words that a sentence has in common with what became of it, at least (Dice)."""
_INSIDE = 0.8
"""A sentence of which so many words stand in a longer one has become part of it …"""
_LONG = 4
"""… if it has so many words at least."""
_COMMON = 12
"""A word that more sentences have points to none of them."""
_TRIED = 8
"""So many of the sentences that share rare words are compared."""
_AROUND = 3
"""Sentences on each side of the same place in the text that are compared in any case."""


class Pair(NamedTuple):
    """Two sentences by number, of the old text and of the new one; None if there is none."""

    kind: ChangeKind
    old: int | None
    new: int | None


def align(old: Sequence[str], new: Sequence[str]) -> tuple[Pair, ...]:
    """The sentences of two texts side by side, in the order of the new one; what was dropped stands where it was."""
    equal = _equal(old, new)
    became = _similar(old, new, equal, _in_order(equal))
    came = dict(sorted({**equal, **became}.items()))
    in_place = _in_order(came)
    taken = set(came.values())
    gone = deque(i for i in range(len(old)) if i not in taken)
    following = _following({j: came[j] for j in in_place}, len(old), len(new))
    found: list[Pair] = []
    for j in range(len(new)):
        while gone and gone[0] < following[j]:
            found.append(Pair("dropped", gone.popleft(), None))
        if j in equal:
            found.append(Pair("same" if j in in_place else "moved", equal[j], j))
        elif j in became:
            found.append(Pair("changed", became[j], j))
        else:
            found.append(Pair("added", None, j))
    found += [Pair("dropped", i, None) for i in gone]
    return tuple(found)


def _equal(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For each new sentence the old one with the same words; the first for the first, if several are alike."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for i, sentence in enumerate(old):
        places[_spaced(sentence)].append(i)
    return {j: waiting.popleft() for j, s in enumerate(new) if (waiting := places.get(_spaced(s)))}


def _spaced(sentence: str) -> str:
    return " ".join(sentence.split())


def _in_order(equal: dict[int, int]) -> set[int]:
    """The new sentences that stand in the order of the old ones they came from, as many as can be; the others moved."""
    ends: list[int] = []  # the longest rising sequence: the smallest old sentence at which one of each length ends …
    heads: list[int] = []  # … and the new sentence there
    before: dict[int, int | None] = {}
    for j, i in equal.items():
        at = bisect_left(ends, i)
        before[j] = heads[at - 1] if at else None
        ends[at : at + 1], heads[at : at + 1] = [i], [j]
    kept: set[int] = set()
    last = heads[-1] if heads else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _following(in_place: dict[int, int], old: int, new: int) -> list[int]:
    """For each new sentence the old one that the next in its place came from: what was dropped before it comes first."""
    found, at = [old] * new, old
    for j in reversed(range(new)):
        at = in_place.get(j, at)
        found[j] = at
    return found


def _similar(old: Sequence[str], new: Sequence[str], equal: dict[int, int], kept: set[int]) -> dict[int, int]:
    """For each new sentence without an equal the old one that it came from, if there is one."""
    taken = set(equal.values())
    left = {i: _words(old[i]) for i in range(len(old)) if i not in taken}
    came = {j: _words(new[j]) for j in range(len(new)) if j not in equal}
    holding: dict[str, list[int]] = defaultdict(list)
    for i, words in left.items():
        for word in words:
            holding[word].append(i)
    order = list(left)
    fitting: list[tuple[float, int, int, int]] = []
    before = -1
    for j in range(len(new)):
        if j in kept:
            before = equal[j]
        if j not in came:
            continue
        shared = Counter(i for word in came[j] if len(holding.get(word, ())) <= _COMMON for i in holding.get(word, ()))
        here = bisect_left(order, before)
        near = order[max(0, here - _AROUND) : here + _AROUND + 1]
        for i in {*near, *(i for i, _ in shared.most_common(_TRIED))}:
            likeness = _likeness(left[i], came[j])
            if likeness >= _LEAST:
                fitting.append((-likeness, abs(i - before - 1), j, i))
    became: dict[int, int] = {}
    used: set[int] = set()
    for _, _, j, i in sorted(fitting):
        if j not in became and i not in used:
            became[j] = i
            used.add(i)
    return became


def _words(sentence: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(sentence))


def _likeness(left: Counter[str], right: Counter[str]) -> float:
    one, other = left.total(), right.total()
    if not one or not other:
        return 0.0
    common = (left & right).total()
    if min(one, other) >= _LONG and common >= _INSIDE * min(one, other):
        return max(_LEAST, 2 * common / (one + other))
    return 2 * common / (one + other)
