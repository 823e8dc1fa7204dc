"""Counts of people: how many were killed, injured, arrested, are missing or homeless, took part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from lagebild import lexicon
from lagebild.annotate.events.scene import Scene
from lagebild.document import Span
from lagebild.reading import Bound, Event, EventType, Figure, FigureKind

_FITTING: dict[FigureKind, tuple[EventType, ...]] = {
    "killed": ("ASSAULT", "DISASTER", "DIE", "COERCE", "PROTEST"),
    "injured": ("ASSAULT", "DISASTER", "PROTEST", "COERCE"),
    "arrested": ("COERCE", "PROTEST"),
    "missing": ("DISASTER", "ASSAULT"),
    "homeless": ("DISASTER", "ASSAULT"),
    "participants": ("PROTEST", "ELECT", "CONSULT", "MOBILIZE"),
}


def figures(scene: Scene, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with the figures of their sentence; a figure goes to the nearest event that it can be a count of.

    A sentence with a count but no fitting event gives it to the last fitting event of the sentence before.
    """
    given: dict[int, list[Figure]] = {}
    for number in range(len(scene.analysis.sentences)):
        sentence = scene.analysis.sentence_span(number)
        for figure in _figures(scene.text, sentence):
            home = _home(events, figure, sentence)
            if home is None and number:
                home = _home(events, figure, scene.analysis.sentence_span(number - 1))
            if home is not None:
                given.setdefault(home, []).append(figure)
    return tuple(msgspec.structs.replace(event, figures=tuple(given.get(n, ()))) for n, event in enumerate(events))


def _home(events: Sequence[Event], figure: Figure, sentence: Span) -> int | None:
    fitting = [
        (abs(event.trigger[0].start - figure.start), n)
        for n, event in enumerate(events)
        if event.type in _FITTING[figure.kind] and event.trigger[0].within(sentence)
    ]
    return min(fitting, default=(0, None))[1]


def _figures(text: str, sentence: Span) -> list[Figure]:
    found: list[Figure] = []
    for match in _pattern().finditer(text, sentence.start, sentence.end):
        value = _value(match["number"])
        kind = next((kind for kind in _words() if match[kind]), None)
        if value is None or kind is None:
            continue
        bound = _bounds().get((match["bound"] or "").casefold(), "exact")
        if match["number"].casefold() in _open_numbers():
            bound = "more than"
        found.append(Figure(kind=kind, value=value, bound=bound, start=match.start(), end=match.end()))
    return found


@cache
def _numbers() -> dict[str, int]:
    return {row["form"].casefold(): int(row["value"]) for row in lexicon.load("numbers", required=("form", "value"))}


@cache
def _open_numbers() -> frozenset[str]:
    return frozenset(row["form"].casefold() for row in lexicon.load("numbers") if row["bound"] == "more than")


@cache
def _bounds() -> dict[str, Bound]:
    return {row["form"]: row["value"] for row in lexicon.load("bounds", required=("form", "value"))}  # type: ignore[misc]


@cache
def _words() -> dict[FigureKind, str]:
    """For each kind the pattern of the words that count it."""
    groups: dict[FigureKind, list[str]] = {}
    for row in lexicon.load("counted", required=("form", "kind")):
        groups.setdefault(row["kind"], []).append(row["form"])  # type: ignore[arg-type]
    return {kind: "|".join(sorted(forms, key=len, reverse=True)) for kind, forms in groups.items()}


@cache
def _pattern() -> re.Pattern[str]:
    bounds = "|".join(sorted(map(re.escape, _bounds()), key=len, reverse=True))
    numbers = "|".join(sorted(_numbers(), key=len, reverse=True))
    counted = "|".join(f"(?P<{kind}>{words})" for kind, words in _words().items())
    return re.compile(
        rf"(?:\b(?P<bound>{bounds})\s+)?\b(?P<number>\d{{1,3}}(?:[. ]\d{{3}})+|\d+|{numbers})\b"
        rf"(?:\s+(?:weitere|andere|bewaffnete|unbewaffnete))?(?:\s+(?:{counted}))\b",
        re.I,
    )


def _value(number: str) -> int | None:
    plain = number.casefold()
    if plain in _numbers():
        return _numbers()[plain]
    digits = re.sub(r"\D", "", number)
    return int(digits) if digits else None
