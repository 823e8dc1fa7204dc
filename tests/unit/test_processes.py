"""Real processes, each with a reader of its own."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.errors import AnalyserError
from lagebild.processes import ALONE, Workers, cores
from lagebild.settings import Settings
from lagebild.sources import Failure

TEXT = "Die Polizei nahm am Montag in Marvena {} Demonstranten fest."


def documents(count: int) -> list[Document]:
    return [Document(id=f"r{n}", text=TEXT.format(n + 2), published="2021-03-09") for n in range(count)]


class Deadly(Document, frozen=True):
    """A report that ends the process to which it is given."""

    def __reduce__(self) -> Any:
        return os._exit, (7,)


def failed(document: Document, reason: str) -> Failure:
    return Failure(id=document.id, error=reason)


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers(Settings(), 1, failed)
    yield made
    made.stop()


def test_processes_read_the_same_in_the_same_order() -> None:
    given: list[Document | Failure] = [*documents(ALONE + 20)]
    given.insert(ALONE + 7, Failure(id="x", error="x: torn"))
    assert list(run.read(given, jobs=2)) == list(run.read(given))


def test_a_report_at_which_a_process_dies_does_not_stop_the_others(workers: Workers) -> None:
    first, second = documents(2)
    deadly = Deadly(id="deadly", text="…")
    one, two, three = workers.read([first, deadly, second]).result()
    assert (one.id, two.id, three.id) == ("r0", "deadly", "r1")
    assert isinstance(two, Failure)
    assert "status 7" in two.error
    assert one.events


def test_what_no_report_can_be_read_with_is_an_error() -> None:
    workers = Workers(Settings(analyser="nonsense"), 1, failed)
    try:
        with pytest.raises(AnalyserError, match="nonsense"):
            workers.read([*documents(1)]).result()
    finally:
        workers.stop()


def test_who_stops_does_not_wait(workers: Workers) -> None:
    waiting = workers.read(documents(1))
    waiting.result()
    long = Document(id="long", text="\n\n".join(TEXT.format(n) for n in range(20_000)))
    reading = workers.read([long])
    time.sleep(0.2)
    assert not reading.done()
    started = time.monotonic()
    workers.stop()
    assert time.monotonic() - started < 5


def test_there_is_a_core() -> None:
    assert cores() >= 1
