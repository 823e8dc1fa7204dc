"""How much is on record."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, select

from lagebild.store import queries
from lagebild.store import tables as t


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
    failures: int


def size(connection: Connection) -> Size:
    """How much is on record."""

    def rows(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
        return connection.scalar(select(sa.func.count()).select_from(table).where(*conditions)) or 0

    outlets, first, last = connection.execute(
        select(
            sa.func.count(sa.distinct(t.reports.c.outlet)),
            sa.func.min(t.reports.c.published),
            sa.func.max(t.reports.c.published),
        )
    ).one()
    return Size(
        reports=rows(t.reports),
        outlets=outlets,
        first=first,
        last=last,
        identities=rows(t.identities),
        offices=rows(t.offices, queries.stands(t.offices)),
        statements=rows(t.statements, queries.stands(t.statements)),
        events=rows(t.events, queries.stands(t.events)),
        failures=rows(t.failures),
    )
