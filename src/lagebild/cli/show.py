"""Readable tables and JSON. A mark and a word say how certain an entry is (docs/pages.md)."""

from __future__ import annotations

import re
import sys
from calendar import monthrange
from collections.abc import Iterable, Sequence
from typing import Any

import click
import msgspec
from rich.markup import escape

from lagebild.cli import tables
from lagebild.cli.terminal import escaped, visible
from lagebild.export import rulings
from lagebild.export.answer_rows import DisputeRow, IncidentRow, MentionRow, PlanRow, StatementRow, TenureRow, TieRow
from lagebild.reading import OUTLET, Figure, StatementType
from lagebild.record.counts import Count
from lagebild.record.decisions import Decision
from lagebild.record.evidence import Evidence
from lagebild.record.ties.sighting import BOTH_WAYS

Cell = tables.Cell
Marked = tables.Marked
console = tables.console
shorten = tables.shorten
table = tables.table

MARKS = {
    "happened": "●",
    "ongoing": "●→",
    "announced": "○",
    "demanded": "○→",
    "possible": "◌",
    "denied": "⊘",
}
ID_SHOWN = 10
"""So many characters of an entry's id are shown; `wrong` takes any beginning that is unique."""

BOUNDS = {"exact": "", "about": "about ", "at least": "at least ", "more than": "more than ", "up to": "up to "}


PARTS_OF_DAY = {
    "TMO": " morning", "TMI": " midday", "TAF": " afternoon", "TEV": " evening", "TNI": " night", "TDT": " daytime",
}  # fmt: skip
_PART_OF_DAY = re.compile(f"(?<=\\d)({'|'.join(PARTS_OF_DAY)})\\b")


def json(value: Any) -> None:
    """Print a value as JSON, indented for the eye on a terminal, one line in a pipe."""
    encoded = msgspec.json.encode(value)
    if sys.stdout.isatty():
        encoded = msgspec.json.format(encoded, indent=2)
    click.echo(escaped(encoded).decode())


def plain(text: str) -> str:
    """A text as a :func:`console` prints it: neither its markup nor its control characters mean anything."""
    return escape(visible(text))


def heading(text: str) -> None:
    """Print a heading."""
    console().print(f"[bold]{plain(text)}[/bold]")


def identified(
    columns: Sequence[str], rows: Iterable[tuple[Sequence[str], Sequence[str]]], *, ids: bool
) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Columns and rows of a table, with a column of the entries that each row rests on if `ids` are wanted."""
    if not ids:
        return columns, [row for row, _ in rows]
    return [*columns, "entry"], [[*row, " ".join(e[:ID_SHOWN] for e in entries)] for row, entries in rows]


def tenure_row(item: TenureRow) -> tuple[str, ...]:
    """Person, office, status, from, to, seen, evidence."""
    office = f"{item.title} ({item.of})" if item.of else item.title
    seen = " – ".join(dict.fromkeys(day for day in (item.seen_first, item.seen_last) if day))
    until = item.valid_to or (f"before {item.over}" if item.over else "–")
    if item.end_cause:
        until += f" ({item.end_cause})"
    status = f"unknown (last seen {item.last_seen})" if item.status == "unknown" else item.status
    if item.disputes:
        status += " ⑂"
    return item.person, office, status, item.valid_from or "–", until, seen, cite(item.evidence[-1])


TENURE_COLUMNS = ("person", "office", "status", "from", "to", "seen", "evidence")
TIE_COLUMNS = ("tie", "between", "status", "since", "until", "seen", "evidence")
PLAN_COLUMNS = ("what", "", "when", "of", "announced by", "for", "points", "evidence")
INCIDENT_COLUMNS = ("when", "", "what", "who", "type", "how many", "says", "told by")
MENTION_COLUMNS = ("when", "", "what", "type", "how many", "says", "evidence")
DISPUTE_COLUMNS = ("about", "what", "claim", "says", "evidence")
DECISION_COLUMNS = ("number", "decision", "why", "by", "when", "")
STATEMENT_COLUMNS = ("published", "speaker", "how", "what", "evidence")
HOW_SAID: dict[StatementType, str] = {
    "direct": "direct",
    "indirect": "indirect",
    "reported": "reported",
    "free_indirect": "free indirect",
    "indirect_free_indirect": "indirect, free",
}
"""What a table calls each kind of speech."""


def tie_row(item: TieRow) -> tuple[str, ...]:
    """Kind, the two sides, status, since, until, seen, evidence."""
    arrow = "–" if item.kind in BOTH_WAYS else "→"
    between = f"{item.one} {arrow} {item.other}" + (f" (through {item.through})" if item.through else "")
    seen = " – ".join(dict.fromkeys(day for day in (item.seen_first, item.seen_last) if day))
    until = item.valid_to or (f"before {item.over}" if item.over else "–")
    says = "" if item.source == OUTLET else f" (says {item.source or 'nobody named'})"
    stated = ", ".join(f"{line.table}, line {line.line}" for line in item.known)
    said = cite(item.evidence[-1]) if item.evidence else stated
    return item.kind, between, item.status + says, item.valid_from or "–", until, seen or "–", said


def plan_row(item: PlanRow) -> tuple[str, ...]:
    """Name, kind or outcome, when, whose, by whom, for whom, points, evidence."""
    what = item.kind if item.outcome in (None, "open") else f"{item.kind}, {item.outcome}"
    by = item.announced_by or (f"through {item.mediator}" if item.mediator else "–")
    points = "; ".join(f"{n}. {phase}" for n, phase in enumerate(item.phases, 1))
    return (
        shorten(item.name, 60),
        what,
        item.time or "–",
        item.of or "–",
        by,
        item.about or "–",
        points or "–",
        cite(item.evidence[-1]),
    )


def incident_row(item: IncidentRow) -> tuple[str, ...]:
    """When, mark, headline, who and whom, type, how many, whose word, outlets."""
    says = "" if item.source == OUTLET else item.source or "hearsay"
    outlets = list(dict.fromkeys(e.outlet or e.report for e in item.evidence))
    told = ", ".join(outlets[:3]) + (f" and {len(outlets) - 3} more" if len(outlets) > 3 else "")
    disputed = " ⑂" if item.disputes else ""
    return (
        when(item),
        f"{MARKS[item.status]} {item.status}",
        shorten(item.headline, 110) + disputed,
        shorten(_sides(item.actors, item.recipients), 44),
        item.type,
        ", ".join(count_words(kind, count) for kind, count in item.figures.items()),
        says,
        f"{told} ({item.sources})" if item.sources > 1 else told,
    )


def _sides(actors: Sequence[str], recipients: Sequence[str]) -> str:
    # who, an arrow, whom; two of each are named
    by, to = (
        ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")
        for names in (actors, recipients)
    )
    return f"{by} → {to}".strip() if to else by


def mention_row(item: MentionRow) -> tuple[str, ...]:
    """When, mark, line, type, how many, whose word, evidence."""
    says = "" if item.source == OUTLET else item.source or "hearsay"
    day = days(item.valid_from, item.valid_to) if item.valid_from else None
    return (
        day or item.time or "–",
        f"{MARKS[item.status]} {item.status}",
        shorten(item.line, 110),
        item.type,
        ", ".join(figure_words(f) for f in item.figures),
        says,
        cite(item.evidence, 0),
    )


def statement_row(item: StatementRow) -> tuple[str, ...]:
    """Published, speaker, how, what, evidence."""
    how = " ".join(part for part in (HOW_SAID[item.type], f"({item.cue})" if item.cue else "") if part)
    (evidence,) = item.evidence
    return evidence.published or "–", item.speaker or "–", how, shorten(item.quote, 160), cite(evidence, 0)


def dispute_rows(found: Iterable[DisputeRow]) -> list[tuple[str, ...]]:
    """A row a claim: what it is about, the kind, what is claimed, by whom, with the evidence."""
    rows: list[tuple[str, ...]] = []
    for item in found:
        what = {"from": "since when", "to": "until when"}.get(item.bound or "", item.kind)
        for number, claim in enumerate(item.claims):
            first = number == 0
            says = "" if claim.source == OUTLET else claim.source or "hearsay"
            about = shorten(item.headline, 60) if first else ""
            where = ", ".join(part for part in (claim.outlet, claim.published) if part) or claim.report
            value = (
                _PART_OF_DAY.sub(lambda part: PARTS_OF_DAY[part[1]], claim.value)
                if item.kind == "date"
                else claim.value
            )
            rows.append((about, what if first else "", value, says, f"{where}: »{shorten(claim.sentence, 90)}«"))
    return rows


def decision_row(item: Decision) -> tuple[str, ...]:
    """Number, what was decided, why, by whom, when, and whether it was taken back."""
    back = item.retracted
    taken = f"taken back by {back.author}, {back.retracted_at[:16]}" if back else ""
    return (
        str(item.number),
        shorten(rulings.decided(item), 160),
        item.why or "–",
        item.author,
        item.recorded_at[:16],
        taken,
    )


def when(item: IncidentRow) -> str:
    """The day, or the span of days; where no report names one, the last possible day."""
    if item.begin is None:
        return f"by {item.by}" if item.by else "–"
    return days(item.begin, item.end)


def moment(value: str | None, first: str, last: str | None) -> str:
    """The time of one telling: its days, with the part of the day or the hour if its TIMEX3 value names one."""
    _, _, hour = (value or "").partition("T")
    if first != last or not hour:
        return days(first, last)
    return days(first, last) + PARTS_OF_DAY.get(f"T{hour}", f" {hour}")


def days(first: str, last: str | None) -> str:
    """A day, a whole month (`2021-03`) or year, or a span of days."""
    if last is None or first == last:
        return first
    year, month = first[:4], first[:7]
    if (first, last) == (f"{year}-01-01", f"{year}-12-31"):
        return year
    if first == f"{month}-01" and last == f"{month}-{monthrange(int(year), int(first[5:7]))[1]:02}":
        return month
    return f"{first} – {last}"


def count_words(kind: str, count: Count) -> str:
    """`7 killed (3 to 9)`."""
    return f"{count.best} {kind}" + (f" ({count.low} to {count.high})" if count.low < count.high else "")


def figure_words(figure: Figure) -> str:
    """`at least 2 killed`."""
    return f"{BOUNDS[figure.bound]}{figure.value} {figure.kind}"


def cite(item: Evidence, width: int = 90) -> str:
    """Outlet, date and the sentence, shortened to so many characters (none at 0)."""
    source = ", ".join(part for part in (item.outlet, item.published) if part) or item.report
    return f"{source}: »{shorten(item.sentence, width)}«" if width else source
