"""Statements: who says what, directly and indirectly, on sentences of our own."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading, Statement


def said(text: str) -> tuple[list[Statement], dict[str, str]]:
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    return list(reading.statements), {entity.id: entity.name for entity in reading.entities}


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "piece"),
    [
        ("»Wir geben nicht auf«, sagte Ada Brunn.", "direct", "Ada Brunn", "Wir geben nicht auf"),
        ("Ada Brunn sagte: „Wir haben lange genug gewartet.“", "direct", "Ada Brunn", "lange genug gewartet"),
        ("Ada Brunn sagte, der Vertrag sei gescheitert.", "indirect", "Ada Brunn", "der Vertrag sei gescheitert"),
        (
            "Ada Brunn erklärte, dass der Vertrag gescheitert ist.",
            "indirect",
            "Ada Brunn",
            "der Vertrag gescheitert ist",
        ),
        ("Laut Ada Brunn ist der Vertrag gescheitert.", "indirect", "Ada Brunn", "ist der Vertrag gescheitert"),
        ("Nach Angaben der Polizei brannte das Lager.", "indirect", "Polizei", "brannte das Lager"),
        ("Der Vertrag sei gescheitert, so Ada Brunn.", "indirect", "Ada Brunn", "Der Vertrag sei gescheitert"),
    ],
)
def test_one_statement_with_its_speaker(text: str, kind: str, speaker: str, piece: str) -> None:
    statements, names = said(text)
    assert len(statements) == 1
    (found,) = statements
    assert found.type == kind
    assert names.get(found.speaker or "") == speaker
    assert piece in " ".join(text[s:e] for s, e in found.quote_spans)


def test_the_subjunctive_carries_on() -> None:
    statements, names = said("Ada Brunn sagte, der Vertrag sei gescheitert. Die Lage sei ernst.")
    assert [s.type for s in statements] == ["indirect", "indirect_free_indirect"]
    assert [names[s.speaker or ""] for s in statements] == ["Ada Brunn", "Ada Brunn"]


def test_names_and_scare_quotes_are_no_statements() -> None:
    assert said("Die Gruppe »Blaue Front« zog durch die Stadt.")[0] == []
    assert said("Der »Held« verließ den Saal.")[0] == []
