"""Train the scorer that says of what kind a name is (`lagebild.annotate.entities.weights`), about two minutes on one core.

    python -m training.kinds --corpus corpus/reports --batch FOLDER… --names GERMEVAL.tsv --out FILE.npz

An example is a word in capitals: `person`, `place`, `organisation` (groups, too), or `none`. It learns from our corpus (all
but the part that measures), from annotated reports, and from GermEval 2014 (outer chunks; what is derived from a name is
neither). Every twentieth sentence of GermEval, the corpus's `dev` part and the folder `--dev` train nothing; how often the
scorer is right about them is printed. `--whole` trains on these, too.
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from training.corpora import germeval, spaced
from training.corpus import form
from training.corpus.parts import part_of, parts
from training.weighing.names import places

from lagebild.analysis import Analysis
from lagebild.annotate.entities.weights import Chances, Facts
from lagebild.annotate.tree import mended
from lagebild.language import load_analyser
from lagebild.normalise import normalised

torch: Any = importlib.import_module("torch")
functional = torch.nn.functional

KINDS = {"person": 1, "place": 2, "state": 2, "organisation": 3, "group": 3, "PER": 1, "LOC": 2, "ORG": 3}
NONE, UNCLEAR = 0, -1
HIDDEN, LEAST, EPOCHS, RATE, FORGOTTEN, SIZE = 16, 6, 6, 3e-3, 0.15, 256
HELD = 20


class Named(NamedTuple):
    """A text and its names as start, end and kind; what it counts, and whether it trains."""

    text: str
    names: list[tuple[int, int, int]]
    weight: float
    trains: bool


def of_corpus(folder: Path) -> Iterator[Named]:
    """The reports of the corpus but those that measure."""
    drawn = parts()
    for report in form.reports(folder):
        part = part_of(report.id, drawn)
        if part != "test":
            names = [(span.start, span.end, KINDS[e.kind]) for e in report.entities for span in e.names]
            yield Named(report.text, names, 1.0, part == "train")


def of_batch(folder: Path, *, trains: bool) -> Iterator[Named]:
    """Annotated reports, whose names are all places where one of their forms stands; the longest form wins."""
    for path in sorted(folder.glob("*.yaml")):
        entities = yaml.safe_load(path.read_text(encoding="utf-8")).get("entities") or []
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        names = [(name.start, name.end, KINDS[name.kind]) for name in places(text, entities)]
        if entities:
            yield Named(text, names, 2.0, trains)


def of_germeval(file: Path) -> Iterator[Named]:
    """Sentences with natural spacing and their outer chunks."""
    for number, (_, rows) in enumerate(germeval(file), start=1):
        text, starts = spaced([row[1] for row in rows])
        names = []
        for start, (_, token, tag, *_) in zip(starts, rows, strict=True):
            if label := tag[2:]:
                kind = KINDS.get(label, UNCLEAR if label.endswith("deriv") else NONE)
                names.append((start, start + len(token), kind))
        yield Named(text, names, 1.0, number % HELD > 0)


class Examples:
    """Words with their features, kinds and weights."""

    def __init__(self) -> None:
        self.features: list[list[str]] = []
        self.kinds: list[int] = []
        self.weights: list[float] = []

    def add(self, analysis: Analysis, named: Named) -> None:
        """The words in capitals of one text."""
        facts = Facts(analysis)
        for token, word in enumerate(analysis.forms):
            start, end = analysis.starts[token], analysis.ends[token]
            # a genitive's s stands behind the name
            kind = next((k for s, e, k in named.names if s <= start and end <= e + 1), NONE)
            if (word[:1].isupper() or word[:1].isdigit()) and kind != UNCLEAR:
                self.features.append(facts.of(token))
                self.kinds.append(kind)
                self.weights.append(named.weight)


def collected(texts: Iterable[Named], *, whole: bool) -> tuple[Examples, Examples]:
    """The examples that train and those that do not."""
    analyser = load_analyser("de")
    train, held = Examples(), Examples()
    for named in texts:
        if normalised(named.text).text == named.text:
            (train if named.trains or whole else held).add(mended(analyser(named.text)), named)
    return train, held


def fit(examples: Examples, held: Examples, *, seed: int = 1) -> tuple[list[str], dict[str, Any]]:
    """The vocabulary and the arrays of the scorer."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    counts = Counter(name for names in examples.features for name in set(names))
    names = sorted(name for name, times in counts.items() if times >= LEAST)
    known = {name: number for number, name in enumerate(names)}
    table = torch.nn.EmbeddingBag(len(names) + 1, HIDDEN, mode="sum", padding_idx=len(names))
    torch.nn.init.normal_(table.weight, std=0.05)
    bias = torch.nn.Parameter(torch.zeros(HIDDEN))
    out = torch.nn.Linear(HIDDEN, len(Chances._fields))

    def scores(rows: list[Any], *, training: bool) -> Any:
        hidden = torch.relu(table(_padded(rows, len(names))) + bias)
        return out(functional.dropout(hidden, 0.2, training))

    optimiser = torch.optim.AdamW([*table.parameters(), bias, *out.parameters()], lr=RATE, weight_decay=1e-2)
    numbers = [np.array([known[n] for n in given if n in known]) for given in examples.features]
    right, weight = torch.tensor(examples.kinds), torch.tensor(examples.weights)
    steps, total = 0, EPOCHS * (len(numbers) // SIZE + 1)
    for epoch in range(EPOCHS):
        order, summed = rng.permutation(len(numbers)), 0.0
        for at in range(0, len(order), SIZE):
            part = order[at : at + SIZE]
            rows = [numbers[n][rng.random(len(numbers[n])) >= FORGOTTEN] for n in part]
            loss = (
                functional.cross_entropy(scores(rows, training=True), right[part], reduction="none") * weight[part]
            ).mean()
            for group in optimiser.param_groups:
                group["lr"] = RATE * max(0.02, 1 - steps / total)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            steps, summed = steps + 1, summed + float(loss.detach()) * len(part)
        told = f"{epoch} loss {summed / len(order):.4f}"
        if held.features:
            with torch.no_grad():
                rows = [np.array([known[n] for n in given if n in known]) for given in held.features]
                found = scores(rows, training=False).argmax(-1).numpy()
            told += f" held: {100 * (found == np.array(held.kinds)).mean():.1f} % of {len(rows)} right"
        print(told, flush=True)
    rows = table.weight.detach().numpy()[: len(names)]
    scales = np.maximum(np.abs(rows).max(1), 1e-8) / 127
    return names, {
        "features": np.round(rows / scales[:, None]).astype(np.int8),
        "scales": scales.astype(np.float16),
        "bias": bias.detach().numpy().astype(np.float16),
        "out": out.weight.detach().numpy().T.astype(np.float16),
        "bias_out": out.bias.detach().numpy().astype(np.float16),
    }


def _padded(rows: list[Any], blank: int) -> Any:
    found = np.full((len(rows), max(1, *map(len, rows))), blank, dtype=np.int64)
    for n, row in enumerate(rows):
        found[n, : len(row)] = row
    return torch.tensor(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="our own reports")
    parser.add_argument("--batch", type=Path, action="append", default=[], help="a folder of annotated real reports")
    parser.add_argument("--dev", type=Path, help="a folder of annotated reports that trains nothing")
    parser.add_argument("--names", type=Path, help="GermEval 2014")
    parser.add_argument("--whole", action="store_true", help="train on what is held back, too")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    texts: list[Iterator[Named]] = [of_corpus(args.corpus)] if args.corpus else []
    texts += [of_batch(folder, trains=True) for folder in args.batch]
    texts += [of_batch(args.dev, trains=False)] if args.dev else []
    texts += [of_germeval(args.names)] if args.names else []
    train, held = collected((named for group in texts for named in group), whole=args.whole)
    print(len(train.kinds), "words train,", len(held.kinds), "do not", flush=True)
    names, arrays = fit(train, held)
    print(len(names), "features")
    kept = np.frombuffer(json.dumps(names, ensure_ascii=False).encode(), dtype=np.uint8)
    np.savez_compressed(args.out, vocabulary=kept, **arrays)


if __name__ == "__main__":
    main()
