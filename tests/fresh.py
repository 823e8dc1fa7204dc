"""New records for tests: each is a copy of one that was made once in this process, which is much quicker than to make it."""

from __future__ import annotations

import tempfile
import uuid
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from lagebild.store import Store


@cache
def empty() -> bytes:
    """The file of a record in which nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "record.db"
        Store.open(file).close()
        return file.read_bytes()


def fresh(where: Path) -> Store:
    """A record in which nothing is, in a new file."""
    assert not where.exists()
    where.write_bytes(empty())
    return opened(where)


def opened(where: str | Path) -> Store:
    """A copy of a record, opened as a record of its own: no two have the same name for feeds."""
    store = Store.open(where, create=False)
    with store.engine.begin() as connection:
        own = sa.text("UPDATE record_state SET value = :own WHERE name = 'uuid'")
        assert connection.execute(own, {"own": str(uuid.uuid4())}).rowcount == 1
    return store
