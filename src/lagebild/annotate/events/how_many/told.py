"""What a count tells, and the event whose verb or noun tells it: the view of a count that the rules look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple, cast

from lagebild import lexicon
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.how_many.counts import Count
from lagebild.annotate.text import Text
from lagebild.reading import FigureKind

LIFE = "Leben"


class Told(NamedTuple):
    """What a count says (None: nothing), the number of the event that it is a part of if it is one, and the rules.

    `counts_up`: the count has risen to this.
    """

    kind: FigureKind | None
    event: int | None = None
    counts_up: bool = False
    because: tuple[str, ...] = ()


NOTHING = Told(None)


class Triggers:
    """The triggers of a text by where they stand, as numbers in their row."""

    def __init__(self, text: Text, hits: Sequence[Hit]) -> None:
        self.all = hits
        self.at = {hit.token: n for n, hit in enumerate(hits)}
        self.of_clause: dict[int, int] = {}
        self.in_sentence: dict[int, list[int]] = {}
        for n, hit in enumerate(hits):
            self.in_sentence.setdefault(text.analysis.sentence_of[hit.token], []).append(n)
            if hit.clause is not None and (hit.own or hit.entry.pos == "PHRASE"):
                self.of_clause.setdefault(hit.clause.predicate, n)


class Case:
    """A count of a text and the triggers there."""

    def __init__(self, text: Text, triggers: Triggers, count: Count) -> None:
        self.text = text
        self.triggers = triggers
        self.count = count

    @cached_property
    def behind_preposition(self) -> bool:
        """True if a preposition other than a word of bound stands before the count."""
        a = self.text.analysis
        token = a.token_at(self.count.start) or 0
        while token > 0 and a.tags[token - 1] in ("DET", "ADJ", "ADV"):
            token -= 1
        before = token - 1
        return before >= 0 and a.tags[before] == "ADP" and a.sentence_of[before] == a.sentence_of[self.count.first]


@cache
def counting_words() -> Mapping[str, Mapping[str, FigureKind]]:
    """By verb or noun and slot the kind of what is counted there."""
    found: dict[str, dict[str, FigureKind]] = {}
    for row in lexicon.load("counting_verbs", required=("form", "slot", "kind")):
        found.setdefault(row["form"], {})[row["slot"]] = cast("FigureKind", row["kind"])
    return found
