"""Who acts with whom, as a drawing: which pairs, and that nobody stands on somebody else."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from lagebild.record.tallies import PairCount, PartyCount
from lagebild.web import graph
from lagebild.web.graph import Drawn, Pairs, chosen, draw, pairs
from lagebild.web.overlay import KINDS

ORDER = ("vcoop", "mcoop", "vconf", "mconf", "inst", "grey")


def pair(one: str, other: str, count: int = 1, *, forth: int = 0, back: int = 0, kind: str = "AID") -> PairCount:
    return PairCount(one=one, other=other, type=kind, count=count, settled=count // 2, forth=forth, back=back)


def made(*found: PairCount, most: int = 100) -> Pairs:
    return pairs(found, KINDS, ORDER, most=most)


def who(*names: str) -> dict[str, PartyCount]:
    return {
        name: PartyCount(id=name, name=f"Name {name}", kind="person", count=number + 1, settled=1)
        for number, name in enumerate(names)
    }


def test_types_of_a_kind_are_one_line_and_the_kinds_have_an_order() -> None:
    (found,) = made(
        pair("a", "b", 2, forth=1, kind="ASSAULT"), pair("a", "b", 1, back=1, kind="COERCE"), pair("a", "b", 4, kind="AGREE"),
    ).first  # fmt: skip
    assert [(edge.kind, edge.count, edge.settled, edge.forth, edge.back) for edge in found.edges] == [
        ("vcoop", 4, 2, 0, 0), ("mconf", 3, 1, 1, 1),
    ]  # fmt: skip
    assert (found.count, found.settled, found.forth, found.back) == (7, 3, 1, 1)


def test_the_pairs_with_most_incidents_come_first_and_the_rest_is_counted() -> None:
    found = made(pair("a", "b"), pair("c", "d", 5), pair("a", "e"), pair("f", "g"), most=3)
    assert [(one.one, one.other) for one in found.first] == [("c", "d"), ("a", "b"), ("a", "e")]
    assert (found.number, found.parties) == (4, 7)


def test_nothing_is_left_empty_above_and_below() -> None:
    drawn = draw(made(pair("a", "b", 9), pair("c", "d", 8), pair("a", "c", 7)).first, who(*"abcd"), width=graph.NARROW)
    tops = [node.y - node.radius for node in drawn.nodes]
    assert 0 < min(tops) < 40
    assert 0 < drawn.height - max(node.y + node.radius for node in drawn.nodes) < 50


def test_only_so_many_are_drawn_with_all_pairs_among_them() -> None:
    found = made(pair("a", "b", 9), pair("c", "d", 8), pair("a", "c", 7), pair("b", "e", 6)).first
    ids, shown = chosen(found, 4)
    assert ids == ["a", "b", "c", "d"]
    assert [(one.one, one.other) for one in shown] == [("a", "b"), ("c", "d"), ("a", "c")]
    drawn = draw(found, who("a", "b", "c", "d", "e"), 4)
    assert len(drawn.nodes) == 4
    assert len(drawn.lines) == 3
    assert len(draw(made(*(pair(f"a{n:03}", f"b{n:03}") for n in range(100))).first, who(
        *(f"{x}{n:03}" for x in "ab" for n in range(100)))).nodes) == graph.MOST  # fmt: skip


def crowd(seed: int, number: int) -> Drawn:
    chance = random.Random(seed)
    names = [f"{n:02}" for n in range(number)]
    found = [
        pair(one, other, chance.randint(1, 9), forth=1)
        for one, other in combinations(names, 2)
        if chance.random() < 3 / number
    ]
    return draw(made(*found, most=1000).first, who(*names))


@pytest.mark.parametrize(("seed", "number"), [(1, 60), (2, 40), (3, 12), (4, 4)])
def test_no_sign_or_name_lies_over_another_and_none_sticks_out(seed: int, number: int) -> None:
    drawn = crowd(seed, number)
    assert len(drawn.nodes) > number // 2

    def box(node: graph.Node) -> tuple[float, float, float, float]:
        half = max(node.radius, len(node.name) * 3.0)
        return node.x - half, node.y - node.radius, node.x + half, node.y + node.radius + 14

    for one, other in combinations(map(box, drawn.nodes), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for left, top, right, bottom in map(box, drawn.nodes):
        assert left >= 0
        assert top >= 0
        assert right <= drawn.width
        assert bottom <= drawn.height


def test_the_same_pairs_give_the_same_drawing() -> None:
    assert crowd(5, 30) == crowd(5, 30)
    found = [pair("a", "b", 2), pair("b", "c", 2), pair("a", "d", 1)]
    assert draw(made(*found).first, who(*"abcd")) == draw(made(*reversed(found)).first, who(*"abcd"))


def test_who_has_to_do_with_each_other_stands_nearer() -> None:
    found = [pair(a, b, 5) for a, b in combinations("abc", 2)] + [pair(a, b, 5) for a, b in combinations("xyz", 2)]
    at = {node.of.id: (node.x, node.y) for node in draw(made(*found, pair("a", "x")).first, who(*"abcxyz")).nodes}

    def far(one: str, other: str) -> float:
        return sum((a - b) ** 2 for a, b in zip(at[one], at[other], strict=True))

    assert max(far("b", "c"), far("y", "z")) < min(far("b", "y"), far("c", "z"))


def test_lines_of_a_pair_do_not_lie_on_each_other_and_more_incidents_are_wider() -> None:
    found = made(pair("a", "b", 1), pair("a", "b", 8, kind="ASSAULT"), pair("b", "c", 1)).first
    drawn = draw(found, who(*"abc"))
    paths = {(line.of.one, line.of.other, line.of.kind): line for line in drawn.lines}
    assert paths["a", "b", "mcoop"].path != paths["a", "b", "mconf"].path
    assert paths["a", "b", "mconf"].width > paths["a", "b", "mcoop"].width


def test_nobody_and_a_long_name() -> None:
    assert draw((), {}).nodes == ()
    names = who("a", "b")
    names["a"] = PartyCount(
        id="a", name="Verfassunggebende Versammlung von Sarn", kind="organisation", count=1, settled=1
    )
    drawn = draw(made(pair("a", "b")).first, names)
    assert drawn.nodes[0].name == "Verfassunggebende Versamm…"
