"""Fields of entries are judged by the annotation of their report."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from bench import frame
from bench.confidence.__main__ import error
from bench.confidence.entries import entries
from bench.frame import SHARED, NotAtHand

TEXT = "Ministerin Ada Brunn (SPD) aus Halve nannte ihren Stufenplan. Karl Demm, Präsident von Nordland, schwieg."


@pytest.fixture(scope="module")
def score() -> ModuleType:
    try:
        return frame.scorer(SHARED / "gold" / "score.py")
    except NotAtHand as missing:
        pytest.skip(str(missing))


def entity(key: str, name: str) -> dict[str, Any]:
    start = TEXT.index(name)
    return {"id": key, "name": name, "mentions": [[start, start + len(name)]]}


def reading(**layers: Any) -> dict[str, Any]:
    names = [entity(f"e{n}", name) for n, name in enumerate(("Ada Brunn", "SPD", "Halve", "Karl Demm", "Nordland"))]
    return {"text": TEXT, "entities": names, "offices": [], "relations": [], "plans": [], **layers}


def office(person: str, title: str, **fields: Any) -> dict[str, Any]:
    made = {
        "person": person, "title": title, "of": None, "status": "holds", "from": None, "to": None, "sure": {"title": 0.9},
        "start": TEXT.index(title), "end": TEXT.index(title) + 5, "because": {"title": "t", "status": "s"},
    }  # fmt: skip
    return made | fields


def told(found: Any) -> dict[str, list[bool]]:
    rights: dict[str, list[bool]] = {}
    for one in found:
        rights.setdefault(f"{one.layer} {one.field}", []).append(one.right)
    return rights


def test_an_office_is_right_if_the_annotation_has_it_of_that_person(score: ModuleType) -> None:
    gold = {"offices": [
        {"person": "Ada Brunn", "title": "Ministerin", "of": None, "status": "former", "at": "Ministerin Ada Brunn"},
        {"person": "Karl Demm", "title": "Präsident", "of": "Nordland", "status": "holds", "at": "Präsident von Nordland"},
    ]}  # fmt: skip
    of = {"of": "e4", "because": {"title": "t", "status": "s", "of": "o"}}
    right = reading(offices=[office("e0", "Ministerin"), office("e3", "Präsident", **of)])
    assert told(entries(right, gold, score)) == {
        "office title": [True, True], "office status": [False, True], "office of": [True],
    }  # fmt: skip
    wrong = reading(offices=[office("e3", "Ministerin"), office("e3", "Präsident", **(of | {"of": "e2"}))])
    assert told(entries(wrong, gold, score)) == {
        "office title": [False, True], "office status": [True], "office of": [False],
    }  # fmt: skip
    twice = reading(offices=[office("e0", "Ministerin"), office("e0", "Ministerin")])
    assert told(entries(twice, gold, score))["office title"] == [True, False]


def test_a_tie_is_right_between_its_two_sides_only(score: ModuleType) -> None:
    gold = {"relations": [{"kind": "party", "from": "Ada Brunn", "to": "SPD", "status": "holds", "at": "x"}]}
    tie = {
        "kind": "party", "from": "e0", "to": "e1", "status": "holds", "since": None, "until": None, "sure": {},
        "because": {"kind": "k", "status": "s"},
    }  # fmt: skip
    assert told(entries(reading(relations=[tie]), gold, score)) == {"relation kind": [True], "relation status": [True]}
    for other in ({"kind": "member"}, {"from": "e1", "to": "e0"}, {"from": "e3"}):
        assert told(entries(reading(relations=[tie | other]), gold, score)) == {"relation kind": [False]}
    assert told(entries(reading(relations=[tie]), {}, score)) == {}  # the annotation says nothing of ties


def test_a_plan_is_right_by_its_name_and_then_by_its_sides(score: ModuleType) -> None:
    gold = {"plans": [{"name": "Stufenplan", "of": "Ada Brunn", "phases": []}]}
    plan = {
        "name": "Stufenplan", "of": "e0", "announced_by": None, "about": "e2", "sure": {"name": 0.5},
        "because": {"name": "n", "of": "o", "about": "a"},
    }  # fmt: skip
    found = list(entries(reading(plans=[plan]), gold, score))
    assert told(found) == {"plan name": [True], "plan of": [True], "plan about": [False]}
    assert (found[0].rule, found[0].sure) == ("n", 0.5)
    assert told(entries(reading(plans=[plan | {"name": "Vertrag"}]), gold, score)) == {"plan name": [False]}


def test_what_is_as_often_right_as_it_says_is_off_by_nothing() -> None:
    assert error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0)
    assert error([(0.95, True), (0.95, False)]) == pytest.approx(0.45)
