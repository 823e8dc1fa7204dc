"""How much may come out of what is packed, and how deep; beyond that it is a bomb, or nobody's collection of reports."""

from __future__ import annotations

from lagebild.errors import SourceError
from lagebild.sources.budget import FREE, STEEPEST
from lagebild.sources.part import Part, megabytes

DEEPEST = 4
"""So many archives and packings may lie in one another: a WACZ in a ZIP in a `.tar.gz`."""
MOST_UNPACKED = 200_000_000_000
"""Bytes out of one archive: a dump of a large wiki has a hundred gigabytes."""
MOST_MEMBER = 2_000_000_000
"""Bytes of one file in an archive, which has to be put down before it can be read."""


def deep(part: Part) -> None:
    """Raise SourceError for an archive in too many others."""
    if part.depth >= DEEPEST:
        raise SourceError(part.origin, f"packed more than {DEEPEST} times over; unpack it and give what is in it")


def unpacked(out: int, spent: int | None, *, origin: str) -> None:
    """Raise SourceError if too much has come out; `spent` are the packed bytes that it came from, if that is known."""
    if out > MOST_UNPACKED:
        raise SourceError(origin, f"unpacks to more than {megabytes(MOST_UNPACKED)}; split it")
    if spent is not None and out > FREE and out > STEEPEST * max(spent, 1):
        raise SourceError(
            origin, f"unpacks to more than {STEEPEST} times its size, as only a bomb does; what follows is not read"
        )
