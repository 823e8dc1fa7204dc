"""Time and place that an event shares with the ones told just before it: the scene that a report stays in.

A careful reader carries time and place on where a report goes on telling the same happening: deeds (not words) in the past
or perfect, in the paragraph of the deed that they were given with and at most three sentences on; or where a word says so
(*dabei*, *daraufhin*, *damals*). He does not where a sentence has a time of its own, where the tense leads further back
(pluperfect), to what lasts, is planned, demanded or denied.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import msgspec

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.nouns import noun
from lagebild.reading import Event, EventStatus, EventType

_DEEDS: frozenset[EventType] = frozenset(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "DISASTER", "DIE"))
"""Types that belong to one happening: who protests is beaten, who is attacked dies."""
_TOLD: frozenset[EventStatus] = frozenset(("happened", "possible"))
_SAME_TIME = frozenset("dabei hierbei daraufhin anschließend gleichzeitig zeitgleich".split())
_SAME_PLACE = _SAME_TIME | {"dort"}
_THEN = frozenset(("damals",))
_WHERE = frozenset(["in", "bei", "nahe", "auf", "an"])
_LONG_AGO = 60
_NEAR = 3
"""So many sentences on the scene is taken to be the same; the value that was best on the given reports."""


def share(text: Text, hits: Sequence[Hit], events: Sequence[Event]) -> list[Event]:
    """The events with the times and places that they share with those before them."""
    stage = _Stage(text)
    settled: list[Event] = []
    for hit, alone in zip(hits, events, strict=True):
        time = stage.time(hit, alone) if alone.time in (None, "PAST_REF") else None
        event = msgspec.structs.replace(alone, time=time or alone.time)
        place = stage.place(hit, event) if event.place is None else event.place
        settled.append(stage.finer(msgspec.structs.replace(event, place=place)))
        stage.keep(settled[-1])
    return settled


def _tells_when(event: Event) -> bool:
    """Whether an event has a time that another may share."""
    return event.time is not None and not event.time.endswith("REF") and event.status in ("happened", "ongoing")


class _Stage:
    """A text as a row of sentences in paragraphs, with the words and times of each."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.days: dict[tuple[int, str], str] = {}
        self.told: list[list[Event]] = [[] for _ in text.analysis.sentences]
        self.dated: Event | None = None
        self.named: dict[tuple[EventType, str, str], str] = {}

    def keep(self, event: Event) -> None:
        """Put an event down as told, for those after it."""
        self.told[self.number(event)].append(event)
        if _tells_when(event) and "/" not in (event.time or ""):
            self.dated = event
        if event.time and "/" not in event.time:
            for end in (n for n, letter in enumerate(event.time) if letter == "-"):
                self.named.setdefault((event.type, self._word(event), event.time[:end]), event.time)

    def before(self, here: int) -> Iterator[Event]:
        """The events told in a sentence so far and in those near before it, the last one first."""
        for number in range(here, max(here - _NEAR, 0) - 1, -1):
            yield from reversed(self.told[number])

    def number(self, event: Event) -> int:
        """The sentence of an event."""
        return self.text.analysis.sentence_of[self.text.analysis.token_at(event.trigger[0].start) or 0]

    def time(self, hit: Hit, event: Event) -> str | None:
        """The time of the scene that an event goes on with."""
        here = self.number(event)
        words = self._front(here)
        when = [o for o in self.before(here) if _tells_when(o) and self._ends(o, here)]
        if words & _THEN and event.status in _TOLD:
            last = next(iter(when), self.dated)
            return last.time if last is not None and self._past(last.time or "") else None
        for other in when:
            there = self.number(other)
            if event.time is not None or not self._near(here, there):
                return None
            if words & _SAME_TIME and here - there == 1 and event.status in _TOLD:
                return other.time
            if self._background(here, other):
                continue
            if not self._goes_on(hit, event, other) or self._dated(here, there):
                return None
            # the hour is that of one deed, the day that of the scene
            return other.time if here == there else (other.time or "").split("T")[0]
        return None

    def _ends(self, other: Event, here: int) -> bool:
        """Whether an event says when the next thing was: what lasts does so in its own sentence only."""
        return "/" not in (other.time or "") or self.number(other) == here

    def _past(self, time: str) -> bool:
        """Whether a time lies well before the report's day, so that *damals* may mean it."""
        try:
            day = datetime.date.fromisoformat(f"{time[:10]}-01-01"[:10] if len(time) < 10 else time[:10])
            return (datetime.date.fromisoformat((self.text.reading.published or "")[:10]) - day).days > _LONG_AGO
        except ValueError:
            return not time[:4].startswith((self.text.reading.published or "–")[:4])

    def finer(self, event: Event) -> Event:
        """An event with the day that an earlier mention in the same words has within its year or month.

        What else the sentence tells of that year or month is of that day too.
        """

        if event.time is None:
            return event
        key = self.number(event), event.time
        day = self.named.get((event.type, self._word(event), event.time), self.days.get(key))
        if day is None:
            return event
        self.days[key] = day
        return msgspec.structs.replace(event, time=day)

    def _word(self, event: Event) -> str:
        """The trigger of an event without case and ending."""
        return event.trigger[0].of(self.text.content).casefold().rstrip("nse")

    def place(self, hit: Hit, event: Event) -> str | None:
        """The place of the scene that an event goes on with."""
        here = self.number(event)
        words = self._front(here)
        if hit.clause is not None and self._placed(hit.clause):
            return None
        for other in self.before(here):
            if other.place is None:
                continue
            if not self._stays(here, other):
                if words & _SAME_PLACE:
                    return None  # it takes up a place that is but that sentence's
                continue
            there = self.number(other)
            if words & _SAME_PLACE and here - there == 1 and event.status in _TOLD:
                return other.place
            if other.type not in _DEEDS:
                continue
            if not self._near(here, there):
                return None
            # what has a time of its own may have a place of its own
            apart = event.time is not None and event.time[:10] != (other.time or "")[:10]
            return other.place if self._goes_on(hit, event, other) and not apart else None
        return None

    def _placed(self, clause: Clause) -> bool:
        """Whether a clause says somewhere of its own, though no place that is known (*in einigen Orten*, *bei X*)."""
        a = self.text.analysis
        return any(
            preposition in _WHERE
            and self.text.time_at(a.starts[token]) is None
            and (a.tags[token] == "PROPN" or ((known := noun(a.forms[token])) is not None and known.kind == "place"))
            for preposition, token in clause.obliques
        )

    def _stays(self, here: int, other: Event) -> bool:
        """Whether a place may be that of more than one sentence: a named one, or a part of a town."""
        place = self.text.entities[other.place or ""]
        return self.number(other) == here or bool(place.name_spans) or place.name.casefold().endswith("stadt")

    def _near(self, here: int, there: int) -> bool:
        return self.text.paragraphs[here] == self.text.paragraphs[there] and here - there <= _NEAR

    def _goes_on(self, hit: Hit, event: Event, other: Event) -> bool:
        """Whether an event is told as part of the happening that another one is of."""
        if event.type not in _DEEDS or other.type not in _DEEDS or event.status not in _TOLD:
            return False
        if self._known(hit) and self.number(event) != self.number(other):
            return False
        if hit.clause is None:
            return True
        return hit.clause.kind != "copula" and hit.clause.tense not in ("pluperfect", "future", "future perfect")

    def _known(self, hit: Hit) -> bool:
        """Whether a trigger only takes up what is known: *wegen der Proteste*, *die protestierenden Mönche*."""
        a = self.text.analysis
        if hit.own:
            return a.tags[hit.token] == "ADJ" and hit.clause is not None and hit.clause.voice == "active"
        if any(a.forms[c].casefold() in ("dessen", "deren") for c in a.children[hit.token]):
            return True
        if not any(
            a.feat(c, "Definite") == "Def" for c in (*a.dependents(hit.token, "det"), *a.dependents(hit.token, "case"))
        ):
            return False
        cases = [a.lemmas[c] for c in a.dependents(hit.token, "case")]
        return cases != ["bei"] and not (hit.clause is not None and hit.token in hit.clause.doers)

    def _background(self, here: int, other: Event) -> bool:
        """Whether an event of an earlier sentence is told beside the story, in a relative clause."""
        a = self.text.analysis
        clause = self.text.clause_around(a.token_at(other.trigger[0].start) or 0)
        return clause is not None and self.number(other) != here and a.labels[clause.predicate].startswith("acl")

    def _dated(self, here: int, there: int) -> bool:
        """Whether a sentence has a time of its own, which may then be the event's though nothing ties it to that."""
        if here == there:
            return False
        times = self.text.times_in(self.text.analysis.sentence_span(here))
        return any(t.type in ("DATE", "TIME") and not (t.value or "").endswith("REF") for t in times)

    def _front(self, number: int) -> set[str]:
        """The words of a sentence, small."""
        tokens = self.text.analysis.sentences[number]
        return {self.text.analysis.forms[t].casefold() for t in range(tokens.start, tokens.end)}
