"""Train a forward and a backward LSTM language model on unlabelled text; their states feed the parser and the names.

    python -m training.pretrain --sentences FILE --vectors FILE --out FILE [--minutes 45]

Input: one tokenised sentence a line; fastText vectors of `training/vectors.py`, which stay as they are. The two
networks predict the next (the previous) word with a sampled softmax (Jean et al. 2015). One pass, sentences of equal
length together, so that nothing is padded.
"""

from __future__ import annotations

import argparse
import importlib
import math
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

torch: Any = importlib.import_module("torch")
floret: Any = importlib.import_module("floret")
functional = torch.nn.functional

TARGETS = 40_000
NEGATIVES = 3072
OUTPUT = 128
BATCH = 4096


def corpus(path: Path) -> tuple[dict[str, int], list[Any]]:
    """Types in order of frequency, and the sentences as arrays of their numbers."""
    counts: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(re.sub(r"\d", "0", line).split())
    types = {word: number for number, (word, _) in enumerate(counts.most_common())}
    with path.open(encoding="utf-8") as lines:
        rows = [np.array([types[w] for w in re.sub(r"\d", "0", line).split()], dtype=np.int32) for line in lines]
    return types, rows


def batches(rows: list[Any], rng: Any) -> list[Any]:
    """Sentences of one length, about :data:`BATCH` words in each batch, in random order."""
    by_length: dict[int, list[int]] = {}
    for number in rng.permutation(len(rows)):
        by_length.setdefault(len(rows[number]), []).append(int(number))
    made = []
    for length, numbers in by_length.items():
        size = max(1, BATCH // length)
        made += [numbers[at : at + size] for at in range(0, len(numbers), size)]
    return [made[i] for i in rng.permutation(len(made))]


class Direction:
    """One LSTM that predicts the word after the ones it has read."""

    def __init__(self, *, size: int, hidden: int) -> None:
        nn = torch.nn
        self.lstm = nn.LSTM(size, hidden)
        self.down = nn.Linear(hidden, OUTPUT)
        self.words = nn.Parameter(torch.randn(TARGETS + 2, OUTPUT) * 0.05)
        self.bias = nn.Parameter(torch.zeros(TARGETS + 2))
        self.half = nn.LSTM(size, hidden).bfloat16()

    def parameters(self) -> list[Any]:
        return [*self.lstm.parameters(), *self.down.parameters(), self.words, self.bias]

    def loss(self, vectors: Any, targets: Any, negatives: Any, log_q: Any) -> Any:
        """Mean cross-entropy of the words to come against shared negatives; `vectors` is [length, sentences, size]."""
        with torch.no_grad():
            for mine, master in zip(self.half.parameters(), self.lstm.parameters(), strict=True):
                mine.copy_(master)
        states, _ = self.half(vectors.bfloat16())
        states = functional.dropout(states.reshape(-1, states.shape[-1]), 0.1)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            down = self.down(states)
            noise = down @ self.words[negatives].T
        right = (down.float() * self.words[targets]).sum(-1) + self.bias[targets] - log_q[targets]
        noise = noise.float() + (self.bias - log_q)[negatives]
        noise = noise.masked_fill(targets[:, None] == negatives[None, :], -1e4)
        return (torch.logaddexp(right, torch.logsumexp(noise, -1)) - right).mean()

    def collect(self) -> None:
        """Hand the gradients of the half-precision copy to the weights themselves."""
        for mine, master in zip(self.half.parameters(), self.lstm.parameters(), strict=True):
            master.grad = mine.grad.float()
            mine.grad = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--hidden", type=int, default=384)
    parser.add_argument("--rate", type=float, default=2e-3)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    rng = np.random.default_rng(1)
    types, rows = corpus(args.sentences)
    model = floret.load_model(str(args.vectors))
    table = torch.tensor(np.array([model.get_word_vector(w) for w in types], dtype=np.float32))
    counts = np.bincount(np.concatenate(rows), minlength=len(types))
    # Number TARGETS stands for every rarer word, TARGETS + 1 for the end of the sentence.
    frequency = np.concatenate([counts[:TARGETS], [counts[TARGETS:].sum(), len(rows)]]).astype(np.float64) ** 0.75
    share = frequency / frequency.sum()
    log_q = torch.tensor(np.log(share * NEGATIVES), dtype=torch.float32)
    pool = torch.tensor(rng.choice(len(share), size=4_000_000, p=share))
    directions = [Direction(size=table.shape[1], hidden=args.hidden) for _ in range(2)]
    weights = [p for d in directions for p in d.parameters()]
    optimiser = torch.optim.Adam(weights, lr=args.rate, betas=(0.9, 0.99))
    plan = batches(rows, rng)
    print(f"{len(types)} types, {counts.sum()} words, {len(plan)} batches", flush=True)
    began = time.monotonic()
    seen, recent = 0, [0.0, 0.0]
    for step, numbers in enumerate(plan):
        done = max(step / len(plan), (time.monotonic() - began) / (60 * args.minutes))
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = args.rate * min(1.0, (step + 1) / 200) * max(0.02, 0.5 * (1 + math.cos(math.pi * done)))
        ids = torch.tensor(np.stack([rows[n] for n in numbers]).T.astype(np.int64))
        start = int(rng.integers(0, len(pool) - NEGATIVES))
        negatives = pool[start : start + NEGATIVES]
        for which, direction in enumerate(directions):
            mine = ids if which == 0 else ids.flip(0)
            after = torch.cat([mine[1:].clamp(max=TARGETS), torch.full_like(mine[:1], TARGETS + 1)])
            loss = direction.loss(table[mine], after.reshape(-1), negatives, log_q)
            loss.backward()
            direction.collect()
            recent[which] = 0.99 * recent[which] + 0.01 * float(loss) if step else float(loss)
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        seen += ids.numel()
        if step % 200 == 0:
            pace = seen / (time.monotonic() - began)
            print(f"{step} {done:.3f} loss {recent[0]:.3f} {recent[1]:.3f} {pace:.0f} words/s", flush=True)
        if step % 1000 == 999:
            save(directions, args.out)
    save(directions, args.out)


def save(directions: list[Direction], out: Path) -> None:
    torch.save([d.lstm.state_dict() for d in directions], out)


if __name__ == "__main__":
    main()
