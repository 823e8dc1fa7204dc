"""Lemmas of single forms."""

import pytest

from lagebild.lexicon.lemmas import lemma


@pytest.mark.parametrize(
    ("form", "finite", "expected"),
    [
        ("gehört", True, "gehören"),
        ("gehört", False, "hören"),
        ("gelobte", True, "geloben"),
        ("gibt", True, "geben"),
        ("einigen", False, "einigen"),
        ("gedachten", True, "gedenken"),
        ("hört", True, "hören"),
    ],
)
def test_a_finite_form_keeps_its_ge(form: str, finite: bool, expected: str) -> None:
    assert lemma(form, "VERB", finite=finite) == expected
