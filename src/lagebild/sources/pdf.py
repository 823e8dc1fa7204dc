"""The text of a PDF, by pypdf: lines joined into paragraphs, hyphens at their ends undone, margins left out.

A PDF's dates say when the file was made, not when the report was published, so they are not taken. A PDF of pictures has no
text; recognising letters is another program's work.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import metadata
from lagebild.sources.extras import need
from lagebild.sources.part import Part

MOST = 200_000_000
MOST_PAGES = 2_000
_MOST_DRAWN = 5_000
"""So many pieces are drawn into others: each may draw ten more, which each draw ten, from a file of two kilobytes."""
_MOST_STEPS = 1_000_000
"""So many steps all pages are drawn in: a book of 400 pages takes some hundred thousand."""
_MOST_CONTENT = 10_000_000
"""Bytes of what draws one page, unpacked."""
_PROGRAM = re.compile(
    r"^(?:microsoft (?:word|powerpoint)|untitled|unbenannt|dokument\d*|document\d*)|\.(?:docx?|pdf|indd|qxd|odt|tex|html?)$",
    re.I,
)
_NUMBER = re.compile(r"(?:Seite|Page|S\.)? ?[-–]? ?\d{1,4} ?(?:(?:/|von|of) ?\d{1,4})? ?[-–]?", re.I)


class _TooMuch(BaseException):
    """A PDF draws without end. It is no Exception: pypdf passes over those that come out of a piece drawn into another."""


def read(part: Part) -> Iterator[Document | SourceError]:
    """The one report of a PDF. Raises SourceError for a damaged, encrypted or textless one, and if pypdf is not installed."""
    pypdf = need("pypdf", extra="pdf", origin=part.origin, what="PDF")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are of no use to a reader
    stream = part.seekable(MOST)
    try:
        reader = pypdf.PdfReader(stream, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(part.origin, "this PDF is locked by a password; save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise SourceError(part.origin, f"this PDF has more than {MOST_PAGES:,} pages; split it into its reports")
        pages = _pages(reader, part)
        title = reader.metadata.title if reader.metadata else None
    except SourceError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged PDF can raise whatever its parts lead to
        told = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
        raise SourceError(part.origin, f"this PDF is damaged or no PDF ({told}); save it again") from None
    text = _text(pages)
    if not text:
        raise SourceError(
            part.origin, "this PDF has no text, only pictures of it; have its letters recognised first (OCR)"
        )
    known = {
        "title": title if isinstance(title, str) and title.strip() and not _PROGRAM.search(title.strip()) else None
    }
    yield metadata.document(text, known, origin=part.origin, given=part.given, fallback=part.known)


def _pages(reader: Any, part: Part) -> list[list[str]]:
    """The lines of each page."""
    pages, size = [], 0
    steps: Counter[bool] = Counter()

    def counted(operator: bytes, *_: object) -> None:
        steps[operator == b"Do"] += 1
        if steps[True] > _MOST_DRAWN or steps[False] > _MOST_STEPS:
            raise _TooMuch

    try:
        for page in reader.pages:
            content = page.get_contents()
            if content is not None and len(content.get_data()) > _MOST_CONTENT:
                raise _TooMuch
            words = page.extract_text(visitor_operand_before=counted) or ""
            size += len(words)
            if size > 2 * part.settings.max_characters:
                raise SourceError(
                    part.origin, "this PDF is longer than one report may be; split it, or raise --max-characters"
                )
            pages.append([" ".join(line.split()) for line in words.split("\n")])
    except _TooMuch:
        raise SourceError(
            part.origin, "this PDF draws more than any report does; save its text, or print it anew"
        ) from None
    return pages


def _text(pages: list[list[str]]) -> str:
    """The paragraphs of all pages."""
    kept = [line for page in _without_margins(pages) for line in page]
    paragraphs: list[str] = []
    now: list[str] = []
    longest = max((len(line) for line in kept), default=0)
    for line in kept:
        if not line:
            paragraphs.append("".join(now))
            now = []
            continue
        _join(now, line)
        if line.endswith((".", "!", "?", "“", "«", ":")) and len(line) < 0.75 * longest:
            paragraphs.append("".join(now))  # a paragraph's last line is seldom full
            now = []
    return "\n\n".join(filter(None, (*paragraphs, "".join(now))))


def _join(now: list[str], line: str) -> None:
    """Set a line behind what came before; a word parted at the end of a line is made whole."""
    if not now:
        now.append(line)
        return
    parted = re.fullmatch(r"[^\W\d_]-", "".join(now[-2:])[-2:]) is not None
    if now[-1].endswith("\xad") or (parted and line[0].islower() and not line.startswith(("und ", "oder ", "bis "))):
        now[-1] = now[-1][:-1]
        now.append(line)
    else:
        now.append(line if parted and line[0].isupper() else f" {line}")


def _without_margins(pages: list[list[str]]) -> Iterator[list[str]]:
    """The pages without their numbers, and without first and last lines that most pages share."""
    margins = Counter(_form(line) for page in pages for line in {*_ends(page)})
    for page in pages:
        ends = {
            line
            for line in _ends(page)
            if _NUMBER.fullmatch(line) or (len(pages) > 2 and margins[_form(line)] > len(pages) / 2)
        }
        yield [line for line in page if line not in ends]


def _ends(page: list[str]) -> list[str]:
    filled = [line for line in page if line]
    return [*filled[:2], *filled[-2:]] if len(filled) > 4 else filled[:1] + filled[-1:]


def _form(line: str) -> str:
    return re.sub(r"\d+", "0", line)
