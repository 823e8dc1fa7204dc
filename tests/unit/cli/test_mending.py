"""`lagebild mend`, `same` of two events, and `check`, as a user calls them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.calling import lagebild

REPORTS = {
    "r1": "Am Montag wurden in Halve drei Männer festgenommen. Ministerin Ada Brunn lobte die Polizei.",
    "r2": "In Halve nahm die Polizei am Montag drei Männer fest.",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    lines = [json.dumps({"id": i, "text": x, "published": "2021-05-05"}) for i, x in REPORTS.items()]
    (folder / "reports.jsonl").write_text("\n".join(lines))
    added = lagebild("add", folder / "reports.jsonl", "--db", folder / "r.db")
    assert added.returncode == 0, added.stderr
    return folder / "r.db"


@pytest.fixture
def db(filled: Path, tmp_path: Path) -> Path:
    """A record of one's own to decide on."""
    return Path(shutil.copy(filled, tmp_path / "own.db"))


def rows(db: Path, query: str, *given: str) -> list[Any]:
    with closing(sqlite3.connect(db)) as raw, raw:
        return raw.execute(query, given).fetchall()


def arrest(db: Path, report: str) -> tuple[str, str, str]:
    """The key, the entry and the status of the arrest that a report tells."""
    query = "SELECT key, entry, status FROM events WHERE type = 'COERCE' AND report = ?"
    (found,) = rows(db, query, report)
    return found  # type: ignore[no-any-return]


def test_a_field_is_mended_survives_rereading_and_is_taken_back(db: Path) -> None:
    key, entry, status = arrest(db, "r1")
    assert status == "happened"
    done = lagebild("mend", f"r1/{key}", "status", "announced", "--why", "ein Plan", "--author", "anna", "--db", db)
    assert done.returncode == 0, done.stderr
    said = "»festgenommen« in r1: status is announced, not happened (take it back with `lagebild undo 1`)"
    assert said in done.stdout.decode()
    assert arrest(db, "r1") == (key, entry, "announced")
    assert lagebild("reread", "--all", "--db", db).returncode == 0
    assert arrest(db, "r1") == (key, entry, "announced")
    later = lagebild("mend", entry[:8], "status", "denied", "--why", "ein Dementi", "--db", db)
    assert "(announced) is superseded by 2 (denied)" in later.stderr.decode()
    listed = json.loads(lagebild("decisions", "--json", "--db", db).stdout)
    assert [(d["kind"], d["field"], d["value"], d["was"]) for d in listed["decisions"]] == [
        ("mend", "status", "announced", "happened"), ("mend", "status", "denied", "announced"),
    ]  # fmt: skip
    assert [c["kind"] for c in listed["conflicts"]] == ["superseded"]
    assert lagebild("undo", "1", "2", "--db", db).returncode == 0
    assert arrest(db, "r1") == (key, entry, "happened")
    assert lagebild("check", "--db", db).returncode == 0


def test_an_empty_value_and_names_are_taken(db: Path) -> None:
    _, entry, _ = arrest(db, "r2")
    done = lagebild("mend", entry, "place", "-", "--why", "unklar", "--db", db)
    assert done.returncode == 0, done.stderr
    done = lagebild(
        "mend", entry, "recipients", "Karl Demm (person); Ada Brunn", "--why", "genannt", "--db", db, "--json"
    )
    assert json.loads(done.stdout)["decisions"][0]["value"] == "Karl Demm (person); Ada Brunn (person)"
    query = "SELECT place, recipients FROM chronicle WHERE entry = ?"
    assert rows(db, query, entry) == [(None, "Karl Demm; Ada Brunn")]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["ffff0000", "status", "denied", "--why", "x"], b"no entry on record has the id 'ffff0000'"),
        (["ENTRY", "colour", "red", "--why", "x"], b"its fields are type, status, time, place"),
        (["ENTRY", "type", "murder", "--why", "x"], b"allowed are AGREE, CONSULT"),
        (["ENTRY", "time", "gestern", "--why", "x"], b"write a day (2021-03-08)"),
        (["ENTRY", "actors", "Rita Semm", "--why", "x"], b"`Rita Semm (person)`"),
        (["ENTRY", "status", "denied"], b"Missing option '--why'"),
        (["ENTRY", "status", "denied", "--why", " "], b"it must not be empty"),
    ],
)
def test_wrong_calls_are_explained_and_change_nothing(filled: Path, args: list[str], says: bytes) -> None:
    entry = arrest(filled, "r1")[1]
    done = lagebild("mend", *(entry if a == "ENTRY" else a for a in args), "--db", filled)
    assert done.returncode in (1, 2)
    assert says in done.stderr
    assert b"Traceback" not in done.stderr
    assert rows(filled, "SELECT count(*) FROM decisions") == [(0,)]


def test_two_tellings_are_declared_one(db: Path) -> None:
    one, other = (f"{report}/{arrest(db, report)[0]}" for report in ("r1", "r2"))
    done = lagebild("same", one, other, "--why", "eine Razzia", "--db", db)
    assert done.returncode == 0, done.stderr
    assert " in r1 and »" in done.stdout.decode()
    done = lagebild("different", other, one, "--db", db)
    assert "but 1 make them one; undo one of them" in done.stderr.decode()
    done = lagebild("same", one, "Ada Brunn", "--db", db)
    assert (done.returncode, b"but not one of each" in done.stderr) == (1, True)


def test_damage_is_told_withheld_and_mended_by_rereading(db: Path) -> None:
    entry = arrest(db, "r1")[1]
    rows(db, "UPDATE events SET trigger = 'erschossen' WHERE entry = ?", entry)
    dry = lagebild("check", "--dry-run", "--db", db)
    assert (dry.returncode, b"is not in the text at" in dry.stdout) == (1, True)
    assert rows(db, "SELECT count(*) FROM entries WHERE withheld IS NOT NULL") == [(0,)]
    done = lagebild("check", "--json", "--db", db)
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert {f["kind"] for f in found["faults"]} == {"quote"}
    assert all("lagebild reread --all" in f["remedy"] for f in found["faults"])
    assert found["withheld"] == [entry]
    assert b"1 entries are withheld" in done.stderr
    assert rows(db, "SELECT * FROM chronicle WHERE entry = ?", entry) == []
    assert lagebild("reread", "--all", "--db", db).returncode == 0
    again = lagebild("check", "--db", db)
    assert (again.returncode, b"0 faults" in again.stdout) == (0, True)
    assert len(rows(db, "SELECT * FROM chronicle WHERE entry = ?", entry)) == 1


def test_a_file_that_is_no_record_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("nothing of the kind, but long enough to be looked at as a database\n" * 20)
    done = lagebild("check", "--db", tmp_path / "x.db")
    assert done.returncode == 1
    assert b"file is not a database" in done.stdout
    assert b"Traceback" not in done.stderr
    with closing(sqlite3.connect(tmp_path / "y.db")) as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    done = lagebild("check", "--db", tmp_path / "y.db")
    assert (done.returncode, b"Lagebild never wrote to this database" in done.stdout) == (1, True)
    done = lagebild("check", "--db", tmp_path / "none.db")
    assert (done.returncode, b"there is no such database" in done.stderr) == (1, True)
