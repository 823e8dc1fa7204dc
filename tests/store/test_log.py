"""Who did what on the record besides deciding, and the answer to who did what at all."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lagebild import learning, run
from lagebild.api import Record
from lagebild.document import Document
from lagebild.errors import QuestionError
from lagebild.export.history import history
from lagebild.reading import Reading
from lagebild.record.decisions import anchors
from lagebild.sources import Failure
from lagebild.store import Connection, Store, bookmarks, deciding, log
from lagebild.store.snapshot import snapshot

MakeReading = Callable[..., Reading]


def noted(store: Store) -> list[tuple[str, str, str]]:
    with store.transaction() as connection:
        return [(one.what, one.about, one.author) for one in log.logged(connection)]


def test_tables_and_views_are_noted_by_name(store: Store, make: MakeReading, tmp_path: Path) -> None:
    store.add(make("r2", name="Ada Brunn"))
    store.add(make("r3", name="Karl Dorn"))
    people, ties = tmp_path / "leute.tsv", tmp_path / "bande.tsv"
    people.write_text("name\tkind\nAda Brunn\tperson\n", encoding="utf-8")
    ties.write_text("from\ttie\tto\nAda Brunn\tkin\tKarl Dorn\n", encoding="utf-8")
    learning.learn(store, people, author="anna")
    learning.learn(store, ties, author="ben")
    learning.learn(store, people, instead=True, author="ben")
    learning.learn(store, people)
    with store.writing() as connection:
        bookmarks.save(connection, "Proteste", page="chronicle", query="type=PROTEST", author="anna")
        bookmarks.drop(connection, 1, author="ben")
    assert noted(store) == [
        ("known", "leute.tsv: 1 new, 0 changed", "anna"),
        ("known ties", "bande.tsv: 1 new, 0 changed", "ben"),
        ("forgotten", "known: 1 lines", "ben"),
        ("known", "leute.tsv: 1 new, 0 changed", "ben"),
        ("view", "Proteste", "anna"),
        ("view dropped", "Proteste", "ben"),
    ]


def test_by_whom_reports_came_is_noted_also_when_the_run_breaks_off(store: Store) -> None:
    def documents() -> Iterator[Document]:
        for number in range(3):
            yield Document(id=f"n{number}", text=f"Nothing was said on day {number}.", language="en")

    came = run.noted(store, run.add(store, documents()), author="anna")
    assert [one.id for one in came] == ["n0", "n1", "n2"]
    again = run.noted(store, run.add(store, documents()), author="ben")
    assert len(list(again)) == 3  # known
    nobody = run.add(store, [Document(id="n3", text="Somebody said so.", language="en")])
    list(run.noted(store, nobody, author=None))

    def breaking() -> Iterator[run.Added | Failure]:
        yield run.Added(id="n3", became="version", version=2, of=2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(run.noted(store, breaking(), author="cora"))
    assert noted(store) == [*(("added", f"n{n}", "anna") for n in range(3)), ("version", "n3", "cora")]


def test_one_asks_who_did_what_and_when(store: Store, make: MakeReading) -> None:
    store.add(make())
    with store.writing() as connection:
        log.note(connection, "added", "r1", author=" cora ")
        log.note(connection, "added", "r1", author="  ")
    store.add(make("r2", name="Ada Brunn"))
    store.refresh()
    entry = anchors(make())["event"][0].id
    with store.writing() as connection:
        deciding.withdraw(connection, entry, author="anna", why="ein Irrtum")
        deciding.judge(connection, "Ilka Sorén", "Ada Brunn", same=True, author="ben")
        deciding.retract(connection, 1, author="ben")
        deciding.judge(connection, "Ilka Sorén", "Ada Brunn", same=False, author="anna")

    def asked(connection: Connection, **filters: str) -> tuple[list[int], list[str], list[str]]:
        found = history(connection, **filters)
        return [d.number for d in found.decisions], [c.kind for c in found.conflicts], [one.what for one in found.log]

    with store.transaction() as connection:
        assert history(connection).people == {"anna": 2, "ben": 2, "cora": 1}
        assert asked(connection) == ([1, 2, 3], ["contradiction"], ["added"])
        assert asked(connection, by="BEN") == ([1, 2], ["contradiction"], [])
        assert asked(connection, by="cora") == ([], [], ["added"])
        assert asked(connection, kind="wrong") == ([1], [], [])
        assert asked(connection, kind="added") == ([], [], ["added"])
        assert asked(connection, first="9999-01-01") == ([], [], [])
        assert asked(connection, last="1999-01-01") == ([], [], [])
        with pytest.raises(QuestionError, match=r"nobody called 'dora' .* there are anna, ben, cora"):
            history(connection, by="dora")
        with pytest.raises(QuestionError, match="there are same, different, wrong, mend, added"):
            history(connection, kind="x")
    with Record(store.engine.url.render_as_string(hide_password=False)) as record:
        assert [one.number for one in record.decisions(by="anna")] == [1, 3]
        assert [one.author for one in record.decisions(kind="same")] == ["ben"]
        assert [(one.what, one.about, one.author) for one in record.log()] == [("added", "r1", "cora")]
        assert list(record.log(until=datetime.date(1999, 1, 1))) == []


def test_what_was_known_has_the_log_of_its_reports_and_of_all_tables(store: Store, make: MakeReading) -> None:
    store.add(make("r1", published="2021-03-08"))
    store.add(make("r2", name="Ada Brunn", published="2022-05-01"))
    store.refresh()
    with store.writing() as connection:
        for what, about in (
            ("added", "r1"),
            ("added", "r2"),
            ("version", "r2"),
            ("known", "leute.tsv: 1 new, 0 changed"),
        ):
            log.note(connection, what, about, author="anna")  # type: ignore[arg-type]
        bookmarks.save(connection, "Proteste", page="chronicle", query="type=PROTEST", author="ben")
    whole = noted(store)
    assert len(whole) == 5
    for day, known in (("2021-12-31", [whole[0], *whole[3:]]), ("2022-05-01", whole), ("2020-01-01", whole[3:])):
        _, made = snapshot(store, day)
        assert noted(made) == known
        made.close()
