"""The register of offices: by state or body, by person, on a day or through time."""

from __future__ import annotations

from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from lagebild.export import answers
from lagebild.store.offices import Entry, Register
from lagebild.web import asked
from lagebild.web.meant import BODIES, PEOPLE, meant_id, unclear
from lagebild.web.paging import page
from lagebild.web.site import answer, site


def offices(request: Request) -> Response:
    """Who held what; the filters are in the address."""
    known, on = asked.known(request), asked.day(request, "on")
    first, last = asked.day(request, "from"), asked.day(request, "to")
    body, person = asked.text(request, "of"), asked.text(request, "by")
    disputed, sure = asked.choice(request, "disputed", ("yes",)), asked.share(request, "sure")
    entries: list[Entry] = []
    shown = page(request, 0)
    total = 0
    with site(request).record(known) as connection:
        of = meant_id(request, connection, "of", body, kinds=BODIES)
        holder = meant_id(request, connection, "by", person, kinds=PEOPLE)
        if not unclear(request):
            found = Register(
                connection,
                of=of,
                person=holder,
                first=first,
                last=last,
                on=on,
                disputed=bool(disputed),
                sure=sure,
            )
            total = found.total
            shown = page(request, total)
            entries = _page(found, shown.offset, shown.per)
    rows = [answers.tenure(one.line.tenure, one.stands, one.line) for one in entries]
    zipped = [(one.line, row, one.stands) for one, row in zip(entries, rows, strict=True)]
    context = {
        "groups": [list(group) for _, group in groupby(zipped, key=lambda one: one[0].tenure.of_name or "")],
        "on": on,
        "total": total,
        "page": shown.number,
        "pages": shown.pages,
        "asked": {
            "of": body,
            "by": person,
            "on": on or "",
            "from": first or "",
            "to": last or "",
            "disputed": disputed,
            "known": known or "",
            "sure": sure or "",
        },
    }
    data = {"total": total, "page": shown.number, "pages": shown.pages, "on": on, "offices": rows}
    return answer(request, "offices.html", context, data)


def _page(found: Register, offset: int, limit: int) -> list[Entry]:
    """Lines of the register, but those last of which no report says where."""
    first = found.nowhere
    somewhere = found.total - first
    placed = found.entries(first + offset, max(0, min(limit, somewhere - offset)))
    rest = limit - len(placed)
    return placed + (found.entries(max(0, offset - somewhere), min(rest, first)) if rest else [])
