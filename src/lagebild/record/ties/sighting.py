"""One place that tells of a tie between two: a sentence of a report, or a line of a user's own table."""

from __future__ import annotations

import msgspec

from lagebild.reading import OUTLET, RelationKind, RelationStatus
from lagebild.record.evidence import Evidence

BOTH_WAYS: frozenset[RelationKind] = frozenset({"ally", "opponent", "diplomatic", "kin"})
"""Ties that have no direction."""


class Side(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One end of a tie: an identity on record, and the name that the record uses."""

    id: str
    name: str


class Given(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A line of a user's own table of ties: the table's name, the line's number, and its text."""

    table: str
    line: int
    text: str


class TieSighting(msgspec.Struct, frozen=True, kw_only=True):
    """One place that tells of a tie; `since` and `until` are what it says of it (ISO dates, perhaps without day or month).

    Of a tie that is `former`, they are the bounds of the time in which it held; of any other, those of its status.
    `source` is `outlet` for a report's own voice, the name of whoever says so, None for nobody named. `turn` is True for
    what makes or breaks the tie at that moment. Either `evidence` or `given` says where it stands.
    """

    kind: RelationKind
    one: Side
    other: Side
    status: RelationStatus
    since: str | None = None
    until: str | None = None
    source: str | None = OUTLET
    turn: bool = False
    evidence: Evidence | None = None
    given: Given | None = None

    @property
    def pair(self) -> tuple[RelationKind, Side, Side]:
        """What this is a sighting of; of ties without direction the sides stand in a fixed order."""
        if self.kind in BOTH_WAYS and self.other.id < self.one.id:
            return self.kind, self.other, self.one
        return self.kind, self.one, self.other

    @property
    def day(self) -> str:
        """The day of the report; empty where there is none."""
        return (self.evidence.published or "")[:10] if self.evidence else ""

    @property
    def report(self) -> str:
        """The report, or the user's table."""
        return self.evidence.report if self.evidence else self.given.table if self.given else ""
