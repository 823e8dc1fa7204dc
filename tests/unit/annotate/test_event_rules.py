"""Events: type, roles, status, source, time, place and figures, on sentences of our own."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Event, Reading


def read(text: str) -> Reading:
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    return reading


def event(text: str, trigger: str) -> tuple[Event, dict[str, str]]:
    reading = read(text)
    names = {entity.id: entity.name for entity in reading.entities}
    found = [e for e in reading.events if any(text[s:t] == trigger for s, t in e.trigger)]
    assert len(found) == 1, [(e.type, [text[s:t] for s, t in e.trigger]) for e in reading.events]
    return found[0], names


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "actors", "recipients"),
    [
        ("Die Polizei verhaftete den Redakteur Karl Brunn.", "verhaftete", "COERCE", ["Polizei"], ["Karl Brunn"]),
        ("Karl Brunn wurde von der Polizei verhaftet.", "verhaftet", "COERCE", ["Polizei"], ["Karl Brunn"]),
        (
            "Die Festnahme von Karl Brunn durch die Polizei empörte viele.",
            "Festnahme",
            "COERCE",
            ["Polizei"],
            ["Karl Brunn"],
        ),
        ("Präsidentin Ada Brunn traf den Kanzler Jo Hals.", "traf", "CONSULT", ["Ada Brunn"], ["Jo Hals"]),
        ("Die Gewerkschaft kritisierte die Regierung.", "kritisierte", "ACCUSE", ["Gewerkschaft"], ["Regierung"]),
    ],
)
def test_who_did_what_to_whom(text: str, trigger: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    found, names = event(text, trigger)
    assert found.type == kind
    everybody = {*actors, *recipients}
    assert {names[key] for key in (*found.actors, *found.recipients)} == everybody
    if kind != "CONSULT":
        assert [names[key] for key in found.actors] == actors


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Die Armee bombardierte die Stadt.", "bombardierte", "happened"),
        ("Die Armee bombardierte die Stadt nicht.", "bombardierte", "denied"),
        ("Die Armee wird die Stadt bombardieren.", "bombardieren", "announced"),
        ("Die Armee will die Stadt bombardieren.", "bombardieren", "announced"),
        ("Die Armee soll die Stadt bombardiert haben.", "bombardiert", "possible"),
        ("Die Armee könnte die Stadt bombardieren.", "bombardieren", "possible"),
        ("Die Gewerkschaft forderte den Rücktritt des Ministers.", "Rücktritt", "demanded"),
        ("Der angebliche Angriff blieb ohne Folgen.", "Angriff", "possible"),
        ("Er warnte vor der Gefahr eines Angriffs.", "Angriffs", "possible"),
        ("Einen Angriff gab es nicht.", "Angriff", "denied"),
    ],
)
def test_whether_it_happened(text: str, trigger: str, status: str) -> None:
    assert event(text, trigger)[0].status == status


def test_whose_word_it_is() -> None:
    found, names = event("Minister Karl Brunn sagte, die Armee habe die Stadt bombardiert.", "bombardiert")
    assert names[found.source or ""] == "Karl Brunn"
    found, _ = event("Die Armee bombardierte die Stadt.", "bombardierte")
    assert found.source == "outlet"


def test_when_and_where() -> None:
    found, names = event("Am Montag verhaftete die Polizei in Hamburg drei Männer.", "verhaftete")
    assert found.time == "2021-05-03"
    assert names[found.place or ""] == "Hamburg"


@pytest.mark.parametrize(
    ("text", "kind", "value", "bound"),
    [
        ("Die Polizei verhaftete mindestens 30 Streikende.", "arrested", 30, "at least"),
        ("Bei dem Anschlag wurden fünf Polizisten verletzt.", "injured", 5, "exact"),
        ("Bei dem Angriff starben rund 1.200 Menschen.", "killed", 1200, "about"),
        ("Bei dem Anschlag gab es mehr als 20 Tote.", "killed", 20, "more than"),
    ],
)
def test_figures(text: str, kind: str, value: int, bound: str) -> None:
    figures = [figure for e in read(text).events for figure in e.figures]
    assert (kind, value, bound) in {(f.kind, f.value, f.bound) for f in figures}
    for figure in figures:
        assert str(value)[0] in text[figure.start : figure.end] or "fünf" in text[figure.start : figure.end]


@pytest.mark.parametrize(
    ("text", "trigger", "recipients"),
    [
        ("Die Opposition fordert den Rücktritt der Ministerin Ada Brunn.", "fordert", ["Ada Brunn"]),
        ("In Tarnau gab es eine Kundgebung von Gegnern des Präsidenten Jo Hals.", "Kundgebung", ["Jo Hals"]),
        ("Die Bauern verlangen, dass sich die Regierung entschuldigt.", "verlangen", ["Regierung"]),
        ("Mehrere Demonstranten bleiben inhaftiert.", "inhaftiert", ["Demonstranten"]),
        ("Randalierer zündeten drei Autos an.", "zündeten", ["Auto"]),
    ],
)
def test_whom_it_was_done_to(text: str, trigger: str, recipients: list[str]) -> None:
    found, names = event(text, trigger)
    assert [names[key] for key in found.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Fünf Polizisten wurden durch Steinwürfe verletzt.", "Steinwürfe", [], ["Polizisten"]),
        ("Die Gewerkschaft lehnt die Mission und die Pläne der Ministerin Ada Brunn ab.", "lehnt", ["Gewerkschaft"], None),
    ],
)  # fmt: skip
def test_means_and_things(text: str, trigger: str, actors: list[str], recipients: list[str] | None) -> None:
    found, names = event(text, trigger)
    assert [names[key] for key in found.actors] == actors
    if recipients is not None:
        assert [names[key] for key in found.recipients] == recipients
    else:
        assert "Ada Brunn" in {names[key] for key in found.recipients}
