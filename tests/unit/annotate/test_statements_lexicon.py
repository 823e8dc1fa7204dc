"""Every row of the speech lexicons is executed: its example yields a statement with that cue, its counter does not."""

from __future__ import annotations

import pytest

from lagebild import lexicon, run
from lagebild.analysis import Analysis
from lagebild.clauses import clauses
from lagebild.document import Document
from lagebild.language import load_analyser
from lagebild.reading import Reading, Statement

VERBS = lexicon.load("speech_verbs")
NOUNS = lexicon.load("speech_nouns")
ACTS = lexicon.load("speech_acts")


def said(text: str) -> tuple[Statement, ...]:
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    return reading.statements


def forms_of(analysis: Analysis, lemma: str) -> set[str]:
    """The words of a verb in a text, as its clause has them."""
    return {analysis.forms[t] for c in clauses(analysis) if c.lemma == lemma for t in c.verbs}


@pytest.mark.parametrize("row", VERBS, ids=[row["form"] for row in VERBS])
def test_verb(row: lexicon.Row) -> None:
    text = row["example"]
    words = forms_of(load_analyser("de")(text), row["form"])
    assert words
    assert any(text[s:e] in words for found in said(text) for s, e in found.cue_spans)
    if row["counter"]:
        assert not [found for found in said(row["counter"]) if row["form"] in found.because["type"]]


@pytest.mark.parametrize("row", NOUNS, ids=[row["form"] for row in NOUNS])
def test_noun(row: lexicon.Row) -> None:
    text = row["example"]
    found = said(text)
    assert found
    if row["frame"]:
        assert any(f.introduced == "phrase" for f in found)
    else:
        assert any(f.because["type"] == f"cue noun {row['form']}" for f in found)


@pytest.mark.parametrize("row", ACTS, ids=[f"{row['form']} {row['frame']}" for row in ACTS])
def test_act(row: lexicon.Row) -> None:
    rule = f"speech act {row['form']}"
    assert [found for found in said(row["example"]) if found.type == "reported" and found.because["type"] == rule]
    assert not [found for found in said(row["counter"]) if found.because["type"] == rule]
