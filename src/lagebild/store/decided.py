"""The rows of decisions as the record's own type, and the entries that they are about. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, select

from lagebild.errors import NotFoundError, StoreError
from lagebild.reading import Reading, from_json
from lagebild.record import decisions as record
from lagebild.record.decisions import Anchor, Decision, Retraction
from lagebild.record.mending import mended
from lagebild.store import tables as t
from lagebild.store.some import some

LEAST = 4
"""So many characters of an entry's id are enough if only one id begins with them."""

_FIELDS = dict[str, str]


def decisions(connection: Connection, *conditions: sa.ColumnElement[bool]) -> list[Decision]:
    """The decisions for which some conditions on their rows hold, in the order in which they were made.

    Raises StoreError for a row that does not say what it is about.
    """
    query = (
        select(t.decisions, t.retractions.c.author.label("retracted_by"), t.retractions.c.retracted_at)
        .outerjoin(t.retractions, t.retractions.c.decision == t.decisions.c.id)
        .where(*conditions)
        .order_by(t.decisions.c.id)
    )
    return [_decision(row) for row in connection.execute(query)]


def _decision(row: Any) -> Decision:
    try:
        return Decision(
            number=row.id,
            kind=row.kind,
            author=row.author,
            recorded_at=row.recorded_at,
            left=row.left,
            right=row.right,
            left_entry=_anchor_in(row.left_entry),
            right_entry=_anchor_in(row.right_entry),
            entry=_anchor(row) if row.report is not None else None,
            field=row.field,
            value=row.value,
            was=row.was,
            why=row.why,
            retracted=Retraction(author=row.retracted_by, retracted_at=row.retracted_at) if row.retracted_at else None,
        )
    except ValueError as error:
        raise StoreError(f"decision {row.id} cannot be read ({error}); run `lagebild check`") from None


def decision(connection: Connection, number: int) -> Decision:
    """One decision. Raises NotFoundError if none has that number."""
    found = decisions(connection, t.decisions.c.id == number)
    if not found:
        raise NotFoundError(f"there is no decision {number}; `lagebild decisions` lists them")
    return found[0]


def mends(connection: Connection, report: str) -> list[Decision]:
    """The mends of the entries of one report, including those taken back."""
    return decisions(connection, t.decisions.c.kind == "mend", t.decisions.c.report == report)


def _anchor(row: Any) -> Anchor:
    return Anchor(
        report=row.report,
        layer=row.layer,
        quote=row.quote,
        nth=row.nth,
        claim=msgspec.json.decode(row.claim, type=_FIELDS),
        details=msgspec.json.decode(row.details, type=_FIELDS),
    )


def _anchor_in(kept: str | None) -> Anchor | None:
    return msgspec.json.decode(kept, type=Anchor) if kept is not None else None


def row_of(anchor: Anchor) -> dict[str, Any]:
    """An anchor as the columns of a decision on one entry."""
    return {
        "report": anchor.report,
        "layer": anchor.layer,
        "quote": anchor.quote,
        "nth": anchor.nth,
        "claim": msgspec.json.encode(anchor.claim).decode(),
        "details": msgspec.json.encode(anchor.details).decode(),
    }


def reading_of(connection: Connection, report: str) -> Reading | None:
    """The reading of a report as it was read; None if the report is not on record, or its reading cannot be decoded."""
    kept = connection.scalar(select(t.reports.c.reading).where(t.reports.c.id == report))
    try:
        return from_json(kept) if kept is not None else None
    except ValueError:  # `lagebild check` tells
        return None


def used(connection: Connection, reading: Reading) -> Reading:
    """The reading of a report on record as the record uses it: with the fields that editors have set."""
    return mended(reading, mends(connection, reading.id))


def used_all(connection: Connection, given: Sequence[Reading]) -> list[Reading]:
    """What :func:`used` makes of several readings, in order."""
    made: dict[str | None, list[Decision]] = {}
    for several in some({one.id for one in given}):
        for one in decisions(connection, t.decisions.c.kind == "mend", t.decisions.c.report.in_(several)):
            made.setdefault(one.entry.report if one.entry is not None else None, []).append(one)
    return [mended(one, made[one.id]) if one.id in made else one for one in given]


def reports(connection: Connection) -> list[str]:
    """The ids of all reports on record, in order."""
    return list(connection.scalars(select(t.reports.c.id).order_by(t.reports.c.id)))


def anchors_of(connection: Connection, report: str) -> tuple[list[Anchor], str | None]:
    """The anchors of all of a report's entries and its text; no anchors and None if it is not on record."""
    reading = reading_of(connection, report)
    if reading is None:
        return [], None
    return [anchor for found in record.anchors(reading).values() for anchor in found], reading.text


def anchor_of(connection: Connection, entry: Any) -> Anchor:
    """The anchor of an entry's row. Raises NotFoundError if its report's reading does not have it."""
    found = next((a for a in anchors_of(connection, entry.report)[0] if a.id == entry.id), None)
    if found is None:
        raise NotFoundError(f"the reading of {entry.report!r} has no entry {entry.id}; run `lagebild check`")
    return found


def entry(connection: Connection, name: str) -> Any:
    """The row of an entry, by its id or the beginning of it, or by its place in its report's reading (`REPORT/v3`).

    Raises NotFoundError if there is none, or if there are several, which it lists.
    """
    beginning = (_addressed(connection, name.strip()) or name).strip().casefold()
    if len(beginning) < LEAST:
        raise NotFoundError(f"{name!r} is too short for an entry; give {LEAST} characters of its id at least")
    found = _beginning(connection, beginning, at_most=9)
    if not found:
        raise NotFoundError(
            f"no entry on record has the id {name!r}; --ids shows them, as in `lagebild chronicle --ids`, and so does --json"
        )
    if len(found) > 1:
        raise NotFoundError(f"{name!r} could be several entries: {', '.join(r.id for r in found)}. Give more of the id")
    return found[0]


def names_an_entry(connection: Connection, name: str) -> bool:
    """True if a text is the id of an entry, the beginning of one or an entry's place in a reading."""
    given = name.strip()
    if _addressed(connection, given):
        return True
    digits = set(given.casefold()) <= set("0123456789abcdef")
    return digits and len(given) >= LEAST and bool(_beginning(connection, given.casefold(), at_most=1))


def _beginning(connection: Connection, beginning: str, *, at_most: int) -> list[Any]:
    query = select(t.entries).where(t.entries.c.id.startswith(beginning, autoescape=True))
    return list(connection.execute(query.order_by(t.entries.c.id).limit(at_most)).all())


def _addressed(connection: Connection, name: str) -> str | None:
    """The id of an entry that is named by where it stands: `REPORT/v3` (an event) or `REPORT/s2` (a statement)."""
    report, _, key = name.rpartition("/")
    event = select(t.events.c.entry).where(t.events.c.report == report, t.events.c.key == key)
    found: str | None = connection.scalar(event)
    if found is None and key[:1] == "s" and key[1:].isdecimal() and len(key) < 10:
        number = int(key[1:]) - 1
        statement = select(t.statements.c.entry).where(t.statements.c.report == report, t.statements.c.number == number)
        found = connection.scalar(statement)
    return found


def tellings(connection: Connection, reports: Iterable[str]) -> dict[str, str]:
    """For each entry of an event of some reports the id of its telling: `REPORT/v3`."""
    query = select(t.events.c.entry, t.events.c.report, t.events.c.key).where(
        t.events.c.report.in_(sorted(set(reports)))
    )
    return {row.entry: f"{row.report}/{row.key}" for row in connection.execute(query) if row.entry is not None}
