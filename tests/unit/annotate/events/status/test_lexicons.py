"""The examples of the lexicons of status: the event that a row speaks of has the row's status, and has it by that lexicon."""

from __future__ import annotations

import pytest

from lagebild import lexicon, run
from lagebild.document import Document
from lagebild.reading import Event, Reading

CONTENTS = {
    "status/word-above", "status/noun-before", "status/predicate-noun", "status/content-of-noun",
    "status/content-of-noun-beside", "status/content-of-verb",
}  # fmt: skip
"""The rules that ask `event_contents.tsv`."""
COURSES = {
    "VERB lasts": {"status/deed-goes-on", "status/present"},
    "VERB stays": {"status/deed-goes-on", "status/still-holds"},
    "VERB stroke": {"status/at-a-stroke"},
    "NOUN lasts": {"status/lasting-noun", "status/noun-goes-on", "status/present"},
    "NOUN stands": {"status/lasting-noun", "status/noun-goes-on", "status/present"},
}
"""The rules that ask `event_courses.tsv`; what they leave alone goes on by its tense."""


def events(concept: str) -> list[tuple[lexicon.Row, tuple[Event, ...]]]:
    """The rows of a lexicon, each with the events of its example."""
    rows = lexicon.load(concept)
    found = run.read([Document(id=str(n), text=row["example"], published="2021-05-05") for n, row in enumerate(rows)])
    return [(row, r.events) for row, r in zip(rows, found, strict=True) if isinstance(r, Reading)]


def missed(row: lexicon.Row, found: tuple[Event, ...], rules: set[str], statuses: set[str]) -> str | None:
    """What stands in a row's example instead, where no event has one of the statuses by one of the rules."""
    if any(e.status in statuses and e.because["status"] in rules for e in found):
        return None
    return f"{row['form']}: {row['example']} {[(e.because, e.status) for e in found]}"


def test_contents() -> None:
    wrong = []
    for row, found in events("event_contents"):
        statuses = {row["status"]} if row["status"] else {"happened", "ongoing"}
        # a clause with *ob* is open whatever stands above it
        rules = CONTENTS | ({"status/whether"} if ", ob " in row["example"] else set())
        wrong.append(missed(row, found, rules, statuses))
    assert not [w for w in wrong if w]


def test_signs() -> None:
    wrong = [missed(row, found, {"status/sign"}, {row["status"]}) for row, found in events("event_signs")]
    assert not [w for w in wrong if w]


def test_courses() -> None:
    wrong = []
    for row, found in events("event_courses"):
        status = "happened" if row["course"] == "stroke" else "ongoing"
        wrong.append(missed(row, found, COURSES[f"{row['pos']} {row['course']}"], {status}))
    assert not [w for w in wrong if w]


@pytest.mark.parametrize("concept", ["event_contents", "event_signs", "event_courses"])
def test_no_row_stands_twice(concept: str) -> None:
    keys = [(row["form"], row.get("slot", row.get("pos"))) for row in lexicon.load(concept)]
    assert len(set(keys)) == len(keys)
