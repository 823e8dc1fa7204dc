"""What speaks for two tellings being one, and what rules it out."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.record.telling_by_hand import BRANDT, FRONT, HOFER, KENIA, OLMEN, PERU, SARN, count, some, telling

from lagebild.record.bars import BARS
from lagebild.record.pairs import Pair
from lagebild.record.same_incident import ENOUGH, ENOUGH_ACROSS, ENOUGH_ANCHORED, compare, lasts, outcome, part
from lagebild.record.signs import ANCHORS, SIGNS
from lagebild.record.telling import Telling

DAY, NEXT, LATER = "2021-03-09", "2021-03-10", "2021-03-14"


def pair(one: Telling, other: Telling) -> Pair:
    return Pair(*sorted((one, other)))


def at(number: int, word: str = "Anschlag", **fields: object) -> Telling:
    return telling(word, number=number, **fields)  # type: ignore[arg-type]


def other(word: str = "Anschlag", **fields: object) -> Telling:
    return telling(word, "r2", **fields)  # type: ignore[arg-type]


BARRED: list[tuple[str, tuple[Telling, Telling], tuple[Telling, Telling]]] = [
    ("other-type", (at(0), at(1, "Wahl", kind="ELECT")), (at(0), at(1, "sterben", kind="DIE"))),
    (
        "other-deeds",
        (at(0, "erschießen"), at(1, "Boykott", kind="PROTEST")),
        (at(0, "Unruhen"), at(1, "Unruhen", kind="PROTEST")),
    ),
    (
        "denied-another",
        (at(0, "Reise", kind="CONSULT", status="denied"), other("Angebot", kind="AGREE")),
        (at(0, "Reise", kind="CONSULT", status="denied"), other("Angebot", kind="CONSULT")),
    ),
    (
        "plan-and-deed",
        (at(0, status="announced"), at(1)),
        (at(0, status="announced"), at(1, status="demanded")),
    ),
    ("told-before", (at(0), other(time=LATER, published="2021-03-15")), (at(0), other(time=NEXT))),
    ("other-days", (at(0, time="2021-03-01"), at(1, time="2021-03-03")), (at(0, time=DAY), at(1, time=NEXT))),
    (
        "other-years",
        (at(0, "Wahl", kind="ELECT", complement=("2015",)), at(1, "Wahl", kind="ELECT", complement=("2010",))),
        (at(0, "Wahl", kind="ELECT", complement=("2015",)), at(1, "Wahl", kind="ELECT", said_years=("2015",))),
    ),
    (
        "long-after",
        (at(0, "Aufruf", actors=(FRONT,)), other("Aufruf", actors=(FRONT,), published="2021-05-02")),
        (at(0, "Aufruf", actors=(FRONT,)), other("Aufruf", actors=(FRONT,), published="2021-05-02", definite=True)),
    ),
    (
        "came-after",
        (at(0, "Vorfall"), at(1, indefinite=True, stands="after", sentence=0)),
        (at(0, "Vorfall"), at(1, stands="after", sentence=0)),
    ),
    ("came-next", (at(0), at(1, next=True)), (at(0), at(2, next=True))),
    ("another", (at(0), at(1, another=True)), (at(0, another=True), at(1, another=True))),
    (
        "derived",
        (at(0, "Beben", kind="DISASTER"), at(1, "Nachbeben", kind="DISASTER")),
        (at(0, "Beben", kind="DISASTER"), at(1, "Erdbeben", kind="DISASTER")),
    ),
    (
        "compared",
        (at(0, "Wahl", kind="ELECT"), at(1, "Wahl", kind="ELECT", stands="than", sentence=0)),
        (at(0, "Wahl", kind="ELECT"), at(1, "Wahl", kind="ELECT", stands="than")),
    ),
    (
        "other-instance",
        (at(0, "Urteil", kind="JUDGE"), at(1, "Entscheidung", kind="JUDGE", complement=("berufungsgericht",))),
        (at(0, "Urteil", kind="JUDGE"), at(1, "Entscheidung", kind="JUDGE", complement=("landgericht",))),
    ),
    ("other-town", (at(0, place=SARN), at(1, place=OLMEN)), (at(0, place=SARN), at(1, place=OLMEN, near=(SARN.id,)))),
    (
        "other-people",
        (at(0, actors=(HOFER,)), at(1, actors=(BRANDT,))),
        (at(0, actors=(HOFER,)), at(1, actors=(FRONT,))),
    ),
    (
        "other-victims",
        (at(0, actors=(FRONT,), recipients=(HOFER,)), at(1, actors=(FRONT,), recipients=(BRANDT,))),
        (at(0, actors=(FRONT,), recipients=(HOFER,)), at(1, actors=(FRONT,), recipients=(some("zwei Männer"),))),
    ),
    (
        "one-and-many",
        (at(0, "festnehmen", recipients=(HOFER,)), at(1, "festnehmen", figures=(count(64, "arrested"),))),
        (at(0, "festnehmen", recipients=(HOFER,)), at(1, "festnehmen", figures=(count(2, "arrested"),))),
    ),
    (
        "other-sides",
        (at(0, actors=(FRONT,), recipients=(PERU,)), at(1, actors=(HOFER,), recipients=(KENIA,))),
        (at(0, actors=(FRONT,), recipients=(PERU,)), at(1, actors=(HOFER,), recipients=(PERU,))),
    ),
]


@pytest.mark.parametrize(
    "tied",
    [
        {"time": "2021-05-01"},
        {"published": "2021-03-20"},
        {"backward": True},
        {"recipients": (HOFER,)},
        {"own_word": "hafenbrand"},
        {"complement": ("sarn",), "near": (SARN.id,)},
    ],
)
def test_what_is_tied_to_the_first_telling_may_be_told_months_later(tied: dict[str, Any]) -> None:
    first = at(0, recipients=(HOFER,), own_word="hafenbrand", complement=("sarn",), near=(SARN.id,))
    bar = next(bar for bar in BARS if bar.name == "long-after")
    assert bar.holds(pair(first, other(published="2021-05-02")))
    assert bar.holds(pair(first, other(published="2021-05-02", complement=("sarn",))))
    assert not bar.holds(pair(first, other(**({"published": "2021-05-02"} | tied))))


def test_every_bar_is_tried() -> None:
    assert {name for name, *_ in BARRED} == {bar.name for bar in BARS}


@pytest.mark.parametrize(("name", "two", "one"), BARRED, ids=[name for name, *_ in BARRED])
def test_a_bar_keeps_two_happenings_apart_and_lets_one_pass(
    name: str, two: tuple[Telling, Telling], one: tuple[Telling, Telling]
) -> None:
    bar = next(bar for bar in BARS if bar.name == name)
    assert bar.holds(pair(*two))
    assert not bar.holds(pair(*one))
    assert compare(*two).bar is not None
    assert not compare(*two).one


# what two tellings share, and what speaks against them: each against the same pair without it
BETTER: list[tuple[str, tuple[Telling, Telling], tuple[Telling, Telling]]] = [
    ("trigger", (at(0), at(1)), (at(0), at(1, "Panne"))),
    ("deed", (at(0), at(1, "Attentat")), (at(0), at(1, "Panne"))),
    ("taken-up", (at(0), at(1, takes_up="r1/v0")), (at(0), at(1))),
    ("own-word", (at(0, own_word="hafenbrand"), other(own_word="hafenbrand")), (at(0), other())),
    ("event-name", (at(0, own_word="sarnkrieg"), other(own_word="sarnkrieg")), (at(0, own_word="sarnkrieg"), other())),
    (
        "complement",
        (at(0, complement=("kaserne",)), other(words=("kaserne",))),
        (at(0, complement=("kaserne",)), other()),
    ),
    ("day", (at(0, time=DAY), other(time=DAY)), (at(0, time=DAY), other(time=NEXT))),
    ("same-victim", (at(0, recipients=(HOFER,)), other(recipients=(HOFER,))), (at(0, recipients=(HOFER,)), other())),
    ("town", (at(0, place=SARN), other(place=SARN)), (at(0, place=SARN), other())),
    ("figures", (at(0, figures=(count(7),)), other(figures=(count(7),))), (at(0, figures=(count(7),)), other())),
    ("words", (at(0, words=("kaserne", "nacht")), other(words=("kaserne", "nacht"))), (at(0), other())),
    ("in-titles", (at(0, in_title=True), at(1, in_title=True)), (at(0, in_title=True), at(1))),
    ("led", (at(0, lead=True), at(1)), (at(0), at(1))),
    ("by-it", (at(0, stands="by"), at(1, "töten", sentence=0)), (at(0), at(1, "töten", sentence=0))),
    ("of-one", (at(0, complement=("sarn",)), other(place=SARN)), (at(0, complement=("olmen",)), other(place=SARN))),
]
WORSE: list[tuple[str, tuple[Telling, Telling], tuple[Telling, Telling]]] = [
    ("further", (at(0), at(1, further=True)), (at(0), at(1))),
    ("one-sentence", (at(0), at(1, sentence=0)), (at(0), at(1))),
    ("denied", (at(0), at(1, status="denied")), (at(0), at(1))),
    ("possible", (at(0), at(1, status="possible")), (at(0), at(1))),
    ("other-complement", (at(0, complement=("kaserne",)), at(1, complement=("wache",))), (at(0), at(1))),
    ("other-count", (at(0, figures=(count(7),)), at(1, figures=(count(9),))), (at(0), at(1))),
    ("other-spot", (at(0, place=some("ein Markt")), at(1, place=some("die Brücke"))), (at(0), at(1))),
    ("other-places", (at(0, places=(SARN.id,)), at(1, places=(OLMEN.id,))), (at(0), at(1))),
    ("elsewhere", (at(0), at(1, place=OLMEN)), (at(0), at(1, place=OLMEN, about=(OLMEN.id,)))),
    ("dated-back", (at(0), at(1, time="2019-05-01")), (at(0), at(1, time=DAY))),
    ("looks-back", (at(0, "töten"), at(1, "töten", backward=True)), (at(0, "töten"), at(1, "töten"))),
    ("one-and-several", (at(0), at(1, many=True)), (at(0), at(1))),
    ("two-verbs", (at(0, "töten"), at(1, "töten")), (at(0, "Tod"), at(1, "töten"))),
    (
        "other-kind",
        (at(0, "Landtagswahl", kind="ELECT"), at(1, "Bundestagswahl", kind="ELECT")),
        (at(0, "Landtagswahl", kind="ELECT"), at(1, "Landtagswahl", kind="ELECT")),
    ),
    (
        "other-office",
        (
            at(0, "ernennen", kind="OFFICE", words=("innenminister",)),
            at(1, "ernennen", kind="OFFICE", words=("botschafter",)),
        ),
        (at(0, "ernennen", kind="OFFICE", words=("innenminister",)), at(1, "ernennen", kind="OFFICE")),
    ),
    (
        "other-holders",
        (at(0, "Entlassung", kind="OFFICE", recipients=(HOFER,)), at(1, "Rücktritt", kind="OFFICE", actors=(BRANDT,))),
        (at(0, "Entlassung", kind="OFFICE", recipients=(HOFER,)), at(1, "Rücktritt", kind="OFFICE", actors=(HOFER,))),
    ),
    (
        "mere-words",
        (at(0, "fordern", kind="REQUEST", actors=(HOFER,)), at(1, "Appell", kind="REQUEST", recipients=(BRANDT,))),
        (at(0, "fordern", kind="REQUEST", actors=(HOFER,)), at(1, "Appell", kind="REQUEST", actors=(HOFER,))),
    ),
    ("told-long-after", (at(0, time=DAY), other(published="2022-03-10")), (at(0, time=DAY), other(published=NEXT))),
]


@pytest.mark.parametrize(("name", "more", "less"), BETTER, ids=[name for name, *_ in BETTER])
def test_what_they_share_speaks_for_one(
    name: str, more: tuple[Telling, Telling], less: tuple[Telling, Telling]
) -> None:
    assert dict(compare(*more).signs)[name] > 0
    assert compare(*more).score > compare(*less).score


@pytest.mark.parametrize(("name", "less", "more"), WORSE, ids=[name for name, *_ in WORSE])
def test_what_parts_them_speaks_for_two(
    name: str, less: tuple[Telling, Telling], more: tuple[Telling, Telling]
) -> None:
    assert dict(compare(*less).signs)[name] < 0
    assert name not in dict(compare(*more).signs)
    assert compare(*less).bar is None
    assert compare(*less).score < compare(*more).score


def test_a_score_is_the_sum_of_its_signs_and_is_the_same_both_ways() -> None:
    one, two = at(0, time=DAY, place=SARN, recipients=(HOFER,)), other("Attentat", time=DAY, recipients=(HOFER,))
    verdict = compare(one, two)
    assert verdict == compare(two, one)
    assert verdict.score == pytest.approx(sum(weight for _, weight in verdict.signs))
    assert {name for name, _ in verdict.signs} <= {sign.name for sign in SIGNS}
    assert verdict.one
    assert verdict.score >= ENOUGH


def test_two_counts_of_which_one_has_risen_are_no_two_counts() -> None:
    risen = at(1, figures=(count(9, counts_up=True),))
    assert "other-count" not in dict(compare(at(0, figures=(count(7),)), risen).signs)


def test_a_day_after_the_report_can_not_be_the_day_of_what_happened() -> None:
    slip = at(0, time="2021-03-21")
    assert "told-before" not in {compare(slip, at(1)).bar}
    assert compare(at(0, time="2021-03-21", status="ongoing"), at(1)).bar == "told-before"


def test_a_plan_and_what_comes_of_it_are_linked_by_the_days_of_the_plan() -> None:
    plan = at(0, "Streik", kind="PROTEST", status="announced", time="2021-03-12", actors=(FRONT,))
    done = other("Streik", kind="PROTEST", published="2021-03-13", time="2021-03-12", actors=(FRONT,))
    late = other("Streik", kind="PROTEST", published="2021-03-20", time="2021-03-19", actors=(FRONT,))
    before = other("Streik", kind="PROTEST", published="2021-03-05", time="2021-03-04", actors=(FRONT,))
    assert compare(plan, done).bar == "plan-and-deed"
    assert outcome(plan, done).one
    assert outcome(plan, late).bar == "other-days"
    assert outcome(telling("Streik", "r3", kind="PROTEST", status="announced"), before).bar == "told-after"


def test_a_year_makes_one_deed_vague_and_no_series() -> None:
    assert not lasts(at(0, "Wahl", time="2015"))
    assert lasts(at(0, "Anschlag", time="2015", many=True))
    assert lasts(at(0, "Krieg", time="2019-03-24/2019-06-10"))
    assert not lasts(at(0, "Krieg", time="2019-03-24/2019-03-26"))


def test_a_part_lies_within_its_series() -> None:
    series = at(0, time="2020-01-01/2020-12-31", published="2021-03-10", actors=(FRONT,))
    inside = other(time="2020-05-02", published="2020-05-03", actors=(FRONT,))
    outside = other(time="2021-01-02", published="2021-01-03", actors=(FRONT,))
    assert part(series, inside).bar is None
    assert part(series, outside).bar == "other-days"


def test_two_reports_need_more_than_one_report_unless_something_anchors_them() -> None:
    alike: dict[str, Any] = {"actors": (FRONT,), "themes": ("hafen",)}
    within, across = compare(at(0, **alike), at(1, **alike)), compare(at(0, **alike), other(**alike))
    anchored = compare(at(0, **alike, place=SARN), other(**alike, near=(SARN.id,)))
    assert (within.enough, across.enough, anchored.enough) == (ENOUGH, ENOUGH_ACROSS, ENOUGH_ANCHORED)
    assert ENOUGH < ENOUGH_ANCHORED < ENOUGH_ACROSS
    assert across._replace(score=1.0).one is False
    assert anchored._replace(score=1.0).one is True


def test_every_anchor_is_a_sign() -> None:
    assert {sign.name for sign in SIGNS} >= ANCHORS
