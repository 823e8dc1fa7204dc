"""Reports in batches: the network reads many at once in less time than one by one, and to the same bytes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from lagebild.document import Document

T = TypeVar("T")
LARGEST = 64
"""Reports in a batch, at most."""
LONGEST = 200_000
"""Code points of text after which a batch is full: what is known of each token waits in memory."""
PATIENCE = 0.25
"""Seconds after which a report that had to be waited for is read at once: somebody writes into a pipe, report by report."""


class Pause:
    """Stands between reports: all before it must be done with before the next is asked for."""


PAUSE: Final = Pause()


def batches(items: Iterable[T | Pause], *, largest: int = LARGEST) -> Iterator[list[T]]:
    """The items in order, in batches of 1, 2, 4 … up to `largest`, so that the first is not kept waiting by the rest.

    An empty batch stands for a :class:`Pause`, and behind what had to be waited for. If the source fails, what came before
    is given first.
    """
    batch: list[T] = []
    size, length = 1, 0
    source = iter(items)
    while True:
        asked = time.monotonic()
        try:
            item = next(source)
        except StopIteration:
            break
        except Exception:
            if batch:
                yield batch
            raise
        slow = time.monotonic() - asked > PATIENCE
        if isinstance(item, Pause):
            slow = True
        else:
            batch.append(item)
            length += len(item.text) if isinstance(item, Document) else 0
        if slow or len(batch) >= size or length >= LONGEST:
            if batch:
                yield batch
            if slow:
                yield []
            batch, size, length = [], min(2 * size, largest), 0
    if batch:
        yield batch
