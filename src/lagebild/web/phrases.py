"""The pages' own words in German and English, and dates and numbers in each language's form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from lagebild.record.identities import plain_name
from lagebild.timex import interval

LANGUAGES = ("de", "en")
_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_TIME = re.compile(r"T(?:([A-Z]{2})|(\d\d(?::\d\d)?))")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?\Z", re.S)


@cache
def phrases(language: str) -> Mapping[str, str]:
    """Every phrase of a language by its key."""
    column = LANGUAGES.index(language) + 1
    lines = files("lagebild.web").joinpath("phrases.tsv").read_text("utf-8").splitlines()
    return {row[0]: row[column] for row in (line.split("\t") for line in lines if line)}


def choose(asked: str | None, cookie: str | None, accept: str) -> str:
    """The language of a page: from the address, else as chosen before, else from the browser, else German.

    `accept` is the header Accept-Language (RFC 9110, 12.5.4).
    """
    for wish in (asked, cookie):
        if wish in LANGUAGES:
            return wish
    weighed = []
    for number, part in enumerate(accept.split(",")):
        name, _, weight = part.strip().partition(";q=")
        if name[:2].casefold() in LANGUAGES:
            try:
                weighed.append((-float(weight or 1), number, name[:2].casefold()))
            except ValueError:
                continue
    return min(weighed)[2] if weighed else LANGUAGES[0]


def day(value: str | None, language: str) -> str:
    """A date of ISO 8601 as the language writes it: day, month or year, as far as it is known; others as they are."""
    match = _DAY.match(value or "")
    if not match:
        return value or ""
    year, month, date = match.groups()
    if month is None or not 1 <= int(month) <= 12:
        return year
    name = _MONTHS[language][int(month) - 1]
    if date is None:
        return f"{name} {year}"
    return f"{int(date)}. {name} {year}" if language == "de" else f"{int(date)} {name} {year}"


def unbroken(date: str) -> str:
    """A date on a page, which no line ends within; from – to may be parted before the second date, the time of day after it.

    Its blanks become U+00A0, and the dash within *13.–19. Juni 2005* is held by U+2060 on either side.
    """
    held = " – ".join(part.replace(" ", "\u00a0").replace("–", "\u2060–\u2060") for part in date.split(" – "))
    return held.replace(",\u00a0", ", ")


def month(number: int, language: str) -> str:
    """The name of a month, from 1 to 12; the number itself for any other."""
    return _MONTHS[language][number - 1] if 1 <= number <= 12 else str(number)


def counted(key: str, count: int, language: str) -> str:
    """So many of something: *1 Erwähnung*, *2 Erwähnungen*. Its phrases are KEY_1 and KEY_n."""
    words = phrases(language)
    return words[f"{key}_1"] if count == 1 else words[f"{key}_n"].replace("{n}", number(count, language))


def span(begin: str | None, end: str | None, time: str | None, language: str) -> str:
    """The time of an entry: one day, a month or year that is meant as such, or from – to."""
    if begin is None:
        return time or ""
    if time and re.fullmatch(r"\d{4}(-\d\d){0,2}", time):
        return day(time, language)
    if end is None or begin == end:
        return day(begin, language)
    if (known := interval(end[:7])) and known == (begin, end):
        return day(begin[:7], language)
    if (known := interval(end[:4])) and known == (begin, end):
        return day(begin[:4], language)
    first, last = interval(begin[:7]), interval(end[:7])
    if first and last and (first[0], last[1]) == (begin, end):
        return f"{day(begin[:7], language)} – {day(end[:7], language)}"
    if begin[:7] == end[:7] and len(begin) == len(end) == len("2017-08-01"):
        return f"{int(begin[8:])}{'.' if language == 'de' else ''}–{day(end, language)}"
    return f"{day(begin, language)} – {day(end, language)}"


def moment(value: str | None, language: str) -> str:
    """A TIMEX3 value in words: a day and perhaps the time of day, or from – to; empty if it names no day."""
    covered = interval(value)
    if value is None or covered is None:
        return ""
    said = span(*covered, None, language)
    part, hour = match.groups() if (match := _TIME.search(value)) and covered[0] == covered[1] else (None, None)
    words = phrases(language)
    if part:
        return f"{said}, {words[f'pd_{part}']}" if f"pd_{part}" in words else said
    return f"{said}, {hour}{words['o_clock']}" if hour else said


def claimed(kind: str, value: str, language: str) -> str:
    """What somebody claims in a dispute of a kind, in words."""
    words = phrases(language)
    match kind:
        case "date":
            return moment(value, language) or day(value, language)
        case "happened":
            return words.get(f"st_{value}", value)
        case "status":
            return words.get(f"tie_{value}", value)
        case "figure":
            bound, _, count = value.rpartition(" ")
            return words.get(f"bd_{bound}", "") + (number(int(count), language) if count.isdecimal() else value)
        case "doer" if value.startswith("not "):
            return words["not_by"].replace("{name}", value.removeprefix("not "))
        case "doer":
            return words.get(f"cause_{value}", value)
    return value


def number(value: int, language: str) -> str:
    """A whole number with the language's thousands separator."""
    grouped = f"{value:,}"
    return grouped.replace(",", ".") if language == "de" else grouped


def in_order(keys: Iterable[str], prefix: str, language: str) -> list[str]:
    """Keys by the alphabet of what they are called: Ä beside A, in either language."""
    words = phrases(language)
    return sorted(keys, key=lambda key: plain_name(words[prefix + key]))
