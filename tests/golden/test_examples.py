"""The example reports read as they were read when their readings were last looked at.

`pytest tests/golden --update-golden` writes today's readings as the expected ones; the change is then read in the diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from lagebild.reading import Reading

HERE = Path(__file__).parent
LAYERS = ("times", "entities", "offices", "statements", "events", "relations", "plans", "problems")


@pytest.fixture(scope="module")
def readings(example_readings: list[Reading]) -> dict[str, Reading]:
    return {reading.id: reading for reading in example_readings}


def laid_out(reading: Reading) -> str:
    """A reading's layers as JSON with one finding a line, so that a diff shows what changed."""
    parts = []
    for layer in LAYERS:
        findings = [json.dumps(_plain(finding), ensure_ascii=False) for finding in getattr(reading, layer)]
        body = ",\n  ".join(findings)
        parts.append(f'"{layer}": [\n  {body}\n ]' if findings else f'"{layer}": []')
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def _plain(finding: Any) -> Any:
    built = msgspec.to_builtins(finding)
    if isinstance(built, dict):
        built.pop("because", None)
        return {key: value for key, value in built.items() if value not in (None, [], ())}
    return built


def test_every_example_reads_as_expected(readings: dict[str, Reading], request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        for old in HERE.glob("*.json"):
            old.unlink()
        for key, reading in readings.items():
            (HERE / f"{key}.json").write_text(laid_out(reading), encoding="utf-8")
    expected = {path.stem: path.read_text(encoding="utf-8") for path in HERE.glob("*.json")}
    assert set(expected) == set(readings)
    for key, reading in readings.items():
        assert json.loads(laid_out(reading)) == json.loads(expected[key]), f"{key} reads differently"


def test_every_finding_quotes_the_text(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        size = len(reading.text)
        keys = {entity.id for entity in reading.entities}
        for time in reading.times:
            assert 0 <= time.start < time.end <= size
        for entity in reading.entities:
            assert all(0 <= m.start < m.end <= size for m in entity.mentions)
            assert set(entity.name_spans) <= set(entity.mentions)
        for office in reading.offices:
            assert {office.person, office.of or office.person} <= keys
            assert 0 <= office.start < office.end <= size
        for statement in reading.statements:
            assert statement.speaker is None or statement.speaker in keys
            assert statement.quote_spans
        for event in reading.events:
            assert {*event.actors, *event.recipients, *([event.place] if event.place else [])} <= keys
            assert event.source in (None, "outlet", *keys)
            assert all(t.within(event.sentence) for t in (*event.trigger, *event.gist))
