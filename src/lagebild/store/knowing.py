"""The user's list of known people and bodies: stored here and passed to `record.identities`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from lagebild.reading import RelationKind, RelationStatus
from lagebild.record.identities import Known, plain_name
from lagebild.store import tables as t

_BETWEEN = "|"


class KnownTie(NamedTuple):
    """A line of a user's own table of ties: its two names, what is between them, and where the line stands."""

    one: str
    kind: RelationKind
    other: str
    status: RelationStatus
    since: str | None
    until: str | None
    table: str
    line: int
    text: str


def known(connection: Connection) -> list[Known]:
    """All known entries, ordered by name."""
    rows = connection.execute(select(t.known).order_by(t.known.c.name, t.known.c.wikidata, t.known.c.id))
    return [
        Known(row.name, tuple(alias for alias in row.aliases.split(_BETWEEN) if alias), row.kind, row.wikidata)
        for row in rows
    ]


def learn(connection: Connection, entries: Iterable[Known]) -> tuple[int, int, int]:
    """Store known people and bodies; returns how many are new, changed and unchanged.

    An entry replaces the one with the same Wikidata id or, if one of the two has none, with the same name and kind.
    """
    by_id: dict[str, int] = {}
    by_name: dict[tuple[str, str | None], tuple[int, str | None]] = {}
    before: dict[int, Known] = {}

    def note(key: int, entry: Known) -> None:
        before[key] = entry
        by_name[plain_name(entry.name), entry.kind] = (key, entry.wikidata)
        if entry.wikidata:
            by_id[entry.wikidata] = key

    for row in connection.execute(select(t.known).order_by(t.known.c.id)):
        note(row.id, Known(row.name, tuple(a for a in row.aliases.split(_BETWEEN) if a), row.kind, row.wikidata))
    new = changed = same = 0
    for entry in entries:
        key = by_id.get(entry.wikidata or "")
        if key is None:
            key, other = by_name.get((plain_name(entry.name), entry.kind), (None, None))
            if other and entry.wikidata:  # a namesake: both have ids, and they differ
                key = None
        values = {
            "name": entry.name, "aliases": _BETWEEN.join(entry.aliases), "kind": entry.kind, "wikidata": entry.wikidata,
        }  # fmt: skip
        if key is None:
            made = connection.execute(insert(t.known).values(values)).inserted_primary_key
            note(made[0] if made else 0, entry)
            new += 1
        elif before[key] == entry:
            same += 1
        else:
            connection.execute(update(t.known).where(t.known.c.id == key).values(values))
            note(key, entry)
            changed += 1
    return new, changed, same


def forget(connection: Connection) -> int:
    """Delete all known entries; returns how many there were."""
    return connection.execute(delete(t.known)).rowcount


def known_ties(connection: Connection) -> list[KnownTie]:
    """The lines of the user's tables of ties, in the order in which they were loaded."""
    c = t.known_ties.c
    columns = (c["from"], c.kind, c.to, c.status, c.valid_from, c.valid_to, c.table, c.line, c.text)
    return [KnownTie(*row) for row in connection.execute(select(*columns).order_by(c.id))]


def learn_ties(connection: Connection, lines: Iterable[KnownTie]) -> tuple[int, int, int]:
    """Store lines of a user's table of ties; returns how many are new, changed and unchanged.

    A line replaces the one between the same two names, of the same kind and with the same beginning.
    """
    before = {(plain_name(k.one), k.kind, plain_name(k.other), k.since): k for k in known_ties(connection)}
    new = changed = same = 0
    c = t.known_ties.c
    for line in lines:
        known = before.get((plain_name(line.one), line.kind, plain_name(line.other), line.since))
        if known is not None and known._replace(table="", line=0, text="") == line._replace(table="", line=0, text=""):
            same += 1
            continue
        if known is not None:
            its = (c["from"] == known.one, c.kind == known.kind, c.to == known.other, c.line == known.line)
            connection.execute(delete(t.known_ties).where(*its))
        values = {
            "from": line.one, "kind": line.kind, "to": line.other, "status": line.status, "valid_from": line.since,
            "valid_to": line.until, "table": line.table, "line": line.line, "text": line.text,
        }  # fmt: skip
        connection.execute(insert(t.known_ties).values(values))
        before[plain_name(line.one), line.kind, plain_name(line.other), line.since] = line
        new, changed = (new + 1, changed) if known is None else (new, changed + 1)
    return new, changed, same


def forget_ties(connection: Connection) -> int:
    """Delete the user's tables of ties; returns how many lines there were."""
    return connection.execute(delete(t.known_ties)).rowcount
