"""JSON: each report is an object, one a line (JSON lines) or all in one value; agency items in ninjs, too."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import columns, encoding, metadata, ninjs
from lagebild.sources.part import Part, lines
from lagebild.sources.read import longer

MOST = 512_000_000
"""Bytes of the largest file that is read as one JSON value."""


def read_lines(part: Part) -> Iterator[Document | SourceError]:
    """The reports of JSON lines, read line by line.

    A broken line yields its error, which names file and line; the rest go on.
    """
    if part.first == 1 and one_value(part.head()):
        yield from read_value(part)
    else:
        yield from _by_line(part)


def _by_line(part: Part) -> Iterator[Document | SourceError]:
    for number, line, problems in _lines(part):
        place = f"{part.origin}:{number}"
        if isinstance(line, SourceError):
            yield line
            continue
        try:
            value = _decode(line)
        except (ValueError, RecursionError) as error:
            yield from _apart(line, part, number, error, problems)
        else:
            yield from _report(value, part, place=place, problems=problems)


def _apart(
    line: str, part: Part, number: int, error: Exception, problems: tuple[str, ...]
) -> Iterator[Document | SourceError]:
    """The reports of a line that is none by itself: several behind each other, or parted by carriage returns alone."""
    # within a string JSON has a carriage return as an escape only
    found = list(values(line.replace("\r", "\n"))) if line.lstrip().startswith("{") else []
    if all(isinstance(value, Exception) for _, value, _, _ in found):
        yield _broken(f"{part.origin}:{number}", error)
        return
    for _, value, behind, _ in found:
        place = f"{part.origin}:{number + behind - 1}"
        if isinstance(value, Exception):
            yield _broken(place, value)
        else:
            yield from _report(value, part, place=place, problems=problems)


def _broken(place: str, error: Exception) -> SourceError:
    return SourceError(place, f"this line is no JSON that can be read ({_why(error)}); fix or remove it")


def read_value(part: Part) -> Iterator[Document | SourceError]:
    """The reports of a whole file: one object, a list of them, several one after another; JSON lines, too.

    A bad one yields its error; the rest go on if it can be told where they begin.
    """
    raw = part.content(MOST, remedy="make it JSON lines, one report a line, and name it .jsonl")
    if raw.startswith(_RECORD):
        raw = raw.replace(_RECORD, b"")
    content, problems = encoding.decode(raw, origin=part.origin, encoding=part.settings.encoding)
    begins = content.lstrip()[:1]
    fault: Exception | None = None
    if begins != "[":
        try:
            value = _decode(content)
        except (ValueError, RecursionError) as error:
            fault = error
        else:
            yield from _report(value, part, place=part.origin, problems=problems)
            return
    if _is_lines(content):
        yield from _by_line(msgspec.structs.replace(part, stream=io.BytesIO(raw)))
    elif fault is None or begins == "{":
        del raw
        yield from _several(content, part, problems)
    else:
        yield _no_json(part, fault)


def _no_json(part: Part, error: Exception) -> SourceError:
    return SourceError(
        part.origin, f"this is not JSON that can be read ({_why(error)}); for one report a line, name the file .jsonl"
    )


def _several(content: str, part: Part, problems: tuple[str, ...]) -> Iterator[Document | SourceError]:
    """The reports of a list, or of values that follow each other: one after another, so that a bad one costs no other.

    Behind a bad one they go on with the next line that begins as the first of them does.
    """
    found = 0
    for number, value, line, more in values(content):
        place = f"{part.origin}:{number}"
        if not isinstance(value, ValueError | RecursionError):
            found += 1
            yield from _report(value, part, place=place, problems=problems)
        elif not (found or more):
            yield _no_json(part, value)
            found += 1
        else:
            behind = "" if more else "; what comes behind it is not read"
            yield SourceError(
                place, f"line {line} is no JSON that can be read ({_why(value)}); fix or remove it{behind}"
            )
    if not found:
        yield SourceError(part.origin, "there is no report in this list; give some, or leave it out")


def _lines(part: Part) -> Iterator[tuple[int, str | SourceError, tuple[str, ...]]]:
    """Each line that is not blank, with its number and what is doubtful about its letters; an error for what is none."""
    name, head = part.settings.encoding, part.head()
    if (part.first == 1 and encoding.is_wide(head)) or (
        name is not None and name.casefold().replace("_", "-").startswith(("utf-16", "utf-32"))
    ):
        content, problems = encoding.decode(
            part.content(MOST, remedy="save it as UTF-8"), origin=part.origin, encoding=name
        )
        yield from ((n, line, problems) for n, line in enumerate(content.split("\n"), start=1) if line.strip())
        return
    encoding.decode(b" " * 4, origin=part.origin, encoding=name)  # an encoding that there is not is said once
    if part.first == 1 and not looks_like_json(head):
        encoding.refuse_binary(head, part.origin)
    for number, raw in enumerate(lines(part.stream, most=16 * part.settings.max_characters), start=part.first):
        place = f"{part.origin}:{number}"
        if raw is None:
            yield number, SourceError(place, f"this line is {longer(part.settings)}"), ()
        elif not raw.isspace():
            try:
                decoded, problems = encoding.decode(raw.strip(_RECORD + b"\r\n"), origin=place, encoding=name)
            except SourceError as error:
                yield number, error, ()
            else:
                yield number, decoded, problems


_RECORD = b"\x1e"
"""Begins each value of a JSON text sequence (RFC 7464)."""


def looks_like_json(head: bytes) -> bool:
    """Whether a file begins with an object or a list."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\x1e")[:1] in (b"{", b"[")


def one_value(head: bytes) -> bool:
    """Whether a file begins like one JSON value over many lines: with a list, or a brace alone.

    A bracket or a brace alone that whole objects follow, without a comma, is a slip before JSON lines.
    """
    begun = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    first, _, rest = begun.partition(b"\n")
    if first.rstrip() in (b"{", b"["):
        second, _, third = rest.lstrip().partition(b"\n")
        return not (third.startswith(b"{") and _is_object(second.decode("utf-8", "replace")))
    return begun.startswith(b"[")


_LOOKED_AT = 50


def _is_lines(content: str) -> bool:
    """Whether most of the first lines are objects, each for itself; behind a bracket alone the first two."""
    first = [line.strip() for line in content[:_SAMPLE].splitlines()[: 2 * _LOOKED_AT] if line.strip()][:_LOOKED_AT]
    if first and first[0].startswith("["):
        return first[0] == "[" and len(first) > 2 and _is_object(first[1]) and first[2].startswith("{")
    return len(first) > 1 and (_is_object(first[0]) or 2 * sum(map(_is_object, first)) >= len(first))


_SAMPLE = 10_000_000


def _is_object(line: str) -> bool:
    try:
        return isinstance(_decode(line), dict)
    except (ValueError, RecursionError):
        return False


_BLANKS = re.compile(r"[ \t\r\n]*+")


def values(content: str) -> Iterator[tuple[int, object, int, bool]]:
    """Each value of a list, or of those that follow each other, decoded for itself.

    With its number from 1, the line on which it begins, and whether more are read behind it. What cannot be decoded is the
    ValueError or the RecursionError that says why.
    """
    at = _blank(content, 0)
    listed = content.startswith("[", at)
    if listed:
        at = _blank(content, at + 1)
    begins = _line_start(content, at)
    number, line, counted = 0, 1, 0
    wasted, most = 0, max(_MOST_WASTED, _TIMES_OVER * len(content))
    while at < len(content):
        line, counted = line + content.count("\n", counted, at), at
        if listed and content[at] == "]":
            if _blank(content, at + 1) < len(content):
                yield number, ValueError("there is more behind the end of the list"), line, False
            return
        number += 1
        fault: ValueError | RecursionError | None = None
        try:
            value, end = _decoded_at(content, at, line)
            msgspec.json.decode(content[at:end])  # is stricter, and says where
        except (ValueError, RecursionError) as error:
            fault = error
            wasted += error.read if isinstance(error, _BrokenError) else _WINDOW
        else:
            yield number, value, line, True
            at = _blank(content, end)
            if listed and content[at : at + 1] == ",":
                at = _blank(content, at + 1)
            elif listed and at < len(content) and content[at] != "]":
                fault = ValueError("a comma is missing behind it")
        if fault is not None:
            again = None
            if begins is not None and wasted <= most:
                again = begins.search(content, max(counted + 1, content.rfind("\n", 0, at) + 1))
            yield number, fault, line, again is not None
            if again is None:
                return
            at = again.end() - 1
    if listed:
        yield number, ValueError("the list is cut off behind it"), line, False


def _blank(content: str, at: int) -> int:
    found = _BLANKS.match(content, at)
    return found.end() if found else at


def _line_start(content: str, at: int) -> re.Pattern[str] | None:
    """What the next value begins like, if the first stands at the head of a line; None if that cannot be told."""
    head = content.rfind("\n", 0, at) + 1
    indented = content[head:at].removeprefix("[")
    if content[at : at + 1] != "{" or indented.strip():
        return None
    return re.compile(rf"^{re.escape(indented)}\{{", re.M)


_FORM = '{"text": "…"}'


class _Object(dict[str, object]):
    """A JSON object that remembers which names it gives more than once."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, object]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        found.twice = tuple(name for name, often in Counter(name for name, _ in pairs).items() if often > 1)
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object)
_WINDOW = 1 << 12
_MOST_WASTED, _TIMES_OVER = 4_000_000, 4
"""So many characters, and so many times a file over, are looked through in vain for the ends of values that have none."""


class _BrokenError(ValueError):
    """A value that is none; `read` is how many characters were looked at to know it."""

    def __init__(self, message: str, read: int) -> None:
        super().__init__(message)
        self.read = read


def _decoded_at(content: str, at: int, line: int) -> tuple[object, int]:
    """The value that begins at a place, on a line, and where it ends. Raises ValueError and RecursionError.

    It is decoded out of a piece of the content that grows until it holds the whole value: Python's decoder counts the lines
    of all that it is given before a fault, so that a million faults in one file would take hours.
    """
    size = _WINDOW
    while True:
        piece = content[at : at + size]
        last = at + size >= len(content)
        try:
            value, end = _DECODER.raw_decode(piece)
        except json.JSONDecodeError as error:
            fault = error.msg, error.pos, error.lineno, error.colno
        else:
            if last or end < len(piece):  # else a number may go on
                return value, at + end
            fault = "", end, 1, 1
        message, pos, row, column = fault
        if last or not (pos > len(piece) - 16 or message.startswith("Unterminated")):
            column += at - content.rfind("\n", 0, at) - 1 if row == 1 else 0
            raise _BrokenError(f"{message}: line {line + row - 1} column {column}", pos)
        size *= 4


def _decode(content: str) -> object:
    """A JSON value. Raises ValueError (msgspec's, which is stricter and says where) and RecursionError."""
    msgspec.json.decode(content)
    found: object = json.loads(content, object_pairs_hook=_object)
    return found


def _why(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _report(value: object, part: Part, *, place: str, problems: tuple[str, ...]) -> Iterator[Document | SourceError]:
    if not isinstance(value, dict):
        yield SourceError(place, f"expected an object with a field `text`, found {type(value).__name__}; write {_FORM}")
        return
    if isinstance(value, _Object):
        problems += metadata.given_twice(value.twice, place=f"{place}: the object")
    try:
        if ninjs.is_item(value, part.settings):
            yield ninjs.document(value, part, place=place, problems=problems)
        else:
            yield columns.document(value, part, place=place, problems=problems)
    except SourceError as error:
        yield error
