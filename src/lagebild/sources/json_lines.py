"""JSON: each report is an object, one a line (JSON lines) or all in one value; agency items in ninjs, too."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator

import msgspec

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import columns, encoding, ninjs
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
        return
    for place, line, problems in _lines(part):
        if line is None:
            yield SourceError(place, f"this line is {longer(part.settings)}")
        elif line.strip():
            try:
                value = _decode(line)
            except (ValueError, RecursionError) as error:
                yield SourceError(place, f"this line is no JSON that can be read ({_why(error)}); fix or remove it")
            else:
                yield from _report(value, part, place=place, problems=problems)


def read_value(part: Part) -> Iterator[Document | SourceError]:
    """The reports of a whole file: one object, or a list of them; JSON lines, too.

    A bad one yields its error, the rest go on.
    """
    raw = part.content(MOST, remedy="make it JSON lines, one report a line, and name it .jsonl")
    content, problems = encoding.decode(raw, origin=part.origin, encoding=part.settings.encoding)
    try:
        value = _decode(content)
    except (ValueError, RecursionError) as error:
        if _is_lines(content):
            yield from read_lines(msgspec.structs.replace(part, stream=io.BytesIO(raw)))
            return
        yield SourceError(
            part.origin,
            f"this is not JSON that can be read ({_why(error)}); for one report a line, name the file .jsonl",
        )
        return
    if isinstance(value, list):
        for number, report in enumerate(value, start=1):
            yield from _report(report, part, place=f"{part.origin}:{number}", problems=problems)
    else:
        yield from _report(value, part, place=part.origin, problems=problems)


def _lines(part: Part) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """Each line with its place and what is doubtful about its letters; None for one that is too long to be a report."""
    name, head = part.settings.encoding, part.head()
    if (part.first == 1 and encoding.is_wide(head)) or (
        name is not None and name.casefold().replace("_", "-").startswith(("utf-16", "utf-32"))
    ):
        content, problems = encoding.decode(
            part.content(MOST, remedy="save it as UTF-8"), origin=part.origin, encoding=name
        )
        for number, line in enumerate(content.split("\n"), start=1):
            yield f"{part.origin}:{number}", line, problems
        return
    if part.first == 1:
        encoding.refuse_binary(head, part.origin)
    for number, raw in enumerate(lines(part.stream, most=16 * part.settings.max_characters), start=part.first):
        if raw is not None and raw.isspace():
            continue
        place = f"{part.origin}:{number}"
        if raw is None:
            yield place, None, ()
            continue
        try:
            decoded, problems = encoding.decode(raw.rstrip(b"\r\n"), origin=place, encoding=name)
        except SourceError as error:
            raise SourceError(part.origin, f"line {number}: {str(error).partition(': ')[2]}") from None
        yield place, decoded, problems


def one_value(head: bytes) -> bool:
    """Whether a file begins like one JSON value over many lines: with a list, or a brace alone."""
    begun = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return begun.startswith(b"[") or begun.partition(b"\n")[0].rstrip() == b"{"


def _is_lines(content: str) -> bool:
    first, _, rest = content.lstrip().partition("\n")
    try:
        return bool(rest.strip()) and isinstance(_decode(first), dict)
    except (ValueError, RecursionError):
        return False


_FORM = '{"text": "…"}'


class _Object(dict[str, object]):
    """A JSON object that remembers which names it gives more than once."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, object]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        found.twice = tuple(name for name, often in Counter(name for name, _ in pairs).items() if often > 1)
    return found


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
        problems += tuple(f"{place}: the object gives {name!r} twice; the last one counts" for name in value.twice)
    try:
        if ninjs.is_item(value, part.settings):
            yield ninjs.document(value, part, place=place, problems=problems)
        else:
            yield columns.document(value, part, place=place, problems=problems)
    except SourceError as error:
        yield error
