"""A user's own table of ties."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.errors import SourceError
from lagebild.sources.known_ties import holds_ties, parse_known_ties, read_known_ties

TABLE = (
    "# ours\nfrom\ttie\tto\tstatus\tsince\tuntil\nPeru\tmember\tOPEC\t\t1960\t\nPeru\tally\tGhana\tformer\t\t2009-05\n"
)


def test_every_line_is_a_tie() -> None:
    rows = parse_known_ties(TABLE, origin="t.tsv")
    assert [(r.one, r.kind, r.other, r.status, r.since, r.until, r.line) for r in rows] == [
        ("Peru", "member", "OPEC", "holds", "1960", None, 3),
        ("Peru", "ally", "Ghana", "former", None, "2009-05", 4),
    ]
    assert rows[0].text == "Peru\tmember\tOPEC\t\t1960"


def test_a_table_says_by_its_columns_what_it_is(tmp_path: Path) -> None:
    ties, people = tmp_path / "ties.tsv", tmp_path / "people.tsv"
    ties.write_text(TABLE, encoding="utf-8")
    people.write_text("name\tkind\nPeru\tstate\n", encoding="utf-8")
    assert holds_ties(ties)
    assert not holds_ties(people)
    people.write_text(
        "kind\tfrom\tto\nally\tPeru\tTogo\n", encoding="utf-8"
    )  # so that the fault names the columns of ties
    assert holds_ties(people)
    assert len(read_known_ties(ties)) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "expected a first line with the columns from, tie, to, status, since, until, found nothing"),
        ("from\ttie\tof\n", "line 1, column 3: expected one of from, tie, to, status, since, until once, found 'of'"),
        ("from\ttie\n", "expected a column 'to'"),
        ("from\ttie\tto\nPeru\tfriend\tGhana\n", "line 2, column 2: expected one of member, ally"),
        ("from\ttie\tto\nPeru\tally\t\n", "line 2, column 3: expected a name, found nothing"),
        ("from\ttie\tto\tstatus\nPeru\tally\tGhana\tmaybe\n", "line 2, column 4: expected one of holds"),
        ("from\ttie\tto\tsince\nPeru\tally\tGhana\t1.5.2020\n", "line 2, column 4: expected a date like 2021-03-08"),
        ("from\ttie\tto\nPeru\tally\tGhana\tholds\n", "line 2, column 4: expected 3 cells, found 4"),
    ],
)
def test_a_fault_is_named_by_line_and_column(content: str, message: str) -> None:
    with pytest.raises(SourceError, match=message.replace("(", r"\(").replace(")", r"\)")):
        parse_known_ties(content, origin="t.tsv")


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        holds_ties(tmp_path / "none.tsv")
