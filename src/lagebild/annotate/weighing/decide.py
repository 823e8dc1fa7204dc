"""Rules and scorers decide together, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast, get_args, overload

import msgspec
import numpy as np
import numpy.typing as npt

from lagebild.annotate.events.status.clause_status import of_clause
from lagebild.annotate.events.status.contents import REAL, TOLD_TENSES
from lagebild.annotate.events.worded import PHRASE
from lagebild.annotate.text import Text
from lagebild.annotate.tree.contrasts import RULED_OUT
from lagebild.annotate.weighing.features import ROLES, Facts
from lagebild.annotate.weighing.mentions import Mention
from lagebild.annotate.weighing.model import Model
from lagebild.annotate.weighing.scorer import Array, Scorer, each, share
from lagebild.annotate.weighing.told import Told
from lagebild.reading import OUTLET, Event, EventStatus, EventType

T = TypeVar("T")
TYPES: tuple[str, ...] = ("", *get_args(EventType))
STATUSES: tuple[str, ...] = get_args(EventStatus)
VOICES = (OUTLET, "nobody", "somebody")
BY = "network"
"""What `because` says of a field that the rules had empty or otherwise."""

# How likely something has to be, chosen on annotated reports that trained nothing (docs/weighing.md).
ADDED, ADDED_AGAINST, ADDED_ATTACK = 0.35, 0.4, 0.7
"""… for a word that the rules left alone to be an event: one that the lexicon lacks, one whose row does not hold, and such a
one to be an attack: accidents and figures of speech have the same words."""
DROPPED = 0.999
"""… for a word to be none, although the rules read one."""
UNPROVEN = 0.7
"""… for it to be none where training hardly saw the row that reads it: nothing says yet how often that holds."""
RETYPED = 0.6
"""… for another type than that of the rules."""
FILLED: Mapping[str, float] = {"actors": 0.5, "recipients": 0.35, "source": 0.35}
"""… for somebody to take part where the rules have nobody in that role: who is said to have done it does more harm."""
FILLED_BESIDE = 0.8
"""… for somebody to take part beside those whom the rules have in that role."""
KEPT = 0.04
"""… at least, for those to stay whom the rules have."""
PLACED, PLACE_KEPT = 0.6, 0.15
"""… for a place where the rules have none, and for theirs to stay."""
STATUS, STATUS_TURNED = 0.85, 0.98
"""… for another status than `happened`, which the rules read where no word says otherwise, and than one that a word says."""
VOICE, VOICE_TURNED = 0.5, 0.7
"""… for who says so where the rules left it alone, and for another than theirs."""
GRAVE = 0.9
"""… for what does harm if it is wrong (who killed, is dead, was tried, resigned), where neither the rules have it nor the
word's own clause has such a doer."""
HARMS: Mapping[str, frozenset[EventType]] = {
    "type": frozenset({"DIE", "JUDGE"}),
    "actors": frozenset({"ASSAULT", "OFFICE"}),
    "recipients": frozenset({"DIE", "JUDGE", "OFFICE"}),
}
"""By field the types of event where that is so."""
VIOLENT: frozenset[str] = frozenset({"ASSAULT", "COERCE"})
"""Types of event whose words an accident or a figure of speech has as well."""
HARM: tuple[EventType, ...] = ("ASSAULT", "DISASTER")
"""Types of event whose dead are recipients; those of DIE are actors."""
DATED = 0.5
"""… for a date of an event that the rules left alone; of the others theirs stays."""

DENYING = ("status/neither", "status/no", "status/not")
"""The rules by which a word of the sentence denies it: no scorer has seen enough of those to know better."""
COUNTS = "source/who-counts"
"""The rule by which whoever gives the number of those who took part is who says so; nobody else is, and that one did not."""

_NO_PART = (RULED_OUT, "orphan")
"""Labels of whoever has no part in the verb at hand: another has it (*nicht X, sondern Y*), or he does not (*Y nicht*)."""

AT_ONCE = 16
"""Events whose participants and times are scored together."""
TOGETHER = 4096
"""Words that are scored together. No news report has more."""


class Joined:
    """The states of tokens and their context side by side, put together for those that are asked for.

    Those of all tokens of a long report would be gigabytes in single precision.
    """

    def __init__(self, states: npt.NDArray[np.float16], context: Array) -> None:
        self.states = states
        self.context = context

    def __getitem__(self, tokens: Sequence[int]) -> Array:
        """What is known of some tokens, [tokens, width]."""
        found: Array = np.concatenate([self.states[tokens].astype(np.float32), self.context[tokens]], -1)
        return found


class _Each(Sequence[Sequence[str]]):
    """The features of each token, worked out when they are asked for."""

    def __init__(self, of_token: Callable[[int], Sequence[str]], size: int) -> None:
        self.of_token = of_token
        self.size = size

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, at: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, at: slice) -> list[Sequence[str]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[str] | list[Sequence[str]]:
        numbers = range(self.size)[at]
        return self.of_token(numbers) if isinstance(numbers, int) else [*map(self.of_token, numbers)]


class Weighing:
    """The events of one text, weighed. The text's analysis must have `states`."""

    def __init__(self, text: Text, model: Model) -> None:
        if text.analysis.states is None:
            raise ValueError("the analysis has no states to be weighed")
        self.text = text
        self.facts = Facts(text)
        self.model = model
        states = text.analysis.states.array
        self.states = Joined(states, model.context(_Each(self.facts.of_token, len(states)), states))

    def events(self) -> tuple[Event, ...]:
        """The events in the order of their triggers."""
        told = self.told()
        if not told:
            return ()
        scores = self._in_parts(
            self.model.events, self.facts.of_event, [t for t, _ in told], [t.token for t, _ in told]
        )
        statuses, voices = share(scores[:, : len(STATUSES)]), share(scores[:, len(STATUSES) :])
        found = []
        for first in range(0, len(told), AT_ONCE):
            some = [t for t, _ in told[first : first + AT_ONCE]]
            near = [self.facts.around.near(t.token) for t in some]
            dates = [self.facts.dates(t) for t in some]
            asked = zip(some, near, self._roles(some, near), dates, self._dates(some, dates), strict=True)
            for n, (one, mentions, roles, values, days) in enumerate(asked, start=first):
                found.append(self._decided(one, told[n][1], statuses[n], voices[n], mentions, roles, values, days))
        found.sort(key=lambda event: event.trigger[0].start)
        return tuple(msgspec.structs.replace(event, id=f"v{n}") for n, event in enumerate(found, start=1))

    def told(self) -> list[tuple[Told, float]]:
        """The words that tell an event, and how likely each is of its type."""
        words = list(self.facts.words())
        if not words:
            return []
        chances = share(self._in_parts(self.model.words, self.facts.of_word, words, words))
        found = []
        for token, chance in zip(words, chances, strict=True):
            event = self.facts.read.get(token)
            best = int(chance[1:].argmax()) + 1
            if event is None:
                least = _least("type", TYPES[best], ADDED)
                if self.facts.rows(token):
                    least = max(least, ADDED_ATTACK if TYPES[best] in VIOLENT else ADDED_AGAINST)
                told_already = self.facts.is_toll(token) or self.facts.names_no_more(token)
                if chance[best] >= least and not told_already:
                    found.append((Told(token, TYPES[best], None), float(chance[best])))
            elif chance[0] < (DROPPED if self._proven(event) else UNPROVEN):
                if TYPES[best] != event.type and chance[best] >= _least("type", TYPES[best], RETYPED):
                    event = retyped(event, cast("EventType", TYPES[best]))
                found.append((Told(token, event.type, event), float(chance[TYPES.index(event.type)])))
        return found

    def _proven(self, event: Event) -> bool:
        """Whether training saw often enough what reads an event, a row of the lexicon or a rule, or it is a fixed phrase."""
        by = event.because.get("type", "")
        return by.startswith(PHRASE) or f"by:{by}" in self.model.words.vocabulary

    def _in_parts(
        self, scorer: Scorer, features: Callable[[T], Sequence[str]], asked: Sequence[T], tokens: Sequence[int]
    ) -> Array:
        """The scores of what is asked, [asked, outputs], each by its token, no more than :data:`TOGETHER` at once."""
        parts = [slice(first, first + TOGETHER) for first in range(0, len(asked), TOGETHER)]
        return np.concatenate([scorer([*map(features, asked[some])], self.states[tokens[some]]) for some in parts])

    def _decided(
        self,
        told: Told,
        chance: float,
        statuses: Array,
        voices: Array,
        near: tuple[Mention, ...],
        roles: Array,
        dates: tuple[str, ...],
        days: Array,
    ) -> Event:
        field = _Fields(told.event or self._blank(told))
        chances = {
            role: {mention.entity.id: float(p) for mention, p in zip(near, column, strict=True)}
            for role, column in zip(ROLES, roles.T, strict=True)
        }
        field.sure["type"] = chance
        if field.by("source") == COUNTS:
            chances["actor"].pop(field.value("source"), None)
        sides = (("actors", chances["actor"]), ("recipients", chances["recipient"]))
        found = [self._taking_part(field, name, likely, near, told.token) for name, likely in sides]
        for (name, likely), keys in zip(sides, _each_once(found, [likely for _, likely in sides]), strict=True):
            # those whom the rules took from farther away cannot be weighed
            field.set(name, keys, min((likely[key] for key in keys if key in likely), default=None))
        self._place(field, chances["place"])
        self._status(field, statuses, told.token, anew=told.event is None)
        here = self.text.analysis.sentence_of[told.token]
        behind = frozenset(mention.entity.id for mention in near if mention.sentence > here)
        self._source(field, voices, chances["source"], behind, anew=told.event is None)
        self._time(field, told, dict(zip(dates, map(float, days), strict=True)))
        if told.event is None:
            self._ahead(field, told.token)
        return field.event(self.model)

    def _roles(self, told: Sequence[Told], near: Sequence[tuple[Mention, ...]]) -> list[Array]:
        """For each event how likely each of those near it has each role, [mentions, roles]."""
        pairs = [(t, mention, rank) for t, some in zip(told, near, strict=True) for rank, mention in enumerate(some)]
        if not pairs:
            return [np.zeros((0, len(ROLES)), np.float32) for _ in told]
        features = [self.facts.of_mention(*pair) for pair in pairs]
        others = self.states[[mention.head for _, mention, _ in pairs]]
        found = each(self.model.pairs(features, self.states[[t.token for t, _, _ in pairs]], others))
        return np.split(found, np.cumsum([len(some) for some in near])[:-1])

    def _dates(self, told: Sequence[Told], dates: Sequence[tuple[str, ...]]) -> list[Array]:
        """For each event how likely each value is its time."""
        pairs = [(t, value) for t, values in zip(told, dates, strict=True) for value in values]
        scores = self.model.dates(
            [self.facts.of_date(*pair) for pair in pairs], self.states[[t.token for t, _ in pairs]]
        )
        return np.split(each(scores)[:, 0], np.cumsum([len(values) for values in dates])[:-1])

    def _blank(self, told: Told) -> Event:
        return Event(
            id="",
            type=cast("EventType", told.type),
            trigger=(self.text.token_span(told.token),),
            lemma=self.facts.lemma(told.token),
            status="happened",
            source=OUTLET,
            sentence=self.text.sentence(told.token),
            because={"type": BY, "status": BY, "source": BY},
        )

    def _taking_part(
        self, field: _Fields, name: str, chance: Mapping[str, float], near: tuple[Mention, ...], token: int
    ) -> list[str]:
        held: tuple[str, ...] = field.value(name)
        found = [key for key in held if chance.get(key, 1.0) >= KEPT]
        usual = FILLED_BESIDE if found else FILLED[name]
        least = _least(name, field.value("type"), usual)
        where = {mention.entity.id: mention for mention in near}
        clause = self.text.clause_of.get(token) if name == "actors" else None
        own = clause.doers if clause is not None else ()
        likely = (
            k
            for k, p in chance.items()
            if p >= (usual if where[k].head in own else least) and not self._ruled_out(where[k].head)
        )
        for key in sorted(likely, key=chance.__getitem__, reverse=True):
            others = (where[other] for other in found if other in where)
            if key not in found and not any(self.facts.around.describes(where[key], other) for other in others):
                found.append(key)
        return found

    def _ruled_out(self, token: int) -> bool:
        """Whether a mention, or what it is an apposition to, has no part in the verb."""
        a = self.text.analysis
        while a.labels[token] in ("appos", "flat") and a.heads[token] >= 0:
            token = a.heads[token]
        return a.labels[token] in _NO_PART

    def _place(self, field: _Fields, chance: Mapping[str, float]) -> None:
        held = field.value("place")
        best = max(chance, key=chance.__getitem__, default=None)
        found = held if held is not None and chance.get(held, 1.0) >= PLACE_KEPT else None
        if found is None and best is not None and chance[best] >= PLACED:
            found = best
        field.set("place", found, chance.get(found) if found is not None else None)

    def _status(self, field: _Fields, statuses: Array, token: int, *, anew: bool) -> None:
        best = STATUSES[int(statuses.argmax())]
        held = field.value("status")
        turned = statuses.max() >= (STATUS if held == "happened" else STATUS_TURNED)
        found = best if turned and field.by("status") not in DENYING else held
        clause = self.text.clause_of.get(token) if anew else None
        told = of_clause(self.text, {}, clause, kind=field.value("type")).status if clause is not None else found
        if found in REAL and told not in REAL:
            found = told
        field.set("status", found, float(statuses[STATUSES.index(found)]))

    def _source(
        self, field: _Fields, voices: Array, chance: Mapping[str, float], behind: frozenset[str], *, anew: bool
    ) -> None:
        found = field.value("source")
        if field.by("source") == COUNTS:
            return
        voice = VOICES[int(voices.argmax())]
        # whoever is named in the next sentence only (*Das meldete X.*) cannot be weighed
        if found not in behind and voices.max() >= (VOICE if anew else VOICE_TURNED):
            if voice == "somebody":
                best = max(chance, key=chance.__getitem__, default=None)
                if (
                    best is not None
                    and chance[best] >= FILLED["source"]
                    and chance[best] > chance.get(found or "", 0.0)
                ):
                    found = best
            else:
                found = OUTLET if voice == OUTLET else None
        said = OUTLET if found == OUTLET else "nobody" if found is None else "somebody"
        sure = float(voices[VOICES.index(said)]) * (chance.get(found or "", 1.0) if said == "somebody" else 1.0)
        field.set("source", found, sure)

    def _ahead(self, field: _Fields, token: int) -> None:
        """What is dated after the report is announced, where no past tense tells it (rule `status/dated-ahead`)."""
        clause, published = self.text.clause_around(token), self.text.reading.published
        told = clause is not None and clause.tense in TOLD_TENSES
        ahead = published is not None and (field.current("time") or "") > published[:10]
        if ahead and not told and field.current("status") in REAL:
            field.set("status", "announced", field.sure.get("time"))

    def _time(self, field: _Fields, told: Told, chance: Mapping[str, float]) -> None:
        found = field.value("time")
        if told.event is None:
            best = max(chance, key=chance.__getitem__)
            found = best if chance[best] >= DATED else None
        field.set("time", found, chance[found] if found is not None else None)


def retyped(event: Event, kind: EventType) -> Event:
    """An event of the rules with another type; the dead are doers of a death, but suffer a deed or a disaster."""
    because = {**event.because, "type": BY}
    actors, recipients = event.actors, event.recipients
    dead = actors if event.type == "DIE" else recipients if kind == "DIE" else ()
    if dead and kind in (*HARM, "DIE") and event.type in (*HARM, "DIE") and not (actors and recipients):
        actors, recipients = recipients, actors
        for field, name in (("actors", "recipients"), ("recipients", "actors")):
            because.pop(name, None)
            if field in event.because:
                because[name] = event.because[field]
    return msgspec.structs.replace(event, type=kind, mode=None, actors=actors, recipients=recipients, because=because)


def _each_once(sides: Sequence[Sequence[str]], chances: Sequence[Mapping[str, float]]) -> list[tuple[str, ...]]:
    """Doers and recipients; whoever is on both sides stays on the likelier one: nobody does it to himself."""
    goes: tuple[set[str], set[str]] = set(), set()
    for key in set(sides[0]).intersection(sides[1], *chances):
        does, suffers = (chance[key] for chance in chances)
        goes[1 if does >= suffers else 0].add(key)
    return [tuple(key for key in some if key not in gone) for some, gone in zip(sides, goes, strict=True)]


def _least(field: str, kind: str, usual: float) -> float:
    """How likely a field must be that the rules do not have, of an event of a type."""
    return max(usual, GRAVE) if kind in HARMS.get(field, ()) else usual


class _Fields:
    """The fields of an event while they are decided: what changes is due to the network."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._changed: dict[str, Any] = {}
        self._because = dict(event.because)
        self.sure: dict[str, float] = {}

    def value(self, name: str) -> Any:
        """What the rules have in a field."""
        return getattr(self._event, name)

    def current(self, name: str) -> Any:
        """What was decided of a field so far, else what the rules have."""
        return self._changed.get(name, self.value(name))

    def by(self, name: str) -> str:
        """Which rule gave a field, or what changed it."""
        return self._because.get(name, "")

    def set(self, name: str, value: object, sure: float | None) -> None:
        """Fill a field, and say how sure it is; an empty one has neither a reason nor a chance."""
        if value != self.value(name):
            self._changed[name] = value
            self._because[name] = BY
        if value in (None, ()) and name != "source":
            self._because.pop(name, None)
        elif sure is not None:
            self.sure[name] = sure

    def event(self, model: Model) -> Event:
        """The event as it was decided."""
        sure = {name: round(model.sure(name, chance), 2) for name, chance in self.sure.items()}
        return msgspec.structs.replace(self._event, **self._changed, because=self._because, sure=sure)
