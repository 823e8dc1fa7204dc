"""An editor's decisions, known people and bodies, and why sightings were taken for one.

Revision: 0002. The entries of reports already on record get their names from the readings that are kept of them.
"""

import sqlalchemy as sa
from alembic import op

from lagebild.reading import from_json
from lagebild.record.decisions import anchors
from lagebild.store.dialects import joined_texts

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables and columns, name the entries, and let the views leave out what is withdrawn."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("left", sa.Text(), nullable=True),
        sa.Column("right", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("layer", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("nth", sa.Integer(), nullable=True),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decisions_report"), "decisions", ["report"], unique=False)
    op.create_table(
        "retractions",
        sa.Column("decision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"], name=op.f("fk_retractions_decision")),
        sa.PrimaryKeyConstraint("decision"),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_entries_report"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["withdrawn"], ["decisions.id"], name=op.f("fk_entries_withdrawn")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_entries_report"), "entries", ["report"], unique=False)
    op.create_index(op.f("ix_entries_withdrawn"), "entries", ["withdrawn"], unique=False)
    op.create_table(
        "known",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("wikidata", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["identity"], ["identities.id"], name=op.f("fk_reasons_identity"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_reasons_identity"), "reasons", ["identity"], unique=False)
    op.create_table(
        "unread",
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_unread_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report"),
    )
    op.add_column("identities", sa.Column("wikidata", sa.Text(), nullable=True))
    for name in ("offices", "events", "statements"):
        op.add_column(name, sa.Column("entry", sa.Text(), nullable=True))
        op.create_index(op.f(f"ix_{name}_entry"), name, ["entry"], unique=False)
    connection = op.get_bind()
    for report, reading in connection.execute(sa.text("SELECT id, reading FROM reports")).all():
        _name_entries(connection, report, reading)
    # identities are a cache, and this version makes more of them
    op.execute("UPDATE record_state SET value = '1' WHERE name = 'stale'")
    for name, query in _VIEWS.items():
        op.execute(f"DROP VIEW {name}")
        op.execute(f"CREATE VIEW {name} AS {query}".replace("group_concat", joined_texts(connection)))


def _name_entries(connection: sa.Connection, report: str, reading: str) -> None:
    """Give the entries of a report that came before entries had names theirs."""
    entries = sa.table("entries", *map(sa.column, ("id", "report", "layer")))
    tables = {"office": ("offices", "id"), "statement": ("statements", "number"), "event": ("events", "id")}
    for layer, found in anchors(from_json(reading)).items():
        for anchor in found:
            connection.execute(sa.insert(entries).values(id=anchor.id, report=report, layer=layer))
        if layer in tables:
            name, order = tables[layer]
            table = sa.table(name, *map(sa.column, ("id", "number", "report", "entry")))
            query = sa.select(table.c.id).where(table.c.report == report).order_by(table.c[order])
            for row, anchor in zip(connection.scalars(query).all(), found, strict=True):
                connection.execute(sa.update(table).where(table.c.id == row).values(entry=anchor.id))


_STANDS = "NOT EXISTS (SELECT 1 FROM entries WHERE entries.id = {}.entry AND entries.withdrawn IS NOT NULL)"

_VIEWS = {
    "office_register": f"""
    SELECT holder.name AS person, offices.title, body.name AS of, offices.status, offices.since, offices.until,
           reports.published, reports.outlet, offices.sentence, reports.id AS report, offices.entry
    FROM offices
    JOIN reports ON reports.id = offices.report
    JOIN entities AS holder_entity ON holder_entity.id = offices.person
    JOIN identities AS holder ON holder.id = holder_entity.identity
    LEFT JOIN entities AS body_entity ON body_entity.id = offices.of
    LEFT JOIN identities AS body ON body.id = body_entity.identity
    WHERE {_STANDS.format("offices")}
    """,
    "chronicle": f"""
    SELECT events.begin, events.finish, events.time, events.type, events.status, events.voice, events.trigger,
           (SELECT group_concat(identities.name, '; ') FROM parties
            JOIN entities ON entities.id = parties.entity JOIN identities ON identities.id = entities.identity
            WHERE parties.event = events.id AND parties.role = 'actor') AS actors,
           (SELECT group_concat(identities.name, '; ') FROM parties
            JOIN entities ON entities.id = parties.entity JOIN identities ON identities.id = entities.identity
            WHERE parties.event = events.id AND parties.role = 'recipient') AS recipients,
           place.name AS place, source.name AS source, reports.published, reports.outlet, events.sentence,
           reports.id AS report, events.entry
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
           reports.published, reports.outlet, statements.sentence, reports.id AS report, statements.entry
    FROM statements
    JOIN reports ON reports.id = statements.report
    LEFT JOIN entities ON entities.id = statements.speaker
    LEFT JOIN identities AS speaker ON speaker.id = entities.identity
    WHERE {_STANDS.format("statements")}
    """,
}
