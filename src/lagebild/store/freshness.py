"""Keeps track of whether the stored part of the record is up to date."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from lagebild.store import tables as t

_STALE = "stale"


def mark_stale(connection: Connection) -> None:
    """Note that the record must be computed again before the next question."""
    _mark(connection, "1")


def mark_fresh(connection: Connection) -> None:
    """Note that the record has just been computed."""
    _mark(connection, "0")


def is_stale(connection: Connection) -> bool:
    """True if anything has come since the record was computed."""
    return connection.scalar(select(t.state.c.value).where(t.state.c.name == _STALE)) == "1"


def _mark(connection: Connection, value: str) -> None:
    connection.execute(delete(t.state).where(t.state.c.name == _STALE))
    connection.execute(insert(t.state).values(name=_STALE, value=value))
