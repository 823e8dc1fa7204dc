"""Every row of the speech lexicons is executed: its example yields a statement due to it, its counter-example does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild import lexicon, run
from lagebild.annotate.statements.vocabulary import row_name
from lagebild.document import Document
from lagebild.reading import Reading, Statement

VERBS = lexicon.load("speech_verbs")
NOUNS = lexicon.load("speech_nouns")
ACTS = lexicon.load("speech_acts")
OURS = {"speech_verbs": VERBS, "speech_nouns": NOUNS, "speech_acts": ACTS}


def _faults() -> dict[tuple[str, str, str], str]:
    """By concept, form and example why a row is known not to be read as it says."""
    lines = (Path(__file__).parents[1] / "known_lexicon_faults.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines if line]
    return {(concept, form, example): why for concept, form, example, why in rows if concept in OURS}


FAULTS = _faults()


def due_to(name: str, text: str) -> list[Statement]:
    """The statements of a text that are due to a row."""
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    return [found for found in reading.statements if name in found.because.values()]


def check(concept: str, row: lexicon.Row, name: str) -> None:
    """Read a row's example and counter-example; what is a known fault must be one still."""
    found = due_to(name, row["example"])
    assert bool(found) != ((concept, row["form"], row["example"]) in FAULTS), found
    if row.get("counter"):
        found = due_to(name, row["counter"])
        assert bool(found) == ((concept, row["form"], row["counter"]) in FAULTS), found


@pytest.mark.parametrize("row", VERBS, ids=[row["form"] for row in VERBS])
def test_verb(row: lexicon.Row) -> None:
    check("speech_verbs", row, row_name("verb", row["form"]))


@pytest.mark.parametrize("row", NOUNS, ids=[row["form"] for row in NOUNS])
def test_noun(row: lexicon.Row) -> None:
    check("speech_nouns", row, row_name("noun", row["form"]))


@pytest.mark.parametrize("row", ACTS, ids=[f"{row['form']} {row['frame']}" for row in ACTS])
def test_act(row: lexicon.Row) -> None:
    check("speech_acts", row, row_name("act", row["form"], row["frame"]))


def test_known_faults_are_of_rows_that_there_are() -> None:
    rows = {
        (c, row["form"], row[key])
        for c, found in OURS.items()
        for row in found
        for key in ("example", "counter")
        if row.get(key)
    }
    assert not set(FAULTS) - rows


@pytest.mark.parametrize("concept", OURS)
def test_no_row_stands_twice(concept: str) -> None:
    keys = [(row["form"], row.get("frame", "") if concept == "speech_acts" else "") for row in OURS[concept]]
    assert not [key for key in keys if keys.count(key) > 1]
