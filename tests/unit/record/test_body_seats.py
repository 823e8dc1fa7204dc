"""Bodies told by their word and their seat: what a name says of them, what a reading gives, which are one across reports."""

from __future__ import annotations

import itertools

import pytest

from lagebild.document import Span
from lagebild.reading import Entity, EntityKind, Reading
from lagebild.record.body_seats import Seat, seat_of, seated
from lagebild.record.identities import Identity, Sighting, identify, is_named
from lagebild.record.sighting import sightings_of


def spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(Span(start, start + len(word)) for word in words for start in [text.index(word)])


def reading(text: str, *entities: tuple[EntityKind, str, tuple[str, ...], bool], report: str = "r") -> Reading:
    """Each entity: its kind, its name, its mentions, and whether these are names."""
    return Reading(
        id=report,
        text=text,
        entities=tuple(
            Entity(
                id=f"e{n}",
                kind=kind,
                name=name,
                mentions=spans(text, *words),
                name_spans=spans(text, *words) if named else (),
            )
            for n, (kind, name, words, named) in enumerate(entities)
        ),
    )


def seen(report: str, name: str) -> Sighting:
    return Sighting(report, "e", "organisation", name, (name,))


def together(*names: str) -> list[Identity]:
    """The identities of one report a name, the same in every order."""
    sightings = [seen(f"r{n}", name) for n, name in enumerate(names)]
    (found,) = {tuple(identify(order)) for order in itertools.permutations(sightings)}
    return list(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kölner Landgericht", "Landgericht Köln"),
        ("Landgericht in Köln", "Landgericht Köln"),
        ("Polizeipräsidium Köln", "Kölner Polizei"),
        ("Bremer Feuerwehr", "Feuerwehr Bremen"),
        ("Dresdner Staatsanwaltschaft", "Staatsanwaltschaft Dresden"),
        ("Basler Polizei", "Polizei Basel"),
        ("Münchner Stadtrat", "Stadtrat von München"),
        ("Quorrholmer Polizei", "Polizei Quorrholm"),
        ("russisches Verteidigungsministerium", "Verteidigungsministerium Russlands"),
        ("ukrainischer Generalstab", "Generalstab der Ukraine"),
        ("peruanische Notenbank", "Zentralbank von Peru"),
        ("bayerische Staatsregierung", "Landesregierung von Bayern"),
        ("Thüringer Landtag", "Landtag von Thüringen"),
    ],
)
def test_two_ways_to_tell_a_body_by_its_seat_are_one(one: str, other: str) -> None:
    (found,) = together(one, other)
    assert len(found.sightings) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kölner Polizei", "Bonner Polizei"),
        ("Landgericht Köln", "Oberlandesgericht Köln"),
        ("russische Luftwaffe", "ukrainische Luftwaffe"),
        ("russische Luftwaffe", "russische Marine"),
        ("Polizei Hall", "Polizei Halle"),
        ("US-Senat", "Berliner Senat"),
        ("russische Bank", "Bank Russlands"),
        ("Kölner Gericht", "Gericht Köln"),
    ],
)
def test_bodies_that_may_be_two_stay_apart(one: str, other: str) -> None:
    assert len(together(one, other)) == 2


def test_an_adjective_that_two_towns_may_have_joins_neither() -> None:
    assert [len(one.sightings) for one in together("Polizei Qualm", "Polizei Qualme", "Qualmer Polizei")] == [1, 1, 1]


def test_a_body_of_the_register_is_the_one_that_its_state_tells() -> None:
    (found,) = together("polnisches Verfassungsgericht", "Verfassungsgericht Polens")
    assert found.name == "Polnisches Verfassungsgericht"


@pytest.mark.parametrize(
    "name",
    [
        "Polizei",
        "Polizei in Köln",
        "russische Polizei",
        "Verteidigungsministerium in Moskau",
        "neue Regierung",
        "X Y Z",
    ],
)
def test_what_tells_no_seat(name: str) -> None:
    assert seat_of(name) is None


def test_a_town_is_known_by_what_its_name_and_its_adjective_share() -> None:
    assert seat_of("Dresdner Landgericht") == Seat("landgericht", "dresd")
    assert seat_of("Landgericht Dresden") == Seat("landgericht", "dresd", "dresden")


def test_a_description_gets_the_name_of_the_seat_beside_it() -> None:
    text = "Die russische Luftwaffe schwieg. Das Landgericht Köln tagte."
    read = reading(
        text,
        ("state", "Russland", ("russische",), False),
        ("organisation", "russische Luftwaffe", ("Luftwaffe",), False),
        ("place", "Köln", ("Köln",), True),
        ("organisation", "Landgericht", ("Landgericht",), False),
    )
    assert seated(read) == {"e1": "russische Luftwaffe", "e3": "Landgericht Köln"}
    assert [(s.name, s.names) for s in sightings_of(read)][1::2] == [
        ("russische Luftwaffe", ("russische Luftwaffe",)),
        ("Landgericht Köln", ("Landgericht Köln",)),
    ]


def test_its_name_is_in_the_nominative() -> None:
    text = (
        "Er sprach mit dem ukrainischen Generalstab und der peruanischen Luftwaffe und den tschadischen Streitkräften."
    )
    read = reading(
        text,
        ("state", "Ukraine", ("ukrainischen",), False),
        ("organisation", "Generalstab", ("Generalstab",), False),
        ("state", "Peru", ("peruanischen",), False),
        ("organisation", "Luftwaffe", ("Luftwaffe",), False),
        ("state", "Tschad", ("tschadischen",), False),
        ("organisation", "Streitkräfte", ("Streitkräften",), False),
    )
    assert [*seated(read).values()] == ["ukrainischer Generalstab", "peruanische Luftwaffe", "tschadische Streitkräfte"]


def test_what_a_reader_took_for_one_with_two_seats_or_for_several_has_no_name() -> None:
    text = "Die Kölner Polizei schwieg. Der Bonner Polizei genügte das. Die russischen Ministerien und Regierungen schwiegen."
    two = Entity(
        id="e9",
        kind="organisation",
        name="Polizei",
        mentions=(*spans(text, "Polizei"), *(Span(s.start, s.start + 7) for s in spans(text, "Polizei genügte"))),
    )
    read = reading(
        text,
        ("place", "Köln", ("Kölner",), False),
        ("place", "Bonn", ("Bonner",), False),
        ("organisation", "Regierung", ("Regierungen",), False),
    )
    assert seated(Reading(id="r", text=text, entities=(*read.entities, two))) == {}


def test_a_description_without_a_seat_stays_with_its_report() -> None:
    text = "Die Polizei schwieg."
    (one,) = sightings_of(reading(text, ("organisation", "Polizei", ("Polizei",), False)))
    assert not any(is_named(found.id) for found in identify([one]))
