"""Where a place lies: what is known, what is not guessed, and the codes of states."""

from __future__ import annotations

import pytest

from lagebild.export import gazetteer
from lagebild.export.gazetteer import locate, state_named, state_of, states
from lagebild.export.parties import body_sector
from lagebild.lexicon import load
from lagebild.reading import EntityKind
from lagebild.record.telling import Party


def place(name: str, kind: EntityKind = "place") -> Party:
    return Party(id=f"place:{name}", name=name, kind=kind)


@pytest.mark.parametrize(
    ("name", "town", "iso3"),
    [
        ("Mailand", "Milan", "ITA"),  # by a German name
        ("Caracas", "Caracas", "VEN"),  # by the lexicon's list of capitals
        ("Halle", "Halle (Saale)", "DEU"),
        ("Marburg", "Marburg an der Lahn", "DEU"),
        ("Moskau", "Moscow", "RUS"),  # not the one in Idaho
        ("Washington", "Washington", "USA"),
    ],
)
def test_a_town(name: str, town: str, iso3: str) -> None:
    found = locate(place(name))
    assert found.town is not None
    assert found.state is not None
    assert (found.town.name, found.state.iso3, found.why) == (town, iso3, None)


def test_what_is_not_known_stays_unknown() -> None:
    assert locate(None) == gazetteer.NOWHERE
    assert locate(place("Marvena")) == (None, None, "the gazetteer does not have it")
    assert locate(place("Neustadt")).town is None
    assert locate(place("Neustadt")).why == "several towns have this name"
    assert locate(place("Bayern")).town is None
    france = locate(place("Frankreich", "state"))
    assert (france.state and france.state.iso3, france.town) == ("FRA", None)


def test_a_small_town_abroad_is_meant_only_where_its_state_is_spoken_of() -> None:
    assert locate(place("Sidi Bouzid")).town is None
    found = locate(place("Sidi Bouzid"), near={"TN"})
    assert found.town is not None
    assert found.town.iso2 == "TN"
    assert locate(place("Sidi Bouzid"), near={"PL"}).town is None


def test_a_name_in_another_language_means_only_a_very_large_town() -> None:
    assert any(town.name == "Bordeaux" for town in gazetteer._towns("Bardo"))
    assert locate(place("Bardo"), near={"TN"}).town is None  # a museum there
    milan = locate(place("Mediolan"))
    assert milan.town is not None
    assert milan.town.name == "Milan"


def test_codes_of_states_by_their_german_names() -> None:
    germany = state_named("Deutschland")
    assert germany is not None
    assert (germany.iso2, germany.iso3, germany.iso_number, germany.english) == ("DE", "DEU", "276", "Germany")
    assert (germany.cow, germany.gw, germany.fips) == ("255", "260", "GM")  # where the two lists differ
    found = {
        name: state.cow for name, state in states().items() if name in ("USA", "Russland", "Jemen", "Serbien", "Kosovo")
    }
    assert found == {"USA": "2", "Russland": "365", "Jemen": "679", "Serbien": "345", "Kosovo": "347"}
    assert state_named("Vereinigte Staaten") == state_named("USA") is not None
    assert state_named("Talvarien") is None
    assert state_named(None) is None


def test_the_states_are_those_of_the_lexicon() -> None:
    today = {row["form"]: row["iso3"] for row in load("states") if row["iso3"] and row["level"] != "former"}
    assert {name: state.iso3 for name, state in states().items()} == today
    assert [name for name, state in states().items() if not state.iso_number] == ["Kosovo"]  # ISO 3166 does not have it
    for field in ("iso2", "english", "fips"):
        values = [getattr(state, field) for state in states().values()]
        assert all(values), field
        assert len(values) == len(set(values)), field


def test_a_body_belongs_to_a_state_by_its_adjective_or_by_the_lexicon() -> None:
    assert [state and state.iso3 for state in map(state_of, ("russische Truppen", "Bundestag", "Freie Liste"))] == [
        "RUS", "DEU", None,
    ]  # fmt: skip


@pytest.mark.parametrize("row", load("actor_sectors"), ids=lambda row: row["form"])
def test_the_sector_of_a_body_by_its_name(row: dict[str, str]) -> None:
    assert body_sector(row["example"]) == row["value"]
    assert body_sector(row["counter_example"]) != row["value"]


def test_places_are_points_on_earth() -> None:
    towns = {town for name in gazetteer._lines() for town in gazetteer._towns(name)}
    assert len(towns) > 40_000
    for town in towns:
        assert -90 <= town.latitude <= 90
        assert -180 <= town.longitude <= 180
        assert len(town.iso2) == 2
