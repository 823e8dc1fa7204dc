"""Lexicons load, and a fault is told with its place."""

import pytest

from lagebild import lexicon
from lagebild.errors import LexiconError
from lagebild.lexicon import concepts, lexicon_hash, load, parse
from lagebild.lexicon.words import closed, word_set


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
        ("form\tvalue\na\tb\n# note\na\tc\n", "line 4, column 1: 'a' stands in line 2, too; keep one of them"),
        ("# only a note\n", "expected a first line with the names of the columns"),
    ],
)
def test_a_fault_names_file_line_column_and_what_was_expected(content: str, message: str) -> None:
    with pytest.raises(LexiconError, match=r"de/x\.tsv") as raised:
        parse("de/x.tsv", content, unique=True)
    assert message in str(raised.value)


def test_a_missing_lexicon_is_said_to_be_missing() -> None:
    with pytest.raises(LexiconError, match=r"no lexicon de/nothing\.tsv"):
        load("nothing")


def test_rows_may_repeat_a_form_where_that_is_not_excluded() -> None:
    assert len(parse("de/x.tsv", "form\tvalue\na\tb\na\tc\n")) == 2


def test_a_row_is_a_mapping_that_knows_where_it_stands() -> None:
    (row,) = parse("de/x.tsv", "# note\nform\tvalue\tsource\na\tb\n")
    assert dict(row) == {"form": "a", "value": "b", "source": ""}
    assert (row.file, row.line) == ("de/x.tsv", 3)
    assert str(row.fault("value", "expected a number")) == "de/x.tsv, line 3, column 2: expected a number"


def test_lexicons_in_folders_are_found_by_folder_and_name() -> None:
    assert "event_triggers/agree" in concepts()
    assert load("event_triggers/agree")[0].file == "de/event_triggers/agree.tsv"


def test_the_hash_covers_lexicons_in_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    before = lexicon_hash.__wrapped__()
    monkeypatch.setattr(lexicon, "concepts", lambda _: tuple(c for c in concepts() if c != "event_triggers/agree"))
    assert lexicon_hash.__wrapped__() != before


def test_words_of_a_set_are_found_in_swiss_spelling_and_casefolded() -> None:
    assert {"anschließend", "anschliessend"} <= closed("at_the_same_time")
    assert "Außerdem".casefold() in word_set("words_for_another_one")
