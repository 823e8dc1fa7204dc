"""Says if an adjunct below a predicate still belongs to it, or only to the noun between them."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.events.when_where.adjunct import Adjunct, goes_along, is_over, prepositions, through_agent
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set


class Below(NamedTuple):
    """An adjunct below a predicate, and the tokens between them, bottom up."""

    text: Text
    adjunct: Adjunct
    path: tuple[int, ...]

    @property
    def outer(self) -> int:
        """The head of the phrase right below the predicate."""
        return self.path[-1] if self.path else self.adjunct.head


def is_open(case: Below) -> tuple[bool, tuple[str, ...]]:
    """True if an adjunct belongs to the predicate above it, with the rule; if no rule answers, it does not."""
    found = first(OPEN, case)
    return (found[0], (found[1],)) if found is not None else (False, ())


def _deadline(case: Below) -> bool | None:
    return False if case.adjunct.kind == "time" and case.adjunct.preposition in ("bis", "auf") else None


def _over(case: Below) -> bool | None:
    around = case.text.clause_around(case.adjunct.head)
    told = not case.path and around is not None and around.kind == "finite" and around.tense in ("past", "perfect")
    return False if case.adjunct.kind == "time" and not told and is_over(case.text, case.adjunct) else None


def _from_day(case: Below) -> bool | None:
    return False if not case.path and case.adjunct.preposition == "vom" and not case.adjunct.stretch else None


def _direct(case: Below) -> bool | None:
    return None if case.path else True


def _clause_between(case: Below) -> bool | None:
    return False if any(step in case.text.clause_of for step in case.path) else None


def _in_matter(case: Below) -> bool | None:
    closed_off = case.adjunct.kind == "time" and not all(goes_along(case.text, step) for step in case.path[:-1])
    return False if closed_off else None


def _phase(case: Below) -> bool | None:
    return True if case.text.analysis.lemmas[case.outer] in word_set("phases") else None


def _agent(case: Below) -> bool | None:
    place = case.adjunct.kind == "place"
    return False if place and through_agent(case.text, case.adjunct, list(case.path)) else None


def _at_site(case: Below) -> bool | None:
    known = noun(case.text.analysis.forms[case.outer])
    return True if case.adjunct.kind == "place" and known is not None and known.kind == "place" else None


def _means(case: Below) -> bool | None:
    dated = case.adjunct.kind == "time" and case.adjunct.preposition == "vom"
    return True if dated and prepositions(case.text, case.outer) == ["mit"] else None


def _occasion(case: Below) -> bool | None:
    dated = case.adjunct.kind == "time" and case.adjunct.preposition in ("von", "vom")
    return True if dated and prepositions(case.text, case.outer) in (["bei"], ["beim"], ["während"]) else None


def _attribute(case: Below) -> bool | None:
    adjunct = case.adjunct
    attribute = (
        case.text.analysis.labels[adjunct.head] in ("amod", "det")
        or adjunct.preposition in closed("attributive_prepositions")
        or (adjunct.preposition == "von" and not adjunct.stretch)
    )
    return False if adjunct.kind == "time" and attribute else None


def _along(case: Below) -> bool | None:
    return True if goes_along(case.text, case.outer) else None


OPEN: tuple[Rule[Below, bool], ...] = (
    Rule(
        name="when_where/deadline",
        find=_deadline,
        why="*Bis* and *auf* name the time to which something lasts or is put off, not when it was.",
        yes=(("Der Minister verschob das Treffen auf Montag.", ""),),
    ),
    Rule(
        name="when_where/since-of-what-is-over",
        find=_over,
        why="*Seit* below a noun, or in the pluperfect, names the beginning of something else.",
        yes=(("Seit 2011 hatten drei Bauern demonstriert.", ""),),
        no=("Seit 2011 starben drei Bauern.",),
    ),
    Rule(
        name="when_where/from-a-day",
        find=_from_day,
        why="*Vom* with a day and no end to the stretch is an attribute, whatever it hangs on.",
        yes=(("Der Minister verhaftete den Händler vom Montag.", ""),),
    ),
    Rule(
        name="when_where/direct",
        find=_direct,
        why="What hangs right on the predicate speaks of it.",
        yes=(("Vor zwei Jahren starb der König.", "starb: 2019"),),
    ),
    Rule(
        name="when_where/clause-between",
        find=_clause_between,
        why="A clause between an adjunct and a predicate closes it off.",
        yes=(("Die Polizei verhaftete Männer, die im Januar demonstriert hatten.", ""),),
    ),
    Rule(
        name="when_where/in-the-matter-of-a-noun",
        find=_in_matter,
        why="A time inside what a noun is about is no time of the clause.",
        yes=(
            ("Die Polizei verhaftete den Redakteur in einem Prozess wegen einer Rede am Montag.", ""),
            ("Das Gericht verurteilte den Händler in einem Verfahren wegen der Feier am Montag.", ""),
        ),
    ),
    Rule(
        name="when_where/phase",
        find=_phase,
        why="A noun that stands for a part of a time is transparent.",
        yes=(
            ("Gegen Ende des Januar starb der König.", "starb: 2021-01"),
            ("Nach dem Ende der Feier am Montag verhaftete die Polizei den Redakteur.", "verhaftete: 2021-03-08"),
        ),
    ),
    Rule(
        name="when_where/place-of-who-acts",
        find=_agent,
        why="A place behind somebody who can act says where they are from.",
        yes=(("Der Minister traf sich mit der Regierung in Hamburg.", ""),),
    ),
    Rule(
        name="when_where/dated-means",
        find=_means,
        why="The day of what something is done with is the day of the deed.",
        yes=(("Mit Erlass vom 3. Januar verbot der Minister die Kundgebung.", "verbot: 2021-01-03"),),
    ),
    Rule(
        name="when_where/dated-occasion",
        find=_occasion,
        why="What came about *bei* or *während* a dated happening was on its day.",
        yes=(
            ("Bei dem Erdbeben von 1971 waren zehn Bauern gestorben.", "gestorben: 1971"),
            ("Während der Proteste vom 3. Januar hatten Rebellen den Palast gestürmt.", "gestürmt: 2021-01-03"),
        ),
        no=("Nach dem Erdbeben von 1971 demonstrierten die Bauern.",),
    ),
    Rule(
        name="when_where/attribute-of-a-noun",
        find=_attribute,
        why="A time that is a noun's attribute speaks of that noun alone.",
        yes=(
            ("Die Polizei verhaftete den gestrigen Redner.", ""),
            ("Der Minister besuchte die damalige Ministerin.", ""),
        ),
    ),
    Rule(
        name="when_where/along",
        find=_along,
        why="A noun without a preposition, or with one of those of what goes along, lets its adjuncts through.",
        yes=(("Bei einer Feier am Montag verhaftete die Polizei den Redakteur.", "verhaftete: 2021-03-08"),),
        no=("Nach einer Feier am Montag verhaftete die Polizei den Redakteur.",),
    ),
    Rule(
        name="when_where/place-of-a-site",
        find=_at_site,
        why="What was done at, from or behind a building was done in its town.",
        yes=(
            ("Hinter einem Haus in Hamburg verhaftete die Polizei den Redakteur.", "verhaftete: Hamburg"),
            ("Die Bauern demonstrierten gegenüber einem Hotel in Hamburg.", "demonstrierten: Hamburg"),
        ),
    ),
)
