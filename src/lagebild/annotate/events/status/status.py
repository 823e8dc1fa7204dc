"""Whether it happened: for each trigger the first rule that has an answer.

1. what the lexicon fixes for the word; 2. an adjective or adverb that stands with it (`event_signs.tsv`); 3. for a
verb or a fixed phrase its clause (`modality`), for a noun what it stands in (`nominal`); 4. a date after the report's
own. At last, nouns of what lasts go on where the report says elsewhere that they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import cast

from lagebild import lexicon
from lagebild.analysis import Analysis
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.status.contents import Contents, Told
from lagebild.annotate.events.status.modality import courses, is_conditional, of_clause
from lagebild.annotate.events.status.nominal import came_about, definite, of_noun, of_words
from lagebild.clauses import Clause
from lagebild.reading import EventStatus, Time

_AT_A_STROKE = ("ASSAULT", "OFFICE", "ELECT", "JUDGE", "DISASTER", "DIE", "PROTEST", "ACCUSE")


def statuses(contents: Contents, hits: Sequence[Hit], times: Sequence[Time | None]) -> list[Told]:
    """The status of each trigger; `times` are theirs."""
    told = [_status(contents, hit, time) for hit, time in zip(hits, times, strict=True)]
    return _lasting(contents, hits, told, times)


def _status(contents: Contents, hit: Hit, time: Time | None) -> Told:
    if hit.entry.status:
        return Told(hit.entry.status)
    sign = _sign(contents, hit)
    if sign is not None and not (sign in ("announced", "demanded") and came_about(contents, hit)):
        unreal = hit.clause is not None and sign == "denied" and is_conditional(contents, hit.clause)
        return Told("possible" if unreal else sign)
    clause = hit.clause
    if clause is None:
        return _dated(contents, time, of_words(contents, hit) or Told("happened"))
    if hit.own or _is_phrase(hit, clause):
        told = of_clause(contents, clause, kind=hit.entry.type, negated="nicht" in hit.entry.others)
        if told.status in ("ongoing", "happened"):
            told = Told(_course(contents, hit, clause, told.status))
    else:
        told = of_noun(contents, hit, clause)
        if told.status == "announced" and is_conditional(contents, clause):
            told = Told("possible", told.by)
    past = clause.tense in ("past", "perfect", "pluperfect") or contents.slot(hit.token) == "nach"
    return told if past else _dated(contents, time, told)


def _is_phrase(hit: Hit, clause: Clause) -> bool:
    return hit.entry.pos == "PHRASE" and clause.lemma.casefold() in hit.entry.others


def _course(contents: Contents, hit: Hit, clause: Clause, status: EventStatus) -> EventStatus:
    """What goes on and what is over, by the kind of deed: headlines tell in the present what is over."""
    course = courses().get((clause.lemma.casefold(), "VERB"))
    if status == "happened":
        a = contents.text.analysis
        before_noun = clause.kind == "participle" and a.labels[clause.predicate] in ("amod", "xcomp")
        holds = _holds(contents, hit, clause) or (course == "stays" and before_noun)
        return "ongoing" if holds else "happened"
    noun = courses().get((hit.entry.word.casefold(), "NOUN")) in ("lasts", "stands") and not hit.own
    if course in ("lasts", "stays") or clause.voice == "statal" or noun:
        return "ongoing"
    if course == "stroke" or hit.entry.type in _AT_A_STROKE:
        a = contents.text.analysis
        aside = hit.entry.type == "ACCUSE" and a.labels[clause.predicate].startswith("acl")
        return "ongoing" if aside and course != "stroke" else "happened"
    return "ongoing"


def _holds(contents: Contents, hit: Hit, clause: Clause) -> bool:
    """Whether *ist verboten* says a state: a verb that takes an object makes no perfect with *sein*."""
    a = contents.text.analysis
    helpers = [v for v in clause.verbs if v != clause.predicate and a.tags[v] in ("AUX", "VERB")]
    being = len(helpers) == 1 and a.forms[helpers[0]].casefold() in ("ist", "sind", "sei", "seien")
    transitive = any(slot == "obj" for slot, _ in hit.entry.frame)
    return being and transitive and hit.own and clause.tense == "perfect" and not clause.undergoers


@cache
def _signs() -> dict[str, EventStatus]:
    rows = lexicon.load("event_signs", required=("form", "status", "example"))
    return {row["form"]: cast("EventStatus", row["status"]) for row in rows}


def _sign(contents: Contents, hit: Hit) -> EventStatus | None:
    """What an adjective before the trigger, or an adverb beside it, makes of it."""
    a = contents.text.analysis
    below = [c for c in a.children[hit.token] if a.tags[c] in ("ADJ", "ADV", "DET") and "nicht" not in _before(a, c)]
    words = {w.lower() for c in below for w in (a.lemmas[c], a.forms[c])}
    if any(word.startswith("kein") for word in words):
        return "denied"
    stems = {s for word in words for s in (word, *(word.removesuffix(e) for e in ("e", "en", "er", "es", "em")))}
    found = {_signs()[stem] for stem in stems if stem in _signs()}
    order: tuple[EventStatus, ...] = ("possible", "denied", "demanded", "announced", "ongoing")
    return next((status for status in order if status in found), None)


def _before(a: Analysis, token: int) -> tuple[str, ...]:
    """The two words before one (*bisher nicht vorgesehen*, *nicht mehr geplant*)."""
    return a.forms[max(token - 2, 0) : token]


def _dated(contents: Contents, time: Time | None, told: Told) -> Told:
    """A date after the report's makes of what is told as fact something announced."""
    published = contents.text.reading.published
    if time and time.begin and published and time.begin > published[:10] and told.status in ("happened", "ongoing"):
        return Told("announced", told.by, told.given)
    return told


def _lasting(contents: Contents, hits: Sequence[Hit], told: list[Told], times: Sequence[Time | None]) -> list[Told]:
    """Nouns of what lasts are ongoing where the report says so of the same kind (*die Proteste halten an*)."""
    going = {hit.entry.word for hit, one in zip(hits, told, strict=True) if one.status == "ongoing"}
    found = []
    for hit, one, time in zip(hits, told, times, strict=True):
        lasts = courses().get((hit.entry.word.casefold(), "NOUN")) == "lasts"
        known = one.given and one.status == "happened" and definite(contents, hit.token) and time is None
        found.append(Told("ongoing", one.by) if known and lasts and hit.entry.word in going else one)
    return found
