"""The network of a report's context, against the equations of its cells written out one by one."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from lagebild.annotate.weighing import context
from lagebild.annotate.weighing.context import Context
from lagebild.annotate.weighing.scorer import Array

HIDDEN, WIDTH, STATES = 3, 4, 5


def squashed(scores: Array) -> Array:
    found: Array = (1 / (1 + np.exp(-scores))).astype(np.float32)
    return found


def weights(made: np.random.Generator, states: int) -> dict[str, Array]:
    shapes = {"features": (2, WIDTH), "token": (states, WIDTH), "bias": (WIDTH,)}
    for way in ("", "_reverse"):
        shapes |= {
            f"lstm.weight_ih_l0{way}": (4 * HIDDEN, WIDTH),
            f"lstm.weight_hh_l0{way}": (4 * HIDDEN, HIDDEN),
            f"lstm.bias_ih_l0{way}": (4 * HIDDEN,),
            f"lstm.bias_hh_l0{way}": (4 * HIDDEN,),
        }
    return {name: made.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def test_the_cells_follow_their_equations() -> None:
    made = np.random.default_rng(7)
    w = weights(made, STATES)
    states = made.normal(size=(6, STATES)).astype(np.float32)
    features = [["a"], [], ["a", "b", "unknown"], ["b"], ["unknown"], ["a", "a"]]

    given = states @ w["token"] + w["bias"]
    for item, names in enumerate(features):
        for name in names:
            given[item] += w["features"]["ab".index(name)] if name in "ab" else 0
    given = np.maximum(given, 0)
    ways = []
    for way, inputs in (("", given), ("_reverse", given[::-1])):
        hidden = cell = np.zeros(HIDDEN, np.float32)
        rows = []
        for row in inputs:
            scores = w[f"lstm.weight_ih_l0{way}"] @ row + w[f"lstm.weight_hh_l0{way}"] @ hidden
            scores += w[f"lstm.bias_ih_l0{way}"] + w[f"lstm.bias_hh_l0{way}"]
            let_in, forget, new, out = np.split(scores, 4)
            cell = squashed(forget) * cell + squashed(let_in) * np.tanh(new)
            hidden = squashed(out) * np.tanh(cell)
            rows.append(hidden)
        ways.append(np.stack(rows if not way else rows[::-1]))
    found = Context(w, {"a": 0, "b": 1})(features, states)
    assert np.allclose(found, np.concatenate(ways, 1), atol=1e-5)


def test_a_long_report_is_looked_at_in_pieces_and_not_widened_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    made = np.random.default_rng(7)
    tokens, width = 3_001, 400
    network = Context(weights(made, width), {"a": 0, "b": 1})
    states = (made.normal(size=(tokens, width)) / 50).astype(np.float16)
    features = [["a"] if token % 3 else ["b", "a"] for token in range(tokens)]
    whole = network(features, states)
    monkeypatch.setattr(context, "AT_ONCE", 100)
    tracemalloc.start()
    try:
        pieces = network(features, states)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert np.allclose(whole, pieces, atol=1e-5)
    assert most < 4 * tokens * width / 4, "the states were held in single precision"
