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
_STEP = 32
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
        states: dict[int, Any] = {}
        alike: dict[int, list[int]] = {}
        for number, window in enumerate(windows):
            alike.setdefault(min(-(-len(window.pieces) // _STEP) * _STEP, len(self.positions)), []).append(number)
        for size, numbers in alike.items():
            together = self._run([windows[number].pieces for number in numbers], size, seen)
            for number, x in zip(numbers, together, strict=True):
                counts = torch.tensor([end - start for start, end in windows[number].tokens], device=x.device)
                token = torch.repeat_interleave(torch.arange(len(counts), device=x.device), counts)
                pieces = x[1 : len(windows[number].pieces) - 1]
                sums = torch.zeros(len(counts), self.width, device=x.device).index_add(0, token, pieces)
                states[number] = sums / counts[:, None]
        return torch.cat([states[number] for number in range(len(windows))])

    def _run(self, some: Sequence[Sequence[int]], size: int, seen: dict[str, Any] | None) -> Any:
        """The states of the pieces of windows that are filled up to one size, [windows, size, width]."""
        device = self.rows.device
        numbers = torch.tensor([[*pieces, *[0] * (size - len(pieces))] for pieces in some], device=device)
        lengths = torch.tensor([len(pieces) for pieces in some], device=device)
        mask = (torch.arange(size, device=device)[None] < lengths[:, None])[:, None, None]
        x = self._normal(self.rows[numbers] + self.positions[:size], self.first["w"], self.first["b"])
        shape = (len(some), size, self.heads, -1)
        for layer in range(self.layers):
            query, key, value = (
                part.view(shape).transpose(1, 2) for part in self._times(x, layer, ("q", "k", "v"), seen)
            )
            with torch.autocast(device.type, torch.bfloat16):
                there = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
            (there,) = self._times(there.transpose(1, 2).reshape(x.shape), layer, ("ao",), seen)
            x = self._joined(x, there, layer, "aln")
            (inner,) = self._times(x, layer, ("fi",), seen)
            (there,) = self._times(functional.gelu(inner), layer, ("fo",), seen)
            x = self._joined(x, there, layer, "oln")
        return x

    def _times(self, x: Any, layer: int, parts: tuple[str, ...], seen: dict[str, Any] | None) -> list[Any]:
        if seen is not None:
            key, most = f"{layer}_{parts[0]}", x.detach().abs().flatten(0, -2).amax(0).float()
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
