"""The versions of a report, as JSON."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lagebild.export import answers
from lagebild.store import versions as store
from lagebild.web import asked
from lagebild.web.site import site


def versions(request: Request) -> Response:
    """What changed between the versions of the report that `report` names, by id or url; 404 if there is none."""
    with site(request).record(asked.known(request)) as connection:
        report = store.named(connection, request.query_params.get("report", ""))
        found = answers.versions(report, store.of(connection, report))
    return Response(msgspec.json.encode(found), media_type="application/json")
