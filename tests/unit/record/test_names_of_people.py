"""People under several names across reports: ends of names, particles, clans, spellings, slips, told names."""

import random

import pytest

from lagebild.record.identities import Sighting, identify
from lagebild.record.spellings import surnames, untitled, usual


def seen(report: str, name: str, *names: str, **more: object) -> Sighting:
    return Sighting(report, "e1", "person", name, names or (name,), published="2020-01-01", **more)  # type: ignore[arg-type]


def each_in_two(*names: str) -> list[Sighting]:
    """Every name in two reports of its own."""
    return [seen(f"{number}{part}", name) for number, name in enumerate(names) for part in "ab"]


@pytest.mark.parametrize(
    "names",
    [
        ("Sorin el-Abidine Ben Luma", "Sorin al-Abidine Ben Luma", "Ben Luma"),
        ("Gero von Brunnau", "von Brunnau", "Brunnau"),
        ("Gero zu Brunnau", "Gero Freiherr von und zu Brunnau", "zu Brunnau", "Brunnau"),
        ("Otto Graf Brunnau", "Otto Brunnau", "Graf Brunnau", "Brunnau"),
        ("Josef Kardinal Brunnau", "Kardinal Josef Brunnau", "Josef Brunnau"),
        ("Nuri al-Demiki", "Nouri al-Demiki", "el Demiki", "Demiki"),
        ("Rauno Gársia Lómez", "Rauno Garsia Lomez", "Garsia Lomez"),
        ("Jean-Luc Le Bronn", "Le Bronn"),
        ("Mohammed Demiki", "Muhammad Demiki", "Mohamed Demiki", "Demiki"),
        ("Taddam Hussein", "Taddam Husain", "Taddam Hussein al-Lokriti"),
        ("Slavo Demmović", "Slavo Demmovic", "Slavo Demmowitsch", "Demmowitsch"),
        ("Abd al-Fattah as-Lomi", "Abdel Fattah al-Lomi", "al-Lomi"),
        ("Dschalal Demabani", "Jalal Demabani", "Demabani"),
    ],
)
def test_one_person_under_the_names_that_outlets_use(names: tuple[str, ...]) -> None:
    sightings = each_in_two(*names)
    (found,) = identify(sightings)
    assert len(found.sightings) == 2 * len(names)
    for seed in range(3):
        assert identify(random.Random(seed).sample(sightings, len(sightings))) == [found]


@pytest.mark.parametrize(
    "names",
    [
        ("Ben Lohm", "Ben Demm"),
        ("Achmed Ben Luma", "Sorin el-Abidine Ben Luma"),
        ("Viktor Mayer", "Victor Meyer"),
        ("Peter Lohm", "Hans Peter Lohm", "Karl Peter Lohm"),
        ("Otto Meier", "Otto Mayer"),
        ("Ada von Lohm", "Vera von Lohm"),
    ],
)
def test_likeness_alone_makes_nobody_one(names: tuple[str, ...]) -> None:
    assert len(identify(each_in_two(*names))) == len(names)


def test_a_surname_in_another_transliteration_means_its_only_bearer() -> None:
    found = identify([*each_in_two("Ruven Chomarini"), seen("x", "Khomarini")])
    assert len(found) == 1
    assert "“Khomarini” alone is “Ruven Chomarini”: nobody else on record bears the name" in found[0].reasons
    # whom the very letters mean goes before whom the sounds mean; two whom the sounds mean are too many
    assert len(identify([*each_in_two("Ruven Chomarini", "Ilka Khomarini"), seen("x", "Chomarini")])) == 2
    assert len(identify([*each_in_two("Ruven Chomarini", "Ilka Chomarini"), seen("x", "Khomarini")])) == 3


def test_a_first_word_that_nobody_else_has_means_its_bearer() -> None:
    assert len(identify([*each_in_two("Hru Jintai"), seen("x", "Hru")])) == 1
    assert len(identify([*each_in_two("Hru Jintai", "Hru Wanlei"), seen("x", "Hru")])) == 3
    # a first name is borne by many
    assert len(identify([*each_in_two("Peter Jintai"), seen("x", "Peter")])) == 2


def test_the_second_of_two_first_names_takes_evidence() -> None:
    full = [seen(r, "Rekep Peter Lohmogan", companions=("Ada Tal",)) for r in "ab"]
    assert len(identify([*full, seen("x", "Peter Lohmogan")])) == 2
    assert len(identify([*full, seen("x", "Peter Lohmogan", companions=("Ada Tal",))])) == 1


def test_a_slip_in_one_report_is_the_surname_that_many_have() -> None:
    many = [seen(f"r{n}", "Ada Brunnstedt") for n in range(5)]
    assert len(identify([*many, seen("x", "Ada Brunnsted")])) == 1
    # too few have the right name, or two have the wrong one, or both names sound alike
    assert len(identify([*many[:4], seen("x", "Ada Brunnsted")])) == 2
    assert len(identify([*many, seen("x", "Ada Brunnsted"), seen("y", "Ada Brunnsted")])) == 2
    alike = [seen(f"r{n}", "Ada Brunnmeier") for n in range(5)]
    assert len(identify([*alike, seen("x", "Ada Brunnmeyer")])) == 2


def test_a_told_name_is_met_without_the_title_in_it() -> None:
    pope = [seen("a", "Otto XVI", "Otto XVI", "Josef Kardinal Brunnau"), seen("b", "Otto XVI")]
    (found,) = identify([*pope, seen("c", "Josef Brunnau")])
    assert found.name == "Otto XVI"


def test_words_are_taken_as_most_outlets_write_them() -> None:
    assert usual(("mohamed", "al", "demiki")) == ("mohammed", "demiki")
    assert usual(("mohamed", "al", "demiki"), articles=True) == ("mohammed", "al", "demiki")
    assert untitled("josef kardinal lohm") == "josef lohm"
    assert untitled("graf lohm") == "graf lohm"
    assert "ben luma" in surnames("Sorin el-Abidine Ben Luma")
