"""Dates of publication as people and programs write them, stored as one kind of ISO 8601 value.

A day is `2017-08-07`; a moment is `2017-08-07T14:30:00`, with its offset from UTC where one was given
(`2017-08-07T14:30:00+02:00`). The day stays that of the outlet's own clock: nothing is converted to UTC, since *gestern*
counts from the day that the readers had.
"""

from __future__ import annotations

import datetime
import re

from lagebild.lexicon.words import closed_map, word_tuple

_DOTTED = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})")
_SLASHED = re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})")
_NAMED = re.compile(r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)? ?(?P<name>[^\W\d_]{3,9})\.?,? (?P<year>\d{4})")
_NAME_FIRST = re.compile(r"(?P<name>[^\W\d_]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})")
_WEEKDAY = re.compile(r"(?P<name>[^\W\d_]{2,10})\.?,? (?:(?:den|dem) )?")
_CLOCK = re.compile(
    r"(?:,|T| -| –|\|)? ?(?:(?:um|at) )?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?(?: Uhr)? ?(?:[(])?(?P<zone>[A-Z]{1,5}|[+-]\d\d:?\d\d|(?:UTC|GMT)[+-]\d{1,2})?(?:[)])?"
)
_ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)? ?(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?"
)
_ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "UT": 0,
    "WET": 0,
    "MEZ": 60,
    "CET": 60,
    "MESZ": 120,
    "CEST": 120,
    "EST": -300,
    "EDT": -240,
}


def iso(value: str) -> str:
    """A date or moment in its one form. Raises ValueError for what is none, or can be read in two ways (`8/7/2017`)."""
    given = " ".join(value.split())
    found = _from_iso(given) or _as_written(given)
    if found is None:
        raise ValueError(f"{value!r} is no date")
    return found if isinstance(found, str) else _written(found)


def _written(found: datetime.date) -> str:
    return found.isoformat(timespec="seconds") if isinstance(found, datetime.datetime) else found.isoformat()


def of(found: datetime.date) -> str:
    """A date or a moment of Python's as it is stored."""
    return _written(found)


def _from_iso(given: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(given)
    except ValueError:
        pass
    match = _ISO.fullmatch(given)
    try:
        if match is None:
            return datetime.datetime.fromisoformat(given)
        zone = (match["zone"] or "").upper().replace("Z", "+00:00")
        return datetime.datetime.fromisoformat(f"{match['date']}T{match['clock']}{zone}")
    except ValueError:
        return None


def _as_written(given: str) -> datetime.date | None:
    """`7.8.2017, 14:30 Uhr`, `Montag, 7. August 2017`, `Mon, 07 Aug 2017 14:30:00 +0200`, `August 7, 2017`, `2017/08/07`."""
    weekday = _WEEKDAY.match(given)
    if weekday and _is_weekday(weekday["name"]):
        given = given[weekday.end() :]
    for pattern in (_DOTTED, _SLASHED, _NAMED, _NAME_FIRST):
        match = pattern.match(given)
        if match is None:
            continue
        parts = match.groupdict()
        month = parts.get("month") or closed_map("month_numbers").get(parts["name"].casefold())
        if month is None:
            return None
        try:
            day = datetime.date(int(parts["year"]), int(month), int(parts["day"]))
        except ValueError:
            return None
        rest = given[match.end() :]
        return day if not rest.strip() else _at(day, rest)
    return None


def _is_weekday(name: str) -> bool:
    """A weekday in German or English, whole or cut short."""
    return len(name) > 1 and any(day.startswith(name.casefold()) for day in word_tuple("weekdays_in_datelines"))


def _at(day: datetime.date, rest: str) -> datetime.datetime | None:
    match = _CLOCK.fullmatch(rest)
    if match is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        clock = datetime.time(hour, int(match["minute"]), int(match["second"] or 0))
        return datetime.datetime.combine(day, clock, _zone(match["zone"]))
    except ValueError:
        return None


def _zone(given: str | None) -> datetime.tzinfo | None:
    """An offset from UTC. Raises ValueError for a zone of a name that is not known: guessing would move the hour."""
    if not given:
        return None
    if given in _ZONES:
        return datetime.timezone(datetime.timedelta(minutes=_ZONES[given]))
    offset = re.fullmatch(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?", given)
    if offset is None:
        raise ValueError(f"{given!r} is no zone")
    minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
    return datetime.timezone(datetime.timedelta(minutes=-minutes if offset["sign"] == "-" else minutes))
