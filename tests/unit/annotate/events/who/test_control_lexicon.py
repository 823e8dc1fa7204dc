"""Each row of `event_control.tsv` matters in its example: it is named there, and without it the roles are others."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lagebild import lexicon
from lagebild.analysis import Analysis
from lagebild.annotate.events.who import control
from lagebild.annotate.read import read
from lagebild.document import Document
from lagebild.language import load_analyser
from lagebild.reading import Event, Reader

ROWS = lexicon.load("event_control", required=("form", "slot", "example"))


def events(analysis: Analysis) -> tuple[Event, ...]:
    document = Document(id="x", text=analysis.text, published="2021-05-05")
    return read(document, analysis, reader=Reader(version="", lexicon="", model="")).events


def without(row: lexicon.Row) -> Mapping[str, tuple[control.Control, ...]]:
    taken = control.Control(row["slot"], row["actor"], row["recipient"])
    return {
        form: tuple(entry for entry in group if (form, entry) != (row["form"], taken))
        for form, group in control.controls().items()
    }


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['form']} {row['slot']}" for row in ROWS])
def test_a_row_matters_in_its_example(row: lexicon.Row, monkeypatch: pytest.MonkeyPatch) -> None:
    analysis = load_analyser("de")(row["example"])
    found = events(analysis)
    rules = {rule for e in found for side in ("actors", "recipients") for rule in e.because.get(side, "").split(" + ")}
    assert f"who/verb {row['form']}" in rules
    rest = without(row)
    monkeypatch.setattr(control, "controls", lambda: rest)
    assert [(e.actors, e.recipients) for e in events(analysis)] != [(e.actors, e.recipients) for e in found]
