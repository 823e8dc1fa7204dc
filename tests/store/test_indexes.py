"""The indexes and the chronicle's facets, narrowed, sorted and paged by the database, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from lagebild.document import Span
from lagebild.reading import Entity, Reading
from lagebild.store import Store, dialects, indexes
from lagebild.store import pages as store_pages
from lagebild.store.facets import facets
from lagebild.store.narrowing import how_many

Make = Callable[..., Reading]

PEOPLE = (
    # name, outlet, published, type, status, day
    ("Zita Ahl", "Zeiger", "2021-03-08", "ASSAULT", "happened", "2021-03-07"),
    ("Ägidius Brohm", "Ärzteblatt", "2021-05-09", "COERCE", "happened", "2021-05-08"),
    ("Berta Kell", "Blatt", "2020-06-02", "ASSAULT", "announced", "2020-06-01"),
    ("Ödön Varn", None, None, "PROTEST", "happened", "2019-01-01"),
    ("Zita Ahl", "Blatt", "2022-02-02", "PROTEST", "denied", "2022-02-01"),
)


@pytest.fixture
def filled(store: Store, make: Make) -> Store:
    """Five reports of four people, each of an incident of its own."""
    for number, (name, outlet, published, kind, status, day) in enumerate(PEOPLE):
        one = make(f"r{number}", name=name, published=published)
        event = msgspec.structs.replace(one.events[0], type=kind, status=status, time=day, actors=("e1",))
        titled = f"Über {name}" if number else "Zoll"
        store.add(msgspec.structs.replace(one, outlet=outlet, title=titled, events=(event,)))
    store.refresh()
    return store


def ask(store: Store, question: Callable[..., Any], *given: Any, **options: Any) -> Any:
    with store.transaction() as connection:
        return question(connection, *given, **options)


def names(store: Store, **options: Any) -> list[str]:
    return [one.name for one in ask(store, indexes.entries, ["person"], **options)]


def test_names_stand_in_the_order_of_the_alphabet(filled: Store) -> None:
    assert names(filled) == ["Ägidius Brohm", "Berta Kell", "Ödön Varn", "Zita Ahl"]
    assert names(filled, descending=True) == ["Zita Ahl", "Ödön Varn", "Berta Kell", "Ägidius Brohm"]
    assert names(filled, limit=2, offset=1) == ["Berta Kell", "Ödön Varn"]
    assert ask(filled, store_pages.outlets) == ["Ärzteblatt", "Blatt", "Zeiger"]


@pytest.mark.parametrize("name", ["Ägypten", "ÄGYPTEN", "ägypten", "Éire", "Straße", "STRASSE", "Ostia", "Ōsaka", "É"])
def test_every_database_sorts_alike(store: Store, name: str) -> None:
    with store.transaction() as connection:
        key = connection.scalar(sa.select(dialects.sort_key(connection, sa.literal(name))))
    assert key == name.casefold().translate(str.maketrans("äéō", "aeo"))


def test_counts_and_days_of_a_name(filled: Store) -> None:
    first = ask(filled, indexes.entries, ["person"], order="reports", descending=True)[0]
    assert (first.name, first.reports, first.incidents) == ("Zita Ahl", 2, 2)
    assert (first.seen_first, first.seen_last) == ("2021-03-08", "2022-02-02")
    assert names(filled, order="seen", descending=True)[:2] == ["Zita Ahl", "Ägidius Brohm"]
    assert names(filled, order="seen", descending=True)[-1] == "Ödön Varn"  # in a report without a day
    assert names(filled, order="incidents") == ["Ägidius Brohm", "Berta Kell", "Ödön Varn", "Zita Ahl"]
    (halve,) = ask(filled, indexes.entries, ["place"])
    assert (halve.name, halve.reports, halve.incidents) == ("Halve", 5, 5)


def test_names_are_narrowed(filled: Store) -> None:
    assert ask(filled, indexes.letters, ["person"]) == [("A", 1), ("B", 1), ("O", 1), ("Z", 1)]
    assert names(filled, letter="O") == ["Ödön Varn"]
    assert names(filled, words="agidius") == names(filled, words="Brohm ÄGI") == ["Ägidius Brohm"]
    assert names(filled, words="Brohm Kell") == []
    assert ask(filled, indexes.kind_counts, ["person", "place"]) == {"person": 4, "place": 1}
    assert names(filled, outlet="Blatt", order="reports") == ["Berta Kell", "Zita Ahl"]
    zita = ask(filled, indexes.entries, ["person"], outlet="Blatt", letter="Z")[0]
    assert (zita.reports, zita.incidents, zita.seen_first) == (1, 1, "2022-02-02")  # of its reports only


def test_a_mere_description_is_left_out_unless_asked_for(store: Store, make: Make) -> None:
    one = make()
    nobody = Entity(id="e3", kind="person", name="zwei Menschen", mentions=(Span(39, 52),))
    store.add(msgspec.structs.replace(one, entities=(*one.entities, nobody)))
    store.refresh()
    assert names(store) == ["Ilka Sorén"]
    assert names(store, described=True) == ["Ilka Sorén", "zwei Menschen"]


def test_outlets_with_their_reports_and_incidents(filled: Store) -> None:
    found = ask(filled, indexes.outlets)
    assert [(one.outlet, one.reports, one.incidents) for one in found] == [
        ("Ärzteblatt", 1, 1), ("Blatt", 2, 2), ("Zeiger", 1, 1), (None, 1, 1),
    ]  # fmt: skip
    assert [one.outlet for one in ask(filled, indexes.outlets, words="arzte")] == ["Ärzteblatt"]
    assert ask(filled, indexes.how_many_outlets) == 4
    assert ask(filled, indexes.how_many_outlets, words="blatt") == 2
    most = ask(filled, indexes.outlets, order="reports", descending=True)
    assert [one.outlet for one in most] == ["Blatt", "Ärzteblatt", "Zeiger", None]
    one = ask(filled, indexes.outlet, "Blatt")
    assert (one.seen_first, one.seen_last, one.incidents) == ("2020-06-02", "2022-02-02", 2)
    assert ask(filled, indexes.outlet, "blat") is None


def test_reports_are_sorted_and_narrowed(filled: Store) -> None:
    def ids(**options: Any) -> list[str]:
        return [one.id for one in ask(filled, indexes.reports, **options)]

    assert ids() == ["r4", "r1", "r0", "r2", "r3"]  # the newest first, the one without a day last
    assert ids(descending=False) == ["r2", "r0", "r1", "r4", "r3"]
    assert ids(order="title", descending=False) == ["r1", "r2", "r3", "r4", "r0"]
    assert ids(order="outlet", descending=False) == ["r1", "r4", "r2", "r0", "r3"]
    assert ids(outlet="Blatt") == ids(outlet="Blatt", order="statements") == ["r4", "r2"]
    assert ids(words="uber zita") == ["r4"]
    assert ids(first="2021-03-08", last="2021-05-09") == ["r1", "r0"]
    assert ids(limit=1, offset=1) == ["r1"]
    assert ask(filled, indexes.years) == [("2022", 1), ("2021", 2), ("2020", 1), (None, 1)]
    assert ask(filled, indexes.outlet_counts, outlet="Blatt", first="2021-01-01") == {
        "Blatt": 1,
        "Zeiger": 1,
        "Ärzteblatt": 1,
    }
    assert {(one.incidents, one.statements) for one in ask(filled, indexes.reports)} == {(1, 1)}


FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"kind": "ASSAULT"},
    {"status": "happened"},
    {"outlet": "Blatt"},
    {"party": "person:zita-ahl"},
    {"place": "place:halve", "kind": "PROTEST"},
    {"first": "2021-01-01", "last": "2021-12-31"},
    {"disputed": True},
)


@pytest.mark.parametrize("wanted", FILTERS)
def test_a_facet_says_how_many_its_filter_would_leave(filled: Store, wanted: dict[str, Any]) -> None:
    counted = ask(filled, facets, wanted)
    assert counted.total == ask(filled, how_many, **wanted) == sum(number for _, number in counted.months)
    for name, values in (
        ("kind", counted.types),
        ("status", counted.statuses),
        ("outlet", counted.outlets),
        ("party", counted.parties),
        ("place", counted.places),
    ):
        for one in values:
            assert one.count == ask(filled, how_many, **{**wanted, name: one.value}), (name, one)
    assert counted.disputed == ask(filled, how_many, **{**wanted, "disputed": True})


def test_facets_have_what_there_is(filled: Store) -> None:
    counted = ask(filled, facets, {"kind": "ASSAULT"})
    assert [(one.value, one.count) for one in counted.types] == [("ASSAULT", 2), ("PROTEST", 2), ("COERCE", 1)]
    assert [(one.value, one.count) for one in counted.statuses] == [("announced", 1), ("happened", 1)]
    assert {one.name for one in counted.parties} == {"Zita Ahl", "Berta Kell"}
    assert [(one.name, one.count) for one in counted.places] == [("Halve", 2)]
    assert counted.months == (("2020-06", 1), ("2021-03", 1))
