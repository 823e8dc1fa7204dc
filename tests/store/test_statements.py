"""How many statements it takes to put reports on record: as many for a whole batch as for one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest
import sqlalchemy as sa

from lagebild.errors import NotFoundError, OnRecordError
from lagebild.reading import Reading, from_json
from lagebild.store import Store, deciding
from lagebild.store import tables as t

from .conftest import MakeReading

MOST = 32
"""Statements: one for each table, a few for what is on record already, and BEGIN."""
AGAIN = 9
"""Statements more if there are rows to be taken away first."""


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements that are sent to a database meanwhile."""
    seen: list[str] = []

    def listen(*told: object) -> None:
        seen.append(str(told[2]))

    sa.event.listen(store.engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        sa.event.remove(store.engine, "before_cursor_execute", listen)


def several(make: MakeReading, many: int, prefix: str = "r") -> list[Reading]:
    named = (make(f"{prefix}{n}", name=f"Ilka Sor{'e' * n}n") for n in range(many))
    return [msgspec.structs.replace(one, url=f"https://blatt.example/{one.id}") for one in named]


def kept(store: Store) -> list[Reading]:
    with store.transaction() as connection:
        return [from_json(one) for one in connection.scalars(sa.select(t.reports.c.reading).order_by(t.reports.c.id))]


def tables(store: Store) -> dict[str, int]:
    names = (
        t.entries, t.sentences, t.entities, t.mentions, t.offices, t.statements, t.events, t.parties, t.figures, t.touched,
    )  # fmt: skip
    with store.transaction() as connection:
        return {one.name: connection.scalar(sa.select(sa.func.count()).select_from(one)) or 0 for one in names}


def test_a_batch_takes_as_many_statements_as_a_report(store: Store, make: MakeReading) -> None:
    store.add(make("first", name="Ada Brunn"))
    with counted(store) as one:
        store.add(make("second", name="Karl Halve"))
    with counted(store) as many:
        store.add_all(several(make, 20))
    assert len(one) <= MOST
    assert len(many) <= len(one) + 2  # these have addresses, which are looked for
    with counted(store) as again:
        store.replace(several(make, 20)[7])
    with counted(store) as all_again:
        store.replace_all(several(make, 20))
    assert len(again) == len(all_again) <= MOST + AGAIN


def test_a_batch_says_what_its_reports_say_one_by_one(store: Store, make: MakeReading) -> None:
    for reading in several(make, 3, "a"):
        store.add(reading)
    alone = tables(store)
    store.add_all(several(make, 3, "b"))
    assert tables(store) == {name: 2 * count for name, count in alone.items()}
    assert [msgspec.structs.replace(one, id="", url=None) for one in kept(store)[:3]] == [
        msgspec.structs.replace(one, id="", url=None) for one in kept(store)[3:]
    ]
    with store.transaction() as connection:
        wrong = (
            sa.select(t.parties.c.id)
            .join(t.events, t.events.c.id == t.parties.c.event)
            .join(t.entities, t.entities.c.id == t.parties.c.entity)
            .where(t.events.c.report != t.entities.c.report)
        )
        assert connection.scalars(wrong).all() == []  # nobody has a part in another report's event


@pytest.mark.parametrize("known", ["id", "address", "twin"])
def test_of_a_batch_with_a_report_on_record_nothing_is_kept(store: Store, make: MakeReading, known: str) -> None:
    readings = several(make, 3)
    before = msgspec.structs.replace(readings[1], id="r1" if known == "id" else "other")
    if known == "twin":
        readings.append(msgspec.structs.replace(readings[0], id="r9"))
    else:
        store.add(before)
    with pytest.raises(OnRecordError):
        store.add_all(readings)
    assert [one.id for one in kept(store)] == ([] if known == "twin" else [before.id])


def test_all_of_a_batch_are_read_again_or_none(store: Store, make: MakeReading) -> None:
    first, second = several(make, 2)
    store.add_all([first, second])
    store.refresh()
    said = msgspec.structs.replace(second, statements=())
    assert store.replace_all([first, said]) == {"r0": False, "r1": True}
    missing = msgspec.structs.replace(first, id="missing")
    with pytest.raises(NotFoundError, match="'missing'"):
        store.replace_all([msgspec.structs.replace(first, statements=()), missing])
    assert [len(one.statements) for one in kept(store)] == [1, 0]


def test_what_an_editor_mended_stays_in_a_batch(store: Store, make: MakeReading) -> None:
    readings = several(make, 2)
    store.add_all(readings)
    store.refresh()
    with store.writing() as connection:
        entry = connection.scalar(sa.select(t.offices.c.entry).where(t.offices.c.report == "r1"))
        deciding.mend(connection, str(entry), "title", "Kanzlerin", author="anna")
    store.replace_all(readings)
    with store.transaction() as connection:
        titles = dict(connection.execute(sa.select(t.offices.c.report, t.offices.c.title)).all())
    assert titles == {"r0": "Ministerin", "r1": "Kanzlerin"}
