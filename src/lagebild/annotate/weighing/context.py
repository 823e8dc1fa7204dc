"""What stands around a token in its whole report: a recurrent network over the tokens' states and features.

One layer of long short-term memory reads the report forward, another backward (Hochreiter and Schmidhuber 1997; Schuster
and Paliwal 1997), so that who was named, doing what, four sentences before can count. `training/weighing` makes its arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lagebild.annotate.weighing.scorer import Array, summed


class Context:
    """The context of each token; `arrays` are those that training wrote, `vocabulary` numbers features."""

    def __init__(self, arrays: Mapping[str, Array], vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self.weights = arrays
        both = [("", "_reverse")[n] for n in range(2)]
        self.inward = np.stack([arrays[f"lstm.weight_ih_l0{way}"].T for way in both])
        self.onward = np.stack([arrays[f"lstm.weight_hh_l0{way}"].T for way in both])
        self.bias = np.stack([arrays[f"lstm.bias_ih_l0{way}"] + arrays[f"lstm.bias_hh_l0{way}"] for way in both])

    def __call__(self, features: Sequence[Sequence[str]], states: Array) -> Array:
        """The context of the tokens of a report, [tokens, width], from their features and states."""
        w = self.weights
        given = np.maximum(summed(features, self.vocabulary, w["features"], states @ w["token"] + w["bias"]), 0)
        # forward and backward side by side: [tokens, 2, 4 × hidden]
        gates = np.stack([given @ self.inward[0], given[::-1] @ self.inward[1]], 1) + self.bias
        size = self.onward.shape[1]
        found = np.empty((len(given), 2, size), np.float32)
        hidden, cell = np.zeros((2, 1, size), np.float32), np.zeros((2, 1, size), np.float32)
        for n, gate in enumerate(gates):
            let_in, forget, new, out = np.split(gate[:, None] + hidden @ self.onward, 4, -1)
            cell = _squashed(forget) * cell + _squashed(let_in) * np.tanh(new)
            hidden = _squashed(out) * np.tanh(cell)
            found[n] = hidden[:, 0]
        joined: Array = np.concatenate([found[:, 0], found[::-1, 1]], -1)
        return joined


def _squashed(scores: Array) -> Array:
    found: Array = 0.5 * np.tanh(0.5 * scores) + 0.5
    return found
