"""What the machines of a cluster do: find the reports in pieces of files, and read them.

Between them go rows of bytes and numbers. A row's place is its `piece` and its `index` there; `kind` says what it is:
a report to be `read`; one whose reading the working folder `holds`; a report `aside` that needs no reader, because its
text is known or empty; a `failure` of a source; `torn`, after which nothing counts of a file in pieces; the `end` of a piece,
whose index is how many rows it has. Read, a report becomes a `reading`, or `unread`, with the reason as its `reading`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from lagebild.cluster import keys, packing
from lagebild.cluster.keys import Keys
from lagebild.cluster.pieces import Piece, Torn, documents
from lagebild.document import Document
from lagebild.errors import ReadError
from lagebild.processes import Workers
from lagebild.reading import Reader, Reading, to_json
from lagebild.run import lost
from lagebild.settings import Settings
from lagebild.sources import Failure

Row = dict[str, Any]


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of files that one machine looks through, with their numbers."""

    pieces: tuple[tuple[int, Piece], ...]


def found(
    task: Task, *, given: Mapping[str, object], settings: Settings, reader: Reader, held: Keys, known: Keys
) -> Iterator[Row]:
    """The reports of some pieces as rows, each with what is to be done with it."""
    for number, piece in task.pieces:
        index = 0
        for one in documents(piece, given=given, settings=settings):
            kind, key = _kind(one, reader, held, known)
            line = one.failure if isinstance(one, Torn) else one
            held_already = kind == "holds"  # then nobody needs its text
            yield _row(number, index, kind, key=key, document=b"" if held_already else packing.packed(line))
            index += 1
        yield _row(number, index, "end")


def _kind(one: Document | Failure | Torn, reader: Reader, held: Keys, known: Keys) -> tuple[str, bytes]:
    if not isinstance(one, Document):
        return ("torn" if isinstance(one, Torn) else "failure"), b""
    if not one.text.strip() or keys.may_be_known(one, known):
        return "aside", b""
    key = keys.of_reading(one, reader)
    return ("holds" if keys.has(held, key) else "read"), key


def _row(piece: int, index: int, kind: str, *, key: bytes = b"", document: bytes = b"") -> Row:
    place = {"piece": piece, "index": index, "kind": kind, "key": key}
    return {**place, "document": document, "reading": b"", "id": b"", "sha256": b""}


class Reads:
    """One worker: a process with a reader of its own, started with the first report.

    A report at which that process dies becomes a failure, and the worker lives on. Dies the worker, Ray starts another
    and gives it what this one had not answered.
    """

    def __init__(self, settings: Settings, reader: Reader) -> None:
        self._reader = reader
        self._workers = Workers(settings, 1, lost)

    def __call__(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Rows as they come, with the readings of those that are to be read."""
        to_read = [packing.document(row["document"]) for row in rows if row["kind"] == "read"]
        results = zip(to_read, self._workers.read(to_read).result() if to_read else (), strict=True)
        for row in rows:
            yield row if row["kind"] != "read" else self._answered(row, *next(results))

    def _answered(self, row: Row, document: Document, result: object) -> Row:
        if isinstance(result, Reading):
            if result.reader != self._reader:
                raise ReadError(
                    f"a machine of the cluster reads with Lagebild {result.reader.version} ({result.reader.model}), this one "
                    f"with {self._reader.version} ({self._reader.model}); install the same version on all of them"
                )
            return {
                **row,
                "kind": "reading",
                "reading": to_json(result),
                "id": document.id.encode(),
                "sha256": keys.of_text(document.text).encode(),
                "document": packing.packed(msgspec.structs.replace(document, text="")),
            }
        if not isinstance(result, Failure):
            raise TypeError(f"a report became a {type(result).__name__}")
        return {**row, "kind": "unread", "reading": result.error.removeprefix(f"{result.id}: ").encode()}

    def __del__(self) -> None:
        """End the process that reads."""
        with contextlib.suppress(Exception):
            self._workers.stop()
