"""Who is called so: the identities on record by a name or an id."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, and_, select

from lagebild.errors import NotFoundError
from lagebild.record.identities import is_named, plain_name
from lagebild.store import tables as t


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
    choice = called_so(connection, name)
    if len(choice) == 1:
        return choice[0]
    if choice:
        raise NotFoundError(_several(name, choice))
    raise NotFoundError(f"nobody and nothing on record is called {name!r}; try `lagebild search {name}`")


def called_so(connection: Connection, name: str) -> Sequence[Found]:
    """All who may be meant by a name or id, the most mentioned first: more than one if the name alone does not tell."""
    if known := by_id(connection, name):
        return [known]
    plain = plain_name(name)
    exact = _candidates(connection, t.aliases.c.plain == plain)
    full = [found for found in exact if plain_name(found.name) == plain]
    if not exact:
        words = [t.aliases.c.plain.contains(word, autoescape=True) for word in plain.split()]
        exact = _candidates(connection, and_(*words)) if words else []
    candidates = full or exact
    return [f for f in candidates if _is_named(f)] or candidates


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
