"""Events: type, roles, status, source, time, place and figures, on sentences of our own."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Event, Reading


def read(text: str) -> Reading:
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    return reading


def event(text: str, trigger: str) -> tuple[Event, dict[str, str]]:
    reading = read(text)
    names = {entity.id: entity.name for entity in reading.entities}
    found = [e for e in reading.events if any(text[s:t] == trigger for s, t in e.trigger)]
    assert len(found) == 1, [(e.type, [text[s:t] for s, t in e.trigger]) for e in reading.events]
    return found[0], names


def test_when_and_where() -> None:
    found, names = event("Am Montag verhaftete die Polizei in Hamburg drei Männer.", "verhaftete")
    assert found.time == "2021-05-03"
    assert names[found.place or ""] == "Hamburg"


@pytest.mark.parametrize(
    ("text", "kind", "value", "bound"),
    [
        ("Die Polizei verhaftete mindestens 30 Streikende.", "arrested", 30, "at least"),
        ("Bei dem Anschlag wurden fünf Polizisten verletzt.", "injured", 5, "exact"),
        ("Bei dem Angriff starben rund 1.200 Menschen.", "killed", 1200, "about"),
        ("Bei dem Anschlag gab es mehr als 20 Tote.", "killed", 20, "more than"),
    ],
)
def test_figures(text: str, kind: str, value: int, bound: str) -> None:
    figures = [figure for e in read(text).events for figure in e.figures]
    assert (kind, value, bound) in {(f.kind, f.value, f.bound) for f in figures}
    for figure in figures:
        assert str(value)[0] in text[figure.start : figure.end] or "fünf" in text[figure.start : figure.end]
