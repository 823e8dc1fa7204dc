"""Keep names to be compared, so that one more report changes only the identities that it has a part in.

Revision: 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the tables; they are filled when the record is made the next time."""
    op.add_column("identities", sa.Column("report", sa.Text))
    op.create_index("ix_identities_report", "identities", ["report"])
    op.create_table(
        "namings",
        sa.Column("report", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("called", sa.Text),
        sa.Column("part", sa.Text),
        sa.Column("words", sa.Text),
        sa.Column("identity", sa.Text),
        sa.Column("weighed", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    for column in ("name", "called", "words", "identity"):
        op.create_index(f"ix_namings_{column}", "namings", [column])
    op.create_table("name_keys", *_keyed(), sa.Column("gives", sa.Boolean, nullable=False), sqlite_with_rowid=False)
    op.create_table("name_facts", *_keyed(), sa.Column("counted", sa.Text, nullable=False), sqlite_with_rowid=False)
    for table in ("name_keys", "name_facts"):
        op.create_index(f"ix_{table}_name", table, ["name"])
    op.execute("UPDATE record_state SET value = '1' WHERE name = 'stale'")


def _keyed() -> tuple[sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, primary_key=True),
    )
