"""Two outlets side by side: the incidents that both tell, and those that only one of them has. No outlet is rated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response

from lagebild.errors import QuestionError
from lagebild.export import compared
from lagebild.reading import EventType
from lagebild.record.incidents import Incident
from lagebild.record.side_by_side import Table, unlike
from lagebild.store import comparing, indexes
from lagebild.store import pages as store_pages
from lagebild.store.comparing import SIDES, Side
from lagebild.web import asked
from lagebild.web.deciding import just_decided
from lagebild.web.meant import PLACES, meant_id, unclear
from lagebild.web.paging import Page
from lagebild.web.paging import page as page_asked
from lagebild.web.site import answer, site

PAGE = 20
"""Incidents on one page: each has a table."""
FIRST = 8
"""So many of a list are shown where all three stand on one page."""


def compare(request: Request) -> Response:
    """Two outlets; which ones and what of them is in the address. Without any it is the form that asks for them."""
    known = asked.known(request)
    filters = {
        "type": asked.choice(request, "type", get_args(EventType)),
        "order": asked.choice(request, "order", ("oldest", "newest")),
        "actor": asked.text(request, "actor"),
        "place": asked.text(request, "place"),
    }
    first, last = asked.day(request, "from"), asked.day(request, "to")
    show = asked.choice(request, "show", SIDES)
    with site(request).record(known) as connection:
        outlets = store_pages.outlets(connection)
        names = _two(request, outlets)
        party = meant_id(request, connection, "actor", filters["actor"])
        place = meant_id(request, connection, "place", filters["place"], kinds=PLACES)
        wanted: dict[str, Any] = {
            "party": party, "place": place, "kind": filters["type"] or None, "first": first, "last": last,
        }  # fmt: skip
        two = [kept for name in names or () if (kept := indexes.outlet(connection, name)) is not None]
        totals: dict[Side, int] = dict.fromkeys(SIDES, 0)
        found: dict[Side, Sequence[Incident]] = dict.fromkeys(SIDES, ())
        if names and not unclear(request):
            totals = comparing.how_many(connection, names, **wanted)
        page = page_asked(request, totals[show] if show else 0, per=PAGE)  # type: ignore[index]
        for side in SIDES:
            if names and totals[side] and show in ("", side):
                cut = _cut(page, all_three=not show)
                newest = filters["order"] == "newest"
                found[side] = comparing.incidents(connection, names, side, latest_first=newest, **cut, **wanted)
        decided = just_decided(connection, request)
    one, other = two or (None, None)
    row = compared.outlets((one, other), totals, found) if one is not None and other is not None else None
    context = {
        "outlets": outlets,
        "left": one,
        "right": other,
        "totals": totals,
        "show": show,
        "both": [_beside(*pair) for pair in zip(found["both"], row.both if row else (), strict=True)],
        "only_one": found["one"],
        "only_other": found["other"],
        "common": _common(two),
        "event_types": get_args(EventType),
        "page": page.number,
        "pages": page.pages,
        "decided": decided,
        "asked": {
            **dict(zip(("one", "other"), names or ("", ""), strict=True)),
            **filters,
            "from": first or "",
            "to": last or "",
            "show": show,
            "known": known or "",
        },
    }
    data: dict[str, Any] = {"outlets": outlets}
    if row is not None:
        data = {
            "page": page.number,
            "pages": page.pages,
            **{name: getattr(row, name) for name in row.__struct_fields__},
        }
    return answer(request, "compare.html", context, data)


def _two(request: Request, outlets: Sequence[str]) -> tuple[str, str] | None:
    """The two outlets that are asked for; None if none is. Raises QuestionError for an unknown one, and for one alone."""
    one, other = (asked.choice(request, name, outlets) for name in ("one", "other"))
    if not one and not other:
        return None
    if one == other:
        raise QuestionError(asked.words(request, "one_outlet_twice").format(value=one))
    for name, value in (("one", one), ("other", other)):
        if not value:
            raise QuestionError(asked.words(request, "outlet_missing").format(name=name, allowed=", ".join(outlets)))
    return one, other


def _cut(page: Page, *, all_three: bool) -> dict[str, int]:
    return {"limit": FIRST} if all_three else {"limit": page.per, "offset": page.offset}


def _beside(incident: Incident, row: compared.ComparedRow) -> tuple[Incident, Table, list[str], list[str]]:
    """An incident, the table of two outlets, the questions in which they are unlike, and those in which they are not."""
    apart: list[str] = [*unlike(row.table)]
    return incident, row.table, apart, [line.question for line in row.table.rows if line.question not in apart]


def _common(sides: Sequence[indexes.Outlet]) -> tuple[str, str] | None:
    """The first and the last day of the time from which reports of both outlets are on record, if it is not all of it."""
    begins = [side.seen_first for side in sides if side.seen_first]
    ends = [side.seen_last for side in sides if side.seen_last]
    if len(begins) < 2 or len(ends) < 2 or max(begins) > min(ends):
        return None
    whole = len(set(begins)) == len(set(ends)) == 1
    return None if whole else (max(begins), min(ends))
