"""A Parquet file a table, with typed columns (package `pyarrow`, extra `parquet`)."""

from __future__ import annotations

import pyarrow as pa
from pyarrow import parquet

from lagebild.export import tables
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.selection import Selection

LOSES = tables.LOSES

_KINDS = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write `incidents.parquet` and its sisters. Dates are ISO texts, because reports often say no day or no month."""
    for one in tables.tables(selection, ledger):
        schema = pa.schema([pa.field(name, _KINDS[kind]) for name, kind in one.columns])
        rows = list(one.rows)
        columns = [pa.array([row[place] for row in rows], type=field.type) for place, field in enumerate(schema)]
        with out.file(f"{one.name}.parquet") as file:
            parquet.write_table(pa.table(columns, schema=schema), file)
