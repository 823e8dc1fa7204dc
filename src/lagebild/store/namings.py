"""The names of all reports as they are kept to be compared: each sighting under its name, and the keys of each name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, delete, select, update

from lagebild.reading import EntityKind
from lagebild.record.identities import Identity, mere, plain_name
from lagebild.record.name_keys import Facts, Key, facts, here, keys_of, misread_numbers
from lagebild.record.naming import Naming, Told, by_report, named, restored, shortened, words_of
from lagebild.record.sighting import Sighting
from lagebild.record.spellings import name_words
from lagebild.store import tables as t
from lagebild.store.settled import settled
from lagebild.store.sightings import sightings
from lagebild.store.some import insert_all, some


class Kept(NamedTuple):
    """What a row of `namings` has of a sighting, as JSON, which is the same for many.

    `here` are the keys by which only its report compares it.
    """

    kind: EntityKind
    name: str
    names: tuple[str, ...]
    offices: tuple[tuple[str, str | None], ...]
    companions: tuple[str, ...]
    published: str | None
    told: Told | None
    here: tuple[int, ...]


class Row(NamedTuple):
    """A row of `namings`: a sighting, and who it was when the record was last made."""

    report: str
    key: str
    name: str
    data: str
    part: str | None
    words: str | None
    identity: str | None
    weighed: bool

    @property
    def place(self) -> tuple[str, str]:
        """The report and the entity in it."""
        return self.report, self.key


class Changed(NamedTuple):
    """What some reports have changed: the names that have other sightings now, rows that are gone, reports with any name."""

    names: set[str]
    gone: list[Row]
    reports: int


_ROW = tuple(t.namings.c[field] for field in Row._fields)
_decoder = msgspec.json.Decoder(Kept)


def keep(connection: Connection, reports: Iterable[str], *, anew: bool = False) -> Changed:
    """Keep the names of some reports as these are now, and what they merely describe; only differences are written.

    With `anew` nobody knows yet who anybody is.
    """
    names: set[str] = set()
    gone: list[Row] = []
    count = 0
    for several in some(set(reports)):
        now = {(row["report"], row["key"]): row for row in _today(connection, several)}
        before = {row.place: row for row in _rows(connection, t.namings.c.report.in_(several))}
        differing = {place for place, row in now.items() if place not in before or before[place].data != row["data"]}
        lost = before.keys() - now.keys()
        new = {place: now[place] for place in differing - before.keys()}
        clear = (
            {}
            if anew
            else settled(connection, new, {place: _naming(*place, row["data"]) for place, row in now.items()})
        )
        names |= {now[place]["name"] for place in differing - clear.keys()}
        names |= {before[place].name for place in (differing & before.keys()) | lost}
        gone += [before[place] for place in lost]
        count += len({report for report, _ in now}) - len({report for report, _ in before})
        for report, key in lost:
            connection.execute(delete(t.namings).where(t.namings.c.report == report, t.namings.c.key == key))
        insert_all(connection, t.namings, (row for place, row in new.items() if place not in clear))
        insert_all(connection, t.namings, ({**new[place], **who._asdict()} for place, who in clear.items()))
        _update(
            connection, t.namings, ("report", "key"), ("name", "data", "called"),
            [now[place] for place in differing & before.keys()],
        )  # fmt: skip
        known = {place: before[place].identity for place in before.keys() & now.keys()}
        _keep_entities(connection, several, known | {place: who.identity for place, who in clear.items()})
    return Changed(names, gone, count)


def _today(connection: Connection, reports: Collection[str]) -> Iterable[dict[str, Any]]:
    """The names of some reports as rows; what is merely described is put on record."""
    names, described = named(sightings(connection, reports))
    _describe(connection, reports, [mere(one) for one in described])
    for members in by_report(names).values():
        held = here(members)
        for naming in members:
            sighting = naming.sighting
            kept = Kept(
                sighting.kind, sighting.name, sighting.names, sighting.offices, sighting.companions, sighting.published,
                shortened(naming.told), held.get(naming.place, ()),
            )  # fmt: skip
            called = sighting.kind == "person" and " " in sighting.name
            yield {
                "report": sighting.report, "key": sighting.key, "name": naming.name,
                "data": msgspec.json.encode(kept).decode(), "weighed": False,
                "called": " ".join(name_words(sighting.name)) if called else None,
            }  # fmt: skip


def _describe(connection: Connection, reports: Collection[str], found: Iterable[Identity]) -> None:
    """Put on record what some reports merely describe, and drop what they do not describe any more."""
    now = {one.id: one for one in found}
    columns = (t.identities.c.id, t.identities.c.kind, t.identities.c.name)
    before = {
        row.id: (row.kind, row.name)
        for row in connection.execute(select(*columns).where(t.identities.c.report.in_(reports)))
    }
    same = {key for key, one in now.items() if before.get(key) == (one.kind, one.name)}
    for several in some(before.keys() - same):
        connection.execute(delete(t.identities).where(t.identities.c.id.in_(several)))
    new = [one for key, one in now.items() if key not in same]
    insert_all(
        connection,
        t.identities,
        ({"id": one.id, "kind": one.kind, "name": one.name, "report": one.sightings[0][0]} for one in new),
    )
    insert_all(
        connection,
        t.aliases,
        ({"identity": one.id, "name": one.name, "plain": plain_name(one.name)} for one in new),
    )
    wanted = {one.sightings[0]: one.id for one in now.values()}
    _point(connection, reports, wanted)


def _keep_entities(connection: Connection, reports: Collection[str], who: Mapping[tuple[str, str], str | None]) -> None:
    """Say again who the entities of reports are that were put on record anew and say the same."""
    _point(connection, reports, {place: identity for place, identity in who.items() if identity is not None})


def _point(connection: Connection, reports: Collection[str], who: Mapping[tuple[str, str], str]) -> None:
    columns = (t.entities.c.report, t.entities.c.key, t.entities.c.identity)
    rows = connection.execute(select(*columns).where(t.entities.c.report.in_(reports)))
    now = {(row.report, row.key): row.identity for row in rows}
    point(connection, {place: one for place, one in who.items() if place in now and now[place] != one})


def point(connection: Connection, who: Mapping[tuple[str, str], str]) -> None:
    """Write who some entities are."""
    rows = [{"of": report, "its": key, "who": identity} for (report, key), identity in who.items()]
    if rows:
        here_ = t.entities.c.report == sa.bindparam("of"), t.entities.c.key == sa.bindparam("its")
        connection.execute(update(t.entities).where(*here_).values(identity=sa.bindparam("who")), rows)


def load(connection: Connection, names: Collection[str]) -> list[Row]:
    """The sightings under some names."""
    return [row for several in some(names) for row in _rows(connection, t.namings.c.name.in_(several))]


def load_all(connection: Connection) -> list[Row]:
    """The sightings under all names."""
    return _rows(connection, sa.true())


def _rows(connection: Connection, condition: sa.ColumnElement[bool]) -> list[Row]:
    return [Row(*row) for row in connection.execute(select(*_ROW).where(condition))]


def naming(row: Row) -> Naming:
    """The sighting of a row."""
    return _naming(row.report, row.key, row.data)


def _naming(report: str, key: str, data: str) -> Naming:
    kept, _ = _read(data)
    return kept._replace(sighting=kept.sighting._replace(report=report, key=key))


@lru_cache(maxsize=16384)
def _read(data: str) -> tuple[Naming, tuple[int, ...]]:
    """A sighting of no report yet, and its keys in a report."""
    kept = _decoder.decode(data)
    sighting = Sighting(
        "", "", kept.kind, kept.name, kept.names, offices=kept.offices, companions=kept.companions,
        published=kept.published,
    )  # fmt: skip
    return Naming(sighting, restored(kept.told)), kept.here


def _alike(connection: Connection, names: Collection[str]) -> Iterator[tuple[str, Naming, tuple[int, ...]]]:
    """The sightings under some names, of those that are alike one."""
    for several in some(names):
        query = select(t.namings.c.name, t.namings.c.data).distinct().where(t.namings.c.name.in_(several))
        for name, data in connection.execute(query):
            yield name, *_read(data)


def note(connection: Connection, rows: Iterable[Row]) -> None:
    """Write who sightings are now."""
    fields = ("part", "words", "identity", "weighed")
    _update(connection, t.namings, ("report", "key"), fields, [row._asdict() for row in rows])


class Rekeyed(NamedTuple):
    """What new keys of some names mean for others.

    `stale` are keys that they do not have any more, `retold` the names that tell something else about others now, `there`
    those that were not on record before or are not now.
    """

    stale: list[tuple[int, str]]
    retold: set[str]
    there: set[str]


def rekey(connection: Connection, names: Collection[str]) -> Rekeyed:
    """Write the keys of some names as their sightings are now; those that they have no longer are returned and kept."""
    stale: list[tuple[int, str]] = []
    told: set[str] = set()
    there: set[str] = set()
    wanted = _with_misread(connection, names)
    people = {name for name in wanted if name.startswith("person:")}
    for several in (*some(wanted - people), *some(people)):  # people may be meant by the others
        found: dict[str, list[Naming]] = {name: [] for name in several}
        held: dict[str, set[int]] = defaultdict(set)
        for name, one, keys_here in _alike(connection, several):
            found[name].append(one)
            held[name].update(keys_here)
        beside = _misreadable(connection, {name: members for name, members in found.items() if members})
        keys = {
            name: _unique(keys_of(name, members, beside.get(name, ())), held[name]) if members else {}
            for name, members in found.items()
        }
        before: dict[str, dict[int, bool]] = {name: {} for name in several}
        for row in connection.execute(select(t.name_keys).where(t.name_keys.c.name.in_(several))):
            before[row.name][row.key] = row.gives
        changed = [
            (key, name)
            for name in several
            for key, gives in before[name].items()
            if keys[name].get(key, gives) != gives
        ]
        forget_keys(connection, changed)
        insert_all(
            connection,
            t.name_keys,
            (
                {"key": key, "name": name, "gives": gives}
                for name in several
                for key, gives in keys[name].items()
                if before[name].get(key) != gives
            ),
        )
        stale += [(key, name) for name in several for key in before[name].keys() - keys[name].keys()]
        there |= {name for name in several if bool(before[name]) != bool(found[name])}
        told |= _refact(connection, found)
    return Rekeyed(stale, told, there)


def _unique(keys: Iterable[Key], held: Iterable[int]) -> dict[int, bool]:
    """Each key once: who gives something under a key that holds him together with others anyway need not be told apart."""
    found = {key.number: True for key in keys if key.gives}
    return found | dict.fromkeys((key.number for key in keys if not key.gives), False) | dict.fromkeys(held, False)


def forget_keys(connection: Connection, keys: Iterable[tuple[int, str]]) -> None:
    """Delete keys of names."""
    rows = [{"is": key, "of": name} for key, name in keys]
    if rows:
        here_ = t.name_keys.c.key == sa.bindparam("is"), t.name_keys.c.name == sa.bindparam("of")
        connection.execute(delete(t.name_keys).where(*here_), rows)


def _with_misread(connection: Connection, names: Collection[str]) -> set[str]:
    """Names, and those of people who may be meant by sightings that were read as places or bodies."""
    found = set(names)
    others = {name for name in names if not name.startswith("person:")}
    numbers = {key for _, one, _ in _alike(connection, others) for key in misread_numbers([one])}
    for several in some(numbers):
        query = select(t.name_keys.c.name).where(
            t.name_keys.c.key.in_(several), t.name_keys.c.name.startswith("person:")
        )
        found |= set(connection.scalars(query))
    return found


def _misreadable(connection: Connection, found: Mapping[str, list[Naming]]) -> dict[str, list[Naming]]:
    """The sightings of places and bodies that may be some people, by the names of these."""
    people = {
        one: name for name, members in found.items() if name.startswith("person:") for one in misread_numbers(members)
    }
    others: dict[str, set[str]] = defaultdict(set)
    for several in some(people):
        for row in connection.execute(select(t.name_keys).where(t.name_keys.c.key.in_(several))):
            if not row.name.startswith("person:"):
                others[row.name].add(people[row.key])
    beside: dict[str, list[Naming]] = defaultdict(list)
    for other, one, _ in _alike(connection, others):
        for name in others[other]:
            beside[name].append(one)
    return beside


def _refact(connection: Connection, found: Mapping[str, list[Naming]]) -> set[str]:
    """Write what names tell of others as their sightings are now; returns the names that tell something else."""
    people = {name: members for name, members in found.items() if name.startswith("person:")}
    before: dict[str, dict[int, str]] = {name: {} for name in people}
    for several in some(people):
        for row in connection.execute(select(t.name_facts).where(t.name_facts.c.name.in_(several))):
            before[row.name][row.key] = row.counted
    now = {name: _counted(name, members) for name, members in people.items()}
    changed = [name for name in people if now[name] != before[name]]
    for several in some(changed):
        connection.execute(delete(t.name_facts).where(t.name_facts.c.name.in_(several)))
    insert_all(
        connection,
        t.name_facts,
        ({"key": key, "name": name, "counted": counted} for name in changed for key, counted in now[name].items()),
    )
    return set(changed)


def _counted(name: str, members: Collection[Naming]) -> dict[int, str]:
    if not members:
        return {}
    told: Facts = facts(words_of(name), full=any(one.full for one in members))
    return {**dict.fromkeys(told.asks, ""), **told.gives}


def _update(
    connection: Connection,
    table: sa.Table,
    keys: Collection[str],
    fields: Collection[str],
    rows: Collection[Mapping[str, Any]],
) -> None:
    if not rows:
        return
    query = (
        update(table)
        .where(*(table.c[key] == sa.bindparam(f"is_{key}") for key in keys))
        .values({field: sa.bindparam(f"to_{field}") for field in fields})
    )
    connection.execute(
        query, [{**{f"is_{k}": row[k] for k in keys}, **{f"to_{f}": row[f] for f in fields}} for row in rows]
    )
