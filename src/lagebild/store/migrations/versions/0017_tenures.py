"""Keep tenures, and what contradicts itself about them, so that one more report changes only those that it tells of.

Revision: 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the tables; they are filled when the record is made the next time."""
    op.create_table(
        "office_sightings",
        sa.Column("office", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("cell", sa.Text, nullable=False),
        sa.Column("alone", sa.Boolean, nullable=False),
        sa.Column("death", sa.Boolean, nullable=False),
    )
    op.create_table(
        "tenures",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cell", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("of", sa.Text),
        sa.Column("of_name", sa.Text, nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("single", sa.Boolean, nullable=False),
        sa.Column("begins", sa.Text, nullable=False),
        sa.Column("seen_last", sa.Text),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "held",
        sa.Column("id", sa.Integer, primary_key=True),
        _tenure("held", nullable=False),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("last", sa.Text, nullable=False),
    )
    op.create_table(
        "contested",
        sa.Column("id", sa.Integer, primary_key=True),
        _tenure("contested", nullable=True),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("of", sa.Text),
        sa.Column("data", sa.Text, nullable=False),
    )
    for table, columns in _INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    op.execute("UPDATE record_state SET value = '1' WHERE name = 'stale'")


_INDEXES = (
    ("events", ["lemma"]),
    ("office_sightings", ["report"]),
    ("office_sightings", ["person"]),
    ("office_sightings", ["cell", "alone"]),
    ("tenures", ["cell"]),
    ("tenures", ["person"]),
    ("tenures", ["of", "office"]),
    ("tenures", ["of_name", "office", "begins", "person"]),
    ("tenures", ["seen_last"]),
    ("held", ["tenure"]),
    ("held", ["last", "first"]),
    ("contested", ["tenure"]),
    ("contested", ["of", "office"]),
)


def _tenure(table: str, *, nullable: bool) -> sa.Column[int]:
    key = sa.ForeignKey("tenures.id", ondelete="CASCADE", name=f"fk_{table}_tenure")
    return sa.Column("tenure", sa.Integer, key, nullable=nullable)
