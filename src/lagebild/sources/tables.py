"""CSV and its like: a report a row, columns told by their names or mapped (`--column text=body`), read row by row."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import TextIO, cast

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import columns, encoding
from lagebild.sources.part import Part

_DELIMITERS = ";,\t|"
_SAMPLE = 1 << 20


def read(part: Part) -> Iterator[Document | SourceError]:
    """The reports of a table, in its order; a row that is none yields its error with its line, and the next are read.

    Raises SourceError for a table without a column that has the text, or without rows.
    """
    stream, problems = _decoded(part)
    try:
        yield from _rows(stream, part, problems)
    finally:
        if isinstance(stream, io.TextIOWrapper):
            stream.detach()  # the file beneath is closed by whoever opened it


def _rows(stream: TextIO, part: Part, problems: tuple[str, ...]) -> Iterator[Document | SourceError]:
    csv.field_size_limit(4 * part.settings.max_characters)
    first = stream.readline(_SAMPLE)
    if len(first) == _SAMPLE:
        raise SourceError(
            part.origin, f"its first line has more than {_SAMPLE:,} characters; give one with the names of columns"
        )
    delimiter = max(_DELIMITERS, key=first.count)
    if first.count(delimiter) == 0 and not part.settings.columns and "text" not in first.casefold():
        raise SourceError(
            part.origin, "there is no first line with the names of columns, parted by commas, semicolons or tabs"
        )
    # a chain, no generator: that would be closed after the stream, and complain of it on standard error
    rows = csv.reader(chain((first,), stream), delimiter=delimiter, strict=True)
    names: list[str] = []
    empty = True
    while True:
        line = rows.line_num + 1
        place = f"{part.origin}:{line}"
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error as error:  # the reader goes on with the line behind it
            empty = False
            yield SourceError(place, f"this row cannot be read ({error}); is a quotation mark not closed?")
            continue
        if not names:
            names = [name.strip() for name in cells]
            _check_names(names, part)
        elif any(cell.strip() for cell in cells):
            empty = False
            try:
                yield _report(names, cells, part, place=place, problems=problems)
            except SourceError as error:
                yield error
    if not names:
        raise SourceError(part.origin, "the table is empty; give one with a first line of column names")
    if empty and part.first == 1:
        raise SourceError(part.origin, "there is no row under the names of columns; give the reports, or leave it out")


def _check_names(names: list[str], part: Part) -> None:
    often = Counter(name.casefold() for name in names if name)
    twice = next((name for name, times in often.items() if times > 1), None)
    if twice:
        raise SourceError(part.origin, f"two columns have the name {twice!r}; rename one")
    columns.check(names, origin=part.origin, settings=part.settings)


def _report(names: list[str], cells: list[str], part: Part, *, place: str, problems: tuple[str, ...]) -> Document:
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        raise SourceError(
            place,
            f"this row has {len(cells)} cells, the first line names {len(names)} columns; put the text in quotation marks",
        )
    row = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    return columns.document(row, part, place=place, problems=problems)


def _decoded(part: Part) -> tuple[TextIO, tuple[str, ...]]:
    """The table's characters as a stream: the encoding is told from its beginning, stray bytes are mended everywhere."""
    name, head = part.settings.encoding, part.head()
    if name is not None or encoding.is_wide(head):
        most = 512_000_000
        content, problems = encoding.decode(
            part.content(most, remedy="save it as UTF-8"), origin=part.origin, encoding=name
        )
        return io.StringIO(content, newline=""), problems
    encoding.refuse_binary(head, part.origin)
    stream = part.stream if part.stream.seekable() else None
    if stream is None:
        content, problems = encoding.decode(
            part.content(512_000_000, remedy="save it to a file first"), origin=part.origin
        )
        return io.StringIO(content, newline=""), problems
    begins = stream.tell()
    sample = stream.read(_SAMPLE)
    stream.seek(begins)
    if len(sample) == _SAMPLE:  # not in the middle of a character
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    _, problems = encoding.decode(sample, origin=part.origin)
    latin = any("read as Windows-1252; if" in problem for problem in problems)
    if sample.startswith(codecs.BOM_UTF8):
        stream.seek(begins + len(codecs.BOM_UTF8))
    text = io.TextIOWrapper(
        cast(io.BufferedReader, stream),
        encoding="cp1252" if latin else "utf-8",
        errors="replace" if latin else encoding.STRAY,
        newline="",
    )
    return text, problems
