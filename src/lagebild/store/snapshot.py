"""What was known on a day: the record of the reports published by then, each in the version that was newest by then.

It is a database of its own without a file. What no later report changes is copied, the rest is made again, so it costs
less than putting all reports on record, and comes out the same. An editor's decisions and the known names hold whenever
they were made: they say how to read the reports, not what was published. So does the log of them; of what it has about
reports, what is about these.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, Select, or_, select
from sqlalchemy.dialects import sqlite

from lagebild.reading import from_json
from lagebild.record.versions import published_by
from lagebild.store import deciding, dialects, rows
from lagebild.store import tables as t
from lagebild.store.freshness import mark_stale, revision
from lagebild.store.incidents import touch
from lagebild.store.some import some
from lagebild.store.store import Store

KEPT = 3
"""So many snapshots are kept for the next question; the one used longest ago goes first."""

_AT_ONCE = 5_000
"""Rows that are copied at a time."""

_FINDINGS = (
    *(t.entries, t.sentences, t.entities, t.offices, t.statements, t.events),
    *(t.relations, t.plans, t.pledges),
)
"""What a report says, in an order in which foreign keys hold; each has a column `report`."""

_JUDGED = (t.decisions, t.retractions, t.known, t.known_ties)
_OF_REPORTS = ("added", "version")
"""What the log notes of reports; the rest of it is about how they are read."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """The versions of one report that were published by a day, oldest first, by their numbers on record.

    `whole` if these are all versions.
    """

    report: str
    numbers: tuple[int, ...]
    whole: bool


class Snapshots:
    """The snapshots of one record, to be asked. Each is kept until the record changes, or others are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: dict[str, tuple[int, Store]] = {}  # by day, with the revision of the record it was made of
        self._turn = threading.RLock()  # a snapshot has one connection
        weakref.finalize(self, _close, self._made)  # nobody closes a server's

    @contextmanager
    def asking(self, day: str) -> Iterator[Connection]:
        """A connection to what was known at the end of a day (ISO date).

        Raises StoreError if the record cannot be read.
        """
        with self._turn, self._on(day).transaction() as connection:
            yield connection

    def prepare(self, day: str) -> None:
        """Put a snapshot together before it is asked. Raises what :meth:`asking` raises."""
        with self._turn:
            self._on(day)

    def close(self) -> None:
        """Drop all snapshots."""
        with self._turn:
            _close(self._made)

    def _on(self, day: str) -> Store:
        self._store.refresh(wait=False)
        with self._store.transaction() as connection:
            now = revision(connection)
        made, store = self._made.pop(day, (None, None))
        if store is not None and made != now:
            store.close()
            store = None
        if store is None:
            while len(self._made) >= KEPT:
                self._made.pop(next(iter(self._made)))[1].close()
            now, store = snapshot(self._store, day)
        self._made[day] = now, store
        return store


def _close(made: dict[str, tuple[int, Store]]) -> None:
    while made:
        made.popitem()[1][1].close()


def snapshot(store: Store, day: str) -> tuple[int, Store]:
    """The record of what was published by the end of a day (ISO date), and the revision of the record it is made of.

    Close it after use. Raises StoreError if the record cannot be read.
    """
    made = Store(dialects.nameless(), f"{store.where} as known on {day}")
    try:
        with store.transaction() as source, made.writing() as target:
            now = revision(source)
            t.metadata.create_all(target)
            dialects.create_search(target)
            _fill(source, target, day)
            mark_stale(target)
        made.refresh()
    except BaseException:
        made.close()
        raise
    return now, made


def undated(connection: Connection) -> int:
    """How many versions of reports have no date of publication, so that nobody can say from when on they were known."""
    return sum(not published_by([when], _LAST_DAY) for versions in _dates(connection).values() for when in versions)


_LAST_DAY = "9999-12-31"


def known_on(connection: Connection, day: str) -> list[Known]:
    """The reports with a version published by a day, by id."""
    found = []
    for report, dates in sorted(_dates(connection).items()):
        numbers = tuple(place + 1 for place in published_by(dates, day))
        if numbers:
            found.append(Known(report=report, numbers=numbers, whole=len(numbers) == len(dates)))
    return found


def _dates(connection: Connection) -> dict[str, list[str | None]]:
    """When each version of each report was published, oldest version first."""
    dates: dict[str, list[str | None]] = {}
    earlier = select(t.versions.c.report, t.versions.c.published).order_by(t.versions.c.report, t.versions.c.number)
    for query in (earlier, select(t.reports.c.id, t.reports.c.published)):
        for report, when in connection.execute(query):
            dates.setdefault(report, []).append(when)
    return dates


def _fill(source: Connection, target: Connection, day: str) -> None:
    known = known_on(source, day)
    for table in _JUDGED:
        _copy(source, target, table, select(table))
    whole = {one.report for one in known if one.whole}
    _copy(source, target, t.identities, select(t.identities))
    _copy_where(source, target, t.reports, t.reports.c.id, whole)
    _copy_where(source, target, t.versions, t.versions.c.report, whole)
    _copy(source, target, t.log, select(t.log).where(t.log.c.what.not_in(_OF_REPORTS)))
    for several in some({one.report for one in known}):
        _copy(source, target, t.log, select(t.log).where(t.log.c.what.in_(_OF_REPORTS), t.log.c.about.in_(several)))
    for table in _FINDINGS:
        _copy_where(source, target, table, table.c.report, whole)
    _copy_below(source, target, t.mentions, t.entities, t.mentions.c.entity, whole)
    for table in (t.parties, t.figures):
        _copy_below(source, target, table, t.events, table.c.event, whole)
    before = [one for one in known if not one.whole]
    for one in before:
        _put_earlier(source, target, one)
    changed = _copy_incidents(source, target, whole)
    waiting = set(source.scalars(select(t.touched.c.report))) & whole
    touch(target, {one.report for one in before} | changed | waiting)


def _put_earlier(source: Connection, target: Connection, one: Known) -> None:
    """Put a report on record as it was known before: its versions, and what the last of them says, as it was read."""
    newest = source.execute(select(t.reports).where(t.reports.c.id == one.report)).one()
    query = select(t.versions).where(t.versions.c.report == one.report)
    kept = {row.number: row for row in source.execute(query)} | {newest.version: newest}
    shared = [c.name for c in t.versions.c if c.name in t.reports.c and c.name not in ("id", "report", "number")]
    *earlier, last = ({name: getattr(kept[number], name) for name in shared} for number in one.numbers)
    target.execute(sa.insert(t.reports).values(**last, id=one.report, version=len(one.numbers)))
    for number, values in enumerate(earlier, start=1):
        target.execute(sa.insert(t.versions).values(**values, report=one.report, number=number))
    rows.insert_findings(target, [from_json(last["reading"])])


def _copy_incidents(source: Connection, target: Connection, whole: Collection[str]) -> set[str]:
    """Copy the incidents in which only some reports have a part, and all that incidents are made from.

    Returns those of the reports that must be looked at again: what they tell is linked with what another report tells, or
    is in a group with it.
    """
    columns = t.tellings.c.id, t.tellings.c.report, t.tellings.c.joined, t.tellings.c.incident
    tellings = {
        row.id: row
        for several in some(whole)
        for row in source.execute(select(*columns).where(t.tellings.c.report.in_(several)))
    }
    incidents = {row.incident for row in tellings.values() if row.incident}
    groups = {row.joined for row in tellings.values() if row.joined}
    broken, apart = (
        {
            row.of
            for several in some(names)
            for row in source.execute(select(t.tellings.c.id, column.label("of")).where(column.in_(several)))
            if row.id not in tellings
        }
        for column, names in ((t.tellings.c.incident, incidents), (t.tellings.c.joined, groups))
    )
    links = {
        tuple(row)
        for several in some(tellings)
        for row in source.execute(select(t.links).where(or_(t.links.c.one.in_(several), t.links.c.other.in_(several))))
    }
    pairs = [(row[0], row[1]) for row in links] + [(word.one, word.other) for word in deciding.words(source)]
    alone = {key for pair in pairs for key in pair if key in tellings and not tellings.keys() >= set(pair)}
    _copy_where(source, target, t.tellings, t.tellings.c.report, whole)
    for several in some(apart):  # to be grouped anew
        target.execute(sa.update(t.tellings).where(t.tellings.c.joined.in_(several)).values(joined=None))
    _insert(target, t.links, sorted(row for row in links if tellings.keys() >= {row[0], row[1]}))
    _copy_where(source, target, t.blocks, t.blocks.c.telling, tellings)
    _copy_where(source, target, t.origins, t.origins.c.report, whole)
    _copy_where(source, target, t.prints, t.prints.c.report, whole)
    _copy_where(source, target, t.incidents, t.incidents.c.id, incidents - broken)
    for table in (t.takes_part, t.disputes, t.incident_words):
        _copy_where(source, target, table, table.c.incident, incidents - broken)
    alone |= {key for key, row in tellings.items() if row.joined in apart}
    return {tellings[key].report for key in alone} | _sharing_with_others(source, whole)


def _sharing_with_others(connection: Connection, reports: Collection[str]) -> set[str]:
    """Those of some reports whose text shares words with that of another report: they may have been taken for a copy."""
    mine, theirs = t.prints.alias("mine"), t.prints.alias("theirs")
    pairs = select(mine.c.report, theirs.c.report).distinct().join(theirs, mine.c.band == theirs.c.band)
    return {
        one
        for several in some(reports)
        for one, other in connection.execute(pairs.where(mine.c.report.in_(several)))
        if other not in reports
    }


def _copy_where(
    source: Connection, target: Connection, table: sa.Table, column: sa.Column[Any], values: Collection[str]
) -> None:
    for several in some(values):
        _copy(source, target, table, select(table).where(column.in_(several)))


def _copy_below(
    source: Connection,
    target: Connection,
    table: sa.Table,
    above: sa.Table,
    key: sa.Column[Any],
    reports: Collection[str],
) -> None:
    """Copy what belongs to the rows that another table has of some reports."""
    for several in some(reports):
        _copy(source, target, table, select(table).join(above, above.c.id == key).where(above.c.report.in_(several)))


def _copy(source: Connection, target: Connection, table: sa.Table, query: Select[Any]) -> None:
    # JSON is copied as it is written
    columns = [sa.cast(c, sa.Text) if isinstance(c.type, sa.JSON) else c for c in table.c]
    for part in source.execute(query.with_only_columns(*columns, maintain_column_froms=True)).partitions(_AT_ONCE):
        _insert(target, table, map(tuple, part))


def _insert(target: Connection, table: sa.Table, values: Iterable[Sequence[Any]]) -> None:
    """Insert whole rows, all columns in order, without what SQLAlchemy does for each of them."""
    found = list(values)
    if found:
        target.exec_driver_sql(str(sa.insert(table).compile(dialect=sqlite.dialect(paramstyle="qmark"))), found)
