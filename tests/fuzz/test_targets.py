"""A short run of every target: the seeds, and some inputs put together at random."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import mutated, seeds
from tests.fuzz.targets import DICTIONARY, TARGETS

PIECES = st.lists(st.sampled_from(DICTIONARY) | st.binary(max_size=6), max_size=30).map(b" ".join)


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_hold(name: str) -> None:
    for data in seeds():
        TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
def test_inputs_at_random_hold(name: str) -> None:
    draw = random.Random(1)
    for _ in range(12):
        TARGETS[name](mutated(draw, seeds(), DICTIONARY))


@pytest.mark.parametrize("name", ["sources", "front", "reading"])
def test_inputs_of_pieces_hold(name: str) -> None:
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(PIECES)
    def holds(data: bytes) -> None:
        TARGETS[name](data)

    holds()
