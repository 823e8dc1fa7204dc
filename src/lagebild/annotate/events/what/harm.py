"""Tells harm that somebody did from harm that befell, by deeds and disasters nearby, for words that name no cause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.events.conditions import Spot, stands_near
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.lexicon import HARM, harms
from lagebild.annotate.events.what.choice import options
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import EventType


class Harm(NamedTuple):
    """A word for harm: what it was read as so far, what it may be, and the deeds and disasters of the text."""

    text: Text
    token: int
    hit: Hit | None
    options: Sequence[Hit]
    causes: Mapping[int, EventType]
    order: Sequence[int]
    """The tokens of the causes, left to right."""


def settle(text: Text, found: dict[int, Hit]) -> None:
    """Settle in `found`, for each word of harm without a cause, if somebody did it (ASSAULT) or it befell (DISASTER)."""
    causes = {
        token: hit.entry.type
        for token, hit in found.items()
        if hit.entry.type in HARM and hit.entry.form not in harms()
    }
    order = sorted(causes)
    for token in range(len(text.analysis)) if causes else ():
        hit = found.get(token)
        if hit is not None and hit.entry.form not in harms():
            continue
        fits = [o for o, _ in options(text, token, alone=True) if o.entry.form in harms() and o.entry.type in HARM]
        case = Harm(text, token, hit, (), causes, order)
        if hit is not None and hit.entry.type not in HARM and first(OPEN, case) is None:
            continue
        fits = [o for o in fits if first(SETTLED, case._replace(options=(o,))) is None]
        kind = first(DONE_OR_BEFELL, case._replace(options=fits)) if fits else None
        meant = [o for o in fits if kind is not None and o.entry.type == kind[0]]
        if meant:
            found[token] = max(meant, key=lambda o: (o.entry.pos == "PHRASE", o.entry.weight))


def _of_wounds(case: Harm) -> bool | None:
    """True if somebody died of wounds, so the death may be harm that somebody did."""
    hit = case.hit
    if hit is None or hit.entry.type != "DIE":
        return None
    wounds = frozenset(word.casefold() for word in word_set("wounds"))
    return stands_near(Spot(case.text, case.token, hit.clause, hit.own), wounds, before=False) or None


def _in_a_deed(case: Harm) -> bool | None:
    """True if somebody died *bei* or *durch* what is itself told as a deed or a disaster."""
    hit, a = case.hit, case.text.analysis
    if hit is None or hit.entry.type != "DIE" or not hit.own or hit.clause is None:
        return None
    where = (t for p, t in hit.clause.obliques if p in closed("prepositions_of_a_cause"))
    return any(_stands_for(a, t, hit.clause.predicate) in case.causes for t in where) or None


def _stands_for(a: Analysis, token: int, predicate: int) -> int:
    """The noun that a relative pronoun takes up (*Kämpfe, bei denen …*); any other word itself."""
    relative = "Rel" in a.feat(token, "PronType") and a.labels[predicate].startswith("acl")
    return a.heads[predicate] if relative else token


def _several(case: Harm) -> bool | None:
    """True if several, counted, are dead: they did not all die by themselves.

    A deed that is told only later may be another, or what it was not (*Das war kein Anschlag*).
    """
    hit, a = case.hit, case.text.analysis
    if hit is None or hit.entry.type != "DIE" or not hit.own or hit.clause is None:
        return None
    at = bisect_left(case.order, case.token)
    nearest = min(case.order[max(at - 1, 0) : at + 1], key=lambda cause: _far(case, cause))
    if case.causes[nearest] != "DISASTER" and a.sentence_of[nearest] > a.sentence_of[case.token]:
        return None
    counts = (a.forms[n].casefold() for t in hit.clause.doers for n in a.dependents(t, "nummod"))
    return any(not form.startswith("ein") for form in counts) or None


def _toll(case: Harm) -> bool | None:
    """True if a count of the dead names no cause itself."""
    hit = case.hit
    return (hit is not None and hit.entry.type == "DIE" and hit.entry.word in word_set("tolls")) or None


OPEN: tuple[Rule[Harm, bool], ...] = (
    Rule(
        name="what/toll-of-no-cause",
        find=_toll,
        why="The dead that are counted died of the deed or disaster that the report tells.",
        yes=(
            ("In Karvin bebte die Erde. Die Wege waren leer. Die Zahl der Toten stieg auf 90.", ""),
            ("Rebellen griffen Tarnau an. Die Wege waren leer. Es gab vier Tote.", ""),
        ),
    ),
    Rule(
        name="what/several-dead",
        find=_several,
        why="Several who die at once die of a deed or a disaster, if the report tells one.",
        yes=(
            ("Sechs Bergleute sind tot. Der Stollen war am Montag eingestürzt.", ""),
            ("Rebellen griffen Tarnau an. Die Wege waren leer. Die Märkte waren zu. Drei Bauern sind tot.", ""),
        ),
        no=("Ein Minister ist tot. Der Stollen war am Montag eingestürzt.",),
    ),
    Rule(
        name="what/death-in-a-deed",
        find=_in_a_deed,
        why="Whoever dies *bei* or *durch* a deed or a disaster that the clause names dies of it.",
        yes=(
            ("Bei einer Schlägerei in Tarnau starb ein Händler.", ""),
            ("Es gab eine Schlägerei, bei der ein Händler starb.", ""),
        ),
        no=("Bei einem Besuch in Tarnau starb ein Händler.",),
    ),
    Rule(
        name="what/death-of-wounds",
        find=_of_wounds,
        why="Whoever dies of wounds dies of what brought them about.",
        yes=(
            ("Rebellen überfielen das Dorf. Die Gassen waren leer. Die Bäuerin starb an Stichverletzungen.", ""),
            ("Vermummte überfielen das Dorf. Die Gassen waren leer. Die Bäuerin starb an ihren Verletzungen.", ""),
        ),
    ),
)
"""Finds events that may be harm though they are not read as harm yet: deaths."""


def _noun_alone(case: Harm) -> bool | None:
    return (case.hit is None and case.options[0].entry.pos == "NOUN") or None


def _named_in_sentence(case: Harm) -> bool | None:
    hit = case.hit
    if hit is None:
        return None
    spot = Spot(case.text, case.token, hit.clause, hit.own)
    near = (need.values for need in hit.entry.needs if need.kind == "with")
    return any(stands_near(spot, words, before=False) for words in near) or None


SETTLED: tuple[Rule[Harm, bool], ...] = (
    Rule(
        name="what/noun-of-no-cause",
        find=_noun_alone,
        why="A noun for the dead or injured that has no cause near it mostly tells of no harm.",
        yes=(
            ("In Karvin bebte die Erde. Die Wege waren leer. Die Menschen trauern um die Toten.", ""),
            ("Ein Taifun traf Karvin. Der Himmel war grau. Am Abend begrub man die Toten.", ""),
        ),
    ),
    Rule(
        name="what/cause-in-the-sentence",
        find=_named_in_sentence,
        why="What the sentence itself names decides before what is told around it.",
        yes=(("In Karvin bebte die Erde. Am Abend wurden zwei Bauern mit einem Messer verletzt.", ""),),
    ),
)
"""Asked for each row that fits on its own: an answer keeps the word as it was read."""


def _by_somebody(case: Harm) -> EventType | None:
    """A deed, if somebody is the subject of a verb in the active voice."""
    for hit in case.options:
        clause = hit.clause
        if not hit.own or clause is None or clause.voice != "active" or ("subj", "actor") not in hit.entry.frame:
            continue
        if not clause.doers or any(case.text.agent(t) is not None for t in clause.doers):
            return "ASSAULT"
    return None


def _nearest(case: Harm) -> EventType | None:
    """The type of the cause in the nearest sentence, of two as near that before, of several there the nearest."""
    at = bisect_left(case.order, case.token)
    reach = 3 if case.hit is None else 8
    nearest = min(case.order[max(at - 1, 0) : at + 1], key=lambda cause: _far(case, cause))
    return case.causes[nearest] if _far(case, nearest)[0] <= reach else None


def _far(case: Harm, cause: int) -> tuple[int, bool, int]:
    """How far a cause is: in sentences, behind rather than before, in tokens."""
    sentence = case.text.analysis.sentence_of
    return abs(sentence[cause] - sentence[case.token]), cause > case.token, abs(cause - case.token)


DONE_OR_BEFELL: tuple[Rule[Harm, EventType], ...] = (
    Rule(
        name="what/done-by-somebody",
        find=_by_somebody,
        why="What somebody does to others is a deed, whatever disaster is told nearby.",
        yes=(
            ("In Karvin bebte die Erde. Die Milizen töteten am Abend zwei Bauern.", ""),
            ("Ein Orkan traf Karvin. Am Abend zerstörten Plünderer drei Läden.", ""),
        ),
    ),
    Rule(
        name="what/nearest-cause",
        find=_nearest,
        why="Harm comes of the deed or disaster that is told nearest, rather before than after.",
        yes=(
            ("In Karvin bebte die Erde. Die Wege waren leer. Die Märkte waren zu. Fünf Menschen wurden getötet.", ""),
            (
                "Rebellen griffen Tarnau an. Die Wege waren leer. Die Märkte waren zu. Drei Bewohner kamen ums Leben.",
                "",
            ),
        ),
    ),
)
"""Says if harm was done by somebody or befell."""
