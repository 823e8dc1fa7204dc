"""The targets: each takes bytes and asserts what must hold of whatever comes of them. A find is an exception."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import msgspec
from starlette.applications import Starlette

from lagebild import run
from lagebild.annotate.read import ANNOTATORS
from lagebild.annotate.text import Text
from lagebild.annotate.tree import mended
from lagebild.cli.terminal import escaped, visible
from lagebild.document import Document, Span
from lagebild.errors import LagebildError, SourceError
from lagebild.export.timeml import to_timeml
from lagebild.language import load_analyser
from lagebild.normalise import normalised
from lagebild.reading import Reading, from_json, to_json
from lagebild.record.decisions import anchors
from lagebild.record.quotes import unmentioned, unquoted
from lagebild.settings import Settings
from lagebild.sources import Failure, front_matter, read_sources
from lagebild.store import Store, deciding, hits, queries
from lagebild.store import pages as store_pages
from lagebild.web.app import ADDRESSES, create_app
from lagebild.web.overlay import paragraphs
from tests.fresh import fresh

LONGEST = 4_000
"""Code points of a text that is read: time is better spent on many short ones."""
SMALL = Settings(max_characters=LONGEST)
_NAMES = ("a.txt", "a.md", "a.jsonl", "a.json", "a")


def sources(data: bytes) -> None:
    """Bytes as a file of each kind: documents and failures only, each of which can be printed and stored."""
    with tempfile.TemporaryDirectory() as folder:
        for name in _NAMES:
            path = Path(folder) / name
            path.write_bytes(data)
            for found in read_sources([str(path)], settings=SMALL):
                if isinstance(found, Failure):
                    assert found.error.startswith(found.id.partition(":")[0]) or found.id in found.error, found
                    assert "report it" not in found.error, found
                else:
                    assert found.text.strip()
                    assert len(found.text) <= LONGEST
                msgspec.json.encode(found)


def front(data: bytes) -> None:
    """Bytes as front matter: flat values, or a SourceError."""
    try:
        known, problems = front_matter.parse(data.decode("utf-8", "replace"), origin="a.md")
    except SourceError:
        return
    assert all(isinstance(key, str) and not (isinstance(value, list | dict) and value) for key, value in known.items())
    assert all(problem.startswith("a.md: ") for problem in problems)


def analyser(data: bytes) -> None:
    """An analysis covers its text: tokens in order, none empty, each in one sentence, heads within their sentence."""
    view = normalised(_text(data))
    assert len(view.starts) == len(view.ends) == len(view.text)
    found = load_analyser("de")(view.text)
    place = 0
    for start, end in zip(found.starts, found.ends, strict=True):
        assert place <= start < end <= len(view.text)
        place = end
    assert [n for first, last in found.sentences for n in range(first, last)] == list(range(len(found.starts)))
    for first, last in found.sentences:
        assert all(head < 0 or first <= head < last for head in found.heads[first:last])


def annotators(data: bytes) -> None:
    """Each annotator by itself: what it finds lies in the text, and starts before it ends."""
    text = normalised(_text(data)).text
    analysis = load_analyser("de")(text)
    sentences = tuple(analysis.sentence_span(n) for n in range(len(analysis.sentences)))
    view = Text(mended(analysis), Reading.blank(Document(id="x", text=text, published="2021-05-05"), sentences))
    for annotator in ANNOTATORS:
        found = annotator.annotate(view)
        view = view.having(msgspec.structs.replace(view.reading, **{annotator.gives: found}))
        for span in _spans(found):
            assert 0 <= span.start < span.end <= len(text), (annotator.gives, span)


def reading(data: bytes) -> None:
    """A whole reading quotes its text as it was given, goes round as JSON, and is read the same again."""
    one = _read(data)
    text = one.text
    for span in _spans(one):
        assert 0 <= span.start < span.end <= len(text), span
    assert unquoted(one, text) == {}
    assert unmentioned(one, text) == {}
    assert from_json(to_json(one)) == one
    assert json.loads(escaped(to_json(one)))["text"] == text
    assert not any(sign in visible(text) for sign in "\x1b\x9b\u202e\n\r")
    for found in anchors(one).values():
        assert len({anchor.id for anchor in found}) == len(found)
    shown = "".join(p.text for paragraph in paragraphs(one) for s in paragraph for p in s.pieces)
    assert shown == "".join(line for line in text.split("\n") if line.strip())
    to_timeml(one)


def store(data: bytes) -> None:
    """Bytes as a report on record: all of it is asked, and a check finds nothing."""
    with tempfile.TemporaryDirectory() as folder:
        record = fresh(Path(folder) / "record.db")
        try:
            document = Document(id=_text(data)[:20] or "x", text=_text(data), published="2021-05-05", outlet="Blatt")
            added = list(run.add(record, [document, msgspec.structs.replace(document, text=f"{document.text} Ende.")]))
            assert all("cannot be stored" not in one.error for one in added if isinstance(one, Failure)), added
            with record.transaction() as connection:
                for incident in queries.incidents(connection):
                    queries.incident(connection, incident.id)
                queries.statements(connection)
                queries.office_tenures(connection)
                store_pages.headlines(connection, limit=5)
                deciding.conflicts(connection)
            faults = run.check(record).faults
            assert faults == (), faults
        finally:
            record.close()


def questions(data: bytes) -> None:
    """Whatever is asked of a record is answered, or refused on purpose."""
    asked = data.decode("utf-8", "replace")
    with _filled().transaction() as connection:
        for ask in (hits.search, queries.identity, queries.incident, store_pages.reading):
            with suppress(LagebildError):
                ask(connection, asked)
        store_pages.called(connection, asked, limit=5)


def pages(data: bytes) -> None:
    """Whatever address and query are asked: no failure of the server, all headers, nothing of the database."""
    path, _, query = data[:8500].partition(b"?")
    plain = ADDRESSES[sum(data) % len(ADDRESSES)][0]
    for start in (
        "/",
        "/reports/",
        "/who/",
        "/chronicle",
        "/search",
        "/incidents/",
        "/states/",
        plain,
        f"{plain}.json",
    ):
        raw = quote(start.encode() + (path.lstrip(b"/") if start.endswith("/") else b""), safe="/%")
        status, headers, body = asyncio.run(_get(raw, query))
        assert status < 500, (raw, query)
        assert headers[b"x-frame-options"] == b"DENY"
        assert b"sqlite3." not in body


async def _get(path: str, query: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
    """What the application answers, without what a client would refuse to ask."""
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        said.append(message)

    scope = {
        "type": "http", "method": "GET", "path": unquote(path), "raw_path": path.encode(), "query_string": query,
        "headers": [(b"host", b"127.0.0.1")], "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 80),
        "client": None, "root_path": "", "asgi": {"version": "3.0"},
    }  # fmt: skip
    await _app()(scope, receive, send)
    begun = next(message for message in said if message["type"] == "http.response.start")
    return begun["status"], dict(begun["headers"]), b"".join(message.get("body", b"") for message in said)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\0", "")[:LONGEST]


def _read(data: bytes) -> Reading:
    (found,) = run.read([Document(id="x", text=_text(data), published="2021-05-05")])
    assert isinstance(found, Reading), found
    return found


def _spans(found: Any) -> Iterator[Span]:
    """Every span in what an annotator found, and every pair of `start` and `end`."""
    if isinstance(found, Span):
        yield found
    elif isinstance(found, tuple):
        for one in found:
            yield from _spans(one)
    elif isinstance(found, msgspec.Struct):
        fields = {name: getattr(found, name) for name in found.__struct_fields__}
        if isinstance(fields.get("start"), int):
            yield Span(fields["start"], fields["end"])
        for value in fields.values():
            yield from _spans(value)


_SAID = "Ministerin Ada Brunn trat am Montag in Norhaven zurück. „Ich gehe“, sagte Brunn. Die Polizei verhaftete Dorn."


@cache
def _filled() -> Store:
    folder = tempfile.mkdtemp(prefix="lagebild-fuzz-")
    record = fresh(Path(folder) / "record.db")
    list(run.add(record, [Document(id="r1", text=_SAID, published="2021-05-05", outlet="Blatt")]))
    return record


@cache
def _app() -> Starlette:
    return create_app(_filled())


TARGETS: dict[str, Callable[[bytes], None]] = {
    "sources": sources, "front": front, "analyser": analyser, "annotators": annotators, "reading": reading,
    "store": store, "questions": questions, "pages": pages,
}  # fmt: skip

_PIECES = (
    *(
        "Ministerin",
        "Ada Brunn",
        "trat",
        "zurück",
        "am Montag",
        "3. Mai 2021",
        "„",
        "“",
        '"',
        "»",
        "«",
        "sagte",
        ".",
        ",",
        ":",
    ),
    *(
        "Frage:",
        "\n",
        "\n\n",
        "Die Polizei",
        "verhaftete",
        "zwei Tote",
        "9223372036854775808",
        "1.000.000",
        "XIV.",
        "UNO,",
    ),
    *(
        "nicht",
        "angeblich",
        "werde",
        "(dpa)",
        "Foto: ",
        "*",
        "_",
        "[a](b)",
        "&amp;",
        "Ã¶",
        "\u200b",
        "\u00ad",
        "\u0301",
    ),
    *(
        "\u202e",
        "\x1b[2J",
        "\ufeff",
        "\ud7ff",
        "😀",
        "² ",
        "①",
        "ǆ",
        "İ",
        "ß",
        "10.13.2020",
        "30. Februar",
        "8.15 Uhr",
        "Infinity",
    ),
    *(
        "---\n",
        "title: ",
        "published: 2021-05-05\n",
        "&a *a",
        "<<: ",
        "!!python",
        "- ",
        "{",
        "}",
        "[",
        "]",
        '{"text": "',
        '"}',
    ),
    *(
        "\\ud800",
        "\\u0000",
        "1e999",
        "0x10",
        "null",
        "?q=",
        "&at=",
        "known=0000-00-00",
        "%2e%2e",
        "%00",
        ".json",
        "/",
        "-1",
    ),
)
DICTIONARY = tuple(piece.encode("utf-8", "surrogatepass") for piece in _PIECES)
"""What inputs are put together from, beside bytes at random."""
