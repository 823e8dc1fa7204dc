"""The rows of the trigger lexicon are executed: examples yield their type, counter-examples do not, save a measured rest.

The rest are sentences that the model analyses wrongly; the floors are raised as it shrinks.
"""

from __future__ import annotations

from functools import cache

from lagebild import lexicon, run
from lagebild.annotate.events.lexicon import LEAST_WEIGHT
from lagebild.document import Document
from lagebild.reading import Reading

ROWS = [row for part in "ab" for row in lexicon.load(f"event_triggers_{part}") if float(row["weight"]) >= LEAST_WEIGHT]
EXAMPLES_FOUND = 0.94
COUNTERS_KEPT_OUT = 0.975


@cache
def types_in(column: str) -> list[tuple[lexicon.Row, set[str]]]:
    """Each row that has a sentence in a column, with the types of the events that are read there."""
    rows = [row for row in ROWS if row[column]]
    documents = [Document(id=str(n), text=row[column], published="2021-05-05") for n, row in enumerate(rows)]
    readings = [reading for reading in run.read(documents) if isinstance(reading, Reading)]
    assert len(readings) == len(rows)
    return [(row, {e.type for e in reading.events}) for row, reading in zip(rows, readings, strict=True)]


def test_it_is_as_large_as_promised() -> None:
    assert len({(row["form"], row["pos"], row["type"]) for row in ROWS}) >= 2500


def test_every_entry_has_an_example() -> None:
    assert [row["form"] for row in ROWS if not row["example"]] == []


def test_ambiguous_entries_have_counter_examples() -> None:
    words = [row for row in ROWS if "with:" in row["needs"] or "not:" in row["needs"]]
    assert len([row for row in words if row["counter"]]) >= 0.8 * len(words)


def test_examples_yield_their_type() -> None:
    missed = [f"{row['form']} ({row['type']}): {row['example']}" for row, types in types_in("example")
              if row["type"] not in types]  # fmt: skip
    assert len(missed) <= (1 - EXAMPLES_FOUND) * len(ROWS), "\n".join(missed)


def test_counter_examples_do_not() -> None:
    read = types_in("counter")
    wrong = [f"{row['form']} ({row['type']}): {row['counter']}" for row, types in read if row["type"] in types]
    assert len(wrong) <= (1 - COUNTERS_KEPT_OUT) * len(read), "\n".join(wrong)
