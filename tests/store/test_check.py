"""Damage planted in a real database is found, named with what to do about it, and kept from the answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
import sqlalchemy as sa

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading
from lagebild.record.decisions import anchors
from lagebild.settings import Settings
from lagebild.sources import Failure
from lagebild.store import Store, check, deciding, queries
from lagebild.store import tables as t
from lagebild.store.check import Checked, Fault

from .conftest import Databases, MakeReading


def plant(store: Store, *statements: str) -> None:
    """Run statements as somebody would who goes around Lagebild: without its keys, and without its upkeep."""
    if store.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(store.where)) as raw, raw:  # foreign keys are off
            for statement in statements:
                raw.execute(statement)
        return
    with store.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement)


def faults(store: Store) -> list[Fault]:
    with store.transaction() as connection:
        return list(check.faults(connection))


def entry(reading: Reading, layer: str) -> str:
    return {name: found[0].id for name, found in anchors(reading).items() if found}[layer]  # type: ignore[index]


@pytest.fixture
def sound(databases: Databases, make: MakeReading) -> Iterator[Store]:
    """A record of two reports with decisions of each kind, in which nothing is wrong."""

    def fill(store: Store) -> None:
        for reading in (make(), make("r2", name="Ada Brunn")):
            store.add(reading)
        store.refresh()
        with store.writing() as c:
            deciding.withdraw(c, "r2/s1", author="anna")
            deciding.mend(c, "r2/v1", "actors", "Karl Demm (person)", author="anna")
            deciding.judge(c, "r1/v1", "r2/v1", same=True, author="anna")
        store.refresh()

    store = Store.open(databases.like("sound", fill))
    yield store
    store.close()


class Damage(NamedTuple):
    """What is planted, and what the check must say: of which kind, and with which words."""

    name: str
    statements: Sequence[str]
    kind: str
    says: str
    layer: str | None = None  # of the entry of r1 that must be named and withheld


SAME_EVENT = 'report, key, type, trigger, status, voice, start, "end", sentence, entry'
SAME_MENTION = 'entity, start, "end", text, is_name'
SAME_FIGURE = 'event, kind, value, bound, start, "end"'
OTHER = """UPDATE reports SET reading = replace(reading, '"id":"r1"', '"id":"r9"') WHERE id = 'r1'"""
NOBODY = "INSERT INTO identities (id, kind, name) VALUES ('person:x', 'person', 'X')"
UNDECIDED = "UPDATE entries SET withdrawn = 1 WHERE report = 'r1' AND layer = 'office'"
EVENT = "(SELECT id FROM events WHERE report = 'r1')"
DAMAGES = [
    Damage("a trigger that is not in the text", ["UPDATE events SET trigger = 'erschlagen' WHERE report = 'r1'"], "quote",
           "its trigger »erschlagen« is not in the text at 58–68", "event"),
    Damage("a trigger elsewhere", ["UPDATE events SET start = start - 1 WHERE report = 'r1'"], "quote",
           "is not in the text at 57–68", "event"),
    Damage("a sentence nobody wrote", ["UPDATE offices SET sentence = 'Sie ging.' WHERE report = 'r1'"], "quote",
           "its sentence »Sie ging.« is not in the text", "office"),
    Damage("other words in a statement", ["UPDATE statements SET quote = 'in Halve seien alle tot' WHERE report = 'r1'"],
           "quote", "its quote »in Halve seien alle tot« is not in the text", "statement"),
    Damage("a place outside the text", ['UPDATE offices SET "end" = 9999 WHERE report = \'r1\''], "quote",
           "are not inside the text", "office"),
    Damage("a mention that is none", ["UPDATE mentions SET text = 'Halle' WHERE text = 'Halve' AND entity IN "
                                      "(SELECT id FROM entities WHERE report = 'r1')"], "quote", "»Halle« of e2"),
    Damage("another text", ["UPDATE reports SET text = replace(text, 'zwei', 'drei') WHERE id = 'r1'"], "text",
           "differ from code point 44 on", "event"),
    Damage("a sentence lost", ["DELETE FROM sentences WHERE report = 'r1' AND number = 1"], "orphan",
           "the sentence 1 77 97 of its reading has no row"),
    Damage("a sentence altered", ["UPDATE sentences SET text = 'Die Dächer brannten.' WHERE report = 'r1' AND number = 1"],
           "sentence", "sentence 1 is not in its text"),
    Damage("a report gone from under its rows", ["DELETE FROM reports WHERE id = 'r1'"], "foreign_key",
           "events 1: its report is 'r1', which is not in reports"),
    Damage("a party without an entity", ["UPDATE parties SET entity = 4711 WHERE event = (SELECT min(event) FROM parties)"],
           "foreign_key", "its entity is 4711, which is not in entities"),
    Damage("a decision about a report that is gone", ["UPDATE decisions SET report = 'r7' WHERE kind = 'wrong'"], "orphan",
           "decision 1 is about a report that is not on record"),
    Damage("an event without an entry", ["DELETE FROM entries WHERE layer = 'event' AND report = 'r1'"], "orphan",
           "the event is not among the entries"),
    Damage("an entry without an event", ["DELETE FROM events WHERE report = 'r1'"], "orphan",
           "the event of its reading has no row"),
    Damage("an entry that nobody read", ["INSERT INTO entries (id, report, layer) VALUES ('0123', 'r1', 'event')"], "orphan",
           "there is no event in its reading"),
    Damage("a reading cut off", ["UPDATE reports SET reading = substr(reading, 1, 200) WHERE id = 'r1'"], "reading",
           "its reading cannot be decoded"),
    Damage("the reading of another report", [OTHER], "reading", "is of another report, 'r9'"),
    Damage("a doubled event", [f"INSERT INTO events ({SAME_EVENT}) SELECT {SAME_EVENT} FROM events WHERE report = 'r1'"],
           "double", "the event is there 2 times"),
    Damage("a doubled mention", [f"INSERT INTO mentions ({SAME_MENTION}) SELECT {SAME_MENTION} FROM mentions "
                                 "WHERE text = 'Ilka Sorén'"], "double", "is there 2 times"),
    Damage("a doubled figure", [f"INSERT INTO figures ({SAME_FIGURE}) SELECT {SAME_FIGURE} FROM figures "
                                f"WHERE event = {EVENT}"], "double", "killed 2 exact"),
    Damage("another status than was read", ["UPDATE events SET status = 'denied' WHERE report = 'r1'"], "row",
           "its status is 'denied', but the reading says 'happened'"),
    Damage("a mend undone by hand", ["UPDATE events SET type = 'AID' WHERE report = 'r2'"], "row",
           "its type is 'AID', but the reading says 'ASSAULT'"),
    Damage("another figure than was read", [f"UPDATE figures SET value = 20 WHERE event = {EVENT}"], "orphan",
           "the figure v1 killed 20 exact"),
    Damage("a day that is none", ["UPDATE events SET valid_from = '2021-02-31' WHERE report = 'r1'"], "date",
           "valid_from is '2021-02-31', which is no date"),
    Damage("a date of publication that is none", ["UPDATE reports SET published = 'gestern' WHERE id = 'r1'"], "date",
           "published is 'gestern', which is no date"),
    Damage("a stale record", ["UPDATE record_state SET value = '1' WHERE name = 'stale'"], "record",
           "have come since the record was computed"),
    Damage("an entity that is nobody", ["UPDATE entities SET identity = NULL WHERE report = 'r1' AND key = 'e2'"], "record",
           "entity e2 is nobody on record"),
    Damage("an identity without a report", [NOBODY], "orphan", "person:x is on record, but no report has it"),
    Damage("a withdrawal nobody decided", [UNDECIDED], "record",
           "it is marked as withdrawn by 1, but no decision in force withdraws it"),
    Damage("a withdrawal forgotten", ["UPDATE entries SET withdrawn = NULL"], "record", "but decision 1 withdraws it"),
    Damage("a decision nobody can read", ["UPDATE decisions SET claim = '{' WHERE kind = 'wrong'"], "decision",
           "decision 1: what it is about cannot be decoded"),
    Damage("a decision of no kind", ["UPDATE decisions SET kind = 'maybe' WHERE id = 3"], "decision", "its kind is 'maybe'"),
    Damage("a mend of nothing", ["UPDATE decisions SET field = NULL WHERE kind = 'mend'"], "decision",
           "decision 2: it does not say which field"),
    Damage("a telling lost", ["DELETE FROM tellings WHERE report = 'r1'"], "record",
           "the event r1/v1 is told by no incident"),
    Damage("an incident that nothing tells of", ["INSERT INTO incidents (id, type, status, headline, sources, data) "
                                                 "VALUES ('x', 'AID', 'happened', 'x', 1, '{}')"], "record",
           "nothing tells of the incident x"),
    Damage("another line than was read", ["UPDATE events SET line = 'Alle starben' WHERE report = 'r1'"], "quote",
           "its line is 'Alle starben'", "event"),
    Damage("a view lost", ["DROP VIEW chronicle"], "schema", "the view chronicle is missing"),
    Damage("an index lost", ["DROP INDEX ix_events_type"], "schema", "the index ix_events_type is missing"),
    Damage("a column lost", ["DROP VIEW chronicle", "ALTER TABLE events DROP COLUMN mode"], "tables",
           "the column events.mode is missing"),
    Damage("an older schema", ["UPDATE alembic_version SET version_num = '0004'"], "tables", "its schema is 0004"),
    Damage("an interrupted run", ["INSERT INTO unread (report) VALUES ('r1')"], "unfinished", "1 reports are left"),
]  # fmt: skip


def test_nothing_is_found_where_nothing_is_wrong(sound: Store) -> None:
    assert faults(sound) == []


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_planted_damage_is_named_with_what_to_do(sound: Store, make: MakeReading, damage: Damage) -> None:
    plant(sound, *damage.statements)
    found = faults(sound)
    named = [f for f in found if f.kind == damage.kind and damage.says in f.what]
    assert named, [(f.kind, f.what) for f in found]
    assert all(f.remedy for f in found)
    if damage.layer:
        assert entry(make(), damage.layer) in {f.entry for f in found if f.kind == "quote"}


@pytest.mark.parametrize("damage", [d for d in DAMAGES if d.layer], ids=lambda damage: damage.name)
def test_what_is_not_in_its_text_is_withheld(sound: Store, make: MakeReading, damage: Damage) -> None:
    plant(sound, *damage.statements)
    with sound.writing() as c:
        due = check.to_withhold(c, check.faults(c))
        check.withhold(c, due)
    assert entry(make(), damage.layer or "") in due.held
    view = {"event": "chronicle", "office": "office_register", "statement": "said"}[damage.layer or ""]
    sound.refresh()
    with sound.transaction() as c:
        told = {one.report for incident in queries.incidents(c) for one in incident.tellings}
        assert told == (
            {"r2"} if damage.layer == "event" else {"r1", "r2"} - ({"r1"} if damage.kind == "text" else set())
        )
        assert c.execute(sa.text(f"SELECT * FROM {view} WHERE report = 'r1'")).all() == []
    # the text itself is read again: then the entry is in order
    if damage.kind == "quote":
        sound.replace(make())
        sound.refresh()
        with sound.writing() as c:
            assert check.to_withhold(c, check.faults(c)).held == {}
            assert len(c.execute(sa.text(f"SELECT * FROM {view} WHERE report = 'r1'")).all()) == 1


def test_what_is_withheld_by_mistake_is_shown_again(sound: Store) -> None:
    plant(sound, "UPDATE entries SET withheld = 'once' WHERE layer = 'event'")
    with sound.writing() as c:
        due = check.to_withhold(c, check.faults(c))
        assert len(check.withhold(c, due)) == 2
        assert len(c.execute(sa.text("SELECT * FROM chronicle")).all()) == 2


def test_a_reading_that_quotes_nothing_is_withheld_from_the_start(store: Store, make: MakeReading) -> None:
    first = make()
    office = msgspec.structs.replace(first.offices[0], start=500, end=510)
    store.add(msgspec.structs.replace(first, offices=(office,)))
    store.refresh()
    with store.transaction() as c:
        assert queries.office_tenures(c) == []
        assert queries.office_tenures(c, withdrawn=True) == []
        assert len(queries.statements(c)) == 1
    assert "at 500–510 is not inside the text, which has 97 code points" in faults(store)[0].what


def test_what_rereading_mends_it_mends(store: Store) -> None:
    text = "Ministerin Ilka Sorén trat am Montag in Halve zurück. Zwei Männer wurden in Halve festgenommen."
    documents = [Document(id=f"r{n}", text=f"{text} Nummer {n}.", published="2021-05-05") for n in (1, 2)]
    assert len(list(run.add(store, documents))) == 2
    before = run.check(store)
    assert (before.faults, before.reports) == ((), 2)
    assert before.entries > 4
    plant(
        store,
        "UPDATE events SET status = 'denied', trigger = 'x' WHERE report = 'r1'",
        "UPDATE reports SET reading = substr(reading, 1, 100) WHERE id = 'r2'",
        "UPDATE entities SET identity = NULL WHERE report = 'r1'",
        "DELETE FROM sentences WHERE report = 'r1'",
        "DELETE FROM entries WHERE layer = 'office' AND report = 'r1'",
        "UPDATE reports SET reader = 'another' WHERE id = 'r1'",
    )
    found = run.check(store)
    assert {f.kind for f in found.faults} >= {"quote", "row", "reading", "orphan", "reader"}
    assert found.withheld
    done = run.reread(store, store.to_reread(run.todays_reader(Settings()), everything=True))
    assert [isinstance(one, Failure) for one in done] == [False, False]
    again = run.check(store)
    assert (again.faults, again.withheld, again.entries) == ((), (), before.entries)


def test_a_dry_run_writes_nothing(sound: Store) -> None:
    plant(sound, "UPDATE events SET trigger = 'x'")
    found: Checked = run.check(sound, withhold=False)
    assert found.withheld == ()
    with sound.transaction() as c:
        assert c.scalars(sa.select(t.entries.c.withheld).where(t.entries.c.withheld.is_not(None))).all() == []


def test_a_damaged_index_and_a_damaged_file_are_told(tmp_path: Path, make: MakeReading) -> None:
    where = tmp_path / "r.db"
    store = Store.open(where)
    for n in range(30):
        store.add(make(f"r{n}"))
    store.refresh()
    plant(store, "INSERT INTO sentences_search(sentences_search) VALUES ('delete-all')")
    (found,) = faults(store)
    assert (found.kind, "holds 0 rows, the table has 60" in found.what) == ("search", True)
    plant(store, "INSERT INTO sentences_search(sentences_search) VALUES ('rebuild')")
    assert faults(store) == []
    plant(store, "DROP TRIGGER statements_search_insert")
    assert "the trigger statements_search_insert of the full-text index is missing" in faults(store)[0].what
    store.close()
    with where.open("r+b") as file:
        size = where.stat().st_size
        for page in range(10, size // 4096, 5):
            file.seek(page * 4096)
            file.write(b"\xff" * 512)
    store = Store.open(where, upgrade=False)
    found_now = run.check(store)
    assert {f.kind for f in found_now.faults} == {"file"}
    assert "backup" in found_now.faults[0].remedy
    store.close()


def test_a_mended_quote_is_no_damage(sound: Store) -> None:
    with sound.writing() as c:
        deciding.mend(c, "r1/v1", "figures", "killed 3; injured 4", author="anna")
        deciding.mend(c, "r1/v1", "time", "none", author="anna")
        deciding.mend(c, "r1/s1", "speaker", "Halve", author="anna")
    sound.refresh()
    assert faults(sound) == []
