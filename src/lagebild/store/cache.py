"""The stored part of the record over all reports: computed from readings, known names and an editor's decisions."""

from __future__ import annotations

from sqlalchemy import Connection

from lagebild.store import deciding
from lagebild.store.freshness import mark_fresh
from lagebild.store.identities import update_identities
from lagebild.store.incidents import touch, touched, update_incidents
from lagebild.store.tenures import update_tenures


def make(connection: Connection) -> None:
    """Bring up to date the identities, what is withdrawn, and the tenures and incidents that any of it touches."""
    found = update_identities(connection)
    touch(connection, found.reports)
    deciding.settle(connection, None if found.anew else found.reports)
    update_tenures(connection, touched(connection))
    update_incidents(connection, deciding.words(connection))
    mark_fresh(connection)
