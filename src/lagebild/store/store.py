"""The record on disk: readings go in, one transaction a report; the cache of identities is made again from them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from lagebild import reading as readings
from lagebild.errors import StoreError
from lagebild.reading import OUTLET, Reading
from lagebild.record.identities import identify, plain_name
from lagebild.store import dialects, migrate
from lagebild.store import tables as t
from lagebild.store.sightings import sightings
from lagebild.timex import interval

Lemmatise = Callable[[str], str]
"""What the full-text index holds of a piece of text."""

_STALE = "stale"


class Store:
    """One database."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Store:
        """Open a SQLite file or a SQLAlchemy URL, and bring it to today's schema.

        Raises StoreError if it is no database, cannot be opened, is missing with `create=False`, or is newer than this
        package.
        """
        name = str(where)
        if "://" not in name:
            if not create and not Path(name).exists():
                raise StoreError(
                    f"{name}: there is no such database; fill one with `lagebild add`, or name it with --db"
                )
            url: sa.URL | str = sa.URL.create("sqlite", database=name)
        else:
            url = name
        try:
            engine = sa.create_engine(url)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise StoreError(f"{name}: this is no database that Lagebild can open ({error})") from None
        store = cls(engine, name)
        dialects.prepare(engine)
        with store.transaction() as connection:
            try:
                migrate.upgrade(connection)
            except StoreError as error:
                raise StoreError(f"{name}: {error}") from None
        return store

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction: all of it is kept, or nothing. Raises StoreError for what the database refuses."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise StoreError(f"{self.where}: {_reason(error)}") from error

    def add(self, reading: Reading, *, lemmatise: Lemmatise) -> None:
        """Put the reading of a report on record, in one transaction; what failed about it before is forgotten.

        Raises StoreError if its id is on record already.
        """
        with self.transaction() as connection:
            if connection.scalar(select(t.reports.c.id).where(t.reports.c.id == reading.id)) is not None:
                raise StoreError(f"{reading.id!r} is on record already")
            _insert(connection, reading, lemmatise)
            connection.execute(delete(t.failures).where(t.failures.c.origin == reading.id))
            _set_stale(connection, stale=True)

    def text_of(self, report: str) -> str | None:
        """The text that is on record under a report's id; None if there is none."""
        with self.transaction() as connection:
            return connection.scalar(select(t.reports.c.text).where(t.reports.c.id == report))

    def fail(self, origin: str, error: str) -> None:
        """Keep that a report could not be read, so that it can be asked for later."""
        with self.transaction() as connection:
            connection.execute(delete(t.failures).where(t.failures.c.origin == origin))
            connection.execute(insert(t.failures).values(origin=origin, error=error, at=_now()))

    def refresh(self) -> None:
        """Make the identities again from all readings, if any has come since they were last made."""
        with self.transaction() as connection:
            if connection.scalar(select(t.state.c.value).where(t.state.c.name == _STALE)) != "1":
                return
            identities = identify(sightings(connection))
            rows = {
                (row.report, row.key): row.id
                for row in connection.execute(select(t.entities.c.id, t.entities.c.report, t.entities.c.key))
            }
            connection.execute(delete(t.identities))
            if identities:
                connection.execute(
                    insert(t.identities), [{"id": i.id, "kind": i.kind, "name": i.name} for i in identities]
                )
                connection.execute(
                    insert(t.aliases),
                    [{"identity": i.id, "name": n, "plain": plain_name(n)} for i in identities for n in i.names],
                )
                connection.execute(
                    update(t.entities)
                    .where(t.entities.c.id == sa.bindparam("row"))
                    .values(identity=sa.bindparam("identity_id")),
                    [{"row": rows[sighting], "identity_id": i.id} for i in identities for sighting in i.sightings],
                )
            _set_stale(connection, stale=False)


def _insert(connection: Connection, reading: Reading, lemmatise: Lemmatise) -> None:
    report, text = reading.id, reading.text
    reader = reading.reader
    connection.execute(
        insert(t.reports).values(
            id=report,
            outlet=reading.outlet,
            published=reading.published,
            title=reading.title,
            url=reading.url,
            language=reading.language,
            text=text,
            reading=readings.to_json(reading).decode(),
            reader=f"{reader.version} {reader.lexicon} {reader.model}",
            added=_now(),
        )
    )
    _many(
        connection,
        t.sentences,
        (
            {
                "report": report,
                "number": n,
                "start": s.start,
                "end": s.end,
                "text": s.of(text),
                "lemmas": lemmatise(s.of(text)),
            }
            for n, s in enumerate(reading.sentences)
        ),
    )
    ids = {}
    for entity in reading.entities:
        key = connection.execute(
            insert(t.entities).values(report=report, key=entity.id, kind=entity.kind, name=entity.name)
        ).inserted_primary_key
        ids[entity.id] = key[0] if key else None
        names = set(entity.name_spans)
        _many(
            connection,
            t.mentions,
            (
                {
                    "entity": ids[entity.id],
                    "start": m.start,
                    "end": m.end,
                    "text": m.of(text),
                    "is_name": int(m in names),
                }
                for m in entity.mentions
            ),
        )
    _many(
        connection,
        t.offices,
        (
            {
                "report": report,
                "person": ids[o.person],
                "title": o.title,
                "of": ids.get(o.of or ""),
                "status": o.status,
                "since": o.since,
                "until": o.until,
                "start": o.start,
                "end": o.end,
                "sentence": _sentence(reading, o.start),
            }
            for o in reading.offices
        ),
    )
    _many(
        connection,
        t.statements,
        (
            {
                "report": report,
                "number": n,
                "type": s.type,
                "medium": s.medium,
                "speaker": ids.get(s.speaker or ""),
                "cue": " … ".join(c.of(text) for c in s.cue_spans) or None,
                "quote": (quote := " … ".join(q.of(text) for q in s.quote_spans)),
                "start": s.quote_spans[0].start,
                "end": s.quote_spans[-1].end,
                "sentence": _sentence(reading, s.quote_spans[0].start),
                "lemmas": lemmatise(quote),
            }
            for n, s in enumerate(reading.statements)
        ),
    )
    for event in reading.events:
        _insert_event(connection, reading, event, ids)


def _insert_event(connection: Connection, reading: Reading, event: readings.Event, ids: Mapping[str, Any]) -> None:
    begin, finish = interval(event.time) or (None, None)
    voice = "outlet" if event.source == OUTLET else "hearsay" if event.source is None else "entity"
    key = connection.execute(
        insert(t.events).values(
            report=reading.id,
            key=event.id,
            type=event.type,
            mode=event.mode,
            trigger=" … ".join(s.of(reading.text) for s in event.trigger),
            status=event.status,
            voice=voice,
            source=ids.get(event.source or ""),
            place=ids.get(event.place or ""),
            time=event.time,
            begin=begin,
            finish=finish,
            start=event.trigger[0].start,
            end=event.trigger[-1].end,
            sentence=event.sentence.of(reading.text),
        )
    ).inserted_primary_key
    row = key[0] if key else None
    _many(
        connection,
        t.parties,
        (
            {"event": row, "role": role, "entity": ids[entity]}
            for role, members in (("actor", event.actors), ("recipient", event.recipients))
            for entity in members
        ),
    )
    _many(
        connection,
        t.figures,
        (
            {"event": row, "kind": f.kind, "value": f.value, "bound": f.bound, "start": f.start, "end": f.end}
            for f in event.figures
        ),
    )


def _many(connection: Connection, table: sa.Table, rows: Iterator[dict[str, Any]]) -> None:
    if values := list(rows):
        connection.execute(insert(table), values)


def _sentence(reading: Reading, offset: int) -> str:
    """The sentence that holds an offset; the whole line where no sentence does."""
    for span in reading.sentences:
        if span.start <= offset < span.end:
            return span.of(reading.text)
    start = reading.text.rfind("\n", 0, offset) + 1
    return reading.text[start:].partition("\n")[0]


def _set_stale(connection: Connection, *, stale: bool) -> None:
    connection.execute(delete(t.state).where(t.state.c.name == _STALE))
    connection.execute(insert(t.state).values(name=_STALE, value=str(int(stale))))


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


_REASONS: Sequence[tuple[str, str]] = (
    ("disk is full", "the disk is full; make room and run the same command again, what is on record stays"),
    ("file is not a database", "this file is no SQLite database; name another with --db"),
    ("unable to open", "the database cannot be opened; check that its folder exists and is yours to write"),
    ("readonly", "the database may not be written; check its permissions"),
    ("is locked", "another program is writing to the database; try again when it is done"),
)


def _reason(error: DBAPIError) -> str:
    message = str(error.orig)
    return next((reason for sign, reason in _REASONS if sign in message), message)
