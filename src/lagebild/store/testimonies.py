"""Keeps what is known of where each report has its news from: agencies credited, outlets cited, the report it copies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec
from sqlalchemy import Connection, delete, insert, select

from lagebild.reading import from_json
from lagebild.record.voices.citations import Citation, citations
from lagebild.record.voices.copies import Copy, Printed, bands, came_before, original, signature
from lagebild.record.voices.credit import Credit, agency_credits
from lagebild.store import tables as t
from lagebild.store.some import some


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a report has its news from; `copies` is the report that its text copies."""

    agencies: tuple[Credit, ...] = ()
    citations: tuple[Citation, ...] = ()
    copies: Copy | None = None


def update_origins(connection: Connection, reports: Collection[str]) -> set[str]:
    """Bring the origins of reports up to date with their texts; returns all reports whose origin is another one now.

    A new report may be what one on record copies, so those that share its words are looked at, too.
    """
    alike = _sharing(connection, reports)
    for several in some(reports):
        connection.execute(delete(t.prints).where(t.prints.c.report.in_(several)))
    read: dict[str, Origin] = {}
    for several in some(reports):
        for row in connection.execute(select(t.reports.c.id, t.reports.c.reading).where(t.reports.c.id.in_(several))):
            try:
                reading = from_json(row.reading)
            except ValueError:  # `lagebild check` tells
                continue
            read[row.id] = Origin(agencies=agency_credits(reading), citations=citations(reading))
            keys = [{"band": band, "report": row.id} for band in bands(signature(reading.text))]
            if keys:
                connection.execute(insert(t.prints), keys)
    alike |= _sharing(connection, reports)
    before = origins_of(connection, set(reports) | alike)
    due = set(reports) | _may_copy(connection, alike - set(reports), set(reports), before)
    after = {
        report: msgspec.structs.replace(
            read.get(report) or before.get(report, Origin()), copies=_copied(connection, report)
        )
        for report in _on_record(connection, due)
    }
    before = {report: origin for report, origin in before.items() if report in due}
    changed = {report for report in before.keys() | after.keys() if before.get(report) != after.get(report)}
    for several in some(changed):
        connection.execute(delete(t.origins).where(t.origins.c.report.in_(several)))
    rows = [{"report": key, "data": msgspec.json.encode(after[key]).decode()} for key in sorted(changed & after.keys())]
    if rows:
        connection.execute(insert(t.origins), rows)
    return changed


def origins_of(connection: Connection, reports: Iterable[str]) -> dict[str, Origin]:
    """The origins of reports; one that none is kept for has nothing to say."""
    found = {}
    for several in some(set(reports)):
        for row in connection.execute(select(t.origins).where(t.origins.c.report.in_(several))):
            found[row.report] = msgspec.json.decode(row.data, type=Origin)
    return found


def _sharing(connection: Connection, reports: Collection[str]) -> set[str]:
    """The reports that have a band in common with some."""
    mine, theirs = t.prints.alias("mine"), t.prints.alias("theirs")
    found: set[str] = set()
    for several in some(reports):
        query = select(theirs.c.report).distinct().join(mine, mine.c.band == theirs.c.band)
        found.update(connection.scalars(query.where(mine.c.report.in_(several))))
    return found


def _on_record(connection: Connection, reports: Collection[str]) -> set[str]:
    known = (connection.scalars(select(t.reports.c.id).where(t.reports.c.id.in_(several))) for several in some(reports))
    return {report for found in known for report in found}


def _may_copy(
    connection: Connection, alike: Collection[str], changed: Collection[str], before: Mapping[str, Origin]
) -> set[str]:
    """Those of some reports that may copy another one now: what they copied has changed, or something came before it."""
    copied = {report: origin.copies.original for report, origin in before.items() if origin.copies is not None}
    printed = _printed(connection, {*alike, *changed, *copied.values()}, text=False)
    news = [printed[report] for report in changed if report in printed]
    found = set()
    for report in alike:
        before_what = printed.get(copied.get(report, report))
        if before_what is None or copied.get(report) in changed or any(came_before(one, before_what) for one in news):
            found.add(report)
    return found


def _printed(connection: Connection, reports: Collection[str], *, text: bool) -> dict[str, Printed]:
    """What is printed of some reports, with or without their texts."""
    found = {}
    columns = [t.reports.c.id, t.reports.c.outlet, t.reports.c.published, *([t.reports.c.text] if text else [])]
    for several in some(reports):
        for row in connection.execute(select(*columns).where(t.reports.c.id.in_(several))):
            said = row.text if text else ""
            found[row.id] = Printed(report=row.id, outlet=row.outlet, published=row.published, text=said)
    return found


def _copied(connection: Connection, report: str) -> Copy | None:
    """The report that one copies, among those that share a band with it."""
    others = _sharing(connection, [report]) - {report}
    if not others:
        return None
    printed = _printed(connection, {report, *others}, text=True)
    return original(printed.pop(report), printed.values())
