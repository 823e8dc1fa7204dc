"""What the words above a noun make of its event, up to the clause: *forderte einen Streik*, *die Angst vor einem Putsch*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.status.contents import Hits, Told, content_of, named
from lagebild.annotate.events.status.untrue import of_content
from lagebild.annotate.rule import Rule, fill, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import EventType

_GIVEN: tuple[EventType, ...] = ("AID",)
"""What is given for as long as nobody stops it."""
_STEPS = 4
"""A status is handed down over at most so many nouns."""


class NounCase(NamedTuple):
    """A trigger that is a noun, among the triggers of its text."""

    text: Text
    hits: Hits
    hit: Hit


class Step(NamedTuple):
    """One word above the noun of a trigger, and the slot in which what leads down to the noun stands under it.

    `known`: the noun is spoken of as known; `beside`: the word stands right before the noun's preposition.
    """

    noun: NounCase
    above: int
    slot: str
    known: bool
    beside: bool = False

    def content(self, slot: str, *, known: bool = False) -> Told | None:
        """What the word makes of the event in a slot."""
        text, hits, hit = self.noun
        return content_of(text, hits, self.above, slot, kind=hit.entry.type, known=known)


def of_words(case: NounCase) -> Told | None:
    """What the words above a noun make of it; a doubt comes before a plan (*Verdacht der Vorbereitung*)."""
    if (charged := named(first(CHARGES, case))) is not None:
        return charged
    found = [told for step in _steps(case) for answer in fill(WORDS, step) if (told := named(answer)) is not None]
    if (untrue := next((t for t in found if t.status == "denied"), None)) is not None and found[0].status == "happened":
        return untrue  # *dementierte Berichte über …*: the reports tell it as a fact, and are denied
    return next((t for t in found if t.status != "announced"), found[0] if found else None)


def _steps(case: NounCase) -> Iterator[Step]:
    """The words above a noun up to its clause, as far as what they say can reach it."""
    text, a = case.text, case.text.analysis
    token, slot = text.first_conjunct(case.hit.token), text.slot(case.hit.token)
    beside = next(a.dependents(token, "case"), 0) - 1
    if beside >= 0 and a.tags[beside] == "NOUN":
        yield Step(case, beside, slot, _known(text, token, slot), beside=True)
    above, steps = a.heads[token], 0
    while above >= 0 and steps < _STEPS:
        step = Step(case, above, slot, _known(text, token, slot))
        yield step
        if above in text.clause_of:
            return
        if slot in closed("circumstance_prepositions") and step.content(slot, known=step.known) is None:
            return
        token, slot = above, text.slot(above)
        above, steps = a.heads[token], steps + 1


def _known(text: Text, token: int, slot: str) -> bool:
    """True if a noun is spoken of as known: *sprach von dem Anschlag*, *von Anschlägen*; not *von einem Anschlag*."""
    a = text.analysis
    bare = slot == "von" and a.feat(token, "Number") == "Plur" and not a.has(token, "det")
    return bare or text.definite(token)


def _charged(case: NounCase) -> Told | None:
    text, a, hit = case.text, case.text.analysis, case.hit
    if text.slot(hit.token) != "wegen" or hit.entry.type in ("ACCUSE", "JUDGE") or text.definite(hit.token):
        return None
    token = text.first_conjunct(hit.token)
    preposition = next(a.dependents(token, "case"), token)
    near = {a.heads[token], preposition - 1, *((hit.clause.predicate,) if hit.clause is not None else ())}
    charges = [case.hits[t] for t in near if t in case.hits]
    return Told("possible") if any(h.entry.type == "ACCUSE" for h in charges) else None


CHARGES: tuple[Rule[NounCase, Told], ...] = (
    Rule(
        name="status/charged",
        find=_charged,
        why="What somebody is charged with is possible, unless it is spoken of as known.",
        yes=(
            ("Die Anklage wegen Mordes wurde verlesen.", "Mordes: possible"),
            ("Der General wurde wegen Folter angeklagt.", "Folter: possible"),
        ),
        no=("Der General wurde wegen des Mordes an dem König angeklagt.",),
    ),
)
"""What a charge makes of the deed; asked before the words above."""


def _beside(step: Step) -> Told | None:
    return step.content(step.slot, known=step.known) if step.beside else None


def _above(step: Step) -> Told | None:
    return None if step.beside else step.content(step.slot, known=step.known)


def _predicate(step: Step) -> Told | None:
    clause = step.noun.text.clause_of.get(step.above)
    copula = clause is not None and clause.kind == "copula" and step.slot == "subj" and not step.beside
    return step.content("gen") if copula else None


def _told_of_noun(step: Step) -> Told | None:
    answer = of_content(step.noun.text, step.above)
    return Told(answer[0], rule=answer[1]) if answer is not None else None


def _nothing_known(step: Step) -> Told | None:
    text, a = step.noun.text, step.noun.text.analysis
    clause = text.clause_of.get(step.above)
    if clause is None or step.slot not in ("von", "über") or text.lemma(step.above) not in word_set("being_known"):
        return None
    if "wollen" in clause.modals:
        return Told("denied", step.above)  # *wollte von einem Rücktritt nichts wissen*
    near = {c for t in (step.above, *a.children[step.above]) for c in a.children[t]}
    return Told("possible") if clause.negated or any(a.forms[c].casefold() == "nichts" for c in near) else None


def _aid_stopped(step: Step) -> Told | None:
    clause = step.noun.text.clause_of.get(step.above)
    stopped = clause is not None and clause.lemma in word_set("stopping") and step.slot == "obj" and not clause.negated
    return Told("denied") if stopped and step.noun.hit.entry.type in _GIVEN and not step.beside else None


WORDS: tuple[Rule[Step, Told], ...] = (
    Rule(
        name="status/nothing-known",
        find=_nothing_known,
        why="Of what nothing is known it is open whether it happened.",
        yes=(
            ("Von einem Putsch ist nichts bekannt.", "Putsch: possible"),
            ("Über Verhaftungen wurde nichts bekannt.", "Verhaftungen: possible"),
            ("Von einem Rücktritt wollte die Ministerin nichts wissen.", "Rücktritt: denied"),
        ),
        no=("Von dem Putsch ist wenig bekannt.",),
    ),
    Rule(
        name="status/aid-stopped",
        find=_aid_stopped,
        why="Aid that is stopped or held back is not given.",
        yes=(
            ("Norland stoppte die Hilfe für die Insel.", "Hilfe: denied"),
            ("Der Rat hält die Soforthilfe zurück.", "Soforthilfe: denied"),
        ),
        no=("Die Armee stoppte die Offensive der Rebellen.",),
    ),
    Rule(
        name="status/noun-of-untrue-noun",
        find=_told_of_noun,
        why="What a report or a plan is about is as untrue, missing or given up as that.",
        yes=(
            ("Berichte über einen Putsch sind unwahr.", ""),
            ("Meldungen über einen Überfall wurden widerrufen.", ""),
        ),
        no=("Berichte über einen Putsch sind wahr.",),
    ),
    Rule(
        name="status/noun-before",
        find=_beside,
        why="A noun right before the preposition says what stands behind it, whatever the preposition hangs on in the tree.",
        yes=(
            ("Die Partei nannte Bedingungen zu einer Waffenruhe.", "Waffenruhe: possible"),
            ("In Halve haben Gespräche über eine Waffenruhe begonnen.", "Waffenruhe: possible"),
            ("Die Stadt lebt in Angst vor einem Anschlag.", "Anschlag: possible"),
        ),
        no=("Der Bürgermeister kam in die Stadt zu einem Treffen.",),
    ),
    Rule(
        name="status/word-above",
        find=_above,
        why="A verb or a noun says what it demands, plans, fears or denies.",
        yes=(
            ("Die Gewerkschaft kündigte einen Streik an.", "Streik: announced"),
            ("Die Gewerkschaft forderte den Rücktritt des Ministers.", "Rücktritt: demanded"),
            ("Das Parlament lehnte eine Waffenruhe ab.", "Waffenruhe: denied"),
            ("Der Sprecher sprach von einem Anschlag der Rebellen.", "Anschlag: possible"),
            ("Ein Verdacht der Vorbereitung eines Anschlags kam auf.", "Anschlags: possible"),
        ),
        no=("Die Gewerkschaft begann einen Streik.",),
    ),
    Rule(
        name="status/predicate-noun",
        find=_predicate,
        why="What is called a demand, a plan or a danger is one.",
        yes=(
            ("Der Rücktritt des Ministers ist eine Forderung der Opposition.", "Rücktritt: demanded"),
            ("Ein Bürgerkrieg ist eine Gefahr.", "Bürgerkrieg: possible"),
        ),
        no=("Der Rücktritt des Ministers ist ein Erfolg der Opposition.",),
    ),
)
"""What one word above a noun makes of it. Of all answers, the first that is not a plan counts, else the first."""
