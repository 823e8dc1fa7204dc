"""The encoder as torch trains it: the layers of a pre-trained one, over rows of pieces that stay as they are."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from training.encoder.base import Base

from lagebild.language.encoder.windows import Window

torch: Any = importlib.import_module("torch")
nn = torch.nn
functional = torch.nn.functional

_PARTS = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")
_EPSILON = 1e-12
_STEP = 64
"""Windows are filled up to a multiple of this: a processor prepares itself for each length anew."""


class Encoder(nn.Module):  # type: ignore[misc, name-defined]
    """The lowest `layers` of a pre-trained encoder (Devlin et al. 2019, section 3).

    `forget` is the share of numbers left out after each part.
    """

    def __init__(self, base: Base, kept: Sequence[int], *, layers: int, forget: float) -> None:
        super().__init__()
        self.layers, self.heads, self.width, self.forget = layers, base.heads, base.width, forget
        scales = base.row_scales[kept].astype(np.float32)
        rows = base.rows[kept].reshape(len(kept), scales.shape[1], -1) * scales[:, :, None]
        self.register_buffer("rows", torch.tensor(rows.reshape(len(kept), -1)), persistent=False)
        given = base.arrays
        self.positions = nn.Parameter(torch.tensor(given["emb.pos"] + given["emb.type"][: base.width]))
        self.first = nn.ParameterDict({k: nn.Parameter(torch.tensor(given[f"emb.ln.{k}"])) for k in "wb"})
        names = [f"{part}.{kind}" for part in (*_PARTS, *_NORMS) for kind in "wb"]
        self.held = nn.ParameterDict(
            {
                f"{layer}_{name.replace('.', '_')}": nn.Parameter(torch.tensor(given[f"l{layer}.{name}"]))
                for layer in range(layers)
                for name in names
            }
        )

    def forward(self, windows: Sequence[Window], seen: dict[str, Any] | None = None) -> Any:
        """The states of the tokens of windows, [tokens, width], each the mean of its pieces.

        `seen` collects for each product of matrices the greatest number of each of its columns.
        """
        states = []
        for window in windows:
            x = self._run(window.pieces, seen)[: len(window.pieces) - 1]
            counts = torch.tensor([end - start for start, end in window.tokens], device=x.device)
            number = torch.repeat_interleave(torch.arange(len(counts), device=x.device), counts)
            sums = torch.zeros(len(counts), self.width, device=x.device).index_add(0, number, x[1:])
            states.append(sums / counts[:, None])
        return torch.cat(states)

    def _run(self, pieces: Sequence[int], seen: dict[str, Any] | None) -> Any:
        size = min(-(-len(pieces) // _STEP) * _STEP, len(self.positions))
        device = self.rows.device
        numbers = torch.tensor([*pieces, *[0] * (size - len(pieces))], device=device)
        mask = (torch.arange(size, device=device) < len(pieces))[None, None]
        x = self._normal(self.rows[numbers] + self.positions[:size], self.first["w"], self.first["b"])
        for layer in range(self.layers):
            query, key, value = (
                part.view(size, self.heads, -1).transpose(0, 1) for part in self._times(x, layer, ("q", "k", "v"), seen)
            )
            with torch.autocast(device.type, torch.bfloat16):
                there = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
            (there,) = self._times(there.transpose(0, 1).reshape(size, self.width), layer, ("ao",), seen)
            x = self._joined(x, there, layer, "aln")
            (inner,) = self._times(x, layer, ("fi",), seen)
            (there,) = self._times(functional.gelu(inner), layer, ("fo",), seen)
            x = self._joined(x, there, layer, "oln")
        return x

    def _times(self, x: Any, layer: int, parts: tuple[str, ...], seen: dict[str, Any] | None) -> list[Any]:
        if seen is not None:
            key, most = f"{layer}_{parts[0]}", x.detach().abs().amax(0).float()
            seen[key] = torch.maximum(seen[key], most) if key in seen else most
        with torch.autocast(x.device.type, torch.bfloat16):
            return [functional.linear(x, self.held[f"{layer}_{p}_w"], self.held[f"{layer}_{p}_b"]) for p in parts]

    def _joined(self, x: Any, there: Any, layer: int, norm: str) -> Any:
        kept = functional.dropout(there.float(), self.forget, self.training)
        return self._normal(x + kept, self.held[f"{layer}_{norm}_w"], self.held[f"{layer}_{norm}_b"])

    def _normal(self, x: Any, weight: Any, bias: Any) -> Any:
        return functional.layer_norm(x, (self.width,), weight, bias, _EPSILON)

    def arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """The arrays that `training.encoder.graph` and `training.encoder.export` take."""
        found = {"lw": self.first["w"], "lb": self.first["b"], "positions": self.positions, **self.held}
        return {name: value.detach().float().cpu().numpy() for name, value in found.items()}
