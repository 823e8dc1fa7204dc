"""Many values in pieces of a size that goes into one statement, and many rows by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection, insert

V = TypeVar("V", str, int)

MANY = 500
"""SQLite takes 32,766 variables in a statement, before 3.32 only 999."""


def some(values: Collection[V]) -> Iterator[Sequence[V]]:
    """The values in order, in pieces."""
    known = sorted(values)
    return (known[start : start + MANY] for start in range(0, len(known), MANY))


def insert_all(connection: Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows into a table by one statement; none if there are none."""
    if values := list(rows):
        connection.execute(insert(table), values)
