"""What an event is part of, where the report says so: *im Zuge des Angriffs*, *dabei*, *stürmten … und verschleppten …*.

A whole is an event of the same report: an operation, an attack, a war, talks, a trial, a wave of protests. That two events
have a day in common never makes one a part of the other; the words between them do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Event, EventType

_WHOLES: tuple[EventType, ...] = (
    "ASSAULT", "MOBILIZE", "PROTEST", "CONSULT", "JUDGE", "COERCE", "ELECT", "AID", "DISASTER",
)  # fmt: skip
"""Types of deeds that others can be parts of."""
_FORCE: tuple[EventType, ...] = ("ASSAULT", "COERCE", "MOBILIZE")
_PEACEFUL: tuple[EventType, ...] = ("CONSULT", "JUDGE", "ELECT", "AID")
"""Wholes that violence can only fall into the time of (*während der Verhandlungen beschoss die Armee …*)."""
_TOLD = ("happened", "ongoing")
_HARM = frozenset(("killed", "injured", "missing", "homeless"))
_BACK = 2
"""A pointing word or a definite noun finds its whole at most so many sentences back."""


class Parts:
    """The events of a text by their tokens, in the order of the text."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.events = [e for e in text.reading.events if text.analysis.token_at(e.trigger[0].start) is not None]

    @cached_property
    def tokens(self) -> dict[str, int]:
        """The token of each event's trigger, by the event's id."""
        found = ((e.id, self.text.analysis.token_at(e.trigger[0].start)) for e in self.events)
        return {key: token for key, token in found if token is not None}

    @cached_property
    def at(self) -> dict[int, Event]:
        """The events by the token of their trigger."""
        return {self.tokens[e.id]: e for e in self.events}

    @cached_property
    def by_sentence(self) -> dict[int, list[Event]]:
        """The events by their sentence."""
        found: dict[int, list[Event]] = {}
        for event in self.events:
            found.setdefault(self.text.analysis.sentence_of[self.tokens[event.id]], []).append(event)
        return found


class Part:
    """An event that may be part of another."""

    def __init__(self, parts: Parts, event: Event) -> None:
        self.parts = parts
        self.text = parts.text
        self.event = event
        self.token = parts.tokens[event.id]
        self.clause: Clause | None = self.text.clause_around(self.token)
        self.sentence = self.text.analysis.sentence_of[self.token]

    @property
    def told(self) -> bool:
        """True if the clause of the event tells it: its verb does, or it says that it took place."""
        return self.clause is not None and (
            self.token in (self.clause.predicate, *self.clause.verbs)
            or self.clause.lemma in word_set("taking_place") | word_set("doing_deeds")
        )


def annotate(text: Text) -> tuple[Event, ...]:
    """The events of a text in their order, each with the one that it is a part of, if the text says so."""
    parts = Parts(text)
    found: dict[str, tuple[Event, str]] = {}
    for event in parts.events:
        answer = first(WHOLES, Part(parts, event))
        if answer is not None and not _leads_back(found, answer[0].id, event.id):
            found[event.id] = answer
    return tuple(_with(event, found.get(event.id)) for event in text.reading.events)


def _with(event: Event, found: tuple[Event, str] | None) -> Event:
    if found is None:
        return event
    return msgspec.structs.replace(event, part_of=found[0].id, because={**event.because, "part_of": found[1]})


def _leads_back(found: dict[str, tuple[Event, str]], whole: str, part: str) -> bool:
    """True if a whole would be a part of its own part."""
    while whole in found and whole != part:
        whole = found[whole][0].id
    return whole == part


def _can_hold(whole: Event, case: Part) -> bool:
    """True if an event may have another for a part: both happened, or the same is said of both; harm is no part."""
    part = case.event
    tense = whole.status == part.status or (whole.status in _TOLD and part.status in _TOLD)
    beside = whole.type in _PEACEFUL and part.type in ("ASSAULT", "MOBILIZE", "DISASTER")
    holds = whole.type in _WHOLES and tense and whole.status != "denied"
    return whole.id != part.id and holds and not beside and not _harm(case)


def _harm(case: Part) -> bool:
    """True if an event only tells what a deed did to people: their deaths are the deed's, and no deed beside it."""
    event, clause = case.event, case.clause
    if event.type == "DIE" or not word_set("words_of_dying").isdisjoint(event.lemma.split()):
        return True
    hurts = event.lemma in word_set("words_of_hurting") or any(figure.kind in _HARM for figure in event.figures)
    return hurts and (clause is None or clause.voice != "active" or not event.actors)


# Named in the same clause


def _in_the_course(case: Part) -> Event | None:
    """The event that a noun behind *bei*, *während* or *im Zuge* names in the clause that tells the part."""
    clause, a = case.clause, case.text.analysis
    if clause is None or not case.told:
        return None
    for preposition, head in clause.obliques:
        for token in _course(case, preposition, head):
            whole = case.parts.at.get(token)
            if whole is None or a.tags[token] != "NOUN" or _same(case, token):
                continue
            if _can_hold(whole, case):
                return whole
    return None


def _course(case: Part, preposition: str, head: int) -> Iterator[int]:
    """The nouns that a phrase says something happens in the course of."""
    a = case.text.analysis
    if preposition in closed("prepositions_of_a_whole"):
        yield from (head, *a.dependents(head, "conj"))
    elif preposition in ("in", "an") and a.lemmas[head] in word_set("courses_of_a_whole"):
        yield from (c for c in a.dependents(head, "nmod") if a.tags[c] == "NOUN")


def _same(case: Part, token: int) -> bool:
    """True if a noun hangs on the part itself, or the part on it."""
    a = case.text.analysis
    return a.heads[token] == case.token != getattr(case.clause, "predicate", None) or a.heads[case.token] == token


# Pointed at


def _pointed_at(case: Part) -> Event | None:
    clause, a = case.clause, case.text.analysis
    if clause is None or not case.told:
        return None
    words = [t for t in a.children[clause.predicate] if a.forms[t].casefold() in closed("pointers_at_a_whole")]
    # *dabei, …*: it points ahead
    if not words or any(t + 1 < len(a) and a.forms[t + 1] == "," for t in words):
        return None
    here = [e for e in case.parts.by_sentence.get(case.sentence, ()) if case.parts.tokens[e.id] < words[0]]
    return next((e for e in _telling(case, here) if _can_hold(e, case)), None) or _before(case)


def _before(case: Part) -> Event | None:
    """The event that the sentence before tells last; of a noun and its verb the one that is a whole."""
    number = case.sentence - 1
    if number < 0 or case.text.paragraphs[number] != case.text.paragraphs[case.sentence]:
        return None
    told = case.parts.by_sentence.get(number, ())
    return next((e for e in _telling(case, told) if _can_hold(e, case)), None)


def _telling(case: Part, told: Sequence[Event]) -> list[Event]:
    """The events that a main clause tells, the last one first."""
    main = [e for e in told if Part(case.parts, e).told and _main(case, e)]
    return main[::-1]


def _main(case: Part, event: Event) -> bool:
    clause = case.text.clause_around(case.parts.tokens[event.id])
    return clause is not None and clause.kind in ("finite", "copula") and not clause.subordinator


# One doer, one occasion


def _in_one_go(case: Part) -> Event | None:
    """The first of deeds of force that one subject does in one clause with one time (*bombardierte X und entführte Y*)."""
    clause, a, event = case.clause, case.text.analysis, case.event
    if clause is None or event.type not in _FORCE or case.token != clause.predicate or not event.actors:
        return None
    top = case.text.first_conjunct(clause.predicate)
    whole = case.parts.at.get(top)
    if top == clause.predicate or whole is None or whole.type not in _FORCE or not _can_hold(whole, case):
        return None
    # the second verb has no subject of its own, and no day of its own
    own = any(a.labels[c].startswith(("nsubj", "csubj")) for c in a.children[clause.predicate])
    one = set(whole.actors) == set(event.actors) and whole.time is not None and whole.time == event.time
    between = case.text.dates(top + 1, clause.predicate) if top < clause.predicate else iter(())
    return whole if one and not own and not any(True for _ in between) and _short(event.time or "") else None


def _short(value: str) -> bool:
    """True if a time is a day or a part of one."""
    return len(value) >= len("2021-03-10") and "/" not in value and value[:4].isdigit() and "W" not in value


def _same_night(case: Part) -> Event | None:
    """The deed of force that the same doer did *in derselben Nacht*, as the sentence before has it."""
    clause, a, event = case.clause, case.text.analysis, case.event
    if clause is None or event.type not in _FORCE or not event.actors or not case.told:
        return None
    heads = [t for p, t in clause.obliques if p in ("in", "an") and a.lemmas[t] in word_set("hours_of_a_day")]
    again = any(a.forms[c].casefold() in closed("the_same_again") for t in heads for c in a.children[t])
    whole = _before(case) if again else None
    return whole if whole is not None and whole.type in _FORCE and set(whole.actors) & set(event.actors) else None


# Said to be a part


def _belongs(case: Part) -> Event | None:
    """The event that a clause says the part belongs to (*war Teil der Offensive*, *gehörte zu dem Einsatz*)."""
    clause, a = case.clause, case.text.analysis
    if clause is None or case.token not in clause.doers:
        return None
    owners: list[int] = []
    if clause.lemma in word_set("belonging_to_a_whole"):
        owners = [t for p, t in clause.obliques if p == "zu"]
    elif a.lemmas[clause.predicate] in word_set("parts_of_a_whole"):
        owners = [c for c in a.dependents(clause.predicate, "nmod") if a.tags[c] == "NOUN"]
    found = (case.parts.at.get(t) for t in owners)
    return next((w for w in found if w is not None and _can_hold(w, case)), None)


WHOLES: tuple[Rule[Part, Event], ...] = (
    Rule(
        name="whole/belongs-to-it",
        find=_belongs,
        why="What is said to be a part of an operation, or to belong to it, is.",
        yes=(
            ("Der Überfall auf die Wache war Teil der Offensive.", "Überfall: Offensive"),
            ("Die Entführung der Ärzte gehörte zu dem Angriff auf Tarnau.", "Entführung: Angriff"),
        ),
        no=("Der Überfall auf die Wache war Teil des Plans.",),
    ),
    Rule(
        name="whole/in-its-course",
        find=_in_the_course,
        why="What somebody does *bei*, *während* or *im Zuge* of an operation is a part of it.",
        yes=(
            ("Im Zuge des Angriffs entführten die Rebellen zwei Ärzte.", "entführten: Angriffs"),
            ("Bei den Protesten nahm die Polizei 40 Bauern fest.", "nahm: Protesten"),
            ("Während des Einsatzes verhafteten Soldaten den König.", "verhafteten: Einsatzes"),
        ),
        no=(
            "Nach dem Angriff entführten die Rebellen zwei Ärzte.",
            "Bei dem Anschlag starben zwei Bauern.",
            "Am Tag des Angriffs entführten die Rebellen zwei Ärzte.",
        ),
    ),
    Rule(
        name="whole/pointed-at",
        find=_pointed_at,
        why="*Dabei* points at the deed that was just told: what was done is a part of it.",
        yes=(
            ("Rebellen stürmten am Montag Tarnau. Dabei entführten sie zwei Ärzte.", "entführten: stürmten"),
            ("In Tarnau gab es Proteste. Dabei nahm die Polizei 40 Bauern fest.", "nahm: Proteste"),
        ),
        no=(
            "Rebellen stürmten am Montag Tarnau. Danach entführten sie zwei Ärzte.",
            "Rebellen stürmten am Montag Tarnau. Dabei starben zwei Bauern.",
        ),
    ),
    Rule(
        name="whole/in-the-same-night",
        find=_same_night,
        why="What those who attack do by force *in derselben Nacht* is a part of the attack told just before.",
        yes=(
            (
                "Soldaten beschossen am Montag Tarnau. In derselben Nacht verschleppten die Soldaten den König.",
                "verschleppten: beschossen",
            ),
        ),
        no=("Soldaten beschossen am Montag Tarnau. In derselben Nacht verschleppten Rebellen den König.",),
    ),
    Rule(
        name="whole/in-one-go",
        find=_in_one_go,
        why="Deeds of force that one subject does in one breath and in one night are one operation; the first names it.",
        yes=(
            (
                "In der Nacht zum Montag bombardierten Soldaten die Stadt Tarnau und entführten den König Jo Hals.",
                "entführten: bombardierten",
            ),
        ),
        no=(
            "Am Montag bombardierten Soldaten Tarnau, und am Dienstag entführten sie den König Jo Hals.",
            "Am Montag bombardierten Soldaten Tarnau. Am Montag entführten Rebellen den König Jo Hals.",
        ),
    ),
)
