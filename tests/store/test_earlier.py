"""A record that an earlier schema made answers as one of today's: nothing that its reports say is lost.

`earlier/REVISION.json` holds the rows of two reports as the version of that schema wrote them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from lagebild.document import Document
from lagebild.reading import Reading, from_json
from lagebild.record.decisions import anchors
from lagebild.store import Store, check, deciding, hits, migrate, queries, versions
from lagebild.store import pages as store_pages
from lagebild.store import tables as t
from lagebild.store.size import size as size_of
from lagebild.store.versions import Kept, Placed

from .conftest import Databases

EARLIER = Path(__file__).parent / "earlier"
REVISIONS = sorted(path.stem for path in EARLIER.glob("*.json"))
ORDER = (
    "reports", "failures", "record_state", "known", "identities", "aliases", "reasons", "entities", "mentions", "sentences",
    "offices", "statements", "events", "parties", "figures", "decisions", "retractions", "entries",
    "touched", "origins", "prints", "tellings", "blocks", "links", "incidents", "incident_words", "takes_part",
    "disputes", "views", "log", "namings", "name_keys", "name_facts", "office_sightings", "tenures", "held", "contested",
)  # fmt: skip


@pytest.fixture(params=REVISIONS)
def upgraded(request: pytest.FixtureRequest, databases: Databases) -> Iterator[tuple[str, Store]]:
    """A database of an earlier schema with its rows, opened with today's code."""
    revision = request.param
    name = databases.like(revision, Store.refresh, begin=lambda database: begin(database, revision))
    store = Store.open(name)
    yield revision, store
    store.close()


def begin(database: str, revision: str) -> None:
    """Make a database of an earlier schema with its rows."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    engine = sa.create_engine(database if "://" in database else f"sqlite:///{database}")
    rows = json.loads((EARLIER / f"{revision}.json").read_text(encoding="utf-8"))
    assert set(rows) <= set(ORDER)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for name in ORDER:
            if name in rows:
                table = sa.Table(name, sa.MetaData(), autoload_with=connection, resolve_fks=False)
                connection.execute(sa.delete(table))  # a migration writes rows of its own
                connection.execute(sa.insert(table), rows[name])
                if connection.dialect.name == "postgresql" and isinstance(rows[name][0].get("id"), int):
                    last = max(row["id"] for row in rows[name])
                    connection.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last})"))
    engine.dispose()


def kept(store: Store, report: str) -> Reading:
    with store.transaction() as connection:
        return from_json(connection.scalar(sa.select(t.reports.c.reading).where(t.reports.c.id == report)) or "")


def test_every_schema_before_todays_is_tried() -> None:
    assert [*REVISIONS, migrate.HEAD] == [f"{n:04}" for n in range(1, int(migrate.HEAD) + 1)]


def test_what_is_on_record_answers_as_before(upgraded: tuple[str, Store]) -> None:
    revision, store = upgraded
    with store.transaction() as connection:
        size = size_of(connection)
        brunn, soren = queries.office_tenures(connection)[::-1]
        incidents = {i.evidence.report: i for i in queries.tellings(connection)}
        said = queries.statements(connection, about="erschießen")
        unread = store_pages.unread(connection)
        judged = deciding.decisions(connection)
    assert (size.reports, size.failures, [u.origin for u in unread]) == (2, 1, ["r3"])
    assert (soren.person_name, soren.valid_from, soren.valid_to) == ("Ilka Sorén", "2019-11-30", "2021")
    assert (brunn.person_name, brunn.valid_from, brunn.seen_first) == ("Ada Brunn", None, "2021-05-01")
    assert (incidents["r1"].valid_from, incidents["r1"].valid_to, incidents["r1"].mode) == (
        "2021-03-07", "2021-03-07", "killing",
    )  # fmt: skip
    assert len(said) == 2
    assert unread[0].recorded_at.startswith("2026-")
    if revision == "0001":
        assert (judged, set(incidents)) == ([], {"r1", "r2"})
    else:
        assert set(incidents) == {"r1"}  # the other one was withdrawn
        wrong, same = judged
        assert (wrong.author, wrong.why, wrong.retracted) == ("anna", "Ironie", None)
        assert same.retracted is not None
        assert same.recorded_at < same.retracted.retracted_at


def test_entries_have_their_names(upgraded: tuple[str, Store]) -> None:
    _, store = upgraded
    named = anchors(kept(store, "r1"))
    with store.transaction() as connection:
        (tenure,) = queries.office_tenures(connection, person="person:ilka-soren")
        incident = next(i for i in queries.tellings(connection) if i.evidence.report == "r1")
        said = next(s for s in queries.statements(connection) if s.evidence.report == "r1")
    assert tenure.evidence[0].entry == named["office"][0].id
    assert incident.evidence.entry == named["event"][0].id
    assert said.evidence.entry == named["statement"][0].id


def test_what_earlier_schemas_dropped_comes_out_of_the_readings(upgraded: tuple[str, Store]) -> None:
    revision, store = upgraded
    with store.transaction() as connection:
        (tenure,) = queries.office_tenures(connection, person="person:ilka-soren")
        incident = next(i for i in queries.tellings(connection) if i.evidence.report == "r1")
        said = next(s for s in queries.statements(connection) if s.evidence.report == "r1")
        names = connection.execute(sa.select(t.entities.c.key, t.entities.c.because)).all()
    read = kept(store, "r1")
    assert incident.context == read.events[0].context
    assert incident.figures == read.events[0].figures
    assert (incident.evidence.because, tenure.evidence[0].because) == (
        read.events[0].because, read.offices[0].because,
    )  # fmt: skip
    assert said.evidence.because == read.statements[0].because
    if revision >= "0003":  # earlier readers did not tell
        assert (incident.context, incident.figures[0].counts_up) == (("military", "human rights"), True)
        assert incident.evidence.because["type"] == "what/verb erschießen"
        assert {because.get("name") for key, because in names if key == "e1"} == {"names/title-and-name"}


def test_reports_can_be_added_and_found(upgraded: tuple[str, Store]) -> None:
    _, store = upgraded
    store.add(msgspec.structs.replace(kept(store, "r1"), id="r9", url=None))
    store.refresh()
    with store.transaction() as connection:
        assert len(hits.sentences(connection, "Häuser brennen")) == 3
        assert len(connection.execute(sa.text("SELECT valid_from, because FROM chronicle")).all()) >= 2


def test_another_text_is_a_version_of_a_report_on_record(upgraded: tuple[str, Store]) -> None:
    revision, store = upgraded
    read = kept(store, "r1")
    text = read.text.replace("zwei", "drei")
    url = "http://blatt.example/halve?utm_source=x" if revision >= "0004" else None  # earlier ones have no url
    document = Document(id="other" if url else "r1", text=text, url=url, published="2021-03-09")
    assert store.find(document) == Kept(report="r1", number=None)
    placed = store.add_version(msgspec.structs.replace(read, text=text, published="2021-03-09"), given_id=document.id)
    store.refresh()
    assert placed == Placed(number=2, of=2, new=True)
    with store.transaction() as connection:
        assert [v.text for v in versions.of(connection, "r1")] == [read.text, text]
        assert size_of(connection).reports == 2


def test_there_is_no_damage_after_the_upgrade(upgraded: tuple[str, Store]) -> None:
    _, store = upgraded
    with store.transaction() as connection:
        found = list(check.faults(connection))
    assert found == []
