"""*Keine Einigung – Ungarn blockiert*: the two halves of a heading, which the network takes for one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import ASIDE, Edit, Edits
from lagebild.document import Span

_DASHES = ("–", "—", "-")
_ENDS = (".", "!", "?", "…", "“", '"', "«")


def _halves(a: Analysis) -> Iterator[tuple[Span, Span]]:
    """The words before and behind the only dash of a line that ends without a mark."""
    for start, end in a.sentences:
        dashes = [t for t in range(start + 1, end - 1) if a.forms[t] in _DASHES and a.tags[t] == "PUNCT"]
        if len(dashes) == 1 and a.forms[end - 1] not in _ENDS:
            yield Span(start, dashes[0]), Span(dashes[0] + 1, end)


def _apart(a: Analysis) -> Edits:
    edits: Edits = {}
    for halves in _halves(a):
        for half in halves:
            out = [t for t in range(*half) if not half.start <= a.heads[t] < half.end]
            verbs = [t for t in out if a.tags[t] == "VERB"]
            top = next(iter(verbs or [t for t in out if a.heads[t] < 0] or out), None)
            for token in out:
                if token == top or a.tags[token] == "PUNCT":
                    continue
                edits[token] = Edit(top if top is not None else a.heads[token], ASIDE)
            if top is not None and a.heads[top] >= 0:
                edits[top] = Edit(a.heads[top], "parataxis")
    return edits


HEADINGS: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/halves-of-a-heading",
        find=_apart,
        why="What stands on one side of the dash of a heading has no part in what stands on the other.",
        yes=(("Keine Einigung auf Reform – Ungarn blockiert", ""),),
        no=("Keine Einigung auf Reform – Ungarn blockiert weiter.",),
    ),
)
"""Asked before phrases are hung on their verbs."""
