"""Documents that come with their readings are put on record as if they were read here, several in a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from lagebild import filing, run
from lagebild.document import Document
from lagebild.reading import Read, Reading
from lagebild.sources import Failure
from lagebild.store import Store
from lagebild.store import tables as t

TEXT = "Ministerin Ada Brunn trat am Montag in Halm zurück. Das sagte Jost Keller."


def document(id: str, text: str = TEXT, **known: Any) -> Document:  # noqa: A002
    return Document(id=id, text=text, published=known.pop("published", "2021-03-09"), **known)


DOCUMENTS = (
    *(document(f"r{n}", f"{TEXT} Nummer {n}.") for n in range(4)),
    document("r1", f"{TEXT} Nummer 1."),  # known, while it waits to go on record
    document("r2", f"{TEXT} Berichtigt.", published="2021-03-10"),  # a version
    document("u", f"{TEXT} Hier.", url="https://blatt.example/a"),
    document("v", f"{TEXT} Da.", url="https://www.blatt.example/a/", published="2021-03-11"),  # one by its address
    document("half", f"{TEXT} \ud800"),
    document("empty", " "),
    document("r9", f"{TEXT} Neun."),
)


def with_readings(documents: Sequence[Document]) -> list[Document | Failure]:
    """The documents as a cluster gives them."""
    found: list[Document | Failure] = []
    for one in documents:
        if not one.text.strip():
            found.append(one)
            continue
        (reading,) = run.read([one])
        told = reading if isinstance(reading, Reading) else reading.error.removeprefix(f"{reading.id}: ")
        found.append(Read(**msgspec.structs.asdict(one), reading=told))
    return found


def filled(path: Path, documents: Sequence[Document | Failure]) -> tuple[list[run.Added | Failure], dict[str, Any]]:
    """What became of documents, and the rows of a record of them, without moments of the clock."""
    store = Store.open(path)
    try:
        became = list(run.add(store, documents))
        with store.transaction() as connection:
            rows = {
                table.name: sorted(
                    repr(row)
                    for row in connection.execute(
                        sa.select(*(c for c in table.c if not c.name.endswith("_at") and c.name != "value"))
                    )
                )
                for table in t.metadata.sorted_tables
            }
    finally:
        store.close()
    return became, rows


@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_the_record_is_that_of_reading_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(filing, "TOGETHER", at_once)
    monkeypatch.setattr(filing, "PATIENCE", 3600.0)
    became, rows = filled(tmp_path / "here.db", DOCUMENTS)
    elsewhere, same_rows = filled(tmp_path / "elsewhere.db", with_readings(DOCUMENTS))
    assert elsewhere == became
    assert [name for name in rows if rows[name] != same_rows[name]] == []
    assert [one.became for one in became if isinstance(one, run.Added)].count("version") == 2
    assert sum(isinstance(one, Failure) for one in became) == 2
    assert len(rows["reports"]) == 6


def test_nothing_is_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = with_readings(DOCUMENTS[:4])

    def none(*_: object, **__: object) -> None:
        raise AssertionError("it is read again")

    monkeypatch.setattr(run, "annotate", none)
    became, _ = filled(tmp_path / "x.db", given)
    assert [one.became for one in became if isinstance(one, run.Added)] == ["new"] * 4


def test_what_else_goes_on_record_meanwhile_is_known(tmp_path: Path) -> None:
    given = with_readings([document("r0"), document("r1", f"{TEXT} Zwei."), document("r2", f"{TEXT} Drei.")])
    store, other = Store.open(tmp_path / "x.db"), Store.open(tmp_path / "x.db")

    def meanwhile() -> Any:
        yield from given
        (reading,) = run.read([document("r1", f"{TEXT} Zwei.")])
        assert isinstance(reading, Reading)
        other.add(reading)  # before those that wait for each other are put

    became = [one.became for one in run.add(store, meanwhile()) if isinstance(one, run.Added)]
    store.close()
    other.close()
    assert became == ["new", "known", "new"]
