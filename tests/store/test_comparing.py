"""Two outlets over one record: what both tell, and what only one has, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.reading import Reading
from lagebild.store import Store, comparing, queries
from lagebild.store.comparing import SIDES

Make = Callable[..., Reading]

TOLD = (
    # name, outlet, day of the deed: reports that share name and day tell one incident
    ("Zita Ahl", "Blatt", "2021-03-07"),
    ("Zita Ahl", "Zeiger", "2021-03-07"),
    ("Berta Kell", "Blatt", "2020-06-01"),
    ("Ödön Varn", "Zeiger", "2019-01-01"),
    ("Mira Tolk", "Zeiger", None),
    ("Jan Orel", None, "2021-05-05"),
    ("Ida Menk", "Kurier", "2021-05-06"),
)


@pytest.fixture
def filled(store: Store, make: Make) -> Store:
    for number, (name, outlet, day) in enumerate(TOLD):
        one = make(
            f"r{number}", name=name, published="2021-03-08" if day is None or day < "2021-03-08" else "2021-06-01"
        )
        event = msgspec.structs.replace(
            one.events[0], type="COERCE", status="happened", time=day, actors=(), recipients=("e1",)
        )
        store.add(msgspec.structs.replace(one, outlet=outlet, title="Zoll", events=(event,)))
    store.refresh()
    return store


def people(store: Store, side: Any, *outlets: str, **options: Any) -> list[str]:
    with store.transaction() as connection:
        found = comparing.incidents(connection, (outlets[0], outlets[1]), side, **options)
        assert all(len(one.tellings) > 0 for one in found)
        return [one.recipients[0].name for one in found]


def counts(store: Store, *outlets: str, **options: Any) -> dict[str, int]:
    with store.transaction() as connection:
        return {str(side): n for side, n in comparing.how_many(connection, (outlets[0], outlets[1]), **options).items()}


def test_what_both_have_and_what_only_one_has(filled: Store) -> None:
    assert people(filled, "both", "Blatt", "Zeiger") == ["Zita Ahl"]
    assert people(filled, "one", "Blatt", "Zeiger") == ["Berta Kell"]
    assert people(filled, "other", "Blatt", "Zeiger") == ["Ödön Varn", "Mira Tolk"]
    assert counts(filled, "Blatt", "Zeiger") == {"both": 1, "one": 1, "other": 2}
    assert counts(filled, "Zeiger", "Blatt") == {"both": 1, "one": 2, "other": 1}
    assert counts(filled, "Kurier", "Nirgends") == {"both": 0, "one": 1, "other": 0}


def test_it_is_turned_round_cut_and_narrowed(filled: Store) -> None:
    assert people(filled, "other", "Blatt", "Zeiger", latest_first=True) == ["Mira Tolk", "Ödön Varn"]
    assert people(filled, "other", "Blatt", "Zeiger", limit=1) == ["Ödön Varn"]
    assert people(filled, "other", "Blatt", "Zeiger", limit=1, offset=1) == ["Mira Tolk"]
    assert counts(filled, "Blatt", "Zeiger", first="2021-01-01") == {"both": 1, "one": 0, "other": 1}
    assert counts(filled, "Blatt", "Zeiger", kind="PROTEST") == {"both": 0, "one": 0, "other": 0}
    with filled.transaction() as connection:
        party = queries.identity(connection, "Varn").id
    assert counts(filled, "Blatt", "Zeiger", party=party) == {"both": 0, "one": 0, "other": 1}
    assert people(filled, "other", "Blatt", "Zeiger", party=party) == ["Ödön Varn"]


def test_the_three_lists_share_nothing_and_are_as_long_as_they_say(filled: Store) -> None:
    lists = {side: people(filled, side, "Zeiger", "Blatt") for side in SIDES}
    assert {side: len(found) for side, found in lists.items()} == counts(filled, "Zeiger", "Blatt")
    assert len({name for found in lists.values() for name in found}) == sum(map(len, lists.values()))
