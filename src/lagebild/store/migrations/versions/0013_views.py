"""Saved views, a name for the record of its own, and an index of when reports came.

Revision: 0013.
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the table and the index, and name the record."""
    op.create_table(
        "views",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
    )
    op.create_index("ix_views_name", "views", ["name"], unique=True)
    op.create_index("ix_reports_recorded_at_published_id", "reports", ["recorded_at", "published", "id"])
    state = sa.table("record_state", sa.column("name"), sa.column("value"))
    op.execute(sa.insert(state).values(name="uuid", value=str(uuid.uuid4())))
