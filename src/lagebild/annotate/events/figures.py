"""Counts of people: how many were killed, injured, arrested, are missing or homeless, took part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import cast

import msgspec

from lagebild import lexicon
from lagebild.annotate.events.scene import Scene
from lagebild.annotate.events.triggers import Hit
from lagebild.document import Span
from lagebild.reading import Bound, Event, EventType, Figure, FigureKind

_FITTING: Mapping[FigureKind, tuple[EventType, ...]] = {
    "killed": ("ASSAULT", "DISASTER", "DIE", "COERCE", "PROTEST"),
    "injured": ("ASSAULT", "DISASTER", "PROTEST", "COERCE"),
    "arrested": ("COERCE", "PROTEST"),
    "missing": ("DISASTER", "ASSAULT"),
    "homeless": ("DISASTER", "ASSAULT"),
    "participants": ("PROTEST", "ELECT", "CONSULT", "MOBILIZE"),
}
_TAKES_PART = ("PROTEST", "MOBILIZE", "CONSULT")
_LIFE_LOST = "Leben"
"""The word that *ums Leben kommen* is reported by: its subject are the dead."""


def figures(scene: Scene, hits: Sequence[Hit], events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with their figures.

    What a trigger's own parts count (*fünf Polizisten wurden verletzt*) is the trigger's. What a noun counts (*zwei Tote*)
    goes to the nearest event of its sentence that can have such a count; else to the last one of the sentence before.
    """
    given: dict[int, list[Figure]] = {}
    for number, hit in enumerate(hits):
        given[number] = list(_of_parts(scene, hit))
    for number in range(len(scene.analysis.sentences)):
        sentence = scene.analysis.sentence_span(number)
        for figure in _of_nouns(scene.text, sentence):
            home = _home(events, figure, sentence)
            if home is None and number:
                home = _home(events, figure, scene.analysis.sentence_span(number - 1))
            if home is not None:
                given[home].append(figure)
    return tuple(msgspec.structs.replace(event, figures=tuple(given[n])) for n, event in enumerate(events))


def _of_parts(scene: Scene, hit: Hit) -> Iterator[Figure]:
    """The counts that stand with the doers or undergoers of a trigger's clause."""
    clause = hit.clause
    if clause is None:
        return
    kinds = dict(_verbs().get(clause.lemma if hit.own else "", ()))
    if hit.entry.pos == "PHRASE" and hit.entry.word == _LIFE_LOST:
        kinds = {"subj": "killed"}
    elif not kinds and hit.own and hit.entry.type in _TAKES_PART:
        # of those sent, the ones sent count; of those who march, the ones who march
        slot = "obj" if hit.entry.type == "MOBILIZE" and clause.undergoers else "subj"
        kinds = {slot: "participants"}
    for slot, kind in kinds.items():
        for token in clause.doers if slot == "subj" else clause.undergoers:
            for counted in (token, *scene.analysis.dependents(token, "conj")):
                if (figure := _counted(scene, counted, kind)) is not None:
                    yield figure


def _counted(scene: Scene, token: int, kind: FigureKind) -> Figure | None:
    """The count that a noun has before it, or is (*Hunderte*)."""
    a = scene.analysis
    candidates = [c for c in (*a.dependents(token, "nummod", "amod", "det"), token) if _value(a.forms[c]) is not None]
    numbers = [c for c in candidates if a.forms[c].casefold() not in ("ein", "eine", "einen", "einem", "einer")]
    if not numbers:
        return None
    first = numbers[0]
    value = _value(a.forms[first])
    if value is None:
        return None
    start = a.starts[first]
    bound: Bound = "more than" if a.forms[first].casefold() in _open_numbers() else "exact"
    before = scene.text[max(0, start - 40) : start]
    if (match := _bound_before().search(before)) is not None:
        bound = _bounds().get(match["bound"].casefold(), bound)
        start -= len(before) - match.start("bound")
    return Figure(kind=kind, value=value, bound=bound, start=start, end=max(a.ends[first], a.ends[token]))


def _home(events: Sequence[Event], figure: Figure, sentence: Span) -> int | None:
    fitting = [
        (abs(event.trigger[0].start - figure.start), n)
        for n, event in enumerate(events)
        if event.type in _FITTING[figure.kind] and event.trigger[0].within(sentence)
    ]
    return min(fitting, default=(0, None))[1]


def _of_nouns(text: str, sentence: Span) -> Iterator[Figure]:
    for match in _pattern().finditer(text, sentence.start, sentence.end):
        value = _value(match["number"])
        kind = next((kind for kind in _nouns() if match[kind]), None)
        if value is None or kind is None:
            continue
        bound = _bounds().get((match["bound"] or "").casefold(), "exact")
        if match["number"].casefold() in _open_numbers():
            bound = "more than"
        yield Figure(kind=kind, value=value, bound=bound, start=match.start(), end=match.end())


@cache
def _verbs() -> dict[str, tuple[tuple[str, FigureKind], ...]]:
    found: dict[str, list[tuple[str, FigureKind]]] = {}
    for row in lexicon.load("counting_verbs", required=("form", "slot", "kind")):
        found.setdefault(row["form"], []).append((row["slot"], cast("FigureKind", row["kind"])))
    return {form: tuple(slots) for form, slots in found.items()}


@cache
def _numbers() -> dict[str, int]:
    return {row["form"].casefold(): int(row["value"]) for row in lexicon.load("numbers", required=("form", "value"))}


@cache
def _open_numbers() -> frozenset[str]:
    return frozenset(row["form"].casefold() for row in lexicon.load("numbers") if row["bound"] == "more than")


@cache
def _bounds() -> dict[str, Bound]:
    rows = lexicon.load("bounds", required=("form", "value"))
    return {row["form"]: cast("Bound", row["value"]) for row in rows}


@cache
def _bound_before() -> re.Pattern[str]:
    """A word of bound that ends right where a number begins."""
    bounds = "|".join(sorted(map(re.escape, _bounds()), key=len, reverse=True))
    return re.compile(rf"\b(?P<bound>{bounds})\s+(?:weitere\s+)?\Z", re.I)


@cache
def _nouns() -> dict[FigureKind, str]:
    """For each kind the pattern of the nouns that count it."""
    groups: dict[FigureKind, list[str]] = {}
    for row in lexicon.load("counted", required=("form", "kind")):
        groups.setdefault(cast("FigureKind", row["kind"]), []).append(row["form"])
    return {kind: "|".join(sorted(forms, key=len, reverse=True)) for kind, forms in groups.items()}


@cache
def _pattern() -> re.Pattern[str]:
    bounds = "|".join(sorted(map(re.escape, _bounds()), key=len, reverse=True))
    numbers = "|".join(sorted(_numbers(), key=len, reverse=True))
    counted = "|".join(f"(?P<{kind}>{words})" for kind, words in _nouns().items())
    return re.compile(
        rf"(?:\b(?P<bound>{bounds})\s+)?\b(?P<number>\d{{1,3}}(?:[. ]\d{{3}})+|\d+|{numbers})\b"
        rf"(?:\s+(?:weitere|andere|bewaffnete|unbewaffnete))?(?:\s+(?:{counted}))\b",
        re.I,
    )


def _value(number: str) -> int | None:
    plain = number.casefold()
    if plain in _numbers():
        return _numbers()[plain]
    return int(re.sub(r"\D", "", number)) if re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+|\d+", number) else None
