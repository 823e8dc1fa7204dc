"""The files of a call: paths and folders as `lagebild add` takes them, and whatever fsspec has a name for (`s3://…`)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

import msgspec

from lagebild.errors import ReadError
from lagebild.sources import Failure
from lagebild.sources.extras import need
from lagebild.sources.files import STANDARD_INPUT, files_under, shown_path
from lagebild.sources.formats import SUFFIXES

_SINGLE = ("http", "https")
"""Servers that cannot list what they have: an address is one file."""
_MAGIC = frozenset("*?[")


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file to be read: a path of this machine, or an address with `remote`. `size` is 0 if nobody says it."""

    name: str
    remote: bool = False
    size: int = 0


def files(inputs: Sequence[str]) -> Iterator[File | Failure]:
    """The files of some inputs, in order; those of a folder in order of their names.

    An address is taken apart by fsspec; it may be a folder, or have `*` in it. What cannot be opened is a Failure. Raises
    ReadError for standard input, which no other machine can read.
    """
    for name in inputs:
        if name == STANDARD_INPUT:
            raise ReadError("standard input cannot be read on a cluster; name files, folders or addresses")
        if not name.strip():
            yield Failure(id="input", error="an input is empty; name a file, a folder, or an address")
        elif "\0" in name:
            yield Failure(id=shown_path(name), error=f"{shown_path(name)}: no path has a zero byte in it; check it")
        elif "://" in name:
            yield from _remote(name)
        else:
            for found in files_under(Path(name)):
                if isinstance(found, Failure):
                    yield found
                else:
                    yield File(name=os.fspath(found), size=_size(found))


def opened(file: File) -> BinaryIO:
    """The bytes of a file. Raises OSError, and whatever the library behind an address raises."""
    if not file.remote:
        return Path(file.name).open("rb")
    fsspec = need("fsspec", extra="cluster", origin=file.name, what="addresses")
    return cast(BinaryIO, fsspec.open(file.name, "rb").open())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # whoever reads it says why


def _remote(name: str) -> Iterator[File | Failure]:
    try:
        fsspec = need("fsspec", extra="cluster", origin=name, what="addresses")
        system, path = fsspec.core.url_to_fs(name)
        yield from _listed(system, path, name)
    except Exception as error:  # noqa: BLE001 - each library behind an address has errors of its own
        told = (str(error).splitlines() or [""])[0][:300] or type(error).__name__
        yield Failure(id=name, error=f"{name}: cannot be opened ({told}); check the address, and what it needs")


def _listed(system: Any, path: str, name: str) -> Iterator[File | Failure]:
    protocols = (system.protocol,) if isinstance(system.protocol, str) else system.protocol
    if any(one in _SINGLE for one in protocols):
        yield File(name=name, remote=True, size=system.info(path).get("size") or 0)
        return
    if _MAGIC & set(path):
        found = {one: about for one, about in system.glob(path, detail=True).items() if about["type"] == "file"}
    elif system.isdir(path):
        found = {one: about for one, about in system.find(path, detail=True).items() if _wanted(one, path)}
    else:
        found = {path: system.info(path)}
    if not found:
        yield Failure(id=name, error=f"{name}: there is no report there; check the address")
    for one in sorted(found):
        yield File(name=str(system.unstrip_protocol(one)), remote=True, size=found[one].get("size") or 0)


def _wanted(path: str, folder: str) -> bool:
    """Whether a file in a folder is read, as in a folder on a disk: nothing hidden, no README, a known ending."""
    inside = PurePosixPath(path.removeprefix(folder))
    hidden = any(part.startswith(".") for part in inside.parts)
    return not hidden and inside.name.casefold() != "readme.md" and inside.suffix.casefold() in SUFFIXES
