"""Each row of the verbs of offices in sentences of its own: the office is told to begin or end there, or is not."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest

from lagebild import lexicon, run
from lagebild.document import Document
from lagebild.lexicon import Row
from lagebild.reading import EndCause, Office, Reading

TURNS = lexicon.load("office_turns", required=("form", "who", "means", "example"))
ACTS = lexicon.load("office_acts", required=("form", "link", "who", "means", "example"))
TOLD = ("office-status/told-to-end", "office-status/told-to-begin")


@cache
def offices(text: str) -> tuple[Office, ...]:
    """The offices of a report of one sentence."""
    (reading,) = run.read([Document(id="t", text=text, published="2021-03-10")])
    assert isinstance(reading, Reading)
    return reading.offices


def turned(text: str) -> list[str]:
    """The statuses that a clause's verb gives to a titled person."""
    return [o.status for o in offices(text) if o.because["status"] in TOLD]


def acted(text: str) -> list[tuple[str, str]]:
    """The persons and statuses of offices that a verb names."""
    return [(o.person, o.status) for o in offices(text) if o.because["title"] == "title/act"]


@pytest.mark.parametrize("row", TURNS, ids=lambda row: f"{row['form']}-{row['who']}")
def test_turns(row: Row) -> None:
    assert turned(row["example"]) == (["holds"] if row["means"] == "begins" else ["former"])
    assert [o.end_cause or "" for o in offices(row["example"]) if o.because["status"] in TOLD] == [row["why"]]
    assert not row["counter"] or turned(row["counter"]) == []


@pytest.mark.parametrize("row", ACTS, ids=lambda row: f"{row['form']}-{row['link']}-{row['who']}")
def test_acts(row: Row) -> None:
    status = {"given": "holds", "taken": "former", "proposed": "candidate", "is": "holds"}[row["means"]]
    assert status in [status for _, status in acted(row["example"])]
    assert not row["counter"] or acted(row["counter"]) == []


@pytest.mark.parametrize("row", [*TURNS, *ACTS], ids=lambda row: f"{row['form']}-{row['who']}")
def test_values_are_known(row: Row) -> None:
    assert row["who"] in ("doer", "undergoer", "followed", "of", "lost", "partner", "denied")
    assert row["means"] in ("begins", "ends", "over", "asks", "given", "taken", "proposed", "is")
    assert row["why"] in ("", *get_args(EndCause))
    assert not row["why"] or row["means"] in ("ends", "over", "asks", "taken")
    assert set(row.get("link", "als").split()) <= {"zu", "als", "amt"}


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Nicht Minister Karl Demm, sondern Ministerin Rita Semm ist zurückgetreten.", ["holds", "former"]),
        ("Gestorben ist Präsident Karl Demm, nicht Kanzler Edo Falk.", ["former", "holds"]),
        ("Ministerin Rita Semm übergab ihr Amt an Karl Demm.", ["former"]),
        ("Der Verein trennte sich mit sofortiger Wirkung von Trainer Karl Demm.", ["former"]),
        ("Bundesrätin Rita Semm tritt auf Ende Jahr zurück.", ["holds"]),
        ("Trauer um Bischof Karl Demm", ["former"]),
        ("Minister Karl Demm flog mit dem Kabinett nach Lima.", ["holds"]),
    ],
)
def test_whose_office_a_sentence_ends(text: str, statuses: list[str]) -> None:
    assert [o.status for o in offices(text)] == statuses


@pytest.mark.parametrize(
    "text",
    [
        "Der König nahm den Rücktritt von Minister Karl Demm nicht an.",
        "Der König lehnte den Rücktritt von Minister Karl Demm ab.",
        "Der Rücktritt von Minister Karl Demm wurde nicht angenommen.",
        "Der Rücktritt von Minister Karl Demm ist kein Thema.",
        "Der Rücktritt von Minister Karl Demm wäre ein Fehler.",
        "Die Fraktion diskutierte den Rücktritt von Minister Karl Demm.",
        "Minister Karl Demm zog seinen Rücktritt zurück.",
        "Das Gericht erklärte die Entlassung von Direktor Karl Demm für unwirksam.",
        "Das Gericht hob die Suspendierung von Richter Karl Demm auf.",
        "Wer löst Minister Karl Demm ab?",
        "Trainer Karl Demm verlässt den Verein im Sommer.",
        "Minister Karl Demm hat den Parteivorsitz niedergelegt.",
        "Offiziere putschten vergeblich gegen Präsident Karl Demm.",
        "Präsident Karl Demm wurde in einer Umfrage abgewählt.",
        "Nach dem Tod des Sohnes von Präsident Karl Demm trauert das Land.",
        "Der Tod des Vaters von Präsident Karl Demm bewegte viele.",
        "Der noch bis Juni amtierende Präsident Karl Demm sprach.",
    ],
)
def test_what_ends_no_office(text: str) -> None:
    assert [office.status for office in offices(text)] == ["holds"]


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("Die Vizepräsidenten der Bank, Edo Falk und Karl Demm, treten zurück.", 2),
        ("Der deutsche und der französische Finanzminister, Karl Demm und Edo Falk, sind zurückgetreten.", 2),
        ("Warum wurde Minister Karl Demm abgelöst?", 1),
        ("Papst Franz nahm das Rücktrittsgesuch von Bischof Karl Demm an.", 1),
        ("Parteichef Karl Demm hat den Parteivorsitz niedergelegt.", 1),
        ("Der weggeputschte Präsident Karl Demm floh.", 1),
        ("Die Leiche von Präsident Karl Demm wurde gefunden.", 1),
        ("Gemeindeammann Karl Demm ist gestorben.", 1),
        ("Der Verein entließ Coach Karl Demm.", 1),
    ],
)
def test_what_ends_offices(text: str, ended: int) -> None:
    assert [office.status for office in offices(text)].count("former") == ended


@pytest.mark.parametrize(
    "text",
    [
        "Die Wahl von Karl Demm zum Präsidenten wurde annulliert.",
        "Das Gericht hob die Ernennung von Karl Demm zum Direktor auf.",
        "Die Wahl von Karl Demm zum Präsidenten ist ungültig.",
    ],
)
def test_what_is_undone_gives_no_office(text: str) -> None:
    assert offices(text) == ()


def test_the_doer_whom_the_tree_takes_for_no_subject() -> None:
    assert "Befehlshaber" in {
        o.title for o in offices("Das Kommando über die Truppe hat General Karl Demm als Befehlshaber übernommen.")
    }


def test_two_adjectives_and_two_names_belong_together_in_their_order() -> None:
    (reading,) = run.read(
        [
            Document(
                id="t",
                text="Der kubanische und der peruanische Minister, Edo Falk und Karl Demm, kamen.",
                published="2021-03-10",
            )
        ]
    )
    assert isinstance(reading, Reading)
    told = {
        (person.name, body.name)
        for office in reading.offices
        if (person := reading.entity(office.person)) and (body := reading.entity(office.of))
    }
    assert told == {("Edo Falk", "Kuba"), ("Karl Demm", "Peru")}
