"""MediaWiki dumps (such as Wikinews'), page by page as they stream by: the newest revision of each article.

The date is that of the category or the template of the day, as Wikinews has it, else of the dateline; a revision's time says
when somebody saved it, not when the report was published. Wikitext is taken apart by mwparserfromhell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.lexicon.words import word_set
from lagebild.sources import dates, metadata, xml
from lagebild.sources.extras import need
from lagebild.sources.part import Part

_WANTED = ("sitename", "base", "title", "ns", "redirect", "revision")
_DAY_CATEGORY = re.compile(
    r"\[\[\s*(?:Kategorie|Category)\s*:\s*"
    r"(?P<day>\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}\. \w+ \d{4}|\w+ \d{1,2}, \d{4})\s*[\]|]",
    re.I,
)
_DATELINE = re.compile(r"[^.\n]{2,80}?,? (?P<day>\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\. [^\W\d_]+ \d{4})\)?\s*[–—-]")
_HEADING = re.compile(r"^={2,6}(?P<title>[^\n]+)$", re.M)
_NAMESPACE = re.compile(r"(?:[a-z]{2,3}(?:-[a-z]+)?|[^\W\d_]{2,15}) ?:(?! )", re.I)
_PAIRS = (("{{", "}}"), ("[[", "]]"), ("{|", "|}"))
_LINK = re.compile(r"(?<!\[)\[(?:https?:|ftp:|//)")
_TAG = re.compile(r"<(?P<close>/?)(?!(?:br|hr|wbr|li|dt|dd|tr|td|th|img)\b)[a-z][^<>]*(?P<end>/?>)?", re.I)
_MOST_UNCLOSED = 100
"""So many marks of one kind may stand open: from each the parser looks for its end to the end of the page."""
_MOST_TABLES = 1_000
"""So many tables a page may have, or their marks are left out: the parser goes back to the first from each."""
_MARKS = "{[<|*#;:='"
_MOST_MARKS = 200_000
"""So many signs that may be marks a page may have: each costs the parser as much as a word costs a reader."""
_LABELLED = ("w", "wikipedia", "wp")


def read(part: Part) -> Iterator[Document | SourceError]:
    """The reports of a dump, in its order. Raises SourceError for broken XML (what came before is given first)."""
    parser = need("mwparserfromhell", extra="archives", origin=part.origin, what="MediaWiki dumps")
    site: dict[str, str] = {}
    page: dict[str, str] = {}
    number = 0
    for element in xml.elements(part.stream, *_WANTED, origin=part.origin):
        name = xml.local(element.tag)
        if name in ("sitename", "base"):
            site[name] = xml.words(element)
        elif name == "title":
            yield from _report(page, site, parser, part, number)
            number, page = number + 1, {"title": xml.words(element)}
        elif name == "revision":
            _take(page, element)
        elif name == "ns" and ("ns" in page or "text" in page):  # a page without a title
            yield from _report(page, site, parser, part, number)
            number, page = number + 1, {"ns": xml.words(element)}
        else:
            page[name] = xml.words(element) or "yes"
    yield from _report(page, site, parser, part, number)
    if not number:
        yield SourceError(part.origin, "there is no page in this dump; take one with pages and their texts")


def _take(page: dict[str, str], revision: Element) -> None:
    """Keep the newest of the revisions of a page."""
    saved = xml.words(xml.child(revision, "timestamp"))
    if saved >= page.get("saved", ""):
        text = xml.child(revision, "text")
        page["saved"], page["text"] = saved, "".join(text.itertext()) if text is not None else ""


def _report(
    page: dict[str, str], site: dict[str, str], parser: Any, part: Part, number: int
) -> Iterator[Document | SourceError]:
    """The report of a page; none for a redirect, a page that is no article, or one without running text."""
    if page.get("ns", "0") != "0" or "redirect" in page or not page.get("text", "").strip():
        return
    place = f"{part.origin}:{number}"
    page.setdefault("title", "")
    if len(page["text"]) > 2 * part.settings.max_characters:
        yield SourceError(place, f"the page {page['title']!r} is longer than a report may be; raise --max-characters")
        return
    if sum(map(page["text"].count, _MARKS)) > _MOST_MARKS:
        yield SourceError(
            place, f"the page {page['title']!r} has more than {_MOST_MARKS:,} marks, as no article does; it is left out"
        )
        return
    try:
        text = text_of(page["text"], parser)
        if text:
            known = {
                "published": _published(page["text"], text),
                "title": page["title"],
                "outlet": site.get("sitename"),
                "url": _address(site.get("base", ""), page["title"]),
                "language": _language(site.get("base", "")),
            }
            yield metadata.document(text, known, origin=place, given=part.given, fallback=part.known, lenient=True)
    except SourceError as error:
        yield error
    except (RecursionError, ValueError) as error:  # what a wiki's writers can do to a parser
        yield SourceError(
            place,
            f"the page {page['title']!r} cannot be taken apart ({str(error)[:200] or type(error).__name__}); it is left out",
        )


def text_of(wikitext: str, parser: Any) -> str:
    """The running text of an article: no templates, tables, pictures, references; nothing from its sources on.

    A mark that is opened a hundred times and never closed is no markup, and left out.
    """
    body = _closed(_before_sources(wikitext))
    code = parser.parse(body, skip_style_tags=False)
    for node in list(code.nodes):
        _strip(code, node, parser)
    stripped = code.strip_code(normalize=True, collapse=True, keep_template_params=False)
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip(" *#:;") for line in str(stripped).split("\n"))
    return "\n\n".join(line for line in lines if line and not line.startswith(("|", "{|", "!")))


def _closed(wikitext: str) -> str:
    """Wikitext without the marks that are opened too often without being closed."""
    for opened, closed in _PAIRS:
        if wikitext.count(opened) - wikitext.count(closed) > _MOST_UNCLOSED:
            wikitext = wikitext.replace(opened, "")
    if len(_LINK.findall(wikitext)) - wikitext.count("]") > _MOST_UNCLOSED:
        wikitext = _LINK.sub("", wikitext)
    if wikitext.count("{|") > _MOST_TABLES:
        wikitext = wikitext.replace("{|", "").replace("|}", "")
    last = wikitext.rfind("-->") + 1  # none of the comments behind it is closed
    if wikitext.count("<!--", last) > _MOST_UNCLOSED:
        wikitext = wikitext[:last] + wikitext[last:].replace("<!--", "")
    cut = balance = 0
    for tag in _TAG.finditer(wikitext):
        cut += tag["end"] is None
        if tag["close"]:
            balance = max(balance - 1, 0)  # what closes nothing makes up for nothing
        else:
            balance += tag["end"] == ">" and not tag[0].endswith("/>")
    return _TAG.sub("", wikitext) if max(cut, balance) > _MOST_UNCLOSED else wikitext


def _before_sources(wikitext: str) -> str:
    apart = word_set("wiki_sections_apart")
    for heading in _HEADING.finditer(wikitext):
        title = heading["title"].rstrip()
        if title.endswith("=") and title.strip("='\t\r ").casefold().replace(" ", "_") in apart:
            return wikitext[: heading.start()]
    return wikitext


def _strip(code: Any, node: Any, parser: Any) -> None:
    """Take a node out, or put its words in its place."""
    nodes = parser.nodes
    if isinstance(node, nodes.Template):
        name = str(node.name).strip().casefold()
        words = str(node.params[-1].value).strip() if name in _LABELLED and node.params else ""
        code.replace(node, words)
    elif isinstance(node, nodes.Wikilink):
        title = str(node.title).strip()
        if _NAMESPACE.match(title) and not title.startswith(":"):
            code.remove(node)
    elif isinstance(node, nodes.Tag) and str(node.tag).casefold() in (
        "ref",
        "table",
        "gallery",
        "references",
        "math",
        "timeline",
    ):
        code.remove(node)


def _published(wikitext: str, text: str) -> str | None:
    if category := _DAY_CATEGORY.search(wikitext):
        return category["day"]
    for name in ("Datum", "date"):
        template = re.search(rf"{{{{\s*+{name}\s*+\|\s*+(?P<day>[^|}}]{{6,40}}?)\s*+[|}}]", wikitext, re.I)
        if template and _is_date(template["day"]):
            return template["day"]
    dateline = _DATELINE.match(text)
    return dateline["day"] if dateline and _is_date(dateline["day"]) else None


def _is_date(given: str) -> bool:
    try:
        return bool(dates.iso(given))
    except ValueError:
        return False


def _address(base: str, title: str) -> str | None:
    if not base.startswith(("http://", "https://")):
        return None
    return f"{base.rpartition('/')[0]}/{quote(title.replace(' ', '_'), safe='/:(),')}"


def _language(base: str) -> str | None:
    host = re.match(r"https?://(?P<code>[a-z]{2,3})\.(?:m\.)?wiki", base)
    return host["code"] if host else None
