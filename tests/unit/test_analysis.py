"""Questions to an analysis."""

from tests.unit.build import analysis


def test_the_first_token_is_a_dependent_like_any_other() -> None:
    tree = analysis("""
        Nach     nach      ADP   _  2  case
        Angaben  Angabe    NOUN  _  3  obl
        schwieg  schweigen VERB  _  0  root
    """)
    assert tree.has(1, "case")
    assert not tree.has(1, "det")
    assert not tree.has(0, "case")
