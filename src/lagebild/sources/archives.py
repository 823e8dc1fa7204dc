"""ZIP, tar and WACZ: each file in one is read as if it lay in a folder. Nothing is ever written where its name says.

Refused with a word: names that lead out of the archive, links, devices, encrypted files, what unpacks to too much,
archives in archives in archives. Not a word is lost on what no format is for (pictures, programs), as in folders.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

import msgspec

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import limits
from lagebild.sources.budget import MOST_MEMBERS, Budget
from lagebild.sources.formats import SUFFIXES
from lagebild.sources.part import Part, spooled
from lagebild.sources.read import read

_LONGEST_HEADER = 1_000_000
"""Bytes of what stands before a file in a tar to say its name and the like; it is read into memory as a whole."""
_OFFICE = ("word/", "xl/", "ppt/", "mimetype", "content.xml")


def read_zip(part: Part) -> Iterator[Document | SourceError]:
    """The reports of a ZIP, in order of names.

    Raises SourceError if it cannot be opened; a bad file in it yields its error.
    """
    with _opened(part) as archive:
        part = _counted(part, archive)
        names = archive.namelist()
        if any(name.startswith(_OFFICE[:3]) for name in names) or (_OFFICE[3] in names and _OFFICE[4] in names):
            raise SourceError(part.origin, "this is an office document; save it as text, HTML or PDF")
        wacz = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
        yield from _members(archive, part, _in_wacz if wacz else _wanted)


def read_wacz(part: Part) -> Iterator[Document | SourceError]:
    """The reports of a WACZ: those of the WARC files in its folder `archive/`. Raises SourceError if it has none."""
    with _opened(part) as archive:
        part = _counted(part, archive)
        if not any(_in_wacz(name) for name in archive.namelist()):
            raise SourceError(part.origin, "this WACZ has no WARC file in archive/; save the pages again")
        yield from _members(archive, part, _in_wacz)


def _opened(part: Part) -> zipfile.ZipFile:
    limits.deep(part)
    stream = part.seekable(limits.MOST_UNPACKED)
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(part.origin, f"this ZIP is damaged or cut off ({error}); fetch or pack it again") from None


def _counted(part: Part, archive: zipfile.ZipFile) -> Part:
    """The part with a budget of its own, unless it lies in an archive that has one."""
    if part.budget is not None:
        return part
    packed = sum(member.compress_size for member in archive.infolist())
    size = _size(cast(BinaryIO, archive.fp))
    return msgspec.structs.replace(part, budget=Budget(lambda: min(packed, size) + 1))


def _size(stream: BinaryIO) -> int:
    place = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(place)
    return size


def _spend(part: Part, size: int) -> None:
    """Count a file that comes out of an archive. Raises SourceError once that is too much."""
    if part.budget is not None:
        part.budget.spend(size)
        if part.budget.excess:
            raise SourceError(part.origin, part.budget.excess)


def _members(archive: zipfile.ZipFile, part: Part, wanted: Callable[[str], bool]) -> Iterator[Document | SourceError]:
    members = sorted(archive.infolist(), key=lambda member: member.filename)
    if len(members) > MOST_MEMBERS:
        raise SourceError(part.origin, f"holds more than {MOST_MEMBERS:,} files; split it")
    out = 0
    seen: set[int] = set()
    for member in members:
        place = f"{part.origin}/{_shown(member.filename)}"
        if not member.filename or member.is_dir() or not wanted(member.filename):
            continue
        fault = _refused(member.filename) or (
            "it is encrypted; unpack it with its password" if member.flag_bits & 1 else ""
        )
        if member.header_offset in seen:  # one piece of data under many names: a bomb that lies flat
            fault = fault or "it shares its bytes with another file in the archive; it is refused"
        seen.add(member.header_offset)
        if fault:
            yield SourceError(place, fault)
            continue
        _spend(part, member.file_size)
        try:
            limits.unpacked(member.file_size, member.compress_size, origin=place)
            with archive.open(member) as packed:
                copy = spooled(cast(BinaryIO, packed), most=min(limits.MOST_MEMBER, member.file_size), origin=place)
        except SourceError as error:
            yield error
            continue
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            yield SourceError(place, f"cannot be unpacked ({error or type(error).__name__}); pack it again")
            continue
        with copy:
            out += member.file_size
            limits.unpacked(out, None, origin=part.origin)
            yield from read(_inner(part, copy, place, member.filename))


class _Member(tarfile.TarInfo):
    """A file in a tar whose own headers are bounded: packed, a name of a gigabyte takes a few kilobytes.

    The method is the one that Python's tarfile means for subclasses to override.
    """

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        headers = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE)
        if self.type in (*headers, tarfile.SOLARIS_XHDTYPE) and self.size > _LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {self.size:,} bytes")
        if self.type == tarfile.GNUTYPE_SPARSE:  # it is refused: its map, which may have no end, is not read
            return cast(tarfile.TarInfo, self._proc_builtin(archive))  # type: ignore[attr-defined]
        return cast(tarfile.TarInfo, super()._proc_member(archive))  # type: ignore[misc]


def read_tar(part: Part) -> Iterator[Document | SourceError]:
    """The reports of a tar, in its order, as it streams by.

    Raises SourceError if it is damaged; what came before is given.
    """
    limits.deep(part)
    out = number = 0
    try:
        with tarfile.open(fileobj=part.stream, mode="r|", tarinfo=_Member) as archive:
            for member in archive:
                number, out = number + 1, out + member.size
                if number > MOST_MEMBERS:
                    raise SourceError(part.origin, f"holds more than {MOST_MEMBERS:,} files; split it")
                limits.unpacked(out, None, origin=part.origin)
                place = f"{part.origin}/{_shown(member.name)}"
                if member.isdir() or not _wanted(member.name):
                    continue
                fault = _refused(member.name)
                sparse = member.issparse() or member.type == tarfile.GNUTYPE_SPARSE  # gigabytes in no bytes
                if fault or not member.isreg() or sparse:
                    yield SourceError(place, fault or "it is a link or a device; it is refused")
                    continue
                packed = archive.extractfile(member)
                if packed is None:
                    continue
                _spend(part, member.size)
                try:
                    copy = spooled(cast(BinaryIO, packed), most=limits.MOST_MEMBER, origin=place)
                except SourceError as error:
                    yield error
                    continue
                with copy:
                    yield from read(_inner(part, copy, place, member.name))
                archive.members = []  # type: ignore[attr-defined] # else each member is kept in memory until the end
    except (tarfile.TarError, EOFError, OSError, ValueError, RecursionError) as error:
        raise SourceError(part.origin, f"this tar is damaged or cut off ({error}); fetch or pack it again") from None


def _inner(part: Part, stream: BinaryIO, place: str, name: str) -> Part:
    return msgspec.structs.replace(
        part, origin=place, name=PurePosixPath(name).name, stream=stream, media="", depth=part.depth + 1
    )


def _refused(name: str) -> str:
    """Why a file is not read because of its name; empty if it is."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and ":" in path.parts[0]) or "\0" in name:
        return "its name leads out of the archive; it is refused"
    return ""


def _wanted(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in path.parts)
    return not hidden and path.name.casefold() != "readme.md" and path.suffix.casefold() in SUFFIXES


def _in_wacz(name: str) -> bool:
    return name.startswith("archive/") and name.casefold().endswith((".warc", ".warc.gz"))


def _shown(name: str) -> str:
    """A name that can be printed: signs that steer a terminal are written out."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
