"""Turns paths, folders and standard input into documents; one bad report never stops the others."""

from __future__ import annotations

import io
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.settings import Settings
from lagebild.sources.formats import SUFFIXES
from lagebild.sources.part import Part
from lagebild.sources.read import read

STANDARD_INPUT = "-"
_DEEPEST = 100


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A report that could not be read: where it came from, why, and what to do about it."""

    id: str
    error: str


def read_sources(
    inputs: Sequence[str], *, settings: Settings | None = None, published: str | None = None, outlet: str | None = None
) -> Iterator[Document | Failure]:
    """Every report of files, folders (with subfolders, in order of names) and standard input (`-`), in order.

    What formats there are stands in :data:`lagebild.sources.formats.FORMATS`; large files are read piece by piece.

    `published` and `outlet` are given for the whole run and override what a file says of itself. A report that cannot be
    read yields a Failure; the rest go on. Whatever is no file or folder (a pipe, a device) is such a failure, and so are a
    link back to a folder above and folders nested too deeply.
    """
    settings = settings or Settings()
    given: dict[str, object] = {k: v for k, v in (("published", published), ("outlet", outlet)) if v}
    for name in inputs:
        if name == STANDARD_INPUT and sys.stdin is None:
            yield Failure(id="standard input", error="standard input is closed; pipe a report into it, or name a file")
        elif name == STANDARD_INPUT:
            stream = cast(BinaryIO, sys.stdin.buffer)
            yield from reports(Part(origin="standard input", name="", stream=stream, given=given, settings=settings))
        elif not name.strip():
            yield Failure(id="input", error="an input is empty; name a file, a folder, or - for standard input")
        elif "\0" in name:
            yield Failure(
                id=shown_path(name), error=f"{shown_path(name)}: no path has a zero byte in it; check the path"
            )
        else:
            yield from _path(Path(name), given=given, settings=settings)


def shown_path(path: Path | str) -> str:
    """A path as it can be printed and stored: of what is no UTF-8 the codes are written out."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def _path(path: Path, *, given: Mapping[str, object], settings: Settings) -> Iterator[Document | Failure]:
    for found in files_under(path):
        if isinstance(found, Failure):
            yield found
        else:
            yield from read_file(found, given=given, settings=settings)


def files_under(path: Path) -> Iterator[Path | Failure]:
    """The files under a path, those of a folder in order of their names; one that cannot be opened is a Failure."""
    waiting = [(path, 0, frozenset[tuple[int, int]]())]  # with its depth and the folders above it
    while waiting:
        entry, depth, above = waiting.pop()
        try:
            if not entry.is_dir():
                yield entry
                continue
            seen = entry.stat()
            here = (seen.st_dev, seen.st_ino)
            problem = _closed(depth, here, above)
            inside = [] if problem else sorted(entry.iterdir(), reverse=True)
        except OSError as error:
            problem, inside = f"cannot be opened ({error.strerror}); check the path and its permissions", []
        if problem:
            yield Failure(id=shown_path(entry), error=f"{shown_path(entry)}: {problem}")
        waiting += [(below, depth + 1, above | {here}) for below in inside if _wanted(below)]


def _closed(depth: int, here: tuple[int, int], above: frozenset[tuple[int, int]]) -> str:
    """Why a folder is not gone into; empty if it is."""
    if here in above:
        return "a link leads back to a folder that it lies in; it is left out"
    return f"folders are nested more than {_DEEPEST} deep; it is left out, move it up" if depth > _DEEPEST else ""


def _wanted(entry: Path) -> bool:
    if entry.name.startswith(".") or entry.name.casefold() == "readme.md":
        return False
    try:
        return entry.suffix.casefold() in SUFFIXES or entry.is_dir()
    except OSError:
        return True  # what is wrong with it is said when it is opened


def read_file(path: Path, *, given: Mapping[str, object], settings: Settings) -> Iterator[Document | Failure]:
    """The reports of one file; `given` holds for all of them, and overrides what they say of themselves."""
    shown = shown_path(path)
    try:
        seen = path.stat()
        kind = seen.st_mode
        if not stat.S_ISREG(kind) and not _piped(path, kind):
            yield Failure(id=shown, error=f"{shown}: is no file but a pipe, a device or a socket; leave it out")
            return
        # what a system makes up while it is read says that it is empty, and may never end (/proc/kmsg)
        empty = not seen.st_size and stat.S_ISREG(kind)
        stream: BinaryIO = io.BytesIO() if empty else path.open("rb")
    except FileNotFoundError:
        yield Failure(id=shown, error=f"{shown}: there is no such file; check the path")
    except OSError as error:
        yield Failure(id=shown, error=f"{shown}: cannot be read ({error.strerror}); check its permissions")
    except ValueError as error:  # half a character in a name
        yield Failure(id=shown, error=f"{shown}: is no path ({error}); check it")
    else:
        with stream:
            yield from reports(Part(origin=shown, name=path.name, stream=stream, given=given, settings=settings))


def _piped(path: Path, kind: int) -> bool:
    """Whether a pipe was named in the call, as a shell does it (`<(…)`): those that lie in a folder are never read."""
    named = path == Path("/dev/stdin") or path.parent in (Path("/dev/fd"), Path("/proc/self/fd"))
    return stat.S_ISFIFO(kind) and named


def reports(part: Part) -> Iterator[Document | Failure]:
    """The reports of one part; what cannot be read is a Failure with the place that it came from."""
    for found in read(part):
        if isinstance(found, SourceError):
            yield Failure(id=shown_path(found.origin), error=shown_path(str(found)))
        else:
            yield found
