"""What differs between databases, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Select, column, event, select, table, text

SEARCHED = ("sentences", "statements")
"""The tables with a full-text index over their column `lemmas`."""


WRITING = "lagebild_writing"
"""The execution option of a connection whose transaction means to write."""


def prepare(engine: Engine) -> None:
    """Set what every connection of a database needs."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _configure_sqlite(connection: Any, _record: object) -> None:
    # the driver would open transactions late and not around DDL: SQLAlchemy does it, see _begin_sqlite
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")  # off by default
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # who reads first and writes then cannot wait for another writer, so who means to write takes the lock at once
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITING) else "BEGIN")


def create_search(connection: Connection) -> None:
    """Make the full-text index of :data:`SEARCHED`: FTS5 with `content=`, kept in step by triggers."""
    for name in SEARCHED:
        index = f"{name}_search"
        forget = f"INSERT INTO {index}({index}, rowid, lemmas) VALUES ('delete', old.id, old.lemmas)"
        for statement in (
            f"CREATE VIRTUAL TABLE {index} USING fts5(lemmas, content='{name}', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2')",
            f"CREATE TRIGGER {index}_insert AFTER INSERT ON {name} BEGIN "
            f"INSERT INTO {index}(rowid, lemmas) VALUES (new.id, new.lemmas); END",
            f"CREATE TRIGGER {index}_delete AFTER DELETE ON {name} BEGIN {forget}; END",
            f"CREATE TRIGGER {index}_update AFTER UPDATE OF lemmas ON {name} BEGIN {forget}; "
            f"INSERT INTO {index}(rowid, lemmas) VALUES (new.id, new.lemmas); END",
        ):
            connection.execute(text(statement))


def matching(name: str, words: Sequence[Sequence[str]]) -> Select[Any]:
    """Row `id` and `rank` (the best is lowest) of a searched table's rows that hold every word in any of its forms.

    `words` must not be empty, and its forms hold letters and digits only.
    """
    query = " AND ".join("(" + " OR ".join(f'"{form}"' for form in forms) + ")" for forms in words)
    index = table(f"{name}_search", column("rowid"), column("rank"))
    found = text(f"{name}_search MATCH :match").bindparams(match=query)
    return select(index.c.rowid.label("id"), index.c.rank.label("rank")).where(found)
