"""Forms that tell their tense by themselves, whatever the tagger makes of them."""

from __future__ import annotations

import pytest

from lagebild.verbforms import has_sein, is_past, is_present, is_zu_infinitive, like_infinitive, participle


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


@pytest.mark.parametrize(("form", "lemma"), [("streiken", "streiken"), ("fordert", "fordern"), ("bietet", "bieten")])
def test_present_whatever_the_tagger_says(form: str, lemma: str) -> None:
    assert is_present(form, lemma)


@pytest.mark.parametrize(("form", "lemma"), [("hielt", "halten"), ("abtrat", "abtreten"), ("forderte", "fordern")])
def test_no_present(form: str, lemma: str) -> None:
    assert not is_present(form, lemma)


@pytest.mark.parametrize("verb", ["ausbrechen", "zurücktreten", "sterben", "abziehen", "einmarschieren", "scheitern"])
def test_perfect_with_sein(verb: str) -> None:
    assert has_sein(verb)


@pytest.mark.parametrize("verb", ["brechen", "betreten", "verbieten", "vertreten", "unterbrechen", "erziehen"])
def test_perfect_with_haben(verb: str) -> None:
    assert not has_sein(verb)


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("entlassene", "entlassen"),
        ("überfallenen", "überfallen"),
        ("verhaftete", "verhaften"),
        ("erlassenes", "erlassen"),
    ],
)
def test_participle_also_where_it_looks_like_the_infinitive(form: str, verb: str) -> None:
    assert participle(form) == (verb, "past")


@pytest.mark.parametrize("form", ["erfahrene", "verhaltener", "seltene", "offenes"])
def test_adjectives_that_are_no_participles(form: str) -> None:
    assert participle(form) is None


@pytest.mark.parametrize("form", ["entlassen", "überfallen", "berufen"])
def test_a_participle_like_its_infinitive(form: str) -> None:
    assert like_infinitive(form)


@pytest.mark.parametrize("form", ["verwiesen", "beschrieben", "verletzt"])
def test_a_participle_unlike_its_infinitive(form: str) -> None:
    assert not like_infinitive(form)
