"""Names about which one more report tells nothing new: a great state is in every second report, and is who it was.

A sighting of a state, or of a body that the register knows, is settled if the sighting of another report under its name is
the same to the last letter, and if one more of them cannot turn what is counted: the identity is called after this very
name, as this sighting spells it, and is of its kind. Then the names that hang together with it need not be looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from lagebild.record.identities import MARK
from lagebild.record.naming import Naming
from lagebild.record.sighting import fullest
from lagebild.store import tables as t

Place = tuple[str, str]
"""The report and the entity in it."""


class Settled(NamedTuple):
    """Who a sighting is: its group, the words of that, and the identity."""

    part: str
    words: str
    identity: str
    weighed: bool


def settled(
    connection: Connection, rows: Mapping[Place, Mapping[str, Any]], readings: Mapping[Place, Naming]
) -> dict[Place, Settled]:
    """Of new rows of `namings` those that are settled; `readings` are the sightings of all rows of their reports."""
    beside: dict[str, list[str]] = defaultdict(list)
    for (report, _), naming in readings.items():
        beside[report].append(naming.name)
    alike: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place, row in rows.items():
        if _can_be(readings[place]):
            alike[row["name"], row["data"]].append(place)
    found: dict[Place, Settled] = {}
    for (name, data), places in alike.items():
        twin = _twin(connection, name, data, {report for report, _ in places})
        if twin is None:
            continue
        others = _merged(connection, twin, readings[places[0]])
        if others is None:
            continue
        for place in places:
            names = beside[place[0]]
            # a report that names two keeps them apart
            if names.count(name) == 1 and others.isdisjoint(names):
                found[place] = twin
    return found


def _can_be(naming: Naming) -> bool:
    if naming.told is not None:
        return naming.told.body is not None
    return naming.sighting.kind == "state"


def _twin(connection: Connection, name: str, data: str, reports: Collection[str]) -> Settled | None:
    """Who a sighting of the same name and data in another report is."""
    row = t.namings.c
    query = select(row.part, row.words, row.identity, row.weighed, row.report).where(row.name == name, row.data == data)
    for part, words, identity, weighed, report in connection.execute(
        query.where(row.identity.is_not(None)).limit(len(reports) + 1)
    ):
        if report not in reports and part is not None and part.partition(MARK)[0] == name:
            return Settled(part, words, identity, weighed)
    return None


def _merged(connection: Connection, twin: Settled, naming: Naming) -> set[str] | None:
    """The names of the others who are the same; None if one more sighting may turn what the identity is called."""
    identity = connection.execute(select(t.identities).where(t.identities.c.id == twin.identity)).one_or_none()
    if (
        identity is None
        or identity.kind != naming.sighting.kind
        or twin.identity not in (twin.part, twin.part.partition(MARK)[0])
    ):
        return None
    parts = connection.scalars(select(t.parts.c.id).where(t.parts.c.identity == twin.identity)).all()
    others = {part.partition(MARK)[0] for part in parts}
    if naming.told is not None:
        why = select(t.reasons.c.id).where(t.reasons.c.identity == twin.identity).limit(1)
        return None if others or connection.scalar(why) is not None else set()
    return others if identity.name == fullest(naming.sighting) else None
