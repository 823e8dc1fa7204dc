"""Saved views: a question that is asked again and again, under a name. What is asked is the address of a page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from lagebild.errors import DecisionError, NotFoundError
from lagebild.store import log, rows
from lagebild.store import tables as t

LONGEST_NAME = 120
"""Code points of the longest name of a view."""

LONGEST_QUERY = 2_000
"""Characters of the longest query of a view."""

PASSING = ("page", "per", "lang", "decided", "since", "at")
"""What says where somebody is on a page, and not what was asked: it is not kept."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A view: its number and name, the page, what is asked of it (the address behind the `?`), who saved it when (UTC)."""

    number: int
    name: str
    page: str
    query: str
    author: str
    recorded_at: str

    @property
    def address(self) -> str:
        """The address on the site."""
        return f"/{self.page}" + (f"?{self.query}" if self.query else "")


def views(connection: Connection) -> list[View]:
    """All views by name."""
    found = connection.execute(select(t.views, t.views.c.id.label("number")))
    made = [View(**{name: row._mapping[name] for name in View.__struct_fields__}) for row in found]
    return sorted(made, key=lambda one: (one.name.casefold(), one.number))


def lasting(query: str) -> str:
    """What is asked in the query of an address, always in the same order: without empty values and :data:`PASSING`."""
    return urlencode(sorted((k, v) for k, v in parse_qsl(query) if v and k not in PASSING))


def save(connection: Connection, name: str, *, page: str, query: str, author: str) -> View:
    """Save a view; one of that name asks from now on what this one asks. `page` is one of the site's (`chronicle`).

    Raises DecisionError if the name is empty, or the name or the query too long.
    """
    name, asked = " ".join(name.split()), lasting(query)
    if not name or len(name) > LONGEST_NAME:
        raise DecisionError(f"a view needs a name of 1 to {LONGEST_NAME} characters")
    if len(asked) > LONGEST_QUERY:
        raise DecisionError(f"what a view asks has at most {LONGEST_QUERY:,} characters")
    values = {"page": page, "query": asked, "author": author.strip() or "unknown", "recorded_at": rows.now()}
    known = connection.scalar(select(t.views.c.id).where(t.views.c.name == name))
    if known is None:
        connection.execute(insert(t.views).values(name=name, **values))
    else:
        connection.execute(update(t.views).where(t.views.c.id == known).values(**values))
    log.note(connection, "view", name, author=author)
    return next(one for one in views(connection) if one.name == name)


def drop(connection: Connection, number: int, *, author: str | None = None) -> None:
    """Forget a view. Raises NotFoundError if there is none of that number."""
    name = connection.scalar(select(t.views.c.name).where(t.views.c.id == number))
    if not connection.execute(delete(t.views).where(t.views.c.id == number)).rowcount:
        raise NotFoundError(f"there is no saved view {number}")
    log.note(connection, "view dropped", name or "", author=author)
