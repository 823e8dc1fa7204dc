"""Decisions on record: they withdraw, join and part, outlive what they speak of, and are never lost silently."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from lagebild import learning, run
from lagebild.annotate.read import read
from lagebild.document import Document, Span
from lagebild.errors import DecisionError, NotFoundError, SourceError, StoreError
from lagebild.reading import Entity, Office, Reader, Reading
from lagebild.record.decisions import Conflict, Decision, anchors
from lagebild.record.identities import Known
from lagebild.settings import Settings
from lagebild.sources import Failure
from lagebild.store import Connection, Store, deciding, hits, knowing, queries
from lagebild.store import pages as store_pages
from lagebild.store import tables as t
from lagebild.store.size import size as size_of
from tests.fresh import fresh

from .conftest import MakeReading


def add(store: Store, *readings: Reading) -> None:
    for reading in readings:
        store.add(reading)
    store.refresh()


def do(store: Store, deed: Callable[[Connection], Any]) -> Any:
    store.refresh()
    with store.writing() as connection:
        done = deed(connection)
    store.refresh()
    return done


def same(store: Store, left: str, right: str) -> Decision:
    return do(store, lambda c: deciding.judge(c, left, right, same=True, author="anna"))  # type: ignore[no-any-return]


def conflicts(store: Store) -> list[Conflict]:
    return do(store, deciding.conflicts)  # type: ignore[no-any-return]


def answers(store: Store) -> tuple[int, int, int]:
    """How many tenures, incidents and statements the record answers with."""
    with store.transaction() as c:
        return len(queries.office_tenures(c)), len(queries.tellings(c)), len(queries.statements(c))


def entry(reading: Reading, layer: Any) -> str:
    return anchors(reading)[layer][0].id


def test_what_is_wrong_is_hidden_and_comes_back(store: Store, make: MakeReading) -> None:
    add(store, make(), make("r2", name="Ada Brunn"))
    assert answers(store) == (2, 2, 2)
    made = [
        do(store, partial(deciding.withdraw, entry=e[:10], author="anna", why="Ironie"))
        for e in [entry(make(), layer) for layer in ("office", "event", "statement")]
    ]
    assert [d.number for d in made] == [1, 2, 3]
    assert (made[0].author, made[0].why) == ("anna", "Ironie")
    assert answers(store) == (1, 1, 1)
    with store.transaction() as c:
        assert [i.id for i in queries.tellings(c, withdrawn=True)] == ["r1/v1"]
        assert [s.id for s in queries.statements(c, withdrawn=True)] == ["r1/s1"]
        assert [o.person_name for o in queries.office_tenures(c, withdrawn=True)] == ["Ilka Sorén"]
        assert (size_of(c).offices, size_of(c).events, size_of(c).statements) == (1, 1, 1)
        assert queries.count_statements(c) == 1
        assert [[s.id for s in queries.statements(c, newest=1, skip=skip)] for skip in (0, 1)] == [["r2/s1"], []]
        assert c.scalars(sa.text("SELECT report FROM office_register")).all() == ["r2"]
        assert c.scalars(sa.text("SELECT report FROM chronicle")).all() == ["r2"]
        assert c.scalars(sa.text("SELECT report FROM said")).all() == ["r2"]
        assert deciding.withdrawals(c, [entry(make(), "event"), "no such"]) == {entry(make(), "event"): made[1]}
    for decision in made:
        back = do(store, partial(deciding.retract, number=decision.number, author="ben"))
        assert (back.retracted.author, back.recorded_at) == ("ben", decision.recorded_at)
    assert answers(store) == (2, 2, 2)
    with store.transaction() as c:
        assert [d.number for d in deciding.decisions(c) if d.retracted] == [1, 2, 3]


def test_decisions_outlive_another_reading(store: Store, make: MakeReading) -> None:
    add(store, make())
    do(store, lambda c: deciding.withdraw(c, entry(make(), "event"), author="anna"))
    first = make()
    other = msgspec.structs.replace(first.events[0], id="v0", type="DIE")
    again = msgspec.structs.replace(first, events=(other, msgspec.structs.replace(first.events[0], id="v1")))
    assert store.replace(again)
    store.refresh()
    with store.transaction() as c:
        assert [i.type for i in queries.tellings(c)] == ["DIE"]
    assert conflicts(store) == []
    sharper = msgspec.structs.replace(first, events=(msgspec.structs.replace(first.events[0], actors=("e1",)),))
    store.replace(sharper)
    (conflict,) = conflicts(store)
    assert (conflict.kind, conflict.decisions, answers(store)[1]) == ("changed", (1,), 0)
    store.replace(msgspec.structs.replace(first, events=()))
    assert [c.kind for c in conflicts(store)] == ["gone"]
    store.replace(first)
    assert conflicts(store) == []
    assert answers(store)[1] == 0
    with store.transaction() as c:
        assert c.scalar(sa.select(sa.func.count()).select_from(t.sentences)) == 2
        assert len(hits.sentences(c, "Halve")) == 1


def test_two_names_declared_the_same_are_one_until_that_is_taken_back(store: Store, make: MakeReading) -> None:
    add(store, make("a", name="Ilka Sorén"), make("b", name="Ilka Brandt"))
    made = same(store, "ilka soren", "Brandt")
    assert (made.left, made.right) == ("Ilka Sorén", "Ilka Brandt")
    with store.transaction() as c:
        assert queries.identity(c, "Brandt").id == queries.identity(c, "Sorén").id
    add(store, make("c", name="Ilka Brandt"))
    with store.transaction() as c:
        assert len({queries.identity(c, name).id for name in ("Brandt", "Sorén")}) == 1
    assert conflicts(store) == []
    do(store, lambda c: deciding.retract(c, 1, author="ben"))
    with store.transaction() as c:
        assert len({queries.identity(c, name).id for name in ("Brandt", "Sorén")}) == 2


def test_the_record_with_decisions_does_not_depend_on_any_order(tmp_path: Path, make: MakeReading) -> None:
    readings = [make("a", name="Ilka Soren"), make("b", name="Ilka Brandt"), make("c", name="Ada Brunn")]
    deeds: list[Callable[[Connection], Decision]] = [
        lambda c: deciding.judge(c, "Ilka Soren", "Ilka Brandt", same=True, author="anna"),
        lambda c: deciding.judge(c, "Ilka Brandt", "Ada Brunn", same=False, author="ben"),
        lambda c: deciding.withdraw(c, entry(readings[1], "event"), author="anna"),
    ]
    pictures = []
    for number, (order, done) in enumerate(itertools.product((readings, readings[::-1]), (deeds, deeds[::-1]))):
        store = fresh(tmp_path / f"{number}.db")
        add(store, *order)
        for deed in done:
            do(store, deed)
        for reading in order:
            store.replace(reading)
        store.refresh()
        with store.transaction() as c:
            pictures.append(
                (
                    queries.office_tenures(c), queries.tellings(c), queries.tellings(c, withdrawn=True),
                    [queries.identity(c, n) for n in ("Soren", "Brandt", "Brunn", "Halve")],
                )
            )  # fmt: skip
        store.close()
    assert len(pictures[0][1]) == 2
    assert all(picture == pictures[0] for picture in pictures)


def test_decisions_that_contradict_each_other_both_stand_and_are_told(store: Store, make: MakeReading) -> None:
    add(store, make("a", name="Ilka Sorén"), make("b", name="Ilka Brandt"))
    same(store, "Sorén", "Brandt")
    do(store, lambda c: deciding.judge(c, "Ilka Sorén", "Ilka Brandt", same=False, author="ben"))
    assert [(c.kind, c.decisions) for c in conflicts(store)] == [("contradiction", (1, 2))]
    do(store, lambda c: deciding.retract(c, 1, author="ben"))
    assert [c.kind for c in conflicts(store) if c.kind == "contradiction"] == []


def test_a_later_report_that_speaks_against_a_decision_is_told(store: Store, make: MakeReading) -> None:
    def both(report: str) -> Reading:
        text = "Ilka Sorén traf Ilka Brandt."
        spots = {name: Span(text.index(name), text.index(name) + len(name)) for name in ("Ilka Sorén", "Ilka Brandt")}
        people = tuple(
            Entity(id=f"e{n}", kind="person", name=name, mentions=(spot,), name_spans=(spot,))
            for n, (name, spot) in enumerate(spots.items())
        )
        blank = Reading.blank(Document(id=report, text=text), (Span(0, len(text)),))
        return msgspec.structs.replace(blank, entities=people)

    add(store, make("a", name="Ilka Sorén"), make("b", name="Ilka Brandt"), both("before"))
    same(store, "Sorén", "Brandt")
    assert conflicts(store) == []
    add(store, both("after"))
    assert [(c.kind, c.reports) for c in conflicts(store)] == [("evidence", ("after",))]


def test_names_nobody_bears_any_more_are_told(store: Store, make: MakeReading) -> None:
    add(store, make("a", name="Ilka Sorén"), make("b", name="Ilka Brandt"))
    same(store, "Sorén", "Brandt")
    store.replace(make("b", name="Ilka Brunnn"))
    assert [(c.kind, c.names) for c in conflicts(store)] == [("unknown", ("Ilka Brandt",))]


def test_what_says_nothing_is_refused(store: Store, make: MakeReading) -> None:
    add(store, make("a", name="Ilka Sorén"), make("b", name="Ilka Brandt"))
    with store.transaction() as c:
        with pytest.raises(NotFoundError, match="nobody and nothing on record is called 'Niemand'"):
            deciding.judge(c, "Sorén", "Niemand", same=True, author="anna")
        with pytest.raises(NotFoundError, match=r"could be several: .*Ilka Brandt \(person\)"):
            deciding.judge(c, "Ilka", "Brandt", same=False, author="anna")
        with pytest.raises(DecisionError, match="are the same already: Ilka Sorén"):
            deciding.judge(c, "ilka soren", "Ilka Sorén", same=True, author="anna")
        with pytest.raises(NotFoundError, match="no entry on record"):
            deciding.withdraw(c, "0000", author="anna")
        with pytest.raises(NotFoundError, match="too short"):
            deciding.withdraw(c, "a%", author="anna")
        with pytest.raises(NotFoundError, match="there is no decision 7"):
            deciding.retract(c, 7, author="anna")
        one = entry(make("a", name="Ilka Sorén"), "event")
        deciding.withdraw(c, one, author="anna")
        with pytest.raises(DecisionError, match="withdrawn already, by decision 1"):
            deciding.withdraw(c, one, author="ben")
        deciding.retract(c, 1, author="anna")
        with pytest.raises(DecisionError, match="taken back before, by anna"):
            deciding.retract(c, 1, author="anna")


def test_an_entry_may_be_named_by_where_it_stands(store: Store, make: MakeReading) -> None:
    add(store, make())
    with store.transaction() as c:
        named = [queries.tellings(c)[0].id, queries.statements(c)[0].id]
    for name, layer in zip(named, ("event", "statement"), strict=True):
        made = do(store, partial(deciding.withdraw, entry=name, author="anna"))
        assert made.entry.id == entry(make(), layer)
    for name in ("r1/v9", "r1/s9", "r1/", "/v1", "r1/s99999999999", "r2/v1"):
        with pytest.raises(NotFoundError):
            do(store, partial(deciding.withdraw, entry=name, author="anna"))


def test_the_beginning_of_several_ids_lists_them(store: Store, make: MakeReading) -> None:
    add(store, make())
    with store.transaction() as c:
        c.execute(sa.insert(t.entries), [{"id": f"abcd{n}", "report": "r1", "layer": "office"} for n in range(2)])
        with pytest.raises(NotFoundError, match="could be several entries: abcd0, abcd1"):
            deciding.withdraw(c, "ABCD", author="anna")


def test_known_names_bring_their_wikidata_id(store: Store, make: MakeReading, tmp_path: Path) -> None:
    add(store, make("a", name="Ilka Sorén"), make("b", name="Ilka Brandt"))
    table = tmp_path / "known.tsv"
    table.write_text("name\taliases\tkind\twikidata\nIlka Sorén\tIlka Brandt\tperson\tQ42\nHalve\t\tplace\t\n")
    assert learning.learn(store, table) == learning.Learned(new=2, changed=0, same=0)
    with store.transaction() as c:
        found = queries.identity(c, "Brandt")
        assert found.id == queries.identity(c, "Sorén").id
        assert store_pages.found(c, found.id) == found
    table.write_text("name\taliases\tkind\twikidata\nIlka Sorén\t\tperson\tQ42\nIlka Sorén\t\tperson\tQ43\n")
    assert learning.learn(store, table) == learning.Learned(new=1, changed=1, same=0)
    assert learning.learn(store, table) == learning.Learned(new=0, changed=0, same=2)
    table.write_text("name\nHalve\nAda\tBrunn\n")
    with pytest.raises(SourceError, match=r"known\.tsv, line 3, column 2"):
        learning.learn(store, table, instead=True)
    with store.transaction() as c:
        assert len(knowing.known(c)) == 3
    table.write_text("name\nHalve\n")
    assert learning.learn(store, table, instead=True).new == 1
    with store.transaction() as c:
        assert knowing.known(c) == [Known("Halve", (), None, None)]


def reread(store: Store, **options: Any) -> list[Any]:
    return list(run.reread(store, store.to_reread(run.todays_reader(Settings()), **options)))


REPORTS = [
    Document(id=f"r{n}", text=f"Ministerin Ilka Sorén trat am Montag zurück. Nummer {n}.", published="2021-05-05",
             problems=("the letters look odd",))
    for n in range(3)
]  # fmt: skip


def test_reports_of_another_reader_are_read_again(store: Store) -> None:
    for document in REPORTS:
        old = Reading.blank(document)
        store.add(msgspec.structs.replace(old, reader=Reader(version="0", lexicon="x", model="y")))
    assert [r.changed for r in reread(store)] == [True] * 3
    with store.transaction() as c:
        assert [o.person_name for o in queries.office_tenures(c)] == ["Ilka Sorén"]
        assert store_pages.reading(c, "r1").problems == ("the letters look odd",)
    assert reread(store) == []
    assert [r.changed for r in reread(store, everything=True)] == [False] * 3


def test_a_run_that_was_broken_off_goes_on(store: Store) -> None:
    assert len(list(run.add(store, REPORTS))) == 3
    going = run.reread(store, store.to_reread(run.todays_reader(Settings()), everything=True))
    next(going)
    going.close()  # type: ignore[attr-defined]
    assert [r.id for r in reread(store, everything=True)] == ["r1", "r2"]
    assert len(reread(store, everything=True)) == 3


def test_a_report_at_which_the_reader_fails_keeps_its_reading(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(list(run.add(store, REPORTS))) == 3
    annotate = read

    def stumbles(document: Document, *given: Any, **named: Any) -> Reading:
        if document.id == "r1":
            raise ValueError("stumbled")
        return annotate(document, *given, **named)

    monkeypatch.setattr(run, "annotate", stumbles)
    done = reread(store, everything=True)
    assert [isinstance(d, Failure) for d in done] == [False, True, False]
    with store.transaction() as c:
        assert len(queries.office_tenures(c)[0].evidence) == 3
        assert size_of(c).failures == 1
    monkeypatch.undo()
    assert len(reread(store, everything=True)) == 3
    with store.transaction() as c:
        assert size_of(c).failures == 0


def test_namesakes_are_joined_by_their_ids_which_lead_on(store: Store, make: MakeReading) -> None:
    def holder(report: str, title: str, of: str) -> Reading:
        text = f"{title} Karl Brunn kam aus {of}."
        name, place = text.index("Karl Brunn"), text.index(of)
        blank = Reading.blank(Document(id=report, text=text, published="2020-01-01"), (Span(0, len(text)),))
        people = [
            ("e1", "person", "Karl Brunn", Span(name, name + 10)),
            ("e2", "state", of, Span(place, len(text) - 1)),
        ]
        return msgspec.structs.replace(
            blank,
            entities=tuple(
                Entity(id=key, kind=kind, name=n, mentions=(spot,), name_spans=(spot,))  # type: ignore[arg-type]
                for key, kind, n, spot in people
            ),
            offices=(Office(person="e1", title=title, of="e2", status="holds", start=0, end=name + 10),),
        )

    add(store, holder("a", "Bischof", "Halve"), holder("b", "Finanzminister", "Talvarien"))
    with (
        store.transaction() as c,
        pytest.raises(NotFoundError, match=r"could be several: .* Give one of these ids") as e,
    ):
        queries.identity(c, "Brunn")
    ids = [word.strip(";). ") for word in str(e.value).split() if "~" in word]
    assert len(ids) == 2
    made = do(store, lambda c: deciding.judge(c, ids[0], ids[1], same=True, author="anna"))
    assert {made.left, made.right} == set(ids)
    with store.transaction() as c:
        assert {queries.identity(c, name).id for name in (*ids, "Brunn")} == {"person:karl-brunn"}
    assert conflicts(store) == []
    do(store, lambda c: deciding.retract(c, 1, author="anna"))
    with store.transaction() as c:
        assert len({queries.identity(c, name).id for name in ids}) == 2


def test_a_name_means_those_who_bear_it_before_mere_descriptions(store: Store, make: MakeReading) -> None:
    described = make("b", name="Ilka Sorén")
    nameless = msgspec.structs.replace(described.entities[0], name_spans=())
    add(
        store,
        make("a", name="Ilka Sorén"),
        msgspec.structs.replace(described, entities=(nameless, *described.entities[1:])),
    )
    with store.transaction() as c:
        assert queries.identity(c, "Ilka Sorén").id == "person:ilka-soren"


def test_a_decision_made_twice_or_without_an_author_is_refused(store: Store, make: MakeReading) -> None:
    add(store, make("a", name="Ilka Sorén"), make("b", name="Pavel Krohn"))
    same(store, "Sorén", "Krohn")
    for again in (("Sorén", "Krohn"), ("Pavel Krohn", "ilka soren")):
        with pytest.raises(DecisionError, match="are the same already, by decision 1"):
            same(store, *again)
    different = partial(deciding.judge, same=False, author="ben")
    assert do(store, partial(different, left="Krohn", right="Sorén")).left == "Pavel Krohn"
    with pytest.raises(DecisionError, match="are different already, by decision 2"):
        do(store, partial(different, left="Sorén", right="Krohn"))
    assert [(c.kind, c.decisions) for c in conflicts(store)] == [("contradiction", (1, 2))]
    for author in ("", " \t"):
        with pytest.raises(DecisionError, match="needs an author"):
            do(store, partial(deciding.retract, number=1, author=author))
        with pytest.raises(DecisionError, match="needs an author"):
            do(store, partial(deciding.withdraw, entry=entry(make("a", name="Ilka Sorén"), "event"), author=author))
    with pytest.raises(StoreError, match="not valid Unicode text"):
        do(store, partial(deciding.retract, number=1, author="x\udcff"))
    assert len(do(store, deciding.decisions)) == 2


def test_editors_at_work_at_once_wait_for_each_other(database: str, make: MakeReading) -> None:
    first = Store.open(database)
    readings = [make(f"r{n}", name=f"Ada Brunn{n}") for n in range(6)]
    add(first, *readings)

    def decide(reading: Reading) -> int:
        store = Store.open(database)
        try:
            made = do(store, partial(deciding.withdraw, entry=entry(reading, "event"), author="anna"))
            return made.number  # type: ignore[no-any-return]
        finally:
            store.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(decide, readings))
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert answers(first)[1] == 0
    first.close()
