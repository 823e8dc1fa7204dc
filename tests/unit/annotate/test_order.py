"""The annotators stand in an order in which each finds what it needs."""

from lagebild.annotate.read import ANNOTATORS
from lagebild.reading import Reading


def test_each_need_is_given_before() -> None:
    given: set[str] = set()
    for annotator in ANNOTATORS:
        assert set(annotator.needs) <= given, annotator.gives
        assert annotator.gives in Reading.__struct_fields__
        given.add(annotator.gives)
    assert {"times", "entities", "offices", "statements", "events"} <= given
