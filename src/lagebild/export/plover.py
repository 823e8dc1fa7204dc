"""PLOVER as JSON lines: a line an incident, with its status, its figures and all that tells of it.

Fields are the PLOVER manual's. `status` is our word for its auxiliary modes, which no other project has put to use;
`mentions`, `sources`, `figures` and `disputes` are ours, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from lagebild import __version__
from lagebild.export import event_data
from lagebild.export.coding import Coded
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.parties import coded, place_of
from lagebild.export.selection import Selection
from lagebild.record.incidents import Incident
from lagebild.record.sureness import left_up_to
from lagebild.record.telling import Party, Telling

_FIGURES = {"killed": "dead", "injured": "injured", "arrested": "arrested"}

LOSES = (
    "offices, statements and ties",
    "which rule filled each field (`because`)",
    "the series that an incident is part of",
)


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write a JSON object a line; what is not said is left out of it."""
    with out.file("plover.jsonl") as file:
        for one, code in event_data.coded(selection.incidents, ledger):
            day = event_data.day(one, ledger, field="date")
            if day is not None:
                ledger.keep("incident")
                file.write(msgspec.json.encode(_event(selection, one, code, day, ledger)) + b"\n")


def _event(selection: Selection, one: Incident, code: Coded, day: str, ledger: Ledger) -> Mapping[str, Any]:
    told = event_data.best(one)
    made = {
        "id": one.id,
        "date": day,
        "enddate": one.end if one.end != one.begin else None,
        "actor": [_party(selection, party, one.day) for party in one.actors],
        "recipient": [_party(selection, party, one.day) for party in one.recipients],
        "event": [{"type": code.type, "mode": code.mode, "quad": code.quad}],
        "mode": [code.mode] if code.mode else None,
        "context": list(one.context),
        "status": one.status,
        "claimed_by": event_data.source_of(one),
        "event_loc": _place(selection, one, ledger),
        "event_text": one.headline,
        "text_info": {"sequence": told.sentence, "start": told.evidence.start, "end": told.evidence.end},
        "cite_info": _cited(selection, told),
        **{name: one.figures[kind].best for kind, name in _FIGURES.items() if kind in one.figures},
        "figures": {k: {"low": c.low, "best": c.best, "high": c.high} for k, c in one.figures.items()},
        "sources": one.sources,
        "sure": left_up_to(one.evidence),
        "disputes": list(one.disputes),
        "mentions": [_mention(selection, t) for t in one.tellings],
    }
    return {name: value for name, value in made.items() if name in ("actor", "event") or value not in (None, [], {})}


def _party(selection: Selection, party: Party, day: str | None) -> Mapping[str, Any]:
    who = coded(selection, party, day)
    made = {
        "id": party.id,
        "name": party.name,
        "country": who.state.iso3 if who.state else None,
        "cow": who.state.cow if who.state else None,
        "sector": who.sector,
        "title": who.title,
        "wikidata": who.wikidata,
    }
    return {name: value for name, value in made.items() if value}


def _place(selection: Selection, one: Incident, ledger: Ledger) -> Mapping[str, Any] | None:
    if one.place is None:
        return None
    located = place_of(selection, one)
    made: dict[str, Any] = {"name": one.place.name, "where_prec": one.where_prec}
    if located.state:
        made["country"] = located.state.iso3
    if located.town:
        town = located.town
        made |= {"lat": town.latitude, "lon": town.longitude, "geonameid": town.id}
    else:
        ledger.drop("event_loc: lat, lon", located.why or "", id=one.id)
    return made


def _cited(selection: Selection, told: Telling) -> Mapping[str, Any]:
    head = selection.reports.get(told.report)
    made = {
        "url": head.url if head else None,
        "title": head.title if head else None,
        "publication": told.evidence.outlet,
        "date": told.evidence.published,
        "report": told.report,
        "version": told.evidence.version,
        "language": head.language if head else None,
        "codebook": "PLOVER",
        "coder": f"Lagebild {__version__}",
    }
    return {name: value for name, value in made.items() if value is not None}


def _mention(selection: Selection, told: Telling) -> Mapping[str, Any]:
    return {
        "id": told.id,
        "sentence": told.evidence.sentence,
        "start": told.evidence.start,
        "end": told.evidence.end,
        "status": told.status,
        "claimed_by": told.source,
        "sure": told.evidence.sure,
        "cite_info": _cited(selection, told),
    }
