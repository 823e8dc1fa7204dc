"""Titles that stand beside a name: `Außenministerin X`, `X, Sprecher der Werft`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.offices.held import Held
from lagebild.annotate.offices.titles import declined_of, modifiers, office_noun, title_of
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, closed_map, word_set
from lagebild.reading import Entity

_ENDS = (",", ";", ".")
_FARTHEST = 14
"""At most so many tokens between a title and a name may belong to the title."""


_RETIRED = 3
"""Tokens between a title and a name that are fewer than this may be *a. D.*."""


class Pair(NamedTuple):
    """A word that describes a person, that person's name, and the tokens between the two."""

    text: Text
    person: Entity
    token: int
    name: tuple[int, int]
    between: range


class Joined(NamedTuple):
    """A noun behind a title that stands behind a name, and the word before its own adjectives."""

    pair: Pair
    token: int
    before: str


def beside_names(text: Text) -> Iterator[Held]:
    """The titles of a report that stand beside a name of their bearer."""
    for person in text.reading.entities:
        if person.kind != "person" or not person.name_spans:
            continue
        for pair, rule in _pairs(text, person):
            title = title_of(text, pair.token, person)
            if title is not None and first(UNREAL, pair) is None:
                yield Held(text, person, pair.name, pair.token, title, rule)
                if pair.token > pair.name[0]:
                    yield from _joined(pair)


def _joined(pair: Pair) -> Iterator[Held]:
    """The other titles that *und* joins to one behind a name (`X, Minister von A und Chef der B, …`)."""
    a, text = pair.text.analysis, pair.text
    last = min(text.sentence_tokens(pair.token).stop, pair.token + _FARTHEST)
    stop = next((t for t in range(pair.token, last) if a.forms[t] in _ENDS), last)
    for token in range(pair.token + 1, stop):
        place = token - 1
        while place > pair.token and a.tags[place] in ("ADJ", "DET"):
            place -= 1
        joined = Joined(pair, token, a.forms[place])
        found = first(JOINED, joined)
        title = title_of(text, token, pair.person) if found is not None else None
        if found is not None and title is not None and not _described(pair, token):
            yield Held(text, pair.person, pair.name, token, title, found[1])


def _described(pair: Pair, token: int) -> bool:
    return any(entity is pair.person for entity, _ in pair.text.others.get(token, ()))


def _pairs(text: Text, person: Entity) -> Iterator[tuple[Pair, str]]:
    """Each word that describes a person and stands beside a name of theirs, with the nearest such name."""
    names, spans = text.person_names(person), set(person.name_spans)
    starts = [name[0] for name in names]
    longest = max(last - start for start, last in names)
    for span in person.mentions:
        if span in spans:
            continue
        token = text.tokens(span)[0]
        low = bisect_left(starts, token - _FARTHEST - longest)
        near = names[low : bisect_right(starts, token + _FARTHEST + 1)]
        found = [(pair, told[1]) for pair in (_pair(text, person, token, n) for n in near) if (told := _beside(pair))]
        if found:
            yield min(found, key=lambda pair: abs(pair[0].name[0] - token))


def _pair(text: Text, person: Entity, token: int, name: tuple[int, int]) -> Pair:
    return Pair(text, person, token, name, range(token + 1, name[0]) if token < name[0] else range(name[1], token))


def _beside(pair: Pair) -> tuple[bool, str] | None:
    """The rule by which a word and a name belong together, where they stand near each other in one sentence."""
    sentences = pair.text.analysis.sentence_of
    if len(pair.between) > _FARTHEST or sentences[pair.token] != sentences[pair.name[0]]:
        return None
    return first(BESIDE, pair) if first(APART, pair) is None else None


def _before(pair: Pair) -> bool | None:
    if pair.token > pair.name[0]:
        return None
    analysis, between = pair.text.analysis, pair.between
    while between and (
        analysis.forms[between[-1]] in word_set("academic_degrees")
        or any(entity is pair.person for entity, _ in pair.text.others.get(between[-1], ()))
    ):
        between = between[:-1]
    comma_inside = any(analysis.forms[t] == "," for t in between[:-1])
    if between and closed_map("retirement").get(_first_half(analysis.forms[between[0]])):
        return (not comma_inside and len(between) < _RETIRED) or None
    return (not comma_inside and not any(analysis.tags[t] == "VERB" for t in between)) or None


def _first_half(form: str) -> str:
    """The first of two words that are written as one: *a.* of *a.D.*."""
    one, mark, other = form.partition(".")
    return f"{one}." if mark and other else form


def _behind(pair: Pair) -> bool | None:
    if pair.token < pair.name[0] or not pair.between:
        return None
    analysis, opens = pair.text.analysis, pair.text.analysis.forms[pair.between[0]]
    if any(analysis.tags[t] == "SCONJ" for t in pair.between):
        return None
    bracket = opens == "(" and any(analysis.forms[t] == "," for t in pair.between)
    return opens == "," or bracket or None


def _person_between(pair: Pair) -> bool | None:
    names = pair.text.names
    return any(t in names and names[t][0].kind == "person" for t in pair.between) or None


def _imagined(pair: Pair) -> bool | None:
    """True if a title right before a name has the indefinite article, with or without adjectives."""
    analysis, place = pair.text.analysis, pair.token - 1
    while place >= 0 and analysis.tags[place] == "ADJ":
        place -= 1
    indefinite = place >= 0 and analysis.forms[place].lower() in closed("indefinite_articles")
    return (pair.name[0] == pair.token + 1 and indefinite) or None


def _alleged(pair: Pair) -> bool | None:
    """Whether an adjective before a title says that it is none."""
    analysis = pair.text.analysis
    return any(declined_of(analysis.forms[t], "alleged_adjectives") for t in modifiers(analysis, pair.token)) or None


def _by_and(joined: Joined) -> bool | None:
    """Whether a title is joined by *und* right behind what the first title belongs to, and closed by a comma."""
    a, pair = joined.pair.text.analysis, joined.pair
    if joined.before not in ("und", "sowie") or office_noun(a.forms[joined.token]) is None:
        return None
    words = range(pair.token + 1, joined.token)
    behind = range(joined.token, min(len(a), joined.token + _FARTHEST))
    closed_by = next((a.forms[t] for t in behind if a.forms[t] in _ENDS), "")
    names = pair.text.names
    named = any(t in names and names[t][0].kind == "person" for t in range(joined.token, joined.token + 3))
    return (closed_by == "," and not named and not any(a.tags[t] in ("VERB", "AUX") for t in words)) or None


JOINED: tuple[Rule[Joined, bool], ...] = (
    Rule(
        name="title/joined-behind-name",
        find=_by_and,
        why="A title that *und* joins to one behind a name and a comma is that person's, too.",
        yes=(
            ("Rita Semm, Ministerin in Peru und frühere Richterin, sprach.", "Richterin: Richterin"),
            ("Karl Demm, Sprecher der Werft und ehemaliger Bürgermeister, kam.", "Bürgermeister: Bürgermeister"),
        ),
        no=("Karl Demm, Bürgermeister von Lima, und der Sprecher der Werft kamen.",),
    ),
)
"""Titles that are joined to one beside a name."""

APART: tuple[Rule[Pair, bool], ...] = (
    Rule(
        name="title/person-between",
        find=_person_between,
        why="With another person's name between them, a title and a name do not belong together.",
        yes=(("Edo Falk, Rita Semm und der Präsident kamen.", ""),),
    ),
)
"""What keeps a title and a name apart."""

UNREAL: tuple[Rule[Pair, bool], ...] = (
    Rule(
        name="title/imagined",
        find=_imagined,
        why="Somebody *unter einer Kanzlerin X* is thought of in an office that is not theirs yet.",
        yes=(
            ("Man hofft auf eine Regierung unter einer Kanzlerin Ada Brunn.", ""),
            ("Viele wünschen sich einen starken Präsidenten Edo Falk.", ""),
        ),
    ),
    Rule(
        name="title/alleged",
        find=_alleged,
        why="An *angeblicher* minister is none.",
        yes=(
            ("Der angebliche Minister Karl Demm floh.", ""),
            ("Die vermeintliche Präsidentin Rita Semm schwieg.", ""),
        ),
    ),
)
"""Titles beside a name that nobody holds."""

BESIDE: tuple[Rule[Pair, bool], ...] = (
    Rule(
        name="title/before-name",
        find=_before,
        why="A title before a name, with only its own words between, is that person's.",
        yes=(
            ("Außenministerin Rita Semm sprach.", "Außenministerin: Außenministerin"),
            ("Der Präsident von Bolivien, Edo Falk, war dabei.", "Präsident: Präsident"),
            ("Präsident Dr. Edo Falk kam.", "Präsident: Präsident"),
            ("Der Vorsitzende Richter Karl Demm kam.", "Vorsitzender Richter: Vorsitzender Richter"),
        ),
        no=("Karl Demm traf den Minister.", "Der Minister sprach lange, Karl Demm hörte zu."),
    ),
    Rule(
        name="title/behind-name",
        find=_behind,
        why="A title behind a name and a comma is that person's, with or without a party in brackets between.",
        yes=(
            ("Vera Lohm, Vorsitzende der Wahlkommission, kam.", "Vorsitzende: Vorsitzende"),
            ("Karl Demm (SPD), amtierender Minister in Peru, sprach.", "Minister: Minister"),
        ),
        no=("Das schade Jo Hals, da erfahrene Minister selten seien.",),
    ),
)
