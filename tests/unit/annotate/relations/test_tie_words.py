"""The words that tell a tie by their endings, one by one: each in a report of one sentence, really read."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.lexicon.gazetteer import names_a_party
from lagebild.reading import Reading, Relation


def ties(text: str) -> tuple[Relation, ...]:
    (reading,) = run.read([Document(id="t", text=text, published="2021-03-10")])
    assert isinstance(reading, Reading)
    return reading.relations


@pytest.mark.parametrize("noun", "Fluggesellschaft Zeitung Agentur Firma Bank".split())
def test_what_is_at_home_in_a_state(noun: str) -> None:
    assert [tie.kind for tie in ties(f"Die peruanische {noun} Siemens schwieg.")] == ["origin"]


@pytest.mark.parametrize("noun", "Unternehmen Magazin".split())
def test_what_else_is_at_home_in_a_state(noun: str) -> None:
    assert [tie.kind for tie in ties(f"Das peruanische {noun} Siemens schwieg.")] == ["origin"]


@pytest.mark.parametrize("noun", "Provinz Region Stadt Insel".split())
def test_what_is_a_part_of_a_state(noun: str) -> None:
    assert [tie.kind for tie in ties(f"In der serbischen {noun} Kosovo blieb es ruhig.")] == ["part"]


@pytest.mark.parametrize("noun", "Gegner Kritiker Wähler Experte Kenner Anhänger".split())
def test_who_need_not_be_of_a_party(noun: str) -> None:
    assert "party" not in [tie.kind for tie in ties(f"Der SPD-{noun} Karl Demm schwieg.")]


@pytest.mark.parametrize("word", "ehemaliger früherer einstiger vormaliger langer bisheriger".split())
def test_what_is_over(word: str) -> None:
    assert [tie.status for tie in ties(f"Ghana ist ein {word} Verbündeter von Peru.")] == ["former"]


@pytest.mark.parametrize("word", "unterbrochen abgebrochen eingefroren ausgesetzt".split())
def test_relations_broken_off(word: str) -> None:
    text = f"Die diplomatischen Beziehungen zwischen Ghana und Togo sind {word}."
    assert [tie.status for tie in ties(text)] == ["interrupted"]


@pytest.mark.parametrize(
    "name",
    ["Arbeiterpartei", "Labour Party", "Partij voor de Vrijheid", "Partido Popular", "Høyre Parti", "Freie Parteien"],
)
def test_names_of_parties(name: str) -> None:
    assert names_a_party(name)


@pytest.mark.parametrize("name", ["Partisanenbund", "Greenpeace"])
def test_names_of_no_parties(name: str) -> None:
    assert not names_a_party(name)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Karl Demm trat 1998 in die SPD ein.", "holds"),
        ("Karl Demm trat aus der SPD aus.", "former"),
        ("Karl Demm will der SPD beitreten.", "intended"),
        ("Karl Demm wechselte zur SPD.", "holds"),
    ],
)
def test_how_a_tie_stands_after_a_deed(text: str, status: str) -> None:
    assert [(tie.kind, tie.status) for tie in ties(text)] == [("party", status)]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Demm will der SPD nicht beitreten.",
        "Karl Demm verließ Greenpeace am Abend.",
        "Der Sprecher der CDU/CSU-Fraktion, Karl Demm, schwieg.",
        "Die Schwester der SPD-Wählerin Rita Semm schwieg.",
    ],
)
def test_what_is_no_tie(text: str) -> None:
    assert not [tie for tie in ties(text) if tie.kind in ("party", "member")]


def test_all_behind_one_word_are_each_other_s() -> None:
    assert [tie.kind for tie in ties("Die Koalitionsparteien CDU, CSU und SPD einigten sich.")] == ["ally"] * 3


def test_only_one_of_a_people_stands_beside_its_word() -> None:
    found = ties("Der Däne Karl Demm verlor gegen Edo Falk. Die Chancen des Dänen schwanden.")
    assert len([tie for tie in found if tie.kind == "origin"]) == 1
