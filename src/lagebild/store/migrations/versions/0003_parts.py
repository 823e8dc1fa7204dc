"""The ids under which those who were merged into an identity were known before.

Revision: 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table; it is a cache, to be filled when the record is next made."""
    op.create_table(
        "parts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["identity"], ["identities.id"], name=op.f("fk_parts_identity"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_parts_identity"), "parts", ["identity"], unique=False)
    op.execute("UPDATE record_state SET value = '1' WHERE name = 'stale'")
