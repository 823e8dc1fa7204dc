"""Turns bytes into text, without guessing silently."""

from __future__ import annotations

import codecs

from lagebild.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = frozenset(range(32)) - set(b"\t\n\r\f\x1b")


def decode(raw: bytes, *, origin: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of some bytes, and what is doubtful about it.

    Tried in this order: a byte-order mark; UTF-16 and UTF-32, recognised by their zero bytes; UTF-8; Windows-1252, which
    is noted as a problem. Raises SourceError for binary data and for bytes that the stated encoding cannot read.
    """
    problems: tuple[str, ...] = ()
    if encoding is not None:
        text = _decode_as(raw, encoding, origin)
    elif mark := next((name for start, name in _MARKS if raw.startswith(start)), None):
        text = _decode_as(raw, mark, origin)
    elif (wide := _wide(raw)) is not None:
        text = _decode_as(raw, wide, origin)
        problems = (
            f"{origin}: read as {wide.upper()}, recognised by its zero bytes; if it looks wrong, pass --encoding",
        )
    elif _binary(raw):
        raise SourceError(origin, "this is not text but binary data; give Lagebild the report as text")
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            text = _decode_as(raw, "cp1252", origin)
            problems = (
                f"{origin}: not UTF-8 (byte {error.start}), read as Windows-1252; "
                "if letters look wrong, pass --encoding",
            )
    return text, problems


def _decode_as(raw: bytes, encoding: str, origin: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            origin, f"byte {error.start} is not valid {encoding}; save the file as UTF-8 or pass its --encoding"
        ) from None
    except (LookupError, ValueError):
        raise SourceError(origin, f"there is no encoding {encoding!r}; try utf-8, cp1252 or utf-16") from None


def _wide(raw: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: in western text every second byte is zero, or three of four."""
    head = raw[:4096]
    if len(head) < 4 or len(raw) % 2:
        return None
    if len(raw) % 4 == 0:
        empty = [head[n::4].count(0) / len(head[n::4]) for n in range(4)]
        if min(empty[1:]) > 0.6 and empty[0] < 0.05:
            return "utf-32-le"
        if min(empty[:3]) > 0.6 and empty[3] < 0.05:
            return "utf-32-be"
    even, odd = head[0::2].count(0) / len(head[0::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.6 and even < 0.05:
        return "utf-16-le"
    if even > 0.6 and odd < 0.05:
        return "utf-16-be"
    return None


def _binary(raw: bytes) -> bool:
    head = raw[:65536]
    return bool(head) and (0 in head or sum(byte in _CONTROL for byte in head) / len(head) > 0.02)
