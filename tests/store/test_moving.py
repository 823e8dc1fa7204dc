"""A record carried over into another database answers as before, and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, func, select

from lagebild.errors import StoreError
from lagebild.store import Store, deciding, hits, moving, queries
from lagebild.store import tables as t
from tests.fresh import fresh
from tests.store.conftest import MakeReading


@pytest.fixture
def filled(tmp_path: Path, make: MakeReading) -> Iterator[Store]:
    store = fresh(tmp_path / "from.db")
    for number in range(3):
        store.add(make(f"r{number}"))
    store.refresh()
    with store.transaction() as connection:
        event = queries.incidents(connection)[0].tellings[0].id
    with store.writing() as connection:
        deciding.withdraw(connection, event, author="Mira", why="not so")
    store.refresh()
    yield store
    store.close()


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.transaction() as connection:
        return {table.name: _rows(connection, table) for table in t.metadata.sorted_tables}


def _rows(connection: Connection, table: sa.Table) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in connection.execute(select(table))), key=repr)


def test_every_row_arrives_and_the_record_goes_on(filled: Store, store: Store, make: MakeReading) -> None:
    told: list[int] = []
    found = moving.move(filled, store, carried=told.append)
    assert rows(store) == rows(filled)
    assert found.reports == 3
    assert found.rows["decisions"] == 1
    assert sum(told) == sum(found.rows.values())
    store.add(make("later"))
    store.refresh()
    with store.transaction() as connection:
        assert connection.scalar(select(func.count()).select_from(t.reports)) == 4
        found_in = {hit.report for hit in hits.search(connection, "brannte", kind="sentence")}
        assert found_in == {"r0", "r1", "r2", "later"}
    with filled.transaction() as connection:
        assert connection.scalar(select(func.count()).select_from(t.reports)) == 3


def test_a_database_with_a_record_is_left_alone(filled: Store, store: Store, make: MakeReading) -> None:
    store.add(make("there"))
    store.refresh()
    before = rows(store)
    with pytest.raises(StoreError, match="there is a record in it; name a new database"):
        moving.move(filled, store)
    assert rows(store) == before


def test_what_fails_half_way_leaves_nothing(filled: Store, store: Store) -> None:
    before = rows(store)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moving.move(filled, store, carried=stop)
    assert rows(store) == before


def test_a_damaged_record_is_named_and_not_the_new_database(tmp_path: Path, make: MakeReading, store: Store) -> None:
    """The two are open at once, and the user was told to restore the one that is new."""
    damaged = fresh(tmp_path / "damaged.db")
    for number in range(3):
        damaged.add(make(f"r{number}"))
    with damaged.transaction() as connection:
        root, size = (
            connection.exec_driver_sql(asked).scalar_one()
            for asked in ("SELECT rootpage FROM sqlite_master WHERE name = 'mentions'", "PRAGMA page_size")
        )
    damaged.close()
    raw = bytearray((tmp_path / "damaged.db").read_bytes())
    raw[(root - 1) * size : (root - 1) * size + 8] = b"\x77" * 8
    (tmp_path / "damaged.db").write_bytes(raw)
    before = rows(store)
    source = Store.open(str(tmp_path / "damaged.db"), create=False)
    with pytest.raises(StoreError, match=r"damaged\.db: the file is damaged; restore it"):
        moving.move(source, store)
    source.close()
    assert rows(store) == before


def test_one_database_by_two_names_is_told(tmp_path: Path, filled: Store) -> None:
    other = Store.open(f"sqlite:///{tmp_path}/../{tmp_path.name}/from.db")
    assert filled.is_same_as(other)
    other.close()
    new = fresh(tmp_path / "new.db")
    assert not filled.is_same_as(new)
    new.close()
