"""Notices of correction: they take back what they name and add nothing."""

from __future__ import annotations

import pytest

from lagebild import lexicon, run
from lagebild.document import Document
from lagebild.reading import Reading

TOLD = "Bei einem Anschlag in Halm sind am Montag drei Menschen getötet worden."
ROWS = [
    row
    for row in lexicon.load("furniture", required=("form", "kind", "example"))
    if row["kind"] in ("correction", "note")
]


def read(text: str) -> Reading:
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    return reading


def notices(reading: Reading) -> list[str]:
    return [reading.text[p.start : p.end] for p in reading.structure if p.kind == "correction"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["form"])
def test_the_examples_of_the_word_list(row: dict[str, str]) -> None:
    assert notices(read(f"Es regnete.\n\n{row['example']}")) == [row["example"]]
    if row.get("counter"):
        assert notices(read(f"Es regnete.\n\n{row['counter']}")) == []


@pytest.mark.parametrize(
    "notice",
    [
        " Korrektur: In einer früheren Fassung hieß es, es habe zwei Tote gegeben.",
        "\n\nKorrektur: In einer früheren Fassung hieß es, es habe zwei Tote gegeben. Richtig ist: drei.",
        "\n\n(Berichtigung: In einer ersten Version hieß es, zwei Menschen seien getötet worden. Wir bedauern den Fehler.)",
        "\n\n*Korrektur*\n\nIm Text stand, zwei Menschen seien bei dem Anschlag getötet worden.",
        "\n\nIn einer früheren Version dieses Artikels war von zwei Toten die Rede.",
        " (Anm. d. Red.: Zunächst war von zwei Toten berichtet worden.)",
        "\n\nHinweis: In einer früheren Fassung stand, zwei Menschen seien gestorben. Das ist falsch.",
    ],
)
def test_only_the_new_figure_is_read(notice: str) -> None:
    plain, corrected = read(TOLD), read(TOLD + notice)
    assert notices(corrected)
    assert [(f.kind, f.value) for e in corrected.events for f in e.figures] == [("killed", 3)]
    assert [(e.id, e.type, e.status, e.trigger) for e in corrected.events] == [
        (e.id, e.type, e.status, e.trigger) for e in plain.events
    ]
    assert corrected.statements == plain.statements


def test_what_comes_after_a_notice_is_read() -> None:
    reading = read(
        f"{TOLD} In einer früheren Fassung dieses Artikels hieß es, zwei Menschen seien getötet worden. Wir haben das "
        "korrigiert. Die Polizei nahm einen Mann fest."
    )
    assert [notice.endswith("Wir haben das korrigiert.") for notice in notices(reading)] == [True]
    assert [reading.text[slice(*e.trigger[0])] for e in reading.events] == ["Anschlag", "getötet", "nahm"]
    assert [e.id for e in reading.events] == ["v1", "v2", "v3"]


def test_offices_ties_and_words_of_a_notice_are_taken_back() -> None:
    notice = "Korrektur: In einer früheren Fassung hieß es, Ministerin Ada Brunn von der Blauen Partei habe gesagt, sie gehe."
    reading = read(f"{TOLD}\n\n{notice}")
    assert (reading.offices, reading.relations, reading.statements) == ((), (), ())
    assert read(notice.removeprefix("Korrektur: ")).offices == ()
    assert read("Ministerin Ada Brunn ging.").offices != ()


def test_a_happening_that_a_notice_denies_stays_denied_unless_it_is_told() -> None:
    notice = (
        "\n\nKorrektur: In einer früheren Fassung hieß es, Minister Udo Lenz sei zurückgetreten. Das trifft nicht zu."
    )
    (event,) = (e for e in read(f"Es regnete.{notice}").events)
    assert (event.type, event.status, event.figures) == ("OFFICE", "denied", ())
    told = read(f"Minister Udo Lenz ist am Dienstag zurückgetreten.{notice}").events
    assert [(e.type, e.status) for e in told] == [("OFFICE", "happened")]


def test_an_earlier_version_of_a_law_is_no_notice() -> None:
    for text in (
        "In einer früheren Fassung des Gesetzes hieß es, Wilderer würden verhaftet.",
        "Der Entwurf wurde geändert. In einer früheren Fassung hieß es, Wilderer würden verhaftet.",
    ):
        assert notices(read(text)) == []
