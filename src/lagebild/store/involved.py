"""What somebody has a part in, section by section: for a page that shows a few of ten thousand incidents, and counts all.

Only who takes part is read of each incident; a page then fetches the incidents that it shows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, Protocol, get_args

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, select

from lagebild.record.telling import Party
from lagebild.store import tables as t
from lagebild.store.counted import stands
from lagebild.store.narrowing import conditions

Section = Literal["did", "suffered", "there", "part", "here"]
"""What they did, what was done to them, what happened there besides, and in what they have a part by some reports only.

`here` is all that happened there, whoever did it.
"""


class HasSides(Protocol):
    """An incident, as far as it says who takes part."""

    @property
    def actors(self) -> tuple[Party, ...]:
        """Who acts."""

    @property
    def recipients(self) -> tuple[Party, ...]:
        """On whom somebody acts."""

    @property
    def place(self) -> Party | None:
        """Where it happened."""


class Sides(msgspec.Struct, frozen=True):
    """Who takes part in an incident; all else that is stored of it is passed over."""

    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: Party | None = None


class Involved(NamedTuple):
    """The ids of incidents by section, oldest first, what has no day last; and who else acts in them or is acted on.

    `company` has the number of incidents of each.
    """

    sections: Mapping[Section, tuple[str, ...]]
    company: Mapping[Party, int]


def sections_of(me: str, one: HasSides) -> Iterator[Section]:
    """The sections that an incident stands in on the page of an identity that has a part in it."""
    did, suffered = (any(p.id == me for p in side) for side in (one.actors, one.recipients))
    if did:
        yield "did"
    if suffered:
        yield "suffered"
    if not did and not suffered:
        yield "there" if one.place is not None and one.place.id == me else "part"
    if one.place is not None and one.place.id == me:
        yield "here"


def sorted_out(me: str, incidents: Iterable[tuple[str, HasSides]]) -> Involved:
    """Incidents, by id and in order, sorted into the sections of an identity's page."""
    sections: dict[Section, list[str]] = defaultdict(list)
    company: Counter[Party] = Counter()
    for key, one in incidents:
        for section in sections_of(me, one):
            sections[section].append(key)
        company.update({party for party in (*one.actors, *one.recipients) if party.id != me})
    return Involved({name: tuple(sections[name]) for name in get_args(Section)}, company)


def involved(connection: Connection, me: str) -> Involved:
    """All that an identity has a part in."""
    table = t.incidents.c
    query = (
        select(table.id, table.data)
        .where(*conditions(connection, party=me))
        .order_by(table.day.nulls_last(), table.valid_from.nulls_last(), table.id)
    )
    read = msgspec.json.Decoder(Sides).decode
    return sorted_out(me, ((key, read(data)) for key, data in connection.execute(query)))


def how_much_said(connection: Connection, speaker: str) -> int:
    """How many statements are on record of a speaker, without what is withdrawn."""
    query = (
        select(sa.func.count())
        .select_from(t.statements)
        .join(t.entities, t.entities.c.id == t.statements.c.speaker)
        .where(t.entities.c.identity == speaker, stands(t.statements))
    )
    return connection.scalar(query) or 0
