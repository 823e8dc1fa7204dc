"""A user's own table of ties: tab-separated, its first line names the columns.

`from`, `tie` and `to` are required; `status`, `since` and `until` are optional. Lines that begin with `#` and empty lines are
skipped. Other columns are refused, because a misspelt one would be lost silently.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec

from lagebild.errors import SourceError
from lagebild.reading import RelationKind, RelationStatus
from lagebild.sources import encoding

COLUMNS = ("from", "tie", "to", "status", "since", "until")
_REQUIRED = ("from", "tie", "to")
_KINDS: tuple[RelationKind, ...] = get_args(RelationKind)
_STATUSES: tuple[RelationStatus, ...] = get_args(RelationStatus)
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class KnownTieRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the table: two names and what is between them; `text` is the line as it was written."""

    one: str
    kind: RelationKind
    other: str
    status: RelationStatus = "holds"
    since: str | None = None
    until: str | None = None
    line: int
    text: str


def holds_ties(path: Path, *, encoding_name: str | None = None) -> bool:
    """True if a table is one of ties: its first line names a column `tie`, or both `from` and `to`.

    Raises SourceError if it cannot be read.
    """
    return any(
        "tie" in cells or {"from", "to"} <= {*cells} for _, cells, _ in _lines(_content(path, encoding_name))[:1]
    )


def read_known_ties(path: Path, *, encoding_name: str | None = None) -> list[KnownTieRow]:
    """All lines of a table.

    Raises SourceError for a file that cannot be read or is malformed: the message names file, line, column and what was
    expected.
    """
    return parse_known_ties(_content(path, encoding_name), origin=str(path))


def _content(path: Path, encoding_name: str | None) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(str(path), f"cannot be read ({error.strerror}); check the name") from None
    return encoding.decode(raw, origin=str(path), encoding=encoding_name)[0]


def _lines(content: str) -> list[tuple[int, list[str], str]]:
    return [
        (number, [cell.strip() for cell in line.split("\t")], line.strip())
        for number, line in enumerate(content.split("\n"), start=1)
        if line.strip() and not line.startswith("#")
    ]


def parse_known_ties(content: str, *, origin: str) -> list[KnownTieRow]:
    """The lines of a table's text; `origin` begins the message of a SourceError."""
    lines = _lines(content)
    if not lines:
        raise SourceError(origin, f"expected a first line with the columns {', '.join(COLUMNS)}, found nothing")
    number, header, _ = lines[0]
    for column, name in enumerate(header, start=1):
        if name not in COLUMNS or header.index(name) < column - 1:
            place = f"{origin}, line {number}, column {column}"
            raise SourceError(place, f"expected one of {', '.join(COLUMNS)} once, found {name!r}")
    for name in _REQUIRED:
        if name not in header:
            place = f"{origin}, line {number}, column 1"
            raise SourceError(place, f"expected a column {name!r} (separated by tabs), found {', '.join(header)}")
    return [_row(cells, header, f"{origin}, line {line}", line, text) for line, cells, text in lines[1:]]


def _row(cells: list[str], header: list[str], place: str, line: int, text: str) -> KnownTieRow:
    if len(cells) > len(header):
        raise SourceError(f"{place}, column {len(header) + 1}", f"expected {len(header)} cells, found {len(cells)}")
    given = dict(zip(header, cells, strict=False))

    def fault(name: str, message: str) -> SourceError:
        return SourceError(f"{place}, column {header.index(name) + 1}", message)

    for name in _REQUIRED:
        if not given.get(name):
            raise fault(
                name, "expected a name, found nothing" if name != "tie" else "expected a kind of tie, found nothing"
            )
    kind = next((known for known in _KINDS if known == given["tie"]), None)
    if kind is None:
        raise fault("tie", f"expected one of {', '.join(_KINDS)}, found {given['tie']!r}")
    status = next((known for known in _STATUSES if known == (given.get("status") or "holds")), None)
    if status is None:
        raise fault("status", f"expected one of {', '.join(_STATUSES)} or nothing, found {given['status']!r}")
    for name in ("since", "until"):
        if given.get(name) and not _DATE.fullmatch(given[name]):
            raise fault(name, f"expected a date like 2021-03-08, 2021-03 or 2021, or nothing, found {given[name]!r}")
    return KnownTieRow(
        one=given["from"],
        kind=kind,
        other=given["to"],
        status=status,
        since=given.get("since") or None,
        until=given.get("until") or None,
        line=line,
        text=text,
    )
