"""What a plan holds: the points listed behind a colon or behind *Phasen*, the objects of *umfassen*, a clause with *dass*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.plans.naming import Called
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import word_set, word_tuple

_SENTENCES = 2
"""So many sentences after its name may say what a plan holds."""


class Content(NamedTuple):
    """A plan and the sentence in which its points are looked for; `later` if that is one after its name."""

    text: Text
    called: Called
    sentence: int
    later: bool


def points(text: Text, called: Called) -> tuple[tuple[str, ...], str] | None:
    """The points of a plan in their order, and the rule that finds them; None if the report does not say them."""
    number = text.analysis.sentence_of[called.head]
    for sentence in range(number, min(number + _SENTENCES, len(text.analysis.sentences))):
        case = Content(text, called, sentence, sentence > number)
        if case.later and not _goes_on(case):
            return None
        found = first(PHASES, case)
        if found is not None:
            return found
    return None


def _goes_on(case: Content) -> bool:
    """True for a sentence that takes a plan up: *Er sieht vor …*, *Der Plan nennt …*, *Drei Punkte …*."""
    a = case.text.analysis
    begin = a.sentences[case.sentence].start
    words = a.forms[begin : begin + 3]
    again = words[:1] in (("Er",), ("Sie",), ("Es",)) or any(w.casefold() == case.called.name.casefold() for w in words)
    return again or any(w in word_set("points_of_plans") for w in words)


def _tokens(case: Content) -> range:
    part = case.text.analysis.sentences[case.sentence]
    return range(part.start if case.later else case.called.head, part.end)


def _counted(case: Content) -> bool:
    """True if the sentence says that it lists: *drei Stufen*, *Dreipunkteplan*, *erst … dann*, a plan with a name."""
    a = case.text.analysis
    tokens = _tokens(case)
    listed = any(a.forms[t] in word_set("points_of_plans") for t in tokens)
    sequence = sum(a.forms[t].casefold() in word_set("first_then_last") for t in tokens)
    numbered = case.called.name.casefold().startswith(word_tuple("number_beginnings"))
    return listed or sequence > 1 or numbered or case.called.own


def _colon(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    colon = next((t for t in _tokens(case) if a.forms[t] == ":"), None)
    if colon is None or not _counted(case):
        return None
    items = tuple(_items(a, colon + 1, a.sentences[case.sentence].end))
    return items if len(items) > 1 else None


def _behind_points(case: Content) -> tuple[str, ...] | None:
    """The items of a list `A, B und C` after its noun, without a verb's particle at the very end."""
    a = case.text.analysis
    listed = next((t for t in _tokens(case) if a.forms[t] in word_set("points_of_plans")), None)
    if listed is None:
        return None
    items = tuple(_items(a, listed + 1, a.sentences[case.sentence].end))
    return items if len(items) > 1 else None


def _consisting(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    for token in _tokens(case):
        if a.forms[token] == "bestehend" and a.forms[token + 1 : token + 2] == ("aus",):
            items = tuple(_items(a, token + 2, a.sentences[case.sentence].end))
            return items if len(items) > 1 else None
    return None


def _items(a: Analysis, begin: int, end: int) -> Iterator[str]:
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


def _clauses(case: Content) -> Iterator[Clause]:
    """The clauses that say what the plan holds."""
    a = case.text.analysis
    part = a.sentences[case.sentence]
    for clause in case.text.clauses_between(part.start, part.end):
        if clause.lemma not in word_set("verbs_of_contents") or clause.negated or clause.voice != "active":
            continue
        taken_up = case.later and any(a.tags[t] == "PRON" for t in clause.doers)
        inside = Span(case.called.span.start - 1, case.called.span.end + 1)
        own = any(t == case.called.head or case.text.token_span(t).within(inside) for t in clause.doers)
        apposed = any(case.called.head in a.dependents(t, "appos") for t in clause.doers)
        if taken_up or own or apposed:
            yield clause


def _objects(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    for clause in _clauses(case):
        nouns = [t for t in clause.undergoers if a.tags[t] in ("NOUN", "PROPN") and t != case.called.head]
        found = tuple(_phrase(a, token, ("conj", "cc", "punct")) for token in nouns if not _is_point(a, token))
        if found:
            return found
    return None


def _is_point(a: Analysis, token: int) -> bool:
    return a.forms[token] in word_set("points_of_plans")


def _content_clause(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    for clause in _clauses(case):
        told = [c for c in clause.content if any(a.forms[m] == "dass" for m in a.dependents(c, "mark"))]
        if told:
            return tuple(_phrase(a, token, ("mark", "punct")) for token in told)
    return None


def _infinitives(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    for clause in _clauses(case):
        told = [c for c in clause.content if any(a.forms[m] == "zu" for m in a.dependents(c, "mark"))]
        if told:
            heads = sorted({h for c in told for h in (c, *a.dependents(c, "conj"))})
            return tuple(_phrase(a, token, ("punct", "conj", "cc")) for token in heads)
    return None


def _phrase(a: Analysis, head: int, without: tuple[str, ...]) -> str:
    """The text under a word, without the outer branches of some labels and without a first article."""
    inside = {head}
    open_ = [c for c in a.children[head] if a.labels[c] not in (*without, "det", "det:poss")]
    while open_:
        token = open_.pop()
        inside.add(token)
        open_ += a.children[token]
    begin, end = min(inside), max(inside) + 1
    while end > begin + 1 and a.forms[end - 1] in (",", ".", ";", ":"):
        end -= 1
    return a.span(begin, end).of(a.text)


PHASES: tuple[Rule[Content, tuple[str, ...]], ...] = (
    Rule(
        name="phases/colon",
        find=_colon,
        why="Points stand behind a colon, if the plan has a name or the sentence says that it lists.",
        yes=(
            (
                "Der „Stufenplan Blau“ bringt Neues: Ruhe, Arbeit und Wohlstand.",
                "Stufenplan Blau: Ruhe, Arbeit, Wohlstand",
            ),
            ("Karl Demm hat den „Stufenplan Blau“. Er sieht vor: Ruhe, Arbeit.", "Stufenplan Blau: Ruhe, Arbeit"),
        ),
        no=("Der Plan scheiterte: Man stritt, schrie und ging.",),
    ),
    Rule(
        name="phases/list",
        find=_behind_points,
        why="The phases of a plan are the items listed behind *Phasen*, *Punkte* or *Schritte*.",
        yes=(
            ("Der Plan sieht für Peru die Phasen Ruhe, Arbeit und Wohlstand vor.", "Plan: Ruhe, Arbeit, Wohlstand"),
            ("Die Agenda nennt die Ziele Frieden, Brot und Land.", "Agenda: Frieden, Brot, Land"),
        ),
        no=("Der Plan nennt die Ziele.",),
    ),
    Rule(
        name="phases/consisting-of",
        find=_consisting,
        why="What a plan consists of are its points.",
        yes=(("Der Plan, bestehend aus Ruhe, Arbeit und Wohlstand, scheiterte.", "Plan: Ruhe, Arbeit, Wohlstand"),),
        no=("Der Plan, bestehend aus nichts, scheiterte.",),
    ),
    Rule(
        name="phases/infinitives",
        find=_infinitives,
        why="What a plan holds may be told in infinitives with *zu*.",
        yes=(("Der „Stufenplan Blau“ sieht vor, ein Bad zu bauen.", "Stufenplan Blau: ein Bad zu bauen"),),
        no=("Karl Demm sieht vor, ein Bad zu bauen.",),
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
        ),
        no=("Der Minister sagt, dass der Plan gut ist.",),
    ),
)
