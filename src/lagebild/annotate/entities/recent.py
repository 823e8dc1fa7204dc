"""Who has been spoken of before a place in the text, the last one first."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import Mention

Sign = tuple[str, ...]
"""What an entity can be looked up by: `kind` and its kind, also `named` where it has a name; `head` or `named head`, its
kind and a noun that describes it; `role` and the lemma and noun of a role of a named person; `word` and a word of a body's
name; `known` and what the lexicon calls a known body."""


class Recent:
    """The entities mentioned before a token that moves left to right.

    For each sign they are kept in the order of their last mentions, so that a look-up costs what it yields.
    """

    def __init__(self, clusters: list[Cluster]) -> None:
        self.clusters = clusters
        self.states = [c for c in clusters if c.kind == "state"]
        self.roles: set[tuple[str, str]] = set()
        self._numbers: dict[int, int] = {}
        self._waiting: list[tuple[int, int]] = []
        self._signs: dict[int, set[Sign]] = {}
        self._by_sign: dict[Sign, dict[int, Cluster]] = {}
        self._last: dict[int, int] = {}
        for number, cluster in enumerate(clusters):
            self._numbers[id(cluster)] = number
            for mention in cluster.mentions:
                self.note(cluster, mention)

    def enter(self, cluster: Cluster) -> None:
        """Takes a new entity in, which has no mention yet."""
        self._numbers[id(cluster)] = len(self.clusters)
        self.clusters.append(cluster)

    def note(self, cluster: Cluster, mention: Mention) -> None:
        """Notes a mention of an entity; it counts as soon as the text has gone past it."""
        heapq.heappush(self._waiting, (mention.first, -self._numbers[id(cluster)]))

    def go_to(self, token: int) -> None:
        """Goes on to a token: whoever is mentioned before it has been spoken of."""
        while self._waiting and self._waiting[0][0] < token:
            at, number = heapq.heappop(self._waiting)
            self._see(self.clusters[-number], -number, at)

    def _see(self, cluster: Cluster, number: int, at: int) -> None:
        self._last[number] = at
        now = set(_signs(cluster))
        for sign in self._signs.get(number, set()) | now:
            table = self._by_sign.setdefault(sign, {})
            table.pop(number, None)
            if sign in now:
                table[number] = cluster
        self.roles |= {(sign[1], sign[2]) for sign in now if sign[0] == "role"}
        self._signs[number] = now

    def having(self, signs: Iterable[Sign]) -> Iterator[Cluster]:
        """The entities that have one of some signs, the last one spoken of first."""
        tables = [reversed(self._by_sign[sign].items()) for sign in signs if sign in self._by_sign]
        before = -1
        for number, cluster in heapq.merge(*tables, key=lambda pair: (-self._last[pair[0]], pair[0])):
            if number != before:
                yield cluster
            before = number

    def last(self, cluster: Cluster) -> int:
        """The token where an entity was last spoken of."""
        return self._last[self._numbers[id(cluster)]]


def _signs(cluster: Cluster) -> Iterator[Sign]:
    kind = cluster.kind
    yield "kind", kind
    yield from (("head", kind, head) for head in cluster.heads)
    if not cluster.named:
        return
    yield "named", kind
    yield from (("named head", kind, head) for head in cluster.heads)
    if kind == "person":
        yield from (("role", noun.lemma, noun.base) for noun, _ in cluster.roles)
    if kind == "organisation":
        yield from (("word", word) for word in cluster.name_words)
        yield from (("known", role) for _, role in cluster.known if role)
