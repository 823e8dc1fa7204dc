"""One bad file, line or folder is a failure with its name and a remedy; those beside it are read."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import Failure, encoding, json_lines, read_sources, text
from lagebild.sources.metadata import document

TEXT = "Der Minister für Küstenschutz trat zurück. Straßen blieben gesperrt."


def read(*paths: Path | str) -> tuple[list[Document], list[Failure]]:
    found = list(read_sources([str(path) for path in paths]))
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Failure)]


@pytest.mark.parametrize("name", ["utf-32", "utf-32-le", "utf-32-be"])
def test_utf_32_is_read_with_its_letters(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode(name))
    ((found,), failed) = read(tmp_path / "a.txt")
    assert (found.text, failed) == (TEXT, [])
    assert bool(found.problems) == (name != "utf-32")


def test_a_broken_mark_says_which_encoding_it_is_not() -> None:
    with pytest.raises(SourceError, match="is not valid utf-32"):
        encoding.decode(b"\xff\xfe\0\0\xff\xff\xff\xff", origin="a.txt")


@pytest.mark.parametrize("name", ["a\0b", "rot13", "klingon", ""])
def test_an_encoding_that_is_none_is_said(name: str) -> None:
    with pytest.raises(SourceError, match="there is no encoding"):
        encoding.decode(b"x", origin="a.txt", encoding=name)


def test_deep_json_is_a_failure_and_the_next_line_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"text":"Eins.","a":' + "[" * 5000 + "]" * 5000 + '}\n{"text":"Zwei."}\n', encoding="utf-8"
    )
    ((found,), (failed,)) = read(tmp_path / "a.jsonl")
    assert found.text == "Zwei."
    assert "a.jsonl:1: " in failed.error
    assert "nested too deeply" in failed.error


def test_a_hundred_thousand_bad_lines_in_a_list_cost_no_other(tmp_path: Path) -> None:
    """Python's decoder counts the lines before each fault; here each is told with the file's line all the same."""
    bad = '{"a:}\n' * 100_000
    (tmp_path / "a.json").write_text(f'[{{"text":"Eins."}},\n{bad}{{"text":"Zwei."}}]\n', encoding="utf-8")
    (found, failed) = read(tmp_path / "a.json")
    assert [one.text for one in found] == ["Eins.", "Zwei."]
    assert len(failed) == 100_000
    assert (
        "line 100001 is no JSON that can be read (Invalid control character at: line 100001 column 6)"
        in failed[-1].error
    )


@pytest.mark.parametrize("line", ['{"a":[\n', '{"a":[1,\n' + '{"b":2},\n' * 500])
def test_values_without_an_end_are_not_looked_through_from_each_of_their_lines(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.json").write_text('[{"text":"Eins."},\n' + line * (200_000 // len(line)), encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (found, failed) = read(tmp_path)
    assert [one.text for one in found] == ["Eins.", TEXT]
    assert 1 < len(failed) < 22_000


def test_values_larger_than_a_piece_are_whole(tmp_path: Path) -> None:
    long = 'ä"\\' * 20_000
    values = [{"text": long, "a": list(range(5000))}, 10**4000, {"text": "Zwei."}, {"text": long}]
    for parting, ends in ((",\n", "[]"), ("\n", ("", ""))):
        content = ends[0] + parting.join(map(json.dumps, values)) + ends[1]
        assert [value for _, value, _, _ in json_lines.values(content)] == values


def test_thousands_of_names_given_twice_are_not_all_told(tmp_path: Path) -> None:
    pairs = ",".join(f'"{n:0500}":1,"{n:0500}":2' for n in range(300))
    (tmp_path / "a.json").write_text(f'{{"text":"Eins.",{pairs}}}', encoding="utf-8")
    lines = "".join(f"a{n}: x\n" for n in range(300))
    (tmp_path / "b.md").write_text(f"---\n{lines}{lines}---\nZwei.", encoding="utf-8")
    (found, _) = read(tmp_path / "a.json", tmp_path / "b.md")
    assert [one.text for one in found] == ["Eins.", "Zwei."]
    for one in found:
        assert sum(map(len, one.problems)) < 5000
        assert "gives 280 more names twice" in one.problems[20]


@pytest.mark.parametrize("name", ["id", "outlet", "title", "url", "language"])
def test_a_field_without_end_is_left_out(name: str) -> None:
    """An id of a million letters has no page, for no address is as long; and it would stand in every message."""
    found = document("Eins.", {name: "ü" * 2001}, origin="a.json")
    assert found.problems == (f"a.json: '{name}' has 2,001 characters, 2,000 at most are kept; it is left out",)
    assert "üü" not in f"{found.id}{found.outlet}{found.title}{found.url}{found.language}"
    assert document("Eins.", {name: "ü" * 2000}, origin="a.json").problems == ()


def test_a_date_without_end_is_cut_in_what_is_said_of_it() -> None:
    with pytest.raises(SourceError, match=r"published '9{60}' is not") as raised:
        document("Eins.", {"published": "9" * 100_000}, origin="a.json")
    assert len(str(raised.value)) < 300


def test_a_name_given_twice_in_json_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"text":"Eins.","text":"Zwei."},{"text":"Drei."}]', encoding="utf-8")
    ((two, three), _) = read(tmp_path / "a.json")
    assert two.text == "Zwei."
    assert two.problems == (f"{tmp_path}/a.json:1: the object gives 'text' twice; the last one counts",)
    assert three.problems == ()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": "\ud800"}, "'title' has half a character at 0"),
        ({"id": "a\udfff"}, "'id' has half a character at 1"),
        ({"title": 10**5000}, "a number too long"),
    ],
)
def test_what_cannot_be_stored_is_refused(fields: dict[str, object], says: str) -> None:
    with pytest.raises(SourceError, match=says):
        document(TEXT, fields, origin="a.txt")


def test_half_a_character_in_the_text_is_refused() -> None:
    with pytest.raises(SourceError, match="'text' has half a character at 1"):
        document("a\ud83d b", {}, origin="a.txt")


@pytest.mark.parametrize("day", ["0001-01-01", "0050-01-01", "1399-12-31", "9999-12-31"])
def test_a_date_outside_the_printed_age_is_left_out_and_said(day: str) -> None:
    found = document(TEXT, {"published": day}, origin="a.txt")
    assert found.published is None
    assert found.problems == (f"a.txt: nothing was published on {day}; the date is left out, correct it there",)
    assert document(TEXT, {"published": "1609-07-08"}, origin="a.txt").published == "1609-07-08"


@pytest.mark.parametrize(
    ("name", "says"), [("", "an input is empty"), ("  ", "is empty"), ("a\0b", "zero byte"), ("\ud800", "no path")]
)
def test_a_path_that_is_none_is_said(name: str, says: str) -> None:
    (found, (failed,)) = read(name)
    assert found == []
    assert says in failed.error
    failed.error.encode()


def test_a_standard_input_that_is_closed_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", None)
    ((found,), (failed,)) = read("-", tmp_path / "a.txt")
    assert found.text == TEXT
    assert failed.error == "standard input is closed; pipe a report into it, or name a file"


def test_what_a_field_holds_instead_is_told_in_the_readers_words(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"text":"Eins.","id":{"a":1}}', encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"": TEXT}), encoding="utf-8")
    (_, (first, second)) = read(tmp_path / "a.json", tmp_path / "b.json")
    assert "field 'id' should be a text, found object" in first.error
    assert second.error.endswith("give it one, or leave the report out")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_is_passed_over_with_a_word(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    ((found,), (failed,)) = read(tmp_path)
    assert found.text == TEXT
    assert "is no file but a pipe" in failed.error


@pytest.mark.skipif(not Path("/proc/kmsg").exists(), reason="this system has no such files")
def test_a_file_that_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("/proc/kmsg")
    (tmp_path / "b.txt").symlink_to("/dev/zero")
    (tmp_path / "c.txt").symlink_to("/proc/self/mem")
    (tmp_path / "d.txt").write_text(TEXT, encoding="utf-8")
    ((found,), failed) = read(tmp_path)
    assert found.text == TEXT
    assert [Path(one.id).name for one in failed] == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own")
def test_a_link_back_to_its_folder_is_passed_over_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a" / "c").symlink_to(tmp_path)
    (tmp_path / "d").symlink_to(tmp_path / "d")
    ((found,), (failed,)) = read(tmp_path)
    assert found.text == TEXT
    assert f"{tmp_path}/a/c: a link leads back" in failed.error


def test_folders_without_end_are_passed_over_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "z.txt").write_text(TEXT, encoding="utf-8")
    where = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(1100):
            os.mkdir("a")
            os.chdir("a")
    finally:
        os.chdir(where)
    try:
        ((found,), (failed,)) = read(tmp_path)
        assert found.text == TEXT
        assert "more than 100 deep" in failed.error
    finally:  # pytest cannot remove what is so deep
        os.chdir(tmp_path)
        for _ in range(1100):
            os.chdir("a")
        for _ in range(1100):
            os.chdir("..")
            os.rmdir("a")
        os.chdir(where)


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_unicode_is_written_out(tmp_path: Path) -> None:
    place = os.fsencode(tmp_path) + b"/m\xfcll.txt"
    with open(place, "wb") as file:
        file.write(b"---\ntitle: [\n---\n" + TEXT.encode())
    (_, (failed,)) = read(tmp_path)
    assert r"m\udcfcll.txt: the front matter is not YAML" in failed.error
    failed.id.encode()


def test_whatever_a_source_raises_is_a_failure_of_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(content: str, **_: Any) -> object:
        if "Bombe" in content:
            raise MemoryError("too much")
        return whole(content, **_)

    whole = text.read
    monkeypatch.setattr(text, "read", burst)
    (tmp_path / "a.txt").write_text("Bombe", encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    ((found,), (failed,)) = read(tmp_path)
    assert found.text == TEXT
    assert "a.txt: cannot be read as a report (MemoryError" in failed.error
