"""Reads the reports of files on a cluster and gives them, each with its reading, in the order in which `add` finds them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from lagebild.cluster import keys, packing, rays
from lagebild.cluster.folder import ASIDE, READINGS, Order, Parts
from lagebild.cluster.inputs import File, files
from lagebild.cluster.pieces import BLOCK, Piece, pieces
from lagebild.cluster.workers import Row, Task
from lagebild.document import Document
from lagebild.reading import Read, Reader, from_json
from lagebild.run import todays_reader
from lagebild.settings import Settings
from lagebild.sources import Failure
from lagebild.store import Store
from lagebild.store.rows import reader_line

_FILES = 64
"""Small files that one task reads, at most."""
_LOOKS = 16
"""Large files that are looked through at once for places to cut them."""


def read(
    inputs: Sequence[str],
    *,
    cluster: str,
    work: Path,
    store: Store,
    settings: Settings | None = None,
    published: str | None = None,
    outlet: str | None = None,
    jobs: int | None = None,
    block: int = BLOCK,
    each: Callable[[int], object] = lambda _: None,
) -> Iterator[Document | Failure]:
    """The reports of files, each with its reading, in order, to be put on record by :func:`lagebild.run.add`.

    `inputs` are paths, folders, and addresses that fsspec knows. `cluster` is `local` or an address of Ray's; `jobs` is how
    many readers there may be, all that there is room for if not given. Readings are kept in the folder `work`: what it holds
    of today's reader is not read again, nor what is on record in `store`. What the reader fails at, comes with the reason
    instead of a reading. `each` is called with the number of further reports that are done.

    All is read before the first is given. Raises ReadError if there is no such cluster, Ray is not installed, or the cluster
    fails; what was read by then is kept.
    """
    settings = settings or Settings()
    reader = todays_reader(settings)
    given: dict[str, object] = {k: v for k, v in (("published", published), ("outlet", outlet)) if v}
    listed = list(files(inputs))
    readings = Parts(work / "readings", READINGS)
    run = Path(tempfile.mkdtemp(prefix="run-", dir=work))
    try:
        aside, order = Parts(run, ASIDE), Order()
        with rays.connected(cluster, jobs=jobs, folder=run) as room:
            held = readings.held()
            tasks, numbered = _tasks(listed, settings, block)
            gathered = _Gathered(readings, aside, order, held, reader)
            try:
                for rows in rays.answers(
                    tasks,
                    given=given,
                    settings=settings,
                    reader=reader,
                    held=keys.keys(held),
                    known=keys.on_record(store.texts()),
                    workers=room,
                ):
                    each(gathered.take(rows))
            finally:
                readings.write()
        aside.write()
        yield from _in_order(gathered, numbered)
    finally:
        shutil.rmtree(run, ignore_errors=True)


def _tasks(
    listed: Sequence[File | Failure], settings: Settings, block: int
) -> tuple[list[Task], list[tuple[int, Piece | Failure]]]:
    """What each task looks through, and all pieces with the number of their file; a failure stands where its file would."""
    with ThreadPoolExecutor(_LOOKS) as looking:
        cut = looking.map(
            lambda one: [one] if isinstance(one, Failure) else pieces(one, settings, block=block),
            listed,
        )
        numbered: list[tuple[int, Piece | Failure]] = [
            (number, piece) for number, several in enumerate(cut) for piece in several
        ]
    tasks: list[Task] = []
    some: list[tuple[int, Piece]] = []
    size = 0
    for number, (_, piece) in enumerate(numbered):
        if isinstance(piece, Failure):
            continue
        some.append((number, piece))
        size += piece.file.size if piece.whole else block
        if size >= block or len(some) >= _FILES:
            tasks.append(Task(pieces=tuple(some)))
            some, size = [], 0
    return tasks + ([Task(pieces=tuple(some))] if some else []), numbered


class _Gathered:
    """What has come back, put down row by row."""

    def __init__(self, readings: Parts, aside: Parts, order: Order, held: dict[bytes, int], reader: Reader) -> None:
        self.readings, self.aside, self.order = readings, aside, order
        self.torn: set[int] = set()
        self._held, self._reader = held, reader

    def take(self, rows: Iterable[Row]) -> int:
        """Put rows down; returns how many of them are reports or failures."""
        count = 0
        for row in rows:
            piece, index = row["piece"], row["index"]
            if row["kind"] == "end":
                self.order.end(piece, index)
                continue
            count += 1
            if row["kind"] == "torn":
                self.torn.add(piece)
            self.order.put(piece, index, self._put(row))
        return count

    def _put(self, row: Row) -> int:
        if row["kind"] == "holds":
            return self._held[row["key"]]
        if row["kind"] != "reading":
            return -1 - self.aside.add({name: row[name] for name in ASIDE})
        told = {name: row[name].decode() for name in ("id", "sha256")}
        made = {"version": self._reader.version, "reader": reader_line(self._reader)}
        return self.readings.add({**told, **made, **{name: row[name] for name in ("key", "document", "reading")}})

    def at(self, place: int) -> Document | Failure:
        """What has become of a report."""
        if place >= 0:
            row = self.readings[place]
            reading = from_json(row["reading"])
            return _read(msgspec.structs.replace(packing.document(row["document"]), text=reading.text), reading)
        row = self.aside[-1 - place]
        if row["kind"] in ("failure", "torn"):
            return packing.failure(row["document"])
        document = packing.document(row["document"])
        return _read(document, row["reading"].decode()) if row["kind"] == "unread" else document


def _read(document: Document, reading: object) -> Read:
    return Read(**msgspec.structs.asdict(document), reading=reading)  # type: ignore[arg-type]


def _in_order(gathered: _Gathered, numbered: Sequence[tuple[int, Piece | Failure]]) -> Iterator[Document | Failure]:
    """All reports and failures, file by file; what stands behind the fault of a file in pieces is left out."""
    by_piece = gathered.order.by_piece(sum(isinstance(piece, Piece) for _, piece in numbered))
    torn: set[int] = set()
    for number, (file, piece) in enumerate(numbered):
        if isinstance(piece, Failure):
            yield piece
        elif file not in torn:
            yield from (gathered.at(int(place)) for place in by_piece.get(number, ()))
            if number in gathered.torn:
                torn.add(file)
