"""Who takes part in an event, as event data codes it: state, sector and office."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from lagebild.export.gazetteer import Located, State, locate, state_named, state_of
from lagebild.export.selection import Selection
from lagebild.lexicon import gazetteer as names
from lagebild.lexicon import load
from lagebild.record.incidents import Incident
from lagebild.record.offices import world
from lagebild.record.standing import held_on
from lagebild.record.telling import Party
from lagebild.record.tenures import Tenure

_SECTORS: Mapping[str, str] = {
    "government": "GOV", "local": "GOV", "army": "MIL", "police": "COP", "court": "JUD", "parliament": "LEG",
    "party": "PTY", "church": "REL", "company": "BUS", "union": "LAB", "media": "MED", "science": "EDU",
    "international": "IGO",
}  # fmt: skip
"""The walk of life of an office (the lexicon's), and PLOVER's sector for it."""
_ROLES: Mapping[str, str] = {"government": "GOV", "party": "PTY", "agency": "MED"}


class Coded(NamedTuple):
    """Somebody with what the record knows: the state, PLOVER's sector, and the office held on the day of the event."""

    name: str
    state: State | None
    sector: str
    title: str
    wikidata: str

    @property
    def code(self) -> str:
        """State and sector, as event coders write them (`DEU GOV`); empty if neither is known."""
        return " ".join(part for part in (self.state.iso3 if self.state else "", self.sector) if part)


def coded(selection: Selection, party: Party, day: str | None) -> Coded:
    """Somebody on a day (an ISO date); whatever the record does not know stays empty."""
    found = selection.identities.get(party.id)
    wikidata = (found.wikidata if found else None) or ""
    if party.kind == "state":
        return Coded(party.name, state_named(party.name), "GOV", "", wikidata)
    if party.kind != "person":
        return Coded(party.name, state_of(party.name), body_sector(party.name), "", wikidata)
    office = _office(selection, party.id, day)
    if office is None:
        return Coded(party.name, None, "", "", wikidata)
    state = (state_named(office.of_name) or state_of(office.of_name)) if office.of_name else None
    return Coded(party.name, state, _SECTORS.get(world(office.title) or "", ""), office.title, wikidata)


def _office(selection: Selection, person: str, day: str | None) -> Tenure | None:
    """The office that somebody held on a day, one with a body first; None if the reports vouch for none."""
    held = held_on(day, selection.tenures_of(person)) if day else []
    return min(held, key=lambda one: (one.of is None, one.status != "holds", one.seen_first or ""), default=None)


@lru_cache(maxsize=20_000)
def body_sector(name: str) -> str:
    """PLOVER's sector of a body, by what the lexicon knows of it or by the end of its words; empty if that says nothing."""
    known = names.known(name)
    if known is not None and known.role in _ROLES:
        return _ROLES[known.role]
    for row in load("actor_sectors", required=("form", "value", "example", "counter_example")):
        if any(_ends(word.casefold(), row["form"].casefold()) for word in name.split()):
            return row["value"]
    return ""


def _ends(word: str, end: str) -> bool:
    return any(word == end + ending or word.endswith(end + ending) for ending in ("", "s", "es", "n", "en", "e"))


def place_of(selection: Selection, one: Incident) -> Located:
    """Where an incident is, with the states that its reports speak of beside it as a hint."""
    near = {state.iso2 for name in selection.states_near(one) if (state := state_named(name)) is not None}
    return locate(one.place, near=near)
