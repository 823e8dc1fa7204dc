"""The agencies that a report credits: in its dateline, its byline, under a picture or at the end of its text.

Agencies are known by `lexicon/de/agencies.tsv`. An agency that no list knows is taken from its place alone: a sign in the
brackets of a dateline, or in brackets at the very end (`known` is False then: it may be a reporter's initials).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

import msgspec

from lagebild.document import Span
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import Reading
from lagebild.record.voices.outlets import Medium, media

Place = Literal["dateline", "byline", "end", "picture"]

_HEAD = 4
"""Lines at the head of a report that can be dateline or byline."""
_TAIL = 3
"""Lines at its end that can be a credit."""
_SHORT = 90
"""Letters that a credit line has at most."""

_BRACKETED = re.compile(
    r"(?P<town>[A-ZÄÖÜ][^()\n.!?;:]{1,48}(?:\d\d?\. ?[^()\n.!?;:]{0,20})?)[ ]?[(](?P<signs>[^()\n]{2,50})[)]"
    r"(?P<dash>[ ]*[-–—|:.]|[ ]*$)"
)
_SIGNS_FIRST = re.compile(r"[(](?P<signs>[^()\n]{2,40})[)][ ]?[-–—|]?[ ](?=[A-ZÄÖÜ„»\"\d])")
_BARE_FIRST = re.compile(
    r"(?P<signs>[^\W\d_]{2,12}(?:/[^\W\d_]{2,12})*)[,|]?[ ][|]?[ ]?[A-ZÄÖÜ][^()\n.!?]{1,30}[ ]?[-–—.|]"
)
_BRACKETS_LAST = re.compile(r"[(\[](?P<signs>[^()\[\]\n]{2,80})[)\]][.\s]*$")
_SIGN = re.compile(r"[^\W\d_]{2,5}")
_SPLIT = re.compile(r"[^/,;+&|]+")
_WRITER_FIRST = re.compile(r"[a-zäöüß]{2,4}/[^\s/]")
_LEAD = re.compile(
    r"(?:Von|VON|von|By|Text:?|Quellen?:?|Agenturen?:|Agenturmaterial|Stand:?|Redaktion:?|Mit|mit|Unter|Material|Copyright|©)\b"
)


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a report credits an agency: its short name, the code points of it, and what part of the report that is.

    A credit under a picture says nothing of the text. `known` is False for a sign that the lexicon does not have.
    """

    agency: str
    start: int
    end: int
    place: Place
    known: bool = True


def agency_credits(reading: Reading) -> tuple[Credit, ...]:
    """The agencies that a report credits, in the order of its text, each place once."""
    found = {(credit.start, credit.end): credit for credit in (*_pictures(reading), *_end(reading), *_head(reading))}
    return tuple(sorted(found.values(), key=lambda credit: (credit.start, credit.end)))


def of_the_text(given: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """The credits that are about the text: not those under pictures."""
    return tuple(credit for credit in given if credit.place != "picture")


def _head(reading: Reading) -> Iterator[Credit]:
    text = reading.text
    for part in reading.structure:
        if part.kind == "dateline" and part.agency:
            at = text.rfind(part.agency, part.start, part.end)
            if at >= 0:
                yield from _signs(text, Span(at, at + len(part.agency)), "dateline", unknown=True)
    lines = _lines(text)
    for line in lines[:_HEAD]:
        words = line.of(text)
        for pattern in (_BRACKETED, _SIGNS_FIRST):
            match = pattern.match(words)
            if match is not None:
                # without a dash, brackets behind a capital may explain it: *Volksunion (VU).*
                if pattern is _BRACKETED:
                    unknown = match["dash"].strip() not in ("", ".", ":")
                else:
                    unknown = line is lines[0] and match["signs"].islower()
                yield from _signs(text, _within(line, match.span("signs")), "dateline", unknown=unknown)
        match = _BARE_FIRST.match(words)
        if match is not None and match["signs"].split("/")[0] in _written_small():
            yield from _signs(text, _within(line, match.span("signs")), "dateline", unknown=False)
        byline = line is not lines[-1] and re.match(r"(?:Von|VON|von|Text:|Quelle:) ", words)
        if byline and len(words) <= _SHORT and not words.endswith("."):
            yield from _named(text, line, "byline")


def _end(reading: Reading) -> Iterator[Credit]:
    text = reading.text
    beside = [Span(part.start, part.end) for part in reading.structure if part.kind in ("teaser", "correction")]
    lines = [line for line in _lines(text) if not any(line.overlaps(span) for span in beside)]
    for back, line in enumerate(reversed(lines[-_TAIL:])):
        words = line.of(text)
        if words.startswith(word_tuple("picture_credits")):
            continue
        match = _BRACKETS_LAST.search(words)
        if match is not None:
            span = _within(line, match.span("signs"))
            alone = not match.start() or words[: match.start()].rstrip()[-1:] in tuple('.!?…“”»«"')
            if back == 0 or alone:
                yield from _signs(text, span, "end", unknown=back == 0 and alone and len(lines) + match.start() > 1)
        elif len(words) <= _SHORT and back < len(lines) - 1:
            rest = words.rstrip(". ")
            if _all_signs(rest):
                yield from _signs(text, Span(line.start, line.start + len(rest)), "end", unknown=False)
            elif _LEAD.match(words):
                yield from _named(text, line, "end")


def _pictures(reading: Reading) -> Iterator[Credit]:
    """Credits and captions that are lines of their own; those of the text are bylines, or lines that say so."""
    text = reading.text
    for part in reading.structure:
        words = text[part.start : part.end].lstrip("([ ")
        if part.kind == "caption" or (part.kind == "credit" and words.startswith(word_tuple("picture_credits"))):
            yield from _named(text, Span(part.start, part.end), "picture")
        elif part.kind in ("credit", "byline"):
            yield from _named(text, Span(part.start, part.end), "byline")


def _within(line: Span, span: tuple[int, int]) -> Span:
    return Span(line.start + span[0], line.start + span[1])


def _lines(text: str) -> list[Span]:
    return [
        Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.start() + len(match[0].rstrip()))
        for match in re.finditer(r"[^\n]+", text)
        if match[0].strip()
    ]


def _signs(text: str, span: Span, place: Place, *, unknown: bool) -> Iterator[Credit]:
    """The agencies of a list of signs (`dpa/AFP`, `mit Material von dpa`): those known, else a sign that stands alone.

    Beside a known agency, other signs are its services and its writers (`dpa/lby`, `AFP/mk`).
    """
    known = tuple(_named(text, span, place))
    yield from known
    if known or not unknown:
        return
    signs = [Span(span.start + m.start(), span.start + m.end()) for m in _SPLIT.finditer(span.of(text))]
    for sign in (_stripped(text, sign) for sign in signs):
        words = sign.of(text)
        if _SIGN.fullmatch(words) and (words.islower() or words.isupper()) and not _no_agency(words):
            yield Credit(agency=words, start=sign.start, end=sign.end, place=place, known=False)


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))


def _no_agency(sign: str) -> bool:
    return sign.casefold() in word_set("signs_of_the_newsroom")


def _named(text: str, span: Span, place: Place) -> Iterator[Credit]:
    """The agencies of the lexicon that are named in a piece of text."""
    for match in _names().finditer(text, span.start, span.end):
        yield Credit(agency=_forms()[match.group()], start=match.start(), end=match.end(), place=place)


def _all_signs(words: str) -> bool:
    """True for a line that is nothing but signs, the first of them an agency's or its writer's: *dpa/mk*, *mk/dpa*."""
    signs = [sign.strip() for sign in re.split(r"[/,;+&|]| und ", words)]
    first = signs[0] in _forms() or (_WRITER_FIRST.match(words) is not None and any(s in _forms() for s in signs))
    return len(signs) <= 4 and first and all(sign in _forms() or len(sign) <= 4 for sign in signs)


@cache
def _written_small() -> frozenset[str]:
    return frozenset(form for form in _forms() if form.islower() or form.isupper())


@cache
def _forms() -> Mapping[str, str]:
    """Every spelling of an agency's names in credits, with its short name: `dpa`, `DPA`, `afp`, `Afp` is none."""
    found: dict[str, str] = {}
    for medium in _agencies():
        for name in medium.names:
            spellings = (name, name.lower(), name.upper()) if " " not in name and len(name) > 2 else (name,)
            for spelling in spellings:
                found.setdefault(spelling, medium.name)
    return MappingProxyType(found)


def _agencies() -> Iterator[Medium]:
    return (medium for medium in media() if medium.kind == "agency")


@cache
def _names() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(_forms(), key=len, reverse=True))
    return re.compile(rf"(?<![\w.@])(?:{forms})(?![\w@]|\.\w)")
