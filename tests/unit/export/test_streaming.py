"""An export holds a piece of the record at a time: four times the record takes hardly more memory."""

from __future__ import annotations

import gc
import itertools
import tracemalloc
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest
from bench.scale import maker

from lagebild.api import Record
from lagebild.export import selection, streaming
from lagebild.export.streaming import Lookup, Stream
from lagebild.store import Store, offices, queries, selected, some, ties

SMALL, LARGE = 8, 32


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Path]:
    """Two records of made-up reports; the larger one has all of the smaller."""
    found = {}
    for size in (SMALL, LARGE):
        found[size] = tmp_path_factory.mktemp("many") / "lage.db"
        store = Store.open(found[size])
        store.add_all([maker.made(number) for number in range(size)])
        store.refresh()
        store.close()
    return found


@pytest.fixture
def little_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few at once that these records are large ones."""
    monkeypatch.setattr(streaming, "AT_ONCE", 5)
    monkeypatch.setattr(streaming, "_REMEMBERED", 5)
    monkeypatch.setattr(selection, "READINGS", 5)
    monkeypatch.setattr(selected, "_AT_ONCE", {"yield_per": 5})
    for module in (some, ties, queries, offices, selected):
        monkeypatch.setattr(module, "MANY", 5)


@pytest.mark.usefixtures("little_at_once")
@pytest.mark.parametrize("name", ["jsonld"])
def test_four_times_the_record_takes_hardly_more_memory(records: Mapping[int, Path], tmp_path: Path, name: str) -> None:
    peaks = []
    for number, size in enumerate((LARGE, SMALL, LARGE)):  # the first one fills tables of names, and does not count
        with Record(records[size], create=False) as record:
            gc.collect()
            tracemalloc.start()
            record.export(name, tmp_path / str(number))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[2] < 1.5 * peaks[1]


def test_few_entries_are_fetched_once_and_many_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "AT_ONCE", 3)
    for size, times in ((3, 1), (4, 2)):
        calls = itertools.count()

        def fetch(size: int = size, calls: itertools.count[int] = calls) -> itertools.chain[int]:
            next(calls)
            return itertools.chain(range(size))

        stream = Stream(fetch)
        assert list(stream) == list(stream) == list(range(size))
        assert next(calls) == times


def test_a_stream_that_was_left_begins_anew() -> None:
    stream = Stream(lambda: iter(range(3)))
    assert next(iter(stream)) == 0
    assert list(stream) == [0, 1, 2]


def test_a_lookup_fetches_together_what_comes_together_and_forgets() -> None:
    asked: list[set[str]] = []

    def fetch(keys: Collection[str]) -> Mapping[str, int]:
        asked.append(set(keys))
        return {key: len(key) for key in keys if key != "nobody"}

    lookup = Lookup(fetch, lambda: iter(()), has=lambda key: key != "left out")
    lookup.near({"a", "bb", "nobody"})
    assert [lookup.get(key) for key in ("a", "bb", "nobody", "left out", "ccc")] == [1, 2, None, None, 3]
    assert asked == [{"a", "bb", "nobody"}, {"ccc"}]
    assert "nobody" not in lookup
    for number in range(streaming._REMEMBERED + 2):
        lookup.get(str(number))
    assert len(lookup._known) <= streaming._REMEMBERED + 1


def test_each_tie_is_written_once_however_few_are_asked_at_a_time(
    records: Mapping[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(records[SMALL])
    with store.transaction() as connection:
        found = ties.all_ties(connection)
        whole = sorted(map(repr, found))
        assert len(whole) > 5
        for at_once in (3, 40):
            monkeypatch.setattr(ties, "MANY", at_once)
            monkeypatch.setattr(some, "MANY", at_once)
            assert sorted(map(repr, ties.each_tie(connection))) == whole
        everybody = {side.id for tie in found for side in (tie.one, tie.other)}
        assert sorted(map(repr, ties.each_tie(connection, parties=everybody))) == whole
    store.close()
