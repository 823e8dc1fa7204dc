"""A report as it came, its text never altered."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

import msgspec

FIRST_YEAR, LAST_YEAR = 1400, 2999
"""No report was published outside these; so arithmetic by some years never leaves the calendar."""
_HALF = re.compile("[\ud800-\udfff]")


class Span(NamedTuple):
    """A piece of a text: code points, end exclusive. Encodes as `[start, end]`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """True if this span lies inside the other."""
        return other.start <= self.start and self.end <= other.end

    def of(self, text: str) -> str:
        """The piece of `text` that the span names."""
        return text[self.start : self.end]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it is read beside the text as it was given.

    `starts` and `ends` have one item a code point of `text`: the code points of the given text that it stands for, end
    exclusive. What the given text has beyond that (a soft hyphen, a Markdown mark) stands for nothing. `problems` is
    what was found damaged.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    problems: tuple[str, ...] = ()

    @classmethod
    def same(cls, text: str) -> View:
        """The view of a text that is read as it stands."""
        return cls(text=text, starts=tuple(range(len(text))), ends=tuple(range(1, len(text) + 1)))

    def given(self, span: Span) -> Span:
        """The code points of the given text that a span of the view stands for."""
        if span.start >= span.end:
            at = self.starts[span.start] if span.start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return Span(at, at)
        return Span(self.starts[span.start], self.ends[span.end - 1])


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report: its text and what is known about it from outside the text.

    `published` is an ISO 8601 date or date-time; without it, relative dates stay unresolved. `id` defaults to
    :func:`document_id`. `problems` are what the source module noticed (a doubtful encoding, a date in the future).
    """

    id: str
    text: str
    published: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    problems: tuple[str, ...] = ()


def half_a_character(text: str) -> int | None:
    """Where a text has a lone surrogate: half a character, which no UTF-8 can hold. None if it has none."""
    found = _HALF.search(text)
    return found.start() if found else None


def document_id(text: str, *, outlet: str | None = None, origin: str | None = None) -> str:
    """A stable id: hash of outlet, url or path, and text (16 hexadecimal digits)."""
    digest = hashlib.sha256()
    for part in (outlet or "", origin or "", text):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()[:16]
