"""Who makes a pledge, to whom, and through whom."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, closed_map, word_set
from lagebild.reading import Entity, Event, PledgeKind

_TWO = 2
_SIDES = ("person", "organisation", "state", "group")


class Made(NamedTuple):
    """A pledge: the report, the token that names it, and its kind."""

    text: Text
    token: int
    kind: PledgeKind


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
    for clause in case.text.clauses_between(*bounds(case)):
        near = (
            case.token in (*clause.undergoers, *clause.doers, clause.predicate)
            or a.heads[clause.predicate] == case.token
        )
        if near:
            heads.append(clause.predicate)
    return heads


def bounds(case: Made) -> tuple[int, int]:
    """The tokens of the sentence that a pledge stands in: the first, and the one behind the last."""
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
    low, high = bounds(case)
    # *gegenüber* says to whom wherever the tree hangs it
    at = next((t + 1 for t in range(low, high - 1) if forms[t] == "gegenüber"), None)
    if at is None:
        return None
    return _meant(case.text, at + (case.text.analysis.tags[at] == "DET"))


def between(case: Made) -> list[Entity]:
    """The sides between which somebody mediates."""
    a = case.text.analysis
    if case.kind != "mediation":
        return []
    for token in range(*bounds(case)):
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
    low, high = bounds(case)
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


def told_before(case: Made) -> Event | None:
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
    event = told_before(case)
    return _side(case, event.actors) if event is not None else None


def _addressee_before(case: Made) -> Entity | None:
    event = told_before(case)
    return _side(case, event.recipients) if event is not None else None


def _by_whose_mediation(case: Made) -> Entity | None:
    """Whose name stands behind *unter Vermittlung*, in the genitive or with *von* or an article."""
    text, forms = case.text, case.text.analysis.forms
    if case.kind != "mediation" or forms[case.token] != "Vermittlung":
        return None
    for token in range(case.token + 1, min(case.token + 4, bounds(case)[1])):
        if token in text.names:
            found = text.names[token][0]
            return found if found.kind in (*_SIDES, "place") else None
        if forms[token] not in ("von", "vom") and text.analysis.tags[token] not in ("DET", "ADJ", "NOUN"):
            return None
    return None


def _first_of_two(case: Made) -> Entity | None:
    return next(iter(between(case)), None)


def _second_of_two(case: Made) -> Entity | None:
    return next(iter(between(case)[1:]), None)


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
