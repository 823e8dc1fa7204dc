"""Figures: numbers as words and figures, bounds, what they count and which event they are given to."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild import lexicon, run
from lagebild.annotate.events.how_many.numbers import numeral
from lagebild.document import Document
from lagebild.reading import Reading


def read(text: str) -> Reading:
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    return reading


def found(text: str) -> list[tuple[str, str, int, str]]:
    """Trigger, kind, value and bound of every figure of a text."""
    reading = read(text)
    return [
        (" … ".join(text[start:end] for start, end in e.trigger), f.kind, f.value, f.bound)
        for e in reading.events
        for f in e.figures
    ]


@pytest.mark.parametrize(
    ("word", "value"),
    [("zwölf", 12), ("zweiundzwanzig", 22), ("hundertfünfzig", 150), ("dreihundertzwanzig", 320), ("fünftausend", 5000),
     ("zwanzigtausendeinhundert", 20100), ("einundneunzig", 91), ("haus", None), ("undzwanzig", None), ("achtung", None)],
)  # fmt: skip
def test_number_words(word: str, value: int | None) -> None:
    assert numeral(word) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Polizei nahm am Hafen vier Mönche fest.", ("nahm", "arrested", 4, "exact")),
        ("In Tarnau wurden am Dienstag vier Mönche festgenommen.", ("festgenommen", "arrested", 4, "exact")),
        ("Bei dem Anschlag starben zwei Dutzend Bauern.", ("starben", "killed", 24, "about")),
        ("Bei dem Anschlag kamen über 40 Menschen ums Leben.", ("kamen … Leben", "killed", 40, "more than")),
        ("Die Rebellen töteten mehrere hundert Zivilisten.", ("töteten", "killed", 100, "more than")),
        ("Die Polizei nahm zwischen 30 und 50 Studenten fest.", ("nahm", "arrested", 50, "up to")),
        ("Rund 2,5 Millionen Menschen demonstrierten.", ("demonstrierten", "participants", 2500000, "about")),
        ("Die Armee trägt Schuld am Tod von neun Bauern.", ("Tod", "killed", 9, "exact")),
        ("Bei dem Beben wurden 30 Menschen getötet, mehr als 60 wurden verletzt.", ("verletzt", "injured", 60, "more than")),
        ("Der Sturm verwüstete die Küste. Es gab nicht weniger als 12 Tote.", ("verwüstete", "killed", 12, "at least")),
        ("Das Unglück kostete 40 Menschen das Leben.", ("kostete … Leben", "killed", 40, "exact")),
        ("Tausende Lehrer streikten.", ("streikten", "participants", 1000, "more than")),
    ],
)  # fmt: skip
def test_a_count_and_its_event(text: str, expected: tuple[str, str, int, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bei dem Brand wurden 40 Kühe getötet.",
        "Die Polizei verhaftete den 35 Jahre alten Lehrer.",
        "Am 12. Mai verhaftete die Polizei den Redakteur Karl Brunn.",
        "Die Demonstranten zerstörten zwölf Autos.",
    ],
)
def test_what_counts_no_people_is_no_figure(text: str) -> None:
    assert found(text) == []


def test_a_part_of_a_count_is_no_count_of_its_own() -> None:
    assert [f[1:3] for f in found("Bei dem Anschlag starben acht Menschen, darunter zwei Kinder.")] == [("killed", 8)]


def test_a_count_that_has_risen_says_so() -> None:
    (figure,) = [
        f for e in read("Nach dem Erdbeben stieg die Zahl der Toten auf mindestens 52.").events for f in e.figures
    ]
    assert (figure.kind, figure.value, figure.bound, figure.counts_up) == ("killed", 52, "at least", True)
    assert not any(f.counts_up for e in read("Bei dem Beben starben 52 Menschen.").events for f in e.figures)


@pytest.mark.parametrize("row", lexicon.load("bounds"), ids=lambda row: row["form"])
def test_words_of_bound_set_it(row: lexicon.Row) -> None:
    text = "Ein Beben traf die Insel. " + row["example"]
    assert [f[1:] for f in found(text)] == [("killed", 20, row["value"])]


def _faults(concept: str) -> dict[str, str]:
    """By form why the example of a row is known not to be read as the row has it; a list that may only shrink."""
    lines = (Path(__file__).parents[2] / "known_lexicon_faults.tsv").read_text("utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines if line)
    return {form: why for where, form, _, why in rows if where == concept}


@pytest.mark.parametrize("row", lexicon.load("counting_verbs"), ids=lambda row: f"{row['form']}-{row['slot']}")
def test_counting_verbs_count(row: lexicon.Row) -> None:
    kinds = {f[1] for f in found("Ein Anschlag. " + row["example"])}
    assert (row["kind"] in kinds) == (row["form"] not in _faults("counting_verbs")), kinds


def test_known_faults_are_of_rows_that_there_are() -> None:
    assert set(_faults("counting_verbs")) <= {row["form"] for row in lexicon.load("counting_verbs")}
