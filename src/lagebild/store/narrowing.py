"""Which incidents are wanted: the filters of the chronicle as conditions of a query."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, select

from lagebild.reading import OUTLET
from lagebild.record.identities import MARK
from lagebild.store import dialects
from lagebild.store import tables as t

Speaks = Literal["outlet", "claim", "hearsay"]
"""Whose word an incident is: the outlet's own, that of somebody named, or that of nobody named."""


def named(identity: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition that an identity has a name, and is no mere description (:func:`lagebild.record.identities.is_named`)."""
    # quicker than LIKE, in both databases
    return sa.or_(sa.func.replace(identity, "/", "") == identity, sa.func.replace(identity, MARK, "") != identity)


def conditions(
    connection: Connection,
    *,
    ids: Sequence[str] | None = None,
    party: str | None = None,
    other: str | None = None,
    kind: str | None = None,
    types: Collection[str] | None = None,
    status: str | None = None,
    speaks: Speaks | None = None,
    outlet: str | None = None,
    first: str | None = None,
    last: str | None = None,
    place: str | None = None,
    disputed: bool = False,
) -> list[ColumnElement[bool]]:
    """What the rows of `incidents` must fulfil.

    `party` is an identity that has any part in it. With `other`, both act, or one acts on the other. `kind` is its type,
    `types` those of which it has one. `place` one where it happened, `outlet` one of those that tell it;
    `disputed` asks for those about which reports contradict each other. `first` and `last` are days (ISO
    dates): only what lies between them, at least in part. What no report dates counts as on the last day on which it can
    have been.
    """
    table, part = t.incidents.c, t.takes_part.c
    found: list[ColumnElement[bool]] = []
    if ids is not None:
        found.append(table.id.in_(ids))
    if party is not None and other is not None:
        found.append(table.id.in_(_together(party, other)))
    elif party is not None:
        found.append(table.id.in_(select(part.incident).where(part.identity == party)))
    if kind is not None:
        found.append(table.type == kind)
    if types is not None:
        found.append(table.type.in_(sorted(types)))
    if status is not None:
        found.append(table.status == status)
    if speaks is not None:
        source = dialects.json_text(connection, table.data, "source")
        named = sa.and_(source.is_not(None), source != OUTLET)
        found.append({"outlet": source == OUTLET, "hearsay": source.is_(None), "claim": named}[speaks])
    if outlet is not None:
        told = select(t.tellings.c.incident).join(t.reports, t.reports.c.id == t.tellings.c.report)
        found.append(table.id.in_(told.where(t.reports.c.outlet == outlet)))
    if place is not None:
        found.append(table.id.in_(select(part.incident).where(part.identity == place, part.role == "place")))
    if disputed:
        found.append(table.id.in_(select(t.disputes.c.incident)))
    if first is not None:
        found.append(sa.func.coalesce(table.valid_to, table.day) >= first)
    if last is not None:
        found.append(table.day <= last)
    return found


def _together(one: str, other: str) -> sa.Select[tuple[str]]:
    """The incidents in which two have a part and one of them at least acts."""
    first, second = t.takes_part.alias("first"), t.takes_part.alias("second")
    either = sa.or_(first.c.role == "actor", second.c.role == "actor")
    return (
        select(first.c.incident)
        .join(second, second.c.incident == first.c.incident)
        .where(first.c.identity == one, second.c.identity == other, first.c.role != "place", second.c.role != "place")
        .where(either)
    )


def how_many(connection: Connection, **wanted: Any) -> int:
    """How many incidents the filters of :func:`conditions` leave."""
    kept = conditions(connection, **wanted)
    return connection.scalar(select(sa.func.count()).select_from(t.incidents).where(*kept)) or 0
