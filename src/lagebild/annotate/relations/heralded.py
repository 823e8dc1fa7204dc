"""Ties told by a noun and an adjective right before a name (*die Bremer Reederei X*)."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.relations.sides import described
from lagebild.annotate.relations.ties import Tie, worded
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.gazetteer import adjective_state
from lagebild.lexicon.nouns import Noun, noun
from lagebild.lexicon.words import closed, word_tuple
from lagebild.reading import Entity

QUOTES = ('"', "„", "»", "«", "“", "”")


class Heralded(NamedTuple):
    """A name from token `start` to `last` (exclusive), and the noun at `token` right before it."""

    text: Text
    start: int
    entity: Entity
    last: int
    token: int
    noun: Noun


def before_a_name(text: Text, start: int, entity: Entity, last: int) -> tuple[Tie, str] | None:
    """The tie that the words before the name at tokens `start` to `last` tell, and the rule that reads it."""
    heralded = _heralded(text, start, entity, last)
    return first(BEFORE_NAMES, heralded) if heralded is not None else None


def _heralded(text: Text, start: int, entity: Entity, last: int) -> Heralded | None:
    analysis = text.analysis
    token = start - 1
    if token >= 0 and analysis.forms[token] in QUOTES:
        token -= 1
    here = noun(analysis.forms[token]) if token > 0 else None
    if here is None and token > 0 and described(text, token) is entity and not analysis.forms[token].endswith("es"):
        form = analysis.forms[token]
        here = Noun(base=form, lemma=form, kind=entity.kind, gender="", number="")
    if here is None or here.number == "Plur" or analysis.sentence_of[token] != analysis.sentence_of[start]:
        return None
    return Heralded(text, start, entity, last, token, here)


def _adjective(text: Text, token: int) -> tuple[Entity, int] | None:
    """The state or town that an adjective before a noun names, and that adjective's token."""
    analysis = text.analysis
    for place in range(token - 1, max(token - 4, -1), -1):
        for entity, span in text.others.get(place, ()):
            town = entity.kind == "place" and analysis.forms[place].endswith("er")
            here = span == analysis.span(place, place + 1) and place not in text.names
            if here and (town or entity.kind == "state" or adjective_state(analysis.forms[place]) is not None):
                return entity, place
        if not analysis.forms[place].endswith(tuple(closed("adjective_endings"))) or analysis.tags[place] == "DET":
            break
    return None


def _from_adjective(case: Heralded, *, fits: bool) -> Tie | None:
    state = _adjective(case.text, case.token) if fits else None
    return worded(case.text, "origin", (case.entity, state[0]), (state[1], case.last)) if state is not None else None


def _adjective_and_person(case: Heralded) -> Tie | None:
    person = case.entity.kind == "person" and case.noun.kind == "person" and case.noun.field != "inhabitant"
    return _from_adjective(case, fits=person)


def _adjective_and_place(case: Heralded) -> Tie | None:
    ends = (*word_tuple("parts_of_a_state"), *word_tuple("kinds_of_places"))
    within = case.noun.lemma.lower().endswith(ends)
    fits = within and case.entity.kind in ("place", "state", "organisation")
    state = _adjective(case.text, case.token) if fits else None
    return worded(case.text, "part", (case.entity, state[0]), (state[1], case.last)) if state is not None else None


def _adjective_and_body(case: Heralded) -> Tie | None:
    home = case.noun.lemma.lower().endswith(word_tuple("companies_and_media"))
    return _from_adjective(case, fits=home and case.entity.kind == "organisation")


def _of_a_colour(case: Heralded) -> Tie | None:
    text, a = case.text, case.text.analysis
    if case.entity.kind != "person":
        return None
    for place in (case.token, case.token - 1):
        form = a.forms[place].casefold()
        stem = next((s for s in word_tuple("stems_of_parties") if form.startswith(s)), None)
        if stem is None or (place != case.token and a.tags[place] != "ADJ"):
            continue
        named = (e for e in text.reading.entities if e.kind in ("organisation", "group"))
        party = next((e for e in named if e.name.casefold().startswith(stem)), None)
        if party is not None and party.id != case.entity.id:
            return worded(text, "party", (case.entity, party), (place, case.last))
    return None


BEFORE_NAMES: tuple[Rule[Heralded, Tie], ...] = (
    Rule(
        name="kind/colour-and-person",
        find=_of_a_colour,
        why="*Republikaner* or *republikanisch* before a name says whose party somebody is of, if the report names it.",
        yes=(
            ("Die Republikaner verloren. Der Republikaner Karl Demm schwieg.", "Karl Demm – Republikaner: party"),
            (
                "Die Republikaner verloren. Der republikanische Senator Karl Demm schwieg.",
                "Karl Demm – Republikaner: party",
            ),
        ),
        no=("Der republikanische Senator Karl Demm schwieg.",),
    ),
    Rule(
        name="kind/adjective-and-person",
        find=_adjective_and_person,
        why="The adjective of a state or town before a person's trade says where they come from.",
        yes=(
            ("Der peruanische Dichter Karl Demm las vor.", "Karl Demm – Peru: origin"),
            ("Die chilenische Sängerin Rita Semm trat auf.", "Rita Semm – Chile: origin"),
            ("Der Prager Lokführer Karl Demm siegte.", "Karl Demm – Prag: origin"),
        ),
        no=(
            "Der russische Ukrainer Karl Demm siegte.",
            "Der peruanische Minister Karl Demm sprach.",
        ),
    ),
    Rule(
        name="kind/adjective-and-place",
        find=_adjective_and_place,
        why="The adjective of a state or town before a noun such as *Provinz* or *Armee* says that it is a part of that.",
        yes=(
            ("In der serbischen Provinz Kosovo blieb es ruhig.", "Kosovo – Serbien: part"),
            ("In der französischen Stadt Straßburg blieb es ruhig.", "Straßburg – Frankreich: part"),
            ("Im Berliner Stadtteil Neukölln blieb es ruhig.", "Neukölln – Berlin: part"),
        ),
        no=("In der Provinz Kosovo blieb es ruhig.",),
    ),
    Rule(
        name="kind/adjective-and-body",
        find=_adjective_and_body,
        why="The adjective of a state or town before a noun such as *Firma* or *Zeitung* says where the body is at home.",
        yes=(
            ("Die peruanische Firma Siemens schwieg.", "Siemens – Peru: origin"),
            ("Der deutsche Konzern Siemens baut ab.", "Siemens – Deutschland: origin"),
            ("Die Hamburger Firma Siemens schwieg.", "Siemens – Hamburg: origin"),
        ),
        no=("Die große Firma Siemens schwieg.",),
    ),
)
