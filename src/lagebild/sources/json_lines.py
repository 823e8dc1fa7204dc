"""JSON: one report an object, a line each (JSON lines) or as one value."""

from __future__ import annotations

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
        if line.strip():
            yield _report(line, origin=f"{origin}:{number}", given=given, problems=problems)


def read_value(
    content: str, *, origin: str, given: Mapping[str, object], problems: tuple[str, ...] = ()
) -> Iterator[Document | SourceError]:
    """The reports of a whole file: one object, or a list of them. A bad one yields its error, the rest go on."""
    try:
        reports = msgspec.json.decode(content, type=list[msgspec.Raw] | msgspec.Raw)
    except msgspec.DecodeError as error:
        yield SourceError(origin, f"this is no JSON ({error}); for one report a line, name the file .jsonl")
        return
    if isinstance(reports, list):
        for number, report in enumerate(reports, start=1):
            yield _report(bytes(report), origin=f"{origin}:{number}", given=given, problems=problems)
    else:
        yield _report(bytes(reports), origin=origin, given=given, problems=problems)


def _report(
    value: str | bytes, *, origin: str, given: Mapping[str, object], problems: tuple[str, ...]
) -> Document | SourceError:
    try:
        fields = msgspec.json.decode(value)
        if not isinstance(fields, dict):
            raise SourceError(origin, f"expected an object with a field `text`, found {type(fields).__name__}")
        text = fields.get("text")
        if not isinstance(text, str):
            raise SourceError(origin, "there is no field `text` that holds a text")
        return metadata.document(text, {**fields, **given}, origin=origin, problems=problems)
    except msgspec.DecodeError as error:
        return SourceError(origin, f"this is no JSON ({error}); mend or remove it")
    except SourceError as error:
        return error
