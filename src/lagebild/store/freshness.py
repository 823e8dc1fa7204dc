"""Whether what is stored of the record over all reports is up to date."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from lagebild.store import tables as t

_STALE = "stale"


def mark_stale(connection: Connection) -> None:
    """Note that the record is to be made again before it is next asked."""
    _mark(connection, "1")


def mark_fresh(connection: Connection) -> None:
    """Note that the record has just been made."""
    _mark(connection, "0")


def is_stale(connection: Connection) -> bool:
    """True if anything has come since the record was made."""
    return connection.scalar(select(t.state.c.value).where(t.state.c.name == _STALE)) == "1"


def _mark(connection: Connection, value: str) -> None:
    connection.execute(delete(t.state).where(t.state.c.name == _STALE))
    connection.execute(insert(t.state).values(name=_STALE, value=value))
