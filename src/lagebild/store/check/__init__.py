"""Is what is on record sound? Finds damage and says what to do; it mends nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, select, update

from lagebild.reading import Reader
from lagebild.store import decided
from lagebild.store import tables as t
from lagebild.store.check import database, editors
from lagebild.store.check.fault import Checked, Fault, FaultKind, fault
from lagebild.store.check.reports import report_faults
from lagebild.store.freshness import mark_stale
from lagebild.store.incidents import touch

__all__ = ["Checked", "Due", "Fault", "FaultKind", "faults", "is_whole", "refused", "size", "to_withhold", "withhold"]


def faults(connection: Connection, reader: Reader | None = None) -> Iterator[Fault]:
    """Everything that is wrong with a database, one thing after another; nothing is written.

    `reader` is today's, to find what another has read. After a fault of the file or of the schema the rest is not looked at.
    """
    grave = list(database.file_faults(connection)) or list(database.schema_faults(connection))
    yield from grave
    if grave:
        return
    yield from database.part_faults(connection)
    yield from database.key_faults(connection)
    yield from database.search_faults(connection)
    for report in decided.reports(connection):
        yield from report_faults(connection, report)
    yield from editors.decision_faults(connection)
    yield from editors.record_faults(connection)
    yield from editors.reader_faults(connection, reader)


def is_whole(found: Iterable[Fault]) -> bool:
    """True if no fault of the file or the schema kept a check from looking at the rest."""
    return not any(one.kind in ("file", "tables") for one in found)


def refused(why: str) -> Fault:
    """The fault of a database that refuses to answer."""
    return fault("file", why)


class Due(NamedTuple):
    """What withholding has to do: `held` says why for each entry to be withheld.

    `new` are those that are not withheld yet, `healed` those that are to be shown again.
    """

    held: dict[str, str]
    new: tuple[str, ...]
    healed: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """True if anything is to be written."""
        return bool(self.new or self.healed)


def size(connection: Connection) -> tuple[int, int]:
    """How many reports and entries there are."""
    reports, entries = (
        connection.scalar(select(sa.func.count()).select_from(table)) or 0 for table in (t.reports, t.entries)
    )
    return reports, entries


def to_withhold(connection: Connection, found: Iterable[Fault]) -> Due:
    """Which entries must be withheld after a whole check: those whose words are not those of their report."""
    why = {fault.entry: fault.what for fault in found if fault.kind == "quote" and fault.entry is not None}
    before = set(connection.scalars(select(t.entries.c.id).where(t.entries.c.withheld.is_not(None))))
    there = set(connection.scalars(select(t.entries.c.id).where(t.entries.c.id.in_(sorted(why)))))
    return Due({entry: why[entry] for entry in there}, tuple(sorted(there - before)), tuple(sorted(before - there)))


def withhold(connection: Connection, due: Due) -> list[str]:
    """Note what is withheld now; the record is stale afterwards. Returns the entries that are shown again."""
    for entry in due.new:
        connection.execute(update(t.entries).where(t.entries.c.id == entry).values(withheld=due.held[entry]))
    touched = select(t.entries.c.report).where(t.entries.c.id.in_([*due.new, *due.healed]))
    touch(connection, connection.scalars(touched).all())
    for entry in due.healed:
        connection.execute(update(t.entries).where(t.entries.c.id == entry).values(withheld=None))
    mark_stale(connection)
    return list(due.healed)
