"""Where reports contradict each other about a tie: whether it holds, since when, until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from lagebild.reading import OUTLET, RelationKind
from lagebild.record.evidence import Evidence
from lagebild.record.stretches import VOUCHED_DAYS, days_after, first_day, last_day
from lagebild.record.tenures import Bound
from lagebild.record.ties.course import Tie


class TieClaim(msgspec.Struct, frozen=True, kw_only=True):
    """What some reports say of a tie: a date, or a status. `source` is `outlet`, or whose word it is."""

    value: str
    source: str | None
    evidence: tuple[Evidence, ...]


class ContestedTie(msgspec.Struct, frozen=True, kw_only=True):
    """A contradiction about a tie: at least two claims, each with who says so.

    `about` is `status`, or the bound in question (`from`, `to`). `one` and `other` are names.
    """

    about: Literal["status", "from", "to"]
    kind: RelationKind
    one: str
    other: str
    valid_from: str | None
    valid_to: str | None
    claims: tuple[TieClaim, ...]


def contested_ties(every: Iterable[Tie]) -> list[ContestedTie]:
    """The contradictions among ties, oldest first.

    Two stated dates of one beginning or end contradict each other. So do two statuses in reports of one day, unless one of
    them tells of the change itself; a report that says a tie still holds soon after one by which it was over; and a
    quoted word against what the outlets say. A tie that changes from one report to a later one is no dispute.
    """
    known = list(every)
    found = [dispute for tie in known for dispute in (*_dates(tie), *_contrary(tie))]
    pairs: dict[tuple[RelationKind, str, str], list[Tie]] = defaultdict(list)
    for tie in known:
        pairs[tie.kind, tie.one.id, tie.other.id].append(tie)
    for stretches in pairs.values():
        found += [d for n, one in enumerate(stretches) for other in stretches[n + 1 :] for d in _one_day(one, other)]
    return sorted(found, key=lambda c: (c.valid_from or "", c.kind, c.one, c.other, c.about, c.claims[0].value))


def _dates(tie: Tie) -> Iterator[ContestedTie]:
    bounds: tuple[tuple[Literal["from", "to"], tuple[Bound, ...]], ...] = (("from", tie.from_said), ("to", tie.to_said))
    for about, said in bounds:
        if len(said) > 1:
            days = sorted((first_day(b.value), last_day(b.value)) for b in said)
            claims = tuple(TieClaim(value=b.value, source=OUTLET, evidence=b.evidence) for b in said)
            yield _about(about, tie, (days[0][0], max(last for _, last in days)), claims)


def _contrary(tie: Tie) -> Iterator[ContestedTie]:
    soon = days_after(tie.seen_last or "", VOUCHED_DAYS)
    against = [s for s in tie.contrary if s.evidence and (not s.day or not tie.seen_last or s.day <= soon)]
    if not against or not tie.evidence:
        return
    claims = [TieClaim(value=tie.status, source=tie.source, evidence=tie.evidence)]
    for key in sorted({(s.status, s.source or "") for s in against}):
        said = tuple(sorted(s.evidence for s in against if s.evidence and (s.status, s.source or "") == key))
        claims.append(TieClaim(value=key[0], source=key[1] or None, evidence=said))
    days = [s.day for s in against if s.day] + [d for d in (tie.seen_first,) if d]
    yield _about("status", tie, (min(days, default=None), max(days, default=None)), tuple(claims))


def _one_day(one: Tie, other: Tie) -> Iterator[ContestedTie]:
    """Two statuses on one day, each in reports that do not have the other."""
    if {one.status, other.status} & {"intended"} or one.status == other.status:
        return
    mine, theirs = ({(e.published or "")[:10]: e for e in tie.evidence} for tie in (one, other))
    both = {e.report for e in one.evidence} & {e.report for e in other.evidence}
    for day in sorted(mine.keys() & theirs.keys()):
        left, right = mine[day], theirs[day]
        changed = any(
            b.value and day in (first_day(b.value), last_day(b.value))
            for t in (one, other)
            for b in (*t.from_said, *t.to_said)
        )
        if day and not changed and left.report not in both and right.report not in both:
            claims = tuple(
                TieClaim(value=t.status, source=t.source, evidence=(e,)) for t, e in ((one, left), (other, right))
            )
            yield _about("status", one, (day, day), claims)


def _about(
    what: Literal["status", "from", "to"], tie: Tie, days: tuple[str | None, str | None], claims: tuple[TieClaim, ...]
) -> ContestedTie:
    return ContestedTie(
        about=what,
        kind=tie.kind,
        one=tie.one.name,
        other=tie.other.name,
        valid_from=days[0],
        valid_to=days[1],
        claims=claims,
    )
