"""The floors of exports are those of formats that there are, and hold a whole run at the usual sizes."""

from __future__ import annotations

import tomllib
from pathlib import Path

from bench import frame
from bench.exports.__main__ import SIZES, section

from lagebild.export.formats import NAMES


def test_a_whole_run_is_held_to_its_floors(root: Path) -> None:
    floors = tomllib.loads((root / "bench" / "exports" / "floors.toml").read_text(encoding="utf-8"))
    assert floors["exports"]
    assert floors["exports"].keys() <= set(NAMES)
    grown = {section(SIZES, None): dict.fromkeys(NAMES, 0.5)}
    assert len(frame.below(grown, floors)) == len(floors["exports"])
    assert frame.below({section(SIZES, ["csv"]): {"csv": 0.5}}, floors) == []
    assert frame.below({section((8, 32), None): {"csv": 0.5}}, floors) == []
