"""The record as plain tables with keys into each other, for CSV, Parquet and data frames.

The column `sure` says up to which `--sure` a row is left (:func:`lagebild.record.sureness.left_up_to`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from lagebild.export.ledger import Ledger
from lagebild.export.parties import coded, place_of
from lagebild.export.selection import Selection
from lagebild.record.contradictions import Dispute
from lagebild.record.decisions import Anchor
from lagebild.record.disputed_words import wording
from lagebild.record.evidence import Evidence
from lagebild.record.incidents import Incident
from lagebild.record.plans import Planned
from lagebild.record.sureness import left_up_to
from lagebild.record.tenures import Tenure
from lagebild.record.ties.course import Tie
from lagebild.record.ties.sighting import Side

Kind = Literal["text", "integer", "number"]


class Table(NamedTuple):
    """A table: its name, its columns with their kinds, and its rows; a value that is not said is None."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    rows: Iterable[Sequence[Any]]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _ in self.columns)


LOSES = (
    "the text of the reports",
    "which rule filled each field (`because`)",
    "where names are mentioned outside of entries",
    "times as such",
)
"""What the tables leave out; `lagebild read` and `export jsonld` have most of it."""


def tables(selection: Selection, ledger: Ledger) -> Iterator[Table]:
    """All tables, in an order in which each key is known when it is used; their rows can be gone through once."""
    yield _counted(_reports(selection), ledger)
    yield _counted(_identities(selection), ledger)
    yield _counted(_names(selection), ledger)
    yield _counted(_incidents(selection, ledger), ledger)
    yield _counted(_participants(selection), ledger)
    yield _counted(_tellings(selection), ledger)
    yield _counted(_figures(selection), ledger)
    yield _counted(_offices(selection), ledger)
    yield _counted(_office_evidence(selection), ledger)
    yield _counted(_statements(selection), ledger)
    yield _counted(_ties(selection), ledger)
    yield _counted(_courses(selection), ledger)
    yield _counted(_course_evidence(selection), ledger)
    yield _counted(_plans(selection), ledger)
    yield _counted(_phases(selection), ledger)
    yield _counted(_plan_evidence(selection), ledger)
    yield _counted(_pledges(selection), ledger)
    yield _counted(_claims(selection), ledger)
    yield _counted(_decisions(selection), ledger)
    yield _counted(_log(selection), ledger)


def _counted(table: Table, ledger: Ledger) -> Table:
    ledger.keep(table.name, 0)

    def rows() -> Iterator[Sequence[Any]]:
        for row in table.rows:
            ledger.keep(table.name)
            yield row

    return table._replace(rows=rows())


def _columns(names: str, **kinds: Kind) -> tuple[tuple[str, Kind], ...]:
    return tuple((name, kinds.get(name, "text")) for name in names.split())


def _reports(selection: Selection) -> Table:
    columns = _columns("report outlet published title url language version recorded_at reader", version="integer")
    rows = (
        (r.id, r.outlet, r.published, r.title, r.url, r.language, r.version, r.recorded_at, r.reader)
        for r in selection.reports.values()
    )
    return Table("reports", columns, rows)


def _identities(selection: Selection) -> Table:
    columns = _columns("identity kind name mentions wikidata", mentions="integer")
    rows = ((i.id, i.kind, i.name, i.mentions, i.wikidata) for i in selection.identities.values())
    return Table("identities", columns, rows)


def _names(selection: Selection) -> Table:
    rows = ((i.id, name) for i in selection.identities.values() for name in i.names)
    return Table("names", _columns("identity name"), rows)


def _incidents(selection: Selection, ledger: Ledger) -> Table:
    columns = _columns(
        "incident type mode context status source headline begin end date_prec by place place_name where_prec latitude "
        "longitude geonames_id country_iso3 sources tellings series fulfils disputes sure",
        date_prec="integer", where_prec="integer", latitude="number", longitude="number", geonames_id="integer",
        sources="integer", tellings="integer", disputes="integer", sure="number",
    )  # fmt: skip
    return Table("incidents", columns, (_incident(selection, one, ledger) for one in selection.incidents))


def _incident(selection: Selection, one: Incident, ledger: Ledger) -> tuple[Any, ...]:
    located = place_of(selection, one)
    if one.place is not None and located.town is None:
        ledger.drop("coordinates of an incident", located.why or "", id=one.id)
    town = located.town
    return (
        one.id, one.type, one.mode, "; ".join(one.context) or None, one.status, one.source, one.headline, one.begin, one.end,
        one.date_prec, one.by, one.place.id if one.place else None, one.place.name if one.place else None, one.where_prec,
        town.latitude if town else None, town.longitude if town else None, town.id if town else None,
        located.state.iso3 if located.state else None, one.sources, len(one.tellings), one.series, one.fulfils,
        len(one.disputes), left_up_to(one.evidence),
    )  # fmt: skip


def _participants(selection: Selection) -> Table:
    columns = _columns("incident role number identity name kind country_iso3 sector title", number="integer")

    def rows() -> Iterator[tuple[Any, ...]]:
        for one in selection.incidents:
            for role, side in (("actor", one.actors), ("recipient", one.recipients)):
                for number, party in enumerate(side, start=1):
                    who = coded(selection, party, one.day)
                    yield (
                        one.id, role, number, party.id, party.name, party.kind, who.state.iso3 if who.state else None,
                        who.sector or None, who.title or None,
                    )  # fmt: skip

    return Table("participants", columns, rows())


def _tellings(selection: Selection) -> Table:
    columns = _columns(
        "telling incident report version outlet published sentence start end trigger line type mode status source time begin "
        "until wording independence voice entry sure",
        version="integer", start="integer", end="integer", sure="number",
    )  # fmt: skip
    rows = (
        (
            t.id, one.id, t.report, t.evidence.version, t.evidence.outlet, t.evidence.published, t.evidence.sentence,
            t.evidence.start, t.evidence.end, t.trigger, t.headline, t.type, t.mode, t.status, t.source, t.time,
            t.valid_from, t.valid_to, wording(t), one.voices[t.id].independence, one.voices[t.id].voice, t.evidence.entry,
            left_up_to([t.evidence]),
        )
        for one in selection.incidents
        for t in one.tellings
    )  # fmt: skip
    return Table("tellings", columns, rows)


def _figures(selection: Selection) -> Table:
    columns = _columns(
        "incident kind low best high value bound report outlet published source voice start end",
        low="integer", best="integer", high="integer", value="integer", start="integer", end="integer",
    )  # fmt: skip
    rows = (
        (
            one.id, kind, count.low, count.best, count.high, c.value, c.bound, c.report, c.outlet, c.published, c.source,
            c.voice, c.start, c.end,
        )
        for one in selection.incidents
        for kind, count in one.figures.items()
        for c in count.history
    )  # fmt: skip
    return Table("figures", columns, rows)


def tenure_id(one: Tenure) -> str:
    """An id for a tenure: that of its earliest evidence."""
    first = min(one.evidence)
    return first.entry or f"{first.report}@{first.start}"


def _offices(selection: Selection) -> Table:
    columns = _columns(
        "office person person_name title body body_name status valid_from valid_to seen_first seen_last over reports sure",
        reports="integer",
        sure="number",
    )
    rows = (
        (
            tenure_id(o), o.person, o.person_name, o.title, o.of, o.of_name, o.status, o.valid_from, o.valid_to,
            o.seen_first, o.seen_last, o.over.value if o.over else None, len({e.report for e in o.evidence}),
            left_up_to(o.evidence),
        )
        for o in selection.tenures
    )  # fmt: skip
    return Table("offices", columns, rows)


def _office_evidence(selection: Selection) -> Table:
    columns = _columns(
        "office report version outlet published sentence start end entry",
        version="integer", start="integer", end="integer",
    )  # fmt: skip
    rows = (
        (tenure_id(o), e.report, e.version, e.outlet, e.published, e.sentence, e.start, e.end, e.entry)
        for o in selection.tenures
        for e in o.evidence
    )
    return Table("office_evidence", columns, rows)


def _statements(selection: Selection) -> Table:
    columns = _columns(
        "statement speaker speaker_name type medium cue quote report version outlet published sentence start end entry sure",
        version="integer", start="integer", end="integer", sure="number",
    )  # fmt: skip
    rows = (
        (
            s.id, speaker, s.speaker, s.type, s.medium, s.cue, s.quote, s.evidence.report,
            s.evidence.version, s.evidence.outlet, s.evidence.published, s.evidence.sentence, s.evidence.start,
            s.evidence.end, s.evidence.entry, left_up_to([s.evidence]),
        )
        for s, speaker in selection.statements
    )  # fmt: skip
    return Table("statements", columns, rows)


def _ties(selection: Selection) -> Table:
    columns = _columns(
        "tie kind one other status since until source report version outlet published sentence start end sure",
        version="integer", start="integer", end="integer", sure="number",
    )  # fmt: skip
    rows = (
        (
            t.id, t.kind, t.one, t.other, t.status, t.since, t.until, t.source, t.evidence.report, t.evidence.version,
            t.evidence.outlet, t.evidence.published, t.evidence.sentence, t.evidence.start, t.evidence.end,
            left_up_to([t.evidence]),
        )
        for t in selection.ties
    )  # fmt: skip
    return Table("ties", columns, rows)


def tie_id(tie: Tie) -> str:
    """An id for a stretch of a tie; it stays the same as long as its sides, its status and what first tells of it do."""
    first = min(tie.evidence) if tie.evidence else None
    where = (first.report, str(first.start)) if first else tuple(f"{g.table}:{g.line}" for g in tie.given[:1])
    return _hashed("tie", tie.kind, tie.one.id, tie.other.id, tie.status, *where)


def plan_id(plan: Planned) -> str:
    """An id for a plan; it stays the same as long as the first report that tells of it does."""
    first = plan.evidence[0]
    return _hashed("plan", first.report, str(first.start), plan.name)


def _hashed(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _courses(selection: Selection) -> Table:
    columns = _columns(
        "tie_stretch kind one one_name other other_name status valid_from valid_to seen_first seen_last over source sure",
        sure="number",
    )
    known = selection.identities
    rows = (
        (
            tie_id(t), t.kind, t.one.id if t.one.id in known else None, t.one.name,
            t.other.id if t.other.id in known else None, t.other.name, t.status, t.valid_from, t.valid_to, t.seen_first,
            t.seen_last, t.over.value if t.over else None, t.source, None if t.given else left_up_to(t.evidence),
        )
        for t in selection.courses
    )  # fmt: skip
    return Table("tie_stretches", columns, rows)


_EVIDENCE = "report version outlet published sentence start end"


def _shown(e: Evidence) -> tuple[Any, ...]:
    return e.report, e.version, e.outlet, e.published, e.sentence, e.start, e.end


def _evidence_columns(names: str, **kinds: Kind) -> tuple[tuple[str, Kind], ...]:
    return _columns(f"{names} {_EVIDENCE}", version="integer", start="integer", end="integer", **kinds)


def _told(selection: Selection, evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    return (e for e in evidence if selection.has_report(e.report))


def _course_evidence(selection: Selection) -> Table:
    rows = ((tie_id(t), e.entry, *_shown(e)) for t in selection.courses for e in _told(selection, t.evidence))
    return Table("tie_evidence", _evidence_columns("tie_stretch entry"), rows)


def _plans(selection: Selection) -> Table:
    columns = _columns("plan name of announced_by about time seen_first seen_last sure", sure="number")
    rows = (
        (
            plan_id(p), p.name, _side(p.of), _side(p.announced_by), _side(p.about), p.time, p.seen_first, p.seen_last,
            left_up_to(p.evidence),
        )
        for p in selection.plans
    )  # fmt: skip
    return Table("plans", columns, rows)


def _side(side: Side | None) -> str | None:
    return side.id if side is not None else None


def _phases(selection: Selection) -> Table:
    rows = ((plan_id(p), n, phase) for p in selection.plans for n, phase in enumerate(p.phases, 1))
    return Table("plan_phases", _columns("plan number phase", number="integer"), rows)


def _plan_evidence(selection: Selection) -> Table:
    rows = ((plan_id(p), e.entry, *_shown(e)) for p in selection.plans for e in _told(selection, p.evidence))
    return Table("plan_evidence", _evidence_columns("plan entry"), rows)


def _pledges(selection: Selection) -> Table:
    rows = (
        (
            p.kind,
            p.words,
            _side(p.by),
            _side(p.to),
            _side(p.mediator),
            p.time,
            p.outcome,
            p.evidence.entry,
            *_shown(p.evidence),
        )
        for p in selection.pledges
    )
    return Table("pledges", _evidence_columns("kind words by to mediator time outcome entry"), rows)


def _claims(selection: Selection) -> Table:
    columns = _columns(
        "dispute incident kind value report outlet published source sentence start end entry",
        start="integer",
        end="integer",
    )

    def rows(found: Iterable[Dispute]) -> Iterator[tuple[Any, ...]]:
        for d in found:
            for c in d.claims:
                yield (
                    d.id, d.about, d.kind, c.value, c.report, c.outlet, c.published, c.source, c.sentence, c.start, c.end,
                    c.entry,
                )  # fmt: skip

    return Table("disputes", columns, rows(selection.disputes))


def _decisions(selection: Selection) -> Table:
    columns = _columns(
        "decision kind left right report layer quote entry field value was why author recorded_at retracted_by retracted_at",
        decision="integer",
    )
    rows = (
        (
            d.number, d.kind, d.left or _id(d.left_entry), d.right or _id(d.right_entry), *_judged(d.entry), d.field,
            d.value, d.was, d.why, d.author, d.recorded_at, *((d.retracted.author, d.retracted.retracted_at)
            if d.retracted else (None, None)),
        )
        for d in selection.decisions
    )  # fmt: skip
    return Table("decisions", columns, rows)


def _judged(entry: Anchor | None) -> tuple[str | None, ...]:
    return (entry.report, entry.layer, entry.quote, entry.id) if entry is not None else (None,) * 4


def _id(entry: Anchor | None) -> str | None:
    return entry.id if entry is not None else None


def _log(selection: Selection) -> Table:
    rows = ((one.number, one.what, one.about, one.author, one.recorded_at) for one in selection.log)
    return Table("log", _columns("number what about author recorded_at", number="integer"), rows)
