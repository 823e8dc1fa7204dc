"""RSS and Atom: each entry is a report, by feedparser. Most feeds give teasers only, which is said of each such report."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import markup, metadata
from lagebild.sources.extras import need
from lagebild.sources.part import Part

MOST = 20_000_000
"""Bytes of the largest feed: the largest in use have some megabytes."""
MOST_ENTRIES = 5_000
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_CROWDED = re.compile(markup.CROWDED.encode(), re.I)
_PREFIX = re.compile(rb"xmlns:([^\s=\"'<>]{1,100})")
_MOST_PREFIXES = 200
"""So many namespaces have a prefix at most: feedparser compares each with each. Feeds in use have some ten."""
_HALF = re.compile(
    rb"&#(?:x0*+d[89a-f][0-9a-f]{2}|0*+(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]));", re.I
)
"""Half a character as a reference: feedparser gives up on the whole feed for one."""
_FOOTER = re.compile(
    r"(?:^|\n\n)(?:Der Beitrag|The post) [^\n]{0,400}?(?:erschien zuerst auf|appeared first on) (?:(?!\. )[^\n]){1,200}$"
)
"""What WordPress writes under each entry of its feeds."""
# what is taken is not given back (`*+`): thirty dots in a row could be parted in a million ways
_MORE = r"(?<!\w)(?:(?<![\w,;:] )mehr|mehr(?= *+[›»>]))"
"""*mehr* as a link to the rest, not the end of a sentence (*nicht mehr*)."""
_CUT = re.compile(rf"(?:\s*+(?:\[?(?:…|\.\.\.)\]?|Weiterlesen|Continue reading|Read more|{_MORE})[ ›»>.…]*+)++$")
_LONGEST_CUT = 200
"""Code points of what stands at the end of a teaser to say that it goes on elsewhere."""


def read(part: Part) -> Iterator[Document | SourceError]:
    """The reports of a feed, in its order; an entry without a text yields its error.

    Raises SourceError for what is no feed, for one with entities (they can unfold to gigabytes), one that is too large, and
    if feedparser is not installed.
    """
    feedparser = need("feedparser", extra="feeds", origin=part.origin, what="feeds")
    raw = part.content(MOST, remedy="no feed is as long as that; it may have no end")
    if _ENTITY.search(raw.replace(b"\0", b"")):
        raise SourceError(part.origin, "the feed declares entities, which may unfold without end; it is refused")
    if len({*_PREFIX.findall(raw)}) > _MOST_PREFIXES:
        raise SourceError(
            part.origin,
            f"the feed names more than {_MOST_PREFIXES} kinds of elements (xmlns), as none does; it is refused",
        )
    try:
        whole = _CROWDED.sub(rb"<\g<name> ", _HALF.sub(b"&#xFFFD;", raw))
        found = feedparser.parse(io.BytesIO(whole), sanitize_html=False, resolve_relative_uris=True)
    except Exception as error:  # noqa: BLE001 - feedparser raises whatever a damaged head leads to
        raise SourceError(part.origin, f"this is no feed that can be read ({error!r}); fetch it again") from None
    if not found.get("version") and not found.entries:
        raise SourceError(part.origin, f"this is no feed that can be read ({_why(found)}); check its address")
    broken = (
        (f"{part.origin}: the feed is damaged ({_why(found)}); what follows may be missing",)
        if _is_broken(found)
        else ()
    )
    if not found.entries:
        if broken:
            raise SourceError(
                part.origin, f"the feed is damaged before its first entry ({_why(found)}); fetch it again"
            )
        return
    for number, entry in enumerate(found.entries, start=1):
        if number > MOST_ENTRIES:
            yield SourceError(
                part.origin, f"the feed has more than {MOST_ENTRIES:,} entries; those behind are left out"
            )
            return
        try:
            yield _report(entry, found.feed, part, place=f"{part.origin}:{number}", problems=broken)
        except SourceError as error:
            yield error


def _report(entry: Any, feed: Any, part: Part, *, place: str, problems: tuple[str, ...]) -> Document:
    whole = max((_words(c.get("value")) for c in entry.get("content") or ()), key=len, default="")
    summary = _words(entry.get("summary"))
    text = whole if len(whole) >= len(summary) else summary
    cut = (text[:-_LONGEST_CUT] + _CUT.sub("", text[-_LONGEST_CUT:])).rstrip()
    title = markup.text_of(entry.get("title") or "") or None
    if not cut:
        raise SourceError(place, f"this entry has no text ({title or 'and no title'}); its page may have it")
    if not whole:
        problems += (f"{place}: only what the feed gives of the report is read; its page may say more",)
    link = entry.get("link") or next((str(k["href"]) for k in entry.get("links") or () if k.get("href")), None)
    known = {
        "id": _id(entry, link),
        "published": entry.get("published") or entry.get("created") or entry.get("updated"),
        "title": title,
        "outlet": _outlet(entry, feed),
        "url": link,
        "language": _language(entry, feed),
    }
    return metadata.document(
        cut, known, origin=place, given=part.given, fallback=part.known, problems=problems, lenient=True
    )


def _words(html: str | None) -> str:
    return _FOOTER.sub("", markup.text_of(html or ""))


def _id(entry: Any, link: str | None) -> str | None:
    """The entry's own id, if it is one for all the world (a tag, an address): `7` would be another report in every feed."""
    given = entry.get("id")
    return given if given and given != link and re.match(r"(?:tag|urn|https?):", given) else None


def _outlet(entry: Any, feed: Any) -> str | None:
    """The entry's own source, in feeds that gather those of others; else who publishes the feed."""
    for source in (entry.get("source") or {}).get("title"), feed.get("publisher"), feed.get("title"):
        if source and source.strip():
            return markup.text_of(source)
    try:
        return (urlsplit(feed.get("link") or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _language(entry: Any, feed: Any) -> str | None:
    said = (entry.get("content") or [{}])[0].get("language") or entry.get("language") or feed.get("language")
    code = re.match(r"[A-Za-z]{2,3}(?=[-_]|$)", said or "")
    return code[0].casefold() if code else None


def _is_broken(found: Any) -> bool:
    """Whether feedparser found it ill-formed; a wrong statement of its encoding or media type is no damage."""
    error = found.get("bozo_exception")
    return bool(found.bozo) and type(error).__name__ not in ("CharacterEncodingOverride", "NonXMLContentType")


def _why(found: Any) -> str:
    error = found.get("bozo_exception")
    told = (str(error).splitlines() or [""])[0] if error else ""
    return told[:200] or "it has no entries"
