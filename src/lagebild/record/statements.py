"""Statements as the record has them."""

from __future__ import annotations

import msgspec

from lagebild.record.evidence import Evidence


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement on record: by whom (None: nobody named), how, in which words, and where."""

    id: str
    speaker: str | None
    type: str
    medium: str
    cue: str | None
    quote: str
    evidence: Evidence
