"""A name that only the analyser sees, while it is drawn tight and judged."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.weights import Weights
from lagebild.lexicon.gazetteer import folded
from lagebild.reading import EntityKind


class Tagged(NamedTuple):
    """What is left of a name, tokens `begin` to `end`, with the kind that the analyser gives it.

    `surnames` and `first_names` are those, folded, of persons whom the text names in full.
    """

    analysis: Analysis
    begin: int
    end: int
    kind: EntityKind
    weights: Weights
    surnames: frozenset[str] = frozenset()
    first_names: frozenset[str] = frozenset()

    @property
    def opening(self) -> str:
        """The first word."""
        return self.analysis.forms[self.begin]

    @property
    def closing(self) -> str:
        """The last word."""
        return self.analysis.forms[self.end - 1]

    @property
    def alone(self) -> bool:
        """True if one word is left."""
        return self.end - self.begin == 1

    @property
    def borne(self) -> bool:
        """True if the word, or what its genitive belongs to, is the surname of a person whom the text names in full."""
        key = folded(self.opening).rstrip("'’`´")
        return bool({key, key + "s", key.removesuffix("s")} & self.surnames)
