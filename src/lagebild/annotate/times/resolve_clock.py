"""Resolvers for *heute*, parts of the day, clock times and fixed expressions."""

from __future__ import annotations

import datetime

from lagebild.annotate.times import dates
from lagebild.annotate.times.context import Context
from lagebild.annotate.times.dates import Date
from lagebild.annotate.times.resolve_days import dated, of_kind
from lagebild.annotate.times.tokens import Token
from lagebild.annotate.times.values import Value
from lagebild.lexicon.words import word_set
from lagebild.reading import TimeType

_BEFORE_PART = ("AM", "UM", "ZU", "GEGEN", "BIS", "DET", "SAME", "VON", "WORD", "IN")
_BEFORE_CLOCK = ("UM", "GEGEN", "AB", "BIS", "NACH", "VOR", "APPROX")
_FAR = 150
"""Tokens over which *am Tag darauf* and the like look back for their day."""
_RELATIVE = {"PREVDAY": -1, "NEXTDAY": 1, "SAMEDAY": 0, "PREVEVE": -1, "NEXTMORNING": 1}
_SUFFIX = {"PREVEVE": "TEV", "NEXTMORNING": "TMO"}


def today(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*heute*, *gestern*, *morgen*, perhaps with a part of the day.

    In a portrait *heute* is the present, not the day; in the past tense and after *bis* it is the day everywhere.
    """
    del argument
    tokens = context.tokens
    head, part = tokens[first], (tokens[first + 1] if last - first > 1 else None)
    before = tokens[first - 1].text.lower() if first else ""
    after = tokens[last].text.lower() if last < len(tokens) else ""
    if head.kind == "TOMORROW" and before in word_set("before_a_morning"):
        return None
    if part is not None and part.kind == "TOMORROW" and head.kind == "TOMORROW":
        return None
    paired = before == "von" or (before in ("und", "oder") and head.kind == "TOMORROW")
    if part is None and head.value in ("0", "1") and paired and not _daily_pair(context, first):
        return Value("DATE", "PRESENT_REF" if head.kind == "TODAY" else "FUTURE_REF")
    if (
        part is None
        and head.kind == "TODAY"
        and before != "bis"
        and (
            before in word_set("before_a_present")
            or after in word_set("after_a_present")
            or not (context.daily or context.tense(first, narrow=True) == "past")
        )
    ):
        return Value("DATE", "PRESENT_REF")
    if context.published is None:
        return Value("TIME" if part else "DATE", "XXXX-XX-XX" + (_part(part) if part else ""))
    day = dates.add_days(context.published, int(head.value))
    if day is None:
        return None
    context.name(day, "D", first)
    return Value("TIME" if part else "DATE", day.isoformat() + (_part(part) if part else ""))


def tomorrow_first(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*Morgen* at a sentence's begin with no article before it is the next day, not the morning; *Morgen Vormittag*."""
    del argument
    if context.tokens[first].text != "Morgen" or not context.opens(first):
        return None
    part = context.tokens[first + 1] if last - first > 1 else None
    if part is not None and part.text == "Morgen":
        return None
    kind: TimeType = "TIME" if part else "DATE"
    if context.published is None:
        return Value(kind, "XXXX-XX-XX" + (_part(part) if part else ""))
    day = dates.add_days(context.published, 1)
    if day is None:
        return None
    context.name(day, "D", first)
    return Value(kind, day.isoformat() + (_part(part) if part else ""))


def day_adjective(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*am heutigen Mittwoch*, *am gestrigen Abend*, *die gestrige Sitzung*."""
    del argument
    found = context.tokens[first:last]
    step, part = of_kind(found, "DAYADJ"), of_kind(found, "PART", "WDPART")
    if step is None or context.published is None:
        return Value("DATE", "XXXX-XX-XX") if step else None
    day = dates.add_days(context.published, int(step.value))
    if day is None:
        return None
    context.name(day, "D", first)
    if part is None:
        return Value("DATE", day.isoformat())
    return Value("TIME", f"{day.isoformat()}T{part.value.lstrip('1234567')}")


def _daily_pair(context: Context, at: int) -> bool:
    """True if *morgen* after *und* continues a day of the calendar (*heute und morgen* in a daily)."""
    if not context.daily or context.tokens[at - 1].text.lower() == "von":
        return False
    near = context.tokens[max(0, at - 3) : at + 4]
    return any(t.kind in ("TODAY", "YESTERDAY", "WEEKDAY", "TOMORROW") for t in near)


def _part(token: Token) -> str:
    return "TMO" if token.kind == "TOMORROW" else f"T{token.value}"


def part_of_day(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*am Nachmittag*, *in der Nacht*: of the day last named in the sentences near, else the day of publication."""
    del argument
    found = context.tokens[first:last]
    part = of_kind(found, "PART")
    before = context.tokens[first - 1] if first else None
    if part is None or not (of_kind(found, "DET", "THIS", "EARLY") or (before and before.kind in _BEFORE_PART)):
        return None
    if part.text in ("Morgens", "Abends", "Mittags") and first and not of_kind(found, "DET"):
        return None
    if of_kind(found, "THIS", "DET") is None and before and before.kind == "CAP":
        return None
    day = context.near_day(first) or context.published
    early = of_kind(found, "EARLY")
    text = day.isoformat() if day else "XXXX-XX-XX"
    return Value("TIME", f"{text}T{part.value}", early.value if early else None)


def part_after(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*in der folgenden Nacht*: the night that begins on the day last named; *am folgenden Morgen* is of the next day."""
    del argument
    found = context.tokens[first:last]
    part, ahead = of_kind(found, "PART"), of_kind(found, "NEXT")
    if part is None or ahead is None or ahead.value != "1":
        return None
    from_today = ahead.text.lower().startswith(("kommend", "bevorstehend"))
    day = None if from_today else context.near_day(first, _FAR)
    if day is None and (from_today or context.tense(first) == "future"):
        day = context.published
    ahead_by = 0 if part.value == "NI" else 1
    then = dates.add_days(day, ahead_by) if day is not None else None
    if then is None:
        return Value("TIME", f"XXXX-XX-XXT{part.value}")
    context.name(then, "D", first)
    return Value("TIME", f"{then.isoformat()}T{part.value}")


def night(context: Context, first: int, last: int, argument: str) -> Value | None:
    """The night that ends on a day: *die Nacht zum 3. Januar* began on the second."""
    del argument
    found = context.tokens[first:last]
    part = of_kind(found, "PART")
    if part is None:
        return None
    if of_kind(found, "VON") and (onto := of_kind(found, "AUF")):  # *die Nacht vom 3. auf den 4. Mai*
        found = found[found.index(onto) :]
    number, month, year = of_kind(found, "DAY"), of_kind(found, "MONTH"), of_kind(found, "YEAR")
    weekday = of_kind(found, "WEEKDAY")
    joint = of_kind(found, "ZU", "AUF")
    if joint and part.value != "NI":
        return None
    if weekday:
        if context.published is None:
            number_before = (int(weekday.value) - 2) % 7 + 1
            return Value("TIME", f"XXXX-WXX-{number_before if joint else weekday.value}T{part.value}")
        past = context.tense(first) != "future"
        pick = dates.last_weekday if past else dates.next_weekday
        ending: Date | None = pick(context.published, int(weekday.value), same=of_kind(found, "LAST") is None)
    elif number and month:
        value = dated(context, first, int(number.value), int(month.value), int(year.value) if year else None)
        if value is None or value.value.startswith("X"):
            return None
        ending = datetime.date.fromisoformat(value.value)
    else:
        token = of_kind(found, "TODAY", "YESTERDAY")
        if context.published is None or token is None:
            return None
        ending = dates.add_days(context.published, int(token.value))
    day = dates.add_days(ending, -1 if joint else 0) if ending else None
    if day is None or ending is None:
        return None
    context.name(ending, "D", first)
    return Value("TIME", f"{day.isoformat()}T{part.value}")


def clock(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*20.30 Uhr*, *neun Uhr abends*, *halb neun*, *Viertel nach acht*."""
    del argument
    found = context.tokens[first:last]
    if of_kind(found, "VIERTEL"):
        hour, minute = _figure(of_kind(found, "CARD", "DAY")), 15 if of_kind(found, "NACH") else 45
        hour = hour - 1 if hour is not None and minute == 45 else hour
    elif of_kind(found, "HALB"):
        hour, minute = _figure(of_kind(found, "CARD", "DAY")), 30
        hour = hour - 1 if hour is not None else None
        if not of_kind(found, "UHR", "PARTLOW") and not (first and context.tokens[first - 1].kind in _BEFORE_CLOCK):
            return None
    else:
        figures = [t for t in found if t.kind in ("DAY", "NUM", "CARD", "EIN")]
        hour, minute = _figure(figures[0]), int(figures[1].text) if len(figures) > 1 else 0
    part = of_kind(found, "PARTLOW")
    if part and hour is not None and part.value in ("AF", "EV") and hour < 12:
        hour += 12
    return _time(context, first, hour, minute)


def _figure(token: Token | None) -> int | None:
    if token is None or not token.value:
        return None
    number = float(token.value)
    return int(number) if number == int(number) else None


def _time(context: Context, first: int, hour: int | None, minute: int) -> Value | None:
    if hour is None or not 0 <= hour <= 24 or not 0 <= minute <= 59:
        return None
    each = any(t.text.lower() == "jeweils" for t in context.tokens[max(0, first - 4) : first])
    day = context.near_day(first, 25) or context.published
    text = f"T{hour:02d}:{minute:02d}"
    return Value("TIME", text if each or day is None or context.holds_for_several(first) else day.isoformat() + text)


def midnight(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*um Mitternacht*: the end of the day, but right *nach* it, and in the past of no other day, the begin of it."""
    del argument, last
    if context.tokens[first].text != "Mitternacht":
        return None
    begins = context.lead(first) == "NACH" or (context.near_day(first, 25) is None and context.tense(first) == "past")
    return _time(context, first, 0 if begins else 24, 0)


def clock_minutes(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*zehn nach acht*, *fünf vor halb neun*, *dreiviertel acht*, *viertel acht*."""
    del argument
    found = context.tokens[first:last]
    figures = [_figure(t) for t in found if t.kind in ("CARD", "DAY")]
    hour, minutes = figures[-1], figures[0] if len(figures) > 1 else None
    if hour is None or (len(figures) > 1 and minutes is None):
        return None
    at = hour * 60 - (30 if of_kind(found, "HALB") else 0)
    if minutes is not None:
        if not 0 < minutes < 30:
            return None
        at += -minutes if of_kind(found, "VOR") else minutes
    else:
        at -= 15 if of_kind(found, "THREEQUARTERS") else 45
    return _time(context, first, at // 60, at % 60)


def clock_listed(context: Context, first: int, last: int, argument: str) -> Value | None:
    """The first of two clock times that share the word *Uhr*."""
    del argument
    found = context.tokens[first:last]
    figures = [t for t in found if t.kind in ("DAY", "NUM", "CARD")]
    if len(figures) > 1 and len(figures[1].text) != 2:
        return None
    before = context.tokens[first - 1] if first else None
    if before and before.kind in ("DOT", "COLON", "COMMA") and before.end == found[0].start:
        return None
    stretch = context.tokens[last : last + 9]
    end = next((i for i, t in enumerate(stretch) if t.kind == "UHR"), None)
    if end is None or end > 8 or not any(t.kind in ("BIS", "DASH", "UND", "SLASH", "COMMA") for t in stretch[:end]):
        return None
    if figures[0].kind == "CARD" and not (before and before.kind in ("VON", "ZWISCHEN", "UM", "AB")):
        return None
    return _time(context, first, _figure(figures[0]), int(figures[1].text) if len(figures) > 1 else 0)


def clock_bare(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A clock time in figures without *Uhr*: *14.00 bis 20.00*. Both parts have two digits and stand close."""
    del argument
    found = context.tokens[first:last]
    if len(found[2].text) != 2 or found[2].start - found[0].end != 1 or not found[0].text.isdecimal():
        return None
    after = context.tokens[last] if last < len(context.tokens) else None
    beyond = context.tokens[last + 1] if last + 1 < len(context.tokens) else None
    before = context.tokens[first - 1] if first else None
    if before and before.kind == "DOT" and before.end == found[0].start:
        return None
    if after and (after.kind == "MEASURE" or after.text in "%€$"):
        return None
    if after and after.kind in ("DOT", "COMMA") and beyond and beyond.start == after.end:
        return None
    return _time(context, first, int(found[0].text), int(found[2].text))


def clock_end(context: Context, first: int, last: int, argument: str) -> Value | None:
    """The end of *14.00 bis 20.00*, where no *Uhr* follows: it needs a begin of the same shape before it."""
    if first < 4 or [t.kind for t in context.tokens[first - 3 : first - 1]] not in (["DOT", "NUM"], ["DOT", "DAY"]):
        return None
    return clock_bare(context, first, last, argument)


def fixed(context: Context, first: int, last: int, argument: str) -> Value | None:
    """An expression of `time_phrases.tsv`; those in capitals count from the date last named."""
    kind, _, value = argument.partition(" ")
    if kind == "SET":
        context.name_several(first)
    types: dict[str, TimeType] = {"DATE": "DATE", "TIME": "TIME", "DURATION": "DURATION", "SET": "SET"}
    if value in _RELATIVE:
        base = context.near_day(first, _FAR)
        if base is None:
            if context.published is None or value not in ("PREVDAY", "PREVEVE"):
                return Value(types[kind], "XXXX-XX-XX" + _SUFFIX.get(value, ""))
            base = context.published
        day = dates.add_days(base, _RELATIVE[value])
        if day is None:
            return None
        context.name(day, "D", first)
        return Value(types[kind], day.isoformat() + _SUFFIX.get(value, ""))
    if value in ("PREVYEAR", "NEXTYEAR", "THISYEAR", "PREVMONTH", "PREVWEEK"):
        base = context.near(first, 40) if value in ("NEXTYEAR", "PREVYEAR") else None
        base = base or context.published
        unit = {"PREVMONTH": "M", "PREVWEEK": "W"}.get(value, "Y")
        step = {"NEXTYEAR": 1, "THISYEAR": 0}.get(value, -1)
        moved = dates.shift(base, unit, step) if base else {"M": "XXXX-XX", "W": "XXXX-WXX", "Y": "XXXX"}[unit]
        return Value("DATE", moved) if moved else None
    lead = context.tokens[first]
    following = context.tokens[last] if last < len(context.tokens) else None
    if value.endswith("_REF") and lead.text.lower() == "zur" and following and following.kind == "DET":
        return None
    if value.endswith("_REF") and (lead.kind == "IN" or lead.text.lower() == "zu") and last - first > 1:
        return Value(types[kind], value, None, None, (first + 1, last))
    if value.startswith("P") and value.endswith("_REF"):
        after = context.tokens[last] if last < len(context.tokens) else None
        if after and after.text == "als" and context.tokens[first].text.lower() == "früher":
            return None
    return Value(types[kind], value)
