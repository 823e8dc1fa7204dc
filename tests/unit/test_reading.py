"""Readings go to JSON and back, and the published schema describes them."""

import json

import jsonschema
import msgspec
import pytest

from lagebild.document import Document, Span
from lagebild.reading import (
    Entity,
    Event,
    Figure,
    Mentions,
    Office,
    Reading,
    Relation,
    Statement,
    Time,
    from_json,
    gist_text,
    schema,
    to_json,
)  # fmt: skip

TEXT = "Ministerin Ada Brunn sagte am Montag, zwei Menschen seien getötet worden."


@pytest.fixture
def reading() -> Reading:
    blank = Reading.blank(Document(id="r1", text=TEXT, published="2021-05-04", outlet="Blatt"), (Span(0, len(TEXT)),))
    return msgspec.structs.replace(
        blank,
        times=(Time(start=30, end=36, type="DATE", value="2021-05-03", begin="2021-05-03", end_date="2021-05-03"),),
        entities=(Entity(id="e1", kind="person", name="Ada Brunn", mentions=(Span(11, 20),), name_spans=(Span(11, 20),)),),
        offices=(Office(person="e1", title="Ministerin", of=None, status="holds", start=0, end=20),),
        statements=(Statement(type="indirect", medium="speech", speaker="e1", quote_spans=(Span(38, 72),)),),
        events=(
            Event(
                id="v1", type="ASSAULT", trigger=(Span(58, 65),), status="happened", source="e1",
                figures=(Figure(kind="killed", value=2, bound="exact", start=38, end=51),), sentence=Span(0, len(TEXT)),
            ),
        ),
        relations=(Relation(kind="party", source_entity="e1", target_entity="e1", status="holds", start=0, end=5),),
    )  # fmt: skip


def test_json_round_trip(reading: Reading) -> None:
    assert from_json(to_json(reading)) == reading


def test_fields_are_named_as_the_contract_names_them(reading: Reading) -> None:
    line = json.loads(to_json(reading))
    assert set(line["offices"][0]) == {
        "person", "title", "of", "status", "from", "to", "end_cause", "start", "end", "because", "sure",
    }  # fmt: skip
    assert {"from", "to", "since", "until", "source"} <= set(line["relations"][0])
    assert line["events"][0]["trigger"] == [[58, 65]]
    assert line["sentences"] == [[0, len(TEXT)]]


def test_the_schema_takes_a_reading_and_refuses_an_unknown_type(reading: Reading) -> None:
    line = json.loads(to_json(reading))
    jsonschema.validate(line, schema())
    line["events"][0]["type"] = "GOSSIP"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(line, schema())


def test_the_shortest_mention_wins(reading: Reading) -> None:
    wide = Entity(id="e2", kind="group", name="alle", mentions=(Span(0, 20),))
    mentions = Mentions(msgspec.structs.replace(reading, entities=(*reading.entities, wide)))
    assert mentions.over(Span(15, 20)) == "e1"
    assert mentions.over(Span(0, 10)) == "e2"
    assert mentions.over(Span(30, 36)) is None


def test_a_line_shows_where_words_were_cut(reading: Reading) -> None:
    text = "Am Montag, sagte sie, wurden zwei (2) „Männer“ getötet."
    pieces = ("Am Montag", "wurden zwei", "Männer", "getötet")
    spans = tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces)
    event = msgspec.structs.replace(reading.events[0], gist=spans)
    assert gist_text(msgspec.structs.replace(reading, text=text), event) == "Am Montag … wurden zwei Männer getötet"
    assert gist_text(reading, reading.events[0]) == ""
