"""The formats that reports come in, each with its module: one table, by which a file's format is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lagebild.sources.part import Part


class Format(NamedTuple):
    """A format, and how it is told.

    `suffixes` are endings of file names, `media` media types that servers state, `looks` says whether first bytes are those
    of the format. A format with a `mark` is told by it whatever its name is. `module` is one of :mod:`lagebild.sources`; its
    `function` takes a :class:`~lagebild.sources.part.Part` and gives documents and errors. `extra` is what
    has to be installed for it.
    """

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    looks: Callable[[bytes], bool] | None = None
    mark: bool = False
    function: str = "read"
    extra: str | None = None


# nothing is given back once it is taken (`(?>…)`, `*+`): twenty comments in a row could be parted in a million ways
_PAGE = re.compile(rb"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype html|html)\b", re.I | re.S)
_ROOT = re.compile(
    rb"(?>\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+<(?:\w+:)?(?P<name>\w+)[\s>/]", re.S
)


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(marks)


def _root(*names: bytes) -> Callable[[bytes], bool]:
    """Whether the first element of an XML document has one of these names."""

    def looks(head: bytes) -> bool:
        found = _ROOT.match(head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b""))
        return found is not None and found["name"] in names

    return looks


def _json(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


FORMATS: tuple[Format, ...] = (
    Format("PDF", "pdf", (".pdf",), ("application/pdf",), lambda head: b"%PDF-" in head[:1024], mark=True, extra="pdf"),
    Format("Parquet", "parquet", (".parquet", ".pq"), (), _starts(b"PAR1"), mark=True, extra="parquet"),
    Format("WACZ", "archives", (".wacz",), ("application/wacz",), function="read_wacz", extra="archives"),
    Format(
        "ZIP",
        "archives",
        (".zip",),
        ("application/zip",),
        _starts(b"PK\3\4", b"PK\5\6"),
        mark=True,
        function="read_zip",
    ),
    Format(
        "tar",
        "archives",
        (".tar",),
        ("application/x-tar",),
        lambda head: head[257:262] == b"ustar",
        mark=True,
        function="read_tar",
    ),
    Format(
        "gzip, bzip2, xz",
        "compressed",
        (".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz"),
        ("application/gzip",),
        _starts(b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0"),
        mark=True,
    ),
    Format(
        "what Lagebild cannot unpack",
        "compressed",
        (".zst", ".7z", ".rar"),
        (),
        _starts(b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf\x27\x1c", b"Rar!"),
        mark=True,
        function="refuse",
    ),
    Format("WARC", "warc", (".warc",), ("application/warc",), _starts(b"WARC/"), mark=True, extra="archives"),
    Format(
        "HTML",
        "pages",
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        lambda head: _PAGE.match(head) is not None,
        mark=True,
        extra="html",
    ),
    Format(
        "RSS and Atom",
        "feeds",
        (".rss", ".atom"),
        ("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        _root(b"rss", b"feed", b"RDF"),
        extra="feeds",
    ),
    Format(
        "NewsML-G2",
        "newsml",
        (),
        ("application/vnd.iptc.g2.newsitem+xml",),
        _root(b"newsItem", b"newsMessage", b"packageItem", b"conceptItem", b"knowledgeItem"),
    ),
    Format("MediaWiki dump", "mediawiki", (), (), _root(b"mediawiki"), extra="archives"),
    Format("XML of another kind", "markup", (".xml", ".rdf"), ("application/xml", "text/xml"), function="refuse"),
    Format("CSV", "tables", (".csv", ".tsv", ".tab"), ("text/csv", "text/tab-separated-values")),
    Format(
        "JSON lines",
        "json_lines",
        (".jsonl", ".ndjson"),
        ("application/jsonl", "application/x-ndjson"),
        function="read_lines",
    ),
    Format("JSON, ninjs", "json_lines", (".json", ".ninjs"), ("application/json",), function="read_value"),
    Format(
        "Markdown and text",
        "text",
        (".txt", ".md", ".markdown", ".text"),
        ("text/plain", "text/markdown"),
        function="read_part",
    ),
)
"""In the order in which they are asked. Within one way of telling, the first that fits is it."""

SUFFIXES = tuple(suffix for one in FORMATS for suffix in one.suffixes)
"""The endings that are looked for in folders."""
_BY_NAME = {one.name: one for one in FORMATS}
_XML = ("RSS and Atom", "NewsML-G2", "MediaWiki dump")


def tell(part: Part) -> Format:
    """The format of something to be read: by its mark, the element that an XML document begins with, its name, its look."""
    head = part.head()
    suffix = _suffix(part.name)
    by_suffix = next((one for one in FORMATS if suffix in one.suffixes), None)
    if by_suffix is not None and by_suffix.name == "WACZ":
        return by_suffix
    for one in FORMATS:
        if one.mark and one.looks is not None and one.looks(head):
            return one
    if by_suffix is None or by_suffix.name in (*_XML, "XML of another kind"):
        for name in _XML:
            form = _BY_NAME[name]
            if form.looks is not None and form.looks(head):
                return form
    if by_suffix is not None:
        return by_suffix
    by_media = next((one for one in FORMATS if part.media and part.media in one.media), None)
    if by_media is not None:
        return by_media
    if not suffix and _json(head):
        return _BY_NAME["JSON lines"]
    return _BY_NAME["Markdown and text"]


def _suffix(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    return f".{last.rpartition('.')[2].casefold()}" if "." in last[1:] else ""
