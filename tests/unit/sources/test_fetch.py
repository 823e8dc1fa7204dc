"""Fetching from a real server on loopback: polite to it, and on guard against it."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from lagebild.errors import SourceError
from lagebild.sources import fetch
from lagebild.sources.fetch import Fetcher, LaterError, Robots

from .server import Clock, Server, serving


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    running.replies.clear()
    running.asked.clear()
    return running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Fetcher:
    return Fetcher(clock=clock, contact="me@kurant.example")


def test_headers_that_come_byte_by_byte_are_not_waited_for(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    monkeypatch.setattr(fetch, "_DEADLINE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        site = f"http://127.0.0.1:{listening.getsockname()[1]}"

        def drip() -> None:
            served, _ = listening.accept()
            with served, contextlib.suppress(OSError):
                served.recv(4096)
                served.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                for _ in range(200):
                    time.sleep(0.02)
                    served.sendall(b"a")
                served.sendall(b"\r\n\r\nEins.")  # in the end it would come

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        fetcher = Fetcher({site: Robots("", until=clock.time() + 60)}, clock=clock)
        with pytest.raises(LaterError, match="headers take longer than"):
            fetcher.get(f"{site}/feed")
        thread.join(10)


def test_it_says_who_it_is_and_gives_what_stands_there(server: Server, fetcher: Fetcher) -> None:
    server.gives("/feed?x=1", "Eins.", etag='"a"', last_modified="Wed, 05 May 2021 14:30:00 GMT")
    answer = fetcher.get(server.url("/feed?x=1"))
    assert (answer.body, answer.media, answer.etag) == (b"Eins.", "application/rss+xml", '"a"')
    assert answer.modified == "Wed, 05 May 2021 14:30:00 GMT"
    assert server.paths == ["/robots.txt", "/feed?x=1"]
    assert all(
        h["user-agent"].startswith("Lagebild/") and "me@kurant.example" in h["user-agent"] for _, h in server.asked
    )


def test_what_has_not_changed_is_not_sent_again(server: Server, fetcher: Fetcher) -> None:
    server.gives("/feed", "Eins.", etag='"a"')
    first = fetcher.get(server.url("/feed"))
    again = fetcher.get(server.url("/feed"), etag=first.etag, modified=first.modified)
    assert again.body is None
    assert server.paths == ["/robots.txt", "/feed", "/feed"]  # robots.txt is asked for once a day


def test_there_is_a_pause_between_two_requests_and_a_longer_one_if_the_host_asks(
    server: Server, fetcher: Fetcher, clock: Clock
) -> None:
    server.gives("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", media="text/plain")
    server.gives("/feed", "Eins.")
    fetcher.get(server.url("/feed"))
    fetcher.get(server.url("/feed"))
    assert clock.waits == [7.0, 7.0]


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /geheim", "/geheim/feed", False),
        ("User-agent: *\nDisallow: /geheim", "/feed", True),
        ("User-agent: Lagebild\nDisallow: /", "/feed", False),
        ("User-agent: Andere\nDisallow: /", "/feed", True),
        ("User-agent: *\nDisallow: /\nAllow: /*.xml$", "/feed.xml", True),
        ("\x00\xff kein Text", "/feed", True),
    ],
)
def test_robots_txt_is_heeded(server: Server, fetcher: Fetcher, rules: str, path: str, allowed: bool) -> None:
    server.gives("/robots.txt", rules, media="text/plain")
    server.gives(path, "Eins.")
    if allowed:
        assert fetcher.get(server.url(path)).body == b"Eins."
        return
    with pytest.raises(SourceError, match=r"the robots.txt of 127.0.0.1 forbids"):
        fetcher.get(server.url(path))
    assert server.paths == ["/robots.txt"]


def test_where_robots_txt_cannot_be_had_nothing_is_fetched(server: Server, fetcher: Fetcher, clock: Clock) -> None:
    server.gives("/robots.txt", "", status=503)
    server.gives("/feed", "Eins.")
    with pytest.raises(LaterError, match="cannot be had"):
        fetcher.get(server.url("/feed"))
    server.gives("/robots.txt", "", status=404)
    clock.now += 601
    assert fetcher.get(server.url("/feed")).body == b"Eins."


def test_a_move_on_the_same_host_is_followed(server: Server, fetcher: Fetcher) -> None:
    server.gives("/alt", "", status=301, location="/neu")
    server.gives("/neu", "Eins.")
    answer = fetcher.get(server.url("/alt"))
    assert (answer.body, answer.url) == (b"Eins.", server.url("/neu"))


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("http://localhost:{port}/neu", "leads to another host, localhost"),
        ("http://169.254.169.254/latest", "leads to another host, 169.254.169.254"),
        ("http://127.0.0.1:9/neu", "leads to another port, 9"),
        ("file:///etc/passwd", "only http and https are fetched"),
        ("/kreis", "from address to address more than 5 times"),
        ("http://[kaputt/", "leads to what is no address"),
        ("http://ada:geheim@127.0.0.1:{port}/neu", "a name or a password"),
    ],
)
def test_a_move_elsewhere_is_refused(server: Server, fetcher: Fetcher, target: str, says: str) -> None:
    server.gives("/kreis", "", status=302, location=target.format(port=server.port))
    server.gives("/neu", "Geheim.")
    with pytest.raises(SourceError, match=says):
        fetcher.get(server.url("/kreis"))
    assert "/neu" not in server.paths


def test_a_name_that_leads_into_a_private_network_is_refused(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def lied(host: str, *args: Any, **options: Any) -> Any:
        return real("127.0.0.1" if host == "kurant.example" else host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", lied)
    with pytest.raises(SourceError, match=r"kurant.example leads to 127.0.0.1, which is within a private network"):
        fetcher.get(server.url("/feed", host="kurant.example"))
    assert server.asked == []


def test_the_next_address_of_a_host_is_tried_if_the_first_does_not_answer(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def several(host: str, *args: Any, **options: Any) -> Any:
        hosts = ("127.0.0.9", "127.0.0.1") if host == "localhost" else (host,)
        return [found for one in hosts for found in real(one, *args, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", several)
    server.gives("/feed", "Eins.")
    assert fetcher.get(server.url("/feed", host="localhost")).body == b"Eins."


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://kurant.example/feed", "only http and https"),
        ("kurant.example/feed", "only http and https"),
        ("http://", "only http and https"),
        ("http://kurant.example:0/feed", "port 0"),
        ("http://kurant.example:99999/feed", "is no address"),
        ("http://kurant.example/a b", "a blank"),
        ("http://kurant.example/a\r\nX: y", "a blank|no address"),
        ("http://ada:x@kurant.example/", "a password"),
    ],
)
def test_what_is_no_address_is_said(fetcher: Fetcher, url: str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        fetcher.get(url)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, SourceError), (410, SourceError), (403, SourceError), (429, LaterError), (503, LaterError)],
)
def test_what_a_server_refuses_is_said(server: Server, fetcher: Fetcher, status: int, kind: type[SourceError]) -> None:
    server.gives("/feed", "", status=status, retry_after="120")
    with pytest.raises(kind, match=str(status)) as caught:
        fetcher.get(server.url("/feed"))
    assert type(caught.value) is kind
    if isinstance(caught.value, LaterError):
        assert caught.value.seconds == 120.0


def _endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "application/rss+xml")
    request.end_headers()
    while True:
        request.wfile.write(b"<item><description>Noch einer.</description></item>" * 100)


def test_an_answer_without_end_is_refused(server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MOST", 1_000_000)
    server.replies["/feed"] = _endless
    with pytest.raises(SourceError, match="longer than 1 MB, or has no end"):
        fetcher.get(server.url("/feed"))


def test_an_answer_that_unfolds_is_refused(server: Server, fetcher: Fetcher) -> None:
    server.gives("/feed", gzip.compress(b"a" * 30_000_000), content_encoding="gzip")
    with pytest.raises(SourceError, match="longer than 20 MB"):
        fetcher.get(server.url("/feed"))
    server.gives("/feed", gzip.compress(b"Eins."), content_encoding="gzip")
    assert fetcher.get(server.url("/feed")).body == b"Eins."
    server.gives("/feed", gzip.compress(b"Eins." * 1000)[:-12], content_encoding="gzip")
    with pytest.raises(LaterError, match="breaks off"):
        fetcher.get(server.url("/feed"))
    server.gives("/feed", b"x", content_encoding="br")
    with pytest.raises(SourceError, match="packed as 'br'"):
        fetcher.get(server.url("/feed"))


def test_a_server_out_of_reach_is_asked_later(fetcher: Fetcher) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(LaterError, match=r"robots\.txt cannot be had"):
        fetcher.get(f"http://127.0.0.1:{port}/feed")
