"""No figure falls below its floor, where the corpora are at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench.readings import SHARED_FOLDER

BENCHES = sorted(path.parent.name for path in (Path(__file__).parent.parent / "bench").glob("*/__main__.py"))
UNGUARDED = {
    "times": ["--no-peer"],
    "statements": ["--no-speed"],
    "hostile": ["--no-seconds"],
    "exports": ["--reports", "8", "32", "--formats", "jsonld"],
}
"""Options that leave out what takes long and has no floor."""
SKIPPED = 77
"""The exit status by which a bench says that what it measures against is not at hand (bench/frame.py)."""


@pytest.mark.parametrize("name", BENCHES)
def test_no_figure_falls_below_its_floor(name: str, root: Path, read_once: Path) -> None:
    command = [sys.executable, "-m", f"bench.{name}", *UNGUARDED.get(name, ())]
    known = {**os.environ, SHARED_FOLDER: str(read_once)}
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, env=known)
    if done.returncode == SKIPPED:
        pytest.skip(done.stdout.strip().splitlines()[-1])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("figure", "says"),
    [
        ("1", ""),
        ("0.4", "made-up: below its floor: all: right 0.4 < 0.5"),
        ("", "made-up: skipped, the corpus is gone"),
    ],
)
def test_a_bench_says_by_its_status_what_came_of_it(root: Path, tmp_path: Path, figure: str, says: str) -> None:
    (tmp_path / "floors.toml").write_text("[all]\nright = 0.5\n[other]\nright = 1\n")
    code = f"""
import sys
from pathlib import Path
from bench import frame
def measure(args):
    if not args.figure:
        raise frame.NotAtHand("the corpus is gone")
    return frame.Measured({{"all": {{"right": float(args.figure)}}}})
sys.exit(frame.main("made-up", "", measure, floors=Path({str(tmp_path / "floors.toml")!r}),
                    options=lambda parser: parser.add_argument("--figure")))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "--figure", figure], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == (SKIPPED if not figure else 1 if says else 0), done.stderr
    assert done.stdout.strip() == says
