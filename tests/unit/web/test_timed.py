"""TIMEX3 values in words: none is shown as it is."""

from __future__ import annotations

import pytest

from lagebild.web.timed import timed


@pytest.mark.parametrize(
    ("value", "mod", "german", "english"),
    [
        ("PRESENT_REF", None, "jetzt", "now"),
        ("PAST_REF", None, "früher", "in the past"),
        ("FUTURE_REF", None, "künftig", "in the future"),
        ("2021-03-09", None, "9. März 2021", "9 March 2021"),
        ("2021-03-09TEV", None, "9. März 2021, abends", "9 March 2021, in the evening"),
        ("2017-SU", None, "Sommer 2017", "summer 2017"),
        ("2019-WI", None, "Winter 2019/20", "winter 2019/20"),
        ("1999-WI", None, "Winter 1999/00", "winter 1999/00"),
        ("2020-Q3", None, "3. Quartal 2020", "third quarter of 2020"),
        ("198", None, "1980er Jahre", "1980s"),
        ("19", None, "20. Jahrhundert", "century 20"),
        ("2017-08", "START", "Anfang August 2017", "beginning of August 2017"),
        ("P3D", None, "3 Tage", "3 days"),
        ("P1Y", None, "1 Jahr", "1 year"),
        ("P0.5Y", None, "0,5 Jahre", "0.5 years"),
        ("P1Y6M", None, "1 Jahr 6 Monate", "1 year 6 months"),
        ("PT1H30M", None, "1 Stunde 30 Minuten", "1 hour 30 minutes"),
        ("P2M", "APPROX", "etwa 2 Monate", "about 2 months"),
        ("PXW", None, "einige Wochen", "some weeks"),
        ("XXXX-WXX-3", None, "Mittwoch, Datum offen", "Wednesday, date open"),
        ("XXXX-05-03", None, "3. Mai, Jahr offen", "3 May, year open"),
        ("XXXX-05", None, "Mai, Jahr offen", "May, year open"),
        ("nonsense", None, "nicht aufgelöst", "not resolved"),
        ("P", None, "nicht aufgelöst", "not resolved"),
        (None, None, "nicht aufgelöst", "not resolved"),
    ],
)
def test_a_value_is_said_in_words(value: str | None, mod: str | None, german: str, english: str) -> None:
    assert (timed(value, mod, "de"), timed(value, mod, "en")) == (german, english)
