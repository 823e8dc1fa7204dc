"""Chance, with a seed, and the part of the treebank that is being written."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

from training.grammar.words import Part

T = TypeVar("T")


class Unfit(Exception):
    """What was drawn does not make the sentence that a construction is for; another draw may."""


class Draw:
    """A source of chance for one part. The same seed gives the same sentences."""

    def __init__(self, part: Part, seed: str) -> None:
        self.part = part
        self.random = random.Random(seed)
        self.kinds: list[str] = []

    def pick(self, among: Sequence[T]) -> T:
        """One of a sequence. Raises Unfit if it is empty."""
        if not among:
            raise Unfit("nothing to choose from")
        return among[self.random.randrange(len(among))]

    def chance(self, share: float) -> bool:
        """True in a share of the cases."""
        return self.random.random() < share
