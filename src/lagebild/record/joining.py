"""Joins tellings to incidents: by blocks, so that a telling is compared only with those it may be one with.

All of it is a function of the tellings and an editor's word, whatever their order. It is local, too: which tellings are
one depends only on those that a chain of links connects with them. So a new report changes only the incidents of the
chains that it has a part in, and the record stays equal to one made anew.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from lagebild.record.same_incident import AHEAD, Verdict, compare
from lagebild.record.telling import Telling

_WEEK = 7
_LASTING = 31
"""What may have been on any of more days than this is found by who it was done to, and not by its days."""
_NEWS = 10
"""A report that names no day tells of something not older than so many days, mostly."""
_KEPT = 1.5
"""The tellings of two groups must have so much for being one, on average, for the groups to be joined."""


class Link(NamedTuple):
    """Two tellings (ids, in order) with enough for them to be one."""

    one: str
    other: str
    score: float


class Word(NamedTuple):
    """An editor's word that two tellings (ids) are one happening, or two."""

    same: bool
    one: str
    other: str


def blocks(telling: Telling) -> tuple[str, ...]:
    """The blocks that a telling is in. Two tellings are compared if they share a block.

    A block is somebody or some place in a week: those of the days that the telling names, else those of its report and of
    the days before. Whoever it was done to is a block without a week, with the word for what was done: what happened to
    somebody is told again years later. The tellings of one report are a block, too.
    """
    tense = "ahead" if telling.status in AHEAD else "deed"
    parties = [p for p in (*telling.actors, *telling.recipients, telling.place) if p is not None and p.named]
    marks = {p.id for p in parties} | set(telling.near) | {f"= {word}" for word in telling.titled}
    found = {f"{tense} {mark} {week}" for mark in marks for week in _weeks(telling)}
    found |= {f"{tense} {p.id} {telling.root}" for p in telling.recipients if p.named and p.kind == "person"}
    return (f"report {telling.report}", *sorted(found))


def _weeks(telling: Telling) -> Sequence[int]:
    """The numbers of the weeks that a telling may be about."""
    if telling.valid_from and telling.valid_to:
        first, last = (datetime.date.fromisoformat(day).toordinal() for day in (telling.valid_from, telling.valid_to))
        first, last = first - 1, last + 1  # one report's Monday night is the other's Tuesday morning
    elif telling.published:
        last = datetime.date.fromisoformat(telling.published).toordinal()
        first = last - _NEWS
    else:
        return ()
    return () if last - first > _LASTING + 2 else range(first // _WEEK, last // _WEEK + 1)


def partners(tellings: Iterable[Telling]) -> set[tuple[Telling, Telling]]:
    """The pairs that share a block, each pair in its order."""
    members: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        for block in blocks(telling):
            members[block].append(telling)
    return {pair for found in members.values() for pair in combinations(sorted(found), 2)}


def link(one: Telling, other: Telling) -> Link | None:
    """The link of two tellings; None if there is too little for it."""
    first, second = sorted((one, other))
    verdict = compare(first, second)
    return Link(first.id, second.id, verdict.score) if verdict.one else None


def join(tellings: Iterable[Telling], words: Iterable[Word] = ()) -> list[list[Telling]]:
    """The tellings of each incident, in order; whoever is one with nobody is an incident by itself."""
    known = sorted(tellings)
    links = [found for pair in partners(known) if (found := link(*pair)) is not None]
    judged = list(words)
    by_id = {telling.id: telling for telling in known}
    return [group for chain in chains(by_id, links, judged) for group in parted(chain, links, judged)]


def chains(by_id: Mapping[str, Telling], links: Iterable[Link], words: Iterable[Word] = ()) -> list[list[Telling]]:
    """The tellings that links, or an editor's word, connect; each chain can be looked at by itself."""
    roots = {key: key for key in by_id}

    def root(key: str) -> str:
        while roots[key] != key:
            roots[key] = roots[roots[key]]
            key = roots[key]
        return key

    ties = [(found.one, found.other) for found in links] + [(w.one, w.other) for w in words if w.same]
    for one, other in ties:
        if one in roots and other in roots:
            low, high = sorted((root(one), root(other)))
            roots[high] = low
    found: dict[str, list[Telling]] = defaultdict(list)
    for key, telling in by_id.items():
        found[root(key)].append(telling)
    return sorted(sorted(members) for members in found.values())


def parted(chain: Collection[Telling], links: Iterable[Link], words: Iterable[Word] = ()) -> list[list[Telling]]:
    """The incidents of a chain: groups are joined along its links, the strongest first.

    Two groups stay apart if a bar is between any two of their members, or if they have too little for each other on
    average: that A is B and B is C does not make A and C one. An editor's word goes before all that.
    """
    if len(chain) == 1:
        return [list(chain)]
    by_id = {telling.id: telling for telling in chain}
    group = {key: frozenset((key,)) for key in by_id}
    judged = [w for w in words if w.one in by_id and w.other in by_id]
    apart = {frozenset((w.one, w.other)) for w in judged if not w.same}
    told_one = {frozenset((w.one, w.other)) for w in judged if w.same}
    verdicts: dict[tuple[str, str], Verdict] = {}

    def verdict(one: str, other: str) -> Verdict:
        key = (one, other) if one < other else (other, one)
        if key not in verdicts:
            verdicts[key] = compare(by_id[one], by_id[other])
        return verdicts[key]

    def merge(one: str, other: str) -> None:
        whole = group[one] | group[other]
        for key in whole:
            group[key] = whole

    def parted_by_word(one: str, other: str) -> bool:
        return any(frozenset((a, b)) in apart for a in group[one] for b in group[other])

    for word in sorted(judged):
        if word.same and not parted_by_word(word.one, word.other):
            merge(word.one, word.other)
    inside = [found for found in links if found.one in by_id and found.other in by_id]
    for _, one, other in sorted((-found.score, found.one, found.other) for found in inside):
        if group[one] == group[other] or parted_by_word(one, other):
            continue
        across = [verdict(a, b) for a in group[one] for b in group[other] if frozenset((a, b)) not in told_one]
        if any(v.bar for v in across) or sum(v.score for v in across) < _KEPT * len(across):
            continue
        merge(one, other)
    return sorted(sorted(by_id[key] for key in members) for members in set(group.values()))
