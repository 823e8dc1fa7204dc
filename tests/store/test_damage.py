"""A damaged file is named as damaged, and what is whole in it can be saved; a read-only one can still be asked."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from lagebild import run
from lagebild.document import Document
from lagebild.errors import LagebildError, StoreError
from lagebild.store import Store, deciding, hits, queries
from lagebild.store import tables as t
from lagebild.store.freshness import mark_stale
from lagebild.store.incidents import touch
from lagebild.store.size import size
from tests.store.conftest import MakeReading

TEXT = "Ministerin Ada Brunn trat am Montag in Norhaven zurück. Die Polizei verhaftete {} Menschen, sagte Karl Dorn."


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("damage") / "whole.db"
    store = Store.open(path)
    many = [
        Document(id=f"r{n}", text=TEXT.format(n + 3), published="2021-05-05", outlet=f"Blatt {n}") for n in range(12)
    ]
    later = Document(id="r0", text=TEXT.format(99), published="2021-05-06", outlet="Blatt 0")
    assert all(isinstance(done, run.Added) for done in run.add(store, [*many, later]))
    with store.writing() as connection:
        deciding.judge(connection, "Ada Brunn", "Karl Dorn", same=False, author="ich", why=None)
    store.close()
    return path


def asked(path: Path) -> None:
    """Ask a record all there is. Raises whatever is raised."""
    store = Store.open(path, create=False)
    try:
        store.refresh()
        with store.transaction() as connection:
            size(connection)
            queries.incidents(connection)
            queries.statements(connection)
            queries.office_tenures(connection)
            hits.search(connection, "verhaften")
            deciding.conflicts(connection)
    finally:
        store.close()


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bytes_raise_nothing_but_what_names_them(whole: Path, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    raw = bytearray(whole.read_bytes())
    for _ in range(draw.choice((1, 10, 100, 1000))):
        raw[draw.randrange(len(raw))] ^= 1 << draw.randrange(8)
    if seed % 5 == 0:
        start = draw.randrange(len(raw))
        raw[start : start + 4096] = draw.randbytes(4096)
    bad = tmp_path / "bad.db"
    bad.write_bytes(raw)
    refused = ""
    try:
        asked(bad)
    except LagebildError as error:
        refused = str(error)
    assert not refused or "bad.db: " in refused
    before = bad.read_bytes()
    try:
        damaged = Store.open(bad, create=False, upgrade=False)
        try:
            run.check(damaged, withhold=False)
            saved = run.rescue(damaged, tmp_path / "new.db")
        finally:
            damaged.close()
    except LagebildError:
        return
    assert bad.read_bytes() == before
    asked(tmp_path / "new.db")
    new = Store.open(tmp_path / "new.db")
    with new.transaction() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.reports)) == saved.reports
    assert [f for f in run.check(new, withhold=False).faults if f.kind in ("file", "tables", "quote", "text")] == []
    new.close()


def test_a_damaged_file_is_named_and_says_what_to_do(whole: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.db"
    raw = bytearray(whole.read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    bad.write_bytes(raw)
    with pytest.raises(StoreError, match=r"bad\.db: the file is damaged.*check --rescue"):
        asked(bad)


def test_a_kind_that_does_not_exist_is_damage(whole: Path, tmp_path: Path) -> None:
    bad = shutil.copy(whole, tmp_path / "bad.db")
    with sqlite3.connect(bad) as connection:
        connection.execute("UPDATE entities SET kind = 'persoN' WHERE report = 'r3'")
    connection.close()
    store = Store.open(bad)
    with store.writing() as writing:
        touch(writing, ["r3"])
        mark_stale(writing)
    with pytest.raises(StoreError, match=r"bad\.db: the file is damaged"):
        store.refresh()
    store.close()


def test_all_is_saved_of_a_whole_file(whole: Path, tmp_path: Path) -> None:
    store = Store.open(whole)
    saved = run.rescue(store, tmp_path / "new.db")
    store.close()
    assert saved == run.Rescued(reports=12, anew=0, versions=1, decisions=1, known=0, lost=())
    new, old = Store.open(tmp_path / "new.db"), Store.open(whole)
    for table in (t.reports, t.versions, t.decisions, t.incidents, t.identities):
        query = sa.select(table).order_by(*table.primary_key)
        with new.transaction() as one, old.transaction() as other:
            assert one.execute(query).all() == other.execute(query).all()
    new.close()
    old.close()


def test_a_damaged_reading_is_read_anew_and_a_damaged_text_is_lost(whole: Path, tmp_path: Path) -> None:
    bad = shutil.copy(whole, tmp_path / "bad.db")
    with sqlite3.connect(bad) as connection:
        connection.execute("UPDATE reports SET reading = '{' WHERE id = 'r3'")
        connection.execute("UPDATE reports SET text = 'x' || text WHERE id = 'r4'")
    connection.close()
    store = Store.open(bad)
    saved = run.rescue(store, tmp_path / "new.db")
    store.close()
    assert (saved.reports, saved.anew) == (11, 1)
    assert saved.lost == ("reports 'r4': its text is not the one that was read",)


def test_a_table_whose_schema_is_damaged_does_not_cost_the_others(whole: Path, tmp_path: Path) -> None:
    bad = shutil.copy(whole, tmp_path / "bad.db")
    with sqlite3.connect(bad) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE ?' WHERE name = 'mentions'")
    connection.close()
    store = Store.open(bad, upgrade=False)
    assert run.rescue(store, tmp_path / "new.db").reports == 12
    store.close()


def test_what_is_there_is_not_overwritten(whole: Path, tmp_path: Path) -> None:
    store = Store.open(whole)
    with pytest.raises(StoreError, match="is there already"):
        run.rescue(store, whole)
    store.close()


@pytest.mark.parametrize("name", ["", "  ", "a\0b"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(StoreError, match="is empty, or has a zero byte"):
        Store.open(name)


def test_a_stale_record_on_a_read_only_disk_can_be_asked(make: MakeReading, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    store = Store.open(path)
    store.add(make())  # and nobody has asked since
    store.close()
    with sqlite3.connect(path) as driver:
        assert driver.execute("SELECT count(*) FROM identities").fetchone() == (0,)
    driver.close()
    before = path.read_bytes()
    store = Store.open(
        f"sqlite:///file:{path}?mode=ro&uri=true"
    )  # as if the disk were read-only, also for the superuser
    store.refresh()
    with store.transaction() as connection:
        assert size(connection).identities > 0
    with pytest.raises(StoreError, match="may not be written"), store.writing():
        pass
    store.close()
    assert path.read_bytes() == before


def test_a_name_that_is_too_long_to_be_looked_for_is_said_to_be(whole: Path) -> None:
    store = Store.open(whole)
    with pytest.raises(StoreError, match="too long; shorten it"), store.transaction() as connection:
        queries.identity(connection, "x" * 100_000)
    store.close()


LIMITED = """
import resource, sys
from lagebild.errors import StoreError
from lagebild.store import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    Store.open(sys.argv[1])
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no such limit")
def test_a_file_that_may_not_grow_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    done = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=True)
    assert "the disk takes no more of it" in done.stdout
    Store.open(path).close()


KILLED = "import sys; from lagebild.cli import main; main()"


@pytest.mark.skipif(os.name == "nt", reason="there are no signals")
@pytest.mark.parametrize("seed", range(8))
def test_a_first_start_that_is_killed_leaves_a_record_or_nothing(tmp_path: Path, seed: int) -> None:
    report = tmp_path / "a.txt"
    report.write_text(TEXT.format("drei"), encoding="utf-8")
    path = tmp_path / "record.db"
    call = [sys.executable, "-c", KILLED, "add", "--db", str(path), str(report)]
    draw = random.Random(seed)
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not path.exists() and process.poll() is None:
            time.sleep(0.002)
        time.sleep(draw.random() * 0.5)
        process.send_signal(signal.SIGKILL)
    with sqlite3.connect(path) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert not names or {"reports", "alembic_version", "incidents"} <= names
    store = Store.open(path)
    store.refresh()
    assert run.check(store).faults == ()
    store.close()
