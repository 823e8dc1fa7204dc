"""A record kept current from a server on loopback: nothing twice, nothing lost, over restarts too."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lagebild.api import Record
from lagebild.errors import SourceError
from lagebild.watching import Told, Watch, load, state_file
from tests.calling import lagebild, process

from .sources.server import Clock, Server, serving

BRUNN = "Ministerpräsidentin Ada Brunn ist am Montag in Norhaven zurückgetreten."
HALM = "Unbekannte erschossen am Dienstag in Halm den Händler Otto Wollek."


def feed(*entries: tuple[str, str], whole: bool = True) -> str:
    tag = "content:encoded" if whole else "description"
    items = "".join(
        f"<item><title>{link}</title><link>LINK/{link}</link><pubDate>Wed, 05 May 2021 14:30:00 +0200</pubDate>"
        f"<{tag}>{text}</{tag}></item>"
        for link, text in entries
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Rheinischer Kurant</title>{items}</channel></rss>"
    )


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "lage.db") as opened:
        yield opened


class Watched:
    """A watch that can be begun anew, as after a restart, with what it warned of."""

    def __init__(self, record: Record, server: Server, folder: Path) -> None:
        self.record, self.server, self.state = record, server, folder / "lage.db.watch.json"
        self.clock, self.warned = Clock(), list[str]()

    def once(self, *paths: str, after: float = 3600.0, notify: str | None = None, pages: bool = False) -> list[Told]:
        self.clock.now += after
        watch = Watch(
            self.record, [self.server.url(path) for path in paths or ("/feed",)], state=self.state, every=900.0,
            notify=notify, pages=pages, clock=self.clock, warn=self.warned.append,
        )  # fmt: skip
        return list(watch.once())

    def gives(self, *entries: tuple[str, str], whole: bool = True, etag: str = "") -> None:
        content = feed(*entries, whole=whole).replace("LINK", self.server.url(""))
        if etag:
            self.server.gives("/feed", content, etag=etag)
        else:
            self.server.gives("/feed", content)


@pytest.fixture
def watched(record: Record, server: Server, tmp_path: Path) -> Watched:
    return Watched(record, server, tmp_path)


def counts(told: list[Told]) -> list[tuple[int, int, int]]:
    assert not any(one.error for one in told), told
    return [(one.added, one.versions, one.failed) for one in told]


def test_what_is_new_comes_on_record_once_over_restarts(watched: Watched) -> None:
    watched.gives(("a", BRUNN), etag='"1"')
    assert counts(watched.once()) == [(1, 0, 0)]
    (again,) = watched.once()
    assert again.unchanged
    assert [h.get("if-none-match") for path, h in watched.server.asked if path == "/feed"] == [None, '"1"']
    watched.gives(("b", HALM), ("a", BRUNN), etag='"2"')
    assert counts(watched.once()) == [(1, 0, 0)]
    watched.gives(("b", HALM.replace("Dienstag", "Mittwoch")), ("a", BRUNN))
    assert counts(watched.once()) == [(0, 1, 0)]  # another text at one address is a version
    assert watched.server.paths.count("/robots.txt") == 1  # kept over restarts, for a day
    assert [office.title for office in watched.record.offices()] == ["Ministerpräsidentin"]


def test_a_feed_is_left_alone_until_it_is_due(watched: Watched) -> None:
    watched.gives(("a", BRUNN))
    assert len(watched.once()) == 1
    assert watched.once(after=60.0) == []
    assert len(watched.once(after=900.0)) == 1


def test_a_feed_that_fails_is_left_alone_longer_each_time_and_the_others_are_asked(watched: Watched) -> None:
    watched.gives(("a", BRUNN))
    watched.server.gives("/kaputt", "", status=503, retry_after="5000")
    broken, sound = watched.once("/kaputt", "/feed")
    assert "the server cannot answer now (503)" in broken.error
    assert sound.added == 1
    url = watched.server.url("/kaputt")
    assert load(watched.state).feeds[url].due == pytest.approx(watched.clock.now + 5000, abs=10)
    watched.server.gives("/kaputt", "", status=500)
    for failures, rest in ((2, 1800), (3, 3600), (4, 7200)):
        watched.once("/kaputt", after=9000)
        assert load(watched.state).feeds[url].failures == failures
        assert load(watched.state).feeds[url].due == pytest.approx(watched.clock.now + rest, abs=1)


def test_forever_waits_for_the_next_that_is_due(watched: Watched) -> None:
    watched.gives(("a", BRUNN))
    watch = Watch(watched.record, [watched.server.url("/feed")], state=watched.state, every=900.0, clock=watched.clock)
    told = watch.forever()
    assert next(told).added == 1
    assert next(told).added == 0
    assert max(watched.clock.waits) == pytest.approx(900, abs=5)


def test_a_command_is_told_of_new_incidents_once(watched: Watched, tmp_path: Path) -> None:
    script = tmp_path / "alert.py"
    script.write_text(
        "import sys, pathlib\nwith open(sys.argv[1], 'a') as out: out.write(sys.stdin.read() + '--\\n')\n"
    )
    notify = f"{sys.executable} {script} {tmp_path / 'said.txt'}"
    watched.gives(("a", BRUNN))
    watched.once(notify=notify)
    watched.once(notify=notify)
    watched.gives(("b", HALM), ("a", BRUNN))
    watched.once(notify=notify)
    first, second, rest = (tmp_path / "said.txt").read_text().split("--\n")
    assert [json.loads(line)["type"] for line in first.splitlines()] == ["OFFICE"]
    assert [json.loads(line)["type"] for line in second.splitlines()] == ["ASSAULT"]
    assert rest == ""


def test_what_a_command_does_not_take_is_told_again(watched: Watched, tmp_path: Path) -> None:
    watched.gives(("a", BRUNN))
    for broken in (f"{sys.executable} -c 'raise SystemExit(3)'", "/gibt/es/nicht"):
        watched.once(notify=broken)
        assert len(load(watched.state).untold) == 1
    assert "ended with 3" in watched.warned[0]
    assert "cannot be run" in watched.warned[-1]
    out = tmp_path / "said.txt"
    watched.once(notify=f"{sys.executable} -c \"import sys; open('{out}', 'w').write(sys.stdin.read())\"")
    assert json.loads(out.read_text())["type"] == "OFFICE"
    assert load(watched.state).untold == []


def test_pages_are_fetched_where_the_feed_has_a_teaser(watched: Watched) -> None:
    watched.gives(("a", "Die Ministerin geht."), ("b", "In Halm fiel ein Schuss."), whole=False)
    more = "Sie habe keine Mehrheit mehr, sagte Brunn vor dem Landtag."
    article = f"<html lang='de'><article><h1>a</h1><p>{BRUNN}</p><p>{more}</p></article></html>"
    watched.server.gives("/a", article, media="text/html")
    assert counts(watched.once(pages=True)) == [(2, 0, 0)]
    assert any("/b: the server answers 404" in warning for warning in watched.warned)
    sentences = [hit.sentence for hit in watched.record.search("Brunn Norhaven", kind="sentence")]
    assert sentences == [BRUNN]
    assert watched.record.search("Schuss")
    watched.server.asked.clear()
    watched.once(pages=True)
    assert watched.server.paths == ["/feed"]  # pages are not fetched again


def test_a_web_page_names_its_feeds(watched: Watched) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    watched.server.gives("/feed", f"<!DOCTYPE html><html><head>{link}</head></html>", media="text/html")
    (told,) = watched.once()
    assert f"is a web page and no feed; it names {watched.server.url('/rss.xml')}" in told.error


def test_a_broken_entry_is_warned_of_and_the_others_come_on_record(watched: Watched) -> None:
    watched.gives(("a", BRUNN), ("b", ""))
    assert counts(watched.once()) == [(1, 0, 1)]
    assert "this entry has no text" in watched.warned[0]
    assert counts(watched.once()) == [(0, 0, 0)]  # and is not warned of again


def test_a_state_that_is_none_is_said(record: Record, tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("{kaputt")
    with pytest.raises(SourceError, match="is no state of a watch"):
        Watch(record, ["http://127.0.0.1:9/"], state=tmp_path / "s.json")


def test_the_state_stands_beside_the_record() -> None:
    assert state_file("a/lage.db") == Path("a/lage.db.watch.json")
    assert state_file("postgresql+psycopg://ada:geheim@host/lage") == Path("lagebild.watch.json")


def test_the_command(server: Server, tmp_path: Path) -> None:
    server.gives("/feed", feed(("a", BRUNN)).replace("LINK", server.url("")))
    call = ("watch", "--once", "--db", tmp_path / "r.db")
    for says in (": 1 added, 0 new versions, 0 failed", ""):  # the second time it is not due yet
        done = lagebild(*call, server.url("/feed"))
        assert done.returncode == 0, done.stderr
        assert says in done.stdout.decode()
    assert (tmp_path / "r.db.watch.json").exists()
    done = process(*call, server.url("/nichts"))
    assert done.returncode == 1
    assert b"the server answers 404" in done.stderr
    for wrong, says in (("7", "is no interval"), ("5s", "once a minute at most")):
        done = lagebild(*call, "--every", wrong, "x")
        assert done.returncode == 2
        assert says in done.stderr.decode()
