"""A telling: one report's mention of an event, as the record sees it, with everybody in it identified."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from lagebild.document import Span
from lagebild.reading import OUTLET, EntityKind, Event, EventStatus, EventType, Figure, Reading, gist_text
from lagebild.record.evidence import Evidence
from lagebild.record.headlines import headline
from lagebild.record.wording import (
    Stands,
    clause_of,
    complement_of,
    deeds_of,
    is_another,
    is_backward,
    is_definite,
    is_further,
    is_indefinite,
    is_many,
    is_next,
    is_titled,
    keys,
    last_of_two,
    main_word,
    own_word_of,
    root_of,
    stands,
    themes_of,
)
from lagebild.timex import interval

_MAIN = 4
"""A report is mostly about so many people, bodies and places: those that it mentions most often."""
_LEAD = 2
"""What a report mainly tells stands in so many sentences at its beginning."""
_PLACES: frozenset[EntityKind] = frozenset({"place", "state"})
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


class Party(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Somebody who takes part in an event, under the name that the record uses; `id` is the identity's.

    `named` is False for a mere description (`zwei Männer`), which means somebody in one report only.
    """

    id: str
    name: str
    kind: EntityKind = "person"
    named: bool = True


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One mention of something that happened, was announced, demanded or denied, and who says so.

    `id` is the report's id and the event's (`REPORT/v3`). `mode` and `context` are PLOVER's. `time` is the TIMEX3 value,
    `valid_from` and `valid_to` the first and last day that it covers. `source` is `outlet`, the name of whoever says so, or
    None for hearsay. `gist` are the spans of its clause that say who did what to whom, `line` is their text.

    The rest says what else a reader would know it by. `root` is the stem of its trigger, `deeds` are the deeds that its
    trigger is a word for, `own_word` is the trigger if it is a compound made for this event (*Mannesmann-Prozess*).
    `definite` is True for a noun that means something known already (*das Urteil*), `further` if words beside it make it
    another one (*ein weiterer*). `complement` has the keys of what it is of (*auf die Kaserne*), `takes_up` is the telling
    of the same report that it takes up, if it says nothing new itself. `words` are the keys of its sentence's other words,
    `near` the identities in that sentence and the ones beside it, `sentence` is its number in the report. Of the report,
    `about` are the identities that it names most often, `themes` the keys of its most frequent nouns, `titled` those of
    its title. `turn` is its number among the report's tellings of its type. `lead` is True in the first sentences,
    `in_title` if the title has a word for the deed. `indefinite` is True for a noun that brings in something new
    (*ein Anschlag*); `stands` says whether the deed of its sentence came about `by` it or `after` it. `another` is
    True for a noun whose adjective makes it another one. `backward` is True for a verb that looks back (*hatte
    angegriffen*), `many` for a noun in the plural. `places` and `people` are the identities of those that its own
    sentence names, `said_years` are the years of its clause. `within` is the telling of the same report that the report
    has it be a part of (*im Zuge des Angriffs*), None if it says nothing. `next` is True if its sentence says that it came
    after what the one before tells (*anschließend*).
    """

    id: str
    type: EventType
    mode: str | None
    context: tuple[str, ...]
    trigger: str
    time: str | None
    valid_from: str | None
    valid_to: str | None
    status: EventStatus
    source: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Party | None
    figures: tuple[Figure, ...]
    gist: tuple[Span, ...] = ()
    line: str = ""
    evidence: Evidence
    root: str = ""
    deeds: tuple[str, ...] = ()
    noun: bool = False
    definite: bool = False
    further: bool = False
    takes_up: str | None = None
    complement: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    own_word: str = ""
    titled: tuple[str, ...] = ()
    sentence: int = 0
    turn: int = 0
    lead: bool = False
    in_title: bool = False
    indefinite: bool = False
    stands: Stands = ""
    backward: bool = False
    many: bool = False
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    said_years: tuple[str, ...] = ()
    another: bool = False
    within: str | None = None
    next: bool = False

    @property
    def years(self) -> frozenset[str]:
        """The years that its trigger is of (*die Wahl 2005*), else of the day that it names, else those of its clause."""
        said = frozenset(key for key in self.complement if _YEAR.fullmatch(key))
        ends = {end[:4] for end in (self.valid_from, self.valid_to) if end}
        return said or (frozenset(ends) if len(ends) == 1 else frozenset()) or frozenset(self.said_years)

    @property
    def headline(self) -> str:
        """Its line as a sentence of its own; the sentence if the reading has none, or if the line cannot stand alone."""
        return headline(
            self.line,
            self.evidence.sentence,
            status=self.status,
            actors=[party.name for party in self.actors],
            recipients=[party.name for party in self.recipients],
        )

    @property
    def bare(self) -> bool:
        """True if it names nobody, no place, no day and no count, and its trigger has no complement."""
        named = any(p.named for p in (*self.actors, *self.recipients, *((self.place,) if self.place else ())))
        return not (named or self.valid_from or self.figures or self.complement)

    @property
    def report(self) -> str:
        """The id of the report that tells it."""
        return self.evidence.report

    @property
    def published(self) -> str | None:
        """The day of its report (an ISO date)."""
        return self.evidence.published[:10] if self.evidence.published else None

    def __hash__(self) -> int:
        return hash(self.id)

    def __lt__(self, other: Telling) -> bool:
        return (self.published or "9", self.report, self.evidence.start, self.id) < (
            other.published or "9", other.report, other.evidence.start, other.id
        )  # fmt: skip


def mentions_of(reading: Reading, identities: Mapping[str, Party], entries: Iterable[str]) -> list[Telling]:
    """The tellings of a report, in the order of its events, none of which takes up another yet.

    `identities` says for the id of each of the reading's entities who it is on record, `entries` are the ids of the
    events as entries, in order.
    """
    starts = [span.start for span in reading.sentences]
    inside: dict[int, list[str]] = {}
    kinds: dict[str, EntityKind] = {p.id: p.kind for p in identities.values()}
    for entity in reading.entities:
        for span in entity.mentions:
            found = inside.setdefault(bisect_right(starts, span.start) - 1, [])
            if (one := identities.get(entity.id)) is not None and one.named:
                found.append(one.id)
    often = Counter({p.id: len(e.mentions) for e in reading.entities if (p := identities.get(e.id)) and p.named})
    turns: Counter[str] = Counter()
    about = tuple(sorted(key for key, _ in sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))[:_MAIN]))
    themes = themes_of(reading)
    titled = tuple(sorted(set(keys(reading.title or ""))))
    made = []
    for event, entry in zip(reading.events, entries, strict=True):
        number = bisect_right(starts, event.sentence.start) - 1
        near = {one for n in (number - 1, number, number + 1) for one in inside.get(n, ())}
        told = _telling(reading, event, entry, identities, number, tuple(sorted(near)), about, themes, titled)
        here = sorted(set(inside.get(number, ())))
        places = tuple(one for one in here if kinds[one] in _PLACES)
        people = tuple(one for one in here if kinds[one] == "person")
        made.append(msgspec.structs.replace(told, turn=turns[event.type], places=places, people=people))
        turns[event.type] += 1
    return made


def _telling(
    reading: Reading,
    event: Event,
    entry: str,
    identities: Mapping[str, Party],
    number: int,
    near: tuple[str, ...],
    about: tuple[str, ...],
    themes: tuple[str, ...],
    titled: tuple[str, ...],
) -> Telling:
    first, last = interval(event.time) or (None, None)
    sentence = event.sentence.of(reading.text)
    trigger = " … ".join(span.of(reading.text) for span in event.trigger)
    lemma, word = last_of_two(event.lemma or trigger), main_word(reading, event)
    root, deeds = root_of(lemma), deeds_of(lemma)
    noun = lemma[:1].isupper() and " " not in lemma
    who = identities.get(event.source or "")
    return Telling(
        id=f"{reading.id}/{event.id}",
        type=event.type,
        mode=event.mode,
        context=event.context,
        trigger=trigger,
        time=event.time,
        valid_from=first,
        valid_to=last,
        status=event.status,
        source=OUTLET if event.source == OUTLET else who.name if who else None,
        actors=_parties(event.actors, identities),
        recipients=_parties(event.recipients, identities),
        place=identities.get(event.place or ""),
        figures=event.figures,
        gist=event.gist,
        line=gist_text(reading, event),
        evidence=Evidence(
            published=reading.published,
            outlet=reading.outlet,
            report=reading.id,
            sentence=sentence,
            start=event.trigger[0].start,
            end=event.trigger[-1].end,
            entry=entry,
            because=event.because,
            sure=event.sure,
        ),
        root=root,
        deeds=tuple(sorted(deeds)),
        definite=is_definite(reading, event),
        further=is_further(reading, event),
        complement=complement_of(reading, event) if lemma[:1].isupper() else (),
        noun=noun,
        words=tuple(sorted(set(keys(sentence)) - {root})),
        near=near,
        about=about,
        themes=themes,
        own_word=own_word_of(word.of(reading.text), lemma, reading.text[event.sentence.start : word.start]),
        titled=titled,
        sentence=number,
        lead=number < _LEAD,
        in_title=is_titled(reading, root, deeds),
        indefinite=noun and is_indefinite(reading, event),
        stands=stands(reading, event) if noun else "",
        backward=not noun and is_backward(reading, event),
        many=is_many(word.of(reading.text), lemma),
        another=noun and is_another(reading, event),
        next=is_next(reading, event),
        within=f"{reading.id}/{event.part_of}" if event.part_of else None,
        said_years=tuple(sorted(set(_YEAR.findall(clause_of(reading, event).split(" als ")[0])))),
    )


def _parties(members: Iterable[str], identities: Mapping[str, Party]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(identities[one] for one in members if one in identities))
