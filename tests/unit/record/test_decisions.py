"""An editor's word: what a decision holds on to, and what it clashes with."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from lagebild.document import Span
from lagebild.reading import Entity, Event, Office, Reading, Relation, Statement
from lagebild.record.decisions import (
    Anchor,
    Bearers,
    Decision,
    Retraction,
    anchors,
    entry_conflict,
    find,
    name_conflicts,
    standing,
    withdrawn,
)

TEXT = "Ministerin Ada Brunn ging. Später ging Ada Brunn noch einmal. „Ich gehe“, rief sie, und ging."


def spot(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def reading(**layers: Any) -> Reading:
    """One report in which a minister leaves three times and says so."""
    ada = Entity(id="e1", kind="person", name="Ada Brunn", mentions=(spot("Ada Brunn"), spot("Ada Brunn", 1)))
    halve = Entity(id="e2", kind="state", name="Halve", mentions=())
    event = Event(
        id="v1", type="RETREAT", trigger=(spot("ging"),), status="happened", source="outlet", sentence=Span(0, 26)
    )
    whole: dict[str, Any] = {
        "entities": (ada, halve),
        "offices": (Office(person="e1", title="Ministerin", of=None, status="holds", start=0, end=20),),
        "events": (event, msgspec.structs.replace(event, id="v2", trigger=(spot("ging", 1),))),
        "statements": (Statement(type="direct", medium="speech", speaker="e1", quote_spans=(spot("„Ich gehe“"),)),),
        "relations": (
            Relation(kind="origin", source_entity="e1", target_entity="e2", status="holds", start=11, end=20),
        ),
    }
    return Reading(id="r1", text=TEXT, **{**whole, **layers})


def entries(of: Reading) -> list[Anchor]:
    return [anchor for layer in anchors(of).values() for anchor in layer]


def wrong(entry: Anchor, number: int = 1, *, back: bool = False) -> Decision:
    retracted = Retraction(author="b", retracted_at="2021-01-02") if back else None
    return Decision(number=number, kind="wrong", author="a", recorded_at="2021-01-01", entry=entry, retracted=retracted)


def named(number: int, kind: Any, left: str, right: str) -> Decision:
    return Decision(number=number, kind=kind, author="a", recorded_at="2021-01-01", left=left, right=right)


def test_every_entry_has_a_name_of_its_own_that_stays() -> None:
    found = anchors(reading())
    assert {layer: len(anchored) for layer, anchored in found.items()} == {
        "office": 1, "event": 2, "statement": 1, "relation": 1, "plan": 0, "pledge": 0,
    }  # fmt: skip
    ids = [a.id for a in entries(reading())]
    assert len(set(ids)) == 5
    assert ids == [a.id for a in entries(reading())]
    assert [a.nth for a in found["event"]] == [0, 1]
    assert found["office"][0].claim == {"person": "Ada Brunn", "title": "Ministerin", "status": "holds"}


def test_two_entries_at_the_same_words_are_told_apart() -> None:
    event = reading().events[0]
    twice = reading(events=(event, msgspec.structs.replace(event, id="v2", recipients=("e2",))))
    first, second = anchors(twice)["event"]
    assert first.id != second.id
    assert withdrawn([wrong(second)], entries(twice), TEXT) == {second.id: 1}


def test_an_anchor_finds_its_words_in_the_text() -> None:
    event = anchors(reading())["event"][1]
    assert event.place(TEXT) == spot("ging", 1)
    assert event.place("Sie ging.") is None


def test_what_is_wrong_stays_wrong_where_rows_and_details_change() -> None:
    office = anchors(reading())["office"][0]
    other = Office(person="e1", title="Abgeordnete", of=None, status="holds", start=39, end=48)
    again = reading(
        offices=(
            other,
            Office(person="e1", title="Ministerin", of="e2", status="holds", start=0, end=20),
        ),
        entities=(Entity(id="e9", kind="person", name="Karl", mentions=()), *reading().entities),
    )
    now = anchors(again)["office"][1]
    assert withdrawn([wrong(office)], entries(again), TEXT) == {now.id: 1}
    assert now.id == office.id
    conflict = entry_conflict(wrong(office), entries(again), TEXT)
    assert conflict is not None
    assert (conflict.kind, conflict.reports) == ("changed", ("r1",))
    assert "of Halve" in (conflict.now or "")
    assert entry_conflict(wrong(office), entries(reading()), TEXT) is None


def test_it_follows_the_words_when_the_reader_quotes_more_of_them() -> None:
    office = anchors(reading())["office"][0]
    again = reading(offices=(Office(person="e1", title="Ministerin", of=None, status="holds", start=0, end=25),))
    found = find(office, entries(again), TEXT)
    assert found is not None
    assert found.quote == "Ministerin Ada Brunn ging"
    conflict = entry_conflict(wrong(office), entries(again), TEXT)
    assert conflict is not None
    assert conflict.kind == "changed"


def test_another_claim_at_the_words_stands_and_the_loss_of_the_old_one_is_told() -> None:
    office = anchors(reading())["office"][0]
    again = reading(offices=(Office(person="e1", title="Ministerin", of=None, status="former", start=0, end=20),))
    assert withdrawn([wrong(office)], entries(again), TEXT) == {}
    conflict = entry_conflict(wrong(office), entries(again), TEXT)
    assert conflict is not None
    assert conflict.kind == "gone"
    assert "status former" in (conflict.now or "")


def test_a_report_that_is_gone_is_told() -> None:
    conflict = entry_conflict(wrong(entries(reading())[0]), [], None)
    assert conflict is not None
    assert (conflict.kind, conflict.now) == ("gone", None)


def test_what_is_taken_back_withdraws_nothing() -> None:
    office = anchors(reading())["office"][0]
    assert withdrawn([wrong(office, back=True)], entries(reading()), TEXT) == {}
    assert standing([wrong(office, 2), wrong(office, 1, back=True)]) == [wrong(office, 2)]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
def test_a_chain_of_the_same_contradicts_a_difference(order: tuple[int, ...]) -> None:
    pairs = {
        1: ("same", "Ada Brunn", "A. Brunn"),
        2: ("same", "a brunn", "Ada B."),
        3: ("different", "Ada B", "ADA BRUNN"),
    }
    found = name_conflicts([named(n, *pairs[n]) for n in order], {})
    contradictions = [c for c in found if c.kind == "contradiction"]
    assert [sorted(c.decisions) for c in contradictions] == [[1, 2, 3]]
    assert contradictions[0].decisions[-1] == 3


def test_what_the_record_does_not_follow_or_know_is_told() -> None:
    def kinds(decision: Decision, **known: Any) -> list[str]:
        return [c.kind for c in name_conflicts([decision], {decision.number: Bearers(**known)})]

    same, different = named(1, "same", "Ada", "Ida"), named(2, "different", "Ada", "Ida")
    one, other = frozenset({"person:ada"}), frozenset({"person:ida"})
    assert kinds(same, left=one, right=one) == []
    assert kinds(same, left=one, right=other) == ["unheeded"]
    assert kinds(same, left=one, right=frozenset()) == ["unknown"]
    assert kinds(same, left=one, right=one, apart=("r9",)) == ["evidence"]
    assert kinds(same, left=one, right=one, together=("r9",)) == []
    assert kinds(different, left=one, right=other) == []
    assert kinds(different, left=one, right=one) == ["unheeded"]
    assert kinds(different, left=one, right=other, together=("r9",)) == ["evidence"]


def test_an_anchor_says_how_often_its_words_stand_before_it() -> None:
    text = "aa aaa a Wahl Wahl"
    spans = [Span(0, 2), Span(3, 5), Span(4, 6), Span(7, 8), Span(9, 13), Span(14, 18)]
    events = tuple(
        Event(id=f"v{n}", type="ELECT", trigger=(s,), status="happened", source="outlet", sentence=Span(0, len(text)))
        for n, s in enumerate(spans)
    )
    found = anchors(Reading(id="r", text=text, events=events))["event"]
    assert [anchor.nth for anchor in found] == [0, 1, 2, 5, 0, 1]
    assert [anchor.place(text) for anchor in found] == spans
