"""Do the rows of a report say what its reading says, and its reading what its text says?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, select

from lagebild.errors import StoreError
from lagebild.reading import (
    OUTLET,
    Event,
    Office,
    Plan,
    Pledge,
    Reading,
    Relation,
    Statement,
    from_json,
    gist_text,
)
from lagebild.record import quotes
from lagebild.record.decisions import GAP, Layer, anchors
from lagebild.record.mending import mended
from lagebild.store import decided, rows
from lagebild.store import tables as t
from lagebild.store.check.fault import REREAD, Fault, FaultKind, fault
from lagebild.timex import interval

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")
_POINTING = {
    "person", "of", "speaker", "source", "place", "from", "to", "announced_by", "about", "by", "mediator",
}  # fmt: skip
"""The columns that name an entity."""
_QUOTED = ("trigger", "quote", "words", "sentence", "start", "end", "text", "cue", "line", "gist")
"""The columns that hold words of the text, or say where they are."""


class _Entry(NamedTuple):
    """A row of an entry, and the layer that it is of."""

    layer: Layer
    id: str | None
    values: Mapping[str, Any]


def report_faults(connection: Connection, report: str) -> Iterator[Fault]:
    """Everything that is wrong with one report."""
    row = connection.execute(select(t.reports).where(t.reports.c.id == report)).one()
    yield from _date_faults(row)
    try:
        reading = from_json(row.reading)
    except ValueError as error:
        yield fault("reading", f"its reading cannot be decoded ({error})", report=report)
        yield from _verbatim_faults(_kept(connection, report, {}), report, row.text)
        return
    if reading.id != report:
        yield fault("reading", f"its reading is of another report, {reading.id!r}", report=report)
        return
    if reading.text != row.text:
        place = next((n for n, (a, b) in enumerate(zip(reading.text, row.text, strict=False)) if a != b), None)
        at = min(len(reading.text), len(row.text)) if place is None else place
        yield fault(
            "text", f"its text is not the one that was read; they differ from code point {at} on", report=report
        )
    try:
        mends = decided.mends(connection, report)
    except StoreError:  # told among the decisions
        mends = []
    use = mended(reading, mends)
    yield from _quote_faults(reading, row.text)
    yield from _entry_faults(connection, reading)
    yield from _sentence_faults(connection, reading, row.text)
    yield from _entity_faults(connection, use, row.text)
    yield from _row_faults(connection, reading, use, row.text)


def _date_faults(row: Any) -> Iterator[Fault]:
    for field in ("published", "recorded_at"):
        value = getattr(row, field)
        if value is not None and not rows.is_moment(value):
            yield fault("date", f"{field} is {value!r}, which is no date (ISO 8601)", report=row.id)


def _quote_faults(reading: Reading, text: str) -> Iterator[Fault]:
    named = anchors(reading)
    for (layer, place), why in quotes.unquoted(reading, text).items():
        entry = named[layer][place]
        yield fault("quote", f"{layer} »{entry.quote}«: {why}", report=reading.id, entry=entry.id)
    for key, why in quotes.unmentioned(reading, text).items():
        yield fault("quote", f"entity {key}: {why}", report=reading.id, remedy=REREAD)


def _entry_faults(connection: Connection, reading: Reading) -> Iterator[Fault]:
    read = {anchor.id: layer for layer, found in anchors(reading).items() for anchor in found}
    query = select(t.entries.c.id, t.entries.c.layer).where(t.entries.c.report == reading.id)
    kept = {row.id: row.layer for row in connection.execute(query)}
    for entry in sorted(kept.keys() - read.keys()):
        yield fault("orphan", f"there is no {kept[entry]} in its reading", report=reading.id, entry=entry)
    for entry in sorted(read.keys() - kept.keys()):
        yield fault("orphan", f"the {read[entry]} is not among the entries", report=reading.id, entry=entry)
    for entry in sorted(read.keys() & kept.keys()):
        if read[entry] != kept[entry]:
            what = f"its layer is {kept[entry]!r}, but it is read as {read[entry]}"
            yield fault("row", what, report=reading.id, entry=entry)


def _sentence_faults(connection: Connection, reading: Reading, text: str) -> Iterator[Fault]:
    query = select(t.sentences).where(t.sentences.c.report == reading.id).order_by(t.sentences.c.id)
    kept = connection.execute(query).all()
    for row in kept:
        if not _verbatim(row.text, text, row.start, row.end):
            yield fault(
                "sentence", f"sentence {row.number} is not in its text at {row.start}–{row.end}", report=reading.id
            )
    yield from _compared(
        reading.id,
        "sentence",
        [(n, *span) for n, span in enumerate(reading.sentences)],
        [(r.number, r.start, r.end) for r in kept],
    )


def _entity_faults(connection: Connection, use: Reading, text: str) -> Iterator[Fault]:
    entities = connection.execute(select(t.entities).where(t.entities.c.report == use.id)).all()
    keys = {row.id: row.key for row in entities}
    kept = connection.execute(select(t.mentions).where(t.mentions.c.entity.in_(keys)).order_by(t.mentions.c.id)).all()
    for row in kept:
        if not _verbatim(row.text, text, row.start, row.end):
            what = f"the mention »{row.text}« of {keys[row.entity]} is not in the text at {row.start}–{row.end}"
            yield fault("quote", what, report=use.id, remedy=REREAD)
    read = [(e.id, e.kind, e.name) for e in use.entities]
    yield from _compared(use.id, "entity", read, [(r.key, r.kind, r.name) for r in entities])
    said = [(e.id, *span, int(span in e.name_spans)) for e in use.entities for span in e.mentions]
    yield from _compared(use.id, "mention", said, [(keys[r.entity], r.start, r.end, r.is_name) for r in kept])


def _row_faults(connection: Connection, reading: Reading, use: Reading, text: str) -> Iterator[Fault]:
    keys = _keys(connection, t.entities, use.id)
    named = {layer: [anchor.id for anchor in found] for layer, found in anchors(reading).items()}
    kept = list(_kept(connection, use.id, keys))
    yield from _verbatim_faults(kept, use.id, text)
    read_as: tuple[tuple[Layer, list[dict[str, Any]]], ...] = (
        ("office", [_office(use, one) for one in use.offices]),
        ("statement", [_statement(use, one, n) for n, one in enumerate(use.statements)]),
        ("event", [_event(use, one) for one in use.events]),
        ("relation", [_relation(use, one) for one in use.relations]),
        ("plan", [_plan(use, one) for one in use.plans]),
        ("pledge", [_pledge(use, one) for one in use.pledges]),
    )
    for layer, read in read_as:
        yield from _same_rows(
            use.id, layer, dict(zip(named[layer], read, strict=True)), [k for k in kept if k.layer == layer]
        )
    events = {
        row.id: row.key
        for row in connection.execute(select(t.events.c.id, t.events.c.key).where(t.events.c.report == use.id))
    }
    parties = connection.execute(select(t.parties).where(t.parties.c.event.in_(events))).all()
    sides = (("actor", "actors"), ("recipient", "recipients"))
    yield from _compared(
        use.id,
        "party",
        [(e.id, role, key) for e in use.events for role, field in sides for key in getattr(e, field)],
        [(events[r.event], r.role, keys.get(r.entity)) for r in parties],
    )
    figures = connection.execute(select(t.figures).where(t.figures.c.event.in_(events))).all()
    yield from _compared(
        use.id,
        "figure",
        [(e.id, f.kind, f.value, f.bound, f.start, f.end, f.counts_up) for e in use.events for f in e.figures],
        [(events[r.event], r.kind, r.value, r.bound, r.start, r.end, r.counts_up) for r in figures],
    )


def _keys(connection: Connection, table: sa.Table, report: str) -> dict[int, str]:
    """The ids that the reading gives to the entities, or events, in some rows."""
    return {
        row.id: row.key for row in connection.execute(select(table.c.id, table.c.key).where(table.c.report == report))
    }


def _kept(connection: Connection, report: str, keys: Mapping[int, str]) -> Iterator[_Entry]:
    """The rows of the report's entries; entities by the ids that the reading gives them."""
    tables: tuple[tuple[Layer, sa.Table], ...] = (
        ("office", t.offices), ("statement", t.statements), ("event", t.events),
        ("relation", t.relations), ("plan", t.plans), ("pledge", t.pledges),
    )  # fmt: skip
    for layer, table in tables:
        for row in connection.execute(select(table).where(table.c.report == report).order_by(table.c.id)):
            given = row._mapping
            values = {
                n: keys.get(given[n], given[n]) if n in _POINTING and given[n] is not None else given[n] for n in given
            }
            yield _Entry(layer, row.entry, values)


def _verbatim_faults(kept: Iterable[_Entry], report: str, text: str) -> Iterator[Fault]:
    for layer, entry, values in kept:
        for field in ("trigger", "quote", "words"):
            if field in values and not _verbatim(values[field], text, values["start"], values["end"]):
                what = f"{layer}: its {field} »{values[field]}« is not in the text at {values['start']}–{values['end']}"
                yield fault("quote", what, report=report, entry=entry)
        if not values["sentence"] or values["sentence"] not in text:
            yield fault(
                "quote", f"{layer}: its sentence »{values['sentence']}« is not in the text", report=report, entry=entry
            )
        if layer in ("office", "relation", "plan") and not 0 <= values["start"] < values["end"] <= len(text):
            what = f"{layer}: its words at {values['start']}–{values['end']} are not inside the text"
            yield fault("quote", what, report=report, entry=entry)
        for field in ("valid_from", "valid_to"):
            value = values.get(field)
            if value is not None and not (_DATE.match(value) and interval(value)):
                yield fault("date", f"{layer}: {field} is {value!r}, which is no date", report=report, entry=entry)


def _same_rows(
    report: str, layer: str, read: Mapping[str, Mapping[str, Any]], kept: Iterable[_Entry]
) -> Iterator[Fault]:
    often: Counter[str | None] = Counter()
    for _, entry, values in kept:
        often[entry] += 1
        if entry is None or entry not in read:
            yield fault(
                "orphan", f"the {layer} in row {values['id']} is not in its reading", report=report, entry=entry
            )
            continue
        for field, expected in read[entry].items():
            if values[field] != expected:
                kind: FaultKind = "quote" if field in _QUOTED else "row"
                what = f"{layer}: its {field} is {values[field]!r}, but the reading says {expected!r}"
                yield fault(kind, what, report=report, entry=entry)
    for entry in read:
        if often[entry] == 0:
            yield fault("orphan", f"the {layer} of its reading has no row", report=report, entry=entry)
        if often[entry] > 1:
            yield fault("double", f"the {layer} is there {often[entry]} times", report=report, entry=entry)


def _compared(
    report: str, name: str, read: Iterable[tuple[Any, ...]], kept: Iterable[tuple[Any, ...]]
) -> Iterator[Fault]:
    expected, there = Counter(read), Counter(kept)
    for values in sorted(expected - there, key=repr):
        yield fault("orphan", f"the {name} {_shown(values)} of its reading has no row", report=report)
    for values in sorted(there - expected, key=repr):
        if values in expected:
            yield fault("double", f"the {name} {_shown(values)} is there {there[values]} times", report=report)
        else:
            yield fault("orphan", f"the {name} {_shown(values)} is not in its reading", report=report)


def _shown(values: tuple[Any, ...]) -> str:
    return " ".join(str(value) for value in values)


def _verbatim(quote: str, text: str, start: int, end: int) -> bool:
    """True if a quote, with `…` where the text interrupts it, is what the text says between two code points."""
    if not quote or not 0 <= start < end <= len(text):
        return False
    said, at = text[start:end], 0
    if quote == said:
        return True
    pieces = quote.split(GAP)
    if not said.startswith(pieces[0]) or not said.endswith(pieces[-1]):
        return False
    for piece in pieces:
        at = said.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return len(pieces) > 1


def _office(_reading: Reading, office: Office) -> dict[str, Any]:
    return {
        "person": office.person, "title": office.title, "of": office.of, "status": office.status,
        "valid_from": office.since, "valid_to": office.until, "start": office.start, "end": office.end,
    }  # fmt: skip


def _statement(reading: Reading, said: Statement, number: int) -> dict[str, Any]:
    return {
        "number": number, "type": said.type, "medium": said.medium, "speaker": said.speaker,
        "cue": GAP.join(span.of(reading.text) for span in said.cue_spans) or None,
        "start": said.quote_spans[0].start, "end": said.quote_spans[-1].end,
    }  # fmt: skip


def _event(reading: Reading, event: Event) -> dict[str, Any]:
    first, last = interval(event.time) or (None, None)
    return {
        "key": event.id, "type": event.type, "mode": event.mode, "status": event.status, "place": event.place,
        "voice": "outlet" if event.source == OUTLET else "hearsay" if event.source is None else "entity",
        "source": None if event.source == OUTLET else event.source, "time": event.time, "valid_from": first,
        "valid_to": last, "trigger": GAP.join(span.of(reading.text) for span in event.trigger),
        "sentence": event.sentence.of(reading.text), "start": event.trigger[0].start, "end": event.trigger[-1].end,
        "line": gist_text(reading, event), "gist": [list(span) for span in event.gist],
    }  # fmt: skip


def _relation(reading: Reading, tie: Relation) -> dict[str, Any]:
    return {
        "kind": tie.kind, "from": tie.source_entity, "to": tie.target_entity, "status": tie.status,
        "valid_from": tie.since, "valid_to": tie.until, "voice": rows.voice(tie.source),
        "source": None if tie.source == OUTLET else tie.source, "sentence": rows.sentence(reading, tie.start),
        "start": tie.start, "end": tie.end,
    }  # fmt: skip


def _plan(reading: Reading, plan: Plan) -> dict[str, Any]:
    return {
        "name": plan.name, "of": plan.of, "announced_by": plan.announced_by, "about": plan.about, "phases": list(plan.phases),
        "time": plan.time, "sentence": rows.sentence(reading, plan.start), "start": plan.start, "end": plan.end,
    }  # fmt: skip


def _pledge(reading: Reading, pledge: Pledge) -> dict[str, Any]:
    return {
        "kind": pledge.kind, "by": pledge.by, "to": pledge.to, "mediator": pledge.mediator, "time": pledge.time,
        "outcome": pledge.outcome, "words": reading.text[pledge.start : pledge.end],
        "sentence": rows.sentence(reading, pledge.start), "start": pledge.start,
        "end": pledge.end,
    }  # fmt: skip
