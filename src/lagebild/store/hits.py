"""Search: names, incidents, statements and sentences that have the words of a query, in any form and spelling."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, Literal, get_args

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from lagebild.document import Span
from lagebild.errors import QuestionError
from lagebild.record.identities import plain_name
from lagebild.record.sureness import surer_telling
from lagebild.record.telling import Telling
from lagebild.store import tables as t
from lagebild.store.counted import among_many
from lagebild.store.pages import outlet_called
from lagebild.store.ranking import newest_incidents, ranked
from lagebild.store.some import some
from lagebild.wordforms import Sought, marks, query_words

HitKind = Literal["name", "incident", "statement", "sentence"]
"""What a search finds, in the order in which it is shown."""

KINDS: tuple[HitKind, ...] = get_args(HitKind)


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a search found, with the sentence of a report that it rests on.

    `start` and `end` are that sentence's in the report's text, `marks` the words in it that were looked for, both in code
    points. `what` is the name, the headline of the incident, or the speaker of the statement; `id` is that of the identity,
    the incident or the entry; `type` is the kind of the identity, the type of the incident, or that of the statement. A
    sentence has none of the three.
    """

    kind: HitKind
    id: str | None = None
    what: str | None = None
    type: str | None = None
    report: str
    outlet: str | None
    published: str | None
    title: str | None
    sentence: str
    start: int
    end: int
    marks: tuple[Span, ...] = ()


class Narrowed(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked at: reports of an outlet, those published from one day to another (ISO dates), what is `sure` enough.

    `sure` (0 to 1) is about incidents and statements; names and sentences stand in the reports as they are.
    """

    outlet: str | None = None
    first: str | None = None
    last: str | None = None
    sure: float = 0.0

    def surely(self, table: sa.Table, *fields: str) -> list[ColumnElement[bool]]:
        """That some fields of an entry are sure enough; those that say nothing of it are."""
        if not self.sure:
            return []
        return [func.coalesce(table.c.sure[field].as_float(), 1.0) >= self.sure for field in fields]

    def incident(self, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """That a telling of an incident (its id in a column) is sure enough."""
        if not self.sure:
            return []
        here = t.events.c.report + "/" + t.events.c.key == t.tellings.c.id
        weighed = self.surely(t.events, "type", "status", "source")
        return [
            exists().where(t.tellings.c.incident == column, t.events.c.report == t.tellings.c.report, here, *weighed)
        ]

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same for a query over `reports`."""
        day = func.substr(t.reports.c.published, 1, 10)
        found: list[ColumnElement[bool]] = []
        if self.outlet is not None:
            found.append(t.reports.c.outlet == self.outlet)
        if self.first is not None:
            found.append(day >= self.first)
        if self.last is not None:
            found.append(day <= self.last)
        return found

    def has_outlet(self, outlet: str | None) -> bool:
        """Whether an outlet fits."""
        return self.outlet in (None, outlet)

    def has_day(self, day: str | None) -> bool:
        """Whether a day of publication fits."""
        if self.first is None and self.last is None:
            return True
        return day is not None and (self.first or "") <= day <= (self.last or "9999")


EVERYWHERE = Narrowed()
SAID = ("type", "quote_spans")  # without these a statement says nothing


def narrowed(
    connection: Connection, outlet: str | None, first: str | None, last: str | None, *, sure: float = 0.0
) -> Narrowed:
    """What is looked at, checked. Raises QuestionError for an outlet that is not on record, or turned days."""
    if first and last and first > last:
        raise QuestionError(f"the first day, {first}, is later than the last, {last}; turn them round")
    if not outlet:
        return Narrowed(first=first, last=last, sure=sure)
    return Narrowed(outlet=outlet_called(connection, outlet), first=first, last=last, sure=sure)


def search(
    connection: Connection,
    words: str,
    *,
    kind: HitKind | None = None,
    within: Narrowed = EVERYWHERE,
    limit: int = 50,
    offset: int = 0,
) -> list[Hit]:
    """What has every word in any form: names, then incidents, statements and sentences, best first.

    Of each kind there are at most `limit`, from number `offset` on; with `kind` only those of one.
    """
    sought = query_words(words)
    if not sought:
        return []
    wanted = KINDS if kind is None else (kind,)
    return [hit for one in wanted for hit in _FOUND[one](connection, sought, within, limit, offset)]


def sentences(connection: Connection, words: str, *, limit: int = 50) -> list[Hit]:
    """The sentences that have every word in any form, best first."""
    return search(connection, words, kind="sentence", limit=limit)


def _sentences(
    connection: Connection, sought: Sequence[Sought], within: Narrowed, limit: int, offset: int
) -> list[Hit]:
    ids = ranked(connection, t.sentences, sought, (), within.conditions(), limit, offset)
    query = select(t.sentences, t.reports.c.outlet, t.reports.c.published, t.reports.c.title).join(
        t.reports, t.reports.c.id == t.sentences.c.report
    )
    rows = _by_id(connection, query, t.sentences.c.id, ids)
    return [_hit("sentence", rows[one], rows[one], sought) for one in ids]


def _statements(
    connection: Connection, sought: Sequence[Sought], within: Narrowed, limit: int, offset: int
) -> list[Hit]:
    wanted = [among_many(t.statements), *within.surely(t.statements, *SAID)]
    ids = ranked(connection, t.statements, sought, wanted, within.conditions(), limit, offset)
    query = (
        select(t.statements, t.identities.c.name, t.reports.c.outlet, t.reports.c.published, t.reports.c.title)
        .join(t.reports, t.reports.c.id == t.statements.c.report)
        .outerjoin(t.entities, t.entities.c.id == t.statements.c.speaker)
        .outerjoin(t.identities, t.identities.c.id == t.entities.c.identity)
    )
    rows = _by_id(connection, query, t.statements.c.id, ids)
    around = _around(connection, {(row.report, row.start) for row in rows.values()})
    return [
        _hit("statement", row, where, sought, id=row.entry, what=_speaker(row, within), type=row.type)
        for one in ids
        if (where := around.get(((row := rows[one]).report, row.start))) is not None
    ]


def _by_id(
    connection: Connection, query: sa.Select[Any], key: sa.Column[Any], ids: Sequence[int]
) -> dict[int, sa.Row[Any]]:
    return {row.id: row for several in some(ids) for row in connection.execute(query.where(key.in_(several)))}


def _speaker(row: Any, within: Narrowed) -> str | None:
    return row.name if row.sure.get("speaker", 1.0) >= within.sure else None


_LOOKED_AT = 50
"""So many tellings of an incident are looked at, the earliest first, for the one that shows the words."""


class _Place(msgspec.Struct, frozen=True):
    """Where a telling stands, of all that its evidence says."""

    report: str
    start: int
    sentence: str


class _Told(msgspec.Struct, frozen=True):
    """What a hit shows of a telling, as long as nobody asks how sure it is."""

    evidence: _Place


_Of = tuple[Any, Telling | _Told]
"""A telling, and the row with the outlet, the date and the title of its report."""


def _incidents(
    connection: Connection, sought: Sequence[Sought], within: Narrowed, limit: int, offset: int
) -> list[Hit]:
    wanted = within.incident(t.incidents.c.id)
    if narrow := within.conditions():
        telling_of = t.tellings.c.incident == t.incidents.c.id, t.reports.c.id == t.tellings.c.report
        wanted.append(exists().where(*telling_of, *narrow))
    rows = newest_incidents(connection, sought, wanted, limit, offset)
    shown = {key: _showing(told, sought) for key, told in _told(connection, [row.id for row in rows], within).items()}
    around = _around(connection, {(told.evidence.report, told.evidence.start) for _, told in shown.values()})
    made = []
    for row in rows:
        where, told = shown.get(row.id, (None, None))
        if told is not None and (sentence := around.get((told.evidence.report, told.evidence.start))) is not None:
            what = told.headline if isinstance(told, Telling) else row.headline
            made.append(_hit("incident", where, sentence, sought, id=row.id, what=what, type=row.type))
    return made


def _told(connection: Connection, incidents: Sequence[str], within: Narrowed) -> dict[str, list[_Of]]:
    """The first tellings of some incidents, by one query; incidents that none is left of by the filters have no entry."""
    first = t.reports.c.published.nulls_last(), t.tellings.c.id
    number = func.row_number().over(partition_by=t.tellings.c.incident, order_by=first).label("number")
    found: dict[str, list[_Of]] = {}
    for several in some(incidents):
        numbered = (
            select(t.tellings.c.id, number)
            .join(t.reports, t.reports.c.id == t.tellings.c.report)
            .where(t.tellings.c.incident.in_(several), *within.conditions())
            .subquery()
        )
        query = (
            select(
                t.tellings.c.incident, t.tellings.c.data, t.reports.c.outlet, t.reports.c.published, t.reports.c.title
            )
            .join(numbered, numbered.c.id == t.tellings.c.id)
            .join(t.reports, t.reports.c.id == t.tellings.c.report)
            .where(numbered.c.number <= _LOOKED_AT)
            .order_by(t.tellings.c.incident, numbered.c.number)
        )
        for row in connection.execute(query):
            told: Telling | _Told
            if within.sure:
                told = msgspec.json.decode(row.data, type=Telling)
                if surer_telling(told, within.sure) is None:
                    continue
            else:
                told = msgspec.json.decode(row.data, type=_Told)
            found.setdefault(row.incident, []).append((row, told))
    return found


def _showing(told: Sequence[_Of], sought: Sequence[Sought]) -> _Of:
    """The first of some tellings with most of the words in its sentence; many have one sentence, which is read once."""
    first: dict[str, _Of] = {}
    for one in told:
        first.setdefault(one[1].evidence.sentence, one)
    if len(first) == 1:
        return told[0]
    return max(first.values(), key=lambda one: len(marks(one[1].evidence.sentence, sought)))


def _names(connection: Connection, sought: Sequence[Sought], within: Narrowed, limit: int, offset: int) -> list[Hit]:
    mentions = func.count(t.mentions.c.id)
    # worked out first: inside the query PostgreSQL takes a few names for all, and reads every mention
    named = named_so(sought).distinct().cte("named").prefix_with("MATERIALIZED")
    query = (
        select(t.identities.c.id, t.identities.c.name, t.identities.c.kind, func.min(t.mentions.c.id).label("first"))
        .join_from(named, t.identities, t.identities.c.id == named.c.identity)
        .join(t.entities, t.entities.c.identity == t.identities.c.id)
        .join(t.mentions, t.mentions.c.entity == t.entities.c.id)
        .group_by(t.identities.c.id)
        .order_by(mentions.desc(), t.identities.c.name, t.identities.c.id)
        .limit(limit)
        .offset(offset)
    )
    if narrow := within.conditions():
        query = query.join(t.reports, t.reports.c.id == t.entities.c.report).where(*narrow)
    found = connection.execute(query).all()
    mention = (
        select(
            t.mentions.c.id, t.mentions.c.start, t.entities.c.report, t.reports.c.outlet, t.reports.c.published,
            t.reports.c.title,
        )
        .join(t.entities, t.entities.c.id == t.mentions.c.entity)
        .join(t.reports, t.reports.c.id == t.entities.c.report)
    )  # fmt: skip
    rows = _by_id(connection, mention, t.mentions.c.id, [row.first for row in found])
    around = _around(connection, {(row.report, row.start) for row in rows.values()})
    return [
        _hit("name", where, sentence, sought, id=row.id, what=row.name, type=row.kind)
        for row in found
        if (sentence := around.get(((where := rows[row.first]).report, where.start))) is not None
    ]


def named_so(sought: Sequence[Sought]) -> sa.Select[Any]:
    """The identities with a name that has all words, or in which they are parts of words."""
    # what has the words is found in an index that is much smaller than the table
    has_words = select(t.aliases.c.id)
    for word in sought:
        keys = [key for key in map(plain_name, word.whole) if key]
        shortest = [key for key in keys if not any(other != key and other in key for other in keys)]
        has_words = has_words.where(or_(*(t.aliases.c.plain.contains(key, autoescape=True) for key in shortest)))
    ids = select(t.aliases.c.identity).where(t.aliases.c.id.in_(has_words))
    # a mere description belongs to one report; it is found in that report's sentences
    called = t.mentions.c.is_name == 1
    named = exists().where(
        t.entities.c.identity == t.aliases.c.identity, t.mentions.c.entity == t.entities.c.id, called
    )
    return ids.where(named)


_Sentence = sa.Row[Any]

_PLACES = 400
"""So many places are asked for at once; each takes two variables of a statement."""


def _around(connection: Connection, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], _Sentence]:
    """The sentences that have some code points of reports, by report and code point."""
    wanted = sorted(places)
    found: dict[tuple[str, int], _Sentence] = {}
    for begin in range(0, len(wanted), _PLACES):
        asked = _given(wanted[begin : begin + _PLACES])
        last = t.sentences.alias("last_one")
        held = (
            select(last.c.id)
            .where(last.c.report == asked.c.report, last.c.start <= asked.c.place)
            .order_by(last.c.start.desc())
            .limit(1)
            .scalar_subquery()
        )
        columns = asked.c.place, *(t.sentences.c[name] for name in ("report", "start", "end", "text"))
        for row in connection.execute(select(*columns).join_from(asked, t.sentences, t.sentences.c.id == held)):
            found[row.report, row.place] = row
    return found


def _given(places: Sequence[tuple[str, int]]) -> sa.Subquery:
    """Places as rows of a query; both databases call the columns of VALUES so."""
    rows = ", ".join(f"(:report{n}, :place{n})" for n in range(len(places)))
    values: dict[str, Any] = {f"report{n}": report for n, (report, _) in enumerate(places)}
    values |= {f"place{n}": place for n, (_, place) in enumerate(places)}
    query = sa.text(f"SELECT column1 AS report, column2 AS place FROM (VALUES {rows}) AS given").bindparams(**values)
    return query.columns(sa.column("report", sa.Text), sa.column("place", sa.Integer)).subquery("asked")


def _hit(kind: HitKind, of: Any, around: _Sentence, sought: Sequence[Sought], **said: str | None) -> Hit:
    """A hit in a sentence of a report; `of` has the report's outlet, date and title."""
    return Hit(
        kind=kind,
        report=around.report,
        outlet=of.outlet,
        published=of.published,
        title=of.title,
        sentence=around.text,
        start=around.start,
        end=around.end,
        marks=marks(around.text, sought, offset=around.start),
        **said,
    )


_Finder = Callable[[Connection, Sequence[Sought], Narrowed, int, int], list[Hit]]
_FOUND: dict[HitKind, _Finder] = {
    "name": _names,
    "incident": _incidents,
    "statement": _statements,
    "sentence": _sentences,
}
