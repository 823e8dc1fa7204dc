"""Word knowledge as data: one TSV file a concept under `de/`, and the one loader for all of them.

A file's first line names its columns; lines that begin with `#` and empty lines are comments. Every file has at least
`form`; `example` and `counter` hold sentences of our own in which an entry must, or must not, be found: the tests
execute them. A malformed file raises LexiconError naming file, line, column and what was expected.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from lagebild.errors import LexiconError

Row = Mapping[str, str]


def parse(name: str, content: str, *, required: tuple[str, ...] = ("form",)) -> tuple[Row, ...]:
    """The rows of a lexicon's text, each a mapping from column to value (empty string where a cell is empty).

    Raises LexiconError for a missing column, a line with more cells than the header, or an empty required cell.
    """
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
        row = dict(zip(header, cells, strict=True))
        for column in required:
            if not row[column]:
                raise LexiconError(
                    f"{name}, line {number}, column {header.index(column) + 1}: expected a value for {column!r}"
                )
        rows.append(MappingProxyType(row))
    if header is None:
        raise LexiconError(f"{name}: expected a first line with the names of the columns, found nothing")
    return tuple(rows)


@cache
def load(concept: str, *, language: str = "de", required: tuple[str, ...] = ("form",)) -> tuple[Row, ...]:
    """The rows of `<language>/<concept>.tsv`. Raises LexiconError if there is no such file or it is malformed."""
    name = f"{language}/{concept}.tsv"
    path = resources.files(__name__).joinpath(language, f"{concept}.tsv")
    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LexiconError(f"there is no lexicon {name}") from None
    return parse(name, content, required=required)


def concepts(language: str = "de") -> tuple[str, ...]:
    """The names of all lexicons of a language, sorted."""
    folder = resources.files(__name__).joinpath(language)
    return tuple(sorted(f.name.removesuffix(".tsv") for f in folder.iterdir() if f.name.endswith(".tsv")))


@cache
def lexicon_hash(language: str = "de") -> str:
    """Twelve hexadecimal digits that change whenever a lexicon does."""
    digest = hashlib.sha256()
    for concept in concepts(language):
        digest.update(concept.encode())
        digest.update(resources.files(__name__).joinpath(language, f"{concept}.tsv").read_bytes())
    return digest.hexdigest()[:12]
