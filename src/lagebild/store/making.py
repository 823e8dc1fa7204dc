"""Makes the incidents on record anew of groups that have changed, and says what they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, delete, select, update

from lagebild.document import Span
from lagebild.record.assembling import voices_of
from lagebild.record.belonging import BELONGINGS, Belonging, End, Whole, settled, strongest
from lagebild.record.contradictions import contradictions
from lagebild.record.grouping import judged
from lagebild.record.incidents import Incident, incident
from lagebild.record.joining import Link, Word
from lagebild.record.telling import Telling
from lagebild.record.voices.independence import Testimony
from lagebild.store import tables as t
from lagebild.store.groups import Tellings, links_of
from lagebild.store.some import insert_all, some
from lagebild.store.testimonies import Origin, origins_of
from lagebild.wordforms import search_text

FIELDS: Mapping[Belonging, str] = {"outcome": "fulfils", "part": "series"}


class _Belongs(msgspec.Struct):
    """What a row of an incident says that it belongs to."""

    fulfils: str | None = None
    series: str | None = None


def make(
    connection: Connection,
    groups: Collection[str],
    stale: Collection[str],
    loose: Collection[str],
    words: Sequence[Word],
    known: Tellings,
) -> None:
    """Make the incidents of some groups, and drop those that their tellings were in, and the `stale` ones.

    `loose` are tellings that have lost a link: what their incidents belong to is looked at again.
    """
    rows, dropped = _all_of(connection, groups, stale, words)
    told = known(rows)
    together: dict[str, list[Telling]] = defaultdict(list)
    for key in sorted(told):
        together[rows[key].joined].append(told[key])
    said = [word for word in words if word.one in told and word.other in told]
    links = links_of(connection, told, "one") if said else ()
    by_group = {name: sorted(members) for name, members in together.items()}
    origins = origins_of(connection, {telling.report for telling in told.values()})
    testimonies = {key: _testimony(telling, origins.get(telling.report, Origin())) for key, telling in told.items()}
    made = [incident(group, voices_of(group, testimonies)) for group in judged(by_group, links, said)]
    before = dict(_belongings(connection, dropped))
    _drop(connection, dropped)
    places = [{"key": telling.id, "of": one.id} for one in made for telling in one.tellings]
    if places:
        place = t.tellings.c.id == sa.bindparam("key")
        connection.execute(update(t.tellings).where(place).values(incident=sa.bindparam("of")), places)
    belongs = _Belonging(connection, known).looked_at_again(made, loose, before)
    _put(connection, [msgspec.structs.replace(one, **belongs.pop(one.id)) for one in made])
    for key, now in sorted(belongs.items()):
        row = connection.scalar(select(t.incidents.c.data).where(t.incidents.c.id == key)) or ""
        data = msgspec.json.encode(msgspec.structs.replace(msgspec.json.decode(row, type=Incident), **now)).decode()
        if data != row:
            connection.execute(update(t.incidents).where(t.incidents.c.id == key).values(data=data))


def _all_of(
    connection: Connection, groups: Collection[str], stale: Collection[str], words: Iterable[Word]
) -> tuple[dict[str, Any], set[str]]:
    """The rows of all tellings that have to be looked at together, by id, and the incidents that they were in.

    These are whole groups and whole incidents, and the groups of what an editor spoke of in one breath with them.
    """
    partners: dict[str, set[str]] = defaultdict(set)
    for word in words:
        partners[word.one].add(word.other)
        partners[word.other].add(word.one)
    rows: dict[str, Any] = {}
    dropped: set[str] = set()
    names: set[str] = set()
    more_names, more_dropped, more_keys = set(groups), set(stale), set[str]()
    columns = select(t.tellings.c.id, t.tellings.c.joined, t.tellings.c.incident)
    while more_names or more_dropped or more_keys:
        found = [
            row
            for column, values in (
                (t.tellings.c.joined, more_names), (t.tellings.c.incident, more_dropped), (t.tellings.c.id, more_keys)
            )
            for several in some(values)
            for row in connection.execute(columns.where(column.in_(several)))
        ]  # fmt: skip
        rows |= {row.id: row for row in found}
        names, dropped = names | more_names, dropped | more_dropped
        more_names = {row.joined for row in found} - names
        more_dropped = {row.incident for row in found if row.incident} - dropped
        more_keys = {other for row in found for other in partners[row.id]} - rows.keys()
    return rows, dropped


def _drop(connection: Connection, incidents: Collection[str]) -> None:
    for several in some(incidents):
        for table in (t.takes_part, t.disputes, t.incident_words):
            connection.execute(delete(table).where(table.c.incident.in_(several)))
        connection.execute(delete(t.incidents).where(t.incidents.c.id.in_(several)))


def _put(connection: Connection, made: Iterable[Incident]) -> None:
    """Put incidents on record, with what contradicts itself about them."""
    whole = list(made)
    beside = _beside(connection, {telling.report for one in whole for telling in one.tellings})
    disputed = [
        (
            one,
            contradictions(
                one, [told for key in sorted({told.report for told in one.tellings}) for told in beside[key]]
            ),
        )
        for one in whole
    ]
    insert_all(
        connection,
        t.incidents,
        (_row(msgspec.structs.replace(one, disputes=tuple(d.id for d in found))) for one, found in disputed),
    )
    insert_all(
        connection,
        t.disputes,
        (
            {"id": d.id, "incident": one.id, "kind": d.kind, "data": msgspec.json.encode(d).decode()}
            for one, found in disputed
            for d in found
        ),
    )
    insert_all(
        connection,
        t.takes_part,
        (
            {"incident": one.id, "role": role, "identity": identity}
            for one in whole
            for role, identity in sorted(_parts(one))
        ),
    )
    insert_all(
        connection, t.incident_words, ({"incident": one.id, "lemmas": search_text(_words(one))} for one in whole)
    )


class _Belonging:
    """What incidents on record belong to, by the links of their tellings."""

    def __init__(self, connection: Connection, known: Tellings) -> None:
        self._connection = connection
        self._known = known
        self._ties: dict[str, list[tuple[Link, End, End]]] = {}

    def looked_at_again(
        self, made: Iterable[Incident], loose: Collection[str], before: Mapping[str, _Belongs]
    ) -> dict[str, dict[str, str | None]]:
        """What incidents that were made belong to, and those that are linked with them or were.

        `before` says what those that are gone belonged to: where that went round in a circle, the circle may be open now.
        """
        ids = [one.id for one in made]
        self._look_up(ids)
        near = {end.incident for key in ids for _, *ends in self._ties[key] for end in ends}
        near |= set(self._incidents_of(loose).values())
        seeds = sorted({*ids, *near, *self._led_to(near, before)})
        self._look_up(seeds)
        found: dict[str, dict[str, str | None]] = defaultdict(dict)
        for kind in BELONGINGS:
            for key, whole in settled(seeds, lambda key, kind=kind: self._whole(key, kind)).items():  # type: ignore[misc]
                found[key][FIELDS[kind]] = whole
        return found

    def _whole(self, incident: str, kind: Belonging) -> Whole | None:
        self._look_up([incident])
        return strongest(incident, kind, self._ties[incident])

    def _led_to(self, near: Collection[str], gone: Mapping[str, _Belongs]) -> set[str]:
        """The last incidents on the ways from some by what the record says that they belong to."""
        known = dict(gone) | dict(_belongings(self._connection, set(near) - gone.keys()))
        last = set()
        for first in [*known]:
            for field in FIELDS.values():
                now, seen = first, {first}
                while (further := getattr(known.get(now), field, None)) is not None and further not in seen:
                    now = further
                    seen.add(now)
                    if now not in known:
                        known |= dict(_belongings(self._connection, [now]))
                if now not in gone and now in known:
                    last.add(now)
        return last

    def _incidents_of(self, tellings: Collection[str]) -> dict[str, str]:
        columns = select(t.tellings.c.id, t.tellings.c.incident)
        return {
            row.id: row.incident
            for several in some(tellings)
            for row in self._connection.execute(columns.where(t.tellings.c.id.in_(several)))
            if row.incident
        }

    def _look_up(self, incidents: Iterable[str]) -> None:
        """Fetch the links by which incidents may belong to something."""
        wanted = [key for key in incidents if key not in self._ties]
        self._ties |= {key: [] for key in wanted}
        own = {
            row.id: row.incident
            for several in some(wanted)
            for row in self._connection.execute(
                select(t.tellings.c.id, t.tellings.c.incident).where(t.tellings.c.incident.in_(several))
            )
        }
        links = sorted(links_of(self._connection, own, *BELONGINGS))
        of = self._incidents_of({key for found in links for key in (found.one, found.other)})
        told = self._known(of)
        for found in links:
            if found.one in of and found.other in of:
                one, other = (End(told[key], of[key]) for key in (found.one, found.other))
                for key in {one.incident, other.incident} & set(wanted):
                    self._ties[key].append((found, one, other))


def _belongings(connection: Connection, incidents: Collection[str]) -> Iterator[tuple[str, _Belongs]]:
    for several in some(incidents):
        for row in connection.execute(
            select(t.incidents.c.id, t.incidents.c.data).where(t.incidents.c.id.in_(several))
        ):
            yield row.id, msgspec.json.decode(row.data, type=_Belongs)


def _beside(connection: Connection, reports: Collection[str]) -> dict[str, list[Telling]]:
    """All tellings of some reports: what stands beside a telling may deny it."""
    found: dict[str, list[Telling]] = {report: [] for report in reports}
    for several in some(found):
        query = select(t.tellings.c.report, t.tellings.c.data).where(t.tellings.c.report.in_(several))
        for row in connection.execute(query.order_by(t.tellings.c.id)):
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
