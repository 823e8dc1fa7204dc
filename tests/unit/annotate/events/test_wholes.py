"""What an event is part of, where the words say so; a day in common says nothing."""

from __future__ import annotations

import msgspec
import pytest

import lagebild
from lagebild.reading import Event, Reading


def parts(text: str) -> list[str]:
    """Each part with its whole, by their triggers."""
    reading = lagebild.read(text, published="2023-05-10")
    by_id = {event.id: event for event in reading.events}
    return [
        f"{_words(reading, event)}: {_words(reading, by_id[event.part_of])}"
        for event in reading.events
        if event.part_of is not None
    ]


def _words(reading: Reading, event: Event) -> str:
    return " ".join(span.of(reading.text) for span in event.trigger)


SAID = [
    (
        "In der Nacht zum Freitag, in der die Armee Tarnau beschoss und den Minister Jo Hals verschleppte, schlief der Rat.",
        "verschleppte: beschoss",
    ),
    ("Im Zuge der Offensive eroberten die Rebellen zwei Dörfer.", "eroberten: Offensive"),
    ("Bei dem Einsatz in Tarnau nahm die Polizei zwölf Fischer fest.", "nahm: Einsatz"),
    ("Im Rahmen der Proteste besetzten Studenten das Rathaus.", "besetzten: Proteste"),
    ("Am Rande der Proteste verprügelten Unbekannte zwei Reporter.", "verprügelten: Proteste"),
    ("Die Armee beschoss Tarnau und zerstörte dabei ein Kloster.", "zerstörte: beschoss"),
    ("Die Miliz überfiel am Montag den Posten. Dabei verschleppte sie drei Wächter.", "verschleppte: überfiel"),
    (
        "In Tarnau demonstrierten am Freitag Bauern gegen den König. Dabei zündeten Vermummte zwei Autos an.",
        "zündeten: demonstrierten",
    ),
    (
        "Soldaten umstellten am Sonntag den Palast. In derselben Nacht verhafteten die Soldaten den Präsidenten Jo Hals.",
        "verhafteten: umstellten",
    ),
    ("Die Festnahme des Richters war der Auftakt des Putsches.", "Festnahme: Putsches"),
    ("Der Beschuss des Hafens war Teil der Offensive gegen Tarnau.", "Beschuss: Offensive"),
    ("Beim Gipfel in Tarnau unterzeichneten Spanien und Norwegen ein Abkommen.", "unterzeichneten: Gipfel"),
    ("Am Montag stürmte die Garde den Palast und nahm den Präsidenten Jo Hals fest.", "nahm: stürmte"),
]


@pytest.mark.parametrize(("text", "part"), SAID)
def test_a_part_is_one_where_the_words_say_so(text: str, part: str) -> None:
    assert parts(text) == [part]


@pytest.mark.parametrize(
    "text",
    [
        "Am Montag verhaftete die Polizei zwei Lehrer. Am selben Tag protestierten Bauern in Tarnau.",
        "Die Armee beschoss am Montag Tarnau. Am Montag verhaftete die Polizei zwei Lehrer.",
        "Nach dem Putsch verhaftete die Garde den Präsidenten Jo Hals.",
        "Während der Verhandlungen beschoss die Armee den Hafen.",
        "Bei dem Anschlag wurden zwölf Bauern getötet.",  # the harm of a deed is no deed beside it
        "Die Bauern demonstrierten gegen die Festnahme des Richters.",
        "Rebellen stürmten am Montag Tarnau. In derselben Nacht verhaftete die Polizei zwei Lehrer.",
        "Am Montag beschoss die Armee Tarnau, und am Freitag entführte sie den Minister Jo Hals.",
    ],
)
def test_what_only_happens_on_the_same_day_or_after_it_is_none(text: str) -> None:
    assert parts(text) == []


def test_the_rule_is_named() -> None:
    reading = lagebild.read("Im Zuge der Offensive eroberten die Rebellen zwei Dörfer.", published="2023-05-10")
    assert [e.because["part_of"] for e in reading.events if e.part_of] == ["whole/in-its-course"]


def test_a_reading_without_the_field_is_still_read() -> None:
    reading = lagebild.read("Im Zuge der Offensive eroberten die Rebellen zwei Dörfer.", published="2023-05-10")
    old = msgspec.to_builtins(reading)
    for event in old["events"]:
        del event["part_of"]
    assert all(e.part_of is None for e in msgspec.convert(old, Reading).events)
