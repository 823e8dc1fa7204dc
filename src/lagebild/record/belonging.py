"""What an incident belongs to: the plan that it fulfils, the series or operation that it is a part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from lagebild.record.bars import AHEAD
from lagebild.record.joining import Link
from lagebild.record.same_incident import lasts
from lagebild.record.telling import Telling

Belonging = Literal["outcome", "part"]
BELONGINGS: tuple[Belonging, ...] = ("outcome", "part")


class End(NamedTuple):
    """One end of a link: a telling, and the incident (its id) that it is of."""

    telling: Telling
    incident: str


class Whole(NamedTuple):
    """What an incident belongs to (an incident's id), and how much says so."""

    of: str
    weight: float


def strongest(incident: str, kind: Belonging, ties: Iterable[tuple[Link, End, End]]) -> Whole | None:
    """What links of a kind have an incident belong to most; None if they have it belong to nothing.

    `ties` are links with the end of each of their two tellings.
    """
    weights: dict[str, float] = defaultdict(float)
    for found, one, other in ties:
        if found.kind == kind and one.incident != other.incident:
            small, big = (other, one) if _GREATER[kind](one.telling, other.telling) else (one, other)
            if small.incident == incident:
                weights[big.incident] += found.score
    if not weights:
        return None
    best = min(weights, key=lambda big: (-round(weights[big], 3), big))
    return Whole(best, round(weights[best], 3))


def _is_plan(one: Telling, _: Telling) -> bool:
    return one.status in AHEAD


def _holds(one: Telling, other: Telling) -> bool:
    """True if the other is a part of the one: its report says so, or the one lasts."""
    if one.within == other.id or other.within == one.id:
        return other.within == one.id
    return lasts(one)


_GREATER: dict[Belonging, Callable[[Telling, Telling], bool]] = {"outcome": _is_plan, "part": _holds}


def settled(incidents: Iterable[str], whole_of: Callable[[str], Whole | None]) -> dict[str, str | None]:
    """What some incidents belong to, and whatever they belong to at any remove.

    `whole_of` says what one belongs to most. No incident is a part of its own parts: where that would go round in a circle,
    the weakest of its links is left out.
    """
    found: dict[str, str | None] = {}
    for first in incidents:
        path: list[tuple[str, Whole]] = []
        place: dict[str, int] = {}
        now: str | None = first
        while now is not None and now not in found and now not in place:
            whole = whole_of(now)
            if whole is None:
                found[now] = None
                break
            place[now] = len(path)
            path.append((now, whole))
            now = whole.of
        found |= {small: whole.of for small, whole in path}
        if now in place:
            circle = path[place[now] :]
            weakest, _ = max(circle, key=lambda step: (-step[1].weight, step[0], step[1].of))
            found[weakest] = None
    return found
