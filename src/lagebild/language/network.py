"""Runs the shipped network (ONNX) over tokenised sentences, many at a time."""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lagebild.errors import AnalyserError
from lagebild.language.decode import best_tags, best_tree
from lagebild.language.features import FeatureTable, arrays
from lagebild.language.labels import settle

FILES = ("network.onnx", "arrays.npz", "words.txt", "classes.json")
_WORDS_A_BATCH = 800


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence, analysed: heads count from the sentence's first token, -1 is the root.

    `states` are those of both layers of the network, [tokens, width], and `name_scores` what it rates each tag of a name,
    [tokens, tags]; None where nobody asked for them.
    """

    tags: list[str]
    feats: list[str]
    heads: list[int]
    labels: list[str]
    names: list[str]
    states: npt.NDArray[np.float16] | None = None
    name_scores: npt.NDArray[np.float32] | None = None


class Network:
    """The network and its classes, loaded from a folder that `training/export.py` wrote.

    Raises :class:`AnalyserError` if a file is missing or broken.
    """

    def __init__(self, folder: Path) -> None:
        try:
            runtime: Any = importlib.import_module("onnxruntime")
            options = runtime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            # The weights are widened once, when they are loaded, and not with every batch; they are not packed besides,
            # because packed ones add up in another order, and a reading would depend on the version of the runtime.
            options.add_session_config_entry("session.disable_quant_qdq", "1")
            options.add_session_config_entry("session.disable_prepacking", "1")
            graph = (folder / "network.onnx").read_bytes()
            self.session = runtime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
            held = np.load(folder / "arrays.npz")
            words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")[:-1]
            classes: dict[str, Any] = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
        except Exception as error:
            raise AnalyserError(f"cannot load the German model in {folder}: {error}; run `make model`") from error
        self.hash = model_hash(folder)
        self.tags: list[str] = classes["tags"]
        self.labels: list[str] = classes["labels"]
        self.names: list[str] = classes["names"]
        self.feats: dict[str, list[str]] = classes["feats"]
        self.table = FeatureTable(
            words={word: number for number, word in enumerate(words)},
            vectors=held["vectors"],
            vector_scales=held["vector_scales"].astype(np.float32),
            grams=held["grams"],
            gram_scales=held["gram_scales"].astype(np.float32),
            trained={word: number for number, word in enumerate(classes["words"], start=1)},
            listed=np.cumsum(held["listed_gaps"], dtype=np.uint32),
            masks=held["masks"],
            lists=classes["lists"],
        )
        label = held["label"].astype(np.float32)
        # [below, label × above], so that one product of matrices rates all labels of all pairs.
        self.label_weights = np.ascontiguousarray(label.transpose(1, 0, 2).reshape(label.shape[1], -1))
        self.moves, self.begin = held["moves"], held["begin"]
        self.bundles: dict[bytes, str] = {}

    def __call__(self, sentences: Sequence[Sequence[str]], *, states: bool = True) -> list[Parsed]:
        """The analyses of sentences (each a sequence of forms, none empty), in order; with their states or without."""
        order = sorted(range(len(sentences)), key=lambda n: len(sentences[n]))
        found: dict[int, Parsed] = {}
        batch: list[int] = []
        for number in order:
            if batch and (len(batch) + 1) * len(sentences[number]) > _WORDS_A_BATCH:
                found.update(zip(batch, self._run([sentences[n] for n in batch], keep=states), strict=True))
                batch = []
            batch.append(number)
        if batch:
            found.update(zip(batch, self._run([sentences[n] for n in batch], keep=states), strict=True))
        return [found[n] for n in range(len(sentences))]

    def _run(self, sentences: list[Sequence[str]], *, keep: bool) -> list[Parsed]:
        if len(sentences) == 1:
            # A product of matrices adds up in another order where one of them has a single row; so no sentence is ever
            # alone, and its analysis is the same to the last bit whatever it is batched with.
            return self._run([*sentences, sentences[0][:1]], keep=keep)[:1]
        vectors, rows, facts, lengths = arrays(sentences, self.table)
        given = {"vectors": vectors, "rows": rows, "facts": facts, "lengths": lengths}
        outputs = ("tags", "feats", "names", "arcs", "label_down", "label_up", "states")
        tags, feats, names, arcs, down, up, states = self.session.run(outputs, given)
        tag_numbers = tags.argmax(-1)
        bundles = self._feat_numbers(feats)
        paths = best_tags(names, self.moves, self.begin, lengths.tolist())
        heads = [best_tree(arcs[b, :n, : n + 1]) for b, n in enumerate(lengths.tolist())]
        labels = self._labels(down, up, feats, heads)
        return [
            Parsed(
                tags=[self.tags[i] for i in tag_numbers[:n, b].tolist()],
                feats=[self._bundle(row) for row in bundles[:n, b]],
                heads=heads[b],
                labels=labels[b],
                names=[self.names[i] for i in paths[b]],
                states=states[:n, b].astype(np.float16) if keep else None,
                name_scores=names[:n, b].copy() if keep else None,
            )
            for b, n in enumerate(lengths.tolist())
        ]

    def named(self, scores: Sequence[npt.NDArray[np.float32]]) -> list[list[str]]:
        """The name tags of sentences, the best sequence by what each tag is rated ([tokens, tags] a sentence)."""
        lengths = [len(some) for some in scores]
        together = np.zeros((max(lengths), len(scores), len(self.names)), np.float32)
        for column, some in enumerate(scores):
            together[: len(some), column] = some
        paths = best_tags(together, self.moves, self.begin, lengths)
        return [[self.names[tag] for tag in path] for path in paths]

    def _feat_numbers(self, feats: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
        """For each token the number of the best value of every feature."""
        columns, at = [], 0
        for values in self.feats.values():
            columns.append(feats[..., at : at + len(values)].argmax(-1))
            at += len(values)
        return np.stack(columns, -1).astype(np.uint8)

    def _bundle(self, numbers: npt.NDArray[np.uint8]) -> str:
        """The features as CoNLL-U writes them."""
        key = numbers.tobytes()
        known = self.bundles.get(key)
        if known is None:
            pairs = zip(self.feats.items(), numbers.tolist(), strict=True)
            known = "|".join(f"{name}={values[number]}" for (name, values), number in pairs if values[number])
            self.bundles[key] = known
        return known

    def _labels(
        self,
        down: npt.NDArray[np.float32],
        up: npt.NDArray[np.float32],
        feats: npt.NDArray[np.float32],
        heads: list[list[int]],
    ) -> list[list[str]]:
        """The labels of each sentence's tokens under their heads."""
        below = np.concatenate([down[b, : len(h)] for b, h in enumerate(heads)])
        above = np.concatenate([up[b, np.array(h) + 1] for b, h in enumerate(heads)])
        ones = np.ones((len(below), 1), np.float32)
        below, above = np.concatenate([below, ones], 1), np.concatenate([above, ones], 1)
        crossed = (below @ self.label_weights).reshape(len(below), len(self.labels), -1)
        scores = log_softmax(np.matmul(crossed, above[:, :, None])[:, :, 0])
        first = sum(len(self.feats[key]) for key in list(self.feats)[: list(self.feats).index("Case")])
        values = self.feats["Case"]
        cases = log_softmax(feats[..., first : first + len(values)])
        found, at = [], 0
        for b, sentence in enumerate(heads):
            size = len(sentence)
            found.append(settle(scores[at : at + size], cases[:size, b], sentence, self.labels, values))
            at += size
        return found


def log_softmax(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Log-probabilities of scores along the last axis."""
    low = scores - scores.max(-1, keepdims=True)
    found: npt.NDArray[np.float32] = low - np.log(np.exp(low).sum(-1, keepdims=True))
    return found


def model_hash(folder: Path) -> str:
    """A hash of the model's files (16 hexadecimal digits), as readings carry it."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]
