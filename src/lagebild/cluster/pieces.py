"""Files in pieces, and the reports of a piece: large JSON lines are cut between lines, Parquet between row groups.

What a piece gives is what the whole file gives there, with the same places: an id that is a hash of file and line stays it.
"""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

import msgspec

from lagebild.cluster.inputs import File, opened
from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.settings import Settings
from lagebild.sources import Failure, encoding, formats
from lagebild.sources.extras import need
from lagebild.sources.files import read_file, reports, shown_path
from lagebild.sources.json_lines import one_value
from lagebild.sources.part import Part
from lagebild.sources.read import read

BLOCK = 8_000_000
"""Bytes of a piece, about: some thousand reports."""
_CHUNK = 1 << 20


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A file, or bytes `start` to `end` of JSON lines, or row groups of Parquet; `first` is its first line or row."""

    file: File
    start: int = 0
    end: int | None = None
    first: int = 1
    groups: tuple[int, ...] | None = None

    @property
    def whole(self) -> bool:
        """Whether it is all of the file."""
        return self.end is None and self.groups is None


class Torn(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a file in pieces, so that nothing behind it counts."""

    failure: Failure


def pieces(file: File, settings: Settings, *, block: int = BLOCK) -> list[Piece]:
    """The pieces of a file, in order: one, unless it is large and of a format that can be cut."""
    whole = [Piece(file=file)]
    if file.size <= 2 * block and (file.size or not file.remote):
        return whole
    try:
        with opened(file) as stream:
            if not stream.seekable():
                return whole
            part = _part(file, stream, given={}, settings=settings)
            form, head = formats.tell(part), part.head()
            if form.module == "parquet":
                return _groups(file, stream, block) or whole
            lines = form.module == "json_lines" and form.function == "read_lines" and settings.encoding is None
            if lines and not one_value(head) and not encoding.is_wide(head):
                stream.seek(0)
                return [
                    Piece(file=file, start=start, end=end, first=first) for start, end, first in cuts(stream, block)
                ] or whole
    except Exception:  # noqa: BLE001 - what is wrong with it is said when it is read
        return whole
    return whole


def cuts(stream: BinaryIO, block: int) -> Iterator[tuple[int, int, int]]:
    """Where lines are cut so that a piece has a block of bytes or little more: start, end, number of the first line."""
    start = at = 0
    first = line = 1
    while chunk := stream.read(_CHUNK):
        looked = 0
        while (end := chunk.find(b"\n", max(start + block - at - 1, looked))) >= 0:
            line += chunk.count(b"\n", looked, end + 1)
            looked = end + 1
            yield start, at + looked, first
            start, first = at + looked, line
        line += chunk.count(b"\n", looked)
        at += len(chunk)
    if start < at:
        yield start, at, first


def _groups(file: File, stream: BinaryIO, block: int) -> list[Piece]:
    parquet = need("pyarrow.parquet", extra="parquet", origin=file.name, what="Parquet")
    about = parquet.ParquetFile(stream).metadata
    found: list[Piece] = []
    groups: list[int] = []
    first, rows, size = 1, 0, 0
    for number in range(about.num_row_groups):
        groups.append(number)
        rows, size = rows + about.row_group(number).num_rows, size + about.row_group(number).total_byte_size
        if size >= block or number == about.num_row_groups - 1:
            found.append(Piece(file=file, first=first, groups=tuple(groups)))
            groups, first, rows, size = [], first + rows, 0, 0
    return found


def documents(piece: Piece, *, given: Mapping[str, object], settings: Settings) -> Iterator[Document | Failure | Torn]:
    """The reports of a piece, in its order, and what is wrong with others."""
    file = piece.file
    if piece.whole and not file.remote:
        yield from _here(file, given=given, settings=settings)
        return
    try:
        with opened(file) as stream:
            part = _part(file, stream, given=given, settings=settings)
            if piece.whole:
                yield from reports(part)
                return
            yield from _of_piece(msgspec.structs.replace(part, stream=_slice(stream, piece), first=piece.first), piece)
    except Exception as error:  # noqa: BLE001 - each library behind an address has errors of its own
        told = (str(error).splitlines() or [""])[0][:300] or type(error).__name__
        failure = Failure(id=shown_path(file.name), error=shown_path(f"{file.name}: cannot be read ({told}); check it"))
        yield failure if piece.whole else Torn(failure=failure)


def _here(file: File, *, given: Mapping[str, object], settings: Settings) -> Iterator[Document | Failure]:
    """The reports of a whole file on a disk, which may be another machine's than the one that found it."""
    path = Path(file.name)
    if file.size and not path.exists():
        shown = shown_path(file.name)
        yield Failure(
            id=shown,
            error=f"{shown}: the machine {socket.gethostname()} of the cluster does not have this file; "
            "put it into a folder that all of them share, or give its address (s3://…)",
        )
        return
    yield from read_file(path, given=given, settings=settings)


def _of_piece(part: Part, piece: Piece) -> Iterator[Document | Failure | Torn]:
    for found in read(msgspec.structs.replace(part, groups=piece.groups)):
        if isinstance(found, Document):
            yield found
            continue
        failure = Failure(id=shown_path(found.origin), error=shown_path(str(found)))
        yield Torn(failure=failure) if isinstance(found, SourceError) and found.last else failure


def _part(file: File, stream: BinaryIO, *, given: Mapping[str, object], settings: Settings) -> Part:
    name = PurePosixPath(file.name).name if file.remote else os.path.basename(file.name)
    # what an address opens cannot always be looked ahead in
    ahead = stream if hasattr(stream, "peek") else cast(BinaryIO, io.BufferedReader(cast(Any, stream)))
    return Part(origin=shown_path(file.name), name=name, stream=ahead, given=given, settings=settings)


class _Slice(io.RawIOBase):
    """The bytes of a stream from one place to another."""

    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        stream.seek(start)
        self._stream, self._left = stream, end - start

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer with what comes next."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        chunk = self._stream.read(min(len(view), self._left))
        view[: len(chunk)] = chunk
        self._left -= len(chunk)
        return len(chunk)


def _slice(stream: BinaryIO, piece: Piece) -> BinaryIO:
    if piece.end is None:
        return stream
    return cast(BinaryIO, io.BufferedReader(_Slice(stream, piece.start, piece.end), _CHUNK))
