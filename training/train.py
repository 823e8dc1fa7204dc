"""Train the German analyser: tags, morphology, dependencies and names in one network.

    python -m training.train --out FILE.pt --vectors FILE --lm FILE --bank gsd:FILE --bank pud:FILE --names FILE
                             [--hold gsd:5:0] [--hold-names 5:0] [--epochs 40]

`--hold gsd:5:0` keeps the first of five parts of the GSD sentences for measuring; without it, all train.
"""

from __future__ import annotations

import argparse
import importlib
import math
import time
from collections import Counter, defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from training.corpora import TREEBANKS, Sentence, read_conllu, read_germeval
from training.network import FORGET, Network, Sizes

from lagebild.language.decode import best_tags, best_tree, names_of
from lagebild.language.features import FeatureTable, arrays, pack

torch: Any = importlib.import_module("torch")
floret: Any = importlib.import_module("floret")
functional = torch.nn.functional

KNOWN_WORDS = 50_000
FEAT_LEAST = 12


class Vocabulary:
    """The classes that the network tells apart."""

    def __init__(self, trees: list[Sentence], named: list[Sentence]) -> None:
        self.tags = sorted({t for s in trees for t in s.tags})
        labels = Counter(label for s in trees for label in s.labels)
        self.labels = sorted(label for label, n in labels.items() if n >= 3)
        counts = Counter((k, v) for s in trees for f in s.feats for k, v in f.items())
        keys = sorted({k for (k, _), n in counts.items() if n >= FEAT_LEAST} - {"Typo", "ExtPos", "Abbr", "AdpType"})
        self.feats = {k: ["", *sorted(v for (a, v), n in counts.items() if a == k and n >= 3)] for k in keys}
        self.names = ["O", *sorted({t for s in named for t in s.names} - {"O"})]
        words = Counter(f.lower() for s in [*trees, *named] for f in s.forms)
        self.words = {w: n for n, w in enumerate([w for w, c in words.most_common() if c >= 2], start=1)}

    def label(self, label: str) -> int:
        """The number of a label; a rare subtype counts as its type."""
        for known in (label, label.split(":", maxsplit=1)[0]):
            if known in self.labels:
                return self.labels.index(known)
        return self.labels.index("dep")


def feature_table(vectors: Any, trained: dict[str, int], lists: Path | None) -> FeatureTable:
    """The table of word features out of fastText vectors and, if given, word lists."""
    words = vectors.words[:KNOWN_WORDS]
    known, scales = pack(np.array([vectors.get_word_vector(w) for w in words]))
    grams, gram_scales = pack(vectors.get_input_matrix()[len(vectors.words) :])
    if lists:
        held = np.load(lists)
        hashes, masks, count = held["hashes"], held["masks"], int(held["count"])
    else:
        hashes, masks, count = np.zeros(0, np.uint32), np.zeros(0, np.uint16), 0
    return FeatureTable(
        words={w: n for n, w in enumerate(words)}, vectors=known, vector_scales=scales, grams=grams,
        gram_scales=gram_scales, trained=trained, listed=hashes, masks=masks, lists=count,
    )  # fmt: skip


class LanguageModel:
    """The two pre-trained LSTMs."""

    def __init__(self, path: Path) -> None:
        self.states = torch.load(path)
        inside, hidden = self.states[0]["weight_ih_l0"].shape[1], self.states[0]["weight_hh_l0"].shape[1]
        self.hidden = hidden
        self.lstm = torch.nn.LSTM(inside, hidden, bidirectional=True)
        both = {
            key + ("_reverse" if way else ""): value
            for way, state in enumerate(self.states)
            for key, value in state.items()
        }
        self.lstm.load_state_dict(both)

    def __call__(self, vectors: Any, lengths: Any) -> Any:
        with torch.no_grad():
            packed = torch.nn.utils.rnn.pack_padded_sequence(vectors, lengths, enforce_sorted=False)
            return torch.nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0])[0]


class Batcher:
    """Makes batches of sentences, with the states of the language model kept from the first time."""

    def __init__(self, table: FeatureTable, model: LanguageModel, vocabulary: Vocabulary) -> None:
        self.table, self.model, self.vocabulary = table, model, vocabulary
        self.states: dict[int, Any] = {}

    def prepare(self, sentences: list[Sentence]) -> None:
        """Run the language model over sentences once."""
        order = sorted((s for s in sentences if id(s) not in self.states), key=lambda s: len(s.forms))
        for at in range(0, len(order), 64):
            part = order[at : at + 64]
            vectors, _, _, lengths = arrays([s.forms for s in part], self.table)
            states = self.model(torch.tensor(vectors), torch.tensor(lengths, dtype=torch.int64)).half()
            for column, sentence in enumerate(part):
                self.states[id(sentence)] = states[: len(sentence.forms), column].clone()

    def inputs(self, sentences: list[Sentence]) -> tuple[Any, ...]:
        vectors, rows, facts, lengths = arrays([s.forms for s in sentences], self.table)
        model = torch.nn.utils.rnn.pad_sequence([self.states[id(s)] for s in sentences]).float()
        return (
            torch.tensor(vectors), torch.tensor(rows), torch.tensor(facts), model,
            torch.tensor(lengths, dtype=torch.int64),
        )  # fmt: skip


def shuffled(sentences: list[Sentence], rng: Any, size: int) -> list[list[Sentence]]:
    """Batches of about `size` words, of sentences of similar length."""
    order = sorted(sentences, key=lambda s: len(s.forms) + rng.random() * 4)
    made: list[list[Sentence]] = [[]]
    for sentence in order:
        if made[-1] and (len(made[-1]) + 1) * len(sentence.forms) > size:
            made.append([])
        made[-1].append(sentence)
    return [made[i] for i in rng.permutation(len(made))]


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


ROLE = {"nsubj": "doer", "nsubj:pass": "undergoer", "obj": "undergoer", "obl:agent": "doer"}


def role_set(tags: list[str], heads: list[int], labels: list[str]) -> set[tuple[int, str, int]]:
    return {
        (head, ROLE[label], token)
        for token, (head, label) in enumerate(zip(heads, labels, strict=True))
        if label in ROLE and head >= 0 and tags[head] in ("VERB", "AUX")
    }


def measure_trees(nets: list[Network], batcher: Batcher, sentences: list[Sentence]) -> dict[str, float]:
    """UPOS, UAS, LAS (labels without subtypes), roles and features in percent; several networks vote by their scores."""
    v = batcher.vocabulary
    hits: Counter[str] = Counter()
    for part in shuffled(sentences, np.random.default_rng(0), 3000):
        for sentence, (tags, heads, labels, feats) in zip(part, parse(nets, batcher, part), strict=True):
            hits["tokens"] += len(tags)
            hits["UPOS"] += sum(map(str.__eq__, tags, sentence.tags))
            for n, head in enumerate(heads):
                right = head == sentence.heads[n]
                hits["UAS"] += right
                hits["LAS"] += right and labels[n].split(":")[0] == sentence.labels[n].split(":")[0]
                hits["Case"] += feats[n].get("Case") == sentence.feats[n].get("Case")
            have, want = role_set(tags, heads, labels), role_set(sentence.tags, sentence.heads, sentence.labels)
            hits["right"] += len(have & want)
            hits["roles"] += len(have) + len(want)
    del v
    found = {key: 100 * hits[key] / hits["tokens"] for key in ("UPOS", "UAS", "LAS", "Case")}
    return {**found, "roles": 200 * hits["right"] / max(1, hits["roles"])}


Parsed = tuple[list[str], list[int], list[str], list[dict[str, str]]]


def parse(nets: list[Network], batcher: Batcher, part: list[Sentence], bank: str = "") -> list[Parsed]:
    """Tags, heads, labels and features of a batch; several networks vote by their scores."""
    v = batcher.vocabulary
    with torch.no_grad():
        inputs: Any = batcher.inputs(part)
        lengths = inputs[-1]
        banks = torch.tensor([TREEBANKS.index(bank or s.bank) for s in part])
        outs = [net.trees(net.encode(*inputs), banks, lengths) for net in nets]
        tags = sum(o[0].log_softmax(-1) for o in outs).numpy()
        feats = sum(o[1] for o in outs).numpy()
        outside = torch.arange(outs[0][2].shape[2])[None, :] > lengths[:, None]
        arcs = sum(o[2].masked_fill(outside[:, None, :], -1e9).log_softmax(-1) for o in outs).numpy()
        found: list[Parsed] = []
        for b, sentence in enumerate(part):
            n = len(sentence.forms)
            heads = best_tree(arcs[b, :n, : n + 1])
            index = torch.tensor([h + 1 for h in heads])
            scores = sum(
                net.label_scores(o[3][b, :n], o[4][b, index]).log_softmax(-1) for net, o in zip(nets, outs, strict=True)
            )
            labels = [v.labels[i] for i in label_choice(scores.numpy(), heads, v.labels)]
            features = []
            for t in range(n):
                at, mine = 0, {}
                for key, values in v.feats.items():
                    value = values[int(feats[t, b, at : at + len(values)].argmax())]
                    if value:
                        mine[key] = value
                    at += len(values)
                features.append(mine)
            found.append(([v.tags[i] for i in tags[:n, b].argmax(-1)], heads, labels, features))
    return found


def label_choice(scores: Any, heads: list[int], labels: list[str]) -> list[int]:
    """The best label of each token; `root` for the root alone."""
    root = labels.index("root")
    scores = scores.copy()
    scores[:, root] = -1e9
    found = scores.argmax(1)
    for token, head in enumerate(heads):
        if head < 0:
            found[token] = root
    return list(map(int, found))


def name_tags(nets: list[Network], batcher: Batcher, part: list[Sentence]) -> list[list[str]]:
    with torch.no_grad():
        inputs: Any = batcher.inputs(part)
        lengths = inputs[-1]
        scores: Any = sum(net.names(net.encode(*inputs), lengths) for net in nets) / len(nets)
        moves: Any = sum(net.weights["moves"] for net in nets) / len(nets)
        begin: Any = sum(net.weights["begin"] for net in nets) / len(nets)
        paths = best_tags(scores.numpy(), moves.numpy(), begin.numpy(), lengths.tolist())
    return [[batcher.vocabulary.names[i] for i in path] for path in paths]


def measure_names(nets: list[Network], batcher: Batcher, sentences: list[Sentence]) -> dict[str, float]:
    """F1 of PER, LOC, ORG and all three, strict spans, in percent."""
    tally: Counter[tuple[str, str]] = Counter()
    for part in shuffled(sentences, np.random.default_rng(0), 3000):
        for sentence, tags in zip(part, name_tags(nets, batcher, part), strict=True):
            have = {n for n in names_of(tags) if n.kind in ("PER", "LOC", "ORG")}
            want = {n for n in names_of(sentence.names) if n.kind in ("PER", "LOC", "ORG")}
            for kind in ("PER", "LOC", "ORG", "all"):
                for what, group in (("right", have & want), ("sum", have), ("sum", want)):
                    tally[kind, what] += sum(kind in ("all", n.kind) for n in group)
    return {k: 200 * tally[k, "right"] / max(1, tally[k, "sum"]) for k in ("PER", "LOC", "ORG", "all")}


def split(sentences: list[Sentence], parts: int, part: int) -> tuple[list[Sentence], list[Sentence]]:
    """What trains, and the part kept back: a run of neighbouring sentences, as documents go."""
    size = len(sentences) / parts
    low, high = int(part * size), int((part + 1) * size)
    return sentences[:low] + sentences[high:], sentences[low:high]


def fit(
    net: Network, batcher: Batcher, trees: list[Sentence], named: list[Sentence], *, epochs: int, seed: int,
    rate: float = 2e-3, report: Any = None,
) -> None:  # fmt: skip
    """Train a network; the rate falls along a cosine, the weights end as their running mean."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, betas=(0.9, 0.95), weight_decay=1e-3)
    mean = {k: v.clone() for k, v in net.state().items()}
    for epoch in range(epochs):
        net.training = True
        began = time.monotonic()
        plan = [(tree_loss, part) for part in shuffled(trees, rng, 900)] if trees else []
        plan += [(name_loss, part) for part in shuffled(named, rng, 1200)]
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
                    mean[key].lerp_(value, 0.003) if value.dtype.is_floating_point else None
            elif step == 0:
                mean = {k: v.clone() for k, v in net.state().items()}
        net.training = False
        line = " ".join(f"{k} {v:.1f}" for k, v in totals.items())
        print(f"epoch {epoch} {line} {time.monotonic() - began:.1f} s", flush=True)
        if report and (epoch % 10 == 9 or epoch == epochs - 1):
            kept = {k: v.clone() for k, v in net.state().items()}
            print("   last", report(), flush=True)
            net.load(mean)
            print("   mean", report(), flush=True)
            net.load(kept)
    net.load(mean)
    net.training = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--lm", type=Path, required=True)
    parser.add_argument("--lists", type=Path)
    parser.add_argument("--bank", action="append", default=[])
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--hold")
    parser.add_argument("--hold-names")
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hidden", type=int, default=200)
    parser.add_argument("--names-only", action="store_true", help="train a second network that votes on the names")
    args = parser.parse_args()
    torch.set_num_threads(1)
    trees: list[Sentence] = []
    kept: list[Sentence] = []
    hold = args.hold.split(":") if args.hold else ["", "1", "0"]
    for entry in args.bank:
        bank, _, path = entry.partition(":")
        sentences = list(read_conllu(Path(path), bank))
        if bank == hold[0]:
            sentences, kept = split(sentences, int(hold[1]), int(hold[2]))
        trees += sentences
    named = list(read_germeval(args.names))
    kept_names: list[Sentence] = []
    if args.hold_names:
        named, kept_names = split(named, *map(int, args.hold_names.split(":")))
    named += [s for s in trees if s.names]
    vocabulary = Vocabulary(trees, named)
    vectors = floret.load_model(str(args.vectors))
    table = feature_table(vectors, vocabulary.words, args.lists)
    model = LanguageModel(args.lm)
    batcher = Batcher(table, model, vocabulary)
    batcher.prepare([*trees, *named, *kept, *kept_names])
    sizes = Sizes(language_model=model.hidden, lists=table.lists, words=len(vocabulary.words) + 1, hidden=args.hidden)
    torch.manual_seed(args.seed)
    net = Network(
        sizes, tags=len(vocabulary.tags), feats=[len(v) for v in vocabulary.feats.values()],
        labels=len(vocabulary.labels), names=len(vocabulary.names), forget=0.5 if args.names_only else FORGET,
    )  # fmt: skip
    print(len(trees), len(named), len(kept), len(kept_names), sum(p.numel() for p in net.parameters()), flush=True)

    def report() -> str:
        found: dict[str, float] = {}
        if kept and not args.names_only:
            found |= measure_trees([net], batcher, kept)
        if kept_names:
            found |= measure_names([net], batcher, kept_names)
        return " ".join(f"{k} {v:.2f}" for k, v in found.items())

    fit(net, batcher, [] if args.names_only else trees, named, epochs=args.epochs, seed=args.seed, report=report)
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
