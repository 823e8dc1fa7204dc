"""The hostile files beside this checkout: each is read or refused with a word, in time, and stops nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

MOST_SECONDS = 20.0
MOST_KILOBYTES = 1_000_000
SMALL = 10_000
"""Files of fewer bytes are read by one process, under the bounds of one file: it is its start that would take the time."""


LAUNCHED = """
import os, sys
command = [sys.executable, "-c", "from lagebild.cli import main; main()", *sys.argv[2:]]
_, status, used = os.wait4(os.spawnv(os.P_NOWAIT, sys.executable, command), 0)
open(sys.argv[1], "w").write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A program between: a command begins with the memory of what starts it, and the tests themselves are large."""


def command(*args: str | Path) -> tuple[subprocess.CompletedProcess[str], float, int]:
    """What a command of Lagebild says, its seconds of processor time and its largest memory in kilobytes."""
    with TemporaryDirectory() as folder:
        used = Path(folder) / "used"
        done = subprocess.run(
            [sys.executable, "-c", LAUNCHED, str(used), *map(str, args)], capture_output=True, text=True, check=False
        )
        seconds, kilobytes = used.read_text().split()
    return done, float(seconds), int(kilobytes)


@pytest.fixture(scope="module")
def hostile(shared: Path) -> list[Path]:
    found = sorted(path for path in (shared / "hostile").glob("*") if path.name != "README.md")
    if not found:
        pytest.skip("the hostile files (../shared/hostile) are not at hand")
    return found


def test_each_is_read_or_refused_in_time(hostile: list[Path]) -> None:
    small = [path for path in hostile if path.stat().st_size < SMALL]
    for paths in (small, *([path] for path in hostile if path not in small)):
        names = ", ".join(path.name for path in paths)
        done, spent, memory = command("read", "--published", "2021-03-08", *paths)
        assert spent < MOST_SECONDS, names
        assert memory < MOST_KILOBYTES, names
        assert "Traceback" not in done.stderr, names
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(answers) == len(paths), names
        refused = [(path, answer["error"]) for path, answer in zip(paths, answers, strict=True) if "error" in answer]
        assert done.returncode == bool(refused), names
        for path, error in refused:
            assert path.name in error
            assert ";" in error, f"{error} says no remedy"
            assert error in done.stderr


def test_none_stops_a_run_and_the_report_behind_them_is_on_record(hostile: list[Path], tmp_path: Path) -> None:
    sound = tmp_path / "z.txt"
    sound.write_text("Ministerin Ada Brunn trat am Montag zurück.", encoding="utf-8")
    done, _, memory = command("add", "--db", tmp_path / "lage.db", *hostile, sound)
    assert done.returncode == 1
    assert memory < MOST_KILOBYTES
    assert "Traceback" not in done.stderr
    found, _, _ = command("search", "--db", tmp_path / "lage.db", "Ministerin Ada Brunn Montag")
    assert "Ada Brunn trat am Montag" in found.stdout
    again, _, _ = command("add", "--db", tmp_path / "lage.db", *hostile, sound)
    assert ": 0 added" in again.stdout
