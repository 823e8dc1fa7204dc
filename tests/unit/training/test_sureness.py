"""Rules are counted by their own name if they have cases enough, else together."""

from __future__ import annotations

from bench.confidence.entries import Judged
from training.sureness.__main__ import counts, lines

from lagebild.annotate.sureness import FEW


def cases(rule: str, right: int, of: int, field: str = "type", layer: str = "statement") -> list[Judged]:
    return [Judged(layer, field, rule, None, n < right) for n in range(of)]


def test_a_rule_with_cases_enough_has_a_row_of_its_own() -> None:
    found = counts([*cases("a/one", 20, FEW), *cases("a/two", 3, 4), *cases("a/three", 1, 2)])
    assert found == {("statement", "type", "a/one"): (20, FEW), ("statement", "type", "*"): (4, 6)}


def test_rare_words_of_a_rule_are_counted_together_before_they_go_to_the_rest() -> None:
    found = counts([
        *cases("verb sagen", FEW, FEW + 1), *cases("verb raunen", FEW - 3, FEW - 2), *cases("verb rufen", 1, 3),
        *cases("noun Wort", 2, 3), *cases("marks/clause", 1, 1),
    ])  # fmt: skip
    assert found == {
        ("statement", "type", "verb sagen"): (FEW, FEW + 1),
        ("statement", "type", "verb *"): (FEW - 2, FEW + 1),
        ("statement", "type", "*"): (3, 4),
    }


def test_fields_and_layers_are_counted_apart_and_the_order_does_not_matter() -> None:
    told = [*cases("a", 1, 2), *cases("a", 2, 2, field="speaker"), *cases("a", 0, 2, layer="office")]
    found = counts(told)
    assert found == counts(told[::-1])
    assert list(lines(found)) == [
        "office\ttype\t*\t0\t2\n",
        "statement\tspeaker\t*\t2\t2\n",
        "statement\ttype\t*\t1\t2\n",
    ]
