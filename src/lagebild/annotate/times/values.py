"""What a resolver gives: a TIMEX3 value with its type, modifier and, where it differs from the value, its interval."""

from __future__ import annotations

import re
from typing import NamedTuple

from lagebild.reading import TimeType
from lagebild.timex import interval

_UNKNOWN = re.compile(r"X|REF|\AP")


class Value(NamedTuple):
    """A resolved expression. `days` overrides the interval that follows from the value; `extent` its tokens."""

    type: TimeType
    value: str
    mod: str | None = None
    days: tuple[str, str] | None = None
    extent: tuple[int, int] | None = None

    def interval(self) -> tuple[str, str] | None:
        """First and last day; None if the value names no days of the calendar."""
        if self.days is not None:
            return self.days
        return None if _UNKNOWN.search(self.value) else interval(self.value)


IMPOSSIBLE = Value("DATE", "")
"""What a resolver gives for a day that no calendar has (*der 30. Februar*): its words are no time, nor any of them."""


def period(number: float | None, unit: str) -> str:
    """A duration: `P3Y`, `PT90M` (from 1.5 hours), `PXD` for a vague one."""
    if unit in ("H", "MI", "S"):
        letter = {"H": "H", "MI": "M", "S": "S"}[unit]
        if number is not None and number % 1 and letter != "S":
            number, letter = number * 60, {"H": "M", "M": "S"}[letter]
        return f"PT{count(number)}{letter}"
    if unit in ("NI", "EV", "MO", "AF", "MI"):
        return f"PT{count(number)}{unit}"
    if unit in ("Q", "H6"):
        return f"P{count(number * (3 if unit == 'Q' else 6) if number is not None else None)}M"
    return f"P{count(number)}{unit}"


def count(number: float | None) -> str:
    """A number as TIMEX3 writes it, `X` for an unknown one."""
    return "X" if number is None else f"{number:g}" if number < 1_000_000 else str(int(number))
