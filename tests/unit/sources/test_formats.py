"""The table of formats: each names a reader that is there, each is told, nothing heavy is loaded until it is needed."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources.formats import FORMATS, SUFFIXES, Format, tell
from lagebild.sources.part import Part
from lagebild.sources.read import read

from .conftest import Read

HEAVY = ("lxml", "trafilatura", "feedparser", "protego", "warcio", "mwparserfromhell", "pypdf", "pyarrow", "py3langid")
BEGINS = (
    b"<html><body><article><p>", b"<?xml version='1.0'?><rss><channel><item>", b"<feed><entry>", b"%PDF-1.4\n1 0 obj<<",
    b"PK\3\4", b"\x1f\x8b\x08\0", b"BZh9", b"\xfd7zXZ\0", b"WARC/1.0\r\nWARC-Type: response\r\n", b"PAR1",
    b'{"uri": "u", "headline": ', b"[{", b"<mediawiki><page><title>", b"<newsItem><contentSet>", b"---\ntitle: ", b"+++\n",
    b'{"title": "', b"text,date\n", b"\xff\xfe", b"",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_each_names_a_reader_that_is_there(form: Format) -> None:
    assert callable(getattr(import_module(f"lagebild.sources.{form.module}"), form.function))
    assert form.suffixes or form.looks


def test_no_ending_belongs_to_two() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    assert all(suffix == suffix.casefold() and suffix.startswith(".") for suffix in SUFFIXES)


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.txt", b"Ein Satz.", "Markdown and text"),
        ("a.txt", b"%PDF-1.7", "PDF"),
        ("a.xml", b"<?xml version='1.0'?><!-- x --><rss version='2.0'>", "RSS and Atom"),
        ("a.xml", b"<rdf:RDF xmlns:rdf='x'>", "RSS and Atom"),
        ("a.xml", "<rss>".encode("utf-16"), "XML of another kind"),
        ("a.xml", b"<mediawiki xmlns='x'>", "MediaWiki dump"),
        ("a.xml", b"<konto/>", "XML of another kind"),
        ("a.wacz", b"PK\3\4", "WACZ"),
        ("a.jsonl", b"{}", "JSON lines"),
        ("a", b'{"text": "x"}', "JSON lines"),
        ("a", b"Halm, 7. Mai", "Markdown and text"),
        ("a.tsv", b"text\tdate\n", "CSV"),
        ("a.HTML", b"kurz", "HTML"),
    ],
)
def test_each_is_told(name: str, content: bytes, form: str) -> None:
    assert tell(Part(origin=name, name=name, stream=io.BytesIO(content))).name == form


@pytest.mark.parametrize(
    ("name", "content", "module", "extra"),
    [
        ("a.html", b"<html><p>Ein Satz.</p></html>", "trafilatura", "html"),
        ("a.rss", b"<rss/>", "feedparser", "feeds"),
        ("a.warc", b"WARC/1.0\r\n", "warcio.archiveiterator", "archives"),
        ("a.xml", b"<mediawiki/>", "mwparserfromhell", "archives"),
        ("a.pdf", b"%PDF-1.4", "pypdf", "pdf"),
        ("a.parquet", b"PAR1", "pyarrow", "parquet"),
    ],
)
def test_a_library_that_is_missing_is_named_with_its_command(
    read: Read, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (found, (failed,)) = read(name, content)
    assert found == []
    assert f"needs {module.partition('.')[0]}, which is not installed; pip install 'lagebild[{extra}]'" in failed.error


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    imports = "import sys, lagebild.cli.app, lagebild.cli.add, lagebild.cli.watch"
    code = f"{imports}; print(sorted({set(HEAVY)!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(begin=st.sampled_from(BEGINS), rest=st.binary(max_size=300), suffix=st.sampled_from(sorted({*SUFFIXES, ""})))
def test_whatever_comes_is_a_report_or_an_error_and_never_a_crash(begin: bytes, rest: bytes, suffix: str) -> None:
    part = Part(origin=f"a{suffix}", name=f"a{suffix}", stream=io.BytesIO(begin + rest))
    for found in read(part):
        assert isinstance(found, Document | SourceError)
        if isinstance(found, SourceError):
            assert "report it" not in str(found), found  # a reader that did not expect it


LIMIT = 1_500_000_000
DUMP = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
from lagebild.sources import read_sources
from lagebild.document import Document
many = sum(isinstance(found, Document) for found in read_sources([sys.argv[1]]))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))  # maxrss counts the parent's, too
print(many, peak.split()[1])
"""


def made_dump(path: Path, pages: int) -> None:
    """A dump of some pages of five thousand letters, each with words of its own."""
    with path.open("w", encoding="utf-8") as out:
        out.write(
            "<mediawiki><siteinfo><sitename>Wikinews</sitename><base>https://de.wikinews.org/wiki/H</base></siteinfo>"
        )
        for number in range(pages):
            body = " ".join(f"Am Tag {number * 31 + n} kam der Zug {n * number} in Halm an." for n in range(130))
            out.write(
                f"<page><title>Zug {number}</title><ns>0</ns><revision><timestamp>2021-05-05T10:00:00Z</timestamp>"
                f"<text>'''Halm''', 05.05.2021 – {body} [[Kategorie:05.05.2021]]</text></revision></page>"
            )
        out.write("</mediawiki>")


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
def test_a_dump_of_ten_thousand_pages_streams_within_its_memory(tmp_path: Path) -> None:
    made_dump(tmp_path / "dump.xml", 10_000)
    assert (tmp_path / "dump.xml").stat().st_size > 50_000_000
    done = subprocess.run(
        [sys.executable, "-c", DUMP.format(limit=LIMIT), str(tmp_path / "dump.xml")],
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    many, kilobytes = map(int, done.stdout.split())
    assert many == 10_000
    assert kilobytes < 400_000  # a few pages at a time, not all
    assert resource.getrlimit(resource.RLIMIT_AS) != (LIMIT, LIMIT)


def test_the_first_report_of_a_dump_comes_before_the_rest_is_read(tmp_path: Path) -> None:
    made_dump(tmp_path / "dump.xml", 300)
    with (tmp_path / "dump.xml").open("rb") as stream:
        first = next(read(Part(origin="dump.xml", name="dump.xml", stream=stream)))
        assert isinstance(first, Document)
        assert stream.tell() < 300_000


@pytest.mark.parametrize("sign", [b"<!-- -->", b"<?x ?>", b"<!DOCTYPE a[]>", b"<!DOCTYPE a[] >", b" ", b"<!--"])
@pytest.mark.parametrize("behind", [b"x", b"!", b"<html>", b"<rss>"])
def test_what_stands_before_the_first_element_is_passed_over_once(sign: bytes, behind: bytes) -> None:
    """Thirty comments in a row can be parted in a billion ways; the format is told all the same."""
    raw = sign * (8000 // len(sign)) + behind
    told = tell(Part(origin="a", name="a", stream=io.BytesIO(raw))).name
    if sign != b"<!--":
        assert told == "RSS and Atom" if behind == b"<rss>" else told in ("HTML", "Markdown and text")
