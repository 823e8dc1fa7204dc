"""Words behind a title that say that its bearer has retired, on analyses made by hand."""

from __future__ import annotations

import pytest
from tests.unit.build import analysis

from lagebild.annotate.entities.retirement import retired, retired_before

TWO = """
General General NOUN _ 4 nsubj
{0} {0} ADP _ 3 case
{1} {1} NOUN _ 1 nmod
Demm Demm PROPN _ 0 root
"""
ONE = """
General General NOUN _ 3 nsubj
{0} {0} X _ 1 nmod
Demm Demm PROPN _ 0 root
"""


@pytest.mark.parametrize("words", ["a. D.", "i. R.", "außer Dienst", "im Ruhestand"])
def test_two_words(words: str) -> None:
    a = analysis(TWO.format(*words.split()))
    assert [retired(a, token) for token in range(4)] == [0, 2, 0, 0]
    assert [retired_before(a, token) for token in range(4)] == [0, 0, 0, 2]


def test_one_word() -> None:
    a = analysis(ONE.format("a.D."))
    assert [retired(a, token) for token in range(3)] == [0, 1, 0]
    assert retired_before(a, 2) == 1


@pytest.mark.parametrize("words", ["im Dienst", "außer Haus", "a. M."])
def test_other_words(words: str) -> None:
    a = analysis(TWO.format(*words.split()))
    assert not any(retired(a, token) or retired_before(a, token) for token in range(4))


def test_nothing_before_it() -> None:
    a = analysis("a. a. ADP _ 2 case\nD. D. NOUN _ 0 root")
    assert retired(a, 0) == 2
    assert retired_before(a, 2) == 0
