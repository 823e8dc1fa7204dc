"""What goes through a record without holding it: streams that begin anew each time, and looking up with a short memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")
V = TypeVar("V")

AT_ONCE = 500
"""So many incidents, or other entries, are in memory at once, with all that tells of them."""

_REMEMBERED = 2_000
"""So many values of a lookup are remembered before it forgets them all."""


class Stream(Generic[T]):
    """Entries that are fetched each time one goes through them; if there are only a few, they are kept."""

    def __init__(self, entries: Callable[[], Iterator[T]]) -> None:
        self._entries = entries
        self._few: list[T] | None = None
        self._many = False

    def __iter__(self) -> Iterator[T]:
        if self._few is not None:
            yield from self._few
            return
        held: list[T] = []
        for one in self._entries():
            if not self._many:
                held.append(one)
                if len(held) > AT_ONCE:
                    self._many = True
                    held.clear()
            yield one
        if not self._many:
            self._few = held


class Lookup(Generic[V]):
    """Values by key, fetched when they are asked for; those named as :meth:`near` come with the first of them.

    `has` says of a key whether it is one of those wanted; it is asked late. `every` goes through all values.
    """

    def __init__(
        self,
        fetch: Callable[[Collection[str]], Mapping[str, V]],
        every: Callable[[], Iterator[V]],
        *,
        has: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self._fetch, self._every, self._has = fetch, every, has
        self._known: dict[str, V | None] = {}
        self._near: set[str] = set()

    def near(self, keys: Collection[str]) -> None:
        """Name keys that will be asked for next: they are fetched together when one of them is."""
        self._near = set(keys)

    def ahead(
        self, entries: Iterable[T], keys: Callable[[T], Iterable[str | None]], *, at_once: int = AT_ONCE
    ) -> Iterator[T]:
        """Entries as they come; the keys that each will ask for are named some entries ahead."""
        coming = iter(entries)
        while several := list(islice(coming, at_once)):
            self.near({key for one in several for key in keys(one) if key})
            yield from several

    def get(self, key: str) -> V | None:
        """The value of a key, None if there is none."""
        if not self._has(key):
            return None
        if key not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            wanted = {key, *(self._near if key in self._near else ())} - self._known.keys()
            found = self._fetch(wanted)
            self._known |= {one: found.get(one) for one in wanted}
        return self._known[key]

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def values(self) -> Iterator[V]:
        """All values, in the order of their keys."""
        return self._every()
