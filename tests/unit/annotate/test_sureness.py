"""How sure a field is follows from how often its rule was right; few cases give a lower bound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

import lagebild
from lagebild.annotate import sureness
from lagebild.annotate.sureness import bound, counted, names, sure
from lagebild.errors import LexiconError
from lagebild.lexicon import parse


@pytest.mark.parametrize(
    ("right", "of", "least"),
    [(0, 0, 0.0), (0, 5, 0.0), (1, 1, 0.5), (10, 10, 0.909), (90, 100, 0.866), (900, 1000, 0.89)],
)
def test_the_bound_is_wilsons(right: int, of: int, least: float) -> None:
    assert bound(right, of) == pytest.approx(least, abs=0.001)


def test_more_cases_of_the_same_share_are_surer_and_never_surer_than_the_share() -> None:
    found = [bound(9 * n, 10 * n) for n in (1, 2, 5, 20, 100)]
    assert found == sorted(found)
    assert all(one < 0.9 for one in found)


def test_a_rule_is_known_by_its_own_name_then_by_its_kind_then_among_the_rare_ones() -> None:
    assert names("of/compound") == ("of/compound", "*")
    assert names("statements/verb sagen") == ("statements/verb sagen", "statements/verb *", "*")


def test_the_first_name_that_was_counted_says_how_sure_a_field_is(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {
        ("statement", "type", "statements/verb sagen"): (40, 40),
        ("statement", "type", "statements/verb *"): (8, 10),
        ("statement", "type", "*"): (1, 2),
        ("office", "type", "statements/verb sagen"): (0, 9),
    }
    monkeypatch.setattr(sureness, "counted", lambda: table)

    def of(rule: str) -> float | None:
        return sure("statement", {"type": rule}).get("type")

    assert of("statements/verb sagen") == round(bound(40, 40), 3)
    assert of("statements/verb raunen") == round(bound(8, 10), 3)
    assert of("marks/clause") == round(bound(1, 2), 3)
    assert sure("statement", {"speaker": "speaker/subject"}) == {}  # nothing was counted of it


def test_the_table_is_sound() -> None:
    table = counted()
    assert {layer for layer, _, _ in table} == {"office", "relation", "plan", "statement"}
    assert all(0 <= right <= of and of > 0 for right, of in table.values())
    # every field that has a rule of its own has the rare ones, too
    assert {(layer, field) for layer, field, _ in table} == {(a, b) for a, b, rule in table if rule == "*"} | {
        (a, b) for a, b, rule in table if rule.endswith(" *")
    }


@pytest.mark.parametrize(
    ("row", "says"), [("a\tb\tc\tviele\t9", "line 2, column 4: expected a count"), ("a\tb\tc\t9\t8", "9 of 8 cases")]
)
def test_a_row_without_counts_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch, row: str, says: str) -> None:
    rows = parse("de/rule_sureness.tsv", f"layer\tfield\tform\tright\tof\n{row}", required=("layer",))
    monkeypatch.setattr(sureness, "load", lambda *_, **__: rows)
    counted.cache_clear()
    try:
        with pytest.raises(LexiconError, match=says):
            counted()
    finally:
        counted.cache_clear()


def test_every_layer_of_a_reading_says_how_sure_it_is() -> None:
    reading = lagebild.read(
        "Ministerin Ada Brunn (SPD) sagte in Halve, der Vertrag sei tot. Präsident Karl Demm nannte seinen "
        "„Stufenplan Blau“ mit drei Stufen: Ruhe, Arbeit und Wohlstand.",
        published="2021-03-08",
    )
    layers: dict[str, Sequence[Any]] = {
        "office": reading.offices, "statement": reading.statements, "relation": reading.relations, "plan": reading.plans,
    }  # fmt: skip
    for layer, findings in layers.items():
        assert findings, layer
        for one in findings:
            assert one.sure == sure(layer, one.because)
            assert one.sure
            assert all(0 < chance < 1 for chance in one.sure.values())
