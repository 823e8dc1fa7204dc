"""Answers of the record as rows (:mod:`lagebild.export.answer_rows`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from lagebild.export.answer_rows import (
    ClaimRow,
    DayStatus,
    DisputeRow,
    IncidentRow,
    MentionRow,
    PlanRow,
    SignRow,
    StatementRow,
    TenureRow,
    TieRow,
    ToldRow,
    VersionRow,
    WhoRow,
    WhyRow,
)
from lagebild.reading import OUTLET
from lagebild.record import bars, same_incident, signs
from lagebild.record.contested import Contested
from lagebild.record.contradictions import Dispute
from lagebild.record.disputed_words import wording
from lagebild.record.evidence import Evidence
from lagebild.record.incidents import Incident
from lagebild.record.plans import Planned, PledgeTold
from lagebild.record.register import Line
from lagebild.record.standing import Standing, on_day
from lagebild.record.statements import Said
from lagebild.record.sureness import best
from lagebild.record.telling import Telling
from lagebild.record.tenures import HELD, Tenure
from lagebild.record.ties.course import Tie
from lagebild.record.ties.disputed import ContestedTie
from lagebild.record.versions import Version, changes, head_changes
from lagebild.store.queries import Found


def plain(value: Any) -> Any:
    """A row or a record type as JSON's own types."""
    return msgspec.to_builtins(value)


def entries(items: Iterable[Evidence]) -> tuple[str, ...]:
    """The ids of the entries behind an answer, which an editor can judge."""
    return tuple(item.entry for item in items if item.entry)


def tenure(item: Tenure, stands: Standing | None = None, line: Line | None = None) -> TenureRow:
    """The row of a tenure, as it `stands` on a day if one is asked for; `line` is its place in the register."""
    status: DayStatus = item.status
    if stands is not None:
        status = "unknown" if stands.state == "unknown" else item.status if item.status in HELD else "holds"
    return TenureRow.made_of(
        item,
        status=status,
        last_seen=stands.last_seen if stands is not None else None,
        gap_before=line.gap_before if line is not None else None,
        disputes=tuple(dispute(one).id for one in line.disputes) if line is not None else (),
        person=item.person_name,
        of=item.of_name,
        over=item.over.value if item.over else None,
        over_said=item.over.evidence if item.over else (),
        entries=entries(item.evidence),
        sure=best(item.evidence),
    )


def tenures(items: Iterable[Tenure], day: str | None) -> list[TenureRow]:
    """The rows of tenures, or of those that are held on a day or may be."""
    if day is None:
        return [tenure(item) for item in items]
    return [tenure(item, stands) for item, stands in on_day(day, items)]


def tie(item: Tie) -> TieRow:
    """The row of a tie."""
    return TieRow.made_of(
        item,
        one=item.one.name,
        other=item.other.name,
        over=item.over.value if item.over else None,
        over_said=item.over.evidence if item.over else (),
        known=item.given,
        entries=entries(item.evidence),
        sure={} if item.given else best(item.evidence),
    )


def plan(item: Planned) -> PlanRow:
    """The row of a plan or agreement."""
    names = {field: side.name if (side := getattr(item, field)) else None for field in ("of", "announced_by", "about")}
    return PlanRow.made_of(
        item,
        kind="plan",
        mediator=None,
        outcome=None,
        entries=entries(item.evidence),
        sure=best(item.evidence),
        **names,
    )


def pledge(item: PledgeTold) -> PlanRow:
    """The row of a promise, an appeal or a mediation; its name are the words that tell it."""
    day = (item.evidence.published or "")[:10] or None
    sides = {"of": item.by, "about": item.to, "mediator": item.mediator}
    return PlanRow.made_of(
        item,
        name=item.words,
        announced_by=None,
        phases=(),
        seen_first=day,
        seen_last=day,
        entries=entries([item.evidence]),
        sure=item.evidence.sure,
        evidence=(item.evidence,),
        **{field: side.name if side else None for field, side in sides.items()},
    )


def incident(item: Incident) -> IncidentRow:
    """The row of an incident."""
    told = tuple(
        ToldRow.made_of(
            telling.evidence,
            gist=telling.gist,
            line=telling.headline,
            status=telling.status,
            source=telling.source,
            wording=wording(telling),
            independence=item.voices[telling.id].independence,
            voice=item.voices[telling.id].voice,
        )
        for telling in item.tellings
    )
    return IncidentRow.made_of(
        item,
        actors=tuple(party.name for party in item.actors),
        recipients=tuple(party.name for party in item.recipients),
        place=item.place.name if item.place else None,
        entries=entries(telling.evidence for telling in item.tellings),
        evidence=told,
    )


def mention(item: Telling) -> MentionRow:
    """The row of a single telling."""
    return MentionRow.made_of(
        item,
        line=item.headline,
        actors=tuple(party.name for party in item.actors),
        recipients=tuple(party.name for party in item.recipients),
        place=item.place.name if item.place else None,
        entry=item.evidence.entry,
    )


def why(one: Telling, other: Telling) -> WhyRow:
    """The row of two tellings that are compared."""
    verdict = same_incident.compare(one, other)
    said = {sign.name: sign.why for sign in signs.SIGNS}
    barring = {bar.name: bar.why for bar in bars.BARS}
    return WhyRow(
        one=one.id,
        one_line=one.headline,
        other=other.id,
        other_line=other.headline,
        score=round(verdict.score, 2),
        enough=verdict.enough,
        bar=verdict.bar,
        bar_why=barring.get(verdict.bar or ""),
        signs=tuple(SignRow(name=name, weight=weight, why=said[name]) for name, weight in verdict.signs),
    )


def statement(item: Said) -> StatementRow:
    """The row of a statement."""
    return StatementRow.made_of(item, entry=item.evidence.entry, sure=item.evidence.sure, evidence=(item.evidence,))


def dispute(item: Contested) -> DisputeRow:
    """The row of a contradiction about an office."""
    office = f"{item.title} ({item.of_name})" if item.of_name else item.title
    claims = tuple(
        ClaimRow.made_of(evidence, value=claim.value, source=OUTLET)
        for claim in item.claims
        for evidence in claim.evidence
    )
    key = "\n".join((item.about, office, item.person or "", *sorted({claim.value for claim in item.claims})))
    return DisputeRow(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        about=f"office: {office}",
        kind="holder" if item.about == "holder" else "date",
        headline=f"{office}: {item.person}" if item.person else office,
        begin=item.valid_from,
        end=item.valid_to,
        title=item.title,
        of=item.of_name,
        person=item.person,
        bound=None if item.about == "holder" else item.about,
        claims=claims,
    )


def dispute_of_tie(item: ContestedTie) -> DisputeRow:
    """The row of a contradiction about a tie."""
    about = f"{item.kind}: {item.one} – {item.other}"
    claims = tuple(
        ClaimRow.made_of(evidence, value=claim.value, source=claim.source)
        for claim in item.claims
        for evidence in claim.evidence
    )
    key = "\n".join(("tie", item.about, about, *sorted({claim.value for claim in item.claims})))
    return DisputeRow(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        about=f"tie: {about}",
        kind="status" if item.about == "status" else "date",
        headline=about,
        begin=item.valid_from,
        end=item.valid_to,
        bound=None if item.about == "status" else item.about,
        claims=claims,
    )


def dispute_of_incident(item: Dispute, about: Incident) -> DisputeRow:
    """The row of a contradiction about an incident."""
    return DisputeRow.made_of(
        item,
        headline=about.headline,
        begin=about.begin,
        end=about.end or about.by,
        title=None,
        of=None,
        person=None,
        bound=None,
        claims=tuple(ClaimRow.made_of(claim) for claim in item.claims),
    )


def disputes(
    incidents: Iterable[tuple[Dispute, Incident]], offices: Iterable[Contested], ties: Iterable[ContestedTie]
) -> list[DisputeRow]:
    """The rows of all contradictions, oldest first, what has no day last."""
    rows = [dispute_of_incident(*pair) for pair in incidents]
    rows += map(dispute, offices)
    rows += map(dispute_of_tie, ties)
    rows.sort(key=lambda row: (row.begin is None and row.end is None, row.begin or row.end or "", row.about, row.id))
    return rows


def who(
    found: Found, *, offices: Iterable[TenureRow], incidents: Iterable[Incident], statements: Iterable[Said]
) -> WhoRow:
    """All that is on record about somebody or something."""
    return WhoRow.made_of(
        found,
        offices=tuple(offices),
        incidents=tuple(map(incident, incidents)),
        statements=tuple(map(statement, statements)),
    )


def versions(report: str, items: Sequence[Version]) -> list[VersionRow]:
    """The rows of the versions of a report, which are in order."""
    return [
        VersionRow.made_of(
            item,
            report=report,
            number=number,
            newest=number == len(items),
            given_id=item.given_id or report,
            head=head_changes(before, item) if before is not None else (),
            changes=changes(before, item) if before is not None else (),
        )
        for number, (before, item) in enumerate(zip((None, *items), items, strict=False), start=1)
    ]
