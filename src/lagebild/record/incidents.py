"""The chronicle's entries: what happened, with every report of it."""

from __future__ import annotations

import msgspec

from lagebild.reading import EventStatus, EventType, Figure
from lagebild.record.evidence import Evidence


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who takes part in an incident, under the name that the record uses; `id` is the identity's."""

    id: str
    name: str


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, was announced, demanded or denied, and who says so.

    `mode` and `context` are PLOVER's. `time` is the TIMEX3 value, `valid_from` and `valid_to` the first and last day that
    it covers. `source` is `outlet`, the name of whoever says so, or None for hearsay. `sources` counts the
    independent outlets that report it.
    """

    id: str
    type: EventType
    mode: str | None
    context: tuple[str, ...]
    trigger: str
    time: str | None
    valid_from: str | None
    valid_to: str | None
    status: EventStatus
    source: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Party | None
    figures: tuple[Figure, ...]
    sources: int
    evidence: tuple[Evidence, ...]
