"""The register of offices: by state or body, by person, on a day or through time."""

from __future__ import annotations

import re
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from lagebild.errors import NotFoundError
from lagebild.export import answers
from lagebild.record.offices import office_key
from lagebild.record.register import Line
from lagebild.store import queries
from lagebild.store.offices import Entry, Register
from lagebild.web import asked
from lagebild.web.paging import page
from lagebild.web.site import answer, site


def offices(request: Request) -> Response:
    """Who held what; the filters are in the address."""
    known, on = asked.known(request), asked.day(request, "on")
    first, last = asked.day(request, "from"), asked.day(request, "to")
    body, person = asked.text(request, "of"), asked.text(request, "by")
    disputed, sure = asked.choice(request, "disputed", ("yes",)), asked.share(request, "sure")
    unknown = ""
    entries: list[Entry] = []
    shown = page(request, 0)
    total = 0
    with site(request).record(known) as connection:
        try:
            of = queries.identity(connection, body).id if body else None
            holder = queries.identity(connection, person).id if person else None
            found = Register(
                connection, of=of, person=holder, first=first, last=last, on=on, disputed=bool(disputed), sure=sure
            )
            total = found.total
            shown = page(request, total)
            entries = found.entries(shown.offset, shown.per)
        except NotFoundError as error:
            unknown = re.sub(r"; (try )?`lagebild.*", "", str(error))
    rows = [answers.tenure(one.line.tenure, one.stands, one.line) for one in entries]
    zipped = [(one.line, row, one.stands) for one, row in zip(entries, rows, strict=True)]
    context = {
        "groups": [list(group) for _, group in groupby(zipped, key=lambda one: _office(one[0]))],
        "on": on,
        "total": total,
        "page": shown.number,
        "pages": shown.pages,
        "unknown": unknown,
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


def _office(line: Line) -> tuple[str, str]:
    return line.tenure.of_name or "", office_key(line.tenure.title)
