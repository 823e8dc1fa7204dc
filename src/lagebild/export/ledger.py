"""What an export keeps, what it drops and why, and what it fills in: said on standard error and in a file beside it."""

from __future__ import annotations

from collections import Counter

import msgspec

LISTED = 1_000
"""So many ids are listed for each reason; the count is always whole."""


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """Entries that an export leaves out, or a field that it leaves empty or fills in for them, with the reason."""

    what: str
    why: str
    count: int
    ids: tuple[str, ...]


class Ledger:
    """Counts while an export is written."""

    def __init__(self) -> None:
        self.kept: Counter[str] = Counter()
        self._dropped: dict[tuple[str, str], list[str]] = {}
        self._filled: dict[tuple[str, str], list[str]] = {}

    def keep(self, what: str, count: int = 1) -> None:
        """Note that entries are in the export."""
        self.kept[what] += count

    def drop(self, what: str, why: str, *, id: str) -> None:  # noqa: A002 - it is one
        """Note that an entry, or a field of it, is left out."""
        self._dropped.setdefault((what, why), []).append(id)

    def fill(self, what: str, why: str, *, id: str) -> None:  # noqa: A002
        """Note that a field holds something in place of what no report says."""
        self._filled.setdefault((what, why), []).append(id)

    def dropped(self) -> tuple[Dropped, ...]:
        """What is left out, the most frequent first."""
        return _listed(self._dropped)

    def filled(self) -> tuple[Dropped, ...]:
        """What is filled in."""
        return _listed(self._filled)


def _listed(noted: dict[tuple[str, str], list[str]]) -> tuple[Dropped, ...]:
    rows = [Dropped(what=what, why=why, count=len(ids), ids=tuple(ids[:LISTED])) for (what, why), ids in noted.items()]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.what, row.why)))
