"""Ties, plans and pledges on record: what reports say, what a user's table says, and an editor's word on them."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from lagebild import run
from lagebild.document import Document, Span
from lagebild.reading import Entity, Event, Plan, Pledge, Reading, Relation, RelationStatus
from lagebild.record.ties.course import Tie, ties_on
from lagebild.store import Store, check, deciding, migrate, snapshot, ties
from lagebild.store import tables as t

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


def test_a_users_table_stands_beside_the_reports(store: Store, tmp_path: Path) -> None:
    add(store, report(deed=False))
    table = tmp_path / "ties.tsv"
    table.write_text("from\ttie\tto\tsince\nGhana\tmember\tOPEC\t1990\nTogo\tally\tMali\t\n", encoding="utf-8")
    assert msgspec.structs.astuple(run.learn(store, table)) == (2, 0, 0)
    assert all_ties(store) == [
        ("ally", "Mali", "Togo", "holds", None, None),
        ("member", "Ghana", "OPEC", "holds", "1990", None),
        ("ally", "Ghana", "Peru", "holds", "1995", None),
    ]
    with store.transaction() as connection:
        found = {tie.other.name: tie for tie in ties.all_ties(connection)}
    assert found["OPEC"].given[0].text == "Ghana\tmember\tOPEC\t1990"
    assert not found["Togo"].one.id.startswith("state:")
    assert msgspec.structs.astuple(run.learn(store, table)) == (0, 0, 2)
    table.write_text("from\ttie\tto\tsince\tuntil\nGhana\tmember\tOPEC\t1990\t2001\n", encoding="utf-8")
    assert msgspec.structs.astuple(run.learn(store, table)) == (0, 1, 0)
    assert len(all_ties(store)) == 3
    assert msgspec.structs.astuple(run.learn(store, table, instead=True)) == (1, 0, 0)
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
    finally:
        store.close()
