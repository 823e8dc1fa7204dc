"""Entities of small reports of our own, really analysed."""

import msgspec
import pytest

from lagebild.analysis import Name
from lagebild.annotate import entities
from lagebild.annotate.text import Text
from lagebild.document import Document
from lagebild.language import load_analyser
from lagebild.reading import Entity, Reading


def read(text: str) -> tuple[Entity, ...]:
    analysis = load_analyser("de")(text)
    return entities.annotate(Text(analysis, Reading.blank(Document(id="t", text=text))))


def mentions(text: str, name: str) -> list[str]:
    found = [e for e in read(text) if e.name == name]
    assert len(found) == 1, [(e.kind, e.name) for e in read(text)]
    return [span.of(text) for span in found[0].mentions]


def test_full_name_surname_and_title_are_one_person() -> None:
    text = "Bauminister Karl Demm reiste nach Wolm. Dort sprach Demm mit Fischern."
    assert mentions(text, "Karl Demm") == ["Bauminister", "Karl Demm", "Demm"]


def test_accents_do_not_part_a_name() -> None:
    text = "General José Peralta kam am Abend. Später fuhr Jose Peralta ab."
    assert [m for m in mentions(text, "José Peralta") if "Peralta" in m] == ["José Peralta", "Jose Peralta"]


def test_genitive_of_a_surname_is_the_same_person() -> None:
    text = "Senatorin Vera Lohm schwieg. Lohms Sprecher kam allein."
    assert "Lohms" in mentions(text, "Vera Lohm")


def test_a_surname_means_who_was_spoken_of_and_not_whose_child_that_is() -> None:
    text = "Gewählt wurde Vera Lohm, die Tochter Otto Lohms. Am Abend dankte Lohm den Gästen."
    assert mentions(text, "Vera Lohm").count("Lohm") == 1


def test_a_first_name_with_other_accents_is_somebody_else() -> None:
    text = "Torschütze war Raul Demm. Kurz darauf sah Raúl die Rote Karte."
    assert "Raúl" not in mentions(text, "Raul Demm")


def test_a_popes_number_is_part_of_the_name() -> None:
    text = "Am Freitag hat Papst Benedikt XVI. den Bischof empfangen."
    assert "Benedikt XVI." in mentions(text, "Benedikt XVI.")


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("Ada Brunn, geborene Weller, sprach in Rom.", "Ada Brunn", "Weller"),
        ("Ada Brunn (geb. Weller) sprach in Rom.", "Ada Brunn", "Weller"),
        ("Der Sänger Otto Lohm, mit bürgerlichem Namen Hans-Karl Demm, starb.", "Otto Lohm", "Hans-Karl Demm"),
        ("Der Sänger Otto Lohm (eigentlich Karl Demm) starb.", "Otto Lohm", "Karl Demm"),
        ("Otto Lohm alias Karl Demm wurde verhaftet.", "Otto Lohm", "Karl Demm"),
        ("Otto Lohm, besser bekannt als Karl Demm, sprach.", "Otto Lohm", "Karl Demm"),
        ("Der König Otto II. (Karl Demm) sprach.", "Otto II", "Karl Demm"),
    ],
)
def test_another_name_that_the_text_gives_is_the_same_persons(text: str, name: str, other: str) -> None:
    assert other in mentions(text, name)


def test_a_name_in_brackets_behind_a_name_is_somebody_else() -> None:
    assert "Karl Demm" not in mentions("Otto Lohm (Karl Demm) sprach.", "Otto Lohm")


def test_two_coordinated_persons_stay_two() -> None:
    text = "General Otto Quast und Admiral Emil Raab trafen ein. Quast und Raab schwiegen."
    names = {e.name for e in read(text) if e.kind == "person"}
    assert {"Otto Quast", "Emil Raab"} <= names


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Die peruanische Regierung lehnte ab.", "Peru"),
        ("Der US-Botschafter reiste ab.", "USA"),
        ("Truppen der Vereinigten Staaten landeten.", "USA"),
        ("In der Russischen Föderation wurde gewählt.", "Russland"),
        ("Die Schweizer Behörden warnten.", "Schweiz"),
    ],
)
def test_states_by_adjective_compound_and_long_name(text: str, state: str) -> None:
    assert state in {e.name for e in read(text) if e.kind == "state"}


def test_the_initials_of_a_states_adjective_stay_capitals() -> None:
    names = [e.name for e in read("Die US-amerikanischen Piloten landeten. Peruanische Piloten warteten.")]
    assert "US-amerikanische Piloten" in names
    assert "peruanische Piloten" in names


def test_abbreviation_after_a_compound_of_a_body_belongs_to_it() -> None:
    text = "Quist rief die Nordmeer-Gemeinschaft (NMG) an. Die NMG schwieg."
    assert mentions(text, "Nordmeer-Gemeinschaft") == ["Nordmeer-Gemeinschaft", "NMG", "NMG"]


def test_unknown_place_in_the_genitive_loses_its_ending() -> None:
    text = "Vera Lohm verlangte, die Mitgliedschaft Kalmariens auszusetzen."
    assert mentions(text, "Kalmarien") == ["Kalmariens"]


def test_abbreviation_in_brackets_belongs_to_the_long_name() -> None:
    text = "Die Neue Hafenunion (NHU) rief zum Streik auf. Die NHU hat viele Mitglieder."
    found = [e for e in read(text) if any(s.of(text) == "NHU" for s in e.mentions)]
    assert len(found) == 1
    assert sum(s.of(text) == "NHU" for s in found[0].mentions) == 2


def test_body_noun_joins_the_quoted_name() -> None:
    text = 'Das Bündnis "Neue Ufer" trat zusammen.'
    assert mentions(text, "Neue Ufer") == ["Bündnis", "Neue Ufer"]


def test_acting_descriptions_are_entities_named_in_the_nominative() -> None:
    found = {
        e.name: e.kind for e in read("Die Polizei ging gegen die Demonstranten vor. Viele Fischer halfen Verletzten.")
    }
    assert found["Polizei"] == "organisation"
    assert found["Demonstranten"] == "group"
    assert found["Verletzte"] == "group"


def test_scene_of_an_event_is_a_place() -> None:
    assert {e.kind for e in read("Vor der Kaserne fielen Schüsse.") if e.name == "Kaserne"} == {"place"}


def test_office_taken_up_alone_means_its_holder() -> None:
    text = "Präsident Edo Falk trat vor die Kameras. Der Präsident sprach lange."
    assert mentions(text, "Edo Falk").count("Präsident") == 2


def test_another_states_president_is_somebody_else() -> None:
    text = "Der peruanische Präsident Edo Falk kam an. Der chilenische Präsident blieb fern."
    assert mentions(text, "Edo Falk").count("Präsident") == 1


def test_name_spans_are_the_names_only() -> None:
    text = "Präsident Edo Falk kam. Er schwieg."
    falk = next(e for e in read(text) if e.name == "Edo Falk")
    assert [s.of(text) for s in falk.name_spans] == ["Edo Falk"]
    assert set(falk.name_spans) <= set(falk.mentions)


def test_ids_follow_the_order_of_first_mentions() -> None:
    found = read("Chile und Peru berieten. Bolivien fehlte.")
    assert [e.id for e in found] == [f"e{n}" for n in range(1, len(found) + 1)]
    assert [min(e.mentions) for e in found] == sorted(min(e.mentions) for e in found)


def test_empty_text_has_no_entities() -> None:
    assert read("") == ()


def test_entities_say_which_rules_made_them() -> None:
    found = next(e for e in read("Bauminister Karl Demm kam. Er schwieg.") if e.name == "Karl Demm")
    assert set(found.because) == {"kind", "name", "mentions"}
    assert found.because["kind"] == "title/office"
    assert found.because["mentions"].split(" + ")[-2:] == ["pronoun/he", "antecedent/only-one"]


@pytest.mark.parametrize("name", ["Anna Maria London", "Hans Peter Ungarn", "Karl Otto Wien"])
def test_a_name_that_closes_with_a_town_is_whole(name: str) -> None:
    assert name in {e.name for e in read(f"Gestern sprach {name} in Kolm.")}


@pytest.mark.parametrize("before", ["Bundestagsfraktion der", "Landesverband der", "Gewerkschaft", "Stimme der"])
def test_a_body_is_named_by_itself_behind_what_belongs_to_it(before: str) -> None:
    text = f"Die {before} Grünen klagte."
    analysis = load_analyser("de")(text)
    drawn = (Name(1, len(analysis) - 2, "ORG"),)  # as the analyser draws it in some reports
    made = Text(msgspec.structs.replace(analysis, names=drawn), Reading.blank(Document(id="t", text=text)))
    named = {entity.name for entity in entities.annotate(made)}
    assert ("Bündnis 90/Die Grünen" in named) == (before != "Stimme der")
