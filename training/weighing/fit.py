"""Fit one scorer (`lagebild.annotate.weighing.scorer`) to examples."""

from __future__ import annotations

import importlib
import time
from collections import Counter
from typing import Any

import numpy as np
from training.weighing.examples import Examples

torch: Any = importlib.import_module("torch")
nn = torch.nn
functional = torch.nn.functional


class Net(nn.Module):  # type: ignore[misc, name-defined]
    """The scorer as torch trains it; its parameters have the names of the scorer's arrays."""

    def __init__(self, *, known: int, width: int, outputs: int, pair: bool, hidden: int, low: int, drop: float) -> None:
        super().__init__()
        self.features = nn.EmbeddingBag(known + 1, hidden, mode="sum", padding_idx=known)
        nn.init.normal_(self.features.weight, std=0.05)
        self.token = nn.Parameter(torch.randn(width, hidden) * 0.02)
        self.bias0 = nn.Parameter(torch.zeros(hidden))
        self.pair = pair
        if pair:
            self.other = nn.Parameter(torch.randn(width, hidden) * 0.02)
            self.left = nn.Parameter(torch.randn(width, low) * 0.03)
            self.right = nn.Parameter(torch.randn(width, low) * 0.03)
            self.product = nn.Parameter(torch.randn(low, hidden) * 0.05)
        self.second = nn.Parameter(torch.randn(hidden, hidden // 2) * (2 / hidden) ** 0.5)
        self.bias1 = nn.Parameter(torch.zeros(hidden // 2))
        self.out = nn.Parameter(torch.randn(hidden // 2, outputs) * 0.05)
        self.bias2 = nn.Parameter(torch.zeros(outputs))
        self.drop = drop

    def forward(self, numbers: Any, token: Any, other: Any = None) -> Any:
        kept = functional.dropout(token, self.drop, self.training)
        hidden = self.features(numbers) + kept @ self.token + self.bias0
        if self.pair:
            beside = functional.dropout(other, self.drop, self.training)
            hidden = hidden + beside @ self.other + ((kept @ self.left) * (beside @ self.right)) @ self.product
        hidden = functional.dropout(functional.relu(hidden), 0.3, self.training)
        hidden = functional.dropout(functional.relu(hidden @ self.second + self.bias1), 0.2, self.training)
        return hidden @ self.out + self.bias2

    def arrays(self, known: int) -> dict[str, Any]:
        found = {name: value.detach().numpy().astype(np.float16) for name, value in self.named_parameters()}
        found["features"] = found.pop("features.weight")[:known]
        return found


def vocabulary(examples: Examples, least: int) -> dict[str, int]:
    """The features that stand at `least` items or more, numbered."""
    counts = Counter(name for names in examples.features for name in set(names))
    return {name: number for number, name in enumerate(sorted(n for n, times in counts.items() if times >= least))}


def one_of(scores: Any, right: Any) -> Any:
    """The loss where one of several classes is right, or any of those marked."""
    return -torch.logsumexp(torch.log_softmax(scores, -1) + torch.log(right.clamp(min=1e-9)), -1)


def several(scores: Any, right: Any) -> Any:
    """The loss where each class is right by itself."""
    return functional.binary_cross_entropy_with_logits(scores, right, reduction="none").sum(-1)


def two_choices(sizes: tuple[int, int]) -> Any:
    """The loss of two choices side by side; `right` has the number of each."""

    def loss(scores: Any, right: Any) -> Any:
        first = functional.cross_entropy(scores[:, : sizes[0]], right[:, 0].long(), reduction="none")
        return first + functional.cross_entropy(scores[:, sizes[0] :], right[:, 1].long(), reduction="none")

    return loss


def fit(
    name: str, examples: Examples, loss_of: Any, outputs: int, *, dev: Examples | None = None, seed: int = 1,
    hidden: int = 128, low: int = 48, epochs: int = 8, rate: float = 1.5e-3, least: int = 4, drop: float = 0.35,
    forget: float = 0.12,
) -> tuple[dict[str, int], dict[str, Any]]:  # fmt: skip
    """The vocabulary and the arrays of a scorer; `forget` is the share of features left out at each look."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    known = vocabulary(examples, least)
    pair = bool(examples.other)
    net = Net(
        known=len(known), width=len(examples.token[0]), outputs=outputs, pair=pair, hidden=hidden, low=low, drop=drop
    )
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-2)
    numbers = [np.array([known[f] for f in names if f in known]) for names in examples.features]
    token = torch.tensor(np.stack(examples.token))
    other = torch.tensor(np.stack(examples.other)) if pair else None
    right = torch.tensor(np.array(examples.right, dtype=np.float32))
    weight = torch.tensor(np.array(examples.weight, dtype=np.float32))
    size, steps = 256, 0
    total = epochs * (len(numbers) // size + 1)
    mean = {k: v.clone() for k, v in net.state_dict().items()}
    for epoch in range(epochs):
        net.train()
        began, summed = time.monotonic(), 0.0
        order = rng.permutation(len(numbers))
        for at in range(0, len(order), size):
            part = order[at : at + size]
            given = _padded([_some(numbers[n], rng, forget) for n in part], len(known))
            index = torch.tensor(part)
            scores = net(given, token[index].float(), other[index].float() if other is not None else None)
            loss = (loss_of(scores, right[index]) * weight[index]).mean()
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, (steps + 1) / 200) * max(0.02, 1 - steps / total)
            loss.backward()
            optimiser.step()
            optimiser.zero_grad()
            summed += float(loss.detach()) * len(part)
            steps += 1
            if steps > 0.5 * total:
                for key, value in net.state_dict().items():
                    mean[key].lerp_(value, 0.01)
            else:
                mean = {k: v.clone() for k, v in net.state_dict().items()}
        net.eval()
        told = f"{name} {epoch} loss {summed / len(order):.4f}"
        if dev is not None and dev.features:
            told += f" dev {_loss(net, dev, known, loss_of):.4f}"
        print(told, f"{time.monotonic() - began:.0f} s", flush=True)
    net.load_state_dict(mean)
    net.eval()
    if dev is not None and dev.features:
        print(f"{name} mean dev {_loss(net, dev, known, loss_of):.4f} {len(known)} features", flush=True)
    return known, net.arrays(len(known))


def _some(numbers: Any, rng: Any, forget: float) -> Any:
    return numbers[rng.random(len(numbers)) >= forget] if len(numbers) else numbers


def _padded(rows: list[Any], blank: int) -> Any:
    width = max(1, *(len(row) for row in rows))
    found = np.full((len(rows), width), blank, dtype=np.int64)
    for n, row in enumerate(rows):
        found[n, : len(row)] = row
    return torch.tensor(found)


def _loss(net: Any, dev: Examples, known: dict[str, int], loss_of: Any) -> float:
    with torch.no_grad():
        numbers = [np.array([known[f] for f in names if f in known], dtype=np.int64) for names in dev.features]
        scores = net(
            _padded(numbers, len(known)), torch.tensor(np.stack(dev.token)).float(),
            torch.tensor(np.stack(dev.other)).float() if dev.other else None,
        )  # fmt: skip
        right = torch.tensor(np.array(dev.right, dtype=np.float32))
        weight = torch.tensor(np.array(dev.weight, dtype=np.float32))
        return float((loss_of(scores, right) * weight).sum() / weight.sum())
