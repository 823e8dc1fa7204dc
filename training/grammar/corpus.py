"""How many sentences of which construction, without two that are the same and with few that nearly are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from training.grammar.constructions import CONSTRUCTIONS, Construction
from training.grammar.draw import Draw, Unfit
from training.grammar.trees import Node, conllu, in_order, spelled
from training.grammar.words import Part

TRIES = 400
"""Draws for one sentence before a construction is given up as impossible."""
MEASURING = 0.1
"""The share of the sentences that only measure."""
LONGEST = 45
"""Words of the longest sentence: chance can put clause into clause."""


@dataclass(frozen=True, slots=True)
class Made:
    """A sentence of the treebank."""

    construction: Construction
    kinds: tuple[str, ...]
    root: Node

    @property
    def text(self) -> str:
        """The sentence as it is written."""
        return spelled(node.word for node, _ in in_order(self.root))

    @property
    def skeleton(self) -> tuple[str, ...]:
        """The sentence with its names, nouns and numbers out: two with the same are near copies."""
        open_tags = ("PROPN", "NOUN", "NUM", "ADJ")
        return tuple(
            node.word.tag if node.word.tag in open_tags else node.word.form.lower() for node, _ in in_order(self.root)
        )

    def conllu(self, sent_id: str) -> str:
        """The sentence in CoNLL-U, with its construction and kinds of participants as comments."""
        kinds = ", ".join(dict.fromkeys(self.kinds)) or "none"
        return conllu(
            self.root, sent_id=sent_id, comments=(("construction", self.construction.name), ("participants", kinds))
        )


def shares(sentences: int) -> list[tuple[Construction, int]]:
    """How many sentences of each construction; every one has some."""
    whole = sum(c.share for c in CONSTRUCTIONS)
    return [(c, max(1, round(sentences * c.share / whole))) for c in CONSTRUCTIONS]


def make(construction: Construction, draw: Draw) -> Made | None:
    """One sentence; None if this draw does not suit the construction."""
    draw.kinds = []
    try:
        root = construction.make(draw)
    except Unfit:
        return None
    made = Made(construction, tuple(draw.kinds), root)
    words = [node.word.form for node, _ in in_order(root)]
    return made if len(words) <= LONGEST and _apart(made) else None


def _apart(made: Made) -> bool:
    """False if somebody occurs twice in a sentence, which no news would write."""
    nodes = [node for node, _ in in_order(made.root)]
    names = [
        n.word.lemma
        for n in nodes
        if n.word.entity or (n.word.tag == "NOUN" and n.label in ("nsubj", "obj", "nsubj:pass"))
    ]
    verbs = [n.word.lemma for n in nodes if n.event and n.word.tag == "VERB"]
    return len(set(names)) == len(names) and len(set(verbs)) == len(verbs)


def new(construction: Construction, draw: Draw, seen: Set[str]) -> Made:
    """A sentence whose text is not seen yet. Raises ValueError if many draws give none."""
    for _ in range(TRIES):
        made = make(construction, draw)
        if made is not None and made.text not in seen:
            return made
    raise ValueError(f"{construction.name} ({draw.part}): no new sentence in {TRIES} draws")


def corpus(
    part: Part, sentences: int, seed: int, *, progress: Callable[[str], object] = lambda _: None
) -> Iterator[Made]:
    """The sentences of a part, construction by construction; the same arguments give the same.

    Raises ValueError if a construction yields nothing in many draws.
    """
    seen: set[str] = set()
    for construction, count in shares(sentences):
        draw = Draw(part, f"{seed}/{part}/{construction.name}")
        for _ in range(count):
            made = new(construction, draw, seen)
            seen.add(made.text)
            yield made
        progress(f"{part}: {count} {construction.name}")


def near_copies(sentences: list[Made]) -> float:
    """The share of sentences that differ from an earlier one in names, nouns, adjectives and numbers alone."""
    counts = Counter(made.skeleton for made in sentences)
    return 1 - len(counts) / max(1, len(sentences))
