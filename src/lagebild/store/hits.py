"""Search: names, incidents, statements and sentences that have the words of a query, in any form and spelling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, get_args

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from lagebild.document import Span
from lagebild.errors import QuestionError
from lagebild.record.identities import plain_name
from lagebild.record.sureness import surer_telling
from lagebild.record.telling import Telling
from lagebild.store import dialects
from lagebild.store import tables as t
from lagebild.store.pages import outlet_called
from lagebild.store.queries import stands
from lagebild.store.ranking import ranked
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


class SearchCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How much a search found: by kind, by outlet and by year of publication, the most and the newest first.

    Each count leaves out the filter that it is about, so it says what another choice would give. `outlets` and `years` count
    the kind that is asked for, sentences if none is. What has no outlet or no date counts under an empty text.
    """

    kinds: dict[str, int]
    outlets: dict[str, int]
    years: dict[str, int]


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
_SAID = ("type", "quote_spans")  # without these a statement says nothing


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


def counts(
    connection: Connection, words: str, *, kind: HitKind | None = None, within: Narrowed = EVERYWHERE
) -> SearchCounts:
    """How much :func:`search` finds without a limit."""
    sought = query_words(words)
    if not sought:
        return SearchCounts(kinds=dict.fromkeys(KINDS, 0), outlets={}, years={})
    kinds: dict[str, int] = {}
    outlets, years = Counter[str](), Counter[str]()
    for one in KINDS:
        rows = [tuple(row) for row in connection.execute(_spread(connection, one, sought, within))]
        kinds[one] = _sum(row for row in rows if within.has_outlet(row[1]) and within.has_day(row[2]))
        if one != (kind or "sentence"):
            continue
        for outlet in {row[1] for row in rows}:
            outlets[outlet or ""] = _sum(row for row in rows if row[1] == outlet and within.has_day(row[2]))
        for year in {(row[2] or "")[:4] for row in rows}:
            years[year] = _sum(row for row in rows if (row[2] or "")[:4] == year and within.has_outlet(row[1]))
    by_number = sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))
    return SearchCounts(
        kinds=kinds,
        outlets={name: number for name, number in by_number if number},
        years={year: number for year, number in sorted(years.items(), reverse=True) if number},
    )


def _sum(rows: Iterable[tuple[Any, ...]]) -> int:
    """How many are found: rows without a key hold a number each, others are counted by their keys."""
    several = list(rows)
    keys = {key for key, *_ in several if key is not None}
    return len(keys) if keys else sum(number for _, _, _, number in several)


def _spread(connection: Connection, kind: HitKind, sought: Sequence[Sought], within: Narrowed) -> sa.Select[Any]:
    """Where and when what is found was published: a key (or None), an outlet, a day, and a number."""
    day = func.substr(t.reports.c.published, 1, 10).label("day")
    outlet = t.reports.c.outlet
    if kind == "name":
        return (
            select(t.entities.c.identity, outlet, day, sa.literal(1))
            .distinct()
            .join(t.reports, t.reports.c.id == t.entities.c.report)
            .where(t.entities.c.identity.in_(_named(sought)))
        )
    if kind == "incident":
        found = dialects.matching(connection, "incident_words", sought).subquery()
        return (
            select(t.incident_words.c.incident, outlet, day, sa.literal(1))
            .distinct()
            .join(found, found.c.id == t.incident_words.c.id)
            .join(t.tellings, t.tellings.c.incident == t.incident_words.c.incident)
            .join(t.reports, t.reports.c.id == t.tellings.c.report)
            .where(*within.incident(t.incident_words.c.incident))
        )
    table = t.sentences if kind == "sentence" else t.statements
    found = dialects.matching(connection, table.name, sought).subquery()
    query = (
        select(sa.null().label("key"), outlet, day, func.count())
        .select_from(found)
        .join(table, table.c.id == found.c.id)
        .join(t.reports, t.reports.c.id == table.c.report)
        .group_by(outlet, day)
    )
    return query if kind == "sentence" else query.where(stands(table), *within.surely(table, *_SAID))


def _sentences(
    connection: Connection, sought: Sequence[Sought], within: Narrowed, limit: int, offset: int
) -> list[Hit]:
    ids = ranked(connection, t.sentences, sought, within.conditions(), limit, offset)
    query = select(t.sentences, t.reports.c.outlet, t.reports.c.published, t.reports.c.title).join(
        t.reports, t.reports.c.id == t.sentences.c.report
    )
    rows = _by_id(connection, query, t.sentences.c.id, ids)
    return [_hit("sentence", rows[one], rows[one], sought) for one in ids]


def _statements(
    connection: Connection, sought: Sequence[Sought], within: Narrowed, limit: int, offset: int
) -> list[Hit]:
    wanted = [stands(t.statements), *within.conditions(), *within.surely(t.statements, *_SAID)]
    ids = ranked(connection, t.statements, sought, wanted, limit, offset)
    query = (
        select(t.statements, t.identities.c.name, t.reports.c.outlet, t.reports.c.published, t.reports.c.title)
        .join(t.reports, t.reports.c.id == t.statements.c.report)
        .outerjoin(t.entities, t.entities.c.id == t.statements.c.speaker)
        .outerjoin(t.identities, t.identities.c.id == t.entities.c.identity)
    )
    rows = _by_id(connection, query, t.statements.c.id, ids)
    return [
        _hit(
            "statement",
            rows[one],
            around,
            sought,
            id=rows[one].entry,
            what=_speaker(rows[one], within),
            type=rows[one].type,
        )
        for one in ids
        if (around := _around(connection, rows[one].report, rows[one].start)) is not None
    ]


def _by_id(
    connection: Connection, query: sa.Select[Any], key: sa.Column[Any], ids: Sequence[int]
) -> dict[int, sa.Row[Any]]:
    return {row.id: row for several in some(ids) for row in connection.execute(query.where(key.in_(several)))}


def _speaker(row: Any, within: Narrowed) -> str | None:
    return row.name if row.sure.get("speaker", 1.0) >= within.sure else None


_LOOKED_AT = 50
"""So many tellings of an incident are looked at, the earliest first, for the one that shows the words."""


def _incidents(
    connection: Connection, sought: Sequence[Sought], within: Narrowed, limit: int, offset: int
) -> list[Hit]:
    found = dialects.in_tiers(connection, "incident_words", sought).subquery()
    telling_of = t.tellings.c.incident == t.incidents.c.id, t.reports.c.id == t.tellings.c.report
    query = (
        select(t.incidents.c.id, t.incidents.c.headline, t.incidents.c.type)
        .join(t.incident_words, t.incident_words.c.incident == t.incidents.c.id)
        .join(found, found.c.id == t.incident_words.c.id)
        .where(*within.incident(t.incidents.c.id))
        .order_by(found.c.tier, t.incidents.c.day.desc().nulls_last(), t.incidents.c.id)
        .limit(limit)
        .offset(offset)
    )
    if narrow := within.conditions():
        query = query.where(exists().where(*telling_of, *narrow))
    telling = (
        select(t.tellings.c.data, t.reports.c.outlet, t.reports.c.published, t.reports.c.title)
        .join(t.reports, t.reports.c.id == t.tellings.c.report)
        .where(t.tellings.c.incident == sa.bindparam("of"), *narrow)
        .order_by(t.reports.c.published.nulls_last(), t.tellings.c.id)
        .limit(_LOOKED_AT)
    )
    made = []
    for row in connection.execute(query).all():
        best: tuple[int, Any, Telling] | None = None
        for one in connection.execute(telling, {"of": row.id}):  # the first one with most of the words in its sentence
            told = msgspec.json.decode(one.data, type=Telling)
            if surer_telling(told, within.sure) is not None:
                held = len(marks(told.evidence.sentence, sought))
                if best is None or held > best[0]:
                    best = held, one, told
        if best is None:
            continue
        _, where, told = best
        around = _around(connection, told.evidence.report, told.evidence.start)
        if around is not None:
            what = told.headline if within.sure else row.headline
            made.append(_hit("incident", where, around, sought, id=row.id, what=what, type=row.type))
    return made


def _names(connection: Connection, sought: Sequence[Sought], within: Narrowed, limit: int, offset: int) -> list[Hit]:
    mentions = func.count(t.mentions.c.id)
    query = (
        select(t.identities.c.id, t.identities.c.name, t.identities.c.kind, func.min(t.mentions.c.id).label("first"))
        .join(t.entities, t.entities.c.identity == t.identities.c.id)
        .join(t.mentions, t.mentions.c.entity == t.entities.c.id)
        .where(t.identities.c.id.in_(_named(sought)))
        .group_by(t.identities.c.id)
        .order_by(mentions.desc(), t.identities.c.name, t.identities.c.id)
        .limit(limit)
        .offset(offset)
    )
    if narrow := within.conditions():
        query = query.join(t.reports, t.reports.c.id == t.entities.c.report).where(*narrow)
    made = []
    for row in connection.execute(query).all():
        where = connection.execute(
            select(
                t.entities.c.report, t.mentions.c.start, t.reports.c.outlet, t.reports.c.published, t.reports.c.title
            )
            .join(t.entities, t.entities.c.id == t.mentions.c.entity)
            .join(t.reports, t.reports.c.id == t.entities.c.report)
            .where(t.mentions.c.id == row.first)
        ).one()
        around = _around(connection, where.report, where.start)
        if around is not None:
            made.append(_hit("name", where, around, sought, id=row.id, what=row.name, type=row.kind))
    return made


def _named(sought: Sequence[Sought]) -> sa.Select[Any]:
    """The identities with a name that has all words, or in which they are parts of words."""
    ids = select(t.aliases.c.identity)
    for word in sought:
        keys = [key for key in map(plain_name, word.whole) if key]
        shortest = [key for key in keys if not any(other != key and other in key for other in keys)]
        ids = ids.where(or_(*(t.aliases.c.plain.contains(key, autoescape=True) for key in shortest)))
    # a mere description belongs to one report; it is found in that report's sentences
    called = t.mentions.c.is_name == 1
    named = exists().where(
        t.entities.c.identity == t.aliases.c.identity, t.mentions.c.entity == t.entities.c.id, called
    )
    return ids.where(named)


_Sentence = sa.Row[Any]


def _around(connection: Connection, report: str, place: int) -> _Sentence | None:
    """The sentence of a report that has a code point."""
    return connection.execute(_AROUND, {"in_report": report, "place": place}).one_or_none()


_AROUND = (
    select(t.sentences)
    .where(t.sentences.c.report == sa.bindparam("in_report"), t.sentences.c.start <= sa.bindparam("place"))
    .order_by(t.sentences.c.start.desc())
    .limit(1)
)
"""Asked for each hit, and so built once."""


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
