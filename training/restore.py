"""Trained networks from their files: those that `training/train.py` saved, and a shipped model as one that can go on.

The folder that `training/export.py` wrote has all weights, matrices as signed bytes with a scale a row, so what
comes back differs from what was trained by that rounding. Lost for good: the habits of the treebanks other than the first
(each begins as a copy of it), and the two networks' own transitions between name tags (both begin as their mean).
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from training.batches import Vocabulary
from training.network import FORGET, Network, Sizes

from lagebild.language.network import FILES
from lagebild.language.network import Network as Shipped

torch: Any = importlib.import_module("torch")
onnx: Any = importlib.import_module("onnx")

BANKS = 3


def matrices(graph: Any) -> Iterator[Any]:
    """The weights of an exported graph in the order in which `export.build` wrote them, widened to single precision."""
    stored = iter([onnx.numpy_helper.to_array(each) for each in graph.initializer])
    for array in stored:
        if array.dtype == np.int8:
            scales, shape = next(stored), next(stored)
            yield torch.tensor((array.astype(np.float32) * scales[:, None]).reshape(shape))
        elif array.dtype == np.float16:
            yield torch.tensor(array.astype(np.float32))


class Reader:
    """Takes the weights one after the other, as layers of the network."""

    def __init__(self, graph: Any) -> None:
        self.weights = matrices(graph)

    def lstm(self, prefix: str) -> dict[str, Any]:
        """A bidirectional LSTM: gates from ONNX's order (input, output, forget, cell) to PyTorch's."""
        inside, across, bias = (next(self.weights) for _ in range(3))
        found = {}
        for way, tail in enumerate(("", "_reverse")):
            halves = bias[way].chunk(2)
            for key, value in (
                ("weight_ih", inside[way]),
                ("weight_hh", across[way]),
                ("bias_ih", halves[0]),
                ("bias_hh", halves[1]),
            ):
                i, o, f, g = value.chunk(4)
                found[f"{prefix}{key}_l0{tail}"] = torch.cat([i, f, g, o])
        return found

    def linear(self, name: str) -> dict[str, Any]:
        """A linear layer."""
        weight = next(self.weights).T.contiguous()
        return {f"{name}.weight": weight, f"{name}.bias": next(self.weights)}

    def embedding(self, name: str) -> dict[str, Any]:
        """A table of vectors."""
        return {f"{name}.weight": next(self.weights)}

    def first_layer(self) -> dict[str, Any]:
        """What `export.first_layer` wrote."""
        return {
            **self.linear("down"), **self.embedding("word"), **self.embedding("affix"), **self.embedding("shape"),
            **self.lstm("first."),
        }  # fmt: skip

    def names(self) -> dict[str, Any]:
        """What `export.name_scores` wrote."""
        return {**self.lstm("naming."), **self.linear("names")}


def sizes(state: dict[str, Any], *, vector: int, language_model: int, lists: int) -> dict[str, int]:
    """The widths of the layers, as `network.Sizes` takes them."""
    return {
        "vector": vector, "language_model": language_model, "lists": lists, "words": state["word.weight"].shape[0],
        "down": state["down.weight"].shape[0], "word": state["word.weight"].shape[1],
        "affix": state["affix.weight"].shape[1], "shape": state["shape.weight"].shape[1],
        "hidden": state["first.weight_hh_l0"].shape[1], "name_hidden": state["naming.weight_hh_l0"].shape[1],
        "arc": state["arc_down.weight"].shape[0], "label": state["label_down.weight"].shape[0],
        "tag": state["tag_hidden.weight"].shape[0], "banks": BANKS, "bank": state["bank.weight"].shape[1],
    }  # fmt: skip


def shipped(folder: Path) -> tuple[dict[str, Any], dict[str, Any], Any]:
    """What `training/train.py` saves of the parser and of the network that votes on names, and the table of word features.

    The second has only the layers that vote. Raises FileNotFoundError if a file of the folder is missing, ValueError if
    the graph is not one that `training/export.py` writes with `--naming`.
    """
    for name in FILES:
        if not (folder / name).exists():
            raise FileNotFoundError(f"{folder / name} is missing; a shipped model has {', '.join(FILES)}")
    classes = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
    held = np.load(folder / "arrays.npz")
    reader = Reader(onnx.load(str(folder / "network.onnx")).graph)
    model = reader.lstm("")
    state = reader.first_layer()
    state["bank.weight"] = next(reader.weights).reshape(1, -1).repeat(BANKS, 1)
    state |= reader.lstm("second.")
    for name in ("tag_hidden", "tags", "feats"):
        state |= reader.linear(name)
    state |= reader.names()
    naming = {**reader.first_layer(), **reader.names()}
    half, lean = next(reader.weights), next(reader.weights)
    if half.tolist() != [0.5] or len(lean) != len(classes["names"]):
        raise ValueError(f"{folder / 'network.onnx'} has other layers than `training/export.py --naming` writes")
    state["weights.root"] = next(reader.weights).reshape(-1)
    state |= {**reader.linear("arc_down"), **reader.linear("arc_up")}
    state["weights.arc_bias"] = next(reader.weights).reshape(-1)
    state["weights.arc"] = next(reader.weights)
    state |= {**reader.linear("label_down"), **reader.linear("label_up")}
    state["weights.label"] = torch.tensor(held["label"].astype(np.float32))
    voting = {f"weights.{key}": torch.tensor(held[key].astype(np.float32)) for key in ("moves", "begin")}
    state |= voting
    table = Shipped(folder).table
    widths = sizes(
        state, vector=held["vectors"].shape[1], language_model=model["weight_hh_l0"].shape[1], lists=classes["lists"]
    )
    shared = {key: classes[key] for key in ("tags", "labels", "feats", "names", "words")}
    return (
        {"state": state, "sizes": widths, "model": model, **shared},
        {"state": {**naming, **voting}, "sizes": widths, "model": model, **shared},
        table,
    )


def rebuilt(saved: dict[str, Any], *, forget: float = FORGET) -> tuple[Vocabulary, Network]:
    """The classes and the network of what `training/train.py` saved."""
    v = Vocabulary.restored(saved)
    net = Network(
        Sizes(**saved["sizes"]), tags=len(v.tags), feats=[len(f) for f in v.feats.values()], labels=len(v.labels),
        names=len(v.names), forget=forget,
    )  # fmt: skip
    net.load(saved["state"])
    net.training = False
    return v, net
