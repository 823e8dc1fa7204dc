"""What stands around a token in its whole report: a recurrent network over the tokens' states and features.

One layer of long short-term memory reads the report forward, another backward (Hochreiter and Schmidhuber 1997; Schuster
and Paliwal 1997), so that who was named, doing what, four sentences before can count. `training/weighing` makes its arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from lagebild.annotate.weighing.scorer import Array, summed

AT_ONCE = 4096
"""Tokens whose gates are held together: those of a long report's tokens would be gigabytes. No news report has more."""


class Context:
    """The context of each token; `arrays` are those that training wrote, `vocabulary` numbers features."""

    def __init__(self, arrays: Mapping[str, Array], vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self.weights = arrays
        both = [("", "_reverse")[n] for n in range(2)]
        self.inward = np.stack([arrays[f"lstm.weight_ih_l0{way}"].T for way in both])
        self.onward = np.stack([arrays[f"lstm.weight_hh_l0{way}"].T for way in both])
        self.bias = np.stack([arrays[f"lstm.bias_ih_l0{way}"] + arrays[f"lstm.bias_hh_l0{way}"] for way in both])

    def __call__(self, features: Sequence[Sequence[str]], states: npt.NDArray[Any]) -> Array:
        """The context of the tokens of a report, [tokens, width], from their features and states."""
        w = self.weights
        given = np.empty((len(states), self.inward.shape[1]), np.float32)
        for first in range(0, len(given), AT_ONCE):
            some = slice(first, first + AT_ONCE)
            onto = states[some].astype(np.float32) @ w["token"] + w["bias"]
            given[some] = np.maximum(summed(features[some], self.vocabulary, w["features"], onto), 0)
        size = self.onward.shape[1]
        found = np.empty((len(given), 2, size), np.float32)
        hidden, cell = np.zeros((2, 1, size), np.float32), np.zeros((2, 1, size), np.float32)
        # this runs once a token: everything is written into arrays that are there already
        gate, added, spread = (np.empty((2, 1, 4 * size), np.float32) for _ in range(3))
        let_in, forget, new, out = (gate[..., n * size : (n + 1) * size] for n in range(4))
        slope, offset = _slopes(size)
        for n, given_gate in enumerate(self._gates(given)):
            np.matmul(hidden, self.onward, out=added)
            np.add(given_gate, added, out=spread)
            # the logistic function of three gates and the hyperbolic tangent of the fourth, in one go
            np.multiply(spread, slope, out=spread)
            np.tanh(spread, out=spread)
            np.multiply(spread, slope, out=spread)
            np.add(spread, offset, out=gate)
            np.multiply(cell, forget, out=cell)
            np.multiply(let_in, new, out=let_in)
            np.add(cell, let_in, out=cell)
            np.tanh(cell, out=hidden)
            np.multiply(hidden, out, out=hidden)
            found[n] = hidden[:, 0]
        joined: Array = np.concatenate([found[:, 0], found[::-1, 1]], -1)
        return joined

    def _gates(self, given: Array) -> Iterator[Array]:
        """For each token what is given to its gates, and beside it for its counterpart from the end: [2, 1, 4 × hidden]."""
        back = given[::-1]
        for first in range(0, len(given), AT_ONCE):
            some = slice(first, first + AT_ONCE)
            gates = np.stack([given[some] @ self.inward[0], back[some] @ self.inward[1]], 1) + self.bias
            yield from gates[:, :, None]


@cache
def _slopes(size: int) -> tuple[Array, Array]:
    """tanh(slope × score) × slope + offset squashes each gate: 1 / (1 + exp(-score)); tanh for the third."""
    slope, offset = np.full(4 * size, 0.5, np.float32), np.full(4 * size, 0.5, np.float32)
    slope[2 * size : 3 * size], offset[2 * size : 3 * size] = 1, 0
    return slope, offset
