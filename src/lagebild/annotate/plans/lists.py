"""The points of a plan told as a list: behind a colon, behind *Phasen*, behind *Vorgesehen sind*, behind a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.plans.naming import Called
from lagebild.annotate.text import Text
from lagebild.lexicon.words import word_set, word_tuple

_CLAUSES = ("zu", "dass", "um")
"""Words with which a clause begins or that stand in an infinitive: what holds one is no list of nouns."""


class Content(NamedTuple):
    """A plan and the sentence in which its points are looked for; `later` if that is one after its name."""

    text: Text
    called: Called
    sentence: int
    later: bool


def tokens(case: Content) -> range:
    """The tokens of the sentence in which the points may stand."""
    part = case.text.analysis.sentences[case.sentence]
    return range(part.start if case.later else case.called.head, part.end)


def counted(case: Content) -> bool:
    """True if the sentence says that it lists: *drei Stufen*, *Dreipunkteplan*, *erst … dann*, a plan with a name."""
    a = case.text.analysis
    inside = tokens(case)
    listed = any(a.forms[t] in word_set("points_of_plans") for t in inside)
    sequence = sum(a.forms[t].casefold() in word_set("first_then_last") for t in inside)
    numbered = case.called.name.casefold().startswith(word_tuple("number_beginnings"))
    return listed or sequence > 1 or numbered or case.called.own


def announced(case: Content) -> bool:
    """True for a sentence that names points of the plan before it and lists them: *X nannte drei Schwerpunkte: …*."""
    a = case.text.analysis
    return any(a.forms[t] in word_set("points_of_plans") and a.forms[t + 1] == ":" for t in tokens(case)[:-1])


def opened(case: Content) -> int | None:
    """The token behind *Vorgesehen sind*, *Geplant sind*, *Kernpunkte sind* at the beginning of a sentence."""
    a = case.text.analysis
    begin = a.sentences[case.sentence].start
    verb = begin + 1
    opens = case.later and a.forms[begin] in word_set("openers_of_lists") and verb + 1 < a.sentences[case.sentence].end
    return verb + 1 if opens and a.forms[verb] in word_set("forms_of_being_planned") else None


def colon(case: Content) -> tuple[str, ...] | None:
    """The items behind a colon."""
    a = case.text.analysis
    at = next((t for t in tokens(case) if a.forms[t] == ":"), None)
    return _list(case, at + 1) if at is not None and counted(case) else None


def behind_points(case: Content) -> tuple[str, ...] | None:
    """The items of a list `A, B und C` after its noun, without a verb's particle at the very end."""
    a = case.text.analysis
    listed = next((t for t in tokens(case) if a.forms[t] in word_set("points_of_plans")), None)
    return _list(case, listed + 1) if listed is not None else None


def consisting(case: Content) -> tuple[str, ...] | None:
    """The items behind *bestehend aus*."""
    a = case.text.analysis
    for token in tokens(case):
        if a.forms[token] == "bestehend" and a.forms[token + 1 : token + 2] == ("aus",):
            return _list(case, token + 2)
    return None


def foreseen(case: Content) -> tuple[str, ...] | None:
    """The items behind *Vorgesehen sind*."""
    begin = opened(case)
    return nominal(case, begin) if begin is not None else None


def nominal(case: Content, begin: int) -> tuple[str, ...] | None:
    """A list of mere nouns from a token up to the end of its sentence; None if there is a clause in it."""
    a = case.text.analysis
    end = a.sentences[case.sentence].end
    inside = range(begin, end)
    verbal = any("Fin" in a.feat(t, "VerbForm") or (t > begin and a.feat(t, "PronType") == "Rel") for t in inside)
    if verbal or any(a.forms[t] in (*_CLAUSES, ":", ";") for t in inside):
        return None
    found = tuple(items(a, begin, end))
    nouns = all(re.search(r"\b[A-ZÄÖÜ]", item) for item in found)
    return found if found and nouns else None


def _list(case: Content, begin: int) -> tuple[str, ...] | None:
    a = case.text.analysis
    found = tuple(items(a, begin, a.sentences[case.sentence].end))
    return found if len(found) > 1 else None


def items(a: Analysis, begin: int, end: int) -> Iterator[str]:
    """The items of a list between two tokens: apart by commas and *und*, up to a semicolon, a verb or the end."""
    last = end
    while last > begin and (a.tags[last - 1] in ("PUNCT", "AUX") or a.forms[last - 1] in ("vor", "an", "auf")):
        last -= 1
    item: list[int] = []
    for token in range(begin, last):
        finite = "Fin" in a.feat(token, "VerbForm")
        if a.forms[token] in (";", "–") or (finite and not (item and _ordinal(a, item[0]))):
            break
        if a.forms[token] in (",", "und", "sowie", ":") or (a.forms[token] == "nämlich" and not item):
            yield from _item(a, item)
            item = []
        else:
            item.append(token)
    yield from _item(a, item)


def _ordinal(a: Analysis, token: int) -> bool:
    return a.forms[token].casefold() in word_set("ordinal_adverbs")


def _item(a: Analysis, item: list[int]) -> Iterator[str]:
    while len(item) > 1 and a.forms[item[0]].casefold() in word_set("first_then_last"):
        item = item[1:]
    if len(item) > 2 and a.forms[item[0]].casefold() == "am" and a.forms[item[1]] == "Ende":
        item = item[2:]
    if any(a.tags[t] != "PUNCT" for t in item):
        yield a.span(item[0], item[-1] + 1).of(a.text)
