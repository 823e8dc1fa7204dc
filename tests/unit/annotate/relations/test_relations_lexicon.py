"""Every row of the lexicons of ties is executed: its example yields the tie between the two that it names."""

from __future__ import annotations

import pytest

from lagebild import lexicon, run
from lagebild.document import Document
from lagebild.reading import Reading

ROWS = [*lexicon.load("relation_nouns"), *lexicon.load("relation_verbs")]


@pytest.mark.parametrize("row", ROWS, ids=[row["form"] for row in ROWS])
def test_row(row: lexicon.Row) -> None:
    (reading,) = run.read([Document(id="x", text=row["example"])])
    assert isinstance(reading, Reading)
    names = {e.id: e.name for e in reading.entities}
    kinds = {row["kind"], "party"} if row["kind"] == "member" else {row["kind"]}
    ties = {(r.kind, names[r.source_entity], names[r.target_entity]) for r in reading.relations}
    assert {(kind, row["from"], row["to"]) for kind in kinds} & ties
