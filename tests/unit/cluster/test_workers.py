"""What a worker does with reports: which it reads, which it need not, and what comes back."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from lagebild import run
from lagebild.cluster import keys, packing
from lagebild.cluster.inputs import File
from lagebild.cluster.pieces import Piece
from lagebild.cluster.workers import Reads, Row, Task, found
from lagebild.document import Document
from lagebild.errors import ReadError
from lagebild.reading import Reader, from_json
from lagebild.settings import Settings
from lagebild.sources import Failure

from .conftest import lines, report, text

READER = Reader(version="1", lexicon="l", model="m")
NOTHING = keys.keys([])


def rows(path: Path, *, held: keys.Keys = NOTHING, known: keys.Keys = NOTHING, reader: Reader = READER) -> list[Row]:
    task = Task(pieces=((4, Piece(file=File(name=str(path), size=path.stat().st_size))),))
    task = msgspec.json.decode(msgspec.json.encode(task), type=Task)  # as it travels
    return list(found(task, given={}, settings=Settings(), reader=reader, held=held, known=known))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        lines(report(0), report(1, text=" "), '{"text"', report(2, url="https://blatt.example/2?utm_id=4"))
    )
    return path


def test_each_report_says_what_is_to_be_done(path: Path) -> None:
    told = rows(path)
    assert [row["kind"] for row in told] == ["read", "failure", "failure", "read", "end"]
    assert [(row["piece"], row["index"]) for row in told] == [(4, n) for n in range(5)]
    assert packing.document(told[0]["document"]).id == "r0"
    assert packing.failure(told[2]["document"]).error.startswith(str(path))


def test_what_the_folder_holds_of_this_reader_is_not_read_again(path: Path) -> None:
    held = keys.keys(row["key"] for row in rows(path) if row["kind"] == "read")
    assert [row["kind"] for row in rows(path, held=held)][::3] == ["holds", "holds"]
    other = Reader(version="2", lexicon="l", model="m")
    assert [row["kind"] for row in rows(path, held=held, reader=other)][::3] == ["read", "read"]
    changed = path.read_text().replace("2021-03-09", "2021-03-10")  # the reading of "Montag" is another
    path.write_text(changed)
    assert [row["kind"] for row in rows(path, held=held)][::3] == ["read", "read"]


@pytest.mark.parametrize(
    ("names", "content", "kind"),
    [
        (("r2",), text(2), "aside"),
        (("other", "blatt.example/2"), text(2) + "  \n", "aside"),
        (("r2",), text(3), "read"),
        (("other",), text(2), "read"),
    ],
)
def test_a_text_on_record_is_not_read(path: Path, names: tuple[str, ...], content: str, kind: str) -> None:
    known = keys.on_record([(("x", "y"), "Anderes."), (names, content)])
    assert [row["kind"] for row in rows(path, known=known)] == ["read", "failure", "failure", kind, "end"]


def test_hashes_that_end_in_zeros_are_told_apart() -> None:
    some = [bytes(15) + b"\1", b"\1" + bytes(15), b"\1" * 8 + bytes(8), bytes(16)]
    held = keys.keys(some[:3])
    assert [keys.has(held, key) for key in some] == [True, True, True, False]
    assert not keys.has(NOTHING, some[0])
    assert isinstance(held, np.ndarray)


@pytest.mark.parametrize("one", [Document(id="a", text="»ß« \ud800"), Document(id="b", text="ü", problems=("x",))])
def test_documents_travel_whole(one: Document) -> None:
    assert packing.document(packing.packed(one)) == one


def test_failures_travel_whole() -> None:
    one = Failure(id="\udc80", error="ä")
    assert packing.failure(packing.packed(one)) == one


@pytest.fixture(scope="module")
def reader() -> Reader:
    return run.todays_reader(Settings())


@pytest.fixture(scope="module")
def worker(reader: Reader) -> Reads:
    return Reads(Settings(), reader)


def test_readings_are_those_of_this_process(
    path: Path, reader: Reader, worker: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = rows(path, reader=reader)
    answered = list(worker(given))
    documents = [packing.document(row["document"]) for row in given if row["kind"] == "read"]
    assert [from_json(row["reading"]) for row in answered if row["kind"] == "reading"] == list(run.read(documents))
    assert [row["kind"] for row in answered] == ["reading", "failure", "failure", "reading", "end"]
    assert answered[1:3] == given[1:3]
    monkeypatch.setattr(worker, "_reader", READER)
    with pytest.raises(ReadError, match="same version"):
        list(worker(given))


def test_what_the_reader_fails_at_is_said(worker: Reads) -> None:
    torn = Document(id="half", text="Halm \ud800.")
    row = {"piece": 0, "index": 0, "kind": "read", "key": b"", "document": packing.packed(torn), "reading": b""}
    (answered,) = worker([row])
    assert answered["kind"] == "unread"
    assert "half a character" in answered["reading"].decode()
    assert not answered["reading"].startswith(b"half:")
