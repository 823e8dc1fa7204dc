"""The chronicle: incidents by date, with facets and a way to any year and month. All that is asked is in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lagebild.export import answers
from lagebild.record.incidents import Incident
from lagebild.store import Connection, queries
from lagebild.store.facets import Facets, Value, facets
from lagebild.web import asked, views
from lagebild.web.deciding import just_decided
from lagebild.web.overlay import KINDS
from lagebild.web.paging import page as page_asked
from lagebild.web.site import answer, site
from lagebild.web.wholes import wholes, within

Months = Sequence[tuple[str | None, int]]


class Jump(msgspec.Struct, frozen=True, kw_only=True):
    """A year or month (`at`, as in the address) and how many incidents lie in it."""

    at: str
    count: int


def chronicle(request: Request) -> Response:
    """Incidents by date; the filters are in the address."""
    known = asked.known(request)
    at = asked.month(request, "at")
    with site(request).record(known) as connection:
        narrowed = views.narrowed(request, connection)
        wanted, sure, newest = narrowed.wanted, narrowed.sure, narrowed.filters["order"] == "newest"
        counted = None if narrowed.nobody else _counted(request, connection, wanted)
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
        **views.context(narrowed, at=at),
        "groups": _by_year(wholes(found)),
        "within": within(found),
        "total": total,
        "page": page.number,
        "pages": page.pages,
        "facets": counted,
        "kind_facet": _kinds(counted),
        "counted_all": surely is None,
        "counts": _counts(None if surely is not None else counted),
        "years": years,
        "year": year,
        "months": in_year,
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
    return views.once(request, connection, "facets", wanted, lambda: facets(connection, wanted))


def _kinds(counted: Facets | None) -> list[Value]:
    """How many incidents each kind of types would leave, most first."""
    often: Counter[str] = Counter()
    for one in counted.types if counted else ():
        often[KINDS[one.value]] += one.count
    return [Value(value=kind, name=kind, count=number) for kind, number in often.most_common()]


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
