"""Ties as a page shows them: in groups, as seen from the one whose page it is, through time or on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import msgspec

from lagebild.export import answers
from lagebild.export.answer_rows import DisputeRow
from lagebild.record.ties.course import LASTING, Tie, ties_on
from lagebild.record.ties.disputed import contested_ties
from lagebild.record.ties.sighting import BOTH_WAYS, Side
from lagebild.store import Connection
from lagebild.store import ties as store_ties
from lagebild.web.bars import Bar, Chart, chart
from lagebild.web.paging import Stretch

GROUPS: Sequence[str] = (
    *("ally", "opponent", "diplomatic", "member", "member_in", "party", "party_in", "part", "part_in"),
    *("kin", "origin", "origin_in", "founded", "founded_in"),
)
"""How the groups follow each other: a kind, and with `_in` the same kind seen from its other end (who is a member here)."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """The ties of one group as seen from one side; `others` has the other side of each tie, by the tie's `id()`."""

    group: str
    bars: tuple[Bar[Tie], ...]
    listed: tuple[Tie, ...]
    others: Mapping[int, Side]


class Ties(msgspec.Struct, frozen=True, kw_only=True):
    """The ties of somebody or something: through time, on a day if one is asked for, and what is disputed about them.

    `chart` has one axis for all groups. `cut` is which of them are shown, of how many.
    """

    every: tuple[Tie, ...]
    seen: tuple[Seen, ...]
    chart: Chart[Tie]
    on: tuple[Seen, ...]
    standing: tuple[Tie, ...]
    disputes: tuple[DisputeRow, ...]
    cut: Stretch[Tie]


def ties_of(
    connection: Connection,
    me: str,
    on: str | None,
    *,
    sure: float = 0.0,
    cut: Callable[[Sequence[Tie]], Stretch[Tie]] = lambda every: Stretch(every, len(every)),
) -> Ties:
    """The ties of an identity; `on` is an ISO date, `sure` leaves out what is less sure, `cut` says which are shown."""
    every = store_ties.all_ties(connection, party=me, sure=sure)
    # on a day, only whoever leads a state then lends it their ties
    standing = ties_on(on, store_ties.all_ties(connection, party=me, day=on, sure=sure)) if on else []
    # what lasts has no bar: nobody goes on vouching for it
    shown = cut(standing if on else every)
    drawn = chart([tie for tie in shown.shown if tie.kind not in LASTING])
    return Ties(
        every=tuple(every),
        seen=grouped(me, every if on else shown.shown, drawn.bars),
        chart=drawn,
        on=grouped(me, shown.shown if on else standing),
        standing=tuple(standing),
        disputes=tuple(answers.dispute_of_tie(one) for one in contested_ties(every)),
        cut=shown,
    )


def grouped(me: str, ties: Sequence[Tie], bars: Sequence[Bar[Tie]] = ()) -> tuple[Seen, ...]:
    """Ties in groups, as seen from an identity; each stands as one of the `bars`, or is listed."""
    groups: dict[str, list[tuple[Tie, Side]]] = defaultdict(list)
    for tie in ties:
        group, other = seen_from(me, tie)
        groups[group].append((tie, other))
    drawn = {id(bar.of): bar for bar in bars}
    return tuple(_seen(name, groups[name], drawn) for name in GROUPS if name in groups)


def _seen(name: str, members: Sequence[tuple[Tie, Side]], drawn: Mapping[int, Bar[Tie]]) -> Seen:
    # the stretches of one tie stand below each other; whoever began first comes first
    first: dict[Side, str] = {}
    for tie, other in members:
        first[other] = min(first.get(other, "9"), tie.begins or "")
    ordered = [tie for tie, _ in sorted(members, key=lambda pair: (first[pair[1]], pair[1].name, pair[1].id))]
    return Seen(
        group=name,
        bars=tuple(drawn[id(tie)] for tie in ordered if id(tie) in drawn),
        listed=tuple(tie for tie in ordered if id(tie) not in drawn),
        others={id(tie): other for tie, other in members},
    )


def seen_from(me: str, tie: Tie) -> tuple[str, Side]:
    """The group that a tie is in as seen from an identity, and the other side. A leader stands for what they lead."""
    mine = tie.one
    if tie.other.id == me or (tie.one.id != me and tie.through and tie.through.startswith(f"{tie.other.name}, ")):
        mine = tie.other
    other = tie.one if mine is tie.other else tie.other
    turned = mine is tie.other and tie.kind not in BOTH_WAYS
    return f"{tie.kind}_in" if turned else tie.kind, other


def last_of(item: Tie) -> str:
    """The last day (ISO date, or what is known of it) that a tie is vouched for."""
    return max(item.seen_last or "", item.valid_to or "", item.valid_from or "")
