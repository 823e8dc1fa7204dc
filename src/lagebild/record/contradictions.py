"""Where the tellings of one incident contradict each other: figure, day, place, doer, whether it happened, wording."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

from lagebild.record.accounts import Account, DisputeKind, Point, Told
from lagebild.record.disputed_days import disputed_days, disputed_places
from lagebild.record.disputed_doers import disputed_doers
from lagebild.record.disputed_figures import disputed_figures
from lagebild.record.disputed_words import disputed_happening, disputed_wording
from lagebild.record.incidents import Incident
from lagebild.record.telling import Telling


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A contradiction about one incident: at least two claims that cannot both be right, each with who says so.

    `about` is the incident's id. Claims with the same value stand together, the first that was published goes first.
    `id` depends on the incident, the kind of dispute and what it is about (which count, which deed), and not on the claims:
    a further claim does not make another dispute.
    """

    id: str
    about: str
    kind: DisputeKind
    claims: tuple[Account, ...]


def contradictions(incident: Incident, beside: Iterable[Telling] = ()) -> tuple[Dispute, ...]:
    """The disputes about an incident, whatever the order of its tellings.

    `beside` are the other tellings of the reports that tell it: an accusation, and the denial of the accused, are events of
    their own. Without them such a denial is not found.
    """
    voices = incident.voices
    told = [Told(t, voices[t.id].voice if t.id in voices else t.evidence.outlet or t.report) for t in incident.tellings]
    own = {t.telling.id for t in told}
    others = sorted(t for t in beside if t.id not in own)
    found: list[Point] = [
        *disputed_figures(told),
        *disputed_days(told),
        *disputed_places(told),
        *disputed_doers(told, others),
        *disputed_happening(told, others),
        *disputed_wording(told),
    ]
    return tuple(
        Dispute(id=_id(incident.id, p.kind, p.what), about=incident.id, kind=p.kind, claims=p.accounts) for p in found
    )


def _id(about: str, kind: str, what: str) -> str:
    return hashlib.sha256("\n".join((about, kind, what)).encode()).hexdigest()[:16]
