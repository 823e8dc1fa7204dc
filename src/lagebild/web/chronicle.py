"""The chronicle: incidents by date, with facets and a way to any year and month. All that is asked is in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, get_args

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lagebild.errors import NotFoundError
from lagebild.export import answers
from lagebild.reading import EventStatus, EventType
from lagebild.record.incidents import Incident
from lagebild.store import Connection, queries
from lagebild.store import pages as store_pages
from lagebild.store.facets import Facets, facets
from lagebild.store.freshness import revision
from lagebild.store.narrowing import Speaks
from lagebild.store.queries import Found
from lagebild.web import asked
from lagebild.web.deciding import just_decided
from lagebild.web.paging import page as page_asked
from lagebild.web.site import answer, site

Months = Sequence[tuple[str | None, int]]


KEPT = 200
"""So many counted filters are kept."""


class Jump(msgspec.Struct, frozen=True, kw_only=True):
    """A year or month (`at`, as in the address) and how many incidents lie in it."""

    at: str
    count: int


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What an address asks of the chronicle.

    `filters` are as the form shows them; `wanted` are those of :func:`lagebild.store.narrowing.conditions`, and `sure` is
    the least share. `no_actor` and `no_place` say that nobody, or several, are called so.
    """

    filters: dict[str, str]
    wanted: dict[str, Any]
    sure: float
    outlets: list[str]
    no_actor: bool
    no_place: bool


def question(request: Request, connection: Connection) -> Question:
    """What is asked for. Raises QuestionError for a value that does not exist."""
    outlets = store_pages.outlets(connection)
    filters = {
        "type": asked.choice(request, "type", get_args(EventType)),
        "status": asked.choice(request, "status", get_args(EventStatus)),
        "source": asked.choice(request, "source", get_args(Speaks)),
        "disputed": asked.choice(request, "disputed", ("yes",)),
        "order": asked.choice(request, "order", ("oldest", "newest")),
        "actor": asked.text(request, "actor"),
        "place": asked.text(request, "place"),
        "outlet": asked.choice(request, "outlet", outlets),
    }
    (filters["actor"], party, no_actor), (filters["place"], place, no_place) = (
        _meant(connection, filters[name]) for name in ("actor", "place")
    )
    wanted = {
        "party": party,
        "kind": filters["type"] or None,
        "status": filters["status"] or None,
        "speaks": filters["source"] or None,
        "outlet": filters["outlet"] or None,
        "first": asked.day(request, "from"),
        "last": asked.day(request, "to"),
        "place": place,
        "disputed": bool(filters["disputed"]),
    }
    sure = asked.share(request, "sure")
    return Question(filters=filters, wanted=wanted, sure=sure, outlets=outlets, no_actor=no_actor, no_place=no_place)


def chronicle(request: Request) -> Response:
    """Incidents by date; the filters are in the address."""
    known = asked.known(request)
    at = asked.month(request, "at")
    with site(request).record(known) as connection:
        it = question(request, connection)
        filters, wanted, sure = it.filters, it.wanted, it.sure
        newest = filters["order"] == "newest"
        unknown = it.no_actor or it.no_place
        counted = None if unknown else _counted(request, connection, wanted)
        surely: Sequence[Incident] | None = None
        if counted is not None and sure:  # how many are left shows when all are looked at
            surely = queries.incidents(connection, **wanted, latest_first=newest, sure=sure)
            counted = _without_counts(counted, surely)
        months: Months = counted.months if counted else ()
        ordered = _ordered(months, newest=newest)
        total = counted.total if counted else 0
        page = page_asked(request, total, before=_before(ordered, at, newest=newest) if at else None)
        if surely is not None:
            found = surely[page.offset : page.offset + page.per]
        else:
            cut: dict[str, Any] = {"limit": page.per, "offset": page.offset, "latest_first": newest}
            found = queries.incidents(connection, **wanted, **cut) if total else []
        decided = just_decided(connection, request)
    year = at[:4] if at else next((one.day[:4] for one in found if one.day), "")
    years, in_year = _jumps(ordered, year)
    context = {
        "groups": _by_year(found),
        "total": total,
        "page": page.number,
        "pages": page.pages,
        "asked": {
            **filters,
            "from": wanted["first"] or "",
            "to": wanted["last"] or "",
            "known": known or "",
            "sure": sure or "",
        },
        "facets": counted,
        "counted_all": surely is None,
        "counts": _counts(None if surely is not None else counted),
        "years": years,
        "year": year,
        "months": in_year,
        "event_types": get_args(EventType),
        "statuses": get_args(EventStatus),
        "outlets": it.outlets,
        "no_actor": it.no_actor,
        "no_place": it.no_place,
        "decided": decided,
    }
    data = {
        "total": total,
        "page": page.number,
        "pages": page.pages,
        "facets": counted if surely is None else None,
        "months": [{"month": month, "incidents": number} for month, number in months],
        "incidents": [answers.incident(i) for i in found],
    }
    return answer(request, "chronicle.html", context, data)


def _counted(request: Request, connection: Connection, wanted: Mapping[str, Any]) -> Facets:
    """The facets, counted once until the record changes: over a large record they take longer than the page."""
    if request.state.known is not None:  # a snapshot, with revisions of its own
        return facets(connection, wanted)
    kept = site(request).counted
    key = (revision(connection), *sorted(wanted.items()))
    found = kept.get(key)
    if found is None:
        if len(kept) >= KEPT:
            kept.clear()
        found = kept[key] = facets(connection, wanted)
    return found


def _meant(connection: Connection, name: str) -> tuple[str, str | None, bool]:
    """What the form shows for a name or id, the identity that is meant, and whether nobody or several are.

    An id is shown as the name, unless the name alone would not lead back to it.
    """
    if not name:
        return "", None, False
    try:
        found = queries.identity(connection, name)
    except NotFoundError:
        return name, None, True
    return (found.name if name == found.id and _unique(connection, found) else name), found.id, False


def _unique(connection: Connection, found: Found) -> bool:
    try:
        return queries.identity(connection, found.name).id == found.id
    except NotFoundError:
        return False


def _counts(counted: Facets | None) -> dict[str, dict[str, int]]:
    """The counts of the values of each choice in the form."""
    names = {"type": "types", "status": "statuses", "outlet": "outlets"}
    return {
        name: {} if counted is None else {one.value: one.count for one in getattr(counted, field)}
        for name, field in names.items()
    }


def _by_year(found: Sequence[Incident]) -> list[tuple[str, list[tuple[str, Incident]]]]:
    """The incidents year by year, each with its month if it is the first one of it on the page; empty without a day."""
    groups = []
    before = ""
    for year, several in groupby(found, key=lambda one: (one.day or "")[:4]):
        entries = []
        for one in several:
            month = (one.day or "")[:7]
            entries.append((month if month != before else "", one))
            before = month
        groups.append((year, entries))
    return groups


def _without_counts(counted: Facets, surely: Sequence[Incident]) -> Facets:
    """The facets where only some of the incidents that they count are shown: the months are those of the shown ones."""
    often = Counter(one.day[:7] if one.day else None for one in surely)
    months = sorted(often.items(), key=lambda pair: (pair[0] is None, pair[0] or ""))
    return msgspec.structs.replace(counted, months=tuple(months), total=len(surely))


def _ordered(months: Months, *, newest: bool) -> Months:
    """The months in the order of the page; what has no day comes last in either."""
    return sorted(months, key=lambda one: (one[0] is None, _turned(one[0] or "") if newest else one[0] or ""))


def _turned(month: str) -> str:
    """A text that sorts the other way round."""
    return "".join(chr(0x7F - ord(c)) for c in month)


def _before(ordered: Months, at: str, *, newest: bool) -> int:
    """How many incidents come before a year or month, or before the next one in which there are any."""
    count = 0
    for month, number in ordered:
        if month is None or (month[: len(at)] <= at if newest else month[: len(at)] >= at):
            break
        count += number
    return count


def _jumps(ordered: Months, year: str) -> tuple[list[Jump], list[Jump]]:
    """The years, and the months of one of them, in the order of the page."""
    years: dict[str, int] = {}
    for month, number in ordered:
        if month is not None:
            years[month[:4]] = years.get(month[:4], 0) + number
    months: Mapping[str, int] = {month: n for month, n in ordered if month is not None and month[:4] == year}
    return [Jump(at=a, count=n) for a, n in years.items()], [Jump(at=a, count=n) for a, n in months.items()]
