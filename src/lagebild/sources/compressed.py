"""What is packed by gzip, bzip2 or xz: unpacked piece by piece and counted, so that no bomb goes off."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

import msgspec

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import limits
from lagebild.sources.budget import Budget
from lagebild.sources.part import Part
from lagebild.sources.read import read as read_part

_Packed = gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile
_PACKED: tuple[tuple[bytes, Callable[[BinaryIO], _Packed]], ...] = (
    (b"\x1f\x8b", lambda stream: gzip.GzipFile(fileobj=stream, mode="rb")),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\0", lzma.LZMAFile),
)
_TAR = re.compile(r"\.(?:tgz|tbz2?|txz)$", re.I)
_FAULTS = (EOFError, OSError, zlib.error, lzma.LZMAError)


class _Tally:
    """A stream, and how many bytes were read of it: standard input cannot say where it is."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count = stream, 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self._stream.read(size)
        self.count += len(chunk)
        return chunk


class _Counted(io.RawIOBase):
    """What comes out of a packed stream, for as long as it is not too much for what went in. Raises SourceError then."""

    def __init__(self, inner: _Packed, packed: _Tally, origin: str) -> None:
        self._inner, self._packed, self._origin = inner, packed, origin
        self._out = 0
        self._fault: SourceError | None = None

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer with what comes next."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        if self._fault is not None:
            raise self._fault
        try:
            chunk = self._inner.read1(len(view))
        except _FAULTS as error:
            # what came before is given first; the next call raises
            told = str(error) or type(error).__name__
            self._fault = SourceError(self._origin, f"damaged or cut off ({told}); fetch it again")
            return 0
        view[: len(chunk)] = chunk
        self._out += len(chunk)
        limits.unpacked(self._out, self._packed.count, origin=self._origin)
        return len(chunk)


def read(part: Part) -> Iterator[Document | SourceError]:
    """The reports in what is packed. Raises SourceError for damage, bombs, and things packed in one another too deeply."""
    limits.deep(part)
    head = part.head()
    opened = next((one for mark, one in _PACKED if head.startswith(mark)), None)
    if opened is None:
        raise SourceError(
            part.origin, "its name says that it is packed, but it is neither gzip nor bzip2 nor xz; rename it"
        )
    packed = _Tally(part.stream)
    inner = opened(cast(BinaryIO, packed))
    stream = cast(BinaryIO, io.BufferedReader(_Counted(inner, packed, part.origin), 1 << 17))
    with stream:
        yield from read_part(
            msgspec.structs.replace(
                part,
                stream=stream,
                name=_unpacked_name(part.name),
                media="",
                depth=part.depth + 1,
                budget=part.budget or Budget(lambda: packed.count),
            )
        )


def _unpacked_name(name: str) -> str:
    """`a.jsonl.gz` → `a.jsonl`, `a.tgz` → `a.tar`."""
    if _TAR.search(name):
        return _TAR.sub(".tar", name)
    return re.sub(r"\.(?:gz|bz2|xz)$", "", name, flags=re.I)


def refuse(part: Part) -> Iterator[Document | SourceError]:
    """Say that a packing is none that is read."""
    yield SourceError(
        part.origin,
        "packed in a way that Lagebild does not unpack (Zstandard, 7z, RAR); unpack it, or pack it as ZIP or gzip",
    )
