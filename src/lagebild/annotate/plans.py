"""Named plans, agreements and roadmaps with their phases: only those of which the report says what they hold.

Either it lists them (*die Phasen Ruhe, Arbeit und Wohlstand*), or a clause says it (*das Abkommen umfasst …*, *der Entwurf
sieht vor, dass …*); what later clauses say of the same plan is added in their order.
"""

from __future__ import annotations

import re

import msgspec

from lagebild.analysis import Analysis
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.reading import Entity, Plan

_PLAN = re.compile(
    r"(?:\w+-)?\w*(plan|plans|plänen|programm|programms|abkommen|abkommens|agenda|vereinbarung|resolution|entwurf|entwurfs|"
    r"konzept|konzepts|vorlage|vertrag|vertrags|paket|pakets|initiative|roadmap)$", re.I
)  # fmt: skip
_HOLDS = frozenset(("vorsehen", "umfassen", "beinhalten", "enthalten", "vorschreiben", "festlegen"))
"""Verbs whose object is what a plan holds."""
_POINTS = frozenset(("Phasen", "Punkte", "Schritte", "Etappen", "Stufen", "Ziele"))
_ENDINGS = re.compile(r"(en|er|es|em|e)$")


def annotate(text: Text) -> tuple[Plan, ...]:
    """The plans of a report, each once, in the order in which their points are listed."""
    analysis = text.analysis
    plans: list[Plan] = []
    for number in range(len(analysis.sentences)):
        part = analysis.sentences[number]
        listed = next((t for t in range(part.start, part.end) if analysis.forms[t] in _POINTS), None)
        heads = [
            t for t in range(part.start, part.end) if _PLAN.match(analysis.forms[t]) and analysis.forms[t][:1].isupper()
        ]
        if listed is None or not heads or heads[0] > listed:
            continue
        phases = _phases(analysis, listed, part.end)
        if len(phases) >= 2:
            plans.append(_plan(text, heads[0], listed, phases))
    named = {plan.name for plan in plans}
    plans += [plan for plan in _told(text) if plan.name not in named]
    return tuple(sorted(plans, key=lambda plan: plan.start))


def _told(text: Text) -> list[Plan]:
    """The plans of which clauses say what they hold, each once."""
    analysis = text.analysis
    found: dict[str, Plan] = {}
    for clause in text.clauses:
        if clause.lemma not in _HOLDS or clause.negated or clause.voice != "active":
            continue
        head = next((t for t in clause.doers if analysis.tags[t] in ("NOUN", "PROPN") and _is_plan(analysis, t)), None)
        phases = _objects(analysis, clause) if head is not None else []
        if head is None or not phases:
            continue
        plan = _plan(text, head, clause.predicate, phases, rule="clause of content")
        known = found.get(plan.name)
        found[plan.name] = (
            plan if known is None else msgspec.structs.replace(known, phases=(*known.phases, *plan.phases))
        )
    return list(found.values())


def _is_plan(analysis: Analysis, token: int) -> bool:
    form = analysis.forms[token]
    return form[:1].isupper() and _PLAN.match(form) is not None


def _objects(analysis: Analysis, clause: Clause) -> list[str]:
    """What a clause says that a plan holds: each of the objects, or its content clause without *dass*."""
    nouns = [t for t in clause.undergoers if analysis.tags[t] in ("NOUN", "PROPN")]
    if nouns:
        return [_phrase(analysis, token, ("conj", "cc")) for token in nouns]
    told = [c for c in clause.content if any(analysis.forms[m] == "dass" for m in analysis.dependents(c, "mark"))]
    return [_phrase(analysis, token, ("mark", "punct")) for token in told]


def _phrase(analysis: Analysis, head: int, without: tuple[str, ...]) -> str:
    """The text under a word, but for the outer branches of some labels and a first article."""
    inside = {head}
    open_ = [c for c in analysis.children[head] if analysis.labels[c] not in (*without, "det", "det:poss")]
    while open_:
        token = open_.pop()
        inside.add(token)
        open_ += analysis.children[token]
    first, last = min(inside), max(inside) + 1
    while last > first + 1 and analysis.forms[last - 1] in (",", ".", ";", ":"):
        last -= 1
    return analysis.span(first, last).of(analysis.text)


def _phases(analysis: Analysis, listed: int, end: int) -> list[str]:
    """The items of a list `A, B und C` after its noun; a verb's particle at the very end is none of it."""
    last = end
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
    return [analysis.span(i[0], i[-1] + 1).of(analysis.text) for i in items if i]


def _plan(text: Text, head: int, listed: int, phases: list[str], *, rule: str = "listed phases") -> Plan:
    analysis = text.analysis
    first = head
    while first and analysis.tags[first - 1] == "ADJ":
        first -= 1
    part = analysis.sentences[analysis.sentence_of[head]]
    words = [_ENDINGS.sub("", f) + "er" for f in analysis.forms[first:head]]
    noun = re.sub(r"(plan)s$", r"\1", analysis.forms[head])
    masculine = noun.lower().endswith("plan")
    name = " ".join([*(words if masculine else analysis.forms[first:head]), noun])
    span = analysis.span(first, head + 1)
    author = _by(text, _mentions(analysis, head))
    return Plan(
        name=name,
        of=author.id if author is not None else None,
        announced_by=_presenter(text, head, listed),
        about=_about(text, head, part.end),
        phases=tuple(phases),
        start=span.start,
        end=span.end,
        because={"name": rule},
    )


def _mentions(analysis: Analysis, head: int) -> list[int]:
    """The tokens where a plan of the same adjective and noun is named."""
    stem = re.sub(r"s$", "", analysis.forms[head])
    return [t for t, f in enumerate(analysis.forms) if re.sub(r"s$", "", f) == stem]


def _by(text: Text, heads: list[int]) -> Entity | None:
    """Whose plan it is: the person or body right after it, by `von` or in the genitive."""
    analysis = text.analysis
    for head in heads:
        if analysis.forms[head + 1 : head + 2] not in (("von",), ("der",), ("des",), ("vom",)):
            continue
        for token in range(head + 2, min(head + 6, len(analysis))):
            if token in text.names and text.names[token][0].kind in ("person", "organisation", "state"):
                return text.names[token][0]
    return None


def _presenter(text: Text, head: int, listed: int) -> str | None:
    """Who presented it (`war von X vorgestellt worden`)."""
    analysis = text.analysis
    told = [
        t
        for t in range(head, listed)
        if analysis.forms[t] in ("vorgestellt", "angekündigt", "präsentiert", "verkündet")
    ]
    if not told:
        return None
    named = [text.names[t] for t in range(head, told[0]) if t in text.names]
    by = next((e for e, last in reversed(named) if last == told[0] and e.kind in ("person", "organisation")), None)
    return by.id if by is not None else None


def _about(text: Text, head: int, end: int) -> str | None:
    """Whom it is for (`sieht für X … vor`)."""
    analysis = text.analysis
    for token in range(head, end - 1):
        if analysis.forms[token] == "für":
            start = token + 1 + (analysis.forms[token + 1] in ("die", "den", "das"))
            if start in text.names:
                return text.names[start][0].id
    return None
