"""What two readings say differently: changes are changes, and neither losses nor gains."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from lagebild.document import Span
from lagebild.reading import Entity, Event, Office, Statement, Time
from lagebild.record.diff import LayerCount, counted, differences

from .test_mending import ARREST, READING, TEXT, spot

MONDAY = Time(start=26, end=35, type="DATE", value="2021-03-08", begin="2021-03-08", end_date="2021-03-08")
OLD = msgspec.structs.replace(READING, times=(MONDAY,))


def told(**layers: Any) -> list[tuple[Any, ...]]:
    found = differences(OLD, msgspec.structs.replace(OLD, **layers))
    return [(d.layer, d.kind, d.field, d.old, d.new, d.quote.of(TEXT)) for d in found]


def changed(event: Event, **fields: Any) -> Event:
    return msgspec.structs.replace(event, **fields)


def test_equal_readings_do_not_differ_whoever_read_them() -> None:
    assert told() == []
    assert told(events=tuple(changed(e, id=f"w{e.id}", because={"type": "x"}) for e in OLD.events)) == []


def test_a_changed_field_is_named() -> None:
    again = changed(OLD.events[0], status="denied", actors=(), time=None)
    assert told(events=(again, OLD.events[1])) == [
        ("event", "changed", "actors", "Ada Brunn", None, "festnehmen"),
        ("event", "changed", "status", "happened", "denied", "festnehmen"),
        ("event", "changed", "time", "2021-03-08", None, "festnehmen"),
    ]


def test_of_two_entries_at_the_same_words_each_finds_its_own() -> None:
    # the reader now takes the second one for something else, and tells them in another order
    other = changed(OLD.events[1], type="REJECT")
    assert told(events=(other, OLD.events[0])) == [("event", "changed", "type", "ACCUSE", "REJECT", "festnehmen")]


def test_entries_are_added_and_dropped() -> None:
    said = Event(
        id="v3", type="CONSULT", trigger=(spot("sagte"),), status="happened", source="outlet", sentence=Span(69, 92)
    )
    assert told(events=(*OLD.events, said)) == [
        ("event", "added", None, None, "type CONSULT, status happened, source outlet", "sagte"),
    ]
    assert told(statements=()) == [
        ("statement", "dropped", None, "speaker Ada Brunn, type direct, medium speech", None, "„Ich gehe“"),
    ]


def test_more_or_fewer_words_of_one_claim_are_a_change() -> None:
    office = msgspec.structs.replace(OLD.offices[0], start=11)
    assert told(offices=(office,)) == [
        ("office", "changed", "quote", "Ministerin Ada Brunn", "Ada Brunn", "Ada Brunn"),
    ]
    # another claim at other words is another entry
    office = msgspec.structs.replace(OLD.offices[0], start=11, status="former")
    assert [d[:2] for d in told(offices=(office,))] == [("office", "dropped"), ("office", "added")]


def test_times_and_entities_are_compared_too() -> None:
    assert told(times=(msgspec.structs.replace(MONDAY, value="2021-03-01"),)) == [
        ("time", "changed", "value", "2021-03-08", "2021-03-01", "am Montag"),
    ]
    halve = msgspec.structs.replace(OLD.entities[1], kind="organisation")
    assert told(entities=(OLD.entities[0], halve)) == [
        ("entity", "changed", "kind", "place", "organisation", "Halve"),
    ]


def test_it_is_counted_by_layer_and_field() -> None:
    again = tuple(changed(e, status="denied") for e in OLD.events)
    found = differences(OLD, msgspec.structs.replace(OLD, events=again, statements=(), times=()))
    assert counted(found) == {
        "event": LayerCount(changed={"status": 2}), "statement": LayerCount(dropped=1), "time": LayerCount(dropped=1),
    }  # fmt: skip


def test_two_texts_are_not_compared() -> None:
    with pytest.raises(ValueError, match="two texts"):
        differences(OLD, msgspec.structs.replace(OLD, text=TEXT + " "))


def test_what_was_added_one_way_is_dropped_the_other() -> None:
    new = msgspec.structs.replace(
        OLD,
        events=(changed(ARREST, status="denied"),),
        entities=(*OLD.entities, Entity(id="e3", kind="group", name="drei Männer", mentions=(spot("drei Männer"),))),
        offices=(Office(person="e1", title="Chefin", of="e2", status="holds", start=0, end=20),),
        statements=(
            *OLD.statements,
            Statement(type="direct", medium="speech", speaker=None, quote_spans=(spot("gehe"),)),
        ),
    )
    forth, back = differences(OLD, new), differences(new, OLD)
    swapped = {"added": "dropped", "dropped": "added", "changed": "changed"}
    assert sorted((d.layer, d.kind, d.field or "", d.old or "", d.new or "") for d in forth) == sorted(
        (d.layer, swapped[d.kind], d.field or "", d.new or "", d.old or "") for d in back
    )
    assert {d.kind for d in forth} == {"added", "dropped", "changed"}
