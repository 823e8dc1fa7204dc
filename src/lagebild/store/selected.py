"""What an export needs to know of reports, speakers and relations, besides :mod:`lagebild.store.queries`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, or_, select

from lagebild.document import Document
from lagebild.reading import OUTLET, Reading
from lagebild.record.decisions import Decision, anchors
from lagebild.record.evidence import Evidence
from lagebild.record.sureness import surer_related
from lagebild.record.ties.related import Related
from lagebild.store import decided
from lagebild.store import tables as t
from lagebild.store.narrowing import conditions
from lagebild.store.queries import Found, by_ids
from lagebild.store.some import MANY, some


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """A report on record without its text and reading; `version` is the number of the version that counts.

    `reader` is what read it, `recorded_at` when this version was put on record (UTC).
    """

    id: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    language: str | None
    version: int
    reader: str
    recorded_at: str


_AT_ONCE: Any = {"yield_per": 500}
"""Rows that the database hands over at once; PostgreSQL would send all of them."""


def heads(connection: Connection, ids: Collection[str]) -> list[Head]:
    """Some reports by id."""
    rows = (connection.execute(_HEADS.where(t.reports.c.id.in_(several))) for several in some(ids))
    return [Head(**row._mapping) for found in rows for row in found]


def every_head(connection: Connection) -> Iterator[Head]:
    """All reports, by id, one after the other."""
    for row in connection.execute(_HEADS, execution_options=_AT_ONCE):
        yield Head(**row._mapping)


_HEADS: Select[Any] = select(*(t.reports.c[name] for name in Head.__struct_fields__)).order_by(t.reports.c.id)


def newest_day(connection: Connection) -> str | None:
    """When the newest report was published; None if no report says when."""
    newest: str | None = connection.scalar(select(func.max(t.reports.c.published)))
    return newest


def incident_ids(connection: Connection, *, newest: bool = False, **filters: Any) -> Iterator[str]:
    """The incidents that filters leave, in the chronicle's order (:func:`lagebild.store.queries.incidents`).

    With `newest` that order is turned round; what has no day comes last all the same.
    """
    day, first, key = t.incidents.c.day, t.incidents.c.valid_from, t.incidents.c.id
    order = (
        (day.desc().nulls_last(), first.desc().nulls_first(), key.desc())
        if newest
        else (day.nulls_last(), first.nulls_last(), key)
    )
    query = select(key).where(*conditions(connection, **filters)).order_by(*order)
    yield from connection.scalars(query, execution_options=_AT_ONCE)


def told_of(connection: Connection, report: str) -> set[str]:
    """The tellings of a report that are part of an incident, by their ids (`REPORT/v3`)."""
    told = select(t.tellings.c.id).where(t.tellings.c.report == report, t.tellings.c.incident.is_not(None))
    return set(connection.scalars(told))


def documents(connection: Connection, ids: Collection[str]) -> list[Document]:
    """Some reports as they came, with the problems of their readings; ids that are not on record are passed over."""
    found = []
    for several in some(ids):
        for row in connection.execute(select(t.reports).where(t.reports.c.id.in_(several)).order_by(t.reports.c.id)):
            kept = decided.reading_of(connection, row.id)
            values = {name: getattr(row, name) for name in Document.__struct_fields__ if name in row._mapping}
            found.append(Document(**values, problems=kept.problems if kept else ("its reading is damaged",)))
    return found


def reading(connection: Connection, report: str) -> Reading | None:
    """The reading of a report as the record uses it, with what editors have set; None for one that cannot be decoded."""
    found = decided.reading_of(connection, report)
    return None if found is None else decided.used(connection, found)


def identities(connection: Connection, ids: Collection[str]) -> list[Found]:
    """Some identities, by id."""
    return sorted((one for several in some(ids) for one in by_ids(connection, several)), key=lambda one: one.id)


def every_identity(connection: Connection) -> Iterator[Found]:
    """All identities, by id, one after the other."""
    ids = select(t.identities.c.id).order_by(t.identities.c.id)
    for several in connection.scalars(ids, execution_options=_AT_ONCE).partitions(MANY):
        yield from identities(connection, several)


def entity_identities(connection: Connection, report: str) -> dict[str, str]:
    """The identity of each entity of a report."""
    query = select(t.entities.c.key, t.entities.c.identity).where(t.entities.c.report == report)
    return {row.key: row.identity for row in connection.execute(query) if row.identity is not None}


def relations(connection: Connection, reports: Iterable[Head], *, sure: float = 0.0) -> Iterator[Related]:
    """The ties that reports state, each once a report; those that an editor has withdrawn are left out.

    So are, with `sure`, those that are less sure, and dates that are.
    """
    for head in reports:
        kept = decided.reading_of(connection, head.id)
        if kept is None or not kept.relations:
            continue
        who = entity_identities(connection, head.id)
        names = {entity.id: entity.name for entity in kept.entities}
        out = set(
            connection.scalars(
                select(t.entries.c.id).where(
                    t.entries.c.report == head.id,
                    or_(t.entries.c.withdrawn.is_not(None), t.entries.c.withheld.is_not(None)),
                )
            )
        )
        entries = [anchor.id for anchor in anchors(kept)["relation"]]
        for tie, entry in zip(decided.used(connection, kept).relations, entries, strict=True):
            one, other = who.get(tie.source_entity), who.get(tie.target_entity)
            if entry in out or one is None or other is None:
                continue
            told = Related(
                id=entry,
                kind=tie.kind,
                one=one,
                other=other,
                status=tie.status,
                since=tie.since,
                until=tie.until,
                source=tie.source if tie.source in (OUTLET, None) else names.get(tie.source or ""),
                evidence=Evidence(
                    published=head.published,
                    outlet=head.outlet,
                    report=head.id,
                    version=head.version,
                    sentence=_sentence(kept, tie.start),
                    start=tie.start,
                    end=tie.end,
                    entry=entry,
                    because=tie.because,
                    sure=tie.sure,
                ),
            )
            if (left := surer_related(told, sure) if sure else told) is not None:
                yield left


def _sentence(of_: Reading, offset: int) -> str:
    return next((span.of(of_.text) for span in of_.sentences if span.start <= offset < span.end), "")


def decisions(connection: Connection) -> list[Decision]:
    """Every editor's decision, taken back or not, in order."""
    return decided.decisions(connection)
