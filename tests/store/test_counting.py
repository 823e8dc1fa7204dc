"""What the database counts for timeline, map and network is what one counts of the incidents themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lagebild.document import Span
from lagebild.reading import Entity, Event, Reading
from lagebild.record import tallies
from lagebild.store import Store, counting, queries
from lagebild.store.narrowing import how_many
from lagebild.web.overlay import KINDS

Make = Callable[..., Reading]

NAMES = (("Ilka Sorén", "person"), ("Bund der Fischer", "organisation"), ("Peru", "state"), ("Halve", "place"))
EVENTS: tuple[tuple[str, str | None, tuple[int, ...], tuple[int, ...], int | None], ...] = (
    # type, time, who acts, who is acted on, where
    ("ASSAULT", "2019-02-03", (0,), (1,), 3),
    ("ASSAULT", "2019-02-03/2019-03-01", (1,), (0,), 3),
    ("AID", "2019-03", (2, 0), (1,), None),
    ("CONSULT", "2020", (0, 1, 2), (), 2),
    ("PROTEST", None, (1,), (2,), 2),
    ("DIE", "2021-05-06", (), (0, 1), 3),
    ("ELECT", None, (0,), (0,), None),
)


@pytest.fixture
def filled(store: Store) -> Store:
    """A report an event, of the same four parties; the last but one has no date at all."""
    for number, (kind, time, actors, recipients, place) in enumerate(EVENTS):
        words = " ".join(name for name, _ in NAMES)
        text = f"{words} geschah{number}."
        entities = tuple(
            Entity(id=f"e{at}", kind=k, name=name, mentions=(span,), name_spans=(span,))  # type: ignore[arg-type]
            for at, (name, k) in enumerate(NAMES)
            if (span := Span(text.index(name), text.index(name) + len(name)))
        )
        event = Event(
            id="v1", type=kind, trigger=(Span(len(words) + 1, len(text) - 1),), time=time,  # type: ignore[arg-type]
            status="announced" if number % 3 == 2 else "happened",
            actors=tuple(f"e{at}" for at in actors), recipients=tuple(f"e{at}" for at in recipients),
            place=None if place is None else f"e{place}", source="outlet", sentence=Span(0, len(text)),
        )  # fmt: skip
        published = None if number == len(EVENTS) - 1 else f"2022-0{number + 1}-01"
        store.add(
            Reading(
                id=f"r{number}", text=text, title=None, outlet=f"Blatt {number % 2}", published=published,
                sentences=(Span(0, len(text)),), entities=entities, events=(event,),
            )
        )  # fmt: skip
    store.refresh()
    return store


def someone(store: Store, name: str) -> str:
    with store.transaction() as connection:
        return queries.identity(connection, name).id


def filters(store: Store) -> list[dict[str, Any]]:
    ilka, union, halve = (someone(store, name) for name in ("Ilka Sorén", "Bund der Fischer", "Halve"))
    return [
        {},
        {"kind": "ASSAULT"},
        {"types": tuple(name for name, kind in KINDS.items() if kind == "mconf")},
        {"outlet": "Blatt 1"},
        {"first": "2019-02-10", "last": "2020-06-30"},
        {"party": ilka},
        {"party": ilka, "other": union},
        {"place": halve},
        {"disputed": True},
    ]


def test_the_database_counts_as_one_would_by_hand(filled: Store) -> None:
    for wanted in filters(filled):
        with filled.transaction() as connection:
            made = queries.incidents(connection, **wanted)
            for digits in (4, 7, 10):
                assert counting.by_days(connection, wanted, digits) == tallies.by_days(made, digits), wanted
            assert counting.by_place(connection, wanted) == tallies.by_place(made), wanted
            assert counting.by_pair(connection, wanted) == tallies.by_pair(made), wanted
            ids = {p.id for one in made for told in one.tellings for p in (*told.actors, *told.recipients)}
            parties = counting.parties(connection, counting.together(connection, wanted), ids)
            assert parties == tallies.parties(made, ids), wanted


def test_there_is_something_to_count(filled: Store) -> None:
    with filled.transaction() as connection:
        assert how_many(connection) == len(EVENTS)
        assert len(counting.by_days(connection, {}, 10)) == len(EVENTS)
        assert counting.by_place(connection, {})[1] == 2
        assert sum(pair.count for pair in counting.by_pair(connection, {})) == 9


def test_with_another_party_only_what_one_of_them_does(filled: Store) -> None:
    ilka, union, peru = (someone(filled, name) for name in ("Ilka Sorén", "Bund der Fischer", "Peru"))
    with filled.transaction() as connection:
        together = queries.incidents(connection, party=ilka, other=union)
        assert sorted(one.type for one in together) == ["AID", "ASSAULT", "ASSAULT", "CONSULT"]
        assert how_many(connection, party=union, other=ilka) == 4  # and not the deaths of both
        assert [one.type for one in queries.incidents(connection, party=union, other=peru, sure=0.01)] == [
            "AID", "CONSULT", "PROTEST",
        ]  # fmt: skip
        pairs = counting.by_pair(connection, {})
        assert sum(p.count for p in pairs if {p.one, p.other} == {ilka, union}) == 4


def test_the_next_days_with_an_incident(filled: Store) -> None:
    with filled.transaction() as connection:
        assert counting.beside(connection, {}, "2020-01-01", "2020-12-31") == ("2019-03-01", "2021-05-06")
        assert counting.beside(connection, {"kind": "DIE"}, "2020-01-01", "2020-12-31") == (None, "2021-05-06")


def test_the_states_that_reports_speak_of_beside_a_place(filled: Store) -> None:
    halve = someone(filled, "Halve")
    with filled.transaction() as connection:
        assert counting.states_near(connection, [halve]) == {halve: ["Peru"]}
        assert counting.states_near(connection, []) == {}


def test_types_of_a_kind_are_a_filter(filled: Store) -> None:
    with filled.transaction() as connection:
        found = queries.incidents(connection, types=("AID", "DIE"))
    assert [one.type for one in found] == ["AID", "DIE"]
    assert {one.status for one in found} == {"announced"}
