"""How far the corpus is spread, and how many of its sentences are nearly the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from training.corpus.form import Report

_WORD = re.compile(r"\w+")
_SHINGLE = 3
_ALIKE = 0.5
"""Two sentences are near copies if so many of all their runs of three words stand in both."""


def copies(reports: Sequence[Report]) -> list[tuple[str, str]]:
    """The pairs of sentences (`REPORT:NUMBER`) that are nearly the same; found by the runs of words that they share."""
    runs: dict[str, set[tuple[str, ...]]] = {}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for report in reports:
        for number, span in enumerate(report.sentences):
            words = [word.casefold() for word in _WORD.findall(span.of(report.text))]
            mine = {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
            runs[f"{report.id}:{number + 1}"] = mine
            for run in mine:
                holders[run].append(f"{report.id}:{number + 1}")
    shared = Counter(pair for keys in holders.values() if len(keys) < 50 for pair in combinations(keys, 2))
    return sorted(
        (one, other) for (one, other), both in shared.items() if both >= _ALIKE * len(runs[one] | runs[other])
    )


def table(reports: Sequence[Report]) -> str:
    """Reports, sentences and findings by what they are."""
    heads = ("country", "genre", "field", "hand")
    lines = [f"{name}: " + _counted(report.head[name] for report in reports) for name in heads]
    lines.append("types: " + _counted(event.type for report in reports for event in report.events))
    lines.append("status: " + _counted(event.status for report in reports for event in report.events))
    lines.append("layers: " + _counted(finding.layer for report in reports for finding in report.findings))
    lines.append("entities: " + _counted(entity.kind for report in reports for entity in report.entities))
    lengths = sorted(len(_WORD.findall(span.of(r.text))) for r in reports for span in r.sentences)
    if lengths:
        middle = lengths[len(lengths) // 2]
        lines.append(
            f"words a sentence: {sum(lengths) / len(lengths):.1f} on average, {middle} in the middle, {lengths[-1]} at most"
        )
    return "\n".join(lines)


def _counted(values: Iterable[str]) -> str:
    return ", ".join(f"{value} {times}" for value, times in Counter(values).most_common())
