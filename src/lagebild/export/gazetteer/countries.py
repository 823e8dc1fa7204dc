"""The shapes of countries: Natural Earth's at 1:110 million (public domain; `training/countries.py` makes the table)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

CONTINENTS = ("africa", "asia", "europe", "north-america", "south-america", "oceania")
"""The continents that countries lie in, but for Antarctica."""

Ring = tuple[tuple[float, float], ...]
"""A closed line of points (longitude, latitude) in degrees of WGS 84; its first point is its last one, too."""


class Country(NamedTuple):
    """A country's shape: its rings, whose overlaps are holes. `iso3` is empty for what the table of states does not have."""

    iso3: str
    name: str
    continent: str
    rings: tuple[Ring, ...]


@cache
def countries() -> Sequence[Country]:
    """All shapes, in the order of their codes."""
    text = resources.files("lagebild.export.gazetteer").joinpath("countries.tsv").read_text(encoding="utf-8")
    _, *lines = (line for line in text.splitlines() if not line.startswith("#"))
    found = []
    for line in lines:
        iso3, name, continent, rings = line.split("\t")
        found.append(Country(iso3, name, continent, tuple(_ring(ring) for ring in rings.split("|"))))
    return tuple(found)


def _ring(written: str) -> Ring:
    numbers = [float(number) for number in written.split()]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))
