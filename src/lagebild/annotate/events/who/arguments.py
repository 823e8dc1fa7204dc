"""Who does it and to whom: the slots of a trigger's frame, filled with entities of the reading.

The steps go from what is said outright to what follows from it: the slots of the frame in the trigger's clause or noun
phrase; slots that any event may have (*durch*, *gegen*, the adjective of a state); for a noun, the verb that says who does
it (`event_control.tsv`: *begann mit dem Beschuss*); for a thing in a slot, its owner. A later step fills only what an
earlier one left empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.who import any_deed, control, follows, frames, responsible
from lagebild.annotate.events.who.parts import Deed, Part, Parts
from lagebild.annotate.rule import fill
from lagebild.annotate.text import Text


class Arguments(NamedTuple):
    """The actors and recipients of a deed, as entity ids, and the rules behind each side, joined by ` + `."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    because: dict[str, str]


def arguments(text: Text, hit: Hit) -> Arguments:
    """Who does the deed that a trigger names, and to whom."""
    found = filled(text, hit)
    actors = [part for part in found if part.role != "recipient"]
    recipients = [part for part in found if part.role == "recipient"]
    sides = (("actors", actors), ("recipients", recipients))
    because = {
        field: " + ".join(dict.fromkeys(rule for p in parts for rule in p.why)) for field, parts in sides if parts
    }
    return Arguments(tuple(p.entity for p in actors), tuple(p.entity for p in recipients), because)


def filled(text: Text, hit: Hit) -> list[Part]:
    """The parts in a deed; an entity has one role only, the first one found."""
    found: list[Part] = []
    for step in _steps(Deed(text, hit)):
        have = {part.role for part in found}
        taken = {part.entity for part in found}
        for parts, rule in step:
            for role, entity, why in parts:
                if role not in have and entity not in taken:
                    taken.add(entity)
                    found.append(Part(role, entity, (rule, *why)))
    return found


def _steps(deed: Deed) -> Iterator[Iterator[tuple[Parts, str]]]:
    """The answers of each step."""
    yield fill(frames.AUTHORITIES, deed)
    yield fill(follows.DEPICTED, deed)
    yield fill(frames.FRAME, deed)
    yield fill(frames.PHRASES, deed)
    yield fill(frames.SENT, deed)
    yield fill(any_deed.COMMON, deed)
    yield fill(control.CONTROL, deed)
    yield fill(responsible.RESPONSIBLE, deed)
    yield fill(control.MEETINGS, deed)
    yield fill(control.MEANS, deed)
    yield fill(follows.THINGS, deed)
    yield fill(follows.DEMANDS, deed)
    yield fill(follows.OWED, deed)
    yield fill(follows.OPPONENTS, deed)
