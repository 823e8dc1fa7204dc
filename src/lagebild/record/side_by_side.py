"""An incident outlet by outlet: a row a question, a column an outlet; what one says and another does not differs.

Nothing is decided and no outlet is rated. The table is a function of the incident's tellings, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import Literal, get_args

import msgspec

from lagebild.reading import OUTLET, Bound, Figure, FigureKind
from lagebild.record.disputed_words import wording
from lagebild.record.incidents import Incident
from lagebild.record.telling import Party, Telling
from lagebild.record.voices.independence import Independence

Question = Literal["what", "who", "whom", "where", "when", "told", "source", "status", "words"]
"""What a row asks, besides the kinds of figures: what it is called, who, whom, where, when it was, when that was told, whose
word it is, whether it happened, and in which words."""

_FIELDS = {
    "what": "type", "who": "actors", "whom": "recipients", "where": "place", "when": "time", "source": "source",
    "status": "status",
}  # fmt: skip
"""The field of a reading that a question is about."""


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """The sentence behind an answer; `start` and `end` are its trigger, in code points of the report's text."""

    report: str
    version: int
    outlet: str | None
    published: str | None
    sentence: str
    trigger: str
    start: int
    end: int
    entry: str | None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one outlet says to one question.

    `value` is the word for the deed, a name, the TIMEX3 value of a time, the day of a report (ISO; None without one), a
    count, a status, or the line that says who did what to whom. For whose word it is, it is `outlet`, a name, or None for
    nobody named. `id` is the identity of a name, `begin` and `end` are the days of a time, `bound` is the count's.

    `differs` is True if another outlet answers the question and says nothing that fits. `earlier` is True for a count that
    the outlet itself has replaced since. `loaded` is True for a word that judges the deed. `source` is `outlet` if it says
    so itself, else the name of whoever it has it from, or None for nobody named. `sure` is how likely it is read right,
    from 0 to 1, where that is known.
    """

    value: str | int | None
    id: str | None = None
    begin: str | None = None
    end: str | None = None
    bound: Bound | None = None
    source: str | None = OUTLET
    loaded: bool = False
    differs: bool = False
    earlier: bool = False
    sure: float | None = None
    published: str | None = None
    evidence: tuple[Quoted, ...] = ()


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """A report of an outlet that tells the incident; `at` is the code point of its first telling."""

    report: str
    published: str | None
    version: int
    at: int


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """Whose word an outlet passes on. `first` is True in the first column that has it: each voice counts once."""

    independence: Independence
    voice: str
    first: bool


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet with its reports, oldest first. A report of no named outlet has a column of its own."""

    outlet: str | None
    reports: tuple[Issue, ...]
    voices: tuple[Heard, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A question (:data:`Question`, or a kind of figure) and the answers of each column; a cell without one is not said.

    `differs` is True if any answer does.
    """

    question: Question | FigureKind
    differs: bool
    cells: tuple[tuple[Answer, ...], ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The outlets of an incident side by side, in the order in which they first told it."""

    columns: tuple[Column, ...]
    rows: tuple[Line, ...]


def side_by_side(incident: Incident, *, outlets: Sequence[str] | None = None) -> Table:
    """The table of an incident, or of those of its reports that some `outlets` brought, in their order."""
    told: dict[tuple[str | None, str], list[Telling]] = {}
    for telling in sorted(incident.tellings):
        outlet = telling.evidence.outlet
        if outlets is None or outlet in outlets:
            told.setdefault((outlet, "" if outlet else telling.report), []).append(telling)
    if outlets is not None:
        told = dict(sorted(told.items(), key=lambda one: outlets.index(one[0][0] or "")))
    columns = [*told.values()]
    kinds = [kind for kind in get_args(FigureKind) if kind in incident.figures]
    rows = [_line(name, columns, answers) for name, answers in _QUESTIONS[:6]]
    rows += [_figures(kind, columns) for kind in kinds]
    rows += [_line(name, columns, answers) for name, answers in _QUESTIONS[6:]]
    return Table(columns=_columns(columns, incident), rows=tuple(row for row in rows if any(row.cells)))


def unlike(table: Table) -> list[Question | FigureKind]:
    """The questions to which outlets answer differently or one of them says nothing, and those that are each one's own."""
    own = ("told", "words")
    return [row.question for row in table.rows if row.differs or not all(row.cells) or row.question in own]


def _columns(columns: Sequence[Sequence[Telling]], incident: Incident) -> tuple[Column, ...]:
    heard: set[str] = set()
    made = []
    for told in columns:
        reports: dict[str, Telling] = {}
        voices: dict[str, Heard] = {}
        for telling in told:
            reports.setdefault(telling.report, telling)
            voice = incident.voices.get(telling.id)
            if voice is not None and voice.voice not in voices:
                voices[voice.voice] = Heard(
                    independence=voice.independence, voice=voice.voice, first=voice.voice not in heard
                )
        heard |= voices.keys()
        issues = tuple(
            Issue(report=key, published=one.evidence.published, version=one.evidence.version, at=one.evidence.start)
            for key, one in reports.items()
        )
        made.append(Column(outlet=told[0].evidence.outlet, reports=issues, voices=tuple(voices.values())))
    return tuple(made)


class _Said(msgspec.Struct, frozen=True):
    """An answer of one telling: `key` is equal for answers that are one, `fits` for those that agree."""

    answer: Answer
    key: Hashable
    fits: Hashable
    telling: Telling


def _line(
    question: Question,
    columns: Sequence[Sequence[Telling]],
    answers: Callable[[Telling], Iterable[tuple[Answer, Hashable]]],
) -> Line:
    field = _FIELDS.get(question)
    said = [
        _together(
            _Said(_voiced(answer, question, telling), key, key, telling)
            for telling in told
            for answer, key in answers(telling)
        )
        for told in columns
    ]
    if question in ("told", "words"):  # each has its own
        return Line(question=question, differs=False, cells=_cells(said, field))
    return _compared(question, said, field)


def _figures(kind: FigureKind, columns: Sequence[Sequence[Telling]]) -> Line:
    return _compared(kind, [_steps(kind, told) for told in columns], "figures")


def _steps(kind: FigureKind, told: Sequence[Telling]) -> list[list[_Said]]:
    """The counts of an outlet in their order, for each of those whom it quotes: the last report's stand."""
    given: dict[str | None, list[tuple[Telling, Figure]]] = {}
    for telling in told:
        if telling.status != "denied":
            for figure in telling.figures:
                if figure.kind == kind:
                    given.setdefault(telling.source, []).append((telling, figure))
    found = []
    for source, several in given.items():
        last = several[-1][0].report
        up = any(figure.counts_up for telling, figure in several if telling.report == last)
        steps: list[list[_Said]] = []
        for telling, figure in several:
            earlier = telling.report != last or (up and not figure.counts_up)
            answer = Answer(
                value=figure.value,
                bound=figure.bound,
                source=source,
                earlier=earlier,
                published=telling.evidence.published,
            )
            one = _Said(answer, (figure.value, figure.bound), figure.value, telling)
            if steps and steps[-1][0].key == one.key:
                steps[-1].append(one)
            else:
                steps.append([one])
        found += steps
    return found


def _together(found: Iterable[_Said]) -> list[list[_Said]]:
    """The tellings that give one answer together, in the order in which it was first given.

    What an outlet says itself is its own answer, even if it quotes somebody who says the same.
    """
    given = list(found)
    own = {one.key for one in given if one.answer.source == OUTLET}
    by_key: dict[Hashable, list[_Said]] = {}
    for one in given:
        by_key.setdefault((one.key, OUTLET if one.key in own else one.answer.source), []).append(one)
    return [*by_key.values()]


def _answer(several: Sequence[_Said]) -> Answer:
    """The answer of tellings that give one: the outlet's own, if it is among them."""
    return next((one.answer for one in several if one.answer.source == OUTLET), several[-1].answer)


def _compared(question: Question | FigureKind, said: Sequence[Sequence[Sequence[_Said]]], field: str | None) -> Line:
    """The row, with what is told otherwise elsewhere; a count that its outlet replaced is compared with nothing."""
    standing = [[one for one in several if not one[-1].answer.earlier] for several in said]
    others = [{one[-1].fits for one in several} for several in standing if several]
    apart = {
        id(one)
        for several in standing
        for one in several
        if any(not any(_agree(question, one[-1].fits, other) for other in column) for column in others)
    }
    return Line(question=question, differs=bool(apart), cells=_cells(said, field, apart))


def _agree(question: Question | FigureKind, one: Hashable, other: Hashable) -> bool:
    """True if two answers fit each other: they are the same or, of two times, have a day in common."""
    if question == "when" and isinstance(one, tuple) and isinstance(other, tuple):
        return bool(one[0] <= other[1] and other[0] <= one[1])
    return one == other


def _cells(
    said: Sequence[Sequence[Sequence[_Said]]], field: str | None, apart: Collection[int] = ()
) -> tuple[tuple[Answer, ...], ...]:
    return tuple(
        tuple(
            msgspec.structs.replace(
                _answer(one),
                differs=id(one) in apart,
                sure=_sure([part.telling for part in one], field),
                evidence=tuple(dict.fromkeys(_quoted(part.telling) for part in one)),
            )
            for one in several
        )
        for several in said
    )


def _sure(tellings: Iterable[Telling], field: str | None) -> float | None:
    """How sure an answer is: as the telling that is surest of it."""
    return max((t.evidence.sure[field] for t in tellings if field in t.evidence.sure), default=None)


def _quoted(telling: Telling) -> Quoted:
    e = telling.evidence
    return Quoted(
        report=e.report,
        version=e.version,
        outlet=e.outlet,
        published=e.published,
        sentence=e.sentence,
        trigger=telling.trigger,
        start=e.start,
        end=e.end,
        entry=e.entry,
    )


def _voiced(answer: Answer, question: Question, telling: Telling) -> Answer:
    """An answer with whose word it is, unless that is the question."""
    return answer if question in ("source", "told") else msgspec.structs.replace(answer, source=telling.source)


_Answers = Iterable[tuple[Answer, Hashable]]


def _what(t: Telling) -> _Answers:
    yield Answer(value=t.trigger, loaded=wording(t) == "loaded"), t.root or t.trigger.casefold()


def _parties(parties: Iterable[Party | None]) -> _Answers:
    for party in parties:
        if party is not None:
            yield (
                Answer(value=party.name, id=party.id),
                party.id if party.named else party.name.casefold(),
            )


def _when(t: Telling) -> _Answers:
    if t.valid_from and t.valid_to:
        yield Answer(value=t.time, begin=t.valid_from, end=t.valid_to), (t.valid_from, t.valid_to)


def _told(t: Telling) -> _Answers:
    yield Answer(value=t.published, begin=t.published, end=t.published), (t.published, t.report)


def _whose(t: Telling) -> _Answers:
    yield Answer(value=t.source), t.source


def _status(t: Telling) -> _Answers:
    yield Answer(value=t.status), t.status


def _words(t: Telling) -> _Answers:
    yield Answer(value=t.headline, loaded=wording(t) == "loaded"), t.headline


_QUESTIONS: tuple[tuple[Question, Callable[[Telling], _Answers]], ...] = (
    ("what", _what),
    ("who", lambda t: _parties(t.actors)),
    ("whom", lambda t: _parties(t.recipients)),
    ("where", lambda t: _parties([t.place])),
    ("when", _when),
    ("told", _told),
    ("source", _whose),
    ("status", _status),
    ("words", _words),
)
"""The questions in the order of the rows; the counts stand before whose word it is."""
