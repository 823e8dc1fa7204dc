"""Parquet: a report a row, columns told by their names or mapped, read some rows at a time, by pyarrow."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import columns, limits
from lagebild.sources.extras import need
from lagebild.sources.part import Part, megabytes

MOST = 50_000_000_000
MOST_GROUP = 2_000_000_000
"""Bytes of one row group, unpacked: it has to be in memory as a whole."""
_ROWS = 16
"""Rows at a time: a text of two megabytes that all rows have takes a few bytes in the file, and is unpacked for each."""


def read(part: Part) -> Iterator[Document | SourceError]:
    """The reports of a file, in its order; a row that is none yields its error.

    Raises SourceError for a damaged file, one without a column that has the text, and if pyarrow is not installed.
    """
    arrow = need("pyarrow", extra="parquet", origin=part.origin, what="Parquet")
    parquet = need("pyarrow.parquet", extra="parquet", origin=part.origin, what="Parquet")
    faults = (
        arrow.ArrowException,
        OSError,
        ValueError,
        OverflowError,
    )  # the last for a day in a year that no calendar has
    try:
        stream = part.seekable(MOST)
        size = stream.seek(0, io.SEEK_END)
        file = parquet.ParquetFile(stream)
        names = list(file.schema_arrow.names)
        sizes = [file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups)]
    except faults as error:
        raise SourceError(
            part.origin, f"this Parquet file is damaged or cut off ({_first(error)}); fetch it again"
        ) from None
    columns.check(names, origin=part.origin, settings=part.settings)
    if max(sizes, default=0) > MOST_GROUP:
        raise SourceError(
            part.origin, f"a row group is larger than {megabytes(MOST_GROUP)}; write the file with smaller ones"
        )
    number, out = part.first - 1, 0
    try:
        wanted = columns.wanted(names, part.settings)
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted, row_groups=part.groups):
            for row in batch.to_pylist():
                number += 1
                out += sum(len(value) for value in row.values() if isinstance(value, str))
                limits.unpacked(out, size, origin=part.origin)
                try:
                    yield columns.document(row, part, place=f"{part.origin}:{number}")
                except SourceError as error:
                    yield error
    except faults as error:
        raise SourceError(part.origin, f"damaged behind row {number} ({_first(error)}); fetch it again") from None


def _first(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:200] or type(error).__name__
