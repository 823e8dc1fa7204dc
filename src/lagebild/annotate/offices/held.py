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
    """What a report tells of somebody's office: it `begins`, `ends`, or is `over` where it had ended before.

    `why` is the end cause, empty where the word leaves it open. `token` is the verb or noun that tells it, `clause` the one
    around it, `day` the ISO date told there. `titles` are the offices that the clause itself names (*als Minister*).
    """

    means: str
    clause: Clause | None
    why: str = ""
    token: int = 0
    day: str | None = None
    tense: str = "none"
    titles: frozenset[str] = frozenset()


class Held(NamedTuple):
    """A title at `token`, a person named at `name` (tokens, end exclusive), and the rule that ties one to the other.

    `clause` are the tokens of the clause that says so, empty where the title stands beside the name; `hedged` tells that
    the clause has a word that keeps it from being so (*soll*, *nicht*). `turn` is what the title's own sentence tells of an
    office that stands beside the name, `elsewhere` what the rest of the report does, `why` the end cause that the verb
    gives. `body` is the one that a list of bodies gives to the person.
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
    elsewhere: Turn | None = None
    why: str = ""
    body: Entity | None = None
