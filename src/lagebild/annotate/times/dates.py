"""Calendar arithmetic in TIMEX3 terms: units, weeks, seasons, movable feasts. ISO 8601 throughout."""

from __future__ import annotations

import calendar
import datetime
from functools import lru_cache

from lagebild.document import FIRST_YEAR, LAST_YEAR

Date = datetime.date

SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def parse(published: str | None) -> Date | None:
    """The day of an ISO date or date-time; None if there is none, it is no date, or beyond the printed age."""
    if not published:
        return None
    try:
        day = datetime.date.fromisoformat(published.strip()[:10])
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def valid(year: int, month: int, day: int) -> Date | None:
    """A day of the calendar, or None if there is no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def add_days(day: Date, number: int) -> Date | None:
    """The day `number` days later; None beyond the calendar."""
    try:
        return day + datetime.timedelta(days=number)
    except OverflowError:
        return None


def add_months(day: Date, number: int) -> Date | None:
    """The same day of the month, `number` months later (the month's last day where it is shorter)."""
    count = day.year * 12 + day.month - 1 + number
    year, month = divmod(count, 12)
    if not 1 <= year <= 9999:
        return None
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week(day: Date) -> str:
    """The ISO week of a day: `2026-W07`."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def season_of(day: Date) -> tuple[int, str]:
    """The meteorological season of a day and the year that names it (a winter is named by its December)."""
    year = day.year - (day.month < 3)
    return year, ("WI", "SP", "SU", "FA")[(day.month % 12) // 3]


def shift(day: Date, unit: str, number: int) -> str | None:
    """The calendar unit that lies `number` units after the one of a day, as TIMEX3 value; None beyond the calendar."""
    if unit in ("D", "W", "WE"):
        moved = add_days(day, number * (1 if unit == "D" else 7))
        if moved is None:
            return None
        return moved.isoformat() if unit == "D" else week(moved) + ("-WE" if unit == "WE" else "")
    if unit == "M":
        moved = add_months(day, number)
        return f"{moved.year:04d}-{moved.month:02d}" if moved else None
    if unit in ("Q", "H"):
        size = 3 if unit == "Q" else 6
        moved = add_months(day.replace(day=1), number * size)
        return f"{moved.year:04d}-{unit}{(moved.month - 1) // size + 1}" if moved else None
    year = day.year + number * {"Y": 1, "DE": 10, "CE": 100}.get(unit, 1)
    if not 1 <= year <= 9999:
        return None
    return f"{year:04d}"[: {"DE": 3, "CE": 2}.get(unit, 4)]


def last_weekday(day: Date, number: int, *, same: bool = False) -> Date:
    """The last weekday `number` (1 is Monday) before a day, or the day itself if `same` allows it."""
    back = (day.isoweekday() - number) % 7
    return day - datetime.timedelta(days=back or (0 if same else 7))


def next_weekday(day: Date, number: int, *, same: bool = False) -> Date:
    """The next weekday `number` (1 is Monday) after a day, or the day itself if `same` allows it."""
    ahead = (number - day.isoweekday()) % 7
    return day + datetime.timedelta(days=ahead or (0 if same else 7))


@lru_cache(maxsize=50_000)
def easter(year: int) -> Date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return datetime.date(year, month, (h - m + r + month + 19) % 32)


def feast(code: str, year: int) -> Date | None:
    """The day of a feast: `12-25`; `easter+1`; `advent+7` (days after the first in Advent); `10-1-7` (first Sunday)."""
    if not 1 <= year <= 9998:
        return None
    if code.startswith("easter"):
        return add_days(easter(year), int(code.removeprefix("easter") or 0))
    if code.startswith("advent"):
        fourth = last_weekday(datetime.date(year, 12, 24), 7, same=True)
        return add_days(fourth, int(code.removeprefix("advent") or 0) - 21)
    parts = [int(part) for part in code.split("-")]
    if len(parts) == 3:
        month, number, weekday = parts
        first = next_weekday(datetime.date(year, month, 1), weekday, same=True)
        return add_days(first, 7 * (number - 1))
    return valid(year, parts[0], parts[1])
