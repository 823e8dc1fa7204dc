from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from lagebild.batches import LONGEST, PATIENCE, PAUSE, Pause, batches
from lagebild.document import Document


def test_batches_grow_and_keep_the_order() -> None:
    found = list(batches(range(25), largest=8))
    assert [len(batch) for batch in found] == [1, 2, 4, 8, 8, 2]
    assert [item for batch in found for item in batch] == list(range(25))


def test_a_pause_ends_a_batch_and_asks_for_all_before_it() -> None:
    asked: list[int] = []

    def items() -> Iterator[int | Pause]:
        yield from (1, 2)
        yield PAUSE
        asked.append(3)
        yield 3

    waiting = batches(items())
    assert [next(waiting), next(waiting), next(waiting)] == [[1], [2], []]
    assert not asked
    assert list(waiting) == [[3]]


def test_what_had_to_be_waited_for_is_not_kept_waiting() -> None:
    def items() -> Iterator[str]:
        yield from ("a", "b")
        time.sleep(PATIENCE * 1.2)
        yield from ("c", "d", "e")

    assert list(batches(items())) == [["a"], ["b", "c"], [], ["d", "e"]]


def test_what_came_before_a_fault_of_the_source_is_given() -> None:
    def items() -> Iterator[int]:
        yield from (1, 2)
        raise ValueError("no more")

    waiting = batches(items())
    assert [next(waiting), next(waiting)] == [[1], [2]]
    with pytest.raises(ValueError, match="no more"):
        next(waiting)


def test_long_texts_fill_a_batch() -> None:
    long = Document(id="r", text="x" * (LONGEST // 2))
    assert [len(batch) for batch in batches([long] * 12, largest=64)] == [1, 2, 2, 2, 2, 2, 1]
