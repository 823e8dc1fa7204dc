"""An incident report by report: a row a question, a column a report, and what one says and another does not stands out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import msgspec

from lagebild.export.answers import ClaimRow
from lagebild.reading import OUTLET, Figure, FigureKind
from lagebild.record.disputed_words import wording
from lagebild.record.incidents import Incident
from lagebild.record.telling import Party, Telling
from lagebild.record.voices.independence import Voice
from lagebild.web.overlay import marked


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A report that tells the incident; `at` is the code point of its first telling, `voice` whose word it is."""

    report: str
    outlet: str | None
    published: str | None
    at: int
    voice: Voice | None
    tellings: tuple[Telling, ...]


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of a report. `what` is the word, party, figure or telling; `key` is equal for answers that mean the same.

    `apart` is True if another report answers the question and does not say this. `source` is the name of whoever the report
    has it from, if that is somebody else.
    """

    what: Any
    key: Hashable
    source: str | None = None
    apart: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A question and the answers of each report, in the order of the columns; an empty one is not said.

    `question` is what, when, where, who, whom, status, words, or a kind of figure. `differs` is True if any answer is apart.
    """

    question: str
    cells: tuple[tuple[Value, ...], ...]

    @property
    def differs(self) -> bool:
        """True if reports give other answers."""
        return any(value.apart for cell in self.cells for value in cell)


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """The reports of an incident side by side."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def comparison(incident: Incident) -> Comparison:
    """The tellings of an incident, report by report, in the order in which they were published."""
    columns = _columns(incident)
    kinds: list[FigureKind] = list(incident.figures)
    asked: list[tuple[str, Callable[[Telling], Iterable[Value]]]] = [
        ("what", lambda t: [Value(what=t.trigger, key=t.root or t.trigger.casefold())]),
        ("when", lambda t: [Value(what=t, key=(t.valid_from, t.valid_to))] if t.valid_from else []),
        ("where", lambda t: _parties([t.place] if t.place else [])),
        ("who", lambda t: _parties(t.actors)),
        ("whom", lambda t: _parties(t.recipients)),
        *((kind, lambda t, kind=kind: _figures(t, kind)) for kind in kinds),
        ("status", lambda t: [Value(what=t.status, key=t.status, source=_source(t))]),
    ]
    rows = [Row(question=name, cells=_compared(columns, answers)) for name, answers in asked]
    words = tuple(
        tuple(Value(what=t, key=t.headline, apart=wording(t) == "loaded") for t in _once(c.tellings)) for c in columns
    )
    return Comparison(
        columns=columns,
        rows=(*(row for row in rows if any(row.cells)), Row(question="words", cells=words)),
    )


def _columns(incident: Incident) -> tuple[Column, ...]:
    found: dict[str, list[Telling]] = {}
    for telling in incident.tellings:
        found.setdefault(telling.report, []).append(telling)
    return tuple(
        Column(
            report=report,
            outlet=told[0].evidence.outlet,
            published=told[0].published,
            at=told[0].evidence.start,
            voice=incident.voices.get(told[0].id),
            tellings=tuple(told),
        )
        for report, told in found.items()
    )


def _compared(
    columns: Sequence[Column], answers: Callable[[Telling], Iterable[Value]]
) -> tuple[tuple[Value, ...], ...]:
    cells = []
    for column in columns:
        given: dict[Hashable, Value] = {}
        for telling in column.tellings:
            for value in answers(telling):
                given.setdefault((value.key, value.source), value)
        cells.append(tuple(given.values()))
    keys = [{value.key for value in cell} for cell in cells if cell]
    shared = set[Hashable].intersection(*keys) if keys else set()
    return tuple(
        tuple(msgspec.structs.replace(value, apart=value.key not in shared) for value in cell) for cell in cells
    )


def _once(tellings: Sequence[Telling]) -> list[Telling]:
    return list({telling.headline: telling for telling in reversed(tellings)}.values())[::-1]


def _parties(parties: Iterable[Party]) -> list[Value]:
    return [Value(what=party, key=party.id if party.named else party.name.casefold()) for party in parties]


def _figures(telling: Telling, kind: FigureKind) -> list[Value]:
    given: list[Figure] = [figure for figure in telling.figures if figure.kind == kind]
    return [Value(what=figure, key=(figure.bound, figure.value), source=_source(telling)) for figure in given]


def _source(telling: Telling) -> str | None:
    return None if telling.source in (OUTLET, None) else telling.source


def headline(incident: Incident) -> list[tuple[str, bool]]:
    """The headline of an incident in pieces; True are the words for the deed."""
    best = (t for t in incident.tellings if (t.gist, t.headline) == (incident.gist, incident.headline))
    trigger = next((telling.trigger for telling in best), "")
    return marked(incident.headline, trigger) if trigger else [(incident.headline, False)]


def reported(incident: Incident) -> str | None:
    """The day of the first report that tells of an incident (ISO date); None if no report has one."""
    return min((told.published[:10] for told in incident.evidence if told.published), default=None)


def by_value(claims: Iterable[ClaimRow]) -> list[tuple[str, list[ClaimRow]]]:
    """The claims of a dispute, those with one value together, in their order."""
    found: dict[str, list[ClaimRow]] = {}
    for claim in claims:
        found.setdefault(claim.value, []).append(claim)
    return list(found.items())
