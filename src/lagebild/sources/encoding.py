"""Turns bytes into text, without guessing silently."""

from __future__ import annotations

import codecs

from lagebild.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = frozenset(range(32)) - set(b"\t\n\r\f\x1b")


def decode(raw: bytes, *, origin: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of some bytes, and what is doubtful about it.

    Tried in this order: a byte-order mark; UTF-16 and UTF-32, recognised by their zero bytes; UTF-8; Windows-1252, which
    is noted as a problem. Some stray bytes in what is otherwise UTF-8 leave it that: each is read as the letter that
    Windows-1252 has for it, which is noted, too. Raises SourceError for binary data and for bytes that the stated encoding
    cannot read.
    """
    problems: tuple[str, ...] = ()
    if encoding is not None:
        text = _decode_as(raw, encoding, origin)
    elif raw.startswith(codecs.BOM_UTF8):
        text, problems = _utf_8(raw[len(codecs.BOM_UTF8) :], origin, sure=True)
    elif mark := next((name for start, name in _MARKS if raw.startswith(start)), None):
        text = _decode_as(raw, mark, origin)
    elif (wide := _wide(raw)) is not None:
        text = _decode_as(raw, wide, origin)
        problems = (
            f"{origin}: read as {wide.upper()}, recognised by its zero bytes; if it looks wrong, pass --encoding",
        )
    else:
        refuse_binary(raw, origin)
        text, problems = _utf_8(raw, origin)
    return text, problems


def is_wide(head: bytes) -> bool:
    """Whether bytes begin like UTF-16 or UTF-32: these cannot be cut into lines before they are decoded."""
    return any(head.startswith(mark) for mark, _ in _MARKS) or _wide(head[: len(head) // 4 * 4]) is not None


def _utf_8(raw: bytes, origin: str, *, sure: bool = False) -> tuple[str, tuple[str, ...]]:
    """UTF-8, with stray bytes mended; Windows-1252 if the bytes beyond ASCII are no UTF-8 for the most part."""
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        first = error.start
    text = raw.decode("utf-8", STRAY)
    sound = len(raw.decode("utf-8", "ignore")) - sum(byte < 0x80 for byte in raw)  # letters beyond ASCII that are UTF-8
    strays = len(text) - len(raw.decode("utf-8", "ignore"))
    if sure or (sound and strays <= sound):
        several = f"{strays} bytes are" if strays > 1 else "1 byte is"
        return text, (
            f"{origin}: {several} not UTF-8 as the rest is (the first is byte {first}), read as Windows-1252; "
            "look at the letters there",
        )
    return _decode_as(raw, "cp1252", origin), (
        f"{origin}: not UTF-8 (byte {first}), read as Windows-1252; if letters look wrong, pass --encoding",
    )


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


STRAY = "lagebild-stray"
"""How a decoder of UTF-8 takes a byte that is none: as the letter that Windows-1252 has for it."""
codecs.register_error(STRAY, _stray)


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


def refuse_binary(raw: bytes, origin: str) -> None:
    """Raise SourceError for bytes that are no text in any encoding."""
    if _binary(raw):
        raise SourceError(origin, "this is not text but binary data; give Lagebild the report as text")


def _binary(raw: bytes) -> bool:
    head = raw[:65536]
    return bool(head) and (0 in head or sum(byte in _CONTROL for byte in head) / len(head) > 0.02)
