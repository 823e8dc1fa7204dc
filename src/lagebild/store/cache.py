"""The stored part of the record over all reports: computed from readings, known names and an editor's decisions."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection, delete, insert, select, update

from lagebild.record.identities import identify, plain_name
from lagebild.store import deciding, knowing
from lagebild.store import tables as t
from lagebild.store.freshness import mark_fresh
from lagebild.store.incidents import touch, update_incidents
from lagebild.store.sightings import sightings


def make(connection: Connection) -> None:
    """Compute again the identities, what is withdrawn, and the incidents that any of it touches."""
    before = _who(connection)
    ids = {
        (row.report, row.key): row.id
        for row in connection.execute(select(t.entities.c.id, t.entities.c.report, t.entities.c.key))
    }
    identities = identify(
        sightings(connection), judgements=deciding.judgements(connection), known=knowing.known(connection)
    )
    connection.execute(delete(t.identities))
    if identities:
        connection.execute(
            insert(t.identities),
            [{"id": i.id, "kind": i.kind, "name": i.name, "wikidata": i.wikidata} for i in identities],
        )
        connection.execute(
            insert(t.aliases),
            [{"identity": i.id, "name": n, "plain": plain_name(n)} for i in identities for n in i.names],
        )
        connection.execute(
            update(t.entities)
            .where(t.entities.c.id == sa.bindparam("row"))
            .values(identity=sa.bindparam("identity_id")),
            [{"row": ids[sighting], "identity_id": i.id} for i in identities for sighting in i.sightings],
        )
    if parts := [{"id": part, "identity": i.id} for i in identities for part in i.parts if part != i.id]:
        connection.execute(insert(t.parts), parts)
    if reasons := [{"identity": i.id, "reason": reason} for i in identities for reason in i.reasons]:
        connection.execute(insert(t.reasons), reasons)
    deciding.settle(connection)
    after = _who(connection)
    touch(connection, {report for report, *_ in before ^ after})
    update_incidents(connection, deciding.words(connection))
    mark_fresh(connection)


def _who(connection: Connection) -> set[tuple[str, str, str | None, str | None, str | None]]:
    """Who each entity of each report is, and under which name."""
    rows = connection.execute(
        select(
            t.entities.c.report, t.entities.c.key, t.identities.c.id, t.identities.c.name, t.identities.c.kind
        ).outerjoin(t.identities, t.identities.c.id == t.entities.c.identity)
    )
    return {tuple(row) for row in rows}
