"""Figures of events: how many were killed, injured, arrested, are missing or homeless, took part.

What a count says is told, in this order: by a toll that it stands at (*die Zahl der Toten stieg auf 52*), by the verb or noun
whose part it is (*nahm vier Mönche fest*, *der Tod von neun Bauern*), by its own words (*zwei Tote*), by the deed whose doers
it counts. It goes to the event of that verb; else to the nearest event of its sentence that can have such a count, else to
the last one of the two sentences before. A count is given to one event only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, cast

import msgspec

from lagebild import lexicon
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.how_many.counts import Count, counted_words, counts
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.nouns import noun
from lagebild.reading import Bound, Event, EventType, Figure, FigureKind

_FITTING: Mapping[FigureKind, tuple[EventType, ...]] = {
    "killed": ("ASSAULT", "DISASTER", "DIE", "COERCE", "PROTEST"),
    "injured": ("ASSAULT", "DISASTER", "PROTEST", "COERCE"),
    "arrested": ("COERCE", "PROTEST"),
    "missing": ("DISASTER", "ASSAULT"),
    "homeless": ("DISASTER", "ASSAULT", "RETREAT"),
    "participants": ("PROTEST", "ELECT", "CONSULT", "MOBILIZE", "AID"),
}
_DOERS: tuple[EventType, ...] = ("PROTEST", "CONSULT", "ASSAULT")
_FIRM = 2
"""The place in the list above up to which a type goes before the rest."""
_LIFE = "Leben"
_TOLLS = re.compile(r"(?:(?:An|an)?[Zz]ahl|\w+zahl|Bilanz)")
_RISES = frozenset("steigen ansteigen erhöhen klettern wachsen anwachsen zunehmen hochschnellen anschwellen".split())
_STANDS_AT = _RISES | frozenset(
    "betragen liegen angeben beziffern schätzen sinken korrigieren belaufen beziffern erreichen".split()
)
_BACK = 2
"""So many sentences before it may tell the event of a count."""


class _Told(NamedTuple):
    """What a count says, the number of the event that it is a part of if it is one, and whether it has gone up."""

    kind: FigureKind
    event: int | None = None
    counts_up: bool = False


class _Hits:
    """The triggers of a text by where they stand, as numbers in their row."""

    def __init__(self, text: Text, hits: Sequence[Hit]) -> None:
        self.all = hits
        self.at = {hit.token: n for n, hit in enumerate(hits)}
        self.of_clause: dict[int, int] = {}
        self.in_sentence: dict[int, list[int]] = {}
        for n, hit in enumerate(hits):
            self.in_sentence.setdefault(text.analysis.sentence_of[hit.token], []).append(n)
            if hit.clause is not None and (hit.own or hit.entry.pos == "PHRASE"):
                self.of_clause.setdefault(hit.clause.predicate, n)


def figures(text: Text, hits: Sequence[Hit], events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with their figures."""
    found = _Hits(text, hits)
    given: dict[int, list[Figure]] = {number: [] for number in range(len(events))}
    for sentence in range(len(text.analysis.sentences)):
        for count in counts(text, sentence):
            told = _told(text, found, count)
            if told is None:
                continue
            home = told.event if told.event is not None else _home(text, found, events, told.kind, count)
            if home is not None and events[home].type in _takers(told.kind):
                given[home] += _figures(told, count)
    return tuple(msgspec.structs.replace(event, figures=tuple(given[n])) for n, event in enumerate(events))


def _figures(told: _Told, count: Count) -> Iterator[Figure]:
    """The figures of a count: of a range both its ends."""
    ends: list[tuple[int, Bound]] = [(count.value, count.bound)]
    if count.upper is not None:
        ends.append((count.upper, "up to"))
    for value, bound in ends:
        yield Figure(
            kind=told.kind, value=value, bound=bound, start=count.start, end=count.end, counts_up=told.counts_up
        )


def _takers(kind: FigureKind) -> tuple[EventType, ...]:
    return (*_FITTING[kind], "ASSAULT") if kind == "participants" else _FITTING[kind]


def _told(text: Text, hits: _Hits, count: Count) -> _Told | None:
    if (toll := _of_toll(text, count)) is not None:
        return toll
    own = _own_kind(text, count)
    part = _part_of(text, hits, count) if count.value else None
    if part is not None and (part.kind == own or part.kind != "participants"):
        return part  # *24 verletzte Demonstranten wurden verhaftet*: what is done to them goes before what they are
    if own is not None:
        return _Told(own)
    return part if not count.single else None


def _own_kind(text: Text, count: Count) -> FigureKind | None:
    """The kind that the words of a count say by themselves."""
    a = text.analysis
    words = [*([a.forms[count.noun]] if count.noun is not None else []), *count.attributes]
    near = text.lemma_sets[a.sentence_of[count.first]]
    for row in counted_words():
        if any(re.fullmatch(row["form"], word) for word in words) and (not row["with"] or row["with"] in near):
            return cast("FigureKind", row["kind"]) if not count.part else None
    return None


def _of_toll(text: Text, count: Count) -> _Told | None:
    """The kind of a number that a toll is said to stand at, and whether it has risen to that."""
    a = text.analysis
    if count.noun is not None:
        return None
    for token in range(a.sentences[a.sentence_of[count.first]].start, count.first):
        if not _TOLLS.fullmatch(a.forms[token]):
            continue
        of = [a.forms[t] for t in range(token, min(token + 5, count.first))]
        kind = next((row["kind"] for w in of for row in counted_words() if re.fullmatch(row["form"], w)), None)
        kind = kind or next((k for stem, k in _COMPOUND_TOLLS.items() if a.forms[token].startswith(stem)), None)
        clause = text.clause_around(token)
        if a.forms[(a.token_at(count.start) or 0) - 1].casefold() == "von":
            return None  # *von 86 auf 76*: what was thought before
        if kind is not None and clause is not None and clause.lemma in _STANDS_AT:
            before = {a.forms[t].casefold() for t in range(max(token, count.first - 4), count.first)}
            return _Told(cast("FigureKind", kind), None, clause.lemma in _RISES and "auf" in before)
    return None


_COMPOUND_TOLLS = {"Toten": "killed", "Opfer": "killed", "Todesopfer": "killed", "Verletzten": "injured",
                   "Teilnehmer": "participants"}  # fmt: skip


def _part_of(text: Text, hits: _Hits, count: Count) -> _Told | None:
    """What a count is by the verb or the deed that it is a part of."""
    a = text.analysis
    for top in _tops(text, count):
        around = text.clauses_in[a.sentence_of[top]]
        for clause in sorted(around, key=lambda c: (a.tags[c.predicate] == "ADJ", top in c.shared)):
            slot = _slot(text, clause, top, count)
            if not slot or (count.single and _path_up(text, clause.predicate, top)):
                continue
            number = hits.of_clause.get(clause.predicate)
            kind = _kind(text, hits.all[number] if number is not None else None, clause, slot)
            if kind is not None:
                return _Told(kind, number)
        number = hits.at.get(a.heads[top])
        noun_hit = hits.all[number] if number is not None else None
        if noun_hit is not None and not noun_hit.own and (kind := _of_noun(text, noun_hit, top)) is not None:
            return _Told(kind, number)
    return _beside(text, hits, count)


def _path_up(text: Text, token: int, top: int) -> bool:
    """Whether a predicate stands below what it says something of: in a relative clause."""
    while text.analysis.heads[token] >= 0:
        token = text.analysis.heads[token]
        if token == top:
            return True
    return False


def _tops(text: Text, count: Count) -> Iterator[int]:
    """The token that the count's phrase hangs on its verb by, then those that it is conjoined to."""
    a = text.analysis
    inside = range(count.first, count.last + 1)
    tops = [t for t in inside if a.heads[t] not in inside]
    token = next(iter(tops), count.first)
    if count.noun in tops[1:]:
        yield count.noun  # *zwei Dutzend* may hang beside what it counts
    yield token
    for _ in range(4 if count.noun is not None else 0):
        bare = a.labels[token] == "nmod" and not any(a.dependents(token, "case"))
        if not (bare or a.labels[token] in ("conj", "appos", "flat", "nummod")) or a.heads[token] < 0:
            return
        token = a.heads[token]
        yield token


def _slot(text: Text, clause: Clause, top: int, count: Count) -> str:
    """The slot of the active clause that a count's phrase fills: `subj`, `obj` or none."""
    a = text.analysis
    active = clause.voice == "active"
    article = a.forms[count.first].casefold() if count.single else ""
    if top in clause.doers or (top == clause.predicate and clause.kind == "copula"):
        return "subj" if article != "einen" else ""
    if top in clause.undergoers:
        if active and article == "ein" and _masculine(a.forms[top]):
            return ""
        # the one bare phrase of a finite clause is its subject
        return (
            "subj"
            if active and not clause.doers and clause.kind == "finite" and clause.lemma not in _verbs()
            else "obj"
        )
    if (
        top not in clause.doers
        and _LIFE in (a.forms[t] for t in clause.undergoers)
        and a.heads[top] == clause.predicate
    ):
        return "obj"  # *kostete 40 Menschen das Leben*
    # *kamen über 20 Menschen ums Leben*: *über* taken for a preposition, or a subject for an adverbial
    if a.heads[top] != clause.predicate or a.labels[top] not in ("obl", "dep", "nmod") or _prepositional(text, count):
        return ""
    return ("obj" if clause.doers else "subj") if active else "obj"


def _masculine(form: str) -> bool:
    known = noun(form)
    return known is not None and known.gender == "m"


def _prepositional(text: Text, count: Count) -> bool:
    """Whether a preposition other than a word of bound stands before a count."""
    a = text.analysis
    token = a.token_at(count.start) or 0
    while token > 0 and a.tags[token - 1] in ("DET", "ADJ", "ADV"):
        token -= 1
    return token > 0 and a.tags[token - 1] == "ADP" and a.sentence_of[token - 1] == a.sentence_of[count.first]


def _kind(text: Text, hit: Hit | None, clause: Clause, slot: str) -> FigureKind | None:
    """What the doers (`subj`) or undergoers (`obj`) of a verb or phrase are counted as."""
    if hit is not None and hit.entry.pos == "PHRASE" and hit.entry.word == _LIFE:
        return "killed" if dict(hit.entry.frame).get(slot) == "recipient" else None
    if clause.lemma == "kommen" and any(p == "um" and text.analysis.forms[t] == _LIFE for p, t in clause.obliques):
        return "killed" if slot == "subj" else None
    if (kinds := _verbs().get(clause.lemma)) is not None and (hit is None or hit.entry.pos != "PHRASE"):
        return kinds.get(slot)
    if hit is None:
        return None
    if hit.entry.type == "MOBILIZE":
        # of those sent the ones sent are counted, where any are
        return "participants" if slot == ("obj" if clause.undergoers else "subj") else None
    return "participants" if hit.entry.type in _DOERS and slot == "subj" else None


def _of_noun(text: Text, hit: Hit, top: int) -> FigureKind | None:
    """What is counted in a deed's noun phrase: *der Tod von 24 Menschen*, *eine Kundgebung mit 300 Bauern*."""
    a = text.analysis
    cases = [a.lemmas[c].casefold() for c in a.dependents(top, "case")]
    if cases not in ([], ["von"], ["mit"]) or (not cases and a.feat(top, "Case") not in ("Gen", "")):
        return None
    if (kinds := _verbs().get(hit.entry.word)) is not None:
        return kinds.get("gen") if cases != ["mit"] else None
    return "participants" if hit.entry.type in ("PROTEST", "CONSULT", "MOBILIZE") else None


def _beside(text: Text, hits: _Hits, count: Count) -> _Told | None:
    """What a bare count says that the parser hung elsewhere, by the next bare participle in its clause, or the verb before.

    *wurden bei einer Kundgebung vier Mönche festgenommen*, *35 Menschen getötet und vier weitere verletzt*.
    """
    a = text.analysis
    if _prepositional(text, count):
        return None
    sentence = a.sentences[a.sentence_of[count.first]]
    for token in range(count.last + 1, sentence.end):
        if a.forms[token] in _BORDERS:
            break
        if token in text.clause_of and a.feat(token, "VerbForm") == "Part" and not a.heads[token] > token:
            kind = _verbs().get(a.lemmas[token], _verbs().get(text.clause_of[token].lemma, {})).get("obj")
            return _Told(kind, hits.at.get(token)) if kind is not None else None
    for token in range(count.first - 1, sentence.start - 1, -1) if count.noun is not None else ():
        clause = text.clause_of.get(token)
        if a.forms[token] in _BORDERS:
            return None
        if clause is not None and a.tags[token] == "VERB":
            # *starben im Norden 90 Menschen*: a verb without a subject
            kind = _verbs().get(clause.lemma, {}).get("subj")
            return _Told(kind, hits.at.get(token)) if kind is not None and not clause.doers else None
    return None


_BORDERS = frozenset((",", ";", ":", "(", "–", "und", "oder", "sowie"))


def _rank(kind: FigureKind, of: EventType) -> int:
    """How soon a type of event has a count of a kind: those who take part do so in a protest before all else."""
    place = _FITTING[kind].index(of)
    return place if kind == "participants" else place > _FIRM


def _home(text: Text, hits: _Hits, events: Sequence[Event], kind: FigureKind, count: Count) -> int | None:
    """The event that a count without a verb of its own belongs to."""
    a = text.analysis
    sentence = a.sentence_of[count.first]
    for back in range(_BACK + 1 if kind != "participants" else 1):
        fitting = [
            (_rank(kind, events[n].type), abs(hits.all[n].token - count.first) if not back else -n, n)
            for n in hits.in_sentence.get(sentence - back, ())
            if events[n].type in _FITTING[kind]
        ]
        if fitting:
            return min(fitting)[2]
    return None


@cache
def _verbs() -> dict[str, dict[str, FigureKind]]:
    found: dict[str, dict[str, FigureKind]] = {}
    for row in lexicon.load("counting_verbs", required=("form", "slot", "kind")):
        found.setdefault(row["form"], {})[row["slot"]] = cast("FigureKind", row["kind"])
    return found
