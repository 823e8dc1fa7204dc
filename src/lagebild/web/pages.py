"""The pages that show the record; each asks it one question. :mod:`lagebild.web.adding` writes to it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.errors import NotFoundError, QuestionError
from lagebild.export import answers
from lagebild.reading import OUTLET
from lagebild.record.decisions import anchors
from lagebild.record.incidents import Incident
from lagebild.record.standing import on_day
from lagebild.record.statements import Said
from lagebild.record.tenures import Tenure
from lagebild.record.ties.course import Tie
from lagebild.record.ties.sighting import BOTH_WAYS
from lagebild.store import Connection, bookmarks, news, queries, versions
from lagebild.store import pages as store_pages
from lagebild.store.decided import used
from lagebild.store.deciding import rulings, withdrawals
from lagebild.store.involved import how_much_said
from lagebild.store.size import size as size_of
from lagebild.web import asked, involved
from lagebild.web.bars import chart
from lagebild.web.brought import brought, shown
from lagebild.web.deciding import just_decided
from lagebild.web.meant import meant
from lagebild.web.overlay import paragraphs, parts, voices
from lagebild.web.paging import AT_FIRST, Stretch, page, page_of, stretch
from lagebild.web.plans import plans_of, row
from lagebild.web.site import answer, looked_up, site, url
from lagebild.web.ties import last_of, ties_of
from lagebild.web.versions import steps

_ENDING = re.compile(r"(?<=\w{4})e[nmrs]?\Z")
"""The ending of an adjective in a name."""


def start(request: Request) -> Response:
    """Search box, the newest incidents, what is newly disputed, what came since a moment, the size of the record, views.

    `since` in the address is a day or a moment (UTC): the page says what became known since then.
    """
    known = asked.known(request)
    since = asked.moment(request, "since")
    with site(request).record(known) as connection:
        size = size_of(connection)
        reports = store_pages.headlines(connection, limit=6)
        latest = news.newest(connection, limit=10)
        disputed = [answers.dispute_of_incident(*pair) for pair in news.disputed(connection, limit=5)]
        came = news.since(connection, since) if since else None
        unread = store_pages.unread(connection)
        decided = just_decided(connection, request)
    with site(request).record() as connection:
        saved = bookmarks.views(connection)
    data = {
        "size": size,
        "newest": reports,
        "incidents": [answers.incident(i) for i in latest],
        "disputed": disputed,
        "since": since,
        "came": brought(came) if came else None,
        "views": saved,
        "unread": unread,
    }
    context = {
        "size": size,
        "newest": reports,
        "latest": latest,
        "disputed": disputed,
        "since": since,
        "came": shown(came) if came else None,
        "views": saved,
        "now": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "unread": unread,
        "decided": decided,
    }
    return answer(request, "start.html", context, data)


def suggest(request: Request) -> Response:
    """Names for the search box to offer."""
    with site(request).record() as connection:
        names = store_pages.called(connection, asked.text(request, "q"), limit=8)
    return Response(msgspec.json.encode(names), media_type="application/json")


def report(request: Request) -> Response:
    """One report with its reading laid over it; `at` is a code point whose sentence is highlighted."""
    known = asked.known(request)
    with site(request).record(known) as connection:
        _, reading = looked_up(request, lambda key: store_pages.reading(connection, key))
        identities = store_pages.report_identities(connection, reading.id)
        named = {layer: [anchor.id for anchor in found] for layer, found in anchors(reading).items()}
        withdrawn = withdrawals(connection, [entry for ids in named.values() for entry in ids])
        decided = just_decided(connection, request)
        read, reading = reading, used(connection, reading)
        told_anew = steps(versions.of(connection, reading.id))
    at = request.query_params.get("at", "")
    entities = {e.id: e for e in reading.entities}
    context = {
        "reading": reading,
        "paragraphs": paragraphs(reading, here=int(at) if at.isdecimal() and len(at) < 10 else None),
        "parts_of_text": parts(reading),
        "entities": entities,
        "identities": identities,
        "voices": voices(reading),
        "OUTLET": OUTLET,
        "both_ways": BOTH_WAYS,
        "named": named,
        "withdrawn": withdrawn,
        "decided": decided,
        "versions": told_anew,
    }
    return answer(request, "report.html", context, read)


def who(request: Request) -> Response:
    """A person or body, by its id, or by `name` in any spelling. Raises QuestionError for neither."""
    known = asked.known(request)
    if "name" in request.query_params:
        name = asked.text(request, "name")
        with site(request).record(known) as connection:
            try:
                someone = queries.identity(connection, name)
            except NotFoundError:
                return RedirectResponse(url("search", q=name, known=known), 303)
        return RedirectResponse(url("who", someone.id, known=known), 303)
    if "key" not in request.path_params:
        raise QuestionError(asked.words(request, "nobody_asked"))
    on, sure = asked.day(request, "on"), asked.share(request, "sure")
    with site(request).record(known) as connection:
        _, found = looked_up(request, lambda key: store_pages.found(connection, key))
        tenures = queries.office_tenures(connection, person=found.id, sure=sure)
        members = queries.office_tenures(connection, of=found.id, sure=sure)
        part = involved.shown(request, connection, found.id, beside=("ties",))
        said = queries.statements(connection, speaker=found.id, sure=sure, newest=None if sure else AT_FIRST)
        how_much = len(said) if sure else how_much_said(connection, found.id)
        outlets = store_pages.in_outlets(connection, found.id)
        tied = ties_of(connection, found.id, on, sure=sure, cut=_cut_ties(request, part))
        made, pledged = plans_of(connection, found.id, sure=sure)
        busy = store_pages.busy_days(connection, _days(part.incidents))
        past = (
            queries.office_tenures(connection, person=found.id, withdrawn=True),
            queries.tellings(connection, party=found.id, withdrawn=True),
            queries.statements(connection, speaker=found.id, withdrawn=True),
        )
        gone = [e for item in past[0] for e in item.evidence] + [s.evidence for part in past[1:] for s in part]
        withdrawn = withdrawals(connection, [e.entry for e in gone if e.entry])
        ruled = rulings(connection, found)
        decided = just_decided(connection, request)
    held = on_day(on, tenures) if on else []
    rows = [answers.tenure(*pair) for pair in held] if on else [answers.tenure(one) for one in tenures]
    context = {
        "found": found,
        "also": _also(found.name, found.names),
        "chart": chart(tenures),
        "members": members,
        "on": on,
        "held": held,
        "part": part,
        "busy": busy,
        "ties": tied,
        "made": made,
        "pledged": pledged,
        "said": said,
        "how_much_said": how_much,
        "past": past,
        "withdrawn": withdrawn,
        "rulings": ruled,
        "decided": decided,
        "outlets": outlets,
        "sure": sure or "",
    }
    data = {
        **answers.plain(answers.who(found, offices=rows, incidents=part.incidents, statements=said)),
        "counts": {**part.counts, "said": how_much},
        **_pages(part),
        "holders": [answers.tenure(t) for t in members],
        "ties": [answers.tie(one) for one in (tied.standing if on else tied.every)],
        "plans": [*map(row, made), *map(row, pledged)],
        "outlets": [{"outlet": o, "reports": n} for o, n in outlets],
    }
    return answer(request, "who.html", context, data)


def _also(name: str, names: Sequence[str]) -> list[str]:
    """The other names, each once: one that only has other endings of adjectives (*Europäischen Union*) says nothing new."""
    kept = {_uninflected(name): name}
    for other in names:
        kept.setdefault(_uninflected(other), other)
    return [*kept.values()][1:]


def _uninflected(name: str) -> tuple[str, ...]:
    words = name.split()
    return (*(_ENDING.sub("", word) for word in words[:-1]), *words[-1:])


def state(request: Request) -> Response:
    """A state or body: who held what, how it stands to others, on a date if one is asked for, and what happened there."""
    known = asked.known(request)
    on, sure = asked.day(request, "on"), asked.share(request, "sure")
    with site(request).record(known) as connection:
        _, found = looked_up(request, lambda key: store_pages.found(connection, key))
        tenures = queries.office_tenures(connection, of=found.id, sure=sure)
        part = involved.shown(request, connection, found.id, ("here",), beside=("offices", "ties"))
        tied = ties_of(connection, found.id, on, sure=sure, cut=_cut_ties(request, part))
        made, pledged = plans_of(connection, found.id, sure=sure)
        busy = store_pages.busy_days(connection, _days(part.incidents))
        decided = just_decided(connection, request)
    stands = on_day(on, tenures) if on else []
    rows = [answers.tenure(*pair) for pair in stands] if on else [answers.tenure(one) for one in tenures]
    data = {
        **answers.plain(found),
        "on": on,
        "offices": rows,
        "ties": [answers.tie(one) for one in (tied.standing if on else tied.every)],
        "plans": [*map(row, made), *map(row, pledged)],
        "happened_here": [answers.incident(i) for i in part.incidents],
        "counts": part.counts,
        **_pages(part),
    }
    paged = part.only == "offices"
    held = stretch(
        request, [t for t, stand in stands if stand.state == "holds"] if on else tenures, latest=_last, paged=paged
    )
    unsure = [pair for pair in stands if pair[1].state == "unknown"]
    context = {
        "found": found,
        "on": on,
        "chart": chart(held.shown),
        "held": held,
        "sure": sure or "",
        "unsure": stretch(request, unsure, latest=lambda pair: _last(pair[0]), paged=paged),
        "ties": tied,
        "made": made,
        "pledged": pledged,
        "part": part,
        "busy": busy,
        "decided": decided,
    }
    return answer(request, "state.html", context, data)


def _cut_ties(request: Request, part: involved.Shown) -> Callable[[Sequence[Tie]], Stretch[Tie]]:
    """Which ties a page shows: the latest, or those of a page if they are the section that is asked for."""
    return lambda ties: stretch(request, ties, latest=last_of, paged=part.only == "ties")


def _last(tenure: Tenure) -> str:
    """The last day (ISO date, or what is known of it) that a tenure is vouched for."""
    return max(tenure.seen_last or "", tenure.valid_to or "", tenure.valid_from or "")


class SaidAsked(NamedTuple):
    """The filters of an address, whether nobody is called like the speaker asked for, and what to ask the record."""

    filters: dict[str, str]
    unknown: bool
    question: dict[str, Any]


def said_asked(request: Request, connection: Connection) -> SaidAsked:
    """What an address asks of who said what. Raises QuestionError for a value that does not exist."""
    filters = {name: asked.text(request, name) for name in ("by", "q")}
    filters["outlet"] = asked.choice(request, "outlet", store_pages.outlets(connection))
    speaker = None
    if filters["by"]:
        found = meant(request, connection, "by", filters["by"])
        if found is None:
            return SaidAsked(filters, True, {})
        speaker = found.id
    return SaidAsked(filters, False, {"speaker": speaker, "about": filters["q"], "outlet": filters["outlet"] or None})


def _said_on_a_page(
    request: Request, connection: Connection, question: dict[str, Any], sure: float
) -> tuple[Sequence[Said], int, int, int]:
    """The statements on a page, the newest first, how many there are, the page's number, and how many pages there are."""
    if sure:  # how many are left only shows when all are looked at
        found = queries.statements(connection, **question, sure=sure)[::-1]
        shown, number, pages = page_of(request, found)
        return shown, len(found), number, pages
    total = queries.count_statements(connection, **question)
    one = page(request, total)
    found = queries.statements(connection, **question, newest=one.per, skip=one.offset)[::-1]
    return found, total, one.number, one.pages


def said(request: Request) -> Response:
    """Who said what: by speaker, outlet and words."""
    known, sure = asked.known(request), asked.share(request, "sure")
    with site(request).record(known) as connection:
        given = said_asked(request, connection)
        shown, total, number, pages = (
            ([], 0, 1, 1) if given.unknown else _said_on_a_page(request, connection, given.question, sure)
        )
        outlets = store_pages.outlets(connection)
        decided = just_decided(connection, request)
    context = {
        "said": shown,
        "total": total,
        "page": number,
        "pages": pages,
        "asked": {**given.filters, "known": known or "", "sure": sure or ""},
        "outlets": outlets,
        "decided": decided,
    }
    data = {"total": total, "page": number, "pages": pages, "statements": [answers.statement(s) for s in shown]}
    return answer(request, "said.html", context, data)


def _days(incidents: Sequence[Incident]) -> set[str]:
    """The days to which some incidents are dated."""
    return {i.begin for i in incidents if i.begin is not None and i.begin == i.end}


def _pages(part: involved.Shown) -> dict[str, int]:
    """Which page of how many the JSON has, if one section is asked for."""
    return {"page": one.page, "pages": one.pages} if part.only and part.parts and (one := part.parts[0]).page else {}
