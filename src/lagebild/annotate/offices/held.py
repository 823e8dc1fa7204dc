"""A title that a report gives to a person, as the rules for its body, its status and its dates look at it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lagebild.annotate.offices.titles import Title
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.reading import Entity

Act = Literal["beside", "is", "was", "becomes", "became", "given", "proposed", "taken"]
"""How the title is tied to the name: it stands beside it, or a sentence says so: what its verb does."""


class Turn(NamedTuple):
    """What a clause does to an office: `begins`, `ends`, or `over` where it had ended before."""

    means: str
    clause: Clause


class Held(NamedTuple):
    """A title at `token`, a person named at `name` (tokens, end exclusive), and the rule that ties one to the other.

    `clause` are the tokens of the clause that says so, empty where the title stands beside the name; `hedged` tells that
    the clause has a word that keeps it from being so (*soll*, *nicht*). `turn` is what a clause tells of an office that
    stands beside the name, `body` the one that a list of bodies gives to the person.
    """

    text: Text
    person: Entity
    name: tuple[int, int]
    token: int
    title: Title
    rule: str
    act: Act = "beside"
    clause: range = range(0)
    hedged: bool = False
    turn: Turn | None = None
    body: Entity | None = None
