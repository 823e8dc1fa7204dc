"""The timeline as a drawing: a lane a kind, a column a year, month or day, and bars for what took longer or is less sure.

The edges say how precisely the days are known: a column is of incidents that lie in it for sure; where only the last possible
day is known, it fades out to the left; what may lie in several columns is a bar over all of them.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from lagebild.record.tallies import DayCount

Scale = Literal["decades", "years", "months", "days"]

DIGITS: Mapping[Scale, int] = {"decades": 3, "years": 4, "months": 7, "days": 10}
"""After so many digits a day is cut for a column."""

MOST = 60
"""The most columns of a drawing: more years are shown as decades, and of more decades the last ones."""

WIDTH, NARROW = 960, 360
"""The drawing's width in its own units."""
LABEL, HIGH, ROW, GAP, AXIS = 32, 48, 9, 10, 22
"""The heights of a lane's name, of its highest column, of a bar, of what parts two lanes, and of the axis."""
ROWS = 6
"""The most rows of bars in a lane: what goes beyond is counted."""
_NARROWEST = 1.5


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: `at` as in the address, and for each kind how many incidents lie in it (`sharp`) or before its end (`by`).

    `open` counts those of either that did not happen so far as reports say: announced, demanded, possible, denied.
    """

    at: str
    begin: str
    end: str
    sharp: dict[str, int]
    by: dict[str, int]
    open: dict[str, int]

    @property
    def count(self) -> int:
        """How many incidents it stands for."""
        return sum(self.sharp.values()) + sum(self.by.values()) + sum(self.open.values())

    def of(self, kind: str) -> int:
        """How many of them are of a kind."""
        return self.sharp.get(kind, 0) + self.by.get(kind, 0) + self.open.get(kind, 0)


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """So many incidents of a kind that lie somewhere within several columns, `begin` and `end` among them.

    `before` and `after` are True if it goes on beyond the drawing; `settled` ones happened or go on.
    """

    kind: str
    begin: str
    end: str
    before: bool
    after: bool
    settled: bool
    count: int


class Timescale(msgspec.Struct, frozen=True, kw_only=True):
    """What is counted for a drawing: `undated` incidents have no day at all, `earlier` ones lie outside the columns."""

    scale: Scale
    at: str
    columns: tuple[Column, ...]
    stretches: tuple[Stretch, ...]
    undated: int
    earlier: int


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A rectangle of a column: a `sharp` one, one that fades out to the left (`by`), or an outline (`open`).

    `number` is shown above it, unless it is 0.
    """

    kind: str
    x: float
    y: float
    width: float
    height: float
    look: Literal["sharp", "by", "open"]
    number: int


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch drawn; `fade_in` and `fade_out` are what fades at either side beyond the solid part (0: a sharp edge)."""

    of: Stretch
    x: float
    y: float
    width: float
    fade_in: float
    fade_out: float


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """A kind's lane: its name stands at `y`, its columns on `base`; `count` is all it has, `left` the bars left out."""

    kind: str
    y: float
    base: float
    count: int
    left: int


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing: `columns` have the place and the width of each column's link, and its rectangles."""

    width: int
    height: float
    lanes: tuple[Lane, ...]
    columns: tuple[tuple[Column, float, float, tuple[Block, ...]], ...]
    bars: tuple[Bar, ...]
    every: int


def timescale(
    found: Sequence[DayCount],
    kinds: Mapping[str, str],
    at: str,
    *,
    first: str | None = None,
    last: str | None = None,
) -> Timescale:
    """The columns of what was counted, for a decade, year or month (`202`, `2021`, `2021-03`), or for all years.

    `found` has days cut for its scale (:func:`scale_of`); `kinds` says of which kind a type is. Of all years only those from
    `first` to `last` (ISO dates) are shown, if they are given.
    """
    dated = [one for one in found if _is_day(one.begin or one.by)]
    undated = sum(one.count for one in found) - sum(one.count for one in dated)
    scale = scale_of(at)
    years = [] if at else [y for y in _years(dated) if (first or "0")[:4] <= y <= (last or "9999")[:4]]
    if len(years) > MOST:
        scale = "decades"
    digits = DIGITS[scale]
    ats = list(_within(at)) if at else list(dict.fromkeys(year[:digits] for year in years))[-MOST:]
    if not ats:
        return Timescale(scale=scale, at=at, columns=(), stretches=(), undated=undated, earlier=0)
    sharp: dict[str, dict[str, int]] = {one: defaultdict(int) for one in ats}
    by: dict[str, dict[str, int]] = {one: defaultdict(int) for one in ats}
    unsettled: dict[str, dict[str, int]] = {one: defaultdict(int) for one in ats}
    long: dict[tuple[str, str, str, bool, bool, bool], int] = defaultdict(int)
    earlier = 0
    for one in dated:
        kind, a, b = kinds[one.type], (one.begin or one.by or "")[:digits], (one.end or one.begin or "")[:digits]
        if one.begin is None and a in by:
            (by if one.settled else unsettled)[a][kind] += one.count
        elif one.begin is not None and a == b and a in sharp:
            (sharp if one.settled else unsettled)[a][kind] += one.count
        elif one.begin is None or b < ats[0] or a > ats[-1]:
            earlier += one.count
        else:
            long[kind, max(a, ats[0]), min(b, ats[-1]), a < ats[0], b > ats[-1], one.settled] += one.count
    return Timescale(
        scale=scale,
        at=at,
        columns=tuple(
            Column(
                at=one,
                begin=days(one)[0],
                end=days(one)[1],
                sharp=dict(sharp[one]),
                by=dict(by[one]),
                open=dict(unsettled[one]),
            )
            for one in ats
        ),
        stretches=tuple(
            Stretch(kind=kind, begin=begin, end=end, before=before, after=after, settled=settled, count=number)
            for (kind, begin, end, before, after, settled), number in sorted(long.items())
        ),
        undated=undated,
        earlier=earlier,
    )


def scale_of(at: str) -> Scale:
    """What the columns are within a decade, year or month; years if nothing is chosen."""
    return {0: "years", 3: "years", 4: "months", 7: "days"}[len(at)]  # type: ignore[return-value]


def only_year(found: Iterable[DayCount]) -> str:
    """The one year in which everything lies; empty if there are several, or none."""
    years = _years(one for one in found if _is_day(one.begin or one.by))
    return years[0] if len(years) == 1 else ""


def days(at: str) -> tuple[str, str]:
    """The first and the last day of a decade, year, month or day (ISO dates)."""
    match len(at):
        case 3:
            return f"{at}0-01-01", f"{at}9-12-31"
        case 4:
            return f"{at}-01-01", f"{at}-12-31"
        case 7:
            return f"{at}-01", f"{at}-{_last(at):02}"
    return at, at


def around(at: str) -> list[str]:
    """What a year or month lies in, the widest first: the year of a month."""
    return [at[:4]] if len(at) == 7 else []


def draw(found: Timescale, kinds: Sequence[str], *, width: int = WIDTH) -> Drawn:
    """Where everything stands; the lanes come in the order of `kinds`, those without anything are left out."""
    wide = width / max(1, len(found.columns))
    place = {column.at: number * wide for number, column in enumerate(found.columns)}
    long = {one.kind for one in found.stretches}
    shown = [kind for kind in kinds if kind in long or any(column.of(kind) for column in found.columns)]
    most = max((column.of(kind) for column in found.columns for kind in shown), default=0) or 1
    lanes: list[Lane] = []
    bars: list[Bar] = []
    blocks: dict[str, list[Block]] = defaultdict(list)
    y = 0.0
    for kind in shown:
        base = y + LABEL + HIGH
        for column in found.columns:
            blocks[column.at] += _blocks(column, kind, place[column.at], wide, base, HIGH / most)
        of_kind = sorted((s for s in found.stretches if s.kind == kind), key=lambda s: (s.begin, s.end))
        rows, left = _packed(of_kind)
        for number, row in enumerate(rows):
            bars += (_bar(one, place, wide, base + 4 + number * ROW) for one in row)
        count = sum(column.of(kind) for column in found.columns) + sum(s.count for s in of_kind)
        lanes.append(Lane(kind=kind, y=y, base=base, count=count, left=left))
        y = base + len(rows) * ROW + GAP
    return Drawn(
        width=width,
        height=y + AXIS,
        lanes=tuple(lanes),
        columns=tuple((c, round(place[c.at], 1), round(wide, 1), tuple(blocks[c.at])) for c in found.columns),
        bars=tuple(bars),
        every=max(1, -(-len(found.columns) // (31 * width // WIDTH))),
    )


def _blocks(column: Column, kind: str, x: float, wide: float, base: float, unit: float) -> Iterator[Block]:
    """The rectangles of a kind in a column: what lies in it for sure, above it what may lie before it, then what is open."""
    width = min(wide * 0.7, 30.0)
    left = round(x + (wide - width) / 2, 1)
    looks: tuple[tuple[Literal["sharp", "by", "open"], int], ...] = (
        ("sharp", column.sharp.get(kind, 0)),
        ("by", column.by.get(kind, 0)),
        ("open", column.open.get(kind, 0)),
    )
    parts = [(look, number) for look, number in looks if number]
    y = base
    for place, (look, number) in enumerate(parts, start=1):
        high = max(_NARROWEST, number * unit)
        y -= high
        yield Block(
            kind=kind,
            x=left,
            y=round(y, 1),
            width=round(width, 1),
            height=round(high, 1),
            look=look,
            number=column.of(kind) if place == len(parts) and wide >= 15 else 0,
        )


def _packed(stretches: Iterable[Stretch]) -> tuple[list[list[Stretch]], int]:
    """Stretches in rows in which none lies over another, and how many incidents found no row."""
    rows: list[list[Stretch]] = []
    left = 0
    for one in stretches:
        row = next((row for row in rows if row[-1].end < one.begin), None)
        if row is not None:
            row.append(one)
        elif len(rows) < ROWS:
            rows.append([one])
        else:
            left += one.count
    return rows, left


def _bar(one: Stretch, place: Mapping[str, float], wide: float, y: float) -> Bar:
    x, end = place[one.begin], place[one.end] + wide
    fade = min(wide, (end - x) / 3)
    fade_in, fade_out = (fade if one.before else 0.0), (fade if one.after else 0.0)
    return Bar(
        of=one,
        x=round(x + fade_in + 1, 1),
        y=round(y, 1),
        width=round(max(_NARROWEST, end - x - fade_in - fade_out - 2), 1),
        fade_in=round(fade_in, 1),
        fade_out=round(fade_out, 1),
    )


def _is_day(day: str | None) -> bool:
    """True for a day, month or year of our era; what a report may have besides has no place on an axis."""
    return day is not None and day[:4].isdecimal() and day[:4].isascii() and day[:4] > "0000"


def _years(dated: Iterable[DayCount]) -> list[str]:
    """All years from the first to the last one."""
    found = [(one.begin or one.by or "")[:4] for one in dated]
    return [f"{year:04}" for year in range(int(min(found)), int(max(found)) + 1)] if found else []


def _within(at: str) -> Iterator[str]:
    """The columns within a decade, year or month."""
    match len(at):
        case 3:
            yield from (f"{at}{number}" for number in range(10))
        case 4:
            yield from (f"{at}-{number:02}" for number in range(1, 13))
        case _:
            yield from (f"{at}-{number:02}" for number in range(1, _last(at) + 1))


def _last(month: str) -> int:
    return calendar.monthrange(max(1, int(month[:4])), int(month[5:7]))[1]
