"""Keeps the incidents: looks again at the tellings of touched reports, and at what is linked with them, and at no others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, delete, insert, or_, select, update

from lagebild.document import Span
from lagebild.record.assembling import incidents_of
from lagebild.record.contradictions import contradictions
from lagebild.record.decisions import anchors
from lagebild.record.identities import is_named
from lagebild.record.incidents import Incident
from lagebild.record.joining import Link, Word, blocks, chains, link, sought
from lagebild.record.taking_up import tellings
from lagebild.record.telling import Party, Telling
from lagebild.record.voices.independence import Testimony
from lagebild.store import decided
from lagebild.store import tables as t
from lagebild.store.some import some
from lagebild.store.testimonies import Origin, origins_of, update_origins
from lagebild.wordforms import search_text


def touch(connection: Connection, reports: Iterable[str]) -> None:
    """Note that the tellings of reports are to be looked at again."""
    wanted = set(reports)
    known = {
        one
        for several in some(wanted)
        for one in connection.scalars(select(t.touched).where(t.touched.c.report.in_(several)))
    }
    _insert(connection, t.touched, ({"report": report} for report in sorted(wanted - known)))


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
    for several in some(reports):  # an archive at once would not fit into memory
        _update(connection, several, words)
    connection.execute(delete(t.touched))


def _update(connection: Connection, reports: Sequence[str], words: Sequence[Word]) -> None:
    """Look at the tellings of some reports, and make the incidents anew of all chains that they are or were in."""
    before = {
        row.id: row
        for several in some(reports)
        for row in connection.execute(select(t.tellings).where(t.tellings.c.report.in_(several)))
    }
    today = {telling.id: telling for report in sorted(reports) for telling in _told(connection, report)}
    encoded = {key: msgspec.json.encode(telling).decode() for key, telling in today.items()}
    changed = {key for key, row in before.items() if encoded.get(key) != row.data}
    new = {key: telling for key, telling in today.items() if key not in before or key in changed}
    told_of = {key for word in words if {word.one, word.other} & changed for key in (word.one, word.other)}
    seeds = (set(today) | _linked(connection, changed) | told_of) - (changed - set(today))
    stale = {row.incident for row in before.values() if row.incident}
    _forget(connection, changed)
    _insert(
        connection, t.tellings, ({"id": key, "report": one.report, "data": encoded[key]} for key, one in new.items())
    )
    _insert(
        connection,
        t.blocks,
        ({"block": block, "telling": key} for key, one in new.items() for block in sorted(blocks(one))),
    )
    _insert(connection, t.links, (found._asdict() for found in _links(connection, new)))
    _make(connection, seeds, stale, words)


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


def _links(connection: Connection, new: Mapping[str, Telling]) -> list[Link]:
    """The links of new tellings with each other and with those on record."""
    wanted: dict[str, set[str]] = {}
    for key, telling in new.items():
        found = {
            other
            for several in some(sought(telling))
            for other in connection.scalars(select(t.blocks.c.telling).where(t.blocks.c.block.in_(several)))
        }
        wanted[key] = found - {key}
    known = dict(new) | _load(connection, {other for found in wanted.values() for other in found} - set(new))
    pairs = {(min(key, other), max(key, other)) for key, found in wanted.items() for other in found}
    return sorted(made for one, other in pairs if (made := link(known[one], known[other])) is not None)


def _linked(connection: Connection, keys: Collection[str]) -> set[str]:
    """The tellings that have a link with some."""
    return {key for found in _links_of(connection, keys) for key in (found.one, found.other)} | set(keys)


def _links_of(connection: Connection, keys: Collection[str]) -> set[Link]:
    rows = (
        connection.execute(select(t.links).where(or_(t.links.c.one.in_(several), t.links.c.other.in_(several))))
        for several in some(keys)
    )
    return {Link(row.one, row.other, row.kind, row.score) for found in rows for row in found}


def _forget(connection: Connection, keys: Collection[str]) -> None:
    for several in some(keys):
        connection.execute(delete(t.tellings).where(t.tellings.c.id.in_(several)))
        connection.execute(delete(t.blocks).where(t.blocks.c.telling.in_(several)))
        connection.execute(delete(t.links).where(or_(t.links.c.one.in_(several), t.links.c.other.in_(several))))


def _make(connection: Connection, seeds: set[str], stale: set[str], words: Sequence[Word]) -> None:
    """Make the incidents of all chains that some tellings are in, and drop those that these tellings were in before."""
    reached, found = set(seeds), set[Link]()
    edge = set(seeds)
    while edge:
        links = _links_of(connection, edge) - found
        found |= links
        ends = {key for one in links for key in (one.one, one.other)}
        ends |= {key for word in words if {word.one, word.other} & edge for key in (word.one, word.other)}
        edge = ends - reached
        reached |= edge
    known = _load(connection, reached)
    rows = (
        connection.scalars(
            select(t.tellings.c.incident).where(t.tellings.c.id.in_(several), t.tellings.c.incident.is_not(None))
        )
        for several in some(reached)
    )
    for several in some(stale | {incident for incidents in rows for incident in incidents}):
        for table in (t.takes_part, t.disputes, t.incident_words):
            connection.execute(delete(table).where(table.c.incident.in_(several)))
        connection.execute(delete(t.incidents).where(t.incidents.c.id.in_(several)))
    links_now = sorted(one for one in found if one.one in known and one.other in known)
    origins = origins_of(connection, {telling.report for telling in known.values()})
    told = {key: _testimony(telling, origins.get(telling.report, Origin())) for key, telling in known.items()}
    made = [one for chain in chains(known, links_now, words) for one in incidents_of(chain, links_now, words, told)]
    beside = _beside(connection, known)
    disputed = [
        (one, contradictions(one, [t_ for key in sorted({t_.report for t_ in one.tellings}) for t_ in beside[key]]))
        for one in made
    ]
    made = [msgspec.structs.replace(one, disputes=tuple(d.id for d in found)) for one, found in disputed]
    _insert(connection, t.incidents, map(_row, made))
    _insert(
        connection,
        t.disputes,
        (
            {"id": d.id, "incident": one.id, "kind": d.kind, "data": msgspec.json.encode(d).decode()}
            for one, found in disputed
            for d in found
        ),
    )
    _insert(
        connection,
        t.takes_part,
        (
            {"incident": one.id, "role": role, "identity": identity}
            for one in made
            for role, identity in sorted(_parts(one))
        ),
    )
    _insert(connection, t.incident_words, ({"incident": one.id, "lemmas": search_text(_words(one))} for one in made))
    places = [{"key": telling.id, "of": one.id} for one in made for telling in one.tellings]
    if places:
        connection.execute(
            update(t.tellings).where(t.tellings.c.id == sa.bindparam("key")).values(incident=sa.bindparam("of")), places
        )


def _beside(connection: Connection, known: Mapping[str, Telling]) -> dict[str, list[Telling]]:
    """All tellings of the reports that some are from: what stands beside them may deny them."""
    found: dict[str, list[Telling]] = {telling.report: [] for telling in known.values()}
    for several in some(found):
        for row in connection.execute(
            select(t.tellings.c.report, t.tellings.c.data).where(t.tellings.c.report.in_(several))
        ):
            found[row.report].append(msgspec.json.decode(row.data, type=Telling))
    return found


def _testimony(telling: Telling, origin: Origin) -> Testimony:
    sentence = Span(telling.evidence.start, telling.evidence.end)
    return Testimony(
        report=telling.report,
        outlet=telling.evidence.outlet,
        published=telling.evidence.published,
        agencies=origin.agencies,
        original=origin.copies,
        cited=tuple(citation for citation in origin.citations if citation.covers(sentence)),
    )


def _row(one: Incident) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": one.type,
        "status": one.status,
        "valid_from": one.begin,
        "valid_to": one.end,
        "day": one.day,
        "headline": one.headline,
        "sources": one.sources,
        "data": msgspec.json.encode(msgspec.structs.replace(one, tellings=())).decode(),
    }


def _words(one: Incident) -> str:
    """What an incident can be found by: the words of all tellings, and who has a part in them."""
    said = {one.headline: None}
    for telling in one.tellings:
        parties = (*telling.actors, *telling.recipients, *((telling.place,) if telling.place else ()))
        said |= dict.fromkeys((telling.headline, *(party.name for party in parties)))
    return ". ".join(said)


def _parts(one: Incident) -> set[tuple[str, str]]:
    """Who has a part in an incident, under any telling of it."""
    found = {
        (role, p.id)
        for t_ in one.tellings
        for role, side in (("actor", t_.actors), ("recipient", t_.recipients))
        for p in side
    }
    return found | {("place", t_.place.id) for t_ in one.tellings if t_.place is not None}


def _load(connection: Connection, keys: Collection[str]) -> dict[str, Telling]:
    rows = (
        connection.execute(select(t.tellings.c.id, t.tellings.c.data).where(t.tellings.c.id.in_(several)))
        for several in some(keys)
    )
    return {row.id: msgspec.json.decode(row.data, type=Telling) for found in rows for row in found}


def _insert(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    if values := list(rows):
        connection.execute(insert(table), values)
