"""Parts of a readable line: tokens that stand or fall together."""

from __future__ import annotations

from typing import NamedTuple

NEEDED, ROLE, MORE, DETAIL = range(4)
"""How much the line needs a part: it says nothing without it; who, whom, when, where; what else; what may go first."""


class Part(NamedTuple):
    """Tokens that stand or fall together; `on` is the token that they hang on, and they fall with it.

    `joined`: a comma before them belongs to the line (*Brunn, Halve und Tal*).
    """

    rank: int
    on: int
    tokens: tuple[int, ...]
    joined: bool = False
