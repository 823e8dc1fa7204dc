"""Names that may be one have a key in common; names that have nothing to do with each other have none."""

from __future__ import annotations

import pytest

from lagebild.lexicon.bodies import bodies
from lagebild.reading import EntityKind
from lagebild.record.identities import identify
from lagebild.record.name_keys import here, keys_of
from lagebild.record.naming import Naming, named, restored, shortened, words_of
from lagebild.record.sighting import Sighting


def sighting(report: str, name: str, *others: str, kind: EntityKind = "person") -> Sighting:
    return Sighting(report, f"{kind}{name}", kind, name, (name, *others), published="2020-01-01")


def hang_together(one: Naming, other: Naming) -> bool:
    """True if two names have a key under which at least one of them asks."""
    mine, others = (
        {key.number: key.gives for key in sorted(keys_of(naming.name, [naming]), reverse=True)}
        for naming in (one, other)
    )
    return any(not (mine[key] and others[key]) for key in mine.keys() & others.keys())


def names(*sightings: Sighting) -> list[Naming]:
    found, described = named(list(sightings))
    assert described == []
    return found


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ada Brunn", "Ada Brunns"),
        ("Omar al-Dabbagh", "Omar Dabbagh"),
        ("Wladimir Tschernow", "Vladimir Chernov"),
        ("Ada M. Brunn", "Ada Brunn"),
        ("Sabine Feld", "Sabxne Feld"),
        ("Karla Lindemann", "Karla Lindemonn"),
        ("Omar Brunn", "Omar Brunn Tann"),
        ("Omar Hassan al-Tikri", "Omar Hassan"),
        ("Ada Brunn", "Brunn"),
        ("Ada Brunn", "Brunns"),
        ("Anna von Demm", "von Demm"),
        ("Benedikt XVI.", "Benedikt"),
        ("Benedikt XVI.", "XVI."),
        ("Quang Sorel", "Quang"),
        ("Anna Tschernow", "Chernov"),
        ("Brunn", "Brunn"),
    ],
)
def test_names_of_people_that_are_compared_hang_together(left: str, right: str) -> None:
    one, other = names(sighting("a", left), sighting("b", right))
    assert one.name == other.name or hang_together(one, other)


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Front der Freien Berge", "Front der Freie Berge", "organisation"),
        ("Halver Bank", "Halver Bank AG", "organisation"),
        ("Halvebank", "Halve Bank", "organisation"),
        ("Halver Landgericht", "Landgericht Halve", "organisation"),
        ("Zentralbank Perus", "peruanische Notenbank", "organisation"),
        ("Sorélien", "Soréliens", "state"),
        ("Bagdara", "Baghdara", "place"),
    ],
)
def test_names_of_bodies_and_places_that_are_compared_hang_together(left: str, right: str, kind: EntityKind) -> None:
    one, other = names(sighting("a", left, kind=kind), sighting("b", right, kind=kind))
    assert hang_together(one, other)


def test_an_abbreviation_hangs_together_with_what_a_report_explains_it_with() -> None:
    long, short, other = names(
        sighting("a", "Front Halver Berge", "FHB", kind="organisation"),
        sighting("b", "FHB", kind="organisation"),
        sighting("c", "Fund Halver Banken", "FHB", kind="organisation"),
    )
    assert hang_together(long, short)
    assert hang_together(other, short)
    assert not hang_together(long, other)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Ada Brunn", "Karl Brunn"), ("Ada Brunn", "Ada Feld"), ("Brunn", "Halve"), ("Ada Brunn", "Halve")],
)
def test_who_only_shares_a_name_with_others_stands_alone(left: str, right: str) -> None:
    assert not hang_together(*names(sighting("a", left), sighting("b", right)))


def test_a_place_that_no_list_knows_hangs_together_with_those_who_bear_its_name() -> None:
    one, place = names(sighting("a", "Ada Brunn"), sighting("a", "Brunn", kind="place"))
    assert hang_together(one, place)


def test_one_report_holds_together_whom_only_it_compares() -> None:
    found = names(
        sighting("a", "Lindemann"),
        sighting("a", "Karla Lindermann"),
        sighting("a", "Jonas Feld"),
        sighting("b", "Karla Lindermann"),
    )
    keys = here(found[:3])
    assert keys[found[0].place] == keys[found[1].place] != ()
    assert found[2].place not in keys


def test_what_the_register_says_is_kept_whole() -> None:
    assert len(set(bodies())) == len(bodies())
    for naming in names(
        *(sighting(f"r{n}", name, kind="organisation") for n, name in enumerate(("SPD", "Bundesrat", "Halver Rat")))
    ):
        assert restored(shortened(naming.told)) == naming.told


def test_a_name_is_kept_under_its_plain_words() -> None:
    (one,) = names(sighting("a", "Dr. Ada Brünn-Weller"))
    assert (one.name, words_of(one.name), one.full) == ("person:ada-brunn-weller", ("ada", "brunn", "weller"), True)
    assert [identity.id for identity in identify([one.sighting])] == [one.name]
