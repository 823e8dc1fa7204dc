"""Counts of what an analysis has right of a made sentence, by the places of its words in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from training.grammar.corpus import Made
from training.grammar.trees import in_order, spelled

from lagebild.analysis import Analysis
from lagebild.document import Span

ROLE = {"nsubj": "doer", "nsubj:pass": "undergoer", "obj": "undergoer", "obl:agent": "doer"}
"""The relations that say who does what to whom, as the scorer of the public treebanks has them."""
MEASURES = ("UPOS", "LAS", "roles", "names")
Tree = dict[Span, tuple[str, Span | None, str]]
"""Of each word its tag, the place of its head and its label without subtype."""


@dataclass(frozen=True)
class Parsed:
    """What is compared: words with tags, heads and labels; who does what; names with their kind."""

    words: Tree
    roles: frozenset[tuple[Span, str, Span]]
    names: frozenset[tuple[Span, str]]


def gold(made: Made) -> Parsed:
    """What the grammar says of its sentence."""
    nodes = in_order(made.root)
    spans: dict[int, Span] = {}
    for n, (node, _) in enumerate(nodes):
        end = len(spelled(each.word for each, _ in nodes[: n + 1]))
        spans[id(node)] = Span(end - len(node.word.form), end)
    names: list[tuple[Span, str]] = []
    for node, _ in nodes:
        mark, _, kind = node.word.entity.partition("-")
        span = spans[id(node)]
        if mark == "B":
            names.append((span, kind.split(":")[0]))
        elif mark == "I":
            names[-1] = (Span(names[-1][0].start, span.end), names[-1][1])
    rows = [(spans[id(n)], n.word.tag, spans[id(h)] if h else None, n.label) for n, h in nodes]
    return _parsed(rows, names)


def found(analysis: Analysis) -> Parsed:
    """What an analyser says."""
    spans = [Span(start, end) for start, end in zip(analysis.starts, analysis.ends, strict=True)]
    rows = [
        (span, tag, spans[head] if head >= 0 else None, label)
        for span, tag, head, label in zip(spans, analysis.tags, analysis.heads, analysis.labels, strict=True)
    ]
    names = [(Span(spans[n.first].start, spans[n.last - 1].end), n.kind) for n in analysis.names if n.kind != "OTH"]
    return _parsed(rows, names)


def _parsed(rows: list[tuple[Span, str, Span | None, str]], names: Iterable[tuple[Span, str]]) -> Parsed:
    tags = {span: tag for span, tag, _, _ in rows}
    roles = frozenset(
        (head, ROLE[label], span)
        for span, _, head, label in rows
        if label in ROLE and head is not None and tags[head] in ("VERB", "AUX")
    )
    return Parsed({span: (tag, head, label.split(":")[0]) for span, tag, head, label in rows}, roles, frozenset(names))


def tally(want: Parsed, have: Parsed) -> Counter[tuple[str, str]]:
    """For each measure what is right, and twice what could be: `(measure, "right")`, `(measure, "of")`."""
    counts: Counter[tuple[str, str]] = Counter()
    for measure in ("UPOS", "LAS"):
        counts[measure, "of"] = len(want.words) + len(have.words)
    for span, (tag, head, label) in want.words.items():
        other = have.words.get(span)
        if other is not None:
            counts["UPOS", "right"] += other[0] == tag
            counts["LAS", "right"] += other[1:] == (head, label)
    for measure, wanted, had in (("roles", want.roles, have.roles), ("names", want.names, have.names)):
        counts[measure, "right"] = len(wanted & had)
        counts[measure, "of"] = len(wanted) + len(had)
    return counts


def f1(counts: Counter[tuple[str, str]]) -> dict[str, float]:
    """F1 in per cent of each measure that has something to measure."""
    return {m: 200 * counts[m, "right"] / counts[m, "of"] for m in MEASURES if counts[m, "of"]}
