"""Event types as other projects code them: PLOVER's types, modes and quads, and what PLOVER has for our six further types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lagebild.reading import EventType

QUADS: Mapping[str, str] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "VERBAL COOPERATION"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "MATERIAL COOPERATION"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "VERBAL CONFLICT"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "MATERIAL CONFLICT"),
}
"""PLOVER's sixteen types, and which of its four classes each is in."""

MODES: Mapping[str, frozenset[str]] = {
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset("seize restrict censor curfew martial-law arrest deport withhold misinformation cyber".split()),
    "ASSAULT": frozenset(
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional".split()
    ),
}
"""The modes that PLOVER has for each type; a type that is not here has none."""

_ELSEWHERE: Mapping[tuple[EventType, str], tuple[str, str]] = {
    ("OFFICE", "resign"): ("RETREAT", "resign"),
    ("JUDGE", "convict"): ("SANCTION", "convict"),
}
"""What PLOVER has a place for of our six further types."""


class Coded(NamedTuple):
    """A PLOVER type and mode; `lost` is a mode of ours that PLOVER does not have for that type."""

    type: str
    mode: str | None
    lost: str | None

    @property
    def quad(self) -> str:
        """PLOVER's class of the type."""
        return QUADS[self.type]


def plover(kind: EventType, mode: str | None) -> Coded | None:
    """The PLOVER type and mode of an event; None for what PLOVER has no place for."""
    found, as_mode = _ELSEWHERE.get((kind, mode or ""), (kind, mode))
    if found not in QUADS:
        return None
    fits = as_mode in MODES.get(found, ())
    return Coded(found, as_mode if fits else None, None if fits else as_mode)
