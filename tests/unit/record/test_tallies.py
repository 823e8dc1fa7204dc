"""Incidents counted by their days, by their places, and by who acts with whom."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from lagebild.record.incidents import Incident, incident
from lagebild.record.tallies import DayCount, PairCount, PartyCount, acts_with, by_days, by_pair, by_place, parties
from lagebild.record.telling import Telling

from .telling_by_hand import BRANDT, FRONT, HOFER, OLMEN, SARN, some, telling


def one_of(*told: Telling, **fields: Any) -> Incident:
    return msgspec.structs.replace(incident(told, {}), **fields)


def days(*found: tuple[str, str | None, str | None, str | None, int]) -> list[DayCount]:
    return [DayCount(type=a, begin=b, end=c, by=d, settled=True, count=n) for a, b, c, d, n in found]


def test_days_are_cut_to_years_months_or_days() -> None:
    made = [
        one_of(telling(time="2021-03-08")),
        one_of(telling(time="2021-03-20")),
        one_of(telling(time="2021-03", kind="AID")),
        one_of(telling(published="2021-04-02")),  # nobody says when: then at the latest
        one_of(telling(published=None)),
    ]
    assert by_days(made, 4) == days(
        ("ASSAULT", None, None, "2021", 1),
        ("AID", "2021", "2021", None, 1),
        ("ASSAULT", "2021", "2021", None, 2),
        ("ASSAULT", None, None, None, 1),
    )
    assert by_days(made, 7)[:3] == days(
        ("AID", "2021-03", "2021-03", None, 1),
        ("ASSAULT", "2021-03", "2021-03", None, 2),
        ("ASSAULT", None, None, "2021-04", 1),
    )
    assert ("AID", "2021-03-01", "2021-03-31") in {(one.type, one.begin, one.end) for one in by_days(made, 10)}


def test_a_place_counts_each_incident_once_and_only_by_name() -> None:
    made = [
        one_of(telling(place=SARN), telling(report="r2", place=SARN)),
        one_of(telling(place=SARN), telling(report="r2", place=OLMEN), status="denied"),  # reports differ: both count
        one_of(telling(place=some("ein Dorf"))),
        one_of(telling()),
    ]
    assert by_place(made) == (
        [
            PartyCount(id="place:sarn", name="Sarn", kind="place", count=2, settled=1),
            PartyCount(id="place:olmen", name="Olmen", kind="place", count=1, settled=0),
        ],
        2,
    )


def test_a_pair_is_counted_with_its_direction() -> None:
    made = [
        one_of(telling(actors=(FRONT,), recipients=(HOFER,))),
        one_of(telling(actors=(HOFER,), recipients=(FRONT,))),
        one_of(telling(actors=(HOFER, FRONT))),
        one_of(telling(recipients=(HOFER, FRONT))),  # nobody of the two acts
        one_of(telling(kind="AID", actors=(FRONT,), recipients=(HOFER,)), status="demanded"),
        one_of(telling(actors=(FRONT,), recipients=(some("zwei Männer"),))),
        one_of(telling(actors=(FRONT,), recipients=(FRONT,))),  # on itself
    ]
    assert by_pair(made) == [
        PairCount(one=FRONT.id, other=HOFER.id, type="AID", count=1, settled=0, forth=1, back=0),
        PairCount(one=FRONT.id, other=HOFER.id, type="ASSAULT", count=3, settled=3, forth=1, back=1),
    ]


def test_an_incident_that_reports_tell_both_ways_counts_once() -> None:
    both = one_of(telling(actors=(FRONT,), recipients=(HOFER,)), telling(report="r2", actors=(HOFER, FRONT)))
    assert by_pair([both]) == [
        PairCount(one=FRONT.id, other=HOFER.id, type="ASSAULT", count=1, settled=1, forth=1, back=0),
    ]


@pytest.mark.parametrize(
    ("actors", "recipients", "together"),
    [
        ((FRONT,), (HOFER,), True),
        ((HOFER,), (FRONT,), True),
        ((HOFER, FRONT), (), True),
        ((), (HOFER, FRONT), False),
        ((BRANDT,), (HOFER, FRONT), False),
        ((FRONT,), (BRANDT,), False),
    ],
)
def test_who_acts_with_whom(actors: Any, recipients: Any, together: bool) -> None:
    made = one_of(telling(actors=actors, recipients=recipients))
    assert acts_with(made, HOFER.id, FRONT.id) is together
    assert acts_with(made, FRONT.id, HOFER.id) is together


def test_somebody_counts_where_they_act_or_are_acted_on() -> None:
    made = [
        one_of(telling(actors=(FRONT,), recipients=(HOFER,)), telling(report="r2", recipients=(FRONT,))),
        one_of(telling(actors=(FRONT,)), status="announced"),
        one_of(telling(place=SARN)),
    ]
    found = parties(made, {FRONT.id, SARN.id})
    assert found == {FRONT.id: PartyCount(id=FRONT.id, name=FRONT.name, kind="organisation", count=2, settled=1)}


def test_what_did_not_happen_is_counted_apart() -> None:
    told = telling(time="2021-03-08")
    made = [
        one_of(told),
        one_of(told, status="ongoing"),
        one_of(told, status="announced"),
        one_of(told, status="denied"),
    ]
    assert [(one.settled, one.count) for one in by_days(made, 4)] == [(False, 2), (True, 2)]
