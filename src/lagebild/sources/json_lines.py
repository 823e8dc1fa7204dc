"""JSON: each report is an object, one a line (JSON lines) or all in one value."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import metadata


def read_lines(
    content: str, *, origin: str, given: Mapping[str, object], problems: tuple[str, ...] = ()
) -> Iterator[Document | SourceError]:
    """The reports of JSON lines. A broken line yields its error, which names file and line; the rest go on."""
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{origin}:{number}"
        try:
            value = _decode(line)
        except (ValueError, RecursionError) as error:
            yield SourceError(place, f"this line is no JSON that can be read ({_why(error)}); fix or remove it")
        else:
            yield _report(value, origin=place, given=given, problems=problems)


def read_value(
    content: str, *, origin: str, given: Mapping[str, object], problems: tuple[str, ...] = ()
) -> Iterator[Document | SourceError]:
    """The reports of a whole file: one object, or a list of them. A bad one yields its error, the rest go on."""
    try:
        value = _decode(content)
    except (ValueError, RecursionError) as error:
        yield SourceError(
            origin, f"this is not JSON that can be read ({_why(error)}); for one report a line, name the file .jsonl"
        )
        return
    if isinstance(value, list):
        for number, report in enumerate(value, start=1):
            yield _report(report, origin=f"{origin}:{number}", given=given, problems=problems)
    else:
        yield _report(value, origin=origin, given=given, problems=problems)


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


def _report(
    value: object, *, origin: str, given: Mapping[str, object], problems: tuple[str, ...]
) -> Document | SourceError:
    if not isinstance(value, dict):
        return SourceError(
            origin, f"expected an object with a field `text`, found {type(value).__name__}; write {_FORM}"
        )
    text = value.get("text")
    if not isinstance(text, str):
        return SourceError(origin, f"there is no field `text` with a text in it; write {_FORM}")
    if isinstance(value, _Object):
        problems += tuple(f"{origin}: the object gives {name!r} twice; the last one counts" for name in value.twice)
    try:
        return metadata.document(text, {**value, **given}, origin=origin, problems=problems)
    except SourceError as error:
        return error
