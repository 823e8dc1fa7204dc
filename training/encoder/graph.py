"""The encoder as a graph for the runtime: whole numbers where matrices are multiplied, one window at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = np.ndarray[Any, Any]
HEADS = 12
GREATEST = 63
"""Weights are whole numbers of seven bits: of eight, two products overflow where a processor adds them up in sixteen."""
_EPSILON = 1e-12
_ROOT_HALF = 0.5**0.5


class Graph:
    """Nodes and weights, added one by one."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self.count = 0

    def weight(self, array: Any) -> str:
        """A constant by its name."""
        self.count += 1
        self.weights.append(numpy_helper.from_array(np.asarray(array, order="C"), f"w{self.count}"))
        return f"w{self.count}"

    def add(self, kind: str, *inputs: str, outputs: int = 1, **attributes: Any) -> Any:
        """A node's output, or its outputs, by name."""
        self.count += 1
        names = [f"n{self.count}_{n}" for n in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names if outputs > 1 else names[0]

    def times(self, x: str, matrix: Array, bias: Array, smooth: Array | None) -> str:
        """The product x · matrixᵀ + bias in whole numbers, `matrix` [out, in].

        What is multiplied has one scale, which a few great numbers would spoil; `smooth` [in] says by what each column is
        divided on one side and multiplied on the other (Xiao et al. 2023, section 4).
        """
        if smooth is not None:
            x = self.add("Mul", x, self.weight((1 / smooth).astype(np.float32)))
            matrix = matrix * smooth
        scales = np.maximum(np.abs(matrix).max(1), 1e-8) / GREATEST
        whole = np.round(matrix / scales[:, None]).astype(np.int8)
        held, scale, zero = self.add("DynamicQuantizeLinear", x, outputs=3)
        product = self.add("MatMulInteger", held, self.weight(whole.T), zero, self.weight(np.int8(0)))
        both = self.add("Mul", scale, self.weight(scales.astype(np.float32)))
        exact = self.add("Mul", self.add("Cast", product, to=TensorProto.FLOAT), both)
        return str(self.add("Add", exact, self.weight(bias.astype(np.float32))))

    def normal(self, x: str, weight: Array, bias: Array) -> str:
        """Layer normalisation (Ba et al. 2016)."""
        given = (self.weight(weight.astype(np.float32)), self.weight(bias.astype(np.float32)))
        return str(self.add("LayerNormalization", x, *given, axis=-1, epsilon=_EPSILON))


def graph(arrays: Mapping[str, Array], *, layers: int, width: int = 384) -> Any:
    """The graph of the encoder whose `arrays` training wrote: `rows` [1, pieces, width] in, `states` out.

    Rows are those of the pieces with those of their positions added. Each layer is Devlin et al.'s (2019): attention, then
    two matrices with a Gaussian unit between them, normalised after each.
    """
    g = Graph()
    size = width // HEADS
    apart = g.weight(np.array([0, 0, 3, HEADS, size]))
    joined = g.weight(np.array([0, 0, width]))
    # numbers by which all of a product, or all that it is given, is multiplied: its matrix is instead
    after, before = {"q": size**-0.5, "fi": _ROOT_HALF}, {"fo": _ROOT_HALF}
    one = g.weight(np.float32(1))
    numbers = [g.weight(np.array(n)) for n in range(3)]
    x = g.normal("rows", arrays["lw"], arrays["lb"])
    for layer in range(layers):

        def times(given: str, *names: str, at: int = layer) -> str:
            factors = [(name, after.get(name, 1), before.get(name, 1)) for name in names]
            matrix = np.concatenate([arrays[f"{at}_{name}_w"] * (out * into) for name, out, into in factors])
            bias = np.concatenate([arrays[f"{at}_{name}_b"] * out for name, out, _ in factors])
            return g.times(given, matrix, bias, arrays.get(f"smooth/{at}_{names[0]}"))

        def normal(given: str, name: str, at: int = layer) -> str:
            return g.normal(given, arrays[f"{at}_{name}_w"], arrays[f"{at}_{name}_b"])

        all_three = g.add("Transpose", g.add("Reshape", times(x, "q", "k", "v"), apart), perm=[2, 0, 3, 1, 4])
        query, key, value = (g.add("Gather", all_three, number, axis=0) for number in numbers)
        scores = g.add("MatMul", query, g.add("Transpose", key, perm=[0, 1, 3, 2]))
        seen = g.add("MatMul", g.add("Softmax", scores, axis=-1), value)
        seen = g.add("Reshape", g.add("Transpose", seen, perm=[0, 2, 1, 3]), joined)
        x = normal(g.add("Add", x, times(seen, "ao")), "aln")
        inner = times(x, "fi")
        inner = g.add("Mul", inner, g.add("Add", g.add("Erf", inner), one))
        x = normal(g.add("Add", x, times(inner, "fo")), "oln")
    g.nodes[-1].output[0] = "states"
    shape: list[str | int | None] = [1, "pieces", width]
    made = helper.make_graph(
        g.nodes,
        "encoder",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, shape)],
        g.weights,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model
