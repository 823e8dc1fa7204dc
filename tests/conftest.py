"""What all tests share: the examples, the analyser, and `--update-golden`."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.threads import one_thread

one_thread()  # in this process and every command that a test starts

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is read today as what is expected")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.exists():
        pytest.skip("the corpora (../shared) are not at hand")
    return SHARED
