"""Lines of the form *Minister: Brücke nicht sicher*: who speaks, a colon, and what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule, first
from lagebild.document import Span
from lagebild.lexicon.words import closed

_LINE = re.compile(r"(?m)^[ \t]*(?P<label>[^\W\d_][^:\n.!?„“»«\"]{0,60}?) ?: +(?P<rest>\S(?:[^\n]*[^ \t\n])?)[ \t]*$")
_CLOCK = re.compile(r"\d")
_MOST = 6
"""Words that a label has at most."""
_LONG = 20
"""Words that stand behind the colon at most."""
_STOP = re.compile(r"[.!?]\s")
_COPULA = ("sein", "bleiben", "werden")


class Headline(NamedTuple):
    """A line with a label, its tokens, and the tokens behind the colon."""

    analysis: Analysis
    label: range
    rest: range


def headlines(analysis: Analysis) -> Iterator[Headline]:
    """The lines of a text with a few words, a colon, and one sentence or less behind it."""
    for match in _LINE.finditer(analysis.text):
        label, rest = match["label"], match["rest"]
        if len(label.split()) > _MOST or len(rest.split()) > _LONG or _CLOCK.search(label) or _STOP.search(rest):
            continue
        found = Headline(analysis, _tokens(analysis, match.span("label")), _tokens(analysis, match.span("rest")))
        if found.label and found.rest:
            yield found


def _tokens(analysis: Analysis, span: tuple[int, int]) -> range:
    start, end = Span(*span)
    begin = analysis.token_at(start)
    if begin is None:
        return range(0)
    stop = begin
    while stop < len(analysis) and analysis.ends[stop] <= end:
        stop += 1
    return range(begin, stop)


def claims(case: Headline) -> bool:
    """Whether what stands behind the colon is somebody's opinion by its form, and no mere event."""
    return first(CLAIMS, case) is not None


def speaks_of_itself(case: Headline) -> bool:
    """Whether *wir*, *ich* or *unser* stands behind the colon."""
    return _first_person(case) is not None


def _forms(case: Headline) -> set[str]:
    return {case.analysis.forms[t].lower() for t in case.rest}


def _first_person(case: Headline) -> Literal[True] | None:
    return True if _forms(case) & (closed("first_person_pronouns") | closed("first_person_determiners")) else None


def _es(case: Headline) -> Literal[True] | None:
    return True if _forms(case) & {"es", "das", "man"} and _finite(case) and _short(case) else None


def _short(case: Headline) -> bool:
    a = case.analysis
    return a.forms[case.rest[0]].lower() in ("es", "das", "man")


def _denied(case: Headline) -> Literal[True] | None:
    return True if _forms(case) & closed("negations") and not _place(case) else None


def _subjunctive(case: Headline) -> Literal[True] | None:
    a = case.analysis
    return True if any(a.feat(t, "Mood") == "Sub" for t in case.rest) else None


def _is_so(case: Headline) -> Literal[True] | None:
    a = case.analysis
    copula = any(a.lemmas[t] in _COPULA and a.feat(t, "VerbForm") == "Fin" for t in case.rest)
    last = max((t for t in case.rest if a.tags[t] != "PUNCT"), default=case.rest[0])
    return True if copula and a.tags[last] in ("ADJ", "ADV") and not _place(case) else None


def _finite(case: Headline) -> bool:
    return any(case.analysis.feat(t, "VerbForm") == "Fin" for t in case.rest)


def _place(case: Headline) -> bool:
    """Whether a place stands behind a preposition: then the line may tell what happened there."""
    a = case.analysis
    return any(n.kind == "LOC" for t in case.rest for n in a.names_over.get(t, ()))


CLAIMS: tuple[Rule[Headline, Literal[True]], ...] = (
    Rule(
        name="headline/first-person",
        find=_first_person,
        why="*Wir*, *ich* and *unser* behind the colon are those of the one before it.",
        yes=(("Lohm: Wir bauen den Damm neu", ""), ("Lohm: Unser Damm hält", "")),
    ),
    Rule(
        name="headline/it",
        find=_es,
        why="*Es gibt*, *das ist*, *man muss*: the line says what somebody thinks.",
        yes=(("Lohm: Es gibt genug Geld", ""),),
    ),
    Rule(
        name="headline/denied",
        find=_denied,
        why="What is not so is told by somebody.",
        yes=(("Lohm: Kein Geld für Damm", ""),),
        no=("Lohm: Zwei Verletzte bei Unfall",),
    ),
    Rule(
        name="headline/subjunctive",
        find=_subjunctive,
        why="The subjunctive is somebody's word.",
        yes=(("Lohm: Rat sei bestochen", ""),),
    ),
    Rule(
        name="headline/is-so",
        find=_is_so,
        why="That something is, stays or becomes so is what somebody thinks.",
        yes=(("Lohm: Damm ist alt", ""), ("Lohm: Lage bleibt ernst", "")),
    ),
)
"""Forms of what somebody says, not of what happened at a place."""
