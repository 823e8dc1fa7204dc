"""Where an export goes: a stream, a file, a folder or a ZIP file. What breaks off leaves nothing half written behind."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from lagebild.errors import ExportError

_AS_OF_ALL = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a ZIP file, so that the same record gives the same bytes."""


class Out(Protocol):
    """Takes the files of an export, one after the other."""

    def file(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A new file, open for writing bytes in a `with`."""


class One:
    """A stream that takes the one file of a format; it stays open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:  # noqa: ARG002 - the stream has no name
        """The stream itself."""
        yield self._stream
        self._stream.flush()


class Folder:
    """Takes files into a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """A file in the folder."""
        where = self._path / name
        where.parent.mkdir(parents=True, exist_ok=True)
        with where.open("wb") as file:
            yield file


class Zip:
    """Takes files into a ZIP file; equal files give equal bytes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """A file in the archive."""
        with tempfile.TemporaryFile() as held:  # pyarrow wants to seek, and an entry is written in one go
            yield held
            info = zipfile.ZipInfo(name, _AS_OF_ALL)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.file_size = held.seek(0, os.SEEK_END)  # whether it needs the form for large files
            held.seek(0)
            with self._archive.open(info, "w") as entry:
                shutil.copyfileobj(held, entry)


@contextmanager
def opened(path: Path, *, single: bool) -> Iterator[Out]:
    """Where the files of a format go: `path` itself for a format of one file, else a folder, or a ZIP file if it ends so.

    A file is replaced when its export is complete; files go into a folder as they come. A device or a pipe is written to,
    never replaced, and so is what a link leads to. Raises ExportError if it cannot be written.
    """
    zipped = path.suffix.casefold() == ".zip"
    if path.is_dir() and (single or zipped):
        raise ExportError(f"{path} is a folder; name a file")
    if not single and is_special(path):
        raise ExportError(
            f"{path} is a device or a pipe; this format makes several files, so name a folder or a .zip file"
        )
    if not single and not zipped and path.exists() and not path.is_dir():
        raise ExportError(f"{path} is a file; this format makes several, so name a folder or a .zip file")
    try:
        if is_special(path):
            with path.open("wb") as stream:
                yield One(stream)
            return
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not single and not zipped:
            path.mkdir(exist_ok=True)
            yield Folder(path)
            return
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w+b") as file:
                if single:
                    yield One(file)
                else:
                    with zipfile.ZipFile(file, "w") as archive:
                        yield Zip(archive)
            shutil.copymode(path, draft) if path.exists() else os.chmod(draft, 0o666 & ~_umask())
            os.replace(draft, path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error


def is_special(path: Path) -> bool:
    """Whether something is there that is neither a file nor a folder: a device (`/dev/null`), a pipe."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def table(stream: BinaryIO, rows: Iterable[Sequence[object]], *, tabs: bool = False) -> None:
    """Write rows as UTF-8: comma-separated as RFC 4180 has it, or tab-separated with no quotes at all.

    In a tab-separated table tabs and line ends inside a value become blanks: its readers know no quotes. None is empty.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="", write_through=True)
    try:
        if tabs:
            for row in rows:
                text.write("\t".join(" ".join(_said(value).split()) for value in row) + "\n")
        else:
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerows([_said(value) for value in row] for row in rows)
    finally:
        text.detach()


def _said(value: object) -> str:
    return "" if value is None else str(value)
