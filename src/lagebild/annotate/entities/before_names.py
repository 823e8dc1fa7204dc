"""The titles that stand before a name: `Präsident X`, `Exvize und Chefin X`, `der Sprecher der Partei, X`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.mention import OPENING, VERBAL, Mention, sentence_start
from lagebild.annotate.entities.retirement import retired_before
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set

STOPS = (",", ";", ":", ".")
"""Marks that part a name from a role."""
_OPENED_BY = {")": "(", "“": "„", "«": "»", '"': '"'}
_REACH = 12
"""Tokens between a name and the title before it, at most."""


def role_at(by_token: dict[int, Mention], token: int) -> Mention | None:
    """The description at a token if it is that of one person's role."""
    mention = by_token.get(token)
    if mention is None or mention.noun is None or mention.noun.kind not in ("office", "person"):
        return None
    return mention if mention.noun.number != "Plur" else None


class Before(NamedTuple):
    """A name, the titles right before it (`adjacent`, nearest first) and the token before those.

    `comma` says that a comma stood there and was passed over.
    """

    analysis: Analysis
    name: Mention
    by_token: dict[int, Mention]
    adjacent: tuple[int, ...]
    place: int
    comma: bool = False

    @property
    def low(self) -> int:
        """The first token of the sentence."""
        return sentence_start(self.analysis, self.name.first)

    def role(self, token: int) -> Mention | None:
        """The description at a token if it is that of one person's role."""
        return role_at(self.by_token, token)


def _college(case: Before) -> list[int] | None:
    title = case.by_token[case.adjacent[-1]].name if case.adjacent else ""
    if not title.lower().endswith(("rat", "vorstand")) or case.place <= case.low:
        return None
    of = case.analysis.forms[case.place] == "des" and case.role(case.place - 1) is not None
    return [case.place - 1] if of else None


def _adjacent(case: Before) -> list[int] | None:
    return list(case.adjacent) or None


ADJACENT: tuple[Rule[Before, list[int]], ...] = (
    Rule(
        name="titles/chief-of-a-college",
        find=_college,
        why="In *Chef des Aufsichtsrats X* the body has the name of a title, and X is its chief.",
        yes=(("Gestern sprach der Chef des Aufsichtsrats Otto Lohm.", "Otto Lohm: Chef, Otto Lohm"),),
    ),
    Rule(
        name="titles/right-before",
        find=_adjacent,
        why="The titles right before a name, with *und* between them, are its bearer's.",
        yes=(
            ("Gestern sprach Bauminister Otto Lohm.", "Otto Lohm: Bauminister, Otto Lohm"),
            (
                "Gestern sprach die Anwältin und Bürgermeisterin Vera Lohm.",
                "Vera Lohm: Anwältin, Bürgermeisterin, Vera Lohm",
            ),
        ),
    ),
)
"""The titles that stand right before a name."""


def _preposition(case: Before) -> list[int] | None:
    form = case.analysis.forms[case.place].lower()
    if case.comma:
        return None
    return [] if form in closed("role_prepositions") or form in closed("articles") else None


def _paired(case: Before) -> list[int] | None:
    if not case.comma or case.role(case.place) is None or case.by_token[case.place].definite:
        return None
    paired = case.analysis.forms[case.place - 1] in ("und", "sowie") and case.role(case.place - 2) is not None
    return [case.place, case.place - 2] if paired and case.by_token[case.place - 2].definite else []


def _of_a_body(case: Before) -> list[int] | None:
    alone = not case.comma and case.name.last - case.name.first == 1
    return [] if alone and noun(case.analysis.forms[case.place]) is not None and not case.role(case.place) else None


def _of_the_first(case: Before) -> list[int] | None:
    forms, place = case.analysis.forms, case.place
    if not case.comma or _stops(case.analysis, place) or forms[place - 1].lower() != "des" or place - 2 < case.low:
        return None
    head = case.by_token.get(place - 2)
    if head is None or head.noun is None or head.noun.kind not in ("office", "person", "group"):
        return None
    return [place - 2] if case.role(place - 2) is not None else []


def _with_its_body(case: Before) -> list[int] | None:
    for token in _backwards(case):
        if _stops(case.analysis, token):
            return None
        if _of_many(case.analysis, token):
            continue
        if case.role(token) is not None and (token < case.place or case.comma):
            near = token == case.place and not case.adjacent
            return [token] if near or _links(case.analysis, token) else None
    return None


def _with_its_field(case: Before) -> list[int] | None:
    a, field = case.analysis, False
    for token in _backwards(case):
        form = a.forms[token]
        if form in STOPS or a.tags[token] in VERBAL or form in ("als", "dass"):
            return None
        if case.role(token) is not None and field:
            return [token]
        field = field or form == "für"
    return None


def _backwards(case: Before) -> Iterator[int]:
    """The tokens before a name, the last one first, without those in brackets or quotation marks."""
    forms, token = case.analysis.forms, case.place
    for _ in range(_REACH):
        while token >= case.low and forms[token] in _OPENED_BY:
            opening = _OPENED_BY[forms[token]]
            inside = range(token - 1, max(case.low, token - _REACH) - 1, -1)
            token = next((t for t in inside if forms[t] == opening), token) - 1
        if token < case.low:
            return
        yield token
        token -= 1


def _stops(analysis: Analysis, token: int) -> bool:
    """True if a token parts a name from what stands before it."""
    form = analysis.forms[token]
    return form in STOPS or analysis.tags[token] in VERBAL or form in ("und", "als", "dass")


def _of_many(analysis: Analysis, token: int) -> bool:
    """True if a noun is a noun's genitive plural, which is nobody's title (*Chef der Gewerkschaft der Fischer, X*)."""
    before = token - 1
    while before >= 0 and analysis.tags[before] in ("DET", "ADJ"):
        before -= 1
    # a masculine with *der* is one of many, whatever number the tagger saw
    many = analysis.feat(token, "Number") == "Plur" or (
        analysis.feat(token, "Gender") == "Masc" and analysis.forms[before + 1].lower() == "der"
    )
    return analysis.feat(token, "Case") == "Gen" and many and before >= 0 and analysis.tags[before] == "NOUN"


def _links(analysis: Analysis, token: int) -> bool:
    """True if a genitive, a preposition or a name goes with the noun at a token (`Chef der Werft`)."""
    following = analysis.forms[token + 1]
    return following.lower() in closed("title_links") or following[:1].isupper()


FURTHER: tuple[Rule[Before, list[int]], ...] = (
    Rule(
        name="titles/preposition-between",
        find=_preposition,
        why="A preposition or an article parts a name from the roles before it.",
        yes=(("Gestern sprach der Chef der Werft mit Otto Lohm.", ""),),
    ),
    Rule(
        name="titles/pair-before-a-comma",
        find=_paired,
        why="Two roles with *und* and one article before a comma and a name are its bearer's.",
        yes=(
            ("Gestern sprach der Anwalt und Bürgermeister, Otto Lohm.", "Otto Lohm: Anwalt, Bürgermeister, Otto Lohm"),
        ),
    ),
    Rule(
        name="titles/name-of-a-body",
        find=_of_a_body,
        why="A single name right after the noun of a body may be the body's.",
        yes=(("Gestern sprach der Sprecher der Regierung Lohm.", ""),),
    ),
    Rule(
        name="titles/of-the-one-spoken-of-first",
        find=_of_the_first,
        why="In *der Sohn des Ministers, Jo Hals* the name is that of the one spoken of first.",
        yes=(("Gestern kam der Sohn des Ministers, Otto Lohm.", "Otto Lohm: Sohn, Otto Lohm"),),
    ),
    Rule(
        name="titles/with-its-body",
        find=_with_its_body,
        why="A role with the body that it belongs to is that of the bearer of the name after it.",
        yes=(
            ("Gestern sprach der Chef der Werft Otto Lohm.", "Otto Lohm: Chef, Otto Lohm"),
            ("Gestern sprach die Sprecherin der Werft, Vera Lohm.", "Vera Lohm: Sprecherin, Vera Lohm"),
            ("Gestern sprach der Chef der Gewerkschaft der Fischer, Otto Lohm.", "Otto Lohm: Chef, Otto Lohm"),
        ),
    ),
    Rule(
        name="titles/with-its-field",
        find=_with_its_field,
        why="A role with the field that it is for is that of the bearer of the name after it.",
        yes=(("Gestern sprach die Ministerin für Handel und Verkehr Vera Lohm.", "Vera Lohm: Ministerin, Vera Lohm"),),
    ),
)
"""Roles further before a name; an empty list says that there are none."""


def titles_before(analysis: Analysis, name: Mention, by_token: dict[int, Mention]) -> list[tuple[int, str]]:
    """Title nouns before a name: `Präsident X`, `Exvize und Chefin X`, `der Sprecher der Partei, X`."""
    forms, low, place = analysis.forms, sentence_start(analysis, name.first), name.first - 1
    degrees = word_set("academic_degrees")
    while place >= low and (forms[place] in OPENING or forms[place] in degrees):
        place -= 1
    place -= retired_before(analysis, place + 1)
    if place < low:
        return []
    run: list[int] = []
    while place >= low and role_at(by_token, place) is not None:
        run.append(place)
        joined = place - 1 >= low and forms[place - 1] in ("und", "sowie") and role_at(by_token, place - 2) is not None
        place -= 2 if joined else 1
    case = Before(analysis, name, by_token, tuple(run), place)
    found = first(ADJACENT, case)
    tokens = [(token, found[1]) for token in found[0]] if found is not None else []
    if run and (place < low or forms[place] != "," or (found is not None and found[0] != run)):
        return tokens
    if forms[place] == ",":
        case = case._replace(place=place - 1, comma=True)
    further = first(FURTHER, case)
    return [*tokens, *((token, further[1]) for token in further[0])] if further is not None else tokens
