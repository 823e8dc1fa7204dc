"""Tenures are kept up to date report by report, and are the same as those made anew."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.document import Document, Span
from lagebild.errors import DecisionError, NotFoundError
from lagebild.reading import EndCause, Entity, Office, OfficeStatus, Reading
from lagebild.record import contested as contradictions
from lagebild.record.contested import Contested
from lagebild.record.register import register
from lagebild.record.standing import between, on_day
from lagebild.record.tenures import Tenure, tenures
from lagebild.store import Store, deciding
from lagebild.store import tables as t
from lagebild.store.freshness import mark_stale
from lagebild.store.office_sightings import sighted
from lagebild.store.offices import Register, contested, last_seen, office_tenures

PEOPLE = ("Ada Brunn", "Karl Halve", "Brunn")
BODIES = ("Togo", "Togo", "Ghana", None)
TITLES = ("Präsident", "Präsident", "Minister", "Innenminister", "Papst", "Abgeordneter")
STATUSES: tuple[OfficeStatus, ...] = ("holds", "holds", "former", "interim", "candidate")
CAUSES: tuple[EndCause | None, ...] = (None, None, "death", "resignation")
DAYS = (None, "2004-01-01", "2005-03-01", "2005-04-01", "2006-09-09", "2010-02-02")

Told = tuple[str, str, str | None, OfficeStatus, str | None, str | None, EndCause | None]
"""An office that a report tells of: person, title, body, status, from, to, why it ended."""
Step = tuple[Any, ...]
"""What is done to a record: a verb and what it takes."""


def told(report: str, offices: list[Told], published: str | None) -> Reading:
    """A reading that tells of some offices, each in a sentence of its own."""
    text, sentences, entities, found = "", [], dict[str, Entity](), []
    for person, title, body, status, since, until, why in offices:
        begin = len(text)
        for name in (person, *((body,) if body else ())):
            span = Span(len(text), len(text) + len(name))
            text += f"{name} "
            kind = "person" if name == person else "state"
            known = entities.get(name) or Entity(id=f"e{len(entities)}", kind=kind, name=name, mentions=())  # type: ignore[arg-type]
            entities[name] = msgspec.structs.replace(
                known, mentions=(*known.mentions, span), name_spans=(*known.name_spans, span)
            )
        text += f"{title}. "
        sentences.append(Span(begin, len(text) - 1))
        found.append(
            Office(
                person=entities[person].id, title=title, of=entities[body].id if body else None, status=status,
                since=since, until=until, end_cause=why, start=begin, end=len(text) - 1,
            )
        )  # fmt: skip
    document = Document(id=report, text=text, published=published, outlet="Blatt")
    blank = Reading.blank(document, tuple(sentences))
    return msgspec.structs.replace(blank, entities=tuple(entities.values()), offices=tuple(found))


OFFICES = st.tuples(
    st.sampled_from(PEOPLE), st.sampled_from(TITLES), st.sampled_from(BODIES), st.sampled_from(STATUSES),
    st.sampled_from((None, None, "2004", "2005-03-05")), st.sampled_from((None, None, "2006", "2005-04-01")),
    st.sampled_from(CAUSES),
)  # fmt: skip
PUT = st.tuples(st.just("put"), st.integers(0, 9), st.lists(OFFICES, min_size=1, max_size=3), st.sampled_from(DAYS))
STEPS = st.one_of(
    PUT,
    PUT,
    PUT,
    st.tuples(st.just("delete"), st.integers(0, 9)),
    st.tuples(st.sampled_from(("same", "different")), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)),
    st.tuples(st.just("wrong"), st.integers(0, 9)),
    st.tuples(st.just("mend"), st.integers(0, 9), st.sampled_from(TITLES)),
    st.tuples(st.just("retract"), st.integers(1, 3)),
    st.tuples(st.just("refresh")),
)


def do(store: Store, step: Step) -> None:
    """Do what a step says, if it can be done."""
    try:
        match step:
            case ("put", number, offices, day):
                reading = told(f"r{number}", offices, day)
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
                with store.writing() as connection:
                    deciding.judge(connection, left, right, same=kind == "same", author="anna")
            case ("wrong" | "mend" as kind, number, *value):
                with store.writing() as connection:
                    entry = connection.scalar(sa.select(t.offices.c.entry).where(t.offices.c.report == f"r{number}"))
                    if entry is None:
                        return
                    if kind == "wrong":
                        deciding.withdraw(connection, entry, author="anna")
                    else:
                        deciding.mend(connection, entry, "title", value[0], author="anna")
            case ("retract", number):
                with store.writing() as connection:
                    deciding.retract(connection, number, author="anna")
            case _:
                store.refresh()
    except (DecisionError, NotFoundError):
        pass


def anew(store: Store) -> tuple[list[Tenure], list[Contested]]:
    """The tenures and contradictions as they come out of all sightings at once."""
    with store.transaction() as connection:
        made = tenures(one.sighting for one in sighted(connection))
    return made, contradictions.contested(made)


def kept(store: Store) -> tuple[list[Tenure], list[Contested]]:
    """The tenures and contradictions as they stand on record."""
    with store.transaction() as connection:
        return office_tenures(connection), contested(connection)


def check_questions(store: Store, every: list[Tenure]) -> None:
    """Each question gives of the tenures what sifting all of them gives."""
    lines = register(every)
    with store.transaction() as connection:
        for one in {tenure.person for tenure in every}:
            assert office_tenures(connection, person=one) == [t_ for t_ in every if t_.person == one]
            mine = [line for line in lines if line.tenure.person == one]
            assert [e.line for e in Register(connection, person=one).every()] == mine
        for body in {tenure.of for tenure in every if tenure.of}:
            assert [e.line for e in Register(connection, of=body).every()] == [
                line for line in lines if line.tenure.of == body
            ]
        assert [e.line for e in Register(connection, disputed=True).every()] == [one for one in lines if one.disputes]
        assert [e.line for e in Register(connection, first="2005-03-10", last="2005-12-31").every()] == [
            line for line in lines if between(line.tenure, "2005-03-10", "2005-12-31")
        ]
        stands = on_day("2005-05-01", [line.tenure for line in lines])
        asked = Register(connection, on="2005-05-01")
        assert [(e.line.tenure, e.stands) for e in asked.every()] == stands
        whole = Register(connection)
        assert whole.total == len(every)
        paged = [e.line for start in range(0, whole.total, 2) for e in whole.entries(start, 2)]
        assert paged == lines
        newest = [one.seen_last or "" for one in last_seen(connection, len(every))]
        assert newest == sorted(newest, reverse=True)


def emptied(store: Store) -> None:
    """Take everything off a record."""
    with store.writing() as connection:
        for table in (t.reports, t.retractions, t.decisions):
            connection.execute(sa.delete(table))
        mark_stale(connection)
    store.refresh()


def check(store: Store) -> None:
    store.refresh()
    assert kept(store) == anew(store)


@settings(
    deadline=None, max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)  # fmt: skip
@given(steps=st.lists(STEPS, min_size=4, max_size=16))
def test_tenures_kept_are_those_made_anew(store: Store, steps: list[Step]) -> None:
    emptied(store)
    for step in steps:
        do(store, step)
        if step[0] == "refresh":
            check(store)
    check(store)
    check_questions(store, kept(store)[0])
    for number in range(10):
        do(store, ("delete", number))
        if number % 4 == 0:
            check(store)
    check(store)
    assert kept(store) == ([], [])


def held(person: str, title: str = "Präsident", *, status: OfficeStatus = "holds", why: EndCause | None = None) -> Told:
    return person, title, "Togo", status, None, None, why


def over(store: Store) -> dict[tuple[str, str], str | None]:
    """By whom and what, the day by which a tenure had ended."""
    check(store)
    return {(one.person_name, one.title): one.over.value if one.over else None for one in kept(store)[0]}


def test_who_comes_next_ends_a_tenure_of_which_the_report_does_not_tell(store: Store) -> None:
    do(store, ("put", 1, [held("Ada Brunn")], "2005-03-01"))
    assert over(store) == {("Ada Brunn", "Präsident"): None}
    do(store, ("put", 2, [held("Karl Halve")], "2005-04-01"))
    assert over(store)["Ada Brunn", "Präsident"] == "2005-04-01"
    do(store, ("put", 2, [held("Karl Halve", "Papst")], "2005-04-01"))  # read again, it tells of another office
    assert over(store)["Ada Brunn", "Präsident"] is None
    do(store, ("put", 3, [held("Mira Tal")], "2006-09-09"))
    assert over(store)["Ada Brunn", "Präsident"] == "2006-09-09"
    do(store, ("delete", 3))
    assert over(store)["Ada Brunn", "Präsident"] is None


def test_a_death_told_in_another_office_ends_a_tenure_that_is_made_again_for_somebody_else(store: Store) -> None:
    do(store, ("put", 1, [held("Ada Brunn")], "2005-03-01"))
    do(store, ("put", 2, [held("Ada Brunn", "Papst", status="former", why="death")], "2005-04-01"))
    assert over(store)["Ada Brunn", "Präsident"] == "2005-04-01"
    do(store, ("put", 3, [held("Karl Halve")], "2006-09-09"))
    assert over(store)["Ada Brunn", "Präsident"] == "2005-04-01"


def test_two_holders_at_one_time_are_contested_until_one_report_goes(store: Store) -> None:
    for number, (person, day) in enumerate((("Ada Brunn", "2005-03-01"), ("Karl Halve", "2005-03-20")) * 2):
        do(store, ("put", number, [held(person)], day.replace("2005-03", f"2005-0{3 + number // 2}")))
    check(store)
    assert [one.about for one in kept(store)[1]] == ["holder"]
    do(store, ("put", 9, [held("Mira Tal", "Abgeordneter")], "2010-02-02"))  # nothing to do with it
    check(store)
    assert len(kept(store)[1]) == 1
    for number in (1, 3):
        do(store, ("delete", number))
    check(store)
    assert kept(store)[1] == []


def test_a_report_touches_only_the_tenures_that_hang_together_with_its_own(store: Store) -> None:
    for number, person in enumerate(("Ada Brunn", "Karl Halve", "Mira Tal")):
        do(
            store,
            (
                "put",
                number,
                [held(person, "Abgeordneter"), held(person, ("Präsident", "Papst", "Minister")[number])],
                "2005-03-01",
            ),
        )
    store.refresh()
    with store.transaction() as connection:
        before = set(connection.scalars(sa.select(t.tenures.c.id)))
    do(store, ("put", 9, [held("Ada Brunn", "Abgeordneter")], "2005-04-01"))
    store.refresh()
    with store.transaction() as connection:
        after = set(connection.scalars(sa.select(t.tenures.c.id)))
    assert len(before & after) == len(before) - 1
