"""Who does what to whom, read off trees that stand in clauses.conllu."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from lagebild.clauses import Clause, clauses

from .build import analyses, analysis

TREES = analyses(Path(__file__).with_name("clauses.conllu"))


def clause(text: str, lemma: str) -> tuple[Clause, tuple[str, ...]]:
    tree = TREES[text]
    found = next(c for c in clauses(tree) if c.lemma == lemma)
    return found, tree.forms


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
        # an infinitive with zu has no subject of its own
        (
            "Sie verlangten vom Rat, den seit März inhaftierten Wirt Nela Orsk freizulassen.",
            "freilassen",
            ["Rat"],
            ["Wirt"],
        ),
        # one form for singular and plural does not speak against the tree
        ("Deren Sprecher Ruben Aldon bestritt eine Beteiligung.", "bestreiten", ["Sprecher"], ["Beteiligung"]),
    ],
)
def test_number_and_order_decide_who_does_it(text: str, lemma: str, doers: list[str], undergoers: list[str]) -> None:
    found, forms = clause(text, lemma)
    assert named(found.doers, forms) == doers
    assert named(found.undergoers, forms) == undergoers


@pytest.mark.parametrize(
    ("text", "lemma", "doers", "undergoers"),
    [
        ("Der Gouverneur ließ drei Fischer verhaften.", "verhaften", ["Gouverneur"], ["Fischer"]),
        ("Die Königin hat den Markt räumen lassen.", "räumen", ["Königin"], ["Markt"]),
        # who had it done and who did it
        ("Der Oberst ließ Soldaten das Rathaus stürmen.", "stürmen", ["Oberst", "Soldaten"], ["Rathaus"]),
        # verbs without an object: the accusative does it
        ("Die Regierung ließ Soldaten aufmarschieren.", "aufmarschieren", ["Soldaten"], []),
        ("Der Wirt ließ die Gäste warten.", "warten", ["Gäste"], []),
        # with *sich* it is done to the subject, and *von* says by whom
        ("Der Senator ließ sich verhaften.", "verhaften", [], ["Senator"]),
        ("Der Senator ließ sich von Bauern feiern.", "feiern", ["Bauern"], ["Senator"]),
        ("Der Senator muss sich von Bauern kritisieren lassen.", "kritisieren", ["Bauern"], ["Senator"]),
        ("Der Senator muss sich von Bauern Betrug vorwerfen lassen.", "vorwerfen", ["Bauern"], ["Betrug"]),
    ],
)
def test_what_somebody_has_done(text: str, lemma: str, doers: list[str], undergoers: list[str]) -> None:
    found, forms = clause(text, lemma)
    assert named(found.doers, forms) == doers
    assert named(found.undergoers, forms) == undergoers


def test_an_infinitive_under_lassen_may_look_like_a_participle() -> None:
    tree = TREES["Der Gouverneur ließ drei Fischer verhaften."]
    token = tree.forms.index("verhaften")
    feats = tuple("VerbForm=Part" if t == token else f for t, f in enumerate(tree.feats))
    mistaken = msgspec.structs.replace(tree, feats=feats)
    assert next(c for c in clauses(mistaken) if c.lemma == "verhaften").kind == "infinitive"


def test_an_adjective_without_a_verb_is_said_of_its_subject() -> None:
    made = analysis("""
        Sänger   Sänger   NOUN  Case=Nom  4 nsubj
        Karl     Karl     PROPN _         1 appos
        Demm     Demm     PROPN _         2 flat
        tot      tot      ADJ   _         0 root

        Sänger   Sänger   NOUN  Case=Nom  2 nsubj
        alt      alt      ADJ   _         0 root
        ,        ,        PUNCT _         4 punct
        singt    singen   VERB  _         2 conj
    """)
    found = clauses(made)
    assert [(c.lemma, c.kind, c.doers) for c in found] == [("tot", "copula", (0,)), ("singen", "finite", ())]


def test_a_tree_made_by_hand() -> None:
    made = analysis("""
        „      „        PUNCT $(                    3 punct
        Wir    wir      PRON  Case=Nom|Number=Plur  3 nsubj
        gehen  gehen    VERB  Tense=Pres            0 root
        “      “        PUNCT _                     3 punct
        ,      ,        PUNCT _                     6 punct
        sagte  sagen    VERB  Tense=Past            3 parataxis
        sie    sie      PRON  Case=Nom|Number=Sing  6 nsubj
        .      .        PUNCT _                     3 punct

        Es     es       PRON  _                     2 nsubj
        regnet regnen   VERB  Tense=Pres            0 root
    """)
    assert made.text == "„Wir gehen“, sagte sie. Es regnet"
    assert [span.of(made.text) for span in map(made.sentence_span, (0, 1))] == ["„Wir gehen“, sagte sie.", "Es regnet"]
    assert made.heads[8:] == (9, -1)
    assert [c.lemma for c in clauses(made)] == ["gehen", "sagen", "regnen"]
