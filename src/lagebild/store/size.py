"""How much is on record."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, select

from lagebild.store import tables as t
from lagebild.store.counted import how_many, rows


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How much is on record, without what is withdrawn; `failures` counts the reports that could not be read."""

    reports: int
    outlets: int
    first: str | None
    last: str | None
    identities: int
    offices: int
    statements: int
    events: int
    incidents: int
    failures: int


def is_empty(connection: Connection) -> bool:
    """True if no report is on record."""
    return connection.scalar(select(t.reports.c.id).limit(1)) is None


def size(connection: Connection) -> Size:
    """How much is on record."""
    outlets, first, last = connection.execute(
        select(
            sa.func.count(sa.distinct(t.reports.c.outlet)),
            sa.func.min(t.reports.c.published),
            sa.func.max(t.reports.c.published),
        )
    ).one()
    return Size(
        reports=rows(connection, t.reports),
        outlets=outlets,
        first=first,
        last=last,
        identities=rows(connection, t.identities),
        offices=how_many(connection, t.offices),
        statements=how_many(connection, t.statements),
        events=how_many(connection, t.events),
        incidents=rows(connection, t.incidents),
        failures=rows(connection, t.failures),
    )
