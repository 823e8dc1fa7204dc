"""The database: tables, queries, search, migrations."""

from sqlalchemy import Connection

from lagebild.store.store import Store

__all__ = ["Connection", "Store"]
