"""The versions of reports on record: which report a document is of, and where a version of it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, insert, select, update

from lagebild.document import Document, Span
from lagebild.errors import NotFoundError
from lagebild.reading import Reading
from lagebild.record import versions as record
from lagebild.record.address import address
from lagebild.record.versions import Version
from lagebild.store import rows
from lagebild.store import tables as t
from lagebild.store.freshness import mark_stale
from lagebild.store.incidents import touch
from lagebild.store.some import some


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document is on record: the report that it is of, and the number of its version, None if that is new."""

    report: str
    number: int | None


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a version: its number and how many there are now; not `new` if its text was there already."""

    number: int
    of: int
    new: bool


def find(connection: Connection, document: Document | Reading) -> Kept | None:
    """The report on record that a document is a version of: by its id, else by the address of its url.

    None if there is no such report.
    """
    report = by_id(connection, document.id) or by_url(connection, document.url)
    if report is None:
        return None
    return Kept(report=report, number=record.is_known(_texts(connection, report), _version(document)))


def on_record(connection: Connection, readings: Sequence[Reading]) -> str | None:
    """The id of the first of some readings that is a version of a report on record, or of one before it; None if none is.

    It finds what :func:`find` finds, for many readings at once.
    """
    ids, places = {one.id for one in readings}, {where for one in readings if (where := address(one.url)) is not None}
    taken: set[tuple[str, str | None]] = set()
    for column, sought in (
        *((column, ids) for column in (t.reports.c.id, t.reports.c.given_id, t.versions.c.given_id)),
        *((table.c.address, places) for table in (t.reports, t.versions)),
    ):
        kind = "place" if column.name == "address" else "id"
        for several in some(sought):
            taken |= {(kind, value) for value in connection.scalars(select(column).where(column.in_(several)))}
    for one in readings:
        mine = {("id", one.id), ("place", address(one.url))} - {("place", None)}
        if taken & mine:
            return one.id
        taken |= mine
    return None


def texts(connection: Connection) -> Iterator[tuple[tuple[str, ...], str]]:
    """The text of every version, with the ids and the address that it came with."""
    for table, report in ((t.reports, t.reports.c.id), (t.versions, t.versions.c.report)):
        query = select(report, table.c.given_id, table.c.address, table.c.text).execution_options(yield_per=1_000)
        for *names, text in connection.execute(query):
            yield tuple(name for name in names if name is not None), text


def by_id(connection: Connection, given: str) -> str | None:
    """The report with an id, or with a version that came with it."""
    exact = connection.scalar(select(t.reports.c.id).where(t.reports.c.id == given))
    return exact if exact is not None else _first(connection, lambda table: table.c.given_id == given)


def by_url(connection: Connection, url: str | None) -> str | None:
    """The report with a version at an address; the one first on record, if there are several."""
    where = address(url)
    return _first(connection, lambda table: table.c.address == where) if where is not None else None


def named(connection: Connection, name: str) -> str:
    """The report that somebody names by its id, by the beginning of it, or by its url.

    Raises NotFoundError if there is none, or several; it says how to find one.
    """
    found = by_id(connection, name) or by_url(connection, name)
    if found is not None:
        return found
    beginning = t.reports.c.id.startswith(name, autoescape=True) if name else sa.false()
    ids: list[str] = [*connection.scalars(select(t.reports.c.id).where(beginning).order_by(t.reports.c.id).limit(9))]
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise NotFoundError(f"{name!r} could be several reports: {', '.join(ids)}. Give more of the id")
    raise NotFoundError(
        f"no report {name!r} is on record, by id or url; try `lagebild search WORDS --json`: it gives each sentence's report"
    )


def of(connection: Connection, report: str) -> list[Version]:
    """The versions of a report, the newest last. Raises NotFoundError if it is not on record."""
    return [_kept(row, report) for row in _rows(connection, report)]


def put(connection: Connection, reading: Reading, *, given_id: str) -> Placed:
    """Put a version of a report on record; `reading.id` is the report's, `given_id` the one that the version came with.

    If it is the newest, the record follows it, and the one before is kept. If it is an earlier one, it is only kept. A
    version whose text is on record already changes nothing. Raises NotFoundError if the report is not on record.
    """
    known = _texts(connection, reading.id)
    new = _version(reading)
    number = record.is_known(known, new)
    if number is not None:
        return Placed(number=number, of=len(known), new=False)
    at = record.place(known, new)
    came_as = None if given_id == reading.id else given_id
    if at == len(known):
        _keep_newest(connection, reading.id)
        rows.replace_version(connection, reading, number=len(known) + 1, given_id=came_as)
        connection.execute(sa.delete(t.unread).where(t.unread.c.report == reading.id))
    else:
        later = (t.versions.c.report == reading.id) & (t.versions.c.number > at)
        connection.execute(update(t.versions).where(later).values(number=t.versions.c.number + 1))
        connection.execute(update(t.reports).where(t.reports.c.id == reading.id).values(version=len(known) + 1))
        values = {**rows.version_row(reading), "report": reading.id, "number": at + 1, "given_id": came_as}
        connection.execute(insert(t.versions).values(values))
    touch(connection, [reading.id])
    mark_stale(connection)
    return Placed(number=at + 1, of=len(known) + 1, new=True)


def _keep_newest(connection: Connection, report: str) -> None:
    """Copy the version of a report that counts to the earlier ones."""
    shared = [c for c in t.versions.c if c.name not in ("id", "report", "number")]
    copied = select(t.reports.c.id, t.reports.c.version, *(t.reports.c[c.name] for c in shared)).where(
        t.reports.c.id == report
    )
    connection.execute(insert(t.versions).from_select(["report", "number", *(c.name for c in shared)], copied))


def _texts(connection: Connection, report: str) -> list[Version]:
    """The versions of a report as far as they decide where another one belongs."""
    found = _rows(connection, report)
    return [Version(text=row.text, published=row.published, recorded_at=row.recorded_at) for row in found]


def _rows(connection: Connection, report: str) -> list[Any]:
    newest = connection.execute(select(t.reports).where(t.reports.c.id == report)).one_or_none()
    if newest is None:
        raise NotFoundError(f"no report {report!r} is on record")
    earlier = select(t.versions).where(t.versions.c.report == report).order_by(t.versions.c.number)
    return [*connection.execute(earlier), newest]


def _first(connection: Connection, condition: Any) -> str | None:
    """Of the reports with a version that fulfils a condition the one that was first on record."""
    found = sa.union_all(
        select(t.reports.c.id.label("report"), t.reports.c.recorded_at).where(condition(t.reports)),
        select(t.versions.c.report, t.versions.c.recorded_at).where(condition(t.versions)),
    ).subquery()
    return connection.scalar(select(found.c.report).order_by(found.c.recorded_at, found.c.report).limit(1))


class _Told(msgspec.Struct):
    """What is needed of a stored reading; an older version of this package may have made it."""

    class Named(msgspec.Struct):
        name_spans: tuple[Span, ...] = ()

    sentences: tuple[Span, ...] = ()
    entities: tuple[Named, ...] = ()


def _kept(row: Any, report: str) -> Version:
    told = msgspec.json.decode(row.reading, type=_Told)
    return Version(
        text=row.text,
        sentences=told.sentences,
        names=tuple(sorted(span for entity in told.entities for span in entity.name_spans)),
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        language=row.language,
        published=row.published,
        recorded_at=row.recorded_at,
        given_id=row.given_id or report,
    )


def _version(of_: Document | Reading) -> Version:
    """What decides where a version belongs."""
    return Version(text=of_.text, published=of_.published, recorded_at=rows.now())
