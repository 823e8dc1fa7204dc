"""A shipped model back into the network that trains; needs what `training/requirements.txt` names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch: Any = pytest.importorskip("torch", reason="training needs PyTorch (training/requirements.txt)")
onnx: Any = pytest.importorskip("onnx", reason="training needs onnx (training/requirements.txt)")

from lagebild.language.analyser import MODEL  # noqa: E402


def test_what_comes_back_is_written_again_as_it_was(tmp_path: Path) -> None:
    from training.export import build
    from training.restore import shipped

    saved, naming, _ = shipped(MODEL)
    again = build(saved, naming)
    first = onnx.load(str(MODEL / "network.onnx"))
    assert len(again.graph.initializer) == len(first.graph.initializer)
    for old, new in zip(first.graph.initializer, again.graph.initializer, strict=True):
        before, after = (onnx.numpy_helper.to_array(each) for each in (old, new))
        assert before.shape == after.shape
        assert np.abs(before.astype(np.float64) - after.astype(np.float64)).max() <= (
            1 if before.dtype == np.int8 else 1e-3
        )


def test_a_folder_without_a_model_is_said(tmp_path: Path) -> None:
    from training.restore import shipped

    with pytest.raises(FileNotFoundError, match=r"network\.onnx is missing"):
        shipped(tmp_path)
