"""Counts of a protest: who gives which, and that crowds on another way are none."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Event, Reading

PROTEST = "In Tarnau demonstrierten am Montag Bauern. "


def read(text: str) -> Reading:
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    return reading


def told(reading: Reading, event: Event) -> tuple[str, str | None, list[int]]:
    """The words of an event, whose word it is, and its counts of participants."""
    source = reading.entity(event.source)
    counts = [f.value for f in event.figures if f.kind == "participants"]
    return event.trigger[0].of(reading.text), source.name if source is not None else event.source, counts


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Die Veranstalter nannten die Zahl 30.000.", [("nannten", "Veranstalter", [30000])]),
        ("Die Polizei schätzte die Zahl der Teilnehmer auf 800.", [("schätzte", "Polizei", [800])]),
        ("Die Gewerkschaft ging von 500 Menschen aus.", [("ging", "Gewerkschaft", [500])]),
        (
            "Die Veranstalter sprachen von 30.000 Teilnehmern, die Polizei von 8.000.",
            [("sprachen", "Veranstalter", [30000]), ("8.000", "Polizei", [8000])],
        ),
        # a part of the crowd is nobody's other count
        (
            "Die Veranstalter sprachen von 30.000 Teilnehmern, darunter 900 Lehrer.",
            [("sprachen", "Veranstalter", [30000])],
        ),
        (
            "Die Veranstalter sprachen von 30.000 Teilnehmern, das seien Leute von 40 Höfen.",
            [("sprachen", "Veranstalter", [30000])],
        ),
        (
            "Die Veranstalter sprachen von 30.000 Teilnehmern, bei einem Preis von 40 Kronen.",
            [("sprachen", "Veranstalter", [30000])],
        ),
        # what another clause counts is not the word of the first one's subject
        (
            "Die Veranstalter schätzten etwa 1.500 Teilnehmer; nach Angaben der Polizei waren es rund 900.",
            [("schätzten", "Veranstalter", [1500])],
        ),
        # the injured, prices and years count no participants
        ("Die Polizei zählte 30 Verletzte.", []),
        ("Die Veranstalter sprachen von einem Erfolg.", []),
    ],
)
def test_who_gives_which_count(sentence: str, counts: list[tuple[str, str, list[int]]]) -> None:
    reading = read(PROTEST + sentence)
    behind = [e for e in reading.events if e.type == "PROTEST" and e.trigger[0].start > len(PROTEST)]
    assert [told(reading, event) for event in behind] == counts
    assert {event.place for event in behind} <= {reading.events[0].place}


@pytest.mark.parametrize(
    "text",
    [
        "30.000 Flüchtlinge zogen friedlich durch Tarnau.",
        "Tausende Menschen zogen beim Karneval durch Tarnau.",
        "Der Wirt nannte die Zahl 30.",
        "Die Familie versammelte sich um den Tisch.",
    ],
)
def test_other_crowds_protest_against_nothing(text: str) -> None:
    assert [e for e in read(text).events if e.type == "PROTEST"] == []
