"""Who acts with and against whom, as a drawing: which pairs are shown, and where everybody stands.

The places come from forces (Fruchterman and Reingold, *Graph drawing by force-directed placement*, 1991): pairs attract, all
repel each other. Nothing in it is left to chance, so the same pairs always give the same drawing.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from lagebild.record.tallies import PairCount, PartyCount

MOST = 60
"""So many parties are shown at most."""
WIDTH, HIGHEST, LOWEST = 960, 1000, 320
NARROW, FEW = 360, 14
"""The drawing's width, and the bounds of its height, in its own units."""
SMALLEST, LARGEST = 6.0, 18.0
"""The radius of somebody with one incident, and of whoever has most."""
LETTERS = 26
"""So much of a name is shown: the whole of it is in the table."""
_LETTER, _LINE, _EDGE = 6.4, 15.0, 16.0
_ROUNDS, _PUSHES = 200, 150
_GOLDEN = math.pi * (3 - math.sqrt(5))

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """So many incidents of a kind in which two act, or one acts on the other; `forth` and `back` count the latter.

    `settled` of them happened or go on.
    """

    one: str
    other: str
    kind: str
    count: int
    settled: int
    forth: int
    back: int


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two parties with all that they have to do with each other, by kind."""

    one: str
    other: str
    edges: tuple[Edge, ...]

    @property
    def count(self) -> int:
        """In how many incidents they act together, or one acts on the other."""
        return sum(edge.count for edge in self.edges)

    @property
    def settled(self) -> int:
        """How many of these happened or go on."""
        return sum(edge.settled for edge in self.edges)

    @property
    def forth(self) -> int:
        """In how many the first acts on the second."""
        return sum(edge.forth for edge in self.edges)

    @property
    def back(self) -> int:
        """In how many the second acts on the first."""
        return sum(edge.back for edge in self.edges)


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody drawn: the middle of the sign, its radius, and the name as far as there is room."""

    of: PartyCount
    x: float
    y: float
    radius: float
    name: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """An edge drawn, as the path of an SVG from the sign of `one` to that of `other`."""

    of: Edge
    path: str
    width: float


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


class Pairs(msgspec.Struct, frozen=True, kw_only=True):
    """The `first` pairs, those with most incidents, how many there are, and how many `parties` are in all of them."""

    first: tuple[Pair, ...]
    number: int
    parties: int


def pairs(found: Iterable[PairCount], kinds: Mapping[str, str], order: Sequence[str], *, most: int) -> Pairs:
    """What was counted pair by pair and kind by kind: `most` pairs, those with most incidents.

    `kinds` says of which kind a type is; `order` is the order of kinds.
    """
    together: dict[tuple[str, str], list[PairCount]] = {}
    strength: dict[str, int] = defaultdict(int)
    for one in found:
        together.setdefault((one.one, one.other), []).append(one)
        strength[one.one] += one.count
        strength[one.other] += one.count

    def rank(item: tuple[tuple[str, str], list[PairCount]]) -> tuple[int, int, tuple[str, str]]:
        pair, rows = item
        # of those with equally many, whoever else has much to do comes first
        return -sum(row.count for row in rows), -strength[pair[0]] - strength[pair[1]], pair

    first = heapq.nsmallest(most, together.items(), key=rank)
    return Pairs(
        first=tuple(Pair(one=a, other=b, edges=_edges(rows, kinds, order)) for (a, b), rows in first),
        number=len(together),
        parties=len(strength),
    )


def _edges(rows: Iterable[PairCount], kinds: Mapping[str, str], order: Sequence[str]) -> tuple[Edge, ...]:
    """What two have to do with each other, kind by kind."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    ends = ("", "")
    for row in rows:
        ends = row.one, row.other
        for place, number in enumerate((row.count, row.settled, row.forth, row.back)):
            sums[kinds[row.type]][place] += number
    return tuple(
        Edge(one=ends[0], other=ends[1], kind=kind, count=count, settled=settled, forth=forth, back=back)
        for kind, (count, settled, forth, back) in sorted(sums.items(), key=lambda item: order.index(item[0]))
    )


def chosen(found: Sequence[Pair], most: int = MOST) -> tuple[list[str], list[Pair]]:
    """Of pairs in their order as many as have `most` parties at most, and then all pairs among those."""
    names: dict[str, None] = {}
    for pair in found:
        new = [one for one in (pair.one, pair.other) if one not in names]
        if len(names) + len(new) <= most:
            names |= dict.fromkeys(new)
    return sorted(names), [pair for pair in found if pair.one in names and pair.other in names]


def draw(found: Sequence[Pair], who: Mapping[str, PartyCount], most: int = MOST, *, width: int = WIDTH) -> Drawn:
    """The drawing of the first pairs; `who` has the name of everybody in them."""
    ids, shown = chosen([pair for pair in found if pair.one in who and pair.other in who], most)
    if not ids:
        return Drawn(width=width, height=LOWEST, nodes=(), lines=())
    height = min(680, LOWEST + 12 * max(0, len(ids) - 6))
    largest = max(who[one].count for one in ids)
    names = [_short(who[one].name) for one in ids]
    radii = np.array([max(SMALLEST, LARGEST * math.sqrt(who[one].count / largest)) for one in ids])
    number = {one: place for place, one in enumerate(ids)}
    spread = _spread(len(ids), [(number[pair.one], number[pair.other], 1 + math.log(pair.count)) for pair in shown])
    half = (np.maximum(radii, [len(name) * _LETTER / 2 for name in names]) + _EDGE, radii + _LINE / 2 + _EDGE)
    x, y = (_fitted(place, sides, room) for place, sides, room in zip(spread, half, (width, height), strict=True))
    done = False
    while not done and height <= HIGHEST:
        x, y, done = _apart(x, y, half, (width, height))
        height, y = (height, y) if done else (height + 80, y + 40)
    top, bottom = float((y - half[1]).min()), float((y + half[1]).max())
    height, y = math.ceil(bottom - top), y - top  # nothing is drawn above and below
    nodes = tuple(
        # the name stands below the sign, so that the middle of both lies below the middle of the sign
        Node(of=who[one], x=round(float(a), 1), y=round(float(b - _LINE / 2), 1), radius=round(float(r), 1), name=name)
        for one, a, b, r, name in zip(ids, x, y, radii, names, strict=True)
    )
    by_id = {node.of.id: node for node in nodes}
    lines = tuple(
        Line(of=edge, path=_curve(by_id[edge.one], by_id[edge.other], place - (len(pair.edges) - 1) / 2),
             width=round(1.2 + 1.3 * math.log2(edge.count), 1))
        for pair in reversed(shown)  # the strongest is drawn last, over the others
        for place, edge in enumerate(pair.edges)
    )  # fmt: skip
    return Drawn(width=width, height=height, nodes=nodes, lines=lines)


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"


def _spread(count: int, ties: Sequence[tuple[int, int, float]]) -> tuple[Array, Array]:
    """Places around the origin (x, y) by attraction and repulsion; at first they lie on a spiral."""
    far, angles = np.sqrt(np.arange(count) + 0.5), np.arange(count) * _GOLDEN
    x, y = far * np.cos(angles), far * np.sin(angles)
    weight = np.zeros((count, count))
    for one, other, heavy in ties:
        weight[one, other] = weight[other, one] = heavy * 0.5
    for step in range(_ROUNDS):
        dx, dy = x[:, None] - x, y[:, None] - y
        square = dx * dx + dy * dy + 1e-4
        force = 1 / square - weight * np.sqrt(square)
        # what has no tie with the rest stays near
        px, py = (dx * force).sum(axis=1) - x * 0.12, (dy * force).sum(axis=1) - y * 0.12
        strong = np.sqrt(px * px + py * py) + 1e-9
        most = max(0.02, 0.6 * (1 - step / _ROUNDS))
        short = np.minimum(strong, most) / strong
        x, y = x + px * short, y + py * short
    return x, y


def _fitted(place: Array, half: Array, room: float) -> Array:
    """Places stretched over a room, so that no box of half a width sticks out."""
    edge, long = half.max(), np.ptp(place)
    return edge + (place - place.min()) / long * (room - 2 * edge) if long > 1e-6 else np.full_like(place, room / 2)


def _apart(x: Array, y: Array, half: tuple[Array, Array], room: tuple[float, float]) -> tuple[Array, Array, bool]:
    """Places pushed apart until no box of a sign and its name lies over another, and whether that went well."""
    wide, high = half[0][:, None] + half[0], half[1][:, None] + half[1]
    # of two in one place the later one gives way
    later = np.sign(np.arange(len(x))[:, None] - np.arange(len(x)))
    for _ in range(_PUSHES):
        dx, dy = x[:, None] - x, y[:, None] - y
        over_x, over_y = wide - np.abs(dx), high - np.abs(dy)
        hit = (over_x > 0.5) & (over_y > 0.5)
        np.fill_diagonal(hit, val=False)
        if not hit.any():
            return x, y, True
        flat = over_x < over_y  # along the axis where less is needed
        to_side = np.where(dx == 0, later, np.sign(dx)) * over_x * (hit & flat)
        up_down = np.where(dy == 0, later, np.sign(dy)) * over_y * (hit & ~flat)
        x = np.clip(x + to_side.sum(axis=1) * 0.5, half[0], room[0] - half[0])
        y = np.clip(y + up_down.sum(axis=1) * 0.5, half[1], room[1] - half[1])
    return x, y, False


def _curve(one: Node, other: Node, turn: float) -> str:
    """A line between two signs that ends at their edges, bent if there are several of them."""
    dx, dy = other.x - one.x, other.y - one.y
    long = math.hypot(dx, dy) or 1.0
    ux, uy = dx / long, dy / long
    gap = 3.0
    x1, y1 = one.x + ux * (one.radius + gap), one.y + uy * (one.radius + gap)
    x2, y2 = other.x - ux * (other.radius + gap), other.y - uy * (other.radius + gap)
    bend = turn * 26.0
    middle = f"{(x1 + x2) / 2 - uy * bend:.1f} {(y1 + y2) / 2 + ux * bend:.1f}"
    return f"M{x1:.1f} {y1:.1f}Q{middle} {x2:.1f} {y2:.1f}"
