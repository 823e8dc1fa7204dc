"""Marks laid over a text: nothing of it is lost, and overlapping marks are cut apart."""

from __future__ import annotations

from collections.abc import Callable

from lagebild.reading import Reading
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
