"""Are decisions and the computed part of the record sound: nothing orphaned, nothing stale?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, select

from lagebild.errors import StoreError
from lagebild.reading import Reader
from lagebild.record import decisions as record
from lagebild.record.decisions import Anchor, DecisionKind
from lagebild.store import decided, queries, rows
from lagebild.store import tables as t
from lagebild.store.check.fault import Fault, fault
from lagebild.store.freshness import is_stale


def decision_faults(connection: Connection) -> Iterator[Fault]:
    """Decisions that cannot be read, are incomplete, or are about a report that is no longer there."""
    there = set(connection.scalars(select(t.reports.c.id)))
    for row in connection.execute(select(t.decisions).order_by(t.decisions.c.id)):
        if (why := _unreadable(row)) is not None:
            yield fault("decision", f"decision {row.id}: {why}", report=row.report)
            continue
        if not rows.is_moment(row.recorded_at):
            yield fault("date", f"decision {row.id}: recorded_at is {row.recorded_at!r}, which is no date (ISO 8601)")
        reports = {row.report} - {None}
        reports |= {msgspec.json.decode(kept, type=Anchor).report for kept in (row.left_entry, row.right_entry) if kept}
        for report in sorted(reports - there):
            what = f"decision {row.id} is about a report that is not on record"
            yield fault("orphan", what, report=report, remedy=f"`lagebild undo {row.id}`, or add the report again")
    for row in connection.execute(select(t.retractions).order_by(t.retractions.c.decision)):
        if not rows.is_moment(row.retracted_at):
            yield fault(
                "date", f"decision {row.decision}: retracted_at is {row.retracted_at!r}, which is no date (ISO 8601)"
            )


def _unreadable(row: sa.Row[tuple[object, ...]]) -> str | None:
    if row.kind not in get_args(DecisionKind):
        return f"its kind is {row.kind!r}; known are {', '.join(get_args(DecisionKind))}"
    try:
        for kept in (row.left_entry, row.right_entry):
            if kept is not None:
                msgspec.json.decode(kept, type=Anchor)
        if row.report is not None:
            for kept in (row.claim, row.details):
                msgspec.json.decode(kept or "", type=dict[str, str])
    except ValueError as error:
        return f"what it is about cannot be decoded ({error})"
    pair = (row.left and row.right) or (row.left_entry and row.right_entry)
    whole = row.report and row.layer and row.quote and row.nth is not None
    if not (pair if row.kind in ("same", "different") else whole):
        return "it does not say what it is about"
    if row.kind == "mend" and not (row.field and row.value):
        return "it does not say which field it sets to what"
    return None


def record_faults(connection: Connection) -> Iterator[Fault]:
    """Whether the computed part of the record is that of today's readings and decisions."""
    if is_stale(connection):
        yield fault(
            "record",
            "reports or decisions have come since the record was computed",
            remedy="any question, as `lagebild overview`, computes it again",
        )
        return
    for row in connection.execute(select(t.entities.c.report, t.entities.c.key).where(t.entities.c.identity.is_(None))):
        yield fault("record", f"entity {row.key} is nobody on record", report=row.report)
    lone = select(t.identities.c.id).where(~sa.exists().where(t.entities.c.identity == t.identities.c.id))
    for identity in connection.scalars(lone.order_by(t.identities.c.id)):
        yield fault("orphan", f"{identity} is on record, but no report has it", remedy="`lagebild reread --all`")
    yield from _withdrawal_faults(connection)
    yield from _incident_faults(connection)


def _incident_faults(connection: Connection) -> Iterator[Fault]:
    """Tellings without their event or their incident, events without telling, incidents that nothing tells of."""
    query = select(t.events.c.report, t.events.c.key).where(queries.stands(t.events))
    standing = {f"{row.report}/{row.key}": row.report for row in connection.execute(query)}
    kept = connection.execute(select(t.tellings.c.id, t.tellings.c.report, t.tellings.c.incident)).all()
    incidents = set(connection.scalars(select(t.incidents.c.id)))
    told = {row.id: row.report for row in kept}
    for key in sorted(standing.keys() - told.keys()):
        yield fault("record", f"the event {key} is told by no incident", report=standing[key])
    for key in sorted(told.keys() - standing.keys()):
        yield fault("record", f"the incidents tell of {key}, which is no event on record", report=told[key])
    for row in sorted(kept):
        if row.incident not in incidents:
            yield fault("record", f"the telling {row.id} is of no incident on record", report=row.report)
    for incident in sorted(incidents - {row.incident for row in kept}):
        yield fault("record", f"nothing tells of the incident {incident}")


def _withdrawal_faults(connection: Connection) -> Iterator[Fault]:
    query = select(t.entries.c.id, t.entries.c.report, t.entries.c.withdrawn).where(t.entries.c.withdrawn.is_not(None))
    marked = {row.id: (row.report, row.withdrawn) for row in connection.execute(query)}
    try:
        wrong = record.standing(decided.decisions(connection, t.decisions.c.kind == "wrong"))
    except StoreError:  # told among the decisions
        return
    expected: dict[str, tuple[str, int]] = {}
    for report in sorted({d.entry.report for d in wrong if d.entry is not None}):
        found, text = decided.anchors_of(connection, report)
        mine = [d for d in wrong if d.entry is not None and d.entry.report == report]
        expected |= {e: (report, number) for e, number in record.withdrawn(mine, found, text or "").items()}
    for entry in sorted(marked.keys() | expected.keys()):
        if marked.get(entry) != expected.get(entry):
            report = (marked.get(entry) or expected[entry])[0]
            says = (
                f"decision {expected[entry][1]} withdraws it"
                if entry in expected
                else "no decision in force withdraws it"
            )
            now = (
                f"it is marked as withdrawn by {marked[entry][1]}"
                if entry in marked
                else "it is not marked as withdrawn"
            )
            yield fault("record", f"{now}, but {says}", report=report, entry=entry)


def reader_faults(connection: Connection, reader: Reader | None) -> Iterator[Fault]:
    """Reports that another reader than today's has read, and those that an interrupted `reread` has left over."""
    if reader is not None:
        today = rows.reader_line(reader)
        query = select(t.reports.c.reader, sa.func.count().label("often"), sa.func.min(t.reports.c.id).label("first"))
        for row in connection.execute(
            query.where(t.reports.c.reader != today).group_by(t.reports.c.reader).order_by(t.reports.c.reader)
        ):
            what = f"{row.often} reports were read by another reader ({row.reader}; today's is {today}), as {row.first}"
            yield fault("reader", what)
    left = connection.scalar(select(sa.func.count()).select_from(t.unread)) or 0
    if left:
        yield fault("unfinished", f"`lagebild reread --all` was interrupted; {left} reports are left")
