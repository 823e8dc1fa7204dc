"""A Parquet file a table, with typed columns (package `pyarrow`, extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from lagebild.export import tables
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.selection import Selection

LOSES = tables.LOSES

_ROWS = 1_000
"""So many rows are in memory at once as they are; then they are Arrow's, which take a tenth."""
_BATCHES = 20
"""Batches of so many rows in a row group."""
_KINDS = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write `incidents.parquet` and its sisters. Dates are ISO texts, because reports often say no day or no month."""
    for one in tables.tables(selection, ledger):
        schema = pa.schema([pa.field(name, _KINDS[kind]) for name, kind in one.columns])
        batches = _batches(schema, iter(one.rows))
        with out.file(f"{one.name}.parquet") as file, parquet.ParquetWriter(file, schema) as writer:
            group = list(islice(batches, _BATCHES))
            while True:
                writer.write_table(pa.Table.from_batches(group, schema=schema))
                if not (group := list(islice(batches, _BATCHES))):
                    break


def _batches(schema: pa.Schema, rows: Iterator[Sequence[Any]]) -> Iterator[pa.RecordBatch]:
    while several := list(islice(rows, _ROWS)):
        columns = [pa.array([row[place] for row in several], type=field.type) for place, field in enumerate(schema)]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)
