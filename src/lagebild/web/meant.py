"""Who or what a name in an address means; if it is nobody or several, the page says so and offers the ways on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from starlette.requests import Request

from lagebild.reading import EntityKind
from lagebild.store import Connection
from lagebild.store.finding import Found, called_so

MOST_OFFERED = 12
"""So many of those who may be meant are offered."""

BODIES: tuple[EntityKind, ...] = ("organisation", "state", "place", "group")
"""What can have offices."""
PLACES: tuple[EntityKind, ...] = ("state", "place")
PEOPLE: tuple[EntityKind, ...] = ("person",)


class Unclear(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter of the address whose name means nobody on record, or each of `several`."""

    parameter: str
    name: str
    several: Sequence[Found]


def meant(
    request: Request, connection: Connection, parameter: str, name: str, *, kinds: Collection[EntityKind] = ()
) -> Found | None:
    """The one who is called so, or has that id; None if nobody or several are, which the page is left to say.

    `kinds` are those that the question can be about: they go before all others who bear the name.
    """
    choice = called_so(connection, name)
    if kinds and len(choice) > 1:
        choice = [one for one in choice if one.kind in kinds] or choice
    if len(choice) == 1:
        return choice[0]
    request.state.unclear = (
        *unclear(request),
        Unclear(parameter=parameter, name=name, several=choice[:MOST_OFFERED]),
    )
    return None


def meant_id(
    request: Request, connection: Connection, parameter: str, name: str, *, kinds: Collection[EntityKind] = ()
) -> str | None:
    """The identity that a filter means; None if it is not set, or not clear."""
    found = meant(request, connection, parameter, name, kinds=kinds) if name else None
    return found.id if found is not None else None


def unclear(request: Request) -> tuple[Unclear, ...]:
    """The names of a request that were not clear so far."""
    found: tuple[Unclear, ...] = getattr(request.state, "unclear", ())
    return found
