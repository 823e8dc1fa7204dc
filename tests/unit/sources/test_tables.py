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


def test_a_row_with_a_stray_quotation_mark_costs_no_other(read: Read, capfd: pytest.CaptureFixture[str]) -> None:
    table = 'id\ttext\nr1\tEins.\nr2\t"Zwei" und\nr3\tDrei.\nr4\t"Vier\n'
    (found, failed) = read("a.tsv", table)
    assert [one.id for one in found] == ["r1", "r3"]
    assert ["a.tsv:3: this row cannot be read" in failed[0].error, "a.tsv:5: " in failed[1].error] == [True, True]
    assert capfd.readouterr().err == ""  # nothing complains of a stream that is closed


def test_a_table_of_many_columns_is_told_in_time(read: Read) -> None:
    names = ",".join(f"k{n}" for n in range(100_000))
    ((found,), failed) = read("a.csv", f"text,{names}\nEins.,x\n")
    assert (found.text, failed) == ("Eins.", [])
    (_, (failed_one,)) = read("b.csv", f"text,{names},K7\nEins.\n")
    assert "two columns have the name 'k7'" in failed_one.error


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "id,text\n", "no row under the names of columns"),
        ("a.csv", "text," + "k" * 2_000_000 + "\nEins.,x\n", "first line has more than"),
        ("a.json", "[]", "no report in this list"),
    ],
)
def test_what_gives_no_report_says_why(read: Read, name: str, content: str, says: str) -> None:
    (found, (failed,)) = read(name, content)
    assert found == []
    assert says in failed.error
    assert failed.error.count(name) == 1


ROWS = [{"id": f"r{n}", "text": f"Bericht {n}."} for n in range(5)]
LINES = [json.dumps(row) for row in ROWS]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
@pytest.mark.parametrize(
    ("content", "ids", "says"),
    [
        ("{\n" + "\n".join(LINES), "01234", (":1: this line is no JSON",)),
        ("[\n" + "\n".join(LINES), "01234", (":1: this line is no JSON",)),
        ("\r".join(LINES), "01234", ()),
        ("\n".join(f"\x1e{line}" for line in LINES) + "\n", "01234", ()),
        ("".join(LINES), "01234", ()),
        ("\n".join(json.dumps(row, indent=2) for row in ROWS), "01234", ()),
        ("[" + ",\n".join(LINES) + ",]", "01234", ()),
        ("[" + ",\n".join(LINES), "01234", (":5: line 5 is no JSON that can be read (the list is cut off behind it)",)),
        ("[" + ",\n".join(LINES) + ",\n", "01234", ("the list is cut off",)),
        ("[" + ",\n".join(LINES)[:-5], "0123", (":5: line 5 is no JSON",)),
        (json.dumps(ROWS, indent=1)[:-12], "0123", (":5: line 18 is no JSON",)),
        (json.dumps(ROWS) + "x", "01234", ("there is more behind the end of the list",)),
        ("[" + ",\n".join([LINES[0], '{"text": schlecht}', *LINES[2:]]) + "]", "0234", (":2: line 2 is no JSON",)),
        ("[\n  " + "\n  ".join([LINES[0] + ",", *LINES[1:]]) + "\n]", "01234", ("a comma is missing",) * 3),
        (
            json.dumps(ROWS, indent=1).replace('"Bericht 2."', "Bericht"),
            "0134",
            (":3: line 10 is no JSON that can be read",),
        ),
        ('[\n {"a": {\n  {"text": "Nicht gelesen."}\n', "", ("is not JSON that can be read",)),
    ],
)
def test_of_damaged_json_all_is_read_that_is_whole(
    read: Read, name: str, content: str, ids: str, says: tuple[str, ...]
) -> None:
    (found, failed) = read(name, content)
    assert [one.id for one in found] == [f"r{n}" for n in ids]
    assert len(failed) == len(says)
    assert all(part in one.error and name in one.error for part, one in zip(says, failed, strict=True))


def test_a_line_of_zero_bytes_as_a_crash_leaves_it_costs_no_other(read: Read) -> None:
    (found, (failed,)) = read("a.jsonl", "\n".join([LINES[0], "\0" * 400, LINES[1]]))
    assert [one.id for one in found] == ["r0", "r1"]
    assert "a.jsonl:2: this is not text but binary data" in failed.error


def test_an_encoding_that_there_is_not_is_said_once(read: Read) -> None:
    (_, (failed,)) = read("a.jsonl", "\n".join(LINES), encoding="klingon")
    assert "there is no encoding 'klingon'" in failed.error


def test_a_day_that_no_calendar_has_is_said(read: Read) -> None:
    raw = io.BytesIO()
    pq.write_table(pa.table({"text": ["Eins."], "published": pa.array([10**9], pa.date32())}), raw)
    (_, (failed,)) = read("a.parquet", raw.getvalue())
    assert "a.parquet: damaged behind row 0" in failed.error


def test_a_text_that_every_row_has_is_not_unpacked_for_all_of_them_at_once(read: Read) -> None:
    """Six hundred bytes of Parquet were 2 GB of memory."""
    text = "Er ging heim. " * 100_000
    raw = io.BytesIO()
    pq.write_table(pa.table({"text": [text] * 300}), raw, compression="zstd")
    before = pa.total_allocated_bytes()
    (found, (failed,)) = read("a.parquet", raw.getvalue())
    assert 1 <= len(found) < 30
    assert "unpacks to more than 200 times its size" in failed.error
    assert pa.total_allocated_bytes() - before < 100_000_000
