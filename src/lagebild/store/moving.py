"""Moves a record from one database into another, say from a SQLite file to a team's PostgreSQL.

Every row of every table is carried over as it is, so that identities, decisions and clocks stay what they were; what the
other database makes itself (its full-text index, the numbers of new rows) is made there. All of it arrives, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, delete, func, insert, select

from lagebild.errors import StoreError
from lagebild.store import dialects
from lagebild.store import tables as t
from lagebild.store.store import Store

AT_ONCE = 1_000
"""So many rows are carried at a time."""
_FILLED = (t.reports, t.decisions, t.known, t.failures, t.views, t.log)
"""A database with a row in one of these holds a record."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """What was carried over: how many rows of each table that has any, and of them the reports."""

    reports: int
    rows: dict[str, int]


def move(source: Store, target: Store, *, carried: Callable[[int], None] = lambda _: None) -> Moved:
    """Carry a record over into an empty database; `carried` is told how many rows each step brought.

    The source is only read, in one transaction, so that what others write meanwhile comes in whole or not at all. Raises
    StoreError if the target has a record, or if one of the databases refuses something: then the target stays empty.
    """
    rows: dict[str, int] = {}
    with source.transaction() as given, target.writing() as taken:
        for table in _FILLED:
            if taken.scalar(select(sa.literal(1)).select_from(table).limit(1)):
                raise StoreError(f"{target.where}: there is a record in it; name a new database")
        for table in t.metadata.sorted_tables:
            taken.execute(delete(table))  # what a new database begins with
            rows[table.name] = _carry(_rows(source, given, table), taken, table, carried)
        dialects.number_on(taken, t.metadata.sorted_tables)
        dialects.count_rows(taken)
    return Moved(reports=rows[t.reports.name], rows={name: number for name, number in rows.items() if number})


def _rows(source: Store, given: Connection, table: sa.Table) -> Iterator[list[dict[str, object]]]:
    """The rows of a table, some at a time; that the source is damaged is said of the source, not of the target."""
    with source.refusing():
        parts = given.execute(select(table).execution_options(yield_per=AT_ONCE)).mappings().partitions(AT_ONCE)
    while True:
        with source.refusing():
            some = [dict(row) for row in next(parts, ())]
        if not some:
            return
        yield some


def _carry(
    given: Iterable[list[dict[str, object]]], taken: Connection, table: sa.Table, carried: Callable[[int], None]
) -> int:
    number = 0
    for some in given:
        taken.execute(insert(table), some)
        number += len(some)
        carried(len(some))
    there = taken.scalar(select(func.count()).select_from(table))
    if there != number:
        raise StoreError(f"of {number} rows of the table {table.name} {there} arrived; nothing was moved")
    return number
