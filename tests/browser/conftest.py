"""A real Chromium for the walks over the pages."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.walking import LOOKS, Walk

CHROMIUM = os.environ.get("LAGEBILD_CHROMIUM") or shutil.which("chromium")

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if importlib.util.find_spec("playwright") is None or not CHROMIUM:
        pytest.skip("the browser tests need the package playwright and Debian's chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=list(LOOKS))
def walk(request: pytest.FixtureRequest, chromium: Any, address: str) -> Iterator[Walk]:
    walking = Walk(chromium, address, **LOOKS[request.param])
    yield walking
    walking.context.close()
    assert walking.wrong == []
