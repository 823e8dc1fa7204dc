"""Three readings made by hand: real states and towns, invented people; and what reads the files of an export."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import msgspec

from lagebild.document import Document, Span
from lagebild.reading import OUTLET, Entity, Event, Figure, Office, Reading, Relation, Statement, Time

FIRST = (
    "Italiens Ministerin Ilka Sorén sprach in Mailand. Die Polizei nahm dort am 7. März den Redner Tomas Verrin fest; "
    "er gehört der Freien Liste an. »Bei dem Anschlag; er war feige, starben fünf Menschen«, sagte Sorén, "
    "Verrins Schwester.\n"
    "Die Regierung trat zurück. Neuwahlen sind für Mai angekündigt. Einen Protest gab es nicht."
)
SECOND = "Bei dem Anschlag in Mailand starben am 7. März sieben Menschen. Verrin wurde festgenommen."
THIRD = "In Neustadt traf Ada Brunn am Montag Gäste. =Das= war 👍 <gut> & schön, sagte sie."


def at(text: str, words: str, nth: int = 0) -> Span:
    """Where words stand in a text, the first time or a later one."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def sentence(text: str, words: str) -> Span:
    """The sentence around some words, as the readings below have it."""
    return next(s for s in sentences(text) if s.start <= at(text, words).start < s.end)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences: a full stop before a capital ends one, and so does a line."""
    found, start = [], 0
    for place, letter in enumerate(text):
        over = letter == "\n" or (
            letter == "." and text[place + 1 : place + 2] in ("", " ", "\n") and text[place - 1].isalpha()
        )
        if over:
            end = place + (letter == ".")
            if end > start:
                found.append(Span(start, end))
            start = place + 1 + (letter == "." and text[place + 1 : place + 2] in (" ", "\n"))
    return tuple(found)


def entity(text: str, key: str, kind: Any, name: str, *mentions: str) -> Entity:
    """An entity whose name, or each of whose mentions, stands in the text."""
    spans = tuple(at(text, one) for one in (mentions or (name,)))
    return Entity(id=key, kind=kind, name=name, mentions=spans, name_spans=spans)


def event(text: str, key: str, kind: Any, words: str, **fields: Any) -> Event:
    """An event whose trigger is some words, in the outlet's own voice unless another source is given."""
    where = sentence(text, words)
    made = {"status": "happened", "source": OUTLET, "gist": (where,), **fields}
    return Event(id=key, type=kind, trigger=(at(text, words),), sentence=where, **made)


def killed(text: str, words: str, value: int) -> tuple[Figure, ...]:
    """A count of the dead."""
    span = at(text, words)
    return (Figure(kind="killed", value=value, bound="exact", start=span.start, end=span.end),)


def reading(report: str, text: str, outlet: str | None, published: str | None, **layers: Any) -> Reading:
    """A reading of a text with some layers."""
    url = f"https://{outlet.casefold()}.example/{report}" if outlet else None
    document = Document(
        id=report, text=text, outlet=outlet, published=published, url=url, title=f"Titel {report}", language="de"
    )
    return msgspec.structs.replace(Reading.blank(document, sentences(text)), **layers)


def first() -> Reading:
    """An arrest on a day, an attack that a minister tells of, a resignation, an election to come, a protest denied."""
    t = FIRST
    office, kin = at(t, "Ministerin Ilka Sorén"), at(t, "Verrins Schwester")
    day = at(t, "7. März")
    return reading(
        "r1",
        t,
        "Blatt",
        "2021-03-08",
        times=(
            Time(
                start=day.start, end=day.end, type="DATE", value="2021-03-07", begin="2021-03-07", end_date="2021-03-07"
            ),
        ),
        entities=(
            entity(t, "e1", "person", "Ilka Sorén"),
            entity(t, "e2", "place", "Mailand"),
            entity(t, "e3", "organisation", "Polizei"),
            entity(t, "e4", "person", "Tomas Verrin"),
            entity(t, "e5", "organisation", "Freie Liste", "Freien Liste"),
            entity(t, "e6", "state", "Italien", "Italiens"),
            entity(t, "e7", "organisation", "Regierung"),
        ),
        offices=(Office(person="e1", title="Ministerin", of="e6", status="holds", start=office.start, end=office.end),),
        statements=(
            Statement(
                type="direct",
                medium="speech",
                speaker="e1",
                quote_spans=(at(t, "Bei dem Anschlag; er war feige, starben fünf Menschen"),),
                cue_spans=(at(t, "sagte"),),
            ),
        ),
        events=(
            event(
                t,
                "v1",
                "COERCE",
                "nahm",
                mode="arrest",
                actors=("e3",),
                recipients=("e4",),
                place="e2",
                time="2021-03-07",
            ),
            event(
                t,
                "v2",
                "ASSAULT",
                "Anschlag",
                mode="explosives",
                place="e2",
                time="2021-03-07",
                source="e1",
                figures=killed(t, "fünf", 5),
            ),
            event(t, "v3", "OFFICE", "trat", mode="resign", actors=("e7",)),
            event(t, "v4", "ELECT", "Neuwahlen", status="announced", time="2021-05"),
            event(t, "v5", "PROTEST", "Protest", mode="demo", status="denied"),
        ),
        relations=(
            Relation(kind="kin", source_entity="e1", target_entity="e4", status="holds", start=kin.start, end=kin.end),
            Relation(
                kind="party",
                source_entity="e4",
                target_entity="e5",
                status="holds",
                **_ends(at(t, "er gehört der Freien Liste an")),
            ),
        ),
    )


def _ends(span: Span) -> Any:
    return {"start": span.start, "end": span.end}


def second() -> Reading:
    """The same attack with other dead."""
    t = SECOND
    return reading(
        "r2",
        t,
        "Bote",
        "2021-03-08",
        entities=(entity(t, "e1", "place", "Mailand"), entity(t, "e2", "person", "Tomas Verrin", "Verrin")),
        events=(
            event(
                t,
                "v1",
                "ASSAULT",
                "Anschlag",
                mode="explosives",
                place="e1",
                time="2021-03-07",
                figures=killed(t, "sieben", 7),
            ),
            event(t, "v2", "COERCE", "festgenommen", mode="arrest", recipients=("e2",)),
        ),
    )


def third() -> Reading:
    """A report of no outlet and no date, with a place that several towns are called, and letters that need care."""
    t = THIRD
    return reading(
        "../böse/r3",
        t,
        None,
        None,
        entities=(
            entity(t, "e1", "person", "Ada Brunn"),
            entity(t, "e2", "place", "Neustadt"),
            entity(t, "e3", "group", "Gäste"),
        ),
        events=(event(t, "v1", "CONSULT", "traf", mode="visit", actors=("e1", "e3"), place="e2"),),
    )


def table(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def lines(content: bytes) -> list[dict[str, Any]]:
    """The objects of JSON lines."""
    return [json.loads(line) for line in content.splitlines()]
