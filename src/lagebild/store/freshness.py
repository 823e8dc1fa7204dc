"""Keeps track of whether the stored part of the record is up to date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from lagebild.store import tables as t

FEW = 20
"""So few reports whoever asks waits for, whoever added them."""
PATIENCE = 60
"""Seconds after which whoever was adding reports is taken to have broken off."""

_STALE = "stale"
_REVISION = "revision"
_CHANGED = "changed_at"
_UUID = "uuid"


def mark_stale(connection: Connection) -> None:
    """Note that the record must be computed again before the next question."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    note_all(connection, {_STALE: "1", _REVISION: str(revision(connection) + 1), _CHANGED: now})


def mark_fresh(connection: Connection) -> None:
    """Note that the record has just been computed."""
    note(connection, _STALE, "0")


def is_stale(connection: Connection) -> bool:
    """True if anything has come since the record was computed."""
    return noted(connection, _STALE) == "1"


def is_at_work(connection: Connection, waiting: int) -> bool:
    """True if somebody is adding reports, of which so many wait for the record to be computed."""
    last = changed_at(connection)
    if waiting <= FEW or last is None:
        return False
    since = datetime.datetime.now(datetime.UTC) - datetime.datetime.fromisoformat(last)
    return abs(since.total_seconds()) < PATIENCE


def revision(connection: Connection) -> int:
    """A number that grows with all that comes: readings, versions, known names, an editor's decisions."""
    return int(noted(connection, _REVISION) or 0)


def changed_at(connection: Connection) -> str | None:
    """When the last of it came (UTC); None if that was before anybody noted it."""
    return noted(connection, _CHANGED)


def record_id(connection: Connection) -> str:
    """The UUID of this record, made with it: it tells what is on it from what is on another one."""
    return noted(connection, _UUID) or ""


def noted(connection: Connection, name: str) -> str | None:
    """What is noted about the record under a name."""
    return connection.scalar(select(t.state.c.value).where(t.state.c.name == name))


def note(connection: Connection, name: str, value: str) -> None:
    """Note something about the record under a name, instead of what stood there."""
    note_all(connection, {name: value})


def note_all(connection: Connection, noted: Mapping[str, str]) -> None:
    """Note several things about the record, each under its name."""
    connection.execute(delete(t.state).where(t.state.c.name.in_(sorted(noted))))
    connection.execute(insert(t.state), [{"name": name, "value": value} for name, value in noted.items()])
