"""What days a TIMEX3 value covers."""

import pytest

from lagebild.timex import interval


@pytest.mark.parametrize(
    ("value", "begin", "end"),
    [
        ("2017-08-06", "2017-08-06", "2017-08-06"),
        ("2017-08-06TNI", "2017-08-06", "2017-08-06"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-W32", "2017-08-07", "2017-08-13"),
        ("2017-W32-WE", "2017-08-12", "2017-08-13"),
        ("2017-WI", "2017-12-01", "2018-02-28"),
        ("2017-Q3", "2017-07-01", "2017-09-30"),
        ("2017-H2", "2017-07-01", "2017-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("2016-12-31/2017-01-01", "2016-12-31", "2017-01-01"),
        ("2025-09/2026-02", "2025-09-01", "2026-02-28"),
    ],
)
def test_a_value_covers_its_days(value: str, begin: str, end: str) -> None:
    assert interval(value) == (begin, end)


@pytest.mark.parametrize(
    "value", [None, "", "PAST_REF", "P3D", "XXXX-WXX-3", "2017-02-31", "2017-W60", "2018/2017", "2017-13", "T20:00"]
)
def test_what_names_no_day_covers_none(value: str | None) -> None:
    assert interval(value) is None
