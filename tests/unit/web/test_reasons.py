"""The record's reasons for taking names for one, in German on German pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import lagebild.record
from lagebild.web.reasons import german, in_words

RECORD = Path(lagebild.record.__file__).parent
BOTH = "“Toma” and “Tomas”"


@pytest.mark.parametrize(
    ("english", "words"),
    [
        (
            "“Kell” alone is “Berta Kell”: nobody else in the report bears such a name",
            "„Kell“ allein ist „Berta Kell“: sonst heißt im Bericht niemand so",
        ),
        (
            "“B. Kell” and “Berta Kell” differ by a short form of the first name, and both are named with Zita Ahl",
            "„B. Kell“ und „Berta Kell“ unterscheiden sich durch eine Kurzform des Vornamens, "
            "und beide werden zusammen mit Zita Ahl genannt",
        ),
        (
            "“Kell” is “Berta Kell” with less of the name; both serve Rat",
            "„Kell“ ist „Berta Kell“ mit einem Teil des Namens; beide dienen Rat",
        ),
    ],
)
def test_a_reason_is_said_in_german(english: str, words: str) -> None:
    assert german(english) == words
    assert in_words(english, "de") == (words, "de")
    assert in_words(english, "en") == (english, "en")


def test_a_reason_that_the_table_does_not_have_stays_english() -> None:
    assert in_words("“Kell” is a namesake of “Kell”", "de") == ("“Kell” is a namesake of “Kell”", "en")
    assert german("“Kell” alone is “Berta Kell”: by the stars") is None


def reasons_in_code() -> Iterator[str]:
    """Every reason that the record's modules write, with something in each of its blanks."""
    for file in sorted(RECORD.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and re.search("“|_both", said := ast.unparse(node)):
                said = "".join(blank(part) for part in node.values)
                yield f"{file.name}: {said}"


def blank(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    asked = ast.unparse(part)
    if "_both" in asked:
        return BOTH
    if "why" in asked or "shared" in asked:
        return "both serve Rat"
    return "sound alike" if "{how}" in asked else "Toma"


def test_every_reason_of_the_record_has_its_german() -> None:
    only_names = "“Toma” and “Toma”"
    written = [said for said in reasons_in_code() if said.partition(": ")[2] != only_names]
    assert len(written) > 20
    assert [said for said in written if german(said.partition(": ")[2]) is None] == []
