"""A user's table of known people and bodies: tab-separated, its first line names the columns.

`name` is required; `aliases` (separated by `|`), `kind` and `wikidata` are optional. Lines that begin with `#` and empty
lines are skipped. Other columns are refused, because a misspelt one would be lost silently.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec

from lagebild.errors import SourceError
from lagebild.reading import EntityKind
from lagebild.sources import encoding

COLUMNS = ("name", "aliases", "kind", "wikidata")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)


class KnownRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the table; what it does not give is None (or empty for aliases)."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: EntityKind | None = None
    wikidata: str | None = None


def read_known(path: Path, *, encoding_name: str | None = None) -> list[KnownRow]:
    """All lines of a table.

    Raises SourceError for a file that cannot be read or is malformed: the message names file, line, column and what was
    expected.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(str(path), f"cannot be read ({error.strerror}); check the name") from None
    content, _ = encoding.decode(raw, origin=str(path), encoding=encoding_name)
    return parse_known(content, origin=str(path))


def parse_known(content: str, *, origin: str) -> list[KnownRow]:
    """The lines of a table's text; `origin` begins the message of a SourceError."""
    header: list[str] = []
    found: list[KnownRow] = []
    taken: dict[str, int] = {}
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = _header(cells, f"{origin}, line {number}")
            continue
        row = _row(cells, header, f"{origin}, line {number}")
        if row.wikidata:
            if row.wikidata in taken:
                place = f"{origin}, line {number}, column {header.index('wikidata') + 1}"
                raise SourceError(
                    place, f"expected an id of its own, {row.wikidata} stands in line {taken[row.wikidata]}"
                )
            taken[row.wikidata] = number
        found.append(row)
    if not header:
        raise SourceError(origin, f"expected a first line with the columns {', '.join(COLUMNS)}, found nothing")
    return found


def _header(cells: list[str], place: str) -> list[str]:
    for column, name in enumerate(cells, start=1):
        if name not in COLUMNS or cells.index(name) < column - 1:
            raise SourceError(f"{place}, column {column}", f"expected one of {', '.join(COLUMNS)} once, found {name!r}")
    if "name" not in cells:
        raise SourceError(
            f"{place}, column 1", f"expected a column 'name' (separated by tabs), found {', '.join(cells)}"
        )
    return cells


def _row(cells: list[str], header: list[str], place: str) -> KnownRow:
    if len(cells) > len(header):
        raise SourceError(f"{place}, column {len(header) + 1}", f"expected {len(header)} cells, found {len(cells)}")
    given = dict(zip(header, cells, strict=False))

    def column(name: str) -> str:
        return f"{place}, column {header.index(name) + 1}"

    if not given.get("name"):
        raise SourceError(column("name"), "expected a name, found nothing")
    kind = next((known for known in _KINDS if known == given.get("kind")), None)
    if given.get("kind") and kind is None:
        raise SourceError(column("kind"), f"expected {', '.join(_KINDS)} or nothing, found {given['kind']!r}")
    wikidata = given.get("wikidata") or None
    if wikidata and not _WIKIDATA.fullmatch(wikidata):
        raise SourceError(column("wikidata"), f"expected an id like Q42 or nothing, found {wikidata!r}")
    aliases = dict.fromkeys(alias.strip() for alias in given.get("aliases", "").split("|"))
    return KnownRow(
        name=given["name"], aliases=tuple(a for a in aliases if a and a != given["name"]), kind=kind, wikidata=wikidata
    )
