"""Bring a database to today's schema, and refuse one that is newer than this package."""

from __future__ import annotations

from importlib import resources

from sqlalchemy import Connection, inspect, text

from lagebild.errors import StoreError

HEAD = "0018"
"""Today's schema: the newest script under `migrations/versions`."""


def is_current(connection: Connection) -> bool:
    """True if a database has today's schema."""
    return revision(connection) == HEAD


def revision(connection: Connection) -> str | None:
    """The schema that a database has; None if Lagebild never wrote to it."""
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def upgrade(connection: Connection) -> None:
    """Run the migrations that a database lacks, all in the caller's transaction.

    Raises StoreError for a database that another program made, or that a newer Lagebild wrote.
    """
    found = revision(connection)
    if found == HEAD:
        return
    if found is None and set(inspect(connection).get_table_names()) - {"alembic_version"}:
        raise StoreError("this database holds tables of another program; give Lagebild a file of its own (--db)")
    # imported here: it takes a quarter of a second, and an up-to-date database does not need it
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(resources.files("lagebild.store") / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise StoreError(
            f"the database was written by a newer Lagebild (its schema is {found}, this one knows {HEAD}); "
            "update Lagebild, or use another --db"
        ) from None
