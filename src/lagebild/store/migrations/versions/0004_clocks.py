"""Keep what was dropped (context, counts that rose, the rule behind each field), and name dates by the clock they are on.

Revision: 0004. Dates in the world are `valid_from` and `valid_to`, those of this database `recorded_at` and
`retracted_at`. What was dropped is taken from the readings that are kept; readings of older versions do not have all of it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from lagebild.store.dialects import joined_texts

revision = "0004"
down_revision = "0003"

_RENAMED = (
    ("offices", "since", "valid_from"),
    ("offices", "until", "valid_to"),
    ("events", "begin", "valid_from"),
    ("events", "finish", "valid_to"),
    ("reports", "added", "recorded_at"),
    ("failures", "at", "recorded_at"),
    ("decisions", "at", "recorded_at"),
    ("retractions", "at", "retracted_at"),
)
_JUSTIFIED = ("entities", "offices", "statements", "events")
"""The tables whose rows say `because`."""


def upgrade() -> None:
    """Rename the columns, add the new ones, and fill these."""
    for view in _VIEWS:
        op.execute(f"DROP VIEW {view}")
    op.drop_index("ix_events_begin", "events")
    for table, old, new in _RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
    op.create_index("ix_events_valid_from", "events", ["valid_from"])
    for table in _JUSTIFIED:
        op.add_column(table, sa.Column("because", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("events", sa.Column("context", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("figures", sa.Column("counts_up", sa.Boolean(), nullable=False, server_default=sa.false()))
    connection = op.get_bind()
    for report, reading in connection.execute(sa.text("SELECT id, reading FROM reports")).all():
        _fill(connection, report, json.loads(reading))
    for view, query in _VIEWS.items():
        op.execute(f"CREATE VIEW {view} AS {query}".replace("group_concat", joined_texts(connection)))


def _fill(connection: sa.Connection, report: str, reading: Mapping[str, Any]) -> None:
    for layer, order in (("entities", "id"), ("offices", "id"), ("statements", "number"), ("events", "id")):
        table = sa.table(
            layer, *(sa.column(c) for c in ("id", "number", "report")), sa.column("because", sa.JSON),
            sa.column("context", sa.JSON),
        )  # fmt: skip
        ids = connection.scalars(sa.select(table.c.id).where(table.c.report == report).order_by(table.c[order])).all()
        for key, finding in zip(ids, reading.get(layer, ()), strict=False):
            kept = {name: finding[name] for name in ("because", "context") if finding.get(name)}
            if kept:
                connection.execute(sa.update(table).where(table.c.id == key).values(kept))
            if layer == "events":
                _fill_figures(connection, key, finding.get("figures", ()))


def _fill_figures(connection: sa.Connection, event: int, said: Iterable[Mapping[str, Any]]) -> None:
    table = sa.table("figures", sa.column("id"), sa.column("event"), sa.column("counts_up", sa.Boolean))
    ids = connection.scalars(sa.select(table.c.id).where(table.c.event == event).order_by(table.c.id)).all()
    for key, figure in zip(ids, said, strict=False):
        if figure.get("counts_up"):
            connection.execute(sa.update(table).where(table.c.id == key).values(counts_up=True))


_STANDS = "NOT EXISTS (SELECT 1 FROM entries WHERE entries.id = {}.entry AND entries.withdrawn IS NOT NULL)"

_VIEWS = {
    "office_register": f"""
    SELECT holder.name AS person, offices.title, body.name AS of, offices.status, offices.valid_from, offices.valid_to,
           reports.published, reports.outlet, offices.sentence, reports.id AS report, offices.entry, offices.because
    FROM offices
    JOIN reports ON reports.id = offices.report
    JOIN entities AS holder_entity ON holder_entity.id = offices.person
    JOIN identities AS holder ON holder.id = holder_entity.identity
    LEFT JOIN entities AS body_entity ON body_entity.id = offices.of
    LEFT JOIN identities AS body ON body.id = body_entity.identity
    WHERE {_STANDS.format("offices")}
    """,
    "chronicle": f"""
    SELECT events.valid_from, events.valid_to, events.time, events.type, events.mode, events.context, events.status,
           events.voice, events.trigger,
           (SELECT group_concat(identities.name, '; ') FROM parties
            JOIN entities ON entities.id = parties.entity JOIN identities ON identities.id = entities.identity
            WHERE parties.event = events.id AND parties.role = 'actor') AS actors,
           (SELECT group_concat(identities.name, '; ') FROM parties
            JOIN entities ON entities.id = parties.entity JOIN identities ON identities.id = entities.identity
            WHERE parties.event = events.id AND parties.role = 'recipient') AS recipients,
           place.name AS place, source.name AS source, reports.published, reports.outlet, events.sentence,
           reports.id AS report, events.entry, events.because
    FROM events
    JOIN reports ON reports.id = events.report
    LEFT JOIN entities AS place_entity ON place_entity.id = events.place
    LEFT JOIN identities AS place ON place.id = place_entity.identity
    LEFT JOIN entities AS source_entity ON source_entity.id = events.source
    LEFT JOIN identities AS source ON source.id = source_entity.identity
    WHERE {_STANDS.format("events")}
    """,
    "said": f"""
    SELECT speaker.name AS speaker, statements.type, statements.medium, statements.cue, statements.quote,
           reports.published, reports.outlet, statements.sentence, reports.id AS report, statements.entry,
           statements.because
    FROM statements
    JOIN reports ON reports.id = statements.report
    LEFT JOIN entities ON entities.id = statements.speaker
    LEFT JOIN identities AS speaker ON speaker.id = entities.identity
    WHERE {_STANDS.format("statements")}
    """,
}
