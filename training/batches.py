"""What training is fed: the classes to tell apart, the features of words, and sentences as batches of arrays."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from training.corpora import Sentence

from lagebild.language.features import FeatureTable, arrays, pack

torch: Any = importlib.import_module("torch")

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
        # trees that networks made stand on sentences which are counted already
        words = Counter(f.lower() for s in [*trees, *named] for f in s.forms if s.weight == 1.0)
        self.words = {w: n for n, w in enumerate([w for w, c in words.most_common() if c >= 2], start=1)}

    @classmethod
    def restored(cls, saved: dict[str, Any]) -> Vocabulary:
        """The classes of a trained network, as `training/train.py` saved them."""
        found = cls([], [])
        found.tags, found.labels, found.feats, found.names = (saved[k] for k in ("tags", "labels", "feats", "names"))
        found.words = {word: number for number, word in enumerate(saved["words"], start=1)}
        return found

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

    def __init__(self, states: Sequence[dict[str, Any]]) -> None:
        """`states` are the forward and the backward one."""
        self.states = states
        inside, hidden = self.states[0]["weight_ih_l0"].shape[1], self.states[0]["weight_hh_l0"].shape[1]
        self.hidden = hidden
        self.lstm = torch.nn.LSTM(inside, hidden, bidirectional=True)
        both = {
            key + ("_reverse" if way else ""): value
            for way, state in enumerate(self.states)
            for key, value in state.items()
        }
        self.lstm.load_state_dict(both)

    @classmethod
    def load(cls, path: Path) -> LanguageModel:
        """The LSTMs that `training/pretrain.py` wrote."""
        return cls(torch.load(path))

    @classmethod
    def restored(cls, both: dict[str, Any]) -> LanguageModel:
        """The LSTMs out of one state of both directions, as a trained network carries them."""
        tail = "_reverse"
        ahead = {key: value for key, value in both.items() if not key.endswith(tail)}
        return cls([ahead, {key.removesuffix(tail): value for key, value in both.items() if key.endswith(tail)}])

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
