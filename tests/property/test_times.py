"""What holds of times in any text."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild import lexicon
from lagebild.annotate import times
from lagebild.export.timeml import to_timeml
from lagebild.reading import Reading

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
    "September", "Oktober", "November", "Dezember",
)  # fmt: skip
PIECES = [row["form"].rstrip("~") for row in (*lexicon.load("time_words"), *lexicon.load("time_phrases"))]
SALAD = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(list(".,:-/(")), st.integers(0, 3000).map(str)), max_size=30
).map(" ".join)
PUBLISHED = st.one_of(
    st.none(), st.dates().map(str), st.just("0001-01-01"), st.just("9999-12-31"), st.text(max_size=12)
)


@given(st.one_of(st.text(), SALAD, SALAD.map(lambda s: s.replace(" ", ""))), PUBLISHED)
@settings(max_examples=600, deadline=None)
def test_any_text_gives_ordered_spans_and_intervals(text: str, published: str | None) -> None:
    position = 0
    for time in times.find(text, published):
        assert position <= time.start < time.end <= len(text)
        assert text[time.start : time.end].strip() == text[time.start : time.end]
        assert time.value
        assert time.because["value"]
        if time.begin is not None:
            assert time.end_date is not None
            assert time.begin <= time.end_date
        position = time.end


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2039, 12, 31)), st.integers(0, 4))
@settings(deadline=None)
def test_a_full_date_is_read_in_any_spelling(day: datetime.date, spelling: int) -> None:
    month = MONTHS[day.month - 1]
    written = (
        f"{day.day}. {month} {day.year}",
        f"{day.day:02d}. {month} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
        day.isoformat(),
    )[spelling]
    text = f"Der Brief vom {written} kam an."
    [time] = times.find(text, "2024-05-15")
    assert (text[time.start : time.end], time.value, time.begin) == (written, day.isoformat(), day.isoformat())


@given(st.one_of(st.text(), SALAD))
@settings(deadline=None)
def test_finding_twice_gives_the_same_and_timeml_keeps_the_tags(text: str) -> None:
    found = times.find(text, "2024-05-15")
    assert times.find(text, "2024-05-15") == found
    reading = Reading(id="x", text=text, published="2024-05-15", times=found)
    assert to_timeml(reading).count("<TIMEX3 ") == len(found) + 1
