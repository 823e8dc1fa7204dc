"""Signs that a text was damaged on its way: what they are is said in a reading's problems, and nothing is guessed."""

from __future__ import annotations

import calendar
import re
from functools import cache

from lagebild.lexicon import load

_LOST = re.compile(r"[a-zäöüß]\?[a-zäöüß]")
_LEAST_LOST = 2
_LAST_MONTH = 12
_DATE = re.compile(r"(?<![\d.,:])(\d{1,2})\. ?(?:(\d{1,2})\. ?((?:19|20)\d\d)\b|([A-Z]\w+)(?: ((?:19|20)\d\d))?)")


def damage(text: str) -> tuple[str, ...]:
    """What looks damaged in a text, each in one sentence that says where."""
    found = []
    if "\ufffd" in text:
        found.append(
            f"the text has lost letters (U+FFFD, first at {text.index(chr(0xFFFD))}); read it again from its source"
        )
    lost = _LOST.search(text)
    if lost is not None and len(_LOST.findall(text)) >= _LEAST_LOST:
        found.append(f"letters within words were replaced by question marks (first at {lost.start()})")
    if text.count("„") > text.count("“") + text.count("”") + text.count('"'):
        found.append(f"a quotation is opened and never closed (last opened at {text.rindex('„')})")
    found += [
        f"there is no such day: {match[0].strip()!r} (at {match.start()})"
        for match in _DATE.finditer(text)
        if not _exists(match)
    ]
    return tuple(found)


def _exists(match: re.Match[str]) -> bool:
    day, number, year, name, its_year = match.groups()
    month = int(number) if number else _months().get(name.lower(), 0)
    if name and not month:
        return True  # *die 3. Armee*
    if not 1 <= month <= _LAST_MONTH:
        return False
    # without a year the 29th of February may be one
    return 1 <= int(day) <= calendar.monthrange(int(year or its_year or 2000), month)[1]


@cache
def _months() -> dict[str, int]:
    """The names of months and their numbers, from the lexicon of times."""
    return {row["form"].lower(): int(row["value"]) for row in load("time_words") if row["class"] == "MONTH"}
