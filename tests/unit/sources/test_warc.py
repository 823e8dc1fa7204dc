"""WARC and WACZ: pages out of a crawl, one after another; damage behind the first records loses only what follows."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from .conftest import Read

PAGE = (
    "<html lang='de'><head><title>Brunn geht</title><meta name='date' content='2021-05-05'></head><body><article>"
    "<h1>Brunn geht</h1>"
    "<p>Ministerpräsidentin Ada Brunn ist am Montag in Norhaven zurückgetreten. Sie gehe freiwillig, sagte Brunn.</p>"
    "<p>Ihr Nachfolger soll am Donnerstag gewählt werden. Die Partei nannte zunächst keinen Namen.</p></article></body>"
    "</html>"
)


def record(kind: str, address: str, media: str, body: bytes, *, status: str = "200 OK", headers: str = "") -> bytes:
    if kind == "response":
        body = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{headers}\r\n".encode() + body
        media = "application/http;msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2023-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{address}>\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


RECORDS = (
    record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
    record("response", "https://kurant.example/brunn", "text/html; charset=utf-8", PAGE.encode()),
    record("response", "https://kurant.example/a.png", "image/png", b"\x89PNG"),
    record("response", "https://kurant.example/alt", "text/html", PAGE.encode(), status="404 Not Found"),
    record(
        "response",
        "https://kurant.example/gz",
        "text/html",
        gzip.compress(PAGE.encode()),
        headers="Content-Encoding: gzip\r\n",
    ),
    record("conversion", "https://kurant.example/text", "text/plain", b"In Halm brannte am Montag eine Scheune."),
)
PLAIN = b"".join(RECORDS)
PACKED = b"".join(gzip.compress(one) for one in RECORDS)


@pytest.mark.parametrize(("name", "content"), [("a.warc", PLAIN), ("a.warc.gz", PACKED), ("a", PACKED)])
def test_pages_and_texts_are_reports(read: Read, name: str, content: bytes) -> None:
    ((page, packed, text), failed) = read(name, content)
    assert failed == []
    assert page.text.startswith("Ministerpräsidentin Ada Brunn")
    assert packed.text == page.text
    assert (page.url, page.title, page.outlet) == ("https://kurant.example/brunn", "Brunn geht", "kurant.example")
    assert page.published == "2021-05-05"  # not the day of the crawl
    assert (text.text, text.url) == ("In Halm brannte am Montag eine Scheune.", "https://kurant.example/text")
    assert text.published is None


def test_a_wacz_is_the_warcs_in_it(read: Read) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("archive/data.warc.gz", PACKED)
        archive.writestr(
            "pages/pages.jsonl", '{"format": "json-pages-1.0", "id": "pages"}\n{"id": "1", "text": "Doppelt."}'
        )
        archive.writestr("datapackage.json", "{}")
    for name in ("a.wacz", "a.zip"):
        (found, failed) = read(name, raw.getvalue())
        assert failed == []
        assert [one.url for one in found] == [
            "https://kurant.example/brunn", "https://kurant.example/gz", "https://kurant.example/text",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "many", "says"),
    [
        (PACKED[: len(PACKED) // 2], 1, "damaged or cut off"),
        (RECORDS[1] + b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: viel\r\n\r\n", 1, "behind record 1"),
        (RECORDS[1] + b"und dann nichts mehr davon\r\n", 1, "behind record 1"),
        (b"WARC/1.0\r\n", 0, "no record of WARC"),
        (b"", 0, "no text in it"),
        (PLAIN.replace(b"WARC-Type", b"Quatsch"), 0, "no record of WARC"),
        (
            record("response", "https://kurant.example/x", "text/html", b"<html><p>kurz</p></html>"),
            0,
            "no report is found",
        ),
    ],
)
def test_what_is_damaged_loses_only_what_follows(read: Read, content: bytes, many: int, says: str) -> None:
    (found, failed) = read("a.warc" if content[:4] == b"WARC" else "a.warc.gz" if content else "a.txt", content)
    assert len(found) == many
    assert says in (failed[-1].error if failed else "")
    assert failed or found


def test_a_record_too_large_is_left_out_with_a_word(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    from lagebild.sources import warc

    monkeypatch.setattr(warc, "MOST_RECORD", 30)
    (found, failed) = read("a.warc", PLAIN)
    assert found == []
    assert all("the record of https://kurant.example/" in one.error for one in failed)
