"""The answers of an interview: the turns that the structure of the report has as such, direct speech without marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.reading import Part, Statement

_MOST = 8
"""Lines of an answer behind the one that opens it."""


class Answer(NamedTuple):
    """A line with an answer, and the code point behind the label's colon."""

    text: Text
    part: Part
    start: int


class Following(NamedTuple):
    """A line behind an answer that opens with no label."""

    text: Text
    line: Span
    kinds: Mapping[int, str]
    later: bool


def answers(text: Text) -> Iterator[Statement]:
    """The statements of those who answer; a line that no label opens goes on with the answer before it."""
    parts = text.reading.structure
    kinds = {part.start: part.kind for part in parts}
    last_turn = max((p.start for p in parts if p.kind in ("question", "answer")), default=-1)
    number = {line.start: n for n, line in enumerate(text.lines)}
    for part in parts:
        if part.kind != "answer":
            continue
        start = text.content.index(":", part.start) + 1
        found = first(ANSWERS, Answer(text, part, start))
        if found is None:
            continue
        spans = [text.trimmed(Span(start, part.end))]
        at = number.get(part.start, len(text.lines))
        for line in text.lines[at + 1 : at + 1 + _MOST]:
            if first(GO_ON, Following(text, line, kinds, line.start < last_turn)) is None:
                break
            spans.append(line)
        yield Statement(
            type="direct",
            medium="speech",
            speaker=part.speaker,
            speaker_spans=(Span(part.start, start - 1),),
            quote_spans=tuple(spans),
            introduced="quotation",
            because={"type": found[1], "speaker": found[1], "quote_spans": found[1]},
        )


def _labelled(case: Answer) -> Literal[True] | None:
    return True if case.text.content[case.start : case.part.end].strip() else None


ANSWERS: tuple[Rule[Answer, Literal[True]], ...] = (
    Rule(
        name="turns/answer",
        find=_labelled,
        why="What stands behind the label of an answer is the word of whoever it names.",
        yes=(
            (
                "Frage: Bleiben Sie, Frau Brunn?\n\nBrunn: Ja, ich bleibe bis zum Mai.",
                "Ja, ich bleibe bis zum Mai.: Brunn",
            ),
            (
                "Kurant: Herr Lohm, wer baut den Damm?\nLohm: Den bauen wir selbst.",
                "Den bauen wir selbst.: Lohm",
            ),
        ),
        no=("Brunn: Ja, ich bleibe bis zum Mai.",),
    ),
)
"""Which turns say something."""


def _unlabelled(case: Following) -> Literal[True] | None:
    return True if case.later and case.line.start not in case.kinds else None


GO_ON: tuple[Rule[Following, Literal[True]], ...] = (
    Rule(
        name="turns/next-line",
        find=_unlabelled,
        why="A line without a label between two turns goes on with the answer before it.",
        yes=(
            (
                "Frage: Bleiben Sie, Frau Brunn?\n\nBrunn: Ja, ich bleibe.\n\nDer Damm muss noch fertig werden.\n\n"
                "Frage: Und dann?\n\nBrunn: Dann gehe ich.",
                "",
            ),
        ),
    ),
)
"""Which lines go on with an answer."""
