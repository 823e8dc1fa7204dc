"""Plain text and Markdown, with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import encoding, heads, metadata
from lagebild.sources.part import Part
from lagebild.sources.read import longer

_PAGE = re.compile(r"\s*<(?:!doctype html|html)\b", re.I)


def read_part(part: Part) -> Iterator[Document | SourceError]:
    """The one report of a text file, from its bytes."""
    most = 4 * part.settings.max_characters  # a code point takes at most four bytes
    raw = part.content(most, remedy=longer(part.settings), whole=True)
    content, problems = encoding.decode(raw, origin=part.origin, encoding=part.settings.encoding)
    yield from read(content, origin=part.origin, given=part.given, fallback=part.known, problems=problems)


def read(
    content: str,
    *,
    origin: str,
    given: Mapping[str, object],
    fallback: Mapping[str, object] = MappingProxyType({}),
    problems: tuple[str, ...] = (),
) -> Iterator[Document | SourceError]:
    """The one report of a text file; what is `given` for the run overrides its front matter, `fallback` fills it up.

    The report's text is all that follows the front matter, without leading blank lines; a text without front matter is
    taken exactly as it is. Yields a SourceError for broken front matter.
    """
    try:
        if _PAGE.match(content):
            raise SourceError(origin, "this is a web page in UTF-16; save it as UTF-8")
        text, known, doubtful = heads.split(content, origin=origin)
        yield metadata.document(
            text, known, origin=origin, given=given, fallback=fallback, problems=(*problems, *doubtful)
        )
    except SourceError as error:
        yield error
