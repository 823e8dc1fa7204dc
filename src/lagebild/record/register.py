"""The register of offices: who followed whom, where nobody is on record between two holders, and what cannot be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from lagebild.record.contested import Contested, contested
from lagebild.record.offices import office_key, one_person
from lagebild.record.stretches import days_after, last_day
from lagebild.record.tenures import HELD, Tenure, held_stretches


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """The days (ISO dates) between two holders of a one-person office for which no report vouches for either."""

    first: str
    last: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A tenure in the register, the gap before it, and the contradictions that it has a part in."""

    tenure: Tenure
    gap_before: Gap | None = None
    disputes: tuple[Contested, ...] = ()


def register(tenures: Iterable[Tenure]) -> list[Line]:
    """The lines of some tenures: office by office, in each the oldest first.

    Gaps are told of offices that one person holds at a time. A candidate or a designated holder leaves none.
    """
    offices: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        offices[tenure.of_name or "", office_key(tenure.title)].append(tenure)
    lines = []
    for _, holders in sorted(offices.items()):
        ordered = sorted(holders, key=lambda t: (t.vouched_from or "", t.person, t.status, t.evidence))
        disputes = contested(ordered)
        lines += [
            Line(
                tenure=tenure,
                gap_before=_gap(tenure, ordered[:n]),
                disputes=tuple(d for d in disputes if _concerns(d, tenure)),
            )
            for n, tenure in enumerate(ordered)
        ]
    return lines


def _gap(tenure: Tenure, before: Sequence[Tenure]) -> Gap | None:
    begin = tenure.vouched_from
    if tenure.status not in HELD or not one_person(tenure.title, tenure.of) or not begin:
        return None
    ends = [end for other in before if other.of == tenure.of for end in _ends(other)]
    if not ends:
        return None
    first, last = days_after(max(ends), 1), days_after(begin if len(begin) == 10 else f"{begin}-01-01"[:10], -1)
    return Gap(first=first, last=last) if first <= last else None


def _ends(tenure: Tenure) -> Iterable[str]:
    if tenure.status in HELD:
        yield from (end for _, end in held_stretches(tenure))
    if tenure.valid_to and tenure.status in (*HELD, "former"):
        yield last_day(tenure.valid_to)


def _concerns(dispute: Contested, tenure: Tenure) -> bool:
    same = (office_key(dispute.title), dispute.of) == (office_key(tenure.title), tenure.of)
    return same and tenure.status in HELD and any(claim.person == tenure.person for claim in dispute.claims)
