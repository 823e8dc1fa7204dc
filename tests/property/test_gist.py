"""What holds for the readable line of every event: verbatim pieces in text order, its trigger among them, no long list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading, gist_text

MOST = 25
WORDS = (
    "der die das ein Minister Präsidentin Ada Brunn Halve Polizei verhaftete plant sagte dass weil um zu , : » « „ “ ( ) "
    "[1] – am Montag 2021 nicht ohne angeblich soll werden getötet zwei Tote und Demonstranten in von durch nach Angaben "
    "\n\n Rücktritt forderte Angriff"
).split(" ")


def faults(reading: Reading) -> Iterator[tuple[str, str]]:
    """What is wrong with lines of a reading."""
    text = reading.text
    for event in reading.events:
        pieces = [span.of(text) for span in event.gist]
        line = gist_text(reading, event)
        if not event.gist:
            yield "no line", str(event)
        if any(span.start >= span.end for span in event.gist):
            yield "an empty piece", line
        if any(before.end > after.start for before, after in zip(event.gist, event.gist[1:], strict=False)):
            yield "pieces not in order", line
        if any(piece != piece.strip(" ,\n\t") for piece in pieces if piece.strip(" ,\n\t")):
            yield "blanks or commas at an edge", line
        if not all(any(trigger.within(span) for span in event.gist) for trigger in event.trigger):
            yield "no trigger in it", line
        if sum(len(piece.split()) for piece in pieces) > MOST:
            yield "too long", line
        if not all(span.within(event.sentence) for span in event.gist):
            yield "words of another sentence", line


def _read(text: str) -> Reading:
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading), reading
    return reading


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_a_line_holds_for_any_text(text: str) -> None:
    assert list(faults(_read(text))) == []


def test_a_line_holds_for_every_event_of_the_examples(example_readings: list[Reading]) -> None:
    assert [fault for reading in example_readings for fault in faults(reading)] == []
    bare = [gist_text(r, e) for r in example_readings for e in r.events if len(gist_text(r, e).split()) == 1]
    assert bare == []


def test_a_line_holds_for_every_event_of_the_gold_reports(shared: Path) -> None:
    files = sorted((shared / "gold").glob("*.txt"))
    if not files:
        pytest.skip("the gold reports are not at hand")
    assert [fault for file in files for fault in faults(_read(file.read_text("utf-8")))] == []
