"""A search over a record: names before texts, incidents among the hits, filters, counts; the same on every database."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from lagebild.reading import Reading
from lagebild.store import Store, deciding, dialects, hits, ranking
from lagebild.store import tables as t
from lagebild.store.hit_counts import counts
from lagebild.store.hits import Narrowed
from lagebild.wordforms import query_words
from tests.fresh import fresh

from .conftest import MakeReading
from .test_statements import counted as sent_to


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
            counted = counts(connection, "Halve", within=within)
            assert {hit.report for hit in found} <= reports
            assert counted.kinds[kind] == len(found), kind
        assert {hit.report for hit in hits.search(connection, "Halve", kind="sentence", within=within)} == reports


def test_counts_say_what_another_choice_would_give(filled: Store) -> None:
    with filled.transaction() as connection:
        counted = counts(connection, "Häuser", within=Narrowed(outlet="Bote", first="2022-01-01"))
        assert counted.outlets == {"Bote": 1}
        assert counted.years == {"2022": 1}
        counted = counts(connection, "Häuser", kind="sentence", within=Narrowed(outlet="Blatt"))
        assert counted.outlets == {"Blatt": 2, "Bote": 1}
        assert counted.years == {"2021": 1, "": 1}
        assert counted.kinds["sentence"] == 2
        assert counts(connection, "?").kinds == dict.fromkeys(hits.KINDS, 0)


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
        assert counts(connection, "erschießen").kinds["incident"] == len([h for h in found if h.kind == "incident"])


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
        counts(connection, "Polizei")
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
            counted = counts(connection, "Halve", within=within).kinds
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


def test_a_search_sends_no_more_statements_for_many_hits_than_for_few(store: Store, make: MakeReading) -> None:
    numbers = []
    for number in range(1, 9):
        store.add(make(f"r{number}", name=f"Ada Halve-{'Brunn' * number}", published=f"2021-{number:02}-08"))
        if number in (1, 8):
            store.refresh()
            with store.transaction() as connection, sent_to(store) as sent:
                found = hits.search(connection, "Halve")
            assert {hit.kind for hit in found} == set(hits.KINDS)
            numbers.append((len(found), len(sent)))
    (few, least), (many, most) = numbers
    assert many > 2 * few
    assert most <= least <= 18


def test_what_is_asked_for_at_once_is_cut_into_pieces(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled.transaction() as connection:
        whole = hits.search(connection, "Halve")
        monkeypatch.setattr(hits, "_PLACES", 2)
        assert hits.search(connection, "Halve") == whole


def test_counts_look_at_no_row_of_the_kinds_that_are_not_spread(filled: Store) -> None:
    """Where nothing is narrowed the full-text index says how many there are."""
    with filled.transaction() as connection, sent_to(filled) as sent:
        counted = counts(connection, "Halve")
    asked = [one for one in sent if re.search("MATCH|string_to_array", one)]
    assert counted.kinds == {"name": 1, "incident": 1, "statement": 3, "sentence": 3}
    assert [one for one in asked if "reports" in one] == [one for one in asked if "JOIN sentences" in one] != []
    looking_at_rows = [one for one in asked if re.search("JOIN (statements|incident_words|tellings)", one)]
    assert all("withdrawn" in one for one in looking_at_rows), looking_at_rows  # as few as were taken out


def test_what_an_editor_has_withdrawn_is_not_counted(filled: Store) -> None:
    def withdraw(entry: str) -> None:
        with filled.writing() as connection:
            deciding.withdraw(connection, entry, author="anna")
        filled.refresh()

    for entry, left in (("b/s1", {"a", "c"}), ("c/s1", {"a"})):
        withdraw(entry)
        with filled.transaction() as connection:
            found = hits.search(connection, "Halve", kind="statement")
            assert {hit.report for hit in found} == left
            assert counts(connection, "Halve").kinds["statement"] == len(left)
            assert sum(counts(connection, "Halve", kind="statement").outlets.values()) == len(left)
            assert counts(connection, "Halve", within=Narrowed(outlet="Bote")).kinds["statement"] == 0


@pytest.mark.parametrize(
    "within", [Narrowed(), Narrowed(outlet="Bote"), Narrowed(first="2021-03-09"), Narrowed(outlet="Blatt", last="2022")]
)
@pytest.mark.parametrize("kind", hits.KINDS)
def test_every_kind_is_spread_over_outlets_and_years(filled: Store, kind: hits.HitKind, within: Narrowed) -> None:
    """What each choice says it would give is what it gives."""
    with filled.transaction() as connection:
        counted = counts(connection, "Halve", kind=kind, within=within)
        for outlet in ("Blatt", "Bote"):
            other = msgspec.structs.replace(within, outlet=outlet)
            given = hits.search(connection, "Halve", kind=kind, within=other)
            assert counted.outlets.get(outlet, 0) == len(given), outlet
        if (within.first, within.last) == (None, None):
            for year in ("2021", "2022"):
                other = msgspec.structs.replace(within, first=f"{year}-01-01", last=f"{year}-12-31")
                given = hits.search(connection, "Halve", kind=kind, within=other)
                assert counted.years.get(year, 0) == len(given), year


def test_an_incident_shows_the_first_telling_with_most_of_the_words(store: Store, make: MakeReading) -> None:
    """Of two reports of one incident the later one has a word that the earlier one lacks."""
    late = make("b", published="2021-03-09")
    store.add(make("a", published="2021-03-08"))
    store.add(msgspec.structs.replace(late, text=late.text.replace("Menschen", "Soldaten")))
    store.refresh()
    with store.transaction() as connection:
        for words, report in (("Halve", "a"), ("Soldaten Halve", "b"), ("Menschen Halve", "a")):
            (hit,) = hits.search(connection, words, kind="incident")
            assert hit.report == report, words
            assert ("Soldaten" in hit.sentence) == (report == "b")


@pytest.fixture
def many(store: Store, make: MakeReading) -> Store:
    """An incident a month, of which the first two have a word of their own, and two say no day."""
    for number in range(1, 13):
        made = make(f"r{number:02}", published=f"2021-{number:02}-08")
        text = made.text.replace("Menschen", "Soldaten") if number <= 2 else made.text
        time = None if number in (5, 6) else f"2021-{number:02}-05"
        told = tuple(msgspec.structs.replace(one, time=time) for one in made.events)
        store.add(msgspec.structs.replace(made, text=text, events=told))
    store.refresh()
    return store


@pytest.mark.parametrize("words", ["Halve", "Soldaten", "Menschen erschießen", "Mensch Ilka", "Brand"])
def test_incidents_come_in_one_order_however_they_are_found(
    many: Store, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """Sorted all, or looked for among the newest; and where these have not enough of them."""
    with many.transaction() as connection:
        monkeypatch.setattr(dialects, "hands_over_in_order", lambda _: False)
        whole = hits.search(connection, words, kind="incident")
        monkeypatch.undo()
        for further in (0, 1, 4):
            monkeypatch.setattr(ranking, "_FURTHER", further)
            for limit in (1, 2, 5, 50):
                for offset in range(0, len(whole) + 1, limit):
                    page = hits.search(connection, words, kind="incident", limit=limit, offset=offset)
                    assert page == whole[offset : offset + limit], (further, limit, offset)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_word_that_many_incidents_have_is_looked_for_in_the_newest(many: Store) -> None:
    with many.transaction() as connection:
        for words, walks in (("Halve", True), ("Soldaten", False)):
            with sent_to(many) as sent:
                (hit,) = hits.search(connection, words, kind="incident", limit=1)
            newest = [one for one in sent if "FROM incidents JOIN" in one]
            assert ("incident_words.id + ?" in newest[0]) == walks, words
            assert hit.report == ("r12" if walks else "r02")
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {newest[0]}", _given(newest[0]))]
            assert any("ix_incidents_day" in step for step in plan) == walks, plan


def _given(statement: str) -> tuple[str | int, ...]:
    """Something for each parameter of a statement, of which only the plan is wanted."""
    return ("0",) * statement.count("?")


def test_without_what_is_spread_the_kinds_are_the_same(filled: Store) -> None:
    for within in (Narrowed(), Narrowed(outlet="Bote"), Narrowed(sure=0.5)):
        with filled.transaction() as connection:
            whole = counts(connection, "Halve", within=within)
            with sent_to(filled) as sent:
                few = counts(connection, "Halve", within=within, kinds_only=True)
        assert (few.kinds, few.outlets, few.years) == (whole.kinds, {}, {})
        assert len(sent) < 6


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_names_are_looked_for_in_their_index(filled: Store) -> None:
    """It has the names alone, where the table has all else, too."""
    with filled.transaction() as connection:
        with sent_to(filled) as sent:
            assert hits.search(connection, "Halve", kind="name")
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sent[0]}", _given(sent[0]))]
    assert "SCAN aliases USING COVERING INDEX ix_aliases_plain" in plan
    assert "SCAN aliases" not in plan


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_of_what_is_ranked_no_more_is_fetched_than_is_wanted(filled: Store) -> None:
    with filled.transaction() as connection:
        matching = dialects.in_tier(connection, "statements", query_words("Halve"), 0)
        for wanted in (1, 2, 3, 9):
            assert len(ranking._block(connection, t.statements, matching, [], [], None, wanted)) == min(wanted, 3)


def test_reports_are_looked_up_among_all_that_matches_only_to_narrow_it(filled: Store) -> None:
    def looked_up(within: Narrowed) -> int:
        with filled.transaction() as connection, sent_to(filled) as sent:
            hits.search(connection, "Halve", kind="statement", within=within)
        return sent[0].count("JOIN reports")

    assert (looked_up(Narrowed()), looked_up(Narrowed(first="2000-01-01"))) == (1, 2)  # the last puts hits in order


def test_names_are_found_before_their_mentions_are_counted(filled: Store) -> None:
    with filled.transaction() as connection, sent_to(filled) as sent:
        assert hits.search(connection, "Halve", kind="name")
    assert "MATERIALIZED" in sent[0]  # else PostgreSQL reads every mention on record


def test_what_is_withdrawn_is_looked_up_once_for_all_statements(filled: Store) -> None:
    with filled.transaction() as connection, sent_to(filled) as sent:
        hits.search(connection, "Halve", kind="statement")
        counts(connection, "Halve", kind="statement", within=Narrowed(sure=0.5))
    about = [one for one in sent if "withdrawn" in one]
    assert about
    assert not [one for one in about if "EXISTS" in one]  # that would be a look-up a statement
