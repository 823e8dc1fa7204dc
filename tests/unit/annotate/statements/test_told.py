"""The index of statements: what it finds at a place is what looking at all of them would find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.annotate.statements.told import Told
from lagebild.document import Span
from lagebild.reading import Statement

SPANS = st.tuples(st.integers(0, 3000), st.integers(1, 900)).map(lambda pair: Span(pair[0], sum(pair)))


def statement(*spans: Span, speaker: str | None = None) -> Statement:
    return Statement(type="indirect", medium="speech", speaker=speaker, quote_spans=spans)


STATEMENTS = st.lists(st.lists(SPANS, min_size=1, max_size=3).map(lambda spans: statement(*spans)), max_size=12)


@given(STATEMENTS, SPANS)
def test_overlapping_finds_what_a_look_at_all_finds(statements: list[Statement], span: Span) -> None:
    expected = [s for s in statements if any(q.overlaps(span) for q in s.quote_spans)]
    assert Told(statements).overlapping(span) == expected


@given(STATEMENTS, SPANS)
def test_ending_finds_what_a_look_at_all_finds(statements: list[Statement], span: Span) -> None:
    expected = [s for s in statements if any(span.start <= q.end <= span.end for q in s.quote_spans)]
    assert Told(statements).ending(*span) == expected


def test_a_statement_in_the_place_of_another_keeps_its_place() -> None:
    first, second = statement(Span(0, 10)), statement(Span(20, 30))
    told = Told([first, second])
    longer = statement(Span(0, 600))
    told.replace(first, longer)
    assert list(told) == [longer, second]
    assert told.overlapping(Span(500, 510)) == [longer]
    assert told.last == second


def test_what_is_taken_out_is_found_no_more() -> None:
    first, second = statement(Span(0, 10)), statement(Span(5, 30))
    told = Told([first, second])
    told.remove(second)
    assert list(told) == [first]
    assert told.overlapping(Span(6, 40)) == [first]
    assert told.last == first
    with pytest.raises(ValueError, match="no such statement"):
        told.remove(second)
