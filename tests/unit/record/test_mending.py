"""Mending: what an editor sets counts, what was read stays, and ids do not move."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from lagebild.document import Span
from lagebild.errors import DecisionError
from lagebild.reading import Entity, EntityKind, Event, Figure, Office, Plan, Pledge, Reading, Relation, Statement
from lagebild.record.decisions import Anchor, Decision, Layer, Retraction, anchors
from lagebild.record.mending import FIELDS, findings, mended, settled, superseded, value_of
from lagebild.record.sighting import sightings_of

TEXT = "Ministerin Ada Brunn ließ am Montag in Halve drei Männer festnehmen. „Ich gehe“, sagte Brunn."


def spot(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


SHORT = Span(TEXT.rindex("Brunn"), TEXT.rindex("Brunn") + 5)
ADA = Entity(
    id="e1", kind="person", name="Ada Brunn", mentions=(spot("Ada Brunn"), SHORT), name_spans=(spot("Ada Brunn"), SHORT)
)
HALVE = Entity(id="e2", kind="place", name="Halve", mentions=(spot("Halve"),), name_spans=(spot("Halve"),))
ARREST = Event(
    id="v1", type="COERCE", mode="arrest", trigger=(spot("festnehmen"),), actors=("e1",), place="e2", time="2021-03-08",
    status="happened", source="outlet", sentence=Span(0, 68), because={"type": "what/row", "mode": "what/row"},
    figures=(Figure(kind="arrested", value=3, bound="exact", start=45, end=56),),
)  # fmt: skip
READING = Reading(
    id="r1", text=TEXT, entities=(ADA, HALVE), events=(ARREST, msgspec.structs.replace(ARREST, id="v2", type="ACCUSE")),
    offices=(Office(person="e1", title="Ministerin", of=None, status="holds", since="2019", start=0, end=20),),
    statements=(Statement(type="direct", medium="speech", speaker="e1", quote_spans=(spot("„Ich gehe“"),)),),
    relations=(Relation(kind="origin", source_entity="e1", target_entity="e2", status="holds", start=11, end=20),),
    plans=(
        Plan(
            name="Stufenplan", of="e1", announced_by=None, about=None, phases=("Ruhe", "Wahlen"), start=0, end=10,
            because={"name": "name/noun", "of": "of/author"}, sure={"name": 0.6, "of": 0.5},
        ),
    ),
    pledges=(Pledge(kind="promise", by="e1", to=None, start=69, end=79),),
)  # fmt: skip

KNOWN: dict[str, tuple[str, EntityKind]] = {"karl demm": ("Karl Demm", "person"), "peru": ("Peru", "state")}


def known(name: str) -> tuple[str, EntityKind] | None:
    return KNOWN.get(name.casefold())


def anchor(layer: Layer, nth: int = 0, reading: Reading = READING) -> Anchor:
    return anchors(reading)[layer][nth]


def mend(field: str, value: str, *, layer: Layer = "event", number: int = 1, back: bool = False) -> Decision:
    return Decision(
        number=number, kind="mend", author="a", recorded_at="2021-01-01", entry=anchor(layer), field=field,
        value=settled(READING, layer, field, value, known), was="",
        retracted=Retraction(author="b", retracted_at="2021-01-02") if back else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "attribute", "expected"),
    [
        ("type", "assault", "type", "ASSAULT"),
        ("status", "Announced", "status", "announced"),
        ("time", "2021-03-06", "time", "2021-03-06"),
        ("time", "2021-W10", "time", "2021-W10"),
        ("time", "none", "time", None),
        ("place", "-", "place", None),
        ("place", "Peru", "place", "editor/1/1"),
        ("actors", "none", "actors", ()),
        ("actors", "brunn", "actors", ("e1",)),
        ("recipients", "Karl Demm; Ada Brunn", "recipients", ("editor/1/1", "e1")),
        ("source", "none", "source", None),
        ("source", "Ada Brunn", "source", "e1"),
        ("figures", "none", "figures", ()),
    ],
)
def test_a_field_of_an_event_is_what_the_editor_sets(field: str, value: str, attribute: str, expected: Any) -> None:
    event = mended(READING, [mend(field, value)]).events[0]
    assert getattr(event, attribute) == expected
    assert event.because[field] == "editor/1"
    rest = msgspec.structs.replace(event, because=ARREST.because, **{attribute: getattr(ARREST, attribute)})
    assert rest == (ARREST if field != "type" else msgspec.structs.replace(ARREST, mode=None))


def test_the_other_entries_and_what_was_read_stay() -> None:
    before = msgspec.json.encode(READING)
    found = mended(READING, [mend("type", "assault"), mend("place", "none", number=2)])
    assert found.events[1] == READING.events[1]
    assert (found.offices, found.statements, found.relations) == (
        READING.offices, READING.statements, READING.relations,
    )  # fmt: skip
    assert msgspec.json.encode(READING) == before
    assert mended(READING, [mend("type", "assault", back=True)]) == READING


def test_offices_statements_and_ties_are_mended_too() -> None:
    made = [
        mend("title", "Senatorin", layer="office"), mend("of", "Peru", layer="office", number=2),
        mend("status", "former", layer="office", number=3), mend("from", "2020-05", layer="office", number=4),
        mend("to", "2021", layer="office", number=5), mend("speaker", "none", layer="statement", number=6),
        mend("status", "former", layer="relation", number=7), mend("kind", "member", layer="relation", number=8),
        mend("since", "2019-05", layer="relation", number=9), mend("until", "2020", layer="relation", number=10),
        mend("to", "Peru", layer="relation", number=11), mend("source", "Ada Brunn", layer="relation", number=12),
    ]  # fmt: skip
    found = mended(READING, made)
    (office,) = found.offices
    assert (office.title, office.status, office.since, office.until) == ("Senatorin", "former", "2020-05", "2021")
    peru = found.entity(office.of)
    assert peru is not None
    assert (peru.name, peru.kind, peru.mentions) == ("Peru", "state", ())
    assert office.because == {f: f"editor/{n}" for n, f in enumerate(("title", "of", "status", "from", "to"), 1)}
    assert found.statements[0].speaker is None
    (tie,) = found.relations
    assert (tie.kind, tie.status, tie.since, tie.until, tie.source) == ("member", "former", "2019-05", "2020", "e1")
    assert (tie.source_entity, tie.target_entity) == ("e1", peru.id)  # one new name is one entity
    assert tie.because["to"] == "editor/11"


def test_one_new_name_is_one_entity_and_a_sighting_with_a_name() -> None:
    found = mended(READING, [mend("actors", "Karl Demm"), mend("recipients", "Karl Demm", number=2)])
    assert found.events[0].actors == found.events[0].recipients == ("editor/1/1",)
    assert len(found.entities) == 3
    assert [s.names for s in sightings_of(found) if s.name == "Karl Demm"] == [("Karl Demm",)]


def test_a_figure_stays_at_the_words_it_was_read_from() -> None:
    found = mended(READING, [mend("figures", "arrested at least 4; injured 1")]).events[0].figures
    assert [(f.kind, f.bound, f.value, f.start, f.end) for f in found] == [
        ("arrested", "at least", 4, 45, 56), ("injured", "exact", 1, 0, 68),
    ]  # fmt: skip


def test_of_two_mends_of_a_field_the_later_counts_and_that_is_said() -> None:
    made = [mend("status", "denied", number=3), mend("status", "announced", number=2), mend("type", "die", number=4)]
    assert mended(READING, made).events[0].status == "denied"
    (conflict,) = superseded(made, anchors(READING)["event"], TEXT)
    assert (conflict.kind, conflict.decisions, conflict.was, conflict.now) == (
        "superseded", (2, 3), "announced", "denied",
    )  # fmt: skip
    assert superseded([*made[1:], mend("status", "denied", number=3, back=True)], anchors(READING)["event"], TEXT) == []
    other = msgspec.structs.replace(made[0], entry=anchor("event", 1))
    assert superseded([other, *made[1:]], anchors(READING)["event"], TEXT) == []


def test_a_mend_finds_its_entry_in_another_reading_or_leaves_it_alone() -> None:
    made = [mend("place", "Peru")]
    shifted = msgspec.structs.replace(READING, events=READING.events[::-1])
    assert [e.place for e in mended(shifted, made).events] == ["e2", "editor/1/1"]
    other = msgspec.structs.replace(ARREST, status="denied")
    gone = msgspec.structs.replace(READING, events=(other,))
    assert mended(gone, made).events == (other,)


@pytest.mark.parametrize(
    ("layer", "field", "value", "says"),
    [
        ("event", "trigger", "x", "an event has no field 'trigger' to mend; its fields are type, status, time, place"),
        ("statement", "status", "x", "its fields are speaker"),
        ("event", "type", "murder", "allowed are AGREE, CONSULT"),
        ("event", "status", "former", "allowed are happened, ongoing, announced, demanded, denied, possible"),
        ("office", "status", "happened", "allowed are holds, former, interim"),
        ("event", "time", "yesterday", "write a day"),
        ("event", "time", "2021-02-31", "names no day"),
        ("office", "from", "2021-W10", "is not a date; write it as 2021-03-08"),
        ("office", "to", "2021-13", "is not a date"),
        ("office", "title", " ", "needs a title"),
        ("relation", "kind", "friend", "is not a kind of a tie; allowed are member, ally"),
        ("relation", "since", "2021-W10", "is not a date"),
        ("relation", "to", "none", "a tie needs both sides"),
        ("relation", "from", "Rita Semm", "say what it is"),
        ("relation", "place", "Halve", "its fields are kind, from, to, status, since, until, source"),
        ("event", "actors", "Rita Semm", "say what it is: `Rita Semm [(]person[)]`"),
        ("event", "actors", "Rita Semm (robot)", "allowed are person, organisation"),
        ("event", "actors", " ; ", "takes names"),
        ("event", "place", "Halve; Peru", "takes one name"),
        ("event", "place", "Ada Brunn", "is a person and no place"),
        ("event", "figures", "three dead", "write one as `killed 3`"),
        ("plan", "name", "none", "a plan needs a name"),
        ("plan", "outcome", "kept", "its fields are name, of, announced_by, about, phases, time"),
        ("plan", "time", "bald", "names no day"),
        ("plan", "of", "Rita Semm", "say what it is"),
        ("pledge", "kind", "plan", "is not a kind of a pledge; allowed are promise, appeal, mediation"),
        ("pledge", "outcome", "fulfilled", "allowed are open, kept, broken, unheeded"),
        ("pledge", "phases", "a", "a pledge has no field 'phases' to mend; its fields are kind, by, to, mediator"),
        ("event", "figures", "killed about -3", "bounds are exact, about"),
    ],
)
def test_what_does_not_exist_is_refused_and_what_does_is_named(layer: Layer, field: str, value: str, says: str) -> None:
    with pytest.raises(DecisionError, match=says):
        settled(READING, layer, field, value, known)


def test_plans_and_pledges_are_mended_too() -> None:
    made = [
        mend("name", "Friedensplan", layer="plan"), mend("of", "none", layer="plan", number=2),
        mend("announced_by", "Karl Demm", layer="plan", number=3), mend("about", "Peru", layer="plan", number=4),
        mend("phases", " Ruhe |Abzug  der Truppen| ", layer="plan", number=5),
        mend("time", "2021-03", layer="plan", number=6), mend("kind", "Appeal", layer="pledge", number=7),
        mend("by", "none", layer="pledge", number=8), mend("to", "Ada Brunn", layer="pledge", number=9),
        mend("mediator", "Peru", layer="pledge", number=10), mend("outcome", "unheeded", layer="pledge", number=11),
    ]  # fmt: skip
    found = mended(READING, made)
    (plan,), (pledge,) = found.plans, found.pledges
    sides = [getattr(found.entity(key), "name", None) for key in (plan.of, plan.announced_by, plan.about)]
    assert sides == [None, "Karl Demm", "Peru"]
    assert (plan.name, plan.phases, plan.time) == ("Friedensplan", ("Ruhe", "Abzug der Truppen"), "2021-03")
    assert (pledge.kind, pledge.by, pledge.to, pledge.outcome) == ("appeal", None, "e1", "unheeded")
    assert getattr(found.entity(pledge.mediator), "name", None) == "Peru"
    assert (plan.because["name"], pledge.because["outcome"]) == ("editor/1", "editor/11")
    assert plan.sure == {}  # how sure the reader was says nothing of an editor's word
    assert mended(READING, [mend("phases", "none", layer="plan")]).plans[0].phases == ()
    assert mended(READING, [mend("of", "Peru", layer="plan")]).plans[0].sure == {"name": 0.6}


@pytest.mark.parametrize("layer", FIELDS)
def test_todays_value_can_be_set_as_it_is_shown(layer: Layer) -> None:
    finding = findings(READING)[layer][0]
    for field in FIELDS[layer]:
        shown = value_of(READING, layer, finding, field)
        assert settled(READING, layer, field, shown, known) == shown
    assert value_of(READING, "event", ARREST, "actors") == "Ada Brunn (person)"
    assert value_of(READING, "event", ARREST, "figures") == "arrested 3"
    assert value_of(READING, "event", ARREST, "recipients") == "none"


def test_a_name_that_the_report_lacks_is_told_by_the_record_or_by_the_editor() -> None:
    assert settled(READING, "event", "actors", "karl demm", known) == "Karl Demm (person)"
    assert settled(READING, "event", "actors", "Karl Demm (organisation)", known) == "Karl Demm (organisation)"
    assert settled(READING, "event", "actors", "BRUNN; Brunn; Halve", known) == "Ada Brunn (person); Halve (place)"
