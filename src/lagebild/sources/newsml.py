"""NewsML-G2, the news agencies' XML: `newsItem`, alone or in a `newsMessage`, its text as NITF, XHTML or plain.

Standard: https://iptc.org/standards/newsml-g2/ (the namespace is the same in all versions). The `guid` is the report's
id, so that another version of an item is a version of the report. Respected are `pubStatus`, `embargoed`, and
`dataMining` (2.34) with PLUS's values, also where they stand as `usageTerms`.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import markup, metadata, ninjs, xml
from lagebild.sources.part import Part

_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 hl2 li dt dd blockquote tr pre".split())
_ASIDE = frozenset(
    "head body.head body.end hedline byline dateline media figure figcaption caption script style aside nav tagline "
    "note".split()
)
_OTHER_ITEMS = ("packageItem", "conceptItem", "knowledgeItem", "catalogItem", "planningItem")


def read(part: Part) -> Iterator[Document | SourceError]:
    """The reports of the items in a document; one that cannot be used yields its error. Raises SourceError for broken XML."""
    found = 0
    for item in xml.elements(part.stream, "newsItem", *_OTHER_ITEMS, origin=part.origin):
        found += 1
        place = item.get("guid") or f"{part.origin}:{found}"
        try:
            if xml.local(item.tag) != "newsItem":
                raise SourceError(place, f"a {xml.local(item.tag)} holds no report of its own; leave it out")
            yield _report(item, part, place=f"{part.origin}:{found}")
        except SourceError as error:
            yield error
    if not found:
        yield SourceError(part.origin, "there is no newsItem in it; give the items themselves")


def _report(item: Element, part: Part, *, place: str) -> Document:
    management, content = xml.child(item, "itemMeta"), xml.child(item, "contentMeta")
    status = _code(xml.child(management, "pubStatus"))
    ninjs.refuse_withheld(status, xml.words(xml.child(management, "embargoed")), origin=place)
    _refuse_reserved(item, place)
    kind = _code(xml.child(management, "itemClass")).rpartition(":")[2]
    text = _text(item)
    if not text:
        what = f"it is a {kind}" if kind not in ("", "text", "composite") else "its contentSet has none"
        raise SourceError(place, f"this newsItem has no text ({what}); leave it out")
    said = _said(item)
    known = {
        "id": item.get("guid"),
        "published": xml.words(xml.child(content, "contentCreated"))
        if said == "content"
        else _moment(management, content),
        "title": xml.words(xml.child(content, "headline")) or xml.words(xml.child(management, "title")),
        "outlet": _outlet(management, content),
        "url": _link(item, management),
        "language": _language(item, content),
    }
    return metadata.document(text, known, origin=place, given=part.given, fallback=part.known, lenient=True)


def _said(item: Element) -> str:
    return "content" if xml.child(item, "itemMeta", "versionCreated") is None else "version"


def _moment(management: Element | None, content: Element | None) -> str:
    """When it was published: the version that this is, else its first."""
    for element in (
        xml.child(management, "versionCreated"),
        xml.child(content, "contentModified"),
        xml.child(management, "firstCreated"),
    ):
        if xml.words(element):
            return xml.words(element)
    return ""


def _refuse_reserved(item: Element, place: str) -> None:
    """Raise SourceError if the sender forbids that the text be mined; to forbid the training of models alone does not."""
    for rights in item:
        if xml.local(rights.tag) != "rightsInfo":
            continue
        for element in rights.iter():
            if xml.local(element.tag) in ("dataMining", "usageTerms"):
                said = f"{_code(element)} {element.get('uri') or ''} {xml.words(element)}".upper()
                for value in said.split():
                    if "DMI-PROHIBITED" in value and not value.endswith("AIMLTRAINING"):
                        raise SourceError(place, "its sender forbids data mining (rightsInfo); it is left out")


def _outlet(management: Element | None, content: Element | None) -> str | None:
    for element in (
        xml.child(management, "provider"),
        xml.child(content, "infoSource"),
        xml.child(content, "creditline"),
    ):
        if element is None:
            continue
        name = (
            xml.words(xml.child(element, "name"))
            or element.get("literal")
            or ("" if len(element) else xml.words(element))
        )
        if name or _code(element):
            return name or _code(element).rpartition(":")[2]
    return None


def _language(item: Element, content: Element | None) -> str | None:
    tagged = xml.child(content, "language")
    said = (
        (tagged.get("tag") if tagged is not None else None)
        or item.get("{http://www.w3.org/XML/1998/namespace}lang")
        or ""
    )
    return said.partition("-")[0].casefold() or None


def _link(item: Element, management: Element | None) -> str | None:
    for link in management if management is not None else ():
        address = link.get("href") or ""
        if (
            xml.local(link.tag) == "link"
            and address.startswith(("http://", "https://"))
            and "html" in (link.get("contenttype") or "html")
        ):
            return address
    guid = item.get("guid") or ""
    return guid if guid.startswith(("http://", "https://")) else None


def _code(element: Element | None) -> str:
    return (element.get("qcode") or element.get("uri") or "") if element is not None else ""


def _text(item: Element) -> str:
    """The longest of the renditions of the text."""
    found = [""]
    for rendition in xml.child(item, "contentSet") or ():
        if xml.local(rendition.tag) == "inlineXML":
            found.append("\n\n".join(_paragraphs(rendition)))
        elif xml.local(rendition.tag) == "inlineData" and "text/plain" in (
            rendition.get("contenttype") or "text/plain"
        ):
            found.append("".join(rendition.itertext()).strip())
    return max(map(markup.before_notes, found), key=len)


def _paragraphs(element: Element) -> Iterator[str]:
    for inner in element:
        name = xml.local(inner.tag)
        if name in _ASIDE:
            continue
        if name in _PARAGRAPHS:
            if words := xml.words(inner):
                yield words
        else:
            yield from _paragraphs(inner)
