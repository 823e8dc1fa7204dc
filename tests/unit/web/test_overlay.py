"""Marks laid over a text: nothing of it is lost, and overlapping marks are cut apart."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import pytest

from lagebild.document import Span
from lagebild.reading import Entity, Reading
from lagebild.web.overlay import initials, paragraphs

MakeReading = Callable[..., Reading]


def test_the_text_stays_whole(make_reading: MakeReading) -> None:
    one = make_reading(tail="Zweite Zeile.\n\nDritte")
    lines = ["".join(p.text for s in stretches for p in s.pieces) for stretches in paragraphs(one)]
    assert lines == [line for line in one.text.split("\n") if line]


def test_overlapping_marks_each_keep_their_stretch(make_reading: MakeReading) -> None:
    pieces = [p for s in paragraphs(make_reading())[0] for p in s.pieces]
    name = next(p for p in pieces if p.text == "Mira Tolk")
    assert [m.layer for m in name.marks] == ["offices", "names"]
    trigger = next(p for p in pieces if p.text == "verhaftet")
    assert [(m.layer, m.look, m.kind) for m in trigger.marks] == [
        ("statements", "direct", ""),
        ("events", "denied", "mconf"),
    ]
    assert trigger.entry == "e1"


def test_only_the_sentence_asked_for_stands_out(make_reading: MakeReading) -> None:
    one = make_reading(tail="Noch eine Zeile")
    assert [s.here for p in paragraphs(one, here=5) for s in p] == [True, False]
    assert not any(s.here for p in paragraphs(one) for s in p)


def test_initials_are_two_at_most() -> None:
    assert initials("Mira Tolk") == "MT"
    assert initials("Ana Maria de la Cruz") == "AC"
    assert initials("") == "?"


@pytest.mark.parametrize("seed", range(30))
def test_pieces_are_cut_as_each_mark_by_itself_would_cut_them(seed: int) -> None:
    draw = random.Random(seed)
    text = "".join(draw.choices("ab \n", k=60))
    edges = sorted(draw.sample(range(61), 8))
    sentences = tuple(Span(a, b) for a, b in pairwise(edges) if draw.random() < 0.8)
    spans = [Span(*sorted(draw.sample(range(61), 2))) for _ in range(12)]
    entities = tuple(Entity(id=f"e{n}", kind="person", name="x", mentions=(s,)) for n, s in enumerate(spans))
    reading = Reading(id="r", text=text, sentences=sentences, entities=entities)
    for paragraph in paragraphs(reading, here=30):
        for stretch in paragraph:
            for piece in stretch.pieces:
                span = Span(piece.start, piece.start + len(piece.text))
                assert piece.text == text[span.start : span.end]
                over = {f"n-e{n}" for n, one in enumerate(spans) if one.overlaps(span)}
                assert {mark.entry for mark in piece.marks} == over
                assert all(span.within(mark.span) for mark in piece.marks)
                widths = [mark.span.end - mark.span.start for mark in piece.marks]
                assert widths == sorted(widths, reverse=True)
            place = Span(stretch.pieces[0].start, stretch.pieces[-1].start + len(stretch.pieces[-1].text))
            inside = [n for n, s in enumerate(sentences, start=1) if place.within(s)]
            assert (stretch.number and [stretch.number]) == (inside or None)
            assert stretch.here == (bool(inside) and place.start <= 30 < place.end)
    shown = "".join(p.text for paragraph in paragraphs(reading) for s in paragraph for p in s.pieces)
    assert shown == "".join(line for line in text.split("\n") if line.strip())
