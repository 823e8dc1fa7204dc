"""Keep the earlier versions of a report, and the address by which a later one is known.

Revision: 0005.
"""

import sqlalchemy as sa
from alembic import op

from lagebild.record.address import address

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table and the columns; every report on record is its own first version, at the address of its url."""
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("given_id", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("address", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_versions_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("reports", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("reports", sa.Column("given_id", sa.Text()))
    op.add_column("reports", sa.Column("address", sa.Text()))
    for table, column in (
        ("versions", "report"), ("versions", "given_id"), ("versions", "address"), ("reports", "given_id"),
        ("reports", "address"),
    ):  # fmt: skip
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    connection = op.get_bind()
    reports = sa.table("reports", sa.column("id"), sa.column("url"), sa.column("address"))
    for report, url in connection.execute(
        sa.select(reports.c.id, reports.c.url).where(reports.c.url.is_not(None))
    ).all():
        connection.execute(sa.update(reports).where(reports.c.id == report).values(address=address(url)))
