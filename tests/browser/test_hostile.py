"""Hostile text in a real Chromium: on the page that says what was added, and in the forms of decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.serving import serving
from tests.browser.walking import Walk
from tests.fresh import fresh

STRINGS = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "'\"><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "' autofocus onfocus='alert(1)",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "\u202e<b onmouseover=alert(1)>\u2066",
)
EVIL = " ".join(STRINGS)
OPEN = "f => { for (let e = f; e; e = e.parentElement) if (e.tagName == 'DETAILS') e.open = true }"
TEXT = (
    "Ministerin Mira Tolk {0} sagte am 3. Mai 2019: „Karl Dorn {0} wurde verhaftet.“ Karl Dorn trat am Montag zurück."
)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with serving(fresh(tmp_path / "record.db")) as address:
        yield address


def report(**fields: str) -> dict[str, Any]:
    given = {"id": f"r {EVIL}", "title": EVIL, "outlet": EVIL, "published": "2019-05-04", "text": TEXT.format(EVIL)}
    return {
        "name": f"{EVIL[:60]}.jsonl",
        "mimeType": "application/json",
        "buffer": (json.dumps({**given, **fields}) + "\n{broken <script>alert(1)</script>\n").encode(),
    }


@pytest.mark.parametrize("script", [True, False])
def test_the_page_of_what_was_added_runs_nothing(chromium: Any, address: str, script: bool) -> None:
    walk = Walk(chromium, address, java_script_enabled=script)
    page = walk.page
    walk.to("/")
    page.fill("#outlet", EVIL[:200])
    page.set_input_files("#files", report())
    page.click(".adding button")
    if script:
        page.wait_for_selector(".progress li a")
        said = page.locator(".progress").inner_text()
    else:
        page.wait_for_selector("main ul.plain a")
        said = page.locator("main").inner_text()
    assert STRINGS[0] in said
    link = page.locator(".progress li a" if script else "main ul.plain a").first
    walk.follow(link)
    assert STRINGS[0] in page.locator("main").inner_text()
    walk.to("/")  # it shows the newest titles, and what could not be read
    assert STRINGS[1] in page.locator("main").inner_text()
    walk.context.close()
    assert walk.wrong == []


@pytest.mark.parametrize("script", [True, False])
def test_the_forms_of_decisions_run_nothing(chromium: Any, address: str, script: bool) -> None:
    walk = Walk(chromium, address, java_script_enabled=script)
    page = walk.page
    walk.to("/")
    page.set_input_files("#files", report())
    page.click(".adding button")
    page.wait_for_selector(".progress li a" if script else "main ul.plain a")
    for name in ("tolk", "dorn"):
        walk.to(f"/who?name={name}")
        assert STRINGS[0] in page.locator("main").inner_text()
        page.mouse.move(300, 300)
    same = page.locator("form:has(input[name=kind][value=same])").first
    same.evaluate(OPEN)
    same.locator("input:not([type=hidden])").first.fill(EVIL)
    walk.follow(same.locator("button"))  # there is nobody of that name: the page says so
    assert STRINGS[0] in page.locator("main").inner_text()
    walk.to("/who?name=dorn")
    judge = page.locator("form:has(input[name=kind][value=wrong])").first
    judge.evaluate(OPEN)
    judge.locator("input[name=why]").fill(EVIL)
    walk.follow(judge.locator("button"))
    walk.wrong[:] = [w for w in walk.wrong if "422" not in w]  # Chromium notes a refusal itself
    walk.to("/decisions")
    page.mouse.move(300, 300)
    assert STRINGS[0] in page.locator("main").inner_text()
    walk.context.close()
    assert walk.wrong == []


def test_a_page_of_somebody_else_can_neither_write_nor_read(chromium: Any, address: str, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.html"
    foreign.write_text(
        f"<form method=post action='{address}/add'><input name=token value=x><input name=text value='Karl Dorn.'></form>"
        f"<script>fetch('{address}/start.json').then(a => a.text()).then(t => document.title = 'read ' + t,"
        " () => document.title = 'refused')</script>",
        encoding="utf-8",
    )
    context = chromium.new_context()
    page = context.new_page()
    page.goto(foreign.as_uri())
    page.wait_for_function("document.title != ''")
    assert page.title() == "refused"
    with page.expect_navigation() as answer:
        page.evaluate("document.forms[0].submit()")
    assert answer.value.status == 403
    framed = tmp_path / "framed.html"
    framed.write_text(f"<iframe src='{address}/'></iframe>", encoding="utf-8")
    page.goto(framed.as_uri())
    page.wait_for_timeout(300)
    assert not any("Lagebild" in (frame.title() or "") for frame in page.frames[1:])
    context.close()
