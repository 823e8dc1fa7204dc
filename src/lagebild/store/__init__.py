"""The database: tables, queries, search, migrations."""

from lagebild.store.store import Store

__all__ = ["Store"]
