"""Plain text and Markdown, with or without YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import metadata

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
        text, known = _split(content, origin)
        yield metadata.document(text, {**known, **given}, origin=origin, problems=problems)
    except SourceError as error:
        yield error


def _split(content: str, origin: str) -> tuple[str, dict[str, object]]:
    if _PAGE.match(content):
        raise SourceError(origin, "this is a web page; Lagebild does not read HTML yet, save the report as text")
    match = _FRONT.match(content)
    if not match:
        return content, {}
    try:
        loaded = yaml.safe_load(match[1] or "") or {}
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        reason = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise SourceError(origin, f"the front matter is not YAML{where} ({reason})") from None
    if not isinstance(loaded, Mapping):
        raise SourceError(origin, "the front matter should be `key: value` lines between two lines of ---")
    return content[match.end() :].lstrip("\r\n"), {str(key).casefold(): value for key, value in loaded.items()}
