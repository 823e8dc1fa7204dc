"""Who does it to whom, by the tree as it is mended."""

import pytest

from lagebild.annotate.tree import mended
from lagebild.clauses import clauses
from lagebild.language import load_analyser


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
        # verb complexes
        ("Die Gewerkschaft wird Wiebke Jahn am Freitag verklagen.", "verklagen", ["Gewerkschaft"], ["Wiebke"]),
        ("Der König wird Minister Otto Zirk am Freitag entlassen.", "entlassen", ["König"], ["Minister"]),
        ("Erschossen wurden am Donnerstag 14 Demonstranten.", "erschießen", [], ["Demonstranten"]),
        ("Der Minister wird am Freitag entlassen.", "entlassen", [], ["Minister"]),
        # what is right is left alone
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


def test_a_tree_without_fault_is_the_same_tree() -> None:
    analysis = load_analyser("de")("Die Ministerin trat am Montag zurück.")
    assert mended(analysis) is analysis
