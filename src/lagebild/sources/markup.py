"""Text out of pieces of HTML that are the report already (in feeds and agency items), without any library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.lexicon.words import word_set
from lagebild.sources.part import Part

BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 hl1 hl2 li ul ol dl dt dd blockquote pre table tr section article header footer main hr br "
    "address block tbody thead".split()
)
"""Elements that begin a paragraph of their own."""
ASIDE = frozenset(
    "script style template noscript iframe object svg math nav aside form button select figure figcaption media head "
    "audio video canvas".split()
)
"""Elements whose words are not the report's: furniture, pictures with their captions, programs."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_DEEPEST = 500
CROWDED = (
    r"""<(?P<name>[a-z][^\s/>]{0,64}+)(?>[\s/]++[^\s"'/>=]++(?>\s*+=\s*+(?>"[^"]*"|'[^']*'|[^\s"'>]*))?+){500,}+"""
)
"""An element with more attributes than any has: its reader compares each with each, for minutes if there are 100,000."""


class _Paragraphs(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[str] = []
        self._now: list[str] = []
        self._aside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin an element."""
        if tag in BLOCKS:
            self.close_paragraph()
        if tag in ASIDE and tag not in _VOID and len(self._aside) < _DEEPEST:
            self._aside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in BLOCKS:
            self.close_paragraph()
        if tag in self._aside:
            while self._aside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Take words that are the report's."""
        if not self._aside:
            self._now.append(data)

    def close_paragraph(self) -> None:
        """Keep the paragraph so far, its blanks made one."""
        words = _BLANKS.sub(" ", "".join(self._now)).strip()
        if words:
            self.done.append(words)
        self._now = []


def text_of(html: str) -> str:
    """The paragraphs of a piece of HTML, parted by empty lines; a plain text without elements stays as it is."""
    if "<" not in html and "&" not in html:
        return html
    parser = _Paragraphs()
    parser.feed(html)
    parser.close()
    parser.close_paragraph()
    return "\n\n".join(parser.done)


def before_notes(text: str) -> str:
    """An agency's text without the notes to editors behind it (contacts, addresses), which begin on a line of their own."""
    notes = word_set("agency_notes")
    at = 0
    for line in text.splitlines(keepends=True):
        if at and line.strip("# *:\t\r\n").casefold().replace(" ", "_") in notes:
            return text[:at].rstrip(" *_-\r\n\t")
        at += len(line)
    return text


def refuse(part: Part) -> Iterator[Document | SourceError]:
    """Say that an XML document is of no kind that is read. Raises SourceError if it is packed, and damaged."""
    part.stream.read(1)  # what is cut off before its first sign says so here
    yield SourceError(
        part.origin,
        "this XML is none that Lagebild reads (RSS, Atom, NewsML-G2, a MediaWiki dump); save the report as text or HTML",
    )
