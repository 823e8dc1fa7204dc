"""Who decided: what was decided, or taken back, by somebody or in some days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lagebild.record.decisions import Decision


def deciders(decisions: Iterable[Decision]) -> Counter[str]:
    """Each name that decided or took back something, with how often."""
    return Counter(name for one in decisions for name, _ in _deeds(one))


def chosen(
    decisions: Iterable[Decision], *, by: str | None = None, first: str | None = None, last: str | None = None
) -> list[Decision]:
    """The decisions that somebody made, or took back, on a day from `first` to `last` (ISO dates, UTC), in their order."""
    return [
        one
        for one in decisions
        if any((by is None or name == by) and is_within(moment, first, last) for name, moment in _deeds(one))
    ]


def named(by: str, known: Sequence[str]) -> str | None:
    """One of some names in its own case; None if it is not among them."""
    return by if by in known else next((name for name in known if name.casefold() == by.strip().casefold()), None)


def is_within(moment: str, first: str | None, last: str | None) -> bool:
    """True if a moment (ISO 8601) lies on a day from `first` to `last`."""
    return (first is None or moment[:10] >= first) and (last is None or moment[:10] <= last)


def _deeds(one: Decision) -> Iterator[tuple[str, str]]:
    yield one.author, one.recorded_at
    if one.retracted is not None:
        yield one.retracted.author, one.retracted.retracted_at
