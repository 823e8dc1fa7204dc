"""What all tests share: the examples, the analyser, and `--update-golden`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from lagebild.reading import Reading
from lagebild.threads import one_thread

one_thread()  # in this process and every command that a test starts
# what a process has compiled the next one takes: else each command that a test starts compiles the whole package again
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is read today as what is expected")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins, so that no process is left alone with it in the end."""
    items.sort(key=lambda item: item.path.name != "test_bench.py")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def example_readings(root: Path) -> list[Reading]:
    """What the examples say, by today's reader."""
    from lagebild import run
    from lagebild.sources import read_sources

    found = list(run.read(read_sources([str(root / "examples")])))
    readings = [reading for reading in found if isinstance(reading, Reading)]
    assert len(readings) == len(found), found
    return readings


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.exists():
        pytest.skip("the corpora (../shared) are not at hand")
    return SHARED
