"""No figure falls below its floor, where the corpora are at hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHES = sorted(path.parent.name for path in (Path(__file__).parent.parent / "bench").glob("*/__main__.py"))
SAYS_NOTHING = ("not at hand", "are missing", "is missing")


@pytest.mark.parametrize("name", BENCHES)
def test_no_figure_falls_below_its_floor(name: str, root: Path) -> None:
    options = ["--no-peer"] if name == "times" else []
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", *options], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode == 0 and any(sign in done.stdout for sign in SAYS_NOTHING):
        pytest.skip(f"bench.{name}: the corpora (../shared) are not at hand")
    assert done.returncode == 0, done.stdout + done.stderr
