"""The scorer: a small network over features and over what the analyser's network made of one or two tokens.

Its first layer is the sum of a row for each feature, of the states of the event's token and of the other token, and of the
product of both (a low-rank bilinear form, after Kim et al. 2017, Hadamard product for low-rank bilinear pooling, section
2); two layers follow. `training/weighing` makes its arrays.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
_AT_ONCE = 256
"""Items whose rows are gathered together: the gathered rows of a long report's tokens would be many megabytes."""


class Scorer:
    """Scores by features and states; `arrays` are those that training wrote under its name, `vocabulary` numbers features."""

    def __init__(self, arrays: Mapping[str, Array], vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self.weights = arrays

    def __call__(self, features: Sequence[Sequence[str]], token: Array, other: Array | None = None) -> Array:
        """Scores before any squashing, [items, outputs], of items with features, a token's states and another's."""
        w = self.weights
        hidden = summed(features, self.vocabulary, w["features"], token @ w["token"] + w["bias0"])
        if other is not None:
            hidden += other @ w["other"] + ((token @ w["left"]) * (other @ w["right"])) @ w["product"]
        hidden = np.maximum(np.maximum(hidden, 0) @ w["second"] + w["bias1"], 0)
        scores: Array = hidden @ w["out"] + w["bias2"]
        return scores


def summed(features: Sequence[Sequence[str]], known: Mapping[str, int], rows: Array, onto: Array) -> Array:
    """`onto` [items, width] with the rows of each item's features added; features that training did not know add nothing."""
    number = known.get
    for first in range(0, len(features), _AT_ONCE):
        numbers = [
            [row for row in map(number, names) if row is not None] for names in features[first : first + _AT_ONCE]
        ]
        some = [item for item, held in enumerate(numbers) if held]
        if some:
            firsts = np.cumsum([0, *(len(numbers[item]) for item in some[:-1])])
            gathered = rows.take([row for held in numbers for row in held], 0)
            onto[first : first + _AT_ONCE][some] += np.add.reduceat(gathered, firsts, 0)
    return onto


def share(scores: Array) -> Array:
    """Probabilities of scores that exclude each other, along the last axis."""
    high = np.exp(scores - scores.max(-1, keepdims=True))
    found: Array = high / high.sum(-1, keepdims=True)
    return found


def log_odds(chance: float) -> float:
    """The logarithm of how much likelier something is than not; that of 0.001 and 0.999 at most."""
    held = min(max(chance, 0.001), 0.999)
    return math.log(held / (1 - held))


def each(scores: Array) -> Array:
    """Probabilities of scores that do not exclude each other."""
    found: Array = (1 / (1 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
    return found
