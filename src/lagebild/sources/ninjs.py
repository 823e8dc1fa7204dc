"""IPTC ninjs, the news agencies' JSON: 1.x (`headline`, `body_text`), 2.x (`headlines`, `bodies`), 3.x (`camelCase`).

Standard: https://iptc.org/standards/ninjs/. Only `uri` is required; it is the report's id, so that a correction under
the same `uri` is a new version of the report. Items withdrawn, withheld or under embargo are left out, with a word.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.settings import Settings
from lagebild.sources import dates, markup, metadata
from lagebild.sources.part import Part

_SIGNS = frozenset(
    "versioncreated firstcreated contentcreated headline headlines body_text body_html body_xhtml bodies pubstatus "
    "$standard standard infosource infosources usageterms".split()
)
_BODIES = ("body_text", "body_html", "body_xhtml")
_TEXT_TYPES = ("text", "composite", "")


def is_item(value: Mapping[str, object], settings: Settings) -> bool:
    """Whether an object is a ninjs item and not a report in Lagebild's own fields."""
    if "text" in value or any(field == "text" for field, _ in settings.columns):
        return False
    return isinstance(value.get("uri"), str) and bool(_SIGNS & {name.casefold() for name in value})


def document(
    value: Mapping[str, object],
    part: Part,
    *,
    place: str,
    problems: tuple[str, ...] = (),
    now: datetime.datetime | None = None,
) -> Document:
    """The report of an item. Raises SourceError for one that has no text, or that its sender does not want read."""
    item = {name.casefold(): content for name, content in value.items()}
    refuse_withheld(_text(item.get("pubstatus")), _text(item.get("embargoed")), origin=place, now=now)
    kind = _text(item.get("type"))
    body = markup.before_notes(_body(item, place))
    if not body.strip():
        what = f"it is of type {kind!r}" if kind not in _TEXT_TYPES else "no body_text, body_html, body_xhtml or bodies"
        raise SourceError(place, f"this ninjs item has no text ({what}); leave it out")
    known = {
        "id": item.get("uri"),
        "published": next((d for d in map(item.get, ("versioncreated", "firstcreated", "contentcreated")) if d), None),
        "title": _headline(item),
        "outlet": _outlet(item),
        "url": _link(item),
        "language": item.get("language"),
    }
    return metadata.document(
        body, known, origin=place, given=part.given, fallback=part.known, problems=problems, lenient=True
    )


def refuse_withheld(status: str, embargo: str, *, origin: str, now: datetime.datetime | None = None) -> None:
    """Raise SourceError for an item that its sender withdrew, withholds, or lets nobody use yet."""
    if status.rpartition(":")[2].casefold() in ("canceled", "cancelled", "withheld"):
        raise SourceError(origin, f"its sender has withdrawn it (status {status!r}); it is left out")
    if not embargo:
        return
    try:
        until = datetime.datetime.fromisoformat(dates.iso(embargo))
    except ValueError:
        raise SourceError(origin, f"its embargo {embargo!r} is no date; it is left out until that is mended") from None
    zone = until.tzinfo or datetime.UTC
    if until.replace(tzinfo=zone) > (now or datetime.datetime.now(datetime.UTC)):
        raise SourceError(origin, f"under embargo until {embargo}; add it again then")


def _body(item: Mapping[str, object], place: str) -> str:
    """The body, plain before HTML, the main one before a summary."""
    for name in _BODIES:
        content = item.get(name)
        if isinstance(content, str) and content.strip():
            return content if name == "body_text" else markup.text_of(content)
    found = []
    for body in _objects(item.get("bodies"), "bodies", place):
        content, media = body.get("value"), _text(body.get("contenttype"))
        if isinstance(content, str) and content.strip():
            plain = media == "text/plain" or (not media and "<" not in content)
            role = _text(body.get("role")).rpartition(":")[2].casefold()
            rank = (role in ("summary", "abstract", "caption", "teaser", "description"), not plain)
            found.append((rank, content if plain else markup.text_of(content)))
    return min(found, key=lambda body: body[0])[1] if found else ""


def _headline(item: Mapping[str, object]) -> str | None:
    if isinstance(item.get("headline"), str):
        return _text(item["headline"]) or None
    heads = _objects(item.get("headlines"), "headlines", "")
    main = [head for head in heads if _text(head.get("role")).rpartition(":")[2].casefold() in ("main", "headline", "")]
    return next((_text(head.get("value")) for head in (*main, *heads) if _text(head.get("value"))), None)


def _outlet(item: Mapping[str, object]) -> str | None:
    """Who sends it: the source of information with that role, else the first, else whose right it is.

    Some senders have a `source` or a `provider` that the standard does not.
    """
    sources = [s for name in ("infosources", "infosource") for s in _objects(item.get(name), name, "")]
    first = sorted(
        sources, key=lambda s: "publisher" not in _text(s.get("role")) and "provider" not in _text(s.get("role"))
    )
    named = [_text(source.get("name")) for source in first]
    others = (_text(item.get(name)) for name in ("source", "provider", "copyrightholder"))
    return next(filter(None, (*named, *others)), None)


def _link(item: Mapping[str, object]) -> str | None:
    uri = _text(item.get("uri"))
    altids = _objects(item.get("altids"), "altids", "")
    links = [_text(item.get("url")), *(_text(a.get("value")) for a in altids), uri]
    return next((link for link in links if link.startswith(("http://", "https://"))), None)


def _objects(value: object, name: str, place: str) -> list[dict[str, object]]:
    """The objects of a list. Raises SourceError, if a place is given, for what is no list of objects."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        if not place:
            return []
        raise SourceError(place, f"{name!r} of this ninjs item should be a list of objects; mend it there")
    return [{key.casefold(): content for key, content in one.items()} for one in value]


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
