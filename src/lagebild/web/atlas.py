"""The map as a drawing: the shapes of countries, a circle for each place that has a point, and why others have none."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from lagebild.export.gazetteer import SEVERAL, UNKNOWN, Located, State, Town, locate, state_coded
from lagebild.export.gazetteer.countries import CONTINENTS, Country, Ring, countries
from lagebild.record.precision import where_precision
from lagebild.record.tallies import PartyCount
from lagebild.record.telling import Party
from lagebild.web.projection import WIDTH, Point, Projection, around, path, world

SMALLEST, LARGEST = 3.5, 26.0
"""The radius of the smallest circle, and of the one for most incidents."""
MOST = 400
"""So many circles are drawn: those of the places with most incidents."""
NAMED = 14
"""So many circles have their name beside them, if there is room."""
_MAINLAND = 0.15
"""A country is shown with those of its parts that have this share of the largest one's area: without what lies overseas."""
_FRAMES: Mapping[str, tuple[Point, ...]] = {
    "africa": ((-18, 36), (52, 36), (-18, -35), (52, -35), (17, 0)),
    "asia": ((30, 42), (145, 46), (60, 55), (110, -9), (76, 7)),
    "europe": ((-11, 36), (-22, 65), (34, 36), (42, 62), (15, 70)),
    "north-america": ((-125, 50), (-155, 62), (-60, 48), (-92, 8), (-78, 10), (-95, 72)),
    "south-america": ((-81, 5), (-35, -6), (-70, -55), (-60, 12), (-72, 15)),
    "oceania": ((113, -22), (178, -38), (147, -44), (145, -3), (179, -16)),
}
"""What a continent's section must have in it (longitude, latitude): for news, not all islands."""


class Land(msgspec.Struct, frozen=True, kw_only=True):
    """A country drawn; `state` is None for what the table of states does not have."""

    path: str
    state: State | None


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place that has a point, and its circle; `label` is True if its name stands beside it, `left` on which side."""

    of: PartyCount
    town: Town
    state: State | None
    x: float
    y: float
    radius: float
    label: bool = False
    left: bool = False


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """All places: with a point, those that are a state, and the others with the reason why they have no point."""

    towns: tuple[tuple[PartyCount, Located], ...]
    states: tuple[tuple[PartyCount, State], ...]
    others: tuple[tuple[PartyCount, str], ...]


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """The map of a section: the largest circle first, so that none hides a smaller one; `outside` places are not in it.

    `outline` is the edge of the world, if that is on the map. `inside` are all places in the section, those with most
    incidents first; :data:`MOST` of them have a circle.
    """

    width: int
    height: float
    lands: tuple[Land, ...]
    spots: tuple[Spot, ...]
    inside: tuple[Spot, ...]
    outside: int
    outline: str


def placed(places: Sequence[PartyCount], near: Mapping[str, Collection[str]]) -> Placed:
    """Where places lie, as far as the gazetteer knows; nothing is guessed.

    `near` has for a place's id the codes (ISO 3166-1 alpha-2) of the states that its reports speak of.
    """
    towns, states, others = [], [], []
    for one in places:
        party = Party(id=one.id, name=one.name, kind=one.kind)  # type: ignore[arg-type]
        located = locate(party, near=near.get(one.id, ()))
        if located.town is not None:
            towns.append((one, located))
        elif located.state is not None and located.why not in (UNKNOWN, SEVERAL):
            states.append((one, located.state))
        else:
            wide = (where_precision(party) or 1) > 1
            reason = (
                "several" if located.why == SEVERAL else "unknown" if located.why == UNKNOWN and not wide else "region"
            )
            others.append((one, reason))
    return Placed(towns=tuple(towns), states=tuple(states), others=tuple(others))


def regions() -> tuple[str, ...]:
    """What a map can show: a continent, or a country by its code (ISO 3166-1 alpha-3)."""
    return (*CONTINENTS, *sorted(one.iso3 for one in countries() if one.iso3))


def draw(found: Placed, region: str) -> Drawn:
    """The map of a region, or of the world; of places outside it only the number is given."""
    projection = _projection(region)
    most = max((one.count for one, _ in found.towns), default=1)
    spots = []
    for one, located in sorted(found.towns, key=lambda pair: (-pair[0].count, pair[0].id)):
        town = located.town
        at = projection.place(town.longitude, town.latitude) if town else None
        if town is None or at is None or not (0 <= at[0] <= WIDTH and 0 <= at[1] <= projection.height):
            continue
        radius = max(SMALLEST, (LARGEST if most > 1 else 2 * SMALLEST) * math.sqrt(one.count / most))
        x, y = round(at[0], 1), round(at[1], 1)
        spots.append(Spot(of=one, town=town, state=located.state, x=x, y=y, radius=round(radius, 1)))
    return Drawn(
        width=WIDTH,
        height=projection.height,
        lands=_lands(region),
        spots=tuple(_labelled(spots[:MOST])),
        inside=tuple(spots),
        outside=len(found.towns) - len(spots),
        outline=projection.outline,
    )


def continent_of(region: str) -> str:
    """The continent that a country lies in, by its code; empty for what is none."""
    return next((one.continent for one in countries() if one.iso3 == region and region), "")


@lru_cache(maxsize=256)
def _projection(region: str) -> Projection:
    if not region:
        return world()
    if region in _FRAMES:
        return around(_FRAMES[region], margin=0.02)
    country = next(one for one in countries() if one.iso3 == region)
    return around([point for ring in _mainland(country) for point in ring])


@lru_cache(maxsize=256)
def _lands(region: str) -> tuple[Land, ...]:
    """The countries on the map of a region."""
    projection = _projection(region)
    drawn = ((path(one.rings, projection), one) for one in countries())
    return tuple(Land(path=line, state=state_coded(one.iso3) if one.iso3 else None) for line, one in drawn if line)


def _mainland(country: Country) -> list[Ring]:
    """The rings of a country but for its small parts, which may lie overseas."""
    sizes = [(_size(ring), ring) for ring in country.rings]
    most = max(size for size, _ in sizes)
    return [ring for size, ring in sizes if size >= most * _MAINLAND]


def _size(ring: Ring) -> float:
    """The area of a ring, in square degrees at the equator, roughly."""
    steps = pairwise(ring)
    return abs(sum((b[0] - a[0]) * (math.sin(math.radians(a[1])) + math.sin(math.radians(b[1]))) for a, b in steps))


def _labelled(spots: Sequence[Spot]) -> list[Spot]:
    """The same spots, the largest of them with their name beside them where no other name or larger circle stands."""
    boxes: list[tuple[float, float, float, float]] = [
        (s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots[:NAMED]
    ]
    made: list[Spot] = []
    for number, spot in enumerate(spots):
        own = boxes[number] if number < NAMED else None
        wide = len(spot.of.name) * 7.0
        sides = (
            (False, (spot.x + spot.radius + 3, spot.y - 7, spot.x + spot.radius + 3 + wide, spot.y + 7)),
            (True, (spot.x - spot.radius - 3 - wide, spot.y - 7, spot.x - spot.radius - 3, spot.y + 7)),
        )
        for left, box in sides if own else ():
            if box[0] >= 0 and box[2] <= WIDTH and not any(_over(box, other) for other in boxes if other is not own):
                boxes.append(box)
                made.append(msgspec.structs.replace(spot, label=True, left=left))
                break
        else:
            made.append(spot)
    return made


def _over(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
