"""The day of a clock time whose day stands elsewhere in its clause: *Um 8 Uhr brannte es am Montag*."""

from __future__ import annotations

import re
from bisect import bisect
from typing import NamedTuple

from lagebild.annotate.times.context import Context
from lagebild.annotate.times.grammar import Candidate
from lagebild.annotate.times.values import Value

_CLOCKS = ("clock", "clock_listed", "clock_bare", "clock_end", "clock_minutes", "midnight", "part_of_day")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[A-Z]{2})?\Z")
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT(\d\d)(:\d\d)\Z")
_ALONE = ("TODAY", "YESTERDAY", "TOMORROW", "LAST", "NEXT", "DAYADJ")
_LED = ("DET", "VON", "AUF", "FUER", "SEIT", "BIS", "ZU", "AB", "VOR", "NACH", "UEBER", "GEGEN")
_FAR = 25
"""Tokens from a day to a clock time that may be on it."""
_NEAR = 4
"""Tokens between a clock time and the part of the day (*Montagabend*) that tells its half of the day."""


class Found(NamedTuple):
    """An expression with its value and the tokens that it covers."""

    entry: Candidate
    value: Value
    first: int
    last: int


def with_days(context: Context, read: list[Found]) -> list[Found]:
    """The expressions, with the clock times put on the day that their clause names after them."""
    days = [one for one in read if one.entry.resolver not in _CLOCKS and _DAY.match(one.value.value)]
    starts = [one.first for one in days]
    out: list[Found] = []
    for one in read:
        at = bisect(starts, one.first)
        out.append(_placed(context, one, days[at - 1 : at], days[at : at + 1]) if _is_clock(one) else one)
    return out


def _is_clock(one: Found) -> bool:
    return one.entry.resolver in _CLOCKS and one.value.days is None and one.value.value[:4].isdigit()


def _placed(context: Context, clock: Found, before: list[Found], ahead: list[Found]) -> Found:
    """A clock time, put on the day that stands next behind it, where none stands before it in its sentence."""
    known = [
        d for d in before if context.sentence[d.first] == context.sentence[clock.first] and clock.first - d.last < _FAR
    ]
    after = [d for d in ahead if context.clause(d.first) == context.clause(clock.first) and _says_when(context, d)]
    close = all(t.kind in ("AM", "DET") for d in after for t in context.tokens[clock.last : d.first])
    value = clock.value.value
    if after and (close or not known):
        value = after[0].value.value[:10] + value[10:]
        if clock.entry.resolver == "midnight" and context.lead(clock.first) != "NACH":
            value = f"{value[:11]}24:00"
    beside = [d for d in known if clock.first - d.last < _NEAR] + [d for d in after if d.first - clock.last < _NEAR]
    part = next((d.value.value[11:] for d in beside if len(d.value.value) > 10), "")
    hour = _CLOCK.match(value)
    night = next((d.value.value for d in beside if d.entry.resolver == "night" and d.value.value.endswith("TNI")), "")
    if hour and night and int(hour[1]) >= 12:  # *in der Nacht zum 3. Mai gegen 23 Uhr*
        value = night[:10] + value[10:]
    if hour and part in ("AF", "EV") and int(hour[1]) < 12:
        value = f"{value[:11]}{int(hour[1]) + 12:02d}{hour[2]}"
    return clock._replace(value=clock.value._replace(value=value))


def _says_when(context: Context, day: Found) -> bool:
    """Whether a day stands as an adverbial: behind *am* or alone, not between an article and its noun."""
    tokens, at = context.tokens, day.first
    if tokens[at].kind == "DET" and at and tokens[at - 1].kind == "AM":
        at -= 1
    if at and tokens[at - 1].kind == "AM":
        return at < 2 or tokens[at - 2].kind != "DET"
    return tokens[day.first].kind in _ALONE and not (at and tokens[at - 1].kind in _LED)
