"""A search over a record: names before texts, incidents among the hits, filters, counts; the same on every database."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from lagebild.reading import Reading
from lagebild.store import Store, dialects, hits, ranking
from lagebild.store import tables as t
from lagebild.store.hits import Narrowed
from lagebild.wordforms import query_words
from tests.fresh import fresh

from .conftest import MakeReading


@pytest.fixture
def filled(store: Store, make: MakeReading) -> Store:
    """Three reports of two outlets in two years; one has no date."""
    told: list[Reading] = [
        make("a"),
        msgspec.structs.replace(make("b", name="Ada Brunn", published="2022-05-01"), outlet="Bote"),
        make("c", name="Mira Tolk", published=None),
    ]
    for reading in told:
        store.add(reading)
    store.refresh()
    return store


def test_names_come_first_then_incidents_statements_and_sentences(filled: Store) -> None:
    with filled.transaction() as connection:
        found = hits.search(connection, "Halves")
        assert [hit.kind for hit in found] == sorted((hit.kind for hit in found), key=hits.KINDS.index)
        assert {hit.kind for hit in found} == set(hits.KINDS)
        (name,) = [hit for hit in found if hit.kind == "name"]
        assert (name.what, name.type, name.report) == ("Halve", "place", "a")
        assert all(hit.sentence[m.start - hit.start : m.end - hit.start] == "Halve" for hit in found for m in hit.marks)
        assert all(hit.marks for hit in found)


def test_an_incident_is_found_by_its_words_and_by_who_has_a_part_in_it(filled: Store) -> None:
    with filled.transaction() as connection:
        for words in ("erschießen", "erschossen Halve", "Mensch erschießt"):
            found = hits.search(connection, words, kind="incident")
            assert {hit.type for hit in found} == {"ASSAULT"}, words
            assert all(hit.id and hit.what for hit in found)
        assert hits.search(connection, "brennen", kind="incident") == []


def test_each_kind_is_told_by_a_sentence_of_its_report(filled: Store) -> None:
    with filled.transaction() as connection:
        texts = {row.id: row.text for row in connection.execute(sa.select(t.reports.c.id, t.reports.c.text))}
        for hit in hits.search(connection, "Halve"):
            assert texts[hit.report][hit.start : hit.end] == hit.sentence


@pytest.mark.parametrize(
    ("within", "reports"),
    [
        (Narrowed(), {"a", "b", "c"}),
        (Narrowed(outlet="Bote"), {"b"}),
        (Narrowed(first="2021-03-08"), {"a", "b"}),
        (Narrowed(first="2021-03-09"), {"b"}),
        (Narrowed(last="2022-04-30"), {"a"}),
        (Narrowed(outlet="Blatt", first="2022-01-01"), set()),
    ],
)
def test_filters_hold_for_all_kinds_and_counts_agree(filled: Store, within: Narrowed, reports: set[str]) -> None:
    with filled.transaction() as connection:
        for kind in hits.KINDS:
            found = hits.search(connection, "Halve", kind=kind, within=within)
            counted = hits.counts(connection, "Halve", within=within)
            assert {hit.report for hit in found} <= reports
            assert counted.kinds[kind] == len(found), kind
        assert {hit.report for hit in hits.search(connection, "Halve", kind="sentence", within=within)} == reports


def test_counts_say_what_another_choice_would_give(filled: Store) -> None:
    with filled.transaction() as connection:
        counted = hits.counts(connection, "Häuser", within=Narrowed(outlet="Bote", first="2022-01-01"))
        assert counted.outlets == {"Bote": 1}
        assert counted.years == {"2022": 1}
        counted = hits.counts(connection, "Häuser", kind="sentence", within=Narrowed(outlet="Blatt"))
        assert counted.outlets == {"Blatt": 2, "Bote": 1}
        assert counted.years == {"2021": 1, "": 1}
        assert counted.kinds["sentence"] == 2
        assert hits.counts(connection, "?").kinds == dict.fromkeys(hits.KINDS, 0)


def test_pages_of_hits_do_not_overlap(filled: Store) -> None:
    with filled.transaction() as connection:
        for kind in hits.KINDS:
            every = hits.search(connection, "Halve", kind=kind)
            pages = [hits.search(connection, "Halve", kind=kind, limit=1, offset=n) for n in range(len(every))]
            assert [hit for page in pages for hit in page] == every
            assert hits.search(connection, "Halve", kind=kind, limit=1, offset=len(every)) == []


def test_words_themselves_come_before_parts_of_compounds(store: Store, make: MakeReading) -> None:
    for key, name in (("a", "Nasenbein Rot"), ("b", "Nase Blau")):
        store.add(make(key, name=name))
    store.refresh()
    with store.transaction() as connection:
        assert [hit.report for hit in hits.sentences(connection, "Nasen")] == ["b", "a"]


def test_what_is_gone_is_not_found(filled: Store, make: MakeReading) -> None:
    other = make("a", name="Ilka Sorén")
    text = other.text.replace("erschossen", "befragt   ")
    filled.replace(msgspec.structs.replace(other, text=text, events=(), statements=()))
    filled.refresh()
    with filled.transaction() as connection:
        found = hits.search(connection, "erschießen")
        assert {hit.report for hit in found} == {"b", "c"}
        assert hits.counts(connection, "erschießen").kinds["incident"] == len(
            [h for h in found if h.kind == "incident"]
        )


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_postgresql_searches_by_its_index(filled: Store) -> None:
    with filled.transaction() as connection:
        found = dialects.matching(connection, "sentences", query_words("Mensch erschießen"))
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # so few rows are read faster without one
        compiled = str(found.compile(filled.engine, compile_kwargs={"literal_binds": True})).replace("%", "%%")
        plan = "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {compiled}"))
    assert "sentences_search" in plan


@pytest.mark.parametrize("analysed", [False, True])
@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_postgresql_chooses_the_index_by_itself(filled: Store, analysed: bool) -> None:
    """What a search asks of a record of some size, whether or not its tables have been counted."""
    with filled.writing() as connection:
        for name in dialects.SEARCHED:
            table = t.metadata.tables[name]
            of = connection.execute(sa.select(table).limit(1)).mappings().one()
            rare, plenty = ("polizei schuss", "rat haus") if name != "incident_words" else ("polizei", "rat")
            first = f"CASE WHEN n % 400 = 0 THEN '{rare}' ELSE '{plenty}' END"
            lemmas = f"{first} || repeat(' wort' || n % 997 || ' satz' || n, 9)"
            values = {"id": "n + 1000", "lemmas": lemmas}
            kept = [column.name for column in table.c if of[column.name] is not None and column.name != "entry"]
            columns = ", ".join(f'"{column}"' for column in kept)
            taken = ", ".join(values.get(column, f's."{column}"') for column in kept)
            connection.exec_driver_sql(
                f"INSERT INTO {name} ({columns}) SELECT {taken.replace('%', '%%')} FROM generate_series(1, 6000) n, "
                f"(SELECT * FROM {name} LIMIT 1) s"
            )
            connection.exec_driver_sql(f"SELECT gin_clean_pending_list('{name}_search')")  # as it is done in time
            if analysed:
                connection.exec_driver_sql(f"ANALYZE {name}")
    asked: list[tuple[str, Any]] = []
    with filled.transaction() as connection:
        note = sa.event.listens_for(connection, "before_cursor_execute")
        note(lambda _c, _cursor, statement, given, *_: asked.append((statement, given)))
        found = hits.search(connection, "Polizei", limit=10)
        assert {hit.kind for hit in found} >= {"sentence", "statement", "incident"}
        hits.counts(connection, "Polizei")
        seen = set()
        for statement, given in [one for one in asked if "string_to_array" in one[0]]:
            plan = "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", given))
            seen |= {name for name in dialects.SEARCHED if f"Index Scan on {name}_search" in plan}
            assert re.search(r"Filter: .*string_to_array", plan) is None, plan  # no row is looked at for its words
        assert seen == set(dialects.SEARCHED)


def test_a_record_of_before_is_searched_after_the_migration(tmp_path: Path, make: MakeReading) -> None:
    """A record whose keys are those of the schema before: the migration makes them anew, and adds the incidents."""
    from alembic import command
    from alembic.config import Config

    from lagebild.store import migrate

    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    today = fresh(tmp_path / "today.db")
    today.add(make())
    today.refresh()
    before = sa.create_engine(f"sqlite:///{tmp_path / 'before.db'}")
    with today.transaction() as source, before.begin() as target:
        config.attributes["connection"] = target
        command.upgrade(config, "0010")
        known = set(sa.inspect(target).get_table_names())
        for table in t.metadata.sorted_tables:
            if table.name in known:
                there = {column["name"] for column in sa.inspect(target).get_columns(table.name)}
                columns = [column for column in table.c if column.name in there]
                rows = [dict(row._mapping) for row in source.execute(sa.select(*columns))]
                if table is t.state:  # a record has a UUID since 0013
                    rows = [row for row in rows if row["name"] != "uuid"]
                target.execute(sa.delete(table))
                if rows:
                    target.execute(
                        sa.insert(table), [row | {"lemmas": "alt"} if "lemmas" in row else row for row in rows]
                    )
    before.dispose()
    upgraded = Store.open(tmp_path / "before.db")
    with today.transaction() as one, upgraded.transaction() as other:
        for words in ("erschießen", "Halves", "brennen"):
            assert hits.search(other, words) == hits.search(one, words) != []
    upgraded.close()
    today.close()


def test_incidents_and_statements_that_are_less_sure_are_left_out_and_counts_agree(
    store: Store, make: MakeReading
) -> None:
    for key, type_, speaker in (("a", 0.9, 0.9), ("b", 0.6, 0.9), ("c", 0.9, 0.4)):
        made = make(key)
        said = tuple(msgspec.structs.replace(s, sure={"type": type_, "speaker": speaker}) for s in made.statements)
        told = tuple(msgspec.structs.replace(e, sure={"type": type_, "status": 0.95}) for e in made.events)
        store.add(msgspec.structs.replace(made, statements=said, events=told))
    store.add(make("d"))  # says nothing of how sure it is, and stays
    store.refresh()
    for sure, left in ((0.5, "abcd"), (0.6, "abcd"), (0.7, "acd"), (0.91, "d")):
        with store.transaction() as connection:
            within = Narrowed(sure=sure)
            found = hits.search(connection, "Halve", within=within)
            counted = hits.counts(connection, "Halve", within=within).kinds
        statements = [hit for hit in found if hit.kind == "statement"]
        assert {hit.report for hit in found if hit.kind == "sentence"} == set("abcd")
        assert {hit.report for hit in statements} <= set(left)
        assert {hit.report for hit in found if hit.kind == "incident"} <= set(left)
        assert counted == {kind: sum(hit.kind == kind for hit in found) for kind in hits.KINDS}
    with store.transaction() as connection:
        words = "Mensch"
        every = hits.search(connection, words, kind="statement", within=Narrowed(sure=0.5))
        assert {hit.report: hit.what for hit in every}["c"] is None  # its speaker is less sure


def test_what_is_ranked_in_pieces_is_all_there_and_once(
    store: Store, make: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pieces of two: those put on record last come first, in each the shorter texts."""
    for number in range(5):
        store.add(make(f"r{number}", name="Ada Brunn" if number % 2 else "Ada Brunn-Tolkenhagen", published=None))
    with store.transaction() as connection:
        whole = hits.sentences(connection, "Mensch erschießen")
        assert len(whole) >= 5
        assert [len(hit.sentence) for hit in whole] == sorted(len(hit.sentence) for hit in whole)
        monkeypatch.setattr(ranking, "RANKED", 2)
        pieces = hits.sentences(connection, "Mensch erschießen")
        assert sorted(map(repr, pieces)) == sorted(map(repr, whole))
        assert {hit.report for hit in pieces[:2]} == {"r3", "r4"}
        paged = [
            hit
            for offset in range(0, len(whole), 3)
            for hit in hits.search(connection, "Mensch erschießen", kind="sentence", limit=3, offset=offset)
        ]
        assert paged == pieces
        within = Narrowed(outlet=whole[0].outlet)
        assert hits.search(connection, "Mensch erschießen", kind="sentence", within=within) == pieces
