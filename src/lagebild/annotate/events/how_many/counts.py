"""Counts of people as the text has them: *rund 150 Menschen*, *mehrere hundert Mönche*, *zwischen 20 und 40*, *vier weitere*.

A count is a number with its bound and what is counted. Numbers are figures (*1.300*, *2,5 Millionen*), words (*zwölf*,
*dreihundert*, *zweiundzwanzig*), scales (*zwei Dutzend*, *Hunderte*). What belongs to a date or a duration is none, nor what
counts anything but people, nor a part of a number just given (*darunter zwei Kinder*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import cast

import msgspec

from lagebild import lexicon
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.reading import Bound

_ONE = frozenset(("ein", "eine", "einen", "einem", "einer", "eines"))
_NONE = frozenset(("keine", "keinen", "keiner"))
_OF_THEM = frozenset(("von", "der", "seiner", "ihrer", "dieser"))
_SEVERAL = frozenset(("mehrere", "mehrerer", "mehreren", "einige", "einiger", "einigen", "etliche", "viele", "paar"))
_DIGITS = re.compile(r"\d{1,3}(?:[.\u00a0]\d{3})+|\d+(?:,\d+)?")
_INFLECTED = re.compile(r"[a-zäöüß-]+(?:e|en|er|em|es)")
_GRADES = frozenset(("schwer", "leicht", "lebensgefährlich", "teils", "zum", "teil"))
_AMONG = frozenset(("darunter", "davon", "hiervon", "einschließlich", "inklusive"))
_MOST = 3
"""So many words may stand between a number and its noun."""


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people: code points `start` to `end` with bound and noun; tokens `first` (the number) to `last`.

    Of a range `value` is the lower, `upper` the upper end. `noun` is the token of what is counted, None where it is left
    out (*mehr als 60 wurden verletzt*); `attributes` are the small words between; `single` tells that the number is no
    more than the article, `part` that it is one of a set told before (*drei der Täter*).
    """

    value: int
    upper: int | None = None
    bound: Bound
    start: int
    end: int
    first: int
    last: int
    noun: int | None
    attributes: tuple[str, ...] = ()
    single: bool = False
    part: bool = False


def counts(text: Text, sentence: int) -> list[Count]:
    """The counts of a sentence, in text order."""
    tokens = text.analysis.sentences[sentence]
    found: list[Count] = []
    token = tokens.start
    while token < tokens.end:
        number = None if _timed(text, token) else _number(text, token, tokens.end)
        if number is None:
            token += 1
            continue
        value, is_open, after = number
        if (count := _count(text, token, after, tokens.end, value, is_open=is_open)) is not None:
            found.append(count)
        token = after
    return [c for c in _ranges(text, found) if not _of_another(text, c, tokens.start)]


def _timed(text: Text, token: int) -> bool:
    return text.time_at(text.analysis.starts[token]) is not None


def _number(text: Text, token: int, end: int) -> tuple[float, bool, int] | None:
    """Value, whether it is open above, and the token after, of a number that begins at a token."""
    forms = text.analysis.forms
    word = forms[token].casefold()
    is_open, value, after = False, None, token + 1
    if _DIGITS.fullmatch(word):
        if after < end and len(word) <= 3 and re.fullmatch(r"\d{3}", forms[after]) and word.isdigit():
            word, after = word + forms[after], after + 1
        value = float(re.sub(r"[.\u00a0]", "", word).replace(",", "."))
    elif word in _SEVERAL and after < end and forms[after].casefold() in _scales():
        return _scales()[forms[after].casefold()], True, after + 1
    elif word in _open():
        return _open()[word], True, after
    elif word in _NONE:
        value = 0.0
    elif word in _ONE:
        value = 1.0
        if (
            after + 1 < end
            and forms[after].casefold() in ("halbe", "halbes")
            and forms[after + 1].casefold() in _scales()
        ):
            value, after = 0.5, after + 1
    else:
        value = numeral(word)
    if value is None:
        return None
    if after < end and forms[after].casefold() in _scales():
        value, after = value * _scales()[forms[after].casefold()], after + 1
    return value, is_open, after


def numeral(word: str) -> int | None:
    """The value of a German number word, in small letters (*dreihundertzwanzig*); None if it is none."""
    if not word:
        return None
    units = _units()
    if word in units:
        return units[word]
    for scale in ("tausend", "hundert"):
        before, found, rest = word.partition(scale)
        if found:
            many = 1 if before in ("", "ein") else numeral(before)
            more = 0 if not rest else numeral(rest.removeprefix("und"))
            return None if many is None or more is None else many * units[scale] + more
    unit, found, tens = word.partition("und")
    if found and tens in units and units[tens] % 10 == 0 and (one := 1 if unit == "ein" else units.get(unit)):
        return units[tens] + one if one < 10 else None
    return None


def _count(text: Text, first: int, after: int, end: int, value: float, *, is_open: bool) -> Count | None:
    a = text.analysis
    single = a.forms[first].casefold() in _ONE and after == first + 1
    none = a.forms[first].casefold() in _NONE
    part = after < end and a.forms[after].casefold() in _OF_THEM
    counted, attributes = _counted(text, after + part, end)
    if counted is None and (single or none):
        return None
    if counted is not None and not _people(text, counted):
        return None
    start, bound = _bounded(a.text, a.starts[first])
    if bound == "exact" and not is_open and any(a.forms[t].casefold() == "dutzend" for t in range(first, after)):
        bound = "about"
    if is_open and bound in ("exact", "about"):
        bound = "more than"
    last = counted if counted is not None else after - 1
    return Count(value=round(value), bound=bound, start=start, end=a.ends[last], first=first, last=last, noun=counted,
                 attributes=attributes, single=single, part=part and not is_open)  # fmt: skip


def _counted(text: Text, token: int, end: int) -> tuple[int | None, tuple[str, ...]]:
    """The noun that a number counts and the small words before it; no noun where the number stands alone."""
    a = text.analysis
    between: list[str] = []
    while token < end and len(between) <= _MOST:
        form = a.forms[token]
        if form[:1].isupper() and a.tags[token] != "ADV":
            return token, tuple(between)
        attribute = _INFLECTED.fullmatch(form) and a.tags[token] in ("ADJ", "DET", "VERB", "PRON", "NUM", "ADV")
        if not (attribute and a.feat(token, "VerbForm") != "Fin") and form not in _GRADES:
            return None, tuple(between)
        between.append(form.casefold())
        token += 1
    return None, tuple(between)


def _people(text: Text, token: int) -> bool:
    """Whether a noun is one for people: by the lexicons, else by what the report's entities say."""
    form = text.analysis.forms[token]
    known = noun(form)
    if known is not None:
        return known.kind in ("person", "office")
    if any(re.fullmatch(row["form"], form) for row in counted_words()):
        return True
    entity = text.entities.get(text.entity(token) or "")
    return entity is not None and entity.kind == "group" and not entity.name_spans


def _bounded(text: str, start: int) -> tuple[int, Bound]:
    """Where a number begins with the words of bound before it, and the bound that they set."""
    before = text[max(0, start - 40) : start]
    match = _bound_before().search(before)
    if match is None:
        return start, "exact"
    words = " ".join(match["bound"].casefold().split())
    return start - len(before) + match.start("bound"), _bounds()[words]


def _ranges(text: Text, found: list[Count]) -> Iterator[Count]:
    """Counts, those of a range (*20 bis 40*, *zwischen 20 und 40*) made one."""
    a, n = text.analysis, 0
    while n < len(found):
        count, following = found[n], found[n + 1] if n + 1 < len(found) else None
        before = a.forms[count.first - 1].casefold() if count.first else ""
        between = text.content[count.end : following.start].casefold().split() if following is not None else []
        over = between == ["und"] and before == "zwischen"
        if following is not None and (over or between in (["bis"], ["–"], ["-"])):
            start = a.starts[count.first - 1] if over else count.start
            count = msgspec.structs.replace(
                following, value=count.value, upper=following.value, bound="at least", start=start, first=count.first
            )
            n += 1
        yield count
        n += 1


def _of_another(text: Text, count: Count, start: int) -> bool:
    """Whether a count is a part of another (*darunter zwei Kinder*, *unter ihnen drei Frauen und ein Kind*)."""
    a = text.analysis
    for token in range(count.first - 1, max(start, count.first - 12) - 1, -1):
        form = a.forms[token].casefold()
        if form in _AMONG or (
            form == "unter" and a.forms[token + 1].casefold() in ("ihnen", "denen", "diesen", "anderem")
        ):
            return True
        if a.tags[token] in ("VERB", "AUX") or a.forms[token] in (";", ":", ".", "("):
            return False
    return False


@cache
def _units() -> dict[str, int]:
    rows = lexicon.load("numbers", required=("form", "value"))
    return {row["form"].casefold(): int(row["value"]) for row in rows if not row["bound"] and row["form"] not in _ONE}


@cache
def _open() -> dict[str, float]:
    return {
        row["form"].casefold(): float(row["value"]) for row in lexicon.load("numbers") if row["bound"] == "more than"
    }


@cache
def _scales() -> dict[str, float]:
    return {row["form"].casefold(): float(row["value"]) for row in lexicon.load("numbers") if row["scale"]}


@cache
def _bounds() -> dict[str, Bound]:
    rows = lexicon.load("bounds", required=("form", "value"))
    return {row["form"]: cast("Bound", row["value"]) for row in rows}


@cache
def _bound_before() -> re.Pattern[str]:
    """Words of bound that end right where a number begins; of several the last one."""
    bounds = "|".join(sorted((re.escape(b).replace(r"\ ", r"\s+") for b in _bounds()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<bound>{bounds})\s+(?:(?:weitere[rn]?|die|derzeit|bisher)\s+)?\Z", re.I)


@cache
def counted_words() -> tuple[lexicon.Row, ...]:
    """The rows of words that are a count by themselves: patterns (nouns with a capital, attributes without) and kinds."""
    return lexicon.load("counted", required=("form", "kind"))
