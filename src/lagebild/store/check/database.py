"""Is the database itself sound: its file, its schema, its keys, its full-text index?"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Connection, inspect, select

from lagebild.store import dialects, migrate
from lagebild.store import tables as t
from lagebild.store.check.fault import Fault, fault

VIEWS = ("office_register", "chronicle", "said", "incident_register", "told", "contradictions")
MOST = 20
"""Of each kind so many rows are named; the rest are counted."""


def file_faults(connection: Connection) -> Iterator[Fault]:
    """What SQLite says about its file."""
    if connection.dialect.name != "sqlite":
        return
    try:
        lines = [str(line) for line in connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars()]
    except sa.exc.DBAPIError as error:
        lines = [str(error.orig)]
    for line in lines:
        if line != "ok":
            yield fault("file", f"the file is damaged: {line}")


def schema_faults(connection: Connection) -> Iterator[Fault]:
    """Whether the schema is today's, and whether its tables and columns are there."""
    revision = migrate.revision(connection)
    if revision is None:
        yield fault("tables", "Lagebild never wrote to this database", remedy="name another with --db")
        return
    if revision != migrate.HEAD:
        yield fault(
            "tables",
            f"its schema is {revision}, today's is {migrate.HEAD}; the rest was not checked",
            remedy="any other command, as `lagebild overview`, brings the database up to date; then check again",
        )
        return
    there = inspect(connection)
    tables = set(there.get_table_names())
    for table in t.metadata.sorted_tables:
        if table.name not in tables:
            yield fault("tables", f"the table {table.name} is missing")
            continue
        columns = {column["name"] for column in there.get_columns(table.name)}
        for column in table.c:
            if column.name not in columns:
                yield fault("tables", f"the column {table.name}.{column.name} is missing")


def part_faults(connection: Connection) -> Iterator[Fault]:
    """Views, indexes and parts of the full-text index that are missing."""
    there = inspect(connection)
    for table in t.metadata.sorted_tables:
        indexes = {index["name"] for index in there.get_indexes(table.name)}
        for index in sorted(str(index.name) for index in table.indexes):
            if index not in indexes:
                yield fault("schema", f"the index {index} is missing, so questions are slow")
    views = set(there.get_view_names())
    for view in VIEWS:
        if view not in views:
            yield fault("schema", f"the view {view} is missing")
    for kind, name in dialects.search_parts(connection):
        yield fault("schema", f"the {kind} {name} of the full-text index is missing")


def key_faults(connection: Connection) -> Iterator[Fault]:
    """Rows whose foreign key points nowhere."""
    for table in t.metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            (element,) = constraint.elements
            column, target = element.parent, element.column
            parent = target.table.alias()
            lost = (
                select(*(table.primary_key.columns or (column,)), column.label("points_to"))
                .outerjoin(parent, parent.c[target.name] == column)
                .where(column.is_not(None), parent.c[target.name].is_(None))
                .order_by(column)
            )
            rows = connection.execute(lost.limit(MOST + 1)).all()
            for row in rows[:MOST]:
                of = str(row.points_to) if column.name == "report" else None
                yield fault(
                    "foreign_key",
                    f"{table.name} {row[0]}: its {column.name} is {row.points_to!r}, which is not in {target.table.name}",
                    report=of,
                )
            if len(rows) > MOST:
                yield fault("foreign_key", f"{table.name}: more rows have a {column.name} that is not on record")


def search_faults(connection: Connection) -> Iterator[Fault]:
    """Whether the full-text index holds as many rows as its table."""
    for name, rows, held in dialects.search_sizes(connection):
        if rows != held:
            yield fault(
                "search",
                f"the full-text index of {name} holds {held} rows, the table has {rows}; mend it with "
                f"`INSERT INTO {name}_search({name}_search) VALUES ('rebuild')`",
            )
