"""When a tie began and ended, as its own words say (*seit 1995*, *bis April 2009*), and on whose word it rests."""

from __future__ import annotations

import re
from typing import NamedTuple

from lagebild.annotate.relations.ties import Tie
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.words import closed
from lagebild.reading import OUTLET, RelationStatus, Time

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
_INTERVAL = re.compile(r"(\d{4}(?:-\d{2}){0,2})/(\d{4}(?:-\d{2}){0,2})\Z")
_BESIDE = 8
"""So many tokens around a tie's words a date may stand, commas passed over only inside them."""


class Dated(NamedTuple):
    """A tie with its status and the expressions of time in its clause."""

    text: Text
    tie: Tie
    status: RelationStatus
    times: tuple[Time, ...]


def dates_of(text: Text, tie: Tie, status: RelationStatus) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """Since when and until when a tie has its status (of a former one: held), each with the rule that says so."""
    case = Dated(text, tie, status, _beside(text, tie))
    return first(SINCE, case), first(UNTIL, case)


def source_of(text: Text, tie: Tie) -> tuple[str | None, str]:
    """Who says that there is the tie: `outlet`, an entity, or None for nobody named; with the rule."""
    return first(SOURCES, (text, tie)) or (OUTLET, "tie-source/outlet")


def _beside(text: Text, tie: Tie) -> tuple[Time, ...]:
    """The expressions of time in a tie's words, or close to them in its clause."""
    a = text.analysis
    low, high = text.tokens(tie.span)
    part = text.sentence_tokens(low)
    begin, end = low, high
    while begin > max(part.start, low - _BESIDE) and a.forms[begin - 1] not in (";", ":", "–", "("):
        begin -= 1
    while end < min(part.stop, high + _BESIDE) and a.forms[end] not in (",", ";", ":", "–", ")"):
        end += 1
    return tuple(time for time in text.times_in(a.span(begin, end)) if _is_its(text, tie, time))


def _is_its(text: Text, tie: Tie, time: Time) -> bool:
    """True if a time can be the tie's own: beside its noun, in its verb's clause, or in the words that make or break it.

    A date that goes on in the genitive (*seit dem letzten Jahr von X*) is another than its first words say.
    """
    a = text.analysis
    token = a.token_at(time.start)
    after = text.tokens(Span(time.start, time.end))[1]
    if token is None or (after < len(a) and a.forms[after] in ("von", "der", "des")):
        return False
    if tie.noun is not None:
        between = range(min(token, tie.noun) + 1, max(token, tie.noun))
        verbs = [t for t in between if a.tags[t] in ("VERB", "AUX") and a.lemmas[t] != "sein"]
        return not verbs and len(between) <= _BESIDE
    return tie.clause is not None or tie.broken or tie.event is not None or tie.kind in ("diplomatic", "founded")


def _before(text: Text, time: Time) -> str:
    token = text.analysis.token_at(time.start)
    if token is None or token == 0:
        return ""
    words = [w.casefold() for w in text.analysis.forms[max(token - 2, 0) : token]]
    return next((w for w in reversed(words) if w in closed("bounds_of_times")), "")


def _since(case: Dated) -> str | None:
    for time in case.times:
        value = time.value or ""
        if _before(case.text, time) in ("seit", "ab"):
            match = _INTERVAL.match(value)
            if match or _DATE.match(value):
                return match[1] if match else value
    return None


def _turned(case: Dated) -> str | None:
    if case.status not in ("interrupted", "suspended") and case.tie.kind != "founded":
        return None
    plain = [t.value for t in case.times if _DATE.match(t.value or "") and _before(case.text, t) not in ("bis", "seit")]
    return plain[0] if len(plain) == 1 else None


def _until(case: Dated) -> str | None:
    for time in case.times:
        if _before(case.text, time) == "bis" and _DATE.match(time.value or ""):
            return time.value
    return None


def _left(case: Dated) -> str | None:
    if case.status != "former" or not (case.tie.broken or case.tie.event is not None):
        return None
    plain = [t.value for t in case.times if _DATE.match(t.value or "") and _before(case.text, t) not in ("bis", "seit")]
    return plain[0] if len(plain) == 1 else None


def _said(case: tuple[Text, Tie]) -> str | None:
    text, tie = case
    low, high = text.tokens(tie.span)
    said = [s for s in text.statements_at.get(low, ()) if s in text.statements_at.get(high - 1, ())]
    named = [s for s in said if s.speaker is not None and s.speaker not in (tie.source.id, tie.target.id)]
    inside = [s for s in named if any(tie.span.within(Span(*q)) for q in s.quote_spans)]
    return inside[-1].speaker if inside else None


SINCE: tuple[Rule[Dated, str], ...] = (
    Rule(
        name="since/said",
        find=_since,
        why="*Seit* before a date says since when a tie holds, is suspended or interrupted.",
        yes=(("Karl Demm ist seit 1995 Mitglied der SPD.", "Karl Demm – SPD: 1995"),),
        no=("Karl Demm ist Mitglied der SPD.",),
    ),
    Rule(
        name="since/turned",
        find=_turned,
        why="The only date beside what breaks off relations, or founds a body, is the day on which that happened.",
        yes=(("Peru hat 1980 die diplomatischen Beziehungen zu Chile abgebrochen.", "Peru – Chile: 1980"),),
        no=("Peru pflegt 1980 diplomatische Beziehungen zu Chile.",),
    ),
)
UNTIL: tuple[Rule[Dated, str], ...] = (
    Rule(
        name="until/said",
        find=_until,
        why="*Bis* before a date says until when a tie held.",
        yes=(("Karl Demm war bis 2009 Mitglied der SPD.", "Karl Demm – SPD: 2009"),),
        no=("Karl Demm ist seit 1995 Mitglied der SPD.",),
    ),
    Rule(
        name="until/turned",
        find=_left,
        why="The only date beside an exclusion is the day on which the membership ended.",
        yes=(("Die OPEC hat Ecuador im Mai 2020 ausgeschlossen.", "Ecuador – OPEC: 2020-05"),),
        no=("Die OPEC hat Ecuador im Mai 2020 gelobt.",),
    ),
)
SOURCES: tuple[Rule[tuple[Text, Tie], str], ...] = (
    Rule(
        name="tie-source/speaker",
        find=_said,
        why="A tie told in somebody's words rests on their word, unless they speak of themselves.",
        yes=(("„Ghana ist ein Verbündeter von Peru“, sagte Karl Demm.", "Ghana – Peru: Karl Demm"),),
        no=("Ghana ist ein Verbündeter von Peru.",),
    ),
)
"""Nobody else says it: then the report does in its own voice."""
