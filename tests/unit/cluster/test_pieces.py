"""Files in pieces give what the whole files give: the same reports, places and complaints."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from lagebild.cluster.inputs import File, files
from lagebild.cluster.pieces import Piece, Torn, cuts, documents, pieces
from lagebild.document import Document
from lagebild.errors import ReadError, SourceError
from lagebild.settings import Settings
from lagebild.sources import Failure, json_lines, read_sources
from lagebild.sources.part import Part

from .conftest import lines, report, warc

BLOCK = 1_000


def in_pieces(path: Path | str, settings: Settings | None = None) -> tuple[list[Piece], list[object]]:
    """The pieces of a file, and all that they give."""
    chosen = settings or Settings()
    (file,) = files([str(path)])
    assert isinstance(file, File)
    found = pieces(file, chosen, block=BLOCK)
    return found, [one for piece in found for one in documents(piece, given={}, settings=chosen)]


@pytest.mark.parametrize("block", [1, 7, 8, 30, 1_000])
@pytest.mark.parametrize("text", [b"", b"\n", b"one\ntwo\n\nthree", b"a" * 50 + b"\nb\n", b"\n\n\n\nend\n"])
def test_cuts_lie_between_lines_and_lose_nothing(text: bytes, block: int) -> None:
    found = list(cuts(io.BytesIO(text), block))
    assert b"".join(text[start:end] for start, end, _ in found) == text
    for start, end, first in found:
        assert first == text[:start].count(b"\n") + 1
        assert end == len(text) or text[end - 1 : end] == b"\n"
        assert end - start >= block or end == len(text)
        assert b"\n" not in text[start : end - 1][block:]  # no longer than it must be


def test_a_cut_at_the_end_of_what_is_read_at_once_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"".join(b"%d\n" % n for n in range(200))
    whole = list(cuts(io.BytesIO(text), 50))
    for chunk in (1, 3, 50, 64):
        monkeypatch.setattr("lagebild.cluster.pieces._CHUNK", chunk)
        assert list(cuts(io.BytesIO(text), 50)) == whole


def test_json_lines_in_pieces_are_the_reports_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    told = [report(n, id=None) for n in range(20)]
    path.write_bytes(lines(*told[:9], '{"text": "torn', "", *told[9:], '{"text": 7}'))
    cut, found = in_pieces(path)
    assert len(cut) > 3
    assert found == list(read_sources([str(path)]))
    assert sum(isinstance(one, Failure) for one in found) == 2


def test_a_line_that_is_no_text_costs_itself_alone_in_pieces_too(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(*(report(n) for n in range(50))) + b"\0\1\2\n" + lines(*(report(n) for n in range(50, 70))))
    cut, found = in_pieces(path)
    assert len(cut) > 1
    assert found == list(read_sources([str(path)]))
    assert [n for n, one in enumerate(found) if isinstance(one, Failure)] == [50]


def test_what_ends_a_file_ends_it_in_pieces_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(*(report(n) for n in range(70))))
    real = json_lines.read_lines

    def breaks(part: Part) -> Iterator[Document | SourceError]:
        """A reader with a fault of its own, whatever it is."""
        for one in real(part):
            if isinstance(one, Document) and one.id == report(50)["id"]:
                raise ZeroDivisionError
            yield one

    monkeypatch.setattr(json_lines, "read_lines", breaks)
    alone = list(read_sources([str(path)]))
    _, found = in_pieces(path)
    at = next(n for n, one in enumerate(found) if isinstance(one, Torn))
    torn = found[at]
    assert isinstance(torn, Torn)
    assert [*found[:at], torn.failure] == alone
    assert len(found) > len(alone)  # who puts them together leaves the rest out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"[" + lines(report(1))[:-1] + b"," + b" " * 3_000 + lines(report(2)) + b"]"),
        ("a.jsonl", b"{\n" + b" " * 3_000 + lines(report(1))[1:]),
        ("a.jsonl", lines(*(report(n) for n in range(9))).decode().encode("utf-16")),
        ("a.warc.gz", warc(*(f"In Halm brannte am Montag Scheune {n}. {n * 'x'}" for n in range(60)))),
    ],
)
def test_what_cannot_be_cut_is_one_piece(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    cut, found = in_pieces(path)
    assert len(cut) == 1
    assert found == list(read_sources([str(path)]))
    assert all(isinstance(one, Document) for one in found)


def test_lines_in_a_stated_encoding_are_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(*(report(n) for n in range(20))))
    assert len(in_pieces(path, Settings(encoding="cp1252"))[0]) == 1


def test_parquet_is_cut_between_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "b.parquet"
    rows = [report(n, id=None, text=None if n == 13 else f"In Halm brannte es {n} Mal.") for n in range(40)]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=4)
    cut, found = in_pieces(path)
    assert 1 < len(cut) <= 10
    assert found == list(read_sources([str(path)]))
    assert sum(isinstance(one, Failure) for one in found) == 1


def test_addresses_are_read_by_fsspec() -> None:
    fsspec = pytest.importorskip("fsspec", reason="`make cluster` installs fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe("/archive/2021/a.jsonl", lines(*(report(n) for n in range(20))))
    memory.pipe("/archive/b.txt", b"In Halm brannte am Montag eine Scheune.")
    memory.pipe("/archive/README.md", b"Nothing.")
    memory.pipe("/archive/.hidden/c.txt", b"Nothing.")
    memory.pipe("/archive/picture.png", b"Nothing.")
    try:
        found = [one for one in files(["memory://archive"]) if isinstance(one, File)]
        assert [one.name for one in found] == ["memory:///archive/2021/a.jsonl", "memory:///archive/b.txt"]
        assert files_of("memory://archive/*.txt") == ["memory:///archive/b.txt"]
        cut, told = in_pieces("memory://archive/2021/a.jsonl")
        assert len(cut) > 3
        assert [one.id for one in told if isinstance(one, Document)] == [f"r{n}" for n in range(20)]
        _, (text,) = in_pieces("memory://archive/b.txt")
        assert isinstance(text, Document)
        assert text.text.startswith("In Halm")
    finally:
        memory.rm("/archive", recursive=True)


def files_of(*inputs: str) -> list[str]:
    return [one.name for one in files(inputs) if isinstance(one, File)]


def test_an_address_without_fsspec_names_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    (said,) = files(["s3://crawl/2021"])
    assert isinstance(said, Failure)
    assert "pip install 'lagebild[cluster]'" in said.error


def test_an_address_at_which_nothing_is_is_said() -> None:
    pytest.importorskip("fsspec", reason="`make cluster` installs fsspec")
    gone, unknown = files(["memory://nowhere/a.jsonl", "nonsense://x"])
    for one, said in ((gone, "memory://nowhere/a.jsonl: cannot"), (unknown, "nonsense")):
        assert isinstance(one, Failure)
        assert said in one.error


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    (empty,) = files([" "])
    assert isinstance(empty, Failure)
    assert "is empty" in empty.error
    (missing,) = in_pieces(tmp_path / "none.jsonl")[1]
    assert isinstance(missing, Failure)
    assert "no such file" in missing.error
    with pytest.raises(ReadError, match="standard input"):
        list(files(["-"]))


def test_a_file_that_another_machine_does_not_have_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("In Halm brannte es.")
    (file,) = files([str(path)])
    assert isinstance(file, File)
    path.unlink()
    (said,) = documents(Piece(file=file), given={}, settings=Settings())
    assert isinstance(said, Failure)
    assert "folder that all of them share" in said.error
