"""Who can act, on analyses made by hand: nouns for people and bodies, places for who governs them, lost subjects."""

from __future__ import annotations

import pytest
from tests.unit.build import analysis

from lagebild.annotate.events.acting import can_act, governs, has_lost_subject
from lagebild.annotate.text import Text
from lagebild.document import Document
from lagebild.reading import Reading

SAID = """
{noun}   {lemma}   NOUN  Case=Nom|Gender={gender}          2  nsubj
schwieg  schweigen VERB  Mood=Ind|Tense=Past|VerbForm=Fin  0  root
{stop}   {stop}    PUNCT _                                 2  punct
"""
NO_SUBJECT = """
Am        am        ADP   _                                 2  case
Abend     Abend     NOUN  Case=Dat                          3  obl
verlangte verlangen VERB  Mood=Ind|Tense=Past|VerbForm=Fin  0  root
Geld      Geld      NOUN  Case=Acc                          3  obj
{stop}    {stop}    PUNCT _                                 3  punct
"""


def text(rows: str) -> Text:
    a = analysis(rows)
    sentences = tuple(a.sentence_span(n) for n in range(len(a.sentences)))
    return Text(a, Reading.blank(Document(id="x", text=a.text), sentences))


@pytest.mark.parametrize(
    ("noun", "gender", "acts"),
    [
        ("Zöllner", "Masc", True),
        ("Inselrat", "Masc", True),
        ("Ordnungsamt", "Neut", True),
        ("Wachdienst", "Masc", True),
        ("Vermummte", "Fem", True),
        ("Geplante", "Neut", False),
        ("Heirat", "Fem", False),
        ("Apparat", "Masc", False),
        ("Winter", "Masc", False),
    ],
)
def test_a_noun_for_people_or_a_body_acts_though_it_is_no_entity(noun: str, gender: str, *, acts: bool) -> None:
    assert can_act(text(SAID.format(noun=noun, lemma=noun, gender=gender, stop=".")), 0) is acts


@pytest.mark.parametrize(("noun", "stands_for_somebody"), [("Rathaus", True), ("Hauptstadt", True), ("Keller", False)])
def test_some_places_stand_for_who_governs_them(noun: str, *, stands_for_somebody: bool) -> None:
    here = text(SAID.format(noun=noun, lemma=noun, gender="Neut", stop="."))
    assert governs(here, here.clauses[0]) is stands_for_somebody


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        (NO_SUBJECT.format(stop="."), True),
        (NO_SUBJECT.format(stop="?"), False),
        (NO_SUBJECT.format(stop=".").replace("Mood=Ind|", "Mood=Imp|"), False),
        (SAID.format(noun="Zöllner", lemma="Zöllner", gender="Masc", stop="."), False),
    ],
)
def test_a_finite_verb_without_a_subject_has_lost_it(rows: str, *, lost: bool) -> None:
    here = text(rows)
    assert has_lost_subject(here, here.clauses[0]) is lost
