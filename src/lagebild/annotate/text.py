"""One view of a report for all annotators: where its words stand, who is mentioned where, and what is read so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate

from lagebild.analysis import Analysis
from lagebild.annotate.passages import Passages
from lagebild.document import Span
from lagebild.lexicon.gazetteer import known, names_a_party
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import word_set
from lagebild.reading import Entity, EntityKind, Event, Mentions, Part, Reading, Statement, Time

_AGENTS = ("person", "organisation", "state", "group")
_BODIES = ("organisation", "state", "place")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_SILENT = ("dateline", "byline", "credit", "teaser")
_VIEWS_OF = {
    "entities": (
        *("mentions", "entities", "kinds", "parts", "names", "others", "_placed", "_named", "places_in"),
        *("state_of", "state_mentions", "states_in", "parties"),
    ),
    "structure": ("_silent", "_parts"),
    "times": ("_time_starts",),
    "statements": ("statements_at",),
    "events": ("events_at",),
}
"""For each layer the views computed from it, which are stale once that layer has been read again."""


class Cover:
    """Some spans, of which one asks whether any lies over another span, however many there are."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def over(self, span: Span) -> bool:
        """Whether a span lies within one of them."""
        number = bisect_right(self._starts, span.start) - 1
        return number >= 0 and span.end <= self._ends[number]


class Text(Passages):
    """One report as the annotators see it: where its words stand, and what has been read so far.

    Each view is computed once, when it is first asked for. Views of entities need the entities to be read.
    """

    def __init__(self, analysis: Analysis, reading: Reading) -> None:
        super().__init__(analysis)
        self.reading = reading

    def having(self, reading: Reading) -> Text:
        """The same text with more layers read; views that are still true are kept."""
        more = Text(self.analysis, reading)
        stale = set(more.__dict__)
        for layer, views in _VIEWS_OF.items():
            if getattr(reading, layer) is not getattr(self.reading, layer):
                stale.update(views)
        more.__dict__.update({view: found for view, found in self.__dict__.items() if view not in stale})
        return more

    # Its parts

    @cached_property
    def _silent(self) -> Cover:
        return Cover(Span(p.start, p.end) for p in self.reading.structure if p.kind in _SILENT)

    @cached_property
    def _parts(self) -> tuple[list[int], list[Part]]:
        parts = sorted(self.reading.structure, key=lambda part: part.start)
        return [part.start for part in parts], parts

    def part_at(self, offset: int) -> Part | None:
        """The part of the report that a code point stands in; None in plain running text."""
        starts, parts = self._parts
        number = bisect_right(starts, offset) - 1
        return parts[number] if number >= 0 and offset < parts[number].end else None

    def silent(self, token: int) -> bool:
        """Whether a token stands in a part of the report that tells of no event: dateline, byline, credit, teaser."""
        return self._silent.over(self.token_span(token))

    # Who is mentioned where

    @cached_property
    def mentions(self) -> Mentions:
        """The entities by code point."""
        return Mentions(self.reading)

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.reading.entities}

    @cached_property
    def kinds(self) -> dict[str, EntityKind]:
        """The kind of each entity."""
        return {entity.id: entity.kind for entity in self.reading.entities}

    def entity(self, token: int) -> str | None:
        """The entity that a token is (part of) a mention of."""
        return self.mentions.over(self.token_span(token))

    def kind(self, token: int) -> EntityKind | None:
        """What a token names or describes: a person, an organisation … None if it is no mention."""
        entity = self.entity(token)
        return self.kinds[entity] if entity is not None else None

    def acts(self, entity: Entity) -> bool:
        """True if an entity is of a kind that can act."""
        return entity.kind in _AGENTS

    def agent(self, token: int) -> str | None:
        """The entity of a token, if it is one that can act: no mere place."""
        found = self.entities.get(self.entity(token) or "")
        return found.id if found and self.acts(found) else None

    @cached_property
    def parts(self) -> dict[int, tuple[str, ...]]:
        """For each token the entities that a part of it names and that can act (*US* in *US-Angriff*)."""
        found: dict[int, tuple[str, ...]] = {}
        for entity in self.reading.entities:
            for span in entity.mentions if self.acts(entity) else ():
                token = self.analysis.token_at(span.start)
                if token is not None and span.end < self.analysis.ends[token] and self.entity(token) is None:
                    found[token] = (*found.get(token, ()), entity.id)
        return found

    @cached_property
    def _placed(self) -> tuple[dict[int, tuple[Entity, int]], dict[int, list[tuple[Entity, Span]]]]:
        names: dict[int, tuple[Entity, int]] = {}
        others: dict[int, list[tuple[Entity, Span]]] = {}
        for entity in self.reading.entities:
            named = set(entity.name_spans)
            for span in entity.mentions:
                first, last = self.tokens(span)
                if span in named:
                    names[first] = (entity, last)
                else:
                    for token in range(first, last):
                        others.setdefault(token, []).append((entity, span))
        return names, others

    @cached_property
    def names(self) -> dict[int, tuple[Entity, int]]:
        """For each first token of a name the entity, and where the name ends."""
        return self._placed[0]

    @cached_property
    def others(self) -> dict[int, list[tuple[Entity, Span]]]:
        """For each token the entities that it describes, refers back to or has as a part, with those mentions."""
        return self._placed[1]

    @cached_property
    def _named(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for entity in self.reading.entities:
            for span in entity.name_spans:
                for token in self.inside(span):
                    found.setdefault(token, set()).add(entity.id)
        return found

    def names_it(self, token: int, entity: str) -> bool:
        """Whether a token stands wholly in a name of an entity."""
        return entity in self._named.get(token, ())

    def person_names(self, entity: Entity) -> list[tuple[int, int]]:
        """The tokens of each place where a person is named, left to right."""
        return [self.tokens(span) for span in sorted(entity.name_spans)]

    def part_of(self, token: int) -> tuple[Entity, Span] | None:
        """The entity named inside a token, as its beginning (`US` in `US-Minister`)."""
        end = self.analysis.ends[token]
        for entity, span in self.others.get(token, ()):
            if span.end < end:
                return entity, span
        return None

    def body_at(self, token: int) -> Entity | None:
        """The body, state or place that is named or described at a token."""
        if token in self.names and self.names[token][0].kind in _BODIES:
            return self.names[token][0]
        for entity, span in self.others.get(token, ()):
            if span == self.token_span(token) and entity.kind in _BODIES:
                return entity
        return None

    @cached_property
    def state_of(self) -> dict[str, Entity]:
        """The state of each state or place in a known state, by id; only states that the report names."""
        states = {entity.name: entity for entity in self.reading.entities if entity.kind == "state"}
        found = {entity.id: entity for entity in self.reading.entities if entity.kind == "state"}
        for place in self.reading.entities:
            here = known(place.name) if place.kind == "place" else None
            if here is not None and here.state in states:
                found[place.id] = states[here.state]
        return found

    @cached_property
    def state_mentions(self) -> tuple[tuple[tuple[int, Entity, Span, bool], ...], ...]:
        """For each sentence where a state, or a place in one, is mentioned: token, entity, mention, whether by name."""
        found: list[list[tuple[int, Entity, Span, bool]]] = [[] for _ in self.analysis.sentences]
        for entity in self.reading.entities:
            names = set(entity.name_spans) if entity.id in self.state_of else set()
            for span in entity.mentions if entity.id in self.state_of else ():
                token = self.tokens(span)[0]
                found[self.analysis.sentence_of[token]].append((token, entity, span, span in names))
        return tuple(tuple(sorted(mentions, key=lambda mention: mention[0])) for mentions in found)

    @cached_property
    def states_in(self) -> tuple[tuple[Entity, ...], ...]:
        """For each sentence the states that it names, themselves or by a place in them, each once, left to right."""
        found = []
        for part in self.analysis.sentences:
            named = (self.names[t][0].id for t in range(part.start, part.end) if t in self.names)
            states = (self.state_of[key] for key in named if key in self.state_of)
            found.append(tuple({state.id: state for state in states}.values()))
        return tuple(found)

    @cached_property
    def parties(self) -> frozenset[str]:
        """The ids of the bodies that are parties: known as one, so named, or so described in the report."""
        return frozenset(entity.id for entity in self.reading.entities if self._is_party(entity))

    def _is_party(self, entity: Entity) -> bool:
        if entity.kind != "organisation":
            return False
        here = known(entity.name)
        if (here is not None and here.role == "party") or names_a_party(entity.name):
            return True
        if any(names_a_party(span.of(self.content)) for span in entity.name_spans):
            return True  # known by its short form, it is named in full, too
        names = set(entity.name_spans)
        described = (noun(span.of(self.content)) for span in entity.mentions if span not in names)
        return any(word is not None and word.base in word_set("nouns_for_a_party") for word in described)

    @cached_property
    def bodies_by_noun(self) -> Mapping[str, tuple[Entity, ...]]:
        """The bodies that the report calls by a noun that titles begin with (lower case): *senat* for *Senatssprecher*."""
        found: dict[str, dict[str, Entity]] = {}
        for entity in self.reading.entities:
            for span in entity.mentions if entity.kind == "organisation" else ():
                for word in span.of(self.content).lower().split():
                    if word in word_set("bodies_in_titles"):
                        found.setdefault(word, {})[entity.id] = entity
        return {word: tuple(entities.values()) for word, entities in found.items()}

    @cached_property
    def places_in(self) -> tuple[tuple[tuple[Entity, Span], ...], ...]:
        """For each sentence the mentions of places and states that begin in it, entity by entity."""
        a = self.analysis
        found: list[list[tuple[Entity, Span]]] = [[] for _ in a.sentences]
        for entity in self.reading.entities:
            for span in entity.mentions if entity.kind in ("place", "state") else ():
                token = a.token_at(span.start)
                if token is not None:
                    found[a.sentence_of[token]].append((entity, span))
        return tuple(map(tuple, found))

    # Times

    @cached_property
    def _time_starts(self) -> tuple[int, ...]:
        return tuple(time.start for time in self.reading.times)

    def times_in(self, span: Span) -> tuple[Time, ...]:
        """The expressions of time that begin in a span, left to right."""
        return self.reading.times[bisect_left(self._time_starts, span.start) : bisect_left(self._time_starts, span.end)]

    def time_at(self, offset: int) -> Time | None:
        """The expression of time that covers a code point."""
        number = bisect_right(self._time_starts, offset) - 1
        return self.reading.times[number] if number >= 0 and offset < self.reading.times[number].end else None

    def times_beside(self, time: Time) -> tuple[Time, ...]:
        """The expressions of time right before and right after one, if there are any."""
        number = bisect_left(self._time_starts, time.start)
        return (*self.reading.times[max(number - 1, 0) : number], *self.reading.times[number + 1 : number + 2])

    def dates(self, first: int, last: int) -> Iterator[tuple[int, Time, str]]:
        """The first token, the expression and the ISO date of each resolved date between two tokens."""
        if first >= last:
            return
        area = self.analysis.span(first, last)
        for time in self.times_in(area):
            if time.value and _DATE.match(time.value):
                yield self.analysis.token_at(time.start) or 0, time, time.value

    # Who says what

    @cached_property
    def statements_at(self) -> dict[int, tuple[Statement, ...]]:
        """For each token the statements whose words contain it, in the order of the reading."""
        found: dict[int, list[Statement]] = {}
        for statement in self.reading.statements:
            inside = {t for q in statement.quote_spans for t in range(*self.tokens(q)) if self.token_span(t).within(q)}
            for token in inside:
                found.setdefault(token, []).append(statement)
        return {token: tuple(said) for token, said in found.items()}

    # What happens

    @cached_property
    def events_at(self) -> dict[int, tuple[Event, ...]]:
        """By token the events that it is (part of) the trigger of."""
        found: dict[int, tuple[Event, ...]] = {}
        for event in self.reading.events:
            for token in {t for span in event.trigger for t in range(*self.tokens(span))}:
                found[token] = (*found.get(token, ()), event)
        return found
