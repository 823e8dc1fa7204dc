"""The text of reports is hostile, and so may be whoever asks."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator, Callable
from html.parser import HTMLParser
from typing import Any

import click
import pytest

from lagebild.cli import serve
from lagebild.errors import StoreError
from lagebild.reading import Reading
from lagebild.web.app import ADDRESSES, create_app
from lagebild.web.safety import HEADERS

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


OURS = {"origin": "http://127.0.0.1"}


def streamed(first: bytes, *, rest: int, seen: list[int], piece: int = 100_000) -> AsyncIterator[bytes]:
    """A body in pieces, of no said length; `seen` counts the bytes that were taken."""

    async def pieces() -> AsyncIterator[bytes]:
        seen.append(len(first))
        yield first
        for _ in range(rest // piece):
            seen.append(piece)
            yield b"x" * piece

    return pieces()


def test_a_body_that_says_it_is_too_large_is_not_read(make_pages: Make) -> None:
    pages = make_pages()
    seen: list[int] = []
    large = {**OURS, "content-length": str(10**30)}
    body = streamed(f"token={pages.token}&text=".encode(), rest=10**6, seen=seen)
    assert pages.stream("/add", body, headers=large).status_code == 413
    assert seen == []


@pytest.mark.parametrize("said", [{}, {"content-length": "10"}, {"content-length": "x"}])
def test_a_body_is_counted_as_it_arrives_whatever_its_headers_say(make_pages: Make, said: dict[str, str]) -> None:
    pages = make_pages()
    seen: list[int] = []
    body = streamed(f"token={pages.token}&text=".encode(), rest=100_000_000, seen=seen)
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert pages.stream("/add", body, headers={**OURS, **form, **said}).status_code == 413
    assert 20_000_000 < sum(seen) < 20_300_000


@pytest.mark.parametrize("path", ["/add", "/decide", "/undo"])
def test_without_origin_or_token_the_body_is_not_read(make_pages: Make, path: str) -> None:
    pages = make_pages()
    form = {"content-type": "application/x-www-form-urlencoded"}
    right, wrong = f"token={pages.token}&x=".encode(), b"token=" + b"0" * 43 + b"&x="
    for headers, first, most in (
        ({}, right, 0),
        ({"origin": "http://evil.example"}, right, 0),
        ({"referer": "http://127.0.0.1.evil.example/"}, right, 0),
        ({"origin": "http://[bad"}, right, 0),
        (OURS, wrong, 200_000),
        (OURS, b"x" * 70_000 + right, 70_100),  # the token comes too late
    ):
        seen: list[int] = []
        answer = pages.stream(path, streamed(first, rest=10_000_000, seen=seen), headers={**form, **headers})
        assert answer.status_code == 403
        assert sum(seen) <= most, headers


def test_the_token_may_be_cut_between_two_pieces(make_pages: Make) -> None:
    pages = make_pages()

    async def body() -> AsyncIterator[bytes]:
        for letter in f"token={pages.token}&text=".encode():
            yield bytes([letter])

    form = {"content-type": "application/x-www-form-urlencoded", **OURS}
    assert pages.stream("/add", body(), headers=form).status_code == 200


@pytest.mark.parametrize(
    "charset", ["undefined", "unicode_escape", "punycode", "utf-16", "nosuch", "*=undefined", "*=''undefined"]
)
def test_a_form_in_another_encoding_is_refused(make_pages: Make, charset: str) -> None:
    pages = make_pages()
    body = b"".join(
        f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in (("token", pages.token), ("text", "Karl Dorn \\ud800 trat zurück."))
    )
    said = f"charset{charset}" if charset.startswith("*") else f"charset={charset}"
    for path in ("/add", "/decide"):
        headers = {**OURS, "content-type": f"multipart/form-data; boundary=B; {said}"}
        answer = pages.ask("POST", path, content=body + b"--B--\r\n", headers=headers)
        assert answer.status_code == 415
        assert "UTF-8" in answer.text
    headers = {**OURS, "content-type": "multipart/form-data; boundary=B; charset=UTF-8"}
    assert pages.ask("POST", "/add", content=body + b"--B--\r\n", headers=headers).status_code == 200


@pytest.mark.parametrize("name", ["文" * 150, "😀𝕒" * 100, "ü" * 150, "a" * 400], ids=ascii)
def test_a_file_with_a_long_name_is_read(make_pages: Make, name: str) -> None:
    pages = make_pages()
    files = {"files": (f"{name}.txt", "Karl Dorn trat zurück.".encode(), "text/plain")}
    answer = pages.ask("POST", "/add", data={"token": pages.token}, files=files, headers=OURS)
    assert answer.status_code == 200
    assert pages.get("/start.json").json()["size"]["reports"] == 1


@pytest.mark.parametrize("where", ["reports", "who", "incidents", "states", "outlets"])
def test_an_address_that_is_too_long_is_answered_with_a_word(make_pages: Make, where: str) -> None:
    pages = make_pages()
    for key in ("x" * 60_000, "%C3%BC" * 10_000):
        answer = pages.get(f"/{where}/{key}")
        assert answer.status_code == 400
        assert "longer than" in answer.text
    assert pages.get(f"/{where}/" + "x" * 30_000).status_code == 404


def test_the_token_of_another_field_is_none(make_pages: Make) -> None:
    pages = make_pages()
    form = {"text": f"{pages.token} Karl Dorn trat zurück.", "token": "x"}
    assert pages.ask("POST", "/add", data=form, headers=OURS).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:127.0.0.1", "", "[::2]", "*"])
def test_only_names_of_this_machine_are_answered(make_pages: Make, host: str) -> None:
    answer = make_pages().get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "allow-host" in answer.text
    assert host == "" or host not in answer.text
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8765", "LOCALHOST", "[::1]:8765", "[::1]", "localhost."])
def test_names_of_this_machine_are_answered(make_pages: Make, host: str) -> None:
    assert make_pages().get("/", headers={"host": host}).status_code == 200


def test_a_host_can_be_allowed(make_pages: Make) -> None:
    pages = make_pages()
    app = create_app(pages.store, hosts=("lage.example", "2001:db8::1"))
    pages.app = app
    assert pages.get("/", headers={"host": "lage.example:80"}).status_code == 200
    assert pages.get("/", headers={"host": "[2001:db8::1]:80"}).status_code == 200
    assert pages.get("/", headers={"host": "127.0.0.1"}).status_code == 400


@pytest.mark.parametrize(
    ("host", "allowed", "answers"),
    [
        ("0.0.0.0", ("lage.example",), ("lage.example", "localhost")),
        ("::", ("10.0.0.7",), ("10.0.0.7", "::1")),
        ("10.0.0.7", (), ("10.0.0.7", "127.0.0.1")),
        ("::1", (), ("::1",)),
    ],
)
def test_the_names_that_serve_answers_to(host: str, allowed: tuple[str, ...], answers: tuple[str, ...]) -> None:
    found = serve._hosts(host, allowed)
    assert set(answers) <= set(found)
    assert "*" not in found
    assert "0.0.0.0" not in found


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "0", "0.0", "", "0:0:0:0:0:0:0:0", "::0"])
def test_every_address_needs_a_name(host: str) -> None:
    with pytest.raises(click.UsageError, match="--allow-host"):
        serve._hosts(host, ())


@pytest.mark.parametrize("name", ["*", "", "*.example", "http://lage.example"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(click.UsageError, match="no name of a host"):
        serve._hosts("0.0.0.0", (name,))


def test_a_page_that_fails_says_so_with_all_headers_and_nothing_else(
    make_pages: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pages = make_pages()

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("in /home/somebody")

    monkeypatch.setattr("lagebild.web.pages.size_of", fails)
    answer = pages.get("/")
    assert answer.status_code == 500
    assert "somebody" not in answer.text
    assert "somebody" in caplog.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "error", [ValueError("no day"), KeyError("kind"), IndexError("none"), TypeError("None"), OverflowError("a date")]
)
def test_a_fault_in_a_page_is_not_taken_for_damage(
    make_pages: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    pages = make_pages()

    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("lagebild.web.pages.size_of", fails)
    assert pages.get("/").status_code == 500
    assert repr(error) in [repr(record.exc_info[1]) for record in caplog.records if record.exc_info]


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ("UPDATE incidents SET data = '{'", "/chronicle"),
        ("UPDATE reports SET reading = '{'", "/reports/r1"),
        ("UPDATE statements SET sure = '{'", "/said"),
        ("UPDATE tenures SET data = '[]'", "/offices"),
    ],
)
def test_what_cannot_be_decoded_is_damage(
    make_pages: Make, make_reading: MakeReading, caplog: pytest.LogCaptureFixture, changed: str, path: str
) -> None:
    pages = make_pages(make_reading())
    assert pages.get(path).status_code == 200
    with pages.store.engine.begin() as connection:
        connection.exec_driver_sql(changed)
    assert pages.get(path).status_code == 503
    assert "damaged" in caplog.text


@pytest.mark.parametrize("path", ["/nothing", "/reports/x", "/static/x", "/add", "/chronicle?type=x"])
def test_headers_are_on_errors_too(make_pages: Make, path: str) -> None:
    answer = make_pages().get(path)
    assert answer.status_code >= 400
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_every_address_can_be_asked_without_anything(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading("a"))
    for path in (f"{path}{ending}" for path, _ in ADDRESSES for ending in ("", ".json", "/", "?=&%", "?id=")):
        assert pages.get(path).status_code < 500, path
    for path in ("/who", "/who.json"):
        answer = pages.get(path)
        assert answer.status_code == 400
        assert "?name=" in answer.text


@pytest.mark.parametrize(("method", "path", "allowed"), [("GET", "/add", "POST"), ("POST", "/chronicle", "GET")])
def test_what_is_allowed_is_said(make_pages: Make, method: str, path: str, allowed: str) -> None:
    answer = make_pages().ask(method, path)
    assert answer.status_code == 405
    assert allowed in answer.headers["allow"]
    assert allowed in answer.text


@pytest.mark.parametrize(
    "query",
    [
        {"q": "wort " * 40},
        {"q": "a" * 7000},
        {"q": "a" * 9000},
        {"q": '" OR ' * 95},
        {"actor": "a" * 600},
        {"by": "a " * 400},
    ],
)
def test_a_query_that_is_too_long_is_answered_with_a_word(make_pages: Make, query: dict[str, str]) -> None:
    pages = make_pages()
    (name,) = query
    path = {"q": "/search", "actor": "/chronicle", "by": "/said"}[name]
    for json in ("", ".json"):
        answer = pages.get(path + json, params=query)
        assert answer.status_code == 400
        assert re.search("zu lang|too long|longer than|too many", answer.text)
        for leak in ("SELECT", "sqlite", "record.db", "MATCH"):
            assert leak not in answer.text


def test_a_database_that_refuses_says_nothing_of_itself(
    make_pages: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pages = make_pages()

    def locked(**_: bool) -> None:
        raise StoreError("/home/somebody/lage.db: SELECT nothing")

    monkeypatch.setattr(pages.store, "refresh", locked)
    for json in ("", ".json"):
        answer = pages.get("/chronicle" + json)
        assert answer.status_code == 503
        assert "somebody" not in answer.text
        assert "SELECT" not in answer.text
    assert "/home/somebody/lage.db" in caplog.text


ODD = [
    "a.json",
    "a",
    ".json",
    ".",
    "..",
    "a\nb",
    "a\n",
    "\n",
    "a/b.json",
    "/",
    "//x",
    "a?b#c",
    "a%2Fb",
    "ä b",
    "a\\b",
    "\x00",
]


@pytest.mark.parametrize("key", ODD)
def test_every_id_has_a_page(make_pages: Make, make_reading: MakeReading, key: str) -> None:
    pages = make_pages(make_reading(key), make_reading("other"))
    search = pages.get("/search", params={"q": "Hafenmeister"}).text
    links = {html.unescape(one) for one in re.findall(r'href="(/reports/[^"]*)"', search) if "other" not in one}
    (link,) = {re.sub(r"[?&]at=\d+#here$", "", one) for one in links}
    page = pages.get(link.partition("#")[0])
    assert page.status_code == 200, link
    assert page.headers["content-type"].startswith("text/html")
    (as_json,) = re.findall(r'rel="alternate" type="application/json" href="([^"]*)"', page.text)
    found = pages.get(html.unescape(as_json))
    assert found.status_code == 200, as_json
    assert found.json()["id"] == key


def test_six_posts_of_one_report_at_once(make_pages: Make) -> None:
    pages = make_pages()
    form = {"token": pages.token, "text": "Ministerin Ada Brunn trat am 3. Mai 2021 in Norhaven zurück."}
    headers = {**OURS, "accept": "application/json"}
    answers = pages.ask_together([("POST", "/add", {"data": form, "headers": headers})] * 6)
    assert [answer.status_code for answer in answers] == [200] * 6
    assert sorted(answer.json()["added"][0]["became"] for answer in answers) == ["known"] * 5 + ["new"]
    assert pages.get("/start.json").json()["size"]["reports"] == 1


@pytest.mark.parametrize("target", ["*", "start", "evil.example:80"])
def test_an_address_without_a_slash_is_refused_with_all_headers(make_pages: Make, target: str) -> None:
    """`GET *` is what HTTP allows to ask; it was a fault of the page that says that there is no such page."""
    said: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        said.append(message)

    scope = {
        "type": "http", "method": "GET", "path": target, "raw_path": target.encode(), "query_string": b"",
        "headers": [(b"host", b"127.0.0.1")], "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 80),
        "client": None, "root_path": "", "asgi": {"version": "3.0"},
    }  # fmt: skip
    asyncio.run(make_pages().app(scope, receive, send))
    assert said[0]["status"] == 400
    assert {name.encode() for name in HEADERS} <= dict(said[0]["headers"]).keys()
