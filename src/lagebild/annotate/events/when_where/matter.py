"""Says if a noun's event is what its clause tells, or goes along with it: then it has the clause's adjuncts.

If it is only the cause or matter of the clause (*wegen des Streiks*), it was at another time and place.
"""

from __future__ import annotations

from lagebild.annotate.events.when_where.adjunct import Pair, prepositions
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.words import closed, word_set


def told_by_clause(pair: Pair) -> bool:
    """True if a noun's clause tells its event; if no rule answers, it does not."""
    found = first(TOLD, pair)
    return found is not None and found[0]


def _itself(pair: Pair) -> bool | None:
    predicate = pair.hit.clause is not None and pair.hit.token == pair.hit.clause.predicate
    return True if predicate or pair.hit.entry.pos == "PHRASE" else None


def _spoken_of(pair: Pair) -> bool | None:
    clause = pair.hit.clause
    if clause is None or pair.hit.token not in clause.undergoers or clause.lemma not in word_set("speak_of"):
        return None
    return None if pair.adjunct.preposition in closed("planned_for") else False


def _top(pair: Pair) -> int:
    """The first of the nouns that a trigger is conjoined with."""
    a, token = pair.text.analysis, pair.hit.token
    while a.labels[token] in ("conj", "appos", "flat") and a.heads[token] >= 0:
        token = a.heads[token]
    return token


def _outer(pair: Pair) -> int:
    """The head of the phrase that a trigger stands in below its predicate."""
    token = _top(pair)
    above = pair.text.analysis.heads[token]
    return token if pair.hit.clause is not None and above == pair.hit.clause.predicate else above


def _attribute(pair: Pair) -> bool | None:
    a, outer = pair.text.analysis, _outer(pair)
    if outer == _top(pair):
        return None
    clause = pair.hit.clause
    phase = outer >= 0 and a.lemmas[outer] in word_set("phases")
    return None if phase and clause is not None and a.heads[outer] == clause.predicate else False


def _bare(pair: Pair) -> bool | None:
    return None if prepositions(pair.text, _outer(pair)) else True


def _along(pair: Pair) -> bool | None:
    cases = prepositions(pair.text, _outer(pair))
    return True if cases and cases[0] in closed("of_what_goes_along") else None


def _right_after(pair: Pair) -> bool | None:
    a, outer = pair.text.analysis, _outer(pair)
    new = any(a.feat(c, "Definite") == "Ind" for c in a.dependents(outer, "det"))
    return True if new and prepositions(pair.text, outer)[:1] == ["nach"] else None


TOLD: tuple[Rule[Pair, bool], ...] = (
    Rule(
        name="when_where/the-clause-itself",
        find=_itself,
        why="A noun that is the predicate, or of a fixed phrase, is what the clause tells.",
        yes=(
            ("Am Montag kamen durch den Sturm neun Menschen ums Leben.", ""),
            ("In Hamburg kamen durch einen Brand zwei Kinder ums Leben.", ""),
        ),
    ),
    Rule(
        name="when_where/spoken-of",
        find=_spoken_of,
        why="What a verb of saying speaks of was at another time and place.",
        yes=(
            ("Das Gericht wies am Dienstag die Klage der Bauern zurück.", ""),
            ("Der Minister kritisierte am Montag den Angriff.", ""),
        ),
    ),
    Rule(
        name="when_where/attribute-in-clause",
        find=_attribute,
        why="A noun that is another one's attribute is that one's matter.",
        yes=(
            ("Am Montag kritisierte der Minister den Leiter des Gipfels.", ""),
            ("Am Montag stieg die Zahl der Festnahmen.", ""),
        ),
    ),
    Rule(
        name="when_where/bare-noun",
        find=_bare,
        why="A noun without a preposition takes part in what the clause tells.",
        yes=(("Am Montag begann der Streik.", ""),),
    ),
    Rule(
        name="when_where/goes-along-with-clause",
        find=_along,
        why="A noun with *bei*, *während* or their like goes on as the clause does.",
        yes=(("Bei einem Angriff starben am Montag zwei Bauern.", ""),),
    ),
    Rule(
        name="when_where/right-after-a-new-one",
        find=_right_after,
        why="What comes *nach* something new comes right after it.",
        yes=(("Nach einem Angriff verhaftete die Polizei am Montag zwei Männer.", ""),),
    ),
)
