"""Keeps the identities: looks again at the names of touched reports, and at those that hang together with them.

What comes out is the same as if all identities were made anew. A mere description belongs to its report and is written
once. Names hang together by their keys (:mod:`lagebild.record.name_keys`), by an editor's word and by a user's list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, delete, func, select

from lagebild.lexicon import lexicon_hash
from lagebild.record.around import NOTHING, Around
from lagebild.record.identities import MARK, Judgement, Known, Resolved, resolve
from lagebild.record.name_keys import forms, handle
from lagebild.store import deciding, knowing, namings, surroundings
from lagebild.store import tables as t
from lagebild.store.freshness import note, noted
from lagebild.store.identity_rows import replace
from lagebild.store.namings import Row
from lagebild.store.some import some

RULES = 2
"""Is raised when who is who comes out otherwise: a record that another number made is made anew."""

_SHARE = 3
"""If more than one report in so many has come, all names are looked at at once."""

FEW = 20
"""So few reports are never too many."""

_MADE_BY, _WORDS, _LISTED = "identities by", "judgements", "known names"
_REPORTS, _NAMED = "reports", "reports with names"


class Said(NamedTuple):
    """What an editor or a user's list says about names, and which names on record that is about."""

    judgements: list[Judgement]
    known: list[Known]
    about: dict[Judgement | Known, set[str]]

    def links(self) -> list[set[str]]:
        """The names that must be looked at together because something is said of them."""
        return [names for names in self.about.values() if names]


class Updated(NamedTuple):
    """The reports whose entities are somebody else now or are called otherwise, with those that have come or changed.

    `anew`: all names were looked at.
    """

    reports: set[str]
    anew: bool


def update_identities(connection: Connection) -> Updated:
    """Bring the identities up to date with the readings, an editor's word and a user's list."""
    reports, total = _changed(connection)
    made_by = f"{RULES} {lexicon_hash()}"
    if noted(connection, _MADE_BY) != made_by or (len(reports) > FEW and len(reports) * _SHARE > total):
        return Updated(_anew(connection, made_by), anew=True)
    before = int(noted(connection, _NAMED) or 0)
    kept = namings.keep(connection, reports)
    rekeyed = namings.rekey(connection, kept.names)
    said = _said(connection)
    seeds = kept.names | _retold(connection, said) | surroundings.depending(connection, rekeyed)
    count = before + kept.reports
    reached = seeds | surroundings.crossing(connection, before, count)
    while True:
        reached = _together(connection, reached, said.links())
        rows = namings.load(connection, reached)
        around = surroundings.around(connection, rows, reached, count)
        found = _resolved(rows, said, reached, around)
        more = surroundings.turning(connection, rows, kept.gone, found.groups, reached, (before, count)) - reached
        if not more:
            break
        reached |= more
    namings.forget_keys(connection, rekeyed.stale)
    renamed = _write(connection, rows, found, {row.identity for row in kept.gone})
    _note(connection, said, count)
    return Updated(reports | renamed, anew=False)


def _anew(connection: Connection, made_by: str) -> set[str]:
    """Look at all names at once."""
    who = _who(connection)
    for table in (t.namings, t.name_keys, t.name_facts):
        connection.execute(delete(table))
    # an earlier Lagebild did not note whose descriptions are
    earlier = t.identities.c.id.contains("/") & ~t.identities.c.id.contains(MARK)
    connection.execute(delete(t.identities).where(t.identities.c.report.is_not(None) | earlier))
    reports = connection.scalars(select(t.reports.c.id)).all()
    kept = namings.keep(connection, reports, anew=True)
    namings.rekey(connection, kept.names)
    rows = namings.load_all(connection)
    said = _said(connection)
    before = select(t.identities.c.id).where(t.identities.c.report.is_(None))
    found = _resolved(rows, said, None, NOTHING)
    _write(connection, rows, found, set(connection.scalars(before)))
    _note(connection, said, kept.reports)
    note(connection, _MADE_BY, made_by)
    return {report for report, *_ in who ^ _who(connection)}


def _changed(connection: Connection) -> tuple[set[str], int]:
    """The reports that have come, changed or gone since identities were made, and how many there are now."""
    reports = set(connection.scalars(select(t.touched.c.report)))
    reports |= set(connection.scalars(select(t.entities.c.report).distinct().where(t.entities.c.identity.is_(None))))
    total = connection.scalar(select(func.count()).select_from(t.reports)) or 0
    there, seen = (
        {one for several in some(reports) for one in connection.scalars(select(key).where(key.in_(several)))}
        for key in (t.reports.c.id, t.origins.c.report)  # that has a row for each report that was there the last time
    )
    if total != int(noted(connection, _REPORTS) or 0) + len(there - seen) - len(seen - there):
        for key in (t.namings.c.report, t.identities.c.report):  # some have gone without a word
            gone = connection.scalars(select(key).distinct().where(key.is_not(None), ~_on_record(key)))
            reports |= {report for report in gone if report is not None}
    return reports, total


def _on_record(report: sa.ColumnElement[str] | sa.ColumnElement[str | None]) -> sa.ColumnElement[bool]:
    return sa.exists().where(t.reports.c.id == report)


def _said(connection: Connection) -> Said:
    judgements, known = deciding.judgements(connection), knowing.known(connection)
    called: dict[Judgement | Known, tuple[str, ...]] = {
        one: (*forms(one.left), *forms(one.right)) for one in judgements
    }
    called |= {one: tuple(form for name in (one.name, *one.aliases) for form in forms(name)) for one in known}
    bearers = _bearers(connection, {form for several in called.values() for form in several})
    about = {
        one: {name for form in several for name in bearers.get(handle(form), ())} for one, several in called.items()
    }
    return Said(judgements, known, about)


def _bearers(connection: Connection, called: Collection[str]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for several in some({handle(form) for form in called}):
        for row in connection.execute(select(t.name_keys).where(t.name_keys.c.key.in_(several))):
            found.setdefault(row.key, set()).add(row.name)
    return found


def _retold(connection: Connection, said: Said) -> set[str]:
    """The names about which an editor or a user's list says something else than when identities were made."""
    judged = msgspec.json.decode(noted(connection, _WORDS) or "[]", type=list[Judgement])
    listed = msgspec.json.decode(noted(connection, _LISTED) or "[]", type=list[Known])
    before: set[Judgement | Known] = {*judged, *listed}
    now: set[Judgement | Known] = {*said.judgements, *said.known}
    differing = before ^ now
    gone = {form for one in differing - said.about.keys() for form in _forms(one)}
    found = {name for names in _bearers(connection, gone).values() for name in names}
    return found | {name for one in differing & said.about.keys() for name in said.about[one]}


def _forms(one: Judgement | Known) -> Iterable[str]:
    names = (one.left, one.right) if isinstance(one, Judgement) else (one.name, *one.aliases)
    return (form for name in names for form in forms(name))


def _note(connection: Connection, said: Said, count: int) -> None:
    for name, value in (
        (_WORDS, msgspec.json.encode(said.judgements).decode()),
        (_LISTED, msgspec.json.encode(said.known).decode()),
        (_NAMED, str(count)),
        (_REPORTS, str(connection.scalar(select(func.count()).select_from(t.reports)) or 0)),
    ):
        if noted(connection, name) != value:
            note(connection, name, value)


def _together(connection: Connection, names: Collection[str], links: Sequence[set[str]]) -> set[str]:
    """Some names and all that hang together with them."""
    reached, edge = set(names), set(names)
    asked: set[tuple[int, bool]] = set()
    while edge:
        keys: set[tuple[int, bool]] = set()
        for several in some(edge):
            for row in connection.execute(
                select(t.name_keys.c.key, t.name_keys.c.gives).where(t.name_keys.c.name.in_(several))
            ):
                keys.add((row.key, row.gives))
        keys -= asked
        asked |= keys
        found = {name for names_ in links if names_ & edge for name in names_}
        for gives, others in ((False, sa.true()), (True, ~t.name_keys.c.gives)):
            for numbers in some({key for key, mine in keys if mine == gives}):
                query = select(t.name_keys.c.name).where(t.name_keys.c.key.in_(numbers), others)
                found |= set(connection.scalars(query))
        edge = found - reached
        reached |= edge
    return reached


def _resolved(rows: Sequence[Row], said: Said, names: set[str] | None, around: Around) -> Resolved:
    def concerns(one: Judgement | Known) -> bool:
        return names is None or not names.isdisjoint(said.about[one])

    return resolve(
        [namings.naming(row) for row in rows],
        judgements=filter(concerns, said.judgements),
        known=filter(concerns, said.known),
        around=around,
    )


def _write(connection: Connection, rows: Sequence[Row], found: Resolved, gone: set[str | None]) -> set[str]:
    """Write what is other than before; returns the reports whose entities are somebody else or are called otherwise."""
    before = gone | {row.identity for row in rows}
    of = {place: one for one in found.identities for place in one.sightings}
    now = [
        row._replace(
            part=found.groups[row.place][0],
            words=found.groups[row.place][1],
            identity=of[row.place].id,
            weighed=of[row.place].id in found.weighed,
        )
        for row in rows
    ]
    renamed = replace(connection, {key for key in before if key is not None}, found.identities, now, rows)
    namings.note(connection, [new for new, old in zip(now, rows, strict=True) if new != old])
    return {
        new.report
        for new, old in zip(now, rows, strict=True)
        if new.identity != old.identity or new.identity in renamed
    }


def _who(connection: Connection) -> set[tuple[str, str, str | None, str | None, str | None]]:
    """Who each entity of each report is, and under which name."""
    rows = connection.execute(
        select(
            t.entities.c.report, t.entities.c.key, t.identities.c.id, t.identities.c.name, t.identities.c.kind
        ).outerjoin(t.identities, t.identities.c.id == t.entities.c.identity)
    )
    return {tuple(row) for row in rows}
