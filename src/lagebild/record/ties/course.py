"""The course of a tie: from single sightings to what held, was suspended, or was over, from when to when, and who says so.

What a report states (`valid_from`, `valid_to`) is kept apart from what follows from several reports: a tie no longer held
by the day on which one calls it a former or a suspended one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from lagebild.reading import OUTLET, RelationKind, RelationStatus
from lagebild.record.evidence import Evidence
from lagebild.record.stretches import VOUCHED_DAYS, days_after, first_day, last_day
from lagebild.record.tenures import Bound
from lagebild.record.ties.sighting import Given, Side, TieSighting

LASTING: frozenset[RelationKind] = frozenset({"kin", "origin", "founded"})
"""Ties that nobody has to go on vouching for."""

_ORDER: Sequence[RelationStatus] = ("intended", "holds", "suspended", "interrupted", "former")
"""How statuses follow each other where the reports of one day have several."""

_CORROBORATED = 2
"""So many reports must say that a tie which was over holds again."""


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a tie between two in which its status stays the same; what no report says is None.

    `valid_from` and `valid_to` are stated dates: of a former tie those of the time in which it held, else those of the
    status. `from_said` and `to_said` have all of them with who says so, what counts first. `seen_first` and `seen_last` are
    the dates of the first and the last report that has it. `over` is the day by which reports show another status, without
    saying since when. `source` is `outlet`, or the names of those on whose word alone it rests; None for nobody named.
    `given` are the lines of a user's own table that state it, `through` the holder of an office through whom a state has it.
    `contrary` are sightings that say something else at the same time.
    """

    kind: RelationKind
    one: Side
    other: Side
    status: RelationStatus
    valid_from: str | None = None
    valid_to: str | None = None
    seen_first: str | None = None
    seen_last: str | None = None
    source: str | None = OUTLET
    evidence: tuple[Evidence, ...] = ()
    given: tuple[Given, ...] = ()
    from_said: tuple[Bound, ...] = ()
    to_said: tuple[Bound, ...] = ()
    over: Bound | None = None
    through: str | None = None
    contrary: tuple[TieSighting, ...] = ()

    @property
    def begins(self) -> str | None:
        """The first day on which its status is known to be so."""
        if self.status == "former":
            return last_day(self.valid_to) if self.valid_to else self.seen_first
        return first_day(self.valid_from) if self.valid_from else self.seen_first


def ties(sightings: Iterable[TieSighting]) -> list[Tie]:
    """The ties of all sightings: one for each pair, kind and stretch of time with one status, oldest first."""
    pairs: dict[tuple[RelationKind, str, str], list[TieSighting]] = defaultdict(list)
    for sighting in sightings:
        kind, one, other = sighting.pair
        if one.id != other.id:
            pairs[kind, one.id, other.id].append(sighting)
    found = [tie for members in pairs.values() for tie in _course(members)]
    return sorted(found, key=_age)


def _age(tie: Tie) -> tuple[str, str, str, str, int]:
    return tie.begins or "", tie.kind, tie.one.id, tie.other.id, _ORDER.index(tie.status)


def ties_on(day: str, every: Iterable[Tie]) -> list[Tie]:
    """How each tie stood on a day (ISO date): at most one stretch for each kind and pair, the one that began last.

    A tie whose stated end lies before the day is a former one, and one with stated bounds around the day held. A tie that
    can end is left out once no report has vouched for it for `VOUCHED_DAYS`; what a user's own table says counts on every
    day between its bounds.
    """
    pairs: dict[tuple[RelationKind, str, str], list[Tie]] = defaultdict(list)
    for tie in every:
        pairs[tie.kind, tie.one.id, tie.other.id].append(tie)
    found = (_on(day, stretches) for stretches in pairs.values())
    return sorted((tie for tie in found if tie is not None), key=_age)


def _on(day: str, stretches: Sequence[Tie]) -> Tie | None:
    first, last = first_day(day), last_day(day)
    begun = [tie for tie in stretches if _begun(tie, last)]
    if not begun:
        bounded = [t for t in stretches if t.status == "former" and t.valid_from and t.valid_to]
        within = (t for t in bounded if first_day(t.valid_from or "") <= last and first <= last_day(t.valid_to or ""))
        before = next(within, None)
        return msgspec.structs.replace(before, status="holds") if before is not None else None
    tie = max(begun, key=lambda t: (t.begins or "", _ORDER.index(t.status)))
    if tie.valid_to and tie.status != "former" and first > last_day(tie.valid_to):
        return msgspec.structs.replace(tie, status="former") if tie.status == "holds" else None
    lasting = tie.status == "former" or tie.kind in LASTING or tie.given or tie.valid_to
    vouched = lasting or first <= days_after(max(tie.seen_last or "", tie.begins or ""), VOUCHED_DAYS)
    return tie if vouched else None


def _begun(tie: Tie, day: str) -> bool:
    if tie.begins is None:
        return bool(tie.given) and tie.status != "former"
    return tie.begins <= day


class _Stretch(msgspec.Struct):
    """Sightings of one status that follow each other; `contrary` are those of another status that came between."""

    status: RelationStatus
    seen: list[TieSighting]
    contrary: list[TieSighting]

    @property
    def reports(self) -> set[str]:
        return {s.report for s in self.seen}


def _course(members: Sequence[TieSighting]) -> list[Tie]:
    own = [s for s in members if s.source == OUTLET]
    stretches = _stretches(own or members)
    for alien in sorted((s for s in members if own and s.source != OUTLET), key=_place):
        _attach(alien, stretches)
    return [_tie(stretch, stretches[n + 1 : n + 2]) for n, stretch in enumerate(stretches)]


def _place(sighting: TieSighting) -> tuple[str, int, str, int, str]:
    where = sighting.evidence.start if sighting.evidence else sighting.given.line if sighting.given else 0
    # what a report without a date, or a user's table, says of a time stands at that time
    when = sighting.day or last_day(sighting.until or sighting.since or "")
    return when, _ORDER.index(sighting.status), sighting.report, where, sighting.source or ""


def _stretches(sightings: Iterable[TieSighting]) -> list[_Stretch]:
    """The stretches in order of time. What was over and is said to hold by a single later report is taken for contrary."""
    found: list[_Stretch] = []
    for sighting in sorted(sightings, key=_place):
        if found and found[-1].status == sighting.status:
            found[-1].seen.append(sighting)
        else:
            found.append(_Stretch(status=sighting.status, seen=[sighting], contrary=[]))
    n = 2
    while n < len(found):
        before, between, after = found[n - 2 : n + 1]
        if before.status == after.status and not _again(between, after):
            # the later word stands against the one before it, and proves no new beginning
            between.contrary += after.seen
            del found[n]
            if n < len(found) and found[n].status == between.status:
                between.seen += found.pop(n).seen
            n = max(n - 1, 2)
        else:
            n += 1
    return found


def _again(ended: _Stretch, after: _Stretch) -> bool:
    """True if a tie that was over holds again: reports say since when, tell what renewed it, or are several."""
    end = max((s.day for s in ended.seen), default="")
    told = any(s.turn or s.given or (s.since and first_day(s.since) >= end) for s in after.seen)
    # an interruption ends by itself, an intention comes true
    return told or ended.status != "former" or len(after.reports) >= _CORROBORATED


def _attach(alien: TieSighting, stretches: Sequence[_Stretch]) -> None:
    """What only somebody quoted says goes to the stretch of its day: as evidence, or as contrary to it."""
    begun = [s for s in stretches if s.seen[0].day <= alien.day] or list(stretches[:1])
    (begun[-1].seen if begun[-1].status == alien.status else begun[-1].contrary).append(alien)


def _tie(stretch: _Stretch, following: Sequence[_Stretch]) -> Tie:
    seen = stretch.seen
    kind, one, other = seen[0].pair
    evidence = tuple(sorted({s.evidence for s in seen if s.evidence}, key=_cited))
    days = [s.day for s in seen if s.day]
    begins, ends = _bounds(seen, "since"), _bounds(seen, "until")
    own = any(s.source == OUTLET for s in seen)
    names = sorted({s.source for s in seen if s.source})
    return Tie(
        kind=kind,
        one=one,
        other=other,
        status=stretch.status,
        valid_from=begins[0].value if begins else _given(seen, "since"),
        valid_to=ends[0].value if ends else _given(seen, "until"),
        seen_first=min(days, default=None),
        seen_last=max(days, default=None),
        source=OUTLET if own else ", ".join(names) or None,
        evidence=evidence,
        given=tuple(sorted({s.given for s in seen if s.given})),
        from_said=begins,
        to_said=ends,
        over=_over(following) if not ends else None,
        contrary=tuple(stretch.contrary),
    )


def _cited(evidence: Evidence) -> tuple[str, str, int, Evidence]:
    """The order of evidence; a deed and the tie that it makes can be told by the same words."""
    return evidence.published or "", evidence.report, evidence.start, evidence


def _given(seen: Sequence[TieSighting], bound: str) -> str | None:
    return next((value for s in seen if s.given and (value := getattr(s, bound))), None)


def _over(following: Sequence[_Stretch]) -> Bound | None:
    """The first report that has another status, and its day."""
    for stretch in following:
        for sighting in stretch.seen:
            if sighting.evidence and sighting.day:
                begun = first_day(sighting.since) if sighting.since and stretch.status != "former" else sighting.day
                return Bound(value=min(begun, sighting.day), evidence=(sighting.evidence,))
    return None


def _bounds(seen: Iterable[TieSighting], bound: str) -> tuple[Bound, ...]:
    """The dates that reports state, the one that most of them say first; `2005` agrees with `2005-11`."""
    stated = sorted(
        {(v, s.evidence) for s in seen if s.evidence and (v := getattr(s, bound))}, key=lambda s: (-len(s[0]), *s)
    )
    values: dict[str, list[Evidence]] = {}
    for value, evidence in stated:
        fitting = [known for known in values if known.startswith(value)]
        values.setdefault(fitting[0] if fitting else value, []).append(evidence)
    found = [Bound(value=v, evidence=tuple(sorted(said))) for v, said in values.items()]
    return tuple(sorted(found, key=lambda b: (-len({e.report for e in b.evidence}), b.value)))
