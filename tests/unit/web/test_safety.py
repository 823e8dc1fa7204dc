"""The text of reports is hostile, and so may be whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from lagebild.reading import Reading

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "javascript:alert(1)",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "{{ 7 * 7 }}{% raw %}",
    "<!--<script>",
    "&lt;script&gt;",
    "<style>*{background:url(//evil.example)}</style>",
    "\u202e<b>\u2066",
    "<math><mtext><img src onerror=alert(1)>",
]


class Harm(HTMLParser):
    """Collects whatever on a page could run or fetch, other than what is our own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("iframe", "img", "object", "embed", "style", "base", "math", "b x"):
            self.found.append(tag)
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            self.found.append("script")
        for name, value in given.items():
            outward = name in ("href", "src", "action") and not value.startswith(("/", "#", "?"))
            if name.startswith("on") or name in ("style", "srcdoc", "autofocus") or outward:
                self.found.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("bad", HOSTILE)
def test_nothing_of_a_report_runs(make_pages: Make, make_reading: MakeReading, bad: str) -> None:
    pages = make_pages(make_reading(f"id{bad}", name=f"Mira {bad} Tolk", title=bad, outlet=bad, tail=bad))
    pages.app.state.site.store.fail(bad, bad)
    person = pages.get("/who", params={"name": f"Mira {bad} Tolk"}).headers["location"]
    start = pages.get("/start.json").json()
    assert start["newest"][0]["title"] == bad
    report = next(line for line in pages.get("/").text.split('"') if line.startswith("/reports/"))
    for path in ("/", "/search", "/chronicle", "/said", "/states", report, person):
        page = pages.get(path, params={"q": bad, "actor": bad, "by": bad, "outlet": bad} if path != person else {})
        assert page.status_code == 200, path
        harm = Harm()
        harm.feed(page.text)
        assert harm.found == [], path
        assert "script-src 'self'" in page.headers["content-security-policy"]
        assert "unsafe" not in page.headers["content-security-policy"]


def test_a_write_needs_the_token_and_our_own_page(make_pages: Make) -> None:
    pages = make_pages()
    ours = {"origin": "http://127.0.0.1"}
    form = {"text": "", "token": pages.token}
    assert pages.ask("POST", "/add", data=form).status_code == 403
    assert pages.ask("POST", "/add", data=form, headers={"origin": "http://evil.example"}).status_code == 403
    assert pages.ask("POST", "/add", data=form, headers={"origin": "null"}).status_code == 403
    assert pages.ask("POST", "/add", data={"text": "x"}, headers=ours).status_code == 403
    assert pages.ask("POST", "/add", data={"text": "x", "token": "ü"}, headers=ours).status_code == 403
    done = pages.ask("POST", "/add", data=form, headers=ours)
    assert done.status_code == 200
    assert "weder ein Text noch eine Datei" in done.text
    assert pages.get("/add").status_code == 405


def test_uploads_are_limited_in_size(make_pages: Make) -> None:
    pages = make_pages()
    large = {"origin": "http://127.0.0.1", "content-length": "20000001"}
    assert pages.ask("POST", "/add", content=b"", headers=large).status_code == 413


def test_only_names_of_this_machine_are_answered(make_pages: Make) -> None:
    assert make_pages().get("/", headers={"host": "evil.example"}).status_code == 400
