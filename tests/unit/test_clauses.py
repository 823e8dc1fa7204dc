"""Who does what to whom, read off the tree of the shipped analyser."""

from __future__ import annotations

import pytest

from lagebild.clauses import Clause, clauses
from lagebild.language import load_analyser


def clause(text: str, lemma: str) -> tuple[Clause, tuple[str, ...]]:
    analysis = load_analyser()(text)
    found = next(c for c in clauses(analysis) if c.lemma == lemma)
    return found, analysis.forms


def named(tokens: tuple[int, ...], forms: tuple[str, ...]) -> list[str]:
    return [forms[token] for token in tokens]


@pytest.mark.parametrize(
    ("text", "lemma", "doers", "undergoers"),
    [
        ("Die Polizei verhaftete den Redakteur.", "verhaften", ["Polizei"], ["Redakteur"]),
        ("Der Redakteur wurde von der Polizei verhaftet.", "verhaften", ["Polizei"], ["Redakteur"]),
        ("Der Redakteur wurde am Montag verhaftet.", "verhaften", [], ["Redakteur"]),
        ("Den Redakteur hat die Polizei verhaftet.", "verhaften", ["Polizei"], ["Redakteur"]),
        ("Der Minister reiste ab und traf den König.", "treffen", ["Minister"], ["König"]),
        ("Die Soldaten, die das Dorf besetzten, zogen ab.", "besetzen", ["Soldaten"], ["Dorf"]),
    ],
)
def test_roles(text: str, lemma: str, doers: list[str], undergoers: list[str]) -> None:
    found, forms = clause(text, lemma)
    assert named(found.doers, forms) == doers
    assert named(found.undergoers, forms) == undergoers


@pytest.mark.parametrize(
    ("text", "lemma", "voice", "tense", "mood"),
    [
        ("Der Rat tagte.", "tagen", "active", "past", "indicative"),
        ("Der Rat hat das Gesetz verabschiedet.", "verabschieden", "active", "perfect", "indicative"),
        ("Das Gesetz wurde verabschiedet.", "verabschieden", "passive", "past", "indicative"),
        ("Die Regierung wird das Gesetz ändern.", "ändern", "active", "future", "indicative"),
        ("Der Minister sagte, er komme morgen.", "kommen", "active", "present", "subjunctive I"),
        ("Das Amt veröffentlichte die Zahlen.", "veröffentlichen", "active", "past", "indicative"),
    ],
)
def test_voice_tense_and_mood(text: str, lemma: str, voice: str, tense: str, mood: str) -> None:
    found, _ = clause(text, lemma)
    assert (found.voice, found.tense, found.mood) == (voice, tense, mood)


def test_negation_modals_and_separable_verbs() -> None:
    found, _ = clause("Die Partei lehnte den Vorschlag nicht ab.", "ablehnen")
    assert found.negated
    found, _ = clause("Der Minister soll das Geld genommen haben.", "nehmen")
    assert found.modals == ("sollen",)
    assert not found.negated


@pytest.mark.parametrize(
    ("text", "lemma", "doers", "undergoers"),
    [
        # two verbs with one subject before the first: what follows the second is no subject
        ("Die Wache räumte den Platz und nahm Nela Orsk fest.", "festnehmen", ["Wache"], ["Nela"]),
        (
            "Die Randalierer flohen, bevor die Garde das Tor öffnete und zwei Plünderer erschossen hat.",
            "erschießen",
            ["Garde"],
            ["Plünderer"],
        ),
        # an infinitive with zu has no subject
        ("Sie verlangten vom Rat, den seit März inhaftierten Wirt Nela Orsk freizulassen.", "freilassen", [], ["Wirt"]),
        # one form for singular and plural does not speak against the tree
        ("Deren Sprecher Ruben Aldon bestritt eine Beteiligung.", "bestreiten", ["Sprecher"], ["Beteiligung"]),
    ],
)
def test_number_and_order_decide_who_does_it(text: str, lemma: str, doers: list[str], undergoers: list[str]) -> None:
    found, forms = clause(text, lemma)
    assert named(found.doers, forms) == doers
    assert named(found.undergoers, forms) == undergoers
