"""The login in a real Chromium: by keyboard, on a phone, in the dark, without JavaScript, and from somebody else's page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.browser.serving import serving
from tests.browser.walking import Walk
from tests.unit.web.conftest import reading

from lagebild.store import Store
from lagebild.web import users
from lagebild.web.login import Door
from lagebild.web.users import Right, User, Users

ANNA, BEN = "im Hafen liegt Eis", "die Fähre kommt spät"
LONG = "Dr. Annegret-Friederike von der Marwitz-Schönfeld zu Brunn"

TEAM: tuple[tuple[str, Right, str], ...] = (("anna", "decide", ANNA), ("ben", "read", BEN), (LONG, "decide", ANNA))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("login")
    store = Store.open(folder / "record.db")
    store.add(reading())
    known = {
        name: User(name=name, right=right, hash=users.hashed(password, cost=(2, 1, 1)))
        for name, right, password in TEAM
    }
    users.write(folder / "users", known)
    with serving(store, door=Door(Users(folder / "users"))) as address:
        yield address


def log_in(walk: Walk, name: str, password: str) -> None:
    walk.page.fill("#name", name)
    walk.page.fill("#password", password)
    walk.follow("form.login button")


def test_one_logs_in_by_keyboard_and_out_again(walk: Walk) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

    def sound() -> None:
        assert walk.wide() <= 0
        found = axe.Axe().run(walk.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        assert [v["nodes"][0]["html"] for v in found.response["violations"]] == []

    page = walk.page
    walk.to("/chronicle?type=COERCE")
    assert page.locator("nav").count() == 0
    sound()
    page.focus("#name")
    page.keyboard.type("anna")
    page.keyboard.press("Tab")
    page.keyboard.type("falsch und lang genug")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.input_value("#name") == "anna"
    assert page.input_value("#password") == ""
    sound()
    walk.wrong.clear()  # the browser notes the status 401
    page.focus("#password")
    page.keyboard.type(ANNA)
    page.keyboard.press("Enter")
    page.wait_for_selector(".visitor")
    assert page.url == f"{walk.address}/chronicle?type=COERCE"
    sound()
    page.locator(".visitor button").press("Enter")
    page.wait_for_selector("form.login")
    walk.to("/decisions")
    assert page.url.endswith("/login?next=%2Fdecisions")


def test_without_javascript_one_decides_by_name(chromium: Any, address: str) -> None:
    walk = Walk(chromium, address, java_script_enabled=False)
    page = walk.page
    walk.to("/said")
    log_in(walk, LONG, ANNA)
    assert page.url == f"{address}/said"
    page.locator("details.told, .entry details").first.locator("summary").first.click()
    page.locator("details.judge summary").first.click()
    walk.follow(page.locator("details.judge form button").first)
    assert LONG in page.inner_text("#decided")
    walk.follow("#decided .undo button")
    walk.to("/decisions")
    assert page.inner_text(".decisions").count(LONG) == 2
    assert walk.wrong == []
    walk.context.close()


def test_who_may_only_read_finds_no_form_and_no_fault(walk: Walk) -> None:
    walk.to("/")
    log_in(walk, "ben", BEN)
    for path in ("/", "/said", "/reports/r1", "/decisions", "/who/person%3Amira-tolk"):
        walk.to(path)
        assert walk.page.locator(".judge form, .adding, form.undo:not(.visitor form)").count() == 0, path
        assert walk.wide() <= 0
        assert "liest nur" in walk.page.inner_text(".visitor")


class Elsewhere(BaseHTTPRequestHandler):
    """A page of somebody else with a link to ours, and a form that would write to it."""

    ours = ""

    def do_GET(self) -> None:
        body = (
            "<!doctype html><meta charset=utf-8><link rel=icon href='data:,'>"
            f"<a href='{self.ours}/decisions?kind=wrong'>dort</a>"
            f"<form method=post action='{self.ours}/undo'><input name=decision value=1><button>weg</button></form>"
        ).encode()
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_a_link_from_somebody_elses_page_needs_no_second_login_and_its_form_does_nothing(
    chromium: Any, address: str
) -> None:
    walk = Walk(chromium, address)
    Elsewhere.ours = address
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page = walk.page
        walk.to("/")
        log_in(walk, "anna", ANNA)
        page.wait_for_selector(".visitor")
        assert walk.wrong == []
        page.goto(f"http://localhost:{server.server_address[1]}/")
        page.click("a")
        page.wait_for_selector(".visitor")  # it comes a second time, with the cookie that a link from elsewhere lacks
        assert page.url == f"{address}/decisions?kind=wrong"
        page.goto(f"http://localhost:{server.server_address[1]}/")
        with page.expect_navigation() as done:
            page.click("button")
        assert done.value is not None
        assert done.value.status in (401, 403)
    finally:
        walk.context.close()
        server.shutdown()
        server.server_close()
