"""Who is who across reports."""

import itertools

from lagebild.reading import EntityKind
from lagebild.record.identities import Identity, Sighting, identify, plain_name


def seen(report: str, name: str, *names: str, kind: EntityKind = "person") -> Sighting:
    return Sighting(report, "e1", kind, name, names or (name,))


def by_name(sightings: list[Sighting]) -> dict[str, Identity]:
    return {identity.name: identity for identity in identify(sightings)}


def test_plain_names_forget_case_accents_and_punctuation() -> None:
    assert plain_name("Nicolás  MADURO-Weiß") == "nicolas maduro weiss"


def test_two_spellings_are_one_and_the_accents_stay() -> None:
    found = by_name([seen("a", "Ilka Soren"), seen("b", "Ilka Sorén")])
    assert list(found) == ["Ilka Sorén"]
    assert found["Ilka Sorén"].names == ("Ilka Soren", "Ilka Sorén")
    assert found["Ilka Sorén"].sightings == (("a", "e1"), ("b", "e1"))


def test_a_bare_surname_joins_the_one_who_bears_it() -> None:
    found = by_name([seen("a", "Ilka Sorén", "Ilka Sorén", "Sorén"), seen("b", "Soren")])
    assert list(found) == ["Ilka Sorén"]


def test_a_bare_surname_that_two_bear_stays_alone() -> None:
    found = by_name(
        [
            seen("a", "Ruben Medrano", "Ruben Medrano", "Medrano"),
            seen("b", "Jovan Medrano", "Medrano"),
            seen("c", "Medrano"),
        ]
    )
    assert set(found) == {"Ruben Medrano", "Jovan Medrano", "Medrano"}


def test_an_abbreviation_joins_the_body_that_is_called_so() -> None:
    found = by_name(
        [
            seen("a", "Front der Freien Berge", "Front der Freien Berge", "FFB", kind="organisation"),
            seen("b", "FFB", kind="organisation"),
        ]
    )
    assert list(found) == ["Front der Freien Berge"]


def test_a_person_and_a_place_of_one_name_are_two() -> None:
    assert len(identify([seen("a", "Halve"), seen("b", "Halve", kind="place")])) == 2


def test_a_mere_description_is_nobody_across_reports() -> None:
    polices = [Sighting(report, "e3", "organisation", "Polizei", ()) for report in ("a", "b")]
    assert [len(identity.sightings) for identity in identify(polices)] == [1, 1]


def test_the_order_of_reports_does_not_matter() -> None:
    sightings = [
        seen("a", "Ilka Soren"), seen("b", "Ilka Sorén", "Ilka Sorén", "Sorén"), seen("c", "Soren"),
        seen("d", "Halve", kind="place"),
    ]  # fmt: skip
    expected = identify(sightings)
    assert all(identify(list(order)) == expected for order in itertools.permutations(sightings))


def test_a_genitive_is_no_other_name() -> None:
    found = by_name([seen("a", "Ilka Brunns", "Ilka Brunns", "Ilka Brunn"), seen("b", "Ilka Brunn")])
    assert list(found) == ["Ilka Brunn"]
    assert found["Ilka Brunn"].names == ("Ilka Brunn",)
    assert set(by_name([seen("a", "Ilka Jans")])) == {"Ilka Jans"}


def test_a_state_is_one_even_where_only_an_adjective_speaks_of_it() -> None:
    found = identify([Sighting("a", "e1", "state", "Halve", ()), Sighting("b", "e1", "state", "Halve", ("Halve",))])
    assert len(found) == 1
