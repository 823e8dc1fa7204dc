"""Named plans, agreements and roadmaps with their phases: only if the report says what they contain.

Either it lists the points (*die Phasen Ruhe, Arbeit und Wohlstand*), or a clause says so (*das Abkommen umfasst …*, *der
Entwurf sieht vor, dass …*). What later clauses say of the same plan is added in their order.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import Because, Entity, Plan

_REACH = 100
"""So many tokens after a plan's noun are searched for its maker and for whom it is."""


class Part(NamedTuple):
    """A sentence of a report, or a clause of one; `listed` is the noun before a list of points (*Phasen*) in it."""

    text: Text
    end: int
    listed: int | None = None
    clause: Clause | None = None


class Content(NamedTuple):
    """A plan's noun in a part of a report."""

    part: Part
    head: int


class Word(NamedTuple):
    """A noun of a report."""

    text: Text
    token: int


def annotate(text: Text) -> tuple[Plan, ...]:
    """The plans of a report, each once, in the order in which their points are listed."""
    owners = _owners(text)
    listed = [plan for part in _lists(text) if (plan := _plan(part, owners)) is not None]
    named = {plan.name for plan in listed}
    told: dict[str, tuple[Plan, list[str]]] = {}
    for clause in text.clauses:
        plan = _plan(_clause(text, clause), owners) if clause.lemma in word_set("verbs_of_contents") else None
        if plan is not None and plan.name not in named:
            told.setdefault(plan.name, (plan, []))[1].extend(plan.phases)
    joined = [msgspec.structs.replace(plan, phases=tuple(phases)) for plan, phases in told.values()]
    return tuple(sorted([*listed, *joined], key=lambda plan: plan.start))


def _lists(text: Text) -> list[Part]:
    found = []
    for sentence in text.analysis.sentences:
        tokens = range(sentence.start, sentence.end)
        listed = next((t for t in tokens if text.analysis.forms[t] in word_set("points_of_plans")), None)
        found += [Part(text, sentence.end, listed)] if listed is not None else []
    return found


def _clause(text: Text, clause: Clause) -> Part:
    return Part(text, text.sentence_tokens(clause.predicate).stop, None, clause)


def _plan(part: Part, owners: dict[str, tuple[Entity, str]]) -> Plan | None:
    """The plan of which a sentence lists the points or a clause says what it holds."""
    named = first(NAMES, part)
    phases = first(PHASES, Content(part, named[0])) if named is not None else None
    if named is None or phases is None:
        return None
    text, head = part.text, named[0]
    content = Content(part, head)
    name, span = _called(text.analysis, head)
    of = owners.get(_stem(text.analysis.forms[head]))
    by, about = first(MAKERS, content), first(AIMS, content)
    because: Because = {"name": named[1], "phases": phases[1]}
    because |= {f: v[1] for f, v in (("of", of), ("announced_by", by), ("about", about)) if v is not None}
    return Plan(
        name=name,
        of=of[0].id if of is not None else None,
        announced_by=by[0].id if by is not None else None,
        about=about[0].id if about is not None else None,
        phases=phases[0],
        start=span[0],
        end=span[1],
        because=because,
    )


def _called(analysis: Analysis, head: int) -> tuple[str, tuple[int, int]]:
    """The name of a plan, its noun with the adjectives before it, and where it stands."""
    begin = head
    while begin and analysis.tags[begin - 1] == "ADJ":
        begin -= 1
    noun = re.sub(r"(plan)s$", r"\1", analysis.forms[head])
    words = analysis.forms[begin:head]
    if noun.lower().endswith("plan"):
        words = tuple(_uninflected(word) + "er" for word in words)
    span = analysis.span(begin, head + 1)
    return " ".join((*words, noun)), (span.start, span.end)


def _uninflected(word: str) -> str:
    ends = sorted(closed("adjective_endings"), key=len, reverse=True)
    return next((word.removesuffix(end) for end in ends if word.endswith(end)), word)


def _stem(form: str) -> str:
    return form.removesuffix("s")


def _owners(text: Text) -> dict[str, tuple[Entity, str]]:
    """For each noun whose plan it is, as the report says at one of its mentions, with the rule that finds it."""
    found: dict[str, tuple[Entity, str]] = {}
    for token, form in enumerate(text.analysis.forms):
        owner = first(OWNERS, Word(text, token)) if _stem(form) not in found and form[:1].isupper() else None
        if owner is not None:
            found[_stem(form)] = owner
    return found


def _is_plan(analysis: Analysis, token: int) -> bool:
    form = analysis.forms[token]
    return form[:1].isupper() and form.lower().endswith(word_tuple("ends_of_plans"))


def _before_a_list(part: Part) -> int | None:
    if part.listed is None:
        return None
    tokens = range(part.text.sentence_tokens(part.listed).start, part.listed)
    return next((t for t in tokens if _is_plan(part.text.analysis, t)), None)


def _what_holds(part: Part) -> int | None:
    if part.clause is None or part.clause.negated or part.clause.voice != "active":
        return None
    analysis = part.text.analysis
    return next((t for t in part.clause.doers if analysis.tags[t] in ("NOUN", "PROPN") and _is_plan(analysis, t)), None)


def _list(content: Content) -> tuple[str, ...] | None:
    """The items of a list `A, B und C` after its noun, without a verb's particle at the very end."""
    analysis, listed, last = content.part.text.analysis, content.part.listed, content.part.end
    if listed is None:
        return None
    while last > listed and (
        analysis.tags[last - 1] in ("PUNCT", "VERB", "AUX") or analysis.forms[last - 1] in ("vor", "an", "auf")
    ):
        last -= 1
    items: list[list[int]] = [[]]
    for token in range(listed + 1, last):
        if analysis.forms[token] in (",", "und", "sowie", ":"):
            items.append([])
        elif analysis.tags[token] in ("VERB", "AUX"):
            break
        else:
            items[-1].append(token)
    phases = tuple(analysis.span(i[0], i[-1] + 1).of(analysis.text) for i in items if i)
    return phases if len(phases) > 1 else None


def _objects(content: Content) -> tuple[str, ...] | None:
    clause, analysis = content.part.clause, content.part.text.analysis
    nouns = [t for t in clause.undergoers if analysis.tags[t] in ("NOUN", "PROPN")] if clause is not None else []
    return tuple(_phrase(analysis, token, ("conj", "cc")) for token in nouns) or None


def _content_clause(content: Content) -> tuple[str, ...] | None:
    clause, analysis = content.part.clause, content.part.text.analysis
    told = [c for c in clause.content if _opened_by_that(analysis, c)] if clause is not None else []
    return tuple(_phrase(analysis, token, ("mark", "punct")) for token in told) or None


def _opened_by_that(analysis: Analysis, token: int) -> bool:
    return any(analysis.forms[mark] == "dass" for mark in analysis.dependents(token, "mark"))


def _phrase(analysis: Analysis, head: int, without: tuple[str, ...]) -> str:
    """The text under a word, without the outer branches of some labels and without a first article."""
    inside = {head}
    open_ = [c for c in analysis.children[head] if analysis.labels[c] not in (*without, "det", "det:poss")]
    while open_:
        token = open_.pop()
        inside.add(token)
        open_ += analysis.children[token]
    begin, end = min(inside), max(inside) + 1
    while end > begin + 1 and analysis.forms[end - 1] in (",", ".", ";", ":"):
        end -= 1
    return analysis.span(begin, end).of(analysis.text)


def _owner(word: Word) -> Entity | None:
    """The person or body right after a noun, by *von* or in the genitive."""
    text, token = word
    if text.analysis.forms[token + 1 : token + 2] not in (("von",), ("der",), ("des",), ("vom",)):
        return None
    named = (text.names[t][0] for t in range(token + 2, min(token + 6, len(text.analysis))) if t in text.names)
    return next((entity for entity in named if entity.kind in ("person", "organisation", "state")), None)


def _presented_by(content: Content) -> Entity | None:
    """Who is named right before the participle (`war von X vorgestellt worden`)."""
    text, head = content.part.text, content.head
    clause = content.part.clause
    stop = content.part.listed if clause is None else clause.predicate
    tokens = range(head, min(stop or head, head + _REACH))
    told = next((t for t in tokens if text.analysis.forms[t] in word_set("presented")), None)
    named = [text.names[t] for t in range(head, told) if t in text.names] if told is not None else []
    return next((e for e, last in named if last == told and e.kind in ("person", "organisation")), None)


def _for(content: Content) -> Entity | None:
    """Whom a plan is for (`sieht für X … vor`)."""
    text, forms = content.part.text, content.part.text.analysis.forms
    for token in range(content.head, min(content.part.end - 1, content.head + _REACH)):
        if forms[token] == "für":
            start = token + 1 + (forms[token + 1] in ("die", "den", "das"))
            if start in text.names:
                return text.names[start][0]
    return None


NAMES: tuple[Rule[Part, int], ...] = (
    Rule(
        name="name/before-a-list",
        find=_before_a_list,
        why="A list of phases or points is that of the plan that the sentence has named before.",
        yes=(
            (
                "Der vierstufige Plan umfasst die Phasen Ruhe, Arbeit und Wohlstand.",
                "vierstufiger Plan: vierstufiger Plan",
            ),
            ("Die Agenda nennt die Ziele Frieden, Brot und Land.", "Agenda: Agenda"),
        ),
        no=("Die Rede nennt die Ziele Frieden, Brot und Land.",),
    ),
    Rule(
        name="name/what-holds",
        find=_what_holds,
        why="What is said to hold, provide for or lay down something is a plan, if its noun is that of one.",
        yes=(
            ("Das Abkommen umfasst die Wahl eines Parlaments.", "Abkommen: Abkommen"),
            ("Der neue Friedensplan sieht eine Waffenruhe vor.", "neuer Friedensplan: neuer Friedensplan"),
        ),
        no=("Das Abkommen umfasst nicht die Wahl eines Parlaments.", "Das Haus umfasst zwei Säle."),
    ),
)
PHASES: tuple[Rule[Content, tuple[str, ...]], ...] = (
    Rule(
        name="phases/list",
        find=_list,
        why="The phases of a plan are the items listed behind *Phasen*, *Punkte* or *Schritte*.",
        yes=(
            ("Der Plan sieht für Peru die Phasen Ruhe, Arbeit und Wohlstand vor.", "Plan: Ruhe, Arbeit, Wohlstand"),
            ("Die Agenda nennt die Ziele Frieden, Brot und Land.", "Agenda: Frieden, Brot, Land"),
        ),
        no=("Der Plan nennt die Ziele.",),
    ),
    Rule(
        name="phases/objects",
        find=_objects,
        why="What a plan holds are the objects of the verb that says so.",
        yes=(
            ("Das Abkommen umfasst die Wahl eines Parlaments.", "Abkommen: Wahl eines Parlaments"),
            (
                "Der Friedensplan sieht eine Waffenruhe und den Abzug der Truppen vor.",
                "Friedensplan: Waffenruhe, Abzug der Truppen",
            ),
        ),
        no=("Der Friedensplan scheiterte.",),
    ),
    Rule(
        name="phases/content-clause",
        find=_content_clause,
        why="What a plan holds may be told in a clause with *dass*.",
        yes=(
            (
                "Die Wahlrechtsvorlage sieht vor, dass ein Rat die Kandidaten bestimmt.",
                "Wahlrechtsvorlage: ein Rat die Kandidaten bestimmt",
            ),
            (
                "Der Entwurf schreibt vor, dass jede Stadt ein Bad baut.",
                "Entwurf: jede Stadt ein Bad baut",
            ),
        ),
        no=("Der Minister sagt, dass der Plan gut ist.",),
    ),
)
OWNERS: tuple[Rule[Word, Entity], ...] = (
    Rule(
        name="of/maker-behind",
        find=_owner,
        why="Whose plan it is stands right behind it, with *von* or in the genitive.",
        yes=(
            ("Der Friedensplan von Präsident Edo Falk sieht eine Waffenruhe vor.", "Friedensplan: Edo Falk"),
            ("Die Initiative der SPD sieht eine Waffenruhe vor.", "Initiative: SPD"),
        ),
        no=("Der Friedensplan sieht für Edo Falk eine Waffenruhe vor.",),
    ),
)
MAKERS: tuple[Rule[Content, Entity], ...] = (
    Rule(
        name="announced_by/presented-by",
        find=_presented_by,
        why="Who is named right before *vorgestellt* or *angekündigt* has presented the plan.",
        yes=(
            (
                "Der Plan, am Montag von Edo Falk vorgestellt, nennt die Ziele Frieden, Brot und Land.",
                "Plan: Edo Falk",
            ),
        ),
        no=("Der Plan, von Edo Falk gelobt, nennt die Ziele Frieden, Brot und Land.",),
    ),
)
AIMS: tuple[Rule[Content, Entity], ...] = (
    Rule(
        name="about/for",
        find=_for,
        why="Whom a plan is for stands behind *für*.",
        yes=(
            ("Der Plan sieht für Peru die Phasen Ruhe, Arbeit und Wohlstand vor.", "Plan: Peru"),
            ("Das Abkommen umfasst für die Schweiz eine Frist.", "Abkommen: Schweiz"),
        ),
        no=("Der Plan sieht in Peru die Phasen Ruhe, Arbeit und Wohlstand vor.",),
    ),
)
