"""Lexicons load, and a fault is told with its place."""

import pytest

from lagebild.errors import LexiconError
from lagebild.lexicon import concepts, load, parse


def test_every_lexicon_loads_and_holds_something() -> None:
    assert len(concepts()) > 10
    for concept in concepts():
        assert load(concept), concept


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("word\tvalue\na\tb\n", "line 1: column 'form' is missing"),
        ("form\tvalue\na\tb\tc\n", "line 2, column 3: expected 2 cells, found 3"),
        ("# note\n\nform\tvalue\n\tb\n", "line 4, column 1: expected a value for 'form'"),
        ("# only a note\n", "expected a first line with the names of the columns"),
    ],
)
def test_a_fault_names_file_line_column_and_what_was_expected(content: str, message: str) -> None:
    with pytest.raises(LexiconError, match=r"de/x\.tsv") as raised:
        parse("de/x.tsv", content)
    assert message in str(raised.value)


def test_a_missing_lexicon_is_said_to_be_missing() -> None:
    with pytest.raises(LexiconError, match=r"no lexicon de/nothing\.tsv"):
        load("nothing")
