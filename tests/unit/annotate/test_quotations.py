"""Quotation marks paired, and at a cost that grows with the text alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.annotate.quotations import nested, quotations

MARKS = {"„": '“”"', "»": "«", "«": "»", "“": "”", '"': '"', "‚": "‘’", "›": "‹", "‹": "›"}


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Er rief „Halt“ und ging.", ["„Halt“"]),
        ("Er rief »Halt« und « non » und 'nein'.", ["»Halt«", "« non »"]),
        ('Er rief "Halt" und ‚nein‘ und ›ja‹.', ['"Halt"', "‚nein‘", "›ja‹"]),
        ("„Der Verein „Seegras“ bleibt“, rief er.", ["„Der Verein „Seegras“ bleibt“"]),
        ("„Der Anfang fehlt. Er rief „Halt“ und ging.", ["„Halt“"]),
        ("Ein Ende ohne Anfang“ und „Halt“.", ["„Halt“"]),
        ("Darin steht:\n„Erster Satz.\n[…]\nLetzter Satz.“ Dann ging er.", ["„Erster Satz.\n[…]\nLetzter Satz.“"]),
        ("„Erster Absatz.\n\n„Zweiter Absatz.“", ["„Erster Absatz.", "„Zweiter Absatz.“"]),
        ("Er rief „Halt und ging.\n\nDann kam „Seegras“ heran.", ["„Seegras“"]),
        ("Er sagte: „Der Anfang.\nDas Ende.“ So war es.", ["„Der Anfang.\nDas Ende.“"]),
        ("Er sagte: „Der Anfang.\n" + "Wort " * 400 + "“", []),
        ("Er sagte: „Der Anfang.\n\nEs regnete. „Gut“, rief sie.", ["„Der Anfang.", "„Gut“"]),
        ("Er ging. „Der Anfang.\n\n„Die Mitte.\n\n„Das Ende.“", ["„Der Anfang.", "„Die Mitte.", "„Das Ende.“"]),
        ("» Mittendrin « und «außen».", ["» Mittendrin «", "«außen»"]),
        ("“Halt“ und “Halt”", ["“Halt”"]),
    ],
)
def test_quotation_marks_are_paired(text: str, quoted: list[str]) -> None:
    assert [span.of(text) for span in quotations(text)] == quoted


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("„Er rief: ‚Halt!‘ Dann ging er.“", ["‚Halt!‘"]),
        ("»Er rief: ›Halt!‹«", ["›Halt!‹"]),
        ("\"Sie rief: 'Halt!' Das ist's.\"", ["'Halt!'"]),
        ("„Niemand rief.“", []),
    ],
)
def test_quotations_within_a_quotation(text: str, inner: list[str]) -> None:
    (outer,) = quotations(text)
    assert [span.of(text) for span in nested(text, outer)] == inner


@given(st.text(alphabet='„“”"»«‚‘’›‹ \n:a.', max_size=40))
def test_quotations_stand_in_order_and_close_what_they_open(text: str) -> None:
    last = 0
    for span in quotations(text):
        assert last <= span.start < span.end <= len(text)
        assert text[span.start] in MARKS
        last = span.end


@pytest.mark.parametrize("marks", ["„", '"', "»", "„ ", "«‚»„", "„\n", ":„\n", "„“", '„"‚‘'])
def test_lost_marks_cost_no_more_than_others(marks: str) -> None:
    def seconds(times: int) -> float:
        text = marks * times
        start = time.process_time()
        for _ in quotations(text):
            pass
        return time.process_time() - start

    assert min(seconds(20_000) for _ in range(3)) <= 5 * min(seconds(10_000) for _ in range(3)) + 0.05
