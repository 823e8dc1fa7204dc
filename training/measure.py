"""How well networks parse and name: figures on sentences kept back, and the analyses that they come from."""

from __future__ import annotations

import importlib
from collections import Counter
from typing import Any

import numpy as np
from training.batches import Batcher, shuffled
from training.corpora import TREEBANKS, Sentence
from training.network import Network

from lagebild.language.decode import best_tags, best_tree, names_of
from lagebild.language.labels import settle
from lagebild.language.network import log_softmax

torch: Any = importlib.import_module("torch")

ROLE = {"nsubj": "doer", "nsubj:pass": "undergoer", "obj": "undergoer", "obl:agent": "doer"}


def role_set(tags: list[str], heads: list[int], labels: list[str]) -> set[tuple[int, str, int]]:
    return {
        (head, ROLE[label], token)
        for token, (head, label) in enumerate(zip(heads, labels, strict=True))
        if label in ROLE and head >= 0 and tags[head] in ("VERB", "AUX")
    }


def measure_trees(nets: list[Network], batcher: Batcher, sentences: list[Sentence]) -> dict[str, float]:
    """UPOS, UAS, LAS (labels without subtypes), roles and features in percent; several networks vote by their scores."""
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
    found = {key: 100 * hits[key] / hits["tokens"] for key in ("UPOS", "UAS", "LAS", "Case")}
    return {**found, "roles": 200 * hits["right"] / max(1, hits["roles"])}


Parsed = tuple[list[str], list[int], list[str], list[dict[str, str]]]


def parse(nets: list[Network], batcher: Batcher, part: list[Sentence], bank: str = "") -> list[Parsed]:
    """Tags, heads, labels and features of a batch; several networks vote by their scores."""
    v = batcher.vocabulary
    cases = v.feats["Case"]
    first = sum(len(v.feats[key]) for key in list(v.feats)[: list(v.feats).index("Case")])
    with torch.no_grad():
        inputs: Any = batcher.inputs(part)
        lengths = inputs[-1]
        banks = torch.tensor([TREEBANKS.index(bank or s.bank) for s in part])
        outs = [net.trees(net.encode(*inputs), banks, lengths) for net in nets]
        tags = sum(o[0].log_softmax(-1) for o in outs).numpy()
        feats = sum(o[1] for o in outs).numpy() / len(nets)
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
            rated = scores.numpy() / len(nets)
            labels = settle(rated, log_softmax(feats[:n, b, first : first + len(cases)]), heads, v.labels, cases)
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
