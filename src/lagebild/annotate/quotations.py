"""Quotation marks paired: German, Swiss, French, English and straight ones, nested, unbalanced, over paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.document import Span

_CLOSING = {"„": '“”"', "»": "«", "«": "»", "“": "”", '"': '"', "‚": "‘’", "›": "‹", "‹": "›"}
_NESTING = "„‚»"
"""Marks that open only, so that a second one before the end is a quotation in the quotation."""
_LONG = 1500
"""Code points over which a quotation may run on through paragraphs; a lost mark must not swallow the report."""


def quotations(text: str) -> Iterator[Span]:
    """The pieces of text between quotation marks, marks included, in order; what is quoted in a quotation is part of it.

    A quotation ends in its paragraph. It runs on where its mark opens a paragraph or follows a colon and the first mark
    behind it closes it, and to its paragraph's end where the next paragraph opens with the mark again.
    """
    at = 0
    while at < len(text):
        end = _end(text, at) if text[at] in _CLOSING else None
        if end is None:
            at += 1
            continue
        yield Span(at, end)
        at = end


def _end(text: str, start: int) -> int | None:
    """Where the quotation that opens at `start` ends; None if it does not, or if its mark is a stray one."""
    mark, line = text[start], text.find("\n", start)
    line = len(text) if line < 0 else line
    depth = 1
    for at in range(start + 1, line):
        if text[at] in _CLOSING[mark]:
            depth -= 1
            if depth == 0:
                return at + 1
        elif text[at] == mark:
            if mark not in _NESTING:
                return None
            depth += 1
    return _over_paragraphs(text, start, line) if depth == 1 else None


def _over_paragraphs(text: str, start: int, line: int) -> int | None:
    mark = text[start]
    before = text[:start].rstrip(" ")[-1:]
    if before not in ("", "\n", ":") or mark not in _NESTING:
        return None
    following = text[line:].lstrip()
    if following.startswith(mark):
        return len(text[:line].rstrip())
    for at in range(line, min(len(text), start + _LONG)):
        if text[at] == mark:
            return None
        if text[at] in _CLOSING[mark]:
            return at + 1
    return None
