"""An editor's commands as a user calls them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.calling import lagebild

REPORTS = (
    (
        "r1",
        "Ministerpräsidentin Ada Brunn ist am Montag in Norhaven zurückgetreten. "
        "Sie habe keine Mehrheit mehr, sagte Brunn.",
    ),
    ("r2", "Finanzminister Karl Ebener kritisierte am Montag die Opposition."),
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("record")
    lines = [json.dumps({"id": i, "text": x, "published": "2021-05-05", "outlet": "Blatt"}) for i, x in REPORTS]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines))
    added = lagebild("add", tmp_path / "reports.jsonl", "--db", tmp_path / "r.db")
    assert added.returncode == 0, added.stderr
    return tmp_path / "r.db"


@pytest.fixture
def db(filled: Path, tmp_path: Path) -> Path:
    """A record of one's own to decide on."""
    return Path(shutil.copy(filled, tmp_path / "own.db"))


def asked(db: Path, *args: str, status: int = 0) -> Any:
    done = lagebild(*args, "--db", db, "--json")
    assert done.returncode == status, done.stderr
    return json.loads(done.stdout)


def test_an_entry_is_withdrawn_survives_rereading_and_comes_back(db: Path) -> None:
    shown = lagebild("chronicle", "--with", "Brunn", "--ids", "--db", db).stdout.decode()
    entry = asked(db, "chronicle", "--with", "Brunn")[0]["entries"][0]
    assert entry[:10] in shown
    office = asked(db, "who", "Brunn")["offices"][0]
    assert office["entries"] == [e["entry"] for e in office["evidence"]]
    made = asked(db, "wrong", entry[:10], "--why", "Ironie", "--author", "anna")
    assert made["conflicts"] == []
    assert (made["decisions"][0]["author"], made["decisions"][0]["entry"]["id"]) == ("anna", entry)
    assert asked(db, "chronicle", "--with", "Brunn", "--type", "office") == []
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute("UPDATE reports SET reader = 'another' WHERE id = 'r1'")
    again = lagebild("reread", "--db", db)
    assert b"1 read again, 0 now say something else, 0 failed" in again.stdout
    assert again.stderr == b""
    assert b"0 read again" in lagebild("reread", "--db", db).stdout
    assert asked(db, "reread", "--all")["read"] == 2
    assert asked(db, "chronicle", "--with", "Brunn", "--type", "office") == []
    listed = lagebild("decisions", "--db", db).stdout.decode()
    assert "Ironie" in listed
    assert "anna" in listed
    assert asked(db, "undo", "1", "--author", "ben")["decisions"][0]["retracted"]["author"] == "ben"
    assert [i["entries"] for i in asked(db, "chronicle", "--with", "Brunn", "--type", "office")] == [[entry]]
    assert "taken back by ben" in lagebild("decisions", "--db", db).stdout.decode().replace("\n", " ")


def test_names_are_joined_and_a_contradiction_is_told(db: Path) -> None:
    done = lagebild("same", "Ada Brunn", "Ebener", "--db", db)
    assert done.returncode == 0
    assert "Ada Brunn and Karl Ebener are the same (take it back with `lagebild undo 1`)" in done.stdout.decode()
    assert {"Ada Brunn", "Karl Ebener"} <= set(asked(db, "who", "Ebener")["names"])
    later = db.parent / "later.jsonl"
    text = "Ministerpräsidentin Ada Brunn traf am Dienstag den Finanzminister Karl Ebener."
    later.write_text(json.dumps({"id": "r3", "text": text, "published": "2021-05-06"}))
    done = lagebild("add", later, "--db", db)
    assert (done.returncode, b"1 added" in done.stdout) == (0, True)
    assert b"decision 1 on Ada Brunn and Karl Ebener: newer reports contradict it (r3)" in done.stderr
    done = lagebild("different", "Karl Ebener", "Ada Brunn", "--db", db)
    assert done.returncode == 0
    assert b"decision 2 sets Karl Ebener and Ada Brunn apart, but 1 make them one" in done.stderr
    decisions = asked(db, "decisions")
    assert [d["kind"] for d in decisions["decisions"]] == ["same", "different"]
    assert [c["kind"] for c in decisions["conflicts"]] == ["evidence", "contradiction"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["wrong", "ffff0000"], b"no entry on record has the id 'ffff0000'; --ids shows them"),
        (["wrong"], b"Missing argument 'ENTRY...'"),
        (["same", "Brunn", "Niemand"], b"nobody and nothing on record is called 'Niemand'"),
        (["same", "Ada Brunn", "Brunn"], b"are the same already"),
        (["different", "Ada Brunn", "ada  BRUNN"], b"which cannot be told from itself"),
        (["undo", "1", "--author", " "], b"it must not be empty"),
        (["undo", "9"], b"there is no decision 9"),
        (["undo", "one"], b"is not a valid integer"),
        (["known", "none.tsv"], b"none.tsv: cannot be read"),
        (["known", "--replace"], b"--replace needs a FILE"),
    ],
)
def test_wrong_calls_are_explained_and_change_nothing(filled: Path, args: list[str], says: bytes) -> None:
    done = lagebild(*args, "--db", filled)
    assert done.returncode in (1, 2)
    assert says in done.stderr
    assert b"Traceback" not in done.stderr
    with closing(sqlite3.connect(filled)) as raw:
        assert raw.execute("SELECT count(*) FROM decisions").fetchone() == (0,)


def test_several_wrong_entries_are_one_act(db: Path) -> None:
    entry = asked(db, "chronicle", "--with", "Brunn")[0]["entries"][0]
    assert lagebild("wrong", entry, "ffff0000", "--db", db).returncode == 1
    assert asked(db, "decisions")["decisions"] == []


def test_a_table_of_known_people(db: Path, tmp_path: Path) -> None:
    table = tmp_path / "people.tsv"
    table.write_text("name\taliases\tkind\twikidata\nAda Brunn\tAda Brunn-Ebener\tperson\tQ42\n")
    assert b"1 new, 0 changed, 0 known already" in lagebild("known", table, "--db", db).stdout
    assert asked(db, "who", "Brunn")["wikidata"] == "Q42"
    assert b"Wikidata Q42" in lagebild("who", "Brunn", "--db", db).stdout
    assert asked(db, "known") == [
        {"name": "Ada Brunn", "aliases": ["Ada Brunn-Ebener"], "kind": "person", "wikidata": "Q42"}
    ]
    table.write_text("name\tkind\nAda Brunn\tMensch\n")
    done = lagebild("known", table, "--db", db)
    assert done.returncode == 1
    assert b"people.tsv, line 2, column 2: expected person" in done.stderr
    assert len(asked(db, "known")) == 1
