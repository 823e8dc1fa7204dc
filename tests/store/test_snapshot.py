"""What was known on a day is exactly what a record has into which nothing else was ever put."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from lagebild.document import Span
from lagebild.reading import Entity, Office, Reader, Reading
from lagebild.record.identities import Known as Name
from lagebild.record.standing import held_on
from lagebild.store import Connection, Store, deciding, hits, knowing, queries, versions
from lagebild.store import tables as t
from lagebild.store.freshness import mark_stale
from lagebild.store.size import size as size_of
from lagebild.store.snapshot import KEPT, Snapshots, snapshot, undated
from tests.fresh import fresh

from .conftest import MakeReading

CACHE = (
    t.identities, t.entries, t.origins, t.prints, t.tellings, t.blocks, t.links, t.incidents, t.takes_part, t.disputes,
    t.touched, t.parts,
)  # fmt: skip


@pytest.fixture(scope="module")
def readings(example_readings: list[Reading]) -> list[Reading]:
    return example_readings


@pytest.fixture
def snapshots(store: Store) -> Iterator[Snapshots]:
    made = Snapshots(store)
    yield made
    made.close()


def everything(connection: Connection) -> dict[str, Any]:
    """All that can be asked, and all that answers are made from, but not when it was recorded."""
    reports = [*connection.scalars(sa.select(t.reports.c.id).order_by(t.reports.c.id))]
    told: dict[str, Any] = {
        "size": size_of(connection),
        "tenures": queries.office_tenures(connection),
        "incidents": queries.incidents(connection),
        "tellings": queries.tellings(connection),
        "statements": queries.statements(connection),
        "disputes": queries.disputes(connection),
        "found": hits.sentences(connection, "Präsident", limit=1000),
        "versions": {
            report: [msgspec.structs.replace(v, recorded_at="", given_id=None) for v in versions.of(connection, report)]
            for report in reports
        },
        "withdrawn": queries.statements(connection, withdrawn=True),
        "conflicts": deciding.conflicts(connection),
        "aliases": sorted(map(tuple, connection.execute(sa.select(t.aliases.c.identity, t.aliases.c.name)))),
        "reasons": sorted(map(tuple, connection.execute(sa.select(t.reasons.c.identity, t.reasons.c.reason)))),
    }
    return told | {table.name: sorted(map(repr, connection.execute(sa.select(table)))) for table in CACHE}


def ask(store: Store, day: str | None = None) -> dict[str, Any]:
    store.refresh()
    if day is None:
        with store.transaction() as connection:
            return everything(connection)
    _, made = snapshot(store, day)
    with made.transaction() as connection:
        found = everything(connection)
    made.close()
    return found


def put(store: Store, told: list[tuple[Reading, bool]]) -> None:
    for reading, is_version in told:
        if is_version:
            store.add_version(reading, given_id=reading.id)
        else:
            store.add(reading)


def rewritten(readings: list[Reading], rng: random.Random) -> list[tuple[Reading, bool]]:
    """Some reports and, of every third one, later versions: what another report says, under its id."""
    dated = sorted((one for one in readings if one.published), key=lambda one: (one.published, one.id))
    told = [(one, False) for one in dated]
    for number, one in enumerate(dated[::3]):
        others = {
            later.id: later for later in (dated[-1 - number], dated[(number * 5) % len(dated)]) if later is not one
        }
        for minute, later in enumerate(others.values()):  # two versions of one moment would be in the order of adding
            day = rng.choice(
                [o.published for o in dated if (o.published or "") > (one.published or "")] or ["2031-01-01"]
            )
            told.append(
                (msgspec.structs.replace(later, id=one.id, published=f"{(day or '')[:10]}T23:{minute:02}"), True)
            )
    return told


def published_by(told: list[tuple[Reading, bool]], day: str) -> list[tuple[Reading, bool]]:
    return [(one, is_version) for one, is_version in told if (one.published or "9")[:10] <= day]


@pytest.mark.parametrize("seed", range(3))
def test_a_snapshot_is_what_a_record_of_those_reports_would_be(
    store: Store, readings: list[Reading], tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    told = rewritten(readings, rng)
    put(store, told)
    days = sorted({(one.published or "")[:10] for one, _ in told})
    for number, day in enumerate(["2000-01-01", *rng.sample(days, 2), "2100-01-01"]):
        wanted = published_by(told, day)
        rng.shuffle(wanted)
        wanted.sort(key=lambda pair: pair[1])  # a version needs its report
        part = fresh(tmp_path / f"part{number}.db")
        put(part, wanted)
        assert ask(store, day) == ask(part), day
        part.close()


def test_decisions_and_known_names_hold_whenever_they_were_made(readings: list[Reading], tmp_path: Path) -> None:
    day = "2021-03-09"
    told = [(one, False) for one in readings]
    whole, part = fresh(tmp_path / "whole.db"), fresh(tmp_path / "part.db")
    for store, some in ((whole, told), (part, published_by(told, day))):
        put(store, some)
        store.refresh()
        with store.writing() as connection:
            said = [s.evidence.entry for s in queries.statements(connection) if (s.evidence.published or "") <= day]
            told_of = [i.evidence.entry for i in queries.tellings(connection) if (i.evidence.published or "") <= day]
            for entry in (said[0], said[1], told_of[0], told_of[3]):
                deciding.withdraw(connection, entry or "", author="ed")
            deciding.retract(connection, 2, author="ed")
            knowing.learn(connection, [Name("Ilka Sorén", ("Frau Sorén",), "person", "Q1")])
            mark_stale(connection)
    found = ask(whole, day)
    assert found == ask(part)
    assert len(found["withdrawn"]) == 1
    whole.close()
    part.close()


def asked(snapshots: Snapshots, day: str, what: Any, **options: Any) -> Any:
    with snapshots.asking(day) as connection:
        return what(connection, **options)


def test_a_late_report_about_an_earlier_day(store: Store, snapshots: Snapshots, make: MakeReading) -> None:
    store.add(make(published="2021-03-08"))
    store.add(make("r2", name="Ada Brunn", published="2021-05-20T08:00"))  # tells of 7 March, too
    assert [i.published for i in _evidence(snapshots, "2021-03-07")] == []
    assert [i.published for i in _evidence(snapshots, "2021-03-08")] == ["2021-03-08"]
    assert [i.published for i in _evidence(snapshots, "2021-05-19")] == ["2021-03-08"]
    assert [i.published for i in _evidence(snapshots, "2021-05-20")] == ["2021-03-08", "2021-05-20T08:00"]
    with snapshots.asking("2021-03-31") as connection:
        assert size_of(connection).reports == 1
        assert hits.sentences(connection, "Brunn") == []
        assert [s.speaker for s in queries.statements(connection)] == ["Ilka Sorén"]


def _evidence(snapshots: Snapshots, day: str) -> list[Any]:
    return sorted((i.evidence for i in asked(snapshots, day, queries.tellings)), key=lambda e: e.published)


def test_a_correction_counts_from_the_day_on_which_it_came(
    store: Store, snapshots: Snapshots, make: MakeReading
) -> None:
    two = make(published="2021-03-08")
    figure = msgspec.structs.replace(two.events[0].figures[0], value=3)
    three = msgspec.structs.replace(
        two,
        text=two.text.replace("zwei", "drei"),
        published="2021-03-10",
        events=(msgspec.structs.replace(two.events[0], figures=(figure,)),),
    )
    store.add(two)
    store.add_version(three, given_id="r1")
    for day, killed, count in (("2021-03-09", 2, 1), ("2021-03-10", 3, 2)):
        (incident,) = asked(snapshots, day, queries.incidents)
        (telling,) = asked(snapshots, day, queries.tellings)
        assert [figure.value for figure in telling.figures] == [killed]
        assert incident.sources == 1
        assert telling.evidence.version == count
        assert len(asked(snapshots, day, versions.of, report="r1")) == count
        assert asked(snapshots, day, queries.disputes) == []
    assert asked(snapshots, "2021-03-09", hits.sentences, words="drei") == []
    assert asked(snapshots, "2021-03-10", hits.sentences, words="zwei") == []


def test_a_decision_corrects_what_was_known_before_it_and_can_be_taken_back(
    store: Store, snapshots: Snapshots, make: MakeReading
) -> None:
    store.add(make(published="2021-03-08"))
    store.refresh()
    (telling,) = asked(snapshots, "2021-03-08", queries.tellings)
    with store.writing() as connection:
        made = deciding.withdraw(connection, telling.evidence.entry or "", author="ed")
    assert asked(snapshots, "2021-03-08", queries.tellings) == []
    assert asked(snapshots, "2021-03-08", queries.incidents) == []
    with store.writing() as connection:
        deciding.retract(connection, made.number, author="ed")
    assert asked(snapshots, "2021-03-08", queries.tellings) == [telling]
    assert len(asked(snapshots, "2021-03-08", queries.incidents)) == 1


def test_the_text_of_then_is_read_as_today(store: Store, snapshots: Snapshots, make: MakeReading) -> None:
    first = make(published="2021-03-08")
    store.add(first)
    (before,) = asked(snapshots, "2021-03-08", queries.tellings)
    another = msgspec.structs.replace(
        first,
        reader=Reader(version="2", lexicon="new", model="new"),
        events=(msgspec.structs.replace(first.events[0], type="COERCE"),),
    )
    assert store.replace(another)
    (after,) = asked(snapshots, "2021-03-08", queries.tellings)
    assert (before.type, after.type) == ("ASSAULT", "COERCE")


def test_who_held_an_office_on_a_day_as_known_on_another(store: Store, snapshots: Snapshots) -> None:
    def report(key: str, text: str, published: str, **told: Any) -> Reading:
        name = Span(text.index("Ilka Sorén"), text.index("Ilka Sorén") + 10)
        blank = Reading(id=key, text=text, published=published, outlet="Blatt", sentences=(Span(0, len(text)),))
        person = Entity(id="e1", kind="person", name="Ilka Sorén", mentions=(name,), name_spans=(name,))
        office = Office(person="e1", title="Ministerin", of=None, start=0, end=name.end, **told)
        return msgspec.structs.replace(blank, entities=(person,), offices=(office,))

    store.add(report("r1", "Ministerin Ilka Sorén sprach.", "2017-06-20", status="holds"))
    store.add(
        report(
            "r2", "Die frühere Ministerin Ilka Sorén, bis 4. August im Amt.", "2017-09-05", status="former",
            until="2017-08-04",
        )
    )  # fmt: skip

    def held(at: str, known: str) -> list[str]:
        return [tenure.title for tenure in held_on(at, asked(snapshots, known, queries.office_tenures))]

    assert held("2017-08-10", "2017-08-01") == ["Ministerin"]
    assert held("2017-08-10", "2017-09-05") == []
    assert held("2017-07-10", "2017-09-05") == ["Ministerin"]
    assert held("2017-07-10", "2017-05-31") == []


def test_what_has_no_date_of_publication_is_left_out_and_counted(
    store: Store, snapshots: Snapshots, make: MakeReading
) -> None:
    store.add(make("r1", published=None))
    store.add(make("r2", published="2021-03-08"))
    again = make("r2", name="Ada Brunn", published=None)
    store.add_version(again, given_id="r2")
    with store.transaction() as connection:
        assert undated(connection) == 2
    for day in ("2021-03-08", "2999-01-01"):
        assert [e.report for e in _evidence(snapshots, day)] == ["r2"]
        assert asked(snapshots, day, hits.sentences, words="Brunn") == []
        assert [v.published for v in asked(snapshots, day, versions.of, report="r2")] == ["2021-03-08"]
    assert _evidence(snapshots, "2021-03-07") == []


def test_a_report_whose_original_was_not_known_yet_is_no_copy_then(
    store: Store, tmp_path: Path, make: MakeReading
) -> None:
    more = " ".join(
        f"Am Hafen von Halve lagen {number} Boote, und auf Boot {number} brannte Licht." for number in range(40)
    )
    west, east = (  # the one in the east comes earlier, but there it is the next day already
        msgspec.structs.replace(found, text=f"{found.text} {more}", outlet=outlet)
        for found, outlet in (
            (make("west", published="2021-03-08T23:30:00-05:00"), "Blatt"),
            (make("east", published="2021-03-09T01:00:00+01:00"), "Bote"),
        )
    )
    part = fresh(tmp_path / "part.db")
    store.add(west)
    store.add(msgspec.structs.replace(east, events=()))  # no incident of both leads from one to the other
    part.add(west)
    assert '"original":"east"' in str(ask(store)["origins"])
    then = ask(store, "2021-03-08")
    assert then == ask(part)
    assert "original" not in str(then["origins"])
    part.close()


def test_a_snapshot_is_kept_until_the_record_changes(store: Store, snapshots: Snapshots, make: MakeReading) -> None:
    def engine(day: str) -> Any:
        return asked(snapshots, day, lambda connection: connection.engine)

    store.add(make())
    first = engine("2021-03-08")
    assert engine("2021-03-08") is first
    store.fail("x", "not read")  # says nothing about what was published
    assert engine("2021-03-08") is first
    store.add(make("r2", name="Ada Brunn"))
    second = engine("2021-03-08")
    assert second is not first
    for number in range(KEPT - 1):
        engine(f"2021-04-0{number + 1}")
    assert engine("2021-03-08") is second
    engine("2021-04-08")
    engine("2021-04-09")
    assert engine("2021-03-08") is second  # the one used longest ago went
    for number in range(KEPT):
        engine(f"2021-05-0{number + 1}")
    assert engine("2021-03-08") is not second
    store.replace(make("r2", name="Ada Brunn"))
    assert engine("2021-05-03") is not None
