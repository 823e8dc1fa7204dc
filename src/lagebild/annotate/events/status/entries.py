"""Entries of a ticker or a chronicle: what stands behind a date or a time of day and a colon, up to the next of them."""

from __future__ import annotations

from lagebild.annotate.text import Text

_MOST = 8
"""An entry has at most so many sentences behind the one that its date opens."""
_SIGNS = " +[(*–-"
"""What may stand before the date that opens an entry."""


def in_entry(text: Text, token: int) -> bool:
    """Whether a token stands in an entry of a ticker or a chronicle."""
    number = text.analysis.sentence_of[token]
    paragraph = text.paragraphs[number]
    while number >= 0 and text.paragraphs[number] == paragraph and text.analysis.sentence_of[token] - number <= _MOST:
        if _opens_entry(text, number):
            return True
        number -= 1
    return False


def _opens_entry(text: Text, number: int) -> bool:
    """Whether a sentence opens with a date or a time of day and a colon."""
    span = text.analysis.sentence_span(number)
    start = (
        span.start + len(text.content[span.start : span.end]) - len(text.content[span.start : span.end].lstrip(_SIGNS))
    )
    for time in text.times_in(span):
        if time.start == start and time.type in ("DATE", "TIME"):
            behind = text.content[time.end : time.end + 12].removeprefix(" Uhr").lstrip(" ")
            return behind.startswith((":", "+++", "]", "– ", "- "))
    return False
