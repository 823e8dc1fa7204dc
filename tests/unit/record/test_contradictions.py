"""Where tellings of one incident contradict each other: figures, days and places, with the near misses of each."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.record.disputing import ESTLAND, HOFER, PERU, count, found, group, kinds, told, town, values

from lagebild.reading import OUTLET, Figure
from lagebild.record.incidents import incident
from lagebild.record.telling import Party, Telling


def figures(one: Figure, other: Figure, *, days: tuple[str, str] = ("2021-03-10", "2021-03-10")) -> list[str]:
    return kinds(told("Blatt", days[0], figures=(one,)), told("Funk", days[1], figures=(other,)))


# --- figure


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (count("killed", 3, "at least"), count("killed", 7)),
        (count("participants", 150, "about"), count("participants", 153)),
        (count("participants", 8000), count("participants", 8120)),
        (count("participants", 8000), count("participants", 8300, "about")),
        (count("killed", 10, "up to"), count("killed", 10)),
        (count("killed", 7), count("injured", 12)),
        (count("killed", 100, "more than"), count("killed", 100)),
    ],
)
def test_counts_that_one_number_fits_are_no_dispute(one: Figure, other: Figure) -> None:
    assert figures(one, other) == figures(other, one) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (count("killed", 10, "up to"), count("killed", 12)),
        (count("killed", 3), count("killed", 7)),
        (count("participants", 8000), count("participants", 30000)),
        (count("participants", 150, "about"), count("participants", 300)),
        (count("killed", 12, "at least"), count("killed", 7)),
    ],
)
def test_counts_that_no_number_fits_are_a_dispute(one: Figure, other: Figure) -> None:
    assert figures(one, other) == figures(other, one) == ["figure"]


def test_a_count_that_rises_is_a_history_and_one_that_falls_elsewhere_a_dispute() -> None:
    three, seven = count("killed", 3), count("killed", 7)
    assert figures(three, seven, days=("2021-03-10", "2021-03-11")) == []
    assert figures(seven, three, days=("2021-03-10", "2021-03-11")) == ["figure"]
    assert figures(three, seven, days=("2021-03-10T08:00", "2021-03-10T20:00")) == []
    assert figures(seven, three, days=("2021-03-10T08:00+01:00", "2021-03-10T08:00Z")) == ["figure"]
    assert figures(three, seven, days=("2021-03-10T08:00+01:00", "2021-03-10T08:00Z")) == []
    assert figures(three, seven, days=("2021-03-10T morgens", "2021-03-10T20:00")) == ["figure"]


def test_the_missing_become_more_and_fewer_but_a_march_is_counted_once() -> None:
    days = "2021-03-10", "2021-03-12"
    assert figures(count("missing", 9), count("missing", 4), days=days) == []
    assert figures(count("missing", 9), count("missing", 4)) == ["figure"]
    assert figures(count("participants", 800), count("participants", 3000), days=days) == ["figure"]


def test_who_corrects_a_count_takes_back_what_stood_before() -> None:
    first = told("Blatt", "2021-03-10", figures=(count("killed", 9),))
    mended = told("Blatt", "2021-03-12", figures=(count("killed", 5),))
    other = told("Funk", "2021-03-12", figures=(count("killed", 5),))
    assert kinds(first, other) == ["figure"]
    assert kinds(first, mended) == []
    assert kinds(first, mended, other) == []


def test_a_source_that_two_outlets_quote_corrects_itself() -> None:
    first = told("Blatt", "2021-03-10", source="Polizei", figures=(count("killed", 9),))
    assert kinds(first, told("Funk", "2021-03-12", source="Polizei", figures=(count("killed", 5),))) == []
    assert kinds(first, told("Funk", "2021-03-12", source="Klinik", figures=(count("killed", 5),))) == ["figure"]


def test_two_sources_of_one_report_and_who_follows_them() -> None:
    police = told("Funk", "2021-03-08", source="Polizei", figures=(count("participants", 8000),))
    hosts = told(
        "Funk", "2021-03-08", source="Veranstalter", figures=(count("participants", 30000, at=9),), number=1
    )  # fmt: skip
    assert values(police, hosts) == ["8000", "30000"]
    right = told("Blatt", "2021-03-10", figures=(count("participants", 8000),))
    left = told("Woche", "2021-03-12", figures=(count("participants", 30000, "about"),))
    (dispute,) = found(left, police, right, hosts)
    assert [(c.value, c.outlet, c.source) for c in dispute.claims] == [
        ("8000", "Funk", "Polizei"),
        ("8000", "Blatt", OUTLET),
        ("30000", "Funk", "Veranstalter"),
        ("about 30000", "Woche", OUTLET),
    ]


def test_one_report_that_counts_up_or_counts_others_contradicts_nobody() -> None:
    seven = told("Funk", source="Polizei", figures=(count("killed", 7),))
    assert kinds(seven, told("Funk", figures=(count("killed", 9),), number=1)) == ["figure"]
    assert kinds(seven, told("Funk", figures=(count("killed", 9, up=True),), number=1)) == []
    fighters = told("Funk", source="Armee", figures=(count("killed", 35),), to=(group("Kämpfer"),))
    assert kinds(fighters, told("Funk", figures=(count("killed", 5),), to=(group("Zivilisten"),), number=1)) == []


def test_the_one_whom_a_report_names_is_no_count() -> None:
    named = told("Blatt", "2021-03-12", to=(HOFER,), figures=(count("killed", 1),))
    assert kinds(named, told("Funk", "2021-03-10", figures=(count("killed", 4),))) == []
    one = told("Blatt", "2021-03-12", figures=(count("killed", 1),))
    assert kinds(one, told("Funk", "2021-03-10", figures=(count("killed", 4),))) == ["figure"]


def test_a_copy_is_the_word_of_the_agency_and_what_is_not_settled_contradicts_nobody() -> None:
    one, copy = told("Agentur", figures=(count("killed", 3),)), told("Blatt", figures=(count("killed", 7),))
    assert kinds(one, copy) == ["figure"]
    assert kinds(one, copy, voices={one.id: "Agentur", copy.id: "Agentur"}) == []
    assert kinds(one, told("Blatt", figures=(count("killed", 7),), status="possible")) == []


# --- date and place


def days(one: str, other: str, **options: Any) -> list[str]:
    return kinds(told("Blatt", time=one, **options), told("Funk", time=other, **options))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-01-02TNI", "2026-01-03"),
        ("2026-01-02TNI", "2026-01-02"),
        ("2026-01-02TNI", "2026-01-03TMO"),
        ("2026-01-02TEV", "2026-01-02TNI"),
        ("2026-01", "2026-01-03"),
        ("2026-W01", "2026-01-03"),
        ("2026-01-03TMO", "2026-01-03TEV"),
        ("2026-01-02T23:40", "2026-01-03T00:20"),
        ("2026-01-01/2026-01-05", "2026-01-03TMO"),
    ],
)
def test_days_that_have_an_hour_in_common_are_no_dispute(one: str, other: str) -> None:
    assert days(one, other) == days(other, one) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2021-03-09TEV", "2021-03-08TNI"),
        ("2021-02-16TMO", "2021-02-15TEV"),
        ("2021-02-16TMO", "2021-02-15T24:00"),
        ("2021-02-16", "2021-02-15"),
        ("2021-02-16", "2021-02-14TNI"),
        ("2021-03", "2021-02-15"),
    ],
)
def test_days_that_have_no_hour_in_common_are_a_dispute(one: str, other: str) -> None:
    assert days(one, other) == days(other, one) == ["date"]


def test_the_day_of_another_deed_is_another_day() -> None:
    blast = told("Blatt", time="2021-02-16", kind="DISASTER", word="explodieren")
    assert kinds(blast, told("Funk", time="2021-02-18", kind="DIE", word="sterben")) == []
    assert kinds(blast, told("Funk", time="2021-02-18", kind="ASSAULT", word="sprengen")) == ["date"]
    assert days("2021-02-15", "2021-02-16", status="possible") == []


def test_a_report_or_an_outlet_that_names_two_days_does_not_contradict_itself() -> None:
    assert kinds(told("Blatt", time="2021-02-15"), told("Blatt", time="2021-02-16", number=1)) == []
    assert kinds(told("Blatt", time="2021-02-15"), told("Blatt", "2021-03-12", time="2021-02-16")) == []
    assert kinds(told("Blatt", time="2021-02-15"), told("Blatt", time="2021-02-16", number=1, source=None)) == []
    assert kinds(told("Blatt", time="2021-02-15"), told("Blatt", time="2021-02-16", number=1, source="Ada")) == ["date"]


def places(one: Party, other: Party, **options: Any) -> list[str]:
    return kinds(told("Blatt", place=one), told("Funk", place=other, **options))


def test_two_towns_and_two_states_are_a_dispute() -> None:
    assert places(town("Olmen"), town("Sarnau")) == ["place"]
    assert places(ESTLAND, PERU) == ["place"]
    assert places(town("Lima"), ESTLAND) == ["place"]


def test_a_place_that_may_hold_the_other_is_none() -> None:
    assert places(town("Lima"), PERU) == []
    assert places(town("Olmen"), PERU) == []  # nobody says where Olmen lies
    assert places(town("Olmen"), town("Provinz Sarn")) == []
    assert places(town("Olmen"), town("Olmen-Nord")) == []
    assert places(town("Olmen"), group("Dorf")) == []
    assert places(town("Olmen"), town("Sarnau"), near=("place:olmen",)) == []


# --- all of them

TELLINGS = (
    told("Blatt", "2021-03-10", kind="COERCE", word="festnehmen", by=(group("Polizei"),), time="2021-03-09TEV"),
    told("Woche", "2021-03-12", word="verschleppen", by=(group("Nationalgarde"),), time="2021-03-08TNI"),
    told("Funk", "2021-03-11", kind="COERCE", word="festnehmen", status="denied", source="Ada"),
    told("Funk", "2021-03-11", figures=(count("injured", 7),), place=town("Olmen"), number=1),
    told("Blatt", "2021-03-11", figures=(count("injured", 12),), place=town("Sarnau"), number=1),
    told("Post", "2021-03-12", figures=(count("injured", 4),), source="Polizei", word="entführen"),
)


@settings(max_examples=60, deadline=None)
@given(st.permutations(TELLINGS), st.integers(0, len(TELLINGS)))
def test_the_order_of_reports_changes_nothing(mixed: list[Telling], some: int) -> None:
    assert found(*mixed) == found(*TELLINGS)
    part = mixed[:some]
    if part:
        assert found(*part) == found(*sorted(part))


def test_all_six_kinds_are_found_and_each_has_an_id_of_its_own() -> None:
    disputes = found(*TELLINGS)
    assert sorted(d.kind for d in disputes) == ["date", "doer", "figure", "happened", "place", "wording"]
    assert len({d.id for d in disputes}) == len(disputes)
    assert {d.about for d in disputes} == {incident(TELLINGS, {}).id}
    for dispute in disputes:
        assert len({claim.value for claim in dispute.claims}) > 1
        assert len({(claim.voice, claim.source) for claim in dispute.claims}) > 1


def test_of_two_claims_in_one_sentence_the_first_is_kept() -> None:
    one, other = (told("Blatt", word=w, time="2021-03-08", number=4, says="Er sah es.") for w in ("töten", "Angriff"))
    assert values(one, other, told("Funk", time="2021-03-07")) == ["2021-03-08", "2021-03-07"]
    elsewhere = told("Blatt", word="töten", time="2021-03-08", number=5, says="Sie sah es.")
    assert len(values(other, elsewhere, told("Funk", time="2021-03-07"))) == 3


def test_two_counts_in_dispute_are_two_disputes() -> None:
    one = told("Blatt", figures=(count("killed", 3), count("injured", 9, at=4)))
    dead, hurt = found(one, told("Funk", figures=(count("killed", 7), count("injured", 4, at=4))))
    assert (dead.kind, hurt.kind) == ("figure", "figure")
    assert dead.id != hurt.id


def test_a_further_claim_does_not_make_another_dispute() -> None:
    (before,) = found(told("Blatt", figures=(count("killed", 3),)), told("Funk", figures=(count("killed", 7),)))
    (after,) = found(
        told("Blatt", figures=(count("killed", 3),)),
        told("Funk", figures=(count("killed", 7),)),
        told("Post", figures=(count("killed", 9),)),
    )
    assert before.id == after.id
    assert len(before.claims) < len(after.claims)


def test_claims_of_one_value_stand_together_and_the_first_published_goes_first() -> None:
    days = [f"2021-03-{day}" for day in (10, 11, 12, 13)]
    told_days = ["2021-03-08", "2021-03-07", "2021-03-08", "2021-03-07"]
    mixed = [told(f"Blatt {n}", p, time=t) for n, (p, t) in enumerate(zip(days, told_days, strict=True))]
    random.Random(3).shuffle(mixed)
    assert values(*mixed) == ["2021-03-08", "2021-03-08", "2021-03-07", "2021-03-07"]


# --- what an outlet denies a few sentences after somebody's claim


def claim(**changes: Any) -> Telling:
    return told(
        **{"outlet": "Blatt", "word": "verletzen", "source": "Jan Brandt", "to": (HOFER,), "number": 2, **changes}
    )


def denial(**changes: Any) -> Telling:
    return told(**{"outlet": "Blatt", "word": "unverletzt", "status": "denied", "to": (HOFER,), "number": 4, **changes})


def test_a_claim_that_the_outlet_denies_soon_after_is_a_dispute() -> None:
    (dispute,) = found(claim(), beside=(denial(),))
    assert dispute.kind == "happened"
    assert [(c.value, c.source) for c in dispute.claims] == [("happened", "Jan Brandt"), ("denied", OUTLET)]
    assert found(denial(), beside=(claim(),)) == []  # it is in dispute once, where it is claimed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"source": OUTLET}, {}),
        ({"source": None}, {}),
        ({}, {"source": "Ute Hofer"}),
        ({}, {"status": "possible"}),
        ({"status": "possible"}, {}),
        ({}, {"to": (group("Beamte"),)}),
        ({}, {"to": ()}),
        ({}, {"kind": "COERCE"}),
        ({"kind": "THREATEN"}, {"kind": "THREATEN"}),
        ({}, {"number": 9}),
        ({}, {"number": 1}),
        ({}, {"report": "another"}),
    ],
)
def test_what_is_no_denial_of_a_claim(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert found(claim(**one), beside=(denial(**other),)) == []
