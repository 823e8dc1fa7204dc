"""The working folder: the readings that came back, as Parquet, so that nothing is read twice.

A row is a report: `key` (what its reading is found by), `id`, `sha256` of its text, `version` of the program, `reader`
(version and hashes of lexicon and model), `document` (JSON, without the text) and `reading` (JSON, as `lagebild read` prints
it). A file is there whole or not at all. Readings of an earlier reader stay and are not used.
"""

from __future__ import annotations

import os
import time
import uuid
from array import array
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lagebild.errors import ReadError
from lagebild.sources.extras import need

MOST_ROWS = 1024
MOST_BYTES = 32_000_000
PATIENCE = 30.0
"""Seconds after which what has come is written, so that little is lost if the run ends."""
_GROUP = 32
"""Rows that are read together when they go on record; they stand in the order in which they came, which is nearly theirs."""
_KEPT = 64
"""Such groups in memory at once: some hundred megabytes at the most."""
_PLACES = 1 << 24


class Parts:
    """Rows in Parquet files of a folder; each has a place, a number that stays while the object lives."""

    def __init__(self, folder: Path, columns: tuple[str, ...]) -> None:
        self._arrow: Any = need("pyarrow", extra="cluster", origin="--cluster", what="on a cluster")
        self._parquet: Any = need("pyarrow.parquet", extra="cluster", origin="--cluster", what="on a cluster")
        self._folder, self._columns = folder, columns
        self._files: list[Path] = []
        self._waiting: list[Mapping[str, Any]] = []
        self._size = 0
        self._since = time.monotonic()
        self._read: OrderedDict[tuple[int, int], list[dict[str, Any]]] = OrderedDict()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReadError(f"{folder}: cannot be made ({error.strerror}); name another with --work") from None

    def held(self) -> dict[bytes, int]:
        """The places of the rows that earlier runs have left, by their keys. A damaged file is passed over."""
        found: dict[bytes, int] = {}
        for path in sorted(self._folder.glob("*.parquet")):
            try:
                column = self._parquet.read_table(path, columns=["key"])["key"].to_pylist()
            except (OSError, KeyError, self._arrow.ArrowException):
                continue  # what it held is read again
            self._files.append(path)
            at = (len(self._files) - 1) * _PLACES
            found.update((key, at + row) for row, key in enumerate(column))
        return found

    def add(self, row: Mapping[str, Any]) -> int:
        """Keep a row; returns its place."""
        place = len(self._files) * _PLACES + len(self._waiting)
        self._waiting.append(row)
        self._size += sum(len(value) for value in row.values())
        if len(self._waiting) >= MOST_ROWS or self._size >= MOST_BYTES or time.monotonic() - self._since > PATIENCE:
            self.write()
        return place

    def write(self) -> None:
        """Put down what is kept in memory."""
        self._since, self._size = time.monotonic(), 0
        if not self._waiting:
            return
        table = self._arrow.table({name: [row[name] for row in self._waiting] for name in self._columns})
        path = self._folder / f"{len(self._files):06}-{uuid.uuid4().hex[:8]}.parquet"
        unfinished = path.with_suffix(".part")
        try:
            self._parquet.write_table(table, unfinished, row_group_size=_GROUP, compression="zstd")
            os.replace(unfinished, path)
        except OSError as error:
            raise ReadError(
                f"{path}: cannot be written ({error.strerror or error}); make room, or name another --work"
            ) from None
        self._files.append(path)
        self._waiting.clear()

    def __getitem__(self, place: int) -> dict[str, Any]:
        """The row at a place. What is written must be; see :meth:`write`."""
        number, row = divmod(place, _PLACES)
        group, row = divmod(row, _GROUP)
        rows = self._read.get((number, group))
        if rows is None:
            file = self._parquet.ParquetFile(self._files[number])
            rows = self._read[number, group] = file.read_row_group(group).to_pylist()
            if len(self._read) > _KEPT:
                self._read.popitem(last=False)
        self._read.move_to_end((number, group))
        return rows[row]


READINGS = ("key", "id", "sha256", "version", "reader", "document", "reading")
ASIDE = ("kind", "document", "reading")


class Order:
    """Where each report stands: by its piece and its index there, its place among the readings or aside."""

    def __init__(self) -> None:
        self._pieces, self._indices, self._places = array("q"), array("q"), array("q")
        self._counts: dict[int, int] = {}

    def put(self, piece: int, index: int, place: int) -> None:
        """Note a row; of what is aside the place is negative."""
        self._pieces.append(piece)
        self._indices.append(index)
        self._places.append(place)

    def end(self, piece: int, count: int) -> None:
        """Note how many rows a piece has."""
        self._counts[piece] = count

    def by_piece(self, pieces: int) -> dict[int, NDArray[np.int64]]:
        """The places of each piece in order. A row that came twice counts once.

        Raises ReadError if one of so many pieces has not come, or a row of one.
        """
        columns = [np.frombuffer(column, dtype=np.int64) for column in (self._pieces, self._indices, self._places)]
        order = np.lexsort((columns[1], columns[0]))
        piece, index, place = (column[order] for column in columns)
        first = np.ones(len(order), dtype=bool)
        first[1:] = (piece[1:] != piece[:-1]) | (index[1:] != index[:-1])
        came = dict(zip(*(found.tolist() for found in np.unique(piece[first], return_counts=True)), strict=True))
        if len(self._counts) != pieces or any(came.get(one, 0) != due for one, due in self._counts.items()):
            raise ReadError(
                "some reports have not come back from the cluster; run the same command again, what has been read is kept"
            )
        if not len(order):
            return {}
        starts = np.flatnonzero(np.diff(piece[first], prepend=-1))
        return dict(zip(piece[first][starts].tolist(), np.split(place[first], starts[1:]), strict=True))
