"""What `read`, `add` and `analyse` share: reading the inputs, with progress and complaints on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from lagebild.cli.terminal import complain
from lagebild.document import Document
from lagebild.errors import LagebildError
from lagebild.settings import Settings
from lagebild.sources import Failure, read_sources

T = TypeVar("T")


def documents(
    inputs: tuple[str, ...], *, settings: Settings, published: str | None, outlet: str | None
) -> Iterator[Document | Failure]:
    """The reports of the inputs; doubts about one go to standard error.

    Raises LagebildError if standard input is closed, or a terminal, because nothing would ever come.
    """
    if "-" in inputs and sys.stdin is None:
        raise LagebildError("standard input is closed; pipe a report into it, or name a file")
    if "-" in inputs and sys.stdin.isatty():
        raise LagebildError("standard input is a terminal; pipe a report into it, or name a file")
    yield from doubted(read_sources(inputs, settings=settings, published=published, outlet=outlet))


def doubted(reports: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
    """The same reports; doubts about one go to standard error."""
    for found in reports:
        if isinstance(found, Document):
            for problem in found.problems:
                warn(problem)
        yield found


def warn(message: str) -> None:
    """Print a message on standard error."""
    complain(message)


@contextmanager
def progress(items: Iterable[T], *, doing: str, total: int | None = None) -> Iterator[Iterator[T]]:
    """The same items, with a progress count on standard error if that is a terminal; of `total`, if known."""
    with counting(doing=doing, total=total) as one_more:

        def counted() -> Iterator[T]:
            for item in items:
                yield item
                one_more()

        yield counted()


@contextmanager
def counting(*, doing: str, total: int | None = None, of_what: str = "reports") -> Iterator[Callable[..., None]]:
    """What is to be called after each report, or after several with their number.

    It shows how many are done on standard error if that is a terminal.
    """
    from rich.console import Console  # noqa: PLC0415  (most commands that import this module show no progress)
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed}{task.fields[of]} " + of_what),
    )
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(doing, total=total, of="" if total is None else f" of {total}")
        yield lambda number=1: bar.advance(task, number)
