"""Counts that cannot both be right at one time."""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from lagebild.reading import Figure, FigureKind
from lagebild.record.accounts import SETTLED, Point, Told, account, named_source, point, two_speak
from lagebild.record.telling import Telling

_PRECISE = 100
"""Below this, a bare number is meant as it stands; above it, 8000 may be 8120 rounded."""
_ROUNDED = 0.05
_ABOUT = 0.1
"""How far a rounded number, and one with *etwa* or *rund*, may be from the count: a share of it."""
_RISING: frozenset[FigureKind] = frozenset({"killed", "injured", "arrested", "homeless"})
"""Counts of these rise while more comes to light."""
_MOVING: frozenset[FigureKind] = _RISING | {"missing"}
"""The missing become fewer, too, as they are found."""


class _Given(NamedTuple):
    told: Told
    figure: Figure

    @property
    def speaker(self) -> tuple[str, str]:
        """Whoever counted: a source that is named is one wherever it is quoted, hearsay is the voice's."""
        source = named_source(self.told)
        return ("", source) if source else (self.told.voice, self.told.telling.source or "")

    @property
    def when(self) -> str:
        return self.told.telling.evidence.published or ""

    @property
    def rank(self) -> tuple[str, bool, int, int]:
        return self.when, self.figure.counts_up, self.figure.value, self.figure.start


def disputed_figures(told: Sequence[Told]) -> Iterator[Point]:
    """The counts in dispute, by kind.

    Of everybody who counts, the last count stands: whoever corrects themselves takes back what they said. Two counts that
    stand contradict each other if no number fits both. A later higher count of the dead, injured, arrested or homeless is
    a history. The participants of a march are counted once, so two counts differ whenever they were given.
    """
    given: dict[FigureKind, list[_Given]] = defaultdict(list)
    for one in told:
        if one.telling.status in SETTLED:
            for figure in one.telling.figures:
                if figure.value > 1 or not _names_somebody(one.telling):
                    given[figure.kind].append(_Given(one, figure))
    for kind, found in sorted(given.items()):
        standing: dict[tuple[str, str], _Given] = {}
        for count in found:
            before = standing.get(count.speaker)
            if before is None or count.rank >= before.rank:
                standing[count.speaker] = count
        opposed = [pair for pair in combinations(standing.values(), 2) if _contradict(kind, *pair)]
        values = {(count.speaker, count.figure.value) for pair in opposed for count in pair}
        yield from point(
            "figure",
            kind,
            (
                account(c.told, _value(c.figure), start=c.figure.start, end=c.figure.end)
                for c in found
                if (c.speaker, c.figure.value) in values
            ),
        )


def _contradict(kind: FigureKind, one: _Given, other: _Given) -> bool:
    low, high = sorted((one, other), key=lambda count: count.figure.value)
    if not two_speak(one.told, other.told) or _least(high.figure) <= _most(low.figure):
        return False
    if kind not in _MOVING:
        return True
    if one.told.telling.report == other.told.telling.report:
        return not high.figure.counts_up and not _of_others(one.told.telling, other.told.telling)
    order = _earlier(low.when, high.when)
    if kind == "missing":
        return order == 0
    return order >= 0


def _names_somebody(telling: Telling) -> bool:
    """True if the telling says whom it befell: the one killed whom a report names is no count of the dead."""
    return any(p.named and p.kind == "person" for p in telling.recipients)


def _of_others(one: Telling, other: Telling) -> bool:
    """True if two tellings of one report count others: 35 fighters, five civilians."""
    mine, theirs = ({p.name.split()[-1].casefold() for p in t.recipients if p.name.split()} for t in (one, other))
    return bool(mine and theirs and not mine & theirs)


def _earlier(one: str, other: str) -> int:
    """Below zero if the first time is before the second, above zero if after, zero if neither is known to be."""
    if len(one) > len("2021-03-08") < len(other):
        left, right = (datetime.datetime.fromisoformat(t.replace("Z", "+00:00")) for t in (one, other))
        if (left.tzinfo is None) == (right.tzinfo is None):
            return (left > right) - (left < right)
    return (one[:10] > other[:10]) - (one[:10] < other[:10])


def _rounding(figure: Figure) -> float:
    if figure.value < _PRECISE:
        return _ABOUT * figure.value if figure.bound == "about" else 0
    zeros = len(str(figure.value)) - len(str(figure.value).rstrip("0"))
    rounded = min(10**zeros / 2, _ROUNDED * figure.value) if zeros else 0
    return max(rounded, _ABOUT * figure.value if figure.bound == "about" else 0)


def _least(figure: Figure) -> float:
    return 0 if figure.bound == "up to" else figure.value - _rounding(figure)


def _most(figure: Figure) -> float:
    return math.inf if figure.bound in ("at least", "more than") else figure.value + _rounding(figure)


def _value(figure: Figure) -> str:
    return str(figure.value) if figure.bound == "exact" else f"{figure.bound} {figure.value}"
