"""Groups tellings report by report, in the order of their days: a report joins what earlier ones tell, or begins anew.

What an earlier report tells is never grouped otherwise because of a later one. So the groups are a function of the
tellings, whatever their order of arrival, and a new report of today changes none but those that it joins.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from lagebild.record.joining import KEPT, Link, Word, linked, parted
from lagebild.record.same_incident import compare
from lagebild.record.telling import Telling


class Order(NamedTuple):
    """The place of a report among all: by its day (an ISO date; `9` if it has none), then by its id."""

    day: str
    report: str


def order_of(telling: Telling) -> Order:
    """The place of the report that tells it."""
    return Order(telling.published or "9", telling.report)


def attached(own: Sequence[Telling], earlier: Mapping[str, Sequence[Telling]], links: Iterable[Link]) -> dict[str, str]:
    """For the id of each telling of a report the group that it joins.

    `earlier` are the groups of earlier reports, by name; a new group is named after its first telling. The strongest link
    comes first. Two groups stay apart if a bar is between any two of their members, or if they have too little for each
    other on average: that A is B and B is C does not make A and C one. Two groups of earlier reports stay two.
    """
    groups = {telling.id: [telling] for telling in own}
    name = {telling.id: telling.id for telling in own}
    for key, members in earlier.items():
        groups[key] = list(members)
        name |= {telling.id: key for telling in members}
    near = [found for found in links if found.kind == "one" and found.one in name and found.other in name]
    # what was linked as one needs no second look: of a report that tells one deed four hundred times that is every pair
    scores: dict[frozenset[str], float | None] = {frozenset((found.one, found.other)): found.score for found in near}

    def score(one: Telling, other: Telling) -> float | None:
        """What speaks for two tellings being one; None if a bar holds."""
        pair = frozenset((one.id, other.id))
        if pair not in scores:
            found = compare(one, other)
            scores[pair] = None if found.bar is not None else found.score
        return scores[pair]

    def fit(one: str, other: str) -> bool:
        total = counted = 0.0
        for mine, theirs in itertools.product(_speaking(groups[one]), _speaking(groups[other])):
            found = score(mine, theirs)
            if found is None:
                return False
            total, counted = total + found, counted + 1
        return total >= KEPT * counted

    refused: dict[tuple[str, str], tuple[int, int]] = {}
    for _, one, other in sorted((-found.score, found.one, found.other) for found in near):
        left, right = sorted((name[one], name[other]), key=lambda group: (group not in earlier, group))
        sizes = len(groups[left]), len(groups[right])
        if left == right or right in earlier or refused.get((left, right)) == sizes:
            continue
        if not fit(left, right):
            refused[left, right] = sizes  # nothing has changed until one of them has grown
            continue
        groups[left] += groups[right]
        name |= {telling.id: left for telling in groups.pop(right)}
    first = {key: key if key in earlier else min(members).id for key, members in groups.items()}
    return {telling.id: first[name[telling.id]] for telling in own}


def _speaking(members: Sequence[Telling]) -> list[Telling]:
    """Those that say something of their own: what only takes up another of them goes where that one goes."""
    taken_up = {telling.id: telling.takes_up for telling in members}
    return [
        telling
        for telling in members
        if telling.takes_up not in taken_up or (taken_up[telling.takes_up] == telling.id < telling.takes_up)
    ]


def grouped(tellings: Iterable[Telling], links: Collection[Link]) -> dict[str, list[Telling]]:
    """All groups, by name, each in order."""
    known = sorted(tellings)
    near: dict[str, list[Link]] = defaultdict(list)
    for found in links:
        if found.kind == "one":
            near[found.one].append(found)
            near[found.other].append(found)
    name: dict[str, str] = {}
    groups: dict[str, list[Telling]] = {}
    for _, report in itertools.groupby(known, order_of):
        own = list(report)
        mine = {found for telling in own for found in near[telling.id]}
        joined = {name[key] for found in mine for key in (found.one, found.other) if key in name}
        made = attached(own, {key: groups[key] for key in joined}, mine)
        name |= made
        for telling in own:
            groups.setdefault(made[telling.id], []).append(telling)
    return groups


def judged(
    groups: Mapping[str, Sequence[Telling]], links: Collection[Link], words: Iterable[Word]
) -> list[list[Telling]]:
    """The tellings of each incident: the groups, and an editor's word on them.

    The groups that a word speaks of are looked at together, and anew (:func:`~lagebild.record.joining.parted`).
    """
    name = {telling.id: key for key, members in groups.items() for telling in members}
    said = [word for word in words if word.one in name and word.other in name]
    together = {key: {key} for word in said for key in (name[word.one], name[word.other])}
    for word in said:
        if word.same:
            whole = together[name[word.one]] | together[name[word.other]]
            together |= dict.fromkeys(whole, whole)
    spoken_of = {frozenset(keys) for keys in together.values()}
    made = [list(members) for key, members in groups.items() if key not in together]
    for keys in sorted(map(sorted, spoken_of)):
        made += parted([telling for key in keys for telling in groups[key]], links, said)
    return sorted(made)


def join(tellings: Iterable[Telling], words: Iterable[Word] = ()) -> list[list[Telling]]:
    """The tellings of each incident, in order; whoever is one with nobody is an incident by itself."""
    known = list(tellings)
    links = linked(known)
    return judged(grouped(known, links), links, words)
