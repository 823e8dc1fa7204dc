"""Fit the encoder, the context network and the scorers (`lagebild.annotate.weighing`) together."""

from __future__ import annotations

import importlib
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from training.encoder.network import Encoder
from training.weighing.examples import Item, Lesson
from training.weighing.names import OPEN, OTHER, UNKNOWN

from lagebild.annotate.weighing.decide import STATUSES, TYPES, VOICES
from lagebild.annotate.weighing.features import ROLES
from lagebild.language.encoder.naming import TAGS

torch: Any = importlib.import_module("torch")
nn = torch.nn
functional = torch.nn.functional

TASKS = {"words": len(TYPES), "events": len(STATUSES) + len(VOICES), "pairs": len(ROLES), "dates": 1}
"""The scorers, and how many scores each gives."""
FORGET = {"tokens": 0.15, "words": 0.12, "events": 0.25, "pairs": 0.2, "dates": 0.2}
"""The share of features left out at each look."""
LEAST = 4
"""A feature counts if it stands at so many items."""
NAMES = "names"
"""What is learned beside the scorers: the tags of names."""
COUNTS = {"words": 1.0, "events": 0.4, "pairs": 1.0, "dates": 1.0, NAMES: 1.0}
"""What a scorer's loss counts. Status and source are learned by heart first, so they count less, …"""
EVENT_FORGETS, EVENT_TEACHES = 0.4, 0.3
"""… see less of the states, and teach the layers below less: a share of their gradient goes on."""
SLOWER = 0.85
"""Each layer of the encoder learns so much more slowly than the one above it (Howard and Ruder 2018, section 3.2)."""
_LEFT_OUT = [TAGS.index(tag) for tag in ("O", f"B-{OTHER}", f"I-{OTHER}")]
_TOKENS_A_STEP, _LESSONS_A_STEP = 1000, 24
"""So many at most are looked at before the weights change: some six reports, or two dozen sentences that stand alone."""


class Context(nn.Module):  # type: ignore[misc, name-defined]
    """A recurrent layer over the tokens of a whole report, of their states and features."""

    def __init__(self, *, known: int, width: int, narrow: int, hidden: int) -> None:
        super().__init__()
        self.features = nn.EmbeddingBag(known + 1, narrow, mode="sum", padding_idx=known)
        nn.init.normal_(self.features.weight, std=0.05)
        self.token = nn.Parameter(torch.randn(width, narrow) * 0.02)
        self.bias = nn.Parameter(torch.zeros(narrow))
        self.lstm = nn.LSTM(narrow, hidden, bidirectional=True, batch_first=True)

    def forward(self, numbers: Any, states: Any, lengths: Any) -> Any:
        """The context of each token, [reports, tokens, 2 × hidden]."""
        kept = functional.dropout(states, 0.3, self.training)
        bags = self.features(numbers).view(*states.shape[:2], -1)
        given = functional.dropout(functional.relu(bags + kept @ self.token + self.bias), 0.2, self.training)
        packed = nn.utils.rnn.pack_padded_sequence(given, lengths, batch_first=True, enforce_sorted=False)
        found, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        return functional.dropout(found, 0.3, self.training)


class Scorer(nn.Module):  # type: ignore[misc, name-defined]
    """A scorer as torch trains it; its parameters have the names of the scorer's arrays."""

    def __init__(self, *, known: int, width: int, outputs: int, pair: bool, hidden: int = 128, low: int = 48) -> None:
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

    def forward(self, numbers: Any, token: Any, other: Any = None) -> Any:
        """Scores before any squashing, [items, outputs]."""
        hidden = self.features(numbers) + token @ self.token + self.bias0
        if self.pair:
            hidden = hidden + other @ self.other + ((token @ self.left) * (other @ self.right)) @ self.product
        hidden = functional.dropout(functional.relu(hidden), 0.3, self.training)
        hidden = functional.dropout(functional.relu(hidden @ self.second + self.bias1), 0.2, self.training)
        return hidden @ self.out + self.bias2


class Naming(nn.Module):  # type: ignore[misc, name-defined]
    """Tags of names by the encoder's states of a token and of its neighbours; its arrays are `language.encoder.naming`'s."""

    def __init__(self, width: int, hidden: int = 128) -> None:
        super().__init__()
        self.inner = nn.Linear(3 * width, hidden)
        self.outer = nn.Linear(hidden, len(TAGS))

    def forward(self, states: Any, tags: Any) -> Any:
        """The mean loss over the tokens of which something is known."""
        own = functional.dropout(states, 0.3, self.training)
        blank = torch.zeros(1, own.shape[1], device=own.device)
        around = torch.cat([torch.cat([blank, own[:-1]]), own, torch.cat([own[1:], blank])], 1)
        hidden = functional.dropout(functional.relu(self.inner(around)), 0.2, self.training)
        chances = torch.log_softmax(self.outer(hidden), -1)
        right = -chances.gather(1, tags.clamp(0, len(TAGS) - 1)[:, None])[:, 0]
        # our own annotation has no names of other kinds, so what it leaves out may be one
        free = -torch.logsumexp(chances[:, _LEFT_OUT], -1)
        known = tags != UNKNOWN
        return (torch.where(tags == OPEN, free, right) * known).sum() / known.sum().clamp(min=1)

    def arrays(self) -> dict[str, Any]:
        """The arrays as shipped."""
        found = {"inner": self.inner.weight.T, "inner_bias": self.inner.bias}
        found |= {"outer": self.outer.weight.T, "outer_bias": self.outer.bias}
        return {name: value.detach().cpu().numpy().astype(np.float16) for name, value in found.items()}


class Net(nn.Module):  # type: ignore[misc, name-defined]
    """The encoder, the context network over its states and those of the analyser, and the scorers over all three."""

    def __init__(
        self, encoder: Encoder, known: Mapping[str, Mapping[str, int]], *, width: int, narrow: int, hidden: int
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.known = known
        self.naming = Naming(encoder.width)
        width += encoder.width
        self.context = Context(known=len(known["tokens"]), width=width, narrow=narrow, hidden=hidden)
        self.scorers = nn.ModuleDict(
            {
                task: Scorer(known=len(known[task]), width=width + 2 * hidden, outputs=outputs, pair=task == "pairs")
                for task, outputs in TASKS.items()
            }
        )

    def losses(self, lessons: Sequence[Numbered], rng: Any) -> dict[str, tuple[Any, Any]]:
        """For each scorer, and for `names`, the losses of the items of some reports, and what each item counts."""
        lengths = [len(lesson.states) for lesson in lessons]
        longest = max(lengths)
        bags: list[Any] = []
        rows = []
        seen = self.encoder([window for lesson in lessons for window in lesson.windows]).split(lengths)
        for n, lesson in enumerate(lessons):
            own = torch.from_numpy(lesson.states.astype(np.float32)).to(self.device)
            rows.append(torch.cat([own, seen[n]], 1))
            bags += [*lesson.tokens, *[_NONE] * (longest - lengths[n])]
        states = nn.utils.rnn.pad_sequence(rows, batch_first=True)
        numbers = self._padded("tokens", bags, rng)
        context = self.context(numbers, states, torch.tensor(lengths))
        whole = torch.cat([functional.dropout(states, 0.4, self.training), context], -1).flatten(0, 1)
        tags = torch.tensor([tag for lesson in lessons for tag in lesson.names], device=self.device)
        found = {NAMES: (self.naming(torch.cat(seen), tags)[None], torch.ones(1, device=self.device))}
        for task in TASKS:
            items = [(n * longest, lesson, item) for n, lesson in enumerate(lessons) for item in lesson.items[task]]
            if not items:
                continue
            numbers = self._padded(task, [features for _, _, (features, *_) in items], rng)
            token = whole[torch.tensor([at + item[1] for at, _, item in items], device=self.device)]
            if task == "events" and self.training:
                token = EVENT_TEACHES * token + (1 - EVENT_TEACHES) * token.detach()
                token = functional.dropout(token, EVENT_FORGETS)
            others = [at + item[3] for at, _, item in items] if task == "pairs" else []
            other = whole[torch.tensor(others, device=self.device)] if others else None
            right = torch.tensor(np.array([item[2] for _, _, item in items], dtype=np.float32), device=self.device)
            weight = torch.tensor([lesson.weight for _, lesson, _ in items], device=self.device)
            found[task] = (_loss(task, self.scorers[task](numbers, token, other), right), weight)
        return found

    def _padded(self, task: str, rows: Sequence[Any], rng: Any) -> Any:
        forget = FORGET[task] if self.training else 0.0
        some = [row[rng.random(len(row)) >= forget] for row in rows] if forget else rows
        width = max(1, *(len(row) for row in some))
        found = np.full((len(some), width), len(self.known[task]), dtype=np.int64)
        for n, row in enumerate(some):
            found[n, : len(row)] = row
        return torch.from_numpy(found).to(self.device)

    @property
    def device(self) -> Any:
        """Where it computes."""
        return self.encoder.rows.device

    def arrays(self) -> dict[str, Any]:
        """The arrays of the context network and the scorers as shipped, `scorer/name`."""
        found = {
            f"{task}/{name}": value.detach().cpu().numpy()
            for task in TASKS
            for name, value in self.scorers[task].named_parameters()
        }
        found |= {f"tokens/{name}": value.detach().cpu().numpy() for name, value in self.context.named_parameters()}
        for task in (*TASKS, "tokens"):
            found[f"{task}/features"] = found.pop(f"{task}/features.weight")[: len(self.known[task])]
        return found


class Numbered:
    """A lesson whose features are numbers."""

    def __init__(self, lesson: Lesson, known: Mapping[str, Mapping[str, int]]) -> None:
        self.windows = lesson.windows
        self.names = lesson.names
        self.states = lesson.states
        self.weight = lesson.weight
        self.tokens = [_numbers(names, known["tokens"]) for names in lesson.tokens]
        self.items = {
            task: [
                (_numbers(item.features, known[task]), item.token, item.right, item.other)
                for item in getattr(lesson, task)
            ]
            for task in TASKS
        }


_NONE = np.zeros(0, dtype=np.int64)


def _numbers(names: Iterable[str], known: Mapping[str, int]) -> Any:
    return np.array([known[name] for name in names if name in known], dtype=np.int64)


def _loss(task: str, scores: Any, right: Any) -> Any:
    if task == "words":  # one of several is right, or any of those marked
        return -torch.logsumexp(torch.log_softmax(scores, -1) + torch.log(right.clamp(min=1e-9)), -1)
    if task == "events":  # two choices side by side
        first = functional.cross_entropy(scores[:, : len(STATUSES)], right[:, 0].long(), reduction="none")
        return first + functional.cross_entropy(scores[:, len(STATUSES) :], right[:, 1].long(), reduction="none")
    return functional.binary_cross_entropy_with_logits(scores, right, reduction="none").sum(-1)


def vocabulary(lessons: Sequence[Lesson]) -> dict[str, dict[str, int]]:
    """For each scorer and for the tokens the features that stand often enough, numbered."""

    def numbered(rows: Iterator[Sequence[str]]) -> dict[str, int]:
        counts = Counter(name for names in rows for name in set(names))
        return {name: n for n, name in enumerate(sorted(n for n, times in counts.items() if times >= LEAST))}

    def items(lesson: Lesson, task: str) -> Sequence[Item]:
        found: Sequence[Item] = getattr(lesson, task)
        return found

    found = {task: numbered(item.features for lesson in lessons for item in items(lesson, task)) for task in TASKS}
    return found | {"tokens": numbered(names for lesson in lessons for names in lesson.tokens)}


def fit(
    encoder: Encoder, lessons: Sequence[Lesson], dev: Sequence[Lesson], *, epochs: int = 3, rate: float = 1.5e-3,
    slow: float = 1e-4, seed: int = 1, narrow: int = 128, hidden: int = 96,
) -> tuple[dict[str, dict[str, int]], Net]:  # fmt: skip
    """The vocabulary and the trained networks; `encoder`, at the rate `slow`, is trained along with the rest.

    What counts is the mean of the weights of the last six tenths of the way (Polyak and Juditsky 1992). The losses on `dev`
    are printed half way and at the end.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    known = vocabulary(lessons)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = Net(encoder, known, width=lessons[0].states.shape[1], narrow=narrow, hidden=hidden).to(device)
    groups = [
        {"params": [p for name, p in net.named_parameters() if not name.startswith("encoder.")], "rate": rate},
        *(
            {"params": some, "rate": slow * SLOWER ** (encoder.layers - 1 - layer)}
            for layer, some in _by_layer(encoder).items()
        ),
    ]
    optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=1e-2)
    numbered = [Numbered(lesson, known) for lesson in lessons]
    measured = [Numbered(lesson, known) for lesson in dev]
    weights = list(net.parameters())
    mean: list[Any] = []
    steps, total = 0, epochs * sum(1 for _ in _in_steps(numbered))
    for epoch in range(epochs):
        net.train()
        began = time.monotonic()
        summed: dict[str, float] = dict.fromkeys(COUNTS, 0.0)
        own = 0
        for some in _in_steps([numbered[n] for n in rng.permutation(len(numbered))]):
            for group in optimiser.param_groups:
                group["lr"] = group["rate"] * min(1.0, (steps + 1) / 100) * max(0.02, 1 - steps / total)
            losses = net.losses(some, rng)
            loss = sum(COUNTS[task] * (each * weight).mean() for task, (each, weight) in losses.items())
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 5.0)
            optimiser.step()
            optimiser.zero_grad()
            for task, (each, _) in losses.items():
                summed[task] += float(each.detach().mean())
            steps, own = steps + 1, own + 1
            with torch.no_grad():
                if mean:
                    for kept, now in zip(mean, weights, strict=True):
                        kept.lerp_(now, 0.01)
                elif steps > 0.4 * total:
                    mean = [now.detach().clone() for now in weights]
        told = " ".join(f"{task} {summed[task] / own:.4f}" for task in COUNTS)
        print(f"{epoch} {told} {time.monotonic() - began:.0f} s", flush=True)
        if epoch in {epochs // 2, epochs - 1}:
            with torch.no_grad():
                now = [weight.detach().clone() for weight in weights]
                for weight, kept in zip(weights, mean, strict=True):
                    weight.copy_(kept)
                net.eval()
                print(f"dev {_measured(net, measured)}", flush=True)
                if epoch < epochs - 1:
                    for weight, kept in zip(weights, now, strict=True):
                        weight.copy_(kept)
    return known, net


def _in_steps(lessons: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """Lessons in their order, as many together as are looked at before the weights change."""
    some: list[Numbered] = []
    tokens = 0
    for lesson in lessons:
        if some and (tokens + len(lesson.states) > _TOKENS_A_STEP or len(some) == _LESSONS_A_STEP):
            yield some
            some, tokens = [], 0
        some.append(lesson)
        tokens += len(lesson.states)
    if some:
        yield some


def _by_layer(encoder: Encoder) -> dict[int, list[Any]]:
    """The weights of the encoder by layer, those below the first at -1."""
    found: dict[int, list[Any]] = {}
    for name, weight in encoder.named_parameters():
        layer = int(name.removeprefix("held.").split("_")[0]) if name.startswith("held.") else -1
        found.setdefault(layer, []).append(weight)
    return found


def _measured(net: Net, dev: Sequence[Numbered]) -> str:
    summed: dict[str, float] = dict.fromkeys(COUNTS, 0.0)
    counted = dict.fromkeys(COUNTS, 0)
    with torch.no_grad():
        for lesson in dev:
            for task, (losses, _) in net.losses([lesson], None).items():
                summed[task] += float(losses.sum())
                counted[task] += len(losses)
    return " ".join(f"{task} {summed[task] / max(counted[task], 1):.4f}" for task in COUNTS)
