"""Runs the encoder (ONNX) over the windows of a text."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lagebild.document import Span
from lagebild.errors import AnalyserError
from lagebild.language.encoder.naming import Naming
from lagebild.language.encoder.pieces import Pieces
from lagebild.language.encoder.windows import windows

FOLDER = Path(__file__).parent / "model"
FILES = ("encoder.onnx", "rows.npz", "pieces.txt", "naming.npz")
_SLOW = ["SkipLayerNormFusion"]
"""What the runtime would join into one step that takes longer: a quarter of the whole."""
_BLOCK = 32
"""Neighbouring numbers of a row that have one scale."""


class Encoder:
    """The encoder in a folder. Raises :class:`AnalyserError` if a file is missing or broken."""

    def __init__(self, folder: Path = FOLDER) -> None:
        try:
            runtime: Any = importlib.import_module("onnxruntime")
            options = runtime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            graph = (folder / "encoder.onnx").read_bytes()
            self.session = runtime.InferenceSession(
                graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
            )
            held = np.load(folder / "rows.npz")
            self.rows, self.scales = held["rows"], held["scales"].astype(np.float32)
            self.positions = held["positions"].astype(np.float32)
            self.width = self.positions.shape[1]
            self.pieces = Pieces.load(folder / "pieces.txt")
            self.naming = Naming(folder / "naming.npz")
        except Exception as error:
            raise AnalyserError(f"cannot load the encoder in {folder}: {error}; run `make weighing`") from error

    def __call__(self, text: str, tokens: Sequence[Span], sentences: Sequence[Span]) -> npt.NDArray[np.float16]:
        """What the encoder makes of each token of a text, the mean of its pieces: [tokens, width].

        `tokens` are code points of the text, `sentences` ranges of tokens that follow each other. Each window is read alone,
        so that a text's states do not depend on the texts beside it.
        """
        found: list[npt.NDArray[np.float16]] = []
        for window in windows(self.pieces, text, tokens, sentences):
            given = self._rows(window.pieces) + self.positions[: len(window.pieces)]
            (states,) = self.session.run(("states",), {"rows": given[None]})
            starts = [start for start, _ in window.tokens]
            sums = np.add.reduceat(states[0, :-1], starts, 0)
            counts = np.array([end - start for start, end in window.tokens], np.float32)
            found.append((sums / counts[:, None]).astype(np.float16))
        return np.concatenate(found)

    def _rows(self, pieces: Sequence[int]) -> npt.NDArray[np.float32]:
        """The rows of pieces, [pieces, width]; they are kept as whole numbers of four bits, two a byte."""
        held = self.rows[list(pieces)]
        whole = np.stack([held & 15, held >> 4], -1).reshape(len(held), -1, _BLOCK).astype(np.float32) - 8
        found: npt.NDArray[np.float32] = (whole * self.scales[list(pieces)][:, :, None]).reshape(len(held), -1)
        return found


def encoder_hash(folder: Path) -> str:
    """A hash of the encoder's files (16 hexadecimal digits), as readings carry it."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]
