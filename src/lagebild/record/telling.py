"""A telling: one report's mention of an event, as the record sees it, with everybody in it identified."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping

import msgspec

from lagebild.document import Span
from lagebild.lexicon.words import closed, closed_map, closed_tuple, word_set
from lagebild.reading import OUTLET, EntityKind, Event, EventStatus, EventType, Figure, Reading, gist_text
from lagebild.record.evidence import Evidence
from lagebild.timex import interval
from lagebild.wordforms import search_forms

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 4
"""Shorter words say too little about which event a sentence is about."""


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

    The rest says what else a reader would know it by. `root` is the stem of its trigger, `words` are the keys of its
    sentence's other words, `near` the identities in that sentence and the ones beside it, `places` those of the report,
    `titled` the keys of the words of its report's title, `sentence` the number of its sentence in the report.
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
    noun: bool = False
    words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    sentence: int = 0

    @property
    def headline(self) -> str:
        """Its gist as one line; the sentence if the reading has none."""
        return self.line or self.evidence.sentence

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


def tellings(reading: Reading, identities: Mapping[str, Party], entries: Iterable[str]) -> list[Telling]:
    """The tellings of a report, in the order of its events.

    `identities` says for the id of each of the reading's entities who it is on record, `entries` are the ids of the
    events as entries, in order.
    """
    starts = [span.start for span in reading.sentences]
    inside: dict[int, list[str]] = {}
    for entity in reading.entities:
        for span in entity.mentions:
            found = inside.setdefault(bisect_right(starts, span.start) - 1, [])
            if (one := identities.get(entity.id)) is not None and one.named:
                found.append(one.id)
    places = sorted({p.id for e in reading.entities if (p := identities.get(e.id)) and p.named and p.kind == "place"})
    titled = tuple(sorted(set(keys(reading.title or ""))))
    made = []
    for event, entry in zip(reading.events, entries, strict=True):
        number = bisect_right(starts, event.sentence.start) - 1
        near = {one for n in (number - 1, number, number + 1) for one in inside.get(n, ())}
        made.append(_telling(reading, event, entry, identities, number, tuple(sorted(near)), tuple(places), titled))
    return made


def _telling(
    reading: Reading,
    event: Event,
    entry: str,
    identities: Mapping[str, Party],
    number: int,
    near: tuple[str, ...],
    places: tuple[str, ...],
    titled: tuple[str, ...],
) -> Telling:
    first, last = interval(event.time) or (None, None)
    sentence = event.sentence.of(reading.text)
    trigger = " … ".join(span.of(reading.text) for span in event.trigger)
    lemma = event.lemma or trigger
    root = root_of(lemma)
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
        ),
        root=root,
        noun=lemma[:1].isupper() and " " not in lemma,
        words=tuple(sorted(set(keys(sentence)) - {root})),
        near=near,
        places=places,
        titled=titled,
        sentence=number,
    )


def _parties(members: Iterable[str], identities: Mapping[str, Party]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(identities[one] for one in members if one in identities))


def keys(text: str) -> list[str]:
    """The keys of a text's words (a lemma each), without those that any report has."""
    common = closed("function_words") | word_set("report_words")
    found = (search_forms(word)[0] for word in _WORD.findall(text) if len(word) >= _LEAST)
    return [key for key in found if len(key) >= _LEAST and key not in common]


def root_of(lemma: str) -> str:
    """The stem that a verb shares with its noun: `verhaft` of *verhaften* and *Verhaftung*, `rücktret` of *Rücktritt*.

    Prefixes stay, since *einnehmen* is another deed than *festnehmen*, but *zurück-* and *Rück-* are one. A phrase is its
    own root.
    """
    whole = lemma.casefold()
    if not _WORD.fullmatch(whole):
        return whole
    whole = "rück" + whole.removeprefix("zurück") if whole.startswith("zurück") else whole
    stems = (whole.removesuffix(end) for end in closed_tuple("deverbal_endings"))
    whole = next((stem for stem in stems if 3 <= len(stem) < len(whole)), whole)
    vowels = closed_map("deverbal_vowels")
    noun = next((noun for noun in vowels if whole.endswith(noun)), None)
    return whole.removesuffix(noun) + vowels[noun] if noun else whole
