"""The readable line of an event: the words of its clause that say who did what to whom."""

from __future__ import annotations

import msgspec
import pytest
from tests.unit.build import analysis

from lagebild import run
from lagebild.annotate import gist
from lagebild.annotate.text import Text
from lagebild.document import Document, Span
from lagebild.reading import Event, Reading, gist_text


def lines(text: str) -> dict[str, str]:
    """By the trigger's words each event's line."""
    (reading,) = run.read([Document(id="t", text=text, published="2021-03-10", outlet="Kurant")])
    assert isinstance(reading, Reading)
    return {" ".join(s.of(text) for s in event.trigger): gist_text(reading, event) for event in reading.events}


@pytest.mark.parametrize(
    ("text", "trigger", "line"),
    [
        # what hangs on the clause stays out
        (
            "Soldaten verhafteten am Montag den Händler Karl Brunn, weil er geklagt hatte.",
            "verhafteten",
            "Soldaten verhafteten am Montag den Händler Karl Brunn",
        ),
        (
            "Die Ministerin sagte, Soldaten hätten den Händler Karl Brunn verhaftet.",
            "verhaftet",
            "Soldaten hätten den Händler Karl Brunn verhaftet",
        ),
        (
            "Die Präsidentin (61) hat den Minister am Montag entlassen.",
            "entlassen",
            "Die Präsidentin hat den Minister am Montag entlassen",
        ),
        ("Die Polizei hat den Händler nicht verhaftet.", "verhaftet", "Die Polizei hat den Händler nicht verhaftet"),
        (
            "Die Männer kamen, und einen Haftbefehl hatten sie nicht dabei.",
            "Haftbefehl",
            "einen Haftbefehl hatten sie nicht dabei",
        ),
        (
            "Weder die Polizei noch die Armee verhaftete den Händler.",
            "verhaftete",
            "Weder die Polizei noch die Armee verhaftete den Händler",
        ),
        # who is named elsewhere comes in
        (
            "Soldaten nahmen die Stadt ein und verhafteten den Bürgermeister.",
            "verhafteten",
            "Soldaten … verhafteten den Bürgermeister",
        ),
        (
            "Der Bürgermeister, den Soldaten am Montag verhafteten, schwieg.",
            "verhafteten",
            "Der Bürgermeister, den Soldaten am Montag verhafteten",
        ),
        (
            "Frankreich hat sich bereit erklärt, Soldaten nach Norhaven zu entsenden.",
            "entsenden",
            "Frankreich hat sich bereit erklärt, Soldaten nach Norhaven zu entsenden",
        ),
        # what the line begins with fits what it goes on with
        (
            "Nach dem Streit am Hafen verhafteten Soldaten den Händler Karl Brunn.",
            "verhafteten",
            "Nach dem Streit am Hafen verhafteten Soldaten den Händler Karl Brunn",
        ),
        ("Elf Beamte wurden verletzt, 64 Bauern festgenommen.", "festgenommen", "wurden … 64 Bauern festgenommen"),
        (
            "Den Vorwurf ließ die Ministerin durch einen Sprecher zurückweisen.",
            "zurückweisen",
            "Den Vorwurf ließ die Ministerin durch einen Sprecher zurückweisen",
        ),
        (
            "Als die Sonne über dem Hafen aufging, verhafteten Soldaten den Händler.",
            "verhafteten",
            "verhafteten Soldaten den Händler",
        ),
        (
            "Es regnete nach dem Angriff auf die Stadt Norhaven.",
            "Angriff",
            "Angriff auf die Stadt Norhaven",
        ),
        (
            "Es regnete nach den Anschlägen der Bauern von Norhaven.",
            "Anschlägen",
            "nach den Anschlägen der Bauern von Norhaven",
        ),
        (
            "Der Rat begrüßte die Freilassung der am Montag verhafteten Bauern.",
            "verhafteten",
            "die Freilassung der am Montag verhafteten Bauern",
        ),
        (
            "Es regnete im blutigen Kampf der Bauern gegen die Armee.",
            "Kampf",
            "im blutigen Kampf der Bauern gegen die Armee",
        ),
        (
            "Die Regierung plant, den Händler Karl Brunn zu verhaften.",
            "verhaften",
            "Die Regierung plant, den Händler Karl Brunn zu verhaften",
        ),
        (
            "Die Polizei forderte die Bauern auf, den Platz zu räumen.",
            "räumen",
            "Die Polizei forderte die Bauern auf, den Platz zu räumen",
        ),
        # nouns and participles
        (
            "Die Entführung von Karl Brunn durch Soldaten in Hamburg empörte viele.",
            "Entführung",
            "Die Entführung von Karl Brunn durch Soldaten in Hamburg",
        ),
        ("Der am Montag verhaftete Minister schwieg.", "verhaftete", "Der am Montag verhaftete Minister"),
        ("Die Gewalt beschäftigte am Montag den Rat.", "Gewalt", "Die Gewalt beschäftigte am Montag den Rat"),
        ("Schwere Kämpfe", "Kämpfe", "Schwere Kämpfe"),
    ],
)
def test_a_line_says_who_did_what_to_whom(text: str, trigger: str, line: str) -> None:
    assert lines(text)[trigger] == line


def test_a_lone_quotation_mark_stays_out_and_a_pair_stays_in() -> None:
    lone = "„Soldaten verhafteten Karl Brunn, und alle schwiegen“, sagte die Ministerin."
    assert lines(lone)["verhafteten"] == "Soldaten verhafteten Karl Brunn"
    pair = "Soldaten verhafteten Karl Brunn im Lokal „Zum Anker“."
    assert lines(pair)["verhafteten"] == "Soldaten verhafteten Karl Brunn im Lokal „Zum Anker“"


def _made(rows: str, trigger: int) -> tuple[str, Event]:
    """The event at a token of a tree made by hand, with its line."""
    made = analysis(rows)
    sentence = made.sentence_span(0)
    event = Event(
        id="v1",
        type="COERCE",
        trigger=(Span(made.starts[trigger], made.ends[trigger]),),
        status="happened",
        source="outlet",
        sentence=sentence,
    )
    blank = Reading.blank(Document(id="t", text=made.text), (sentence,))
    reading = msgspec.structs.replace(blank, events=(event,))
    (found,) = gist.annotate(Text(made, reading))
    return gist_text(reading, found), found


LONG = """
    Soldaten Soldat NOUN _ 2 nsubj
    verhafteten verhaften VERB VerbForm=Fin 0 root
    den der DET _ 4 det
    Händler Händler NOUN _ 2 obj
    """ + "".join(
    f"""
    auf auf ADP _ {7 + 3 * n} case
    dem der DET _ {7 + 3 * n} det
    Markt Markt NOUN _ 2 obl
    """
    for n in range(9)
)


def test_a_long_line_loses_what_it_needs_least() -> None:
    line, _ = _made(LONG, 1)
    assert len(line.replace(" … ", " ").split()) <= 16
    assert line.startswith("Soldaten verhafteten den Händler")


def test_a_line_of_needed_words_alone_is_cut_at_25_words() -> None:
    chain = "".join(f"\n    B{n} B{n} PROPN _ 1 flat" for n in range(2, 40))
    line, _ = _made(
        "    Brunn Brunn PROPN _ 3 nsubj\n    B1 B1 PROPN _ 1 flat\n    siegte siegen VERB VerbForm=Fin 0 root" + chain,
        2,
    )
    assert len(line.replace(" … ", " ").split()) == 25
    assert "siegte" in line


def test_the_rules_are_named() -> None:
    (reading,) = run.read([Document(id="t", text="Nach Angaben der Polizei verhafteten Soldaten einen Händler.")])
    assert isinstance(reading, Reading)
    assert [event.because["gist"] for event in reading.events] == ["gist/clause + gist/no-source + gist/front-field"]
