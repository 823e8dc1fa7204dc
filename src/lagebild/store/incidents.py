"""Keeps the incidents: looks again at the tellings of touched reports, and at what is linked with them, and at no others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, delete, or_, select

from lagebild.record.decisions import anchors
from lagebild.record.grouping import Order, order_of
from lagebild.record.identities import is_named
from lagebild.record.joining import Link, Word, blocks, link, sought
from lagebild.record.taking_up import tellings
from lagebild.record.telling import Party, Telling
from lagebild.store import decided
from lagebild.store import tables as t
from lagebild.store.groups import Change, Tellings, links_of, update_groups
from lagebild.store.making import make
from lagebild.store.some import MANY, insert_all, some
from lagebild.store.testimonies import update_origins


def touch(connection: Connection, reports: Iterable[str]) -> None:
    """Note that the tellings of reports are to be looked at again."""
    wanted = set(reports)
    known = {
        one
        for several in some(wanted)
        for one in connection.scalars(select(t.touched).where(t.touched.c.report.in_(several)))
    }
    insert_all(connection, t.touched, ({"report": report} for report in sorted(wanted - known)))


def touched(connection: Connection) -> set[str]:
    """The reports that are to be looked at again."""
    return set(connection.scalars(select(t.touched.c.report)))


def update_incidents(connection: Connection, words: Sequence[Word] = ()) -> None:
    """Bring the incidents up to date with the readings, the identities and an editor's word on record.

    What comes out is the same as if all incidents were made anew.
    """
    reports = touched(connection)
    if not reports:
        return
    reports |= update_origins(connection, reports)
    for several in _in_order(connection, reports):  # an archive at once would not fit into memory
        _update(connection, several, words)
    connection.execute(delete(t.touched))


def _in_order(connection: Connection, reports: Collection[str]) -> Iterator[Sequence[str]]:
    """Some reports in pieces, the oldest first: a report changes groups of its own day and later ones only."""
    days: dict[str, str] = dict.fromkeys(reports, "")
    for several in some(reports):
        for row in connection.execute(select(t.reports.c.id, t.reports.c.published).where(t.reports.c.id.in_(several))):
            days[row.id] = row.published or "9"
    known = sorted(days, key=lambda report: (days[report], report))
    return (known[start : start + MANY] for start in range(0, len(known), MANY))


def _update(connection: Connection, reports: Sequence[str], words: Sequence[Word]) -> None:
    """Look at the tellings of some reports, and make the incidents anew that they are or were in."""
    before = {row.id: row for row in connection.execute(select(t.tellings).where(t.tellings.c.report.in_(reports)))}
    today = {telling.id: telling for report in reports for telling in _told(connection, report)}
    encoded = {key: msgspec.json.encode(telling).decode() for key, telling in today.items()}
    changed = {key for key, row in before.items() if encoded.get(key) != row.data or row.joined is None}
    new = {key: telling for key, telling in today.items() if key not in before or key in changed}
    loose = links_of(connection, changed)
    _forget(connection, changed)
    insert_all(
        connection,
        t.tellings,
        ({"id": key, "report": one.report, "day": order_of(one).day, "data": encoded[key]} for key, one in new.items()),
    )
    insert_all(
        connection,
        t.blocks,
        ({"block": block, "telling": key} for key, one in new.items() for block in sorted(blocks(one))),
    )
    known = Tellings(connection)
    insert_all(connection, t.links, (found._asdict() for found in _links(connection, new, known)))
    groups = {row.joined for key, row in before.items() if key not in changed}
    if orders := {order_of(one) for one in new.values()} | {
        Order(before[key].day, before[key].report) for key in changed
    }:
        left = {before[key].joined for key in changed} - {None} | changed | _ends(loose)
        groups |= update_groups(connection, Change(frozenset(new), frozenset(orders), frozenset(left)), known)
    make(connection, groups, {row.incident for row in before.values()} - {None}, _ends(loose), words, known)


def _ends(links: Iterable[Link]) -> set[str]:
    return {key for found in links for key in (found.one, found.other)}


def _told(connection: Connection, report: str) -> list[Telling]:
    """The tellings of one report that count."""
    reading = decided.reading_of(connection, report)
    if reading is None:  # `lagebild check` tells
        return []
    rows = connection.execute(
        select(t.entities.c.key, t.identities.c.id, t.identities.c.name, t.identities.c.kind)
        .join(t.identities, t.identities.c.id == t.entities.c.identity)
        .where(t.entities.c.report == report)
    )
    who = {row.key: Party(id=row.id, name=row.name, kind=row.kind, named=is_named(row.id)) for row in rows}
    taken_out = or_(t.entries.c.withdrawn.is_not(None), t.entries.c.withheld.is_not(None))
    out = set(connection.scalars(select(t.entries.c.id).where(t.entries.c.report == report, taken_out)))
    entries = [anchor.id for anchor in anchors(reading)["event"]]  # named after what was read, whatever an editor mends
    found = tellings(decided.used(connection, reading), who, entries)
    version = connection.scalar(select(t.reports.c.version).where(t.reports.c.id == report)) or 1
    return [_of_version(one, version) for one in found if one.evidence.entry not in out]


def _of_version(telling: Telling, version: int) -> Telling:
    return msgspec.structs.replace(telling, evidence=msgspec.structs.replace(telling.evidence, version=version))


def _links(connection: Connection, new: Mapping[str, Telling], known: Tellings) -> list[Link]:
    """The links of new tellings with each other and with those on record."""
    pairs = set()
    for key, telling in new.items():
        for several in some(sought(telling)):
            for other in connection.scalars(select(t.blocks.c.telling).where(t.blocks.c.block.in_(several))):
                if other != key:
                    pairs.add((min(key, other), max(key, other)))
    told = known({key for pair in pairs for key in pair})
    return sorted(made for one, other in pairs if (made := link(told[one], told[other])) is not None)


def _forget(connection: Connection, keys: Collection[str]) -> None:
    for several in some(keys):
        connection.execute(delete(t.tellings).where(t.tellings.c.id.in_(several)))
        connection.execute(delete(t.blocks).where(t.blocks.c.telling.in_(several)))
        connection.execute(delete(t.links).where(or_(t.links.c.one.in_(several), t.links.c.other.in_(several))))
