"""Links tellings that belong together: by blocks, so that a telling is compared only with those it may be one with."""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from lagebild.record.bars import AHEAD
from lagebild.record.pairs import days_of
from lagebild.record.same_incident import Verdict, compare, lasts, outcome, part
from lagebild.record.telling import Telling
from lagebild.wordforms import search_forms

_WEEK = 7
_LASTING = 31
"""What is told of more days than this is a series, or as vague as a year."""
_NEWS = 10
"""A report that names no day tells of something not older than so many days, mostly."""
_LONG = 8
"""A noun of so many letters says more than *Wahl* or *Anschlag*, so a year with it is enough for a block."""
_SOON = 31
"""What is announced for no day in particular comes about within so many days, mostly."""
_STRETCH = 40
"""Within a report a telling is compared with those at most so many sentences away, and some more."""
_END = 400
"""What a text tells behind so many sentences is joined with nothing: it is a list or a book, not a report."""
SAID = 2.0
"""The score of the link between a part and its whole where a report says so: more than days and names can give."""
KEPT = -1.3
"""The tellings of two groups must have so much for being one, on average, for the groups to be joined."""

LinkKind = Literal["one", "outcome", "part"]


class Link(NamedTuple):
    """Two tellings (ids, in order) that belong together: as `one` incident, plan and `outcome`, or whole and `part`."""

    one: str
    other: str
    kind: LinkKind
    score: float


class Word(NamedTuple):
    """An editor's word that two tellings (ids) are one happening, or two."""

    same: bool
    one: str
    other: str


def blocks(telling: Telling) -> frozenset[int]:
    """The blocks that a telling is in, each a number of 63 bits.

    A block is somebody, some place or a word of a title in a week: those of the days that the telling names, else those of
    its report and of the days before (of what lies ahead: the days after). Whoever it was done to is a block without a
    week, with the word for what was done: what happened to somebody is told again years later. What lasts is in a block
    with whoever did it. The tellings of a stretch of one report are a block, too.
    """
    return frozenset(_number(*block) for block in _blocks(telling))


def sought(telling: Telling) -> frozenset[int]:
    """The blocks whose members a telling is compared with: what is ahead is sought by what happened, parts by a series."""
    tense, other = ("ahead", "deed") if telling.status in AHEAD else ("deed", "ahead")
    found = set()
    for block in _blocks(telling):
        found.add(block if block[0] not in _SERIES else (_SERIES[block[0]], *block[1:]))
        if block[0] == "report":
            found |= {(*block[:2], str(int(block[2]) + step)) for step in (-1, 1)}
        if block[0] == "year":
            found.add(("dated", *block[1:]))
        if block[0] == "dated":
            found.add(("year", *block[1:]))
            found.discard(block)
        if block[0] == tense:
            found.add((other, *block[1:]))
    return frozenset(_number(*block) for block in found)


_SERIES = {"lasting": "single", "single": "lasting"}


def _blocks(telling: Telling) -> set[tuple[str, ...]]:
    if telling.sentence >= _END:
        return set()
    tense = "ahead" if telling.status in AHEAD else "deed"
    parties = [p for p in (*telling.actors, *telling.recipients, telling.place) if p is not None and p.named]
    marks = {p.id for p in parties} | set(telling.near) | {f"= {word}" for word in telling.titled}
    stretch = telling.sentence // _STRETCH
    found: set[tuple[str, ...]] = {("report", telling.report, str(stretch))}
    found |= {(tense, mark, str(week)) for mark in marks for week in _weeks(telling)}
    found |= {
        (tense, one, deed, str(week)) for one in telling.about for deed in telling.deeds for week in _weeks(telling)
    }
    found |= {(tense, p.id, telling.root) for p in telling.recipients if p.named and p.kind == "person"}
    found |= {("topic", one, telling.own_word or telling.root) for one in telling.about if telling.noun}
    found |= {("word", telling.own_word)} if telling.own_word else set()
    found |= {("of", deed, of) for deed in telling.deeds or (telling.root,) for of in telling.complement}
    if telling.place is not None and telling.place.named and telling.place.kind == "place":
        found |= {("of", deed, search_forms(telling.place.name)[0]) for deed in telling.deeds}
    if telling.noun and len(telling.root) >= _LONG:
        kind = "year" if _vague(telling) else "dated"
        found |= {(kind, telling.root, year) for year in telling.years}
    kind = "lasting" if lasts(telling) else "single"
    found |= {(kind, p.id, telling.type) for p in telling.actors if p.named}
    return found


def _vague(telling: Telling) -> bool:
    """True if a telling names no day, or a whole year."""
    days = days_of(telling)
    return days is None or (days[1] - days[0]).days > _LASTING


def _number(*block: str) -> int:
    digest = hashlib.blake2b("\0".join(block).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1  # a signed column takes it


def _weeks(telling: Telling) -> Sequence[int]:
    """The numbers of the weeks that a telling may be about."""
    if telling.valid_from and telling.valid_to:
        first, last = (datetime.date.fromisoformat(day).toordinal() for day in (telling.valid_from, telling.valid_to))
        first, last = first - 1, last + 1  # one report's Monday night is the other's Tuesday morning
    elif telling.published:
        day = datetime.date.fromisoformat(telling.published).toordinal()
        first, last = (day, day + _SOON) if telling.status in AHEAD else (day - _NEWS, day)
    else:
        return ()
    return () if last - first > _LASTING + 2 else range(first // _WEEK, last // _WEEK + 1)


def partners(tellings: Iterable[Telling]) -> set[tuple[Telling, Telling]]:
    """The pairs of which one seeks a block that the other is in, each pair in its order."""
    known = list(tellings)
    members: dict[int, list[Telling]] = defaultdict(list)
    for telling in known:
        for block in blocks(telling):
            members[block].append(telling)
    found = set()
    for telling in known:
        for block in sought(telling):
            found |= {(min(telling, other), max(telling, other)) for other in members[block] if other is not telling}
    return found


def link(one: Telling, other: Telling) -> Link | None:
    """The link of two tellings; None if there is too little for any.

    What is not one with that which its report has it be a part of (:attr:`Telling.within`) is linked with it as a part.
    """
    first, second = sorted((one, other))
    kind: LinkKind = "one"
    if (first.status in AHEAD) != (second.status in AHEAD):
        kind = "outcome"
        verdict = outcome(first, second)
    elif lasts(first) != lasts(second) and all(map(days_of, (first, second))):
        kind = "part"
        verdict = part(first, second)
    else:
        verdict = compare(first, second)
    if not verdict.one and (first.within == second.id or second.within == first.id):
        return Link(first.id, second.id, "part", SAID)
    return Link(first.id, second.id, kind, round(verdict.score, 3)) if verdict.one else None


def linked(tellings: Iterable[Telling]) -> list[Link]:
    """The links between any two of some tellings."""
    return sorted(found for pair in partners(tellings) if (found := link(*pair)) is not None)


def parted(chain: Collection[Telling], links: Iterable[Link], words: Iterable[Word]) -> list[list[Telling]]:
    """The incidents of groups that an editor spoke of: tellings are joined along their links, the strongest first.

    Two groups stay apart if a bar is between any two of their members, or if they have too little for each other on
    average: that A is B and B is C does not make A and C one. An editor's word goes before all that: what it makes one counts
    as one telling, which is as near to another as the nearest of them. So it joins the incidents that they are of.
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
    by_word = dict(group)

    def nearest(these: Iterable[str], those: Collection[str]) -> Iterable[tuple[str, str, Verdict]]:
        pairs = [(a, b, verdict(a, b)) for a in these for b in those if frozenset((a, b)) not in told_one]
        return sorted(pairs, key=lambda pair: (pair[2].bar is not None, -pair[2].score, pair[:2]))[:1]

    inside = [found for found in links if found.kind == "one" and found.one in by_id and found.other in by_id]
    for _, one, other in sorted((-found.score, found.one, found.other) for found in inside):
        if group[one] == group[other] or parted_by_word(one, other):
            continue
        sides = [{by_word[key] for key in group[side]} for side in (one, other)]
        across = [pair for these in sides[0] for those in sides[1] for pair in nearest(these, those)]
        if any(v.bar for *_, v in across):
            continue
        # what only takes something up says nothing for or against the others
        told = [v.score for a, b, v in across if by_id[a].takes_up is None and by_id[b].takes_up is None]
        if sum(told) < KEPT * len(told):
            continue
        merge(one, other)
    return sorted(sorted(by_id[key] for key in members) for members in set(group.values()))
