"""Many values in pieces of a size that goes into one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

V = TypeVar("V", str, int)

MANY = 500
"""SQLite takes 32,766 variables in a statement, before 3.32 only 999."""


def some(values: Collection[V]) -> Iterator[Sequence[V]]:
    """The values in order, in pieces."""
    known = sorted(values)
    return (known[start : start + MANY] for start in range(0, len(known), MANY))
