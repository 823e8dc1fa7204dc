"""Makes up readings for a record of any size, without an analyser: as much in each as in a real report, as unevenly spread.

A few states are in most reports, some people in one of thirty, most people and bodies in one or two. States and titles are
real, people, bodies and towns invented. Ten reports a day, of which every fourth tells again what an earlier one told.
Whoever holds a great office keeps it for most of a year and is followed by somebody else. All is drawn from the number of
the report: a report is the same in a record of a thousand and in one of a million.
"""

from __future__ import annotations

import bisect
import datetime
import itertools
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from lagebild.document import Span
from lagebild.reading import (
    Entity,
    EntityKind,
    Event,
    EventType,
    Figure,
    FigureKind,
    Office,
    OfficeStatus,
    Reading,
    Relation,
    Statement,
)  # fmt: skip

A_DAY = 10
"""Reports."""
FIRST_DAY = datetime.date(2012, 1, 1)
PEOPLE, BODIES, TOWNS, WORDS = 60_000, 12_000, 4_000, 8_000
STATES = (
    "USA", "Deutschland", "Russland", "Frankreich", "China", "Israel", "Großbritannien", "Iran", "Italien", "Türkei",
    "Irak", "Syrien", "Polen", "Österreich", "Spanien", "Japan", "Indien", "Pakistan", "Afghanistan", "Ägypten",
    "Griechenland", "Ukraine", "Schweiz", "Libyen", "Brasilien", "Nordkorea", "Südkorea", "Niederlande", "Belgien",
    "Schweden", "Ungarn", "Mexiko", "Kanada", "Australien", "Nigeria", "Kenia", "Sudan", "Somalia", "Jemen", "Libanon",
    "Thailand", "Vietnam", "Indonesien", "Philippinen", "Serbien", "Kroatien", "Rumänien", "Bulgarien", "Tschechien",
    "Portugal", "Norwegen", "Finnland", "Dänemark", "Irland", "Island", "Georgien", "Armenien", "Kasachstan", "Kuba",
    "Venezuela", "Kolumbien", "Peru", "Chile", "Argentinien", "Bolivien", "Ecuador", "Haiti", "Mali", "Niger", "Tschad",
    "Togo", "Ghana", "Ruanda", "Uganda", "Tansania", "Sambia", "Simbabwe", "Angola", "Mosambik", "Malaysia", "Nepal",
)  # fmt: skip
TITLES = (
    "Präsident", "Außenminister", "Innenminister", "Verteidigungsminister", "Finanzminister", "Premierminister",
    "Justizminister", "Wirtschaftsminister", "Parlamentspräsident", "Generalstabschef",
)  # fmt: skip
LESSER = ("Abgeordneter", "Botschafter", "Regierungssprecher", "Senator", "Richter")
OUTLETS = ("Blatt", "Bote", "Kurant", "Nordlicht", "Werkbank", "Anzeiger", "Merkur", "Rundschau")
GROUPS = ("Polizei", "Demonstranten", "Soldaten", "Einwohner", "Behörden", "Helfer", "Angreifer", "Zeugen")
DEEDS: tuple[tuple[EventType, str, str, FigureKind | None], ...] = (
    ("ASSAULT", "töten", "töteten", "killed"),
    ("ASSAULT", "verletzen", "verletzten", "injured"),
    ("ASSAULT", "beschießen", "beschossen", None),
    ("ASSAULT", "entführen", "entführten", None),
    ("COERCE", "festnehmen", "verhafteten", "arrested"),
    ("COERCE", "durchsuchen", "durchsuchten", None),
    ("PROTEST", "demonstrieren", "demonstrierten gegen", "participants"),
    ("PROTEST", "bestreiken", "bestreikten", None),
    ("THREATEN", "drohen", "drohten", None),
    ("REQUEST", "bitten", "baten", None),
    ("REJECT", "abweisen", "wiesen ab", None),
    ("AID", "versorgen", "versorgten", None),
    ("SUPPORT", "loben", "lobten", None),
    ("COOPERATE", "schulen", "schulten", None),
    ("JUDGE", "verurteilen", "verurteilten", None),
    ("MOBILIZE", "bewachen", "bewachten", None),
)
_FIRST = (
    "Ada Ben Carla Dirk Elena Falk Greta Henri Ilka Jonas Kara Lars Mira Nils Olga Paul Rosa Sven Tilda Udo Vera Wim Yara "
    "Anton Britta Clemens Dora Emil Frieda Gustav Hanna Ivo Jutta Konrad Lena Moritz Nora Oskar Petra Ruben Silke Theo"
).split()
_SYLLABLES = "brun dor fal gim hal kes lom mar nep ost pel rus sil tam ulm ven wit zor bek cal dun erl fin gos".split()
_ENDS = (
    "ach berg cker dahl ens feld gart hoff insky kamp lund mann now orf pert rath stein thal ung vik weil zen".split()
)
_WEEKS, TURNS = 40, 10
"""So long somebody holds a great office, and so many follow each other in it."""


def _spread(many: int, flat: float) -> list[float]:
    """Zipf's law, flattened at its head: how often the first so many of some are drawn, added up."""
    return list(itertools.accumulate(1 / (rank + flat) for rank in range(1, many + 1)))


_DRAWN = {
    "person": _spread(PEOPLE, 15),
    "body": _spread(BODIES, 8),
    "town": _spread(TOWNS, 12),
    "state": _spread(len(STATES), 0.3),
}


def _draw(chance: random.Random, what: str) -> int:
    summed = _DRAWN[what]
    return bisect.bisect(summed, chance.random() * summed[-1])


@cache
def _word(number: int, kind: str) -> str:
    """An invented name; two numbers may share one, as people share surnames."""
    chance = random.Random(f"{kind} {number}")
    middle = chance.choice(_SYLLABLES) if chance.random() < 0.7 else ""
    return (chance.choice(_SYLLABLES) + middle + chance.choice(_ENDS)).capitalize()


def person(number: int) -> tuple[str, str]:
    """First name and surname."""
    return random.Random(f"first {number}").choice(_FIRST), _word(number, "person")


def body(number: int) -> str:
    """A party, a union, a company."""
    return f"{_word(number, 'body')}er {('Bund', 'Partei', 'Union', 'Front')[number % 4]}"


def held(number: int, day: datetime.date) -> tuple[str, int, OfficeStatus] | None:
    """The office of somebody on a day, its state and how it stands.

    The better known ones follow each other in a state's great offices; of all others two in three are members of a parliament
    or the like.
    """
    great = len(STATES) * len(TITLES)
    if number >= great * TURNS:
        return (LESSER[number % len(LESSER)], number % len(STATES), "holds") if number % 3 else None
    state, title = number % len(STATES), number % great // len(STATES)
    turn, now = (number // great + number) % TURNS, (day - FIRST_DAY).days // 7 // _WEEKS
    if now < turn:
        return None
    return TITLES[title], state, "holds" if now == turn else "former"


class _Page:
    """A report in the making: its text, and what it says."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.text = ""
        self.sentences: list[Span] = []
        self.entities: dict[str, Any] = {}
        self.offices: list[Office] = []
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.relations: list[Relation] = []

    def write(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def named(self, kind: EntityKind, name: str, words: str | None = None) -> str:
        """Write a name, or other words for who bears it; returns the entity."""
        known = self.entities.setdefault(
            name, {"id": f"e{len(self.entities) + 1}", "kind": kind, "at": [], "names": []}
        )
        span = self.write(words or name)
        known["at"].append(span)
        if kind != "group":
            known["names"].append(span)
        key: str = known["id"]
        return key

    def end(self, start: int) -> Span:
        """End a sentence, with words that hardly another report has together: else all would be copies of each other."""
        words = " ".join(_word(self.chance.randrange(WORDS), "word").lower() for _ in range(7))
        self.write(f" ({words}).")
        self.sentences.append(Span(start, len(self.text)))
        self.write(" ")
        return self.sentences[-1]

    def event(self, start: int, type_: EventType, lemma: str, verb: Span, **said: Any) -> None:
        """End the sentence that tells of an event."""
        sentence = self.end(start)
        number = len(self.events) + 1
        fields = ("type", "status", "trigger", *said)
        because = dict.fromkeys(fields, f"what/verb {lemma}")
        self.events.append(
            Event(
                id=f"v{number}",
                type=type_,
                trigger=(verb,),
                lemma=lemma,
                status="happened",
                source="outlet",
                sentence=sentence,
                gist=(Span(sentence.start, sentence.end - 1),),
                because=because,
                sure=dict.fromkeys(("type", "status", "actors"), 0.93),
                **said,
            )
        )

    def made(self, number: int, day: datetime.date) -> Reading:
        """The reading."""
        return Reading(
            id=f"made/{number}",
            text=self.text,
            outlet=OUTLETS[number % len(OUTLETS)],
            published=day.isoformat(),
            title=_word(number, "title"),
            language="de",
            sentences=tuple(self.sentences),
            entities=tuple(
                Entity(
                    id=one["id"],
                    kind=one["kind"],
                    name=name,
                    mentions=tuple(one["at"]),
                    name_spans=tuple(one["names"]),
                    because={"kind": "network", "name": "names/title-and-name"},
                )
                for name, one in self.entities.items()
            ),
            offices=tuple(self.offices),
            statements=tuple(self.statements),
            events=tuple(self.events),
            relations=tuple(self.relations),
        )


def _somebody(page: _Page, number: int, day: datetime.date) -> str:
    """Write who somebody is: with office and full name at first, later by surname."""
    first, last = person(number)
    name = f"{first} {last}"
    if name in page.entities:
        return page.named("person", name, last)
    office = held(number, day)
    if office is None:
        return page.named("person", name)
    title, state, status = office
    start = len(page.text)
    page.write(f"{'Ex-' if status == 'former' else ''}{title} ")
    key = page.named("person", name)
    page.write(" aus ")
    of = page.named("state", STATES[state])
    because = {"title": "titles/before name", "of": "body/from", "status": "status/title"}
    page.offices.append(
        Office(
            person=key,
            title=title,
            of=of,
            status=status,
            start=start,
            end=len(page.text),
            because=because,
            sure={"title": 0.97, "of": 0.91, "status": 0.95},
        )
    )
    return key


def _story(page: _Page, chance: random.Random, day: datetime.date) -> None:
    """A dozen sentences about a few people, states and bodies."""
    people = [_draw(chance, "person") for _ in range(4)]
    states = [STATES[_draw(chance, "state")] for _ in range(3)]
    towns = [_word(_draw(chance, "town"), "town") for _ in range(2)]
    when = (day - datetime.timedelta(days=chance.randrange(3))).isoformat()
    start = len(page.text)
    one = _somebody(page, people[0], day)
    verb = page.write(" traf ")
    other = _somebody(page, people[1], day)
    page.write(" in ")
    town = page.named("place", towns[0])
    page.event(start, "CONSULT", "treffen", verb, actors=(one,), recipients=(other,), place=town, time=when)
    if chance.random() < 0.5:
        start = len(page.text)
        left = page.named("state", states[0])
        verb = page.write(" kritisierte ")
        right = page.named("state", states[1])
        page.event(start, "ACCUSE", "kritisieren", verb, actors=(left,), recipients=(right,), time=when)
    for said in range(4):
        start = len(page.text)
        key = _somebody(page, people[said % len(people)], day)
        cue = page.write(" sagte")
        page.write(", ")
        begun = len(page.text)
        page.named("state", states[said % 3])
        page.write(f" werde {_word(chance.randrange(WORDS), 'word').lower()} die Lage in {towns[said % 2]} prüfen")
        quote = Span(begun, len(page.text))
        page.end(start)
        page.statements.append(
            Statement(
                type="indirect",
                medium="speech",
                speaker=key,
                quote_spans=(quote,),
                cue_spans=(cue,),
                because={"speaker": "speakers/subject", "type": "type/indirect"},
                sure={"type": 0.96, "speaker": 0.94},
            )
        )
    for type_, lemma, form, kind in chance.sample(DEEDS, 2):
        start = len(page.text)
        page.write("Die ")
        doers = page.named("group", chance.choice(GROUPS))
        verb = page.write(f" {form} ")
        figures: tuple[Figure, ...] = ()
        if kind is not None:
            count = chance.randrange(2, 400)
            span = page.write(str(count))
            figures = (Figure(kind=kind, value=count, bound="exact", start=span.start, end=span.end),)
            page.write(" ")
        whom = page.named("group", f"{chance.choice(_SYLLABLES).capitalize()}er")
        page.write(" in ")
        town = page.named("place", towns[1])
        page.event(
            start, type_, lemma, verb, actors=(doers,), recipients=(whom,), place=town, time=when, figures=figures
        )
    start = len(page.text)
    member = _somebody(page, people[2], day)
    page.write(" gehört zum ")
    whole = page.named("organisation", body(_draw(chance, "body")))
    page.relations.append(
        Relation(
            kind="member",
            source_entity=member,
            target_entity=whole,
            status="holds",
            start=start,
            end=len(page.text),
            because={"kind": "verbs/belong"},
            sure={"kind": 0.9},
        )
    )
    page.end(start)
    start = len(page.text)
    left, verb = (
        page.named("state", states[2]),
        page.write(f" verhängte {_word(chance.randrange(WORDS), 'word').lower()}e Sanktionen gegen "),
    )
    right = page.named("state", states[0])
    page.event(start, "SANCTION", "verhängen", verb, actors=(left,), recipients=(right,))


def made(number: int) -> Reading:
    """The report of a number; every fourth tells the story of one of the day before, with a sentence of its own."""
    day = FIRST_DAY + datetime.timedelta(days=number // A_DAY)
    told = number - A_DAY if number % 4 == 3 and number > A_DAY else number
    page = _Page(random.Random(f"words {told}"))
    mine = random.Random(f"report {number}")
    start = len(page.text)
    _somebody(page, _draw(mine, "person"), day)
    page.write(" war in ")
    page.named("place", _word(_draw(mine, "town"), "town"))
    page.end(start)
    _story(page, random.Random(f"story {told}"), FIRST_DAY + datetime.timedelta(days=told // A_DAY))
    return page.made(number, day)


def words() -> list[str]:
    """What somebody may search the reports for: words that every one has, and some that few have."""
    numbers = (0, 1, 2, 3, 5, 10, 30, 100, 1000)
    return [
        "Lage prüfen", "sagte", "werde", "treffen", "kritisieren", "Sanktionen", "Präsident", "Minister", "Partei", "Union",
        "Lage USA", "Polizei töten", "Präsident USA sagte", "Russland kritisieren",
        *STATES[:20], *STATES[40::4], *(lemma for _, lemma, _, _ in DEEDS), *GROUPS,
        *(" ".join(person(number)) for number in numbers), *(person(number)[1] for number in numbers),
        *(body(number) for number in numbers[:5]), *(_word(number, "town") for number in numbers[:5]),
    ]  # fmt: skip


def readings(first: int = 0) -> Iterator[Reading]:
    """The reports from a number on."""
    return map(made, itertools.count(first))
