"""How much may come out of one packed file in all, however many archives lie in one another.

Each archive for itself may look harmless: ten in one, each with ten of ten files, are a thousand files out of a few
kilobytes. So what comes out is counted over all of them, against the bytes of the outermost.
"""

from __future__ import annotations

from collections.abc import Callable

STEEPEST = 200
"""So many bytes come out of one at most, once more than :data:`FREE` have: text gives four to ten, markup up to thirty."""
FREE = 20_000_000
MOST_MEMBERS = 1_000_000
"""Files in one archive, and in all that lie in it."""


class Budget:
    """Counts what came out of a file; `packed` says how many of its bytes that took so far."""

    def __init__(self, packed: Callable[[], int]) -> None:
        self._packed = packed
        self._out = self._members = 0

    def spend(self, size: int) -> None:
        """Count a file that comes out, with its bytes."""
        self._out += size
        self._members += 1

    @property
    def excess(self) -> str:
        """What there is too much of; empty while there is not."""
        if self._members > MOST_MEMBERS:
            return f"holds more than {MOST_MEMBERS:,} files; split it"
        if self._out > FREE and self._out > STEEPEST * max(self._packed(), 1):
            return f"unpacks to more than {STEEPEST} times its size, as only a bomb does; what follows is not read"
        return ""
