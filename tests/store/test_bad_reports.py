"""One bad report never stops a run: it is a noted failure, those beside it are on record."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from lagebild import run
from lagebild.annotate.read import read as annotated
from lagebild.document import Document
from lagebild.errors import RefusedError, StoreError
from lagebild.reading import Figure, Reading
from lagebild.sources import Failure
from lagebild.store import Store
from lagebild.store import tables as t
from tests.store.conftest import MakeReading

SOUND = Document(id="r0", text="Ministerin Ada Brunn trat am Montag zurück.", published="2021-03-08")


def add(store: Store, *documents: Document | Failure) -> list[run.Added | Failure]:
    return list(run.add(store, [*documents, SOUND]))


def failures(store: Store) -> list[tuple[str, str]]:
    with store.transaction() as connection:
        return [tuple(row) for row in connection.execute(sa.select(t.failures.c.origin, t.failures.c.error))]


@pytest.mark.parametrize(
    "bad",
    [
        Document(id="r1", text="Er kam \ud800."),
        Document(id="r1\udfff", text="Er kam."),
        Document(id="r1", text="Er kam.", title="\ud83d"),
    ],
)
def test_half_a_character_is_a_noted_failure(store: Store, bad: Document) -> None:
    failed, added = add(store, bad)
    assert isinstance(failed, Failure)
    assert isinstance(added, run.Added)
    assert added.became == "new"
    assert "half a character" in failed.error or "Unicode" in failed.error
    ((origin, error),) = failures(store)
    assert (origin, error) == (failed.id, failed.error)


@pytest.mark.parametrize(
    "error", [OverflowError("inf"), RecursionError("deep"), MemoryError(), ZeroDivisionError("\ud800")]
)
def test_whatever_the_reader_raises_is_a_noted_failure(
    store: Store, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    annotate = annotated

    def stumbles(document: Document, *given: Any, **named: Any) -> Reading:
        if document.id == "r1":
            raise error
        return annotate(document, *given, **named)

    monkeypatch.setattr(run, "annotate", stumbles)
    failed, added = add(store, msgspec.structs.replace(SOUND, id="r1"))
    assert isinstance(added, run.Added)
    assert isinstance(failed, Failure)
    assert "r1: the reader failed on this report" in failed.error
    assert failures(store) == [(failed.id, failed.error)]


def too_many(reading: Reading) -> Reading:
    figure = Figure(kind="killed", value=2**63, bound="exact", start=0, end=3)
    (event, *_) = reading.events
    return msgspec.structs.replace(reading, events=(msgspec.structs.replace(event, figures=(figure,)),))


def half_a_name(reading: Reading) -> Reading:
    return msgspec.structs.replace(reading, title="\ud800")


@pytest.mark.parametrize("spoilt", [too_many, half_a_name])
def test_a_reading_that_cannot_be_stored_is_a_noted_failure(
    store: Store, make: MakeReading, monkeypatch: pytest.MonkeyPatch, spoilt: Callable[[Reading], Reading]
) -> None:
    with pytest.raises(RefusedError):
        store.add(spoilt(make()))

    def readings(documents: object, **_: object) -> Iterator[Reading]:
        yield spoilt(make("r1"))
        yield make("r2")

    monkeypatch.setattr(run, "read", readings)
    failed, added = run.add(store, [])
    assert isinstance(failed, Failure)
    assert failed.error.startswith("r1: ")
    assert added == run.Added(id="r2", became="new")
    assert [origin for origin, _ in failures(store)] == ["r1"]
    monkeypatch.undo()

    monkeypatch.setattr(run, "read", lambda *_, **__: iter([spoilt(make("r2"))]))
    (again,) = run.reread(store, ["r2"])
    assert isinstance(again, Failure)
    assert (store.text_of("r1"), store.text_of("r2")) == (None, make().text)


def test_a_database_at_fault_stops_the_run(store: Store, make: MakeReading, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_: Reading) -> None:
        raise StoreError("another program is writing")

    monkeypatch.setattr(store, "add", locked)
    with pytest.raises(StoreError, match="another program"):
        add(store)


def test_a_failure_is_kept_whatever_its_words(store: Store) -> None:
    store.fail("a\0b\ud800", "c\0")
    assert failures(store) == [("a\\0b\\ud800", "c\\0")]


@pytest.mark.parametrize("published", ["0001-01-01", "0050-06-01", "9999-12-31", "gestern"])
def test_a_date_that_cannot_be_is_left_out(published: str) -> None:
    text = "Die Polizei verhaftete Karl Brunn am 3. Mai 2005 in Kolm. Gestern trat er zurück."
    (reading,) = run.read([Document(id="r1", text=text, published=published)])
    assert isinstance(reading, Reading)
    assert reading.published is None
    assert f"nothing was published on {published!r}; the date is left out" in reading.problems


@pytest.mark.parametrize(
    "number", ["9223372036854775808", "9" * 400, "9" * 5000, "³", "²³", "↉", "inf", "½", "0", "00", "٣", "1e400", "-1"]
)
def test_a_number_that_cannot_be_is_not_read(store: Store, number: str) -> None:
    text = (
        f"Bei dem Anschlag starben {number} Menschen. Am {number}. Mai {number} trat der Minister zurück. "
        f"Vor {number} Jahren kamen {number} Millionen Menschen, um {number}:{number} Uhr im Jahr {number}."
    )
    added = add(store, Document(id="r1", text=text, published="2021-03-08"))
    assert all(isinstance(one, run.Added) for one in added), added


def test_numbers_as_large_as_a_database_can_hold_are_read(store: Store) -> None:
    text = "Bei dem Anschlag starben 9223372036854770000 Menschen."
    (reading,) = run.read([Document(id="r1", text=text, published="2021-03-08")])
    assert isinstance(reading, Reading)
    assert [figure.value for event in reading.events for figure in event.figures] == [int(float(9223372036854770000))]
    assert isinstance(add(store, Document(id="r1", text=text))[0], run.Added)


def test_of_several_programs_that_add_one_report_at_once_one_adds_it(database: str) -> None:
    same = [msgspec.structs.replace(SOUND, url="http://blatt.example/brunn", id=name) for name in ("a", "b", "a", "c")]
    Store.open(database).close()
    list(run.read([SOUND]))  # the analyser is there
    together = threading.Barrier(len(same))

    def adds(document: Document) -> list[run.Added | Failure]:
        own = Store.open(database)
        try:
            together.wait()
            return list(run.add(own, [document]))
        finally:
            own.close()

    with ThreadPoolExecutor(len(same)) as pool:
        results = [done for found in pool.map(adds, same) for done in found]
    assert sorted(r.became if isinstance(r, run.Added) else r.error for r in results) == ["known"] * 3 + ["new"]
    assert len({r.id for r in results}) == 1
