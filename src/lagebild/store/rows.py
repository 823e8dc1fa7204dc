"""A reading as rows: puts what a report says into the tables."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, delete, insert, select, update

from lagebild import reading as readings
from lagebild.reading import OUTLET, Reading
from lagebild.record.address import address
from lagebild.record.decisions import LAYERS, Layer, anchors
from lagebild.record.quotes import unquoted
from lagebild.store import decided
from lagebild.store import tables as t
from lagebild.timex import interval
from lagebild.wordforms import search_text

_Keys = Mapping[str | None, int]
"""The row of each entity, by the id that the reading gives it."""


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


def insert_report(connection: Connection, reading: Reading) -> None:
    """Put a new report on record, with all that its reading says."""
    connection.execute(insert(t.reports).values(id=reading.id, **version_row(reading)))
    insert_findings(connection, reading)


def replace_reading(connection: Connection, reading: Reading) -> bool:
    """Replace the reading of a report on record; returns True if the new one says anything else."""
    kept = connection.scalar(select(t.reports.c.reading).where(t.reports.c.id == reading.id))
    _replace(connection, reading, _read(reading))
    return _said(kept or "{}") != _said(readings.to_json(reading))


def replace_version(connection: Connection, reading: Reading, *, number: int, given_id: str | None) -> None:
    """Replace the version of a report on record that counts: its text, what is known about it, its reading."""
    _replace(connection, reading, {**version_row(reading), "version": number, "given_id": given_id})


def version_row(reading: Reading) -> dict[str, Any]:
    """What `reports` and `versions` have of a version, recorded now; its number and the id it came with excepted."""
    row = _row(t.reports, reading, address=address(reading.url), recorded_at=now(), **_read(reading))
    return {name: value for name, value in row.items() if name in t.versions.c}


def _replace(connection: Connection, reading: Reading, row: Mapping[str, Any]) -> None:
    for table in (
        *(t.offices, t.statements, t.events, t.relations, t.plans, t.pledges),
        *(t.entities, t.sentences, t.entries),
    ):
        connection.execute(delete(table).where(table.c.report == reading.id))
    connection.execute(update(t.reports).where(t.reports.c.id == reading.id).values(**row))
    insert_findings(connection, reading)


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


def insert_findings(connection: Connection, reading: Reading) -> None:
    """Put all that a reading says on record; its report is there, and nothing of what it says."""
    entries = _insert_entries(connection, reading)  # named after what was read, whatever an editor mends
    reading = decided.used(connection, reading)
    _insert_sentences(connection, reading)
    keys = _insert_entities(connection, reading)
    _insert_offices(connection, reading, keys, entries["office"])
    _insert_statements(connection, reading, keys, entries["statement"])
    for event, entry in zip(reading.events, entries["event"], strict=True):
        _insert_event(connection, reading, event, keys, entry)
    _insert_relations(connection, reading, keys, entries["relation"])
    _insert_plans(connection, reading, keys, entries["plan"], entries["pledge"])


def _insert_entries(connection: Connection, reading: Reading) -> dict[Layer, list[str]]:
    """Put the entries of a reading on record; returns their ids by layer, in order."""
    named = {layer: [anchor.id for anchor in found] for layer, found in anchors(reading).items()}
    why = unquoted(reading)
    rows = (
        {"id": entry, "report": reading.id, "layer": layer, "withheld": why.get((layer, place))}
        for layer in LAYERS
        for place, entry in enumerate(named[layer])
    )
    _insert_all(connection, t.entries, rows)
    return named


def _insert_sentences(connection: Connection, reading: Reading) -> None:
    texts = [span.of(reading.text) for span in reading.sentences]
    rows = (
        {
            "report": reading.id,
            "number": number,
            "start": span.start,
            "end": span.end,
            "text": text,
            "lemmas": search_text(text),
        }
        for number, (span, text) in enumerate(zip(reading.sentences, texts, strict=True))
    )
    _insert_all(connection, t.sentences, rows)


def _insert_entities(connection: Connection, reading: Reading) -> _Keys:
    keys: dict[str | None, int] = {}
    for entity in reading.entities:
        keys[entity.id] = _insert(connection, t.entities, _row(t.entities, entity, report=reading.id, key=entity.id))
    mentions = (
        {
            "entity": keys[entity.id],
            "start": span.start,
            "end": span.end,
            "text": span.of(reading.text),
            "is_name": int(span in names),
        }
        for entity in reading.entities
        for names in [set(entity.name_spans)]
        for span in entity.mentions
    )
    _insert_all(connection, t.mentions, mentions)
    return keys


def _insert_offices(connection: Connection, reading: Reading, keys: _Keys, entries: Iterable[str]) -> None:
    rows = (
        _row(
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
        for office, entry in zip(reading.offices, entries, strict=True)
    )
    _insert_all(connection, t.offices, rows)


def _insert_statements(connection: Connection, reading: Reading, keys: _Keys, entries: Iterable[str]) -> None:
    rows = (
        _row(
            t.statements,
            said,
            report=reading.id,
            number=number,
            speaker=keys.get(said.speaker),
            cue=_words(reading, said.cue_spans) or None,
            quote=(quote := _words(reading, said.quote_spans)),
            start=said.quote_spans[0].start,
            end=said.quote_spans[-1].end,
            sentence=sentence(reading, said.quote_spans[0].start),
            lemmas=search_text(quote),
            entry=entry,
        )
        for number, (said, entry) in enumerate(zip(reading.statements, entries, strict=True))
    )
    _insert_all(connection, t.statements, rows)


def _insert_event(connection: Connection, reading: Reading, event: readings.Event, keys: _Keys, entry: str) -> None:
    valid_from, valid_to = interval(event.time) or (None, None)
    row = _row(
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
    key = _insert(connection, t.events, row)
    sides = (("actor", event.actors), ("recipient", event.recipients))
    parties = ({"event": key, "role": role, "entity": keys[one]} for role, members in sides for one in members)
    _insert_all(connection, t.parties, parties)
    _insert_all(connection, t.figures, (_row(t.figures, figure, event=key) for figure in event.figures))


def _insert_relations(connection: Connection, reading: Reading, keys: _Keys, entries: Iterable[str]) -> None:
    rows = (
        _row(
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
        for tie, entry in zip(reading.relations, entries, strict=True)
    )
    _insert_all(connection, t.relations, rows)


def _insert_plans(
    connection: Connection, reading: Reading, keys: _Keys, plan_entries: Iterable[str], pledge_entries: Iterable[str]
) -> None:
    plans = (
        _row(
            t.plans,
            plan,
            report=reading.id,
            sentence=sentence(reading, plan.start),
            entry=entry,
            **{field: keys.get(getattr(plan, field)) for field in ("of", "announced_by", "about")},
        )
        for plan, entry in zip(reading.plans, plan_entries, strict=True)
    )
    _insert_all(connection, t.plans, plans)
    pledges = (
        _row(
            t.pledges,
            pledge,
            report=reading.id,
            words=reading.text[pledge.start : pledge.end],
            sentence=sentence(reading, pledge.start),
            entry=entry,
            **{field: keys.get(getattr(pledge, field)) for field in ("by", "to", "mediator")},
        )
        for pledge, entry in zip(reading.pledges, pledge_entries, strict=True)
    )
    _insert_all(connection, t.pledges, pledges)


def voice(source: str | None) -> str:
    """Whose word the source of a finding is: `outlet`, `entity` or `hearsay`."""
    return "outlet" if source == OUTLET else "hearsay" if source is None else "entity"


def _insert(connection: Connection, table: sa.Table, row: Mapping[str, Any]) -> int:
    """Insert one row into a table; returns its `id`."""
    made = connection.execute(insert(table).values(row)).inserted_primary_key
    if made is None:
        raise TypeError(f"{table.name} gives its rows no key")
    key: int = made[0]
    return key


def _insert_all(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    if values := list(rows):
        connection.execute(insert(table), values)


def _words(reading: Reading, spans: readings.Spans) -> str:
    return " … ".join(span.of(reading.text) for span in spans)


def sentence(reading: Reading, offset: int) -> str:
    """The sentence around an offset; the whole line if there is no sentence."""
    number = bisect_right(reading.sentences, offset, key=lambda span: span.start) - 1
    if number >= 0 and offset < reading.sentences[number].end:
        return reading.sentences[number].of(reading.text)
    start = reading.text.rfind("\n", 0, offset) + 1
    return reading.text[start:].partition("\n")[0]
