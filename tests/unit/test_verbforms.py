"""Forms that tell their tense by themselves, whatever the tagger makes of them."""

from __future__ import annotations

import pytest

from lagebild.verbforms import is_past, is_zu_infinitive


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("störten", "stören"), ("zurücktrat", "zurücktreten"), ("unterzeichnete", "unterzeichnen"), ("flohen", "fliehen")],
)
def test_past_by_its_form(form: str, lemma: str) -> None:
    assert is_past(form, lemma)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("stören", "stören"), ("warten", "warten"), ("tritt", "treten"), ("richten", "richten"), ("lassen", "lassen")],
)
def test_present_by_its_form(form: str, lemma: str) -> None:
    assert not is_past(form, lemma)


@pytest.mark.parametrize(("form", "lemma"), [("zurückzutreten", "zurücktreten"), ("anzugreifen", "angreifen")])
def test_infinitive_with_zu_inside(form: str, lemma: str) -> None:
    assert is_zu_infinitive(form, lemma)


@pytest.mark.parametrize(("form", "lemma"), [("zusammenzieht", "zusammenziehen"), ("benutzen", "benutzen")])
def test_zu_that_belongs_to_the_verb(form: str, lemma: str) -> None:
    assert not is_zu_infinitive(form, lemma)
