"""The turns of an interview: lines that open with who speaks and a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.structure.lines import Line, of
from lagebild.annotate.text import Text
from lagebild.lexicon.words import word_set
from lagebild.reading import Part

_LABEL = re.compile(r"(?P<label>[A-ZÄÖÜ][\w.-]*(?: [A-ZÄÖÜ][\w.-]*){0,3}): +(?=\S)")
_LEAST = 2
"""Turns that an interview has at least."""


class Turn(NamedTuple):
    """A line that opens with who speaks."""

    line: Line
    label: str


def turns(text: Text) -> Iterator[Part]:
    """The questions and answers of a report; none where its lines are no talk of two or more."""
    found = [Turn(line, match["label"]) for line in of(text) if (match := _LABEL.match(line.words))]
    labels = [turn.label for turn in found]
    if len(found) < _LEAST or len(set(labels)) < _LEAST or not any("?" in turn.line.words for turn in found):
        return
    asking = {label for label in labels if label in word_set("askers")} or {_asks_most(found)}
    for turn in found:
        kind = "question" if turn.label in asking else "answer"
        start, end = turn.line.span
        yield Part(kind=kind, start=start, end=end, because={"kind": f"structure/{kind}"})  # type: ignore[arg-type]


def _asks_most(found: list[Turn]) -> str:
    """The label of the turns that are questions most often."""
    share = {
        label: sum("?" in t.line.words for t in found if t.label == label) / sum(t.label == label for t in found)
        for label in dict.fromkeys(turn.label for turn in found)
    }
    return max(share, key=lambda label: share[label])
