"""How an office stands on a day: held, ended, or unknown, and what says so. Nobody holds an office by mere silence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from lagebild.record.offices import office_key
from lagebild.record.stretches import SURE_DAYS, VOUCHED_DAYS, days_after, first_day, last_day
from lagebild.record.tenures import HELD, Tenure, held_stretches

State = Literal["holds", "ended", "unknown", "ahead"]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a tenure stands on a day: `ahead` is what begins later or is only stood for, `unknown` what nobody vouches for.

    `last_seen` is the last day up to it for which a report vouches, `next_seen` the first one after it (ISO dates).
    """

    state: State
    last_seen: str | None = None
    next_seen: str | None = None


def standing(tenure: Tenure, day: str) -> Standing:
    """How a tenure stands on a day (ISO date, perhaps without day or month).

    It is held between its stated bounds and between sightings not too far apart, and for :data:`SURE_DAYS` after the last
    one. It has ended after its stated end, and from the day by which reports show it to be over.
    """
    if tenure.status in ("candidate", "designated"):
        return Standing(state="ahead")
    first, last = first_day(day), last_day(day)
    if tenure.valid_to and first > last_day(tenure.valid_to):
        return Standing(state="ended")
    if tenure.status == "former" and not tenure.valid_to and tenure.seen_first and first >= tenure.seen_first:
        return Standing(state="ended")
    if tenure.over and not tenure.valid_to and first >= first_day(tenure.over.value):
        return Standing(state="ended")
    if tenure.valid_from and last < first_day(tenure.valid_from):
        return Standing(state="ahead")
    return _seen(tenure, first, last)


def _seen(tenure: Tenure, first: str, last: str) -> Standing:
    before, after = None, None
    if tenure.status in HELD or (tenure.valid_from and tenure.valid_to):
        for begin, end in held_stretches(tenure):
            if begin > last:
                after = after or begin
                continue
            before = end
            if first <= days_after(end, SURE_DAYS):
                return Standing(state="holds", last_seen=min(end, last))
    return Standing(state="unknown", last_seen=before, next_seen=after)


def on_day(day: str, tenures: Iterable[Tenure]) -> list[tuple[Tenure, Standing]]:
    """The tenures that are held on a day or may be, with how they stand.

    A tenure that may be held has its last sighting within :data:`VOUCHED_DAYS` before the day. A former holder held the
    office between two stated bounds; that is left out if another tenure of the same person has it.
    """
    found = [(tenure, standing(tenure, day)) for tenure in tenures]
    oldest = days_after(first_day(day), -VOUCHED_DAYS)
    kept = [
        (tenure, stands)
        for tenure, stands in found
        if stands.state == "holds" or (stands.state == "unknown" and (stands.last_seen or "") >= oldest)
    ]
    sure = {_office(t) for t, stands in kept if t.status in HELD and stands.state == "holds"}
    return [(t, stands) for t, stands in kept if t.status in HELD or _office(t) not in sure]


def between(tenure: Tenure, first: str | None, last: str | None) -> bool:
    """Whether a tenure, as far as reports vouch for it, touches the time from one day to another (None: open)."""
    if first is None and last is None:
        return True
    held = held_stretches(tenure) or ([(tenure.seen_first, tenure.seen_first)] if tenure.seen_first else [])
    return any((last is None or begin <= last) and (first is None or end >= first) for begin, end in held)


def held_on(day: str, tenures: Iterable[Tenure]) -> list[Tenure]:
    """The tenures for which reports vouch on a day; see :func:`standing`. A former holder then holds the office."""
    return [
        tenure if tenure.status in HELD else msgspec.structs.replace(tenure, status="holds")
        for tenure, stands in on_day(day, tenures)
        if stands.state == "holds"
    ]


def _office(tenure: Tenure) -> tuple[str, str, str | None]:
    return tenure.person, office_key(tenure.title), tenure.of
