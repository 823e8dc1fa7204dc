"""Descriptions (`die Polizeibeamten`, `der Präsident`): nouns for those who act and for places, named in the nominative."""

from __future__ import annotations

import re
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.mention import Mention, form_at, over, sentence_end, sentence_start
from lagebild.annotate.entities.number import Noted, gender_of, is_bare_plural, number_of
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.gazetteer import adjective_place, adjective_state, inhabitants
from lagebild.lexicon.nouns import Noun, nominative_plural, noun, trade
from lagebild.lexicon.words import closed, closed_map
from lagebild.reading import EntityKind

_STRONG = {"m": "er", "f": "e", "n": "es", "": "e"}
_AGED = re.compile(r"\d+-?[Jj]ährige[rnm]?$")
_NO_NOUN = ("VERB", "AUX", "ADP", "DET")
_GENITIVE_SIGNS = ("der", "des")


class Place(NamedTuple):
    """A token that may be a noun for somebody."""

    analysis: Analysis
    token: int

    @property
    def form(self) -> str:
        """The token as it stands in the text."""
        return self.analysis.forms[self.token]

    @property
    def following(self) -> str:
        """The next token."""
        return form_at(self.analysis, self.token + 1)


def _aged(place: Place) -> Noun | None:
    if not _AGED.match(place.form):
        return None
    a, token = place.analysis, place.token
    following = place.following if token + 1 < sentence_end(a, token) else ""
    adjective = following[:1].islower() and a.tags[token + 1] == "ADJ"
    if following[:1].isupper() or adjective:
        return None
    base = re.sub("j", "J", re.sub(r"e[nmr]?$", "er", place.form))
    return Noun(base, "Jähriger", "person", "", "", adjectival=True)


def _modifier(place: Place) -> Noun | None:
    here = _noun(place)
    if here is None or not here.adjectival or place.token != sentence_start(place.analysis, place.token):
        return None
    return NOBODY if place.following[:1].isupper() and noun(place.following) is not None else None


def _noun(place: Place) -> Noun | None:
    a, form = place.analysis, place.form
    if not form[:1].isupper() or len(form) < 3 or a.tags[place.token] in _NO_NOUN:
        return None
    return noun(form)


def _trade(place: Place) -> Noun | None:
    a, token, following = place.analysis, place.token, place.following
    if a.tags[token] not in ("NOUN", "PROPN") or adjective_place(place.form) is not None:
        return None
    here = trade(place.form)
    modifies = following[:1].isupper() and a.tags[token + 1] == "NOUN" and place.form.endswith("er")
    return None if here is None or modifies or _surname(a, token, here) else here


def _surname(analysis: Analysis, token: int, here: Noun) -> bool:
    """Whether a word for a trade is rather a surname: one in the singular with nothing before it (*sagte Schneider*)."""
    before = analysis.forms[token - 1] if token > sentence_start(analysis, token) else ""
    alone = not analysis.has(token, "det", "det:poss", "nummod", "amod") and before not in closed("articles")
    named = analysis.tags[token] == "PROPN" or token in analysis.names_over
    return here.number != "Plur" and alone and named and not is_bare_plural(analysis, token)


def _governed(place: Place) -> Noun | None:
    a, token, form, at = place.analysis, place.token, place.form, place.token - 1
    if not form[:1].isupper() or len(form) < 3 or a.tags[token] not in ("NOUN", "PROPN", "X"):
        return None
    if at < sentence_start(a, token) + 1 or noun(form) is not None:
        return None
    if a.tags[at] == "ADJ":
        at -= 1
    office = noun(a.forms[at - 1]) if at else None
    if a.forms[at] not in _GENITIVE_SIGNS or office is None or office.kind != "office" or office.of != "body":
        return None
    base = re.sub(r"(?<=[a-zß])(es|s)$", "", form) if a.forms[at] == "des" and len(form) > 5 else form
    return Noun(base, base, "organisation", "", "Sing")


NOBODY = Noun("", "", "", "", "")
"""The answer for a noun that describes nobody."""

NOUNS: tuple[Rule[Place, Noun], ...] = (
    Rule(
        name="noun/age",
        find=_aged,
        why="An age in figures that stands for a noun is a person.",
        yes=(
            ("Am Abend starb ein 40-Jähriger.", "40-Jähriger: person"),
            ("Der 30-jährige floh.", "30-Jähriger: person"),
        ),
        no=("Am Abend starb ein 40-jähriger Fischer.",),
    ),
    Rule(
        name="noun/modifier",
        find=_modifier,
        why="An adjective that opens a sentence before a noun is in capitals for that only.",
        yes=(("Verletzte Kinder lagen im Hof.", ""),),
    ),
    Rule(
        name="noun/known",
        find=_noun,
        why="A noun for somebody, for a body or for a place that the lexicons have, or a compound of one, describes it.",
        yes=(
            ("Die Polizei wartete lange.", "Polizei: organisation"),
            ("Vor der Kaserne fielen Schüsse.", "Kaserne: place"),
            ("Viele Hafenbeamte warteten lange.", "Hafenbeamte: group"),
            ("Die Kölner Polizei nahm drei Männer fest.", "Kölner Polizei: organisation"),
        ),
    ),
    Rule(
        name="noun/trade",
        find=_trade,
        why="A noun that has a feminine in -in is one for people: trades are an open class.",
        yes=(
            ("In Tarnau streikten am Montag Imker.", "Imker: group"),
            ("Viele Uhrmacher warteten lange.", "Uhrmacher: group"),
            ("Am Abend kam eine Bildhauerin.", "Bildhauerin: person"),
        ),
        no=("Am Abend kam ein Gewitter.", "Die Zürcher Altstadt war leer."),
    ),
    Rule(
        name="noun/governed-by-an-office",
        find=_governed,
        why="An unknown noun in the genitive after an office is the body that the office belongs to.",
        yes=(("Am Abend sprach der Leiter des Deichamts.", "Deichamt: organisation"),),
        no=("Am Abend sprach der Leiter vor dem Deich.",),
    ),
)
"""Who or what a token describes."""


def find_descriptions(analysis: Analysis, taken: set[int]) -> list[Mention]:
    """Nouns for those who act and for places, with the name that the report's own words give them."""
    found = []
    for token in range(len(analysis)):
        here = first(NOUNS, Place(analysis, token)) if token not in taken else None
        if here is not None and here[0] is not NOBODY:
            mention = describe(analysis, token, here[0])
            mention.rule = here[1]
            found.append(mention)
    return found


def describe(analysis: Analysis, token: int, here: Noun) -> Mention:
    """The mention at a noun: kind, number, gender, and a name in the nominative."""
    begin, low = token, sentence_start(analysis, token)
    while begin - 1 >= low and token - begin < 3 and _is_adjective(analysis, begin - 1):
        begin -= 1
    adjectives = analysis.forms[begin:token]
    start = begin
    while start - 1 > low and _AGED.match(analysis.forms[start - 1]) and analysis.forms[start - 1][-1:].islower():
        start -= 1  # *der 40-jährige Fischer*
    before = analysis.forms[start - 1].lower() if start > low and not _pronoun(analysis, start - 1, token) else ""
    noted = Noted(analysis, token, here, before, adjectives)
    number, number_rule = number_of(noted)
    gender, gender_rule = (here.gender, "") if here.gender else gender_of(noted)
    kind = _kind(here, number)
    head = nominative_plural(analysis.forms[token], here) if number == "Plur" else _singular(here, gender)
    ending = "e" if number == "Plur" else _STRONG[gender]
    words = [*(_declined(a, ending) for a in adjectives), head, *_genitive(analysis, token)]
    mention = over(analysis, token, token + 1, kind, " ".join(words), "description")
    mention.noun, mention.number, mention.gender = here, number, gender
    mention.number_rule, mention.gender_rule = number_rule, gender_rule
    states = [s for a in adjectives if (s := adjective_state(a))]
    mention.state = states[0] if states else inhabitants().get(here.lemma, "") if here.field == "inhabitant" else ""
    mention.definite = before in closed("definite_determiners") or before in closed_map("contractions")
    return mention


def _pronoun(analysis: Analysis, before: int, noun: int) -> bool:
    """True if the word before a noun is a pronoun of another one: *eine Politik, die Brandstifter belohnt*."""
    return analysis.tags[before] == "PRON" and analysis.heads[before] not in range(before, noun + 1)


def _kind(here: Noun, number: str) -> EntityKind:
    if here.kind in ("office", "person"):
        return "group" if number == "Plur" else "person"
    return "place" if here.kind == "place" else "group" if here.kind == "group" else "organisation"


def _is_adjective(analysis: Analysis, token: int) -> bool:
    """True if a token is a declined adjective that says what somebody is like, and does not count them."""
    form = analysis.forms[token]
    if adjective_state(form) and analysis.tags[token] not in ("VERB", "AUX"):
        return True
    return (
        analysis.tags[token] == "ADJ"
        and form.isalpha()
        and form.endswith(tuple(closed("adjective_endings")))
        and not analysis.feat(token, "NumType")
        and form.lower() not in closed("indefinite_adjectives")
    )


def _singular(here: Noun, gender: str) -> str:
    if here.adjectival and here.base.endswith("er") and gender == "f":
        return here.base[:-1]
    if here.adjectival and here.base.endswith("e") and gender == "m":
        return here.base + "r"
    return here.base


def _declined(adjective: str, ending: str) -> str:
    """An adjective with another ending. A state's loses its capital, but not its initials: `US-amerikanische` keeps them.

    A town's in -er has no other endings.
    """
    state = adjective_state(adjective)
    if (state and adjective.lower() == "schweizer") or adjective_place(adjective) is not None:
        return adjective
    low = adjective[:1].lower() + adjective[1:] if state and not adjective[:2].isupper() else adjective
    tail = next((e for e in closed("adjective_endings") if len(e) == 2 and low.endswith(e)), "")
    tail = tail or ("e" if low.endswith("e") else "")
    return low[: -len(tail)] + ending if tail else low


def _genitive(analysis: Analysis, token: int) -> tuple[str, ...]:
    """The genitive after a noun (`Angehörige der Sicherheitskräfte`), as the text has it; empty if there is none."""
    end = sentence_end(analysis, token)
    place = token + 1
    if place >= end or analysis.forms[place] not in _GENITIVE_SIGNS:
        return ()
    for place in range(token + 2, min(token + 5, end)):
        form = analysis.forms[place]
        following = analysis.forms[place + 1] if place + 1 < end else ""
        declined = form.endswith(("en", "er")) and noun(form) is None and following[:1].isupper()
        if form[:1].isupper() and analysis.tags[place] in ("NOUN", "PROPN", "X") and not declined:
            return analysis.forms[token + 1 : place + 1]
        if analysis.tags[place] not in ("ADJ", "PROPN", "X", "NUM", "NOUN"):
            return ()
    return ()
