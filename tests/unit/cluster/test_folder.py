"""The working folder keeps rows whole, and the order knows what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lagebild.cluster import folder as folders
from lagebild.cluster.folder import Order, Parts
from lagebild.errors import ReadError

COLUMNS = ("key", "reading")


def row(n: int) -> dict[str, Any]:
    return {"key": b"%016d" % n, "reading": b'{"n": %d}' % n}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of ten rows in groups of three, of which two are in memory."""
    for name, value in (("MOST_ROWS", 10), ("_GROUP", 3), ("_KEPT", 2)):
        monkeypatch.setattr(folders, name, value)


@pytest.mark.usefixtures("small")
def test_rows_are_found_at_their_places(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "new" / "readings", COLUMNS)
    places = [parts.add(row(n)) for n in range(27)]
    parts.write()
    assert [parts[place] for place in reversed(places)] == [row(n) for n in reversed(range(27))]
    assert len(list((tmp_path / "new" / "readings").iterdir())) == 3


@pytest.mark.usefixtures("small")
def test_a_later_run_finds_what_an_earlier_one_left(tmp_path: Path) -> None:
    first = Parts(tmp_path, COLUMNS)
    for n in range(25):
        first.add(row(n))
    first.write()
    later = Parts(tmp_path, COLUMNS)
    held = later.held()
    assert len(held) == 25
    assert all(later[held[row(n)["key"]]] == row(n) for n in range(25))
    place = later.add(row(99))
    later.write()
    assert later[place] == row(99)


@pytest.mark.usefixtures("small")
def test_what_is_damaged_or_unfinished_counts_as_not_there(tmp_path: Path) -> None:
    first = Parts(tmp_path, COLUMNS)
    for n in range(20):
        first.add(row(n))
    torn, _ = sorted(tmp_path.iterdir())
    torn.write_bytes(torn.read_bytes()[:-20])
    (tmp_path / "000007-x.part").write_bytes(b"half")
    later = Parts(tmp_path, COLUMNS)
    held = later.held()
    assert sorted(held) == [row(n)["key"] for n in range(10, 20)]
    assert all(later[place]["key"] == key for key, place in held.items())


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReadError, match="--work"):
        Parts(tmp_path / "file" / "readings", COLUMNS)


def ordered(*rows: tuple[int, int, int], ends: dict[int, int]) -> Order:
    made = Order()
    for one in rows:
        made.put(*one)
    for piece, count in ends.items():
        made.end(piece, count)
    return made


def test_the_order_is_that_of_the_pieces_whatever_came_first() -> None:
    order = ordered((2, 0, 5), (0, 1, 7), (0, 0, -1), (2, 0, 9), ends={2: 1, 1: 0, 0: 2})
    assert {piece: found.tolist() for piece, found in order.by_piece(3).items()} == {0: [-1, 7], 2: [5]}


def test_nothing_is_an_order_too() -> None:
    assert ordered(ends={}).by_piece(0) == {}
    assert ordered(ends={0: 0}).by_piece(1) == {}


@pytest.mark.parametrize(
    ("rows", "ends", "pieces"),
    [(((0, 0, 1),), {0: 2}, 1), (((0, 0, 1), (0, 0, 1)), {0: 2}, 1), (((0, 0, 1),), {0: 1}, 2), (((0, 0, 1),), {}, 1)],
)
def test_what_has_not_come_back_is_an_error(
    rows: tuple[tuple[int, int, int], ...], ends: dict[int, int], pieces: int
) -> None:
    with pytest.raises(ReadError, match="again"):
        ordered(*rows, ends=ends).by_piece(pieces)
