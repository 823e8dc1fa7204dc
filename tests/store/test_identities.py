"""Identities are kept up to date report by report, and are the same as those made anew."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.document import Document, Span
from lagebild.errors import DecisionError, NotFoundError
from lagebild.reading import Entity, EntityKind, Office, Reading
from lagebild.record.identities import Identity, Known, identify
from lagebild.store import Store, deciding, knowing
from lagebild.store import tables as t
from lagebild.store.freshness import mark_stale
from lagebild.store.sightings import sightings

PEOPLE = (
    "Ada Brunn", "Ada Brünn", "Ada M. Brunn", "Ada Brunn-Weller", "Ada-Brunn", "Brunn", "Brunns", "Karl Brunn", "Karl Halve",
    "Omar al-Dabbagh", "Omar Dabbagh", "Dabbagh", "Wladimir Tschernow", "Vladimir Chernov", "Tschernow", "Ada",
    "Benedikt XVI.", "XVI.", "Benedikt", "Xelora Brunn", "Velora Brunn", "Xelora Tann", "Omar Brunn Tann", "Omar Brunn",
    "Karla Lindemann", "Karla Lindermann", "Lindemann", "Karla Lindemann Omar Brunn", "Ben Brunn", "von Brunn", "Anna von Brunn",
    "Kim Sorel", "Kim", "Mira Tal", "Jonas Feld", "Herr Brunn", "Lindemannn",
)  # fmt: skip
BODIES = (
    "FFB", "Front der Freien Berge", "Freie Berge", "Freien Berge", "Halve", "Brunn", "Ada Brunn", "Berge AG", "Bundesrat",
    "Deutschland", "Deutschlands", "Österreich", "SPD", "Dabbagh", "Lindemann", "Karla Lindemann", "Sorélien", "Soréljen",
)  # fmt: skip
OFFICES = ("Minister", "Ministerin", "Papst", "Trainer", "Bischof")
KINDS: tuple[EntityKind, ...] = ("organisation", "place", "state")


def told(report: str, entities: list[tuple[str, EntityKind, tuple[str, ...], str | None]], published: str | None) -> Reading:
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
                Office(person=key, title=office, of=(states or [None])[0], status="holds", start=0, end=1)
            )
    text = text or "Nichts."
    document = Document(id=report, text=text, published=published, outlet="Blatt")
    blank = Reading.blank(document, (Span(0, len(text)),))
    return msgspec.structs.replace(blank, entities=tuple(found), offices=tuple(offices))


@st.composite
def entities(draw: st.DrawFn) -> tuple[str, EntityKind, tuple[str, ...], str | None]:
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


def do(store: Store, step: tuple) -> None:  # type: ignore[type-arg]
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


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=4, max_size=25))
def test_what_is_kept_is_what_comes_out_of_all_reports(steps: list[tuple]) -> None:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "record.db")
        for step in [*steps, ("refresh",)]:
            do(store, step)
            if step[0] == "refresh":
                check(store)
        store.close()
