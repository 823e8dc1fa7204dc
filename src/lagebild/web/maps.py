"""The map of what the chronicle is narrowed to: places by the number of incidents there, and what has no point."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lagebild.export.gazetteer import State, has_town, state_coded, state_named
from lagebild.record import tallies
from lagebild.record.identities import plain_name
from lagebild.record.tallies import PartyCount
from lagebild.store import Connection, counting, narrowing
from lagebild.web import asked, views
from lagebild.web.atlas import Drawn, Placed, continent_of, draw, placed, regions
from lagebild.web.site import Site, answer, language, site

LISTED = 100
"""So many places are listed in each table; the rest is counted, and all are in the JSON."""


def places(request: Request) -> Response:
    """Incidents by place; the filters, and the part of the world (`region`), are in the address."""
    known = asked.known(request)
    at, region = asked.month(request, "at"), asked.choice(request, "region", regions())
    with site(request).record(known) as connection:
        narrowed = views.narrowed(request, connection)
        found, nowhere, total = _counted(request, connection, narrowed)
    drawn = draw(found, region)
    tongue = language(request)
    inside = [(one, s) for one, s in found.states if not region or region in (s.iso3, continent_of(s.iso3))]
    states = {code for _, here in found.towns if (code := here.state.iso3 if here.state else "")}
    context = {
        **views.context(narrowed, at=at),
        "region": region,
        "region_called": _called(region, tongue),
        "continents": _continents(),
        "countries": sorted(
            ((code, _called(code, tongue)) for code in states if code != region and code in regions()),
            key=lambda pair: plain_name(pair[1]),
        ),
        "drawn": drawn,
        "towns": drawn.inside[:LISTED],
        "more_towns": max(0, len(drawn.inside) - LISTED),
        "no_circle": len(drawn.inside) - len(drawn.spots),
        "states": inside[:LISTED],
        "more_states": max(0, len(inside) - LISTED),
        "others": () if region else found.others[:LISTED],  # nobody knows in which section they lie
        "more_others": 0 if region else max(0, len(found.others) - LISTED),
        "tinted": {state.iso3: one for one, state in reversed(found.states)},
        "zoomable": frozenset(regions()),
        "nowhere": nowhere,
        "total": total,
        "state_called": lambda state: _state(state, tongue),
    }
    return answer(request, "map.html", context, _data(found, drawn, region, nowhere, total))


def _counted(request: Request, connection: Connection, narrowed: views.Narrowed) -> tuple[Placed, int, int]:
    """Where the places lie, how many incidents have none, and how many incidents there are."""
    if narrowed.nobody:
        return placed((), {}), 0, 0
    if narrowed.sure:
        incidents = views.surely(connection, narrowed)
        places, nowhere = tallies.by_place(incidents)
        here = None if narrowed.known else site(request)
        return placed(places, _near(here, connection, places)), nowhere, len(incidents)

    def count() -> tuple[Placed, int, int]:
        return counted(None if narrowed.known else site(request), connection, narrowed.wanted)

    return views.once(request, connection, "places", narrowed.wanted, count)


def counted(here: Site | None, connection: Connection, wanted: Mapping[str, Any]) -> tuple[Placed, int, int]:
    """Where the places lie of what some filters leave, how many incidents have none, and how many there are.

    What is asked about towns is kept `here`; None keeps nothing.
    """
    places, nowhere = counting.by_place(connection, wanted)
    near = _near(here, connection, places)
    return placed(places, near), nowhere, narrowing.how_many(connection, **wanted)


def _near(here: Site | None, connection: Connection, places: Sequence[PartyCount]) -> Mapping[str, Collection[str]]:
    """The codes of the states that reports speak of beside a place: only a town's name may need them."""
    wanted = tuple(sorted(one.id for one in places if one.kind != "state" and has_town(one.name)))

    def ask() -> Mapping[str, Collection[str]]:
        found = counting.states_near(connection, wanted)
        return {
            place: frozenset(state.iso2 for name in names if (state := state_named(name)))
            for place, names in found.items()
        }

    return ask() if here is None else views.kept(here, connection, "near", {"places": wanted}, ask)


def _continents() -> tuple[str, ...]:
    return tuple(one for one in regions() if not one.isupper())


def _called(region: str, tongue: str) -> str:
    """What a country is called; empty for a continent, which a phrase names."""
    state = state_coded(region) if region.isupper() else None
    return _state(state, tongue) if state else ""


def _state(state: State | None, tongue: str) -> str:
    return "" if state is None else state.name if tongue == "de" else state.english


def _data(found: Placed, drawn: Drawn, region: str, nowhere: int, total: int) -> dict[str, Any]:
    """What JSON's readers get: degrees are WGS 84."""

    def place(one: PartyCount) -> dict[str, Any]:
        return {"id": one.id, "name": one.name, "incidents": one.count, "settled": one.settled}

    return {
        "total": total,
        "region": region or None,
        "places": [
            {
                **place(s.of),
                "longitude": s.town.longitude,
                "latitude": s.town.latitude,
                "geonames_id": s.town.id,
                "country": s.state.iso3 if s.state else None,
            }
            for s in drawn.inside
        ],
        "outside": drawn.outside,
        "states": [{**place(one), "country": state.iso3} for one, state in found.states],
        "not_on_map": [{**place(one), "why": why} for one, why in found.others],
        "without_place": nowhere,
    }
