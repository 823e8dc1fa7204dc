"""The first schema.

Revision: 0001.
"""

import sqlalchemy as sa
from alembic import op

from lagebild.store.dialects import create_search, joined_texts

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, and the full-text indexes."""
    op.create_table(
        "failures",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("origin"),
    )
    op.create_table(
        "identities",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_identities_kind"), "identities", ["kind"], unique=False)
    op.create_index(op.f("ix_identities_name"), "identities", ["name"], unique=False)
    op.create_table(
        "record_state",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_reports_outlet"), "reports", ["outlet"], unique=False)
    op.create_index(op.f("ix_reports_published"), "reports", ["published"], unique=False)
    op.create_table(
        "aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["identity"], ["identities.id"], name=op.f("fk_aliases_identity"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_aliases_identity"), "aliases", ["identity"], unique=False)
    op.create_index(op.f("ix_aliases_plain"), "aliases", ["plain"], unique=False)
    op.create_table(
        "entities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["identity"], ["identities.id"], name=op.f("fk_entities_identity"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_entities_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_entities_identity"), "entities", ["identity"], unique=False)
    op.create_index(op.f("ix_entities_report"), "entities", ["report"], unique=False)
    op.create_index("ix_entities_report_key", "entities", ["report", "key"], unique=True)
    op.create_table(
        "sentences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lemmas", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_sentences_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_sentences_report"), "sentences", ["report"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("begin", sa.Text(), nullable=True),
        sa.Column("finish", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["place"], ["entities.id"], name=op.f("fk_events_place"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_events_report"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source"], ["entities.id"], name=op.f("fk_events_source"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_events_begin"), "events", ["begin"], unique=False)
    op.create_index(op.f("ix_events_place"), "events", ["place"], unique=False)
    op.create_index(op.f("ix_events_report"), "events", ["report"], unique=False)
    op.create_index(op.f("ix_events_source"), "events", ["source"], unique=False)
    op.create_index(op.f("ix_events_status"), "events", ["status"], unique=False)
    op.create_index(op.f("ix_events_type"), "events", ["type"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_name", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name=op.f("fk_mentions_entity"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_mentions_entity"), "mentions", ["entity"], unique=False)
    op.create_table(
        "offices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["of"], ["entities.id"], name=op.f("fk_offices_of"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["entities.id"], name=op.f("fk_offices_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_offices_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_offices_of"), "offices", ["of"], unique=False)
    op.create_index(op.f("ix_offices_person"), "offices", ["person"], unique=False)
    op.create_index(op.f("ix_offices_report"), "offices", ["report"], unique=False)
    op.create_index(op.f("ix_offices_title"), "offices", ["title"], unique=False)
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Integer(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("lemmas", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_statements_report"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["speaker"], ["entities.id"], name=op.f("fk_statements_speaker"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_statements_report"), "statements", ["report"], unique=False)
    op.create_index(op.f("ix_statements_speaker"), "statements", ["speaker"], unique=False)
    op.create_table(
        "figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=op.f("fk_figures_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_figures_event"), "figures", ["event"], unique=False)
    op.create_table(
        "parties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name=op.f("fk_parties_entity"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=op.f("fk_parties_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_parties_entity"), "parties", ["entity"], unique=False)
    op.create_index(op.f("ix_parties_event"), "parties", ["event"], unique=False)
    create_search(op.get_bind(), ("sentences", "statements"))
    for view in _VIEWS:
        op.execute(view.replace("group_concat", joined_texts(op.get_bind())))


_VIEWS = (
    """
    CREATE VIEW office_register AS
    SELECT holder.name AS person, offices.title, body.name AS of, offices.status, offices.since, offices.until,
           reports.published, reports.outlet, offices.sentence, reports.id AS report
    FROM offices
    JOIN reports ON reports.id = offices.report
    JOIN entities AS holder_entity ON holder_entity.id = offices.person
    JOIN identities AS holder ON holder.id = holder_entity.identity
    LEFT JOIN entities AS body_entity ON body_entity.id = offices.of
    LEFT JOIN identities AS body ON body.id = body_entity.identity
    """,
    """
    CREATE VIEW chronicle AS
    SELECT events.begin, events.finish, events.time, events.type, events.status, events.voice, events.trigger,
           (SELECT group_concat(identities.name, '; ') FROM parties
            JOIN entities ON entities.id = parties.entity JOIN identities ON identities.id = entities.identity
            WHERE parties.event = events.id AND parties.role = 'actor') AS actors,
           (SELECT group_concat(identities.name, '; ') FROM parties
            JOIN entities ON entities.id = parties.entity JOIN identities ON identities.id = entities.identity
            WHERE parties.event = events.id AND parties.role = 'recipient') AS recipients,
           place.name AS place, source.name AS source, reports.published, reports.outlet, events.sentence,
           reports.id AS report
    FROM events
    JOIN reports ON reports.id = events.report
    LEFT JOIN entities AS place_entity ON place_entity.id = events.place
    LEFT JOIN identities AS place ON place.id = place_entity.identity
    LEFT JOIN entities AS source_entity ON source_entity.id = events.source
    LEFT JOIN identities AS source ON source.id = source_entity.identity
    """,
    """
    CREATE VIEW said AS
    SELECT speaker.name AS speaker, statements.type, statements.medium, statements.cue, statements.quote,
           reports.published, reports.outlet, statements.sentence, reports.id AS report
    FROM statements
    JOIN reports ON reports.id = statements.report
    LEFT JOIN entities ON entities.id = statements.speaker
    LEFT JOIN identities AS speaker ON speaker.id = entities.identity
    """,
)
