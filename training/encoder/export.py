"""Writes the encoder as it ships: a graph of whole numbers, the rows of its pieces and the pieces themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from training.encoder.base import Base
from training.encoder.graph import graph

Array = np.ndarray[Any, Any]
EASED: Mapping[str, float] = {"q": 0.6, "fi": 0.7, "fo": 0.75}
"""How far the great numbers of a product's one side are moved to the other: least error of the states on 12 reports."""
_LEAST = 1e-4


def smoothing(arrays: Mapping[str, Array], seen: Mapping[str, Array]) -> dict[str, Array]:
    """For each product of matrices by what its columns are divided (Xiao et al. 2023, equation 4).

    `seen` has the greatest number of each column.
    """
    found = {}
    for key, most in seen.items():
        layer, part = key.split("_")
        if part in EASED:
            parts = ("q", "k", "v") if part == "q" else (part,)
            matrix = np.concatenate([arrays[f"{layer}_{name}_w"] for name in parts])
            share, weights = EASED[part], np.maximum(np.abs(matrix).max(0), _LEAST)
            factor = np.maximum(most, _LEAST) ** share / weights ** (1 - share)
            found[f"smooth/{key}"] = factor / factor.mean()
    return found


def write(
    base: Base, kept: Sequence[int], arrays: Mapping[str, Array], seen: Mapping[str, Array], folder: Path
) -> None:
    """Write the encoder's files into a folder; `kept` are the numbers of the pieces, after three marks."""
    layers = 1 + max(int(name.split("_")[0]) for name in arrays if name[0].isdigit())
    made = graph({**arrays, **smoothing(arrays, seen)}, layers=layers, width=base.width)
    (folder / "encoder.onnx").write_bytes(made.SerializeToString())
    whole = (base.rows[kept] + 8).astype(np.uint8)
    np.savez_compressed(
        folder / "rows.npz",
        rows=whole[:, ::2] | whole[:, 1::2] << 4,
        scales=base.row_scales[kept],
        positions=arrays["positions"].astype(np.float16),
    )
