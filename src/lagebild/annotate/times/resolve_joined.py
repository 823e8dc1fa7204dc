"""Resolvers for times in two parts, each of which tells half: *heute vor zehn Jahren*, *der erste Montag im Mai*."""

from __future__ import annotations

import calendar
import datetime

from lagebild.annotate.times import dates
from lagebild.annotate.times.context import Context
from lagebild.annotate.times.dates import Date
from lagebild.annotate.times.resolve_days import dated, full_year, guess_year, number_of, of_kind
from lagebild.annotate.times.resolve_spans import moved
from lagebild.annotate.times.tokens import Token
from lagebild.annotate.times.values import Value
from lagebild.document import FIRST_YEAR, LAST_YEAR
from lagebild.lexicon.words import word_set

_WEEK = {"W": 7, "D": 1}


def from_day(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*heute vor zehn Jahren*, *Freitag in einer Woche*: so long before or after a day that is told from today.

    *Acht Tage* are a week. A weekday stays one, so only whole weeks lead on from it.
    """
    del argument
    found = context.tokens[first:last]
    head, step, unit = found[0], of_kind(found[1:], "VOR", "IN"), of_kind(found[1:], "UNIT", "UNITS")
    number = number_of(of_kind(found[1:], "DAY", "NUM", "CARD", "EIN"))
    if step is None or unit is None or number is None or unit.value not in ("D", "W", "M", "Y"):
        return None
    if head.kind == "PART" and not (head.text == "Morgen" and context.opens(first)):
        return None
    if context.published is None:
        return Value("DATE", "XXXX-XX-XX")
    where = -1 if step.kind == "VOR" else 1
    number = 7 if unit.value == "D" and number == 8 else number
    if head.kind == "WEEKDAY":
        if unit.value not in _WEEK or number * _WEEK[unit.value] % 7:
            return None
        weekday = int(head.value)
        base: Date | None = (
            dates.last_weekday(context.published, weekday, same=True)
            if where < 0
            else dates.next_weekday(context.published, weekday)
        )
    else:
        base = dates.add_days(context.published, 1 if head.kind == "PART" else int(head.value))
    day = moved(base, unit.value, where * number) if base else None
    if day is None:
        return None
    context.name(day, "D", first)
    return Value("DATE", day.isoformat())


def of_month(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*der erste Montag im Mai*, *die letzte Woche im März 2023*; a week is the month's in which its Thursday lies."""
    del argument
    found = context.tokens[first:last]
    which, month, named = of_kind(found, "ORD", "LAST"), of_kind(found, "MONTH"), of_kind(found, "YEAR")
    weekday, unit = of_kind(found, "WEEKDAY"), of_kind(found, "UNIT")
    if which is None or month is None or (which.kind == "LAST" and not which.text.lower().startswith("letzt")):
        return None
    if weekday is None and (unit is None or unit.value != "W"):
        return None
    count, number = (-1 if which.kind == "LAST" else int(which.value)), int(month.value)
    year = int(named.value) if named else guess_year(context, first, number, coarse=True)
    if year is None:
        return Value("DATE", f"XXXX-{number:02d}")
    day = _nth(year, number, int(weekday.value) if weekday else 4, count)
    if day is None:
        return None
    if weekday is None:
        return Value("DATE", dates.week(day))
    context.name(day, "D", first)
    return Value("DATE", day.isoformat())


def _nth(year: int, month: int, weekday: int, count: int) -> Date | None:
    """The `count`-th weekday of a month, or its last for -1; None where it has none."""
    if not (FIRST_YEAR <= year <= LAST_YEAR):
        return None
    if count < 0:
        end = datetime.date(year, month, calendar.monthrange(year, month)[1])
        return dates.last_weekday(end, weekday, same=True)
    start = dates.next_weekday(datetime.date(year, month, 1), weekday, same=True)
    day = dates.add_days(start, 7 * (count - 1))
    return day if day is not None and day.month == month else None


def day_of_month(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*am 5. dieses Monats*, *der 15. des vergangenen Monats*: a day of the month of publication or one beside it."""
    del argument
    found = context.tokens[first:last]
    number, unit, pointer = of_kind(found, "DAY"), of_kind(found, "UNIT"), of_kind(found, "LAST", "NEXT", "THIS")
    if number is None or unit is None or unit.value != "M" or context.published is None:
        return None
    month = dates.add_months(context.published.replace(day=1), int(pointer.value) if pointer else 0)
    return dated(context, first, int(number.text), month.month, month.year) if month else None


def ordinal_month(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A month by its number: *am elften Vierten*."""
    del argument
    found = context.tokens[first:last]
    number, month = (int(t.value) for t in found if t.kind == "ORD")
    after = context.tokens[last] if last < len(context.tokens) else None
    if month < 1 or number < 1 or (after is not None and after.text[0].isupper()):
        return None
    year = of_kind(found, "YEAR")
    return dated(context, first, number, month, int(year.value) if year else None)


def short_year(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*7. Dez. 21*: a year of two figures, where nothing follows that they could count."""
    del argument
    found = context.tokens[first:last]
    number, month = of_kind(found, "DAY"), of_kind(found, "MONTH", "MABBR")
    after = context.tokens[last] if last < len(context.tokens) else None
    if number is None or month is None or len(found[-1].text) != 2:
        return None
    if after is not None and (after.text.isalnum() or (after.start == found[-1].end and after.kind == "COLON")):
        return None
    year = full_year(found[-1].text, context)
    return dated(context, first, int(number.text), int(month.value), year) if year else None


def quarter(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*Q3/2024*, *H1 2025*: the letter touches its number, and a year stands behind or in front."""
    del argument
    found = context.tokens[first:last]
    sign = of_kind(found, "PARTSIGN")
    at = found.index(sign) if sign else 0
    if sign is None or found[at + 1].start != sign.end or not found[at + 1].text.isdecimal():
        return None
    number = int(found[at + 1].text)
    figures = [t for i, t in enumerate(found) if t.kind in ("YEAR", "DAY", "NUM") and i != at + 1]
    year = full_year(figures[0].text, context) if figures else (context.published.year if context.published else None)
    if not 1 <= number <= (4 if sign.value == "Q" else 2) or (figures and year is None):
        return None
    if not figures and sign.value != "Q":
        return None
    return Value("DATE", f"{year:04d}-{sign.value}{number}" if year else f"XXXX-{sign.value}{number}")


def week_number(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*KW 42*, *Kalenderwoche 42/2024*, *in der 42. Kalenderwoche*: a week of the ISO calendar."""
    del argument
    found = context.tokens[first:last]
    figures = [t for t in found if t.kind in ("DAY", "NUM", "YEAR")]
    unit = of_kind(found, "UNIT")
    if unit is not None and unit.text not in word_set("numbered_weeks"):
        return None
    if unit is not None and unit.text == "Woche" and unit.start > figures[0].start:
        return None  # *die 30. Woche* of a stay, of an illness
    number = int(figures[0].text)
    if not 1 <= number <= 53 or len(figures[0].text) > 2:
        return None
    year = full_year(figures[1].text, context) if len(figures) > 1 else _year_of_week(context, first, number)
    if year is None:
        return Value("DATE", f"XXXX-W{number:02d}") if len(figures) == 1 else None
    return Value("DATE", f"{year:04d}-W{number:02d}") if _monday(year, number) else None


def _monday(year: int, week: int) -> Date | None:
    try:
        return datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _year_of_week(context: Context, at: int, week: int) -> int | None:
    now = context.published
    monday = _monday(now.year, week) if now else None
    if now is None or monday is None:
        return None
    guessed = guess_year(context, at, monday.month, monday.day)
    return now.year if dates.week(now) == f"{now.year:04d}-W{week:02d}" else guessed


def before_christ(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*44 v. Chr.*, *im Jahr 300 vor Christus*: `BC0044`; *n. Chr.* gives the plain year."""
    figure = of_kind(context.tokens[first:last], "YEAR", "NUM", "DAY")
    if figure is None or len(figure.text) > 4 or int(figure.text) < 1:
        return None
    return Value("DATE", f"{argument}{int(figure.text):04d}")


def numbered_length(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*14-tägige Frist* lasts, *14-täglich* and bare *14-tägig* come again."""
    found = context.tokens[first:last]
    number, length = number_of(found[0]), found[-1]
    if number is None or found[0].end != found[1].start or found[1].end != length.start:
        return None
    if argument == "set" or (length.text == "tägig" and number == 14):
        return Value("SET", _frequency(number, length))
    ahead = context.tokens[last : last + 2]
    if length.value == "Y" and not any(t.kind == "LASTING" for t in ahead):
        return None
    prefix = "PT" if length.value in ("H", "MI") else "P"
    return Value("DURATION", f"{prefix}{number:g}{length.value[0]}")


def _frequency(number: float, length: Token) -> str:
    return "P2W" if length.value == "D" and number == 14 else f"P{number:g}{length.value}"


def sport(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A season of sport, a school year, a term that runs over two years: *die Saison 2018/19* is `2018/2019`."""
    del argument
    figures = [t.text for t in context.tokens[first:last] if t.kind in ("YEAR", "DAY", "NUM")]
    if len(figures) < 2:
        return Value("DATE", figures[0])
    start, end = int(figures[0]), int(figures[1])
    end = end if end > 999 else start - start % 100 + end + (100 if end < start % 100 else 0)
    return Value("DATE", f"{start:04d}/{end:04d}") if start < end else None
