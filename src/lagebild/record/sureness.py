"""What is left of the record without what is less sure than somebody wants it (`sure`, docs/weighing.md)."""

from __future__ import annotations

import msgspec

from lagebild.record.incidents import Incident, incident
from lagebild.record.telling import Telling

_WHOLE = ("type", "status", "source")
"""Without these a telling says nothing: if one of them is unsure, the telling goes."""


def surer_telling(telling: Telling, least: float) -> Telling | None:
    """A telling without the fields that are less sure than `least` (0 to 1); None if it goes as a whole.

    What nothing weighed, and what an editor set, says nothing of how sure it is, and stays.
    """
    unsure = {field for field, chance in telling.evidence.sure.items() if chance < least}
    if unsure.intersection(_WHOLE):
        return None
    return msgspec.structs.replace(
        telling,
        actors=() if "actors" in unsure else telling.actors,
        recipients=() if "recipients" in unsure else telling.recipients,
        place=None if "place" in unsure else telling.place,
        **({"time": None, "valid_from": None, "valid_to": None} if "time" in unsure else {}),
    )


def surer(found: Incident, least: float) -> Incident | None:
    """An incident as those tellings have it that are left by :func:`surer_telling`; None if none is."""
    left = [kept for told in found.tellings if (kept := surer_telling(told, least)) is not None]
    if not left:
        return None
    voices = {telling.id: found.voices[telling.id] for telling in left}
    made = incident(left, voices)
    return msgspec.structs.replace(
        made, id=found.id, series=found.series, fulfils=found.fulfils, disputes=found.disputes
    )
