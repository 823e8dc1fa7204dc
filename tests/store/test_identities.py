"""Identities are kept up to date report by report, and are the same as those made anew."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from lagebild.document import Document, Span
from lagebild.errors import DecisionError, NotFoundError
from lagebild.reading import Entity, EntityKind, Office, Reading
from lagebild.record.identities import Identity, Known, identify
from lagebild.store import Store, deciding, identities, knowing, namings, settled
from lagebild.store import tables as t
from lagebild.store.freshness import mark_stale
from lagebild.store.sightings import sightings

PEOPLE = (
    "Ada Brunn", "Ada Brünn", "Ada M. Brunn", "Ada Brunn-Weller", "Ada-Brunn", "Brunn", "Brunns", "Karl Brunn", "Karl Halve",
    "Omar al-Dabbagh", "Omar Dabbagh", "Dabbagh", "Wladimir Tschernow", "Vladimir Chernov", "Tschernow", "Ada",
    "Benedikt XVI.", "XVI.", "Benedikt", "Xelora Brunn", "Velora Brunn", "Xelora Tann", "Omar Brunn Tann", "Omar Brunn",
    "Karla Lindemann", "Karla Lindermann", "Lindemann", "Karla Lindemann Omar Brunn", "Ben Brunn", "von Brunn",
    "Anna von Brunn", "Kim Sorel", "Kim", "Mira Tal", "Jonas Feld", "Herr Brunn", "Lindemannn",
)  # fmt: skip
BODIES = (
    "Polizei Halve", "Halver Polizei", "Zentralbank Perus", "peruanische Notenbank",
    "FFB", "Front der Freien Berge", "Freie Berge", "Freien Berge", "Halve", "Brunn", "Ada Brunn", "Berge AG", "Bundesrat",
    "Deutschland", "Deutschlands", "Österreich", "SPD", "Dabbagh", "Lindemann", "Karla Lindemann", "Sorélien", "Soréljen",
)  # fmt: skip
OFFICES = ("Minister", "Ministerin", "Papst", "Trainer", "Bischof")
KINDS: tuple[EntityKind, ...] = ("organisation", "place", "state")


Named = tuple[str, EntityKind, tuple[str, ...], str | None]
"""Somebody in a report: name, kind, the names that stand there, an office."""
Step = tuple[Any, ...]
"""What is done to a record: a verb and what it takes."""


def told(report: str, entities: list[Named], published: str | None) -> Reading:
    """A reading in which some are named: name, kind, what else they are called, and an office."""
    text, found, offices = "", [], []
    for n, (name, kind, others, office) in enumerate(entities):
        spans = []
        for called in others:
            spans.append(Span(len(text), len(text) + len(called)))
            text += f"{called}. "
        key = f"e{n}"
        first = spans[:1] or [Span(0, 1)]
        found.append(Entity(id=key, kind=kind, name=name, mentions=tuple(spans or first), name_spans=tuple(spans)))
        if office and kind == "person":
            states = [f"e{m}" for m, (_, other, *_) in enumerate(entities) if other == "state"]
            offices.append(
                Office(person=key, title=office, of=states[0] if states else None, status="holds", start=0, end=1)
            )
    text = text or "Nichts."
    document = Document(id=report, text=text, published=published, outlet="Blatt")
    blank = Reading.blank(document, (Span(0, len(text)),))
    return msgspec.structs.replace(blank, entities=tuple(found), offices=tuple(offices))


@st.composite
def entities(draw: st.DrawFn) -> Named:
    person = draw(st.integers(0, 3)) > 0
    pool = PEOPLE if person else BODIES
    name = draw(st.sampled_from(pool))
    others = draw(st.lists(st.sampled_from(pool), max_size=1))
    named = draw(st.integers(0, 5)) > 0
    return (
        name,
        "person" if person else draw(st.sampled_from(KINDS)),
        (name, *others) if named else (),
        draw(st.sampled_from((None, None, *OFFICES))),
    )


DAYS = (None, "1921-05-05", "2004-01-01", "2005-01-01", "2020-02-02")
STEPS = st.one_of(
    st.tuples(
        st.just("put"), st.integers(0, 11), st.lists(entities(), min_size=1, max_size=6), st.sampled_from(DAYS)
    ),
    st.tuples(
        st.just("put"), st.integers(0, 11), st.lists(entities(), min_size=1, max_size=6), st.sampled_from(DAYS)
    ),
    st.tuples(st.just("delete"), st.integers(0, 11)),
    st.tuples(st.sampled_from(("same", "different")), st.sampled_from((*PEOPLE, *BODIES)), st.sampled_from(PEOPLE)),
    st.tuples(st.just("retract"), st.integers(1, 3)),
    st.tuples(st.just("learn"), st.sampled_from(PEOPLE), st.sampled_from((*PEOPLE, *BODIES))),
    st.tuples(st.just("refresh")),
)  # fmt: skip


def do(store: Store, step: Step) -> None:
    """Do what a step says, if it can be done."""
    match step:
        case ("put", number, found, day):
            reading = told(f"r{number}", found, day)
            try:
                store.replace(reading)
            except NotFoundError:
                store.add(reading)
        case ("delete", number):
            with store.writing() as connection:
                connection.execute(sa.delete(t.reports).where(t.reports.c.id == f"r{number}"))
                mark_stale(connection)
        case ("same" | "different" as kind, left, right):
            store.refresh()
            try:
                with store.writing() as connection:
                    deciding.judge(connection, left, right, same=kind == "same", author="anna")
            except (DecisionError, NotFoundError):
                pass
        case ("retract", number):
            try:
                with store.writing() as connection:
                    deciding.retract(connection, number, author="anna")
            except (DecisionError, NotFoundError):
                pass
        case ("learn", name, other):
            with store.writing() as connection:
                knowing.learn(connection, [Known(name, (other,), None, None)])
                mark_stale(connection)
        case _:
            store.refresh()


def anew(store: Store) -> list[Identity]:
    """The identities as they come out of all sightings at once."""
    with store.transaction() as connection:
        return identify(
            sightings(connection), judgements=deciding.judgements(connection), known=knowing.known(connection)
        )


def kept(store: Store) -> list[Identity]:
    """The identities as they stand on record."""
    with store.transaction() as connection:

        def below(table: sa.Table, column: str) -> dict[str, list[str]]:
            found: dict[str, list[str]] = {}
            for identity, value in connection.execute(sa.select(table.c.identity, table.c[column])):
                found.setdefault(identity, []).append(value)
            return found

        names, reasons, parts = below(t.aliases, "name"), below(t.reasons, "reason"), below(t.parts, "id")
        places: dict[str, list[tuple[str, str]]] = {}
        for row in connection.execute(sa.select(t.entities)):
            places.setdefault(row.identity, []).append((row.report, row.key))
        return sorted(
            Identity(
                row.id, row.kind, row.name, tuple(sorted(names.get(row.id, ()))), tuple(sorted(places.get(row.id, ()))),
                reasons=tuple(sorted(reasons.get(row.id, ()))), wikidata=row.wikidata,
                parts=tuple(sorted(parts.get(row.id, ()))),
            )
            for row in connection.execute(sa.select(t.identities))
        )  # fmt: skip


def as_kept(one: Identity) -> Identity:
    """An identity without what is not kept: its own id among its parts, and the order of reasons."""
    return one._replace(
        names=tuple(sorted(one.names)),
        sightings=tuple(sorted(one.sightings)),
        reasons=tuple(sorted(one.reasons)),
        parts=tuple(sorted(part for part in one.parts if part != one.id)),
    )


def check(store: Store) -> None:
    store.refresh()
    assert kept(store) == [as_kept(one) for one in anew(store)]


def emptied(store: Store) -> None:
    """Take everything off record."""
    with store.writing() as connection:
        for table in (t.reports, t.retractions, t.decisions, t.known):
            connection.execute(sa.delete(table))
        mark_stale(connection)
    store.refresh()
    assert kept(store) == []


@pytest.fixture
def bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many reports have changed, only they are looked at."""
    monkeypatch.setattr(identities, "FEW", 10_000)


@pytest.mark.usefixtures("bit_by_bit")
@settings(
    deadline=None, max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)  # fmt: skip
@given(steps=st.lists(STEPS, min_size=4, max_size=25))
def test_what_is_kept_is_what_comes_out_of_all_reports(store: Store, steps: list[Step]) -> None:
    emptied(store)
    for step in [*steps, ("refresh",)]:
        do(store, step)
        if step[0] == "refresh":
            check(store)


@pytest.mark.usefixtures("bit_by_bit")
@pytest.mark.parametrize("seed", range(3))
def test_so_it_is_after_many_changes(database: str, seed: int) -> None:
    chance, store = random.Random(seed), Store.open(database)
    for _ in range(30):
        do(store, some_step(chance))
        if chance.random() < 0.5:
            check(store)
    check(store)
    store.close()


def some_step(chance: random.Random) -> Step:
    """A step by chance: most put a report on record, or read it again."""
    kind = chance.choices(("put", "delete", "same", "different", "retract", "learn"), (30, 3, 1, 1, 1, 1))[0]
    number = chance.randrange(30)
    if kind == "put":
        return kind, number, [somebody(chance) for _ in range(chance.randint(1, 7))], chance.choice(DAYS)
    if kind == "delete":
        return kind, number
    return (kind, number) if kind == "retract" else (kind, chance.choice(PEOPLE), chance.choice((*PEOPLE, *BODIES)))


def somebody(chance: random.Random) -> Named:
    person = chance.random() < 0.7
    pool = PEOPLE if person else BODIES
    name, others = chance.choice(pool), [chance.choice(pool)] * (chance.random() < 0.4)
    kind: EntityKind = "person" if person else chance.choice(KINDS)
    return name, kind, (name, *others) if chance.random() < 0.85 else (), chance.choice((None, None, *OFFICES))


def test_many_reports_at_once_are_looked_at_anew(store: Store) -> None:
    chance = random.Random(7)
    for number in range(identities.FEW + 5):
        do(store, ("put", number, [somebody(chance) for _ in range(5)], "2020-02-02"))
    check(store)
    do(store, ("put", 1, [("Ada Brunn", "person", ("Ada Brunn",), None)], "2020-02-02"))
    check(store)


def test_how_often_somebody_is_named_counts_for_names_in_other_reports(store: Store) -> None:
    """Whose company tells two Brunns apart tells nothing once many reports name him."""
    alone: list[Named] = [("Brunn", "person", ("Brunn",), None), ("Jonas Feld", "person", ("Jonas Feld",), None)]
    for number, first in ((0, "Ada"), (1, "Karl")):
        company = ("Jonas Feld", "Mira Tal")[number]
        full: list[Named] = [
            (f"{first} Brunn", "person", (f"{first} Brunn",), None),
            (company, "person", (company,), None),
        ]
        for copy in range(2):
            do(store, ("put", 2 * number + copy, full, "2020-02-02"))
    tied: list[Named] = [*alone, ("Mira Tal", "person", ("Mira Tal",), None)]
    do(store, ("put", 9, tied, "2020-02-02"))
    check(store)
    before = who(store, "r9", "e0")
    for number in range(10, 16):
        do(store, ("put", number, [("Mira Tal", "person", ("Mira Tal",), None)], "2020-02-02"))
        check(store)
    assert before.startswith("person:brunn")
    assert who(store, "r9", "e0") == "person:ada-brunn"


def who(store: Store, report: str, key: str) -> str:
    """The identity of an entity of a report."""
    query = sa.select(t.entities.c.identity).where(t.entities.c.report == report, t.entities.c.key == key)
    with store.transaction() as connection:
        return connection.scalar(query) or ""


def test_a_report_touches_only_the_names_that_hang_together_with_its_own(store: Store) -> None:
    chance = random.Random(3)
    for number in range(12):
        do(store, ("put", number, [somebody(chance) for _ in range(5)], "2020-02-02"))
    store.refresh()
    statements: list[str] = []
    do(store, ("put", 99, [("Xaver Quentz", "person", ("Xaver Quentz",), None)], "2020-02-02"))
    event.listen(store.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    store.refresh()
    written = [
        one for one in statements if not one.startswith(("SELECT", "BEGIN", "PRAGMA", "DELETE FROM record_state"))
    ]
    about = [one.split()[2 if one.startswith(("INSERT", "DELETE")) else 1] for one in written]
    assert about.count("identities") == 1
    assert about.count("aliases") == 1
    assert "reasons" not in about
    assert "parts" not in about


def test_who_asks_does_not_wait_for_a_writer_and_gets_the_record_as_it_was(store: Store, database: str) -> None:
    do(store, ("put", 1, [("Ada Brunn", "person", ("Ada Brunn",), None)], "2020-02-02"))
    store.refresh()
    do(store, ("put", 2, [("Karl Halve", "person", ("Karl Halve",), None)], "2020-02-02"))
    asking = Store.open(database)
    with store.writing():
        asking.refresh(wait=False)
    with asking.transaction() as connection:
        assert [*connection.scalars(sa.select(t.identities.c.id))] == ["person:ada-brunn"]
    asking.refresh(wait=False)
    with asking.transaction() as connection:
        assert len(connection.scalars(sa.select(t.identities.c.id)).all()) == 2
    asking.close()


def named(number: int, *names: str) -> Step:
    """A report that names people in full."""
    return "put", number, [(name, "person", (name,), None) for name in names], "2020-02-02"


@pytest.mark.usefixtures("bit_by_bit")
@pytest.mark.parametrize(
    ("one", "other", "third"),
    [
        ("Sabine Feld", "Sabxne Feld", "Sabxne Sund"),  # a first name that somebody else has is no slip
        ("Omar Brunn", "Omar Brunn Tann", "Karl Brunn"),  # so the second surname is not left out
        ("Karla Lindemann", "Karla Lindemonn", "Omar Lindemonn"),  # a surname that somebody else has is none
    ],
)
def test_names_are_one_until_somebody_else_has_a_part_of_one(store: Store, one: str, other: str, third: str) -> None:
    for number in range(5):
        do(store, named(number, one))
    do(store, named(8, other))
    check(store)
    assert who(store, "r1", "e0") == who(store, "r8", "e0")
    do(store, named(9, third))
    check(store)
    assert who(store, "r1", "e0") != who(store, "r8", "e0")
    do(store, ("delete", 9))
    check(store)
    assert who(store, "r1", "e0") == who(store, "r8", "e0")


@pytest.mark.usefixtures("bit_by_bit")
def test_names_run_together_are_nobody_once_one_of_them_is_on_record(store: Store) -> None:
    do(store, named(1, "Karla Lindemann Omar Brunn"))
    do(store, named(2, "Karla Lindemann Omar Brunns"))
    check(store)
    assert who(store, "r1", "e0") == who(store, "r2", "e0")
    do(store, named(3, "Karla Lindemann"))
    check(store)
    assert who(store, "r1", "e0") != who(store, "r2", "e0")


def test_a_record_that_another_version_made_is_made_anew(store: Store) -> None:
    described: Named = ("die Polizei", "organisation", (), None)
    for number in range(3):
        do(store, ("put", number, [described, ("Ada Brunn", "person", ("Ada Brunn",), None)], "2020-02-02"))
    check(store)
    with store.writing() as connection:
        connection.execute(sa.update(t.identities).values(report=None, name="X"))
        for table in (t.namings, t.name_keys, t.name_facts):
            connection.execute(sa.delete(table))
        connection.execute(sa.delete(t.state))
        mark_stale(connection)
    check(store)
    assert who(store, "r1", "e0") == "body:r1/e0"


def test_a_description_that_a_report_does_not_have_any_more_is_gone(store: Store) -> None:
    described: Named = ("die Polizei", "organisation", (), None)
    do(store, ("put", 1, [described], "2020-02-02"))
    do(store, named(2, "Ada Brunn"))
    check(store)
    do(store, named(1, "Karl Halve"))
    check(store)
    with store.transaction() as connection:
        assert sorted(connection.scalars(sa.select(t.identities.c.id))) == ["person:ada-brunn", "person:karl-halve"]


STATES: tuple[tuple[str, EntityKind], ...] = (
    ("Deutschland", "state"), ("Deutschlands", "state"), ("Österreich", "state"), ("Togo", "state"), ("Togo", "place"),
    ("Sorélien", "state"), ("Soréljen", "state"), ("SPD", "organisation"), ("IAEA", "organisation"), ("IAEO", "organisation"),
    ("Bundesrat", "organisation"),
)  # fmt: skip


@pytest.mark.usefixtures("bit_by_bit")
@pytest.mark.parametrize("seed", range(2))
def test_what_every_report_names_stays_who_it_was(store: Store, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance, clear = random.Random(seed), 0

    def counted(*given: Any) -> dict[tuple[str, str], settled.Settled]:
        nonlocal clear
        found = settled.settled(*given)
        clear += len(found)
        return found

    monkeypatch.setattr(namings, "settled", counted)
    for number in range(30):
        several = [(name, kind, (name,), None) for name, kind in chance.sample(STATES, chance.randint(1, 3))]
        do(store, ("put", number, several, chance.choice(DAYS)))
        if number % 7 == 6:
            do(store, ("delete", chance.randrange(number)))
        if number % 9 == 8:
            left, right = (name for name, _ in chance.sample(STATES, 2))
            do(store, (chance.choice(("same", "different")), left, right))
        check(store)
    assert clear > 10
