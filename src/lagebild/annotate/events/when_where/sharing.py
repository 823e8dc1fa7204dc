"""The adjuncts of a clause: those in it, and those that it shares with another clause."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lagebild.annotate.events.when_where.adjunct import Adjunct, Reach, path_up
from lagebild.annotate.events.when_where.open_phrases import Below, is_open
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set

_FAR = 9
"""Adjuncts are shared over at most so many steps from clause to clause."""
_OUT = Reach(None)


class Step(NamedTuple):
    """A clause that may have an adjunct, and the steps taken to it from the trigger's own."""

    text: Text
    clause: Clause
    adjunct: Adjunct
    steps: int = 0

    def into(self, clause: Clause, steps: int) -> Reach:
        """The reach from another clause that this one shares adjuncts with."""
        return in_clause(Step(self.text, clause, self.adjunct, self.steps + steps))


def in_clause(step: Step) -> Reach:
    """How far an adjunct is from a clause's predicate, with the rules that say so."""
    found = first(WITHIN, step) or (first(SHARED, step) if step.steps <= _FAR else None)
    if found is None:
        return _OUT
    told, name = found
    return Reach(told.far, (name, *told.because)) if told.far is not None else _OUT


def _around(step: Step) -> Clause | Literal[True] | None:
    """The clause of the antecedent, for a relative clause that lies in it (*bei dem*, *in der*).

    True where the adjunct itself is the antecedent. What stands before the comma counts, whatever the parser hangs it on.
    """
    a, predicate, span = step.text.analysis, step.clause.predicate, step.adjunct.span
    for pronoun in range(a.sentences[a.sentence_of[predicate]].start + 2, predicate):
        if "Rel" not in a.feat(pronoun, "PronType") or a.heads[pronoun] != predicate:
            continue
        if a.forms[pronoun - 1].casefold() not in closed("lying_in") or a.forms[pronoun - 2] != ",":
            continue
        before = pronoun - 3
        if before >= 0 and span.start <= a.starts[before] < span.end:
            return True
        return step.text.clause_around(before) if before >= 0 else None
    return None


def _antecedent(step: Step) -> Reach | None:
    return Reach(step.steps + 1) if _around(step) is True else None


def _right_before(step: Step) -> Reach | None:
    a = step.text.analysis
    marks = a.dependents(step.clause.predicate, "mark", "advmod")
    word = next((m for m in marks if a.forms[m] == "als"), None)
    if word is None or step.text.content[step.adjunct.span.end : a.starts[word]].strip() != ",":
        return None
    return Reach(step.steps + 1)


def _within(step: Step) -> Reach | None:
    """The reach of what stands in the clause itself, unless something closes it off."""
    text, adjunct = step.text, step.adjunct
    path = path_up(text, adjunct.head, step.clause.predicate)
    if path is None:
        return None
    if adjunct.kind == "time":  # *vor einem Jahr, am 3. Mai*: one time beside another
        path = [token for token in path if text.time_at(text.analysis.starts[token]) is None]
    opened, because = is_open(Below(text, adjunct, tuple(path)))
    return Reach(step.steps + len(path), because) if opened else _OUT


def _first_of(step: Step, label: str) -> Clause | None:
    """The clause that a clause is conjoined to (`conj`), or stands beside (`parataxis`)."""
    a, predicate = step.text.analysis, step.clause.predicate
    return step.text.clause_of.get(a.heads[predicate]) if a.labels[predicate] == label else None


def _conjoined_time(step: Step) -> Reach | None:
    head = _first_of(step, "conj")
    if head is None or step.adjunct.kind != "time":
        return None
    before = step.adjunct.head < max(head.predicate, *head.verbs)
    return step.into(head, 3) if before else _OUT


def _conjoined_place(step: Step) -> Reach | None:
    head = _first_of(step, "conj")
    return step.into(head, 3) if head is not None and step.adjunct.kind == "place" else None


def _beside_place(step: Step) -> Reach | None:
    head = _first_of(step, "parataxis")
    return step.into(head, 3) if head is not None and step.adjunct.kind == "place" else None


def _lies_in(step: Step) -> Reach | None:
    around = _around(step)
    return step.into(around, 3) if isinstance(around, Clause) else None


def _governor(step: Step) -> Clause | None:
    return step.text.clause_of.get(step.clause.governor)


def _at_the_time(step: Step) -> Reach | None:
    governor = _governor(step)
    same = step.clause.subordinator in closed("at_the_time")
    return step.into(governor, 4) if governor is not None and same else None


def _after_in_month(step: Step) -> Reach | None:
    governor = _governor(step)
    coarse = step.clause.subordinator == "nachdem" and step.adjunct.coarse
    return step.into(governor, 4) if governor is not None and coarse else None


def _brought_about(step: Step) -> Reach | None:
    governor = _governor(step)
    if governor is None or step.clause.kind != "infinitive" or governor.lemma not in word_set("bring_about"):
        return None
    return step.into(governor, 4)


WITHIN: tuple[Rule[Step, Reach], ...] = (
    Rule(
        name="when_where/antecedent",
        find=_antecedent,
        why="A relative clause that lies in a time or place was then or there.",
        yes=(("Es geschah im Januar, in dem die Rebellen den Palast stürmten.", "stürmten: 2021-01"),),
    ),
    Rule(
        name="when_where/right-before-als",
        find=_right_before,
        why="A clause with *als* says what was at the time right before its comma.",
        yes=(("Er schwieg bis 2003, als Rebellen den Palast stürmten.", "stürmten: 2003"),),
    ),
    Rule(
        name="when_where/within-clause",
        find=_within,
        why="A predicate takes what hangs on it, as far as nothing closes it off.",
        yes=(("Am Montag verhaftete die Polizei den Redakteur.", "verhaftete: 2021-03-08"),),
    ),
)

SHARED: tuple[Rule[Step, Reach], ...] = (
    Rule(
        name="when_where/conjoined-time",
        find=_conjoined_time,
        why="A time before the first of conjoined verbs holds for all of them.",
        yes=(
            ("Am Montag tagte der Rat und wählte den Minister.", "wählte: 2021-03-08"),
            ("Am Montag traf der Minister den Kanzler und kritisierte die Gewerkschaft.", "kritisierte: 2021-03-08"),
        ),
        no=("Die Rebellen stürmten den Palast am Montag und verhafteten den König.",),
    ),
    Rule(
        name="when_where/conjoined-place",
        find=_conjoined_place,
        why="Conjoined verbs share a place, wherever it stands.",
        yes=(("Die Bauern demonstrierten in Hamburg und griffen Polizisten an.", "griffen: Hamburg"),),
    ),
    Rule(
        name="when_where/beside-place",
        find=_beside_place,
        why="Main clauses side by side share a place.",
        yes=(("In Hamburg gab es Streit - die Polizei verhaftete zwei Männer.", "verhaftete: Hamburg"),),
    ),
    Rule(
        name="when_where/lies-in-clause",
        find=_lies_in,
        why="A relative clause that lies in a happening shares the adjuncts of the clause that tells it.",
        yes=(("Am Montag gab es in Hamburg eine Feier, bei der der Minister den König traf.", "traf: Hamburg"),),
    ),
    Rule(
        name="when_where/at-the-time",
        find=_at_the_time,
        why="A clause with *als* or *während* shares the adjuncts of the clause above it.",
        yes=(
            ("Am Montag tagte der Rat, als der Minister den König traf.", "traf: 2021-03-08"),
            ("Am Montag trat der Minister zurück, während der König den Kanzler traf.", "traf: 2021-03-08"),
        ),
        no=("Am Montag starben zwei Bauern, weil Rebellen das Dorf angriffen.",),
    ),
    Rule(
        name="when_where/after-in-the-same-month",
        find=_after_in_month,
        why="A clause with *nachdem* lies in the same month or year as the clause above it.",
        yes=(("Im Januar floh der Minister, nachdem Rebellen den Palast gestürmt hatten.", "gestürmt: 2021-01"),),
        no=("Am Montag floh der Minister, nachdem Rebellen den Palast gestürmt hatten.",),
    ),
    Rule(
        name="when_where/brought-about",
        find=_brought_about,
        why="An infinitive is done when the verb of success or beginning above it is.",
        yes=(("Am Montag gelang es den Rebellen, den Palast zu stürmen.", "stürmen: 2021-03-08"),),
        no=("Am Montag drohten die Rebellen, den Palast zu stürmen.",),
    ),
)
