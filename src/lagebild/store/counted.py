"""Which entries count, and rows as the record's own types."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, exists, or_, select

from lagebild.store import tables as t

T = TypeVar("T", bound=msgspec.Struct)


def stands(table: sa.Table) -> ColumnElement[bool]:
    """The condition that an entry counts: no editor has withdrawn it, and its words are those of its report."""
    out = or_(t.entries.c.withdrawn.is_not(None), t.entries.c.withheld.is_not(None))
    return ~exists().where(t.entries.c.id == table.c.entry, out)


def not_shown() -> sa.CompoundSelect[tuple[str]]:
    """The ids of all entries that do not count, found by indexes, which SQLite does not use for IS NOT NULL."""
    entry = t.entries.c
    return sa.union(select(entry.id).where(entry.withdrawn >= 0), select(entry.id).where(entry.withheld >= ""))


def among_many(table: sa.Table) -> ColumnElement[bool]:
    """What :func:`stands` says, quicker where many rows are looked at: those that do not count are looked up once."""
    return or_(table.c.entry.is_(None), table.c.entry.not_in(not_shown()))


def rows(connection: Connection, table: sa.Table, *conditions: ColumnElement[bool]) -> int:
    """How many rows of a table fulfil some conditions."""
    return connection.scalar(select(sa.func.count()).select_from(table).where(*conditions)) or 0


def how_many(connection: Connection, table: sa.Table) -> int:
    """How many entries of a table count. Few do not: all are counted, and only those looked up."""
    return rows(connection, table) - rows(connection, table, table.c.entry.in_(not_shown()))


def is_withdrawn(table: sa.Table) -> ColumnElement[bool]:
    """The condition that an editor has withdrawn an entry."""
    return exists().where(t.entries.c.id == table.c.entry, t.entries.c.withdrawn.is_not(None))


def made_of(row: sa.Row[Any], kind: type[T], **made: Any) -> T:
    """One of the record's types from a row: each field gets the column of its name, unless it is given."""
    given = row._mapping
    return kind(**{**{field: given[field] for field in kind.__struct_fields__ if field in given}, **made})
