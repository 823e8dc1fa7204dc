"""A real Ray on this machine: its record is that of one process, whatever dies or breaks off meanwhile."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SESSION = Path(__file__).with_name("session.py")
ALIKE = {"known": 2, "new": 47, "version": 2}


@pytest.fixture(scope="module")
def session(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder with the records of some runs, and what they told; see `session.py`."""
    pytest.importorskip("ray", reason="`make cluster` installs Ray")
    if not Path("/proc/self/stat").exists():
        pytest.skip("there is no /proc, by which the processes of the workers are found")
    folder = tmp_path_factory.mktemp("ray")
    shutil.copytree(inputs, folder / "in")
    done = subprocess.run([sys.executable, str(SESSION), str(folder)], capture_output=True, text=True, check=False)
    if "Ray cannot be started on this machine" in done.stderr and "timed out" in done.stderr:
        pytest.skip("the machine is too busy for Ray to start within five minutes")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return folder, told


def rows(database: Path, *, numbered: bool = True) -> dict[str, list[str]]:
    """All rows of all tables but moments of the clock; without numbers of rows if they are not `numbered`."""
    connection = sqlite3.connect(database)
    found: dict[str, list[str]] = {}
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table == "record_state" or (not numbered and "_search" in table):
            continue
        columns = [
            f'"{name}"'
            for _, name, kind, *_ in connection.execute(f"PRAGMA table_info('{table}')")
            if not name.endswith("_at") and (numbered or name != "id" or "INT" not in kind)
        ]
        query = f"SELECT {', '.join(columns)} FROM '{table}'"
        found[table] = sorted(map(repr, connection.execute(query)))
    connection.close()
    return found


def test_a_killed_worker_changes_nothing(session: tuple[Path, dict[str, Any]]) -> None:
    folder, told = session
    assert len(told["processes"]) == 1
    assert told["alone"]["became"] == ALIKE
    assert len(told["alone"]["failed"]) == 3
    assert told["killed"] == {**told["alone"], "calls": told["killed"]["calls"], "reported": 54}
    assert told["killed"]["calls"] > 3  # it came in pieces, and the worker died after the first
    alone, cluster = rows(folder / "alone.db"), rows(folder / "cluster.db")
    assert alone.keys() == cluster.keys()
    assert [table for table in alone if alone[table] != cluster[table]] == []
    assert len(alone["reports"]) == 47
    assert alone["incidents"]
    assert alone["versions"]


def test_an_interrupted_load_is_completed_by_the_same_call(session: tuple[Path, dict[str, Any]]) -> None:
    folder, told = session
    assert told["interrupted"]["became"] == {"new": 15}
    assert sum(told["completed"]["became"].values()) == sum(ALIKE.values())
    assert 0 < told["completed"]["became"]["new"] <= ALIKE["new"] - 15  # several go on record before one is told of
    alone, completed = (rows(folder / name, numbered=False) for name in ("alone.db", "interrupted.db"))
    assert [table for table in alone if alone[table] != completed[table]] == []


def test_what_is_held_is_not_read_again(session: tuple[Path, dict[str, Any]]) -> None:
    _, told = session
    assert len(told["held"]) == len(told["written"]) + 1  # what a part held that was cut off
    assert set(told["written"]) < set(told["held"])
    assert told["after"] == told["held"]


def test_nothing_of_the_run_is_left(session: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = session
    assert [path.name for path in (folder / "work").iterdir()] == ["readings"]
