"""The events of a report told so far, and one of them as the rules look at it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.when_where.scene import NEAR, Link
from lagebild.annotate.text import Text
from lagebild.reading import Event, EventType

_OPENING = 4
"""So many words open a sentence."""


class Story:
    """The events of a report that have been told so far, by sentence."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.events: list[Event] = []
        self.dated: Event | None = None
        """The last one that has a time which another may share."""
        self.days: dict[tuple[int, str], str] = {}
        """For each sentence and coarse time, the day that an event there took from it."""
        self.named: dict[tuple[EventType, str, str], str] = {}
        """For each type, word and coarse time, the day of the first event named so."""
        self._told: list[list[Event]] = [[] for _ in text.analysis.sentences]

    def sentence(self, event: Event) -> int:
        """The number of an event's sentence."""
        return self.text.analysis.sentence_of[self.text.analysis.token_at(event.trigger[0].start) or 0]

    def word(self, event: Event) -> str:
        """The trigger of an event without case and ending."""
        return event.trigger[0].of(self.text.content).casefold().rstrip("nse")

    def keep(self, event: Event) -> None:
        """Note an event as told."""
        self.events.append(event)
        self._told[self.sentence(event)].append(event)
        if event.time is None or "/" in event.time:
            return
        if _tells_when(event):
            self.dated = event
        for end in (n for n, letter in enumerate(event.time) if letter == "-"):
            self.named.setdefault((event.type, self.word(event), event.time[:end]), event.time)

    def before(self, here: int) -> Iterator[Event]:
        """The events told in a sentence so far and in those near before it, the last one first."""
        for number in range(here, max(here - NEAR, 0) - 1, -1):
            yield from reversed(self._told[number])


def _tells_when(event: Event) -> bool:
    """True if an event has a time that another may share."""
    return event.time is not None and not event.time.endswith("REF") and event.status in ("happened", "ongoing")


class Told:
    """An event as the rules look at it: what was told before it, and the words of its sentence."""

    def __init__(self, story: Story, hit: Hit, event: Event) -> None:
        self.story = story
        self.text = story.text
        self.hit = hit
        self.event = event
        self.here = story.sentence(event)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its sentence, without case."""
        forms = self.text.analysis.forms
        return frozenset(forms[t].casefold() for t in self.text.sentence_tokens(self.hit.token))

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """The first words of its sentence, without case."""
        a = self.text.analysis
        words = [a.forms[t].lower() for t in self.text.sentence_tokens(self.hit.token) if a.tags[t] != "PUNCT"]
        return tuple(words[:_OPENING])

    def link(self, other: Event) -> Link:
        """The event and one told before it."""
        return Link(self.text, self.hit, self.event, self.here, other, self.story.sentence(other))

    @cached_property
    def dated(self) -> list[Event]:
        """The events near before it whose time it may share, the last one first.

        An event that lasts gives its time only to events in its own sentence.
        """
        return [
            other
            for other in self.story.before(self.here)
            if _tells_when(other) and ("/" not in (other.time or "") or self.story.sentence(other) == self.here)
        ]
