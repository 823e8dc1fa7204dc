"""Rules and scorers decide together, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

import msgspec
import numpy as np

from lagebild.annotate.text import Text
from lagebild.annotate.weighing.features import Facts, Told
from lagebild.annotate.weighing.mentions import Mention
from lagebild.annotate.weighing.model import Model
from lagebild.annotate.weighing.scorer import Array, each, share
from lagebild.reading import OUTLET, Event, EventStatus, EventType

TYPES: tuple[str, ...] = ("", *get_args(EventType))
STATUSES: tuple[str, ...] = get_args(EventStatus)
BY = "weighed"


@dataclass(frozen=True)
class Bars:
    """How sure a scorer has to be."""

    add: float = 0.5
    drop: float = 0.75
    turn: float = 0.6
    fill: float = 0.5
    keep: float = 0.4
    status: float = 0.5
    source: float = 0.5
    date: float = 0.5
    date_keep: float = 0.4


class Weighing:
    """The events of one text, weighed."""

    def __init__(self, text: Text, model: Model, bars: Bars) -> None:
        self.text = text
        self.facts = Facts(text)
        self.model = model
        self.bars = bars
        assert text.analysis.states is not None
        self.states = text.analysis.states.array.astype(np.float32)

    def events(self) -> tuple[Event, ...]:
        """The events in the order of their triggers."""
        told = self.told()
        if not told:
            return ()
        scores = self.model.events([self.facts.of_event(t) for t in told], self.states[[t.token for t in told]])
        statuses, voices = share(scores[:, : len(STATUSES)]), share(scores[:, len(STATUSES) :])
        found = []
        for t, status, voice in zip(told, statuses, voices, strict=True):
            found.append(self._decided(t, status, voice))
        found.sort(key=lambda event: event.trigger[0].start)
        return tuple(msgspec.structs.replace(event, id=f"v{n}") for n, event in enumerate(found, start=1))

    def told(self) -> list[Told]:
        """The words that tell an event, with its type."""
        words = list(self.facts.words())
        if not words:
            return []
        chances = share(self.model.words([self.facts.of_word(t) for t in words], self.states[words]))
        found = []
        for token, chance in zip(words, chances, strict=True):
            event = self.facts.read.get(token)
            best = int(chance[1:].argmax()) + 1
            if event is None:
                if chance[best] >= self.bars.add:
                    found.append(Told(token, TYPES[best], None))
            elif chance[0] < self.bars.drop:
                if TYPES[best] != event.type and chance[best] >= self.bars.turn:
                    event = msgspec.structs.replace(event, type=cast(EventType, TYPES[best]), mode=None)
                found.append(Told(token, event.type, event))
        return found

    def _decided(self, told: Told, statuses: Array, voices: Array) -> Event:
        bars = self.bars
        near = self.facts.around.near(told.token)
        here = self.states[[told.token] * len(near)]
        chances = (
            each(
                self.model.pairs(
                    [self.facts.of_mention(told, mention, rank) for rank, mention in enumerate(near)],
                    here,
                    self.states[[mention.head for mention in near]],
                )
            )
            if near
            else np.zeros((0, 4), np.float32)
        )
        event = told.event or self._blank(told)
        because = dict(event.because)
        actors = self._several(near, chances[:, 0], event.actors, because, "actors")
        recipients = self._several(near, chances[:, 1], event.recipients, because, "recipients")
        place = self._one(near, chances[:, 2], event.place, because, "place")
        status = STATUSES[int(statuses.argmax())]
        if status != event.status and statuses.max() >= bars.status:
            because["status"] = BY
        else:
            status = event.status
        source = event.source
        voice = int(voices.argmax())
        if voices[voice] >= bars.source:
            if voice == 0 and source != OUTLET:
                source, because["source"] = OUTLET, BY
            elif voice == 1 and source is not None:
                source, because["source"] = None, BY
            elif voice == 2 and len(near):
                best = self._one(near, chances[:, 3], source if source != OUTLET else None, because, "source")
                source = best or source
        time = self._date(told, event, because)
        return msgspec.structs.replace(
            event, actors=actors, recipients=recipients, place=place, time=time, status=cast(EventStatus, status),
            source=source, because=because,
        )  # fmt: skip

    def _blank(self, told: Told) -> Event:
        return Event(
            id="", type=cast(EventType, told.type), trigger=(self.text.token_span(told.token),),
            lemma=self.facts.lemma(told.token), status="happened", source=OUTLET, sentence=self.text.sentence(told.token),
            because={"type": BY, "status": BY, "source": BY},
        )  # fmt: skip

    def _several(
        self, near: tuple[Mention, ...], chances: Array, held: tuple[str, ...], because: dict[str, str], field: str
    ) -> tuple[str, ...]:
        chance = {mention.entity.id: float(p) for mention, p in zip(near, chances, strict=True)}
        found = [key for key in held if chance.get(key, 1.0) >= self.bars.keep]
        found += [key for key, p in chance.items() if p >= self.bars.fill and key not in found]
        if tuple(found) != held:
            because[field] = BY
        if not found:
            because.pop(field, None)
        return tuple(found)

    def _one(
        self, near: tuple[Mention, ...], chances: Array, held: str | None, because: dict[str, str], field: str
    ) -> str | None:
        chance = {mention.entity.id: float(p) for mention, p in zip(near, chances, strict=True)}
        best = max(chance, key=chance.__getitem__, default=None)
        found = held if held is not None and chance.get(held, 1.0) >= self.bars.keep else None
        if best is not None and chance[best] >= self.bars.fill and (found is None or chance[best] > chance.get(found, 1.0)):
            found = best
        if found != held:
            because[field] = BY
        if found is None:
            because.pop(field, None)
        return found

    def _date(self, told: Told, event: Event, because: dict[str, str]) -> str | None:
        values = self.facts.dates(told)
        chances = each(
            self.model.dates([self.facts.of_date(told, v) for v in values], self.states[[told.token] * len(values)])
        )[:, 0]
        chance = dict(zip(values, map(float, chances), strict=True))
        best = max(chance, key=chance.__getitem__)
        found = event.time if event.time is not None and chance[event.time] >= self.bars.date_keep else None
        if chance[best] >= self.bars.date and (found is None or chance[best] > chance[found]):
            found = best
        if found != event.time:
            because["time"] = BY
        if found is None:
            because.pop("time", None)
        return found
