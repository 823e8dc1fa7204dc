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


def test_with_no_label_any_dependent_counts() -> None:
    tree = analysis("""
        Sie      sie       PRON  _  2  nsubj
        schwieg  schweigen VERB  _  0  root
    """)
    assert tree.has(1)
    assert not tree.has(0)


def test_a_feature_is_found_by_its_name() -> None:
    tree = analysis("""
        Sie      sie       PRON  Case=Nom|Gender=Fem  2  nsubj
        schwieg  schweigen VERB  _                    0  root
    """)
    assert tree.feat(0, "Case") == "Nom"
    assert tree.feat(0, "Gender") == "Fem"
    assert tree.feat(0, "Number") == tree.feat(1, "Case") == ""


def test_of_a_feature_that_stands_twice_the_first_counts() -> None:
    tree = analysis("schwieg  schweigen VERB  Mood=Ind|Mood=Sub  0  root")
    assert tree.feat(0, "Mood") == "Ind"


def test_a_token_covers_its_code_points_and_the_blank_before_it() -> None:
    tree = analysis("""
        Ada      Ada       PROPN _  2  nsubj
        schwieg  schweigen VERB  _  0  root
    """)
    assert [tree.token_at(offset) for offset in (0, 2, 3, 4, 10, 11)] == [0, 0, 1, 1, 1, None]
