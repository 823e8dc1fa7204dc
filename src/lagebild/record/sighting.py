"""Sightings go into the record's question who is who; identities come out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lagebild.reading import Because, Entity, EntityKind, Reading
from lagebild.record.body_register import is_shared
from lagebild.record.body_seats import seated
from lagebild.record.named_state import REACH, tied
from lagebild.record.offices import calling


class Sighting(NamedTuple):
    """An entity of one report: `names` are its mentions that are names (empty for a mere description).

    The rest tells namesakes apart: `offices` are the titles that the report gives, each with the name of the body (None
    if none is named), and the trades of sport and the arts, `companions` the full names of the report's other people,
    `published` its ISO date. `outlet` is who brings the report, `ties` the states that the words beside a body's names
    tie it to.
    """

    report: str
    key: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    offices: tuple[tuple[str, str | None], ...] = ()
    companions: tuple[str, ...] = ()
    published: str | None = None
    outlet: str | None = None
    ties: tuple[str, ...] = ()


def fullest(sighting: Sighting) -> str:
    """A sighting's name, without its genitive -s if the report also has the bare name."""
    bare = sighting.name.removesuffix("s")
    return bare if bare != sighting.name and bare in sighting.names else sighting.name


def callings(mentions: Iterable[str]) -> set[tuple[str, str | None]]:
    """The trades that the mentions of a person tell, as offices of no body: a boxer is hardly a minister as well."""
    return {(told, None) for mention in mentions if (told := calling(mention)) is not None}


class Judgement(NamedTuple):
    """An editor's word that two names (or ids of identities) mean one person or body, or two different ones."""

    same: bool
    left: str
    right: str


class Known(NamedTuple):
    """Somebody or something on an outside list: all its names are one; `kind` is None if the list does not say."""

    name: str
    aliases: tuple[str, ...]
    kind: EntityKind | None
    wikidata: str | None


class Identity(NamedTuple):
    """Somebody or something on record: `id` is readable and stable, `name` the fullest, `names` all of them.

    `reasons` say why sightings under different names were merged, or one was kept apart, a short sentence each. `wikidata`
    is the id from a list of known people and bodies, or from the register of bodies. `parts` are the ids that the merged
    groups would have by themselves, so an old link or decision under one of them still finds the identity.
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    sightings: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...] = ()
    wikidata: str | None = None
    parts: tuple[str, ...] = ()


BY_EDITOR = "editor/"
"""A field's `because` begins with this if an editor has set it; the number of the decision follows."""


def named_by_editor(because: Because) -> bool:
    """True if an editor has put the entity with this `because` into the report: it has a name, and no mention."""
    return because.get("name", "").startswith(BY_EDITOR)


MOST = 100
"""A text with more people than this is a list: that two of them stand in it tells no namesakes apart."""


def company(people: Sequence[str], name: str) -> tuple[str, ...]:
    """The other people of a report (sorted by name), at most :data:`MOST`: a list of thousands would be squared."""
    return tuple(one for one in people[: MOST + 1] if one != name)[:MOST]


def ties_of(reading: Reading, entity: Entity) -> tuple[str, ...]:
    """The states that the words beside a body's names tie it to, sorted; nothing if its name says enough by itself."""
    text = reading.text
    if entity.kind not in ("organisation", "group") or not any(is_shared(s.of(text)) for s in entity.name_spans):
        return ()
    found = {tied(text[max(0, s.start - REACH) : s.start], text[s.end : s.end + REACH]) for s in entity.name_spans}
    return tuple(sorted(found - {""}))


def sightings_of(reading: Reading) -> list[Sighting]:
    """The entities of one report as sightings, in the order of the reading.

    A body that the report describes by its seat (*die Kölner Polizei*) has that for a name.
    """
    seats = seated(reading)
    names = {entity.id: entity.name for entity in reading.entities}
    offices: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for office in reading.offices:
        offices[office.person].add((office.title, names.get(office.of or "")))
    for entity in reading.entities:
        if entity.kind == "person":
            offices[entity.id].update(callings(span.of(reading.text) for span in entity.mentions))
    people = [
        e.name
        for e in reading.entities
        if e.kind == "person" and (e.name_spans or named_by_editor(e.because)) and " " in e.name
    ]
    return [
        Sighting(
            reading.id,
            entity.id,
            entity.kind,
            seats.get(entity.id, entity.name),
            (seats.get(entity.id, entity.name),)
            if entity.id in seats or named_by_editor(entity.because)
            else tuple(span.of(reading.text) for span in entity.name_spans),
            offices=tuple(sorted(offices[entity.id], key=lambda o: (o[0], o[1] or ""))),
            companions=company(people, entity.name) if entity.kind == "person" else (),
            published=reading.published,
            outlet=reading.outlet,
            ties=ties_of(reading, entity),
        )
        for entity in reading.entities
    ]
