"""Versions on record: the newest counts, none is lost, an editor's word holds."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from lagebild import run
from lagebild.document import Document
from lagebild.errors import NotFoundError
from lagebild.reading import Reading
from lagebild.sources import Failure
from lagebild.store import Store, deciding, hits, queries, rows, versions
from lagebild.store import tables as t
from lagebild.store.size import size as size_of
from lagebild.store.versions import Kept, Placed

from .conftest import MakeReading

URL = "https://blatt.example/halve"


def reworded(reading: Reading, old: str, new: str, **head: str | None) -> Reading:
    """A reading with other words of the same length at the same places."""
    assert len(old) == len(new)
    return msgspec.structs.replace(reading, text=reading.text.replace(old, new), **head)


def document(text: str, **head: Any) -> Document:
    return Document(id=head.pop("id", None) or "r1", text=text, **head)


def known(store: Store, report: str = "r1") -> list[tuple[int, str | None, str]]:
    with store.transaction() as connection:
        return [(n, v.published, v.text) for n, v in enumerate(versions.of(connection, report), start=1)]


def test_the_record_follows_the_newest_version(store: Store, make: MakeReading) -> None:
    first = make()
    second = reworded(first, "erschossen", "erstochen.", published="2021-03-09", title="Messer", outlet="Bote", url=URL)
    store.add(first)
    assert store.add_version(second, given_id="r1") == Placed(number=2, of=2, new=True)
    store.refresh()
    with store.transaction() as connection:
        assert size_of(connection).reports == 1
        (incident,) = queries.incidents(connection)
        assert ([t.trigger for t in incident.tellings], incident.sources) == (["erstochen."], 1)
        assert (incident.evidence[0].outlet, incident.evidence[0].published) == ("Bote", "2021-03-09")
        (tenure,), (said,) = queries.office_tenures(connection), queries.statements(connection)
        assert [e.version for e in (incident.evidence[0], tenure.evidence[0], said.evidence)] == [2, 2, 2]
        assert hits.sentences(connection, "erschießen") == []
        row = connection.execute(sa.select(t.reports)).one()
        assert (row.title, row.url, row.address, row.version) == ("Messer", URL, "blatt.example/halve", 2)
        old = connection.execute(sa.select(t.versions)).one()
        assert (old.report, old.number, old.title, old.published) == ("r1", 1, "Schüsse", "2021-03-08")
        assert msgspec.json.decode(old.reading, type=Reading) == first
        before, after = versions.of(connection, "r1")
    assert (before.text, after.text) == (first.text, second.text)
    assert before.recorded_at < after.recorded_at
    assert before.sentences == first.sentences
    assert before.names == (first.entities[0].name_spans[0], first.entities[1].name_spans[0])


def test_an_earlier_version_that_comes_late_changes_nothing(store: Store, make: MakeReading) -> None:
    newest = make(published="2021-03-09T12:00")
    earlier = reworded(newest, "erschossen", "erstochen.", published="2021-03-09T08:00")
    store.add(newest)
    store.refresh()
    with store.transaction() as connection:
        (before,) = queries.incidents(connection)
        recorded = connection.scalar(sa.select(t.reports.c.recorded_at))
    assert store.add_version(earlier, given_id="r1") == Placed(number=1, of=2, new=True)
    store.refresh()
    with store.transaction() as connection:
        (after,) = queries.incidents(connection)
        assert connection.scalar(sa.select(t.reports.c.recorded_at)) == recorded
    (telling,) = before.tellings
    evidence = msgspec.structs.replace(telling.evidence, version=2)  # what stood alone is now the second
    assert after == msgspec.structs.replace(before, tellings=(msgspec.structs.replace(telling, evidence=evidence),))
    assert [text for _, _, text in known(store)] == [earlier.text, newest.text]


def test_versions_in_any_order_are_one_list(store: Store, make: MakeReading) -> None:
    days = ("2021-03-08", "2021-03-09T08:00", "2021-03-09T12:00", "2021-03-10")
    texts = ("erschossen", "erstochen.", "ertrunken.", "erhängt...")
    first = make()
    told = [reworded(first, "erschossen", word, published=day) for word, day in zip(texts, days, strict=True)]
    seen = set()
    for number, order in enumerate(itertools.permutations(told)):
        report = f"x{number}"
        store.add(msgspec.structs.replace(order[0], id=report))
        for one in order[1:]:
            store.add_version(msgspec.structs.replace(one, id=report), given_id=report)
        with store.transaction() as connection:
            triggers = connection.scalars(sa.select(t.events.c.trigger).where(t.events.c.report == report)).all()
            numbers = connection.scalars(
                sa.select(t.versions.c.number).where(t.versions.c.report == report).order_by(t.versions.c.number)
            ).all()
            newest = connection.scalar(sa.select(t.reports.c.version).where(t.reports.c.id == report))
        assert ([*triggers], [*numbers], newest) == (["erhängt..."], [1, 2, 3], 4)
        seen.add(tuple(known(store, report)))
    assert len(seen) == 1


def test_a_text_on_record_is_not_kept_twice(store: Store, make: MakeReading) -> None:
    first, second = make(), reworded(make(), "erschossen", "erstochen.", published="2021-03-09")
    store.add(first)
    store.add_version(second, given_id="r1")
    assert store.add_version(second, given_id="r1") == Placed(number=2, of=2, new=False)
    assert store.add_version(first, given_id="r1") == Placed(number=1, of=2, new=False)
    assert len(known(store)) == 2
    back = msgspec.structs.replace(first, published="2021-03-10")
    assert store.add_version(back, given_id="r1") == Placed(number=3, of=3, new=True)
    with pytest.raises(NotFoundError, match="no report 'r2'"):
        store.add_version(make("r2"), given_id="r2")


def test_a_report_is_found_by_its_ids_and_addresses(store: Store, make: MakeReading) -> None:
    first = msgspec.structs.replace(make(), url=URL)
    second = reworded(make(), "erschossen", "erstochen.", url="https://blatt.example/halve-2", published="2021-03-09")
    store.add(first)
    store.add_version(second, given_id="r7")
    store.add(make("r2", name="Ada Brunn"))
    for asked in (
        document("neu", id="r1"),
        document("neu", id="r7"),
        document("neu", id="x", url="http://www.blatt.example/halve/?utm_source=y#top"),
        document("neu", id="x", url="https://blatt.example/halve-2"),
    ):
        assert store.find(asked) == Kept(report="r1", number=None), asked
    assert store.find(document(first.text, id="r7")) == Kept(report="r1", number=1)
    assert store.find(document(second.text, id="x", url=URL)) == Kept(report="r1", number=2)
    assert store.find(document("neu", id="r2", url=URL)) == Kept(report="r2", number=None)  # the id comes first
    assert store.find(document("neu", id="x", url="https://blatt.example/")) is None
    assert store.find(document("neu", id="x")) is None
    with store.transaction() as connection:
        for name in ("r1", "r7", URL, "blatt.example/halve-2"):
            assert versions.named(connection, name) == "r1"
        for name in ("zz", "", "%", "https://blatt.example/anders"):
            with pytest.raises(NotFoundError, match="lagebild search"):
                versions.named(connection, name)
        with pytest.raises(NotFoundError, match="r1, r2"):
            versions.named(connection, "r")


def test_the_beginning_of_an_id_is_enough(store: Store, make: MakeReading) -> None:
    store.add(make("abc123"))
    with store.transaction() as connection:
        assert versions.named(connection, "abc") == "abc123"


def test_a_version_that_breaks_halfway_leaves_what_was_there(
    store: Store, make: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(make())
    store.refresh()
    with store.transaction() as connection:
        before = queries.incidents(connection)

    def breaks(text: str) -> str:
        raise RuntimeError("out of breath")

    monkeypatch.setattr(rows, "search_text", breaks)
    with pytest.raises(RuntimeError):
        store.add_version(reworded(make(), "erschossen", "erstochen.", published="2021-03-09"), given_id="r1")
    with store.transaction() as connection:
        assert queries.incidents(connection) == before
    assert known(store) == [(1, "2021-03-08", make().text)]


def test_an_editors_word_holds_over_versions(store: Store, make: MakeReading) -> None:
    store.add(make())
    store.refresh()
    with store.writing() as connection:
        deciding.withdraw(connection, "r1/v1", author="anna", why="Ironie")
    longer = msgspec.structs.replace(make(), text=make().text + " Es regnete.", published="2021-03-09")
    store.add_version(longer, given_id="r1")
    store.refresh()
    with store.transaction() as connection:
        assert queries.incidents(connection) == []
        assert deciding.conflicts(connection) == []
    store.add_version(reworded(make(), "erschossen", "erstochen.", published="2021-03-10"), given_id="r1")
    store.refresh()
    with store.transaction() as connection:
        assert [t.trigger for i in queries.incidents(connection) for t in i.tellings] == ["erstochen."]
        assert [c.kind for c in deciding.conflicts(connection)] == ["gone"]


def test_reading_again_changes_the_newest_version_only(store: Store, make: MakeReading) -> None:
    second = reworded(make(), "erschossen", "erstochen.", published="2021-03-09")
    store.add(make())
    store.add_version(second, given_id="r1")
    assert store.document_of("r1").text == second.text
    assert store.replace(msgspec.structs.replace(second, events=()))
    with store.transaction() as connection:
        old = connection.scalar(sa.select(t.versions.c.reading))
    assert msgspec.json.decode(old or "", type=Reading) == make()
    assert [text for _, _, text in known(store)] == [make().text, second.text]


def test_versions_go_with_their_report(store: Store, make: MakeReading) -> None:
    store.add(make())
    store.add_version(reworded(make(), "erschossen", "erstochen.", published="2021-03-09"), given_id="r1")
    with store.writing() as connection:
        connection.execute(sa.delete(t.reports))
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.versions)) == 0


def added(store: Store, *documents: Document) -> list[tuple[str, int, int] | str]:
    """What became of some documents; of a failure, its message."""
    found = run.add(store, documents)
    return [one.error if isinstance(one, Failure) else (one.became, one.version, one.of) for one in found]


def told(number: str) -> str:
    return f"Bei einem Anschlag in Halm sind am Montag {number} Menschen getötet worden."


def test_a_correction_is_one_incident_of_one_source_with_the_new_figure(store: Store) -> None:
    notice = "Korrektur: In einer früheren Fassung hieß es, es habe zwei Tote gegeben. Richtig ist: drei."
    first = document(told("zwei"), id="a", url=URL, published="2021-05-04T10:00", outlet="Blatt")
    second = document(
        f"{told('drei')}\n\n{notice}", id="b", url=f"{URL}/?utm_medium=x", published="2021-05-04T14:00", outlet="Blatt"
    )
    for documents in ((first, second), (second, first)):
        with store.writing() as connection:
            connection.execute(sa.delete(t.reports))
        assert [one[0] for one in added(store, *documents)] == ["new", "version"]
        assert [one[0] for one in added(store, *documents)] == ["known", "known"]
        with store.transaction() as connection:
            figures = [(kind, f.best) for i in queries.incidents(connection) for kind, f in i.figures.items()]
            reports = connection.scalars(sa.select(t.reports.c.id)).all()
            assert (figures, [*reports]) == ([("killed", 3)], [documents[0].id])
            assert [v.text for v in versions.of(connection, documents[0].id)] == [first.text, second.text]


def test_fifty_versions_in_one_run_and_none_is_lost(store: Store) -> None:
    numbers = [f"{n}" for n in range(2, 52)]
    documents = [document(told(n), published=f"2021-05-04T10:{int(n):02}") for n in numbers]
    became = added(store, *documents[::2], *documents[1::2])
    assert [one[0] for one in became] == ["new"] + ["version"] * 49
    assert became[-1] == ("version", 50, 50)
    assert [text for _, _, text in known(store)] == [told(n) for n in numbers]
    with store.transaction() as connection:
        assert {f.best for i in queries.incidents(connection) for f in i.figures.values()} == {51}
        assert size_of(connection).reports == 1
    assert {one[0] for one in added(store, *documents)} == {"known"}


def test_an_empty_text_is_refused_and_nothing_is_lost(store: Store) -> None:
    added(store, document(told("zwei")))
    (complaint,) = added(store, document(" \n", published="2021-05-05"))
    assert complaint == "r1: there is no text in this version; what is on record stays"
    (complaint,) = added(store, document("", id="r2"))
    assert complaint == "r2: there is no text in it; give the report's text or leave it out"
    assert len(known(store)) == 1
    with store.transaction() as connection:
        assert (size_of(connection).reports, size_of(connection).failures) == (1, 2)
    assert added(store, document(told("drei"))) == [("version", 2, 2)]
    with store.transaction() as connection:
        assert size_of(connection).failures == 1


def test_a_version_at_which_the_reader_fails_leaves_what_was_there(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(store, document(told("zwei"), id="a", url=URL))

    def stumbles(*_: object, **__: object) -> None:
        raise ValueError("stumbled")

    with monkeypatch.context() as patched:
        patched.setattr(run, "annotate", stumbles)
        (complaint,) = added(store, document(told("drei"), id="b", url=URL))
    assert "stumbled" in str(complaint)
    assert [text for _, _, text in known(store, "a")] == [told("zwei")]
    assert added(store, document(told("drei"), id="b", url=URL)) == [("version", 2, 2)]
    with store.transaction() as connection:
        assert size_of(connection).failures == 0
