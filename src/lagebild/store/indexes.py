"""The indexes of the pages: who and what is on record, the outlets and the reports, with counts. Nothing here writes.

Narrowing, order and pages are the database's work. What costs most, the counts of a row, is done for one page only, unless
it is what the rows are sorted by.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Select, exists, select

from lagebild.reading import EntityKind
from lagebild.record.identities import plain_name
from lagebild.store import dialects
from lagebild.store import tables as t
from lagebild.store.narrowing import named
from lagebild.store.openings import OPENING, opening
from lagebild.store.queries import stands

NameOrder = Literal["name", "reports", "incidents", "seen"]
OutletOrder = Literal["name", "reports", "incidents", "seen"]
ReportOrder = Literal["published", "title", "outlet", "incidents", "statements"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something in an index.

    `reports` tell of it, `incidents` are those that it has a part in, and `seen_first` and `seen_last` are the days of the
    first and the last report.
    """

    id: str
    kind: EntityKind
    name: str
    reports: int
    incidents: int
    seen_first: str | None
    seen_last: str | None


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet: how many reports of it are on record, from when to when, and of how many incidents they tell.

    `outlet` is None for the reports that do not say where they appeared.
    """

    outlet: str | None
    reports: int
    incidents: int
    seen_first: str | None
    seen_last: str | None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report in the index: of how many incidents it tells, and how many statements it quotes. `version` is its newest.

    `opening` are its first words if it has no title.
    """

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    version: int
    incidents: int
    statements: int
    opening: str | None = None


def _identities(
    connection: Connection,
    kinds: Sequence[EntityKind],
    *,
    words: str = "",
    letter: str = "",
    outlet: str | None = None,
    described: bool = False,
) -> list[ColumnElement[bool]]:
    who = t.identities.c
    found: list[ColumnElement[bool]] = [who.kind.in_(kinds)]
    if not described:
        found.append(named(who.id))
    found += (
        exists().where(t.aliases.c.identity == who.id, t.aliases.c.plain.contains(word, autoescape=True))
        for word in plain_name(words).split()
    )
    if letter:
        found.append(_letter(connection, who.name) == letter)
    if outlet is not None:
        theirs = t.entities.join(t.reports, t.reports.c.id == t.entities.c.report)
        found.append(who.id.in_(select(t.entities.c.identity).select_from(theirs).where(t.reports.c.outlet == outlet)))
    return found


def _letter(connection: Connection, name: ColumnElement[Any]) -> ColumnElement[str]:
    """The letter under which a name stands; # for what does not begin with one."""
    first = sa.func.upper(sa.func.substr(dialects.sort_key(connection, name), 1, 1))
    return sa.case((first.between("A", "Z"), first), else_="#")


def letters(connection: Connection, kinds: Sequence[EntityKind], **wanted: Any) -> list[tuple[str, int]]:
    """How many of an index stand under each letter, A to Z, then #. The filters are those of :func:`entries`."""
    kept = _identities(connection, kinds, **{**wanted, "letter": ""})
    key = _letter(connection, t.identities.c.name).label("letter")
    rows = connection.execute(select(key, sa.func.count().label("n")).where(*kept).group_by("letter"))
    return sorted(((row.letter, row.n) for row in rows), key=lambda pair: (pair[0] == "#", pair[0]))


def kind_counts(connection: Connection, kinds: Sequence[EntityKind], **wanted: Any) -> dict[str, int]:
    """How many of an index are of each kind. The filters are those of :func:`entries`."""
    kept = _identities(connection, kinds, **wanted)
    rows = connection.execute(
        select(t.identities.c.kind, sa.func.count().label("n")).where(*kept).group_by(t.identities.c.kind)
    )
    return {row.kind: row.n for row in rows}


def entries(
    connection: Connection,
    kinds: Sequence[EntityKind],
    *,
    order: NameOrder = "name",
    descending: bool = False,
    limit: int | None = None,
    offset: int = 0,
    outlet: str | None = None,
    **wanted: Any,
) -> list[Entry]:
    """The people, bodies or places of some kinds, a page of them.

    `words` must all be among its names, in any spelling; `letter` is its first one; with `described`, those without a
    name are there, too. With `outlet`, only those of whom it tells, and the counts are those of its reports.
    """
    who = t.identities.c
    name = dialects.sort_key(connection, who.name)
    query = select(t.identities).where(*_identities(connection, kinds, outlet=outlet, **wanted))
    query = query.add_columns((name if order == "name" else _counted(order, outlet)).label("value"))
    # by its label, or it would be counted twice
    direction: ColumnElement[Any] = sa.nulls_last(sa.desc("value") if descending else sa.asc("value"))
    rows = connection.execute(query.order_by(direction, name, who.id).limit(limit).offset(offset)).all()
    ids = [row.id for row in rows]
    from_it = [t.reports.c.outlet == outlet] if outlet is not None else []
    told = {
        row.identity: row
        for row in connection.execute(
            select(
                t.entities.c.identity,
                sa.func.count(sa.distinct(t.entities.c.report)).label("reports"),
                sa.func.min(t.reports.c.published).label("first"),
                sa.func.max(t.reports.c.published).label("last"),
            )
            .join(t.reports, t.reports.c.id == t.entities.c.report)
            .where(t.entities.c.identity.in_(ids), *from_it)
            .group_by(t.entities.c.identity)
        )
    }
    part = t.takes_part.c
    incidents = _numbers(
        connection,
        select(part.identity, sa.func.count(sa.distinct(part.incident)).label("n"))
        .where(part.identity.in_(ids), *_in_outlet(part.incident, outlet))
        .group_by(part.identity),
    )
    return [
        Entry(
            id=row.id,
            kind=row.kind,
            name=row.name,
            reports=told[row.id].reports if row.id in told else 0,
            incidents=incidents.get(row.id, 0),
            seen_first=_day(told[row.id].first) if row.id in told else None,
            seen_last=_day(told[row.id].last) if row.id in told else None,
        )
        for row in rows
    ]


def _counted(order: NameOrder, outlet: str | None) -> ColumnElement[Any]:
    """What identities are sorted by, of each of them."""
    if order == "incidents":
        part = t.takes_part.c
        number = select(sa.func.count(sa.distinct(part.incident))).where(part.identity == t.identities.c.id)
        return number.where(*_in_outlet(part.incident, outlet)).scalar_subquery()
    told = [t.entities.c.identity == t.identities.c.id, *_told_by(t.entities.c.report, outlet)]
    if order == "reports":
        return select(sa.func.count(sa.distinct(t.entities.c.report))).where(*told).scalar_subquery()
    last = select(sa.func.max(t.reports.c.published)).join(t.entities, t.entities.c.report == t.reports.c.id)
    return last.where(*told).scalar_subquery()


def _told_by(report: ColumnElement[Any], outlet: str | None) -> list[ColumnElement[bool]]:
    """The condition that a report is from an outlet."""
    return [] if outlet is None else [report.in_(select(t.reports.c.id).where(t.reports.c.outlet == outlet))]


def _in_outlet(incident: ColumnElement[Any], outlet: str | None) -> list[ColumnElement[bool]]:
    """The condition that an outlet tells of an incident."""
    if outlet is None:
        return []
    told = select(t.tellings.c.incident).join(t.reports, t.reports.c.id == t.tellings.c.report)
    return [incident.in_(told.where(t.reports.c.outlet == outlet))]


def _numbers(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query)}


def _day(published: str | None) -> str | None:
    return published[:10] if published else None


def outlets(
    connection: Connection,
    *,
    words: str = "",
    only: str | None = None,
    order: OutletOrder = "name",
    descending: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[Outlet]:
    """The outlets on record, a page of them; the reports without one come last.

    `words` must be in its name, `only` is its name.
    """
    report = t.reports.c
    counted = select(report.outlet, sa.func.count(sa.distinct(t.tellings.c.incident)).label("n"))
    if only is not None:
        counted = counted.where(report.outlet == only)
    told = counted.join(t.tellings, t.tellings.c.report == report.id).group_by(report.outlet).subquery()
    key = dialects.sort_key(connection, report.outlet)
    number = sa.func.count().label("reports")
    first, last = sa.func.min(report.published).label("first"), sa.func.max(report.published).label("last")
    incidents = sa.func.coalesce(sa.func.max(told.c.n), 0).label("incidents")
    orders: dict[str, ColumnElement[Any]] = {"name": key, "reports": number, "incidents": incidents, "seen": last}
    by = orders[order]
    query = (
        select(report.outlet, number, first, last, incidents)
        .outerjoin(told, told.c.outlet.is_not_distinct_from(report.outlet))
        .where(*_outlets(connection, words), *([report.outlet == only] if only is not None else []))
        .group_by(report.outlet)
        .order_by(report.outlet.is_(None), by.desc().nulls_last() if descending else by.nulls_last(), key)
    )
    return [
        Outlet(
            outlet=row.outlet,
            reports=row.reports,
            incidents=row.incidents,
            seen_first=_day(row.first),
            seen_last=_day(row.last),
        )
        for row in connection.execute(query.limit(limit).offset(offset))
    ]


def _outlets(connection: Connection, words: str) -> list[ColumnElement[bool]]:
    key = dialects.sort_key(connection, t.reports.c.outlet)
    return [key.contains(word, autoescape=True) for word in plain_name(words).split()]


def how_many_outlets(connection: Connection, *, words: str = "") -> int:
    """How many rows :func:`outlets` has in all."""
    found = select(t.reports.c.outlet).where(*_outlets(connection, words)).distinct().subquery()
    return connection.scalar(select(sa.func.count()).select_from(found)) or 0


def outlet(connection: Connection, name: str) -> Outlet | None:
    """One outlet by its name; None if no report is from it."""
    return next(iter(outlets(connection, only=name)), None)


def _reports(
    connection: Connection,
    *,
    words: str = "",
    outlet: str | None = None,
    first: str | None = None,
    last: str | None = None,
) -> list[ColumnElement[bool]]:
    report = t.reports.c
    title = dialects.sort_key(connection, report.title)
    found: list[ColumnElement[bool]] = [title.contains(word, autoescape=True) for word in plain_name(words).split()]
    if outlet is not None:
        found.append(report.outlet == outlet)
    if first is not None:
        found.append(report.published >= first)
    if last is not None:
        found.append(sa.func.substr(report.published, 1, 10) <= last)
    return found


def years(connection: Connection, **wanted: Any) -> list[tuple[str | None, int]]:
    """How many reports appeared in each year, the newest first, None for those without a day. Filters as :func:`reports`."""
    year = sa.func.substr(t.reports.c.published, 1, 4).label("year")
    query = select(year, sa.func.count().label("n")).where(*_reports(connection, **wanted)).group_by("year")
    found = [(row.year, row.n) for row in connection.execute(query)]
    return sorted(found, key=lambda pair: (pair[0] is not None, pair[0] or ""), reverse=True)


def outlet_counts(connection: Connection, **wanted: Any) -> dict[str, int]:
    """How many reports each outlet has under the other filters of :func:`reports`."""
    kept = _reports(connection, **{**wanted, "outlet": None})
    rows = connection.execute(
        select(t.reports.c.outlet, sa.func.count().label("n")).where(*kept).group_by(t.reports.c.outlet)
    )
    return {row.outlet: row.n for row in rows if row.outlet is not None}


def reports(
    connection: Connection,
    *,
    order: ReportOrder = "published",
    descending: bool = True,
    limit: int | None = None,
    offset: int = 0,
    **wanted: Any,
) -> list[Report]:
    """The reports on record, a page of them. `words` must be in the title; `first` and `last` are days (ISO dates)."""
    report = t.reports.c
    query = select(report.id, report.title, report.outlet, report.published, report.version, OPENING)
    query = query.where(*_reports(connection, **wanted))
    by: ColumnElement[Any]
    if order in ("incidents", "statements"):
        counted = _told(order).subquery()
        query = query.outerjoin(counted, counted.c.report == report.id)
        by = sa.func.coalesce(counted.c.n, 0)
    elif order == "published":
        by = report.published
    else:
        by = dialects.sort_key(connection, report[order])
    direction = by.desc().nulls_last() if descending else by.nulls_last()
    rows = connection.execute(
        query.order_by(direction, report.published.desc().nulls_last(), report.id).limit(limit).offset(offset)
    ).all()
    ids = [row.id for row in rows]
    told = {name: _numbers(connection, _told(name, ids)) for name in ("incidents", "statements")}
    return [
        Report(
            id=row.id,
            title=row.title,
            outlet=row.outlet,
            published=row.published,
            version=row.version,
            incidents=told["incidents"].get(row.id, 0),
            statements=told["statements"].get(row.id, 0),
            opening=opening(row.opening),
        )
        for row in rows
    ]


def _told(what: str, ids: Sequence[str] | None = None) -> Select[Any]:
    """How many incidents a report tells of, or statements it has, for all reports or some."""
    if what == "incidents":
        source = t.tellings.c.report
        query = select(source, sa.func.count(sa.distinct(t.tellings.c.incident)).label("n"))
    else:
        source = t.statements.c.report
        query = select(source, sa.func.count().label("n")).where(stands(t.statements))
    if ids is not None:
        query = query.where(source.in_(ids))
    return query.group_by(source)
