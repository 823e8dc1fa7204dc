"""What an incident belongs to, by the links of its tellings; no circle stays closed."""

from __future__ import annotations

from itertools import permutations

from tests.unit.record.telling_by_hand import FRONT, telling

from lagebild.record.belonging import End, Whole, settled, strongest
from lagebild.record.joining import Link

PLAN, OTHER_PLAN = (telling("Streik", f"r{n}", kind="PROTEST", status="announced", actors=(FRONT,)) for n in (1, 2))
DONE = telling("Streik", "r3", kind="PROTEST", actors=(FRONT,))


def _ties(*weights: float) -> list[tuple[Link, End, End]]:
    return [
        (Link(plan.id, DONE.id, "outcome", weight), End(plan, name), End(DONE, "strike"))
        for plan, name, weight in zip((PLAN, OTHER_PLAN), ("plan", "other plan"), weights, strict=True)
    ]


def test_an_incident_fulfils_the_plan_that_most_links_are_with() -> None:
    assert strongest("strike", "outcome", _ties(1.5, 2.0)) == Whole("other plan", 2.0)
    assert strongest("strike", "outcome", [*_ties(1.5, 2.0), *_ties(1.5, 0.0)]) == Whole("plan", 3.0)
    assert strongest("strike", "outcome", _ties(1.0, 1.0)) == Whole("other plan", 1.0)  # by name, if all else is equal


def test_a_plan_fulfils_nothing_and_no_link_of_another_kind_counts() -> None:
    assert strongest("plan", "outcome", _ties(1.5, 2.0)) is None
    assert strongest("strike", "part", _ties(1.5, 2.0)) is None


def test_of_a_circle_the_weakest_link_is_left_out_wherever_one_begins() -> None:
    wholes = {"a": Whole("b", 3.0), "b": Whole("c", 1.0), "c": Whole("a", 2.0), "d": Whole("a", 0.5)}
    for order in permutations("abcd"):
        assert settled(order, wholes.get) == {"a": "b", "b": None, "c": "a", "d": "a"}


def test_the_way_up_from_an_incident_is_told_as_well() -> None:
    wholes = {"a": Whole("b", 1.0), "b": Whole("c", 1.0)}
    assert settled(["a"], wholes.get) == {"a": "b", "b": "c", "c": None}
