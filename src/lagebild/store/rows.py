"""A reading as rows: how what a report says is put into the tables, taken out again, and given names to be judged by."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, delete, insert, select, update

from lagebild import reading as readings
from lagebild.reading import OUTLET, Reading
from lagebild.record.decisions import LAYERS, Layer, anchors
from lagebild.store import tables as t
from lagebild.timex import interval

Lemmatise = Callable[[str], str]
"""What the full-text index holds of a piece of text."""


def now() -> str:
    """This moment (UTC), fine enough to tell what came first."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")


def reader_line(reader: readings.Reader) -> str:
    """A reader as the column `reports.reader` has it: two lines differ if the two may read one text differently."""
    return f"{reader.version} {reader.lexicon} {reader.model}"


def insert_report(connection: Connection, reading: Reading, *, lemmatise: Lemmatise, at: str) -> None:
    """Put a report that is not on record there, with all its reading says; `at` is now (UTC)."""
    connection.execute(
        insert(t.reports).values(
            id=reading.id,
            outlet=reading.outlet,
            published=reading.published,
            title=reading.title,
            url=reading.url,
            language=reading.language,
            text=reading.text,
            added=at,
            **_read(reading),
        )
    )
    _insert_findings(connection, reading, lemmatise)


def replace_reading(connection: Connection, reading: Reading, *, lemmatise: Lemmatise) -> bool:
    """Put another reading of a report on record in place of the one that is there; whether it says anything else."""
    kept = connection.scalar(select(t.reports.c.reading).where(t.reports.c.id == reading.id))
    for table in (t.offices, t.statements, t.events, t.entities, t.sentences, t.entries):
        connection.execute(delete(table).where(table.c.report == reading.id))
    connection.execute(update(t.reports).where(t.reports.c.id == reading.id).values(**_read(reading)))
    _insert_findings(connection, reading, lemmatise)
    return _said(kept or "{}") != _said(readings.to_json(reading))


def name_entries(connection: Connection, report: str) -> None:
    """Give the entries of a report that came before entries had names theirs."""
    kept = connection.scalar(select(t.reports.c.reading).where(t.reports.c.id == report))
    reading = readings.from_json(kept or "")
    named = _insert_entries(connection, reading)
    rows: dict[Layer, tuple[sa.Table, sa.Select[tuple[int]]]] = {
        "office": (t.offices, select(t.offices.c.id).where(t.offices.c.report == report).order_by(t.offices.c.id)),
        "statement": (
            t.statements,
            select(t.statements.c.id).where(t.statements.c.report == report).order_by(t.statements.c.number),
        ),
        "event": (t.events, select(t.events.c.id).where(t.events.c.report == report).order_by(t.events.c.id)),
    }
    for layer, (table, query) in rows.items():
        for row, entry in zip(connection.scalars(query).all(), named[layer], strict=True):
            connection.execute(update(table).where(table.c.id == row).values(entry=entry))


def _said(reading: bytes | str) -> dict[str, Any]:
    """What a reading says, whoever read it."""
    said: dict[str, Any] = msgspec.json.decode(reading)
    said.pop("reader", None)
    return said


def _read(reading: Reading) -> dict[str, Any]:
    return {"reading": readings.to_json(reading).decode(), "reader": reader_line(reading.reader)}


def _insert_entries(connection: Connection, reading: Reading) -> dict[Layer, list[str]]:
    """The names of a reading's entries by layer, in order; they are put on record."""
    named = {layer: [anchor.id for anchor in found] for layer, found in anchors(reading).items()}
    _many(
        connection,
        t.entries,
        ({"id": entry, "report": reading.id, "layer": layer} for layer in LAYERS for entry in named[layer]),
    )
    return named


def _insert_findings(connection: Connection, reading: Reading, lemmatise: Lemmatise) -> None:
    report, text = reading.id, reading.text
    named = _insert_entries(connection, reading)
    _many(
        connection,
        t.sentences,
        (
            {
                "report": report,
                "number": n,
                "start": s.start,
                "end": s.end,
                "text": s.of(text),
                "lemmas": lemmatise(s.of(text)),
            }
            for n, s in enumerate(reading.sentences)
        ),
    )
    ids = {}
    for entity in reading.entities:
        key = connection.execute(
            insert(t.entities).values(report=report, key=entity.id, kind=entity.kind, name=entity.name)
        ).inserted_primary_key
        ids[entity.id] = key[0] if key else None
        names = set(entity.name_spans)
        _many(
            connection,
            t.mentions,
            (
                {
                    "entity": ids[entity.id],
                    "start": m.start,
                    "end": m.end,
                    "text": m.of(text),
                    "is_name": int(m in names),
                }
                for m in entity.mentions
            ),
        )
    _many(
        connection,
        t.offices,
        (
            {
                "report": report,
                "person": ids[o.person],
                "title": o.title,
                "of": ids.get(o.of or ""),
                "status": o.status,
                "since": o.since,
                "until": o.until,
                "start": o.start,
                "end": o.end,
                "sentence": _sentence(reading, o.start),
                "entry": entry,
            }
            for o, entry in zip(reading.offices, named["office"], strict=True)
        ),
    )
    _many(
        connection,
        t.statements,
        (
            {
                "report": report,
                "number": n,
                "type": s.type,
                "medium": s.medium,
                "speaker": ids.get(s.speaker or ""),
                "cue": " … ".join(c.of(text) for c in s.cue_spans) or None,
                "quote": (quote := " … ".join(q.of(text) for q in s.quote_spans)),
                "start": s.quote_spans[0].start,
                "end": s.quote_spans[-1].end,
                "sentence": _sentence(reading, s.quote_spans[0].start),
                "lemmas": lemmatise(quote),
                "entry": named["statement"][n],
            }
            for n, s in enumerate(reading.statements)
        ),
    )
    for event, entry in zip(reading.events, named["event"], strict=True):
        _insert_event(connection, reading, event, ids, entry)


def _insert_event(
    connection: Connection, reading: Reading, event: readings.Event, ids: Mapping[str, Any], entry: str
) -> None:
    begin, finish = interval(event.time) or (None, None)
    voice = "outlet" if event.source == OUTLET else "hearsay" if event.source is None else "entity"
    key = connection.execute(
        insert(t.events).values(
            report=reading.id,
            key=event.id,
            type=event.type,
            mode=event.mode,
            trigger=" … ".join(s.of(reading.text) for s in event.trigger),
            status=event.status,
            voice=voice,
            source=ids.get(event.source or ""),
            place=ids.get(event.place or ""),
            time=event.time,
            begin=begin,
            finish=finish,
            start=event.trigger[0].start,
            end=event.trigger[-1].end,
            sentence=event.sentence.of(reading.text),
            entry=entry,
        )
    ).inserted_primary_key
    row = key[0] if key else None
    _many(
        connection,
        t.parties,
        (
            {"event": row, "role": role, "entity": ids[entity]}
            for role, members in (("actor", event.actors), ("recipient", event.recipients))
            for entity in members
        ),
    )
    _many(
        connection,
        t.figures,
        (
            {"event": row, "kind": f.kind, "value": f.value, "bound": f.bound, "start": f.start, "end": f.end}
            for f in event.figures
        ),
    )


def _many(connection: Connection, table: sa.Table, rows: Iterator[dict[str, Any]]) -> None:
    if values := list(rows):
        connection.execute(insert(table), values)


def _sentence(reading: Reading, offset: int) -> str:
    """The sentence that holds an offset; the whole line where no sentence does."""
    for span in reading.sentences:
        if span.start <= offset < span.end:
            return span.of(reading.text)
    start = reading.text.rfind("\n", 0, offset) + 1
    return reading.text[start:].partition("\n")[0]
