"""The indexes: people, bodies, states, places, outlets and reports, each sorted, narrowed and paged by its address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response

from lagebild.errors import NotFoundError
from lagebild.export import answers
from lagebild.reading import EntityKind
from lagebild.store import Connection, indexes
from lagebild.store import pages as store_pages
from lagebild.store import tables as t
from lagebild.store.counted import rows
from lagebild.store.facets import facets
from lagebild.web import asked
from lagebild.web.paging import page as page_asked
from lagebild.web.site import INDEX_PAGES, answer, looked_up, site

NAMES: dict[str, tuple[EntityKind, ...]] = {
    "people": ("person",),
    "bodies": ("organisation", "group"),
    "states": ("state",),
    "places": ("place",),
}
"""The indexes of names, and the kinds of entities in each."""

ONE = {"people": "person", "bodies": "body", "states": "state", "places": "place"}
"""What their entries are counted as."""

_RISING = frozenset(("name", "title", "outlet"))
"""What is sorted from A to Z at first; all else begins with the most or the latest."""


def overview(request: Request) -> Response:
    """All indexes, with how much stands in each."""
    with site(request).record(asked.known(request)) as connection:
        found: dict[str, int | None] = {
            name: sum(indexes.kind_counts(connection, kinds).values()) for name, kinds in NAMES.items()
        }
        found |= {
            "outlets": indexes.how_many_outlets(connection),
            "reports": rows(connection, t.reports),
            "plans": rows(connection, t.plans) + rows(connection, t.pledges),
        }
    lines = [(name, found[name]) for name in INDEX_PAGES]
    return answer(request, "indexes.html", {"lines": lines}, {"indexes": found})


def people(request: Request) -> Response:
    """The people on record."""
    return _names(request, "people", order="reports")


def bodies(request: Request) -> Response:
    """The bodies and groups on record."""
    return _names(request, "bodies", order="reports")


def states(request: Request) -> Response:
    """The states on record."""
    return _names(request, "states", order="name")


def places(request: Request) -> Response:
    """The places on record."""
    return _names(request, "places", order="name")


def _names(request: Request, index: str, *, order: indexes.NameOrder) -> Response:
    known = asked.known(request)
    kinds = NAMES[index]
    sort, descending = _order(request, get_args(indexes.NameOrder), order)
    kind = asked.choice(request, "kind", kinds)
    letter = asked.choice(request, "letter", [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ#"])
    described = asked.choice(request, "described", ("yes",))
    words = asked.text(request, "q")
    with site(request).record(known) as connection:
        outlets = store_pages.outlets(connection)
        outlet = asked.choice(request, "outlet", outlets)
        wanted: dict[str, Any] = {"words": words, "outlet": outlet or None, "described": bool(described)}
        by_kind = indexes.kind_counts(connection, kinds, letter=letter, **wanted)
        chosen: Sequence[EntityKind] = [one for one in kinds if kind in ("", one)]
        letters = indexes.letters(connection, chosen, **wanted)
        total = sum(by_kind.get(one, 0) for one in chosen)
        page = page_asked(request, total)
        found = indexes.entries(
            connection, chosen, order=sort, descending=descending, limit=page.per, offset=page.offset, letter=letter,
            **wanted,
        )  # fmt: skip
    context = {
        "index": index,
        "one": ONE[index],
        "entries": found,
        "kinds_here": kinds,
        "by_kind": by_kind,
        "letters": letters,
        "outlets": outlets,
        "total": total,
        "page": page.number,
        "pages": page.pages,
        "asked": {
            "q": words,
            "kind": kind,
            "letter": letter,
            "outlet": outlet,
            "described": described,
            **_asked_order(sort, descending=descending),
            "known": known or "",
        },
    }
    data = {
        "total": total,
        "page": page.number,
        "pages": page.pages,
        "kinds": by_kind,
        "letters": dict(letters),
        "entries": found,
    }
    return answer(request, "names.html", context, data)


def _order(request: Request, allowed: Sequence[str], first: str) -> tuple[Any, bool]:
    """By what an index is sorted, and whether from the most or latest to the least or first."""
    sort = asked.choice(request, "sort", allowed) or first
    turn = asked.choice(request, "dir", ("asc", "desc"))
    return sort, turn == "desc" if turn else sort not in _RISING


def _asked_order(sort: str, *, descending: bool) -> dict[str, str]:
    return {"sort": sort, "dir": "desc" if descending else "asc"}


def outlets(request: Request) -> Response:
    """The outlets on record."""
    known = asked.known(request)
    sort, descending = _order(request, get_args(indexes.OutletOrder), "name")
    words = asked.text(request, "q")
    with site(request).record(known) as connection:
        total = indexes.how_many_outlets(connection, words=words)
        page = page_asked(request, total)
        found = indexes.outlets(
            connection, words=words, order=sort, descending=descending, limit=page.per, offset=page.offset
        )
        every = store_pages.outlets(connection)
    order = _asked_order(sort, descending=descending)
    context = {
        "found": found,
        "every": every,
        "total": total,
        "page": page.number,
        "pages": page.pages,
        "asked": {"q": words, **order, "known": known or ""},
    }
    data = {"total": total, "page": page.number, "pages": page.pages, "outlets": found}
    return answer(request, "outlets.html", context, data)


def outlet(request: Request) -> Response:
    """One outlet: its newest reports, what it tells of, and who appears in it. Raises NotFoundError if none is from it."""
    with site(request).record(asked.known(request)) as connection:
        name, found = looked_up(request, lambda name: _outlet(connection, name))
        newest = indexes.reports(connection, outlet=name, limit=20)
        counted = facets(connection, {"outlet": name})
        others = [one for one in store_pages.outlets(connection) if one != name]
    context = {"found": found, "newest": newest, "facets": counted, "others": others}
    data = {
        **answers.plain(found),
        "types": {one.value: one.count for one in counted.types},
        "parties": counted.parties,
        "newest": newest,
    }
    return answer(request, "outlet.html", context, data)


def _outlet(connection: Connection, name: str) -> indexes.Outlet:
    found = indexes.outlet(connection, name)
    if found is None:
        raise NotFoundError(f"no report on record is from {name!r}")
    return found


def reports(request: Request) -> Response:
    """The reports on record, the newest first."""
    known = asked.known(request)
    sort, descending = _order(request, get_args(indexes.ReportOrder), "published")
    words, first, last = asked.text(request, "q"), asked.day(request, "from"), asked.day(request, "to")
    with site(request).record(known) as connection:
        outlets = store_pages.outlets(connection)
        outlet = asked.choice(request, "outlet", outlets)
        wanted: dict[str, Any] = {"words": words, "outlet": outlet or None, "first": first, "last": last}
        years = indexes.years(connection, **wanted)
        by_outlet = indexes.outlet_counts(connection, **wanted)
        total = sum(count for _, count in years)
        page = page_asked(request, total)
        cut = {"limit": page.per, "offset": page.offset}
        found = indexes.reports(connection, order=sort, descending=descending, **cut, **wanted)
    context = {
        "found": found,
        "years": years,
        "outlets": outlets,
        "by_outlet": by_outlet,
        "total": total,
        "page": page.number,
        "pages": page.pages,
        "asked": {
            "q": words,
            "outlet": outlet,
            "from": first or "",
            "to": last or "",
            **_asked_order(sort, descending=descending),
            "known": known or "",
        },
    }
    data = {
        "total": total,
        "page": page.number,
        "pages": page.pages,
        "years": [{"year": year, "reports": count} for year, count in years],
        "outlets": by_outlet,
        "reports": found,
    }
    return answer(request, "reports.html", context, data)
