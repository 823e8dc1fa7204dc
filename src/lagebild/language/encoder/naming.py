"""A second opinion on names: what the encoder's states say of each token, for the network's choice of name tags."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

KINDS = ("PER", "LOC", "ORG", "OTH")
TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
"""The tags that are rated, in the order of the scores: no name, and beginning and inside of a name of each kind."""


class Naming:
    """Rates the tags of tokens by their states and their neighbours': one hidden layer, written by `training/weighing`."""

    def __init__(self, file: Path) -> None:
        held = np.load(file)
        self.inner, self.inner_bias, self.outer, self.outer_bias = (
            held[name].astype(np.float32) for name in ("inner", "inner_bias", "outer", "outer_bias")
        )

    def __call__(self, states: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
        """The log-probabilities of :data:`TAGS` for the tokens of one text, [tokens, tags], from their states."""
        own = states.astype(np.float32)
        before, hidden, behind = (own @ part for part in np.split(self.inner, 3))
        hidden[1:] += before[:-1]
        hidden[:-1] += behind[1:]
        low = np.maximum(hidden + self.inner_bias, 0) @ self.outer + self.outer_bias
        low -= low.max(1, keepdims=True)
        found: npt.NDArray[np.float32] = low - np.log(np.exp(low).sum(1, keepdims=True))
        return found
