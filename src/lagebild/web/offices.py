"""The register of offices: by state or body, by person, on a day or through time."""

from __future__ import annotations

import re
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from lagebild.errors import NotFoundError
from lagebild.export import answers
from lagebild.record.offices import office_key
from lagebild.record.register import Line, register
from lagebild.record.standing import between, on_day
from lagebild.store import queries
from lagebild.web import asked
from lagebild.web.paging import page_of
from lagebild.web.site import answer, site


def offices(request: Request) -> Response:
    """Who held what; the filters are in the address."""
    known, on = asked.known(request), asked.day(request, "on")
    first, last = asked.day(request, "from"), asked.day(request, "to")
    body, person = asked.text(request, "of"), asked.text(request, "by")
    disputed, sure = asked.choice(request, "disputed", ("yes",)), asked.share(request, "sure")
    unknown = ""
    lines: list[Line] = []
    with site(request).record(known) as connection:
        try:
            of = queries.identity(connection, body).id if body else None
            holder = queries.identity(connection, person).id if person else None
            lines = register(queries.office_tenures(connection, of=of, sure=sure))
            lines = [line for line in lines if holder in (None, line.tenure.person)]
        except NotFoundError as error:
            unknown = re.sub(r"; (try )?`lagebild.*", "", str(error))
    stands = {id(t): s for t, s in on_day(on, [line.tenure for line in lines])} if on else {}
    kept = [line for line in lines if between(line.tenure, first, last) and (line.disputes or not disputed)]
    if on:
        kept = [line for line in kept if id(line.tenure) in stands]
    shown, page, pages = page_of(request, kept)
    rows = [answers.tenure(line.tenure, stands.get(id(line.tenure)), line) for line in shown]
    zipped = [(line, row, stands.get(id(line.tenure))) for line, row in zip(shown, rows, strict=True)]
    context = {
        "groups": [list(group) for _, group in groupby(zipped, key=lambda one: _office(one[0]))],
        "on": on,
        "total": len(kept),
        "page": page,
        "pages": pages,
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
    data = {"total": len(kept), "page": page, "pages": pages, "on": on, "offices": rows}
    return answer(request, "offices.html", context, data)


def _office(line: Line) -> tuple[str, str]:
    return line.tenure.of_name or "", office_key(line.tenure.title)
