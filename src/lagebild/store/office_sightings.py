"""The places where reports tie people to offices, as the record sees them."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, select

from lagebild.record.evidence import Evidence
from lagebild.record.tenures import OfficeSighting
from lagebild.store import tables as t
from lagebild.store.counted import is_withdrawn, made_of, stands

HOLDER, BODY = t.entities.alias("holder"), t.entities.alias("body")
_HOLDER_ID, _BODY_ID = t.identities.alias("holder_identity"), t.identities.alias("body_identity")


class Sighted(NamedTuple):
    """A sighting, and the row of `offices` that it is."""

    row: int
    sighting: OfficeSighting


def sighted(connection: Connection, *conditions: ColumnElement[bool], withdrawn: bool = False) -> list[Sighted]:
    """The sightings of offices that count or, with `withdrawn`, those that an editor declared wrong.

    `conditions` may be about `offices`, :data:`HOLDER` and :data:`BODY`, the entities of holder and body.
    """
    query = (
        select(
            t.offices,
            _HOLDER_ID.c.id.label("holder_id"),
            _HOLDER_ID.c.name.label("holder_name"),
            _BODY_ID.c.id.label("body_id"),
            _BODY_ID.c.name.label("body_name"),
            t.reports.c.outlet,
            t.reports.c.published,
            t.reports.c.version,
        )
        .join(t.reports, t.reports.c.id == t.offices.c.report)
        .join(HOLDER, HOLDER.c.id == t.offices.c.person)
        .join(_HOLDER_ID, _HOLDER_ID.c.id == HOLDER.c.identity)
        .outerjoin(BODY, BODY.c.id == t.offices.c.of)
        .outerjoin(_BODY_ID, _BODY_ID.c.id == BODY.c.identity)
        .where(is_withdrawn(t.offices) if withdrawn else stands(t.offices), *conditions)
    )
    return [
        Sighted(
            row.id,
            made_of(
                row,
                OfficeSighting,
                person=row.holder_id,
                person_name=row.holder_name,
                of=row.body_id,
                of_name=row.body_name,
                evidence=made_of(row, Evidence),
            ),
        )
        for row in connection.execute(query)
    ]


def colleagues(*, person: str | None, of: str | None) -> ColumnElement[bool]:
    """The condition that a holder is somebody or, of a body or of the bodies that he serves, holds any office, too."""
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
    holders = select(ties.c.identity).where(ties.c.of == of if of is not None else ties.c.of.in_(select(theirs.c.of)))
    return sa.or_(HOLDER.c.identity == person, HOLDER.c.identity.in_(holders))
