"""Sentences that give or end an office: `X ist …`, `Minister wird X`, `X wurde zum …`, `X trat als … zurück`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from lagebild.annotate.offices.titles import Title, office_noun, status_around, title_at
from lagebild.annotate.text import Text
from lagebild.lexicon.gazetteer import first_name_gender
from lagebild.reading import Entity, OfficeStatus

_COPULA: dict[str, OfficeStatus] = {
    "ist": "holds",
    "bleibt": "holds",
    "war": "former",
    "wird": "designated",
}
_GIVEN = re.compile(
    r"(ge|wiederge|neuge)?(wählt|wähl)|ernannt|bestimmt|berufen|befördert|vereidigt|gekürt|gekrönt|bestellt|eingesetzt"
)
_PROPOSED = re.compile(r"nominiert|vorgeschlagen|vorgesehen|aufgestellt")
_TAKEN = re.compile(
    r"zurück$|zurückgetreten|zurücktrat|abgesetzt|entlassen|gestürzt|abberufen|abgelöst|entmachtet|abgewählt"
)
_HEDGE = frozenset(
    ("soll", "sollte", "könnte", "würde", "will", "wollte", "möchte", "nicht", "falls", "wenn", "kein", "keine")
)
_SKIP_BEFORE = frozenset(
    ("als", "wie", "von", "vom", "mit", "für", "gegen", "bei", "beim", "durch", "unter", "nach", "in", "an")
)


class Claim(NamedTuple):
    """A title at a token, given to a person named at `name`, by a sentence's verb."""

    person: Entity
    name: tuple[int, int]
    token: int
    title: Title
    status: OfficeStatus
    since: str | None
    until: str | None
    rule: str


def claims(text: Text) -> Iterator[Claim]:
    """All claims of a text, sentence by sentence."""
    for number in range(len(text.analysis.sentences)):
        for clause in _clauses(text, number):
            yield from _copular(text, clause)
            yield from _appointed(text, clause)


def _clauses(text: Text, number: int) -> list[range]:
    """The pieces of a sentence between commas, semicolons, colons and quotation marks."""
    analysis = text.analysis
    part = analysis.sentences[number]
    cuts = [t for t in range(part.start, part.end) if analysis.forms[t] in (",", ";", ":", "(", ")")]
    edges = [part.start - 1, *cuts, part.end]
    return [range(a + 1, b) for a, b in pairwise(edges) if b - a > 3]


def _persons(text: Text, clause: range) -> list[tuple[Entity, tuple[int, int]]]:
    return [
        (text.names[t][0], (t, text.names[t][1]))
        for t in clause
        if t in text.names and text.names[t][0].kind == "person"
    ]


def _title(text: Text, token: int, person: Entity) -> Title | None:
    words = person.name.split()
    gender = (first_name_gender(words[0]) or "") if len(words) > 1 else ""
    part = text.part_of(token)
    cut = part[1].end - text.analysis.starts[token] if part is not None else 0
    return title_at(text.analysis, token, cut, gender)


def _copular(text: Text, clause: range) -> Iterator[Claim]:
    analysis = text.analysis
    forms = analysis.forms
    verbs = [t for t in clause if forms[t] in _COPULA]
    if not verbs or any(forms[t].lower() in _HEDGE for t in clause):
        return
    verb = verbs[0]
    stop = next((t for t in range(verb + 1, clause.stop) if forms[t] in ("und", "oder", "aber")), clause.stop)
    persons = _persons(text, clause)
    named = {t for _, (first, last) in persons for t in range(first, last)}
    rest = [t for t in range(verb + 1, stop) if t not in named]
    if any(analysis.tags[t] == "VERB" and not office_noun(forms[t]) for t in rest):
        return
    before = [p for p in persons if p[1][1] <= verb]
    after = [p for p in persons if p[1][0] > verb]
    if len(before) == 1 and before[0][1][1] == verb and not after:
        person, name = before[0]
        for token in range(verb + 1, stop):
            if office_noun(forms[token]) is None:
                continue
            if _governed(text, verb, token):
                return
            made = _title(text, token, person)
            if made is not None:
                yield _claim(text, person, name, token, made, _COPULA[forms[verb]], clause, "copula")
            return
    elif after and not before:
        person, name = after[0]
        opening = [t for t in range(clause.start, verb) if office_noun(forms[t]) is not None]
        # Only a title that opens the clause is what the person is; any words may follow it up to the verb.
        if len(opening) != 1 or any(analysis.tags[t] == "ADP" for t in range(clause.start, opening[0])):
            return
        if any(t in text.names and text.names[t][0].kind == "person" for t in range(clause.start, verb)):
            return
        if any(analysis.tags[t] not in ("DET", "ADJ", "NOUN", "PROPN", "X") for t in range(verb + 1, name[0])):
            return
        made = _title(text, opening[0], person)
        if made is not None:
            yield _claim(text, person, name, opening[0], made, _COPULA[forms[verb]], clause, "copula, title first")


def _governed(text: Text, verb: int, token: int) -> bool:
    """Whether a preposition stands before a title, so that it is not the predicate (`ist mit dem Minister …`)."""
    analysis = text.analysis
    for place in range(token - 1, verb, -1):
        if analysis.tags[place] in ("ADJ", "DET"):
            continue
        return analysis.forms[place].lower() in _SKIP_BEFORE
    return False


def _claim(
    text: Text,
    person: Entity,
    name: tuple[int, int],
    token: int,
    title: Title,
    status: OfficeStatus,
    clause: range,
    rule: str,
) -> Claim:
    stated = status_around(text.analysis, token, token, title.status)
    if stated != "holds":
        status = stated
    elif rule == "copula, title first" and status == "designated" and text.analysis.forms[clause.start] == "Bisheriger":
        status = "holds"
    since = until = None
    for place, _, value in text.dates(clause.start, clause.stop):
        before = [f.lower() for f in text.analysis.forms[max(clause.start, place - 2) : place]]
        if "seit" in before or "ab" in before:
            since = value
        elif "bis" in before:
            until = value
    return Claim(person, name, token, title, status, since, until, rule)


def _appointed(text: Text, clause: range) -> Iterator[Claim]:
    analysis = text.analysis
    forms = analysis.forms
    persons = _persons(text, clause)
    if not persons:
        return
    words = " ".join(forms[t] for t in clause)
    hedged = any(forms[t].lower() in _HEDGE for t in clause)
    for token in clause:
        if office_noun(forms[token]) is None:
            continue
        link = _link(text, clause, token)
        free = [p for p in persons if not _under_preposition(text, clause, p[1][0])]
        if not free:
            return
        near = [p for p in free if p[1][1] <= token]
        person, name = near[-1] if near else free[0]
        made = _title(text, token, person) if link else None
        if made is None:
            continue
        status: OfficeStatus | None = None
        if link in ("zum", "zur") and _GIVEN.search(words):
            status = "designated" if hedged else "holds"
        elif link in ("zum", "zur", "als") and _PROPOSED.search(words):
            status = "candidate"
        elif link == "als" and any(_TAKEN.search(forms[t]) for t in clause) and not hedged:
            status = "former"
        if status is not None:
            claim = _claim(text, person, name, token, made, status, clause, "appointed")
            date = next((v for _, _, v in text.dates(clause.start, clause.stop)), None)
            if status == "former" and claim.until is None:
                claim = claim._replace(until=date)
            elif status == "holds" and claim.since is None:
                claim = claim._replace(since=date)
            yield claim._replace(status=status)


def _under_preposition(text: Text, clause: range, first: int) -> bool:
    """Whether a name stands behind a preposition, with or without a title of its own (*von König Olaf ernannt*)."""
    analysis = text.analysis
    place = first - 1
    if place >= clause.start and analysis.tags[place] == "ADP":
        return True
    while place > clause.start and (
        office_noun(analysis.forms[place]) is not None or analysis.tags[place] in ("DET", "ADJ")
    ):
        place -= 1
    titled = place < first - 1 or analysis.tags[place] == "PROPN"
    if analysis.tags[place] in ("NOUN", "PROPN") and place > clause.start:
        place -= 1  # a title that no list has
    return titled and analysis.forms[place].lower() in ("von", "vom", "durch")


def _link(text: Text, clause: range, token: int) -> str:
    """`zum`, `zur` or `als` before a title and its adjectives, else empty."""
    analysis = text.analysis
    place = token - 1
    while place >= clause.start and analysis.tags[place] in ("ADJ", "DET", "PROPN"):
        if analysis.forms[place].lower() in ("zum", "zur", "als"):
            break
        place -= 1
    form = analysis.forms[place].lower() if place >= clause.start else ""
    return form if form in ("zum", "zur", "als") else ""
