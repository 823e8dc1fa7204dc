"""Plans, agreements and pledges as the record has them: what several reports tell of one stands together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

import msgspec

from lagebild.reading import Outcome, PledgeKind
from lagebild.record.evidence import Evidence
from lagebild.record.spellings import plain_name
from lagebild.record.stretches import VOUCHED_DAYS, days_after
from lagebild.record.ties.sighting import Side

T = TypeVar("T")

_ENDS = ("en", "em", "er", "es", "e")
"""Endings of a name's adjectives, which differ from case to case."""
_AFTER_ITS_NAME = ("von", "fur", "zur")
"""Before these the name itself may be in the genitive: *des Fahrplans von Halve*."""


class PlanTold(msgspec.Struct, frozen=True, kw_only=True):
    """A plan or agreement as one report tells of it; `time` is a TIMEX3 value."""

    name: str
    of: Side | None
    announced_by: Side | None
    about: Side | None
    phases: tuple[str, ...]
    time: str | None
    evidence: Evidence


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """A plan or agreement with all that reports tell of it; what none of them says is None.

    Where reports differ, what most of them say counts, then what was said first. `phases` are those of the report with most.
    """

    name: str
    of: Side | None
    announced_by: Side | None
    about: Side | None
    phases: tuple[str, ...]
    time: str | None
    seen_first: str | None
    seen_last: str | None
    evidence: tuple[Evidence, ...]

    @property
    def parties(self) -> frozenset[str]:
        """The ids of those who have a part in it: who made it, who made it known, whom it is for."""
        return frozenset(side.id for side in (self.of, self.announced_by, self.about) if side is not None)


class PledgeTold(msgspec.Struct, frozen=True, kw_only=True):
    """A promise, an appeal or a mediation as one report tells of it; `time` is a TIMEX3 value."""

    kind: PledgeKind
    words: str
    by: Side | None
    to: Side | None
    mediator: Side | None
    time: str | None
    outcome: Outcome
    evidence: Evidence


def planned(told: Iterable[PlanTold]) -> list[Planned]:
    """The plans of all reports, oldest first.

    Two reports mean one plan if they call it the same but for inflection, do not name two authors, nor two whom it is for,
    and lie no more than `VOUCHED_DAYS` apart.
    """
    named: dict[str, list[_Group]] = defaultdict(list)
    found: list[_Group] = []
    for one in sorted(told, key=lambda p: (p.evidence.published or "", p.evidence.report, p.evidence.start)):
        day = (one.evidence.published or "")[:10]
        groups = named[_key(one.name)] = [g for g in named[_key(one.name)] if g.until is None or day <= g.until]
        group = next((g for g in groups if g.agrees(one)), None)
        if group is None:
            group = _Group(told=[])
            groups.append(group)
            found.append(group)
        group.take(one, days_after(day, VOUCHED_DAYS) if day else None)
    return sorted((_joined(g.told) for g in found), key=lambda p: (p.seen_first or "", p.name, p.evidence))


class _Group(msgspec.Struct):
    """Tellings of one plan: its author and whom it is for, as far as one says so; after `until` it is another plan."""

    told: list[PlanTold]
    of: str | None = None
    about: str | None = None
    until: str | None = None

    def agrees(self, one: PlanTold) -> bool:
        sides = ((self.of, one.of), (self.about, one.about))
        return all(mine is None or theirs is None or mine == theirs.id for mine, theirs in sides)

    def take(self, one: PlanTold, until: str | None) -> None:
        self.told.append(one)
        self.of = self.of or (one.of.id if one.of else None)
        self.about = self.about or (one.about.id if one.about else None)
        self.until = until


def _key(name: str) -> str:
    words = plain_name(name).split()
    heads = [w.removesuffix("s") if after in _AFTER_ITS_NAME else w for w, after in pairwise(words)] + words[-1:]
    return " ".join([*(next((w.removesuffix(e) for e in _ENDS if w.endswith(e)), w) for w in heads[:-1]), *heads[-1:]])


def _joined(group: Sequence[PlanTold]) -> Planned:
    days = [e[:10] for p in group if (e := p.evidence.published)]
    names = sorted((p.name for p in group), key=len)  # of as many the shorter: the genitive is longer
    return Planned(
        name=_most(names) or names[0],
        of=_most([p.of for p in group]),
        announced_by=_most([p.announced_by for p in group]),
        about=_most([p.about for p in group]),
        phases=max((p.phases for p in group), key=len),
        time=_most([p.time for p in group]),
        seen_first=min(days, default=None),
        seen_last=max(days, default=None),
        evidence=tuple(p.evidence for p in group),
    )


def _most(values: Sequence[T | None]) -> T | None:
    said = [value for value in values if value is not None]
    return max(said, key=said.count, default=None)
