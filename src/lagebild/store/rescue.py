"""Saves what is whole in a damaged SQLite file: reports with their versions, an editor's word, and the known names.

The file is asked row by row, so a damaged page costs the rows on it and no others. A report is whole if its reading can be
decoded, is of its text, and quotes it word for word. All else on record is made from these, and is made anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, insert, select, update

from lagebild.document import Document
from lagebild.reading import Reading, from_json
from lagebild.record import quotes
from lagebild.store import rows
from lagebild.store import tables as t
from lagebild.store.freshness import mark_stale
from lagebild.store.store import Store

_GAP = 2_000
"""So many rows in a row that cannot be read are taken for the end, if the file does not say where it is."""
_JUDGED = (t.decisions, t.retractions, t.known, t.known_ties, t.views, t.log)


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """A row that could not be saved: its table, its number or the report's id, and why."""

    table: str
    row: str
    why: str


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A report whose text is whole and whose reading is not: it can be read anew."""

    document: Document


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """A row that was saved: of which table."""

    table: str


def rescue(damaged: Store, into: Store) -> Iterator[Whole | Unread | Lost]:
    """Put what is whole into another, empty record, and say of each row what became of it. The damaged file is only read."""
    ids: set[str] = set()
    for row in _rows(damaged, t.reports):
        if isinstance(row, Lost):
            yield row
            continue
        done = _report(into, row)
        if isinstance(done, Whole):
            ids.add(row.id)
        yield done
    for row in _rows(damaged, t.versions):
        if isinstance(row, Lost):
            yield row
        elif row.report in ids:
            yield _copied(into, t.versions, row)
        else:
            yield Lost(table="versions", row=row.report, why="the report that it is a version of is not whole")
    for table in _JUDGED:
        for row in _rows(damaged, table):
            yield row if isinstance(row, Lost) else _copied(into, table, row)


def _report(into: Store, row: Any) -> Whole | Unread | Lost:
    try:
        reading = from_json(row.reading)
        if reading.id != row.id or reading.text != row.text:
            return Lost(table="reports", row=repr(row.id), why="its text is not the one that was read")
        if quotes.unquoted(reading, row.text):
            raise ValueError("it quotes what is not in the text")
        with into.writing() as connection:
            _put(connection, reading, row)
    except Exception as error:  # noqa: BLE001 - of damage nobody knows what it is
        try:
            names = ("id", "text", "published", "title", "outlet", "url", "language")
            document = msgspec.convert({name: getattr(row, name) for name in names}, Document)
        except ValueError:
            return Lost(table="reports", row=repr(row.id), why=repr(error))
        return Unread(document=document)
    return Whole(table="reports")


def _put(connection: Connection, reading: Reading, row: Any) -> None:
    rows.insert_reports(connection, [reading])
    kept = {name: getattr(row, name) for name in ("recorded_at", "version", "given_id", "reader")}
    if not rows.is_moment(kept["recorded_at"]):
        del kept["recorded_at"]
    connection.execute(update(t.reports).where(t.reports.c.id == row.id).values(kept))
    mark_stale(connection)


def _copied(into: Store, table: sa.Table, row: Any) -> Whole | Lost:
    try:
        with into.writing() as connection:
            connection.execute(insert(table).values({c.name: getattr(row, c.name) for c in table.c}))
    except Exception as error:  # noqa: BLE001 - of damage nobody knows what it is
        return Lost(table=table.name, row=str(row[0]), why=repr(error))
    return Whole(table=table.name)


def _rows(damaged: Store, table: sa.Table) -> Iterator[Any]:
    """Each row of a table by itself, or what is lost of it."""
    key: sa.ColumnClause[int] = sa.literal_column("rowid", sa.Integer)
    last, where, failed = None, 0, 0
    try:
        with _asked(damaged) as connection:
            last = connection.scalar(select(sa.func.max(key)).select_from(table)) or 0
    except Exception as error:  # noqa: BLE001 - then one looks for the end
        if "no such table" in str(error):  # an earlier schema has not got it
            return
        last = None
    while (where < last) if last is not None else (failed < _GAP):
        where += 1
        try:
            with _asked(damaged) as connection:
                row = connection.execute(select(table).where(key == where)).one_or_none()
        except Exception as error:  # noqa: BLE001 - of damage nobody knows what it is
            failed += 1
            if last is not None or failed == 1:
                yield Lost(table=table.name, row=str(where), why=str(getattr(error, "orig", error)))
            continue
        if row is None:
            failed += 1
        else:
            failed = 0
            yield row


@contextmanager
def _asked(damaged: Store) -> Iterator[Connection]:
    """A connection to a damaged file: that SQLite cannot read one table's schema shall not close the others."""
    with damaged.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        yield connection
