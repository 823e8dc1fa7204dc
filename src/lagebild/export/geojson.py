"""GeoJSON (RFC 7946): a feature an incident; what has no known point has the geometry null, as the standard has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from lagebild.export import event_data
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.parties import place_of
from lagebild.export.selection import Selection
from lagebild.record.incidents import Incident
from lagebild.record.sureness import left_up_to

LOSES = (
    "offices, statements and ties",
    "the offsets of sentences",
    "figures over time (low, best and high are there)",
    "areas: a region or a state has no geometry",
)


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write one FeatureCollection; coordinates are WGS 84, longitude first."""
    with out.file("incidents.geojson") as file:
        file.write(b'{"type":"FeatureCollection","features":[')
        for number, one in enumerate(selection.incidents):
            file.write((b",\n" if number else b"\n") + msgspec.json.encode(_feature(selection, one, ledger)))
        file.write(b"\n]}\n")


def _feature(selection: Selection, one: Incident, ledger: Ledger) -> Mapping[str, Any]:
    located = place_of(selection, one)
    town = located.town
    if town is None:
        ledger.drop("geometry", (located.why if one.place else None) or "no report names a place", id=one.id)
    ledger.keep("incident on the map" if town else "incident without a point")
    return {
        "type": "Feature",
        "id": one.id,
        "geometry": {"type": "Point", "coordinates": [town.longitude, town.latitude]} if town else None,
        "properties": {
            "headline": one.headline,
            "type": one.type,
            "mode": one.mode,
            "status": one.status,
            "claimed_by": event_data.source_of(one),
            "begin": one.begin,
            "end": one.end,
            "by": one.by,
            "date_prec": one.date_prec,
            "place": one.place.name if one.place else None,
            "where_prec": one.where_prec,
            "country": located.state.iso3 if located.state else None,
            "geonames_id": town.id if town else None,
            "actors": [p.name for p in one.actors],
            "recipients": [p.name for p in one.recipients],
            "figures": {k: {"low": c.low, "best": c.best, "high": c.high} for k, c in one.figures.items()},
            "sources": one.sources,
            "sure": left_up_to(one.evidence),
            "outlets": list(event_data.outlets(one)),
            "disputes": len(one.disputes),
            "evidence": [
                {"report": t.report, "outlet": t.evidence.outlet, "published": t.evidence.published,
                 "sentence": t.evidence.sentence}
                for t in one.tellings
            ],
        },
    }  # fmt: skip
