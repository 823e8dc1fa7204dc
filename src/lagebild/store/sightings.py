"""The entities of all reports as the record sees them: names, and what tells namesakes apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, case, func, select, true

from lagebild.reading import EntityKind
from lagebild.record.body_register import is_shared
from lagebild.record.identities import Sighting
from lagebild.record.named_state import REACH, tied
from lagebild.record.sighting import callings, company, named_by_editor
from lagebild.store import tables as t
from lagebild.store.some import some


def sightings(connection: Connection, reports: Collection[str] | None = None) -> list[Sighting]:
    """The entities of some reports, or of all, with their names, their offices, the people in the same report and its date.

    `reports` are few enough for one statement.
    """
    asked = true() if reports is None else t.entities.c.report.in_(reports)
    names: dict[int, list[str]] = defaultdict(list)
    for entity, name in connection.execute(
        select(t.mentions.c.entity, t.mentions.c.text)
        .join(t.entities, t.entities.c.id == t.mentions.c.entity)
        .where(t.mentions.c.is_name == 1, asked)
        .order_by(t.mentions.c.id)
    ):
        names[entity].append(name)
    body = t.entities.alias("body")
    offices: dict[int, set[tuple[str, str | None]]] = defaultdict(set)
    for person, title, of in connection.execute(
        select(t.offices.c.person, t.offices.c.title, body.c.name)
        .outerjoin(body, body.c.id == t.offices.c.of)
        .join(t.entities, t.entities.c.id == t.offices.c.person)
        .where(asked)
    ):
        offices[person].add((title, of))
    said_to_be = select(t.mentions.c.entity, t.mentions.c.text).join(t.entities, t.entities.c.id == t.mentions.c.entity)
    described = said_to_be.where(t.mentions.c.is_name == 0, t.entities.c.kind == "person", asked)
    for entity, word in connection.execute(described):
        offices[entity].update(callings((word,)))
    beside = _ties(connection, {entity for entity, said in names.items() if any(is_shared(name) for name in said)})
    rows = connection.execute(
        select(t.entities, t.reports.c.published, t.reports.c.outlet)
        .join(t.reports, t.reports.c.id == t.entities.c.report)
        .where(asked)
        .order_by(t.entities.c.report, t.entities.c.key)
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
            msgspec.convert(row.kind, EntityKind),  # a kind that has been changed since is damage, and said to be
            row.name,
            tuple(names.get(row.id, ())),
            offices=tuple(sorted(offices.get(row.id, ()), key=lambda o: (o[0], o[1] or ""))),
            companions=company(people[row.report], row.name) if row.kind == "person" else (),
            published=row.published,
            outlet=row.outlet,
            ties=tuple(sorted(beside.get(row.id, ()))),
        )
        for row in rows
    ]


def _ties(connection: Connection, entities: Collection[int]) -> dict[int, set[str]]:
    """The states that the words beside its names tie each body to, of those whose names several bodies have."""
    found: dict[int, set[str]] = defaultdict(set)
    before = func.substr(
        t.reports.c.text,
        case((t.mentions.c.start > REACH, t.mentions.c.start - REACH + 1), else_=1),
        case((t.mentions.c.start > REACH, REACH), else_=t.mentions.c.start),
    )
    behind = func.substr(t.reports.c.text, t.mentions.c.end + 1, REACH)
    for ids in some(entities):
        for entity, left, right in connection.execute(
            select(t.mentions.c.entity, before, behind)
            .join(t.entities, t.entities.c.id == t.mentions.c.entity)
            .join(t.reports, t.reports.c.id == t.entities.c.report)
            .where(t.mentions.c.entity.in_(ids), t.mentions.c.is_name == 1)
            .where(t.entities.c.kind.in_(("organisation", "group")))
        ):
            if state := tied(left, right):
                found[entity].add(state)
    return found
