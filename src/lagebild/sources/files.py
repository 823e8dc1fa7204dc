"""Turns paths, folders and standard input into documents; one bad report never stops the others."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.settings import Settings
from lagebild.sources import encoding, json_lines, text

STANDARD_INPUT = "-"
_TEXT = (".txt", ".md", ".markdown", ".text")
_JSON_LINES = (".jsonl", ".ndjson")
_SUFFIXES = (*_TEXT, *_JSON_LINES, ".json")


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A report that could not be read: where it came from, why, and what to do about it."""

    id: str
    error: str


def read_sources(
    inputs: Sequence[str], *, settings: Settings | None = None, published: str | None = None, outlet: str | None = None
) -> Iterator[Document | Failure]:
    """Every report of files, folders (with subfolders, in order of names) and standard input (`-`), in order.

    `published` and `outlet` are given for the whole run and override what a file says of itself. A report that cannot be
    read yields a Failure; the rest go on.
    """
    settings = settings or Settings()
    given: dict[str, object] = {k: v for k, v in (("published", published), ("outlet", outlet)) if v}
    for name in inputs:
        if name == STANDARD_INPUT:
            yield from _reports(
                sys.stdin.buffer.read(), origin="standard input", suffix="", given=given, settings=settings
            )
        else:
            yield from _path(Path(name), given=given, settings=settings)


def _path(path: Path, *, given: Mapping[str, object], settings: Settings) -> Iterator[Document | Failure]:
    for found in _files(path):
        if isinstance(found, Failure):
            yield found
        else:
            yield from _file(found, given=given, settings=settings)


def _files(path: Path) -> Iterator[Path | Failure]:
    """The files under a path, those of a folder in order of their names; one that cannot be opened is a Failure."""
    try:
        if not path.is_dir():
            yield path
            return
        entries = sorted(path.iterdir())
    except OSError as error:
        yield Failure(
            id=str(path), error=f"{path}: cannot be opened ({error.strerror}); check the path and its permissions"
        )
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.casefold() == "readme.md":
            continue
        if entry.is_dir():
            yield from _files(entry)
        elif entry.suffix.casefold() in _SUFFIXES:
            yield entry


def _file(path: Path, *, given: Mapping[str, object], settings: Settings) -> Iterator[Document | Failure]:
    suffix = path.suffix.casefold()
    try:
        # a code point takes at most four bytes; JSON holds many reports, each of which is measured by itself
        if suffix not in (*_JSON_LINES, ".json") and path.stat().st_size > 4 * settings.max_characters:
            yield Failure(id=str(path), error=_too_long(str(path), settings))
            return
        raw = path.read_bytes()
    except FileNotFoundError:
        yield Failure(id=str(path), error=f"{path}: there is no such file; check the path")
    except OSError as error:
        yield Failure(id=str(path), error=f"{path}: cannot be read ({error.strerror}); check its permissions")
    else:
        yield from _reports(raw, origin=str(path), suffix=suffix, given=given, settings=settings)


def _reports(
    raw: bytes, *, origin: str, suffix: str, given: Mapping[str, object], settings: Settings
) -> Iterator[Document | Failure]:
    try:
        content, problems = encoding.decode(raw, origin=origin, encoding=settings.encoding)
    except SourceError as error:
        yield Failure(id=origin, error=str(error))
        return
    if suffix in _JSON_LINES or (not suffix and content.lstrip().startswith("{")):
        read = json_lines.read_lines
    elif suffix == ".json":
        read = json_lines.read_value
    else:
        read = text.read
    for found in read(content, origin=origin, given=given, problems=problems):
        if isinstance(found, SourceError):
            yield Failure(id=found.origin, error=str(found))
        elif len(found.text) > settings.max_characters:
            yield Failure(id=found.id, error=_too_long(origin, settings))
        else:
            yield found


def _too_long(origin: str, settings: Settings) -> str:
    return (
        f"{origin}: longer than one report may be ({settings.max_characters:,} characters); "
        "split it, or raise --max-characters"
    )
