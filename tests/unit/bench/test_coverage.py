"""The lexicon's share of annotated triggers: rows of the right type for words that tell core events."""

from __future__ import annotations

from pathlib import Path

import yaml
from bench.coverage.__main__ import covered

from lagebild.language.analyser import GermanAnalyser

TEXT = "Die Polizei nahm Jo Hals fest. Der Verhaftete schwieg. Ada Brunn wippte. Ada Brunn trat zurück."


def test_core_events_are_looked_up_by_their_trigger_and_type(tmp_path: Path) -> None:
    events = [
        {"type": "COERCE", "trigger": "nahm"},
        {"type": "DIE", "trigger": "trat"},
        {"type": "DIE", "also": ["OFFICE"], "trigger": "trat"},
        {"type": "ASSAULT", "trigger": "wippte"},
        {"type": "ASSAULT", "trigger": "schwieg", "optional": True},
        {"type": "ASSAULT", "trigger": "steht nicht da"},
    ]
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.yaml").write_text(yaml.safe_dump({"published": "2021-03-10", "events": events}), encoding="utf-8")
    assert list(covered(tmp_path, GermanAnalyser(encoder=None))) == [True, False, True, False]
