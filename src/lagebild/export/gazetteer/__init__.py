"""Where a place lies, and the codes of states: tables trimmed from GeoNames (`training/gazetteer.py` makes them)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from lagebild.lexicon import gazetteer as names
from lagebild.lexicon.gazetteer import adjective_state, folded
from lagebild.record.telling import Party

LARGE = 100_000
"""A town of so many inhabitants is meant by its name, whatever state is spoken of."""
VERY_LARGE = 1_000_000
"""A town of so many inhabitants is meant by any of its names."""
DOMINANT = 10
"""Of towns with one name the largest is meant if it has so many times the inhabitants of the next."""
_SPEAKS_GERMAN = frozenset({"DE", "AT", "CH", "LI", "LU"})


class State(NamedTuple):
    """A state or territory: its German and its English short name, and its codes.

    `iso2`, `iso3`, `iso_number`: ISO 3166-1; `fips`: FIPS 10-4; `cow`: Correlates of War; `gw`: Gleditsch and Ward. What it
    has no code in is empty.
    """

    name: str
    iso2: str
    iso3: str
    iso_number: str
    fips: str
    english: str
    cow: str
    gw: str


class Town(NamedTuple):
    """A town of GeoNames; degrees are WGS 84. `province` is its German name, empty where the table has none."""

    id: int
    name: str
    iso2: str
    province: str
    latitude: float
    longitude: float
    population: int


class Located(NamedTuple):
    """What is known of a place: its state, the town it is, or `why` there is no town."""

    state: State | None
    town: Town | None
    why: str | None


NOWHERE = Located(None, None, None)
REGION = "it is a region or a state, not a point"
UNKNOWN = "the gazetteer does not have it"
SEVERAL = "several towns have this name"
"""Why there is no town: the reasons of :func:`locate`."""


@cache
def states() -> Mapping[str, State]:
    """The states by their German name."""
    return {row["form"]: State(*row.values()) for row in _rows("states.tsv")}


@cache
def _by_iso2() -> Mapping[str, State]:
    return {state.iso2: state for state in states().values()}


def state_named(name: str | None) -> State | None:
    """The state with a name, official or short, as the lexicon knows it; None for what is no state of today."""
    if not name:
        return None
    found = names.known(name)
    return states().get(found.name if found is not None and found.kind in ("state", "place") else name)


@lru_cache(maxsize=512)
def state_coded(iso3: str) -> State | None:
    """The state with a code of ISO 3166-1 (`DEU`); None for what is none."""
    return next((state for state in states().values() if state.iso3 == iso3), None)


def has_town(name: str) -> bool:
    """True if a town bears the name, so that :func:`locate` may need to know which states are near."""
    return folded(name) in _lines()


def state_of(name: str) -> State | None:
    """The state that a body belongs to, by what the lexicon knows of it or by the adjective in front of it."""
    found = names.known(name)
    if found is not None and found.state:
        return states().get(found.state)
    words = name.split()
    return states().get(adjective_state(words[0]) or "") if len(words) > 1 else None


def _towns(name: str) -> list[Town]:
    """The towns that bear a name, in any spelling."""
    found = []
    for line in _lines().get(folded(name), ()):
        key, name_, _, iso2, province, latitude, longitude, population = line.split("\t")
        found.append(Town(int(key), name_, iso2, province, float(latitude), float(longitude), int(population)))
    return found


@cache
def _lines() -> Mapping[str, Sequence[str]]:
    """The lines of the table of places by each name in them; making towns of all would take a second."""
    found: dict[str, list[str]] = defaultdict(list)
    text = resources.files(__name__).joinpath("places.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[2:]:
        _, name, others, _ = line.split("\t", 3)
        for one in {folded(one) for one in (name, *others.split("|"))} if others else (folded(name),):
            found[one].append(line)
    return found


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with resources.files(__name__).joinpath(name).open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def locate(place: Party | None, *, near: Collection[str] = ()) -> Located:
    """What is known of a place; `near` are the states (ISO 3166-1 alpha-2) that the reports speak of beside it.

    Nothing is guessed. A name stands for a town if the lexicon says in which state it lies, or if the reports speak of that
    state, or if it is a large town or lies where German is spoken; under one of its names in other languages (GeoNames has
    *Bardo* for Bordeaux) only a very large one is. If several fit, the largest is meant only if it is `DOMINANT` times as
    large as the next.
    """
    if place is None:
        return NOWHERE
    known = names.known(place.name)
    if place.kind == "state" or (known is not None and known.level):
        return Located(state_named(place.name), None, REGION)
    home = states().get(known.state) if known is not None else None
    towns = _towns(known.name if known is not None else place.name)
    if home is not None:
        fitting = [town for town in towns if town.iso2 == home.iso2]
    else:
        fitting = [town for town in towns if town.iso2 in near] or [
            town for town in towns if _goes_without_saying(town, place.name)
        ]
    ranked = sorted(fitting, key=lambda town: (-town.population, town.id))
    if not ranked:
        return Located(home, None, UNKNOWN)
    if len(ranked) > 1 and ranked[0].population < DOMINANT * max(ranked[1].population, 1):
        together = {town.iso2 for town in ranked}
        return Located(home or (_by_iso2().get(together.pop()) if len(together) == 1 else None), None, SEVERAL)
    return Located(_by_iso2().get(ranked[0].iso2), ranked[0], None)


def _goes_without_saying(town: Town, name: str) -> bool:
    """True if a name means a town even where nothing speaks of its state."""
    if town.iso2 in _SPEAKS_GERMAN or town.population >= VERY_LARGE:
        return True
    return town.population >= LARGE and folded(name) == folded(town.name)
