"""The record on disk: readings go in, one transaction a report; the cache of identities is computed from them."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError

from lagebild.document import Document
from lagebild.errors import LagebildError, NotFoundError, OnRecordError, RefusedError, StoreError
from lagebild.reading import Reader, Reading
from lagebild.store import cache, dialects, migrate, rows, versions
from lagebild.store import tables as t
from lagebild.store.freshness import is_at_work, is_stale, mark_stale
from lagebild.store.incidents import touch, touched
from lagebild.store.some import some
from lagebild.store.versions import Kept, Placed


class Store:
    """One database."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._written = False

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True, upgrade: bool = True) -> Store:
        """Open a SQLite file or a SQLAlchemy URL and bring it to today's schema, unless with `upgrade=False`.

        Raises StoreError if it is not a database, cannot be opened, is damaged, is missing with `create=False`, or is newer
        than this package. What lies on a read-only disk is asked in a copy if it has to be brought up to date first.
        """
        name = str(where)
        if not name.strip() or "\0" in name:
            raise StoreError("the name of the database is empty, or has a zero byte; name a file with --db")
        if "://" not in name:
            if not create and not Path(name).exists():
                raise StoreError(_NOT_THERE.format(name))
            url: sa.URL | str = sa.URL.create("sqlite", database=name)
        else:
            url = name
        try:
            engine = dialects.opened(url)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            # the rest of an address may hold a password
            shown = f"{name.partition('://')[0]}://…" if "://" in name else name
            hint = "; install lagebild[postgresql]" if "psycopg" in str(error) else ""
            raise StoreError(f"{shown}: this is not a database that Lagebild can open ({error}{hint})") from None
        if "://" in name:
            name = engine.url.render_as_string(hide_password=True)
            file = engine.url.database if engine.dialect.name == "sqlite" else None
            if not create and file and not Path(file).exists():
                raise StoreError(_NOT_THERE.format(name))
        store = cls(engine, name)
        if not upgrade:
            return store
        with store.transaction() as connection:
            current = migrate.is_current(connection)
            empty = not current and not sa.inspect(connection).get_table_names()
        if empty and not create:
            store.close()
            raise StoreError(_NOTHING_IN_IT.format(name))
        if not current:  # else nothing is written: another program may be at work, or the file be read-only
            store._made_fresh(store._upgrade, writing=dialects.AS_IT_LIES)
        return store

    def is_same_as(self, other: Store) -> bool:
        """Whether both are one database."""
        one, two = self.engine.url, other.engine.url
        if one.drivername.startswith("sqlite") and two.drivername.startswith("sqlite"):
            files = [url.database or "" for url in (one, two)]
            return all(map(os.path.exists, files)) and os.path.samefile(*files)
        return (one.host, one.port, one.database) == (two.host, two.port, two.database)

    def beside(self, ending: str) -> Path:
        """A path for what belongs to this database: the SQLite file's with an ending, else one in the current folder."""
        file = self.engine.url.database if self.engine.dialect.name == "sqlite" else None
        return Path(f"{file if file and file != ':memory:' else 'lagebild'}.{ending}")

    def close(self) -> None:
        """Close the database."""
        if self._written and self._copy is None:
            dialects.in_one_file(self.engine)
        self.engine.dispose()
        if self._copy is not None:
            self._copy.cleanup()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that reads. Raises StoreError if the database refuses something."""
        with self._begun() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing. It waits for another writer to finish.

        Raises StoreError if the database refuses something, RefusedError (which is one) if that lies in what is written.
        """
        if self._copy is not None:  # what is written into it would be lost
            raise StoreError(f"{self.where}: {_READ_ONLY}")
        with self._begun(writing="waiting") as connection:
            yield connection

    def _made_fresh(self, make: Callable[[Connection], None], *, writing: str = "waiting") -> None:
        """Write what is made from the rest; on a read-only disk into a copy that is asked instead, and gone afterwards."""
        try:
            with self._begun(writing=writing) as connection:
                make(connection)
        except StoreError as error:
            if _READ_ONLY not in str(error) or self._copy is not None or self.engine.dialect.name != "sqlite":
                raise
            self._ask_a_copy()
            with self._begun(writing="waiting") as connection:
                make(connection)

    def _upgrade(self, connection: Connection) -> None:
        try:
            migrate.upgrade(connection)
        except StoreError as error:
            raise StoreError(f"{self.where}: {error}") from None

    def _ask_a_copy(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="lagebild-")
        file = os.path.join(folder.name, "record.db")
        with self._begun() as source, closing(sqlite3.connect(file)) as target:
            driver = source.connection.driver_connection
            if isinstance(driver, sqlite3.Connection):
                driver.backup(target)
        self.engine.dispose()
        self.engine, self._copy = dialects.opened(sa.URL.create("sqlite", database=file)), folder

    @contextmanager
    def _begun(self, *, writing: str = "") -> Iterator[Connection]:
        self._written = self._written or writing not in ("", dialects.AS_IT_LIES)
        with self.refusing(writing=bool(writing)), self.engine.connect() as connection:
            connection.execution_options(**{dialects.WRITING: writing})
            with connection.begin():
                yield connection

    @contextmanager
    def refusing(self, *, writing: bool = False) -> Iterator[None]:
        """What this database refuses meanwhile is a StoreError that names it, also within a transaction of another one."""
        try:
            yield
        except (
            DataError,
            IntegrityError,
        ) as error:  # a zero byte, a text too large: the next report may well be stored
            raise RefusedError(f"{self.where}: {_reason(error)}") from error
        except DBAPIError as error:
            raise StoreError(f"{self.where}: {_reason(error)}") from error
        except UnicodeEncodeError as error:
            raise RefusedError(
                f"{self.where}: {error.object!r} is not valid Unicode text and cannot be stored"
            ) from None
        except OverflowError as error:
            if not writing and "SQLite" not in str(error):
                raise  # of a page's own arithmetic
            raise RefusedError(f"{self.where}: a number is larger than the database can hold (64 bits)") from None
        except (LagebildError, GeneratorExit, dialects.BusyError):
            raise
        except Exception as error:
            # what was written as JSON and is none that fits has been changed since; any other error is a fault in a program
            if isinstance(error, msgspec.MsgspecError) or self._is_damaged():
                raise StoreError(f"{self.where}: {_DAMAGED}") from error
            raise

    def _is_damaged(self) -> bool:
        """True if SQLite says that its file is not whole."""
        if self.engine.dialect.name != "sqlite":
            return False
        try:
            with self.engine.connect() as connection:
                return connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok"
        except (DBAPIError, UnicodeDecodeError):
            return True

    def add(self, reading: Reading) -> None:
        """Put the reading of a report on record, in one transaction; an earlier failure of it is forgotten.

        Raises OnRecordError if it is on record already, under its id or its address, perhaps with another text.
        """
        self.add_all([reading])

    def add_all(self, readings: Sequence[Reading]) -> None:
        """Put the readings of several reports on record in one transaction: all of them, or none.

        It takes as many statements as one report. Raises OnRecordError as :meth:`add` does, and if two of the reports have
        one id or address.
        """
        if not readings:
            return
        with self.writing() as connection:
            there = versions.on_record(connection, readings)
            if there is not None:
                raise OnRecordError(f"{there!r} is on record already")
            rows.insert_reports(connection, readings)
            _read_now(connection, [one.id for one in readings])

    def texts(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """The text of every version on record, with what its report can be found by: ids and address."""
        with self.transaction() as connection:
            yield from versions.texts(connection)

    def find(self, document: Document | Reading) -> Kept | None:
        """The report on record that a document is a version of, and whether its text is there; None if there is none."""
        with self.transaction() as connection:
            return versions.find(connection, document)

    def add_version(self, reading: Reading, *, given_id: str) -> Placed:
        """Put another version of a report on record, in one transaction: `reading.id` is the report's id.

        The record follows the newest version, the others are kept. `given_id` is the id that this one came with. An
        earlier failure of it is forgotten. Raises NotFoundError if the report is not on record.
        """
        with self.writing() as connection:
            placed = versions.put(connection, reading, given_id=given_id)
            connection.execute(delete(t.failures).where(t.failures.c.origin.in_((reading.id, given_id))))
        return placed

    def replace(self, reading: Reading) -> bool:
        """Replace the reading of the newest version of a report on record, in one transaction.

        Returns True if the new one says anything else. Raises NotFoundError if the report is not on record.
        """
        return self.replace_all([reading])[reading.id]

    def replace_all(self, readings: Sequence[Reading]) -> dict[str, bool]:
        """Replace the readings of several reports in one transaction, all of them or none; see :meth:`replace`.

        Returns by the id of each report whether its new reading says anything else.
        """
        ids = [one.id for one in readings]
        with self.writing() as connection:
            known: set[str] = {one for several in some(ids) for one in connection.scalars(_on_record(several))}
            for one in ids:
                if one not in known:
                    raise NotFoundError(f"no report {one!r} is on record")
            changed = rows.replace_readings(connection, readings)
            _read_now(connection, ids)
        return changed

    def text_of(self, report: str) -> str | None:
        """The text on record under a report's id; None if there is none."""
        with self.transaction() as connection:
            return connection.scalar(select(t.reports.c.text).where(t.reports.c.id == report))

    def fail(self, origin: str, error: str) -> None:
        """Note that a report could not be read, so that one can ask later; zero bytes and the like are written out."""
        self.fail_all({origin: error})

    def fail_all(self, failures: Mapping[str, str]) -> None:
        """Note of several reports why each could not be read, in one transaction; see :meth:`fail`."""
        errors = {_storable(origin): _storable(error) for origin, error in failures.items()}
        with self.writing() as connection:
            for origins in some(errors):
                connection.execute(delete(t.failures).where(t.failures.c.origin.in_(origins)))
                connection.execute(delete(t.unread).where(t.unread.c.report.in_(origins)))
                now = rows.now()
                told = [{"origin": origin, "error": errors[origin], "recorded_at": now} for origin in origins]
                connection.execute(insert(t.failures), told)

    def refresh(self, *, wait: bool = True) -> None:
        """Bring the record up to date with the readings and decisions, if any has come since the last time.

        With `wait=False` not while somebody else is writing or at work on many reports: then the record stays as it was
        made the last time. Whoever adds reports makes it whole, not whoever asks meanwhile.
        """
        with self.transaction() as connection:
            stale = is_stale(connection) and (wait or not is_at_work(connection, len(touched(connection))))
        if stale:
            with suppress(dialects.BusyError):
                self._made_fresh(_remake, writing="waiting" if wait else dialects.IF_FREE)

    def to_reread(self, reader: Reader, *, everything: bool = False) -> list[str]:
        """The ids of the reports that another reader has read, and of those that an interrupted run has left over.

        With `everything` these are all reports. If that run is interrupted, the next one goes on with the rest instead of
        starting again.
        """
        with self.writing() as connection:
            left = select(t.unread.c.report)
            if everything and connection.scalar(sa.select(sa.func.count()).select_from(t.unread)) == 0:
                connection.execute(insert(t.unread).from_select(["report"], select(t.reports.c.id)))
            stale = t.reports.c.reader != rows.reader_line(reader)
            query = select(t.reports.c.id).where(
                t.reports.c.id.in_(left) if everything else stale | t.reports.c.id.in_(left)
            )
            return list(connection.scalars(query.order_by(t.reports.c.id)))

    def unlike(self, reader: Reader, *, everything: bool = False) -> list[str]:
        """The ids of the reports that :meth:`to_reread` would name in a new run; nothing is noted."""
        with self.transaction() as connection:
            query = select(t.reports.c.id).order_by(t.reports.c.id)
            if not everything:
                left = select(t.unread.c.report)
                query = query.where((t.reports.c.reader != rows.reader_line(reader)) | t.reports.c.id.in_(left))
            return list(connection.scalars(query))

    def document_of(self, report: str) -> Document:
        """A report as it came, with the problems of its reading. Raises NotFoundError if it is not on record."""
        with self.transaction() as connection:
            row = connection.execute(select(t.reports).where(t.reports.c.id == report)).one_or_none()
        if row is None:
            raise NotFoundError(f"no report {report!r} is on record")
        return Document(
            id=row.id,
            text=row.text,
            published=row.published,
            title=row.title,
            outlet=row.outlet,
            url=row.url,
            language=row.language,
            problems=_problems(row.reading),
        )


def _on_record(ids: Sequence[str]) -> sa.Select[str]:
    return select(t.reports.c.id).where(t.reports.c.id.in_(ids))


def _read_now(connection: Connection, ids: Sequence[str]) -> None:
    """Note that reports have been read: no failure of them counts any more, and the record is to be made whole."""
    for several in some(ids):
        connection.execute(delete(t.failures).where(t.failures.c.origin.in_(several)))
        connection.execute(delete(t.unread).where(t.unread.c.report.in_(several)))
    touch(connection, ids)
    mark_stale(connection)


def _remake(connection: Connection) -> None:
    if is_stale(connection):  # nobody has done it in between
        cache.make(connection)


class _Problems(msgspec.Struct):
    """The one layer of a stored reading that is kept when it is read again; an older version may have made it."""

    problems: tuple[str, ...] = ()


def _problems(reading: str) -> tuple[str, ...]:
    try:
        return msgspec.json.decode(reading, type=_Problems).problems
    except ValueError:  # a damaged reading: the text is read again all the same
        return ()


def _storable(text: str) -> str:
    """A text as every database can hold it: half characters and zero bytes are written out."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")


_READ_ONLY = "the database may not be written; check its permissions"
_DAMAGED = (
    "the file is damaged; restore it from a backup, or save what is whole in it with `lagebild check --rescue NEW.db`"
)
_NOT_THERE = "{}: there is no such database; fill one with `lagebild add`, or name it with --db"
_NOTHING_IN_IT = "{}: there is no record in this database; fill it with `lagebild add`, or name another with --db"

_REASONS: Sequence[tuple[str, str]] = (
    ("disk is full", "the disk is full; make room and run the same command again, what is on record stays"),
    ("file is not a database", "this file is no SQLite database; name another with --db"),
    ("unable to open", "the database cannot be opened; check that its folder exists and is yours to write"),
    ("readonly", _READ_ONLY),
    ("malformed", _DAMAGED),
    ("decode to UTF-8", _DAMAGED),
    ("disk I/O error", _DAMAGED),
    ("pattern too complex", "what is asked for is too long; shorten it"),
    ("too big", "what is asked for is too long; shorten it"),
    ("is locked", "another program is writing to the database; try again when it is done"),
)


_NOT_WRITTEN = frozenset(
    {"SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_DIR_FSYNC"}
)


def _reason(error: DBAPIError) -> str:
    message = str(error.orig)
    if getattr(error.orig, "sqlite_errorname", None) in _NOT_WRITTEN:  # the file is whole: it cannot grow
        return (
            "the disk takes no more of it (it is full, or a quota or a limit on files is reached); "
            "make room and run the same command again, what is on record stays"
        )
    return next((reason for sign, reason in _REASONS if sign in message), message)
