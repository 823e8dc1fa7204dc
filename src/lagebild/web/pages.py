"""The pages that show the record; each asks it one question. :mod:`lagebild.web.adding` writes to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeVar, get_args

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.errors import NotFoundError
from lagebild.export import answers
from lagebild.reading import OUTLET, EventStatus, EventType
from lagebild.record.decisions import anchors
from lagebild.record.incidents import Incident
from lagebild.record.tenures import held_on
from lagebild.store import pages as store_pages
from lagebild.store import queries
from lagebild.store.decided import used
from lagebild.store.deciding import rulings, withdrawals
from lagebild.store.size import size as size_of
from lagebild.web.bars import chart
from lagebild.web.deciding import just_decided
from lagebild.web.overlay import paragraphs
from lagebild.web.site import answer, site, url

PAGE = 100
"""Entries on one page of the chronicle or of what was said; `per` in the address asks for another number."""

MOST = 5_000
"""The most entries that one page shows."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
T = TypeVar("T")


def start(request: Request) -> Response:
    """Search box, the newest, the size of the record, and where to add reports."""
    with site(request).record() as connection:
        size = size_of(connection)
        newest = store_pages.headlines(connection, limit=12)
        latest = queries.incidents(connection, newest=8)[::-1]
        unread = store_pages.unread(connection)
        decided = just_decided(connection, request)
    data = {
        "size": size,
        "newest": newest,
        "incidents": [answers.incident(i) for i in latest],
        "unread": unread,
    }
    context = {"size": size, "newest": newest, "latest": latest, "unread": unread, "decided": decided}
    return answer(request, "start.html", context, data)


def search(request: Request) -> Response:
    """Names and sentences that contain the words asked for."""
    words = request.query_params.get("q", "").strip()
    with site(request).record() as connection:
        names = store_pages.called(connection, words)
        hits = queries.search(connection, words, limit=200)
    data = {"names": names, "sentences": hits}
    return answer(request, "search.html", {"q": words, "names": names, "hits": hits}, data)


def suggest(request: Request) -> Response:
    """Names for the search box to offer."""
    with site(request).record() as connection:
        names = store_pages.called(connection, request.query_params.get("q", ""), limit=8)
    return Response(msgspec.json.encode(names), media_type="application/json")


def report(request: Request) -> Response:
    """One report with its reading laid over it; `at` is a code point whose sentence is highlighted."""
    with site(request).record() as connection:
        reading = store_pages.reading(connection, _key(request))
        identities = store_pages.report_identities(connection, reading.id)
        named = {layer: [anchor.id for anchor in found] for layer, found in anchors(reading).items()}
        withdrawn = withdrawals(connection, [entry for ids in named.values() for entry in ids])
        decided = just_decided(connection, request)
        read, reading = reading, used(connection, reading)
    at = request.query_params.get("at", "")
    entities = {e.id: e for e in reading.entities}
    voices = {f"s{n}": s.speaker for n, s in enumerate(reading.statements, 1)}
    voices |= {f"e{n}": e.source for n, e in enumerate(reading.events, 1)}
    context = {
        "reading": reading,
        "paragraphs": paragraphs(reading, here=int(at) if at.isdecimal() and len(at) < 10 else None),
        "entities": entities,
        "identities": identities,
        "voices": {k: entities[v].name if v in entities else "" for k, v in voices.items()},
        "OUTLET": OUTLET,
        "named": named,
        "withdrawn": withdrawn,
        "decided": decided,
    }
    return answer(request, "report.html", context, read)


def who(request: Request) -> Response:
    """A person or body, by its id, or by `name` in any spelling."""
    name = request.query_params.get("name")
    if name is not None:
        with site(request).record() as connection:
            try:
                known = queries.identity(connection, name)
            except NotFoundError:
                return RedirectResponse(url("search", q=name), 303)
        return RedirectResponse(url("who", known.id), 303)
    on = _day(request, "on")
    with site(request).record() as connection:
        found = store_pages.found(connection, _key(request))
        tenures = queries.office_tenures(connection, person=found.id)
        members = queries.office_tenures(connection, of=found.id)
        incidents = queries.incidents(connection, party=found.id)
        said = queries.statements(connection, speaker=found.id)
        outlets = store_pages.in_outlets(connection, found.id)
        past = (
            queries.office_tenures(connection, person=found.id, withdrawn=True),
            queries.tellings(connection, party=found.id, withdrawn=True),
            queries.statements(connection, speaker=found.id, withdrawn=True),
        )
        gone = [e for item in past[0] for e in item.evidence] + [s.evidence for part in past[1:] for s in part]
        withdrawn = withdrawals(connection, [e.entry for e in gone if e.entry])
        ruled = rulings(connection, found)
        decided = just_decided(connection, request)
    did = [i for i in incidents if any(p.id == found.id for p in i.actors)]
    suffered = [i for i in incidents if any(p.id == found.id for p in i.recipients)]
    others = [i for i in incidents if i not in did and i not in suffered]
    held = held_on(on, tenures) if on else []
    context = {
        "found": found,
        "chart": chart(tenures),
        "members": members,
        "on": on,
        "held": held,
        "did": did,
        "suffered": suffered,
        "others": others,
        "said": said,
        "company": _company(found.id, incidents),
        "past": past,
        "withdrawn": withdrawn,
        "rulings": ruled,
        "decided": decided,
        "outlets": outlets,
    }
    data = {
        **answers.plain(answers.who(found, offices=held if on else tenures, incidents=incidents, statements=said)),
        "holders": [answers.tenure(t) for t in members],
        "outlets": [{"outlet": o, "reports": n} for o, n in outlets],
    }
    return answer(request, "who.html", context, data)


def states(request: Request) -> Response:
    """The states on record."""
    with site(request).record() as connection:
        found = store_pages.states(connection)
    return answer(request, "states.html", {"found": found}, found)


def state(request: Request) -> Response:
    """A state or body: who held what, on a date if one is asked for."""
    on = _day(request, "on")
    with site(request).record() as connection:
        found = store_pages.found(connection, _key(request))
        tenures = queries.office_tenures(connection, of=found.id)
        decided = just_decided(connection, request)
    shown = held_on(on, tenures) if on else tenures
    data = {**answers.plain(found), "on": on, "offices": [answers.tenure(t) for t in shown]}
    context = {"found": found, "on": on, "chart": chart(shown), "decided": decided}
    return answer(request, "state.html", context, data)


def chronicle(request: Request) -> Response:
    """Events by date; the filters are in the address."""
    asked = {name: request.query_params.get(name, "") for name in ("type", "status", "source", "outlet", "actor")}
    first, last = _day(request, "from"), _day(request, "to")
    kinds, statuses = get_args(EventType), get_args(EventStatus)
    party = None
    unknown = False
    with site(request).record() as connection:
        if asked["actor"]:
            try:
                party = queries.identity(connection, asked["actor"])
            except NotFoundError:
                unknown = True
        found = (
            []
            if unknown
            else queries.incidents(
                connection,
                party=party.id if party else None,
                kind=asked["type"] if asked["type"] in kinds else None,
                first=first,
                last=last,
            )
        )
        outlets = store_pages.outlets(connection)
        decided = just_decided(connection, request)
    found = [i for i in found if _fits(i, asked)]
    shown, page, pages = _page(request, found)
    context = {
        "incidents": shown,
        "total": len(found),
        "page": page,
        "pages": pages,
        "asked": {**asked, "from": first or "", "to": last or ""},
        "event_types": kinds,
        "statuses": statuses,
        "outlets": outlets,
        "unknown": unknown,
        "decided": decided,
    }
    data = {"total": len(found), "page": page, "pages": pages, "incidents": [answers.incident(i) for i in shown]}
    return answer(request, "chronicle.html", context, data)


def said(request: Request) -> Response:
    """Who said what: by speaker, outlet and words."""
    asked = {name: request.query_params.get(name, "").strip() for name in ("by", "outlet", "q")}
    speaker = None
    unknown = False
    with site(request).record() as connection:
        if asked["by"]:
            try:
                speaker = queries.identity(connection, asked["by"]).id
            except NotFoundError:
                unknown = True
        found = [] if unknown else queries.statements(connection, speaker=speaker, about=asked["q"])
        outlets = store_pages.outlets(connection)
        decided = just_decided(connection, request)
    found = [s for s in found if not asked["outlet"] or s.evidence.outlet == asked["outlet"]][::-1]
    shown, page, pages = _page(request, found)
    context = {
        "said": shown,
        "total": len(found),
        "page": page,
        "pages": pages,
        "asked": asked,
        "outlets": outlets,
        "unknown": unknown,
        "decided": decided,
    }
    data = {"total": len(found), "page": page, "pages": pages, "statements": [answers.statement(s) for s in shown]}
    return answer(request, "said.html", context, data)


def _key(request: Request) -> str:
    key: str = request.path_params["key"]
    return key.removesuffix(".json")


def _day(request: Request, name: str) -> str | None:
    value = request.query_params.get(name, "").strip()
    return value if _DAY.fullmatch(value) else None


def _fits(item: Incident, asked: dict[str, str]) -> bool:
    if asked["status"] and item.status != asked["status"]:
        return False
    if asked["outlet"] and asked["outlet"] not in {e.outlet for e in item.evidence}:
        return False
    voice = {OUTLET: "outlet", None: "hearsay"}.get(item.source, "claim")
    return not asked["source"] or asked["source"] == voice


def _page(request: Request, items: Sequence[T]) -> tuple[Sequence[T], int, int]:
    def whole(name: str, other: int) -> int:
        value = request.query_params.get(name, "")
        return int(value) if value.isdecimal() and len(value) < 8 else other

    per = min(max(1, whole("per", PAGE)), MOST)
    pages = max(1, -(-len(items) // per))
    page = min(max(1, whole("page", 1)), pages)
    return items[(page - 1) * per : page * per], page, pages


def _company(me: str, incidents: Sequence[Incident]) -> list[tuple[Any, int]]:
    """The people who appear in the same events as somebody, the most frequent first."""
    count = Counter(party for i in incidents for party in {*i.actors, *i.recipients} if party.id != me)
    return sorted(count.items(), key=lambda pair: (-pair[1], pair[0].name))[:24]
