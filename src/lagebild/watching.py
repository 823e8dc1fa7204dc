"""Keeps a record current: asks feeds again and again, puts new reports on record, tells a command of new incidents.

What was asked, when, and what the servers said of it stands in a small file beside the record, written anew as a whole after
each feed. So a watch that breaks off goes on where it was: nothing is fetched or told twice, and nothing is lost.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shlex
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import urljoin, urlsplit

import msgspec

from lagebild import run
from lagebild.api import Record
from lagebild.document import Document
from lagebild.errors import LagebildError, SourceError
from lagebild.settings import Settings
from lagebild.sources import Failure
from lagebild.sources.fetch import Answer, Clock, Fetcher, LaterError, Robots
from lagebild.sources.files import reports
from lagebild.sources.part import Part

_LONGEST_REST = 86_400.0
_COMMAND_TAKES = 600.0
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.I)
_FEED_LINK = re.compile(rb"<link\b[^>]*application/(?:rss|atom)\+xml[^>]*>", re.I)
_HREF = re.compile(rb"""href\s*=\s*["']?([^"'\s>]+)""", re.I)
_TEASER = "only what the feed gives of the report is read"


class Feed(msgspec.Struct, kw_only=True):
    """What is known of one feed: what its server said last, when it may be asked again, which entries it had."""

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0
    entries: dict[str, str] = {}


class State(msgspec.Struct, kw_only=True):
    """What a watch keeps over restarts. `untold` are incidents that the command did not take yet, as JSON objects."""

    feeds: dict[str, Feed] = {}
    robots: dict[str, Robots] = {}
    untold: list[Any] = []


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one feed: how many reports came new, as versions, failed; `error` if it could not be had."""

    feed: str
    added: int = 0
    versions: int = 0
    failed: int = 0
    unchanged: bool = False
    error: str = ""


def state_file(db: str) -> Path:
    """Where the state of a record's watch is kept: beside its SQLite file, else in the working folder."""
    return Path("lagebild.watch.json") if "://" in db else Path(f"{db}.watch.json")


def load(path: Path) -> State:
    """The state that a watch left. Raises SourceError for a file that is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=State)
    except FileNotFoundError:
        return State()
    except (OSError, msgspec.DecodeError) as error:
        raise SourceError(str(path), f"is no state of a watch ({error}); move it away to begin anew") from None


def save(state: State, path: Path) -> None:
    """Write the state, as a whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(msgspec.json.format(msgspec.json.encode(state), indent=1))
    os.replace(fresh, path)


class Watch:
    """Asks feeds and keeps a record current. `pages` also fetches the pages of entries that are mere teasers.

    `every` is the number of seconds between two visits of a feed; one that fails is left alone twice as long each time, up
    to a day. `notify` is a command that gets the new incidents on its standard input, one JSON object a line, as
    `lagebild chronicle --json` prints them; it is no shell's, and no text of a report is ever among its arguments.
    """

    def __init__(
        self,
        record: Record,
        feeds: Sequence[str],
        *,
        state: Path,
        every: float = 900.0,
        notify: str | None = None,
        pages: bool = False,
        contact: str = "",
        outlet: str | None = None,
        settings: Settings | None = None,
        clock: Clock = time,
        pause: float | None = None,
        warn: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.record, self.feeds, self.path, self.every = record, list(dict.fromkeys(feeds)), state, every
        self.state = load(state)
        self._command = shlex.split(notify) if notify else []
        self._pages, self._clock, self._warn = pages, clock, warn
        self._settings = settings or Settings()
        self._given: dict[str, object] = {"outlet": outlet} if outlet else {}
        patience = {} if pause is None else {"pause": pause}
        self._fetcher = Fetcher(self.state.robots, contact=contact, clock=clock, **patience)

    def forever(self) -> Iterator[Told]:
        """Visit each feed when it is due, and wait in between, without end."""
        while True:
            yield from self.once()
            rest = min(self._feed(url).due for url in self.feeds) - self._clock.time()
            self._clock.sleep(min(max(rest, 1.0), _LONGEST_REST))

    def once(self, *, due_only: bool = True) -> Iterator[Told]:
        """Visit each feed that is due, and say what became of it; then tell the command what is new."""
        self._tell()  # what was left over
        for url in self.feeds:
            if due_only and self._feed(url).due > self._clock.time():
                continue
            yield self._visit(url)
            self._tell()

    def _feed(self, url: str) -> Feed:
        return self.state.feeds.setdefault(url, Feed())

    def _visit(self, url: str) -> Told:
        feed = self._feed(url)
        try:
            answer = self._fetcher.get(url, etag=feed.etag, modified=feed.modified)
            told, entries = self._take(url, answer, feed)
        except LagebildError as error:
            feed.failures += 1
            rest = self.every * 2.0 ** min(feed.failures - 1, 10)
            asked = error.seconds if isinstance(error, LaterError) else None
            feed.due = self._clock.time() + min(max(rest, asked or 0.0), _LONGEST_REST)
            save(self.state, self.path)
            return Told(feed=url, error=str(error))
        feed.etag, feed.modified, feed.failures, feed.entries = answer.etag, answer.modified, 0, entries
        feed.due = self._clock.time() + self.every
        save(self.state, self.path)
        return told

    def _take(self, url: str, answer: Answer, feed: Feed) -> tuple[Told, dict[str, str]]:
        """Put on record what is new in an answer. Raises LagebildError if nothing of it can be read or stored."""
        if answer.body is None:
            return Told(feed=url, unchanged=True), feed.entries
        if _PAGE.match(answer.body):
            raise SourceError(url, f"is a web page and no feed; {_feeds_on(answer.body, answer.url)}")
        stream = cast(BinaryIO, io.BytesIO(answer.body))
        part = Part(origin=url, name="", media=answer.media, stream=stream, given=self._given, settings=self._settings)
        found = list(reports(part))
        if found and not any(isinstance(one, Document) for one in found):
            raise SourceError(url, str(cast(Failure, found[0]).error).removeprefix(f"{url}: "))
        entries = {one.id if isinstance(one, Failure) else (one.url or one.id): _digest(one) for one in found}
        new = [one for one in found if feed.entries.get(_key(one)) != _digest(one)]
        came: list[run.Added] = []
        summary = self.record.add(
            self._whole(new, url), each=lambda one: came.append(one) if isinstance(one, run.Added) else None
        )
        for failure in summary.failed:
            self._warn(failure.error)
        if self._command:
            self.state.untold += self._incidents({one.id for one in came if one.became != "known"})
        told = Told(feed=url, added=summary.added, versions=summary.versions, failed=len(summary.failed))
        return told, entries

    def _whole(self, found: Iterable[Document | Failure], url: str) -> Iterator[Document | Failure]:
        """The reports, those of which the feed has a teaser from their own pages, if that is asked for."""
        host = urlsplit(url).hostname
        for one in found:
            teaser = isinstance(one, Document) and any(_TEASER in problem for problem in one.problems)
            if not (
                self._pages and teaser and isinstance(one, Document) and one.url and urlsplit(one.url).hostname == host
            ):
                yield one
                continue
            yield self._page(one, one.url)

    def _page(self, teaser: Document, address: str) -> Document:
        """A report from its page, with what the feed knows of it; the teaser if that fails, which is said."""
        try:
            answer = self._fetcher.get(address)
            known = {"published": teaser.published, "title": teaser.title, "outlet": teaser.outlet, "url": address}
            stream = cast(BinaryIO, io.BytesIO(answer.body or b""))
            part = Part(
                origin=address, name="", media=answer.media, stream=stream, known={k: v for k, v in known.items() if v},
                given={**self._given, "id": teaser.id}, settings=self._settings,
            )  # fmt: skip
            page = next(reports(part), None)
            if isinstance(page, Document):
                return msgspec.structs.replace(page, url=address)
            self._warn(page.error if page is not None else f"{address}: has no report; the feed's words are read")
        except SourceError as error:
            self._warn(f"{error}; of this report only the feed's words are read")
        return teaser

    def _incidents(self, new: set[str]) -> list[Any]:
        """The incidents that only new reports tell."""
        if not new:
            return []
        return [
            msgspec.to_builtins(one)
            for one in self.record.chronicle()
            if all(told.report in new for told in one.evidence)
        ]

    def _tell(self) -> None:
        """Give the command what is new; what it does not take is kept, and given again with the next visit."""
        if not self._command or not self.state.untold:
            return
        lines = b"".join(msgspec.json.encode(one) + b"\n" for one in self.state.untold)
        try:
            done = subprocess.run(self._command, input=lines, timeout=_COMMAND_TAKES, check=False)
        except (OSError, subprocess.SubprocessError) as error:
            self._warn(
                f"--notify: {self._command[0]} cannot be run ({error}); the incidents are kept for the next time"
            )
            return
        if done.returncode:
            self._warn(
                f"--notify: {self._command[0]} ended with {done.returncode}; the incidents are kept for the next time"
            )
            return
        self.state.untold = []
        save(self.state, self.path)


def _key(one: Document | Failure) -> str:
    return one.id if isinstance(one, Failure) else (one.url or one.id)


def _digest(one: Document | Failure) -> str:
    parts = (one.error,) if isinstance(one, Failure) else (one.text, one.title or "", one.published or "")
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _feeds_on(page: bytes, address: str) -> str:
    """The feeds that a page names, so that a user who gave the page's address finds them."""
    links = [_HREF.search(link) for link in _FEED_LINK.findall(page[:500_000])]
    try:
        named = [urljoin(address, link[1].decode("utf-8", "replace")) for link in links if link]
    except ValueError:
        named = []
    return f"it names {', '.join(named[:5])}" if named else "look for its RSS or Atom address"
