"""Resolvers for days, months, years and what they add up to: from matched tokens to a value in its context."""

from __future__ import annotations

import datetime
from itertools import pairwise

from lagebild.annotate.times import dates
from lagebild.annotate.times.context import Context
from lagebild.annotate.times.tokens import Token
from lagebild.annotate.times.values import IMPOSSIBLE, Value
from lagebild.lexicon.words import closed, word_set, word_tuple

_MAY_TOUCH = ("OPEN", "DASH", "SLASH", "QUOTE", "COMMA")
_QUOTES = "»„“\"'‚"
_BEFORE_MONTH = (
    "IN", "AB", "BIS", "SEIT", "PHASE", "UND", "COMMA", "ZWISCHEN", "VON", "EARLY", "ZU", "DET", "GANZ", "DOT", "WORD",
)  # fmt: skip
_NUMBERS = ("DAY", "NUM", "YEAR", "CARD", "EIN", "BEIDE", "ORD", "MAL")
PIVOT = 30
"""Two-digit years up to this many years after publication belong to its century."""


def of_kind(found: list[Token], *kinds: str) -> Token | None:
    """The first token of one of the classes, or None."""
    return next((token for token in found if token.kind in kinds), None)


def number_of(token: Token | None) -> float | None:
    """The number that a token stands for."""
    if token is None or not token.value or token.kind not in _NUMBERS:
        return None
    return None if token.value == "X" else float(token.value)


def direction(found: list[Token]) -> int | None:
    """Where the words *letzt-*, *dies-*, *nächst-* point: -1, 0, 1 (±2 for *vorletzt-*, *übernächst-*); else None."""
    token = of_kind(found, "LAST", "NEXT", "THIS")
    return int(token.value) if token else None


def full_year(text: str, context: Context) -> int | None:
    """A year of two or four digits."""
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        return None
    now = context.published.year if context.published else 2025
    year = now - now % 100 + int(text)
    return year - 100 if year > now + PIVOT else year


def guess_year(
    context: Context, at: int, month: int, day: int = 15, *, coarse: bool = False, feast: str = ""
) -> int | None:
    """The year of a day or month that names none: that of the date last named in a tale, else by the clause's tense.

    A movable feast is told by its code; it is near `day` of `month`.
    """
    now = context.published
    tense = context.tense(at)
    certain = context.tense(at, narrow=True)
    anchor = context.near(at)
    listed_after = (
        now and anchor and context.anchor_unit == "D" and context.sentence[context.anchor_at] == context.sentence[at]
    )
    if anchor and listed_after and month >= anchor.month and certain != "past" and dates.valid(anchor.year, month, day):
        return anchor.year
    tale = context.told_from(at)
    if tale:
        later = context.anchor_unit == "M" and tale.month > month
        return tale.year + later
    if now is None:
        return None
    options = [y for y in (now.year - 1, now.year, now.year + 1) if dates.valid(y, month, day)]
    if not options:
        return None
    if coarse and month == now.month:
        return now.year
    side = context.side(at)
    if side is not None:
        certain = tense = side
    elif tense == "past" and context.lead(at) in ("AUF", "FUER"):
        certain = tense = "present"  # *der für April geplante Umzug fiel aus*: before the report or after it

    def distance(year: int) -> int:
        when = dates.feast(feast, year) if feast else None
        gap = ((when or datetime.date(year, month, day)) - now).days
        wrong = (tense == "past" and gap > 0) or (tense == "future" and gap < 0)
        if wrong and side is not None:
            return 10_000 + abs(gap)
        return abs(gap) + ((400 if coarse else 250) if wrong and certain == "past" else 150 if wrong else 0)

    return min(options, key=distance)


def day(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A day of a month, with or without its year."""
    del argument
    found = context.tokens[first:last]
    month, number, year = of_kind(found, "MONTH", "MABBR"), of_kind(found, "DAY", "ORD"), of_kind(found, "YEAR")
    if month is None or number is None or not 1 <= int(number.value) <= 31:
        return None
    context.name_single(first)
    pointed = pointed_year(context, first, last)
    if pointed is None:
        return dated(context, first, int(number.value), int(month.value), int(year.value) if year else None)
    return dated(context, first, int(number.value), int(month.value), pointed) if pointed else None


def pointed_year(context: Context, first: int, last: int) -> int | None:
    """The year that *vorigen Jahres*, *des Vorjahres*, *vor zwei Jahren* point to; None without them, 0 where it is unknown.

    *Vorjahr* counts from the date last named, the others from the day of publication.
    """
    found = context.tokens[first:last]
    beside, where, unit = of_kind(found, "YEARBESIDE"), direction(found), of_kind(found, "UNIT", "UNITS")
    now = context.published
    if beside is not None:
        base = context.near(first, 40) or now
        return base.year + int(beside.value) if base else 0
    if unit is None or (where is None and not of_kind(found, "VOR")):
        return None
    if unit.value != "Y" or now is None:
        return 0
    if where is not None:
        return now.year + where
    number = number_of([t for t in found if t.kind in ("DAY", "NUM", "CARD", "EIN")][-1])
    return now.year - int(number) if number and number == int(number) and number < now.year else 0


def dated(context: Context, at: int, number: int, month: int, year: int | None) -> Value | None:
    """A day whose year may be unknown."""
    if not 1 <= month <= 12 or number < 1:
        return None
    if dates.valid(2000, month, number) is None:
        return IMPOSSIBLE
    if year is None:
        year = guess_year(context, at, month, number)
    if year is None:
        return Value("DATE", f"XXXX-{month:02d}-{number:02d}")
    when = dates.valid(year, month, number)
    if when is None:
        return IMPOSSIBLE
    context.name(when, "D", at)
    return Value("DATE", when.isoformat())


def numeric(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A day in figures: `3.1.`, `23.3.1987`, `1987-03-23`."""
    del argument
    found = context.tokens[first:last]
    vor = next((i for i, t in enumerate(found) if t.kind == "VOR"), len(found))
    figures = [t for t in found[:vor] if t.kind in ("DAY", "NUM", "YEAR")]
    if len(figures) < 2:
        return None
    if figures[0].kind == "YEAR":
        return dated(context, first, int(figures[2].text), int(figures[1].text), int(figures[0].text))
    if of_kind(found, "SLASH") and any(left.end != right.start for left, right in pairwise(found)):
        return None
    for left, right in pairwise(figures):
        gap = right.start - left.end
        if gap > 2 or (gap == 2 and len(figures) == 2 and context.tokens[last - 1].kind != "DOT"):
            return None
    if int(figures[0].text) < 1 or not 1 <= int(figures[1].text) <= 12:
        return None
    year = full_year(figures[2].text, context) if len(figures) > 2 else None
    if len(figures) > 2 and year is None:
        return None
    pointed = pointed_year(context, first, last)
    if pointed is not None:
        year = pointed
        if not year:
            return None
    return dated(context, first, int(figures[0].text), int(figures[1].text), year)


def listed(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A day in a list whose month stands further on: *am 3. und 5. Juni*."""
    del argument
    number = of_kind(context.tokens[first:last], "DAY")
    ahead = context.tokens[last : last + 40]
    place = next((i for i, t in enumerate(ahead) if t.kind == "MONTH"), None)
    if number is None or place is None or int(number.text) < 1:
        return None
    after = ahead[place + 1] if place + 1 < len(ahead) else None
    year = int(after.value) if after and after.kind == "YEAR" else None
    context.name_several(first)
    return dated(context, first, int(number.text), int(ahead[place].value), year)


def month(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A month, with its year, a pointer to it, or neither."""
    found = context.tokens[first:last]
    name, year, where = of_kind(found, "MONTH"), of_kind(found, "YEAR"), direction(found)
    if name is None or (argument == "bare" and not _bare_month(context, first, last)):
        return None
    ahead = context.tokens[max(0, first - 2) : first]
    if [t.kind for t in ahead] == ["NUM", "DOT"] and len(ahead[0].text) == 2 and ahead[0].end == ahead[1].start:
        return IMPOSSIBLE  # *am 32. Mai*
    number = int(name.value)
    pointed = pointed_year(context, first, last)
    if year is not None:
        known: int | None = int(year.value)
    elif pointed is not None and of_kind(found, "YEARBESIDE", "VOR"):
        if not pointed:
            return None
        known = pointed
    elif where is not None and context.published:
        now = context.published
        if of_kind(found, "UNIT"):
            known = now.year + where
        elif where == 0:
            known = now.year
        else:
            known = now.year + (where + (number < now.month) if where < 0 else number <= now.month)
    else:
        known = guess_year(context, first, number, coarse=True)
    if known is None:
        return Value("DATE", f"XXXX-{number:02d}")
    if not 1 <= known <= 9999:
        return None
    context.name(datetime.date(known, number, 1), "M", first)
    return Value("DATE", f"{known:04d}-{number:02d}")


def _bare_month(context: Context, first: int, last: int) -> bool:
    """True if a month's name stands for the month: not after a name (*Ernst Mai*), not before one (*April Glaser*)."""
    before = context.tokens[first - 1] if first else None
    after = context.tokens[last] if last < len(context.tokens) else None
    if before and before.kind in ("CAP", "DASH", "QUOTE") and before.text not in ("Monat",):
        return False
    led = before is not None and before.kind in (
        _BEFORE_MONTH if after is not None and after.kind == "CAP" else (*_BEFORE_MONTH, "FUER", "AUF", "VOR", "NACH")
    )
    if context.tokens[first].text in word_set("months_that_are_names") and not led:
        return False
    return not (after and after.kind == "DASH" and after.start == context.tokens[last - 1].end)


def year(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A year; a bare number of four digits only where nothing says that it counts something else."""
    token = of_kind(context.tokens[first:last], "YEAR")
    if token is None or (argument == "bare" and not _bare_year(context, first)):
        return None
    number = int(token.value)
    context.name(datetime.date(number, 1, 1), "Y", first)
    return Value("DATE", f"{number:04d}")


def _bare_year(context: Context, at: int) -> bool:
    tokens, number = context.tokens, int(context.tokens[at].value)
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    token = tokens[at]
    if before and before.text.lower().endswith(word_tuple("what_is_numbered")):
        return False
    if before and before.kind == "APPROX" and 1900 <= number <= 2040:
        return after is not None and after.kind not in ("CAP", "MEASURE", "UNITS", "CUNIT")
    if before and before.kind in ("APPROX", "ALS", "MEHR", "DAY", "NUM", "CARD", "EIN"):
        return before.kind in ("DAY", "NUM") and before.end < token.start and number > 1850
    if before and before.end == token.start and before.kind not in _MAY_TOUCH and before.text not in _QUOTES:
        return False
    if before and before.kind in ("DASH", "SLASH") and before.end == token.start and at > 1:
        head = tokens[at - 2]
        if head.kind == "NUM" and head.end == before.start:
            return False
    if after is not None and after.start == token.end:
        beyond = tokens[at + 2] if at + 2 < len(tokens) else None
        if after.kind in ("CAP", "WORD", "ER") or (beyond and _goes_on(after, beyond)):
            return False
    beyond = tokens[at + 2] if at + 2 < len(tokens) else None
    if after and after.kind in ("BIS", "UND") and beyond and beyond.kind == "NUM":
        return False
    if after and (after.kind == "MEASURE" or after.text in "%€$" or after.kind in ("UNITS", "CUNIT", "UHR")):
        return False
    if 1900 <= number <= 2040:
        return True
    plural = (
        after is not None and after.kind in ("CAP", "WORD") and after.text.endswith(tuple(closed("plural_endings")))
    )
    if number > 2040:
        return before is not None and before.kind in ("AB", "BIS", "SEIT")
    surely = before is not None and before.kind in ("OPEN", "SEIT", "AB")
    return surely or (not plural and number >= 1100 and number % 100 != 0)


def _goes_on(mark: Token, beyond: Token) -> bool:
    """True if a number runs on behind a mark that touches it: `1950.000`, `2012-Modell`, but not `2010/11`."""
    if beyond.start != mark.end or mark.kind not in ("DOT", "COMMA", "COLON", "DASH", "SLASH"):
        return False
    if beyond.kind in ("DAY", "NUM"):
        return mark.kind not in ("DASH", "SLASH") or len(beyond.text) != 2
    return beyond.kind == "CAP" and mark.kind == "DASH"


def decade(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A decade: *die 60er Jahre*, *die siebziger Jahre*, *die 1990er*."""
    del argument
    found = context.tokens[first:last]
    token = of_kind(found, "YEAR", "NUM", "DAY", "DECADE", "DECADES")
    if token is None:
        return None
    if token.kind == "YEAR":
        value = token.value[:3]
    elif token.kind in ("NUM", "DAY"):
        if len(token.text) != 2 or token.text[1] != "0":
            return None
        value = f"19{token.text[0]}"
    else:
        value = f"19{token.value}"
    joint = next((t for t in found if t.kind == "ER"), None)
    if token.kind in ("YEAR", "NUM", "DAY") and (joint is None or joint.start != token.end):
        return None
    early = of_kind(found, "EARLY")
    context.name(datetime.date(int(value) * 10, 1, 1), "DE", first)
    return Value("DATE", value, early.value if early else None)


def century(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A century, counted from one: *das 15. Jahrhundert* is `14`."""
    del argument
    found = context.tokens[first:last]
    token = of_kind(found, "DAY", "ORD")
    if token is None or not 1 <= int(token.value) <= 31:
        return None
    early = of_kind(found, "EARLY")
    before_christ = "BC" if of_kind(found, "BC", "CHR") else ""
    return Value("DATE", f"{before_christ}{int(token.value) - 1:02d}", early.value if early else None)


def deictic_century(context: Context, first: int, last: int, argument: str) -> Value | None:
    """*dieses*, *voriges Jahrhundert*."""
    del argument
    if context.published is None:
        return Value("DATE", "XX")
    return Value("DATE", f"{context.published.year // 100 + (direction(context.tokens[first:last]) or 0):02d}")


def part_of_year(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A quarter, a half, a numbered one of a year: *das erste Quartal 2019*, *die zweite Jahreshälfte*."""
    del argument
    found = context.tokens[first:last]
    unit, ordinal, named = of_kind(found, "UNIT", "HALF"), of_kind(found, "ORD", "DAY"), of_kind(found, "YEAR")
    if unit is None or ordinal is None or unit.value not in ("Q", "H", "HY") or int(ordinal.value) < 1:
        return None
    if unit.kind == "HALF" and unit.value == "H" and named is None:
        return None
    letter, most = ("Q", 4) if unit.value == "Q" else ("H", 2)
    where = direction(found) or 0
    if int(ordinal.value) > most:
        return None
    if named is None and context.published is None:
        return Value("DATE", f"XXXX-{letter}{ordinal.value}")
    if of_kind(found, "YEARBESIDE"):
        return Value("DATE", f"{pointed_year(context, first, last):04d}-{letter}{ordinal.value}")
    number = int(named.value) if named else (context.published.year if context.published else 0) + where
    return Value("DATE", f"{number:04d}-{letter}{ordinal.value}")


def season(context: Context, first: int, last: int, argument: str) -> Value | None:
    """A season, with its year, a pointer to it, or neither. A winter is named by the year of its December."""
    del argument
    found = context.tokens[first:last]
    token, named, where = of_kind(found, "SEASON"), of_kind(found, "YEAR"), direction(found)
    after = context.tokens[last] if last < len(context.tokens) else None
    if token is None or (after and after.kind == "DASH" and after.start == token.end):
        return None
    if named:
        return Value("DATE", f"{int(named.value):04d}-{token.value}")
    now = context.published
    pointed = pointed_year(context, first, last) if of_kind(found, "YEARBESIDE", "VOR") else None
    if pointed is not None:
        return Value("DATE", f"{pointed:04d}-{token.value}") if pointed else None
    begin = dates.SEASON_START[token.value]
    if now is None and not context.near(first):
        return Value("DATE", f"XXXX-{token.value}")
    current_year, current = dates.season_of(now) if now else (0, "")
    if where is not None and now:
        if of_kind(found, "UNIT"):
            return Value("DATE", f"{now.year + where:04d}-{token.value}")
        if where == 0:
            return Value("DATE", f"{current_year if current == token.value else now.year:04d}-{token.value}")
        ended = begin + 2 < now.month if token.value != "WI" else False
        number = now.year - (not ended) if where < 0 else now.year + (begin <= now.month)
        return Value("DATE", f"{number:04d}-{token.value}")
    guessed = guess_year(context, first, begin, 1)
    if now and current == token.value and guessed in (now.year, current_year):
        guessed = current_year
    return Value("DATE", f"{guessed:04d}-{token.value}" if guessed else f"XXXX-{token.value}")
