"""`lagebild diff` and `reread --dry-run` as a user calls them: real files, a real record, a real reader."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.calling import lagebild

REPORTS = {
    "r1": "Ministerin Ada Brunn ist am Montag in Norhaven zurückgetreten.",
    "r2": "Am Sonntag wurden in Halve drei Männer festgenommen.",
    "r3": "Am Freitag starb in Halve ein Fischer.",
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What today's reader says of the reports."""
    folder = tmp_path_factory.mktemp("read")
    lines = [json.dumps({"id": i, "text": x, "published": "2021-05-05"}) for i, x in REPORTS.items()]
    (folder / "reports.jsonl").write_text("\n".join(lines))
    done = lagebild("read", folder / "reports.jsonl")
    assert done.returncode == 0, done.stderr
    (folder / "readings.jsonl").write_bytes(done.stdout)
    return folder


def written(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def lines_of(read: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (read / "readings.jsonl").read_text().splitlines()]


def test_two_files_of_readings(read: Path, tmp_path: Path) -> None:
    first, second, third = lines_of(read)
    (event,) = (e for e in second["events"] if e["type"] == "COERCE")
    event["status"] = "denied"
    third["text"] += " "
    other = written(tmp_path / "new.jsonl", {**first, "id": "r9"}, second, third)
    done = lagebild("diff", read / "readings.jsonl", other, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    (difference,) = found["differences"]
    assert {k: difference[k] for k in ("report", "layer", "kind", "field", "old", "new")} == {
        "report": "r2", "layer": "event", "kind": "changed", "field": "status", "old": "happened", "new": "denied",
    }  # fmt: skip
    assert REPORTS["r2"][difference["start"] : difference["end"]] == difference["quote"] == "festgenommen"
    assert (found["compared"], found["differing"]) == (1, 1)
    assert (found["only_old"], found["only_new"], found["other_text"]) == (["r1"], ["r9"], ["r3"])
    assert found["counts"] == {"event": {"added": 0, "dropped": 0, "changed": {"status": 1}}}
    shown = lagebild("diff", read / "readings.jsonl", other)
    assert "status: happened → denied" in shown.stdout.decode()
    assert "event: 0 added, 0 dropped, status changed in 1" in shown.stdout.decode()
    assert b"r3: the two have different texts under this id" in shown.stderr


def test_a_record_and_a_file(read: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    assert lagebild("add", read / "reports.jsonl", "--db", db).returncode == 0
    done = lagebild("diff", db, read / "readings.jsonl", "--json")
    assert (done.returncode, json.loads(done.stdout)["differences"]) == (0, [])
    assert json.loads(done.stdout)["compared"] == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{\"id\": \"r1\"}\n", b"new.jsonl:1: this is no reading of this version"),
        ("\nnonsense\n", b"new.jsonl:2: this is no reading"),
        ("[]\n", b"new.jsonl:1: this is no reading"),
    ],
)  # fmt: skip
def test_what_is_no_reading_is_named(read: Path, tmp_path: Path, content: str, says: bytes) -> None:
    (tmp_path / "new.jsonl").write_text(content)
    done = lagebild("diff", read / "readings.jsonl", tmp_path / "new.jsonl")
    assert done.returncode == 1
    assert says in done.stderr
    assert b"Traceback" not in done.stderr
    done = lagebild("diff", read / "readings.jsonl", tmp_path / "none")
    assert (done.returncode, b"none: cannot be opened" in done.stderr) == (1, True)


def test_a_report_that_was_not_read_is_not_compared(read: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "new.jsonl", {"id": "r1", "error": "r1: broken"}, *lines_of(read)[1:])
    done = lagebild("diff", read / "readings.jsonl", other, "--json")
    assert (json.loads(done.stdout)["unread"], json.loads(done.stdout)["compared"]) == (["r1"], 2)


def test_a_dry_run_says_what_would_change_and_changes_nothing(read: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    assert lagebild("add", read / "reports.jsonl", "--db", db).returncode == 0
    with closing(sqlite3.connect(db)) as raw, raw:
        (kept,) = raw.execute("SELECT reading FROM reports WHERE id = 'r2'").fetchone()
        older = kept.replace('"type":"COERCE"', '"type":"ASSAULT"')
        assert older != kept
        raw.execute("UPDATE reports SET reading = ?, reader = 'another' WHERE id = 'r2'", (older,))
        before = list(raw.iterdump())
    done = lagebild("reread", "--dry-run", "--db", db, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["compared"] == 1
    assert [(d["report"], d["field"], d["old"], d["new"]) for d in found["differences"]][:1] == [
        ("r2", "type", "ASSAULT", "COERCE"),
    ]  # fmt: skip
    assert json.loads(lagebild("reread", "--dry-run", "--all", "--db", db, "--json").stdout)["compared"] == 3
    with closing(sqlite3.connect(db)) as raw:
        assert list(raw.iterdump()) == before
