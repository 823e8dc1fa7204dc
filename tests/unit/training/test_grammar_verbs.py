"""Forms of verbs, checked against those that grammars give and against what the reading side sees in them."""

from __future__ import annotations

import pytest
from training.grammar.frames import frames
from training.grammar.inflection import Agreement, adjective, article, ending
from training.grammar.verbs import verb
from training.grammar.words import PARTS, Noun, feminine, noun

from lagebild.verbforms import is_past

FORMS = [
    ("festnehmen", "fest", "nimmt", "nahm", "festgenommen", "festzunehmen"),
    ("angreifen", "an", "greift", "griff", "angegriffen", "anzugreifen"),
    ("überfallen", "", "überfällt", "überfiel", "überfallen", ""),
    ("töten", "", "tötet", "tötete", "getötet", ""),
    ("beleidigen", "", "beleidigt", "beleidigte", "beleidigt", ""),
    ("kritisieren", "", "kritisiert", "kritisierte", "kritisiert", ""),
    ("abschaffen", "ab", "schafft", "schaffte", "abgeschafft", "abzuschaffen"),
    ("umzingeln", "", "umzingelt", "umzingelte", "umzingelt", ""),
    ("unterbringen", "unter", "bringt", "brachte", "untergebracht", "unterzubringen"),
    ("befehlen", "", "befiehlt", "befahl", "befohlen", ""),
    ("anerkennen", "an", "erkennt", "erkannte", "anerkannt", "anzuerkennen"),
    ("warnen", "", "warnt", "warnte", "gewarnt", ""),
    ("anordnen", "an", "ordnet", "ordnete", "angeordnet", "anzuordnen"),
]


@pytest.mark.parametrize(("lemma", "particle", "third", "past", "part", "zu"), FORMS)
def test_forms(lemma: str, particle: str, third: str, past: str, part: str, zu: str) -> None:
    found = verb(lemma)
    assert found is not None
    assert (found.particle, found.third, found.past, found.part) == (particle, third, past, part)
    if particle:
        assert found.zu == zu


@pytest.mark.parametrize("lemma", ["gutheißen", "zwangsräumen", "lahmlegen"])
def test_a_verb_whose_forms_are_not_sure_is_left_out(lemma: str) -> None:
    assert verb(lemma) is None


def test_persons_of_the_past_and_the_present() -> None:
    found = verb("angreifen")
    assert found is not None
    assert found.finite(past=True, plural=True) == "griffen"
    assert found.finite(past=False, plural=True) == "greifen"
    assert found.finite(past=False, plural=False, subjunctive=True) == "greife"
    weak = verb("warnen")
    assert weak is not None
    assert weak.finite(past=True, plural=True) == "warnten"


def test_most_verbs_of_the_trigger_lexicon_are_used_and_their_pasts_read_as_pasts() -> None:
    known = {frame.verb for part in PARTS for frame in frames(part)}
    assert len(known) > 600
    for each in known:
        assert is_past(each.past, each.base), each


def test_a_frame_says_what_the_lexicon_says() -> None:
    by_verb = {(f.verb.lemma, f.type): f for part in PARTS for f in frames(part) if not f.light}
    shot = by_verb["abfeuern", "ASSAULT"]
    assert shot.role("subj") == "actor"
    assert shot.role("auf") == "recipient"
    assert "Rakete" in shot.objects
    assert not shot.living
    assert by_verb["deportieren", "COERCE"].living


def test_determiners_and_adjectives() -> None:
    masculine = Agreement("Acc", "Sing", "Masc")
    plural = Agreement("Dat", "Plur", "Fem")
    assert [node.word.form for kind in ("der", "ein", "kein", "dieser") if (node := article(kind, masculine))] == [
        "den", "einen", "keinen", "diesen",
    ]  # fmt: skip
    assert article("ein", plural) is None
    assert adjective("jung", "ein", Agreement("Nom", "Sing", "Masc")).word.form == "junger"
    assert adjective("jung", "der", plural).word.form == "jungen"
    assert ending("none", Agreement("Gen", "Plur", "Masc")) == "er"


def test_declension() -> None:
    soldier, boy = noun("Soldat"), noun("Mann")
    assert soldier is not None
    assert boy is not None
    assert soldier.inflected("Acc", "Sing") == "Soldaten"
    assert boy.inflected("Acc", "Sing") == "Mann"
    assert boy.inflected("Dat", "Plur") == "Männern"
    assert noun("Streitkräfte") == Noun("Streitkräfte", "-", "Streitkräfte", "")
    woman = feminine(soldier)
    assert woman is not None
    assert woman.inflected("Dat", "Plur") == "Soldatinnen"
    assert feminine(boy) is None
