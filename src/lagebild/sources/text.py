"""Plain text and Markdown, with or without YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import front_matter, metadata

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_PAGE = re.compile(r"\s*<(?:!doctype html|html)\b", re.I)


def read(
    content: str, *, origin: str, given: Mapping[str, object], problems: tuple[str, ...] = ()
) -> Iterator[Document | SourceError]:
    """The one report of a text file; what is `given` for the run overrides its front matter.

    The report's text is all that follows the front matter, without leading blank lines; a text without front matter is
    taken exactly as it is. Yields a SourceError for broken front matter.
    """
    try:
        text, known, doubtful = _split(content, origin)
        yield metadata.document(text, {**known, **given}, origin=origin, problems=(*problems, *doubtful))
    except SourceError as error:
        yield error


def _split(content: str, origin: str) -> tuple[str, dict[str, object], tuple[str, ...]]:
    if _PAGE.match(content):
        raise SourceError(origin, "this is a web page; Lagebild does not read HTML yet, save the report as text")
    match = _FRONT.match(content)
    if not match:
        return content, {}, ()
    known, problems = front_matter.parse(match[1] or "", origin=origin)
    return content[match.end() :].lstrip("\r\n"), known, problems
