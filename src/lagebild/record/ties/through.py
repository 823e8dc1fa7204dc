"""What a state or body has through those who lead it: the ally of its president, while they hold office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from lagebild.lexicon.words import word_set
from lagebild.record.offices import office_key
from lagebild.record.standing import held_on
from lagebild.record.tenures import HELD, Tenure
from lagebild.record.ties.course import Tie

THROUGH = ("ally", "opponent", "diplomatic")
"""The ties of a leader that count for what they lead."""


def leaders(tenures: Iterable[Tenure], day: str | None = None) -> dict[str, Tenure]:
    """Who leads a state or body, by identity: on a day (ISO date), or at any time that reports know of."""
    known = list(tenures)
    held = held_on(day, known) if day else [t for t in known if t.status in HELD]
    heads = {office_key(title) for title in word_set("offices_that_lead")}
    return {t.person: t for t in held if office_key(t.title) in heads}


def through(lead: Mapping[str, Tenure], ties: Sequence[Tie]) -> list[Tie]:
    """The ties of some leaders that count for what they lead; `through` says whose they are, with the office."""
    found = []
    for tie in ties:
        leader = next((lead[side.id] for side in (tie.one, tie.other) if side.id in lead), None)
        if tie.kind in THROUGH and leader is not None:
            found.append(msgspec.structs.replace(tie, through=f"{leader.person_name}, {leader.title}"))
    return found
