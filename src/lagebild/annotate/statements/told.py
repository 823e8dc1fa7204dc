"""The statements that have been found so far, looked up by where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lagebild.document import Span
from lagebild.reading import Statement

_BLOCK = 256
"""Code points that are looked up together."""


class Told:
    """Statements in the order in which they were found. What is asked of a place costs no more in a longer text."""

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self._all: list[Statement | None] = []
        self._saying: dict[int, list[int]] = {}
        self._ending: dict[int, list[int]] = {}
        for statement in statements:
            self.add(statement)

    def __iter__(self) -> Iterator[Statement]:
        return (statement for statement in self._all if statement is not None)

    def add(self, statement: Statement) -> None:
        """Put a statement behind the others."""
        self._all.append(statement)
        self._enter(len(self._all) - 1, statement)

    def replace(self, old: Statement, new: Statement) -> None:
        """Put a statement in the place of another."""
        number = self._number(old)
        self._all[number] = new
        self._enter(number, new)

    def remove(self, statement: Statement) -> None:
        """Take a statement out."""
        self._all[self._number(statement)] = None

    @property
    def last(self) -> Statement | None:
        """The one that was added last."""
        return next((statement for statement in reversed(self._all) if statement is not None), None)

    def overlapping(self, span: Span) -> list[Statement]:
        """Those whose words share a piece with a span."""
        near = self._near(self._saying, span.start, span.end)
        return [s for s in near if any(q.overlaps(span) for q in s.quote_spans)]

    def ending(self, first: int, last: int) -> list[Statement]:
        """Those whose words end between two code points, both included."""
        near = self._near(self._ending, first, last + 1)
        return [s for s in near if any(first <= q.end <= last for q in s.quote_spans)]

    def _enter(self, number: int, statement: Statement) -> None:
        for quote in statement.quote_spans:
            self._ending.setdefault(quote.end // _BLOCK, []).append(number)
            for block in range(quote.start // _BLOCK, quote.end // _BLOCK + 1):
                self._saying.setdefault(block, []).append(number)

    def _near(self, index: dict[int, list[int]], first: int, last: int) -> Iterator[Statement]:
        numbers = {n for block in range(max(0, first) // _BLOCK, last // _BLOCK + 1) for n in index.get(block, ())}
        return (statement for n in sorted(numbers) if (statement := self._all[n]) is not None)

    def _number(self, statement: Statement) -> int:
        """Its place; ValueError where it is not there."""
        quote = statement.quote_spans[0]
        for number in self._saying.get(quote.start // _BLOCK, ()):
            if self._all[number] == statement:
                return number
        raise ValueError(f"no such statement: {statement}")
