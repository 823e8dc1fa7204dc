"""ZIP, tar, gzip and their like: read as folders are, and refused where they are bombs or lead out of themselves."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import subprocess
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from lagebild.document import Document
from lagebild.sources import limits, read_sources

from .conftest import Read

TEXT = "Ministerpräsidentin Ada Brunn ist am Montag in Norhaven zurückgetreten."
FRONT = f"---\ntitle: Brunn geht\npublished: 2021-05-05\n---\n{TEXT}\n"
BLANK = (b" " * 5000 + b"\n") * 12_000
FILES: Mapping[str, bytes] = {
    "b/zwei.jsonl": b'{"id": "z", "text": "Zwei."}\n{"id": "d", "text": "Drei."}\n',
    "a/eins.md": FRONT.encode(),
    "bild.png": b"\x89PNG",
    "README.md": b"Kein Bericht.",
    "__MACOSX/a/._eins.md": b"\0\5\x16\7",
}


def zipped(files: Mapping[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def tarred(files: Mapping[str, bytes], *, mode: str = "w", extra: tuple[tarfile.TarInfo, ...] = ()) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode=mode) as archive:  # type: ignore[call-overload]
        for info in extra:
            archive.addfile(info)
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return raw.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zipped(FILES)),
        ("a.tar", tarred(dict(sorted(FILES.items())))),
        ("a.tar.gz", tarred(dict(sorted(FILES.items())), mode="w:gz")),
        ("a.tgz", tarred(dict(sorted(FILES.items())), mode="w:gz")),
        ("a.tar.bz2", tarred(dict(sorted(FILES.items())), mode="w:bz2")),
        ("a.tar.xz", tarred(dict(sorted(FILES.items())), mode="w:xz")),
        ("ohne-endung", zipped(FILES)),
    ],
)
def test_an_archive_is_read_as_a_folder_is(read: Read, name: str, content: bytes) -> None:
    (found, failed) = read(name, content)
    assert failed == []
    assert [one.text for one in found] == [f"{TEXT}\n", "Zwei.", "Drei."]
    assert (found[0].title, found[0].published) == ("Brunn geht", "2021-05-05")


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_one_packed_file_is_read_by_its_inner_name(read: Read, ending: str, pack: object) -> None:
    (found, failed) = read(f"a.jsonl.{ending}", pack(FILES["b/zwei.jsonl"]))  # type: ignore[operator]
    assert failed == []
    assert [one.id for one in found] == ["z", "d"]


def test_a_bad_file_in_an_archive_does_not_stop_the_others(read: Read) -> None:
    (found, (failed,)) = read("a.zip", zipped({"a.md": b"---\ntitle: [\n---\nx", "b.txt": TEXT.encode()}))
    assert [one.text for one in found] == [TEXT]
    assert "a.zip/a.md: the front matter is not YAML" in failed.error


def test_the_id_of_a_report_does_not_hang_on_its_archive(read: Read) -> None:
    assert read("a.zip", zipped({"x.txt": TEXT.encode()}))[0][0].id == read("x.txt", TEXT)[0][0].id


@pytest.mark.parametrize("name", ["../../etc/x.txt", "/etc/x.txt", "a/../../x.txt", "..\\x.txt", "C:\\x.txt"])
def test_names_that_lead_out_are_refused(read: Read, tmp_path: Path, name: str) -> None:
    for kind, pack in (("a.zip", zipped), ("a.tar", tarred)):
        (found, (failed,)) = read(kind, pack({name: b"Schlecht.", "gut.txt": TEXT.encode()}))
        assert [one.text for one in found] == [TEXT]
        assert "leads out of the archive" in failed.error
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tar", "a.zip"]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(read: Read, kind: bytes) -> None:
    info = tarfile.TarInfo("a.txt")
    info.type, info.linkname = kind, "/etc/passwd"
    (found, (failed,)) = read("a.tar", tarred({"gut.txt": TEXT.encode()}, extra=(info,)))
    assert [one.text for one in found] == [TEXT]
    assert "a link or a device" in failed.error


def test_archives_in_archives_in_archives_are_refused(read: Read) -> None:
    content = zipped({"gut.txt": TEXT.encode()})
    for depth in range(1, limits.DEEPEST + 1):
        (found, failed) = read("a.zip", content)
        assert [one.text for one in found] == [TEXT], depth
        assert failed == []
        content = zipped({"a.zip": content})
    (found, (failed_one,)) = read("a.zip", content)
    assert found == []
    assert "packed more than 4 times over" in failed_one.error


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt.gz", gzip.compress(b"a" * 60_000_000, mtime=0)),
        ("a.txt.bz2", bz2.compress(b"a" * 60_000_000)),
        ("a.txt.xz", lzma.compress(b"a" * 60_000_000)),
        ("a.jsonl.gz", gzip.compress(BLANK, mtime=0)),
        ("a.tgz", gzip.compress(tarred({"a.jsonl": BLANK}), mtime=0)),
        ("a.zip", zipped({"a.jsonl": BLANK})),
    ],
)
def test_bombs_are_refused(read: Read, name: str, content: bytes) -> None:
    (found, failed) = read(name, content)
    assert found == []
    assert any("as only a bomb does" in one.error or "--max-characters" in one.error for one in failed)
    assert not name.startswith("a.jsonl") or "as only a bomb does" in failed[-1].error


def test_a_packed_dump_that_is_cut_off_before_anything_comes_out_says_so(read: Read) -> None:
    (found, (failed,)) = read("a.xml.bz2", bz2.compress(b"<mediawiki>" + b"x" * 1000)[:-20])
    assert found == []
    assert "damaged or cut off" in failed.error


def test_a_tar_of_headers_that_announce_each_other_without_end_is_refused(read: Read) -> None:
    announced = tarfile.TarInfo("././@LongLink")
    announced.type, announced.size = tarfile.GNUTYPE_LONGNAME, 10
    block = announced.tobuf(tarfile.GNU_FORMAT) + b"a" * 10 + b"\0" * 502
    (found, (failed,)) = read("a.tar", block * 5_000 + tarred({"b.txt": TEXT.encode()}))
    assert found == []
    assert "this tar is damaged or cut off" in failed.error


def test_archives_that_branch_are_counted_together(read: Read) -> None:
    """Each for itself is harmless: ten files in each of ten archives in each of ten are a thousand, out of some kilobytes."""
    content = zipped({"a.txt": b"Wort " * 1_000_000})
    for _ in range(2):
        content = zipped({f"{n}.zip": content for n in range(10)})
    assert len(content) < 20_000
    (found, failed) = read("a.zip", content)
    assert found == []
    assert len(failed) < 10
    assert "a.zip: unpacks to more than 200 times its size" in failed[-1].error


def test_many_members_that_are_each_below_the_mark_are_counted_together(read: Read) -> None:
    content = zipped({f"{n:02}.txt": b"Wort " * 2_000_000 for n in range(20)})
    (found, failed) = read("a.zip", content)
    assert found == []
    assert len(failed) < 10
    assert "as only a bomb does" in failed[-1].error


def test_a_zip_that_lies_about_sizes_gives_no_more_than_it_says(read: Read) -> None:
    content = zipped({"a.txt": b"Wort " * 20_000_000})
    at = content.rindex(b"PK\1\2")
    lying = content[: at + 24] + (10).to_bytes(4, "little") + content[at + 28 :]
    (found, (failed,)) = read("a.zip", lying)
    assert found == []
    assert "a.zip/a.txt" in failed.error


def test_one_piece_of_data_under_many_names_is_refused(read: Read) -> None:
    content = zipped({"a.txt": TEXT.encode()})
    entry, end = content.index(b"PK\1\2"), content.index(b"PK\5\6")
    listed = content[entry:end]
    closing = bytearray(content[end:])
    closing[8:12] = (40).to_bytes(2, "little") * 2
    closing[12:16] = (40 * len(listed)).to_bytes(4, "little")
    (found, failed) = read("a.zip", content[:entry] + listed * 40 + bytes(closing))
    assert [one.text for one in found] == [TEXT]
    assert len(failed) == 39
    assert all("shares its bytes" in one.error for one in failed)


def test_a_sparse_file_is_refused(read: Read) -> None:
    info = tarfile.TarInfo("a.txt")
    info.pax_headers = {
        "GNU.sparse.major": "0",
        "GNU.sparse.minor": "1",
        "GNU.sparse.map": "0,0",
        "GNU.sparse.size": str(10**12),
    }
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info)
    (found, failed) = read("a.tar", raw.getvalue())
    assert found == []
    assert failed


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.zip", zipped(FILES)[:150], "this ZIP is damaged or cut off"),
        ("a.zip", b"PK\3\4 und sonst nichts", "this ZIP is damaged or cut off"),
        ("a.tar.gz", tarred(FILES, mode="w:gz")[:120], "damaged or cut off"),
        ("a.tar", tarred({"a.txt": TEXT.encode() * 400})[:5000], "this tar is damaged or cut off"),
        ("a.txt.gz", gzip.compress(TEXT.encode(), mtime=0)[:30], "damaged or cut off"),
        ("a.txt.xz", b"\xfd7zXZ\0 kaputt", "damaged or cut off"),
        ("a.gz", b"Das ist nicht gepackt.", "neither gzip nor bzip2 nor xz"),
        ("a.zst", b"\x28\xb5\x2f\xfd....", "does not unpack"),
        ("a.zip", zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b""}), "an office document"),
        ("a.wacz", zipped({"pages/pages.jsonl": b"{}"}), "no WARC file in archive/"),
    ],
)
def test_what_cannot_be_unpacked_is_said(read: Read, name: str, content: bytes, says: str) -> None:
    (found, failed) = read(name, content)
    assert found == []
    assert says in failed[-1].error
    assert name in failed[-1].error


def test_an_encrypted_file_is_said(read: Read) -> None:
    content = bytearray(zipped({"a.txt": TEXT.encode(), "b.txt": b"Zwei."}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(mark) + offset] |= 1
    (found, (failed,)) = read("a.zip", bytes(content))
    assert [one.text for one in found] == ["Zwei."]
    assert "it is encrypted" in failed.error


def test_what_steers_a_terminal_in_a_name_is_written_out(read: Read) -> None:
    (_, (failed,)) = read("a.zip", zipped({"a\x1b[31m.txt": b""}))
    assert "\x1b" not in failed.error
    assert "\x1b" not in failed.id


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (zipped({"a.txt": TEXT.encode()}), ""),
        (tarred({"a.txt": TEXT.encode()}, mode="w:gz"), ""),
        (bz2.compress(TEXT.encode()), ""),
        (gzip.compress(b"{}\n" + BLANK, mtime=0), "as only a bomb does"),
    ],
)
def test_archives_come_through_a_pipe_too(content: bytes, says: str) -> None:
    code = (
        "import json\nfrom lagebild.sources import read_sources\n"
        "for one in read_sources(['-']): print(json.dumps([getattr(one, 'text', ''), getattr(one, 'error', '')]))"
    )
    done = subprocess.run([sys.executable, "-c", code], input=content, capture_output=True, check=True, timeout=120)
    text, error = [json.loads(line) for line in done.stdout.splitlines()][-1]
    assert text == ("" if says else TEXT)
    assert says in error


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK])
def test_a_header_of_a_tar_is_not_read_into_memory_whatever_it_says_of_its_size(tmp_path: Path, kind: bytes) -> None:
    """An archive of 11 MB, with a name of a gigabyte of zero bytes in it, took 3.3 GB."""
    report, name = tarfile.TarInfo("a.txt"), tarfile.TarInfo("././@LongLink")
    report.size, name.type, name.size = 8, kind, 40_000_000
    packed = b"".join(
        (
            report.tobuf(),
            b"Er ging.".ljust(512, b"\0"),
            name.tobuf(),
            bytes(name.size + 512),
            report.tobuf(),
            bytes(2048),
        )
    )
    (tmp_path / "a.tar").write_bytes(packed)
    tracemalloc.start()
    found = list(read_sources([str(tmp_path / "a.tar")]))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.text for one in found if isinstance(one, Document)] == ["Er ging."]
    assert "this tar is damaged or cut off (a header of 40,000,000 bytes)" in str(found[-1])
    assert most < 20_000_000
