"""For commands that ask the store itself: open it, bring it up to date, run a question in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lagebild.store import Connection, Store


@contextmanager
def opened(db: str) -> Iterator[Connection]:
    """A connection to an existing record whose identities are up to date. Raises StoreError if there is none."""
    store = Store.open(db, create=False)
    try:
        with asking(store) as connection:
            yield connection
    finally:
        store.close()


@contextmanager
def asking(store: Store) -> Iterator[Connection]:
    """A connection to an open record whose identities are up to date."""
    store.refresh()
    with store.transaction() as connection:
        yield connection
