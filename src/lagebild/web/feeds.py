"""Atom feeds (RFC 4287) of the chronicle, the disputes and what was said, under the filters of their pages.

What came on record last goes first. An entry's id stays the same as long as the record does; `updated` is when the latest
report with a part in it came on record. A reader that has the newest answer gets 304 (RFC 9110, 13).
"""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import Response

from lagebild import __version__
from lagebild.export.answer_rows import DisputeRow
from lagebild.record.incidents import Incident
from lagebild.record.statements import Said
from lagebild.store import Connection, news, queries
from lagebild.store.bookmarks import lasting
from lagebild.store.freshness import changed_at, record_id, revision
from lagebild.web import asked, phrases
from lagebild.web.incidents import disputes_asked
from lagebild.web.pages import said_asked
from lagebild.web.site import language, query_of, site, url
from lagebild.web.views import narrowed

MOST = 100
"""Entries of a feed."""

QUOTED = 5
"""So many sentences are quoted in an entry."""

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEVER = "1970-01-01T00:00:00+00:00"
_TITLE = 200

ET.register_namespace("", _ATOM)
ET.register_namespace("xhtml", _XHTML)


class Quote(NamedTuple):
    """A sentence, the words before it, and where it stands."""

    before: str
    sentence: str
    outlet: str | None
    published: str | None
    report: str
    start: int


class Entry(NamedTuple):
    """An entry of a feed: `key` names what it is about, `kind` is a term with its label, the rest is what it shows."""

    key: str
    title: str
    updated: str
    published: str
    link: str
    kind: tuple[str, str]
    line: str
    quotes: Sequence[Quote]


Entries = Callable[[Request, Connection, str], tuple[Iterable[str], list[Entry]]]
"""What a feed shows: the filters in words, and the entries, the newest first."""


def chronicle(request: Request) -> Response:
    """The incidents that came on record last, under the filters of the chronicle."""
    return _feed(request, "chronicle", _incidents)


def disputes(request: Request) -> Response:
    """The contradictions in which the latest reports have a part, under the filters of the page."""
    return _feed(request, "disputes", _disputes)


def said(request: Request) -> Response:
    """What was said in the latest reports, under the filters of the page."""
    return _feed(request, "said", _said)


def _feed(request: Request, page: str, entries: Entries) -> Response:
    known = asked.known(request)
    here, tongue = site(request), language(request)
    with here.record() as connection:
        name, changed = record_id(connection), changed_at(connection)
        now = revision(connection)
    asked_as = query_of(request)
    query = lasting(asked_as)
    base = str(request.base_url).rstrip("/")
    parts = (name, str(now), page, query, tongue, base, __version__)
    headers = {
        "etag": f'W/"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"',
        "cache-control": "private, no-cache",
        "vary": "accept-language, cookie",
    }
    if changed:
        headers["last-modified"] = format_datetime(_moment(changed).replace(microsecond=0), usegmt=True)
    if _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    with here.record(known) as connection:
        filters, found = entries(request, connection, tongue)
    words = phrases.phrases(tongue)
    title = f"Lagebild – {words[page]}"
    asked_for = [
        one
        for one in (*filters, *([words["as_known"].replace("{day}", phrases.day(known, tongue))] if known else []))
        if one
    ]
    feed = ET.Element(_tag("feed"), {"xml:lang": tongue})
    _add(feed, "id", _urn(name, f"feed {page} {query}"))
    _add(feed, "title", ": ".join((title, ", ".join(asked_for))) if asked_for else title)
    _add(feed, "updated", max((e.updated for e in found), default=changed or _NEVER))
    _add(ET.SubElement(feed, _tag("author")), "name", "Lagebild")
    _add(feed, "generator", "Lagebild", version=__version__)
    itself = f"/{page}.atom" + (f"?{asked_as}" if asked_as else "")
    _add(feed, "link", rel="self", type="application/atom+xml", href=base + itself)
    _add(feed, "link", rel="alternate", type="text/html", href=base + f"/{page}" + (f"?{query}" if query else ""))
    for one in found[:MOST]:
        feed.append(_entry(one, name, base, tongue))
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode").encode()
    return Response(body, media_type="application/atom+xml", headers=headers)


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    """True if whoever asks has this very answer."""
    if (given := request.headers.get("if-none-match")) is not None:
        mine = headers["etag"].removeprefix("W/")
        return any(tag.strip() == "*" or tag.strip().removeprefix("W/") == mine for tag in given.split(","))
    since, last = request.headers.get("if-modified-since"), headers.get("last-modified")
    if since is None or last is None:
        return False
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(last)
    except (TypeError, ValueError):  # no date, or one without a zone
        return False


def _entry(one: Entry, record: str, base: str, tongue: str) -> ET.Element:
    found = ET.Element(_tag("entry"))
    _add(found, "id", _urn(record, one.key))
    _add(found, "title", one.title)
    _add(found, "updated", one.updated)
    _add(found, "published", one.published)
    _add(found, "link", rel="alternate", type="text/html", href=base + one.link)
    _add(found, "category", term=one.kind[0], label=one.kind[1])
    for outlet in dict.fromkeys(q.outlet for q in one.quotes if q.outlet):
        _add(ET.SubElement(found, _tag("author")), "name", outlet)
    content = _add(found, "content", type="xhtml")
    shown = ET.SubElement(content, _html("div"))
    _add_html(shown, "p", one.line)
    for quote in one.quotes[:QUOTED]:
        if quote.before:
            _add_html(shown, "p", quote.before)
        _add_html(shown, "blockquote", quote.sentence, **{"xml:lang": "de", "lang": "de"})
        cited = _add_html(shown, "p")
        words = phrases.phrases(tongue)
        day = phrases.day(quote.published, tongue) or words["no_date"]
        where = f"{base}{url('reports', quote.report, at=quote.start)}#here"
        _add_html(cited, "a", f"{quote.outlet or words['no_outlet']}, {day}", href=where)
    return found


def _incidents(request: Request, connection: Connection, tongue: str) -> tuple[Iterable[str], list[Entry]]:
    it = narrowed(request, connection)
    words = phrases.phrases(tongue)
    shown = {**it.filters, "order": "", "from": it.wanted["first"] or "", "to": it.wanted["last"] or ""}
    shown |= {name: words[f"{p}_{shown[name]}"] for name, p in (("type", "ev"), ("status", "st")) if shown[name]}
    shown["disputed"] = words["only_disputed"] if shown["disputed"] else ""
    shown["source"] = {"outlet": words["outlet_voice"], "": ""}.get(shown["source"], words.get(shown["source"], ""))
    if it.nobody:
        return shown.values(), []
    found = news.recorded(connection, it.wanted, sure=it.sure, limit=MOST)
    return shown.values(), [_of_incident(*one, words, tongue) for one in found]


def _of_incident(one: Incident, first: str, last: str, words: Any, tongue: str) -> Entry:
    if one.begin:
        day = phrases.span(one.begin, one.end, None, tongue)
    elif one.by:
        day = f"{words['at_latest']} {phrases.day(one.by, tongue)}"
    else:
        day = words["undated_events"]
    said_by = (
        () if one.source == "outlet" else (f"{words['according']} {one.source}" if one.source else words["hearsay"],)
    )
    kind = words[f"ev_{one.type}"]
    disputed = (words["disputed"],) if one.disputes else ()
    return Entry(
        key=f"incident {one.id}",
        title=_short(one.headline or kind),
        updated=_stamp(last),
        published=_stamp(first),
        link=url("incidents", one.id),
        kind=(one.type, kind),
        line=" · ".join((day, kind, words[f"st_{one.status}"], *said_by, *disputed)),
        quotes=[Quote("", e.sentence, e.outlet, e.published, e.report, e.start) for e in one.evidence],
    )


def _disputes(request: Request, connection: Connection, tongue: str) -> tuple[Iterable[str], list[Entry]]:
    words = phrases.phrases(tongue)
    filters, found = disputes_asked(request, connection)
    found = [one for one in found if filters["kind"] in ("", one.kind)]
    recorded = news.when(connection, {claim.report for one in found for claim in one.claims})
    made = [
        _of_dispute(one, [recorded[c.report] for c in one.claims if c.report in recorded], words, tongue)
        for one in found
    ]
    made.sort(key=lambda one: (one.updated, one.key), reverse=True)
    kind = filters["kind"] and words[f"dk_{filters['kind']}"]
    return (kind, filters["actor"], filters["outlet"]), made[:MOST]


def _of_dispute(one: DisputeRow, recorded: Sequence[str], words: Any, tongue: str) -> Entry:
    kind = words[f"dk_{one.kind}"]
    about_incident = not one.title and not one.about.startswith("tie: ")
    name = ", ".join(filter(None, (one.title, one.of, one.person))) or one.headline
    return Entry(
        key=f"dispute {one.id}",
        title=_short(f"{kind}: {name}"),
        updated=_stamp(max(recorded, default=_NEVER)),
        published=_stamp(min(recorded, default=_NEVER)),
        link=url("incidents", one.about) + "#disputes" if about_incident else url("disputes", kind=one.kind),
        kind=(one.kind, kind),
        line=" / ".join(dict.fromkeys(phrases.claimed(one.kind, c.value, tongue) for c in one.claims)),
        quotes=[
            Quote(
                phrases.claimed(one.kind, c.value, tongue)
                + ("" if c.source == "outlet" else f" ({words['according']} {c.source or words['hearsay']})"),
                *(c.sentence, c.outlet, c.published, c.report, c.start),
            )
            for c in one.claims
        ],
    )  # fmt: skip


def _said(request: Request, connection: Connection, tongue: str) -> tuple[Iterable[str], list[Entry]]:
    words = phrases.phrases(tongue)
    given = said_asked(request, connection)
    sure = asked.share(request, "sure")
    found = [] if given.unknown else queries.statements(connection, **given.question, sure=sure)
    recorded = news.when(connection, {one.evidence.report for one in found})
    found.sort(key=lambda one: (recorded.get(one.evidence.report, _NEVER), one.evidence.report, one.id), reverse=True)
    made = [_of_statement(one, recorded.get(one.evidence.report, _NEVER), words) for one in found[:MOST]]
    return given.filters.values(), made


def _of_statement(one: Said, recorded: str, words: Any) -> Entry:
    e = one.evidence
    return Entry(
        key=f"statement {one.id}",
        title=_short(f"{one.speaker or words['nobody_named']}: {one.quote}"),
        updated=_stamp(recorded),
        published=_stamp(recorded),
        link=url("reports", e.report, at=e.start) + "#here",
        kind=(one.type, words[f"ty_{one.type}"]),
        line=f"{one.speaker or words['nobody_named']} · {words[f'ty_{one.type}']}, {words[f'md_{one.medium}']}",
        quotes=[Quote("", e.sentence, e.outlet, e.published, e.report, e.start)],
    )


def _short(text: str) -> str:
    return text if len(text) <= _TITLE else text[: _TITLE - 1].rstrip() + "…"


def _moment(value: str) -> datetime.datetime:
    found = datetime.datetime.fromisoformat(value)
    return found.replace(tzinfo=datetime.UTC) if found.tzinfo is None else found.astimezone(datetime.UTC)


def _stamp(value: str) -> str:
    """A moment of the database as RFC 3339 writes it, always of the same length."""
    try:
        return _moment(value).isoformat(timespec="microseconds")
    except ValueError:  # damaged; `lagebild check` tells
        return _NEVER


def _urn(record: str, key: str) -> str:
    """A name that nothing else has (RFC 4122): of this record and of what it is about."""
    try:
        space = uuid.UUID(record)
    except ValueError:
        space = uuid.NAMESPACE_OID
    return uuid.uuid5(space, _clean(key)).urn


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _html(name: str) -> str:
    return f"{{{_XHTML}}}{name}"


def _add(to: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    return _added(to, _tag(name), text, attributes)


def _add_html(to: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    return _added(to, _html(name), text, attributes)


def _added(to: ET.Element, tag: str, text: str | None, attributes: dict[str, str]) -> ET.Element:
    found = ET.SubElement(to, tag, {name: _clean(value) for name, value in attributes.items()})
    found.text = None if text is None else _clean(text)
    return found
