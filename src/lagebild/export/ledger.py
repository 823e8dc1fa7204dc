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


class _Noted:
    """Counts by reason, and the first ids of each."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._ids: dict[tuple[str, str], list[str]] = {}

    def add(self, what: str, why: str, one: str) -> None:
        """Note one more."""
        self._counts[what, why] += 1
        ids = self._ids.setdefault((what, why), [])
        if len(ids) < LISTED:
            ids.append(one)

    def listed(self) -> tuple[Dropped, ...]:
        """All reasons, the most frequent first."""
        rows = (Dropped(what=key[0], why=key[1], count=n, ids=tuple(self._ids[key])) for key, n in self._counts.items())
        return tuple(sorted(rows, key=lambda row: (-row.count, row.what, row.why)))


class Ledger:
    """Counts while an export is written."""

    def __init__(self) -> None:
        self.kept: Counter[str] = Counter()
        self._dropped = _Noted()
        self._filled = _Noted()

    def keep(self, what: str, count: int = 1) -> None:
        """Note that entries are in the export."""
        self.kept[what] += count

    def drop(self, what: str, why: str, *, id: str) -> None:  # noqa: A002 - it is one
        """Note that an entry, or a field of it, is left out."""
        self._dropped.add(what, why, id)

    def fill(self, what: str, why: str, *, id: str) -> None:  # noqa: A002
        """Note that a field holds something in place of what no report says."""
        self._filled.add(what, why, id)

    def dropped(self) -> tuple[Dropped, ...]:
        """What is left out, the most frequent first."""
        return self._dropped.listed()

    def filled(self) -> tuple[Dropped, ...]:
        """What is filled in."""
        return self._filled.listed()
