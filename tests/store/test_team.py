"""A team at one record: ten who write what they share, fifty who read; nothing is lost, doubled or failed."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from lagebild import filing, run
from lagebild.api import Record
from lagebild.document import Document
from lagebild.reading import Reading
from lagebild.record.decisions import anchors
from lagebild.sources import Failure
from lagebild.store import Store, check, deciding, freshness, log, queries
from lagebild.store import tables as t
from lagebild.store.freshness import FEW
from lagebild.store.incidents import touched
from lagebild.store.size import size
from lagebild.web.app import create_app

MakeReading = Callable[..., Reading]
WRITERS, READERS, SHARED, OWN = 10, 50, 3, 1


@pytest.fixture
def by_hand(make: MakeReading, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Document]:
    """The document of a report that is read as `make` makes it: it is not the reader that is tried here."""

    def reading_of(document: Document) -> Reading:
        return make(document.id, name=f"Ada Brunn{document.id.upper()}")

    def read(documents: Any, **_: Any) -> Iterator[Any]:
        for one in documents:
            yield reading_of(one) if isinstance(one, Document) else one

    monkeypatch.setattr(run, "read", read)
    return lambda key: Document(id=key, text=make(key, name=f"Ada Brunn{key.upper()}").text, published="2021-03-08")


def test_ten_writers_that_share_reports_and_fifty_readers(
    database: str, make: MakeReading, by_hand: Callable[[str], Document]
) -> None:
    Store.open(database).close()
    begin = threading.Barrier(WRITERS + READERS)
    written = threading.Event()
    left = threading.Semaphore(0)

    def writes(number: int) -> list[run.Added | Failure]:
        documents = [by_hand(f"s{n}") for n in range(SHARED)] + [by_hand(f"w{number}x{n}") for n in range(OWN)]
        random.Random(number).shuffle(documents)
        own = Store.open(database)
        try:
            begin.wait()
            done = list(run.add(own, documents))
            entry = anchors(make(f"w{number}x0", name=f"Ada BrunnW{number}X0"))["event"][0].id
            with own.writing() as connection:
                deciding.withdraw(connection, entry, author=f"writer {number}")
            return done
        finally:
            own.close()
            left.release()

    def reads(number: int) -> list[int]:
        own, seen = Store.open(database), []
        try:
            begin.wait()
            for last in (False, True):
                if last:
                    written.wait()
                own.refresh(wait=number % 10 == 0)  # as commands do; the pages do not wait
                with own.transaction() as connection:
                    seen.append(size(connection).reports)
                    told = [one.evidence.report for one in queries.tellings(connection)]
                assert len(told) == len(set(told)) <= seen[-1]
            return seen
        finally:
            own.close()

    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        writers = [pool.submit(writes, number) for number in range(WRITERS)]
        readers = [pool.submit(reads, number) for number in range(READERS)]
        for _ in writers:
            left.acquire()
        written.set()
        became = Counter(
            one.became if isinstance(one, run.Added) else one.error for found in writers for one in found.result()
        )
        grew = [found.result() for found in readers]

    everything = SHARED + WRITERS * OWN
    assert became == {"new": everything, "known": (WRITERS - 1) * SHARED}
    assert all(seen == sorted(seen) and seen[-1] == everything for seen in grew)
    store = Store.open(database)
    store.refresh()
    with store.transaction() as connection:
        assert size(connection).reports == everything
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.versions)) == 0
        assert sorted(d.author for d in deciding.decisions(connection)) == sorted(f"writer {n}" for n in range(WRITERS))
        assert len({d.number for d in deciding.decisions(connection)}) == WRITERS
        assert len(queries.tellings(connection)) == everything - WRITERS
        assert list(check.faults(connection)) == []
    store.close()


def test_a_report_that_comes_meanwhile_is_known_in_every_place(
    database: str, by_hand: Callable[[str], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who looked before somebody else wrote finds out in the transaction: that is no failure, and no second report."""
    shared = by_hand("s")
    find = Store.find
    # whoever asks for a report before it is read asks a moment too early
    monkeypatch.setattr(Store, "find", lambda self, one: None if isinstance(one, Document) else find(self, one))
    with Record(database) as record:
        assert record.add(shared).added == 1
        again = record.add(shared)
        assert (again.added, again.versions, again.known, again.failed) == (0, 0, 1, ())
    store = Store.open(database)
    pages = create_app(store)
    kept = {"id": shared.id, "text": shared.text, "published": shared.published}
    answer = post(pages, "/add", files={"files": ("r.json", msgspec.json.encode(kept))})
    assert [(one["id"], one["became"]) for one in answer.json()["added"]] == [("s", "known")]
    assert answer.json()["failed"] == []
    with store.transaction() as connection:
        assert size(connection).reports == 1
        assert size(connection).failures == 0
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.versions)) == 0
        assert log.logged(connection) == []  # nobody brought anything new
    store.close()


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_an_answer_of_several_queries_is_about_one_record(database: str, make: MakeReading) -> None:
    reader, writer = Store.open(database), Store.open(database)
    writer.add(make())
    with reader.transaction() as connection:
        before = size(connection)
        writer.add(make("r2", name="Ada Brunn"))
        writer.refresh()
        assert size(connection) == before
    with reader.transaction() as connection:
        assert size(connection).reports == 2
    reader.close()
    writer.close()


def test_a_large_write_locks_no_reader_out(tmp_path: Path, make: MakeReading) -> None:
    path = tmp_path / "record.db"
    store = Store.open(path)
    store.add(make())
    with store.writing() as connection:
        connection.exec_driver_sql("PRAGMA cache_size = 10")  # what does not fit is written before the end
        rows = [{"origin": f"r{n}", "error": "x" * 4_000, "recorded_at": "2021-03-08"} for n in range(200)]
        connection.execute(sa.insert(t.failures), rows)
        with closing(sqlite3.connect(path, timeout=0.1)) as reader:
            assert reader.execute("SELECT count(*) FROM reports").fetchone() == (1,)
            assert reader.execute("SELECT count(*) FROM failures").fetchone() == (0,)
    store.close()


def test_a_record_that_everybody_has_closed_is_one_file(tmp_path: Path, make: MakeReading) -> None:
    path = tmp_path / "record.db"
    first, second = Store.open(path), Store.open(path)
    first.add(make())
    with second.transaction() as connection:
        first.close()  # and the second reads on
        assert size(connection).reports == 1
    second.add(make("r2", name="Ada Brunn"))
    second.close()
    assert [file.name for file in tmp_path.iterdir()] == ["record.db"]
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert reader.execute("SELECT count(*) FROM reports").fetchone() == (2,)


@pytest.mark.parametrize(("reports", "whole"), [(FEW, True), (FEW + 1, False)])
def test_whoever_asks_does_not_make_whole_what_another_adds(
    store: Store, make: MakeReading, monkeypatch: pytest.MonkeyPatch, reports: int, whole: bool
) -> None:
    def is_whole() -> bool:
        store.refresh(wait=False)
        with store.transaction() as connection:
            return not freshness.is_stale(connection)

    store.add_all([make(f"r{n}", name=f"Ada Brunn{chr(97 + n)}") for n in range(reports)])
    assert is_whole() == whole
    monkeypatch.setattr(freshness, "PATIENCE", 0)  # a minute later: whoever it was does not go on
    assert is_whole()


def test_an_archive_is_made_whole_bit_by_bit(
    store: Store, by_hand: Callable[[str], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_WHOLE_AFTER", "_LEAST", "_MOST"):
        monkeypatch.setattr(filing, name, 2)
    waiting = []
    for _ in run.add(store, [by_hand(f"r{n}") for n in range(5)]):
        with store.transaction() as connection:
            waiting.append(len(touched(connection)))
    assert max(waiting) <= 2
    with store.transaction() as connection:
        assert not freshness.is_stale(connection)


@pytest.mark.parametrize(
    ("many", "seconds", "next_time"), [(128, 20, 64), (128, 0.0, 512), (16, 300, 16), (128, 5, 256)]
)
def test_nobody_waits_long_for_who_adds_an_archive(many: int, seconds: float, next_time: int) -> None:
    assert filing.enough(many, seconds) == next_time


def test_editors_who_want_the_same_at_once_get_one_decision(database: str, make: MakeReading) -> None:
    store = Store.open(database)
    store.add(make())
    store.refresh()
    form = {"kind": "wrong", "entry": anchors(make())["event"][0].id, "back": "/decisions"}
    answers = post_together(create_app(store), "/decide", 6, data=form)
    assert sorted(one.status_code for one in answers) == [303] + [422] * 5
    with store.transaction() as connection:
        assert len(deciding.decisions(connection)) == 1
    store.close()


def post(pages: Starlette, path: str, **options: Any) -> httpx.Response:
    (answer,) = post_together(pages, path, 1, **options)
    return answer


def post_together(
    pages: Starlette, path: str, times: int, *, data: dict[str, str] | None = None, **options: Any
) -> list[httpx.Response]:
    """The answers to one form of our own pages that is sent several times at once."""
    form = {"token": pages.state.site.token, **(data or {})}
    headers = {"origin": "http://127.0.0.1", "accept": "application/json"}

    async def asking() -> list[httpx.Response]:
        way = httpx.ASGITransport(app=pages)
        async with httpx.AsyncClient(transport=way, base_url="http://127.0.0.1") as client:
            asked = (client.post(path, data=form, headers=headers, **options) for _ in range(times))
            return await asyncio.gather(*asked)

    return asyncio.run(asking())
