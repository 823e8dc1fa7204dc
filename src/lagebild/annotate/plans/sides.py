"""Whose a plan is, who made it known, whom it is for, and when it was made known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lagebild.annotate.plans.naming import Called
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, closed_map, word_set, word_tuple
from lagebild.reading import Entity

_REACH = 100
"""So many tokens after a plan's noun are searched for its maker and for whom it is."""
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
_DAY_LONG = len("2021-03-10")
_OWNERS = ("person", "organisation", "state", "group")


class Side(NamedTuple):
    """A plan of a report, whose sides are looked for."""

    text: Text
    called: Called


def first_side(rules: tuple[Rule[Side, Entity], ...], text: Text, called: Called) -> tuple[Entity, str] | None:
    """The first answer of some rules, with the name of the rule."""
    return first(rules, Side(text, called))


def _meant(text: Text, token: int) -> Entity | None:
    """Whom a token names or describes, by a name that begins there or before, or by what the report names elsewhere."""
    for start in range(token, max(token - 4, -1), -1):
        found = text.names.get(start)
        if found is not None and found[1] > token:
            return found[0]
    whole = text.token_span(token)
    told = [e for e, span in text.others.get(token, ()) if span == whole]
    beside = next((text.names[c][0] for c in text.analysis.dependents(token, "appos", "flat") if c in text.names), None)
    return beside or next(iter(told), None)


def _last(side: Side) -> int:
    """The token behind a plan's noun and its name."""
    text, called = side
    last = max(called.head + 1, text.tokens(called.span)[1])
    while last < len(text.analysis) and text.analysis.tags[last] == "PUNCT" and text.analysis.forms[last] != ",":
        last += 1
    return last


def _behind(side: Side) -> Entity | None:
    """The person or body right after a plan's noun, by *von* or in the genitive."""
    text, start = side.text, _last(side)
    if text.analysis.forms[start : start + 1] not in (("von",), ("der",), ("des",), ("vom",)):
        return None
    stop = min(start + 6, text.sentence_tokens(side.called.head).stop)
    for token in range(start + 1, stop):
        found = text.names.get(token)
        if found is not None:
            return found[0] if found[0].kind in _OWNERS else None
        tag = text.analysis.tags[token]
        if tag in ("NOUN", "VERB", "AUX", "PUNCT"):
            body = _meant(text, token) if tag == "NOUN" and token + 1 not in text.names else None
            if tag != "NOUN" or (body is not None and body.kind == "organisation"):
                return body
    return None


def _possessive(side: Side) -> Entity | None:
    text, head = side.text, side.called.head
    for token in range(head - 1, max(head - 4, text.sentence_tokens(head).start - 1), -1):
        owner = next((e for e, _ in text.others.get(token, ()) if text.analysis.tags[token] == "DET"), None)
        if owner is not None and owner.kind in _OWNERS:
            return owner
    return None


def _genitive_before(side: Side) -> Entity | None:
    text, head = side.text, side.called.head
    for start in range(head - 1, max(head - 5, -1), -1):
        found = text.names.get(start)
        if found is not None and found[1] == head and text.analysis.forms[head - 1].endswith("s"):
            return found[0] if found[0].kind in _OWNERS else None
    return None


def _clauses(side: Side, words: Iterable[str]) -> Iterator[Clause]:
    """The clauses of the plan's sentence whose verb is one of some and that have the plan as what is done, or take it up."""
    inside = _tokens(side)
    for clause in _sentence(side):
        if clause.lemma in words and inside & {*clause.undergoers, *(t for _, t in clause.obliques)}:
            yield clause


def _sentence(side: Side) -> tuple[Clause, ...]:
    """The clauses of the plan's sentence."""
    part = side.text.sentence_tokens(side.called.head)
    return tuple(side.text.clauses_between(part.start, part.stop))


def _tokens(side: Side) -> set[int]:
    """The tokens of the plan's name, and the relative pronouns behind it that stand for it."""
    text, head = side.text, side.called.head
    first_, last = text.tokens(side.called.span)
    last = max(last, head + 1)
    a = text.analysis
    behind = range(last, min(last + 4, len(a))) if a.forms[last : last + 1] == (",",) else ()
    return {*range(first_, last), head} | {t for t in behind if "Rel" in a.feat(t, "PronType")}


def _maker(side: Side) -> Entity | None:
    for clause in (*_clauses(side, word_set("verbs_of_making_plans")), *_agreed_on(side)):
        found = next((e for t in clause.doers if (e := _meant(side.text, t)) is not None and e.kind in _OWNERS), None)
        if found is not None:
            return found
    return None


def _agreed_on(side: Side) -> Iterator[Clause]:
    """The clauses that tell that somebody settles a plan: as what is settled, or behind *auf* (*einigten sich auf*)."""
    inside = _tokens(side)
    for clause in _clauses(side, word_set("verbs_of_settling")):
        if inside & {*clause.undergoers, *(token for preposition, token in clause.obliques if preposition == "auf")}:
            yield clause


def _named_in_it(side: Side) -> Entity | None:
    """The person whose surname is the first part of a plan's compound (*Kerner-Plan*)."""
    text, head = side.text, side.called.head
    name, hyphen, rest = text.analysis.forms[head].partition("-")
    if not hyphen or not rest[:1].isupper():
        return None
    bearers = [e for e in text.reading.entities if e.kind == "person" and e.name.split()[-1] == name and " " in e.name]
    return bearers[0] if len(bearers) == 1 else None


def _of_the_doer(side: Side) -> Entity | None:
    """The one who does something with a plan of their own (*Die Bahn will ihr Programm beschleunigen*)."""
    text, head = side.text, side.called.head
    a = text.analysis
    begin = text.sentence_tokens(head).start
    owned = any(a.tags[t] == "DET" and a.feat(t, "Poss") == "Yes" for t in range(max(head - 3, begin), head))
    for clause in _sentence(side) if owned else ():
        if head in clause.undergoers and clause.doers:
            found = _meant(text, clause.doers[0])
            return found if found is not None and found.kind in _OWNERS else None
    return None


def _acts_by_it(side: Side) -> Entity | None:
    text = side.text
    inside = set(range(*text.tokens(side.called.span))) | {side.called.head}
    for clause in _sentence(side):
        by_it = any(preposition == "mit" and token in inside for preposition, token in clause.obliques)
        if by_it and clause.modals and not clause.negated and side.called.own:
            return next((e for t in clause.doers if (e := _meant(text, t)) is not None and e.kind in _OWNERS), None)
    return None


def is_made(text: Text, called: Called) -> bool:
    """True if the report says who concluded or made a plan or makes it known, or who does something with one of theirs."""
    a, head = text.analysis, called.head
    lemma, side = a.lemmas[head].casefold(), Side(text, called)
    made = tuple(map(str.casefold, word_tuple("made_by_somebody")))
    if not lemma.endswith(made) and called.rule != "name/topic":
        return False
    told = (*_clauses(side, word_set("verbs_of_making_plans") | {"ankündigen"}), *_agreed_on(side))
    if _is_a_body(text, head) or any(c.modals or c.tense == "future" or c.negated for c in told):
        return False
    if lemma in word_set("bare_plans"):
        return _maker(side) is not None
    somebody = any(a.tags[t] in ("NOUN", "PROPN") and t != head for clause in told for t in clause.doers)
    return somebody or _of_the_doer(side) is not None


def _is_a_body(text: Text, head: int) -> bool:
    """True if a plan's noun is the name of a body (*Welternährungsprogramm*)."""
    named = (text.names[start] for start in range(max(head - 3, 0), head + 1) if start in text.names)
    return any(entity.kind == "organisation" and last > head for entity, last in named)


def _presented_by(side: Side) -> Entity | None:
    """Who is named right before the participle (`war von X vorgestellt worden`)."""
    text, head = side.text, side.called.head
    stop = text.sentence_tokens(head).stop
    tokens = range(head, min(stop, head + _REACH))
    told = next((t for t in tokens if text.analysis.forms[t] in word_set("presented")), None)
    named = [text.names[t] for t in range(head, told) if t in text.names] if told is not None else []
    return next((e for e, last in named if last == told and e.kind in ("person", "organisation")), None)


def _presents(side: Side) -> Entity | None:
    for clause in _clauses(side, word_set("verbs_of_presenting")):
        found = next((e for t in clause.doers if (e := _meant(side.text, t)) is not None and e.kind in _OWNERS), None)
        if found is not None:
            return found
    return None


def _for(side: Side) -> Entity | None:
    """Whom a plan is for (`sieht für X … vor`)."""
    text = side.text
    forms = text.analysis.forms
    stop = text.sentence_tokens(side.called.head).stop
    for token in range(side.called.head, min(stop - 1, side.called.head + _REACH)):
        if forms[token] == ":":
            return None
        if forms[token] == "für":
            start = token + 1 + (forms[token + 1] in ("die", "den", "das"))
            if start in text.names:
                return text.names[start][0]
    return None


def _with(side: Side) -> Entity | None:
    """With whom an agreement is concluded, or whom it is against."""
    text, start = side.text, _last(side)
    forms = text.analysis.forms
    for token in range(start, min(start + 3, len(forms) - 1)):
        if closed_map("contractions").get(forms[token], forms[token]) in ("mit", "gegen", "zu"):
            at = token + 1 + (forms[token + 1] in closed("articles"))
            found = text.names.get(at) or text.names.get(at + 1)
            return found[0] if found is not None else None
    return None


def day_of(text: Text, called: Called) -> str | None:
    """The date on which a plan was made known or concluded: the one date, or the one day, beside a verb that says so."""
    part, side = text.sentence_tokens(called.head), Side(text, called)
    forms = text.analysis.forms
    verbs = word_set("presented") | word_set("concluded")
    made = word_set("verbs_of_making_plans") | word_set("verbs_of_settling")
    told = [c for c in _sentence(side) if c.lemma in word_set("verbs_of_presenting")]
    done = [c for c in _clauses(side, made) if not c.modals and c.tense != "future"]
    if not told and not done and not any(forms[t] in verbs for t in part):
        return None
    dates = [t.value for t in text.times_in(text.analysis.span(part.start, part.stop)) if _DAY.match(t.value or "")]
    days = [value for value in dates if value is not None and len(value) == _DAY_LONG]
    if len(dates) == 1:
        return dates[0]
    return days[0] if len(days) == 1 else None


OWNERS: tuple[Rule[Side, Entity], ...] = (
    Rule(
        name="of/maker-behind",
        find=_behind,
        why="Whose plan it is stands right behind it, with *von* or in the genitive.",
        yes=(
            ("Der Friedensplan von Präsident Edo Falk sieht eine Waffenruhe vor.", "Friedensplan: Edo Falk"),
            ("Die Initiative der SPD sieht eine Waffenruhe vor.", "Initiative: SPD"),
        ),
        no=("Der Friedensplan sieht für Edo Falk eine Waffenruhe vor.",),
    ),
    Rule(
        name="of/author-before",
        find=_genitive_before,
        why="Whose plan it is may stand before it, with the genitive's *-s*.",
        yes=(("Perus Friedensplan sieht eine Waffenruhe vor.", "Friedensplan: Peru"),),
        no=("Der Friedensplan sieht eine Waffenruhe vor.",),
    ),
    Rule(
        name="of/whose",
        find=_possessive,
        why="A possessive before a plan says whose it is.",
        yes=(("Edo Falk kam. Sein Friedensplan sieht eine Waffenruhe vor.", "Friedensplan: Edo Falk"),),
        no=("Edo Falk kam. Der Friedensplan sieht eine Waffenruhe vor.",),
    ),
    Rule(
        name="of/name-in-it",
        find=_named_in_it,
        why="A plan whose noun begins with a person's surname is that person's.",
        yes=(("Edo Falk ging. Der Falk-Plan sieht eine Waffenruhe vor.", "Falk-Plan: Edo Falk"),),
        no=("Edo Falk ging. Der Ulm-Plan sieht eine Waffenruhe vor.",),
    ),
    Rule(
        name="of/whose-it-is-in-the-clause",
        find=_of_the_doer,
        why="Whoever does something with *ihr* or *sein* plan has made it.",
        yes=(
            ("Die SPD will ihr Programm „Blauer Himmel“ ändern.", "Blauer Himmel: SPD"),
            ("Die SPD will ihr Sparprogramm ändern.", "Sparprogramm: SPD"),
        ),
        no=(
            "Die SPD will das Programm „Blauer Himmel“ ändern.",
            "Die Vereinten Nationen lobten ihr Welternährungsprogramm.",
        ),
    ),
    Rule(
        name="of/who-makes-it",
        find=_maker,
        why="Whoever designs, presents or proposes a plan is its author, unless the report names another.",
        yes=(("Edo Falk stellte den „Stufenplan Blau“ vor.", "Stufenplan Blau: Edo Falk"),),
        no=("Edo Falk lobte den „Stufenplan Blau“.",),
    ),
    Rule(
        name="of/who-acts-by-it",
        find=_acts_by_it,
        why="Whoever wants to do something *mit* a plan that has a name of its own has made it.",
        yes=(("Edo Falk will mit dem „Stufenplan Blau“ den Hafen retten.", "Stufenplan Blau: Edo Falk"),),
        no=("Edo Falk brach mit dem „Stufenplan Blau“.",),
    ),
)
MAKERS: tuple[Rule[Side, Entity], ...] = (
    Rule(
        name="announced_by/presented-by",
        find=_presented_by,
        why="Whoever is named right before *vorgestellt* or *angekündigt* has presented the plan.",
        yes=(
            (
                "Der Plan, am Montag von Edo Falk vorgestellt, nennt die Ziele Frieden, Brot und Land.",
                "Plan: Edo Falk",
            ),
        ),
        no=("Der Plan, von Edo Falk gelobt, nennt die Ziele Frieden, Brot und Land.",),
    ),
    Rule(
        name="announced_by/presents",
        find=_presents,
        why="Whoever presents, submits or announces a plan makes it known.",
        yes=(("Edo Falk stellte den „Stufenplan Blau“ vor.", "Stufenplan Blau: Edo Falk"),),
        no=("Edo Falk lobte den „Stufenplan Blau“.",),
    ),
)
AIMS: tuple[Rule[Side, Entity], ...] = (
    Rule(
        name="about/for",
        find=_for,
        why="The one whom a plan is for stands behind *für*.",
        yes=(
            ("Der Plan sieht für Peru die Phasen Ruhe, Arbeit und Wohlstand vor.", "Plan: Peru"),
            ("Das Abkommen umfasst für die Schweiz eine Frist.", "Abkommen: Schweiz"),
        ),
        no=("Der Plan sieht in Peru die Phasen Ruhe, Arbeit und Wohlstand vor.",),
    ),
    Rule(
        name="about/with",
        find=_with,
        why="With whom an agreement is, or against whom a plan, stands behind it.",
        yes=(("Der „Stufenplan Blau“ gegen Peru scheiterte.", "Stufenplan Blau: Peru"),),
        no=("Der „Stufenplan Blau“ scheiterte in Peru.",),
    ),
)
