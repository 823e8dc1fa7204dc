"""Notices of correction: where a report says what an earlier version of it said, and what is right instead.

Such a notice takes back what it names and adds nothing: what it tells is neither an event of its own nor a figure, a
statement, an office or a tie (:func:`heeded`). Only what it plainly calls untrue, and the report tells nowhere else,
stays as a denied event.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from lagebild import lexicon
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Event, Reading

BRACKETS = "[]()*_ "
"""What may stand around a whole line."""
_CLOSING = {"(": ")", "[": "]"}
_BEGINS = '.!?:“”"«»(['
"""A notice within a line comes after one of these."""


def whole(text: Text, line: Span, before: Span | None) -> Span | None:
    """A line that is a notice from its first word; `before` is the line above, which may be its label."""
    words = _bare(text, line)
    if before is not None and _bare(text, before).rstrip(":") in _labels("correction"):
        return line
    if words.rstrip(":") in _labels("correction") or _version().match(words):
        return line
    found = _label().match(words)
    return line if found is not None and _takes_back(found, words) else None


def inside(text: Text, line: Span) -> Span | None:
    """A notice that begins within a line: as far as its bracket goes, or the line, or the sentences that belong to it."""
    words = line.of(text.content)
    for found in _label().finditer(words):
        before = words[: found.start()].rstrip()
        if not before.strip(BRACKETS) or before[-1] not in _BEGINS + "*_":
            continue
        end = len(words)
        if (close := _CLOSING.get(before[-1])) and (shut := words.find(close, found.end())) > 0:
            end = shut
        if _takes_back(found, words[found.start() : end]):
            return Span(line.start + found.start(), line.start + end)
    for found in _version().finditer(words):
        before = words[: found.start()].rstrip()
        # without a label only *dieses Artikels* tells it from an earlier version of a law
        if found["of"] and before.strip(BRACKETS) and before[-1] in _BEGINS:
            return _sentences(text, Span(line.start + found.start(), line.end))
    return None


def heeded(reading: Reading) -> Reading:
    """A reading without what only its notices of correction tell; a happening that they deny outright stays, denied."""
    notices = [Span(p.start, p.end) for p in reading.structure if p.kind == "correction"]
    if not notices:
        return reading

    def noticed(start: int, end: int) -> bool:
        return any(Span(start, end).within(notice) for notice in notices)

    told = {e.type for e in reading.events if not noticed(*e.trigger[0])}
    events: list[Event] = []
    for event in reading.events:
        if noticed(*event.trigger[0]) and (event.status != "denied" or event.type in told):
            continue
        figures = tuple(f for f in event.figures if not noticed(f.start, f.end))
        events.append(msgspec.structs.replace(event, id=f"v{len(events) + 1}", figures=figures))
    return msgspec.structs.replace(
        reading,
        events=tuple(events),
        statements=tuple(s for s in reading.statements if not all(noticed(*quote) for quote in s.quote_spans)),
        offices=tuple(o for o in reading.offices if not noticed(o.start, o.end)),
        relations=tuple(r for r in reading.relations if not noticed(r.start, r.end)),
        plans=tuple(p for p in reading.plans if not noticed(p.start, p.end)),
    )


def _bare(text: Text, line: Span) -> str:
    return line.of(text.content).strip(BRACKETS)


def _takes_back(label: re.Match[str], words: str) -> bool:
    """Whether a labelled line corrects anything: an editor's note may say something else."""
    return label["form"] in _labels("correction") or _corrects(words)


def _corrects(words: str) -> bool:
    return any(word.casefold().startswith(tuple(word_set("correcting"))) for word in re.findall(r"\w+", words))


def _sentences(text: Text, rest: Span) -> Span:
    """The first sentence from a place on, with those after it that go on correcting."""
    a = text.analysis
    token = a.token_at(rest.start)
    if token is None:
        return rest
    number, end = a.sentence_of[token], rest.start
    for following in range(number, len(a.sentences)):
        span = a.sentence_span(following)
        words = span.of(text.content)
        goes_on = following == number or _goes_on(words)
        if not goes_on or span.start >= rest.end:
            break
        end = min(span.end, rest.end)
    return Span(rest.start, end)


def _goes_on(words: str) -> bool:
    first, *rest = words.split()
    denies = first in ("Das", "Dies") and rest[:1] != [] and rest[0] in word_set("denies_the_sentence_before")
    return denies or first in word_set("goes_on_correcting") or _corrects(words)


@cache
def _labels(kind: str) -> frozenset[str]:
    rows = lexicon.load("furniture", required=("form", "kind", "example"))
    return frozenset(row["form"].removesuffix(":") for row in rows if row["kind"] == kind)


@cache
def _label() -> re.Pattern[str]:
    """A label with its colon or dash: *Korrektur:*, *Anm. d. Red. –*."""
    forms = sorted(_labels("correction") | _labels("note"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?P<form>{'|'.join(map(re.escape, forms))})[*_]*\s*(?::|[–|-](?=\s))")


@cache
def _version() -> re.Pattern[str]:
    """*In einer früheren Fassung dieses Artikels*; of a law, if it says so, it is none."""
    earlier, pieces = (f"(?:{'|'.join(sorted(word_set(name)))})" for name in ("earlier", "pieces_of_a_paper"))
    of_one, of_any = (f"(?: (?:{'|'.join(sorted(closed(name)))}))" for name in ("genitive_of_this", "opens_an_owner"))
    return re.compile(
        rf"(?:In (?:einer|der|unserer)|Eine|Die|Unsere) {earlier}e[nr]? (?:Fassung|Version)\b"
        rf"(?:(?P<of>{of_one} {pieces})\b|(?!{of_any}\b))"
    )
