"""The page of one incident, and the page of what reports contradict each other about."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.errors import NotFoundError
from lagebild.export import answers
from lagebild.export.answers import DisputeRow
from lagebild.record.contested import contested
from lagebild.record.ties.disputed import contested_ties
from lagebild.store import Connection, queries, ties
from lagebild.store import pages as store_pages
from lagebild.store.deciding import withdrawals
from lagebild.web import asked
from lagebild.web.comparison import comparison
from lagebild.web.deciding import just_decided
from lagebild.web.paging import page_of
from lagebild.web.site import answer, looked_up, site, url, wants_json

KINDS = ("figure", "date", "place", "doer", "happened", "wording", "holder", "status")
"""The kinds of disputes, in the order of the form."""


def incident(request: Request) -> Response:
    """One incident, outlet by outlet. Any entry that tells of it finds it, too: the answer leads to its own address."""
    with site(request).record(asked.known(request)) as connection:
        try:
            key, found = looked_up(request, lambda key: queries.incident(connection, key))
        except NotFoundError:
            if (elsewhere := _withdrawn(connection, request)) is not None:
                return elsewhere
            raise
        if found.id != key:
            ending = ".json" if request.path_params["key"] == f"{key}.json" else ""
            return RedirectResponse(url("incidents", found.id + ending, **dict(request.query_params)), 303)
        disputed = [answers.dispute_of_incident(*pair) for pair in queries.disputes(connection, incident=found.id)]
        around = store_pages.around(connection, found)
        decided = just_decided(connection, request)
    context = {
        "i": found,
        "compared": comparison(found),
        "disputes": disputed,
        "around": around,
        "decided": decided,
    }
    return answer(request, "incident.html", context, answers.incident(found))


def disputes_asked(request: Request, connection: Connection) -> tuple[dict[str, str], list[DisputeRow]]:
    """The contradictions that an address asks for, of every kind, and its filters; `unknown` if nobody is called so.

    Raises QuestionError for a value that does not exist.
    """
    filters = {
        "kind": asked.choice(request, "kind", KINDS),
        "actor": asked.text(request, "actor"),
        "outlet": asked.choice(request, "outlet", store_pages.outlets(connection)),
        "order": asked.choice(request, "order", ("oldest", "newest")),
        "unknown": "",
    }
    actor, outlet, party = filters["actor"], filters["outlet"], None
    if actor:
        try:
            party = queries.identity(connection, actor).id
        except NotFoundError:
            return {**filters, "unknown": "yes"}, []
    found = [answers.dispute_of_incident(*pair) for pair in queries.disputes(connection, party=party)]
    found += [answers.dispute_of_tie(one) for one in contested_ties(ties.all_ties(connection, party=party))]
    if not actor:
        found += [answers.dispute(one) for one in contested(queries.office_tenures(connection))]
    return filters, [one for one in found if not outlet or outlet in {claim.outlet for claim in one.claims}]


def disputes(request: Request) -> Response:
    """Where reports contradict each other, about incidents, offices and ties; the filters are in the address."""
    known = asked.known(request)
    with site(request).record(known) as connection:
        filters, found = disputes_asked(request, connection)
        outlets = store_pages.outlets(connection)
    unknown = bool(filters.pop("unknown"))
    kind, order = filters["kind"], filters["order"]
    by_kind = Counter(one.kind for one in found)
    found = [one for one in found if kind in ("", one.kind)]
    newest = order == "newest"
    undated = "" if newest else "9"  # they come last
    found.sort(key=lambda one: (one.begin or one.end or undated, one.about, one.id), reverse=newest)
    if not order:  # by what they are about
        found.sort(key=lambda one: (KINDS.index(one.kind), one.begin or one.end or "9", one.about, one.id))
    shown, page, pages = page_of(request, found)
    context = {
        "groups": [(one, [*several]) for one, several in groupby(shown, key=lambda one: "" if order else one.kind)],
        "total": len(found),
        "page": page,
        "pages": pages,
        "asked": {**filters, "known": known or ""},
        "dispute_kinds": KINDS,
        "by_kind": by_kind,
        "outlets": outlets,
        "unknown": unknown,
    }
    data = {"total": len(found), "page": page, "pages": pages, "kinds": by_kind, "disputes": shown}
    return answer(request, "disputes.html", context, data)


def _withdrawn(connection: Connection, request: Request) -> Response | None:
    """The way to the report of an entry that an editor withdrew: it tells of no incident any more."""
    key: str = request.path_params["key"]
    report = store_pages.report_of(connection, key) if withdrawals(connection, [key]) else None
    if report is None or wants_json(request):
        return None
    return RedirectResponse(url("reports", report, **dict(request.query_params)), 303)
