"""The network: a frozen language model under BiLSTM layers with a biaffine parser, tagger and name tagger on top.

After Dozat and Manning (2017) for the parser, Lample et al. (2016) for the names, Peters et al. (2018) for the language
model. Everything is a plain module in one `ModuleDict`, whose weights `training/export.py` writes out.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from lagebild.language.features import AFFIX_ROWS, SHAPE_BITS, SHAPES

torch: Any = importlib.import_module("torch")
nn = torch.nn
functional = torch.nn.functional

FORGET = 0.25
"""How often a word's own embedding is left out in training."""


@dataclass(frozen=True)
class Sizes:
    """Widths of the layers."""

    vector: int = 96
    language_model: int = 384
    lists: int = 0
    words: int = 1
    down: int = 200
    word: int = 48
    affix: int = 24
    shape: int = 12
    hidden: int = 200
    name_hidden: int = 128
    arc: int = 200
    label: int = 100
    tag: int = 120
    banks: int = 3
    bank: int = 12


class Network:
    """The layers above the language model, and how they work together."""

    def __init__(
        self,
        sizes: Sizes,
        *,
        tags: int,
        feats: list[int],
        labels: int,
        names: int,
        dropout: float = 0.33,
        forget: float = FORGET,
    ) -> None:
        s = self.sizes = sizes
        self.feats = feats
        self.dropout = dropout
        self.forget = forget
        inside = s.vector + s.down + s.word + 4 * s.affix + s.shape + SHAPE_BITS + s.lists
        both = 2 * s.hidden
        self.parts = nn.ModuleDict(
            {
                "down": nn.Linear(2 * s.language_model, s.down),
                "word": nn.Embedding(s.words, s.word),
                "affix": nn.Embedding(AFFIX_ROWS * 4, s.affix),
                "shape": nn.Embedding(SHAPES, s.shape),
                "bank": nn.Embedding(s.banks, s.bank),
                "first": nn.LSTM(inside, s.hidden, bidirectional=True),
                "second": nn.LSTM(both + s.bank, s.hidden, bidirectional=True),
                "naming": nn.LSTM(both, s.name_hidden, bidirectional=True),
                "tag_hidden": nn.Linear(2 * both, s.tag),
                "tags": nn.Linear(s.tag, tags),
                "feats": nn.Linear(s.tag, sum(feats)),
                "arc_down": nn.Linear(both, s.arc),
                "arc_up": nn.Linear(both, s.arc),
                "label_down": nn.Linear(both, s.label),
                "label_up": nn.Linear(both, s.label),
                "names": nn.Linear(2 * s.name_hidden, names),
            }
        )
        self.weights = nn.ParameterDict(
            {
                "root": nn.Parameter(torch.randn(both) * 0.1),
                "arc": nn.Parameter(torch.eye(s.arc) * 0.1),
                "arc_bias": nn.Parameter(torch.zeros(s.arc)),
                "label": nn.Parameter(torch.zeros(labels, s.label + 1, s.label + 1)),
                "moves": nn.Parameter(torch.zeros(names, names)),
                "begin": nn.Parameter(torch.zeros(names)),
            }
        )
        nn.init.xavier_normal_(self.weights["label"].data.view(labels, -1))
        self.training = True

    def parameters(self) -> list[Any]:
        return [*self.parts.parameters(), *self.weights.parameters()]

    def state(self) -> dict[str, Any]:
        """All weights by name."""
        return {**self.parts.state_dict(), **{f"weights.{k}": v.detach() for k, v in self.weights.items()}}

    def load(self, state: dict[str, Any]) -> None:
        """Take the weights that :meth:`state` gave."""
        self.parts.load_state_dict({k: v for k, v in state.items() if not k.startswith("weights.")})
        for key, value in self.weights.items():
            value.data.copy_(state[f"weights.{key}"])

    def drop(self, x: Any, rate: float | None = None) -> Any:
        """Dropout with one mask for all positions of a sentence ([length, sentences, width])."""
        rate = self.dropout if rate is None else rate
        if not self.training or not rate:
            return x
        keep = torch.bernoulli(torch.full_like(x[:1], 1 - rate)) / (1 - rate)
        return x * keep

    def lstm(self, name: str, x: Any, lengths: Any) -> Any:
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
        out, _ = self.parts[name](packed)
        return nn.utils.rnn.pad_packed_sequence(out, total_length=x.shape[0])[0]

    def encode(self, vectors: Any, rows: Any, facts: Any, model: Any, lengths: Any) -> Any:
        """The first layer's states, [length, sentences, width]."""
        parts, s = self.parts, self.sizes
        if self.training:
            # Forget single words and, apart from that, single vectors, so that no source is relied on alone.
            rows = rows.clone()
            rows[..., 0] *= torch.rand(rows.shape[:2]) > self.forget
            if self.forget > FORGET:
                facts = facts * (torch.rand(*rows.shape[:2], 1) > 0.1)
            vectors = vectors * (torch.rand(*rows.shape[:2], 1) > 0.1)
            model = model * (torch.rand(*rows.shape[:2], 1) > 0.1)
        affixes = [parts["affix"](rows[..., 1 + n] + n * AFFIX_ROWS) for n in range(4)]
        pieces = [
            self.drop(vectors, 0.2),
            self.drop(functional.relu(parts["down"](self.drop(model, 0.2))), 0.2),
            parts["word"](rows[..., 0]),
            *affixes,
            parts["shape"](rows[..., 5]),
            facts,
        ]
        assert facts.shape[-1] == SHAPE_BITS + s.lists
        return self.lstm("first", self.drop(torch.cat(pieces, -1), 0.15), lengths)

    def trees(self, states: Any, banks: Any, lengths: Any) -> tuple[Any, Any, Any, Any, Any, Any]:
        """Scores of tags, feats and arcs ([sentences, dependent, head]; head 0 is the root), and label layers."""
        parts, weights = self.parts, self.weights
        bank = parts["bank"](banks)[None].expand(states.shape[0], -1, -1)
        high = self.lstm("second", torch.cat([self.drop(states), bank], -1), lengths)
        high = self.drop(high)
        hidden = self.drop(functional.relu(parts["tag_hidden"](torch.cat([self.drop(states), high], -1))), 0.25)
        tags, feats = parts["tags"](hidden), parts["feats"](hidden)
        root = weights["root"].expand(1, high.shape[1], -1)
        heads = torch.cat([root, high], 0)
        arc_down = self.drop(functional.leaky_relu(parts["arc_down"](high), 0.1)).transpose(0, 1)
        arc_up = self.drop(functional.leaky_relu(parts["arc_up"](heads), 0.1)).transpose(0, 1)
        arcs = arc_down @ weights["arc"] @ arc_up.transpose(1, 2) + (arc_up @ weights["arc_bias"])[:, None, :]
        label_down = self.drop(functional.leaky_relu(parts["label_down"](high), 0.1)).transpose(0, 1)
        label_up = self.drop(functional.leaky_relu(parts["label_up"](heads), 0.1)).transpose(0, 1)
        return tags, feats, arcs, label_down, label_up, high

    def label_scores(self, down: Any, up: Any) -> Any:
        """Scores of labels of pairs: [pairs, labels] of [pairs, width] twice."""
        ones = torch.ones(len(down), 1)
        down, up = torch.cat([down, ones], 1), torch.cat([up, ones], 1)
        return torch.einsum("na,lab,nb->nl", down, self.weights["label"], up)

    def names(self, states: Any, lengths: Any) -> Any:
        """Scores of name tags, [length, sentences, tags]."""
        high = self.lstm("naming", self.drop(states), lengths)
        return self.parts["names"](self.drop(high))

    def name_loss(self, scores: Any, gold: Any, inside: Any) -> Any:
        """Negative log-likelihood of the gold name tags under a linear-chain CRF, summed; `inside` marks real tokens."""
        moves, begin = self.weights["moves"], self.weights["begin"]
        alpha = scores[0] + begin
        right = alpha.gather(1, gold[0][:, None])[:, 0]
        for t in range(1, len(scores)):
            after = torch.logsumexp(alpha[:, :, None] + moves[None], 1) + scores[t]
            alpha = torch.where(inside[t][:, None], after, alpha)
            step = moves[gold[t - 1], gold[t]] + scores[t].gather(1, gold[t][:, None])[:, 0]
            right = right + step * inside[t]
        return (torch.logsumexp(alpha, 1) - right).sum()
