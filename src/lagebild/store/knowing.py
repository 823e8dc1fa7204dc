"""The user's list of known people and bodies: stored here and passed to `record.identities`."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, update

from lagebild.record.identities import Known, plain_name
from lagebild.store import tables as t

_BETWEEN = "|"


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
