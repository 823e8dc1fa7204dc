"""Readings that come close together share a transaction; each still fails, or turns out to be known, by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from lagebild import filing
from lagebild.document import Document, Span
from lagebild.filing import Added, Filing, Reread
from lagebild.reading import Reading
from lagebild.sources import Failure
from lagebild.store import Store
from lagebild.store import tables as t


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "record.db")
    yield opened
    opened.close()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, what is put waits for the rest."""
    monkeypatch.setattr(filing, "PATIENCE", 3600.0)
    monkeypatch.setattr("lagebild.filing.time.monotonic", lambda: 1.0)


def reading(report: str, text: str = "In Halve war Markt.") -> Reading:
    document = Document(id=report, text=text, published="2021-03-08", outlet="Blatt", language="de")
    return Reading.blank(document, (Span(0, len(text)),))


def on_record(store: Store) -> list[str]:
    with store.transaction() as connection:
        return list(connection.scalars(sa.select(t.reports.c.id).order_by(t.reports.c.id)))


@pytest.mark.usefixtures("patient")
def test_what_comes_close_together_shares_a_transaction(store: Store) -> None:
    begun: list[str] = []
    sa.event.listen(store.engine, "begin", lambda connection: begun.append("begin"))
    filed = Filing(store)
    for number in range(filing.TOGETHER - 1):
        filed.put(reading(f"r{number:02}"))
    assert (begun, list(filed.done())) == ([], [])
    filed.put(reading("r99"))
    assert len(begun) == 1
    assert [one.id for one in filed.done()] == on_record(store)
    assert len(on_record(store)) == filing.TOGETHER


@pytest.mark.usefixtures("patient")
def test_neighbouring_failures_share_a_transaction(store: Store) -> None:
    """A transaction waits for the disk: an archive of 20,000 empty files would take many minutes."""
    begun: list[str] = []
    sa.event.listen(store.engine, "begin", lambda connection: begun.append("begin"))
    filed = Filing(store)
    given: list[Reading | Failure] = [Failure(id=f"f{n}", error=f"f{n}: no text") for n in range(filing.TOGETHER - 4)]
    given += [
        reading("f1"),
        reading("f2"),
        Failure(id="f2", error="f2: no text any more"),
        Failure(id="a\0", error="-"),
    ]
    for one in given:
        filed.put(one)
    assert len(begun) == 3  # failures, readings, failures again
    assert [one.id for one in filed.done()] == [one.id for one in given]
    with store.transaction() as connection:
        failures = {one.origin: one.error for one in connection.execute(sa.select(t.failures))}
    assert "f1" not in failures  # it has been read since
    assert failures["f2"] == "f2: no text any more"
    assert len(failures) == filing.TOGETHER - 4


def test_a_reading_after_a_while_does_not_wait(store: Store) -> None:
    filed = Filing(store)
    filed.put(reading("r1"))
    assert list(filed.done()) == [Added(id="r1", became="new")]


@pytest.mark.usefixtures("patient")
def test_one_that_cannot_be_stored_fails_alone(store: Store) -> None:
    filed = Filing(store)
    store.add(reading("r2", "Ein anderer Text."))
    for one in (reading("r1"), reading("r2"), reading("r3", "half a character: \ud800"), reading("r4")):
        filed.put(one)
    filed.put(Failure(id="r5", error="r5: no text"))
    filed.store()
    became = [
        (one.id, one.became) if isinstance(one, Added) else one.error.partition(":")[0]
        for one in filed.done()
        if not isinstance(one, Reread)
    ]
    assert became == [("r1", "new"), ("r2", "version"), "r3", ("r4", "new"), "r5"]
    assert on_record(store) == ["r1", "r2", "r4"]
    with store.transaction() as connection:
        assert set(connection.scalars(sa.select(t.failures.c.origin))) == {"r3", "r5"}


@pytest.mark.usefixtures("patient")
def test_readings_take_the_place_of_those_on_record(store: Store) -> None:
    store.add_all([reading("r1"), reading("r2")])
    filed = Filing(store, again=True)
    filed.put(reading("r1"))
    filed.put(msgspec.structs.replace(reading("r2"), problems=("no date",)))
    filed.store()
    assert list(filed.done()) == [Reread(id="r1", changed=False), Reread(id="r2", changed=True)]
    assert list(filed.done()) == []
