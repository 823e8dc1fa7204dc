"""Index what the pages count, so that an index answers without the rows.

Revision: 0012.
"""

from alembic import op

revision = "0012"
down_revision = "0011"

_INDEXES = (
    ("reports", ("id", "published", "outlet"), None),
    ("entities", ("identity", "report"), "identity"),
    ("tellings", ("report", "incident"), "report"),
    ("tellings", ("incident", "report"), "incident"),
    ("takes_part", ("identity", "incident", "role"), "identity"),
)
"""Table, columns, and the column whose own index is not needed any more."""


def upgrade() -> None:
    """Make the new indexes, and drop those that they begin with."""
    for table, columns, before in _INDEXES:
        op.create_index("_".join(("ix", table, *columns)), table, list(columns))
        if before is not None:
            op.drop_index(f"ix_{table}_{before}", table)
