"""From degrees to a drawing: the whole world in the Equal Earth projection, a part of it in Lambert's azimuthal one.

Both keep areas: Šavrič, Patterson and Jenny, *The Equal Earth map projection* (2018), and Snyder, *Map Projections: A Working
Manual* (USGS 1395, 1987), p. 185. The earth is a ball of radius 1 here. x grows to the east and y to the south.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import msgspec

from lagebild.export.gazetteer.countries import Ring

Point = tuple[float, float]

WIDTH = 960
"""The width of every drawing in its own units."""
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT = math.sqrt(3)
_FAR = -0.2
"""The cosine of the angle beyond which Lambert's projection distorts too much to draw a line."""


class Projection(msgspec.Struct, frozen=True, kw_only=True):
    """How degrees come onto a drawing of :data:`WIDTH` by `height`; `place` gives None for what is too far away to draw.

    `outline` is the edge of the world as the path of an SVG, where it is on the drawing. What crosses it shows at both sides.
    """

    height: float
    place: Callable[[float, float], Point | None]
    outline: str = ""


def world() -> Projection:
    """The whole world, with Greenwich in the middle."""
    right, _ = _equal_earth(180, 0)
    _, top = _equal_earth(0, 84)
    _, bottom = _equal_earth(0, -58)  # without the Antarctic, where news is rare
    scale = WIDTH / (2 * right)

    def place(longitude: float, latitude: float) -> Point:
        x, y = _equal_earth(longitude, latitude)
        return (x + right) * scale, (top - y) * scale

    sides = [(180, latitude) for latitude in range(90, -91, -3)] + [(-180, latitude) for latitude in range(-90, 91, 3)]
    edge = "L".join(f"{x:.1f} {y:.1f}" for x, y in (place(*point) for point in sides))
    return Projection(height=round((top - bottom) * scale), place=place, outline=f"M{edge}Z")


def around(points: Iterable[Point], *, margin: float = 0.08, least: float = 4.0) -> Projection:
    """A part of the world that has some points (longitude, latitude): a `margin` of its size is added at each side.

    It is `least` degrees of a great circle wide and high at least.
    """
    known = list(points)
    centre = _middle(known)
    lambert = _lambert(*centre)
    flat = [at for point in known if (at := lambert(*point)) is not None]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    bottom, top = min(y for _, y in flat), max(y for _, y in flat)
    smallest = math.radians(least)
    wide, high = max(right - left, smallest), max(top - bottom, smallest)
    # no higher than a screen, no flatter than a map needs to be
    wide, high = max(wide, high * 1.6) * (1 + 2 * margin), max(high, wide * 0.45) * (1 + 2 * margin)
    x0, y0 = (left + right - wide) / 2, (bottom + top + high) / 2
    scale = WIDTH / wide

    def place(longitude: float, latitude: float) -> Point | None:
        at = lambert(longitude, latitude)
        return None if at is None else ((at[0] - x0) * scale, (y0 - at[1]) * scale)

    return Projection(height=round(high * scale), place=place)


def path(rings: Sequence[Ring], projection: Projection) -> str:
    """The rings as the path of an SVG, rounded to tenths; empty if nothing of them lies on the drawing."""
    found = []
    whole = bool(projection.outline)
    for line in (again for ring in rings for again in _over_the_edge(_unwound(ring), whole=whole)):
        placed = [projection.place(longitude, latitude) for longitude, latitude in line]
        points = [point for point in placed if point is not None]
        if len(points) < len(placed) or not _seen(points, projection.height):
            continue
        steps: list[str] = []
        for x, y in points:
            step = f"{x:.1f} {y:.1f}"
            if not steps or step != steps[-1]:
                steps.append(step)
        if len(steps) > 2:
            found.append("M" + "L".join(steps) + "Z")
    return "".join(found)


def _unwound(ring: Ring) -> list[Point]:
    """A ring whose longitudes go on beyond 180 degrees, instead of jumping to the other side of the world."""
    found: list[Point] = []
    turn = 0.0
    for number, (longitude, latitude) in enumerate(ring):
        step = longitude - ring[number - 1][0] if number else 0.0
        turn -= math.copysign(360.0, step) if abs(step) > 180 else 0.0
        found.append((longitude + turn, latitude))
    return found


def _over_the_edge(ring: list[Point], *, whole: bool) -> list[list[Point]]:
    """A ring, on the `whole` world once more at the other side if it goes on beyond the edge."""
    found = [ring]
    if whole and max(longitude for longitude, _ in ring) > 180:
        found.append([(longitude - 360, latitude) for longitude, latitude in ring])
    if whole and min(longitude for longitude, _ in ring) < -180:
        found.append([(longitude + 360, latitude) for longitude, latitude in ring])
    return found


def _seen(points: Sequence[Point], height: float) -> bool:
    """True if the box around some points lies on the drawing, at least in part."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return bool(points) and max(xs) >= 0 and min(xs) <= WIDTH and max(ys) >= 0 and min(ys) <= height


def _equal_earth(longitude: float, latitude: float) -> Point:
    angle = math.asin(_ROOT / 2 * math.sin(math.radians(latitude)))
    a1, a2, a3, a4 = _A
    square = angle * angle
    sixth = square**3
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    x = 2 * _ROOT * math.radians(longitude) * math.cos(angle) / (3 * slope)
    return x, angle * (a1 + a2 * square + sixth * (a3 + a4 * square))


def _lambert(longitude: float, latitude: float) -> Callable[[float, float], Point | None]:
    """Lambert's azimuthal projection around a point."""
    middle, up = math.radians(longitude), math.radians(latitude)
    sin_up, cos_up = math.sin(up), math.cos(up)

    def place(longitude: float, latitude: float) -> Point | None:
        along, high = math.radians(longitude) - middle, math.radians(latitude)
        cos_high, sin_high, cos_along = math.cos(high), math.sin(high), math.cos(along)
        near = sin_up * sin_high + cos_up * cos_high * cos_along
        if near < _FAR:
            return None
        k = math.sqrt(2 / (1 + near))
        return k * cos_high * math.sin(along), k * (cos_up * sin_high - sin_up * cos_high * cos_along)

    return place


def _middle(points: Sequence[Point]) -> Point:
    """The middle of some points on the ball (longitude, latitude)."""
    x = y = z = 0.0
    for longitude, latitude in points:
        along, high = math.radians(longitude), math.radians(latitude)
        x += math.cos(high) * math.cos(along)
        y += math.cos(high) * math.sin(along)
        z += math.sin(high)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
