"""A Parquet file a table, with typed columns (package `pyarrow`, extra `parquet`)."""

from __future__ import annotations

from itertools import islice

import pyarrow as pa
from pyarrow import parquet

from lagebild.export import tables
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.selection import Selection

LOSES = tables.LOSES

_ROWS = 20_000
"""In a row group: so many are in memory at once."""
_KINDS = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write `incidents.parquet` and its sisters. Dates are ISO texts, because reports often say no day or no month."""
    for one in tables.tables(selection, ledger):
        schema = pa.schema([pa.field(name, _KINDS[kind]) for name, kind in one.columns])
        rows = iter(one.rows)
        with out.file(f"{one.name}.parquet") as file, parquet.ParquetWriter(file, schema) as writer:
            group = list(islice(rows, _ROWS))
            while True:
                columns = [
                    pa.array([row[place] for row in group], type=field.type) for place, field in enumerate(schema)
                ]
                writer.write_table(pa.table(columns, schema=schema))
                if not (group := list(islice(rows, _ROWS))):
                    break
