"""Ties, plans and pledges on record: what reports say, what a user's table says, and an editor's word on them."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from lagebild import learning
from lagebild.document import Document, Span
from lagebild.reading import Entity, Event, Plan, Pledge, Reading, Relation, RelationStatus
from lagebild.record.plans import planned
from lagebild.record.ties.course import Tie, ties_on
from lagebild.store import Store, check, deciding, migrate, snapshot, ties
from lagebild.store import tables as t
from tests.fresh import fresh

TEXT = (
    "Ghana ist ein Verbündeter von Peru. Die OPEC hat Ghana ausgeschlossen. "
    "Demms Friedensplan nennt Ruhe, Zusagen brach er."
)


def entity(key: str, kind: str, name: str, text: str = TEXT) -> Entity:
    spans = []
    at = text.find(name)
    while at >= 0:
        spans.append(Span(at, at + len(name)))
        at = text.find(name, at + 1)
    return Entity(id=key, kind=kind, name=name, mentions=tuple(spans), name_spans=tuple(spans))  # type: ignore[arg-type]


def report(
    name: str = "r1", *, published: str | None = "2020-01-10", status: RelationStatus = "holds", deed: bool = True
) -> Reading:
    first, second = TEXT.index(" Die OPEC"), TEXT.index(" Demms")
    shut, plan, pledge = TEXT.index("ausgeschlossen"), TEXT.index("Friedensplan"), TEXT.index("Zusagen")
    document = Document(id=name, text=TEXT, published=published, outlet="Blatt")
    event = Event(
        id="v1", type="SANCTION", trigger=(Span(shut, shut + 14),), lemma="ausschließen", actors=("e3",), recipients=("e1",),
        time="2020-01-08", status="happened", source="outlet", sentence=Span(first + 1, second),
    )  # fmt: skip
    return msgspec.structs.replace(
        Reading.blank(document, (Span(0, first), Span(first + 1, second), Span(second + 1, len(TEXT)))),
        entities=(
            entity("e1", "state", "Ghana"),
            entity("e2", "state", "Peru"),
            entity("e3", "organisation", "OPEC"),
            entity("e4", "person", "Demm"),
        ),
        relations=(
            Relation(
                kind="ally", source_entity="e1", target_entity="e2", status=status, since="1995", start=0, end=first - 1
            ),
        ),
        plans=(
            Plan(
                name="Friedensplan", of="e4", announced_by=None, about="e2", phases=("Ruhe", "Arbeit"), time="2020-01-09",
                start=plan, end=plan + 12,
            ),
        ),
        pledges=(Pledge(kind="promise", by="e4", to="e2", outcome="broken", start=pledge, end=pledge + 7),),
        events=(event,) if deed else (),
    )  # fmt: skip


def add(store: Store, *readings: Reading) -> None:
    for reading in readings:
        store.add(reading)
    store.refresh()


def all_ties(store: Store, name: str | None = None) -> list[tuple[str, str, str, str, str | None, str | None]]:
    with store.transaction() as connection:
        found = ties.all_ties(connection, party=name)
    return [_shown(tie) for tie in found]


def _shown(tie: Tie) -> tuple[str, str, str, str, str | None, str | None]:
    return tie.kind, tie.one.name, tie.other.name, tie.status, tie.valid_from, tie.valid_to


def test_what_a_report_says_and_what_a_deed_breaks_are_ties_with_their_sentence(store: Store) -> None:
    add(store, report())
    assert all_ties(store) == [
        ("ally", "Ghana", "Peru", "holds", "1995", None),
        ("member", "Ghana", "OPEC", "former", None, "2020-01-08"),
    ]
    with store.transaction() as connection:
        alliance, membership = ties.all_ties(connection)
        assert alliance.evidence[0].sentence == "Ghana ist ein Verbündeter von Peru."
        assert membership.evidence[0].sentence == "Die OPEC hat Ghana ausgeschlossen."
        assert alliance.evidence[0].entry
        assert ties.all_ties(connection, party=alliance.other.id) == [alliance]
        assert ties_on("2020-06-01", [alliance, membership]) == [alliance, membership]


def test_a_report_that_is_read_again_has_only_the_new_ties(store: Store) -> None:
    add(store, report())
    store.replace(report(status="former", deed=False))
    store.refresh()
    assert all_ties(store) == [("ally", "Ghana", "Peru", "former", "1995", None)]


def test_an_entry_that_is_declared_wrong_makes_no_tie(store: Store) -> None:
    add(store, report(deed=False))
    with store.transaction() as connection:
        (alliance,) = ties.all_ties(connection)
    with store.writing() as connection:
        deciding.withdraw(connection, alliance.evidence[0].entry or "", author="anna")
    store.refresh()
    assert all_ties(store) == []


def test_a_status_that_an_editor_mends_counts(store: Store) -> None:
    add(store, report(deed=False))
    with store.transaction() as connection:
        (alliance,) = ties.all_ties(connection)
    with store.writing() as connection:
        deciding.mend(
            connection, entry=alliance.evidence[0].entry or "", field="status", value="former", author="anna", why="x"
        )
    store.refresh()
    assert [status for *_, status, _, _ in all_ties(store)] == ["former"]


def test_an_editor_mends_whose_tie_it_is_and_since_when(store: Store) -> None:
    add(store, report(deed=False))
    with store.transaction() as connection:
        entry = ties.all_ties(connection)[0].evidence[0].entry or ""
    with store.writing() as connection:
        for field, value in (("kind", "opponent"), ("to", "Mali (state)"), ("since", "1996-03"), ("until", "2001")):
            deciding.mend(connection, entry, field, value, author="anna", why="x")
    store.refresh()
    assert all_ties(store) == [("opponent", "Ghana", "Mali", "holds", "1996-03", "2001")]
    with store.transaction() as connection:
        assert list(check.faults(connection)) == []


def test_plans_and_pledges_have_their_sides(store: Store) -> None:
    add(store, report())
    with store.transaction() as connection:
        (plan,) = ties.plans(connection)
        (pledge,) = ties.pledges(connection)
        assert plan.of is not None
        assert plan.about is not None
        assert (plan.name, plan.of.name, plan.announced_by, plan.about.name) == ("Friedensplan", "Demm", None, "Peru")
        assert (plan.phases, plan.time) == (("Ruhe", "Arbeit"), "2020-01-09")
        assert plan.evidence.sentence.startswith("Demms Friedensplan")
        assert pledge.by is not None
        assert (pledge.kind, pledge.words, pledge.by.name, pledge.outcome) == ("promise", "Zusagen", "Demm", "broken")
        assert len(ties.plans(connection, party=plan.about.id)) == 1
        assert ties.plans(connection, party="nobody") == []
        assert ties.pledges(connection, party="nobody") == []


def plan_entry(store: Store) -> str:
    with store.transaction() as connection:
        return ties.plans(connection)[0].evidence.entry or ""


def pledge_entry(store: Store) -> str:
    with store.transaction() as connection:
        return ties.pledges(connection)[0].evidence.entry or ""


def told(store: Store) -> tuple[list[str], list[str]]:
    """The names of the plans and the outcomes of the pledges on record."""
    with store.transaction() as connection:
        return [p.name for p in ties.plans(connection)], [p.outcome for p in ties.pledges(connection)]


def test_a_plan_or_a_pledge_that_is_declared_wrong_is_left_out_until_that_is_taken_back(store: Store) -> None:
    add(store, report())
    for entry, left in ((plan_entry(store), ([], ["broken"])), (pledge_entry(store), (["Friedensplan"], []))):
        with store.writing() as connection:
            made = deciding.withdraw(connection, entry, author="anna", why="ein Vergleich")
        assert told(store) == left
        store.replace(report(status="former"))
        store.refresh()
        assert told(store) == left  # it outlives another reading
        with store.writing() as connection:
            assert deciding.conflicts(connection) == []
            deciding.retract(connection, made.number, author="ben")
        assert told(store) == (["Friedensplan"], ["broken"])


def test_an_editor_mends_a_plan_and_a_pledge(store: Store) -> None:
    add(store, report())
    plan, pledge = plan_entry(store), pledge_entry(store)
    with store.writing() as connection:
        for field, value in (
            ("name", "Stufenplan"),
            ("phases", "Ruhe | Wahlen"),
            ("about", "Mali (state)"),
            ("of", "none"),
        ):
            deciding.mend(connection, plan, field, value, author="anna", why="x")
        for field, value in (("outcome", "kept"), ("by", "Peru"), ("to", "none")):
            deciding.mend(connection, pledge, field, value, author="anna", why="x")
    for _ in range(2):
        store.refresh()
        with store.transaction() as connection:
            (made,), (promise,) = ties.plans(connection), ties.pledges(connection)
            assert list(check.faults(connection)) == []
        assert (made.name, made.phases, made.of) == ("Stufenplan", ("Ruhe", "Wahlen"), None)
        assert made.about is not None
        assert made.about.name == "Mali"
        assert promise.by is not None
        assert (promise.outcome, promise.by.name, promise.to) == ("kept", "Peru", None)
        assert (made.evidence.entry, promise.evidence.entry) == (plan, pledge)
        assert (made.evidence.because["name"], promise.evidence.because["outcome"]) == ("editor/1", "editor/5")
        store.replace(report())


def test_another_plan_at_the_same_words_is_a_new_entry_and_the_old_word_is_said_to_be_gone(store: Store) -> None:
    add(store, report())
    with store.writing() as connection:
        deciding.withdraw(connection, plan_entry(store), author="anna")
    other = report()
    store.replace(msgspec.structs.replace(other, plans=(msgspec.structs.replace(other.plans[0], name="Plan"),)))
    store.refresh()
    assert told(store)[0] == ["Plan"]
    with store.transaction() as connection:
        (clash,) = deciding.conflicts(connection)
    assert (clash.kind, "name Plan" in (clash.now or "")) == ("gone", True)


def test_decisions_on_plans_do_not_depend_on_the_order_of_reports(store: Store, tmp_path: Path) -> None:
    several = [report(), report("r2", published="2020-02-10", deed=False), report("r3", published=None, deed=False)]
    found = []
    for number, order in enumerate((several, several[::-1])):
        other = fresh(tmp_path / f"{number}.db")
        try:
            add(other, *order)
            with other.transaction() as connection:
                entries = {p.evidence.report: p.evidence.entry or "" for p in ties.plans(connection)}
                pledges = {p.evidence.report: p.evidence.entry or "" for p in ties.pledges(connection)}
            with other.writing() as connection:
                deciding.withdraw(connection, entries["r2"], author="anna")
                deciding.mend(connection, pledges["r3"], "outcome", "open", author="anna", why="x")
            for one in order:
                other.replace(one)
            other.refresh()
            with other.transaction() as connection:
                found.append((planned(ties.plans(connection)), ties.pledges(connection)))
        finally:
            other.close()
    assert found[0] == found[1]
    assert [e.report for e in found[0][0][0].evidence] == ["r3", "r1"]


def sure(reading: Reading, **by_layer: dict[str, float]) -> Reading:
    """A reading whose entries of some layers say how sure they are."""
    layers = {
        name: tuple(msgspec.structs.replace(one, sure=said) for one in getattr(reading, name))
        for name, said in by_layer.items()
    }
    return msgspec.structs.replace(reading, **layers)


def test_what_is_less_sure_is_left_out_before_ties_and_plans_are_made(store: Store) -> None:
    add(
        store,
        sure(
            report(),
            relations={"kind": 0.7, "status": 0.9, "since": 0.5},
            plans={"name": 0.7, "of": 0.5},
            events={"type": 0.9, "status": 0.9, "source": 0.9, "actors": 0.6},
        ),
    )
    with store.transaction() as connection:
        for least, kinds in ((0.0, ["ally", "member"]), (0.6, ["ally", "member"]), (0.7, ["ally"]), (0.75, [])):
            assert sorted(tie.kind for tie in ties.all_ties(connection, sure=least)) == kinds
        assert ties.all_ties(connection, sure=0.4)[0].valid_from == "1995"
        assert ties.all_ties(connection, sure=0.6)[0].valid_from is None
        assert [p.of is None for p in ties.plans(connection, sure=0.4)] == [False]
        assert [p.of is None for p in ties.plans(connection, sure=0.6)] == [True]
        assert ties.plans(connection, sure=0.75) == []
        assert ties.plans(connection)[0].evidence.sure == {"name": 0.7, "of": 0.5}
    with store.writing() as connection:  # an editor's word stays
        deciding.mend(connection, plan_entry(store), "name", "Stufenplan", author="anna", why="x")
    with store.transaction() as connection:
        assert [p.name for p in ties.plans(connection, sure=0.99)] == ["Stufenplan"]


def test_a_users_table_stands_beside_the_reports(store: Store, tmp_path: Path) -> None:
    add(store, report(deed=False))
    table = tmp_path / "ties.tsv"
    table.write_text("from\ttie\tto\tsince\nGhana\tmember\tOPEC\t1990\nTogo\tally\tMali\t\n", encoding="utf-8")
    assert msgspec.structs.astuple(learning.learn(store, table)) == (2, 0, 0)
    assert all_ties(store) == [
        ("ally", "Mali", "Togo", "holds", None, None),
        ("member", "Ghana", "OPEC", "holds", "1990", None),
        ("ally", "Ghana", "Peru", "holds", "1995", None),
    ]
    with store.transaction() as connection:
        found = {tie.other.name: tie for tie in ties.all_ties(connection)}
    assert found["OPEC"].given[0].text == "Ghana\tmember\tOPEC\t1990"
    assert not found["Togo"].one.id.startswith("state:")
    assert msgspec.structs.astuple(learning.learn(store, table)) == (0, 0, 2)
    table.write_text("from\ttie\tto\tsince\tuntil\nGhana\tmember\tOPEC\t1990\t2001\n", encoding="utf-8")
    assert msgspec.structs.astuple(learning.learn(store, table)) == (0, 1, 0)
    assert len(all_ties(store)) == 3
    assert msgspec.structs.astuple(learning.learn(store, table, instead=True)) == (1, 0, 0)
    assert all_ties(store)[0] == ("member", "Ghana", "OPEC", "holds", "1990", "2001")
    assert len(all_ties(store)) == 2


@pytest.mark.parametrize(
    ("day", "statuses"), [("2020-01-09", []), ("2020-01-10", ["holds"]), ("2020-03-01", ["holds", "former"])]
)
def test_what_was_known_on_a_day(store: Store, day: str, statuses: list[str]) -> None:
    add(store, report(deed=False), report("r2", published="2020-02-10", status="former", deed=False))
    snapshots = snapshot.Snapshots(store)
    try:
        with snapshots.asking(day) as connection:
            assert [tie.status for tie in ties.all_ties(connection)] == statuses
    finally:
        snapshots.close()


def test_nothing_of_it_is_orphaned(store: Store) -> None:
    add(store, report())
    with store.writing() as connection:
        assert [fault for fault in check.faults(connection) if fault.kind in ("orphan", "quote")] == []
        connection.execute(t.reports.delete())
        for table in (t.relations, t.plans, t.pledges):
            assert connection.execute(table.select()).all() == []


def test_a_record_of_the_schema_before_has_its_ties_and_plans(tmp_path: Path) -> None:
    rows = json.loads((Path(__file__).parent / "earlier" / "0007.json").read_text(encoding="utf-8"))
    for row in rows["reports"]:
        reading = json.loads(row["reading"])
        keys = [entity["id"] for entity in reading["entities"]]
        if len(keys) > 1:
            sides = {"from": keys[0], "to": keys[1], "source": "outlet"}
            tie = {"kind": "origin", "status": "holds", "start": 0, "end": 5, **sides}
            plan = {"name": "Plan", "of": keys[0], "phases": ["A"], "start": 0, "end": 4}
            plan |= {"announced_by": None, "about": None}
            row["reading"] = json.dumps({**reading, "relations": [tie], "plans": [plan]})
    path = tmp_path / "old.db"
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")
        for name, found in rows.items():
            table = sa.Table(name, sa.MetaData(), autoload_with=connection, resolve_fks=False)
            connection.execute(sa.delete(table))
            connection.execute(sa.insert(table), found)
    engine.dispose()
    store = Store.open(path)
    store.refresh()
    try:
        with store.transaction() as connection:
            kept = connection.execute(t.relations.select()).all()
            assert kept
            assert {(row.kind, row.voice) for row in kept} == {("origin", "outlet")}
            assert all(row.entry and row.sentence for row in kept)
            assert {tie.kind for tie in ties.all_ties(connection)} == {"origin"}
            assert {plan.phases for plan in ties.plans(connection)} == {("A",)}
            assert all(plan.evidence.entry for plan in ties.plans(connection))
            assert not any("plan" in fault.what for fault in check.faults(connection))
    finally:
        store.close()
