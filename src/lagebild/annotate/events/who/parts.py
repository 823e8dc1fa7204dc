"""The cases and answers of this room's rules: a trigger, the tokens of a slot, and who has which part in a deed."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.text import Text
from lagebild.clauses import Clause

Role = Literal["actor", "coactor", "recipient"]


class Deed(NamedTuple):
    """A trigger in its text."""

    text: Text
    hit: Hit


class InClause(NamedTuple):
    """A clause whose subject or object is wanted; `objects`: the verb's frame has an object."""

    text: Text
    clause: Clause
    objects: bool


class Held(NamedTuple):
    """The tokens that stand in a slot, and the rules that put them there."""

    tokens: tuple[int, ...]
    why: tuple[str, ...] = ()


class Meant(NamedTuple):
    """An entity that a token means, and the rules that say so."""

    entity: str
    why: tuple[str, ...] = ()


class Part(NamedTuple):
    """One role in a deed, the entity that has it, and the rules that say so. A `coactor` acts, too, but not alone."""

    role: Role
    entity: str
    why: tuple[str, ...] = ()


Parts = tuple[Part, ...]
