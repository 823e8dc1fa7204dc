"""A reading's offsets count the code points of the text as it was given, whatever it was read as."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading, gist_text


def read(text: str) -> Reading:
    (reading,) = run.read([Document(id="t", text=text, published="2021-03-10")])
    assert isinstance(reading, Reading)
    return reading


@pytest.mark.parametrize(
    ("text", "trigger", "person"),
    [
        (
            "Außen\u00administerin A\u0308nne Mu\u0308ller wurde ver\u00adhaftet.",
            "ver\u00adhaftet",
            "A\u0308nne Mu\u0308ller",
        ),
        ("Ministerin *Ute Harm* wurde verhaftet.", "verhaftet", "Ute Harm"),
        ("Bürgermeister:in Lu Falk trat am Montag zurück.", "trat", "Lu Falk"),
        ("PRÄSIDENT OLM KANDER TRITT ZURÜCK", "TRITT", "OLM KANDER"),
    ],
)
def test_what_is_read_of_it_is_quoted_as_it_stands(text: str, trigger: str, person: str) -> None:
    reading = read(text)
    assert reading.text == text
    assert [span.of(text) for event in reading.events for span in event.trigger] == [trigger]
    (named,) = (e for e in reading.entities if e.kind == "person")
    assert named.name_spans[0].of(text) == person


def test_lines_are_quoted_as_they_stand() -> None:
    reading = read("Sol\u00addaten haben Mu\u0308ller ver\u00adhaftet.")
    assert [gist_text(reading, event) for event in reading.events] == [reading.text.removesuffix(".")]


def test_names_are_those_of_the_text_as_it_is_read() -> None:
    names = {e.name for e in read("Außen\u00administerin A\u0308nne Mu\u0308ller sprach.").entities}
    assert "Änne Müller" in names


def test_what_was_mended_is_said() -> None:
    assert any("decoded" in problem for problem in read("Die BehÃ¶rde schwieg.").problems)
