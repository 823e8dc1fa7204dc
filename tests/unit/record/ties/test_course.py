"""Ties over time: stretches, what counts on a day, and where reports contradict each other."""

from __future__ import annotations

import random

import msgspec
import pytest

from lagebild.reading import OUTLET, RelationKind, RelationStatus
from lagebild.record.evidence import Evidence
from lagebild.record.ties.course import Tie, ties, ties_on
from lagebild.record.ties.disputed import contested_ties
from lagebild.record.ties.sighting import Given, Side, TieSighting


def side(name: str) -> Side:
    return Side(id=f"state:{name.casefold()}", name=name)


def seen(
    day: str,
    status: RelationStatus = "holds",
    *,
    kind: RelationKind = "ally",
    one: str = "Ghana",
    other: str = "Peru",
    since: str | None = None,
    until: str | None = None,
    source: str | None = OUTLET,
    turn: bool = False,
    outlet: str = "Blatt",
) -> TieSighting:
    evidence = Evidence(published=day or None, outlet=outlet, report=f"{outlet}/{day}", sentence="…", start=0, end=1)
    return TieSighting(
        kind=kind, one=side(one), other=side(other), status=status, since=since, until=until, source=source, turn=turn,
        evidence=evidence,
    )  # fmt: skip


def given(status: RelationStatus = "holds", *, since: str | None = None, until: str | None = None) -> TieSighting:
    line = Given(table="ties.tsv", line=2, text="…")
    return TieSighting(
        kind="member", one=side("Ghana"), other=side("OPEC"), status=status, since=since, until=until, given=line
    )


def course(*sightings: TieSighting) -> list[tuple[RelationStatus, str | None, str | None]]:
    return [(t.status, t.seen_first, t.seen_last) for t in ties(sightings)]


def on(day: str, *sightings: TieSighting) -> list[RelationStatus]:
    return [tie.status for tie in ties_on(day, ties(sightings))]


def test_a_tie_without_direction_is_one_whoever_is_named_first() -> None:
    found = ties([seen("2020-01-01"), seen("2020-02-01", one="Peru", other="Ghana")])
    assert [(t.one.name, t.other.name, len(t.evidence)) for t in found] == [("Ghana", "Peru", 2)]
    directed = [seen("2020-01-01", kind="member"), seen("2020-02-01", kind="member", one="Peru", other="Ghana")]
    assert len(ties(directed)) == 2


def test_a_status_that_changes_makes_another_stretch_and_ends_the_one_before() -> None:
    found = ties([seen("2020-01-01"), seen("2020-03-01"), seen("2020-06-01", "former")])
    assert [(t.status, t.seen_first, t.seen_last) for t in found] == [
        ("holds", "2020-01-01", "2020-03-01"),
        ("former", "2020-06-01", "2020-06-01"),
    ]
    assert found[0].over is not None
    assert (found[0].over.value, found[0].over.evidence[0].published) == ("2020-06-01", "2020-06-01")
    assert found[1].over is None


def test_stated_dates_are_kept_apart_from_sightings() -> None:
    (tie,) = ties(
        [seen("2020-01-01", since="2005"), seen("2020-02-01", since="2005-11"), seen("2020-03-01", since="2005-11")]
    )
    assert (tie.valid_from, tie.seen_first) == ("2005-11", "2020-01-01")
    assert len(tie.from_said) == 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2019-12-31", []),
        ("2020-02-01", ["holds"]),
        ("2020-06-01", ["suspended"]),
        ("2021-05-31", ["suspended"]),
        ("2021-06-03", []),
    ],
)
def test_on_a_day_the_stretch_counts_that_began_last(day: str, expected: list[str]) -> None:
    assert on(day, seen("2020-01-01"), seen("2020-06-01", "suspended")) == expected


def test_what_is_over_stays_over_and_kin_needs_nobody_to_vouch() -> None:
    assert on("2030-01-01", seen("2020-01-01", "former")) == ["former"]
    assert on("2019-01-01", seen("2020-01-01", "former")) == []
    assert on("2030-01-01", seen("2020-01-01", kind="kin")) == ["holds"]
    assert on("2030-01-01", seen("2020-01-01")) == []


def test_a_former_tie_with_both_bounds_held_between_them() -> None:
    sighting = seen("2020-01-01", "former", kind="member", since="1998", until="2014-03-24")
    assert on("2005-01-01", sighting) == ["holds"]
    assert on("1997-12-31", sighting) == []
    assert on("2015-01-01", sighting) == ["former"]


def test_a_stated_end_ends_a_tie() -> None:
    sighting = seen("2020-01-01", since="2019", until="2020-03-31")
    assert on("2020-03-31", sighting) == ["holds"]
    assert on("2020-04-01", sighting) == ["former"]
    assert on("2020-04-01", seen("2020-01-01", "interrupted", since="2019", until="2020-03-31")) == []


def test_one_later_report_alone_does_not_renew_what_is_over() -> None:
    over = [seen("2020-01-01"), seen("2020-02-01", "former"), seen("2020-03-01", outlet="Kurier")]
    assert course(*over) == [("holds", "2020-01-01", "2020-01-01"), ("former", "2020-02-01", "2020-02-01")]
    assert [(c.about, [x.value for x in c.claims]) for c in contested_ties(ties(over))] == [
        ("status", ["former", "holds"])
    ]
    again = [*over, seen("2020-04-01", outlet="Bote")]
    assert [s for s, *_ in course(*again)] == ["holds", "former", "holds"]
    assert contested_ties(ties(again)) == []


def test_a_deed_or_a_stated_beginning_renews_a_tie() -> None:
    over = [seen("2020-01-01"), seen("2020-02-01", "former")]
    assert [s for s, *_ in course(*over, seen("2020-03-01", turn=True))] == ["holds", "former", "holds"]
    assert [s for s, *_ in course(*over, seen("2020-03-01", since="2020-02-20"))] == ["holds", "former", "holds"]
    assert [s for s, *_ in course(*over, seen("2020-03-01", since="2015"))] == ["holds", "former"]


def test_an_interruption_may_end_by_itself() -> None:
    found = course(seen("2020-01-01"), seen("2020-02-01", "interrupted"), seen("2020-03-01"))
    assert [s for s, *_ in found] == ["holds", "interrupted", "holds"]


def test_the_same_reports_in_any_order_make_the_same_ties() -> None:
    sightings = [
        seen("2020-01-01"), seen("2020-02-01", "former"), seen("2020-03-01"), seen("2020-03-01", outlet="Bote"),
        seen("", "suspended", kind="member"), seen("2020-05-01", "interrupted", kind="diplomatic", since="2019"),
        seen("2020-02-15", source="Karl Demm"), given(since="1960"),
    ]  # fmt: skip
    expected = ties(sightings)
    for number in range(20):
        shuffled = random.Random(number).sample(sightings, len(sightings))
        assert ties(shuffled) == expected
        assert contested_ties(ties(shuffled)) == contested_ties(expected)


def test_reports_of_one_day_that_disagree_are_a_dispute() -> None:
    found = contested_ties(ties([seen("2020-01-01"), seen("2020-01-01", "former", outlet="Kurier")]))
    assert [(c.about, c.kind, c.one, c.other, [x.value for x in c.claims]) for c in found] == [
        ("status", "ally", "Ghana", "Peru", ["holds", "former"])
    ]
    same_report = [seen("2020-01-01"), seen("2020-01-01", "former")]
    assert contested_ties(ties(same_report)) == []
    later = [seen("2020-01-01"), seen("2020-01-02", "former", outlet="Kurier")]
    assert contested_ties(ties(later)) == []


def test_two_stated_beginnings_are_a_dispute() -> None:
    found = contested_ties(ties([seen("2020-01-01", since="1995"), seen("2020-02-01", since="1997")]))
    assert [(c.about, [x.value for x in c.claims], c.valid_from, c.valid_to) for c in found] == [
        ("from", ["1995", "1997"], "1995-01-01", "1997-12-31")
    ]
    assert contested_ties(ties([seen("2020-01-01", since="1995"), seen("2020-02-01", since="1995-03")])) == []


def test_a_quoted_word_against_the_outlets_does_not_turn_a_tie() -> None:
    found = ties([seen("2020-01-01"), seen("2020-02-01", "former", source="Karl Demm")])
    assert [(t.status, t.source) for t in found] == [("holds", OUTLET)]
    (dispute,) = contested_ties(found)
    assert [(c.value, c.source) for c in dispute.claims] == [("holds", OUTLET), ("former", "Karl Demm")]
    (alone,) = ties([seen("2020-01-01", source="Karl Demm")])
    assert alone.source == "Karl Demm"
    (nobody,) = ties([seen("2020-01-01", source=None)])
    assert nobody.source is None


def test_a_users_own_line_counts_between_its_bounds() -> None:
    assert on("1959-12-31", given(since="1960")) == []
    assert on("2030-01-01", given(since="1960")) == ["holds"]
    assert on("2030-01-01", given()) == ["holds"]
    assert on("2030-01-01", given(since="1960", until="1992")) == ["former"]
    (tie,) = ties([given(since="1960")])
    assert (tie.evidence, tie.given[0].line, tie.valid_from) == ((), 2, "1960")


def test_nobody_is_tied_to_themselves() -> None:
    assert ties([seen("2020-01-01", one="Peru")]) == []


def test_a_report_without_a_date_vouches_for_no_day() -> None:
    assert on("2020-01-01", seen("")) == []
    assert [t.status for t in ties([seen("")])] == ["holds"]


def _names(found: list[Tie]) -> list[str]:
    return [t.other.name for t in found]


def test_ties_stand_oldest_first() -> None:
    found = ties([seen("2020-02-01", other="Togo"), seen("2020-01-01")])
    assert _names(found) == ["Peru", "Togo"]


def test_evidence_at_the_same_words_stands_in_the_order_of_its_entries() -> None:
    one = seen("2020-01-10")
    assert one.evidence is not None
    several = [
        msgspec.structs.replace(one, evidence=msgspec.structs.replace(one.evidence, entry=f"{n:02}")) for n in range(12)
    ]
    (tie,) = ties(random.Random(1).sample(several, 12))
    assert [e.entry for e in tie.evidence] == [f"{n:02}" for n in range(12)]
