"""Reports out of files: what is taken, and what each kind of bad input says."""

import datetime
import os
from pathlib import Path

import pytest

from lagebild.document import Document
from lagebild.settings import Settings
from lagebild.sources import Failure, read_sources
from lagebild.sources.metadata import document

TEXT = "Der Minister für Küstenschutz trat zurück. Straßen blieben gesperrt."


def one(path: Path, **options: object) -> Document | Failure:
    found = list(read_sources([str(path)], **options))  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_text_is_taken_as_it_is(tmp_path: Path) -> None:
    found = one(write(tmp_path / "a.txt", f"\n  {TEXT}\r\n"), published="2020-01-02", outlet="Blatt")
    assert isinstance(found, Document)
    assert found.text == f"\n  {TEXT}\r\n"
    assert (found.published, found.outlet) == ("2020-01-02", "Blatt")


def test_front_matter_is_metadata_and_no_text(tmp_path: Path) -> None:
    page = f"---\ntitle: Rücktritt\npublished: 2020-01-02\noutlet: Blatt\nid: r7\n---\n\n{TEXT}\n"
    found = one(write(tmp_path / "a.md", page))
    assert isinstance(found, Document)
    assert (found.id, found.title, found.published, found.outlet) == ("r7", "Rücktritt", "2020-01-02", "Blatt")
    assert found.text == f"{TEXT}\n"


def test_what_the_user_says_stands_above_front_matter(tmp_path: Path) -> None:
    found = one(write(tmp_path / "a.md", f"---\noutlet: Blatt\n---\n{TEXT}"), outlet="Anderes Blatt")
    assert isinstance(found, Document)
    assert found.outlet == "Anderes Blatt"


def test_the_same_file_has_the_same_id_from_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    monkeypatch.chdir(tmp_path)
    assert one(path).id == one(Path("a.txt")).id
    assert one(path).id != one(write(tmp_path / "b.txt", TEXT + " ")).id


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_other_encodings_are_read_with_their_letters(tmp_path: Path, encoding: str) -> None:
    found = one(write(tmp_path / "a.txt", TEXT.encode(encoding)))
    assert isinstance(found, Document)
    assert found.text == TEXT
    doubtful = encoding in ("utf-16-le", "utf-16-be", "cp1252", "latin-1")
    assert bool(found.problems) == doubtful
    if doubtful:
        assert "a.txt" in found.problems[0]
        assert "--encoding" in found.problems[0]


def test_a_stated_encoding_is_kept_to(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT.encode("cp1252"))
    wrong = one(path, settings=Settings(encoding="utf-8"))
    assert isinstance(wrong, Failure)
    assert "is not valid utf-8" in wrong.error
    unknown = one(path, settings=Settings(encoding="klingon"))
    assert isinstance(unknown, Failure)
    assert "no encoding 'klingon'" in unknown.error


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", "", "there is no text in it"),
        ("a.txt", " \n\n", "there is no text in it"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00>\x00\xff\xfe", "binary data"),
        ("a.txt", "<!DOCTYPE html><html><body>Hallo</body></html>", "no report is found on this page"),
        ("a.md", "---\ntitle: [offen\n---\nText", "not YAML in line"),
        ("a.md", "---\n- eins\n- zwei\n---\nText", "`key: value` lines"),
        ("a.md", "---\npublished: gestern\n---\nText", "'gestern' is not an ISO 8601 date"),
        ("a.md", "---\noutlet: [a, b]\n---\nText", "field 'outlet' should be a text, found list"),
        ("a.json", "{", "this is not JSON"),
        ("a.json", '{"title": "x"}', "no field `text` with a text in it; give it one, or leave the report out"),
        ("a.json", '{"text": ["x"]}', "no field `text` with a text in it; give it one, or leave the report out"),
    ],
)
def test_bad_input_is_told_with_its_file_and_remedy(tmp_path: Path, name: str, content: str | bytes, says: str) -> None:
    found = one(write(tmp_path / name, content))
    assert isinstance(found, Failure)
    assert str(tmp_path / name) in found.error
    assert says in found.error


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    found = one(tmp_path / "nichts.txt")
    assert isinstance(found, Failure)
    assert "there is no such file" in found.error


def test_a_text_too_long_is_refused_and_the_limit_can_be_raised(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Wort " * 4_000_000)  # 20 MB
    found = one(path)
    assert isinstance(found, Failure)
    assert "--max-characters" in found.error
    assert isinstance(one(path, settings=Settings(max_characters=20_000_000)), Document)


def test_a_broken_line_names_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    lines = ['{"id": "a", "text": "Eins."}', '{"id": "b", "text":', "", '["c"]', '{"id": "d", "text": "Vier."}']
    found = list(read_sources([str(write(tmp_path / "a.jsonl", "\n".join(lines)))]))
    assert [type(f) for f in found] == [Document, Failure, Failure, Document]
    assert found[1].id.endswith("a.jsonl:2")
    assert "a.jsonl:4" in found[2].error  # type: ignore[union-attr]


def test_a_folder_is_searched_in_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path / "c.txt", "Drei.")
    write(tmp_path / "b" / "a.md", "Zwei.")
    write(tmp_path / "a.jsonl", '{"text": "Eins."}\n')
    write(tmp_path / "README.md", "Kein Bericht.")
    write(tmp_path / "bild.png", b"\x89PNG")
    assert [d.text for d in read_sources([str(tmp_path)]) if isinstance(d, Document)] == ["Eins.", "Zwei.", "Drei."]


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="permissions are those of POSIX")
def test_a_folder_without_permission_is_a_failure_and_the_others_are_read(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.stat().st_uid == os.geteuid() and "pytest" in str(folder):
            folder.chmod(0o755)
    closed = tmp_path / "closed"
    closed.mkdir()
    write(closed / "a.txt", TEXT)
    write(tmp_path / "z.txt", TEXT).chmod(0o644)
    closed.chmod(0o000)
    root = os.geteuid() == 0  # root may read everything: be nobody for a moment
    try:
        if root:
            os.seteuid(65534)
        found = list(read_sources([str(tmp_path)]))
    finally:
        if root:
            os.seteuid(0)
        closed.chmod(0o700)
    assert [type(f) for f in found] == [Failure, Document]
    assert "permissions" in found[0].error  # type: ignore[union-attr]


def test_a_date_to_come_is_taken_and_said() -> None:
    today = datetime.date(2021, 5, 4)
    later = document(TEXT, {"published": "2021-06-01"}, origin="a.txt", today=today)
    assert later.published == "2021-06-01"
    assert "a.txt: published 2021-06-01 lies in the future" in later.problems[0]
    assert not document(TEXT, {"published": "2021-05-05"}, origin="a.txt", today=today).problems
