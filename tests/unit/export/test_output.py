"""Where an export goes: nothing half written, nothing outside, and clear words for what cannot be written."""

from __future__ import annotations

import io
import os
import threading
import zipfile
from pathlib import Path

import pytest

from lagebild.api import Record
from lagebild.errors import ExportError
from lagebild.export import formats, output
from lagebild.export.timeml import file_name


def test_a_file_is_replaced_only_when_the_new_one_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    target.write_text("before")

    def broken_off() -> None:
        with output.opened(target, single=True) as out, out.file("x.csv") as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_off()
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_where_a_file_is_wanted_and_the_other_way_round(record: Record, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"is a folder; name a file"):
        record.export("polecat", tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match=r"name a folder or a \.zip file"):
        record.export("csv", tmp_path / "file")
    with pytest.raises(ExportError, match=r"name a folder or a \.zip file with --out"):
        record.export("csv", io.BytesIO())
    with pytest.raises(ExportError, match="cannot be written"):
        record.export("polecat", tmp_path / "file" / "below")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_or_a_device_is_written_to_and_never_replaced(record: Record, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    made = record.export("polecat", pipe)
    reader.join()
    assert pipe.is_fifo()
    assert read[0].startswith(b"Event ID\t")
    assert (made.sidecar, list(tmp_path.iterdir())) == (None, [pipe])
    with pytest.raises(ExportError, match="is a device or a pipe"):
        record.export("csv", pipe)


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own")
def test_what_a_link_leads_to_is_replaced_and_not_the_link(record: Record, tmp_path: Path) -> None:
    (tmp_path / "of-today.tsv").write_text("before")
    link = tmp_path / "newest.tsv"
    link.symlink_to("of-today.tsv")
    record.export("polecat", link)
    assert link.is_symlink()
    assert (tmp_path / "of-today.tsv").read_text().startswith("Event ID")


def test_equal_files_make_equal_archives(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        with output.opened(tmp_path / name, single=False) as out, out.file("one.txt") as file:
            file.write(b"one")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("one.txt") == b"one"


def test_a_tab_or_a_line_end_in_a_value_does_not_break_a_table_without_quotes() -> None:
    stream = io.BytesIO()
    output.table(stream, [["a\tb", "c\nd", None]], tabs=True)
    assert stream.getvalue() == b"a b\tc d\t\n"


def test_quotes_as_rfc_4180_has_them() -> None:
    stream = io.BytesIO()
    output.table(stream, [['sagte "ja"', "a,b", 3]])
    assert stream.getvalue() == b'"sagte ""ja""","a,b",3\r\n'


def test_file_names_are_safe_and_differ() -> None:
    taken: set[str] = set()
    assert file_name("../../etc/passwd", "txt", taken) == "etc-passwd.txt"
    assert file_name("etc/passwd", "txt", taken) == "etc-passwd-2.txt"
    assert file_name("ETC/passwd", "txt", taken) == "ETC-passwd-3.txt"  # some file systems do not tell case
    assert file_name("///", "txt", taken) == "report.txt"
    assert len(file_name("x" * 500, "txt", taken)) < 100


def test_a_missing_package_is_named_with_its_install_command() -> None:
    with pytest.raises(ExportError, match=r"needs nosuchpackage; install it with: pip install 'lagebild\[parquet\]'"):
        formats.require("nosuchpackage", "parquet", what="the format parquet")
