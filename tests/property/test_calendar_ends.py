"""The last days of the calendar: a report that names them is read, and what reports say of them is compared."""

from __future__ import annotations

import pytest
from tests.unit.record.disputing import told

from lagebild import run
from lagebild.annotate.events.when_where.days_from import moved
from lagebild.document import Document
from lagebild.reading import Reading
from lagebild.record import disputed_days
from lagebild.timex import interval
from lagebild.web import bars

TEXTS = (
    "Ada Brunn trat am 31.12.9999 um 23 Uhr zurück, in der Nacht zum 1. Januar wurde Karl Dorn verhaftet.",
    "In der Nacht zum 31. Dezember 9999 tötete eine Bombe in Halm um 2.30 Uhr drei Menschen.",
    "Zehn Tage nach der Wahl am 31. Dezember 9999 trat Ada Brunn zurück.",
    "9999999999 Tage nach der Wahl am 3. Mai 2021 trat Ada Brunn zurück.",
    f"{'9' * 5000} Tage nach der Wahl am 3. Mai 2021 trat Ada Brunn zurück.",
    "Eine Bombe tötete am 1.1.0001 drei Menschen, am Sonntag davor und am folgenden Tag zwei Menschen.",
    "Eine Bombe tötete am 31.12.9999 drei Menschen, am Sonntag darauf und am folgenden Tag zwei Menschen.",
)


@pytest.mark.parametrize("published", ["1400-01-01", "2021-05-05", "2999-12-31"])
def test_they_are_read(published: str) -> None:
    for found in run.read([Document(id=text[:9], text=text, published=published) for text in TEXTS]):
        assert isinstance(found, Reading), found


@pytest.mark.parametrize("other", ["9999-12-30", "9999-12-30TEV", "9999-12-30T08:00"])
def test_days_that_differ_at_the_end_of_the_calendar_are_compared(other: str) -> None:
    for time in ("9999-12-31", "9999-12-31TNI", "9999-12-31T23:30"):
        assert disputed_days._other_days(told("Bote", time=time), told("Blatt", time=other))


def test_what_lies_behind_is_no_day() -> None:
    assert moved("9999-12-31", 1) is None
    assert moved("2021-05-05", 10**12) is None
    assert moved("2021-05-05", 1) == "2021-05-06"
    assert interval("9999-W52") is None
    assert str(bars._last("9999-12")) == "9999-12-31"
    assert str(bars._last("2020-02")) == "2020-02-29"
