"""Resolvers for weeks, weekdays, durations, repeated and offset times."""

from __future__ import annotations

import datetime

from lagebild.annotate.times import dates
from lagebild.annotate.times.context import Context
from lagebild.annotate.times.dates import Date
from lagebild.annotate.times.resolve_days import direction, guess_year, number_of, of_kind
from lagebild.annotate.times.tokens import Token
from lagebild.annotate.times.values import Value, period
from lagebild.lexicon.words import word_set
from lagebild.reading import TimeType
from lagebild.timex import interval

_ANCHORLESS = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX",
    "Q": "XXXX-QX", "H": "XXXX-HX", "Y": "XXXX",
}  # fmt: skip
_SHORT = {"H": "hours", "MI": "minutes", "S": "seconds"}


def deictic(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*vergangene Woche*, *nächstes Jahr*, *dieser Monat*."""
    del argument
    found = context.tokens[first:last]
    unit, where = of_kind(found, "UNIT"), direction(found)
    if unit is None or where is None:
        return None
    pointer = of_kind(found, "LAST", "NEXT", "THIS")
    if unit.value == "D":
        return Value("DATE", "XXXX-XX-XX") if where < 0 else None
    base = context.published
    if pointer and pointer.text.startswith(("folgend", "darauffolgend", "vorangegangen")):
        base = context.near(first) or base
    if pointer and pointer.text.startswith("dies") and unit.value in ("Y", "M"):
        tale = context.near(first)
        if tale and base and tale.year < base.year and context.anchor_unit == "Y" and context.tense(first) == "past":
            base = tale
    if base is None:
        return Value("DATE", _ANCHORLESS.get(unit.value, "XXXX"))
    if unit.value == "WE":
        return Value("DATE", weekend_of(base, where))
    value = dates.shift(base, unit.value, where)
    if value is None:
        return None
    if unit.value == "Y":
        context.name(datetime.date(int(value), 1, 1), "Y", first)
    return Value("DATE", value)


def phase_of_unit(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*Ende des Jahres*, *Anfang der Woche*: of the year that the tale is in, else of the unit of publication."""
    del argument
    found = context.tokens[first:last]
    unit, phase = of_kind(found, "UNIT"), of_kind(found, "PHASE")
    if unit is None or phase is None or unit.value not in ("W", "M", "Y", "DE"):
        return None
    base = context.near(first, 40) if unit.value in ("Y", "DE") else None
    base = base or context.published
    value = dates.shift(base, unit.value, 0) if base else _ANCHORLESS.get(unit.value, "XXXX")
    return Value("DATE", value, phase.value) if value else None


def weekend_of(now: Date, where: int) -> str:
    """The weekend before (-1), around or next after (0), or next after (1) a day, as `2026-W07-WE`."""
    if where < 0:
        saturday = dates.last_weekday(now, 6) if now.isoweekday() != 7 else now - datetime.timedelta(days=8)
        saturday -= datetime.timedelta(days=7 * (-where - 1))
    else:
        saturday = now - datetime.timedelta(days=1) if now.isoweekday() == 7 else dates.next_weekday(now, 6, same=True)
        saturday += datetime.timedelta(days=7 * max(where - 1, 0))
    return dates.week(saturday) + "-WE"


def weekend(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*am Wochenende*: the one before in the past, else the one that comes."""
    del argument, last
    if context.tokens[first].value != "WE":
        return None
    if context.published is None:
        return Value("DATE", _ANCHORLESS["WE"])
    if context.tense(first) == "past":
        return Value("DATE", weekend_of(context.published, -1))
    monday = context.published.isoweekday() == 1 and context.tense(first) == "present"
    return Value("DATE", weekend_of(context.published, -1 if monday else 0))


def weekday(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A weekday, perhaps with a part of the day: the last one in the past, else the next.

    The weekday of publication is that day itself, as in Wikinews; *vergangen-*, *nächst-* pass over it.
    """
    del argument
    found = context.tokens[first:last]
    token, where = of_kind(found, "WEEKDAY", "WDPART"), direction(found)
    part = of_kind(found[1:], "PART", "PARTLOW")
    if token is None:
        return None
    before = context.tokens[first - 1] if first else None
    after = context.tokens[last] if last < len(context.tokens) else None
    if before and before.text in word_set("before_surnames"):
        return None
    if before and before.kind == "DASH" and before.end == token.start:
        return None
    beyond = context.tokens[last + 1] if last + 1 < len(context.tokens) else None
    if after and beyond and after.kind == "DASH" and after.start == token.end and beyond.start == after.end:
        return None
    number = int(token.value[0])
    time_of_day = token.value[1:] or (part.value if part else "")
    suffix = f"T{time_of_day}" if time_of_day else ""
    kind: TimeType = "TIME" if suffix else "DATE"
    if context.published is None:
        return Value(kind, f"XXXX-WXX-{number}{suffix}")
    now = context.published
    ahead = before is not None and before.kind in ("AUF", "FUER")  # *auf Dienstag verschoben*, *für Freitag geplant*
    since = before is not None and before.kind == "SEIT"  # *streiken seit Montag*: it has begun
    tense = "future" if ahead else "past" if since else context.tense(first)
    begun = context.near_day(first, 4)
    if before and before.kind == "BIS" and begun:
        day = dates.next_weekday(begun, number)
    elif (where is not None and where < 0) or (where is None and tense == "past"):
        day = dates.last_weekday(now, number, same=where is None)
        if where is not None and where < -1:
            day -= datetime.timedelta(days=7)
    elif where == 0:
        day = (
            dates.last_weekday(now, number, same=True)
            if tense == "past"
            else dates.next_weekday(now, number, same=True)
        )
    else:
        day = dates.next_weekday(now, number, same=where is None) + datetime.timedelta(
            days=7 * max((where or 1) - 1, 0)
        )
        gone = dates.last_weekday(now, number)
        if where is None and tense == "present" and context.near_day(first, 40) == gone:
            day = gone  # the day that was just told about is meant again
    context.name(day, "D", first)
    return Value(kind, day.isoformat() + suffix)


def weekday_of_week(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*nächste Woche Freitag*, *Freitag voriger Woche*: the weekday of that ISO week."""
    del argument
    found = context.tokens[first:last]
    token, unit, where = of_kind(found, "WEEKDAY", "WDPART"), of_kind(found, "UNIT"), direction(found)
    if token is None or unit is None or unit.value != "W" or where is None:
        return None
    part = f"T{token.value[1:]}" if token.kind == "WDPART" else ""
    kind: TimeType = "TIME" if part else "DATE"
    if context.published is None:
        return Value(kind, f"XXXX-WXX-{token.value[0]}{part}")
    monday = context.published - datetime.timedelta(days=context.published.weekday())
    day = monday + datetime.timedelta(days=7 * where + int(token.value[0]) - 1)
    context.name(day, "D", first)
    return Value(kind, day.isoformat() + part)


def vague_span(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*in den vergangenen Tagen*, *in diesen Tagen* last; *in den nächsten Jahren* is the future."""
    del argument
    found = context.tokens[first:last]
    unit, where = of_kind(found, "UNITS", "CUNIT"), direction(found)
    if unit is None:
        return None
    if not where:
        return Value("DURATION", period(None, unit.value))
    return Value("DATE", "FUTURE_REF") if where > 0 else Value("DURATION", period(None, unit.value))


def counted(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*die letzten drei Jahre*: a duration that ends or begins with the day of publication."""
    del argument
    found = context.tokens[first:last]
    if not of_kind(found, "DET", "LAST", "NEXT", "THIS", "GANZ", "ORD", "BEIDE"):
        return None
    unit, number = (
        of_kind(found, "UNITS", "CUNIT", "CENTURIES"),
        number_of(of_kind(found, "DAY", "NUM", "CARD", "BEIDE")),
    )
    after = context.tokens[last] if last < len(context.tokens) else None
    if unit is None or number is None or (after and _is_age(after)):
        return None
    value, where = Value("DURATION", period(number, unit.value)), direction(found)
    if where and context.published:
        return value._replace(days=_reach(context.published, unit.value, number, where))
    return value


def _is_age(token: Token) -> bool:
    """Whether a word makes the time before it an age: *drei Jahre alt*, *zwei Tage jünger*."""
    return token.text in word_set("words_of_age")


def moved(base: Date, unit: str, number: float) -> Date | None:
    """The day so many units (`D`, `W`, `M`, `Y`, hours …) after a day; None beyond the calendar."""
    if unit in _SHORT:
        try:
            return (
                datetime.datetime.combine(base, datetime.time(12)) + datetime.timedelta(**{_SHORT[unit]: number})
            ).date()
        except OverflowError:
            return None
    if unit in ("D", "W", "WE"):
        return dates.add_days(base, round(number * (1 if unit == "D" else 7))) if abs(number) < 100_000 else None
    months = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    return dates.add_months(base, round(number * months)) if months and abs(number) < 100_000 else None


def _reach(base: Date, unit: str, number: float, where: int) -> tuple[str, str] | None:
    other = moved(base, unit, number * where)
    if other is None:
        return None
    low, high = sorted((base, other))
    return low.isoformat(), high.isoformat()


def duration(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A length of time. After *vor* its interval is the calendar unit so long ago, after *seit* the time till now."""
    del argument
    found = context.tokens[first:last]
    mod = of_kind(found, "APPROX", "MEHR")
    parts = [t for t in found if t.kind in ("UNIT", "UNITS", "CUNIT", "CENTURIES")]
    unit = parts[0]
    number = _amount(found)
    before = context.tokens[first - 1] if first else None
    after = context.tokens[last] if last < len(context.tokens) else None
    if after and _is_age(after):
        return None
    figure = of_kind(found, "YEAR", "NUM", "DAY", "CARD")
    if unit.kind == "UNIT" and figure and number != 1:
        return None
    if figure and figure.kind == "YEAR" and before and before.kind == "IN":
        return None
    if unit.value == "D" and unit.text == "Tages":
        return Value("DATE", "XXXX-XX-XX")
    if before and before.kind in ("DOT", "COMMA") and figure and before.end == figure.start:
        return None
    if len(parts) == 2:
        numbers = [number_of(t) for t in found if t.kind in ("DAY", "NUM", "CARD", "EIN")]
        big, small = period(numbers[0], parts[0].value), period(numbers[1], parts[1].value)
        if parts[0].kind == parts[1].kind or "CUNIT" not in (parts[0].kind, parts[1].kind):
            return Value("DURATION", big + small.removeprefix("PT" if parts[1].kind == "CUNIT" else "P"))
        return Value("DURATION", big + small.removeprefix("P")) if parts[1].kind == "CUNIT" else None
    few = of_kind(found, "FEW")
    if before and before.kind == "VOR" and few and few.text.startswith(("einig", "paar")) and unit.kind != "CUNIT":
        return Value("DATE", "PAST_REF", None, None, (first - 1, last))
    value = Value("DURATION", period(number, unit.value), (mod.value or None) if mod else None)
    if before and before.kind == "IN" and number is not None and context.published:
        to_come = (
            moved(context.published, unit.value, number) if context.tense(first, narrow=True) == "future" else None
        )
        return value._replace(days=interval(dates.shift(to_come, _calendar_unit(unit), 0))) if to_come else value
    if before and before.kind in ("VOR", "SEIT") and number is not None and context.published:
        past = moved(context.published, unit.value, -number)
        if past and before.kind == "SEIT":
            value = value._replace(days=(past.isoformat(), context.published.isoformat()))
        elif past:
            covered = dates.shift(past, _calendar_unit(unit), 0)
            value = value._replace(days=interval(covered))
    return value


def _calendar_unit(unit: Token) -> str:
    return "D" if unit.value in _SHORT else unit.value


def _amount(found: list[Token]) -> float | None:
    figures = [t for t in found if t.kind in ("DAY", "NUM", "YEAR", "CARD", "EIN")]
    if of_kind(found, "FEW") or not figures:
        return None
    number = number_of(figures[0])
    if len(figures) > 1 and of_kind(found, "DOT") and len(figures[1].text) == 3:
        return float(figures[0].text + figures[1].text)
    if len(figures) > 1 and of_kind(found, "COMMA"):
        return float(f"{figures[0].text}.{figures[1].text}")
    if of_kind(found, "HALB") or any(t.text.startswith("halb") for t in found):
        return (number or 0) - 0.5
    if of_kind(found, "VIERTEL"):
        return 0.25
    return number


def duration_listed(context: Context, first: int, last: int, argument: str) -> Value | None:
    """The first number of *sechs bis acht Monate*."""
    del argument
    unit = of_kind(context.tokens[last : last + 3], "UNITS", "CUNIT")
    if any(_is_age(t) for t in context.tokens[last + 3 : last + 4]):
        return None
    number = number_of(context.tokens[first])
    return Value("DURATION", period(number, unit.value)) if unit and number is not None else None


def duration_adjective(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*zweiwöchig*, *dreitägig*; an age (*zehnjährige Schülerin*) is none."""
    del argument, last
    token = context.tokens[first]
    number, unit = token.value.rstrip("DWMYHIS"), token.value.lstrip("0123456789.X")
    if token.value.startswith("X"):
        return Value("DURATION", period(None, token.value[1:]))
    ahead = context.tokens[first + 1 : first + 3]
    if unit == "Y" and not any(t.kind == "LASTING" for t in ahead):
        return None
    return Value("DURATION", period(float(number), unit))


def offset(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*drei Jahre später*, *zwei Tage zuvor*: counted from the date last named."""
    del argument
    found = context.tokens[first:last]
    unit, later = of_kind(found, "UNIT", "UNITS", "CUNIT", "CENTURIES"), of_kind(found, "LATER")
    if unit is None or later is None:
        return None
    number = _amount(found)
    if unit.kind == "CUNIT":
        return Value("TIME", "XXXX-XX-XXTXX:XX")
    base = context.near(first) or (context.published if context.tense(first) != "past" else None)
    if number is None or base is None:
        return Value("DATE", "PAST_REF" if later.value == "-1" else _ANCHORLESS.get(unit.value, "XXXX"))
    later_on = moved(base, unit.value, number * int(later.value))
    if later_on is None:
        return None
    value = dates.shift(later_on, unit.value if unit.value in ("D", "W", "M", "Y") else "Y", 0)
    if value is None:
        return None
    context.name(later_on, unit.value if unit.value in ("D", "M", "Y") else "M", first)
    return Value("DATE", value)


def every(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A set: *jeden Montag*, *alle vier Jahre*, *zweimal im Jahr*."""
    del argument
    found = context.tokens[first:last]
    weekday_token = of_kind(found, "WEEKDAY", "WDPART")
    context.name_several(first)
    if weekday_token:
        inner = of_kind(found, "UNIT")
        if inner and of_kind(found, "ORD", "LAST"):
            return Value("SET", period(1, inner.value))
        part = weekday_token.value[1:]
        return Value("SET", f"XXXX-WXX-{weekday_token.value[0]}" + (f"T{part}" if part else ""))
    single = of_kind(found, "MONTH", "PART", "SEASON")
    if single:
        shape = {
            "MONTH": f"XXXX-{single.value:0>2}",
            "PART": f"XXXX-XX-XXT{single.value}",
            "SEASON": f"XXXX-{single.value}",
        }
        return Value("SET", shape[single.kind])
    unit = [t for t in found if t.kind in ("UNIT", "UNITS", "CUNIT")][-1]
    number = number_of(of_kind(found, "DAY", "NUM", "CARD")) if of_kind(found, "ALLE") else 1
    ordinal = of_kind(found, "ORD")
    if ordinal and ordinal.value != "-1":
        number = float(ordinal.value)
    return Value("SET", period(number, unit.value))


def rate(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*im Monat*, *am Tag* after an amount."""
    del argument
    unit = context.tokens[first]
    after = context.tokens[last] if last < len(context.tokens) else None
    if unit.text not in word_set("units_of_a_rate"):
        return None
    if after and after.kind in ("DET", "LATER", "YEAR", "VOR", "NACH", "DAY"):
        return None
    near = context.tokens[max(0, first - 7) : first - 1]
    if not any(t.kind in ("NUM", "DAY", "CARD", "YEAR", "MEASURE", "EVERY") for t in near):
        return None
    return Value("SET", period(1, unit.value))


def feast(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A feast whose day can be computed."""
    found = context.tokens[first:last]
    after = context.tokens[last] if last < len(context.tokens) else None
    year = int(after.value) if after and after.kind == "YEAR" else None
    month = (
        4 if argument.startswith("easter") else 12 if argument.startswith("advent") else int(argument[:2].rstrip("-"))
    )
    number = int(argument[3:5]) if argument[2:3] == "-" and argument.count("-") == 1 else 10
    known = year or guess_year(context, first, month, number, feast=argument)
    if known is None:
        return Value("DATE", f"XXXX-{argument}" if argument[0].isdigit() and argument.count("-") == 1 else "XXXX-XX-XX")
    day = dates.feast(argument, known)
    if day is None:
        return None
    if found[-1].text.endswith("nacht") and argument == "12-31":
        return Value("TIME", day.isoformat() + "TNI", None, None, (first, last + 1) if year else None)
    context.name(day, "D", first)
    return Value("DATE", day.isoformat(), None, None, (first, last + 1) if year else None)
