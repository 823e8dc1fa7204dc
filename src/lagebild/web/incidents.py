"""The page of one incident, and the page of what reports contradict each other about."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.errors import NotFoundError
from lagebild.export import answers, compared
from lagebild.export.answer_rows import DisputeRow
from lagebild.record.incidents import Incident
from lagebild.record.ties.disputed import contested_ties
from lagebild.record.versions import retold
from lagebild.store import Connection, queries, ties, versions
from lagebild.store import pages as store_pages
from lagebild.store.deciding import withdrawals
from lagebild.store.offices import contested
from lagebild.web import asked, views
from lagebild.web.deciding import just_decided
from lagebild.web.meant import meant
from lagebild.web.paging import page_of
from lagebild.web.site import answer, looked_up, site, url, wants_json
from lagebild.web.versions import pieces

KINDS = ("figure", "date", "place", "doer", "happened", "wording", "holder", "status")
"""The kinds of disputes, in the order of the form."""


def incident(request: Request) -> Response:
    """One incident, outlet by outlet. Any entry that tells of it finds it, too: the answer leads to its own address."""
    known, sure = asked.known(request), asked.share(request, "sure")
    with site(request).record(known) as connection:
        try:
            key, found = looked_up(request, lambda key: queries.incident(connection, key, sure=sure))
        except NotFoundError:
            if (elsewhere := _withdrawn(connection, request)) is not None:
                return elsewhere
            raise
        if found.id != key:
            ending = ".json" if request.path_params["key"] == f"{key}.json" else ""
            return RedirectResponse(url("incidents", found.id + ending, **dict(request.query_params)), 303)
        pairs = queries.disputes(connection, incident=found.id, sure=sure)
        disputed = [answers.dispute_of_incident(*pair) for pair in pairs]
        around = store_pages.around(connection, found)
        told_anew = _retold(connection, found)
        decided = just_decided(connection, request)
    row = compared.incident(found, parts=around.parts, outcomes=around.outcomes)
    context = {
        "i": found,
        "table": row.table,
        "outlets": [column.outlet for column in row.table.columns if column.outlet],
        "disputes": disputed,
        "around": around,
        "sure": sure or "",
        "versions": told_anew,
        "decided": decided,
    }
    return answer(request, "incident.html", context, row)


def disputes_asked(request: Request, connection: Connection) -> tuple[dict[str, str], list[DisputeRow]]:
    """The contradictions that an address asks for, of every kind, and its filters; none if nobody is called so.

    Raises QuestionError for a value that does not exist.
    """
    filters = {
        "kind": asked.choice(request, "kind", KINDS),
        "actor": asked.text(request, "actor"),
        "outlet": asked.choice(request, "outlet", store_pages.outlets(connection)),
        "order": asked.choice(request, "order", ("oldest", "newest")),
    }
    sure = asked.share(request, "sure")
    actor, outlet, party = filters["actor"], filters["outlet"], None
    if actor:
        who = meant(request, connection, "actor", actor)
        if who is None:
            return filters, []
        party = who.id

    def ask() -> list[DisputeRow]:
        found = [answers.dispute_of_incident(*pair) for pair in queries.disputes(connection, party=party, sure=sure)]
        found += [
            answers.dispute_of_tie(one) for one in contested_ties(ties.all_ties(connection, party=party, sure=sure))
        ]
        if not actor:
            found += [answers.dispute(one) for one in contested(connection, sure=sure)]
        return found

    found = views.once(request, connection, "disputes", {"party": party or "", "sure": sure}, ask)
    return filters, [one for one in found if not outlet or outlet in {claim.outlet for claim in one.claims}]


def disputes(request: Request) -> Response:
    """Where reports contradict each other, about incidents, offices and ties; the filters are in the address."""
    known, sure = asked.known(request), asked.share(request, "sure")
    with site(request).record(known) as connection:
        filters, found = disputes_asked(request, connection)
        outlets = store_pages.outlets(connection)
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
        "asked": {**filters, "known": known or "", "sure": sure or ""},
        "dispute_kinds": KINDS,
        "by_kind": by_kind,
        "outlets": outlets,
    }
    data = {"total": len(found), "page": page, "pages": pages, "kinds": by_kind, "disputes": shown}
    return answer(request, "disputes.html", context, data)


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence in the version `number` of a report; `old` and `new` are its pieces, True are the words that changed."""

    number: int
    published: str | None
    old: list[tuple[str, bool]] | None
    new: list[tuple[str, bool]]


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """A report of which there are `number` versions, and what became of the sentences that tell of an incident."""

    report: str
    outlet: str | None
    number: int
    changes: tuple[Version, ...]


def _retold(connection: Connection, found: Incident) -> list[Versions]:
    """What became of the sentences of an incident from version to version, for each report that has several."""
    sentences: dict[str, set[str]] = {}
    for told in found.evidence:
        sentences.setdefault(told.report, set()).add(told.sentence)
    several = {told.report: told for told in found.evidence if told.version > 1}
    made = []
    for report, told in several.items():
        kept = versions.of(connection, report)
        changes = [
            Version(
                number=one.number,
                published=kept[one.number - 1].published,
                old=None if one.change.old is None else pieces(one.change.old, [d.old for d in one.change.differences]),
                new=[] if one.change.new is None else pieces(one.change.new, [d.new for d in one.change.differences]),
            )
            for one in retold(kept, sentences[report])
        ]
        made.append(Versions(report=report, outlet=told.outlet, number=len(kept), changes=tuple(changes)))
    return made


def _withdrawn(connection: Connection, request: Request) -> Response | None:
    """The way to the report of an entry that an editor withdrew: it tells of no incident any more."""
    key: str = request.path_params["key"]
    report = store_pages.report_of(connection, key) if withdrawals(connection, [key]) else None
    if report is None or wants_json(request):
        return None
    return RedirectResponse(url("reports", report, **dict(request.query_params)), 303)
