"""Keeps the groups of tellings on record: a report that has changed is grouped anew, and later ones that it concerns."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, or_, select, update

from lagebild.record.grouping import Order, attached
from lagebild.record.joining import Link
from lagebild.record.telling import Telling
from lagebild.store import tables as t
from lagebild.store.some import some

_KEPT_AT_HAND = 20_000
"""Tellings."""


class Tellings:
    """The tellings on record, of which many are asked for again and again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._at_hand: dict[str, Telling] = {}

    def __call__(self, keys: Collection[str]) -> dict[str, Telling]:
        """Those of some ids that are on record."""
        if len(self._at_hand) > _KEPT_AT_HAND:
            self._at_hand.clear()
        missing = [key for key in keys if key not in self._at_hand]
        for several in some(missing):
            query = select(t.tellings.c.id, t.tellings.c.data).where(t.tellings.c.id.in_(several))
            for row in self._connection.execute(query):
                self._at_hand[row.id] = msgspec.json.decode(row.data, type=Telling)
        return {key: self._at_hand[key] for key in keys if key in self._at_hand}


def links_of(connection: Connection, keys: Collection[str], *kinds: str) -> set[Link]:
    """The links of some tellings, of some kinds or of all."""
    wanted = [t.links.c.kind.in_(kinds)] if kinds else []
    rows = (
        connection.execute(
            select(t.links).where(or_(t.links.c.one.in_(several), t.links.c.other.in_(several)), *wanted)
        )
        for several in some(keys)
    )
    return {Link(row.one, row.other, row.kind, row.score) for found in rows for row in found}


class Change(NamedTuple):
    """What has changed: tellings that are new or say something else (their ids), and what they leave behind.

    `orders` are the places of their reports, of today and of old; `left` are the groups that they were in, and the tellings
    that they were linked with.
    """

    changed: frozenset[str]
    orders: frozenset[Order]
    left: frozenset[str]


def update_groups(connection: Connection, change: Change, known: Tellings) -> set[str]:
    """Group anew the reports that have changed, and the later ones that it concerns; returns the groups that are others."""
    waiting: list[Order] = []
    due: set[Order] = set()

    def look_at(orders: Iterable[Order]) -> None:
        for order in set(orders) - due:
            due.add(order)
            heapq.heappush(waiting, order)

    look_at(change.orders)
    look_at(_concerned(connection, change.left, min(change.orders)))
    others = set(change.left)
    while waiting:
        order = heapq.heappop(waiting)
        found = _look_again(connection, order, known, change.changed)
        others |= found
        look_at(_concerned(connection, found, order))
    return others


def _look_again(connection: Connection, order: Order, known: Tellings, changed: Collection[str]) -> set[str]:
    """Group the tellings of a report; returns the groups that have changed by it."""
    rows = connection.execute(
        select(t.tellings.c.id, t.tellings.c.joined).where(
            t.tellings.c.report == order.report, t.tellings.c.day == order.day
        )
    )
    before = {row.id: row.joined for row in rows}
    links = links_of(connection, before, "one")
    ends = {key for found in links for key in (found.one, found.other)} - set(before)
    names = _groups_of(connection, ends, order)
    members = _members(connection, names, order)
    told = known([*before, *(key for keys in members.values() for key in keys)])
    earlier = {name: [told[key] for key in keys] for name, keys in members.items()}
    now = attached(sorted(told[key] for key in before), earlier, links)
    moved = {key: name for key, name in now.items() if name != before[key]}
    if moved:
        place = t.tellings.c.id == sa.bindparam("key")
        connection.execute(
            update(t.tellings).where(place).values(joined=sa.bindparam("name")),
            [{"key": key, "name": name} for key, name in sorted(moved.items())],
        )
    touched = {key for key in now if key in moved or key in changed}
    return {name for key in touched for name in (before[key], now[key]) if name is not None}


def _earlier(order: Order) -> sa.ColumnElement[bool]:
    day, report = t.tellings.c.day, t.tellings.c.report
    return or_(day < order.day, sa.and_(day == order.day, report < order.report))


def _groups_of(connection: Connection, keys: Collection[str], order: Order) -> set[str]:
    """The groups that tellings of earlier reports are in."""
    return {
        name
        for several in some(keys)
        for name in connection.scalars(
            select(t.tellings.c.joined).where(
                t.tellings.c.id.in_(several), t.tellings.c.joined.is_not(None), _earlier(order)
            )
        )
    }


def _members(connection: Connection, names: Collection[str], order: Order) -> dict[str, list[str]]:
    """The tellings of groups that earlier reports have."""
    found: dict[str, list[str]] = defaultdict(list)
    for several in some(names):
        query = select(t.tellings.c.id, t.tellings.c.joined).where(t.tellings.c.joined.in_(several), _earlier(order))
        for row in connection.execute(query.order_by(t.tellings.c.day, t.tellings.c.report, t.tellings.c.id)):
            found[row.joined].append(row.id)
    return found


def _concerned(connection: Connection, names: Collection[str], order: Order) -> set[Order]:
    """The later reports that tell what some groups or tellings have, or may have, to do with."""
    keys = set(names)
    for several in some(names):
        keys |= set(connection.scalars(select(t.tellings.c.id).where(t.tellings.c.joined.in_(several))))
    keys |= {key for found in links_of(connection, keys, "one") for key in (found.one, found.other)}
    later = sa.not_(or_(_earlier(order), sa.and_(t.tellings.c.day == order.day, t.tellings.c.report == order.report)))
    columns = t.tellings.c.day, t.tellings.c.report
    return {
        Order(row.day, row.report)
        for several in some(keys)
        for row in connection.execute(select(*columns).where(t.tellings.c.id.in_(several), later).distinct())
    }
