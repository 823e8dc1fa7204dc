"""Questions to the record. Each takes a connection and returns the record's own types; nothing here writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, exists, or_, select

from lagebild.document import Span
from lagebild.errors import NotFoundError
from lagebild.reading import OUTLET, Figure
from lagebild.record.contradictions import Dispute
from lagebild.record.evidence import Evidence
from lagebild.record.identities import is_named
from lagebild.record.incidents import Incident
from lagebild.record.statements import Said
from lagebild.record.sureness import surer, surer_dispute, surer_said, surer_telling
from lagebild.record.tallies import acts_with
from lagebild.record.telling import Party, Telling
from lagebild.store import dialects
from lagebild.store import tables as t
from lagebild.store.counted import among_many, how_many, is_withdrawn, made_of, stands
from lagebild.store.finding import Found, by_id, by_ids, identity
from lagebild.store.narrowing import Speaks, conditions
from lagebild.store.offices import office_tenures
from lagebild.store.some import MANY, some
from lagebild.wordforms import query_words

__all__ = [
    "Found", "by_id", "by_ids", "disputes", "every_statement", "identity", "incident", "incidents", "is_withdrawn",
    "office_tenures", "stands", "statements", "tellings",
]  # fmt: skip


def tellings(
    connection: Connection,
    *,
    party: str | None = None,
    kind: str | None = None,
    first: str | None = None,
    last: str | None = None,
    newest: int | None = None,
    withdrawn: bool = False,
    sure: float = 0.0,
) -> list[Telling]:
    """The single tellings of what happened, oldest first, undated last; `party` is an identity with any part in it.

    `first` and `last` are days (ISO dates): only what lies between them, at least in part. `newest` keeps so many, by date
    of report. With `withdrawn`, only what an editor declared wrong. `sure` leaves out what is less sure, and then what the
    other filters do not fit any more.
    """
    query = (
        select(t.events, t.reports.c.outlet, t.reports.c.published, t.reports.c.version)
        .join(t.reports, t.reports.c.id == t.events.c.report)
        .where(is_withdrawn(t.events) if withdrawn else stands(t.events))
    )
    if party is not None:
        query = query.where(t.events.c.id.in_(_with(party)))
    if kind is not None:
        query = query.where(t.events.c.type == kind)
    if first is not None:
        query = query.where(t.events.c.valid_to >= first)
    if last is not None:
        query = query.where(t.events.c.valid_from <= last)
    if newest is not None:
        query = _newest(connection, query, t.events.c.id, newest)
    rows = connection.execute(query).all()
    chosen = query.with_only_columns(t.events.c.id).scalar_subquery()
    parties = _parties(connection, chosen)
    figures = _figures(connection, chosen)
    named = [select(c).where(t.events.c.id.in_(chosen)) for c in (t.events.c.source, t.events.c.place)]
    names = _entity_names(connection, sa.union(*named).scalar_subquery())
    found = [
        made_of(
            row,
            Telling,
            id=f"{row.report}/{row.key}",
            context=tuple(row.context),
            source=OUTLET if row.voice == "outlet" else names[row.source].name if row.source in names else None,
            actors=tuple(parties[row.id, "actor"]),
            recipients=tuple(parties[row.id, "recipient"]),
            place=names.get(row.place),
            figures=tuple(figures[row.id]),
            gist=tuple(Span(*span) for span in row.gist),
            evidence=made_of(row, Evidence),
        )
        for row in rows
    ]
    if sure:
        found = [kept for one in found if (kept := surer_telling(one, sure)) is not None]
        speakers = {f"{row.report}/{row.key}": names[row.source].id for row in rows if row.source in names}
        found = [
            one
            for one in found
            if (party is None or party in {*_taking_part(one), speakers.get(one.id)})
            and _between(one.valid_from, one.valid_to, first, last)
        ]
    return sorted(found, key=lambda i: (i.valid_from is None, i.valid_from or "", i.evidence.published or "", i.id))


def _with(party: str) -> sa.CompoundSelect[Any]:
    """The events in which an identity has a part, tells, or is the place: each looked up in an index of its own."""
    member = select(t.entities.c.id).where(t.entities.c.identity == party)
    return sa.union(
        select(t.parties.c.event).where(t.parties.c.entity.in_(member)),
        *(select(t.events.c.id).where(column.in_(member)) for column in (t.events.c.place, t.events.c.source)),
    )


def _newest(
    connection: Connection, query: sa.Select[Any], row: sa.Column[Any], number: int, *within: ColumnElement[Any]
) -> sa.Select[Any]:
    """A query cut to so many rows of the newest reports, of which only some are looked at: those from a day on.

    `query` has `reports`, `row` numbers what each of them has; `within` a day they are in this order, else the last first.
    """
    published = t.reports.c.published
    cut = query.order_by(published.desc().nulls_last(), *(within or (row.desc(),))).limit(number)
    reports = number
    while True:
        dated = select(published).where(published.is_not(None)).order_by(published.desc())
        since = connection.scalar(dated.offset(reports).limit(1))
        if since is None:  # so many reports there are not: look at all
            return cut
        fitting = query.where(published >= since).with_only_columns(row).limit(number).subquery()
        if (connection.scalar(select(sa.func.count()).select_from(fitting)) or 0) >= number:
            return cut.where(published >= since)
        reports *= 4


def incidents(
    connection: Connection,
    *,
    party: str | None = None,
    other: str | None = None,
    kind: str | None = None,
    types: Collection[str] | None = None,
    status: str | None = None,
    speaks: Speaks | None = None,
    outlet: str | None = None,
    first: str | None = None,
    last: str | None = None,
    newest: int | None = None,
    ids: Sequence[str] | None = None,
    latest_first: bool = False,
    limit: int | None = None,
    offset: int = 0,
    sure: float = 0.0,
    place: str | None = None,
    disputed: bool = False,
) -> list[Incident]:
    """What happened, with all that tells of it, oldest first; what has no day and no last possible one comes last.

    The filters are those of :func:`lagebild.store.narrowing.conditions`. `newest` keeps so many, `ids` only those. With
    `latest_first` the order of days is turned round; `limit` and `offset` cut a page out of the order. `sure` leaves out
    what is less sure (:mod:`lagebild.record.sureness`), and then what the other filters do not fit any more.
    """
    wanted = conditions(
        connection, ids=ids, party=party, other=other, kind=kind, types=types, status=status, speaks=speaks, outlet=outlet,
        first=first, last=last, place=place, disputed=disputed,
    )  # fmt: skip
    query = select(t.incidents.c.id, t.incidents.c.data).where(*wanted)
    if latest_first or newest is not None:
        query = query.order_by(t.incidents.c.day.desc().nulls_last(), t.incidents.c.id.desc())
    else:
        query = query.order_by(t.incidents.c.day.nulls_last(), t.incidents.c.valid_from.nulls_last(), t.incidents.c.id)
    most = limit if newest is None else newest
    if not sure:
        query = query.limit(most).offset(offset)
    rows = connection.execute(query).all()
    told = defaultdict(list)
    for several in some([row.id for row in rows]):
        found = select(t.tellings.c.incident, t.tellings.c.data).where(t.tellings.c.incident.in_(several))
        for row in connection.execute(found):
            told[row.incident].append(msgspec.json.decode(row.data, type=Telling))
    made = [
        msgspec.structs.replace(msgspec.json.decode(row.data, type=Incident), tellings=tuple(sorted(told[row.id])))
        for row in rows
    ]
    if sure:
        made = [
            one
            for whole in made
            if (one := surer(whole, sure)) is not None
            and (party is None or any(party in _taking_part(told) for told in one.tellings))
            and (other is None or party is None or acts_with(one, party, other))
            and _between(one.day, one.end or one.day, first, last)
        ]
        made = made[offset : None if most is None else offset + most]
    return made[::-1] if newest is not None else made


def _taking_part(told: Telling) -> set[str]:
    return {p.id for p in (*told.actors, *told.recipients, *((told.place,) if told.place else ()))}


def _between(begin: str | None, end: str | None, first: str | None, last: str | None) -> bool:
    """Whether days lie between two others, at least in part."""
    return (first is None or (end is not None and end >= first)) and (
        last is None or (begin is not None and begin <= last)
    )


def disputes(
    connection: Connection,
    *,
    incident: str | None = None,
    ids: Sequence[str] | None = None,
    kind: str | None = None,
    party: str | None = None,
    sure: float = 0.0,
) -> list[tuple[Dispute, Incident]]:
    """The contradictions about incidents, each with its incident, in the chronicle's order; with `ids` only about those.

    `sure` leaves out claims that are less sure, and what does not contradict itself any more without them.
    """
    query = select(t.disputes.c.incident, t.disputes.c.data).order_by(t.disputes.c.kind, t.disputes.c.id)
    if incident is not None:
        query = query.where(t.disputes.c.incident == incident)
    if ids is not None:
        query = query.where(t.disputes.c.incident.in_(ids))
    if kind is not None:
        query = query.where(t.disputes.c.kind == kind)
    if party is not None:
        query = query.where(
            exists().where(t.takes_part.c.incident == t.disputes.c.incident, t.takes_part.c.identity == party)
        )
    found: dict[str, list[Dispute]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.incident].append(msgspec.json.decode(row.data, type=Dispute))
    about = [one for several in some(found) for one in incidents(connection, ids=several)]
    about.sort(key=lambda one: (one.day is None, one.day or "", one.id))
    if not sure:
        return [(dispute, one) for one in about for dispute in found[one.id]]
    return [
        (left, kept)
        for one in about
        if (kept := surer(one, sure)) is not None
        for dispute in found[one.id]
        if (left := surer_dispute(dispute, one, sure)) is not None
    ]


def incident(connection: Connection, name: str, *, sure: float = 0.0) -> Incident:
    """The incident with an id, or with the beginning of one, or with the id of any entry that tells of it.

    An entry can also be named by where it stands (`REPORT/v3`). `sure` leaves out what is less sure. Raises NotFoundError if
    there is none, or several, or if nothing of it is so sure.
    """
    wanted = name.strip()
    entry = t.events.c.entry
    place = t.events.c.report + "/" + t.events.c.key
    rows = connection.execute(
        select(t.tellings.c.incident)
        .distinct()
        .join(t.events, place == t.tellings.c.id)
        .where(or_(entry.startswith(wanted, autoescape=True), t.tellings.c.id == wanted))
        .where(t.tellings.c.incident.is_not(None))
        .limit(9)
    ).all() if wanted else []  # fmt: skip
    exact = [one for one in {row.incident for row in rows} if one == wanted] or sorted({row.incident for row in rows})
    if len(exact) == 1:
        left = incidents(connection, ids=exact, sure=sure)
        if not left:
            raise NotFoundError(f"no telling of {exact[0]} is {sure:g} sure; ask for less (--sure), or for all of it")
        return left[0]
    if exact:
        raise NotFoundError(f"{name!r} could be several incidents: {', '.join(exact)}. Give more of the id")
    raise NotFoundError(
        f"no incident on record has the id {name!r}; `lagebild chronicle --ids` shows them, `--with NAME` those of somebody"
    )


def statements(
    connection: Connection,
    *,
    speaker: str | None = None,
    about: str = "",
    outlet: str | None = None,
    newest: int | None = None,
    skip: int = 0,
    withdrawn: bool = False,
    sure: float = 0.0,
) -> list[Said]:
    """Who said what, oldest report first; it must contain the words of `about`, in any form.

    With `newest`, so many of the last, or of those before the last to `skip`. With `withdrawn`, only what an editor declared
    wrong. `sure` leaves out what is less sure: a speaker, or the statement.
    """
    query = _told(connection, _statements(speaker, withdrawn=withdrawn), about, outlet)
    if newest is not None:
        within = (t.statements.c.report.desc(), t.statements.c.number.desc())
        cut = _newest(connection, query, t.statements.c.id, newest + skip, *within).limit(newest).offset(skip)
        # what is skipped is numbered, not read
        query = query.where(t.statements.c.id.in_(cut.with_only_columns(t.statements.c.id)))
    rows = sorted(connection.execute(query), key=lambda r: (r.published or "", r.report, r.number))
    return [told for row in rows if (told := _said(row, speaker, sure)) is not None]


def count_statements(
    connection: Connection, *, speaker: str | None = None, about: str = "", outlet: str | None = None
) -> int:
    """How many statements :func:`statements` finds."""
    if speaker is None and outlet is None and not query_words(about):
        return how_many(connection, t.statements)
    found = _told(connection, _statements(speaker), about, outlet).with_only_columns(t.statements.c.id)
    return connection.scalar(select(sa.func.count()).select_from(found.subquery())) or 0


def _told(connection: Connection, query: sa.Select[Any], about: str, outlet: str | None) -> sa.Select[Any]:
    """A query of statements that have the words of `about`, in reports of an outlet."""
    if sought := query_words(about):
        matching = dialects.matching(connection, "statements", sought).subquery()
        query = query.join(matching, matching.c.id == t.statements.c.id)
    return query if outlet is None else query.where(t.reports.c.outlet == outlet)


def every_statement(
    connection: Connection, *, speaker: str | None = None, sure: float = 0.0
) -> Iterator[tuple[Said, str | None]]:
    """Who said what, one statement after the other, each with the identity of its speaker; else as :func:`statements`."""
    order = (t.reports.c.published.nulls_first(), t.statements.c.report, t.statements.c.number)
    for row in connection.execute(_statements(speaker).order_by(*order), execution_options={"yield_per": MANY}):
        told = _said(row, speaker, sure)
        if told is not None:
            yield told, row.speaker_identity if told.speaker is not None else None


def _statements(speaker: str | None, *, withdrawn: bool = False) -> sa.Select[Any]:
    query = (
        select(
            t.statements,
            t.identities.c.name.label("speaker_name"),
            t.identities.c.id.label("speaker_identity"),
            t.reports.c.outlet,
            t.reports.c.published,
            t.reports.c.version,
        )
        .join(t.reports, t.reports.c.id == t.statements.c.report)
        .outerjoin(t.entities, t.entities.c.id == t.statements.c.speaker)
        .outerjoin(t.identities, t.identities.c.id == t.entities.c.identity)
        .where(is_withdrawn(t.statements) if withdrawn else among_many(t.statements))
    )
    return query if speaker is None else query.where(t.entities.c.identity == speaker)


def _said(row: sa.Row[Any], speaker: str | None, sure: float) -> Said | None:
    """A statement, as sure as is asked for; None if it is not, or no longer by whom is asked for."""
    told = made_of(
        row,
        Said,
        id=f"{row.report}/s{row.number + 1}",
        speaker=row.speaker_name,
        evidence=made_of(row, Evidence),
    )
    kept = surer_said(told, sure) if sure else told
    return None if kept is not None and sure and speaker is not None and kept.speaker is None else kept


def _entity_names(connection: Connection, keys: sa.ScalarSelect[Any]) -> dict[int, Party]:
    rows = connection.execute(
        select(t.entities.c.id, t.identities.c.id.label("identity"), t.identities.c.name, t.identities.c.kind)
        .join(t.identities, t.identities.c.id == t.entities.c.identity)
        .where(t.entities.c.id.in_(keys))
    )
    return {row.id: Party(id=row.identity, name=row.name, kind=row.kind, named=is_named(row.identity)) for row in rows}


def _parties(connection: Connection, events: sa.ScalarSelect[Any]) -> dict[tuple[int, str], list[Party]]:
    found: dict[tuple[int, str], list[Party]] = defaultdict(list)
    rows = connection.execute(
        select(t.parties.c.event, t.parties.c.role, t.identities.c.id, t.identities.c.name, t.identities.c.kind)
        .join(t.entities, t.entities.c.id == t.parties.c.entity)
        .join(t.identities, t.identities.c.id == t.entities.c.identity)
        .where(t.parties.c.event.in_(events))
        .order_by(t.parties.c.id)
    )
    for row in rows:
        found[row.event, row.role].append(Party(id=row.id, name=row.name, kind=row.kind, named=is_named(row.id)))
    return found


def _figures(connection: Connection, events: sa.ScalarSelect[Any]) -> dict[int, list[Figure]]:
    found: dict[int, list[Figure]] = defaultdict(list)
    for row in connection.execute(select(t.figures).where(t.figures.c.event.in_(events)).order_by(t.figures.c.id)):
        found[row.event].append(made_of(row, Figure))
    return found
