"""What is new on record: the newest incidents, what was disputed lately, what became known since a moment, or by a report.

*New* is told by the clock of the database: `recorded_at` of the newest version of a report (UTC).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, select

from lagebild.record.contested import Contested
from lagebild.record.contradictions import Dispute
from lagebild.record.incidents import Incident
from lagebild.record.tenures import Tenure
from lagebild.store import queries
from lagebild.store import tables as t
from lagebild.store.narrowing import conditions
from lagebild.store.offices import contested
from lagebild.store.pages import Headline
from lagebild.store.some import some

MOST = 200
"""So many incidents at most are looked at for what became known."""

_DEEPER = 5
_FIRST = 100

NAMED = 24
"""So many reports are named, and of so many people and bodies the offices are looked at."""


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What reports brought: incidents that nobody had told of, those told further, offices, disputes.

    `reports` is how many there are, `newest` the last ones of them. Of more than :data:`MOST` incidents only the newest are
    looked at; `incidents` counts all.
    """

    reports: int
    incidents: int
    newest: tuple[Headline, ...]
    first_told: tuple[Incident, ...]
    told_again: tuple[Incident, ...]
    offices: tuple[Tenure, ...]
    disputes: tuple[tuple[Dispute, Incident], ...]
    contested: tuple[Contested, ...]


def newest(connection: Connection, *, limit: int) -> list[Incident]:
    """The newest incidents that have a day in a report's words, none after the last report; then those that have none."""
    last = (connection.scalar(select(sa.func.max(t.reports.c.published))) or "9999")[:10]
    table = t.incidents.c
    dated = (
        select(table.id)
        .where(table.valid_from.is_not(None), table.day <= last)
        .order_by(table.day.desc(), table.id.desc())
        .limit(limit)
    )
    found = connection.scalars(dated).all()
    if len(found) < limit:
        rest = (
            select(table.id)
            .where(table.valid_from.is_(None), table.day.is_not(None))
            .order_by(table.day.desc(), table.id.desc())
            .limit(limit - len(found))
        )
        found = [*found, *connection.scalars(rest)]
    return _in_order(connection, found)


def disputed(connection: Connection, *, limit: int) -> list[tuple[Dispute, Incident]]:
    """The contradictions about incidents that the latest reports on record have a part in, the latest first."""
    found: dict[str, str] = {}
    for arrived in _arrived(connection):
        place = {report: number for number, report in enumerate(arrived)}
        rows = [
            (place[row.report], row.id, row.incident)
            for several in some(arrived)
            for row in connection.execute(
                select(t.tellings.c.report, t.disputes.c.id, t.disputes.c.incident)
                .join(t.disputes, t.disputes.c.incident == t.tellings.c.incident)
                .where(t.tellings.c.report.in_(several))
            )
        ]
        for _, key, incident in sorted(rows):
            found.setdefault(key, incident)
        if len(found) >= limit:
            break
    return _disputes(connection, dict([*found.items()][:limit]))


def since(connection: Connection, moment: str) -> News:
    """What the reports brought that came on record at a moment or later (ISO date or date-time, UTC)."""
    rows = connection.execute(
        select(t.reports.c.id).where(t.reports.c.recorded_at >= moment).order_by(t.reports.c.recorded_at.desc())
    )
    return of_reports(connection, [row.id for row in rows])


def of_reports(connection: Connection, reports: Sequence[str]) -> News:
    """What some reports brought that no other report on record tells."""
    mine = set(reports)
    told = _told_by(connection, mine)
    looked_at = _in_order(connection, _latest(connection, told))
    before = {one.id for one in looked_at if any(telling.report not in mine for telling in one.tellings)}
    disputes = [
        (dispute, one)
        for dispute, one in _disputes(connection, _disputed(connection, [one.id for one in looked_at]))
        if mine & {claim.report for claim in dispute.claims}
    ]
    persons, bodies = _offices_in(connection, reports[:MOST])
    tenures = [one for person in persons for one in queries.office_tenures(connection, person=person)]
    at_odds = [one for body in bodies for one in contested(connection, of=body)]
    return News(
        reports=len(mine),
        incidents=len(told),
        newest=tuple(_headlines(connection, reports[:NAMED])),
        first_told=tuple(one for one in looked_at if one.id not in before),
        told_again=tuple(one for one in looked_at if one.id in before),
        offices=tuple(one for one in tenures if {e.report for e in one.evidence} <= mine),
        disputes=tuple(disputes),
        contested=tuple(one for one in at_odds if mine & {e.report for claim in one.claims for e in claim.evidence}),
    )


def _arrived(connection: Connection) -> Iterator[dict[str, str]]:
    """The reports by when they came on record, the last ones first: at first some, then more at a time."""
    table = t.reports.c
    order = (table.recorded_at.desc(), table.published.desc(), table.id.desc())
    offset, number = 0, _FIRST
    while True:
        rows = connection.execute(
            select(table.id, table.recorded_at).order_by(*order).offset(offset).limit(number)
        ).all()
        if not rows:
            return
        yield {row.id: row.recorded_at for row in rows}
        offset, number = offset + number, number * 2


def _told_by(connection: Connection, reports: Collection[str]) -> set[str]:
    """The incidents that reports tell."""
    query = select(t.tellings.c.incident).where(t.tellings.c.incident.is_not(None))
    return {
        one
        for several in some(reports)
        for one in connection.scalars(query.where(t.tellings.c.report.in_(several)))
        if one is not None
    }


def _latest(connection: Connection, incidents: Collection[str]) -> list[str]:
    """The newest of some incidents, :data:`MOST` at most: those with a day in a report's words first."""
    table = t.incidents.c
    rows = [
        row
        for several in some(incidents)
        for row in connection.execute(select(table.id, table.day, table.valid_from).where(table.id.in_(several)))
    ]
    rows.sort(key=lambda row: (row.valid_from is not None, row.day or "", row.id), reverse=True)
    return [row.id for row in rows[:MOST]]


def _in_order(connection: Connection, ids: Sequence[str]) -> list[Incident]:
    found = {one.id: one for several in some(ids) for one in queries.incidents(connection, ids=several)}
    return [found[key] for key in ids if key in found]


def _disputed(connection: Connection, incidents: Collection[str]) -> dict[str, str]:
    """The disputes about some incidents: their ids with the incident's, in the order of the incidents."""
    rows = [
        row
        for several in some(incidents)
        for row in connection.execute(
            select(t.disputes.c.id, t.disputes.c.incident).where(t.disputes.c.incident.in_(several))
        )
    ]
    place = {key: number for number, key in enumerate(incidents)}
    return {row.id: row.incident for row in sorted(rows, key=lambda row: (place[row.incident], row.id))}


def _disputes(connection: Connection, wanted: Mapping[str, str]) -> list[tuple[Dispute, Incident]]:
    """Disputes by their ids, each with its incident, in the order given."""
    about = {one.id: one for one in _in_order(connection, [*dict.fromkeys(wanted.values())])}
    found = {
        row.id: msgspec.json.decode(row.data, type=Dispute)
        for several in some(wanted)
        for row in connection.execute(select(t.disputes.c.id, t.disputes.c.data).where(t.disputes.c.id.in_(several)))
    }
    return [(found[key], about[of]) for key, of in wanted.items() if key in found and of in about]


def _offices_in(connection: Connection, reports: Collection[str]) -> tuple[list[str], list[str]]:
    """The people and the bodies of whose offices some reports tell, :data:`NAMED` of each at most."""
    person, body = t.entities.alias("person"), t.entities.alias("body")
    query = (
        select(person.c.identity.label("person"), body.c.identity.label("body"))
        .select_from(t.offices)
        .join(person, person.c.id == t.offices.c.person)
        .outerjoin(body, body.c.id == t.offices.c.of)
        .where(queries.stands(t.offices))
        .order_by(t.offices.c.id)
    )
    rows = [
        row for several in some(reports) for row in connection.execute(query.where(t.offices.c.report.in_(several)))
    ]
    people, bodies = (dict.fromkeys(one for row in rows if (one := getattr(row, name))) for name in ("person", "body"))
    return [*people][:NAMED], [*bodies][:NAMED]


def _headlines(connection: Connection, reports: Sequence[str]) -> list[Headline]:
    columns = (t.reports.c[name] for name in Headline.__struct_fields__ if name != "opening")
    rows = {row.id: row for row in connection.execute(select(*columns).where(t.reports.c.id.in_(reports)))}
    return [Headline(**rows[key]._mapping) for key in reports if key in rows]


def recorded(
    connection: Connection, wanted: Mapping[str, Any], *, limit: int, sure: float = 0.0
) -> list[tuple[Incident, str, str]]:
    """The incidents that filters leave, those told latest first: each with when it first and last came on record (UTC).

    The filters are those of :func:`lagebild.store.narrowing.conditions`. `sure` leaves out what is less sure, among so many
    times the limit that something is left.
    """
    kept = conditions(connection, **wanted)
    among = select(t.tellings.c.report, t.tellings.c.incident).where(t.tellings.c.incident.is_not(None))
    if kept:
        among = among.where(t.tellings.c.incident.in_(select(t.incidents.c.id).where(*kept)))
    last: dict[str, str] = {}
    for arrived in _arrived(connection):
        place = {report: number for number, report in enumerate(arrived)}
        rows = [
            (place[row.report], row.incident, row.report)
            for several in some(arrived)
            for row in connection.execute(among.where(t.tellings.c.report.in_(several)))
        ]
        for _, incident, report in sorted(rows):
            last.setdefault(incident, arrived[report])
        if len(last) >= limit * (_DEEPER if sure else 1):
            break
    found = {
        one.id: one
        for several in some([*last][: limit * (_DEEPER if sure else 1)])
        for one in queries.incidents(connection, **{**wanted, "ids": several}, sure=sure)
    }
    told = [key for key in last if key in found][:limit]
    first = when(connection, {telling.report for key in told for telling in found[key].tellings})
    return [(found[key], min(first[one.report] for one in found[key].tellings), last[key]) for key in told]


def when(connection: Connection, reports: Collection[str]) -> dict[str, str]:
    """When each of some reports came on record (UTC)."""
    return {
        row.id: row.recorded_at
        for several in some(set(reports))
        for row in connection.execute(
            select(t.reports.c.id, t.reports.c.recorded_at).where(t.reports.c.id.in_(several))
        )
    }
