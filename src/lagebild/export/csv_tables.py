"""A CSV file a table (RFC 4180, UTF-8), and the columns described as CSV on the Web (W3C CSVW)."""

from __future__ import annotations

from itertools import chain
from typing import Any

import msgspec

from lagebild.export import tables
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out, table
from lagebild.export.selection import Selection

LOSES = tables.LOSES

_KINDS = {"text": "string", "integer": "integer", "number": "double"}


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write `incidents.csv` and its sisters; `csvw.json` says what kind of value each column has."""
    described: list[dict[str, Any]] = []
    for one in tables.tables(selection, ledger):
        with out.file(f"{one.name}.csv") as file:
            table(file, chain((one.header,), one.rows))
        columns = [{"name": name, "titles": name, "datatype": _KINDS[kind]} for name, kind in one.columns]
        described.append({"url": f"{one.name}.csv", "tableSchema": {"columns": columns}})
    with out.file("csvw.json") as file:
        group = {"@context": "http://www.w3.org/ns/csvw", "tables": described}
        file.write(msgspec.json.format(msgspec.json.encode(group), indent=2) + b"\n")
