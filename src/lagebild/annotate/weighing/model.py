"""The scorers as shipped: `scorers.npz`, made by `training/weighing`."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lagebild.annotate.weighing.context import Context
from lagebild.annotate.weighing.scorer import Array, Scorer, log_odds

FILE = Path(__file__).parent / "scorers.npz"


class Model:
    """The context network and the four scorers: of words, of events, of pairs of an event and an entity, of dates."""

    def __init__(self, file: Path = FILE) -> None:
        held = np.load(file)
        known = json.loads(held["vocabulary"].tobytes())
        parts = {
            name: (
                {key.removeprefix(f"{name}/"): _widened(held, key) for key in held.files if key.startswith(f"{name}/")},
                {feature: number for number, feature in enumerate(known[name])},
            )
            for name in known
        }
        self.context = Context(*parts["tokens"])
        self.words, self.events = Scorer(*parts["words"]), Scorer(*parts["events"])
        self.lines = {
            key.removeprefix("sure/"): (float(held[key][0]), float(held[key][1]))
            for key in held.files
            if key.startswith("sure/")
        }
        self.pairs, self.dates = Scorer(*parts["pairs"]), Scorer(*parts["dates"])

    def sure(self, field: str, chance: float) -> float:
        """How likely a field is right of which a scorer says so much: its chance, as far as it held on annotated reports."""
        slope, offset = self.lines.get(field, (1.0, 0.0))
        return 1 / (1 + math.exp(-slope * log_odds(chance) - offset))


def _widened(held: Mapping[str, npt.NDArray[Any]], key: str) -> Array:
    """An array in single precision; a large one is kept as signed bytes with a scale a row."""
    array = held[key].astype(np.float32)
    return array * held[f"scales/{key}"].astype(np.float32)[:, None] if f"scales/{key}" in held else array


@cache
def model() -> Model:
    """The shipped scorers, loaded when first asked for."""
    return Model()


@cache
def scorers_hash() -> str:
    """A hash of the shipped scorers (16 hexadecimal digits), as readings carry it behind that of the analyser's model."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:16]
