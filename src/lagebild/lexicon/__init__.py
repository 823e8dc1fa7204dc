"""Word knowledge as data: one TSV file a concept under `de/` or a folder in it, and the one loader for all of them.

A concept in a folder is named with it: `event_triggers/agree` is `de/event_triggers/agree.tsv`. A file's first line
names its columns; lines that begin with `#` and empty lines are comments. Every file has at least `form`; `example` and
`counter` hold sentences of our own in which an entry must, or must not, be found: the tests execute them. A malformed
file raises LexiconError naming file, line, column and what was expected.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from lagebild.errors import LexiconError


class Row(Mapping[str, str]):
    """One line of a lexicon: a mapping from column to value (empty for an empty cell) that knows its file and line."""

    __slots__ = ("_cells", "file", "line")

    def __init__(self, cells: Mapping[str, str], *, file: str, line: int) -> None:
        self._cells = dict(cells)
        self.file = file
        self.line = line

    def __getitem__(self, column: str) -> str:
        return self._cells[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __repr__(self) -> str:
        return f"<{self.file}, line {self.line}: {self._cells}>"

    def fault(self, column: str, message: str) -> LexiconError:
        """The error for a bad cell of this row; the message names file, line and column (counted from 1)."""
        return LexiconError(f"{self.file}, line {self.line}, column {list(self).index(column) + 1}: {message}")


def parse(name: str, content: str, *, required: tuple[str, ...] = ("form",), unique: bool = False) -> tuple[Row, ...]:
    """The rows of a lexicon's text; with `unique`, no form may stand twice.

    Raises LexiconError for a missing column, a line with more cells than the header, an empty required cell, or a
    duplicate form where forms must be unique.
    """
    lines: dict[str, int] = {}
    header: list[str] | None = None
    rows: list[Row] = []
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            missing = [column for column in required if column not in header]
            if missing:
                raise LexiconError(f"{name}, line {number}: column {missing[0]!r} is missing; found {header}")
            continue
        if len(cells) > len(header):
            raise LexiconError(
                f"{name}, line {number}, column {len(header) + 1}: expected {len(header)} cells, found {len(cells)}"
            )
        cells += [""] * (len(header) - len(cells))
        row = Row(dict(zip(header, cells, strict=True)), file=name, line=number)
        for column in required:
            if not row[column]:
                raise row.fault(column, f"expected a value for {column!r}")
        if unique and lines.setdefault(row["form"], number) != number:
            raise row.fault("form", f"{row['form']!r} stands in line {lines[row['form']]}, too; keep one of them")
        rows.append(row)
    if header is None:
        raise LexiconError(f"{name}: expected a first line with the names of the columns, found nothing")
    return tuple(rows)


@cache
def load(
    concept: str, *, language: str = "de", required: tuple[str, ...] = ("form",), unique: bool = False
) -> tuple[Row, ...]:
    """The rows of `<language>/<concept>.tsv`. Raises LexiconError if there is no such file or it is malformed."""
    name = f"{language}/{concept}.tsv"
    try:
        content = _file(language, concept).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LexiconError(f"there is no lexicon {name}") from None
    return parse(name, content, required=required, unique=unique)


def concepts(language: str = "de") -> tuple[str, ...]:
    """The names of all lexicons of a language, those in folders with the folder (`event_triggers/agree`), sorted."""
    return tuple(sorted(_concepts(resources.files(__name__).joinpath(language), "")))


def _concepts(folder: Traversable, prefix: str) -> Iterator[str]:
    for found in folder.iterdir():
        if found.is_dir():
            yield from _concepts(found, f"{prefix}{found.name}/")
        elif found.name.endswith(".tsv"):
            yield prefix + found.name.removesuffix(".tsv")


def _file(language: str, concept: str) -> Traversable:
    return resources.files(__name__).joinpath(language, *f"{concept}.tsv".split("/"))


@cache
def lexicon_hash(language: str = "de") -> str:
    """Twelve hexadecimal digits that change whenever a lexicon does."""
    digest = hashlib.sha256()
    for concept in concepts(language):
        digest.update(concept.encode())
        digest.update(_file(language, concept).read_bytes())
    return digest.hexdigest()[:12]
