"""Keep incidents: tellings that are one happening, what links them, and where they contradict each other.

Revision: 0006. All of it is a cache that the next question fills.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables, and note that every report is to be looked at."""
    op.create_table("touched", sa.Column("report", sa.Text(), primary_key=True))
    op.create_table(
        "origins", sa.Column("report", sa.Text(), primary_key=True), sa.Column("data", sa.Text(), nullable=False)
    )
    op.create_table(
        "prints",
        sa.Column("band", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("report", sa.Text(), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tellings",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text()),
        sa.Column("data", sa.Text(), nullable=False),
    )
    op.create_table(
        "blocks",
        sa.Column("block", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("telling", sa.Text(), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "links",
        sa.Column("one", sa.Text(), primary_key=True),
        sa.Column("other", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text()),
        sa.Column("valid_to", sa.Text()),
        sa.Column("day", sa.Text()),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
    )
    op.create_table(
        "takes_part",
        sa.Column("incident", sa.Text(), primary_key=True),
        sa.Column("role", sa.Text(), primary_key=True),
        sa.Column("identity", sa.Text(), primary_key=True),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name="fk_takes_part_incident", ondelete="CASCADE"),
    )
    op.create_table(
        "disputes",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name="fk_disputes_incident", ondelete="CASCADE"),
    )
    for name, default in (("lemma", ""), ("line", "")):
        op.add_column("events", sa.Column(name, sa.Text(), nullable=False, server_default=default))
    op.add_column("events", sa.Column("gist", sa.JSON(), nullable=False, server_default="[]"))
    for table, column in _INDEXED:
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.execute("INSERT INTO touched (report) SELECT id FROM reports")
    op.execute("DELETE FROM record_state WHERE name = 'stale'")
    op.execute("INSERT INTO record_state (name, value) VALUES ('stale', '1')")


_INDEXED = (
    ("prints", "report"),
    ("tellings", "report"),
    ("tellings", "incident"),
    ("blocks", "telling"),
    ("links", "other"),
    ("incidents", "type"),
    ("incidents", "status"),
    ("incidents", "day"),
    ("takes_part", "identity"),
    ("disputes", "incident"),
    ("disputes", "kind"),
)
