"""A reading as rows: puts what a report says into the tables."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, delete, select, update

from lagebild import reading as readings
from lagebild.reading import OUTLET, Reading
from lagebild.record.address import address
from lagebild.record.decisions import LAYERS, Layer, anchors
from lagebild.record.quotes import unquoted
from lagebild.store import decided
from lagebild.store import tables as t
from lagebild.store.some import insert_all, some
from lagebild.timex import interval
from lagebild.wordforms import search_text


def now() -> str:
    """This moment (UTC), precise enough to tell what came first."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")


def is_moment(value: str) -> bool:
    """True if a text is a date or a date-time (ISO 8601)."""
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def reader_line(reader: readings.Reader) -> str:
    """A reader as a line for `reports.reader`; two lines differ if the readers may read a text differently."""
    return f"{reader.version} {reader.lexicon} {reader.model}"


def insert_reports(connection: Connection, given: Sequence[Reading]) -> None:
    """Put new reports on record, with all that their readings say; as many statements for many as for one."""
    insert_all(connection, t.reports, ({"id": one.id, **version_row(one)} for one in given))
    insert_findings(connection, given)


def replace_readings(connection: Connection, given: Sequence[Reading]) -> dict[str, bool]:
    """Replace the readings of reports on record; says of each by its id if the new one says anything else."""
    kept = {
        row.id: row.reading
        for several in some({one.id for one in given})
        for row in connection.execute(select(t.reports.c.id, t.reports.c.reading).where(t.reports.c.id.in_(several)))
    }
    _replace(connection, given, [_read(one) for one in given])
    return {one.id: _said(kept.get(one.id) or "{}") != _said(readings.to_json(one)) for one in given}


def replace_version(connection: Connection, reading: Reading, *, number: int, given_id: str | None) -> None:
    """Replace the version of a report on record that counts: its text, what is known about it, its reading."""
    _replace(connection, [reading], [{**version_row(reading), "version": number, "given_id": given_id}])


def version_row(reading: Reading) -> dict[str, Any]:
    """What `reports` and `versions` have of a version, recorded now; its number and the id it came with excepted."""
    row = _row(t.reports, reading, address=address(reading.url), recorded_at=now(), **_read(reading))
    return {name: value for name, value in row.items() if name in t.versions.c}


def _replace(connection: Connection, given: Sequence[Reading], values: Sequence[Mapping[str, Any]]) -> None:
    for several in some({one.id for one in given}):
        for table in (
            *(t.offices, t.statements, t.events, t.relations, t.plans, t.pledges),
            *(t.entities, t.sentences, t.entries),
        ):
            connection.execute(delete(table).where(table.c.report.in_(several)))
    new = [{**row, "report_id": one.id} for one, row in zip(given, values, strict=True)]
    connection.execute(update(t.reports).where(t.reports.c.id == sa.bindparam("report_id")), new)
    insert_findings(connection, given)


def _said(reading: bytes | str) -> dict[str, Any]:
    """What a reading says, whoever read it; nothing if it is damaged."""
    try:
        said: dict[str, Any] = msgspec.json.decode(reading, type=dict[str, Any])
    except ValueError:
        return {}
    said.pop("reader", None)
    return said


def _read(reading: Reading) -> dict[str, Any]:
    return {"reading": readings.to_json(reading).decode(), "reader": reader_line(reading.reader)}


def _row(table: sa.Table, finding: msgspec.Struct, **made: Any) -> dict[str, Any]:
    """A row of a table: each column gets the field of its name, unless it is given.

    Only `id` is never taken from a finding, because a finding's id is the reading's own.
    """
    fields = {f for f in finding.__struct_fields__ if f in table.c and f != "id"}
    return {**{f: getattr(finding, f) for f in fields}, **made}


class _Told(NamedTuple):
    """A reading with the fields that editors have set, the ids of its entries by layer, and the rows of its entities."""

    reading: Reading
    entries: Mapping[Layer, list[str]]
    keys: dict[str | None, int]


def insert_findings(connection: Connection, given: Sequence[Reading]) -> None:
    """Put all that some readings say on record; their reports are there, and nothing of what they say."""
    entries = _insert_entries(connection, given)  # named after what was read, whatever an editor mends
    used = decided.used_all(connection, given)
    told = [_Told(one, named, {}) for one, named in zip(used, entries, strict=True)]
    insert_all(connection, t.sentences, (row for one in told for row in _sentences(one.reading)))
    _insert_entities(connection, told)
    _insert_events(connection, told)
    for table, rows in _LAYERS:
        insert_all(connection, table, (row for one in told for row in rows(one)))


def _insert_entries(connection: Connection, given: Sequence[Reading]) -> list[dict[Layer, list[str]]]:
    """Put the entries of readings on record; returns the ids of each by layer, in order."""
    named: list[dict[Layer, list[str]]] = []
    rows: list[dict[str, Any]] = []
    for reading in given:
        ids = {layer: [anchor.id for anchor in found] for layer, found in anchors(reading).items()}
        why = unquoted(reading)
        rows += (
            {"id": entry, "report": reading.id, "layer": layer, "withheld": why.get((layer, place))}
            for layer in LAYERS
            for place, entry in enumerate(ids[layer])
        )
        named.append(ids)
    insert_all(connection, t.entries, rows)
    return named


def _sentences(reading: Reading) -> Iterator[dict[str, Any]]:
    for number, span in enumerate(reading.sentences):
        text = span.of(reading.text)
        yield {
            "report": reading.id,
            "number": number,
            "start": span.start,
            "end": span.end,
            "text": text,
            "lemmas": search_text(text),
        }


def _insert_entities(connection: Connection, told: Sequence[_Told]) -> None:
    """Put the entities on record with their mentions, and note their rows."""
    rows = (
        _row(t.entities, entity, report=one.reading.id, key=entity.id)
        for one in told
        for entity in one.reading.entities
    )
    insert_all(connection, t.entities, rows)
    numbered = _numbered(connection, t.entities, told)
    for one in told:
        one.keys.update((entity.id, numbered[one.reading.id, entity.id]) for entity in one.reading.entities)
    mentions = (
        {
            "entity": one.keys[entity.id],
            "start": span.start,
            "end": span.end,
            "text": span.of(one.reading.text),
            "is_name": int(span in names),
        }
        for one in told
        for entity in one.reading.entities
        for names in [set(entity.name_spans)]
        for span in entity.mentions
    )
    insert_all(connection, t.mentions, mentions)


def _numbered(connection: Connection, table: sa.Table, told: Sequence[_Told]) -> dict[tuple[str, str], int]:
    """The numbers that the rows just inserted were given, by report and by the reading's own id of each."""
    query = select(table.c.report, table.c.key, table.c.id)
    return {
        (row.report, row.key): row.id
        for several in some({one.reading.id for one in told})
        for row in connection.execute(query.where(table.c.report.in_(several)))
    }


def _offices(told: _Told) -> Iterator[dict[str, Any]]:
    reading, keys = told.reading, told.keys
    for office, entry in zip(reading.offices, told.entries["office"], strict=True):
        yield _row(
            t.offices,
            office,
            report=reading.id,
            person=keys[office.person],
            of=keys.get(office.of),
            valid_from=office.since,
            valid_to=office.until,
            sentence=sentence(reading, office.start),
            entry=entry,
        )


def _statements(told: _Told) -> Iterator[dict[str, Any]]:
    reading = told.reading
    for number, (said, entry) in enumerate(zip(reading.statements, told.entries["statement"], strict=True)):
        quote = _words(reading, said.quote_spans)
        yield _row(
            t.statements,
            said,
            report=reading.id,
            number=number,
            speaker=told.keys.get(said.speaker),
            cue=_words(reading, said.cue_spans) or None,
            quote=quote,
            start=said.quote_spans[0].start,
            end=said.quote_spans[-1].end,
            sentence=sentence(reading, said.quote_spans[0].start),
            lemmas=search_text(quote),
            entry=entry,
        )


def _insert_events(connection: Connection, told: Sequence[_Told]) -> None:
    """Put the events on record with who has a part in them and their figures."""
    insert_all(connection, t.events, (row for one in told for row in _events(one)))
    numbered = _numbered(connection, t.events, told)
    found = [(one, event, numbered[one.reading.id, event.id]) for one in told for event in one.reading.events]
    parties = (
        {"event": key, "role": role, "entity": one.keys[member]}
        for one, event, key in found
        for role, members in (("actor", event.actors), ("recipient", event.recipients))
        for member in members
    )
    insert_all(connection, t.parties, parties)
    figures = (_row(t.figures, figure, event=key) for _, event, key in found for figure in event.figures)
    insert_all(connection, t.figures, figures)


def _events(told: _Told) -> Iterator[dict[str, Any]]:
    reading, keys = told.reading, told.keys
    for event, entry in zip(reading.events, told.entries["event"], strict=True):
        valid_from, valid_to = interval(event.time) or (None, None)
        yield _row(
            t.events,
            event,
            report=reading.id,
            key=event.id,
            trigger=_words(reading, event.trigger),
            line=readings.gist_text(reading, event),
            voice=voice(event.source),
            source=keys.get(event.source),
            place=keys.get(event.place),
            valid_from=valid_from,
            valid_to=valid_to,
            start=event.trigger[0].start,
            end=event.trigger[-1].end,
            sentence=event.sentence.of(reading.text),
            entry=entry,
        )


def _relations(told: _Told) -> Iterator[dict[str, Any]]:
    reading, keys = told.reading, told.keys
    for tie, entry in zip(reading.relations, told.entries["relation"], strict=True):
        yield _row(
            t.relations,
            tie,
            report=reading.id,
            **{"from": keys[tie.source_entity], "to": keys[tie.target_entity]},
            valid_from=tie.since,
            valid_to=tie.until,
            voice=voice(tie.source),
            source=keys.get(tie.source),
            sentence=sentence(reading, tie.start),
            entry=entry,
        )


def _plans(told: _Told) -> Iterator[dict[str, Any]]:
    reading = told.reading
    for plan, entry in zip(reading.plans, told.entries["plan"], strict=True):
        yield _row(
            t.plans,
            plan,
            report=reading.id,
            sentence=sentence(reading, plan.start),
            entry=entry,
            **{field: told.keys.get(getattr(plan, field)) for field in ("of", "announced_by", "about")},
        )


def _pledges(told: _Told) -> Iterator[dict[str, Any]]:
    reading = told.reading
    for pledge, entry in zip(reading.pledges, told.entries["pledge"], strict=True):
        yield _row(
            t.pledges,
            pledge,
            report=reading.id,
            words=reading.text[pledge.start : pledge.end],
            sentence=sentence(reading, pledge.start),
            entry=entry,
            **{field: told.keys.get(getattr(pledge, field)) for field in ("by", "to", "mediator")},
        )


_LAYERS: Sequence[tuple[sa.Table, Callable[[_Told], Iterator[dict[str, Any]]]]] = (
    (t.offices, _offices),
    (t.statements, _statements),
    (t.relations, _relations),
    (t.plans, _plans),
    (t.pledges, _pledges),
)


def voice(source: str | None) -> str:
    """Whose word the source of a finding is: `outlet`, `entity` or `hearsay`."""
    return "outlet" if source == OUTLET else "hearsay" if source is None else "entity"


def _words(reading: Reading, spans: readings.Spans) -> str:
    return " … ".join(span.of(reading.text) for span in spans)


def sentence(reading: Reading, offset: int) -> str:
    """The sentence around an offset; the whole line if there is no sentence."""
    number = bisect_right(reading.sentences, offset, key=lambda span: span.start) - 1
    if number >= 0 and offset < reading.sentences[number].end:
        return reading.sentences[number].of(reading.text)
    start = reading.text.rfind("\n", 0, offset) + 1
    return reading.text[start:].partition("\n")[0]
