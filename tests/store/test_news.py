"""What is new on record, and saved views, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
import sqlalchemy as sa

from lagebild.document import Span
from lagebild.errors import DecisionError, NotFoundError
from lagebild.reading import Entity, Event, Office, Reading, Time
from lagebild.store import Store, bookmarks, news
from lagebild.store import tables as t
from lagebild.store.freshness import changed_at, record_id


def reading(key: str, *, day: str = "2021-03-07", outlet: str = "Kurant", status: str = "happened") -> Reading:
    """A minister is arrested on a day."""
    text = f"Minister Otto Demm wurde am {day} in Halve verhaftet."

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Reading(
        id=key, text=text, outlet=outlet, published="2021-03-09", sentences=(Span(0, len(text)),),
        times=(Time(start=at(day).start, end=at(day).end, type="DATE", value=day, begin=day, end_date=day),),
        entities=(
            Entity(id="e1", kind="person", name="Otto Demm", mentions=(at("Otto Demm"),), name_spans=(at("Otto Demm"),)),
            Entity(id="e2", kind="place", name="Halve", mentions=(at("Halve"),), name_spans=(at("Halve"),)),
        ),
        offices=(Office(person="e1", title="Minister", of=None, status="holds", start=0, end=18),),
        events=(
            Event(
                id="v1", type="COERCE", trigger=(at("verhaftet"),), recipients=("e1",), place="e2", time=day,
                status=status, source="outlet", sentence=Span(0, len(text)), because={"type": "trigger"},  # type: ignore[arg-type]
            ),
        ),
    )  # fmt: skip


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = Store.open(database)
    yield opened
    opened.close()


def came_on(store: Store, report: str, moment: str) -> None:
    with store.writing() as connection:
        connection.execute(sa.update(t.reports).where(t.reports.c.id == report).values(recorded_at=moment))


def test_what_reports_bring_is_what_no_other_report_tells(store: Store) -> None:
    store.add(reading("a"))
    store.add(reading("b", outlet="Nordlicht"))
    store.add(reading("c", day="2021-03-01"))
    store.refresh()
    with store.transaction() as connection:
        alone = news.of_reports(connection, ["c"])
        again = news.of_reports(connection, ["b"])
        both = news.of_reports(connection, ["a", "b"])
        nothing = news.of_reports(connection, [])
    assert ([i.begin for i in alone.first_told], alone.told_again) == (["2021-03-01"], ())
    assert (again.first_told, [i.begin for i in again.told_again]) == ((), ["2021-03-07"])
    assert [i.begin for i in both.first_told] == ["2021-03-07"]
    assert again.offices == ()  # others have him in office, too
    assert (nothing.reports, nothing.incidents, nothing.first_told) == (0, 0, ())


def test_since_a_moment(store: Store) -> None:
    for key, moment in (("a", "2021-03-09T10:00:00.000000+00:00"), ("b", "2021-03-10T12:30:00.000000+00:00")):
        store.add(reading(key, day="2021-03-07" if key == "a" else "2021-03-01"))
        came_on(store, key, moment)
    store.refresh()
    with store.transaction() as connection:
        found = {
            moment: [one.id for one in news.since(connection, moment).newest]
            for moment in ("2021-03-09", "2021-03-10", "2021-03-10T12:30", "2021-03-10T12:31", "2021-03-11")
        }
    assert found == {
        "2021-03-09": ["b", "a"], "2021-03-10": ["b"], "2021-03-10T12:30": ["b"], "2021-03-10T12:31": [], "2021-03-11": [],
    }  # fmt: skip


def test_the_newest_incidents(store: Store) -> None:
    store.add(reading("a", day="2021-03-07"))
    store.add(reading("b", day="2021-03-01"))
    store.add(msgspec.structs.replace(reading("c", day="2031-01-01", status="announced"), outlet="Werkbank"))
    store.refresh()
    with store.transaction() as connection:
        assert [i.begin for i in news.newest(connection, limit=5)] == ["2021-03-07", "2021-03-01"]
        assert [i.begin for i in news.newest(connection, limit=1)] == ["2021-03-07"]


def test_what_was_disputed_last_comes_first(store: Store) -> None:
    for number, (day, moment) in enumerate((("2021-03-07", "2021-03-10"), ("2021-03-01", "2021-03-11"))):
        store.add(reading(f"a{number}", day=day))
        store.add(reading(f"b{number}", day=day, outlet="Nordlicht", status="denied"))
        came_on(store, f"a{number}", "2021-03-09T00:00:00.000000+00:00")
        came_on(store, f"b{number}", f"{moment}T00:00:00.000000+00:00")
    store.refresh()
    with store.transaction() as connection:
        found = news.disputed(connection, limit=5)
        assert [(d.kind, i.begin) for d, i in found] == [("happened", "2021-03-01"), ("happened", "2021-03-07")]
        assert [i.begin for _, i in news.disputed(connection, limit=1)] == ["2021-03-01"]


def test_incidents_by_when_they_were_told_last(store: Store) -> None:
    for key, day, moment in (("a", "2021-03-07", "09"), ("b", "2021-03-01", "10"), ("c", "2021-03-07", "11")):
        store.add(reading(key, day=day, outlet=f"Blatt {key}"))
        came_on(store, key, f"2021-03-{moment}T00:00:00.000000+00:00")
    store.refresh()
    with store.transaction() as connection:
        found = news.recorded(connection, {}, limit=9)
        assert [(one.begin, first[8:10], last[8:10]) for one, first, last in found] == [
            ("2021-03-07", "09", "11"), ("2021-03-01", "10", "10"),
        ]  # fmt: skip
        assert [one.begin for one, *_ in news.recorded(connection, {}, limit=1)] == ["2021-03-07"]
        assert [one.begin for one, *_ in news.recorded(connection, {"outlet": "Blatt b"}, limit=9)] == ["2021-03-01"]
        assert news.recorded(connection, {"kind": "AID"}, limit=9) == []
        assert news.when(connection, ["c", "none"]) == {"c": "2021-03-11T00:00:00.000000+00:00"}


def test_a_record_has_a_name_and_knows_when_it_changed(store: Store) -> None:
    with store.transaction() as connection:
        name = record_id(connection)
        assert len(name) == 36
        assert changed_at(connection) is None
    store.add(reading("a"))
    with store.transaction() as connection:
        assert record_id(connection) == name
        assert (changed_at(connection) or "") > "2020"


def test_views_are_kept_by_name(store: Store) -> None:
    with store.writing() as connection:
        bookmarks.save(
            connection, " Zoll  Halve", page="chronicle", query="type=COERCE&page=2&actor=&at=2021", author=" anna "
        )
        bookmarks.save(connection, "Ämter", page="offices", query="on=2021-03-01&of=Halve", author="")
    with store.transaction() as connection:
        found = bookmarks.views(connection)
    assert [(v.name, v.address, v.author) for v in found] == [
        ("Zoll Halve", "/chronicle?type=COERCE", "anna"), ("Ämter", "/offices?of=Halve&on=2021-03-01", "unknown"),
    ]  # fmt: skip
    with store.writing() as connection:
        again = bookmarks.save(connection, "Ämter", page="said", query="", author="bert")
        assert (again.number, again.address) == (found[1].number, "/said")
        bookmarks.drop(connection, found[0].number)
        with pytest.raises(NotFoundError, match="no saved view"):
            bookmarks.drop(connection, found[0].number)
        for name, query in (("", "x=1"), ("x" * 121, "x=1"), ("x", "q=" + "x" * 2001)):
            with pytest.raises(DecisionError):
                bookmarks.save(connection, name, page="chronicle", query=query, author="anna")
        assert [v.name for v in bookmarks.views(connection)] == ["Ämter"]
