"""What all tests share: the examples, the analyser, and `--update-golden`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from lagebild.document import Document
from lagebild.reading import Reading
from lagebild.threads import one_thread

one_thread()  # in this process and every command that a test starts
# what a process has compiled the next one takes: else each command that a test starts compiles the whole package again
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory: thousands of commits of SQLite there need not wait for a disk."""
ENOUGH = 4 << 30
"""Bytes that must be free there; a run takes less than one in four of them."""


def in_memory() -> bool:
    """True if the files of tests go to memory: there is room, programs may run there, and nobody says where they shall go."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return False
    there = os.statvfs(MEMORY)
    return not there.f_flag & os.ST_NOEXEC and there.f_bavail * there.f_frsize > ENOUGH


if in_memory():
    tempfile.tempdir = os.environ["TMPDIR"] = str(MEMORY)

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
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what one bench or test has read and another asks, the same for all processes of this run of the tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "readings"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def example_readings(root: Path, read_once: Path) -> list[Reading]:
    """What the examples say, by today's reader."""
    from bench.readings import readings

    from lagebild.sources import read_sources

    given = list(read_sources([str(root / "examples")]))
    found = readings((one for one in given if isinstance(one, Document)), folder=read_once)
    assert len(found) == len(given), given
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.exists():
        pytest.skip("the corpora (../shared) are not at hand")
    return SHARED
