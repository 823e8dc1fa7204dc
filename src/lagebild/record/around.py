"""What the rest of the record tells about some names, without having a part in who they are: counts and mere presence."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import NamedTuple

from lagebild.record.spellings import Words


def _never(_words: str) -> int:
    return 0


class Around(NamedTuple):
    """The record beside the names that are looked at.

    `names` are people's names on record, `full` the full ones among them, as far as they share a word with those looked
    at. `times` is how many reports have a name, beside those looked at; `reports` how many there are with any name (None:
    only those looked at).
    """

    names: Set[Words] = frozenset()
    full: Set[Words] = frozenset()
    times: Callable[[str], int] = _never
    reports: int | None = None


NOTHING = Around()
"""All names of the record are looked at."""

SELDOM = 5
"""A companion in more reports than this, and in more than one of a hundred, does not tell namesakes apart."""


def seldom(reports: int) -> int:
    """In so many of some reports at most is somebody whose company tells anything."""
    return max(SELDOM, reports // 100)
