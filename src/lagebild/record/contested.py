"""Where reports contradict each other about an office: who holds it, since when, until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from lagebild.record.evidence import Evidence
from lagebild.record.offices import office_key, one_person
from lagebild.record.stretches import VOUCHED_DAYS, days_after, first_day, last_day
from lagebild.record.tenures import HELD, Bound, Tenure, held_stretches
from lagebild.record.tenures import in_order as tenure_order


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What some reports say about an office: a date, or the name of a holder; `person` is the holder's identity id."""

    value: str
    person: str
    evidence: tuple[Evidence, ...]


class Contested(msgspec.Struct, frozen=True, kw_only=True):
    """A contradiction about an office: at least two claims, each with who says so.

    If `about` is `holder`, the values of the claims are names, with † behind that of one who is told to be dead. If it is
    a tenure's beginning (`from`) or end (`to`), they are dates, and `person` is the name of the holder. `valid_from` and
    `valid_to` are the first and the last day in question.
    """

    about: Literal["holder", "from", "to"]
    title: str
    of: str | None
    of_name: str | None
    person: str | None
    valid_from: str
    valid_to: str
    claims: tuple[Claim, ...]


def contested(tenures: Iterable[Tenure]) -> list[Contested]:
    """The contradictions among tenures, oldest first.

    Two holders of a one-person office at one time contradict each other, unless one of them only acts for the other,
    the first ends on the day on which the second begins, or the same reports tell of both. So do two stated bounds that
    cannot both be right, and so does a report that has somebody in office soon after the end that another report states.
    """
    known = list(tenures)
    found = [dispute for tenure in known for dispute in about_one(tenure)]
    offices: dict[tuple[str, str | None], list[Tenure]] = defaultdict(list)
    for tenure in known:
        offices[office_key(tenure.title), tenure.of].append(tenure)
    found += [dispute for holders in offices.values() for dispute in between_holders(holders)]
    return sorted(found, key=in_order)


def in_order(dispute: Contested) -> tuple[str, str, str, str, str]:
    """The order of contradictions: the oldest first."""
    return dispute.valid_from, dispute.title, dispute.of or "", dispute.about, dispute.claims[0].value


def about_one(tenure: Tenure) -> Iterator[Contested]:
    """The contradictions about the beginning and the end of one tenure."""
    yield from _beginnings(tenure)
    yield from _ends(tenure)


def between_holders(tenures: Iterable[Tenure]) -> Iterator[Contested]:
    """The contradictions between the holders of one office of one body: who of them holds it."""
    holders = (t for t in tenures if t.status in HELD and one_person(t.title, t.of))
    yield from _overlaps(sorted(holders, key=tenure_order))


def _beginnings(tenure: Tenure) -> Iterator[Contested]:
    if len(tenure.from_said) > 1:
        yield _about("from", tenure, tenure.from_said)


def _ends(tenure: Tenure) -> Iterator[Contested]:
    claims = tenure.to_said
    if tenure.end_cause == "death" and tenure.status in HELD:
        yield from _after_death(tenure)
        if len(claims) > 1:
            yield _about("to", tenure, claims)
        return
    ended = last_day(tenure.valid_to) if tenure.valid_to else tenure.over.value if tenure.over else None
    # much later it may be held again
    soon = days_after(ended, VOUCHED_DAYS) if ended else ""
    later = [e for e in tenure.evidence if ended and ended < (e.published or "")[:10] <= soon]
    if later and tenure.status in HELD:
        if not claims and tenure.over:
            claims = (tenure.over,)
        last = max((e.published or "")[:10] for e in later)
        claims = (*claims, Bound(value=last, evidence=tuple(later)))
    if len(claims) > 1:
        yield _about("to", tenure, claims)


def _after_death(tenure: Tenure) -> Iterator[Contested]:
    """Reports that have somebody in office after the day on which others have them dead."""
    died = tenure.to_said[0] if tenure.to_said else tenure.over
    later = tuple(e for e in tenure.evidence if died and (e.published or "")[:10] > last_day(died.value))
    if died is None or not later:
        return
    name = tenure.person_name
    yield Contested(
        about="holder",
        title=tenure.title,
        of=tenure.of,
        of_name=tenure.of_name,
        person=name,
        valid_from=first_day(died.value),
        valid_to=max((e.published or "")[:10] for e in later),
        claims=(
            Claim(value=name, person=tenure.person, evidence=later),
            Claim(value=f"{name} †", person=tenure.person, evidence=died.evidence),
        ),
    )


def _about(what: Literal["from", "to"], tenure: Tenure, claims: tuple[Bound, ...]) -> Contested:
    return Contested(
        about=what,
        title=tenure.title,
        of=tenure.of,
        of_name=tenure.of_name,
        person=tenure.person_name,
        valid_from=min(first_day(c.value) for c in claims),
        valid_to=max(last_day(c.value) for c in claims),
        claims=tuple(Claim(value=c.value, person=tenure.person, evidence=c.evidence) for c in claims),
    )


def _overlaps(holders: list[Tenure]) -> Iterator[Contested]:
    """The pairs of holders at one time. Sorted by beginning, each is compared only with those that begin before it ends."""
    certain = sorted(
        ((span, tenure) for tenure in holders for span in held_stretches(tenure, surely=True)),
        key=lambda c: (c[0], c[1].person),
    )
    for n, ((begin, end), one) in enumerate(certain):
        for (other_begin, other_end), other in certain[n + 1 :]:
            if other_begin > end:
                break
            handed_over = other_begin == end and begin < end and other_begin < other_end
            if handed_over or one.person == other.person or one.status != other.status or _of_one_mind(one, other):
                continue
            yield Contested(
                about="holder",
                title=one.title,
                of=one.of,
                of_name=one.of_name,
                person=None,
                valid_from=other_begin,
                valid_to=min(end, other_end),
                claims=tuple(
                    sorted(
                        (Claim(value=t.person_name, person=t.person, evidence=t.evidence) for t in (one, other)),
                        key=lambda claim: (claim.value, claim.person),
                    )
                ),
            )


def _of_one_mind(one: Tenure, other: Tenure) -> bool:
    """True if every report of one tenure also has the other: a report that tells of both sees no contradiction."""
    mine, others = ({e.report for e in tenure.evidence} for tenure in (one, other))
    return mine <= others or others <= mine
