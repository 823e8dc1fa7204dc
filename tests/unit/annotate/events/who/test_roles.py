"""Actors and recipients of whole sentences, and the rules that an event names for them."""

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
    ("text", "trigger", "actors", "recipients"),
    [
        ("Die Polizei verhaftete den Redakteur Karl Brunn.", "verhaftete", ["Polizei"], ["Karl Brunn"]),
        ("Karl Brunn wurde von der Polizei verhaftet.", "verhaftet", ["Polizei"], ["Karl Brunn"]),
        ("Die Festnahme von Karl Brunn durch die Polizei empörte viele.", "Festnahme", ["Polizei"], ["Karl Brunn"]),
        ("Präsidentin Ada Brunn traf den Kanzler Jo Hals.", "traf", ["Ada Brunn", "Jo Hals"], []),
        ("Mehrere Demonstranten bleiben inhaftiert.", "inhaftiert", [], ["Demonstranten"]),
        ("Randalierer zündeten drei Autos an.", "zündeten", ["Randalierer"], ["Auto"]),
        ("Fünf Polizisten wurden durch Steinwürfe verletzt.", "Steinwürfe", [], ["Polizisten"]),
        # joined phrases count one by one, also where a title stands before each name
        (
            "Die Polizei verhaftete Händler, Lehrer und Bauern.",
            "verhaftete",
            ["Polizei"],
            ["Händler", "Lehrer", "Bauern"],
        ),
        # *an* says the same as a dative
        ("Die Union lieferte Waffen an die Regierung.", "lieferte", ["Union"], ["Regierung"]),
        # a pronoun of the singular is the entities' business
        ("Die Ministerin Ada Brunn kam nach Tarnau. Sie forderte Hilfe.", "forderte", ["Ada Brunn"], []),
        # a relative pronoun behind a preposition
        ("Die Firma, von der die Bauern Geld verlangen, schweigt.", "verlangen", ["Bauern"], ["Firma"]),
        ("Der Mann, gegen den die Polizei ermittelt, schweigt.", "ermittelt", ["Polizei"], ["Mann"]),
        ("Der Plan, gegen den die Studenten protestieren, ist alt.", "protestieren", ["Studenten"], []),
        # what is given stands in front
        ("Lob bekam Ada Brunn vom Rat.", "Lob", ["Rat"], ["Ada Brunn"]),
        ("Scharfe Kritik musste der Minister von der Opposition einstecken.", "Kritik", ["Opposition"], ["Minister"]),
        # Germans are people, and their adjective is the state
        ("Ein Deutscher wurde in Tarnau verhaftet.", "verhaftet", [], ["Deutscher"]),
        ("Die Entführung einer Deutschen empörte viele.", "Entführung", [], ["Deutsche"]),
        ("Drei Deutsche und ein Franzose starben bei dem Unglück.", "starben", [], ["Deutsche", "Franzose"]),
        ("Deutsche Truppen griffen die Rebellen an.", "griffen", ["deutsche Truppen"], ["Rebellen"]),
        # slots of nouns and verbs
        ("Beim Brand eines Schuppens starb niemand.", "Brand", [], ["Schuppen"]),
        ("Bei der Fluglinie Nordair wird gestreikt.", "gestreikt", [], ["Nordair"]),
        ("Der Streik bei der Post dauert an.", "Streik", [], ["Post"]),
        ("Der Junge hat einen Müllcontainer angezündet.", "angezündet", ["Junge"], ["Müllcontainer"]),
        ("Der Mann hat zwei Frauen mit einem Messer verletzt.", "verletzt", ["Mann"], ["Frauen"]),
        ("Für Ausländer ist der Zutritt verboten.", "verboten", [], ["Ausländer"]),
        ("Der Minister würdigte den Verstorbenen.", "würdigte", ["Minister"], ["Verstorbener"]),
        # what somebody is does not undergo what the passive behind it tells
        ("Seit 1980 ist er Lehrer und wurde im Mai in den Rat gewählt.", "gewählt", [], []),
        # some are no adverb, and a genitive is no place
        ("Manche griffen die Polizei an.", "griffen", [], ["Polizei"]),
        ("Manche haben die Bauern kritisiert.", "kritisiert", [], ["Bauern"]),
        ("Ada Brunn sprach mit Spaniens Außenminister Jo Hals.", "sprach", ["Ada Brunn", "Jo Hals"], []),
        # the members of a body do not bear the name behind them
        ("Der Chef der Gewerkschaft der Fischer, Karl Brunn, drohte mit Streik.", "drohte", ["Karl Brunn"], []),
    ],
)
def test_who_did_it_and_to_whom(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    found, names = event(text, trigger)
    assert [names[key] for key in found.actors] == actors
    assert [names[key] for key in found.recipients] == recipients


def test_both_sides_say_why() -> None:
    found, _ = event("Die Polizei verhaftete den Angler Karl Brunn.", "verhaftete")
    assert found.because["actors"] == "who/frame + who/in-its-clause + who/subject + who/mention"
    assert found.because["recipients"] == "who/frame + who/in-its-clause + who/object + who/done-to + who/mention"


def test_a_side_that_nobody_fills_says_nothing() -> None:
    found, _ = event("Karl Brunn wurde verhaftet.", "verhaftet")
    assert "actors" not in found.because


def test_a_verb_above_is_named_with_its_row() -> None:
    found, _ = event("Die Union drohte Ada Brunn mit Sanktionen.", "Sanktionen")
    assert found.because["actors"].startswith("who/verb-above + who/verb drohen + ")


def test_nobody_is_on_both_sides() -> None:
    found, names = event("Karl Brunn klagte gegen seine Verhaftung.", "klagte")
    assert [names[key] for key in found.actors] == ["Karl Brunn"]
    assert found.recipients == ()


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        # a deed told again, and victims, take no doer from what was told before
        ("Die Bauern begannen einen Streik. Der Streik dauert an.", "Streik", []),
        ("Rebellen überfielen das Lager. Dabei wurden zwei Wächter verletzt.", "verletzt", []),
        ("Rebellen griffen das Lager an. Dabei wurden die Rebellen verletzt.", "verletzt", []),
    ],
)
def test_no_doer_comes_from_what_was_told_before(text: str, trigger: str, actors: list[str]) -> None:
    reading = read(text)
    names = {entity.id: entity.name for entity in reading.entities}
    last = [e for e in reading.events if any(text[s:t] == trigger for s, t in e.trigger)][-1]
    assert [names[key] for key in last.actors] == actors
