"""Say why an office ended.

Revision: 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; what is on record has no cause until it is read again."""
    op.add_column("offices", sa.Column("end_cause", sa.Text()))
