"""What is left of the record without what is less sure than somebody wants it (`sure`, docs/weighing.md).

Each function takes what one report tells, and returns it without the fields that are less sure, or None if it goes as a
whole. What nothing weighed or counted, and what an editor set, says nothing of how sure it is, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from lagebild.reading import EventType, Sure
from lagebild.record.accounts import DisputeKind
from lagebild.record.contradictions import Dispute
from lagebild.record.decisions import Layer
from lagebild.record.evidence import Evidence
from lagebild.record.incidents import Incident, incident
from lagebild.record.plans import PlanTold
from lagebild.record.statements import Said
from lagebild.record.telling import Telling
from lagebild.record.tenures import OfficeSighting
from lagebild.record.ties.related import Related
from lagebild.record.ties.sighting import TieSighting

T = TypeVar("T", bound=msgspec.Struct)

SOLID = 0.8
"""What is less sure is shown as such …"""
SOLID_WHERE_IT_HURTS = 0.9
"""… and this much is asked of who killed, who is dead, who was convicted, and who holds an office."""

_WHOLE = frozenset({"type", "status", "source", "title", "kind", "name", "quote_spans"})
"""Without these an entry says nothing: if one of them is unsure, the entry goes."""
_TURNED = frozenset({"actors", "recipients"})
"""Without these neither does the deed that makes or breaks a tie."""
_HURTS: Mapping[str, frozenset[EventType]] = {
    "type": frozenset({"DIE", "JUDGE"}),
    "status": frozenset({"DIE", "JUDGE"}),
    "actors": frozenset({"ASSAULT", "DIE"}),
    "recipients": frozenset({"DIE", "JUDGE"}),
}
"""The types of event in which a mistake in a field does harm."""
_DISPUTED: Mapping[DisputeKind, str] = {"date": "time", "place": "place", "doer": "actors", "happened": "status"}
"""The field of a telling that a dispute is about."""


def solid(layer: Layer, field: str, type: EventType | None = None) -> float:  # noqa: A002 - the field's name
    """How sure a field must be to be shown as solid; `type` is that of an event."""
    hurts = field in ("title", "status") if layer == "office" else layer == "event" and type in _HURTS.get(field, ())
    return SOLID_WHERE_IT_HURTS if hurts else SOLID


def unsure(sure: Sure, layer: Layer, type: EventType | None = None) -> frozenset[str]:  # noqa: A002
    """The fields of an entry that are not sure enough to be shown as solid."""
    return frozenset(field for field, chance in sure.items() if chance < solid(layer, field, type))


def best(evidence: Iterable[Evidence]) -> Sure:
    """How sure each field of an answer is: as sure as the best of its evidence. Empty if a part says nothing of it."""
    told = [one.sure for one in evidence]
    if not all(told):
        return {}
    fields = dict.fromkeys(field for one in told for field in one)
    return {field: max(one.get(field, 0.0) for one in told) for field in fields}


def left_up_to(evidence: Iterable[Evidence]) -> float | None:
    """Up to which `--sure` an answer is left: the least sure of the fields that it needs, in the best of its evidence.

    None if a part of the evidence says nothing of how sure it is: then it is always left.
    """
    needed = [[chance for field, chance in one.sure.items() if field in _WHOLE] for one in evidence]
    return max(map(min, needed)) if needed and all(needed) else None


def _unsure(evidence: Evidence | None, least: float) -> set[str]:
    return {field for field, chance in evidence.sure.items() if chance < least} if evidence is not None else set()


def _without(told: T, unsure: set[str], **emptied: Mapping[str, Any]) -> T:
    """What is told, with what each unsure field empties."""
    changes = {name: value for field, values in emptied.items() if field in unsure for name, value in values.items()}
    return msgspec.structs.replace(told, **changes) if changes else told


def surer_telling(telling: Telling, least: float) -> Telling | None:
    """A telling without the fields that are less sure than `least` (0 to 1); None if it goes as a whole."""
    unsure = _unsure(telling.evidence, least)
    if unsure & _WHOLE:
        return None
    return _without(
        telling,
        unsure,
        actors={"actors": ()},
        recipients={"recipients": ()},
        place={"place": None},
        time={"time": None, "valid_from": None, "valid_to": None},
    )


def surer_office(told: OfficeSighting, least: float) -> OfficeSighting | None:
    """An office that a report tells of, without what is less sure; None if its holder, title or status is."""
    unsure = _unsure(told.evidence, least)
    if unsure & _WHOLE:
        return None
    return _without(
        told,
        unsure,
        of={"of": None, "of_name": None},
        to={"valid_to": None},
        end_cause={"end_cause": None},
        **{"from": {"valid_from": None}},
    )


def surer_tie(told: TieSighting, least: float) -> TieSighting | None:
    """A tie that a report tells of, without the dates that are less sure; None if the tie itself or its status is.

    What a deed makes or breaks is as sure as the deed, who did it and to whom. A line of a user's own table stays.
    """
    unsure = _unsure(told.evidence, least)
    if unsure & (_WHOLE | _TURNED if told.turn else _WHOLE):
        return None
    return _without(told, unsure, since={"since": None}, until={"until": None}, time={"since": None, "until": None})


def surer_related(told: Related, least: float) -> Related | None:
    """A tie as one report states it, without the dates that are less sure; None if the tie itself or its status is."""
    unsure = _unsure(told.evidence, least)
    return None if unsure & _WHOLE else _without(told, unsure, since={"since": None}, until={"until": None})


def surer_plan(told: PlanTold, least: float) -> PlanTold | None:
    """A plan that a report tells of, without what is less sure; None if the plan itself is."""
    unsure = _unsure(told.evidence, least)
    if unsure & _WHOLE:
        return None
    return _without(
        told,
        unsure,
        of={"of": None},
        announced_by={"announced_by": None},
        about={"about": None},
        phases={"phases": ()},
        time={"time": None},
    )


def surer_said(told: Said, least: float) -> Said | None:
    """A statement without a speaker who is less sure; None if its words or its type are."""
    unsure = _unsure(told.evidence, least)
    return None if unsure & _WHOLE else _without(told, unsure, speaker={"speaker": None})


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


def surer_dispute(found: Dispute, about: Incident, least: float) -> Dispute | None:
    """A contradiction about an incident without the claims that are less sure; None if the others don't contradict."""
    told = {telling.evidence.entry: telling for telling in about.tellings if telling.evidence.entry}
    field = _DISPUTED.get(found.kind)

    def holds(entry: str | None) -> bool:
        telling = told.get(entry or "")
        return telling is None or not _unsure(telling.evidence, least) & (_WHOLE | {field})

    left = tuple(claim for claim in found.claims if holds(claim.entry))
    if len({claim.value for claim in left}) < 2:
        return None
    return msgspec.structs.replace(found, claims=left)
