"""Questions to the record. Each takes a connection and returns the record's own types; nothing here writes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from lagebild.document import Span
from lagebild.errors import NotFoundError
from lagebild.reading import OUTLET, Figure
from lagebild.record.contradictions import Dispute
from lagebild.record.evidence import Evidence
from lagebild.record.identities import is_named, plain_name
from lagebild.record.incidents import Incident
from lagebild.record.statements import Said
from lagebild.record.sureness import surer, surer_dispute, surer_office, surer_said, surer_telling
from lagebild.record.tallies import acts_with
from lagebild.record.telling import Party, Telling
from lagebild.record.tenures import OfficeSighting, Tenure, tenures
from lagebild.store import dialects
from lagebild.store import tables as t
from lagebild.store.narrowing import Speaks, conditions
from lagebild.store.some import some
from lagebild.wordforms import query_words

T = TypeVar("T", bound=msgspec.Struct)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something on record, with all names; `mentions` counts how often the reports mention it.

    `wikidata` is an id that a user gave (`lagebild known`), `reasons` say why its sightings were taken for one.
    """

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    mentions: int
    wikidata: str | None = None
    reasons: tuple[str, ...] = ()


def identity(connection: Connection, name: str) -> Found:
    """The one identity that goes by a name, in any spelling; a part of the name is enough if just one has it.

    The id of an identity is accepted, too.

    Raises NotFoundError if there is none, or several, which it lists.
    """
    if known := by_id(connection, name):
        return known
    plain = plain_name(name)
    exact = _candidates(connection, t.aliases.c.plain == plain)
    full = [found for found in exact if plain_name(found.name) == plain]
    if not exact:
        words = [t.aliases.c.plain.contains(word, autoescape=True) for word in plain.split()]
        exact = _candidates(connection, and_(*words)) if words else []
    for candidates in (full, exact):
        choice = [f for f in candidates if _is_named(f)] or candidates
        if len(choice) == 1:
            return choice[0]
        if choice:
            raise NotFoundError(_several(name, choice))
    raise NotFoundError(f"nobody and nothing on record is called {name!r}; try `lagebild search {name}`")


def _is_named(found: Found) -> bool:
    return is_named(found.id)


def _several(name: str, choice: Sequence[Found]) -> str:
    """The message if several have a name; those with exactly the same name are listed by id."""
    if not any(map(_is_named, choice)) and len({f.name for f in choice}) == 1:  # one description in many reports
        return f"{name!r} is only a description, of {len(choice)} different ones; give a name"
    times = Counter((f.name, f.kind) for f in choice)
    listed = [f"{f.name} ({f.kind}{f', {f.id}' if times[f.name, f.kind] > 1 else ''})" for f in choice]
    way = "one of these ids" if max(times.values()) > 1 else "more of the name"
    return f"{name!r} could be several: {'; '.join(listed[:8])}. Give {way}"


def _candidates(connection: Connection, condition: ColumnElement[bool]) -> list[Found]:
    ids = connection.scalars(
        select(t.aliases.c.identity).distinct().where(condition).order_by(t.aliases.c.identity)
    ).all()
    return by_ids(connection, ids)


def by_id(connection: Connection, identity: str) -> Found | None:
    """The identity with an id, or with an id from before it was merged; None if there is none."""
    whole = select(t.parts.c.identity).where(t.parts.c.id == identity)
    return next(iter(by_ids(connection, [identity])), None) or next(
        iter(by_ids(connection, connection.scalars(whole).all())), None
    )


def by_ids(connection: Connection, ids: Sequence[str]) -> list[Found]:
    """The identities with some ids, if they are on record, the most mentioned first."""
    names = defaultdict(list)
    for key, name in connection.execute(
        select(t.aliases.c.identity, t.aliases.c.name).where(t.aliases.c.identity.in_(ids)).order_by(t.aliases.c.id)
    ):
        names[key].append(name)
    rows = connection.execute(
        select(t.identities, sa.func.count(t.mentions.c.id).label("mentions"))
        .outerjoin(t.entities, t.entities.c.identity == t.identities.c.id)
        .outerjoin(t.mentions, t.mentions.c.entity == t.entities.c.id)
        .where(t.identities.c.id.in_(ids))
        .group_by(t.identities.c.id)
        .order_by(sa.desc("mentions"), t.identities.c.id)
    )
    why = defaultdict(list)
    for key, reason in connection.execute(
        select(t.reasons.c.identity, t.reasons.c.reason).where(t.reasons.c.identity.in_(ids)).order_by(t.reasons.c.id)
    ):
        why[key].append(reason)
    return [
        Found(
            id=row.id,
            kind=row.kind,
            name=row.name,
            names=tuple(names[row.id]),
            mentions=row.mentions,
            wikidata=row.wikidata,
            reasons=tuple(why[row.id]),
        )
        for row in rows
    ]


def stands(table: sa.Table) -> ColumnElement[bool]:
    """The condition that an entry counts: no editor has withdrawn it, and its words are those of its report."""
    not_shown = or_(t.entries.c.withdrawn.is_not(None), t.entries.c.withheld.is_not(None))
    return ~exists().where(t.entries.c.id == table.c.entry, not_shown)


def is_withdrawn(table: sa.Table) -> ColumnElement[bool]:
    """The condition that an editor has withdrawn an entry."""
    return exists().where(t.entries.c.id == table.c.entry, t.entries.c.withdrawn.is_not(None))


def office_tenures(
    connection: Connection,
    *,
    person: str | None = None,
    of: str | None = None,
    report: str | None = None,
    withdrawn: bool = False,
    sure: float = 0.0,
) -> list[Tenure]:
    """The tenures on record, of one person or of one body (identity ids), oldest first.

    Other holders of the same body's offices are looked at, too: a successor shows that an office was over. With `report`,
    only what that report says counts. Tenures are made from the entries that count or, with `withdrawn`, from those that
    an editor declared wrong; `sure` leaves out what is less sure before they are made.
    """
    holder, body = t.entities.alias("holder"), t.entities.alias("body")
    holder_id, body_id = t.identities.alias("holder_identity"), t.identities.alias("body_identity")
    query = (
        select(
            t.offices,
            holder_id.c.id.label("holder_id"),
            holder_id.c.name.label("holder_name"),
            body_id.c.id.label("body_id"),
            body_id.c.name.label("body_name"),
            t.reports.c.outlet,
            t.reports.c.published,
            t.reports.c.version,
        )
        .join(t.reports, t.reports.c.id == t.offices.c.report)
        .join(holder, holder.c.id == t.offices.c.person)
        .join(holder_id, holder_id.c.id == holder.c.identity)
        .outerjoin(body, body.c.id == t.offices.c.of)
        .outerjoin(body_id, body_id.c.id == body.c.identity)
        .where(is_withdrawn(t.offices) if withdrawn else stands(t.offices))
    )
    if of is not None or person is not None:
        holds, somebody, something = (
            t.offices.alias("holds"),
            t.entities.alias("somebody"),
            t.entities.alias("something"),
        )
        pairs = select(somebody.c.identity, something.c.identity.label("of")).select_from(
            holds.join(somebody, somebody.c.id == holds.c.person).join(something, something.c.id == holds.c.of)
        )
        ties = pairs.subquery("ties")
        theirs = pairs.where(somebody.c.identity == person).subquery("theirs")
        holders = select(ties.c.identity).where(
            ties.c.of == of if of is not None else ties.c.of.in_(select(theirs.c.of))
        )
        query = query.where(sa.or_(holder_id.c.id == person, holder_id.c.id.in_(holders)))
    if report is not None:
        query = query.where(t.offices.c.report == report)
    seen = [
        _made_of(
            row,
            OfficeSighting,
            person=row.holder_id,
            person_name=row.holder_name,
            of=row.body_id,
            of_name=row.body_name,
            evidence=_made_of(row, Evidence),
        )
        for row in connection.execute(query)
    ]
    if sure:
        seen = [kept for one in seen if (kept := surer_office(one, sure)) is not None]
    found = tenures(seen)
    return [f for f in found if (person is None or f.person == person) and (of is None or f.of == of)]


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
        member = select(t.entities.c.id).where(t.entities.c.identity == party)
        query = query.where(
            or_(
                exists().where(t.parties.c.event == t.events.c.id, t.parties.c.entity.in_(member)),
                t.events.c.place.in_(member),
                t.events.c.source.in_(member),
            )
        )
    if kind is not None:
        query = query.where(t.events.c.type == kind)
    if first is not None:
        query = query.where(t.events.c.valid_to >= first)
    if last is not None:
        query = query.where(t.events.c.valid_from <= last)
    if newest is not None:
        query = query.order_by(t.reports.c.published.desc().nulls_last(), t.events.c.id.desc()).limit(newest)
    rows = connection.execute(query).all()
    chosen = query.with_only_columns(t.events.c.id).scalar_subquery()
    parties = _parties(connection, chosen)
    figures = _figures(connection, chosen)
    named = [select(c).where(t.events.c.id.in_(chosen)) for c in (t.events.c.source, t.events.c.place)]
    names = _entity_names(connection, sa.union(*named).scalar_subquery())
    found = [
        _made_of(
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
            evidence=_made_of(row, Evidence),
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
    kind: str | None = None,
    party: str | None = None,
    sure: float = 0.0,
) -> list[tuple[Dispute, Incident]]:
    """The contradictions about incidents, each with its incident, in the chronicle's order.

    `sure` leaves out claims that are less sure, and what does not contradict itself any more without them.
    """
    query = select(t.disputes.c.incident, t.disputes.c.data).order_by(t.disputes.c.kind, t.disputes.c.id)
    if incident is not None:
        query = query.where(t.disputes.c.incident == incident)
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
    newest: int | None = None,
    withdrawn: bool = False,
    sure: float = 0.0,
) -> list[Said]:
    """Who said what, oldest report first; it must contain the words of `about`, in any form.

    With `withdrawn`, only what an editor declared wrong. `sure` leaves out what is less sure: a speaker, or the statement.
    """
    query = (
        select(
            t.statements,
            t.identities.c.name.label("speaker_name"),
            t.reports.c.outlet,
            t.reports.c.published,
            t.reports.c.version,
        )
        .join(t.reports, t.reports.c.id == t.statements.c.report)
        .outerjoin(t.entities, t.entities.c.id == t.statements.c.speaker)
        .outerjoin(t.identities, t.identities.c.id == t.entities.c.identity)
        .where(is_withdrawn(t.statements) if withdrawn else stands(t.statements))
    )
    if speaker is not None:
        query = query.where(t.identities.c.id == speaker)
    if sought := query_words(about):
        matching = dialects.matching(connection, "statements", sought).subquery()
        query = query.join(matching, matching.c.id == t.statements.c.id)
    if newest is not None:
        query = query.order_by(t.reports.c.published.desc().nulls_last(), t.statements.c.id.desc()).limit(newest)
    rows = sorted(connection.execute(query), key=lambda r: (r.published or "", r.report, r.number))
    found = [
        _made_of(
            row,
            Said,
            id=f"{row.report}/s{row.number + 1}",
            speaker=row.speaker_name,
            evidence=_made_of(row, Evidence),
        )
        for row in rows
    ]
    if not sure:
        return found
    kept = (surer_said(one, sure) for one in found)
    return [one for one in kept if one is not None and (speaker is None or one.speaker is not None)]


def _made_of(row: sa.Row[Any], kind: type[T], **made: Any) -> T:
    """One of the record's types from a row: each field gets the column of its name, unless it is given."""
    given = row._mapping
    return kind(**{**{field: given[field] for field in kind.__struct_fields__ if field in given}, **made})


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
        found[row.event].append(_made_of(row, Figure))
    return found
