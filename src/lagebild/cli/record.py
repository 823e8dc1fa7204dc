"""For commands that ask the record: open it, and say what an answer leaves out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from lagebild.api import Record
from lagebild.cli import reports
from lagebild.store import Connection, Store, snapshot


@contextmanager
def opened(db: str, known: datetime.datetime | None = None) -> Iterator[Connection]:
    """A connection to an existing record whose identities are up to date, or to what was known of it on a day.

    Raises StoreError if there is none.
    """
    store = Store.open(db, create=False)
    try:
        if known is None:
            with asking(store) as connection:
                yield connection
            return
        with asking(store) as connection:
            _say_what_is_missing(snapshot.undated(connection))
        snapshots = snapshot.Snapshots(store)
        try:
            day = known.date().isoformat()
            with _waiting(known):
                snapshots.prepare(day)
            with snapshots.asking(day) as connection:
                yield connection
        finally:
            snapshots.close()
    finally:
        store.close()


@contextmanager
def asked(db: str, known: datetime.datetime | None) -> Iterator[Record]:
    """An existing record, ready for questions about what was known on a day, if one is given.

    What such an answer leaves out is said on standard error. Raises StoreError if there is no record.
    """
    with Record(db, create=False) as record:
        if known is not None:
            _say_what_is_missing(record.undated())
            with _waiting(known):
                record.prepare(known)
        yield record


@contextmanager
def asking(store: Store) -> Iterator[Connection]:
    """A connection to an open record whose identities are up to date."""
    store.refresh(wait=False)
    with store.transaction() as connection:
        yield connection


def _say_what_is_missing(undated: int) -> None:
    if undated:
        what = "1 text is" if undated == 1 else f"{undated} texts are"
        reports.warn(f"{what} left out: without a date of publication nobody can say from when on a report was known")


@contextmanager
def _waiting(known: datetime.datetime) -> Iterator[None]:
    """Says on a terminal what takes so long."""
    from rich.console import Console  # noqa: PLC0415  (few questions wait)

    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(f"putting together what was known on {known.date().isoformat()} …"):
        yield
