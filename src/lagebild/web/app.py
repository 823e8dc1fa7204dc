"""The application: its routes, and the checks before all of them."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from lagebild.errors import LagebildError, NotFoundError, QuestionError
from lagebild.settings import Settings
from lagebild.store import Store
from lagebild.web import (
    adding,
    chronicle,
    comparing,
    deciding,
    feeds,
    incidents,
    indexes,
    login,
    maps,
    network,
    offices,
    openapi,
    pages,
    phrases,
    plans,
    saving,
    search,
    timeline,
    versions,
)
from lagebild.web.forwarded import forwarded
from lagebild.web.login import Door, Login
from lagebild.web.safety import Guard
from lagebild.web.site import Site, answer, static_folder

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
"""The host names that a browser may use; any other name is a sign of DNS rebinding."""

_log = logging.getLogger("lagebild.web")

ADDRESSES: tuple[tuple[str, Callable[[Request], Response]], ...] = (
    ("/start", pages.start),
    ("/search", search.search),
    ("/suggest", pages.suggest),
    ("/chronicle", chronicle.chronicle),
    ("/timeline", timeline.timeline),
    ("/map", maps.places),
    ("/network", network.network),
    ("/compare", comparing.compare),
    ("/disputes", incidents.disputes),
    ("/said", pages.said),
    ("/offices", offices.offices),
    ("/plans", plans.plans),
    ("/indexes", indexes.overview),
    ("/people", indexes.people),
    ("/bodies", indexes.bodies),
    ("/states", indexes.states),
    ("/places", indexes.places),
    ("/outlets", indexes.outlets),
    ("/reports", indexes.reports),
    ("/decisions", deciding.decisions),
    ("/who", pages.who),
)


NOT_KEPT = {"start", "suggest", "indexes", "decisions", "who"}
"""Pages that ask nothing, or that have another address for it: no view is saved of them."""


def create_app(
    store: Store,
    *,
    settings: Settings | None = None,
    hosts: Sequence[str] = LOCAL_HOSTS,
    author: str = "unknown",
    door: Door | None = None,
) -> Starlette:
    """The pages over a record (an ASGI application).

    `hosts` are the host names it answers to. With a `door` one has to log in, and decisions carry the name of who did;
    without one they carry that of `author`.
    """
    routes: list[BaseRoute] = [Route("/", pages.start)]
    for path, page in ADDRESSES:
        routes += [Route(path, page), Route(f"{path}.json", page)]
    routes += [
        Route("/reports/{key:id}", pages.report),
        Route("/outlets/{key:id}", indexes.outlet),
        Route("/incidents/{key:id}", incidents.incident),
        Route("/chronicle.atom", feeds.chronicle),
        Route("/disputes.atom", feeds.disputes),
        Route("/said.atom", feeds.said),
        Route("/versions.json", versions.versions),
        Route("/who/{key:id}", pages.who),
        Route("/states/{key:id}", pages.state),
        Route("/add", adding.add, methods=["POST"]),
        Route("/decide", deciding.decide, methods=["POST"]),
        Route("/undo", deciding.undo, methods=["POST"]),
        Route("/views", saving.save, methods=["POST"]),
        Route("/views/drop", saving.drop, methods=["POST"]),
        Route("/login", login.form),
        Route("/login", login.enter, methods=["POST"]),
        Route("/logout", login.leave, methods=["POST"]),
        Route("/openapi.json", openapi.page),
        Mount("/static", StaticFiles(directory=static_folder())),
    ]
    app = Starlette(
        routes=routes,
        middleware=[*forwarded(), Middleware(Guard, hosts=hosts, trouble=_trouble), Middleware(Login, door=door)],
        exception_handlers={
            HTTPException: _refused,
            NotFoundError: _missing,
            QuestionError: _unanswerable,
            LagebildError: _failed,
        },
    )
    keepable = {path.strip("/") for path, _ in ADDRESSES} - NOT_KEPT
    app.state.site = Site(store, settings, author=author, keepable=keepable, login=door is not None)
    app.state.door = door
    return app


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    detail = str(getattr(error, "detail", ""))
    if headers and "Allow" in headers:
        detail = headers["Allow"]
    refused = _trouble(request, status, detail)
    refused.headers.update(headers or {})
    return refused


def _missing(request: Request, error: Exception) -> Response:
    return _trouble(request, 404, re.sub(r"; (try )?`lagebild.*", "", str(error)))


def _unanswerable(request: Request, error: Exception) -> Response:
    return _trouble(request, 400, str(error))


def _failed(request: Request, error: Exception) -> Response:
    # where the database lies, and what it says of a statement, is nobody's business
    _log.error("%s %s: %s", request.method, request.scope["path"], error)
    return _trouble(request, 503, "")


def _trouble(request: Request, status: int, detail: str) -> Response:
    said = phrases.phrases("en")
    words = detail or said.get(f"trouble_{status}", said["trouble_other"])
    return answer(
        request,
        "trouble.html",
        {"status": status, "detail": detail, "words": ""},
        {"status": status, "error": words},
        status=status,
    )
