"""Mode and context of events, and the examples of the contexts."""

from __future__ import annotations

import pytest

from lagebild import lexicon, run
from lagebild.document import Document
from lagebild.reading import Event, Reading


def read(texts: list[str]) -> list[Reading]:
    found = run.read([Document(id=str(n), text=text, published="2021-05-05") for n, text in enumerate(texts)])
    return [reading for reading in found if isinstance(reading, Reading)]


def event(text: str, trigger: str) -> Event:
    """The event with a trigger."""
    (reading,) = read([text])
    (found,) = [e for e in reading.events if any(text[s:t] == trigger for s, t in e.trigger)]
    return found


def test_examples_of_the_contexts() -> None:
    rows = lexicon.load("event_contexts")
    found = [{c for e in reading.events for c in e.context} for reading in read([row["example"] for row in rows])]
    missed = [row["form"] for row, contexts in zip(rows, found, strict=True) if row["context"] not in contexts]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "trigger", "mode"),
    [
        ("Die Polizei verhaftete den Redakteur Karl Brunn.", "verhaftete", "arrest"),
        ("Minister Karl Brunn besuchte Norhaven.", "besuchte", "visit"),
        ("Die Lokführer streiken seit Montag.", "streiken", "strike"),
        ("Der Präsident trat zurück.", "trat", "resign"),
        ("Die Gewerkschaft kritisierte die Regierung.", "kritisierte", "disapprove"),
        ("Die Minister vereinbarten eine Frist.", "vereinbarten", None),
    ],
)
def test_mode(text: str, trigger: str, mode: str | None) -> None:
    assert event(text, trigger).mode == mode


@pytest.mark.parametrize(
    ("text", "trigger", "context"),
    [
        ("Ein Computervirus legte das Amt lahm, und die Polizei verhaftete Karl Brunn.", "verhaftete", ("cyber",)),
        ("Im Mai 1998 verhaftete die Polizei Karl Brunn.", "verhaftete", ("historical",)),
        ("Im Mai 2021 verhaftete die Polizei Karl Brunn.", "verhaftete", ()),
        ("Der Bischof kritisierte die Abschiebung.", "kritisierte", ("migration", "religious")),
    ],
)
def test_context(text: str, trigger: str, context: tuple[str, ...]) -> None:
    assert event(text, trigger).context == context
