"""The German-speaking state that a report comes from: what it calls *der Bundeskanzler* or *die Grünen* is that state's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lagebild import lexicon
from lagebild.annotate.text import Text
from lagebild.lexicon.gazetteer import known

STATES: Mapping[str, str] = MappingProxyType({"de": "Deutschland", "at": "Österreich", "ch": "Schweiz"})
"""The states by the code of `outlets.tsv`."""


def home(text: Text) -> str | None:
    """The state of a report's outlet, else that of the town in its dateline; None if neither tells one of the three."""
    outlet = text.reading.outlet
    country = _countries().get(_plain(outlet)) if outlet else None
    if country is not None:
        return STATES.get(country)
    lines = (part for part in text.reading.structure if part.kind == "dateline" and part.place)
    for part in lines:
        town = known(part.place or "")
        if town is not None and town.state in STATES.values():
            return town.state
    return None


@cache
def _countries() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in lexicon.load("outlets", required=("form", "kind", "country"), unique=True):
        for name in (row["form"], *row["others"].split(";")):
            found.setdefault(_plain(name), row["country"])
    return MappingProxyType({name: country for name, country in found.items() if name})


def _plain(name: str) -> str:
    return " ".join(name.casefold().removesuffix(".at").split())
