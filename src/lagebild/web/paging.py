"""Long lists, page by page: `page` and `per` in the address say which entries are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from starlette.requests import Request

PAGE = 100
"""Entries on one page; `per` in the address asks for another number."""

MOST = 5_000
"""The most entries that one page shows."""

T = TypeVar("T")
AT_FIRST = 40
"""So many entries of a section are shown at first, the latest; the rest is a click away."""


class Page(NamedTuple):
    """The entries from `offset` on, `per` of them at most; `number` counts the `pages` from 1."""

    number: int
    pages: int
    per: int

    @property
    def offset(self) -> int:
        """How many entries come before it."""
        return (self.number - 1) * self.per


def page(request: Request, total: int, *, before: int | None = None, per: int = PAGE) -> Page:
    """The page that an address asks for; beyond the last one it is the last one.

    If it names none, it is the one with the entry that so many others come `before`. `per` are the entries of a page of which
    the address does not say how many.
    """

    def whole(name: str, other: int) -> int:
        value = request.query_params.get(name, "")
        return int(value) if value.isdecimal() and len(value) < 8 else other

    size = min(max(1, whole("per", per)), MOST)
    pages = max(1, -(-total // size))
    return Page(min(max(1, whole("page", 1 if before is None else before // size + 1)), pages), pages, size)


def page_of(request: Request, items: Sequence[T]) -> tuple[Sequence[T], int, int]:
    """The items on the page that is asked for, its number, and how many pages there are."""
    shown = page(request, len(items))
    return items[shown.offset : shown.offset + shown.per], shown.number, shown.pages


class Stretch(NamedTuple, Generic[T]):
    """The entries of a section that are `shown`, of how many, and the page that they are of (None if not paged)."""

    shown: Sequence[T]
    total: int
    page: int | None = None
    pages: int = 1


def stretch(request: Request, items: Sequence[T], *, latest: Callable[[T], str], paged: bool) -> Stretch[T]:
    """The entries of a section in their order: the `latest` of them, by the day (ISO date) that it says, or page by page."""
    if paged:
        shown, number, pages = page_of(request, items)
        return Stretch(shown, len(items), number, pages)
    if len(items) <= AT_FIRST:
        return Stretch(items, len(items))
    newest = sorted(range(len(items)), key=lambda at: (latest(items[at]), at))[-AT_FIRST:]
    return Stretch([items[at] for at in sorted(newest)], len(items))
