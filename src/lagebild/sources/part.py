"""Something to be read: a file, standard input, a member of an archive, an answer of a server."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO, cast

import msgspec

from lagebild.errors import SourceError
from lagebild.settings import Settings
from lagebild.sources.budget import Budget

HEAD = 8192
"""Bytes by whose look a format is told."""
_CHUNK = 1 << 20
_IN_MEMORY = 8 << 20
_MOST_COPIED = 2_000_000_000
"""Bytes of standard input that are put down so that one can go back in them."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes with a name.

    `origin` is named in messages and hashed into ids; the ending of `name` tells the format. `given` holds for the whole run
    and overrides all else; `known` is what the container says (the address of a page in an archive) and gives way to
    what the report says itself. `media` is the media type that a server stated. `depth` is how many archives it lies in.

    A piece of a larger file says with which line or row it begins (`first`), and one of Parquet which row groups it has
    (`groups`): its reports have the places that they have in the whole file. What lies in an archive shares the `budget` of
    the outermost.
    """

    origin: str
    name: str
    stream: BinaryIO
    given: Mapping[str, object] = {}
    known: Mapping[str, object] = {}
    settings: Settings = Settings()
    media: str = ""
    depth: int = 0
    first: int = 1
    groups: tuple[int, ...] | None = None
    budget: Budget | None = None

    def head(self) -> bytes:
        """The first bytes, which are still there to be read afterwards."""
        peek = getattr(self.stream, "peek", None)
        if peek is not None:
            return bytes(peek(HEAD)[:HEAD])
        begun = self.stream.read(HEAD)
        self.stream.seek(-len(begun), io.SEEK_CUR)
        return begun

    def content(self, most: int, *, remedy: str, whole: bool = False) -> bytes:
        """All bytes. Raises SourceError if they are more than `most`; `remedy` says what to do then, or the `whole` of it."""
        raw = self.stream.read(most + 1)
        if len(raw) > most:
            raise SourceError(self.origin, remedy if whole else f"larger than {megabytes(most)}; {remedy}")
        self.stream.read(1)  # what is packed and cut off says so behind its end
        return raw

    def seekable(self, most: int) -> BinaryIO:
        """The bytes as a file in which one can go back. Raises SourceError if they are more than `most`."""
        if self.stream.seekable():
            size = self.stream.seek(0, io.SEEK_END)
            self.stream.seek(0)
            if size > most:
                raise SourceError(self.origin, f"larger than {megabytes(most)}; split it")
            return self.stream
        return spooled(self.stream, most=min(most, _MOST_COPIED), origin=self.origin)


def lines(stream: BinaryIO, *, most: int) -> Iterator[bytes | None]:
    """The lines of a stream, one at a time; None for one of more than `most` bytes, which is passed over."""
    while line := stream.readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        yield None
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)


def spooled(stream: BinaryIO, *, most: int, origin: str) -> BinaryIO:
    """A copy of a stream that begins anew: in memory while it is small, then in a nameless file.

    Raises SourceError if there are more than `most` bytes.
    """
    copy = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - the caller's
    size = 0
    try:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise SourceError(origin, f"larger than {megabytes(most)} when unpacked; take it out and split it")
            copy.write(chunk)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy


def megabytes(size: int) -> str:
    """A number of bytes as a reader says it."""
    return f"{size / 1_000_000_000:g} GB" if size >= 1_000_000_000 else f"{size / 1_000_000:g} MB"
