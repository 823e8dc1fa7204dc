"""Ties that an office or an exclusion tells: who leads a party is of it, who is shut out is no member."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.relations.ties import Tie, due_to
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.words import word_set
from lagebild.reading import Entity, Event, Office, RelationKind

_COMPOUND = 20
"""Code points behind an office in which the rest of the compound with its body may stand."""


class Held(NamedTuple):
    """An office and the body that it is an office of."""

    text: Text
    office: Office
    body: Entity


class Done(NamedTuple):
    """Something that happened."""

    text: Text
    event: Event


def by_office(text: Text) -> Iterator[Tie]:
    """The ties of a report that its offices tell."""
    for office in text.reading.offices:
        body = text.entities.get(office.of or "")
        person = text.entities.get(office.person)
        if body is None or person is None or not body.name_spans:
            continue
        found = first(OFFICES, Held(text, office, body))
        if found is not None:
            yield due_to(Tie(found[0], person, body, Span(office.start, office.end), {}), found[1])


def by_event(text: Text) -> Iterator[Tie]:
    """The ties of a report that an event ends."""
    for event in text.reading.events:
        found = first(EVENTS, Done(text, event))
        if found is not None:
            yield from (due_to(tie, found[1]) for tie in found[0])


def _founder(held: Held) -> RelationKind | None:
    called = held.office.title.removesuffix("in").lower().endswith("gründer")
    return "founded" if called and held.body.kind == "organisation" else None


def _in_a_party(held: Held) -> RelationKind | None:
    if held.body.id not in held.text.parties or held.office.status != "holds":
        return None
    # of *CDU/CSU-Fraktion* nobody knows which of the two
    said = held.text.content[held.office.start : held.office.end + _COMPOUND]
    slashed = any(
        f"{mark}{span.of(held.text.content)}" in said or f"{span.of(held.text.content)}{mark}" in said
        for span in held.body.mentions
        for mark in "/"
    )
    return None if slashed else "party"


def _shut_out(done: Done) -> tuple[Tie, ...] | None:
    text, event = done
    words = " ".join(span.of(text.content) for span in event.trigger)
    excludes = any(part in words for part in word_set("exclusions"))
    if event.type != "SANCTION" or event.status != "happened" or not excludes:
        return None
    others = [text.entities.get(key) for key in event.recipients]
    bodies = [text.entities.get(key) for key in event.actors] or list(_shut_out_of(text, event))
    span = Span(event.trigger[0].start, event.trigger[-1].end)
    return tuple(
        Tie(
            "party" if member.kind == "person" and body.id in text.parties else "member",
            member,
            body,
            span,
            {},
            event=event,
        )
        for body in bodies
        for member in others
        if body is not None and body.kind == "organisation"
        if member is not None and member.kind in ("state", "person")
    )


def _shut_out_of(text: Text, event: Event) -> Iterator[Entity]:
    """The body that somebody is shut out of where nobody is said to do it (*wurde aus der Liga ausgeschlossen*)."""
    token = text.analysis.token_at(event.trigger[0].start)
    clause = text.clause_of.get(token) if token is not None else None
    for preposition, place in clause.obliques if clause is not None else ():
        body = text.entities.get(text.entity(place) or "") if preposition in ("aus", "von") else None
        if body is not None:
            yield body


OFFICES: tuple[Rule[Held, RelationKind], ...] = (
    Rule(
        name="kind/founder-title",
        find=_founder,
        why="Whoever is called the founder of a body founded it.",
        yes=(
            ("Firmengründer Karl Demm von Siemens schwieg.", "Karl Demm – Siemens: founded"),
            ("Karl Demm, der Parteigründer der SPD, schwieg.", "Karl Demm – SPD: founded"),
        ),
        no=("Greenpeace-Chef Karl Demm schwieg.",),
    ),
    Rule(
        name="kind/office-in-a-party",
        find=_in_a_party,
        why="Whoever holds an office in a party is of it.",
        yes=(
            ("Karl Demm, Vorsitzender der SPD, widersprach.", "Karl Demm – SPD: party"),
            ("Die Vorsitzende der CDU, Rita Semm, stimmte zu.", "Rita Semm – CDU: party"),
        ),
        no=(
            "Karl Demm, früherer Vorsitzender der SPD, widersprach.",
            "Karl Demm, Obmann der CDU/CSU-Fraktion, widersprach.",
        ),
    ),
)
EVENTS: tuple[Rule[Done, tuple[Tie, ...]], ...] = (
    Rule(
        name="kind/shut-out",
        find=_shut_out,
        why="A body that shuts out a state or a person tells that they were a member.",
        yes=(
            ("Die OPEC hat Ecuador ausgeschlossen.", "Ecuador – OPEC: member"),
            ("Die Arabische Liga hat Syrien ausgeschlossen.", "Syrien – Arabische Liga: member"),
            ("Syrien wurde aus der Arabischen Liga ausgeschlossen.", "Syrien – Arabische Liga: member"),
        ),
        no=("Die OPEC hat Ecuador gelobt.",),
    ),
)
