"""What differs between databases, in one place."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Sequence
from contextlib import closing, suppress
from functools import lru_cache
from typing import Any, Literal

import msgspec
from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Select,
    StaticPool,
    Table,
    Text,
    and_,
    cast,
    column,
    create_engine,
    event,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.exc import OperationalError

from lagebild.wordforms import Sought

SEARCHED = ("sentences", "statements", "incident_words")
"""The tables with a full-text index over their column `lemmas`."""


WRITING = "lagebild_writing"
"""The execution option of a connection whose transaction will write."""


_LOCK = 0x1A6EB11D
"""The number of the lock that writers to one PostgreSQL database take in turn."""


IF_FREE = "if free"
"""A transaction with this for :data:`WRITING` does not wait for another writer."""

AS_IT_LIES = "as it lies"
"""A transaction with this leaves the journal of an SQLite file as it is: the file may be somebody else's."""

_PATIENCE = "PRAGMA busy_timeout = 60000"
"""Milliseconds to wait for other writers. SQLite has no queue: with many of them one may be passed over again and again."""


class BusyError(Exception):
    """Somebody else is writing, and one did not want to wait."""


def opened(url: URL | str) -> Engine:
    """An engine for a database, set up as every connection of it needs it.

    Raises ArgumentError, NoSuchModuleError or ModuleNotFoundError for an address that SQLAlchemy cannot open.
    """
    return _prepared(create_engine(url, json_serializer=_json, json_deserializer=msgspec.json.decode))


def nameless() -> Engine:
    """An engine for a new SQLite database without a file of that name: it is gone when the engine is disposed of.

    It has one connection, for one thread at a time. What does not fit into memory SQLite puts into a file of its own.
    """
    return _prepared(
        create_engine(
            "sqlite://",
            creator=lambda: sqlite3.connect("", check_same_thread=False),
            poolclass=StaticPool,
            json_serializer=_json,
            json_deserializer=msgspec.json.decode,
        )
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _prepared(engine: Engine) -> Engine:
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _configure_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: Any, _record: object) -> None:
    # the driver would open transactions late and not around DDL: SQLAlchemy does it, see _begin_sqlite
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")  # off by default
    cursor.execute(_PATIENCE)
    cursor.close()
    connection.create_function("lagebild_sorted", 1, _sorted, deterministic=True)


def _begin_sqlite(connection: Connection) -> None:
    # who reads first and writes then cannot wait for another writer, so who means to write takes the lock at once
    writing = connection.get_execution_options().get(WRITING)
    if not writing or writing == AS_IT_LIES:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
        return
    if writing != IF_FREE:
        _begin_writing(connection)
        return
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        _begin_writing(connection)
    except OperationalError as error:
        if "is locked" in str(error.orig):
            raise BusyError from error
        raise
    finally:
        connection.exec_driver_sql(_PATIENCE)


def _begin_writing(connection: Connection) -> None:
    # with a rollback journal a large transaction locks out all readers until its end; with a log beside the file they
    # read on what was there before. A database without a file keeps the journal that it has
    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def in_one_file(engine: Engine) -> None:
    """Close an SQLite database that was written so that all of it is in its one file again, unless others are using it.

    Such a file can be copied, and read from a disk that nobody may write; one with a log beside it cannot.
    """
    engine.dispose()  # connections of our own would count as others
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    with suppress(sqlite3.Error), closing(engine.raw_connection()) as last:
        cursor = last.cursor()
        cursor.execute("PRAGMA busy_timeout = 0")
        cursor.execute("PRAGMA journal_mode = DELETE")
        cursor.close()
    engine.dispose()


def _configure_postgresql(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    # with more tables than eight the planner takes them as they are written: a person's ties are then picked out of all
    cursor.execute("SET join_collapse_limit = 12")
    cursor.execute("SET from_collapse_limit = 12")
    # what an answer needs lies in memory or on a disk without a head; compiling and starting helpers takes longer than it
    cursor.execute("SET random_page_cost = 1.1")
    cursor.execute("SET jit = off")
    cursor.execute("SET max_parallel_workers_per_gather = 0")
    cursor.close()
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    # what the record over all reports is made of must not change while it is made
    writing = connection.get_execution_options().get(WRITING)
    if writing == IF_FREE:
        if not connection.exec_driver_sql(f"SELECT pg_try_advisory_xact_lock({_LOCK})").scalar():
            raise BusyError
    elif writing:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    else:  # an answer is made of several queries: all of them see one record, as in SQLite
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def number_on(connection: Connection, tables: Sequence[Table]) -> None:
    """Let new rows be numbered behind those that came with their numbers; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for one in tables:
        for key in one.primary_key:
            if connection.scalar(select(func.pg_get_serial_sequence(one.name, key.name))) is not None:
                last = connection.scalar(select(func.max(key)))
                if last is not None:
                    connection.execute(select(func.setval(func.pg_get_serial_sequence(one.name, key.name), last)))


def count_rows(connection: Connection) -> None:
    """Let PostgreSQL count what has just come: until it does so by itself its plans are those of empty tables."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")


def joined_texts(connection: Connection) -> str:
    """The name of the aggregate that joins texts: `name(text, separator)`."""
    return "string_agg" if connection.dialect.name == "postgresql" else "group_concat"


def json_text(connection: Connection, held: ColumnElement[str], key: str) -> ColumnElement[str | None]:
    """The text at a key of a column that holds JSON as text."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415  (SQLite does not need it)

        return func.json_extract_path_text(cast(held, postgresql.JSON), key)
    return func.json_extract(held, f"$.{key}")


def sort_key(connection: Connection, name: ColumnElement[Any]) -> ColumnElement[str]:
    """By what a name is sorted: small letters without accents, so that *Ägypten* comes before *Belgien* (DIN 5007-1).

    The key has the same order for readers of German and of English.
    """
    if connection.dialect.name == "postgresql":
        both = [(form, base) for letter, base in zip(*_accented(), strict=True) for form in (letter, letter.upper())]
        single = [pair for pair in both if len(pair[0]) == 1]  # some capitals are two letters
        accented, plain = map("".join, zip(*single, strict=True))
        spelt = func.replace(func.replace(name, "ß", "ss"), "ẞ", "ss")
        # in a database of the locale C, lower() leaves capitals with accents as they are
        return cast(func.translate(func.lower(spelt), accented, plain), Text).collate("C")
    return func.lagebild_sorted(name)


@lru_cache(maxsize=65536)
def _sorted(name: object) -> str | None:
    """The sort key in SQLite."""
    if not isinstance(name, str):
        return None
    if name.isascii():
        return name.lower()
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def _accented() -> tuple[str, str]:
    """The accented small letters, and what each is without its accents."""
    plain = {chr(c): unicodedata.normalize("NFD", chr(c)) for c in range(0xDF, 0x1F00) if chr(c).islower()}
    found = {letter: parts[0] for letter, parts in plain.items() if len(parts) > 1 and parts[0].isalpha()}
    return "".join(found), "".join(found.values())


def create_search(connection: Connection, names: Sequence[str] = SEARCHED) -> None:
    """Create the full-text index over searched tables.

    SQLite: FTS5 with `content=`, in the double quotes that Datasette looks for, kept in step by triggers. PostgreSQL: GIN
    over the keys, which stand apart by blanks.
    """
    if connection.dialect.name == "postgresql":
        for name in names:
            connection.exec_driver_sql(f"CREATE INDEX {name}_search ON {name} USING gin (string_to_array(lemmas, ' '))")
        return
    for name in names:
        index = f"{name}_search"
        forget = f"INSERT INTO {index}({index}, rowid, lemmas) VALUES ('delete', old.id, old.lemmas)"
        for statement in (
            f"CREATE VIRTUAL TABLE {index} USING fts5(lemmas, content=\"{name}\", content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2')",
            f"CREATE TRIGGER {index}_insert AFTER INSERT ON {name} BEGIN "
            f"INSERT INTO {index}(rowid, lemmas) VALUES (new.id, new.lemmas); END",
            f"CREATE TRIGGER {index}_delete AFTER DELETE ON {name} BEGIN {forget}; END",
            f"CREATE TRIGGER {index}_update AFTER UPDATE OF lemmas ON {name} BEGIN {forget}; "
            f"INSERT INTO {index}(rowid, lemmas) VALUES (new.id, new.lemmas); END",
        ):
            connection.execute(text(statement))


def search_parts(connection: Connection) -> list[tuple[str, str]]:
    """What the full-text index lacks: the kind and the name of each part that is not there."""
    if connection.dialect.name == "postgresql":
        found = set(connection.exec_driver_sql("SELECT indexname FROM pg_indexes").scalars())
        return [("index", f"{name}_search") for name in SEARCHED if f"{name}_search" not in found]
    found = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    parts = [("table", f"{name}_search") for name in SEARCHED]
    parts += [("trigger", f"{name}_search_{when}") for name in SEARCHED for when in ("insert", "delete", "update")]
    return [(kind, name) for kind, name in parts if name not in found]


def search_sizes(connection: Connection) -> list[tuple[str, int, int]]:
    """For each searched table its number of rows, and how many of them the full-text index holds (SQLite)."""
    if connection.dialect.name != "sqlite":
        return []  # PostgreSQL keeps an index in step by itself
    count = "SELECT count(*) FROM {}"
    return [
        (name, *(connection.exec_driver_sql(count.format(n)).scalar_one() for n in (name, f"{name}_search_docsize")))
        for name in SEARCHED
    ]


def drop_search(connection: Connection, names: Sequence[str]) -> None:
    """Drop the full-text index over some searched tables, so that it can be made anew."""
    for name in names:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}_search")
            continue
        for when in ("insert", "delete", "update"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}_search_{when}")
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}_search")


def fill_search(connection: Connection, names: Sequence[str]) -> None:
    """Fill a new full-text index with the rows that its table has already."""
    if connection.dialect.name == "sqlite":
        for name in names:
            connection.exec_driver_sql(f"INSERT INTO {name}_search({name}_search) VALUES ('rebuild')")


Tier = Literal[0, 1]
"""How a row has the words of a query: 0 themselves, 1 one of them only as a part of a compound, or with its prefix apart."""

TIERS: tuple[Tier, ...] = (0, 1)


def hands_over_in_order(connection: Connection) -> bool:
    """Whether the full-text index gives the rows that match in the order of their ids, so that some cost less than all."""
    return connection.dialect.name == "sqlite"


def matching(connection: Connection, name: str, words: Sequence[Sought]) -> Select[Any]:
    """Row `id` of the rows of a searched table that have every word of a query, in either tier.

    `words` must not be empty, and its keys must be letters and digits only.
    """
    if connection.dialect.name == "postgresql":
        return _matching_arrays(name, words)
    return _matching_index(name, _loosely(words), "any")


def in_tier(connection: Connection, name: str, words: Sequence[Sought], tier: Tier) -> Select[Any]:
    """The same of one tier. With the tier in a column PostgreSQL would unpack the words of all rows that match."""
    if connection.dialect.name == "postgresql":
        return _matching_arrays(name, words, tier)
    whole = " AND ".join(_any(word.whole) for word in words)
    return _matching_index(name, whole if tier == 0 else f"({_loosely(words)}) NOT ({whole})", str(tier))


def _matching_index(name: str, asked: str, part: str) -> Select[Any]:
    parameter = f"match_{part}"  # two parts of a statement must not share one
    given = text(f"{name}_search MATCH :{parameter}").bindparams(**{parameter: asked})
    return select(table(f"{name}_search", column("rowid")).c.rowid.label("id")).where(given)


def _loosely(words: Sequence[Sought]) -> str:
    return " AND ".join(
        "(" + " OR ".join([_any(word.whole), *(_all(keys) for keys in word.loose)]) + ")" for word in words
    )


def _any(keys: Sequence[str]) -> str:
    return "(" + " OR ".join(f'"{key}"' for key in keys) + ")"


def _all(keys: Sequence[str]) -> str:
    return "(" + " AND ".join(f'"{key}"' for key in keys) + ")"


def _matching_arrays(name: str, words: Sequence[Sought], tier: Tier | None = None) -> Select[Any]:
    whole, loose = _held_by(name, words)
    wanted = {0: whole, 1: and_(loose, not_(whole)), None: loose}[tier]
    return select(table(name, column("id"), column("lemmas")).c.id).where(wanted)


def _held_by(name: str, words: Sequence[Sought]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions that a row has all words themselves, and that it has them in either tier."""
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415  (SQLite does not need it)

    held = literal_column(f"string_to_array({name}.lemmas, ' ')", postgresql.ARRAY(postgresql.TEXT))

    def keys(several: Sequence[str]) -> Any:
        return cast(list(several), postgresql.ARRAY(postgresql.TEXT))

    whole = and_(*(held.overlap(keys(word.whole)) for word in words))
    alone = [[*word.whole, *(one for (one, *others) in word.loose if not others)] for word in words]
    apart = [[several for several in word.loose if len(several) > 1] for word in words]
    loose = (
        or_(held.overlap(keys(one)), *(held.contains(keys(several)) for several in more))
        for one, more in zip(alone, apart, strict=True)
    )
    return whole, and_(*loose)
