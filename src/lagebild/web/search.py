"""The page of a search: names, incidents, what was said, and sentences, with the words found marked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lagebild.document import Span
from lagebild.errors import QuestionError
from lagebild.store import hits, queries
from lagebild.store import pages as store_pages
from lagebild.store.hit_counts import counts as counted
from lagebild.store.hits import KINDS, Hit, HitKind, Narrowed
from lagebild.web import asked, views
from lagebild.web.paging import page as page_asked
from lagebild.web.site import answer, site
from lagebild.wordforms import marks, query_words

AT_FIRST = 12
"""So many of each kind are shown as long as no kind is chosen."""

Pieces = list[tuple[str, bool]]
"""A text in pieces: True are the words that were looked for."""


def search(request: Request) -> Response:
    """What has the words asked for; the filters are in the address."""
    known = asked.known(request)
    words = asked.text(request, "q")
    kind: Any = asked.choice(request, "kind", KINDS) or None
    first, last, sure = asked.day(request, "from"), asked.day(request, "to"), asked.share(request, "sure")
    if first and last and first > last:
        raise QuestionError(asked.words(request, "days_turned").format(first=first, last=last))
    with site(request).record(known) as connection:
        outlets = store_pages.outlets(connection)
        outlet = asked.choice(request, "outlet", outlets) or None
        within = Narrowed(outlet=outlet, first=first, last=last, sure=sure)
        narrow = {"words": words, "kind": kind, "outlet": outlet, "first": first, "last": last, "sure": sure}
        counts = views.once(
            request, connection, "hits", narrow, lambda: counted(connection, words, kind=kind, within=within)
        )
        page = page_asked(request, counts.kinds[kind] if kind else 0)
        limit, offset = (page.per, page.offset) if kind else (AT_FIRST, 0)
        found = hits.search(connection, words, kind=kind, within=within, limit=limit, offset=offset)
        names = {
            one.id: one
            for one in queries.by_ids(connection, [hit.id for hit in found if hit.kind == "name" and hit.id])
        }
        ids = [hit.id for hit in found if hit.kind == "incident" and hit.id]
        told = {one.id: one for one in queries.incidents(connection, ids=ids)} if ids else {}
    by_kind: dict[HitKind, list[Hit]] = {one: [hit for hit in found if hit.kind == one] for one in KINDS}
    sought = query_words(words)
    called = [names[hit.id] for hit in by_kind["name"] if hit.id in names]
    context = {
        "q": words,
        "names": called,
        "incidents": [told[hit.id] for hit in by_kind["incident"] if hit.id in told],
        "statements": [(hit, in_sentence(hit)) for hit in by_kind["statement"]],
        "sentences": [(hit, in_sentence(hit)) for hit in by_kind["sentence"]],
        "counts": counts,
        "any_hit": sum(counts.kinds.values()) > 0,
        "hit_kinds": KINDS,
        "outlets": outlets,
        "page": page.number,
        "pages": page.pages,
        "marked_name": lambda name: pieces(name, marks(name, sought)),
        "whole_year": whole_year,
        "asked": {
            "q": words, "kind": kind or "", "outlet": outlet or "", "from": first or "", "to": last or "",
            "known": known or "", "sure": sure or "",
        },
    }  # fmt: skip
    data = {
        "names": called,
        "incidents": by_kind["incident"],
        "statements": by_kind["statement"],
        "sentences": by_kind["sentence"],
        "counts": counts,
        "page": page.number,
        "pages": page.pages,
    }
    return answer(request, "search.html", context, data)


def in_sentence(hit: Hit) -> Pieces:
    """The sentence of a hit in pieces."""
    return pieces(hit.sentence, [Span(span.start - hit.start, span.end - hit.start) for span in hit.marks])


def pieces(text: str, found: Sequence[Span]) -> Pieces:
    """A text in pieces, cut where the marked words begin and end."""
    made: Pieces = []
    last = 0
    for span in found:
        made += [(text[last : span.start], False), (text[span.start : span.end], True)]
        last = span.end
    made.append((text[last:], False))
    return [piece for piece in made if piece[0]]


def whole_year(year: str) -> dict[str, str]:
    """The days from which and to which a year lasts, as the address has them."""
    days = datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31)
    return {"from_": days[0].isoformat(), "to": days[1].isoformat()}
