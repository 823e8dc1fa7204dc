"""Offices and ties as bars over time: sharp where a report says when, fading where they were only seen."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

from lagebild.record.stretches import VOUCHED_DAYS
from lagebild.record.tenures import Tenure
from lagebild.record.ties.course import Tie

T = TypeVar("T", Tenure, Tie)

WIDTH = 720
"""The drawing's width in its own units."""


class Bar(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A tenure or tie drawn: `x` to `x + width`, with the stretches at either side that fade out (0: a sharp edge)."""

    of: T
    x: float
    width: float
    fade_in: float
    fade_out: float

    @property
    def end(self) -> float:
        """Where the bar's solid part ends."""
        return self.x + self.width


class Chart(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """Bars on one axis; `years` are the ticks, with the place of each."""

    bars: tuple[Bar[T], ...]
    years: tuple[tuple[int, float], ...]
    undated: tuple[T, ...]


def chart(items: Sequence[T]) -> Chart[T]:
    """The chart of some tenures or ties, in their order, and those without any date."""
    spans = {id(t): span for t in items if (span := _span(t)) is not None}
    undated = tuple(t for t in items if id(t) not in spans)
    if not spans:
        return Chart(bars=(), years=(), undated=undated)
    first = min(s[0] for s in spans.values())
    last = max(s[3] for s in spans.values())
    begin, end = datetime.date(first.year, 1, 1), datetime.date(min(last.year + 1, 9999), 1, 1)
    scale = WIDTH / max(1, (end - begin).days)

    def place(day: datetime.date) -> float:
        return round((day - begin).days * scale, 1)

    step = max(1, -(-(end.year - begin.year) // 9))
    bars: list[Bar[T]] = []
    for item in items:
        if id(item) in spans:
            a, b, c, d = (place(x) for x in spans[id(item)])
            bars.append(
                Bar(
                    of=item,
                    x=b,
                    width=round(max(3.0, c - b), 1),
                    fade_in=round(b - a, 1),
                    fade_out=round(d - c, 1),
                )
            )
    return Chart(
        bars=tuple(bars),
        years=tuple((y, place(datetime.date(y, 1, 1))) for y in range(begin.year, end.year, step)),
        undated=undated,
    )


def _span(item: Tenure | Tie) -> tuple[datetime.date, datetime.date, datetime.date, datetime.date] | None:
    """Where the bar begins to fade in, becomes solid, stops being solid, and has faded out."""
    seen = [_first(d) for d in (item.seen_first, item.seen_last) if d]
    begin, end = _first(item.valid_from), _last(item.valid_to)
    known = [d for d in (*seen, begin, end) if d]
    if not known:
        return None
    fade = datetime.timedelta(days=VOUCHED_DAYS // 3)
    former = item.status == "former"
    start = begin or (end - fade if end and former else min(known))
    stop = end or (start if former and not begin else max([*(d for d in seen if d), start]))
    stop = max(start, stop)
    # a former holder was seen after the end: nothing fades on from there
    return (start if begin else _shift(start, -fade)), start, stop, (stop if end or former else _shift(stop, fade))


def _shift(day: datetime.date, by: datetime.timedelta) -> datetime.date:
    try:
        return day + by
    except OverflowError:
        return day


def _first(value: str | None) -> datetime.date | None:
    if not value:
        return None
    try:
        return datetime.date.fromisoformat((value[:10] + "-01-01")[:10] if len(value) < 10 else value[:10])
    except ValueError:
        return None


def _last(value: str | None) -> datetime.date | None:
    first = _first(value)
    if first is None or value is None or len(value) >= 10:
        return first
    if len(value) >= 7:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return datetime.date(first.year, 12, 31)
