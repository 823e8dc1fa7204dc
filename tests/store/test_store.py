"""The store's contract: what goes in comes out with its evidence, once, whole or not at all."""

import sqlite3
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from lagebild.errors import NotFoundError, StoreError
from lagebild.reading import OUTLET, Reading, from_json
from lagebild.record.sighting import sightings_of
from lagebild.record.tenures import Tenure
from lagebild.store import Store, hits, migrate, queries, rows
from lagebild.store import tables as t
from lagebild.store.sightings import sightings
from lagebild.store.size import size as size_of
from tests.fresh import fresh

from .conftest import MakeReading


def add(store: Store, *readings: Reading) -> None:
    for reading in readings:
        store.add(reading)
    store.refresh()


def test_a_reading_is_kept_as_it_was_printed(store: Store, make: MakeReading) -> None:
    add(store, make())
    with store.transaction() as connection:
        kept = connection.scalar(sa.select(t.reports.c.reading))
    assert from_json(kept or "") == make()


def test_who_is_found_in_every_spelling_with_office_event_and_words(store: Store, make: MakeReading) -> None:
    add(store, make("a", name="Ilka Soren"), make("b", name="Ilka Sorén", published="2021-05-01"))
    with store.transaction() as connection:
        for name in ("Ilka Soren", "ilka sorén", "Sorén"):
            assert queries.identity(connection, name).name == "Ilka Sorén"
        found = queries.identity(connection, "Soren")
        (tenure,) = queries.office_tenures(connection, person=found.id)
        said = queries.statements(connection, speaker=found.id)
        told = queries.tellings(connection, party=found.id)
        part = queries.incidents(connection, party=queries.identity(connection, "Halve").id)
        assert queries.incidents(connection, party=found.id) == []  # who tells of it has no part in it
    assert isinstance(tenure, Tenure)
    assert (tenure.title, tenure.seen_first, tenure.seen_last) == ("Ministerin", "2021-03-08", "2021-05-01")
    assert [e.report for e in tenure.evidence] == ["a", "b"]
    assert tenure.evidence[0].sentence.startswith("Ministerin Ilka Soren sagte")
    assert (said[0].speaker, said[0].cue, said[0].quote) == (
        "Ilka Sorén", "sagte", "in Halve seien zwei Menschen erschossen worden",
    )  # fmt: skip
    assert [[(i.report, i.source) for i in one.tellings] for one in part] == [
        [("a", "Ilka Sorén"), ("b", "Ilka Sorén")]
    ]  # fmt: skip
    assert [(t.report, t.source) for t in told] == [("a", "Ilka Sorén"), ("b", "Ilka Sorén")]
    assert part[0].source == "Ilka Sorén" != OUTLET


def test_sightings_are_those_of_the_readings(store: Store, make: MakeReading) -> None:
    readings = [make("a"), make("b", name="Ada Brunn")]
    add(store, *readings)
    with store.transaction() as connection:
        assert set(sightings(connection)) == {s for reading in readings for s in sightings_of(reading)}


def test_a_successor_shows_that_an_office_was_over(store: Store, make: MakeReading) -> None:
    def holder(report: str, name: str, published: str) -> Reading:
        reading = make(report, name=name, published=published)
        office = msgspec.structs.replace(reading.offices[0], title="Oberbürgermeisterin", of="e2")
        return msgspec.structs.replace(reading, offices=(office,))

    add(store, holder("a", "Ilka Sorén", "2021-03-08"), holder("b", "Ada Brunn", "2021-09-08"))
    with store.transaction() as connection:
        (first,) = queries.office_tenures(connection, person=queries.identity(connection, "Ilka Sorén").id)
        both = queries.office_tenures(connection, of=queries.identity(connection, "Halve").id)
    assert first.over is not None
    assert (first.over.value, [e.report for e in first.over.evidence]) == ("2021-09-08", ["b"])
    assert [t.person_name for t in both] == ["Ilka Sorén", "Ada Brunn"]


def test_the_chronicle_is_dated_placed_counted_and_filtered(store: Store, make: MakeReading) -> None:
    add(store, make())
    with store.transaction() as connection:
        (incident,) = queries.incidents(connection)
        assert queries.incidents(connection, first="2021-03-08") == []
        assert queries.incidents(connection, last="2021-03-06") == []
        assert queries.incidents(connection, kind="PROTEST") == []
        assert queries.incidents(connection, first="2021-03-07", last="2021-03-07", kind="ASSAULT") == [incident]
        assert queries.incidents(connection, party=queries.identity(connection, "Halve").id) == [incident]
    (telling,) = incident.tellings
    assert (incident.id, telling.id) == (telling.evidence.entry, "r1/v1")
    assert (incident.begin, incident.end, incident.date_prec, incident.by) == ("2021-03-07", "2021-03-07", 1, None)
    assert incident.place is not None
    assert incident.place.name == "Halve"
    assert {kind: (count.low, count.best, count.high) for kind, count in incident.figures.items()} == {
        "killed": (2, 2, 2)
    }
    assert telling.trigger == "erschossen"


@pytest.mark.parametrize("words", ["erschießen", "Haus", "HÄUSER", "brennen Haus", "minister* Halve"])
def test_search_finds_inflected_forms(store: Store, make: MakeReading, words: str) -> None:
    add(store, make())
    with store.transaction() as connection:
        found = hits.sentences(connection, words.replace("minister*", "Ministerin"))
    assert [h.report for h in found] == ["r1"]


@pytest.mark.parametrize("words", ["", '"', "Haus Minister", "NEAR(a b)", "x OR y", "Katze"])
def test_search_finds_nothing_where_there_is_nothing_and_no_query_breaks_it(
    store: Store, make: MakeReading, words: str
) -> None:
    add(store, make())
    with store.transaction() as connection:
        assert hits.sentences(connection, words) == []


def test_statements_are_found_by_their_words(store: Store, make: MakeReading) -> None:
    add(store, make())
    with store.transaction() as connection:
        assert len(queries.statements(connection, about="Mensch")) == 1
        assert queries.statements(connection, about="Ministerin") == []


def test_a_name_nobody_bears_and_one_that_several_bear(store: Store, make: MakeReading) -> None:
    add(store, make("a", name="Ilka Sorén"), make("b", name="Ilka Brunn"))
    with store.transaction() as connection:
        with pytest.raises(NotFoundError, match="lagebild search"):
            queries.identity(connection, "Niemand")
        with pytest.raises(NotFoundError, match=r"Ilka Brunn \(person\); Ilka Sorén|Ilka Sorén \(person\); Ilka Brunn"):
            queries.identity(connection, "Ilka")
        with pytest.raises(NotFoundError):
            queries.identity(connection, "%")


def test_a_report_is_not_added_twice(store: Store, make: MakeReading) -> None:
    add(store, make())
    with pytest.raises(StoreError, match="on record already"):
        add(store, make())
    assert store.text_of("r1") == make().text
    assert store.text_of("r2") is None


def test_a_report_that_breaks_halfway_leaves_nothing(
    store: Store, make: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(text: str) -> str:
        if "Häuser" in text:
            raise RuntimeError("out of breath")
        return text

    monkeypatch.setattr(rows, "search_text", breaks)
    with pytest.raises(RuntimeError):
        store.add(make())
    with store.transaction() as connection:
        assert size_of(connection).reports == 0
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.sentences)) == 0


def test_a_failure_is_kept_until_the_report_is_read(store: Store, make: MakeReading) -> None:
    store.fail("r1", "no text")
    store.fail("r1", "still no text")
    with store.transaction() as connection:
        assert size_of(connection).failures == 1
    add(store, make())
    with store.transaction() as connection:
        assert size_of(connection).failures == 0


def test_the_record_does_not_depend_on_the_order_of_reports(tmp_path: Path, make: MakeReading) -> None:
    readings = [make("a", name="Ilka Soren"), make("b", name="Ilka Sorén"), make("c", name="Ada Brunn")]
    pictures = []
    for number, order in enumerate((readings, readings[::-1])):
        store = fresh(tmp_path / f"{number}.db")
        add(store, *order)
        with store.transaction() as connection:
            pictures.append(
                (
                    queries.office_tenures(connection),
                    queries.incidents(connection),
                    [queries.identity(connection, n) for n in ("Soren", "Brunn", "Halve")],
                )
            )
        store.close()
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_full_disk_is_said_and_leaves_what_was_there(store: Store, make: MakeReading) -> None:
    add(store, make())
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit = int(pages)

    def fill(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {limit}")

    sa.event.listen(store.engine, "connect", fill)
    store.engine.dispose()

    def fill_the_disk() -> None:
        for number in range(200):
            store.add(make(f"x{number}"))

    with pytest.raises(StoreError, match="disk is full; make room"):
        fill_the_disk()
    with store.transaction() as connection:
        assert connection.execute(sa.text("PRAGMA integrity_check")).scalar() == "ok"
        assert size_of(connection).reports >= 1


def test_a_database_of_a_newer_version_is_refused_untouched(tmp_path: Path, make: MakeReading) -> None:
    path = tmp_path / "record.db"
    store = Store.open(path)
    add(store, make())
    store.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"record.db: the database was written by a newer Lagebild .* update Lagebild"):
        Store.open(path)
    assert path.read_bytes() == before


def test_what_is_no_database_of_ours_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("Das ist ein Brief. " * 200)
    with pytest.raises(StoreError, match="no SQLite database"):
        Store.open(text)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as raw:
        raw.execute("CREATE TABLE recipes (id INTEGER)")
    raw.close()
    with pytest.raises(StoreError, match="tables of another program"):
        Store.open(other)
    with pytest.raises(StoreError, match="there is no such database"):
        Store.open(tmp_path / "none.db", create=False)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(tmp_path / "no" / "folder" / "x.db")
    with pytest.raises(StoreError, match="not a database that Lagebild can open"):
        Store.open("nonsense://x")


def test_the_migrations_lead_to_todays_tables(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    store = Store.open(tmp_path / "record.db")
    with store.transaction() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _parents: kind != "table" or "_search" not in (name or "")},
        )
        assert compare_metadata(context, t.metadata) == []
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == migrate.HEAD
    store.close()


def test_the_views_answer_in_plain_sql(store: Store, make: MakeReading) -> None:
    add(store, make())
    with store.transaction() as connection:
        held = connection.execute(sa.text("SELECT person, title, status FROM office_register")).all()
        assert [tuple(row) for row in held] == [("Ilka Sorén", "Ministerin", "holds")]
        assert connection.scalar(sa.text("SELECT place FROM chronicle")) == "Halve"
        assert connection.scalar(sa.text("SELECT speaker FROM said")) == "Ilka Sorén"


def test_accents_and_case_do_not_matter_to_a_search(store: Store, make: MakeReading) -> None:
    add(store, make(name="Ilka Sorén"), make("r2", name="Ada Brunn"))
    with store.transaction() as connection:
        for words in ("soren", "SORÉN", "hauser"):
            assert hits.sentences(connection, words) != [], words
        assert [hit.report for hit in hits.sentences(connection, "soren ministerin")] == ["r1"]
        assert hits.sentences(connection, "soren brunn") == []


def test_no_password_is_shown_where_a_database_cannot_be_opened() -> None:
    for address in ("postgresql+psycopg://ada:geheim@127.0.0.1:1/none", "nonsense://ada:geheim@host/x"):
        with pytest.raises(StoreError) as raised:
            Store.open(address)
        assert "geheim" not in str(raised.value)


def test_nothing_that_a_finding_says_is_dropped(store: Store, make: MakeReading) -> None:
    reading = make()
    (event,), (office,), (statement,) = reading.events, reading.offices, reading.statements
    figure = msgspec.structs.replace(event.figures[0], counts_up=True)
    event = msgspec.structs.replace(
        event, context=("military",), figures=(figure,), because={"type": "what/verb erschießen"}
    )
    office = msgspec.structs.replace(office, because={"title": "title/before-name"})
    statement = msgspec.structs.replace(statement, because={"speaker": "speaker/subject"})
    add(store, msgspec.structs.replace(reading, events=(event,), offices=(office,), statements=(statement,)))
    with store.transaction() as connection:
        (incident,), (tenure,) = queries.incidents(connection), queries.office_tenures(connection)
        (said,) = queries.statements(connection)
        raw = connection.scalar(sa.text("SELECT because FROM chronicle"))
    assert (incident.context, incident.tellings[0].figures) == (("military",), (figure,))
    assert [(c.value, c.bound, c.counts_up) for c in incident.figures["killed"].history] == [(2, "exact", True)]
    assert incident.evidence[0].because == event.because
    assert tenure.evidence[0].because == office.because
    assert said.evidence.because == statement.because
    assert "erschießen" in (raw if isinstance(raw, str) else str(raw))  # legible, whoever opens the file
