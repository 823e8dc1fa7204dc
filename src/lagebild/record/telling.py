"""A telling: one report's mention of an event, as the record sees it, with everybody in it identified."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import takewhile

import msgspec

from lagebild.document import Span
from lagebild.lexicon import load
from lagebild.lexicon.gazetteer import split
from lagebild.lexicon.words import closed, closed_map, closed_tuple, word_set
from lagebild.reading import OUTLET, EntityKind, Event, EventStatus, EventType, Figure, Reading, gist_text
from lagebild.record.evidence import Evidence
from lagebild.timex import interval
from lagebild.wordforms import search_forms

_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[^\W\d_]+(-[^\W\d_]+)*")
_PIECE = re.compile(r"[^.,;:!?()„“»«\n]*")
_BEHIND = 6
"""So many words behind a noun can belong to its complement."""
_BEFORE, _ATTRIBUTES = 60, 1
"""An article stands within so many characters and adjectives before its noun."""
_CAPITAL = re.compile(r"(?<![.!?„“»«\n] )(?<!\n)\b[A-ZÄÖÜ][^\W\d_]+")
_THEMES = 8
"""So many nouns say what a report is about."""
_FURTHER = 4
"""So many words before a trigger can say that it is another one."""
_STEM = 5
"""So many letters of an adjective tell it from another whatever its ending."""
_MAIN = 3
"""A report is mostly about so many people, bodies and places: those that it mentions most often."""
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

    The rest says what else a reader would know it by. `root` is the stem of its trigger, `deeds` are the deeds that its
    trigger is a word for, `own_word` is the trigger if it is a compound made for this event (*Mannesmann-Prozess*).
    `definite` is True for a noun that means something known already (*das Urteil*), `further` if words beside it make it
    another one (*ein weiterer*). `complement` has the keys of what it is of (*auf die Kaserne*), `takes_up` is the telling
    of the same report that it takes up, if it says nothing new itself. `words` are the keys of its sentence's other words,
    `near` the identities in that sentence and the ones beside it, `sentence` is its number in the report. Of the report,
    `about` are the identities that it names most often, `themes` the keys of its most frequent nouns, `titled` those of
    its title.
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

    @property
    def headline(self) -> str:
        """Its gist as one line; the sentence if the reading has none."""
        return self.line or self.evidence.sentence

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
    for entity in reading.entities:
        for span in entity.mentions:
            found = inside.setdefault(bisect_right(starts, span.start) - 1, [])
            if (one := identities.get(entity.id)) is not None and one.named:
                found.append(one.id)
    often = Counter({p.id: len(e.mentions) for e in reading.entities if (p := identities.get(e.id)) and p.named})
    about = tuple(sorted(key for key, _ in sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))[:_MAIN]))
    themes = _themes(reading)
    titled = tuple(sorted(set(keys(reading.title or ""))))
    made = []
    for event, entry in zip(reading.events, entries, strict=True):
        number = bisect_right(starts, event.sentence.start) - 1
        near = {one for n in (number - 1, number, number + 1) for one in inside.get(n, ())}
        made.append(_telling(reading, event, entry, identities, number, tuple(sorted(near)), about, themes, titled))
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
        deeds=tuple(sorted(deeds_of(lemma))),
        definite=_definite(reading, event),
        further=_further(reading, event),
        complement=_complement(reading, event) if lemma[:1].isupper() else (),
        noun=lemma[:1].isupper() and " " not in lemma,
        words=tuple(sorted(set(keys(sentence)) - {root})),
        near=near,
        about=about,
        themes=themes,
        own_word=_own_word(trigger, lemma),
        titled=titled,
        sentence=number,
    )


def _definite(reading: Reading, event: Event) -> bool:
    """True if the words before a trigger make it something known: *das Urteil*, *beim Anschlag*, *seine Festnahme*."""
    before = reading.text[event.sentence.start : event.trigger[0].start]
    words = [word.casefold() for word in _WORD.findall(before[-_BEFORE:])][-_ATTRIBUTES - 1 :]
    known = closed("definite_markers") | closed("third_person_possessives")
    return any(word in known for word in words) and not any(word[:_STEM] in _other_than_this() for word in words[-1:])


def _further(reading: Reading, event: Event) -> bool:
    """True if words before a trigger make it another one than was told: *auch*, *ein weiterer*, *wenig später*."""
    before = [word.casefold() for word in _WORD.findall(reading.text[event.sentence.start : event.trigger[0].start])]
    near = before[-_FURTHER:]
    opening = before[:1]
    return any(w in word_set("words_for_another_one") or w[:_STEM] in _other_than_this() for w in (*opening, *near))


def _complement(reading: Reading, event: Event) -> tuple[str, ...]:
    """The keys of what a noun says that it is of: *des Präsidenten*, *auf die Kaserne*, *Sarn 2004*."""
    piece = _PIECE.match(reading.text, event.trigger[-1].end, event.sentence.end)
    words = piece[0].split()[:_BEHIND] if piece else []
    if not words or not (
        words[0] in closed("complement_openers_of_nouns") or words[0][:1].isupper() or words[0].isdecimal()
    ):
        return ()
    first = next((n for n, word in enumerate(words) if word[:1].isupper() or word.isdecimal()), len(words))
    found = list(takewhile(lambda word: word[:1].isupper() or word.isdecimal(), words[first:]))
    return tuple(sorted({search_forms(word)[0] for word in found} - word_set("report_words")))


@cache
def _other_than_this() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in word_set("other_than_this"))


def _themes(reading: Reading) -> tuple[str, ...]:
    """The keys of the nouns and names that a report has most often, more than once each."""
    often = Counter(keys(" ".join(_CAPITAL.findall(reading.text))))
    ranked = sorted((key for key, times in often.items() if times > 1), key=lambda key: (-often[key], key))
    return tuple(sorted(ranked[:_THEMES]))


def _own_word(trigger: str, lemma: str) -> str:
    """A compound that is longer than its row in the lexicon, without an ending; empty for any other trigger."""
    whole, part = trigger.casefold(), lemma.casefold()
    at = whole.find(part[:-1] if len(part) > _LEAST else part)
    return whole[:at].replace("-", "") + part if at >= _LEAST - 1 and lemma[:1].isupper() else ""


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


def deeds_of(lemma: str) -> frozenset[str]:
    """The deeds that a trigger is a word for (`deeds.tsv`); a compound is what its last part is (*Luftangriff*)."""
    whole = lemma.casefold()
    table = _deeds()
    if whole in table:
        return table[whole]
    if not lemma[:1].isupper() or " " in lemma:
        return frozenset()
    ends = (whole[start:] for start in range(1, len(whole) - 2))
    return next((table[end] for end in ends if end in table and len(end) >= _LEAST - 1), frozenset())


@cache
def _deeds() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in load("deeds", required=("form", "words", "why"), unique=True):
        for word in split(row["words"], ";"):
            found[word.casefold()] = found.get(word.casefold(), frozenset()) | {row["form"]}
    return found
