"""TIMEX3 values in the reader's language: no page shows a value itself, except beside the rule that made it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lagebild.timex import interval
from lagebild.web.phrases import day, moment, month, phrases, span

_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])\Z")
_ROUND = re.compile(r"(\d{2,3})\Z")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?|X)(DE|CE|WE|[YMWDHSQ])")
_PART = re.compile(r"T[A-Z]{2}\Z")
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
_ANY_YEAR = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?")


def happened(one: Any, language: str) -> str:
    """When something happened: a day, with the part of it that reports name (*nachts*) if they name just one; or a span."""
    if one.begin is not None and one.begin == one.end:
        said = (_PART.search(told.time or "") for told in getattr(one, "tellings", ()) if told.valid_from == one.begin)
        parts = {match[0] for match in said if match}
        if len(parts) == 1:
            return moment(one.begin + parts.pop(), language)
    return span(one.begin, one.end, None, language)


def timed(value: str | None, mod: str | None, language: str) -> str:
    """What a TIMEX3 value says: a day, a season, a length of time (*3 Tage*), a reference (*jetzt*), perhaps modified.

    A value that stays open says so. It is never empty.
    """
    words = phrases(language)
    found = _words(value or "", words, language)
    if not found:
        return words["unresolved"]
    return words[f"mod_{mod}"].format(found) if mod and f"mod_{mod}" in words else found


def _words(value: str, words: Mapping[str, str], language: str) -> str:
    if f"tx_{value}" in words:
        return words[f"tx_{value}"]
    if match := _SEASON.match(value):
        year, part = match.groups()
        return words[f"tx_{part}"].format(year=year, next=f"{(int(year) + 1) % 100:02}")
    if match := _ROUND.match(value):
        if len(value) == 3:
            return words["tx_decade"].format(year=f"{value}0")
        return words["tx_century"].format(number=int(value) + 1)
    if interval(value):
        return moment(value, language) or day(value, language)
    if value.startswith("P"):
        return _length(value, words, language)
    if match := _WEEKDAY.match(value):
        return words["tx_open"].format(words[f"wd_{match[1]}"])
    if match := _ANY_YEAR.match(value):
        name = month(int(match[1]), language)
        return words["tx_open_year"].format(name if match[2] is None else _date(int(match[2]), name, language))
    return ""


def _date(number: int, name: str, language: str) -> str:
    return f"{number}. {name}" if language == "de" else f"{number} {name}"


def _length(value: str, words: Mapping[str, str], language: str) -> str:
    """A length of time: `P3D`, `P1Y6M`, `PT2H`, and `PXD` for some days."""
    days, _, hours = value[1:].partition("T")
    found = [_amount(number, unit, words, language) for number, unit in _AMOUNT.findall(days)]
    found += [
        _amount(number, "min" if unit == "M" else unit, words, language) for number, unit in _AMOUNT.findall(hours)
    ]
    return " ".join(found)


def _amount(number: str, unit: str, words: Mapping[str, str], language: str) -> str:
    if number == "X":
        return words[f"du_{unit}_x"]
    if float(number) == 1:
        return words[f"du_{unit}_1"]
    return words[f"du_{unit}_n"].format(number.replace(".", ",") if language == "de" else number)
