"""Who and what stands near a word: for each entity its nearest mention, by its head token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.reading import Entity, Time

BEFORE, AFTER = 4, 1
"""Sentences before and after that of a word in which it is looked for who takes part."""
MOST = 28
"""At most so many entities, the nearest, are looked at for one event."""
_LONGEST_PATH = 5


class Mention(NamedTuple):
    """An entity where it is mentioned; `head` is the token that the mention's other words hang on."""

    entity: Entity
    span: Span
    head: int
    sentence: int
    named: bool


class Dated(NamedTuple):
    """A time where it stands."""

    time: Time
    head: int
    sentence: int


class Surroundings:
    """The mentions and times of one text by sentence."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.analysis = text.analysis

    @cached_property
    def mentions(self) -> tuple[tuple[Mention, ...], ...]:
        """For each sentence the mentions in it, left to right."""
        found: list[list[Mention]] = [[] for _ in self.analysis.sentences]
        for entity in self.text.reading.entities:
            names = set(entity.name_spans)
            for span in entity.mentions:
                head = self.head(span)
                if head is not None:
                    sentence = self.analysis.sentence_of[head]
                    found[sentence].append(Mention(entity, span, head, sentence, span in names))
        return tuple(tuple(sorted(some, key=lambda m: (m.head, m.span))) for some in found)

    @cached_property
    def times(self) -> tuple[tuple[Dated, ...], ...]:
        """For each sentence the times with a value in it, left to right."""
        found: list[list[Dated]] = [[] for _ in self.analysis.sentences]
        for time in self.text.reading.times:
            head = self.head(Span(time.start, time.end)) if time.value else None
            if head is not None:
                sentence = self.analysis.sentence_of[head]
                found[sentence].append(Dated(time, head, sentence))
        return tuple(map(tuple, found))

    @cached_property
    def first_named(self) -> dict[str, int]:
        """For each entity the sentence in which it is mentioned first."""
        found: dict[str, int] = {}
        for number, some in enumerate(self.mentions):
            for mention in some:
                found.setdefault(mention.entity.id, number)
        return found

    def within(self, mention: Mention) -> bool:
        """Whether a mention lies within a longer one of another entity (*libysche* in *die libysche Armee*)."""
        return any(
            other.span != mention.span and mention.span.within(other.span) and other.entity is not mention.entity
            for other in self.at(mention.head)
        )

    def describes(self, mention: Mention, other: Mention) -> bool:
        """Whether a mention is part of how another one is described (*libysche* in *die libysche Armee*)."""
        a = self.analysis
        adjective = a.heads[mention.head] == other.head and a.labels[mention.head] == "amod"
        return adjective or mention.span.overlaps(other.span)

    def at(self, token: int) -> Sequence[Mention]:
        """The mentions that a token lies in."""
        return self._at.get(token, ())

    @cached_property
    def _at(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        for some in self.mentions:
            for mention in some:
                for token in self.text.inside(mention.span):
                    found.setdefault(token, []).append(mention)
        return found

    def head(self, span: Span) -> int | None:
        """The token of a span that stands highest in the tree; None where no token lies in it."""
        tokens = self.text.inside(span) or range(*self.text.tokens(span))
        held = set(tokens)
        return next((t for t in tokens if self.analysis.heads[t] not in held), None)

    def near(self, token: int) -> tuple[Mention, ...]:
        """For each entity that is mentioned near a token its nearest mention, the nearest entity first."""
        here = self.analysis.sentence_of[token]
        best: dict[str, tuple[tuple[int, int, int], Mention]] = {}
        last = min(here + AFTER, len(self.mentions) - 1)
        for sentence in range(max(here - BEFORE, 0), last + 1):
            for mention in self.mentions[sentence]:
                way = (
                    abs(here - sentence),
                    int(sentence > here),
                    _steps(self.analysis, token, mention.head, here == sentence),
                )
                known = best.get(mention.entity.id)
                if known is None or way < known[0]:
                    best[mention.entity.id] = (way, mention)
        return tuple(mention for _, mention in sorted(best.values(), key=lambda found: found[0])[:MOST])


def _steps(a: Analysis, token: int, other: int, together: bool) -> int:
    if not together:
        return abs(token - other)
    up, down = between(a, token, other)
    return 10 * (len(up) + len(down)) + min(abs(token - other), 9)


def above(a: Analysis, token: int) -> Iterator[int]:
    """A token and those above it, up to the root; at most sixty."""
    for _ in range(60):
        yield token
        token = a.heads[token]
        if token == ROOT:
            return


def between(a: Analysis, token: int, other: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels up from a token to what it and another of its sentence hang on, and those down to the other."""
    mine = list(above(a, token))
    theirs = list(above(a, other))
    place = {t: n for n, t in enumerate(mine)}
    down = next((n for n, t in enumerate(theirs) if t in place), len(theirs) - 1)
    up = place.get(theirs[down], len(mine) - 1)
    return tuple(a.labels[t] for t in mine[:up]), tuple(a.labels[t] for t in reversed(theirs[:down]))


def path(a: Analysis, token: int, other: int) -> str:
    """The way through the tree from a token to another of its sentence: `obj`, `^xcomp/nsubj`; `far` if it is long."""
    up, down = between(a, token, other)
    if len(up) + len(down) > _LONGEST_PATH:
        return "far"
    return "/".join((*(f"^{label}" for label in up), *down)) or "same"
