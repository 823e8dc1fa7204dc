"""What goes on and what is over, by the kind of deed (`event_courses.tsv`); headlines tell in the present what is over."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from lagebild import lexicon
from lagebild.analysis import Analysis
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.status.entries import in_entry
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import EventStatus, EventType

_AT_A_STROKE: tuple[EventType, ...] = (
    "ASSAULT", "OFFICE", "ELECT", "JUDGE", "DISASTER", "DIE", "PROTEST", "ACCUSE",
    "CONCEDE", "THREATEN", "SANCTION", "LEGISLATE", "REQUEST", "AGREE",
)  # fmt: skip
"""Deeds that are over when they are told in the present."""
_STRIKES: tuple[EventType, ...] = ("ASSAULT", "DISASTER", "DIE")
"""What comes about again and again rather than going on (*seit Montag sterben Menschen*)."""


@cache
def _courses() -> dict[tuple[str, str], str]:
    rows = lexicon.load("event_courses", required=("form", "pos", "course"))
    return {(row["form"].casefold(), row["pos"]): row["course"] for row in rows}


def course_of(word: str, pos: str) -> str:
    """The course that a word's event takes: `lasts`, `stands`, `stays` or `stroke`; empty if unknown."""
    return _courses().get((word.casefold(), pos), "")


def noun_lasts(hit: Hit) -> bool:
    """True if a trigger's noun names something that goes on when told in the present."""
    return course_of(hit.entry.word, "NOUN") in ("lasts", "stands")


class Course(NamedTuple):
    """A trigger, its clause, and the status that the clause gave it: `happened` or `ongoing`."""

    text: Text
    hit: Hit
    clause: Clause
    status: EventStatus

    @property
    def analysis(self) -> Analysis:
        """The analysis of the text."""
        return self.text.analysis

    @property
    def course(self) -> str:
        """The course that the deed of the clause's verb takes."""
        return course_of(self.clause.lemma, "VERB")


def by_course(case: Course) -> tuple[EventStatus, str] | None:
    """`ongoing` or `happened` by the kind of deed, with the rule's name; None if the clause decides."""
    return first(COURSES, case)


def _stays(case: Course) -> EventStatus | None:
    clause = case.clause
    before_noun = clause.kind == "participle" and case.analysis.labels[clause.predicate] in ("amod", "xcomp")
    return "ongoing" if case.status == "happened" and case.course == "stays" and before_noun else None


def _holds(case: Course) -> EventStatus | None:
    a, clause, hit = case.analysis, case.clause, case.hit
    helpers = [v for v in clause.verbs if v != clause.predicate and a.tags[v] in ("AUX", "VERB")]
    being = len(helpers) == 1 and a.forms[helpers[0]].casefold() in closed("present_of_sein")
    transitive = any(slot == "obj" for slot, _ in hit.entry.frame)
    held = being and transitive and hit.own and clause.tense == "perfect" and not clause.undergoers
    return "ongoing" if case.status == "happened" and held else None


def _entry(case: Course) -> EventStatus | None:
    clause = case.clause
    told = case.status == "ongoing" and clause.tense == "present" and clause.voice != "statal"
    since = any(preposition == "seit" for preposition, _ in clause.obliques)
    return "happened" if told and not since and in_entry(case.text, case.hit.token) else None


def _since(case: Course) -> EventStatus | None:
    a, clause = case.analysis, case.clause
    if case.hit.entry.type in _STRIKES:
        return None
    below = (t for c in a.children[clause.predicate] for t in a.children[c])
    since = any(preposition == "seit" for preposition, _ in clause.obliques)
    since = since or any(a.forms[t].casefold() == "seit" for t in below)  # *seit gestern*
    still = any(a.forms[c].casefold() in word_set("still_going_on") for c in a.children[clause.predicate])
    return "ongoing" if case.status == "ongoing" and (since or still) else None


def _noun_goes_on(case: Course) -> EventStatus | None:
    return "ongoing" if case.status == "ongoing" and noun_lasts(case.hit) and not case.hit.own else None


def _goes_on(case: Course) -> EventStatus | None:
    return "ongoing" if case.status == "ongoing" and case.course in ("lasts", "stays") else None


def _state(case: Course) -> EventStatus | None:
    return "ongoing" if case.status == "ongoing" and case.clause.voice == "statal" else None


def _stands(case: Course) -> EventStatus | None:
    phrase = case.hit.entry.pos == "PHRASE" and case.hit.entry.type != "ELECT"  # *liegt vorn*: at the end of a count
    return "ongoing" if case.status == "ongoing" and phrase and case.clause.lemma in word_set("being_under") else None


def comes_again(text: Text, hit: Hit, clause: Clause) -> bool:
    """True if a clause tells in the present what comes again and again (*häufig*, *jedes Jahr*)."""
    if clause.tense != "present":
        return False
    a = text.analysis
    here = (t for t in text.sentence_tokens(hit.token) if a.forms[t].casefold() in word_set("again_and_again"))
    # *immer schlimmer* is no *immer wieder*
    here = (t for t in here if a.forms[t] != "immer" or a.tags[min(t + 1, len(a) - 1)] != "ADJ")
    often = any(text.clause_around(t) == clause for t in here)
    every = (a.token_at(t.start) for t in text.times_in(text.sentence(hit.token)) if t.type == "SET")
    return often or any(t is not None and text.clause_around(t) == clause for t in every)


def _again(case: Course) -> EventStatus | None:
    return "ongoing" if case.status == "ongoing" and comes_again(case.text, case.hit, case.clause) else None


def _accused(case: Course) -> EventStatus | None:
    aside = case.hit.entry.type == "ACCUSE" and case.analysis.labels[case.clause.predicate].startswith("acl")
    return "ongoing" if case.status == "ongoing" and aside else None


def _at_a_stroke(case: Course) -> EventStatus | None:
    stroke = case.course == "stroke" or case.hit.entry.type in _AT_A_STROKE
    return "happened" if case.status == "ongoing" and stroke else None


COURSES: tuple[Rule[Course, EventStatus], ...] = (
    Rule(
        name="status/still-holds",
        find=_stays,
        why="A participle before a noun says of some deeds that they still hold.",
        yes=(
            ("Die besetzte Stadt hungert.", "besetzte: ongoing"),
            ("Die inhaftierten Journalisten hungern.", "inhaftierten: ongoing"),
        ),
        no=("Die angegriffene Stadt hungert.", "Die Truppen besetzten die Stadt."),
    ),
    Rule(
        name="status/held-state",
        find=_holds,
        why="*ist verboten* tells a state, for a verb with an object makes no perfect with *sein*.",
        yes=(("In Halve sind Demonstrationen auf dem Markt verboten.", "verboten: ongoing"),),
        no=("In Halve wurden Demonstrationen auf dem Markt verboten.",),
    ),
    Rule(
        name="status/entry",
        find=_entry,
        why="A ticker or a chronicle tells in the present, behind a date or a time of day, what is over.",
        yes=(
            (
                "3. März 2020: Der Rat unterstützt die Fischer. 9. April 2020: Die Fischer danken.",
                "unterstützt: happened",
            ),
            ("14.05 Uhr: Die Polizei durchsucht das Rathaus.", "durchsucht: happened"),
        ),
        no=("Der Rat unterstützt die Fischer.",),
    ),
    Rule(
        name="status/noun-goes-on",
        find=_noun_goes_on,
        why="A phrase around a noun of what lasts tells in the present what goes on.",
        yes=(("Die Arbeiter treten in einen Streik.", "Streik: ongoing"),),
        no=("Die Arbeiter traten in einen Streik.",),
    ),
    Rule(
        name="status/deed-goes-on",
        find=_goes_on,
        why="Some deeds last: told in the present they go on.",
        yes=(
            ("Die Lokführer streiken in Halve.", "streiken: ongoing"),
            ("Die Bauern blockieren die Autobahn.", "blockieren: ongoing"),
        ),
        no=("Die Rebellen greifen die Stadt an.",),
    ),
    Rule(
        name="status/state-goes-on",
        find=_state,
        why="A passive with *ist* tells a state that goes on.",
        yes=(("Der Minister ist wegen Betrugs angeklagt.", "angeklagt: ongoing"),),
        no=("Der Minister wird wegen Betrugs angeklagt.",),
    ),
    Rule(
        name="status/stands-under",
        find=_stands,
        why="Who *steht* under or before something, or *hegt* it, is in a state that goes on.",
        yes=(
            ("Der Bürgermeister steht wegen Betrugs vor Gericht.", "Gericht: ongoing"),
            ("Die Ministerin steht unter Druck, zurückzutreten.", "Druck: ongoing"),
            ("Die Staatsanwaltschaft hegt den Verdacht auf Betrug.", "Verdacht: ongoing"),
        ),
        no=("Der Bürgermeister stand vor Gericht.", "Der Bürgermeister kommt vor Gericht."),
    ),
    Rule(
        name="status/again-and-again",
        find=_again,
        why="What is told in the present to come again and again goes on.",
        yes=(
            ("In den Bergen sterben jedes Jahr zwei Bauern.", "sterben: ongoing"),
            ("Die Rebellen überfallen häufig Händler.", "überfallen: ongoing"),
            ("Die Rebellen überfallen immer wieder Händler.", "überfallen: ongoing"),
        ),
        no=("Die Rebellen überfallen einen Händler.", "In den Bergen starben jedes Jahr zwei Bauern."),
    ),
    Rule(
        name="status/charge-goes-on",
        find=_accused,
        why="A charge told beside a noun in the present still stands.",
        yes=(("Die Gewerkschaft, die den Minister kritisiert, tagt heute.", "kritisiert: ongoing"),),
        no=("Die Gewerkschaft kritisiert den Minister.",),
    ),
    Rule(
        name="status/goes-on-since",
        find=_since,
        why="What somebody does *seit* some time, *weiterhin* or *immer noch* goes on.",
        yes=(
            ("Die Opposition kritisiert seit Jahren den Minister.", "kritisiert: ongoing"),
            ("Die Opposition fordert seit gestern eine Waffenruhe.", "fordert: ongoing"),
            ("Die Rebellen drohen weiterhin mit einem Angriff.", "drohen: ongoing"),
        ),
        no=("Die Opposition kritisiert den Minister.",),
    ),
    Rule(
        name="status/at-a-stroke",
        find=_at_a_stroke,
        why="Headlines tell in the present a deed that is over at a stroke.",
        yes=(
            ("Die Rebellen greifen die Stadt an.", "greifen: happened"),
            ("Die Armee dementiert den Angriff.", "dementiert: happened"),
        ),
        no=("Die Rebellen griffen die Stadt an.", "Die Lokführer streiken seit Montag."),
    ),
)
"""What the kind of deed makes of what its clause tells as fact; if no rule answers, the clause decides."""
