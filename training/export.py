"""Write a trained analyser as the files that run: an ONNX graph, word vectors, and the names of the classes.

    python -m training.export --model FILE.pt --naming FILE.pt --vectors FILE [--lists FILE] --out src/lagebild/language/model
    python -m training.export --model FILE.pt --from-shipped src/lagebild/language/model --out FOLDER

The second line takes the network that votes on names, and the features of words, from the model that `--model` went on from.
"""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from training.batches import feature_table
from training.restore import shipped

from lagebild.language.features import AFFIX_ROWS

torch: Any = importlib.import_module("torch")
onnx: Any = importlib.import_module("onnx")
helper = onnx.helper
FLOAT, INT64, INT32 = 1, 7, 6
LARGE = 5000
# The most frequent words keep a vector of their own, the rest have that of their n-grams: the wheel stays below 20 MB.
KNOWN = 44_000
# Two networks that vote are surer than either that a word is no name; this much less so gave the best F1 on kept-back text.
NO_NAME = -0.3


class Graph:
    """An ONNX graph in the making; matrices are stored as signed bytes with a scale a row, the rest in half precision."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self.count = 0

    def name(self) -> str:
        self.count += 1
        return f"v{self.count}"

    def weight(self, value: Any) -> str:
        if np.size(value) > LARGE and np.ndim(value) > 1:
            return self.matrix(np.asarray(value, dtype=np.float32))
        array = np.asarray(value, dtype=np.float16)
        name = self.name()
        self.weights.append(onnx.numpy_helper.from_array(array, name))
        return self.op("Cast", name, to=FLOAT)

    def matrix(self, value: Any) -> str:
        rows = value.reshape(-1, value.shape[-1])
        scales = np.maximum(np.abs(rows).max(1), 1e-8).astype(np.float32) / 127
        numbers, factors = self.name(), self.name()
        packed = np.round(rows / scales[:, None]).astype(np.int8)
        self.weights.append(onnx.numpy_helper.from_array(packed, numbers))
        self.weights.append(onnx.numpy_helper.from_array(scales, factors))
        widened = self.op("DequantizeLinear", numbers, factors, axis=0)
        return self.op("Reshape", widened, self.constant(value.shape))

    def constant(self, value: Any) -> str:
        name = self.name()
        self.weights.append(onnx.numpy_helper.from_array(np.asarray(value, dtype=np.int64), name))
        return name

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        out = self.name()
        self.nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def linear(self, x: str, weight: Any, bias: Any) -> str:
        return self.op("Add", self.op("MatMul", x, self.weight(weight.numpy().T)), self.weight(bias.numpy()))

    def lstm(self, x: str, lengths: str, state: dict[str, Any], prefix: str) -> str:
        """A bidirectional LSTM of [length, sentences, width]; ONNX orders its gates input, output, forget, cell."""
        hidden = state[f"{prefix}weight_hh_l0"].shape[1]

        def gates(key: str, tail: str) -> Any:
            i, f, g, o = state[f"{prefix}{key}_l0{tail}"].numpy().reshape(4, hidden, -1)
            return np.concatenate([i, o, f, g])

        tails = ("", "_reverse")
        w = np.stack([gates("weight_ih", t) for t in tails])
        r = np.stack([gates("weight_hh", t) for t in tails])
        b = np.stack([np.concatenate([gates("bias_ih", t)[:, 0], gates("bias_hh", t)[:, 0]]) for t in tails])
        out = self.op(
            "LSTM", x, self.weight(w), self.weight(r), self.weight(b), lengths,
            hidden_size=hidden, direction="bidirectional",
        )  # fmt: skip
        turned = self.op("Transpose", out, perm=[0, 2, 1, 3])
        return self.op("Reshape", turned, self.constant([0, 0, 2 * hidden]))


def first_layer(g: Graph, model: str, state: dict[str, Any]) -> str:
    """The states of a network's first BiLSTM over those of the language model."""
    down = g.op("Relu", g.linear(model, state["down.weight"], state["down.bias"]))
    columns = [g.op("Gather", "rows", g.constant(n), axis=2) for n in range(6)]
    word = g.op("Gather", g.weight(state["word.weight"].numpy()), columns[0])
    table = g.weight(state["affix.weight"].numpy())
    affixes = [g.op("Gather", table, g.op("Add", columns[1 + n], g.constant(n * AFFIX_ROWS))) for n in range(4)]
    shape = g.op("Gather", g.weight(state["shape.weight"].numpy()), columns[5])
    inside = g.op("Concat", "vectors", down, word, *affixes, shape, "facts", axis=2)
    return g.lstm(inside, "lengths", state, "first.")


def name_scores(g: Graph, first: str, state: dict[str, Any]) -> str:
    """The scores of the name tags over a network's first layer."""
    return g.linear(g.lstm(first, "lengths", state, "naming."), state["names.weight"], state["names.bias"])


def build(saved: dict[str, Any], naming: dict[str, Any] | None = None) -> Any:
    """The ONNX model of a trained network, and of a second one that votes on the names."""
    state = {k: v.float() for k, v in saved["state"].items()}
    g = Graph()
    model = g.lstm("vectors", "lengths", saved["model"], "")
    first = first_layer(g, model, state)
    # The last rows of the input are the treebank whose habits are followed: always the first.
    ones = g.op(
        "Expand",
        g.weight(state["bank.weight"].numpy()[:1][None]),
        g.op(
            "Concat",
            g.op("Slice", g.op("Shape", first), g.constant([0]), g.constant([2])),
            g.constant([state["bank.weight"].shape[1]]),
            axis=0,
        ),
    )
    second = g.lstm(g.op("Concat", first, ones, axis=2), "lengths", state, "second.")
    states = g.op("Concat", first, second, axis=2)
    hidden = g.op("Relu", g.linear(states, state["tag_hidden.weight"], state["tag_hidden.bias"]))
    out = {
        "tags": g.linear(hidden, state["tags.weight"], state["tags.bias"]),
        "feats": g.linear(hidden, state["feats.weight"], state["feats.bias"]),
        "names": name_scores(g, first, state),
    }
    if naming:
        other = {k: v.float() for k, v in naming["state"].items()}
        both = g.op("Add", out["names"], name_scores(g, first_layer(g, model, other), other))
        lean = np.array([NO_NAME if name == "O" else 0.0 for name in saved["names"]])
        out["names"] = g.op("Add", g.op("Mul", both, g.weight(np.array([0.5]))), g.weight(lean))
    root = g.weight(state["weights.root"].numpy()[None, None])
    size = g.op(
        "Concat",
        g.constant([1]),
        g.op("Slice", g.op("Shape", first), g.constant([1]), g.constant([2])),
        g.constant([second_width(state)]),
        axis=0,
    )
    heads = g.op("Concat", g.op("Expand", root, size), second, axis=0)

    def layer(x: str, name: str) -> str:
        wide = g.linear(x, state[f"{name}.weight"], state[f"{name}.bias"])
        return g.op("Transpose", g.op("LeakyRelu", wide, alpha=0.1), perm=[1, 0, 2])

    arc_down, arc_up = layer(second, "arc_down"), layer(heads, "arc_up")
    bias = g.op(
        "Transpose", g.op("MatMul", arc_up, g.weight(state["weights.arc_bias"].numpy()[:, None])), perm=[0, 2, 1]
    )
    crossed = g.op(
        "MatMul",
        g.op("MatMul", arc_down, g.weight(state["weights.arc"].numpy())),
        g.op("Transpose", arc_up, perm=[0, 2, 1]),
    )
    out["arcs"] = g.op("Add", crossed, bias)
    out["label_down"], out["label_up"] = layer(second, "label_down"), layer(heads, "label_up")
    out["states"] = states
    for name, value in out.items():
        g.nodes.append(helper.make_node("Identity", [value], [name]))
    info = helper.make_tensor_value_info
    graph = helper.make_graph(
        g.nodes, "analyser",
        [
            info("vectors", FLOAT, ["t", "b", saved["sizes"]["vector"]]), info("rows", INT64, ["t", "b", 6]),
            info("facts", FLOAT, ["t", "b", "f"]), info("lengths", INT32, ["b"]),
        ],
        [info(name, FLOAT, [f"{name}{i}" for i in range(3)]) for name in out], g.weights,
    )  # fmt: skip
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(made)
    return made


def second_width(state: dict[str, Any]) -> int:
    return int(2 * state["second.weight_hh_l0"].shape[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--naming", type=Path, help="a second network, trained with --names-only")
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--lists", type=Path)
    parser.add_argument("--from-shipped", type=Path, metavar="FOLDER", help="the model that --model went on from")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if bool(args.vectors) == bool(args.from_shipped):
        parser.error("give --vectors or --from-shipped")
    saved = torch.load(args.model)
    naming = torch.load(args.naming) if args.naming else None
    if args.from_shipped:
        _, voter, table = shipped(args.from_shipped)
        naming = naming or voter
    else:
        trained = {w: n for n, w in enumerate(saved["words"], start=1)}
        vectors: Any = importlib.import_module("floret")
        table = feature_table(vectors.load_model(str(args.vectors)), trained, args.lists)
    args.out.mkdir(parents=True, exist_ok=True)
    state = saved["state"]
    moves, begin = (state[f"weights.{key}"].numpy() for key in ("moves", "begin"))
    if naming:
        if naming["names"] != saved["names"] or naming["words"] != saved["words"]:
            parser.error("--naming was not trained on the same data as --model")
        moves = (moves + naming["state"]["weights.moves"].numpy()) / 2
        begin = (begin + naming["state"]["weights.begin"].numpy()) / 2
    (args.out / "network.onnx").write_bytes(build(saved, naming).SerializeToString())
    np.savez(
        args.out / "arrays.npz",
        vectors=table.vectors[:KNOWN], vector_scales=table.vector_scales[:KNOWN].astype(np.float16), grams=table.grams,
        gram_scales=table.gram_scales.astype(np.float16), masks=table.masks,
        # sorted hashes as the gaps between them, whose high bytes are zeros that a wheel packs well
        listed_gaps=np.diff(table.listed, prepend=np.uint32(0)),
        label=state["weights.label"].numpy().astype(np.float16), moves=moves, begin=begin,
    )  # fmt: skip
    (args.out / "words.txt").write_text("\n".join(list(table.words)[:KNOWN]) + "\n", encoding="utf-8")
    classes = {key: saved[key] for key in ("tags", "labels", "feats", "names", "words")}
    text = json.dumps({**classes, "lists": table.lists}, ensure_ascii=False, separators=(",", ":"))
    (args.out / "classes.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
