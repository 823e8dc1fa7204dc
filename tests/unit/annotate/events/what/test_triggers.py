"""Triggers: which words of a sentence are events, and of which type."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Event, Reading


def events(text: str) -> tuple[Event, ...]:
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    return reading.events


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        # what befell and what was done is told apart by what was told before
        ("In Karvin bebte die Erde. Man teilte mit, dass fünf Menschen verletzt worden seien.", "verletzt", "DISASTER"),
        ("Rebellen griffen Tarnau an. Die Wege waren leer. Drei Bewohner wurden getötet.", "getötet", "ASSAULT"),
        # an opinion has a deed for its object, a sentence a person
        ("Die Gewerkschaft verurteilte den Mord an dem Sänger.", "verurteilte", "ACCUSE"),
        ("Das Landgericht verurteilte den Makler zu drei Jahren Haft.", "verurteilte", "JUDGE"),
        # counted people are people, and a participle has its verb's prefix
        ("Bei dem Überfall wurden zehn Menschen getötet und vier weitere verletzt.", "verletzt", "ASSAULT"),
        ("Der zurückgetretene Minister Jo Hals kam zu spät.", "zurückgetretene", "OFFICE"),
        # a phrase counts once: its noun if that names the deed, else its verb
        ("Beide Seiten haben eine Einigung erzielt.", "Einigung", "AGREE"),
        ("Die Behörde verwehrte den Helfern den Zugang.", "verwehrte", "REJECT"),
        ("Die Rivalen schlossen am Montag Frieden.", "Frieden", "AGREE"),
        ("Die Miliz sprengte die Brücke in die Luft.", "sprengte", "ASSAULT"),
        # who asks for something need be no entity: bodies, people by what befell them, places for who governs them
        ("Der Inselrat verlangte am Montag Geld.", "verlangte", "REQUEST"),
        ("Vermummte verlangten am Abend Geld.", "verlangten", "REQUEST"),
        ("Seoul sagte am Montag zu, Zelte zu liefern.", "sagte", "AGREE"),
        ("Das Rathaus untersagte das Fest.", "untersagte", "COERCE"),
        # a preposition behind a noun is the noun's, and *einander* is as good as *sich*
        ("Der Ruf nach einer Untersuchung wurde laut.", "Ruf", "REQUEST"),
        ("Die beiden Präsidenten trafen einander in Marnow.", "trafen", "CONSULT"),
    ],
)  # fmt: skip
def test_what_it_was(text: str, trigger: str, kind: str) -> None:
    assert [e.type for e in events(text) if any(span.of(text) == trigger for span in e.trigger)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Die Staatsanwaltschaft zog in ein neues Haus.",
        "Auf der Pressekonferenz gab es Kaffee.",
        "Aus verschiedenen Dörfern kamen Bauern.",
        "Mit Hilfe eines Seils stieg sie auf den Turm.",
        "Bekannte Maler wohnten hier.",
        "Der Winter verlangt warme Kleider.",
        "Das Geplante verlangt viel Geld.",
        "Der Apparat verlangt ein neues Kabel.",
        "Laut Anklage lag der Koffer im Keller.",
        "Die designierte Ministerin schwieg.",
        "Der Zeuge hatte neben der Tür gestanden.",
    ],
)
def test_what_is_no_event(text: str) -> None:
    assert not events(text)


def test_what_only_introduces_speech_is_no_event() -> None:
    assert events("Der Sprecher teilte mit, die Straße sei gesperrt.") == ()


@pytest.mark.parametrize(
    ("text", "trigger", "because"),
    [
        ("Der Streik der Hafenarbeiter endete am Montag.", "Streik", "what/noun Streik"),
        ("Der Hafenarbeiterstreik endete am Montag.", "Hafenarbeiterstreik", "what/noun Streik"),
        ("Die Behörde schob den Dichter nach Norland ab.", "schob", "what/verb abschieben"),
        ("In der Nacht fielen mehrere Schüsse.", "fielen … Schüsse", "what/phrase Schuss fallen"),
    ],
)
def test_an_event_says_which_row_it_is_read_by(text: str, trigger: str, because: str) -> None:
    assert [(" … ".join(t.of(text) for t in e.trigger), e.because["type"]) for e in events(text)] == [
        (trigger, because)
    ]


@pytest.mark.parametrize(
    ("text", "context", "because"),
    [
        ("Die Polizei verhaftete Karl Brunn.", (), None),
        ("Im Mai 1998 verhaftete die Polizei Karl Brunn.", ("historical",), "what/long-ago"),
        ("Die Polizei verhaftete Karl Brunn bei der Marine.", ("military",), "what/context-word"),
        (
            "Im Mai 1998 verhaftete die Polizei Karl Brunn bei der Marine.",
            ("historical", "military"),
            "what/context-word; what/long-ago",
        ),
    ],
)
def test_an_event_says_where_its_contexts_come_from(text: str, context: tuple[str, ...], because: str | None) -> None:
    (found,) = events(text)
    assert (found.context, found.because.get("context")) == (context, because)


def test_of_two_causes_as_near_the_one_before_counts() -> None:
    told = "Rebellen griffen Tarnau an. Es war still. Drei Bewohner wurden getötet. Es war still. In Karvin bebte die Erde."
    assert [e.type for e in events(told)] == ["ASSAULT", "ASSAULT", "DISASTER"]
    told = "In Karvin bebte die Erde. Es war still. Drei Bewohner wurden getötet. Es war still. Rebellen griffen Tarnau an."
    assert [e.type for e in events(told)] == ["DISASTER", "DISASTER", "ASSAULT"]


def test_what_a_verb_means_its_own_sentence_tells_a_noun_the_one_before_too() -> None:
    verb = "Der Trainer sprach von Stärke. Am Abend demonstrierten Tausende gegen die Rentenpläne."
    assert [e.type for e in events(verb)] == ["PROTEST"]
    assert not events("Der Trainer sprach von Stärke. Die Demonstration kam überraschend.")
