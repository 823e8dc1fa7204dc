"""Web pages: the running text of their report, by trafilatura, without what stands around it.

What a page says of its report is in :mod:`lagebild.sources.page_facts`.

Captions, credits, teasers, *Lesen Sie auch* and other furniture are taken out before the text is: by the element, by its
class, by the words that it opens with (`lexicon/de/furniture.tsv`), and as paragraphs that are one link. Pages in which no
report is found are refused.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lagebild import lexicon
from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import encoding, markup, metadata, page_facts
from lagebild.sources.extras import need
from lagebild.sources.part import Part

MOST = 20_000_000
"""Bytes of the largest page."""
MOST_ELEMENTS = 30_000
"""Elements of the largest page; those of newspapers have some thousand. Taking one out of many costs as much as there are."""
_MANY = 4_000
"""With more elements than that a page is read by the first of trafilatura's ways only: the others compare each with each."""
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*+=\s*+["']?\s*+(?P<name>[\w-]{3,40})|<\?xml[^>]*encoding=["'](?P<xml>[\w-]{3,40})""",
    re.I,
)
_LATIN = re.compile(r"(?:iso-?8859-?1|latin-?1|us-ascii|ascii)$", re.I)
_OUT = frozenset(
    "figure figcaption picture script style template noscript nav aside form button iframe object svg video audio footer "
    "dialog".split()
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:captions?|bildunterschrift|bildtext|credits?|copyright|teasers?|teaserlist|related|recommend(?:ed|ations?)?|"
    r"read-?more|also-?read|lesen-?sie-?auch|mehr-?zum-?thema|newsletter|social|share|sharing|breadcrumbs?|paywall|advert(?:isement)?|"
    r"anzeige|werbung|comments?|kommentare?|tags|promo|most-?read|meistgelesen|cookies?|consent|byline|autor(?:box)?|"
    r"twitter-tweet|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-post)(?:$|[\s_-])",
    re.I,
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,8})|(?P<number>[0-9]{1,9}));?")
_CROWDED = re.compile(markup.CROWDED, re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_FEWEST = 60
"""Letters that a report has at least, in a page; a flash has one sentence."""
_SHORT = 14
"""Words that a line of furniture has at most, as where it is told in the text."""
_KICKER = 6
"""Words that stand before a headline at most."""


def read(part: Part) -> Iterator[Document | SourceError]:
    """The one report of a page. Raises SourceError for a page without one, and if trafilatura is not installed."""
    html = need("lxml.html", extra="html", origin=part.origin, what="web pages")
    trafilatura = need("trafilatura", extra="html", origin=part.origin, what="web pages")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what a reader needs to know, we say
    raw = part.content(MOST, remedy="it is hardly one report; save the report alone")
    content, problems = _decoded(raw, part)
    try:
        tree = html.document_fromstring(
            _printable(content),
            parser=html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True),
        )
    except Exception as error:  # noqa: BLE001 - lxml has many
        raise SourceError(part.origin, f"this is no web page that can be read ({error}); save it again") from None
    if _more_than(MOST_ELEMENTS, tree):
        raise SourceError(
            part.origin,
            f"this page has more than {MOST_ELEMENTS:,} elements, which no report has; save the report's text",
        )
    known_url = part.known.get("url")
    facts = page_facts.facts(tree, url=known_url if isinstance(known_url, str) else None)
    _prune(tree)
    text = _text(tree, trafilatura, title=facts.fields["title"]) or facts.body
    if len(text) < _FEWEST:
        raise SourceError(
            part.origin,
            "no report is found on this page: it may be a list of links, or filled by a program; save the report's text",
        )
    if facts.partial:
        problems += (f"{part.origin}: the page says that it shows only a part of the report; the rest is not read",)
    yield metadata.document(
        text, facts.fields, origin=part.origin, given=part.given, fallback=part.known, problems=problems, lenient=True
    )


def _decoded(raw: bytes, part: Part) -> tuple[str, tuple[str, ...]]:
    """The page's characters: by the user's word, by a mark, by what the page says of itself if its bytes bear it out."""
    stated = part.settings.encoding
    if stated is None and not encoding.is_wide(raw[:4096]):
        said = _CHARSET.search(raw[:4096])
        name = ((said["name"] or said["xml"]) if said else b"").decode("ascii", "replace")
        if name and not name.casefold().startswith(("utf", "unicode", "raw_unicode")):
            try:
                return raw.decode("cp1252" if _LATIN.match(name) else name, "replace"), ()
            except (LookupError, ValueError):
                pass  # no such encoding, or one of names of hosts: it is told by the bytes
    return encoding.decode(raw, origin=part.origin, encoding=stated)


def _printable(content: str) -> str:
    """A page without the signs that XML forbids, as they are or as references (`&#1;`): its tree could not be changed.

    Nor are attributes kept of an element that has 500 or more.
    """
    written = _REFERENCE.sub(lambda found: "" if _forbidden(found) else found[0], content)
    written = _CROWDED.sub(r"<\g<name> ", written)
    return _FORBIDDEN.sub("", written)


def _forbidden(reference: re.Match[str]) -> bool:
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["number"])
    return code > 0x10FFFF or _FORBIDDEN.match(chr(code)) is not None


def _prune(tree: Any) -> None:
    """Take out what is no running text. Nothing goes that holds half of the page's paragraphs: a name may deceive."""
    whole = _letters(tree)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in ("html", "body", "head"):
            continue
        if _goes(element) and (element.tag in ("script", "style", "template") or 2 * _letters(element) <= whole):
            element.drop_tree()


def _more_than(most: int, tree: Any) -> bool:
    return any(number > most for number, _ in enumerate(tree.iter(), start=1))


def _letters(element: Any) -> int:
    own = (element,) if element.tag == "p" else ()
    return sum(len(p.text_content().strip()) for p in (*own, *element.iterdescendants("p")))


def _goes(element: Any) -> bool:
    if element.tag in _OUT or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _FURNITURE.search(f"{element.get('class') or ''} {element.get('id') or ''}") or _HIDDEN.search(
        element.get("style") or ""
    ):
        return True
    if element.tag in ("p", "h2", "h3", "h4", "h5", "div", "li", "strong", "b") and not len(element.xpath(".//p")):
        words = " ".join(element.text_content().split())
        if is_furniture(words):
            _drop_list_behind(element)
            return True
        return element.tag in ("p", "li", "h3", "h4", "h5") and _is_link(element, words)
    return False


def _is_link(element: Any, words: str) -> bool:
    """A paragraph that is a link and nothing else leads to another report."""
    linked = sum(len(" ".join(a.text_content().split())) for a in element.iterdescendants("a"))
    return len(words.split()) > 2 and linked >= 0.9 * len(words) and not words.endswith(".")


def _drop_list_behind(element: Any) -> None:
    """What *Lesen Sie auch* announces: a list of links right behind it."""
    following = element.getnext()
    if (
        following is not None
        and following.tag in ("ul", "ol")
        and all(
            _is_link(item, " ".join(item.text_content().split())) or len(item.text_content()) < 10
            for item in following.iter("li")
        )
    ):
        following.drop_tree()


def is_furniture(words: str) -> bool:
    """Whether a line opens like a teaser, a credit or a caption, and is short as these are."""
    if not words or len(words.split()) > _SHORT:
        return False
    for form, colon in _forms():
        if words.casefold().startswith(form):
            rest = words[len(form) :]
            sign = rest.lstrip()[:1] in (":", "–", "-", "|") or not rest.strip()
            if not rest[:1].isalnum() and (sign or not (colon or words.endswith((".", "!")))):
                return True
    return False


@cache
def _forms() -> tuple[tuple[str, bool], ...]:
    rows = lexicon.load("furniture", required=("form", "kind", "example"))
    return tuple(
        (r["form"].removesuffix(":").casefold(), r["form"].endswith(":")) for r in rows if r["kind"] != "byline"
    )


def _text(tree: Any, trafilatura: Any, *, title: object) -> str:
    """The paragraphs of the report, parted by empty lines."""
    try:
        found = trafilatura.bare_extraction(
            tree, include_comments=False, include_tables=True, include_images=False, include_formatting=False,
            include_links=False, deduplicate=False, with_metadata=False, fast=_more_than(_MANY, tree),
        )  # fmt: skip
    except ValueError:  # signs that no XML may have, written as &#1;
        found = None
    paragraphs = list(_paragraphs(found.body)) if found is not None and found.body is not None else []
    if sum(map(len, paragraphs)) < _FEWEST:  # a flash of one sentence
        inner = tree.xpath("//*[@itemprop='articleBody']") or tree.xpath("//article") or tree.xpath("//main")
        paragraphs = [" ".join(p.text_content().split()) for one in inner[:1] for p in one.iter("p", "h2", "h3", "li")]
    kept = [words for words in paragraphs if words and not is_furniture(words)]
    if kept and isinstance(title, str) and _is_title(kept[0], title):
        kept = kept[1:]
    return "\n\n".join(kept)


def _is_title(words: str, title: str) -> bool:
    """Whether a first line is the title, alone or behind a kicker (*Kreis Halm* Brücke ist frei)."""
    kicker = words.casefold().removesuffix(title.casefold())
    return kicker != words.casefold() and len(kicker.split()) <= _KICKER and not kicker.rstrip().endswith(".")


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of each block of trafilatura's tree: paragraphs, headings, items of a list, rows of a table."""
    for block in body:
        if block.tag in ("list", "table", "quote", "div") and len(block):
            rows = list(block.iter("row")) or list(block.iter("item")) or list(block.iter("p"))
            for row in rows or [block]:
                cells = [" ".join("".join(cell.itertext()).split()) for cell in row.iter("cell")] or [
                    " ".join("".join(row.itertext()).split())
                ]
                yield " | ".join(filter(None, cells))
        elif isinstance(block.tag, str):
            yield " ".join("".join(block.itertext()).split())
