"""Who does it and to whom: the slots of a trigger's frame, filled with entities of the reading.

The steps, from what is said outright to what follows: the slots of the frame in the trigger's clause or noun phrase;
slots that any event has (*durch*, *gegen*, the adjective of a state); for a noun, the verb that says who does it
(`event_control.tsv`: *begann mit dem Beschuss*); for a thing in a slot, whose thing it is. A later step fills only what
an earlier one left empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from lagebild import lexicon
from lagebild.annotate.events import slots
from lagebild.annotate.events.bearers import bearers, possessors
from lagebild.annotate.events.scene import Scene
from lagebild.annotate.events.triggers import Hit
from lagebild.reading import EventType

Role = Literal["actor", "recipient"]


class Filled(NamedTuple):
    """One role, the entity that fills it, and the step that found it."""

    role: Role
    entity: str
    step: str


_COMMON: tuple[tuple[str, Role], ...] = (
    ("durch", "actor"), ("seitens", "actor"), ("adj", "actor"), ("comp", "actor"),
    ("gegen", "recipient"), ("gegenüber", "recipient"),
)  # fmt: skip
_MUTUAL: tuple[EventType, ...] = ("AGREE", "CONSULT", "COOPERATE", "ASSAULT")
_AIMED: tuple[EventType, ...] = ("ACCUSE", "ASSAULT", "COERCE", "JUDGE", "MOBILIZE", "PROTEST", "REJECT", "SANCTION", "THREATEN")
"""Deeds of which *gegen* names whom they are meant for."""
_OF_THINGS: tuple[EventType, ...] = ("ACCUSE", "REJECT", "SUPPORT")
"""Deeds that are done to somebody by what is said of a thing of his (*lehnt die Pläne des Ministers ab*)."""


def arguments(scene: Scene, hit: Hit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The actors and the recipients of a trigger, as entity ids."""
    found = filled(scene, hit)
    return tuple(f.entity for f in found if f.role == "actor"), tuple(f.entity for f in found if f.role == "recipient")


def filled(scene: Scene, hit: Hit) -> list[Filled]:
    """Actors and recipients, each with the step that found it; an entity has one role only, the first one found."""
    found: list[Filled] = []
    for step in (_frame, _sent, _common, _controlled, _attended, _things):
        have = {f.role for f in found}
        taken = {f.entity for f in found}
        for role, key in step(scene, hit):
            if role not in have and key not in taken:
                taken.add(key)
                found.append(Filled(role, key, step.__name__))
    return found


def _frame(scene: Scene, hit: Hit) -> Iterator[tuple[Role, str]]:
    """The slots that the lexicon names."""
    for slot, role in hit.entry.frame:
        if role == "actor" or (role == "coactor" and slot != "obj"):
            yield from (("actor", key) for t in _tokens(scene, hit, slot) for key in bearers(scene, t, acting=True))
        elif role == "recipient":
            yield from (("recipient", key) for t in _tokens(scene, hit, slot) for key in bearers(scene, t, acting=False))
    if ("comp", "actor") in hit.entry.frame and not hit.own:
        yield from (("actor", key) for key in scene.parts.get(hit.token, ()))


def _sent(scene: Scene, hit: Hit) -> Iterator[tuple[Role, str]]:
    """Those who are sent somewhere act where nobody is named who sends them (*Soldaten wurden verlegt*)."""
    if ("obj", "coactor") in hit.entry.frame:
        yield from (("actor", key) for t in _tokens(scene, hit, "obj") for key in bearers(scene, t, acting=True))


def _tokens(scene: Scene, hit: Hit, slot: str) -> tuple[int, ...]:
    clause = hit.clause
    if hit.own or hit.entry.pos == "PHRASE":
        objects = any(s == "obj" for s, _ in hit.entry.frame)
        inner = slots.in_clause(scene, clause, slot, objects=objects) if clause is not None else ()
        if hit.own or inner:
            return tuple(t for t in inner if t != hit.token)
    return slots.in_phrase(scene, hit.token, slot)


def _common(scene: Scene, hit: Hit) -> Iterator[tuple[Role, str]]:
    """Slots that any event may have, where the frame says nothing else of them."""
    said = {slot.partition("+")[0] for slot, _ in hit.entry.frame}
    common: tuple[tuple[str, Role], ...] = _COMMON
    if hit.entry.type in _MUTUAL:
        common += (("zwischen", "actor"),)
    for slot, role in common:
        if slot in said or (role == "recipient" and hit.entry.type not in _AIMED):
            continue
        if slot == "comp":
            if not hit.own:
                yield from ((role, key) for key in scene.parts.get(hit.token, ()))
            continue
        if hit.own and slot != "gegen":
            continue
        acting = role == "actor" and slot != "adj"
        yield from ((role, key) for t in _tokens(scene, hit, slot) for key in bearers(scene, t, acting=acting))


class Control(NamedTuple):
    """What a verb says of the event in one of its slots: which of its own slots does it, and which suffers it."""

    slot: str
    actor: str
    recipient: str


@cache
def _controls() -> dict[str, tuple[Control, ...]]:
    found: dict[str, tuple[Control, ...]] = {}
    for row in lexicon.load("event_control", required=("form", "slot")):
        entry = Control(row["slot"], row["actor"], row["recipient"])
        found[row["form"]] = (*found.get(row["form"], ()), entry)
    return found


def _controlled(scene: Scene, hit: Hit) -> Iterator[tuple[Role, str]]:
    """The verb above a noun says who does what the noun names."""
    clause = hit.clause
    if clause is None or hit.own:
        return
    heads = {hit.token, scene.analysis.heads[hit.token] if scene.analysis.labels[hit.token] == "conj" else hit.token}
    roles = {role for _, role in hit.entry.frame}
    for slot, actor, recipient in _controls().get(clause.lemma, ()):
        there = _raw(scene, hit, slot)
        if not heads & set(there):
            continue
        sides: tuple[tuple[Role, str], ...] = (("actor", actor), ("recipient", recipient))
        for role, own in sides:
            for t in _raw(scene, hit, own) if own and role in roles else ():
                if t not in there:
                    yield from ((role, key) for key in bearers(scene, t, acting=role == "actor"))


def _raw(scene: Scene, hit: Hit, slot: str) -> tuple[int, ...]:
    assert hit.clause is not None
    if slot == "gen":
        bare = tuple(t for p, t in hit.clause.obliques if not p)
        return tuple(t for t in (*bare, *hit.clause.recipients) if scene.analysis.feat(t, "Case") == "Gen")
    return slots.in_clause(scene, hit.clause, slot, objects=True)


_ATTENDING = frozenset("bei auf an nach zu in während im beim zum zur".split())


def _attended(scene: Scene, hit: Hit) -> Iterator[tuple[Role, str]]:
    """Who holds the meeting that a prepositional phrase names: the clause's doers (*sagte sie bei einem Treffen mit …*)."""
    if hit.entry.type == "CONSULT" and hit.entry.pos == "NOUN":
        yield from (("actor", key) for t in attendants(scene, hit) for key in bearers(scene, t, acting=True))


def attendants(scene: Scene, hit: Hit) -> tuple[int, ...]:
    """The doers of the clause in which a prepositional phrase names the event; nobody where it stands otherwise."""
    a, clause = scene.analysis, hit.clause
    if clause is None or hit.own or a.heads[hit.token] != clause.predicate or clause.voice != "active":
        return ()
    cases = {a.lemmas[c].casefold() for c in a.dependents(hit.token, "case")}
    return clause.doers if cases & _ATTENDING else ()


def _things(scene: Scene, hit: Hit) -> Iterator[tuple[Role, str]]:
    """A thing in a slot stands for whose it is."""
    for slot, role in hit.entry.frame:
        if role == "recipient" or (role == "topic" and hit.entry.type in _OF_THINGS):
            for token in _tokens(scene, hit, slot):
                own = bearers(scene, token, acting=False)
                yield from (("recipient", key) for key in own or possessors(scene, token))
        elif role == "actor":
            for token in _tokens(scene, hit, slot):
                yield from (("actor", key) for key in possessors(scene, token))
