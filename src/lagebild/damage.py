"""Signs that a text was damaged on its way, or is none: they are said in a reading's problems, and nothing is guessed."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from functools import cache

from lagebild.lexicon import load

_LOST = re.compile(r"[a-zäöüß]\?[a-zäöüß]")
_LEAST_LOST = 2
_MOST = 20
"""Days that are none and are named one by one."""
MOST_COUNTED = 2**63 - 1
"""The largest number that a database holds as one."""
LONGEST_WORD = 500
"""Code points of the longest word that is read in one piece: page addresses are the longest."""
_LONGEST_SENTENCE = 1000
_ENOUGH = 200
"""Signs of which a text has more before it is said to have the wrong ones."""
_NEARLY_ALL, _HARDLY = 0.95, 0.3
_LONG_NUMBER = re.compile(r"(?<!\d)(?:\d{19,}|\d{1,3}(?:[.\u00a0]\d{3}){6,})")
_WORD = re.compile(r"\S+")
_STRETCH = re.compile(r"[^.!?…\n]+")
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
    no_days = [match for match in _DATE.finditer(text) if not _exists(match)]
    found += [f"there is no such day: {match[0].strip()!r} (at {match.start()})" for match in no_days[:_MOST]]
    if len(no_days) > _MOST:
        found.append(f"there are {len(no_days) - _MOST} more days that are none")
    found += _oddities(text)
    return tuple(found)


def _oddities(text: str) -> Iterator[str]:
    """What no report has: numbers beyond counting, words and sentences without end, nothing but capitals or marks."""
    huge = next((match for match in _LONG_NUMBER.finditer(text) if _uncountable(match[0])), None)
    if huge is not None:
        yield f"a number is too large to count anything (at {huge.start()}); it is left out"
    word = next((match for match in _WORD.finditer(text) if len(match[0]) > LONGEST_WORD), None)
    if word is not None:
        length = f"{len(word[0]):,} characters without a blank (at {word.start()})"
        yield f"there are {length}: they are read in pieces of {LONGEST_WORD}"
    stretches = ((match.start(), len(match[0].split())) for match in _STRETCH.finditer(text))
    endless = next(((at, words) for at, words in stretches if words > _LONGEST_SENTENCE), None)
    if endless is not None:
        yield f"a sentence has {endless[1]:,} words (at {endless[0]}): it is read in pieces, and who does what may be wrong"
    letters = sum(map(str.isalpha, text))
    if letters >= _ENOUGH and sum(map(str.isupper, text)) > _NEARLY_ALL * letters:
        yield "the text is all in capitals: names can hardly be told from other words"
    signs = len(text) - sum(map(str.isspace, text))
    if signs >= _ENOUGH and letters < _HARDLY * signs:
        yield f"hardly any of the text is letters ({100 * letters // signs} %): it is no report"


def _uncountable(number: str) -> bool:
    digits = re.sub(r"\D", "", number).lstrip("0")
    return len(digits) > len(str(MOST_COUNTED)) or (bool(digits) and int(digits) > MOST_COUNTED)


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
