"""Tables and JSON: a report a row, columns by their names or by the user's word; a bad row names its line."""

from __future__ import annotations

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lagebild.errors import SourceError
from lagebild.sources.columns import mapping

from .conftest import Read

HEAD = "id,text,date,Title\n"


def parquet(**columns: list[object]) -> bytes:
    raw = io.BytesIO()
    pq.write_table(pa.table(columns), raw)
    return raw.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_row_is_a_report(read: Read, delimiter: str) -> None:
    table = 'id,text,date,Title\nr1,"Eins, sagt Brunn.\nZwei.",5.5.2021,Brunn\n\nr2,Drei.,2021-05-06,\n'
    quoted = table.replace("Eins, sagt", "Eins\0 sagt").replace(",", delimiter).replace("\0", ",")
    (found, failed) = read("a.csv", quoted)
    assert failed == []
    assert [(d.id, d.text, d.published, d.title) for d in found] == [
        ("r1", "Eins, sagt Brunn.\nZwei.", "2021-05-05", "Brunn"),
        ("r2", "Drei.", "2021-05-06", None),
    ]


def test_columns_are_mapped_by_the_users_word(read: Read) -> None:
    columns = mapping(("text=body", "published=posted", "outlet=site"))
    table = "body,posted,site,date,text\nEins.,2021-05-05,Kurant,1999-01-01,nicht das\n"
    ((found,), _) = read("a.csv", table, columns=columns)
    assert (found.text, found.published, found.outlet) == ("Eins.", "2021-05-05", "Kurant")
    line = json.dumps({"body": "Eins.", "posted": "2021-05-05", "site": "Kurant", "date": "1999-01-01"})
    ((found,), _) = read("a.jsonl", line, columns=columns)
    assert (found.text, found.published, found.outlet) == ("Eins.", "2021-05-05", "Kurant")
    ((found,), _) = read("a.parquet", parquet(body=["Eins."], posted=["2021-05-05"], site=["Kurant"]), columns=columns)
    assert (found.text, found.published, found.outlet) == ("Eins.", "2021-05-05", "Kurant")


@pytest.mark.parametrize("option", ["text", "text=", "=body", "rubrik=x"])
def test_a_mapping_that_is_none_is_said(option: str) -> None:
    with pytest.raises(SourceError, match="should be FIELD=NAME"):
        mapping((option,))
    with pytest.raises(SourceError, match="mapped twice"):
        mapping(("text=a", "text=b"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_letters_of_a_table(read: Read, encoding: str) -> None:
    ((found,), _) = read("a.csv", "text,date\nDer Präsident äußerte sich.,2021-05-05\n".encode(encoding))
    assert found.text == "Der Präsident äußerte sich."
    assert bool(found.problems) == (encoding == "cp1252")


def test_a_stray_byte_in_a_table_is_one_letter(read: Read) -> None:
    ((found,), _) = read("a.csv", "text\nDie Küste, das Öl und der Bürger.\n".encode().replace("Ö".encode(), b"\xd6"))
    assert found.text == "Die Küste, das Öl und der Bürger."
    assert "1 byte is not UTF-8 as the rest is" in found.problems[0]


@pytest.mark.parametrize(
    ("content", "many", "says"),
    [
        (HEAD + 'r1,"nie geschlossen,2021-05-05,x\nr2,Zwei.,2021-05-05,x\n', 0, "is a quotation mark not closed?"),
        (HEAD + "r1,Eins,mit Komma,ohne Marken,x\nr2,Zwei.,2021-05-05,x\n", 1, "a.csv:2: this row has 5 cells"),
        (HEAD + "r1,,2021-05-05,x\nr2,Zwei.,2021-05-05,x\n", 1, "a.csv:2: there is no text in it"),
        (HEAD + "r1,Eins.,neulich,x\nr2,Zwei.,2021-05-05,x\n", 1, "'neulich' is not an ISO 8601 date"),
        ("id,body\nr1,Eins.\n", 0, "no column 'text'; it has id, body; say which it is: --column text=NAME"),
        ("Ein Satz ohne Tabelle.\n", 0, "no first line with the names of columns"),
        ("text,date,Text\na,b,c\n", 0, "two columns have the name 'text'"),
        ("", 0, "no first line"),
        (b"text\n\0\1\2\3\n" * 3, 0, "binary data"),
    ],
)
def test_a_bad_table_is_said_with_its_line(read: Read, content: str | bytes, many: int, says: str) -> None:
    (found, failed) = read("a.csv", content)
    assert len(found) == many
    assert says in failed[0].error


def test_a_column_that_the_user_named_and_is_not_there_is_said(read: Read) -> None:
    (_, (failed,)) = read("a.csv", "text\nEins.\n", columns=(("published", "day"),))
    assert "there is no column 'day' for 'published'; it has text" in failed.error


def test_json_as_an_array_in_lines_and_over_many_lines(read: Read) -> None:
    values = [{"id": "a", "text": "Eins."}, {"id": "b", "text": "Zwei."}]
    for name, content in (
        ("a.json", json.dumps(values)),
        ("a.jsonl", json.dumps(values, indent=1)),
        ("a.json", "\n".join(map(json.dumps, values))),
        ("a", json.dumps(values)),
    ):
        (found, failed) = read(name, content)
        assert ([one.id for one in found], failed) == (["a", "b"], [])
    assert read("a", json.dumps(values[0], indent=2))[0][0].id == "a"


def test_json_without_a_text_names_what_could_be_it(read: Read) -> None:
    (_, (failed,)) = read("a.json", json.dumps({"body": "Ein langer Satz, der gut ein ganzer Bericht sein könnte."}))
    assert "--column text=body" in failed.error


def test_a_line_without_end_is_passed_over_and_the_next_is_read(read: Read) -> None:
    lines = b'{"text": "' + b"x" * 200_000 + b'"}\n{"text": "Zwei."}\n'
    ((found,), (failed,)) = read("a.jsonl", lines, max_characters=10_000)
    assert found.text == "Zwei."
    assert "a.jsonl:1: this line is longer than one report may be" in failed.error


def test_a_row_of_parquet_is_a_report(read: Read) -> None:
    (found, (failed,)) = read(
        "a.parquet", parquet(id=["a", "b", "c"], text=["Eins.", None, "Drei."], date=["5.5.2021"] * 3, n=[1, 2, 3])
    )
    assert [(d.id, d.text, d.published) for d in found] == [("a", "Eins.", "2021-05-05"), ("c", "Drei.", "2021-05-05")]
    assert "a.parquet:2: there is no field `text`" in failed.error


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (parquet(text=["Eins."])[:80], "damaged or cut off"),
        (b"PAR1" + b"\xff" * 400 + b"PAR1", "damaged or cut off"),
        (parquet(body=["Eins."]), "no column 'text'; it has body"),
        (parquet(text=[7]), "there is no field `text`"),
        (b"", "damaged or cut off"),
    ],
)
def test_a_bad_parquet_file_is_said(read: Read, content: bytes, says: str) -> None:
    (found, (failed,)) = read("a.parquet", content)
    assert found == []
    assert says in failed.error
