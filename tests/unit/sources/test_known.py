"""A user's table of known people and bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.errors import SourceError
from lagebild.sources.known import KnownRow, parse_known, read_known


def test_names_aliases_kinds_and_ids_are_read_in_any_order_of_columns() -> None:
    table = (
        "wikidata\tname\taliases\tkind\r\nQ42\tAda Brunn\tBrunn | A. Brunn||Ada Brunn\tperson\r\n\n# nobody\n\tHalve\n"
    )
    assert parse_known(table, origin="k.tsv") == [
        KnownRow(name="Ada Brunn", aliases=("Brunn", "A. Brunn"), kind="person", wikidata="Q42"),
        KnownRow(name="Halve"),
    ]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("", "expected a first line with the columns name, aliases, kind, wikidata, found nothing"),
        ("alias\n", "line 1, column 1: expected one of name, aliases, kind, wikidata once, found 'alias'"),
        ("name\tname\n", "line 1, column 2: expected one of name"),
        ("kind\n", "line 1, column 1: expected a column 'name' (separated by tabs), found kind"),
        ("name,kind\n", "line 1, column 1: expected one of name"),
        ("name\na\tb\n", "line 2, column 2: expected 1 cells, found 2"),
        ("kind\tname\nperson\t\n", "line 2, column 2: expected a name, found nothing"),
        ("name\tkind\nA\tPerson\n", "line 2, column 2: expected person, organisation, state, place, group or nothing"),
        ("name\twikidata\nA\t42\n", "line 2, column 2: expected an id like Q42 or nothing, found '42'"),
        ("name\twikidata\nA\tQ4\n\nB\tQ4\n", "line 4, column 2: expected an id of its own, Q4 stands in line 2"),
    ],
)
def test_a_fault_names_file_line_column_and_what_was_expected(table: str, says: str) -> None:
    with pytest.raises(SourceError, match=r"^k\.tsv") as raised:
        parse_known(table, origin="k.tsv")
    assert says in str(raised.value)


def test_a_file_that_is_not_there_or_no_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_known(tmp_path / "none.tsv")
    (tmp_path / "k.tsv").write_bytes(b"\x89PNG\x00\x01\x02")
    with pytest.raises(SourceError, match="binary"):
        read_known(tmp_path / "k.tsv")
    (tmp_path / "k.tsv").write_text("name\nIlka Sorén\n", "utf-8-sig")
    assert read_known(tmp_path / "k.tsv") == [KnownRow(name="Ilka Sorén")]
