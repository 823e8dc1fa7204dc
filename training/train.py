"""Train the German analyser: tags, morphology, dependencies and names in one network.

    python -m training.train --out FILE.pt --vectors FILE --lm FILE --bank gsd:FILE --bank pud:FILE --names FILE
                             [--hold gsd:5:0] [--hold-names 5:0] [--epochs 40] [--bank grammar:FILE]
    python -m training.train --out FILE.pt --from-shipped src/lagebild/language/model --rate 2e-4 --bank … --names FILE

`--hold gsd:5:0` keeps the first of five parts of the GSD sentences for measuring; without it, all train.
`--bank grammar:FILE` is the training part of `python -m training.grammar`; an epoch draws so many of its sentences that
they are `--grammar-share` of all trees, each counts `--grammar-weight`. `--from-shipped` goes on from a shipped model
instead of the vectors, the language model and the word lists of a first training.
"""

from __future__ import annotations

import argparse
import importlib
import math
import time
from collections import defaultdict
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from training.batches import Batcher, LanguageModel, Vocabulary, feature_table, shuffled
from training.corpora import TREEBANKS, Sentence, read_conllu, read_germeval, split
from training.measure import measure_names, measure_trees
from training.network import FORGET, Network, Sizes
from training.renaming import Renaming
from training.restore import rebuilt, shipped

torch: Any = importlib.import_module("torch")

functional = torch.nn.functional


SILVER = 0.4
"""What a tree counts that networks made, beside one made by hand."""
ORIGINAL = 0.4
"""How often a sentence is taken as it was annotated, where it has versions with other names."""


def tree_loss(net: Network, batcher: Batcher, part: list[Sentence]) -> Any:
    """The loss of a batch of trees, by token."""
    v = batcher.vocabulary
    inputs: Any = batcher.inputs(part)
    lengths = inputs[-1]
    states = net.encode(*inputs)
    banks = torch.tensor([TREEBANKS.index(s.bank) for s in part])
    tags, feats, arcs, down, up, _ = net.trees(states, banks, lengths)
    where = [(b, t) for b, s in enumerate(part) for t in range(len(s.forms))]
    b, t = (torch.tensor(x) for x in zip(*where, strict=True))
    weights = torch.tensor([part[i].weight for i, _ in where])
    gold_tags = torch.tensor([v.tags.index(tag) for s in part for tag in s.tags])
    gold_heads = torch.tensor([h + 1 for s in part for h in s.heads])
    gold_labels = torch.tensor([v.label(x) for s in part for x in s.labels])

    def mean(scores: Any, gold: Any) -> Any:
        return (functional.cross_entropy(scores, gold, reduction="none", ignore_index=-100) * weights).mean()

    outside = torch.arange(arcs.shape[2])[None, :] > lengths[:, None]
    arcs = arcs.masked_fill(outside[:, None, :], -1e9)
    loss = mean(arcs[b, t], gold_heads) + mean(net.label_scores(down[b, t], up[b, gold_heads]), gold_labels)
    loss = loss + mean(tags[t, b], gold_tags)
    at = 0
    flat = feats[t, b]
    for key, values in v.feats.items():
        gold = torch.tensor([gold_feat(s, i, key, values) for s in part for i in range(len(s.forms))])
        if bool((gold >= 0).any()):
            loss = loss + 0.3 * mean(flat[:, at : at + len(values)], gold)
        at += len(values)
    return loss


def gold_feat(sentence: Sentence, token: int, key: str, values: list[str]) -> int:
    """The number of a feature's value; -100 where the treebank does not say it (PUD leaves VerbForm out)."""
    feats = sentence.feats[token]
    if key in ("VerbForm", "Voice") and sentence.bank == "pud" and sentence.tags[token] in ("VERB", "AUX", "ADJ"):
        if "Mood" in feats and key == "VerbForm":
            return values.index("Fin")
        return values.index(feats[key]) if key in feats else -100
    value = feats.get(key, "")
    return values.index(value) if value in values else 0


def name_loss(net: Network, batcher: Batcher, part: list[Sentence]) -> Any:
    """The loss of a batch of named sentences, by token."""
    inputs: Any = batcher.inputs(part)
    lengths = inputs[-1]
    scores = net.names(net.encode(*inputs), lengths)
    gold = torch.zeros(scores.shape[:2], dtype=torch.int64)
    for column, sentence in enumerate(part):
        numbers = [batcher.vocabulary.names.index(tag) for tag in sentence.names]
        gold[: len(numbers), column] = torch.tensor(numbers)
    inside = torch.arange(len(scores))[:, None] < lengths[None, :]
    return net.name_loss(scores, gold, inside) / inside.sum()


def fit(
    net: Network, batcher: Batcher, trees: list[Sentence], named: list[list[Sentence]], *, epochs: int, seed: int,
    rate: float = 2e-3, report: Any = None, made: list[Sentence] | None = None, share: float = 0.0,
    made_names: bool = False, every: int = 10,
) -> None:  # fmt: skip
    """Train a network; the rate falls along a cosine, the weights end as their running mean.

    `named` are sentences with names, each in one or more versions, of which an epoch takes the first or another. Of
    `made`, sentences of a grammar, each epoch draws so many that they are `share` of all trees (without trees: of
    all named sentences), with `made_names` for the names as well. `report` is asked after every so many epochs.
    """
    drawn = min(len(made or []), round(len(trees or named) * share / (1 - share)))
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, betas=(0.9, 0.95), weight_decay=1e-3)
    mean = {k: v.clone() for k, v in net.state().items()}
    for epoch in range(epochs):
        net.training = True
        began = time.monotonic()
        some = [made[int(n)] for n in rng.choice(len(made), drawn, replace=False)] if made and drawn else []
        plan = [(tree_loss, part) for part in shuffled([*trees, *some], rng, 900)] if trees else []
        versions = [v[0 if rng.random() < ORIGINAL else int(rng.integers(len(v)))] for v in named]
        plan += [(name_loss, part) for part in shuffled([*versions, *(some if made_names else [])], rng, 1200)]
        # the mean looks back over about a tenth of a short run, over the last few hundred steps of a long one
        pace = max(0.003, 10 / (epochs * len(plan)))
        totals: dict[str, float] = defaultdict(float)
        for step, number in enumerate(rng.permutation(len(plan))):
            done = (epoch + step / len(plan)) / epochs
            for group in optimiser.param_groups:
                group["lr"] = (
                    rate
                    * min(1.0, (epoch * len(plan) + step + 1) / 100)
                    * max(0.02, 0.5 * (1 + math.cos(math.pi * done)))
                )
            loss_of, part = plan[int(number)]
            loss = loss_of(net, batcher, part)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            optimiser.zero_grad()
            totals[loss_of.__name__] += float(loss.detach())
            if done > 0.3:
                for key, value in net.state().items():
                    mean[key].lerp_(value, pace) if value.dtype.is_floating_point else None
            elif step == 0:
                mean = {k: v.clone() for k, v in net.state().items()}
        net.training = False
        line = " ".join(f"{k} {v:.1f}" for k, v in totals.items())
        print(f"epoch {epoch} {line} {time.monotonic() - began:.1f} s", flush=True)
        if report and (epoch % every == every - 1 or epoch == epochs - 1):
            kept = {k: v.clone() for k, v in net.state().items()}
            print("   last", report(), flush=True)
            net.load(mean)
            print("   mean", report(), flush=True)
            net.load(kept)
    net.load(mean)
    net.training = False


def parser() -> argparse.ArgumentParser:
    """The options of this command."""
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--out", type=Path, required=True)
    found.add_argument("--vectors", type=Path, help="what training.vectors wrote")
    found.add_argument("--lm", type=Path, help="what training.pretrain wrote")
    found.add_argument("--lists", type=Path)
    found.add_argument(
        "--from-shipped", type=Path, metavar="FOLDER", help="go on from a model that training.export wrote"
    )
    found.add_argument(
        "--bank", action="append", default=[], metavar="KIND:FILE", help="gsd, pud, own, silver or grammar"
    )
    found.add_argument("--names", type=Path, required=True)
    found.add_argument("--hold")
    found.add_argument("--hold-names")
    found.add_argument(
        "--measure", action="append", default=[], metavar="NAME:FILE", help="trees to measure by, never trained on"
    )
    found.add_argument("--epochs", type=int, default=40)
    found.add_argument(
        "--rate", type=float, default=2e-3, help="the highest rate; about 2e-4 to go on from a shipped model"
    )
    found.add_argument("--report-every", type=int, default=10, metavar="EPOCHS")
    found.add_argument("--grammar-names", action="store_true", help="learn names from the grammar's sentences, too")
    found.add_argument("--seed", type=int, default=1)
    found.add_argument("--hidden", type=int, default=200)
    found.add_argument("--names-only", action="store_true", help="train a second network that votes on the names")
    found.add_argument("--renamed", type=int, default=3, help="versions of each named sentence with other names")
    found.add_argument(
        "--grammar-share", type=float, default=0.3, help="share of the grammar's sentences among all trees"
    )
    found.add_argument(
        "--grammar-weight", type=float, default=0.5, help="what a tree of the grammar counts beside one by hand"
    )
    return found


def read_banks(args: argparse.Namespace) -> tuple[list[Sentence], list[Sentence], list[Sentence]]:
    """The trees that train, those kept back, and those that a grammar made."""
    trees: list[Sentence] = []
    kept: list[Sentence] = []
    made: list[Sentence] = []
    hold = args.hold.split(":") if args.hold else ["", "1", "0"]
    for entry in args.bank:
        bank, _, path = entry.partition(":")
        if bank == "grammar":
            made += [replace(s, weight=args.grammar_weight) for s in read_conllu(Path(path), "own")]
            continue
        if bank == "silver":
            sentences = [replace(s, weight=SILVER) for s in read_conllu(Path(path), "gsd")]
        else:
            sentences = list(read_conllu(Path(path), bank))
        if bank == hold[0]:
            sentences, kept = split(sentences, int(hold[1]), int(hold[2]))
        trees += sentences
    return trees, kept, made


def main() -> None:
    options = parser()
    args = options.parse_args()
    if not args.from_shipped and not (args.vectors and args.lm):
        options.error("give --vectors and --lm, or --from-shipped")
    if args.from_shipped and args.names_only:
        options.error("--names-only trains the network that votes, --from-shipped goes on with the one that parses")
    if not 0 <= args.grammar_share < 1:
        options.error(f"--grammar-share {args.grammar_share}: from 0 to below 1")
    torch.set_num_threads(1)
    trees, kept, made = read_banks(args)
    measured = {"": kept} if kept else {}
    for entry in args.measure:
        name, _, path = entry.partition(":")
        measured[f"{name} "] = [replace(s, bank="gsd") for s in read_conllu(Path(path), "own")]
    named = list(read_germeval(args.names))
    kept_names: list[Sentence] = []
    if args.hold_names:
        named, kept_names = split(named, *map(int, args.hold_names.split(":")))
    named += [s for s in trees if s.names]
    torch.manual_seed(args.seed)
    if args.from_shipped:
        saved, _, table = shipped(args.from_shipped)
        vocabulary, net = rebuilt(saved)
        sizes, model = net.sizes, LanguageModel.restored(saved["model"])
    else:
        vocabulary = Vocabulary(trees, named)
        vectors: Any = importlib.import_module("floret")
        table = feature_table(vectors.load_model(str(args.vectors)), vocabulary.words, args.lists)
        model = LanguageModel.load(args.lm)
        sizes = Sizes(
            language_model=model.hidden, lists=table.lists, words=len(vocabulary.words) + 1, hidden=args.hidden
        )
        net = Network(
            sizes, tags=len(vocabulary.tags), feats=[len(v) for v in vocabulary.feats.values()],
            labels=len(vocabulary.labels), names=len(vocabulary.names),
            forget=0.5 if args.names_only else FORGET,
        )  # fmt: skip
    batcher = Batcher(table, model, vocabulary)
    renamed = Renaming(named, rng=np.random.default_rng(args.seed))
    versions = [[s, *(renamed(s) for _ in range(args.renamed if set(s.names) > {"O"} else 0))] for s in named]
    measuring = [s for sentences in measured.values() for s in sentences]
    batcher.prepare([*trees, *made, *(s for v in versions for s in v), *measuring, *kept_names])
    print(
        len(trees),
        len(made),
        len(named),
        len(kept),
        len(kept_names),
        sum(p.numel() for p in net.parameters()),
        flush=True,
    )

    def report() -> str:
        found: dict[str, float] = {}
        for name, sentences in measured.items():
            if not args.names_only:
                found |= {name + key: value for key, value in measure_trees([net], batcher, sentences).items()}
            if any(s.names for s in sentences):
                found |= {f"{name}names": measure_names([net], batcher, sentences)["all"]}
        if kept_names:
            found |= measure_names([net], batcher, kept_names)
        return " ".join(f"{k} {v:.2f}" for k, v in found.items())

    if args.from_shipped:
        print("shipped", report(), flush=True)
    fit(
        net, batcher, [] if args.names_only else trees, versions, epochs=args.epochs, seed=args.seed, rate=args.rate,
        report=report, made=made, share=args.grammar_share, made_names=args.grammar_names, every=args.report_every,
    )  # fmt: skip
    torch.save(
        {
            "state": net.state(), "sizes": asdict(sizes), "tags": vocabulary.tags, "labels": vocabulary.labels,
            "feats": vocabulary.feats, "names": vocabulary.names, "words": list(vocabulary.words),
            "model": model.lstm.state_dict(),
        },
        args.out,
    )  # fmt: skip


if __name__ == "__main__":
    main()
