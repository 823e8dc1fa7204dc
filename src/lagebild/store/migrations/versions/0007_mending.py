"""Decisions that set a field, decisions on two events, and entries that are withheld because the report does not say them.

Revision: 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_WITHDRAWN = "entries.withdrawn IS NOT NULL"
_NOT_SHOWN = f"({_WITHDRAWN} OR entries.withheld IS NOT NULL)"


def upgrade() -> None:
    """Add the columns, and let every view that leaves out what is withdrawn leave out what is withheld, too."""
    for name in ("left_entry", "right_entry", "field", "value", "was"):
        op.add_column("decisions", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("entries", sa.Column("withheld", sa.Text(), nullable=True))
    op.create_index(op.f("ix_entries_withheld"), "entries", ["withheld"], unique=False)
    connection = op.get_bind()
    for name, definition in _views(connection).items():
        if _WITHDRAWN in definition:
            op.execute(f"DROP VIEW {name}")
            op.execute(f"CREATE VIEW {name} AS {definition.replace(_WITHDRAWN, _NOT_SHOWN)}")


def _views(connection: sa.Connection) -> dict[str, str]:
    """The query of each view, as the database keeps it."""
    if connection.dialect.name == "postgresql":
        query = "SELECT viewname, definition FROM pg_views WHERE schemaname = current_schema()"
        return {row.viewname: row.definition for row in connection.execute(sa.text(query))}
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'view'"
    return {row.name: row.sql.partition(" AS ")[2] for row in connection.execute(sa.text(query))}
