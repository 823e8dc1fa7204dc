"""Keep the groups that tellings are in, so that one more report changes only those that it joins.

Revision: 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the columns, and have all tellings looked at again when the record is made the next time."""
    op.add_column("tellings", sa.Column("day", sa.Text, nullable=False, server_default="9"))
    op.add_column("tellings", sa.Column("joined", sa.Text))
    op.create_index("ix_tellings_joined", "tellings", ["joined"])
    op.execute("DELETE FROM touched")
    op.execute("INSERT INTO touched (report) SELECT id FROM reports")
    op.execute("UPDATE record_state SET value = '1' WHERE name = 'stale'")
