"""Questions of the pages to the record, besides :mod:`lagebild.store.queries`. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, select

from lagebild.errors import NotFoundError, QuestionError
from lagebild.reading import Reading, from_json
from lagebild.record.identities import plain_name
from lagebild.record.incidents import Incident
from lagebild.store import dialects, queries
from lagebild.store import tables as t
from lagebild.store.openings import OPENING, opening
from lagebild.store.queries import Found, by_id, by_ids
from lagebild.store.some import some

_NAMED = 60
"""So many of the outlets that there are an error names."""


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """A report on record without its text; `opening` are its first words if it has no title."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    opening: str | None = None


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A report that could not be read, why, and since when (UTC)."""

    origin: str
    error: str
    recorded_at: str = msgspec.field(name="at")


def reading(connection: Connection, report: str) -> Reading:
    """The whole reading of a report. Raises NotFoundError if it is not on record."""
    found = connection.scalar(select(t.reports.c.reading).where(t.reports.c.id == report))
    if found is None:
        raise NotFoundError(f"no report {report!r} is on record")
    return from_json(found)


def report_identities(connection: Connection, report: str) -> dict[str, str]:
    """The identity of each entity of a report."""
    rows = connection.execute(
        select(t.entities.c.key, t.entities.c.identity).where(
            t.entities.c.report == report, t.entities.c.identity.is_not(None)
        )
    )
    return {row.key: row.identity for row in rows}


def found(connection: Connection, identity: str) -> Found:
    """One identity by its id. Raises NotFoundError if it is not on record."""
    known = by_id(connection, identity)
    if known is None:
        raise NotFoundError(f"nobody and nothing on record has the id {identity!r}")
    return known


def called(connection: Connection, words: str, *, limit: int = 12) -> list[Found]:
    """Everybody on record whose name contains all words, in any spelling, the most mentioned first."""
    plain = plain_name(words).split()
    if not plain:
        return []
    mentions = sa.func.count(t.mentions.c.id)
    named = sa.func.max(t.mentions.c.is_name)
    ids = select(t.aliases.c.identity)
    for word in plain:
        ids = ids.where(t.aliases.c.plain.contains(word, autoescape=True))
    rows = connection.execute(
        select(t.identities, mentions.label("mentions"))
        .join(t.entities, t.entities.c.identity == t.identities.c.id)
        .join(t.mentions, t.mentions.c.entity == t.entities.c.id)
        .where(t.identities.c.id.in_(ids))
        .group_by(t.identities.c.id)
        .order_by(named.desc(), mentions.desc(), t.identities.c.name)
        .limit(limit)
    )
    return [Found(id=row.id, kind=row.kind, name=row.name, names=(), mentions=row.mentions) for row in rows]


def headlines(connection: Connection, *, limit: int, offset: int = 0) -> list[Headline]:
    """The reports on record, the newest first."""
    rows = connection.execute(
        select(t.reports.c.id, t.reports.c.title, t.reports.c.outlet, t.reports.c.published, OPENING)
        .order_by(t.reports.c.published.desc().nulls_last(), t.reports.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [
        Headline(id=r.id, title=r.title, outlet=r.outlet, published=r.published, opening=opening(r.opening))
        for r in rows
    ]


def titles(connection: Connection, reports: Collection[str]) -> dict[str, str]:
    """What some reports are called, by id: the title, else the first words; without those that have neither."""
    rows = (
        row
        for several in some(reports)
        for row in connection.execute(
            select(t.reports.c.id, t.reports.c.title, OPENING).where(t.reports.c.id.in_(several))
        )
    )
    return {row.id: name for row in rows if (name := row.title or opening(row.opening))}


def outlets(connection: Connection) -> list[str]:
    """The outlets on record, by name."""
    query = select(t.reports.c.outlet).where(t.reports.c.outlet.is_not(None)).group_by(t.reports.c.outlet)
    names = connection.scalars(query.order_by(dialects.sort_key(connection, t.reports.c.outlet), t.reports.c.outlet))
    return [name for name in names if name is not None]


def outlet_called(connection: Connection, name: str) -> str:
    """An outlet on record by its name in any case. Raises QuestionError for an unknown one, and names those there are."""
    there = outlets(connection)
    if name in there:
        return name
    alike = {known.casefold(): known for known in there}.get(name.casefold())
    if alike is None:
        named = ", ".join(there[:_NAMED]) + (", …" if len(there) > _NAMED else "")
        raise QuestionError(f"{name!r} is no outlet on record; there are {named or 'none'}")
    return alike


def in_outlets(connection: Connection, identity: str) -> list[tuple[str | None, int]]:
    """The outlets that mention an identity, with the number of their reports, highest first."""
    count = sa.func.count(sa.distinct(t.reports.c.id))
    rows = connection.execute(
        select(t.reports.c.outlet, count.label("reports"))
        .join(t.entities, t.entities.c.report == t.reports.c.id)
        .where(t.entities.c.identity == identity)
        .group_by(t.reports.c.outlet)
        .order_by(count.desc(), t.reports.c.outlet)
    )
    return [(row.outlet, row.reports) for row in rows]


def busy_days(connection: Connection, days: Collection[str]) -> set[str]:
    """Those of some days (ISO dates) on which more than one incident is dated to the day."""
    table = t.incidents.c
    found: set[str] = set()
    for several in some(days):
        query = select(table.day).where(table.day.in_(several), table.valid_from == table.valid_to)
        found |= set(connection.scalars(query.group_by(table.day).having(sa.func.count() > 1)))
    return found


def unread(connection: Connection) -> list[Unread]:
    """The reports that could not be read, the latest first."""
    rows = connection.execute(select(t.failures).order_by(t.failures.c.recorded_at.desc(), t.failures.c.origin))
    return [Unread(origin=row.origin, error=row.error, recorded_at=row.recorded_at) for row in rows]


def merged(connection: Connection, *, limit: int) -> list[Found]:
    """Identities that were merged for reasons worth showing, the most mentioned first."""
    mentions = sa.func.count(t.mentions.c.id)
    ids = connection.scalars(
        select(t.identities.c.id)
        .join(t.entities, t.entities.c.identity == t.identities.c.id)
        .join(t.mentions, t.mentions.c.entity == t.entities.c.id)
        .where(t.identities.c.id.in_(select(t.reasons.c.identity)))
        .group_by(t.identities.c.id)
        .order_by(mentions.desc(), t.identities.c.id)
        .limit(limit)
    ).all()
    return by_ids(connection, ids)


def sighting(connection: Connection, identity: str) -> int:
    """An entity of a report with an identity's name. Unlike the identity, it stays when names are joined or parted.

    Raises NotFoundError if the identity is not on record.
    """
    known = found(connection, identity)
    rows = connection.execute(
        select(t.entities.c.id, t.entities.c.name).where(t.entities.c.identity == known.id).order_by(t.entities.c.id)
    ).all()
    same: list[int] = [row.id for row in rows if row.name == known.name] or [row.id for row in rows]
    return same[0]


def identity_of(connection: Connection, entity: int) -> str | None:
    """The identity of an entity of a report."""
    return connection.scalar(select(t.entities.c.identity).where(t.entities.c.id == entity))


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs to an incident: the series that it is a part of, what announced it, its parts, and what came of it."""

    series: Incident | None
    fulfils: Incident | None
    parts: tuple[Incident, ...]
    outcomes: tuple[Incident, ...]


def around(connection: Connection, one: Incident) -> Around:
    """The incidents that belong to one."""
    keys = [telling.id for telling in one.tellings]
    ends = {
        end
        for several in some(keys)
        for row in connection.execute(
            select(t.links.c.one, t.links.c.other).where(
                t.links.c.kind != "one", sa.or_(t.links.c.one.in_(several), t.links.c.other.in_(several))
            )
        )
        for end in row
    }
    ids: set[str] = {key for key in (one.series, one.fulfils) if key is not None}
    for several in some(ends - set(keys)):
        told = select(t.tellings.c.incident).where(t.tellings.c.id.in_(several))
        ids |= {incident for incident in connection.scalars(told) if incident is not None}
    found = [incident for several in some(ids) for incident in queries.incidents(connection, ids=several)]
    known = {incident.id: incident for incident in found}
    return Around(
        series=known.get(one.series or ""),
        fulfils=known.get(one.fulfils or ""),
        parts=tuple(i for i in found if i.series == one.id),
        outcomes=tuple(i for i in found if i.fulfils == one.id),
    )


def report_of(connection: Connection, entry: str) -> str | None:
    """The report that an entry is of, withdrawn or not; None if there is no such entry."""
    return connection.scalar(select(t.entries.c.report).where(t.entries.c.id == entry))
