"""Pairs quotation marks: German, Swiss, French, English and straight ones, nested, unbalanced, over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.document import Span

CLOSING = {"„": '“”"', "»": "«", "«": "»", "“": "”", '"': '"', "‚": "‘’", "›": "‹", "‹": "›"}
_NESTING = "„‚»"
"""Marks that open only, so that a second one before the end is a quotation in the quotation."""
_OPENING = re.compile(f"[{''.join(CLOSING)}]")
_NESTED = re.compile(f"[{''.join({*_NESTING, *(c for m in _NESTING for c in CLOSING[m])})}]")
_STOPS = {mark: re.compile(f"[{closing}{mark}]") for mark, closing in CLOSING.items()}
_BLANKS = re.compile(r"\s*")
_STRAIGHT = re.compile(r"(?<!\w)'[^'\n]+'(?!\w)")
"""Words between straight single marks, which stand for an apostrophe elsewhere."""
_LONG = 1500
"""A quotation runs over paragraphs for at most so many code points, so a missing mark does not swallow the report."""


def quotations(text: str) -> Iterator[Span]:
    """The pieces of text between quotation marks, marks included, in order; a nested quotation is part of the outer one.

    A quotation ends in its paragraph. It runs on where its mark opens a paragraph or follows a colon and the first mark
    behind it closes it. It ends with its paragraph where the next one opens with the mark again, and where it follows a
    colon and no mark closes it later. The time that this takes grows with the length of the text, whatever marks are lost
    in it.
    """
    at, line = 0, -1
    pairs: dict[int, int] = {}
    lost: set[int] = set()
    while (found := _OPENING.search(text, at)) is not None:
        start = found.start()
        if start >= line:
            line = text.find("\n", start)
            line = len(text) if line < 0 else line
            pairs, lost = _pairs(text, start, line)
        if text[start] not in _NESTING:
            end = _flat(text, start, line)
        else:
            end = _over_paragraphs(text, start, line) if start in lost else pairs.get(start)
        if end is not None:
            yield Span(start, end)
        at = start + 1 if end is None else end


def _pairs(text: str, start: int, line: int) -> tuple[dict[int, int], set[int]]:
    """For each nesting mark between two places where its quotation ends; and of each sort the last that does not end."""
    pairs: dict[int, int] = {}
    open_: dict[str, list[int]] = {mark: [] for mark in _NESTING}
    for found in _NESTED.finditer(text, start, line):
        sign, at = found[0], found.start()
        for mark, opened in open_.items():
            if sign in CLOSING[mark] and opened:
                pairs[opened.pop()] = at + 1
            elif sign == mark:
                opened.append(at)
    return pairs, {opened[-1] for opened in open_.values() if opened}


def _flat(text: str, start: int, line: int) -> int | None:
    """Where the quotation of a mark that does not nest ends; None if the mark comes again first: it is a stray one."""
    mark = text[start]
    found = _STOPS[mark].search(text, start + 1, line)
    return found.end() if found is not None and found[0] in CLOSING[mark] else None


def _over_paragraphs(text: str, start: int, line: int) -> int | None:
    """Where a quotation that its paragraph does not close ends in a later one, if it may run on."""
    mark, before = text[start], start
    while before and text[before - 1] == " ":
        before -= 1
    end = line
    while text[end - 1].isspace():
        end -= 1
    blanks = _BLANKS.match(text, line)
    if blanks is not None and text.startswith(mark, blanks.end()):
        return end
    if before and text[before - 1] not in "\n:":
        return None
    found = _STOPS[mark].search(text, line, min(len(text), start + _LONG))
    if found is not None and found[0] != mark:
        return found.end()
    never = found is not None or len(text) <= start + _LONG
    return end if never and before and text[before - 1] == ":" and end > start + 1 else None


def nested(text: str, quotation: Span) -> Iterator[Span]:
    """The quotations within a quotation, marks included."""
    start, end = quotation.start + 1, quotation.end - 1
    inside = text[start:end]
    found = [*quotations(inside), *(Span(*match.span()) for match in _STRAIGHT.finditer(inside))]
    for span in sorted(found):
        yield Span(start + span.start, start + span.end)
