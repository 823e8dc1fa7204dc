"""Who did what besides deciding: which reports, tables of names and saved views came by whom.

Rows are added, never changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

import msgspec
from sqlalchemy import Connection, insert, select

from lagebild.store import rows
from lagebild.store import tables as t
from lagebild.store.some import MANY

LoggedKind = Literal["added", "version", "known", "known ties", "forgotten", "view", "view dropped"]
"""A report that came, or a version of one; a table of people and bodies, or of ties, that was loaded, and one that was
forgotten for it (`--replace`); a view that was saved or dropped."""

KINDS: tuple[LoggedKind, ...] = get_args(LoggedKind)


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody did, and when (UTC). `about` is a report's id, a table's file with what came of it, or a view's name."""

    number: int
    what: LoggedKind
    about: str
    author: str
    recorded_at: str


def note(connection: Connection, what: LoggedKind, about: str, *, author: str | None) -> None:
    """Note what somebody does, in the transaction in which it is done; nothing if nobody says who it is."""
    if author is not None and author.strip():
        values = {"what": what, "about": about, "author": author.strip(), "recorded_at": rows.now()}
        connection.execute(insert(t.log).values(values))


def logged(connection: Connection) -> list[Logged]:
    """All that was noted, in the order in which it was done."""
    return list(every_logged(connection))


def every_logged(connection: Connection) -> Iterator[Logged]:
    """The same, one after the other."""
    query = select(t.log, t.log.c.id.label("number")).order_by(t.log.c.id)
    for row in connection.execute(query, execution_options={"yield_per": MANY}):
        yield Logged(**{name: row._mapping[name] for name in Logged.__struct_fields__})
