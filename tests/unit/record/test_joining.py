"""Tellings are joined by blocks, links and chains, whatever their order, and each chain by itself."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.record.telling_by_hand import BRANDT, FRONT, HOFER, OLMEN, PERU, SARN, telling

from lagebild.record.grouping import attached, grouped, join, order_of
from lagebild.record.joining import Link, Word, blocks, link, linked, parted, partners, sought
from lagebild.record.telling import Telling

DAY = "2021-03-09"


def groups(*tellings: Telling, words: tuple[Word, ...] = ()) -> list[list[str]]:
    return sorted(sorted(t.id for t in group) for group in join(tellings, words))


def meet(one: Telling, other: Telling) -> bool:
    return bool(sought(one) & blocks(other) or sought(other) & blocks(one))


MEETING: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("somebody in one week", {"actors": (FRONT,), "time": DAY}, {"near": (FRONT.id,), "time": "2021-03-10"}),
    ("a title's word in one week", {"titled": ("kaserne",)}, {"titled": ("kaserne",)}),
    ("a victim, years later", {"recipients": (HOFER,)}, {"recipients": (HOFER,), "published": "2026-01-02"}),
    (
        "a word of its own, years later",
        {"own_word": "hafenbrand"},
        {"own_word": "hafenbrand", "published": "2026-01-02"},
    ),
    ("a deed and its place, years later", {"place": SARN}, {"complement": ("sarn",), "published": "2026-01-02"}),
    (
        "what the reports are about",
        {"about": (PERU.id,)},
        {"about": (PERU.id,), "published": "2026-01-02"},
    ),
    (
        "a plan and what came of it",
        {"actors": (FRONT,), "time": DAY, "status": "announced"},
        {"actors": (FRONT,), "time": DAY},
    ),
    (
        "a series and its part",
        {"actors": (FRONT,), "time": "2020-01-01/2020-12-31"},
        {"actors": (FRONT,), "time": "2020-05-02", "published": "2020-05-03"},
    ),
]
APART: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("nothing in common", {"actors": (FRONT,), "time": DAY}, {"actors": (HOFER,), "time": DAY}),
    ("weeks between", {"actors": (FRONT,), "time": DAY}, {"actors": (FRONT,), "time": "2020-11-09"}),
    ("somebody who is only described", {"titled": ()}, {"titled": ()}),
]


@pytest.mark.parametrize(("why", "one", "other"), MEETING, ids=[why for why, *_ in MEETING])
def test_what_may_be_one_meets_in_a_block(why: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert meet(telling(**one), telling("Anschlag", "r2", **other))


@pytest.mark.parametrize(("why", "one", "other"), APART, ids=[why for why, *_ in APART])
def test_what_can_not_be_one_is_never_compared(why: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not meet(telling(**one), telling("Anschlag", "r2", **other))


def test_a_vague_year_is_sought_by_what_names_a_day_and_days_do_not_seek_each_other() -> None:
    vague = telling("Parlamentswahl", "r1", kind="ELECT", time="2015", published="2020-01-01")
    dated = telling("Parlamentswahl", "r2", kind="ELECT", time="2015-05-02", published="2015-05-03")
    later = telling("Parlamentswahl", "r3", kind="ELECT", time="2015-11-02", published="2015-11-03")
    assert meet(vague, dated)
    assert not meet(dated, later)


def test_all_tellings_of_a_report_are_compared() -> None:
    told = [telling(number=n) for n in range(3)]
    assert len(partners(told)) == 3


def test_one_happening_of_two_reports_is_one_incident() -> None:
    one = telling("Anschlag", "r1", time=DAY, place=SARN, recipients=(HOFER,))
    two = telling("Attentat", "r2", time=DAY, place=SARN, recipients=(HOFER,), published="2021-03-11")
    far = telling("Attentat", "r3", time="2021-03-20", place=SARN, recipients=(HOFER,), published="2021-03-21")
    assert groups(one, two, far) == [["r1/v0", "r2/v0"], ["r3/v0"]]


def test_a_link_says_what_it_is() -> None:
    plan = telling("Streik", kind="PROTEST", status="announced", time="2021-03-12", actors=(FRONT,))
    done = telling("Streik", "r2", kind="PROTEST", published="2021-03-13", time="2021-03-12", actors=(FRONT,))
    found = link(plan, done)
    assert found is not None
    assert found.kind == "outcome"
    assert groups(plan, done) == [["r1/v0"], ["r2/v0"]]
    again = link(
        done, telling("Streik", "r3", kind="PROTEST", published="2021-03-13", time="2021-03-12", actors=(FRONT,))
    )
    assert again is not None
    assert again.kind == "one"


def test_a_bar_between_two_keeps_their_groups_apart() -> None:
    first = telling("Anschlag", "r1", time=DAY, place=SARN, recipients=(HOFER,))
    second = telling("Anschlag", "r2", time="2021-03-20", place=SARN, recipients=(HOFER,), published="2021-03-21")
    between = telling("Anschlag", "r3", place=SARN, recipients=(HOFER,), published="2021-03-22")
    links = [Link("r1/v0", "r3/v0", "one", 2.0), Link("r2/v0", "r3/v0", "one", 3.0)]
    assert [[t.id for t in g] for g in parted([first, second, between], links, ())] == [["r1/v0"], ["r2/v0", "r3/v0"]]


def test_groups_that_have_too_little_for_each_other_stay_apart() -> None:
    told = [telling("Anschlag", f"r{n}", published=None) for n in range(4)]
    strong = [Link("r0/v0", "r1/v0", "one", 5.0), Link("r2/v0", "r3/v0", "one", 5.0)]
    alone = sorted(len(group) for group in parted(told, strong, ()))
    assert alone == [2, 2]
    unlike = [telling("Panne", f"s{n}", kind="DISASTER", published=None, time="2010") for n in range(2)]
    weak = [*strong, Link("r1/v0", "s0/v0", "one", 0.1), Link("s0/v0", "s1/v0", "one", 4.0)]
    assert not any({"r1/v0", "s0/v0"} <= {t.id for t in group} for group in parted([*told, *unlike], weak, ()))


def test_a_report_joins_what_earlier_ones_tell_and_two_earlier_groups_stay_two() -> None:
    one, two = (telling("Anschlag", f"r{n}", published=f"2021-03-{n:02}", place=SARN) for n in (1, 2))
    later = telling("Anschlag", "r3", published="2021-03-03", place=SARN)
    own = telling("Wahl", "r3", kind="ELECT", number=1, published="2021-03-03")
    links = [Link("r1/v0", "r3/v0", "one", 2.0), Link("r2/v0", "r3/v0", "one", 3.0)]
    earlier = {"r1/v0": [one], "r2/v0": [two]}
    assert attached([later, own], earlier, links) == {"r3/v0": "r2/v0", "r3/v1": "r3/v1"}


def test_a_new_group_has_the_name_of_its_first_telling() -> None:
    told = [telling("Anschlag", "r1", number=n, place=SARN, recipients=(HOFER,)) for n in (1, 2)]
    assert attached(told, {}, [Link("r1/v1", "r1/v2", "one", 1.0)]) == {"r1/v1": "r1/v1", "r1/v2": "r1/v1"}


def test_an_editor_s_word_goes_before_signs_and_bars() -> None:
    one = telling("Anschlag", "r1", time=DAY, place=SARN, recipients=(HOFER,))
    two = telling("Attentat", "r2", time=DAY, place=SARN, recipients=(HOFER,))
    far = telling("Wahl", "r3", kind="ELECT", published="2009-01-01")
    assert groups(one, two, words=(Word(same=False, one="r1/v0", other="r2/v0"),)) == [["r1/v0"], ["r2/v0"]]
    assert groups(one, far, words=(Word(same=True, one="r1/v0", other="r3/v0"),)) == [["r1/v0", "r3/v0"]]


some_parties = st.lists(st.sampled_from([HOFER, BRANDT, FRONT]), max_size=2, unique=True).map(tuple)


@st.composite
def told(draw: st.DrawFn) -> list[Telling]:
    """Some tellings of a few reports about a few people, days and places."""
    made = []
    for number in range(draw(st.integers(2, 9))):
        word, kind = draw(st.sampled_from([("Anschlag", "ASSAULT"), ("töten", "ASSAULT"), ("Explosion", "DISASTER")]))
        day = draw(st.integers(8, 12))
        made.append(
            telling(
                word,
                f"r{draw(st.integers(0, 3))}",
                kind=kind,
                number=number,
                published=f"2021-03-{day:02}",
                time=draw(st.sampled_from([None, "2021-03-08", "2021-03-09", "2021"])),
                actors=draw(some_parties),
                recipients=draw(some_parties),
                place=draw(st.sampled_from([None, SARN, OLMEN])),
                status=draw(st.sampled_from(["happened", "denied", "announced"])),
            )
        )
    return made


@given(told(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_tellings_changes_nothing(tellings: list[Telling], chance: random.Random) -> None:
    assert groups(*chance.sample(tellings, len(tellings))) == groups(*tellings)


@given(told())
@settings(max_examples=60, deadline=None)
def test_a_telling_that_has_nothing_to_do_with_the_others_changes_nothing(tellings: list[Telling]) -> None:
    stranger = telling("Wahl", "s1", kind="ELECT", published="1999-05-05", actors=(PERU,))
    assert groups(*tellings, stranger) == sorted([*groups(*tellings), [stranger.id]])


@given(told())
@settings(max_examples=60, deadline=None)
def test_a_later_report_groups_nothing_that_earlier_ones_tell_otherwise(tellings: list[Telling]) -> None:
    last = max(map(order_of, tellings))
    earlier = [t for t in tellings if order_of(t) < last]
    both = grouped(tellings, linked(tellings)).values()
    before = [[t.id for t in group if order_of(t) < last] for group in both]
    assert sorted(filter(None, before)) == sorted(
        [t.id for t in group] for group in grouped(earlier, linked(earlier)).values()
    )


@given(told())
@settings(max_examples=60, deadline=None)
def test_every_telling_is_in_exactly_one_incident(tellings: list[Telling]) -> None:
    assert sorted(key for group in groups(*tellings) for key in group) == sorted(t.id for t in tellings)
