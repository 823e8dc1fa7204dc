"""An event as far as it is known, and what features say of its fields."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from lagebild.reading import OUTLET, Event

FIELDS = {"actor": "actors", "recipient": "recipients", "place": "place", "source": "source"}
"""The field of an event that a role fills."""


class Told(NamedTuple):
    """An event as far as it is known: its token, its type, and what the rules read of it, if they read it."""

    token: int
    type: str
    event: Event | None


def held_by(event: Event) -> tuple[tuple[str, Sequence[str]], ...]:
    """For each role who has it in an event as the rules read it."""
    return (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("place", (event.place,) if event.place else ()),
        ("source", (event.source,) if event.source and event.source != OUTLET else ()),
    )


def voice(source: str | None) -> str:
    """Whose word an event is: the outlet's, somebody's or nobody's."""
    return "nobody" if source is None else OUTLET if source == OUTLET else "somebody"


def grain(value: str | None) -> str:
    """How exact a time is: its length, and whether it is a span."""
    if not value:
        return "none"
    if value.endswith("_REF"):
        return value
    start, _, end = value.partition("/")
    return f"{len(start)}{f'/{len(end)}' if end else ''}{'X' if 'X' in value else ''}{'T' if 'T' in start else ''}"


def when(value: str, published: str | None) -> str:
    """How far a time lies from the day of publication."""
    if not published or value[:4].endswith("REF") or not value[:4].isdigit():
        return "unknown"
    start = value.partition("/")[0]
    if len(start) < 10:
        return f"around{(start > published) - (start < published[: len(start)])}"
    try:
        days = (datetime.date.fromisoformat(start[:10]) - datetime.date.fromisoformat(published[:10])).days
    except ValueError:
        return "unknown"
    return f"day{max(min(days, 3), -8)}"
