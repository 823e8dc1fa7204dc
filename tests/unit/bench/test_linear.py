"""The bar of `bench.linear`: what a part's seconds may do from one text to one eight times as long."""

from __future__ import annotations

import pytest
from bench.linear.__main__ import DOUBLINGS, MOST, worst

_SHORT, _LONG = 4_000, 4_000 * 2**DOUBLINGS
_A_WORD = 1e-5


def _spent(words: int, *, square: float) -> dict[str, float]:
    """Seconds of a part of which so large a share at 8,000 words grows with the square of the text."""
    return {"part": _A_WORD * words * (1 + square * words / 8_000)}


def _worst(square: float) -> float:
    return worst(_spent(_SHORT, square=square), _spent(_LONG, square=square))


def test_a_linear_part_doubles() -> None:
    assert _worst(0) == pytest.approx(2)


@pytest.mark.parametrize("share", [0.12, 0.5, 5.0])
def test_a_square_share_breaks_the_bar(share: float) -> None:
    assert _worst(share) > MOST


def test_what_is_too_short_to_tell_is_left_out() -> None:
    assert worst({"part": 0.0001}, {"part": 0.049}) == 0
