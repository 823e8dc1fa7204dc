"""Ties of several at once: *die EU-Staaten X und Y*, *X und Y, Mitglieder der Z*, *wenige Verbündete: X …*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.relations.sides import coordinated, described
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, closed_map, word_set
from lagebild.reading import Entity

_AGAIN = ("Und", "Auch")
_GOES_ON = 12
"""So many sentences after a list has begun its next item may open one."""


class Several(NamedTuple):
    """The token of a noun that is said of several."""

    text: Text
    token: int


def several(text: Text, token: int) -> tuple[tuple[Entity, ...], str] | None:
    """Of whom a plural at a token is said, if the report lists them, and the rule that finds them."""
    here = noun(text.analysis.forms[token])
    number = here.number if here is not None else text.analysis.feat(token, "Number")
    if number == "Sing":
        return None
    return first(SEVERAL, Several(text, token))


def _names(text: Text, token: int) -> tuple[Entity, ...]:
    found = [e for e in coordinated(text, token) if e.name_spans]
    return tuple({e.id: e for e in found}.values())


def _behind(case: Several) -> tuple[Entity, ...] | None:
    text, token = case
    if token + 1 not in text.names:
        return None
    found = listed(text, token + 1)
    return found if len(found) > 1 else None


def _before(case: Several) -> tuple[Entity, ...] | None:
    text, token = case
    a = text.analysis
    if a.labels[token] != "appos" or a.heads[token] > token:
        return None
    found = _names(text, text.first_conjunct(a.heads[token]))
    return found if len(found) > 1 else None


def _subject(case: Several) -> tuple[Entity, ...] | None:
    text, token = case
    a = text.analysis
    if not any(a.lemmas[c] == "sein" for c in a.dependents(token, "cop")):
        return None
    found = tuple(e for s in a.dependents(token, "nsubj") for e in _names(text, s))
    return found if len(found) > 1 else None


def _colon(case: Several) -> tuple[Entity, ...] | None:
    text, token = case
    a = text.analysis
    stop = text.sentence_tokens(token).stop
    colon = next((t for t in range(token + 1, stop) if a.forms[t] == ":"), None)
    if colon is None or colon + 1 not in text.names or any(a.tags[t] == "VERB" for t in range(token + 1, colon)):
        return None
    items = listed(text, colon + 1)
    if len(items) > 1:
        return items
    opened = text.names[colon + 1][0]
    return (opened, *_going_on(text, a.sentence_of[token], opened)) if described(text, token) is None else None


def _just_named(case: Several) -> tuple[Entity, ...] | None:
    text, token = case
    a = text.analysis
    these = any(a.forms[c].casefold().startswith("dies") for c in a.dependents(token, "det"))
    count = next((closed_map("number_words").get(a.forms[c].casefold()) for c in a.dependents(token, "nummod")), None)
    if not these and count is None:
        return None
    low = text.sentence_tokens(token).start
    for start in range(token - 1, low - 1, -1):
        if start in text.names and a.forms[start - 1 : start] not in ((",",), ("und",)):
            found = listed(text, start)
            if len(found) > 1 and (these or str(len(found)) == count):
                return found
    return None


def listed(text: Text, token: int) -> tuple[Entity, ...]:
    """The names of a list from a token on: `A, B (AB) und C`."""
    forms, found = text.analysis.forms, []
    while token in text.names:
        entity, last = text.names[token]
        found.append(entity)
        last = behind_brackets(text, last)
        if last >= len(forms) or forms[last] not in (",", "und", "sowie", "oder"):
            break
        token = last + 1
        if token < len(forms) and forms[token] in closed("articles"):
            token += 1
    return tuple(found)


def behind_brackets(text: Text, token: int) -> int:
    """The token behind a short form in brackets (*Weltbank (WB)*); the token itself if there is none."""
    forms = text.analysis.forms
    return token + 3 if forms[token : token + 1] == ("(",) and forms[token + 2 : token + 3] == (")",) else token


def _going_on(text: Text, number: int, opened: Entity) -> Iterator[Entity]:
    """What the sentences after a list's first item add to it: each begins with a name and a comma or colon.

    A sentence that sets the others against them (*der Rest*) ends the list.
    """
    a = text.analysis
    for part in a.sentences[number + 1 : number + 1 + _GOES_ON]:
        if {a.forms[t] for t in range(part.start, min(part.start + 3, part.end))} & word_set("the_others"):
            return
        token = part.start + (a.forms[part.start] in _AGAIN)
        found = text.names.get(token)
        if found is None or found[0].kind != opened.kind or found[0] is opened or found[1] >= part.end:
            continue
        if a.forms[found[1]] in (",", ":"):
            yield found[0]


SEVERAL: tuple[Rule[Several, tuple[Entity, ...]], ...] = (
    Rule(
        name="from/names-behind",
        find=_behind,
        why="A plural is said of the names that stand right behind it.",
        yes=(("Die UNO-Mitglieder Peru und Ghana fehlten.", "Peru – Vereinte Nationen: Peru"),),
        no=("Die UNO-Mitglieder fehlten.",),
    ),
    Rule(
        name="from/names-before",
        find=_before,
        why="A plural in apposition is said of all names before it.",
        yes=(("Karl Demm und Rita Semm, Mitglieder der SPD, kamen.", "Karl Demm – SPD: Karl Demm"),),
        no=("Karl Demm, Mitglied der SPD, kam.",),
    ),
    Rule(
        name="from/several-subjects",
        find=_subject,
        why="A plural behind *sind* is said of all subjects.",
        yes=(
            ("Peru und Ghana sind Mitglieder der Welthandelsorganisation.", "Ghana – Welthandelsorganisation: Ghana"),
        ),
        no=("Peru ist Mitglied der Welthandelsorganisation.",),
    ),
    Rule(
        name="from/just-named",
        find=_just_named,
        why="*Diese* or a number before a plural takes up the names that the sentence has listed before.",
        yes=(
            ("Man half Peru und Ghana, denn diese UNO-Staaten sind arm.", "Ghana – Vereinte Nationen: Ghana"),
            ("Neben Peru und Ghana fehlten nur zwei UNO-Staaten.", "Peru – Vereinte Nationen: Peru"),
        ),
        no=("Neben Peru und Ghana fehlten vier UNO-Staaten.",),
    ),
    Rule(
        name="from/names-behind-a-colon",
        find=_colon,
        why="What a plural is said of is listed behind its colon, and the next sentences may go on with the list.",
        yes=(
            ("Das Bündnis hat neue Mitglieder. Die Mitglieder der OPEC: Peru, Ghana und Togo.", "Togo – OPEC: Togo"),
            (
                "Dem Land Peru bleiben nur noch wenige Verbündete: Ghana, der engste Verbündete, ist reich. Und Togo: "
                "Dort schweigt man. Der Rest schaut weg. Mali, das arm ist, klagt.",
                "Togo – Peru: Togo",
            ),
        ),
        no=("Peru hat nur noch wenige Verbündete: Man hilft sich.",),
    ),
)
