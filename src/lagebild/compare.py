"""Compares what two files of readings, or two databases, say of the same reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from lagebild.errors import SourceError
from lagebild.reading import Reading, from_json
from lagebild.record.diff import Difference, differences
from lagebild.store import Store, decided

_SQLITE = b"SQLite format 3\0"


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report: its differences, or why there are none to tell.

    `missing` says in which of the two it is not (`old`, `new`), `other_text` that the two have different texts under its
    id, `unread` in which of them it has no reading.
    """

    report: str
    text: str = ""
    differences: tuple[Difference, ...] = ()
    missing: str | None = None
    other_text: bool = False
    unread: str | None = None


class _Kept(msgspec.Struct, frozen=True):
    """The readings of one side: ids, and a way to get one; None if the report was not read."""

    ids: frozenset[str]
    reading: Callable[[str], Reading | None]


def compare(old: str, new: str) -> Iterator[Compared]:
    """Compare the readings of two files (JSON lines as `lagebild read` prints) or databases, report by report, by id.

    Mends of editors play no part: it is about what was read. Raises SourceError for a file that holds anything else,
    StoreError for a database that cannot be opened.
    """
    with ExitStack() as stack:
        before, after = (stack.enter_context(_opened(where)) for where in (old, new))
        for report in sorted(before.ids | after.ids):
            if report not in before.ids or report not in after.ids:
                yield Compared(report=report, missing="old" if report in after.ids else "new")
            else:
                yield compared(report, before.reading(report), after.reading(report))


def compared(report: str, old: Reading | None, new: Reading | None) -> Compared:
    """Compare two readings of a report; None is one that could not be read."""
    if old is None or new is None:
        return Compared(report=report, unread="old" if old is None else "new")
    if old.text != new.text:
        return Compared(report=report, other_text=True)
    return Compared(report=report, text=new.text, differences=differences(old, new))


@contextmanager
def _opened(where: str) -> Iterator[_Kept]:
    if "://" in where or _is_database(where):
        store = Store.open(where, create=False)
        try:
            with store.transaction() as connection:
                ids = frozenset(decided.reports(connection))
                yield _Kept(ids, lambda report: decided.reading_of(connection, report))
        finally:
            store.close()
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(where).open("rb"))
        except OSError as error:
            raise SourceError(
                where,
                f"cannot be opened ({error.strerror}); name a file of readings, as `lagebild read` prints them, or a record",
            ) from None
        lines = _lines(where, file)
        yield _Kept(frozenset(lines), lambda report: _reading(where, file, lines[report]))


def _is_database(where: str) -> bool:
    try:
        with Path(where).open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


class _Head(msgspec.Struct):
    """What tells lines apart without decoding all of them: `error` stands where there is no reading."""

    id: str
    error: str | None = None


class _Line(msgspec.Struct, frozen=True):
    number: int
    offset: int
    failed: bool


def _lines(where: str, file: BinaryIO) -> dict[str, _Line]:
    found: dict[str, _Line] = {}
    offset = 0
    for number, line in enumerate(file, 1):
        if line.strip():
            try:
                head = msgspec.json.decode(line, type=_Head)
            except ValueError as error:
                raise SourceError(
                    f"{where}:{number}",
                    f"this is no reading ({error}); name a file as `lagebild read` prints it, or a record",
                ) from None
            found[head.id] = _Line(number, offset, head.error is not None)
        offset += len(line)
    return found


def _reading(where: str, file: BinaryIO, line: _Line) -> Reading | None:
    if line.failed:
        return None
    file.seek(line.offset)
    try:
        return from_json(file.readline())
    except ValueError as error:
        raise SourceError(
            f"{where}:{line.number}", f"this is no reading of this version ({error}); read the report again"
        ) from None
