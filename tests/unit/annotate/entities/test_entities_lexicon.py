"""The word lists behind entities and offices, and their examples."""

import pytest

from lagebild.annotate.offices.titles import office_noun
from lagebild.language import load_analyser
from lagebild.lexicon import load
from lagebild.lexicon.gazetteer import adjective_place, adjective_state, first_name_gender, known
from lagebild.lexicon.nouns import noun

OFFICES = load("offices")


@pytest.mark.parametrize("row", [r for r in OFFICES if r["example"]], ids=lambda r: r["form"])
def test_examples_hold_the_office(row: dict[str, str]) -> None:
    forms = load_analyser("de")(row["example"]).forms
    found = [here for form in forms if (here := office_noun(form)) is not None]
    assert any(here.lemma.lower().endswith(row["form"].lower()) for here in found)


@pytest.mark.parametrize("row", [r for r in OFFICES if r["counter"]], ids=lambda r: r["form"])
def test_counter_examples_hold_none(row: dict[str, str]) -> None:
    assert not [form for form in load_analyser("de")(row["counter"]).forms if office_noun(form) is not None]


@pytest.mark.parametrize(
    ("form", "base", "prefix"),
    [
        ("Präsidenten", "Präsident", ""),
        ("Außenministerinnen", "Außenministerin", ""),
        ("Hafenminister", "Hafenminister", "Hafen"),
        ("Vizepräsidentin", "Vizepräsidentin", ""),
        ("Staatsanwältin", "Staatsanwältin", ""),
        ("Werftchefs", "Werftchef", "Werft"),
    ],
)
def test_offices_are_found_in_every_form(form: str, base: str, prefix: str) -> None:
    here = noun(form)
    assert here is not None
    assert (here.kind, here.base, here.prefix) == ("office", base, prefix)


@pytest.mark.parametrize(
    "form", ["Lautsprecher", "Reiseführer", "Entführung", "Übergang", "Werkzeuge", "Verrat", "Halbleiter"]
)
def test_lookalikes_are_nobody(form: str) -> None:
    assert noun(form) is None


def test_every_state_is_known_by_name_and_adjective() -> None:
    rows = load("states")
    assert len([r for r in rows if r["level"] == "state"]) >= 195
    for row in rows:
        here = known(row["form"])
        assert here is not None
        assert here.name == row["form"]
        for stem in filter(None, row["adjective"].split("|")):
            assert adjective_state(stem + "en" if not stem.endswith("er") else stem) is not None


def test_adjectives_of_states_and_towns() -> None:
    assert adjective_state("französischen") == "Frankreich"
    assert adjective_state("französisch") is None
    belgrade = adjective_place("Belgrader")
    assert belgrade is not None
    assert belgrade.state == "Serbien"


def test_first_names_tell_gender() -> None:
    assert (first_name_gender("Vera"), first_name_gender("Karl"), first_name_gender("Xyz")) == ("f", "m", None)


def test_there_are_many_offices() -> None:
    assert len(OFFICES) >= 400
