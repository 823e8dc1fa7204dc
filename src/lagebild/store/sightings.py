"""The entities of all reports as the record sees them: names, and what tells namesakes apart."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, select

from lagebild.record.identities import Sighting
from lagebild.record.sighting import company, named_by_editor
from lagebild.store import tables as t


def sightings(connection: Connection) -> list[Sighting]:
    """Every entity on record, with its names, its offices, the people in the same report and the report's date."""
    names: dict[int, list[str]] = defaultdict(list)
    for entity, name in connection.execute(
        select(t.mentions.c.entity, t.mentions.c.text).where(t.mentions.c.is_name == 1).order_by(t.mentions.c.id)
    ):
        names[entity].append(name)
    body = t.entities.alias("body")
    offices: dict[int, set[tuple[str, str | None]]] = defaultdict(set)
    for person, title, of in connection.execute(
        select(t.offices.c.person, t.offices.c.title, body.c.name).outerjoin(body, body.c.id == t.offices.c.of)
    ):
        offices[person].add((title, of))
    rows = connection.execute(
        select(t.entities, t.reports.c.published, t.reports.c.outlet).join(
            t.reports, t.reports.c.id == t.entities.c.report
        )
    ).all()
    for row in rows:
        if named_by_editor(row.because):
            names[row.id].append(row.name)
    people: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.kind == "person" and " " in row.name and row.id in names:
            people[row.report].append(row.name)
    for names_there in people.values():
        names_there.sort()
    return [
        Sighting(
            row.report,
            row.key,
            row.kind,
            row.name,
            tuple(names.get(row.id, ())),
            offices=tuple(sorted(offices.get(row.id, ()), key=lambda o: (o[0], o[1] or ""))),
            companions=company(people[row.report], row.name) if row.kind == "person" else (),
            published=row.published,
            outlet=row.outlet,
        )
        for row in rows
    ]
