"""The rows of identities: only what differs is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, delete, select, update

from lagebild.record.identities import Identity, plain_name
from lagebild.store import tables as t
from lagebild.store.namings import Row, point
from lagebild.store.some import insert_all, some


def replace(
    connection: Connection,
    before: Collection[str],
    now: Sequence[Identity],
    rows: Iterable[Row],
    earlier: Iterable[Row],
) -> set[str]:
    """Put identities on record instead of those before, and say of sightings who they are.

    Returns the ids of identities that have another name or kind than before.
    """
    held = _held(connection, before)
    new = {one.id: one for one in now}
    insert_all(
        connection,
        t.identities,
        (
            {"id": one.id, "kind": one.kind, "name": one.name, "wikidata": one.wikidata}
            for one in now
            if one.id not in held
        ),
    )
    differing = [one for one in now if one.id in held and held[one.id] != (one.kind, one.name, one.wikidata)]
    for one in differing:
        connection.execute(
            update(t.identities)
            .where(t.identities.c.id == one.id)
            .values(kind=one.kind, name=one.name, wikidata=one.wikidata)
        )
    point(
        connection,
        {
            row.place: row.identity
            for row, old in zip(rows, earlier, strict=True)
            if row.identity is not None and row.identity != old.identity
        },
    )
    _replace_below(connection, t.parts, "id", before, {key: _parts(one) for key, one in new.items()})
    for several in some(held.keys() - new.keys()):
        connection.execute(delete(t.identities).where(t.identities.c.id.in_(several)))
    _replace_below(connection, t.aliases, "name", before, {key: one.names for key, one in new.items()})
    _replace_below(connection, t.reasons, "reason", before, {key: one.reasons for key, one in new.items()})
    return {one.id for one in differing if held[one.id][:2] != (one.kind, one.name)}


def _parts(one: Identity) -> list[str]:
    return [part for part in one.parts if part != one.id]


def _held(connection: Connection, keys: Collection[str]) -> dict[str, tuple[str, str, str | None]]:
    columns = (t.identities.c.id, t.identities.c.kind, t.identities.c.name, t.identities.c.wikidata)
    return {
        row.id: (row.kind, row.name, row.wikidata)
        for several in some(keys)
        for row in connection.execute(select(*columns).where(t.identities.c.id.in_(several)))
    }


def _replace_below(
    connection: Connection, table: sa.Table, column: str, before: Collection[str], now: Mapping[str, Collection[str]]
) -> None:
    """Write the rows of identities in a table that has one for each of several texts."""
    held: dict[str, set[str]] = defaultdict(set)
    for several in some(before):
        query = select(table.c.identity, table.c[column]).where(table.c.identity.in_(several))
        for identity, text in connection.execute(query):
            held[identity].add(text)
    gone = [{"of": key, "text": text} for key in before for text in sorted(held[key] - set(now.get(key, ())))]
    if gone:
        here = table.c.identity == sa.bindparam("of"), table.c[column] == sa.bindparam("text")
        connection.execute(delete(table).where(*here), gone)
    insert_all(
        connection,
        table,
        (_row(table, key, column, text) for key, texts in now.items() for text in texts if text not in held[key]),
    )


def _row(table: sa.Table, key: str, column: str, text: str) -> dict[str, Any]:
    row = {"identity": key, column: text}
    return {**row, "plain": plain_name(text)} if "plain" in table.c else row
