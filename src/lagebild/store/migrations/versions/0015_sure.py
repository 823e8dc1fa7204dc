"""How sure each field of an entry is, and plans and pledges as entries that an editor can judge.

Revision: 0015. What the readings on record say of both is taken from them; offices, ties, plans and statements say how sure
they are after the next re-reading.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_SURE = ("offices", "statements", "events", "relations", "plans")
_ENTRIES = {"plan": "plans", "pledge": "pledges"}


def upgrade() -> None:
    """Add the columns, and fill them from the readings."""
    for table in _SURE:
        op.add_column(table, sa.Column("sure", sa.JSON(), nullable=False, server_default="{}"))
    for table in _ENTRIES.values():
        op.add_column(table, sa.Column("entry", sa.Text()))
        op.create_index(f"ix_{table}_entry", table, ["entry"])
    connection = op.get_bind()
    for report, reading in connection.execute(sa.text("SELECT id, reading FROM reports")).all():
        try:
            said = json.loads(reading)
            _weigh(connection, report, said.get("events", ()))
            _name(connection, report, said)
        except (AttributeError, KeyError, TypeError, ValueError):
            continue  # a damaged reading: `lagebild check` names it, and a re-reading fills the columns


def _weigh(connection: sa.Connection, report: str, events: Iterable[Mapping[str, Any]]) -> None:
    table = sa.table("events", sa.column("report"), sa.column("key"), sa.column("sure", sa.JSON()))
    for event in events:
        if event.get("sure"):
            here = (table.c.report == report, table.c.key == event["id"])
            connection.execute(sa.update(table).where(*here).values(sure=event["sure"]))


def _name(connection: sa.Connection, report: str, said: Mapping[str, Any]) -> None:
    """Give the plans and pledges of a report the ids of entries; their rows stand in the order of the reading."""
    if not said.get("plans") and not said.get("pledges"):
        return
    from lagebild.reading import Reading  # noqa: PLC0415 - only a record with plans needs it
    from lagebild.record.decisions import anchors  # noqa: PLC0415

    named = anchors(msgspec.convert(said, Reading))
    entries = sa.table("entries", sa.column("id"), sa.column("report"), sa.column("layer"))
    for layer, name in _ENTRIES.items():
        table = sa.table(name, sa.column("id"), sa.column("report"), sa.column("entry"))
        rows = connection.scalars(sa.select(table.c.id).where(table.c.report == report).order_by(table.c.id)).all()
        ids = [anchor.id for found, several in named.items() if found == layer for anchor in several]
        for row, entry in zip(rows, ids, strict=True):
            connection.execute(sa.update(table).where(table.c.id == row).values(entry=entry))
            connection.execute(sa.insert(entries).values(id=entry, report=report, layer=layer))
