"""What reports, paths and names put into a terminal: their control characters are shown, never obeyed.

A report can hold an escape sequence that renames the window or rewrites the line above, a carriage return that hides what
came before it, or a sign that turns the direction of reading. Tables and messages show a visible mark for each of them
(`␛` for escape, `⟨U+202E⟩` for what has no picture). JSON writes them as `\\u202e`, so whoever decodes it has the text as
it is.
"""

from __future__ import annotations

import codecs
import io
import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

import click

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_SIGNS = (
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: whatever begins an escape sequence is among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # Unicode's Bidi_Control
    "\u2028\u2029"  # further ends of a line
    "\ud800-\udfff"  # half a character, or a byte of a path that is no UTF-8
)
_SIGN = re.compile(f"[{_SIGNS}]")
_SIGN_OR_BREAK = {"": _SIGN, "\n": re.compile(f"(?!\n)[{_SIGNS}]"), "\n\t": re.compile(f"(?![\n\t])[{_SIGNS}]")}
_IN_JSON = re.compile(b"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")
"""The same in UTF-8, without what every JSON encoder writes out."""


def visible(text: str, *, keep: str = "") -> str:
    """A text as a terminal can show it: a visible mark for each sign that would be obeyed.

    `keep` leaves line breaks (`"\\n"`), or line breaks and tabs (`"\\n\\t"`), for what is laid out by ourselves.
    """
    return _SIGN_OR_BREAK[keep].sub(_mark, text)


def _mark(sign: re.Match[str]) -> str:
    code = ord(sign[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"


def escaped(json: bytes) -> bytes:
    """JSON that says the same, with an escape for each of these signs."""
    return _IN_JSON.sub(lambda sign: f"\\u{ord(sign[0].decode()):04x}".encode(), json)


def say(line: str) -> None:
    """Print one line on standard output."""
    click.echo(visible(line))


class Shown(io.RawIOBase):
    """A stream of text in UTF-8 that a terminal shows: marks instead of what it would obey, also in an export."""

    def __init__(self, to: BinaryIO) -> None:
        self._to = to
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        """Always true."""
        return True

    def write(self, some: Buffer, /) -> int:
        """Show some bytes."""
        given = bytes(some)
        shown = visible(self._decoder.decode(given).replace("\r\n", "\n"), keep="\n\t")
        self._to.write(shown.encode("utf-8", "replace"))
        return len(given)

    def flush(self) -> None:
        """Have all of it shown."""
        self._to.flush()


def complain(message: str) -> None:
    """Print a message on standard error. That nobody reads it any more stops no work."""
    with suppress(BrokenPipeError):
        click.echo(f"lagebild: {visible(message)}", err=True)


class VisibleLog(logging.Formatter):
    """Lines of a log, which may quote a request or a report."""

    def format(self, record: logging.LogRecord) -> str:
        """One entry, with its traceback if it has one."""
        return visible(super().format(record), keep="\n")
