"""The scorers as shipped: `scorers.npz`, made by `training/weighing`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np

from lagebild.annotate.weighing.scorer import Scorer

FILE = Path(__file__).parent / "scorers.npz"
NAMES = ("words", "events", "pairs", "dates")


class Model:
    """The four scorers: of words, of events, of pairs of an event and an entity, and of dates of an event."""

    def __init__(self, file: Path = FILE) -> None:
        held = np.load(file)
        known = json.loads(held["vocabulary"].tobytes())
        scorers = {
            name: Scorer(
                {key.removeprefix(f"{name}/"): held[key] for key in held.files if key.startswith(f"{name}/")},
                {feature: number for number, feature in enumerate(known[name])},
            )
            for name in NAMES
        }
        self.words, self.events, self.pairs, self.dates = (scorers[name] for name in NAMES)


@cache
def model() -> Model:
    """The shipped scorers, loaded when first asked for."""
    return Model()
