"""Promises, appeals and mediations: who makes them to whom, through whom, when, and whether they were kept."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.plans import pledging
from lagebild.annotate.plans.pledging import Made, between, bounds, told_before
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import Because, Outcome, Pledge, PledgeKind


class Word(NamedTuple):
    """A noun or verb of a report that may name a pledge."""

    text: Text
    token: int


def annotate(text: Text) -> tuple[Pledge, ...]:
    """The pledges of a report in the order of the text; needs its entities, times and events."""
    found = []
    for token in range(len(text.analysis)):
        kind = first(KINDS, Word(text, token))
        if kind is None:
            continue
        case = Made(text, token, kind[0])
        by, to, through = (first(table, case) for table in (pledging.BY, pledging.TO, pledging.MEDIATORS))
        outcome = first(OUTCOMES, case)
        if (by is None and to is None and through is None) or _told_with_a_promise(case):
            continue
        because: Because = {"kind": kind[1]}
        sides = (("by", by), ("to", to), ("mediator", through), ("outcome", outcome))
        because |= {field: side[1] for field, side in sides if side is not None}
        time = _time(case)
        if time is not None:
            because["time"] = "time/pledge"
        span = text.token_span(token)
        found.append(
            Pledge(
                kind=kind[0],
                by=by[0].id if by is not None else None,
                to=to[0].id if to is not None else None,
                mediator=through[0].id if through is not None else None,
                time=time,
                outcome=outcome[0] if outcome is not None else "open",
                start=span.start,
                end=span.end,
                because=because,
            )
        )
    return tuple(found)


def _stem(text: Text, token: int, name: str) -> bool:
    return text.analysis.tags[token] == "NOUN" and text.analysis.lemmas[token].casefold().endswith(word_tuple(name))


def _promise(word: Word) -> PledgeKind | None:
    return "promise" if _stem(*word, "ends_of_promises") else None


def _appeal(word: Word) -> PledgeKind | None:
    return "appeal" if _stem(*word, "ends_of_appeals") else None


def _mediation(word: Word) -> PledgeKind | None:
    form = word.text.analysis.forms[word.token].casefold()
    return "mediation" if form.startswith("vermittelt") or form in ("vermittlung", "vermitteln") else None


def _broken(case: Made) -> Outcome | None:
    if case.kind != "promise":
        return None
    for clause in case.text.clauses_between(*bounds(case)):
        its = case.token in (*clause.undergoers, *clause.doers)
        unkept = clause.lemma in word_set("verbs_of_keeping") and clause.negated
        if its and (unkept or clause.lemma in word_set("verbs_of_breaking")):
            return "broken"
    return None


def _unheeded(case: Made) -> Outcome | None:
    words = case.text.analysis.forms[slice(*bounds(case))]
    unheard = any(word.casefold() in word_set("unheard") for word in words)
    return "unheeded" if case.kind == "appeal" and unheard else None


def _kept(case: Made) -> Outcome | None:
    for clause in case.text.clauses_between(*bounds(case)):
        its = case.token in (*clause.undergoers, *clause.doers)
        done = clause.tense in ("past", "perfect", "pluperfect") or clause.voice == "statal"
        if its and clause.lemma in word_set("verbs_of_keeping") and not clause.negated and not clause.modals and done:
            return "kept"
    return None


def _time(case: Made) -> str | None:
    """When it was made: as the event at its word has it, else the one date of its sentence."""
    for event in case.text.events_at.get(case.token, ()):
        if event.time:
            return event.time
    before = told_before(case)
    if before is not None and before.time:
        return before.time
    low, high = bounds(case)
    values = [
        t.value
        for t in case.text.times_in(case.text.analysis.span(low, high))
        if t.value and t.type in ("DATE", "TIME")
    ]
    return values[0] if len(values) == 1 else None


def _told_with_a_promise(case: Made) -> bool:
    """True for a mediation that a promise in the same sentence came from: it stands with the promise."""
    if case.kind != "mediation" or between(case):
        return False
    return any(_promise(Word(case.text, t)) is not None for t in range(*bounds(case)))


KINDS: tuple[Rule[Word, PledgeKind], ...] = (
    Rule(
        name="pledge/promise",
        find=_promise,
        why="*Zusage*, *Versprechen* and the like name a promise.",
        yes=(("Die Zusagen, die Peru machte, wurden nicht eingehalten.", "Zusagen: promise"),),
        no=("Peru sagte den Besuch ab.",),
    ),
    Rule(
        name="pledge/appeal",
        find=_appeal,
        why="*Appell* and the like name an appeal.",
        yes=(("Der Appell von Karl Demm an Peru verhallte ungehört.", "Appell: appeal"),),
        no=("Peru rief zum Frieden auf.",),
    ),
    Rule(
        name="pledge/mediation",
        find=_mediation,
        why="*Vermitteln* and its forms tell of a mediation.",
        yes=(("Peru vermittelte zwischen Ghana und Togo.", "vermittelte: mediation"),),
        no=("Peru sprach mit Ghana.",),
    ),
)
OUTCOMES: tuple[Rule[Made, Outcome], ...] = (
    Rule(
        name="outcome/broken",
        find=_broken,
        why="What is not kept is broken; that it was promised stays true.",
        yes=(("Die Zusagen, die Peru machte, wurden nicht eingehalten.", "Zusagen: broken"),),
        no=("Die Zusagen, die Peru machte, wurden gelobt.",),
    ),
    Rule(
        name="outcome/unheeded",
        find=_unheeded,
        why="An appeal that goes unheard or unanswered is not heeded.",
        yes=(("Der Appell von Karl Demm an Peru verhallte ungehört.", "Appell: unheeded"),),
        no=("Der Appell von Karl Demm an Peru wurde gelobt.",),
    ),
    Rule(
        name="outcome/kept",
        find=_kept,
        why="What is said to have been kept or fulfilled is kept.",
        yes=(("Die Zusagen, die Peru machte, wurden eingehalten.", "Zusagen: kept"),),
        no=("Die Zusagen, die Peru machte, werden noch eingehalten.",),
    ),
)
