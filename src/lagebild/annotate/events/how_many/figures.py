"""Figures of events: how many were killed, injured or arrested, are missing or homeless, or took part.

What a count tells is decided, in this order, by a toll (*die Zahl der Toten stieg auf 52*), by the verb or noun that it
belongs to (*nahm vier Mönche fest*, *der Tod von neun Bauern*), by its own words (*zwei Tote*), or by the deed whose
doers it counts. It goes to the event of that verb, else to the nearest event of its sentence that can have such a count,
else to the last such event of the two sentences before. A count goes to one event only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

import msgspec

from lagebild.analysis import Analysis
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.how_many.counts import Count, counted_words, counts
from lagebild.annotate.events.how_many.slots import by_slot
from lagebild.annotate.events.how_many.told import NOTHING, Case, Told, Triggers, counting_words
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import word_set
from lagebild.reading import Bound, Event, EventType, Figure, FigureKind

_FITTING: Mapping[FigureKind, tuple[EventType, ...]] = {
    "killed": ("ASSAULT", "DISASTER", "DIE", "COERCE", "PROTEST"),
    "injured": ("ASSAULT", "DISASTER", "PROTEST", "COERCE"),
    "arrested": ("COERCE", "PROTEST"),
    "missing": ("DISASTER", "ASSAULT"),
    "homeless": ("DISASTER", "ASSAULT", "RETREAT"),
    "participants": ("PROTEST", "ELECT", "CONSULT", "MOBILIZE", "AID"),
}
_FIRM = 2
"""The first so many types of a list above go before the rest."""
_TOLLS = re.compile(r"(?:An|an)?[Zz]ahl|\w+zahl|Bilanz")
_BORDERS = frozenset((",", ";", ":", "(", "–", "und", "oder", "sowie"))
_CHAIN = 4
"""At most so many steps up from a number to the verb that gives it."""
_BACK = 2
"""The event of a count may stand so many sentences before it."""


class Homeless(NamedTuple):
    """A count with what it tells, and the events of the text."""

    case: Case
    told: Told
    events: Sequence[Event]


def figures(text: Text, hits: Sequence[Hit], events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with their figures."""
    triggers = Triggers(text, hits)
    given: dict[int, list[tuple[Figure, tuple[str, ...]]]] = {number: [] for number in range(len(events))}
    for sentence in range(len(text.analysis.sentences)):
        for count in counts(text, sentence):
            case = Case(text, triggers, count)
            found = first(TELLS, case)
            if found is None or found[0].kind is None:
                continue
            told, rule = found
            home = first(HOME, Homeless(case, told, events))
            if home is not None and events[home[0]].type in _takers(told.kind):
                because = (rule, *told.because, *count.because, home[1])
                given[home[0]] += [(figure, because) for figure in _figures(told, count)]
    return tuple(_with(event, given[n]) for n, event in enumerate(events))


def _with(event: Event, given: list[tuple[Figure, tuple[str, ...]]]) -> Event:
    if not given:
        return event
    rules = dict.fromkeys(rule for _, because in given for rule in because)
    because = {**event.because, "figures": " + ".join(rules)}
    return msgspec.structs.replace(event, figures=tuple(figure for figure, _ in given), because=because)


def _figures(told: Told, count: Count) -> Iterator[Figure]:
    """The figures of a count: two for a range."""
    ends: list[tuple[int, Bound]] = [(count.value, count.bound)]
    if count.upper is not None:
        ends.append((count.upper, "up to"))
    for value, bound in ends:
        yield Figure(
            kind=cast("FigureKind", told.kind),
            value=value,
            bound=bound,
            start=count.start,
            end=count.end,
            counts_up=told.counts_up,
        )


def _takers(kind: FigureKind | None) -> tuple[EventType, ...]:
    if kind is None:
        return ()
    # a count of an attack's doers, or of those abducted, goes to its own verb only
    return (*_FITTING[kind], "ASSAULT") if kind in ("participants", "arrested") else _FITTING[kind]


# What a count tells


def _toll(case: Case) -> Told | None:
    """What a toll counts at this number, and if it has risen to it."""
    a, count = case.text.analysis, case.count
    if count.noun is not None:
        return None
    for token in range(case.text.sentence_tokens(count.first).start, count.first):
        if not _TOLLS.fullmatch(a.forms[token]):
            continue
        kind = _kind_of_toll(case, token)
        clause = case.text.clause_around(token)
        if a.forms[(a.token_at(count.start) or 0) - 1].casefold() == "von":
            return None  # *von 86 auf 76*: what was thought before
        if kind is None or clause is None or clause.lemma not in word_set("rise") | word_set("stand_at"):
            continue
        before = {a.forms[t].casefold() for t in range(max(token, count.first - 4), count.first)}
        return Told(kind, None, clause.lemma in word_set("rise") and "auf" in before)
    return None


def _kind_of_toll(case: Case, token: int) -> FigureKind | None:
    """What a toll counts, by the words behind it, else by the first part of its own."""
    forms = case.text.analysis.forms
    words = [forms[t] for t in range(token, min(token + 5, case.count.first))]
    words.append(forms[token].removesuffix("zahl").removesuffix("an"))
    kind = next((row["kind"] for word in words for row in counted_words() if re.fullmatch(row["form"], word)), None)
    return cast("FigureKind | None", kind)


def _own_kind(case: Case) -> FigureKind | None:
    """The kind that the words of a count say by themselves."""
    a, count = case.text.analysis, case.count
    words = [*([a.forms[count.noun]] if count.noun is not None else []), *count.attributes]
    near = case.text.lemma_sets[a.sentence_of[count.first]]
    for row in counted_words():
        if any(re.fullmatch(row["form"], word) for word in words) and (not row["with"] or row["with"] in near):
            return cast("FigureKind", row["kind"]) if not count.part else None
    return None


def _given_by_somebody(case: Case) -> Told | None:
    """The participants that somebody names or counts: a number that hangs on the verb that gives it."""
    count, a = case.count, case.text.analysis
    own = case.triggers.at.get(count.first)
    giving = [own] if own is not None else _givers(case)
    near = [
        n for n in giving if own is not None or a.sentence_of[case.triggers.all[n].token] == a.sentence_of[count.first]
    ]
    return Told("participants", near[0]) if near else None


def _givers(case: Case) -> list[int]:
    """The triggers that give a number, of which a count is an argument."""
    a, token = case.text.analysis, case.count.first
    for _ in range(_CHAIN):
        number = case.triggers.of_clause.get(token)
        if number is not None:
            hit = case.triggers.all[number]
            return [number] if ("subj", "source") in hit.entry.frame else []
        if a.heads[token] < 0 or token in case.text.clause_of:
            return []  # another clause has a count of its own (*nach Angaben der Polizei waren es 900*)
        token = a.heads[token]
    return []


def _part(case: Case) -> Told | None:
    """What a count tells by the verb or the deed that it is a part of, however it hangs there."""
    if not case.count.value:
        return None
    told = by_slot(case)
    if told is not None:
        return told
    found = first(BESIDE, case)
    return Told(found[0].kind, found[0].event, because=(found[1],)) if found is not None and found[0].kind else None


def _done_to_them(case: Case) -> Told | None:
    part = _part(case)
    return part if part is not None and (part.kind != "participants" or part.kind == _own_kind(case)) else None


def _own_words(case: Case) -> Told | None:
    kind = _own_kind(case)
    return Told(kind) if kind is not None else None


def _took_part(case: Case) -> Told | None:
    return _part(case) if not case.count.single else None


TELLS: tuple[Rule[Case, Told], ...] = (
    Rule(
        name="how_many/toll",
        find=_toll,
        why="A number without a noun is what a toll is said to stand at.",
        yes=(
            ("Nach dem Erdbeben stieg die Zahl der Toten auf mindestens 52.", "Erdbeben: killed at least 52"),
            ("Nach dem Erdbeben wurde die Zahl der Verletzten mit 52 angegeben.", "Erdbeben: injured exact 52"),
        ),
        no=("Bei dem Erdbeben starben 52 Menschen.",),
    ),
    Rule(
        name="how_many/given-by-somebody",
        find=_given_by_somebody,
        why="The number that somebody gives of a protest is that of its participants.",
        yes=(
            (
                "In Tarnau demonstrierten Bauern. Die Veranstalter nannten die Zahl 30.000.",
                "nannten: participants exact 30000",
            ),
            (
                "In Tarnau protestierten Lehrer. Die Polizei sprach von 800 Menschen.",
                "sprach: participants exact 800",
            ),
        ),
        no=("Der Wirt nannte die Zahl 30.000.",),
    ),
    Rule(
        name="how_many/done-to-them",
        find=_done_to_them,
        why="What is done to people goes before what they are.",
        yes=(("Die Polizei verhaftete 24 Demonstranten.", "verhaftete: arrested exact 24"),),
    ),
    Rule(
        name="how_many/own-words",
        find=_own_words,
        why="Words for the dead, the injured and their like are a count by themselves.",
        yes=(
            ("Bei dem Anschlag gab es zwölf Tote.", "Anschlag: killed exact 12"),
            ("Bei dem Anschlag gab es drei Schwerverletzte.", "Anschlag: injured exact 3"),
        ),
    ),
    Rule(
        name="how_many/took-part",
        find=_took_part,
        why="Whoever did the deed took part in it.",
        yes=(("In Tarnau demonstrierten 300 Bauern.", "demonstrierten: participants exact 300"),),
        no=("In Tarnau demonstrierte ein Bauer.",),
    ),
)


# A bare count that the parser hung elsewhere


def _behind_preposition(case: Case) -> Told | None:
    return NOTHING if case.behind_preposition else None


def _next_participle(case: Case) -> Told | None:
    a, count = case.text.analysis, case.count
    for token in range(count.last + 1, case.text.sentence_tokens(count.first).stop):
        if a.forms[token] in _BORDERS:
            return None
        clause = case.text.clause_of.get(token)
        if clause is not None and a.feat(token, "VerbForm") == "Part" and not a.heads[token] > token:
            kinds = counting_words().get(a.lemmas[token], counting_words().get(clause.lemma, {}))
            return Told(kinds.get("obj"), case.triggers.at.get(token))
    return None


def _verb_before(case: Case) -> Told | None:
    a, count = case.text.analysis, case.count
    start = case.text.sentence_tokens(count.first).start
    for token in range(count.first - 1, start - 1, -1) if count.noun is not None else ():
        clause = case.text.clause_of.get(token)
        if a.forms[token] in _BORDERS:
            return None
        if clause is not None and a.tags[token] == "VERB":
            kind = counting_words().get(clause.lemma, {}).get("subj")
            return Told(kind, case.triggers.at.get(token)) if not clause.doers else NOTHING
    return None


BESIDE: tuple[Rule[Case, Told], ...] = (
    Rule(
        name="how_many/behind-a-preposition",
        find=_behind_preposition,
        why="What stands behind a preposition is no part of the verb beside it.",
        yes=(
            ("Rebellen wurden von 40 Polizisten verhaftet.", ""),
            ("Bei dem Angriff auf 40 Polizisten wurde verhaftet.", ""),
        ),
    ),
    Rule(
        name="how_many/next-participle",
        find=_next_participle,
        why="A bare count goes with the next bare participle in its clause.",
        yes=(("Bei dem Anschlag wurden 35 Menschen getötet und vier weitere verletzt.", "verletzt: injured exact 4"),),
    ),
    Rule(
        name="how_many/verb-before",
        find=_verb_before,
        why="A bare count goes with the verb before it that has no subject.",
        yes=(
            ("Bei einem Absturz am Berg starben 2019 in der Antarktis 257 Personen.", "starben: killed exact 257"),
            ("2019 kamen durch das Beben im Norden 256 Menschen um.", "kamen: killed exact 256"),
        ),
    ),
)


# The event of a count


def _of_its_verb(count: Homeless) -> int | None:
    return count.told.event


def _rank(kind: FigureKind, of: EventType) -> int:
    """The rank of an event type for a kind of count: participants belong to a protest before anything else."""
    place = _FITTING[kind].index(of)
    return place if kind == "participants" else place > _FIRM


def _best(count: Homeless, back: int) -> int | None:
    """The event that fits best in a sentence so far back: by its type, then the nearest, or the last."""
    kind = cast("FigureKind", count.told.kind)
    token = count.case.count.first
    triggers = count.case.triggers
    sentence = count.case.text.analysis.sentence_of[token] - back
    fitting = [
        (_rank(kind, count.events[n].type), abs(triggers.all[n].token - token) if not back else -n, n)
        for n in triggers.in_sentence.get(sentence, ())
        if count.events[n].type in _FITTING[kind]
    ]
    return min(fitting)[2] if fitting else None


def _in_sentence(count: Homeless) -> int | None:
    return _best(count, 0)


def _beside_in_a_list(count: Homeless) -> int | None:
    if count.told.kind not in ("killed", "injured") or count.case.count.noun is None:
        return None
    here = count.case.text.analysis.sentence_of[count.case.count.first]
    triggers = count.case.triggers
    fitting = [n for n in triggers.in_sentence.get(here, ()) if count.events[n].type in _FITTING[count.told.kind]]
    listed = _listed(count.case.text.analysis, count.case.count.noun)
    if not fitting or not all(triggers.all[n].token in listed and not triggers.all[n].own for n in fitting):
        return None
    return _told_before(count)


def _listed(a: Analysis, token: int) -> frozenset[int]:
    """A noun and all that stand in a row with it (*zwei Tote, fünf Verletzte und drei Festnahmen*)."""
    top = token
    while a.labels[top] in ("conj", "appos") and 0 <= a.heads[top] < top:
        top = a.heads[top]
    beside = a.dependents(a.heads[top], "conj") if a.heads[top] >= 0 else ()
    found = [top, *(c for c in beside if a.tags[c] == "NOUN")]  # *…, aber keine Festnahmen*
    for here in found:
        found += [c for c in a.dependents(here, "conj", "appos") if c not in found]
    return frozenset(found) - {token}


def _told_before(count: Homeless) -> int | None:
    if count.told.kind == "participants":
        return None
    return next((home for back in range(1, _BACK + 1) if (home := _best(count, back)) is not None), None)


HOME: tuple[Rule[Homeless, int], ...] = (
    Rule(
        name="how_many/event-of-its-verb",
        find=_of_its_verb,
        why="A count goes to the event of its verb.",
        yes=(("Bei dem Anschlag wurden 35 Menschen getötet.", "getötet: killed exact 35"),),
    ),
    Rule(
        name="how_many/listed-beside-another-outcome",
        find=_beside_in_a_list,
        why="The dead that stand in a row with arrests or looting are no dead of those, but of what was told before.",
        yes=(
            (
                "In Tarnau kam es zu einem Aufstand. Es gab drei Tote und mehrere Festnahmen.",
                "Aufstand: killed exact 3",
            ),
            ("Es gab eine Schießerei. Es gab zwei Tote und drei Festnahmen.", "Schießerei: killed exact 2"),
        ),
        no=("Bei dem Überfall gab es drei Tote. Die Polizei meldete zwei Festnahmen.",),
    ),
    Rule(
        name="how_many/event-in-sentence",
        find=_in_sentence,
        why="A count goes to the nearest event of its sentence that can have it.",
        yes=(("Bei dem Anschlag gab es zwölf Tote.", "Anschlag: killed exact 12"),),
    ),
    Rule(
        name="how_many/event-before",
        find=_told_before,
        why="A count goes to the last event of the two sentences before that can have it.",
        yes=(("Der Sturm verwüstete die Küste. Es gab nicht weniger als 12 Tote.", "verwüstete: killed at least 12"),),
    ),
)
