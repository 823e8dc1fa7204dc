"""The map: projections, shapes of countries, circles, and what is not on it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from importlib import resources

import pytest

from lagebild.export import gazetteer
from lagebild.export.gazetteer import countries as shapes
from lagebild.export.gazetteer import states
from lagebild.record.tallies import PartyCount
from lagebild.web import atlas, projection
from lagebild.web.atlas import LARGEST, Placed, draw, placed, regions


def place(name: str, count: int = 1, kind: str = "place") -> PartyCount:
    return PartyCount(id=f"place:{name}", name=name, kind=kind, count=count, settled=count)


def located(*found: PartyCount, near: Mapping[str, Collection[str]] | None = None) -> Placed:
    return placed(found, near or {})


def test_the_shapes_are_closed_and_small() -> None:
    assert len(shapes.countries()) > 170
    assert resources.files(gazetteer).joinpath("countries.tsv").stat().st_size < 300_000  # type: ignore[attr-defined]
    for country in shapes.countries():
        for ring in country.rings:
            assert len(ring) > 3
            assert ring[0] == ring[-1]
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)
    codes = {one.iso3 for one in states().values()}
    assert {one.iso3 for one in shapes.countries()} - {""} <= codes
    assert {"DEU", "FRA", "USA", "VEN", "TUN", "XKX"} <= set(regions())


def test_the_world_keeps_areas_and_its_middle() -> None:
    world = projection.world()
    middle = world.place(0, 0)
    left, right = world.place(-180, 0), world.place(180, 0)
    assert middle
    assert left
    assert right
    assert left[0] == pytest.approx(0)
    assert right[0] == pytest.approx(projection.WIDTH)
    assert middle[0] == pytest.approx(projection.WIDTH / 2)
    # a field of ten degrees at the equator and one at 60 degrees north: as their areas on the ball
    assert _area(world, 0) / _area(world, 60) == pytest.approx(_ball(0) / _ball(60), rel=0.01)


def _area(on: projection.Projection, latitude: float) -> float:
    corners = [on.place(x, y) for x, y in ((0, latitude), (5, latitude), (5, latitude + 5), (0, latitude + 5))]
    points = [one for one in corners if one]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _ball(latitude: float) -> float:
    return math.sin(math.radians(latitude + 5)) - math.sin(math.radians(latitude))


def test_a_section_has_all_that_it_is_of() -> None:
    points = [(5.0, 47.0), (15.0, 55.0), (10.0, 51.0)]
    section = projection.around(points)
    for point in points:
        at = section.place(*point)
        assert at
        assert 0 < at[0] < projection.WIDTH
        assert 0 < at[1] < section.height
    south, north = section.place(10, 48), section.place(10, 54)
    assert south
    assert north
    assert north[1] < south[1]
    assert section.place(-170, -50) is None  # on the other side of the world
    assert 0.4 * projection.WIDTH < section.height < 0.7 * projection.WIDTH


def test_a_shape_over_the_edge_of_the_world_shows_at_both_sides() -> None:
    ring = ((170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0), (170.0, 0.0))
    drawn = projection.path([ring], projection.world())
    assert drawn.count("M") == 2
    xs = [float(point.split()[0].strip("MLZ")) for part in drawn.split("Z") if part for point in part.split("L")]
    assert all(x < 60 or x > projection.WIDTH - 60 for x in xs)  # and no line goes right across
    assert projection.path([((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 0.0))], projection.world()).count("M") == 1


def test_the_lands_of_a_section_are_only_those_in_it() -> None:
    names = {land.state.iso3 for land in draw(located(), "DEU").lands if land.state}
    assert {"DEU", "FRA", "POL"} <= names
    assert not {"AUS", "VEN", "ZAF"} & names
    assert len(draw(located(), "").lands) > 150


def test_a_town_is_placed_a_state_tinted_and_the_rest_named_with_its_reason() -> None:
    found = located(
        place("Caracas"), place("Bolivien", kind="state"), place("Marvena"), place("Neustadt"), place("Bayern"),
        place("Nordsee"),
    )  # fmt: skip
    assert [(one.name, here.town and here.town.name) for one, here in found.towns] == [("Caracas", "Caracas")]
    assert [(one.name, state.iso3) for one, state in found.states] == [("Bolivien", "BOL")]
    assert {one.name: why for one, why in found.others} == {
        "Marvena": "unknown", "Neustadt": "several", "Bayern": "region", "Nordsee": "region",
    }  # fmt: skip


def test_a_small_town_is_placed_only_beside_its_state() -> None:
    assert located(place("Sidi Bouzid")).towns == ()
    assert located(place("Sidi Bouzid"), near={"place:Sidi Bouzid": {"TN"}}).towns[0][1].town is not None


def test_a_circles_area_is_its_number_and_the_largest_lies_below() -> None:
    drawn = draw(located(place("Caracas", 4), place("Tunis", 16), place("Berlin", 1)), "")
    assert [spot.of.name for spot in drawn.spots] == ["Tunis", "Caracas", "Berlin"]
    assert [spot.radius for spot in drawn.spots] == [LARGEST, LARGEST / 2, LARGEST / 4]
    tunis, caracas, berlin = drawn.spots
    assert caracas.x < tunis.x < berlin.x
    assert berlin.y < tunis.y < caracas.y


def test_places_outside_a_section_are_counted() -> None:
    drawn = draw(located(place("Caracas"), place("Berlin"), place("Hamburg")), "DEU")
    assert [spot.of.name for spot in drawn.spots] == ["Berlin", "Hamburg"]
    assert drawn.outside == 1
    assert {spot.of.name for spot in draw(located(place("Caracas")), "south-america").spots} == {"Caracas"}


def test_names_do_not_lie_over_each_other() -> None:
    drawn = draw(located(place("Bonn", 3), place("Köln", 2), place("Berlin", 1)), "")
    bonn, cologne, berlin = drawn.spots
    assert bonn.label
    assert not cologne.label or cologne.left != bonn.left
    assert drawn.width == projection.WIDTH
    assert draw(located(place("Berlin")), "DEU").spots[0].label
    assert berlin.radius < bonn.radius


def test_not_more_circles_than_can_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atlas, "MOST", 2)
    drawn = draw(located(place("Caracas", 4), place("Tunis", 16), place("Berlin", 1)), "")
    assert [spot.of.name for spot in drawn.spots] == ["Tunis", "Caracas"]
    assert [spot.of.name for spot in drawn.inside] == ["Tunis", "Caracas", "Berlin"]


@pytest.mark.parametrize("region", regions())
def test_every_region_can_be_drawn(region: str) -> None:
    drawn = draw(located(), region)
    assert any(land.state and land.state.iso3 == region for land in drawn.lands) or not region.isupper()
    assert drawn.height > 300
