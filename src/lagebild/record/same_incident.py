"""Do two tellings tell of one happening? Signs that add up, and bars that rule it out.

Where no bar holds, the weights of the signs are added up; :data:`ENOUGH` is how much two tellings need to be one incident.
"""

from __future__ import annotations

from typing import NamedTuple

from lagebild.record.bars import AHEAD, BARS
from lagebild.record.pairs import Pair, days_of, published
from lagebild.record.signs import ANCHORS, WEIGHTS
from lagebild.record.telling import Telling

ENOUGH = 0.0
"""Two tellings of one report with so much for them are taken for one."""
ENOUGH_ACROSS = 1.5
"""Two tellings of two reports need so much: of all reports few tell the same, so less is mostly chance."""
ENOUGH_ANCHORED = 0.5
"""Two tellings of two reports need so much if they share somebody, a town, a day, a count or a name of their own.

Of 82 pairs of the Wikinews reports that were joined when zero was enough, and are two (`bench/incidents`, `joined.tsv`), 70
stay apart so; of 21 that are one, 17 are still joined.
"""


class Verdict(NamedTuple):
    """What speaks for and against two tellings being one: `score` is the sum of `signs`, `bar` the name of a bar, if any.

    `enough` is the score that they need.
    """

    score: float
    signs: tuple[tuple[str, float], ...]
    bar: str | None = None
    enough: float = ENOUGH

    @property
    def one(self) -> bool:
        """True if the two are taken for one."""
        return self.bar is None and self.score >= self.enough


_LATER = frozenset({"plan-and-deed", "told-before", "other-days", "long-after"})
"""Bars between tellings of one happening that none are between a plan and what came of it."""
_MANY = frozenset({"other-days", "told-before", "other-victims", "other-people"})
"""Bars that none are between a series and one of its parts."""
_SERIES_DAYS = 31


def lasts(telling: Telling) -> bool:
    """True if something is told of so many days that single happenings can be parts of it.

    What one deed is told of by a year or a season only (*die Wahl 2005*) is vague, and no series.
    """
    days = days_of(telling)
    if days is None or (days[1] - days[0]).days <= _SERIES_DAYS:
        return False
    return "/" in (telling.time or "") or telling.status == "ongoing" or telling.many or bool(telling.figures)


def compare(one: Telling, other: Telling) -> Verdict:
    """What speaks for and against two tellings being one happening; the same whichever comes first."""
    return _verdict(Pair(*sorted((one, other))), frozenset())


def outcome(one: Telling, other: Telling) -> Verdict:
    """What speaks for and against one of two tellings being what came of the other, which tells of it beforehand."""
    ahead, deed = (one, other) if one.status in AHEAD else (other, one)
    planned, done, told = days_of(ahead), days_of(deed) or (published(deed),) * 2, published(ahead)
    if planned and done[0] and done[1] and (done[1] < planned[0] or done[0] > planned[1]):
        return Verdict(0.0, (), "other-days")
    if told and done[1] and done[1] < told:
        return Verdict(0.0, (), "told-after")
    return _verdict(Pair(*sorted((one, other))), _LATER)


def part(one: Telling, other: Telling) -> Verdict:
    """What speaks for and against one of two tellings being a part of the series that the other tells of."""
    series, single = (one, other) if lasts(one) else (other, one)
    span, day = days_of(series), days_of(single) or (published(single),) * 2
    if span is None or day[0] is None or day[1] is None or day[0] < span[0] or day[1] > span[1]:
        return Verdict(0.0, (), "other-days")
    return _verdict(Pair(*sorted((one, other))), _MANY)


def barred(pair: Pair) -> bool:
    """True if a bar holds between two tellings."""
    return any(bar.holds(pair) for bar in BARS)


def _verdict(pair: Pair, lifted: frozenset[str]) -> Verdict:
    bar = next((b.name for b in BARS if b.name not in lifted and b.holds(pair)), None)
    if bar is not None:
        return Verdict(0.0, (), bar)
    together = pair.together
    signs = tuple((n, weight * share) for n, measure, weight in WEIGHTS[together] if (share := measure(pair)))
    enough = ENOUGH
    if not together:
        enough = ENOUGH_ANCHORED if ANCHORS & {name for name, _ in signs} else ENOUGH_ACROSS
    return Verdict(sum(weight for _, weight in signs), signs, enough=enough)
