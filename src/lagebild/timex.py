"""TIMEX3 values as calendar days (TimeML 1.2.1, ISO 8601): what a value covers, from which day to which."""

from __future__ import annotations

import calendar
import datetime
import re

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_PATTERN = re.compile(
    r"(?P<year>\d{2,4})"
    r"(?:-(?:W(?P<week>\d\d)(?:-(?P<weekpart>WE))?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T.*)?\Z"
)


def interval(value: str | None) -> tuple[str, str] | None:
    """The first and the last day (ISO dates) that a TIMEX3 value covers; None if it names no days of the calendar.

    It knows years, decades (`201`), centuries (`20`), halves, quarters, seasons, months, weeks, weekends, days with or
    without a time of day, and ranges `A/B`. A winter begins in December of the year that names it.
    """
    if not value:
        return None
    first, slash, last = value.partition("/")
    if slash:
        begin, end = interval(first), interval(last)
        return (begin[0], end[1]) if begin and end and begin[0] <= end[1] else None
    match = _PATTERN.match(value)
    if not match:
        return None
    try:
        begin_day, end_day = _days(match)
    except (OverflowError, ValueError):  # the 31st of February, week 60, the last week of 9999
        return None
    return begin_day.isoformat(), end_day.isoformat()


def _days(match: re.Match[str]) -> tuple[datetime.date, datetime.date]:
    digits = match["year"]
    scale = 10 ** (4 - len(digits))
    year = int(digits) * scale
    if scale > 1:
        return datetime.date(max(year, 1), 1, 1), datetime.date(year + scale - 1, 12, 31)
    if match["day"]:
        day = datetime.date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["week"]:
        monday = datetime.date.fromisocalendar(year, int(match["week"]), 1)
        first = monday + datetime.timedelta(days=5 if match["weekpart"] else 0)
        return first, monday + datetime.timedelta(days=6)
    if match["season"]:
        low, high = _SEASONS[match["season"]]
        return _months(year, low, year + (high < low), high)
    if match["quarter"]:
        high = 3 * int(match["quarter"])
        return _months(year, high - 2, year, high)
    if match["half"]:
        high = 6 * int(match["half"])
        return _months(year, high - 5, year, high)
    if match["month"]:
        return _months(year, int(match["month"]), year, int(match["month"]))
    return _months(year, 1, year, 12)


def _months(year: int, month: int, last_year: int, last_month: int) -> tuple[datetime.date, datetime.date]:
    last_day = calendar.monthrange(last_year, last_month)[1]
    return datetime.date(year, month, 1), datetime.date(last_year, last_month, last_day)
