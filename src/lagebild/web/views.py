"""What the chronicle and its views are narrowed to: one set of filters in the address, so that one click leads to each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

import msgspec
from starlette.requests import Request

from lagebild.reading import EventStatus, EventType
from lagebild.record.incidents import Incident
from lagebild.store import Connection, queries
from lagebild.store import pages as store_pages
from lagebild.store.finding import called_so
from lagebild.store.freshness import revision
from lagebild.store.narrowing import Speaks
from lagebild.web import asked
from lagebild.web.meant import PLACES, meant, unclear
from lagebild.web.overlay import KINDS
from lagebild.web.site import VIEW_PAGES, Site, site

T = TypeVar("T")

VIEWS = ("chronicle", *VIEW_PAGES)
"""The views of the incidents that a filter leaves, in the order in which they are offered."""

KIND_NAMES = tuple(dict.fromkeys(KINDS.values()))
"""The kinds of event types that colour carries, in the order of the legend."""

KEPT = 200
"""So many counted filters are kept."""

EVERYTHING: Mapping[str, Any] = {
    **dict.fromkeys(("party", "other", "kind", "types", "status", "speaks", "outlet", "first", "last", "place")),
    "disputed": False,
}
"""What the store is asked for where the address has no filter."""


class Narrowed(msgspec.Struct, frozen=True, kw_only=True):
    """The filters as they stand in the address (`filters`), and as the store takes them (`wanted`).

    `known` and `sure` are as in the address, too. `nobody` is true if a name in it means nobody on record, or several.
    """

    filters: Mapping[str, str]
    wanted: Mapping[str, Any]
    outlets: tuple[str, ...]
    known: str | None
    sure: float
    nobody: bool

    @property
    def asked(self) -> dict[str, Any]:
        """The parameters of the address, but for the page and the year or month that it jumps to."""
        return {**self.filters, "known": self.known or "", "sure": self.sure or ""}


def narrowed(request: Request, connection: Connection) -> Narrowed:
    """The filters of an address. Raises QuestionError for a value that does not exist."""
    kinds, statuses = get_args(EventType), get_args(EventStatus)
    filters = {
        "type": asked.choice(request, "type", kinds),
        "kind": asked.choice(request, "kind", KIND_NAMES),
        "status": asked.choice(request, "status", statuses),
        "source": asked.choice(request, "source", get_args(Speaks)),
        "disputed": asked.choice(request, "disputed", ("yes",)),
        "order": asked.choice(request, "order", ("oldest", "newest")),
        "actor": asked.text(request, "actor"),
        "with": asked.text(request, "with"),
        "place": asked.text(request, "place"),
        "from": asked.day(request, "from") or "",
        "to": asked.day(request, "to") or "",
    }
    outlets = tuple(store_pages.outlets(connection))
    filters["outlet"] = asked.choice(request, "outlet", outlets)
    party, other, place = (_called(request, connection, filters, name) for name in ("actor", "with", "place"))
    if not filters["actor"]:  # with somebody, but who? Then it is simply somebody with a part in it
        filters["actor"], filters["with"] = filters["with"], ""
        party, other = other, None
    kind = filters["kind"]
    wanted = {
        "party": party,
        "other": other,
        "kind": filters["type"] or None,
        "types": tuple(name for name, of in KINDS.items() if of == kind) if kind else None,
        "status": filters["status"] or None,
        "speaks": filters["source"] or None,
        "outlet": filters["outlet"] or None,
        "first": filters["from"] or None,
        "last": filters["to"] or None,
        "place": place,
        "disputed": bool(filters["disputed"]),
    }
    return Narrowed(
        filters=filters,
        wanted=wanted,
        outlets=outlets,
        known=asked.known(request),
        sure=asked.share(request, "sure"),
        nobody=bool(unclear(request)),
    )


def context(found: Narrowed, *, at: str | None) -> dict[str, Any]:
    """What the form of the filters and the way to the other views need in a template."""
    return {
        "asked": found.asked,
        "views_offered": VIEWS,
        "at": at or "",
        "event_types": get_args(EventType),
        "statuses": get_args(EventStatus),
        "outlets": found.outlets,
        "facets": None,
        "counted_all": False,
        "counts": {"type": {}, "status": {}, "outlet": {}},
    }


def surely(connection: Connection, found: Narrowed) -> list[Incident]:
    """The incidents that are left when what is less sure is left out: only looking at each tells."""
    return queries.incidents(connection, **found.wanted, sure=found.sure)


def once(
    request: Request, connection: Connection, what: str, asked_for: Mapping[str, Any], count: Callable[[], T]
) -> T:
    """What is counted under some filters, once until the record changes."""
    if request.state.known is not None:  # a snapshot, with revisions of its own
        return count()
    return kept(site(request), connection, what, asked_for, count)


def kept(here: Site, connection: Connection, what: str, asked_for: Mapping[str, Any], count: Callable[[], T]) -> T:
    """What is counted of a site's record under some filters, once until the record changes."""
    every = here.counted
    key = (what, revision(connection), *sorted(asked_for.items()))
    if key not in every:
        if len(every) >= KEPT:
            every.clear()
        every[key] = count()
    found: T = every[key]
    return found


def _called(request: Request, connection: Connection, filters: dict[str, str], name: str) -> str | None:
    """The identity that a filter means; the form shows an id as the name, unless that alone would not lead back to it."""
    if not filters[name]:
        return None
    found = meant(request, connection, name, filters[name], kinds=PLACES if name == "place" else ())
    if found is None:
        return None
    if filters[name] == found.id and [one.id for one in called_so(connection, found.name)] == [found.id]:
        filters[name] = found.name
    return found.id
