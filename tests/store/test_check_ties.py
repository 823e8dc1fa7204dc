"""Damage planted in the rows of ties, plans and pledges is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lagebild.store import Store
from lagebild.store import ties as store_ties

from .conftest import Databases
from .test_check import faults, plant
from .test_ties import add, report


@pytest.fixture
def sound(databases: Databases) -> Iterator[Store]:
    """A record of one report with a tie, a plan and a promise, in which nothing is wrong."""
    store = Store.open(databases.like("sound ties", lambda store: add(store, report())))
    yield store
    store.close()


def test_nothing_is_wrong_with_what_was_read(sound: Store) -> None:
    assert faults(sound) == []


@pytest.mark.parametrize(
    ("statement", "kind", "says"),
    [
        ("UPDATE relations SET status = 'former'", "row", "relation: its status is 'former'"),
        ("UPDATE relations SET kind = 'opponent'", "row", "relation: its kind is 'opponent'"),
        ("UPDATE relations SET valid_from = '1996'", "row", "relation: its valid_from is '1996'"),
        ("UPDATE relations SET valid_from = 'bald'", "date", "relation: valid_from is 'bald', which is no date"),
        ("UPDATE relations SET voice = 'hearsay'", "row", "relation: its voice is 'hearsay'"),
        ('UPDATE relations SET "to" = "from"', "row", "relation: its to is 'e1'"),
        ("UPDATE relations SET sentence = 'Nein.'", "quote", "relation: its sentence »Nein.« is not in the text"),
        ('UPDATE relations SET start = 900, "end" = 910', "quote", "relation: its words at 900–910"),
        ("DELETE FROM relations", "orphan", "the relation of its reading has no row"),
        ("UPDATE plans SET name = 'Kriegsplan'", "row", "plan: its name is 'Kriegsplan'"),
        ("UPDATE plans SET about = NULL", "row", "plan: its about is None, but the reading says 'e2'"),
        ('UPDATE plans SET phases = \'["Arbeit", "Ruhe"]\'', "row", "plan: its phases is ['Arbeit', 'Ruhe']"),
        ("UPDATE plans SET sentence = 'Nein.'", "quote", "plan: its sentence »Nein.«"),
        ('UPDATE plans SET start = 900, "end" = 910', "quote", "plan: its words at 900–910"),
        ("DELETE FROM plans", "orphan", "the plan of its reading has no row"),
        ("UPDATE pledges SET outcome = 'kept'", "row", "pledge: its outcome is 'kept'"),
        ("UPDATE pledges SET words = 'Zusage'", "quote", "pledge: its words »Zusage« is not in the text"),
        ("DELETE FROM pledges", "orphan", "the pledge of its reading has no row"),
    ],
)
def test_what_is_planted_is_named(sound: Store, statement: str, kind: str, says: str) -> None:
    plant(sound, statement)
    assert any(fault.kind == kind and says in fault.what for fault in faults(sound)), faults(sound)


def test_a_row_that_is_there_twice_is_named(sound: Store) -> None:
    columns = 'report, kind, outcome, words, start, "end", sentence, because, "by", "to", entry'
    plant(sound, f"INSERT INTO pledges ({columns}) SELECT {columns} FROM pledges")
    assert [fault.kind for fault in faults(sound)] == ["double"]
    with sound.transaction() as connection:
        assert len(store_ties.pledges(connection)) == 2
