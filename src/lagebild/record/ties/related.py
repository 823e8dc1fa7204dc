"""A tie as one report states it, for those who want it report by report."""

from __future__ import annotations

import msgspec

from lagebild.record.evidence import Evidence


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """A standing tie between two identities, as one report states it; `since` and `until` are its words' TIMEX3 values."""

    id: str
    kind: str
    one: str
    other: str
    status: str
    since: str | None
    until: str | None
    source: str | None
    evidence: Evidence
