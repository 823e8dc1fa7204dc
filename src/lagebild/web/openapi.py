"""The pages' JSON, described (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lagebild import __version__
from lagebild.reading import Reading

_PAGED = ("sort", "dir", "known", "page", "per")
_NAMES = ("q", "letter", "outlet", "described", *_PAGED)
_NARROWED = (
    *("type", "kind", "status", "source", "outlet", "from", "to", "actor", "with", "place", "disputed"),
    *("at", "sure", "known"),
)
_FILTERS = {
    "/start.json": (
        "The size of the record, the newest incidents, what was disputed last, what came since a moment, saved views.",
        ("since", "known"),
    ),
    "/search.json": (
        "Names, incidents, statements and sentences that have words, in any form; and how many there are.",
        ("q", "kind", "outlet", "from", "to", "sure", "known", "page", "per"),
    ),
    "/suggest": ("Names that hold words.", ("q",)),
    "/chronicle.json": (
        "Incidents by date, with facets: how many each value of a filter would leave.",
        (*_NARROWED, "order", "page", "per"),
    ),
    "/timeline.json": (
        "The incidents under the chronicle's filters over time: columns of decades, years, months or days, kind by kind.",
        _NARROWED,
    ),
    "/map.json": (
        "The places of the incidents under the chronicle's filters, with coordinates where the gazetteer has them.",
        (*_NARROWED, "region"),
    ),
    "/network.json": (
        "Who acts with and on whom in the incidents under the chronicle's filters, pair by pair and kind by kind.",
        _NARROWED,
    ),
    "/compare.json": (
        "Two outlets: the incidents that both tell, side by side, and those that only one of them has.",
        ("one", "other", "show", "type", "from", "to", "actor", "place", "order", "known", "page", "per"),
    ),
    "/disputes.json": (
        "Where reports contradict each other.",
        ("kind", "actor", "outlet", "order", "sure", "known", "page", "per"),
    ),
    "/said.json": ("Statements, the newest report first.", ("by", "outlet", "q", "sure", "known", "page", "per")),
    "/offices.json": (
        "Who held what, with gaps and contradictions.",
        ("of", "by", "on", "from", "to", "disputed", "sure", "known", "page", "per"),
    ),
    "/plans.json": (
        "Plans and agreements, then promises, appeals and mediations.",
        ("name", "kind", "outcome", "sure", "known", "page", "per"),
    ),
    "/indexes.json": ("How much stands in each index.", ("known",)),
    "/people.json": ("The people on record.", _NAMES),
    "/bodies.json": ("The bodies and groups on record.", ("kind", *_NAMES)),
    "/states.json": ("The states on record.", _NAMES),
    "/places.json": ("The places on record.", _NAMES),
    "/outlets.json": ("The outlets on record.", ("q", *_PAGED)),
    "/reports.json": ("The reports on record.", ("q", "outlet", "from", "to", *_PAGED)),
    "/decisions.json": (
        "What users decided and did, by whom and when, where it clashes, and why names were taken for one.",
        ("by", "kind", "from", "to"),
    ),
    "/reports/{key}.json": ("The reading of one report.", ("known",)),
    "/incidents/{key}.json": (
        "One incident outlet by outlet, by its id or any entry that tells of it.",
        ("sure", "known"),
    ),
    "/versions.json": ("What changed between the versions of one report, by its id or url.", ("report", "known")),
    "/who/{key}.json": ("A person or body, with ties and plans.", ("on", "sure", "known")),
    "/outlets/{key}.json": ("One outlet, by its name.", ("known",)),
    "/states/{key}.json": ("Who held what in a state or body, its ties and plans.", ("on", "sure", "known")),
}

_FEEDS = {
    "/chronicle.atom": ("The incidents that came on record last, at most 100.", "/chronicle.json"),
    "/disputes.atom": ("The contradictions in which the latest reports have a part, at most 100.", "/disputes.json"),
    "/said.atom": ("What was said in the reports that came on record last, at most 100.", "/said.json"),
}
"""Atom feeds, each with the JSON that has the same filters."""

_NOT_IN_FEEDS = {"order", "at", "page", "per"}

_CHECKED = {
    *(
        "disputed",
        "known",
        "on",
        "from",
        "to",
        "type",
        "status",
        "source",
        "outlet",
        "since",
        "sure",
        "at",
        "kind",
        "letter",
        "sort",
    ),
    *("dir", "outcome", "region", "one", "other", "show"),
}


def description() -> dict[str, Any]:
    """The whole description."""
    (_,), components = msgspec.json.schema_components((Reading,), ref_template="#/components/schemas/{name}")
    paths = {}
    for path, (summary, filters) in _FILTERS.items():
        parameters = [{"name": f, "in": "query", "schema": {"type": "string"}} for f in filters]
        responses: dict[str, Any] = {"200": {"description": summary, "content": {"application/json": {"schema": {}}}}}
        if set(filters) & _CHECKED:
            responses["400"] = {
                "description": "A day that is none, or a value that does not exist; the answer says what there is."
            }
        if "{key}" in path:
            parameters.append({"name": "key", "in": "path", "required": True, "schema": {"type": "string"}})  # type: ignore[dict-item]
            responses["404"] = {"description": "Not on record."}
        if path.startswith("/reports"):
            responses["200"]["content"]["application/json"]["schema"] = {"$ref": "#/components/schemas/Reading"}
        paths[path] = {"get": {"summary": summary, "parameters": parameters, "responses": responses}}
    for path, (summary, same) in _FEEDS.items():
        filters = (*(f for f in _FILTERS[same][1] if f not in _NOT_IN_FEEDS), "lang")
        paths[path] = {
            "get": {
                "summary": summary,
                "parameters": [{"name": f, "in": "query", "schema": {"type": "string"}} for f in filters],
                "responses": {
                    "200": {
                        "description": summary,
                        "content": {"application/atom+xml": {"schema": {"type": "string"}}},
                    },
                    "304": {
                        "description": "Nothing has come since the answer that If-None-Match or If-Modified-Since names."
                    },
                    "400": {"description": "A day that is none, or a value that does not exist."},
                },
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Lagebild", "version": __version__},
        "paths": paths,
        "components": {"schemas": components},
    }


def page(request: Request) -> Response:  # noqa: ARG001 - the description is the same for everybody
    """The description as an answer."""
    return JSONResponse(description())
