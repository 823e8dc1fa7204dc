"""Who does it to whom, by the tree as it is mended."""

import pytest

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree import mended, prepositions
from lagebild.annotate.tree.edit import Edit, Edits
from lagebild.clauses import clauses
from lagebild.language import load_analyser
from lagebild.verbforms import participle


@pytest.mark.parametrize(
    ("text", "verb", "doers", "undergoers"),
    [
        # bare names show no case: the usual order decides
        ("Ein Polizist verhaftete Peter Müller.", "verhaften", ["Polizist"], ["Peter"]),
        ("Rebellen erschossen am Freitag Hanno Perl.", "erschießen", ["Rebellen"], ["Hanno"]),
        ("Unbekannte entführten Sabine Kolb-Adler.", "entführen", ["Unbekannte"], ["Sabine"]),
        ("Am Dienstag entführten Unbekannte in Altkirchen Petra Gehm.", "entführen", ["Unbekannte"], ["Petra"]),
        ("Sie ging, weil die Opposition Inga Tornau verklagt hatte.", "verklagen", ["Opposition"], ["Inga"]),
        # number and case before order
        ("Zwölf Bauern verhaftete die Armee am Samstag.", "verhaften", ["Armee"], ["Bauern"]),
        ("Den Händler Karl Demm verklagte die Opposition.", "verklagen", ["Opposition"], ["Händler"]),
        (
            "Die Anwältin Lisa Mohr, die Soldaten am Sonntag verhaftet haben, schwieg.",
            "verhaften",
            ["Soldaten"],
            ["Anwältin"],
        ),
        ("Dorfmilizen vertrieben am Freitag die Hirten von den Weiden.", "vertreiben", ["Dorfmilizen"], ["Hirten"]),
        ("Ungarn blockiert die Erklärung.", "blockieren", ["Ungarn"], ["Erklärung"]),
        ("Die Partei schloss den Abgeordneten aus.", "ausschließen", ["Partei"], ["Abgeordneten"]),
        # what stands behind a noun and is no part of it
        ("Am Montag warf die Opposition der Ministerin Lüge vor.", "vorwerfen", ["Opposition"], ["Lüge"]),
        ("Der Täter, ein früherer Soldat aus Kolm, erschoss drei Hirten.", "erschießen", ["Täter"], ["Hirten"]),
        # verb complexes
        ("Die Gewerkschaft wird Wiebke Jahn am Freitag verklagen.", "verklagen", ["Gewerkschaft"], ["Wiebke"]),
        ("Der König wird Minister Otto Zirk am Freitag entlassen.", "entlassen", ["König"], ["Minister"]),
        ("Erschossen wurden am Donnerstag 14 Demonstranten.", "erschießen", [], ["Demonstranten"]),
        ("Der Minister wird am Freitag entlassen.", "entlassen", [], ["Minister"]),
        # passives with bekommen, and what ends a line
        ("Die Wirtin bekam von Rebellen die Lizenz entzogen.", "entziehen", ["Rebellen"], ["Lizenz"]),
        ("Der Pilot hat vom König einen Orden verliehen bekommen.", "verleihen", ["König"], ["Orden"]),
        ("Burundi: Armee rückt auf Hauptstadt vor", "vorrücken", ["Armee"], []),
        ("Peru: Drei Wirte bei Überfall getötet", "töten", [], ["Wirte"]),
        # those who by their name do it, and what is said
        ("Die Geiseln befreiten Spezialkräfte in der Nacht.", "befreien", ["Spezialkräfte"], ["Geiseln"]),
        ("Mehrere Händler haben Vermummte am Hafen verprügelt.", "verprügeln", ["Vermummte"], ["Händler"]),
        ("Neun Soldaten töteten die Rebellen nach eigenen Angaben.", "töten", ["Rebellen"], ["Soldaten"]),
        ("Das berichtet die Zeitung »Der Bote«.", "berichten", ["Zeitung"], ["Das"]),
        ("Der Händler, dessen Laden Vermummte geplündert hatten, schwieg.", "plündern", ["Vermummte"], ["Laden"]),
        ("Norland verurteilte den Putsch, Belgien nicht.", "verurteilen", ["Norland"], ["Putsch"]),
        # what is right is left alone
        ("Die Polizisten verhafteten Unbekannte.", "verhaften", ["Polizisten"], ["Unbekannte"]),
        ("Bauern befreiten Geiseln.", "befreien", ["Bauern"], ["Geiseln"]),
        ("Soldaten beider Länder gerieten aneinander.", "geraten", ["Soldaten"], []),
        ("Die Wirtin bekam von der Stadt die Lizenz.", "bekommen", ["Wirtin"], ["Lizenz"]),
        ("🚨 Minister Falk Ruhr trat am Montag zurück.", "zurücktreten", ["Minister"], []),
        ("Die Regierung gab den Bauern das Land zurück.", "zurückgeben", ["Regierung"], ["Land"]),
        ("Mein Vater hat diese Einweisung nicht umsetzen können.", "umsetzen", ["Vater"], ["Einweisung"]),
        ("Dank der Spenden kam die Gruppe auf eine hohe Summe.", "kommen", ["Gruppe"], []),
    ],
)
def test_who_does_it_to_whom(text: str, verb: str, doers: list[str], undergoers: list[str]) -> None:
    analysis = mended(load_analyser("de")(text))
    (clause,) = (c for c in clauses(analysis) if c.lemma == verb)
    assert [analysis.forms[t] for t in clause.doers] == doers
    assert [analysis.forms[t] for t in clause.undergoers] == undergoers


def test_who_gets_something_done_to_them_is_no_doer() -> None:
    analysis = mended(load_analyser("de")("Die Wirtin bekam von Rebellen die Lizenz entzogen."))
    (clause,) = (c for c in clauses(analysis) if c.lemma == "entziehen")
    assert clause.voice == "passive"
    assert [analysis.forms[t] for t in clause.recipients] == ["Wirtin"]


def test_nicht_of_another_denies_nothing() -> None:
    analysis = mended(load_analyser("de")("Norland verurteilte den Putsch, Belgien nicht."))
    assert [c.negated for c in clauses(analysis) if c.lemma == "verurteilen"] == [False]


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Die Richterin verurteilte den Schmuggler. Ihr hatte er gedroht.", "Ihr"),
        ("Die Partei, der das Gericht die Zulassung entzog, protestiert.", "der"),
    ],
)
def test_a_pronoun_is_a_dative_by_its_form(text: str, pronoun: str) -> None:
    analysis = mended(load_analyser("de")(text))
    meant = {"Ihr": "Ihr", "der": "Partei"}[pronoun]
    assert meant in [analysis.forms[t] for c in clauses(analysis) for t in c.recipients]


def test_a_tree_without_fault_is_the_same_tree() -> None:
    analysis = load_analyser("de")("Die Ministerin trat am Montag zurück.")
    assert mended(analysis) is analysis


def test_no_rule_makes_a_word_hang_on_one_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    analysis = load_analyser("de")("Die Ministerin trat am Montag zurück.")
    (top,) = (t for t, head in enumerate(analysis.heads) if head == ROOT)
    below = analysis.children[top][0]
    circle: Rule[Analysis, Edits] = Rule(
        name="tree/circle", find=lambda _: {top: Edit(below, "obl")}, why="For the test.", yes=(("", ""),), no=()
    )
    monkeypatch.setattr("lagebild.annotate.tree.prepositions.PREPOSITIONS", (circle,))
    assert mended(analysis) is analysis


@pytest.mark.parametrize(
    "text",
    [
        "Am Abend begann eine von Anwohnern als lautlos empfundene lange Feier.",
        "Dank der im Vergleich zum Vormonat gestiegenen Zahl der Gäste blieb das Haus offen.",
        "Offen bleiben zwei Straßen am Rand des Kreises auf den nach Kolm (B 4) und Tessin (B 36) führenden Wegen.",
    ],
)
def test_every_word_hangs_on_the_root_in_the_end(text: str) -> None:
    analysis = mended(load_analyser("de")(text))
    for token in range(len(analysis)):
        above = token
        for _ in range(len(analysis)):
            if above == ROOT:
                break
            above = analysis.heads[above]
        assert above == ROOT, analysis.forms[token]


def test_what_closes_a_phrase_is_looked_up_once_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a preposition each made a sentence of prepositions cost quadratic time."""
    asked: list[str] = []

    def counted(form: str) -> object:
        asked.append(form)
        return participle(form)

    monkeypatch.setattr(prepositions, "participle", counted)
    analysis = load_analyser("de")("für " * 1000)
    mended(analysis)
    assert 0 < len(asked) <= 10 * len(analysis)
