"""Turns scores into structures: the best tree (Chu and Liu 1965, Edmonds 1967) and the best sequence of name tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from lagebild.analysis import Name

Floats = npt.NDArray[Any]


def best_tree(scores: Floats) -> list[int]:
    """The heads of the highest-scoring tree with one root.

    `scores[d, h]` rates head `h` for dependent `d`; head 0 is the root, head `n` the token `n - 1`. Gives token numbers,
    -1 for the root.
    """
    size = len(scores)
    if size == 1:
        return [-1]
    scores = scores.astype(np.float64, copy=True)
    scores[np.arange(size), np.arange(1, size + 1)] = -1e9
    heads: list[int] = scores.argmax(1).tolist()
    if heads.count(0) == 1 and not _cycle([-1, *heads]):
        return [head - 1 for head in heads]
    # The root is chosen first: the token that loses least by hanging there.
    loss = scores[:, 1:].max(1) - scores[:, 0]
    best: tuple[float, list[int]] | None = None
    for root in np.argsort(loss)[:3].tolist():
        trial = scores.copy()
        trial[:, 0] = -1e9
        trial[root, :] = -1e9
        trial[root, 0] = 0.0
        square = np.full((size + 1, size + 1), -1e9)
        square[1:, :] = trial
        found = _edmonds(square)[1:]
        total = float(scores[np.arange(size), found].sum())
        if best is None or total > best[0]:
            best = (total, found)
    assert best is not None
    return [head - 1 for head in best[1]]


def _cycle(heads: Sequence[int]) -> list[int]:
    """Nodes of one cycle among `heads` (node 0 has head -1), empty if there is none."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for passed in path:
            state[passed] = 2
    return []


def _edmonds(scores: Floats) -> list[int]:
    """Heads of the maximum spanning arborescence over `scores[d, h]`, rooted in node 0."""
    size = len(scores)
    scores[np.arange(size), np.arange(size)] = -1e18
    heads = [-1, *scores[1:].argmax(1).tolist()]
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    outside = [n for n in range(size) if not inside[n]]
    count = len(outside)
    smaller = np.full((count + 1, count + 1), -1e18)
    smaller[:count, :count] = scores[np.ix_(outside, outside)]
    kept = np.array([scores[node, heads[node]] for node in cycle])
    entering = scores[np.ix_(cycle, outside)] - kept[:, None]
    leaving = scores[np.ix_(outside, cycle)]
    enter_at, leave_at = entering.argmax(0), leaving.argmax(1)
    smaller[count, :count] = entering.max(0) + kept.sum()
    smaller[:count, count] = leaving.max(1)
    below = _edmonds(smaller)
    result = list(heads)
    for number, node in enumerate(outside[1:], start=1):
        head = below[number]
        result[node] = outside[head] if head < count else cycle[int(leave_at[number])]
    broken = below[count]
    result[cycle[int(enter_at[broken])]] = outside[broken]
    result[0] = -1
    return result


def best_tags(scores: Floats, moves: Floats, begin: Floats, lengths: Sequence[int]) -> list[list[int]]:
    """The best tag sequence of each sentence under a linear-chain CRF (Viterbi); `scores` is [length, sentences, tags]."""
    alpha = scores[0] + begin
    steps = []
    trail = [alpha]
    for t in range(1, len(scores)):
        options = alpha[:, :, None] + moves[None]
        steps.append(options.argmax(1))
        alpha = options.max(1) + scores[t]
        trail.append(alpha)
    found = []
    for column, length in enumerate(lengths):
        tag = int(trail[length - 1][column].argmax())
        path = [tag]
        for t in range(length - 2, -1, -1):
            tag = int(steps[t][column, tag])
            path.append(tag)
        found.append(path[::-1])
    return found


def names_of(tags: Sequence[str], base: int = 0) -> list[Name]:
    """The names of a sequence of `B-PER`/`I-PER` tags; numbers count from `base`."""
    found: list[Name] = []
    for number, tag in enumerate(tags):
        if tag.startswith("B-"):
            found.append(Name(base + number, base + number + 1, tag[2:]))
        elif tag.startswith("I-") and found and found[-1].last == base + number and found[-1].kind == tag[2:]:
            found[-1] = found[-1]._replace(last=base + number + 1)
    return found


def parted(name: Name, forms: Sequence[str]) -> list[Name]:
    """The names of which one that has a slash between its words consists (*SPD/Grüne*)."""
    ends = [token for token in range(name.first + 1, name.last - 1) if forms[token] == "/"]
    starts = [name.first, *(end + 1 for end in ends)]
    parts = zip(starts, [*ends, name.last], strict=True)
    return [name._replace(first=first, last=last) for first, last in parts if first < last]


def drawn_tight(name: Name, forms: Sequence[str], tags: Sequence[str]) -> Name:
    """A name without a pronoun before it (*Sich Demm*), and without what leads on behind it (*Vorstand der*)."""
    first, last = name.first, name.last
    while last - first > 1 and tags[first] == "PRON":
        first += 1
    while last - first > 1 and tags[last - 1] in ("ADJ", "ADP", "CCONJ", "DET") and forms[last - 1].islower():
        last -= 1
    return name._replace(first=first, last=last)
