"""Mended entries, and an editor's word on events, on record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from lagebild.errors import DecisionError, NotFoundError
from lagebild.reading import Reading, from_json
from lagebild.record.decisions import Conflict, Decision, anchors
from lagebild.record.joining import Word
from lagebild.store import Connection, Store, deciding, queries
from lagebild.store import tables as t

from .conftest import MakeReading


def do(store: Store, deed: Callable[[Connection], Any]) -> Any:
    store.refresh()
    with store.writing() as connection:
        done = deed(connection)
    store.refresh()
    return done


def add(store: Store, *readings: Reading) -> None:
    for reading in readings:
        store.add(reading)
    store.refresh()


def mend(store: Store, entry: str, field: str, value: str) -> Decision:
    return do(  # type: ignore[no-any-return]
        store, partial(deciding.mend, entry=entry, field=field, value=value, author="anna", why="ein Lesefehler")
    )


def undo(store: Store, number: int) -> None:
    do(store, partial(deciding.retract, number=number, author="ben"))


def conflicts(store: Store) -> list[Conflict]:
    return do(store, deciding.conflicts)  # type: ignore[no-any-return]


def event(store: Store, report: str = "r1") -> dict[str, Any]:
    """The row of a report's event, its place and doers by the names of their identities."""
    with store.transaction() as c:
        row = c.execute(sa.select(t.events).where(t.events.c.report == report)).one()
        named = sa.select(t.identities.c.name).join(t.entities, t.entities.c.identity == t.identities.c.id)
        place = c.scalar(named.where(t.entities.c.id == row.place))
        who = named.join(t.parties, t.parties.c.entity == t.entities.c.id).where(t.parties.c.event == row.id)
        sides = {role: list(c.scalars(who.where(t.parties.c.role == role))) for role in ("actor", "recipient")}
    return {**row._mapping, "place": place, **sides}


def entry(reading: Reading, layer: Any = "event") -> str:
    return anchors(reading)[layer][0].id


def test_a_mended_event_counts_as_mended_until_that_is_taken_back(store: Store, make: MakeReading) -> None:
    add(store, make(), make("r2", name="Ada Brunn"))
    before, id_ = event(store), entry(make())
    made = mend(store, id_[:8], "status", "announced")
    assert (made.kind, made.field, made.value, made.was, made.why) == (
        "mend", "status", "announced", "happened", "ein Lesefehler",
    )  # fmt: skip
    mend(store, "r1/v1", "time", "2021-03")
    mend(store, id_, "actors", "Ada Brunn; Talverbund (organisation)")
    mend(store, id_, "place", "none")
    mend(store, id_, "figures", "killed at least 3")
    now = event(store)
    assert (now["status"], now["time"], now["valid_from"], now["valid_to"], now["place"]) == (
        "announced", "2021-03", "2021-03-01", "2021-03-31", None,
    )  # fmt: skip
    assert now["actor"] == ["Ada Brunn", "Talverbund"]
    assert now["entry"] == before["entry"] == id_
    assert now["because"]["status"] == "editor/1"
    with store.transaction() as c:
        assert [(f.value, f.bound) for f in c.execute(sa.select(t.figures).order_by(t.figures.c.id))] == [
            (2, "exact"), (3, "at least"),
        ]  # fmt: skip
        # whom the report does not name is the same person as in the other report
        assert len(set(c.scalars(sa.select(t.entities.c.identity).where(t.entities.c.name == "Ada Brunn")))) == 1
        assert queries.identity(c, "Talverbund").kind == "organisation"
        assert from_json(c.scalar(sa.select(t.reports.c.reading).where(t.reports.c.id == "r1")) or "") == make()
        view = c.execute(sa.text("SELECT status, time FROM chronicle WHERE report = 'r1'")).one()
        assert tuple(view) == ("announced", "2021-03")
    assert event(store, "r2")["status"] == "happened"
    for number in (3, 1, 5, 2, 4):
        undo(store, number)
    after = event(store)
    own = ("id", "source")  # rows made anew
    assert {k: v for k, v in after.items() if k not in own} == {k: v for k, v in before.items() if k not in own}
    with store.transaction() as c, pytest.raises(NotFoundError):
        queries.identity(c, "Talverbund")


def test_offices_and_statements_are_mended(store: Store, make: MakeReading) -> None:
    add(store, make())
    mend(store, entry(make(), "office"), "title", "Senatorin")
    mend(store, entry(make(), "office"), "of", "Halve")
    mend(store, entry(make(), "office"), "to", "2022-05")
    mend(store, "r1/s1", "speaker", "Karl Demm (person)")
    with store.transaction() as c:
        (tenure,) = queries.office_tenures(c)
        (said,) = queries.statements(c)
    assert (tenure.title, tenure.of_name, tenure.valid_to) == ("Senatorin", "Halve", "2022-05")
    assert said.speaker == "Karl Demm"


def test_a_mend_outlives_another_reading(store: Store, make: MakeReading) -> None:
    add(store, make())
    mend(store, "r1/v1", "time", "2021-03-06")
    first = make()
    other = msgspec.structs.replace(first.events[0], id="v1", type="DIE")
    store.replace(msgspec.structs.replace(first, events=(other, msgspec.structs.replace(first.events[0], id="v2"))))
    with store.transaction() as c:
        assert c.execute(sa.select(t.events.c.key, t.events.c.time).order_by(t.events.c.key)).all() == [
            ("v1", "2021-03-07"), ("v2", "2021-03-06"),
        ]  # fmt: skip
    assert conflicts(store) == []
    store.replace(msgspec.structs.replace(first, events=(msgspec.structs.replace(first.events[0], actors=("e1",)),)))
    assert (event(store)["time"], [(c.kind, c.decisions) for c in conflicts(store)]) == (
        "2021-03-06", [("changed", (1,))],
    )  # fmt: skip
    store.replace(msgspec.structs.replace(first, events=(other,)))
    (gone,) = conflicts(store)
    assert (event(store)["time"], gone.kind, gone.now) == ("2021-03-07", "gone", gone.now)
    assert "type DIE" in (gone.now or "")
    store.replace(first)
    assert (event(store)["time"], conflicts(store)) == ("2021-03-06", [])


def test_the_later_mend_counts_and_the_earlier_one_again_when_it_is_taken_back(store: Store, make: MakeReading) -> None:
    add(store, make())
    mend(store, "r1/v1", "status", "announced")
    assert mend(store, "r1/v1", "status", "denied").was == "announced"
    assert event(store)["status"] == "denied"
    assert [(c.kind, c.decisions) for c in conflicts(store)] == [("superseded", (1, 2))]
    undo(store, 2)
    assert (event(store)["status"], conflicts(store)) == ("announced", [])


def test_what_is_withdrawn_stays_so_when_it_is_mended(store: Store, make: MakeReading) -> None:
    add(store, make())
    do(store, partial(deciding.withdraw, entry="r1/v1", author="anna"))
    mend(store, "r1/v1", "type", "die")
    with store.transaction() as c:
        assert c.scalar(sa.select(t.entries.c.withdrawn).where(t.entries.c.layer == "event")) == 1
        assert c.execute(sa.text("SELECT * FROM chronicle")).all() == []


def test_a_mend_that_cannot_be_made_changes_nothing(store: Store, make: MakeReading) -> None:
    add(store, make())
    for field, value, says in (
        ("status", "happened", "status of entry .* is happened already"),
        ("colour", "red", "its fields are type, status"),
        ("type", "murder", "allowed are AGREE"),
        ("actors", "Karl Demm", "nobody on record is called that"),
    ):
        with pytest.raises(DecisionError, match=says):
            mend(store, "r1/v1", field, value)
    with pytest.raises(NotFoundError, match="no entry on record"):
        mend(store, "r1/v7", "status", "denied")
    with pytest.raises(DecisionError, match="needs an author"):
        do(store, partial(deciding.mend, entry="r1/v1", field="status", value="denied", author=" "))
    assert do(store, deciding.decisions) == []
    assert event(store)["status"] == "happened"


def test_a_state_that_only_the_gazetteer_knows_has_its_kind(store: Store, make: MakeReading) -> None:
    add(store, make())
    assert mend(store, "r1/v1", "recipients", "Peru").value == "Peru (state)"


def judge(store: Store, left: str, right: str, *, same: bool) -> Decision:
    return do(store, partial(deciding.judge, left=left, right=right, same=same, author="anna"))  # type: ignore[no-any-return]


def words(store: Store) -> list[Word]:
    return do(store, deciding.words)  # type: ignore[no-any-return]


def test_two_tellings_are_declared_one_or_two(store: Store, make: MakeReading) -> None:
    readings = [make(f"r{n}", name=f"Ada Brunn{'abc'[n]}") for n in range(3)]
    add(store, *readings)
    made = judge(store, "r0/v1", entry(readings[1])[:9], same=True)
    assert (made.kind, made.left, made.right, made.entry) == ("same", None, None, None)
    assert [a.report for a in (made.left_entry, made.right_entry) if a] == ["r0", "r1"]
    judge(store, "r1/v1", "r2/v1", same=False)
    assert words(store) == [Word(True, "r0/v1", "r1/v1"), Word(False, "r1/v1", "r2/v1")]
    assert conflicts(store) == []
    with store.transaction() as c:
        assert deciding.judgements(c) == []
        assert deciding.rulings(c, queries.identity(c, "Halve")) == []
    # the word follows the entry to another place in the reading …
    again = msgspec.structs.replace(readings[1].events[0], id="v2")
    store.replace(
        msgspec.structs.replace(readings[1], events=(msgspec.structs.replace(again, id="v1", type="DIE"), again))
    )
    assert words(store) == [Word(True, "r0/v1", "r1/v2"), Word(False, "r1/v2", "r2/v1")]
    # … and says so when there is none
    store.replace(msgspec.structs.replace(readings[1], events=()))
    assert words(store) == []
    assert [(c.kind, c.decisions, c.reports) for c in conflicts(store)] == [
        ("gone", (1,), ("r1",)), ("gone", (2,), ("r1",)),
    ]  # fmt: skip
    store.replace(readings[1])
    undo(store, 1)
    assert words(store) == [Word(False, "r1/v1", "r2/v1")]


def test_a_chain_of_same_and_a_different_contradict_each_other(store: Store, make: MakeReading) -> None:
    add(store, *(make(f"r{n}") for n in range(3)))
    judge(store, "r0/v1", "r1/v1", same=True)
    judge(store, "r1/v1", "r2/v1", same=True)
    with pytest.raises(DecisionError, match="are the same already, by decision 2, 1"):
        judge(store, "r2/v1", "r0/v1", same=True)
    judge(store, "r0/v1", "r2/v1", same=False)
    with pytest.raises(DecisionError, match="are different already, by decision 3"):
        judge(store, "r2/v1", "r0/v1", same=False)
    assert [(c.kind, c.decisions) for c in conflicts(store)] == [("contradiction", (1, 2, 3))]


def test_what_is_no_pair_of_events_is_refused(store: Store, make: MakeReading) -> None:
    add(store, make(), make("r2"))
    for left, right, says in (
        ("r1/v1", "r1/v1", "one and the same entry"),
        ("r1/v1", "r2/s1", "is no event but an entry of the layer statement"),
        ("r1/v1", "Halve", "not one of each"),
    ):
        with pytest.raises(DecisionError, match=says):
            judge(store, left, right, same=True)
    assert do(store, deciding.decisions) == []


def told(store: Store) -> list[tuple[str, str | None, list[str]]]:
    """Status, first day and tellings of each incident on record."""
    store.refresh()
    with store.transaction() as c:
        found = [(i.status, i.begin, sorted(one.id for one in i.tellings)) for i in queries.incidents(c)]
    return sorted(found, key=lambda one: one[2])


def test_a_mend_reaches_the_incident_and_leaves_it_again(store: Store, make: MakeReading) -> None:
    add(store, make())
    before = told(store)
    assert before == [("happened", "2021-03-07", ["r1/v1"])]
    mend(store, "r1/v1", "status", "announced")
    assert told(store) == [("announced", "2021-03-07", ["r1/v1"])]
    mend(store, "r1/v1", "time", "2021-04-01")
    mend(store, "r1/v1", "recipients", "Ada Brunn (person)")
    assert told(store) == [("announced", "2021-04-01", ["r1/v1"])]
    with store.transaction() as c:
        (incident,) = queries.incidents(c, party=queries.identity(c, "Ada Brunn").id)
    assert [p.name for p in incident.recipients] == ["Ada Brunn"]
    assert incident.id == entry(make())
    for number in (3, 2, 1):
        undo(store, number)
    assert told(store) == before


def test_an_editors_word_joins_and_parts_incidents(store: Store, make: MakeReading) -> None:
    other = make("r2", name="Ada Brunn")
    unlike = msgspec.structs.replace(
        other.events[0], type="AID", time="2019-01-01", place=None, figures=(), source="outlet"
    )
    add(store, make(), msgspec.structs.replace(other, events=(unlike,)), make("r3"))
    apart = [["r1/v1", "r3/v1"], ["r2/v1"]]
    assert [one[2] for one in told(store)] == apart
    with store.transaction() as c:
        ids = [i.id for i in sorted(queries.incidents(c), key=lambda i: i.tellings[0].id)]
    judge(store, *ids, same=True)
    assert [one[2] for one in told(store)] == [["r1/v1", "r2/v1", "r3/v1"]]
    judge(store, "r1/v1", "r3/v1", same=False)
    assert ["r1/v1", "r2/v1"] in [one[2] for one in told(store)]
    assert ["r3/v1"] in [one[2] for one in told(store)]
    undo(store, 2)
    undo(store, 1)
    assert [one[2] for one in told(store)] == apart
