"""Promises, appeals and mediations: who makes them to whom, through whom, when, and whether they were kept."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, closed_map, word_set, word_tuple
from lagebild.reading import Because, Entity, Event, Outcome, Pledge, PledgeKind

_TWO = 2
_SIDES = ("person", "organisation", "state", "group")


class Word(NamedTuple):
    """A noun or verb of a report that may name a pledge."""

    text: Text
    token: int


class Made(NamedTuple):
    """A pledge: the report, the token that names it, and its kind."""

    text: Text
    token: int
    kind: PledgeKind


def annotate(text: Text) -> tuple[Pledge, ...]:
    """The pledges of a report in the order of the text; needs its entities, times and events."""
    found = []
    for token in range(len(text.analysis)):
        kind = first(KINDS, Word(text, token))
        if kind is None:
            continue
        case = Made(text, token, kind[0])
        by, to, through = first(BY, case), first(TO, case), first(MEDIATORS, case)
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


def _meant(text: Text, token: int) -> Entity | None:
    """The named or described side that a token stands for; a plain description of the report counts, too."""
    for start in range(token, max(token - 4, -1), -1):
        found = text.names.get(start)
        if found is not None and found[1] > token:
            return found[0] if found[0].kind in _SIDES else None
    here = [(span.end - span.start, e.id, e) for e, span in text.others.get(token, ()) if e.kind in _SIDES]
    beside = [
        text.names[c][0] for c in text.analysis.dependents(token, "appos", "flat", "flat:name") if c in text.names
    ]
    found_beside = next((e for e in beside if e.kind in _SIDES), None)
    return found_beside or (min(here)[2] if here else None)


def _under(text: Text, heads: list[int], links: tuple[str, ...]) -> Entity | None:
    """The side behind one of some prepositions under some words."""
    a = text.analysis
    for head in heads:
        for child in a.children[head]:
            cases = [a.forms[c].casefold() for c in a.dependents(child, "case")]
            if cases and closed_map("contractions").get(cases[0], cases[0]) in links:
                found = _meant(text, child)
                if found is not None:
                    return found
    return None


def _heads(case: Made) -> list[int]:
    """The words under which a pledge's sides stand: its own, and the verbs of the clauses that it is part of."""
    a = case.text.analysis
    heads = [case.token]
    for clause in case.text.clauses_between(*_bounds(case)):
        near = (
            case.token in (*clause.undergoers, *clause.doers, clause.predicate)
            or a.heads[clause.predicate] == case.token
        )
        if near:
            heads.append(clause.predicate)
    return heads


def _bounds(case: Made) -> tuple[int, int]:
    part = case.text.sentence_tokens(case.token)
    return part.start, part.stop


def _event_doer(case: Made) -> Entity | None:
    if case.kind == "mediation":
        return None
    for event in case.text.events_at.get(case.token, ()):
        found = next(
            (e for key in event.actors if (e := case.text.entities.get(key)) is not None and e.kind in _SIDES), None
        )
        if found is not None:
            return found
    return None


def _toward(case: Made) -> Entity | None:
    if case.kind == "mediation":
        return None
    found = _under(case.text, _heads(case), ("gegenüber", "an"))
    if found is not None:
        return found
    forms = case.text.analysis.forms
    low, high = _bounds(case)
    # *gegenüber* says to whom wherever the tree hangs it
    at = next((t + 1 for t in range(low, high - 1) if forms[t] == "gegenüber"), None)
    if at is None:
        return None
    return _meant(case.text, at + (case.text.analysis.tags[at] == "DET"))


def _between(case: Made) -> list[Entity]:
    """The sides between which somebody mediates."""
    a = case.text.analysis
    if case.kind != "mediation":
        return []
    for token in range(*_bounds(case)):
        if a.forms[token].casefold() == "zwischen" and a.heads[token] >= 0:
            listed = [a.heads[token], *a.dependents(a.heads[token], "conj")]
            found = [e for t in listed if (e := _meant(case.text, t)) is not None]
            if len(found) > 1:
                return found
    clause = case.text.clause_around(case.token) if a.forms[case.token - 1].casefold() == "unter" else None
    doers = [e for t in clause.doers if (e := _meant(case.text, t)) is not None] if clause is not None else []
    return doers if len(doers) == _TWO and _by_whose_mediation(case) is not None else []


def _mediated(case: Made) -> Entity | None:
    """Who mediates what the pledge was made in: the name before *vermittelt* in its sentence."""
    text, a = case.text, case.text.analysis
    low, high = _bounds(case)
    at = case.token if case.kind == "mediation" else None
    at = at or next((t for t in range(low, high) if a.forms[t].casefold().startswith("vermittelt")), None)
    if at is None:
        return None
    for token in range(at - 1, max(at - 5, low - 1), -1):
        found = text.names.get(token)
        linked = a.forms[token - 1].casefold() if token else ""
        if found is not None and found[1] == at and linked in closed("before_a_doer"):
            return found[0] if found[0].kind in (*_SIDES, "place") else None
    clause = text.clause_of.get(at)
    doers = clause.doers if clause is not None and case.kind == "mediation" else ()
    return next((e for t in doers if (e := _meant(text, t)) is not None), None)


def _told_before(case: Made) -> Event | None:
    """The promise or appeal that a bare noun takes up: the one event of the sentence before whose verb makes one."""
    text, a = case.text, case.text.analysis
    number = a.sentence_of[case.token]
    if number == 0 or case.kind == "mediation" or a.forms[case.token - 1].casefold() not in word_set("pointing_at"):
        return None
    verbs = word_set("promising_verbs" if case.kind == "promise" else "appealing_verbs")
    before = a.sentences[number - 1]
    clauses = [c for c in text.clauses_between(before.start, before.end) if c.lemma in verbs and not c.negated]
    found = {e.id: e for c in clauses for e in text.events_at.get(c.predicate, ()) if e.actors}
    return next(iter(found.values())) if len(found) == 1 else None


def _side(case: Made, keys: tuple[str, ...]) -> Entity | None:
    named = (case.text.entities.get(key) for key in keys)
    return next((e for e in named if e is not None and e.kind in _SIDES), None)


def _doer_before(case: Made) -> Entity | None:
    event = _told_before(case)
    return _side(case, event.actors) if event is not None else None


def _addressee_before(case: Made) -> Entity | None:
    event = _told_before(case)
    return _side(case, event.recipients) if event is not None else None


def _by_whose_mediation(case: Made) -> Entity | None:
    """Whose name stands behind *unter Vermittlung*, in the genitive or with *von* or an article."""
    text, forms = case.text, case.text.analysis.forms
    if case.kind != "mediation" or forms[case.token] != "Vermittlung":
        return None
    for token in range(case.token + 1, min(case.token + 4, _bounds(case)[1])):
        if token in text.names:
            found = text.names[token][0]
            return found if found.kind in (*_SIDES, "place") else None
        if forms[token] not in ("von", "vom") and text.analysis.tags[token] not in ("DET", "ADJ", "NOUN"):
            return None
    return None


def _broken(case: Made) -> Outcome | None:
    if case.kind != "promise":
        return None
    for clause in case.text.clauses_between(*_bounds(case)):
        its = case.token in (*clause.undergoers, *clause.doers)
        unkept = clause.lemma in word_set("verbs_of_keeping") and clause.negated
        if its and (unkept or clause.lemma in word_set("verbs_of_breaking")):
            return "broken"
    return None


def _unheeded(case: Made) -> Outcome | None:
    words = case.text.analysis.forms[slice(*_bounds(case))]
    unheard = any(word.casefold() in word_set("unheard") for word in words)
    return "unheeded" if case.kind == "appeal" and unheard else None


def _kept(case: Made) -> Outcome | None:
    for clause in case.text.clauses_between(*_bounds(case)):
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
    before = _told_before(case)
    if before is not None and before.time:
        return before.time
    low, high = _bounds(case)
    values = [
        t.value
        for t in case.text.times_in(case.text.analysis.span(low, high))
        if t.value and t.type in ("DATE", "TIME")
    ]
    return values[0] if len(values) == 1 else None


def _told_with_a_promise(case: Made) -> bool:
    """True for a mediation that a promise in the same sentence came from: it stands with the promise."""
    if case.kind != "mediation" or _between(case):
        return False
    return any(_promise(Word(case.text, t)) is not None for t in range(*_bounds(case)))


def _first_of_two(case: Made) -> Entity | None:
    return next(iter(_between(case)), None)


def _second_of_two(case: Made) -> Entity | None:
    return next(iter(_between(case)[1:]), None)


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
BY: tuple[Rule[Made, Entity], ...] = (
    Rule(
        name="by/one-of-two",
        find=_first_of_two,
        why="A mediation is between two; the first of them stands where a promise has who makes it.",
        yes=(("Peru vermittelte zwischen Ghana und Togo.", "vermittelte: Ghana"),),
        no=("Peru vermittelte.",),
    ),
    Rule(
        name="by/event",
        find=_event_doer,
        why="Whoever does the event that a pledge's word tells makes the pledge.",
        yes=(("Das Versprechen der SPD wurde gebrochen.", "Versprechen: SPD"),),
        no=("Der Appell verhallte.",),
    ),
    Rule(
        name="by/told-before",
        find=_doer_before,
        why="A bare *Der Appell* takes up who has just appealed, a bare *Die Zusage* who has just promised.",
        yes=(("Karl Demm rief Peru zur Ruhe auf. Der Appell blieb ungehört.", "Appell: Karl Demm"),),
        no=("Karl Demm lobte Peru. Der Appell blieb ungehört.",),
    ),
)
TO: tuple[Rule[Made, Entity], ...] = (
    Rule(
        name="to/other-of-two",
        find=_second_of_two,
        why="The second side of a mediation stands where a promise has to whom it is made.",
        yes=(("Peru vermittelte zwischen Ghana und Togo.", "vermittelte: Togo"),),
        no=("Peru vermittelte.",),
    ),
    Rule(
        name="to/toward",
        find=_toward,
        why="To whom it is made stands behind *gegenüber* or *an*.",
        yes=(
            (
                "Die Zusagen, die Ghana gegenüber Peru machte, wurden nicht eingehalten.",
                "Zusagen: Peru",
            ),
        ),
        no=("Die Zusagen, die Ghana machte, wurden nicht eingehalten.",),
    ),
    Rule(
        name="to/told-before",
        find=_addressee_before,
        why="A bare *Der Appell* takes up to whom the one just told of was made.",
        yes=(("Karl Demm rief Peru zur Ruhe auf. Der Appell blieb ungehört.", "Appell: Peru"),),
        no=("Karl Demm lobte Peru. Der Appell blieb ungehört.",),
    ),
)
MEDIATORS: tuple[Rule[Made, Entity], ...] = (
    Rule(
        name="mediator/named",
        find=_mediated,
        why="Whoever mediates stands before *vermittelt*, or is the doer of *vermitteln*.",
        yes=(
            (
                "Die Zusagen, die Ghana in den von Peru vermittelten Gesprächen machte, wurden nicht eingehalten.",
                "Zusagen: Peru",
            ),
        ),
        no=("Die Zusagen, die Ghana machte, wurden nicht eingehalten.",),
    ),
    Rule(
        name="mediator/by-whose-mediation",
        find=_by_whose_mediation,
        why="Whose name stands behind *unter Vermittlung* mediates between those who come to terms.",
        yes=(("Unter Vermittlung Perus vereinbarten Ghana und Togo eine Waffenruhe.", "Vermittlung: Peru"),),
        no=("Nach langer Vermittlung vereinbarten Ghana und Togo eine Waffenruhe.",),
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
