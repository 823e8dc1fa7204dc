"""Who fails to log in again and again has to wait, each time twice as long."""

from __future__ import annotations

import time
from collections.abc import Callable

FORGOTTEN = 3_600.0
"""Seconds after which failures no longer count."""

MOST_KEPT = 10_000
"""Of so many who failed one keeps count; beyond that those who failed longest ago are forgotten."""


class Slowdown:
    """Counts failures by a key. The first `free` of them cost nothing; after each further one the key has to wait.

    The wait is a second, then twice as long each time, up to `longest` seconds.
    """

    def __init__(self, *, free: int, longest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._free, self._longest, self._clock = free, longest, clock
        self._failed: dict[str, tuple[int, float]] = {}  # how often, and when last; in the order of the last time

    def wait(self, key: str) -> float:
        """Seconds until a key may try again; 0 if it may now."""
        number, last = self._failed.get(key, (0, 0.0))
        passed = self._clock() - last
        if number <= self._free or passed > FORGOTTEN:
            return 0.0
        return max(0.0, min(self._longest, 2.0 ** min(number - self._free - 1, 30)) - passed)

    def failed(self, key: str) -> None:
        """Count a failure."""
        now = self._clock()
        number, last = self._failed.pop(key, (0, now))
        self._failed[key] = (number + 1 if now - last <= FORGOTTEN else 1, now)
        if len(self._failed) > MOST_KEPT:
            del self._failed[next(iter(self._failed))]

    def succeeded(self, key: str) -> None:
        """Forget the failures of a key."""
        self._failed.pop(key, None)
