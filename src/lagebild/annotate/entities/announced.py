"""Names of bodies and places that words around them announce: quotation marks, an adjective in capitals, a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.mention import OPENING, VERBAL, Mention, over, sentence_end, sentence_start
from lagebild.annotate.entities.persons import is_name_word
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import adjective_place, first_name_gender
from lagebild.lexicon.nouns import Noun, noun
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import EntityKind

_ACRONYM = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ0-9&\-]{1,7}s?$")
_COLLECTIVE = frozenset(("organisation", "group"))
_MOST = 10
"""Tokens of the longest name in quotation marks."""


class Quoted(NamedTuple):
    """Words in quotation marks, tokens `begin` to `end`, after a word that can stand before a body's name."""

    analysis: Analysis
    begin: int
    end: int

    @property
    def herald(self) -> str:
        """The word before the quotation mark."""
        return self.analysis.forms[self.begin - 2]


def _after_body(case: Quoted) -> bool | None:
    here = noun(case.herald)
    return True if here is not None and here.kind in _COLLECTIVE else None


def _unannounced(case: Quoted) -> bool | None:
    return None if case.herald.lower() in word_set("quoted_name_heralds") else False


def _abbreviated(case: Quoted) -> bool | None:
    following = case.analysis.forms[case.end + 1 : case.end + 3]
    return True if len(following) == 2 and following[0] == "(" and _ACRONYM.match(following[1]) else None


def _sentence(case: Quoted) -> bool | None:
    return False if any(case.analysis.tags[t] in VERBAL for t in range(case.begin, case.end)) else None


def _body_inside(case: Quoted) -> bool | None:
    nouns = map(noun, case.analysis.forms[case.begin : case.end])
    return True if any(n is not None and n.kind in _COLLECTIVE for n in nouns) else None


def _foreign_body(case: Quoted) -> bool | None:
    return True if word_set("foreign_body_nouns") & {*case.analysis.forms[case.begin : case.end]} else None


QUOTED: tuple[Rule[Quoted, bool], ...] = (
    Rule(
        name="quoted/after-a-body",
        find=_after_body,
        why="What stands in quotation marks after the noun of a body or a group is its name.",
        yes=(
            ("Die Bewegung „Wir alle gehen“ rief zum Streik auf.", "Wir alle gehen: organisation"),
            ("Der Verein „Hilfe am Hafen“ sammelte Geld.", "Hilfe am Hafen: organisation"),
        ),
        no=('Gestern las sie das Buch "Neue Ufer" vor.',),
    ),
    Rule(
        name="quoted/unannounced",
        find=_unannounced,
        why="Without an article or the like before it, what is quoted is no name.",
        yes=(('Er kaufte drei "Neue-Ufer-Team"-Hefte.', ""),),
    ),
    Rule(
        name="quoted/abbreviation-behind",
        find=_abbreviated,
        why="What is quoted with an abbreviation in brackets behind it is the name of a body.",
        yes=(
            (
                "Bei dem „North Shore Research Satellite“ (NSRS) handelt es sich um ein Gerät.",
                "North Shore Research Satellite: organisation",
            ),
        ),
    ),
    Rule(
        name="quoted/sentence",
        find=_sentence,
        why="What is quoted with a verb in it is speech and no name.",
        yes=(("Der Ruf hieß Beispiel „Werft baut Lager im Hafen“ und war laut.", ""),),
    ),
    Rule(
        name="quoted/body-inside",
        find=_body_inside,
        why="A quoted name that holds the noun of a body names one.",
        yes=(
            ("Gestern beriet der „Rat der Ufer“ lange.", "Rat der Ufer: organisation"),
            ("Es ging um die Schriften der „Altwolm-Organisation“ im Norden.", "Altwolm-Organisation: organisation"),
        ),
    ),
    Rule(
        name="quoted/foreign-body",
        find=_foreign_body,
        why="A quoted name that holds a foreign word for a body names one.",
        yes=(("Es ging um die „Alliance pour la mer“ im Norden.", "Alliance pour la mer: organisation"),),
    ),
)
"""Says if quoted words are the name of a body; if no rule answers, they are not."""


def quoted_bodies(analysis: Analysis) -> Iterator[Mention]:
    """`die Bewegung „Neuer Weg“`, `der Sender "Kanal 3"`: names of bodies in quotation marks."""
    forms = analysis.forms
    for token in range(len(forms) - 2):
        if forms[token + 1] not in OPENING or analysis.sentence_of[token] != analysis.sentence_of[token + 2]:
            continue
        begin, most = token + 2, min(token + 2 + _MOST, len(forms))
        end = next((t for t in range(begin, most) if forms[t] in OPENING), begin)
        if end == begin or not forms[begin][:1].isupper():
            continue
        found = first(QUOTED, Quoted(analysis, begin, end))
        if found is not None and found[0]:
            yield _named(analysis, begin, end, "organisation", found[1])


def capital_bodies(analysis: Analysis) -> Iterator[Mention]:
    """`die Ständige Kommission`: within a sentence only a name has its adjective in capitals."""
    for token in range(len(analysis) - 1):
        if token == sentence_start(analysis, token) or analysis.forms[token - 1] in (*OPENING, ":"):
            continue
        last = token
        while last < len(analysis) and _capital_adjective(analysis.forms[last]):
            last += 1
        if last == token or last >= sentence_end(analysis, token):
            continue
        found = first(CAPITALS, Capitals(analysis, token, last))
        if found is not None and found[0]:
            yield _named(analysis, token, last + 1, "organisation", found[1])


class Capitals(NamedTuple):
    """Adjectives in capitals within a sentence, from `begin`, and the noun after them."""

    analysis: Analysis
    begin: int
    noun: int


def _capital_adjective(form: str) -> bool:
    if not form[:1].isupper():
        return False
    stem_end = next((len(form) - len(e) for e in closed("adjective_endings") if form.endswith(e)), 0)
    inflected = stem_end > 1 and form[stem_end - 1].islower()
    return inflected and noun(form) is None and all(c.isalnum() or c in "-_" for c in form)


def _town_or_first_name(case: Capitals) -> bool | None:
    form = case.analysis.forms[case.begin]
    return False if adjective_place(form) or first_name_gender(form) is not None else None


def _body_noun(case: Capitals) -> bool | None:
    here = noun(case.analysis.forms[case.noun])
    return True if here is not None and here.kind == "organisation" and here.number != "Plur" else None


CAPITALS: tuple[Rule[Capitals, bool], ...] = (
    Rule(
        name="capitals/town-or-first-name",
        find=_town_or_first_name,
        why="A town's undeclined adjective or a first name before a body's noun makes no name of it.",
        yes=(("Am Abend wartete eine Belgrader Behörde lange.", ""), ("Am Abend sprach Rainer Partei an.", "")),
    ),
    Rule(
        name="capitals/body",
        find=_body_noun,
        why="An adjective in capitals within a sentence makes a name of it and the body's noun after it.",
        yes=(
            ("Am Abend schwieg die Große Kommission.", "Große Kommission: organisation"),
            ("Dann lud das Innere Ministerium ein.", "Inneres Ministerium: organisation"),
        ),
        no=("Gestern tagte die neue Kommission in der Halle.",),
    ),
)
"""Says if adjectives in capitals and a noun are the name of a body."""


class Announced(NamedTuple):
    """A token and what has been taken for names already, in which a name may be announced."""

    analysis: Analysis
    token: int
    taken: bytearray


def _bracketed(case: Announced) -> Mention | None:
    a, token = case.analysis, case.token
    if not token or a.forms[token] != "(" or a.forms[token + 2 : token + 3] != (")",):
        return None
    form = a.forms[token + 1]
    if not _ACRONYM.match(form) or form.isdigit():
        return None
    return over(a, token + 1, token + 2, "organisation", form, "name", "bracket")


def _after_noun(case: Announced) -> Mention | None:
    a, token = case.analysis, case.token
    here = noun(a.forms[token])
    if here is None or here.number == "Plur" or here.kind not in ("organisation", "place"):
        return None
    last = token + 1
    while last < sentence_end(a, token) and not case.taken[last] and is_name_word(a, last):
        last += 1
    if last == token + 1 or a.tags[token + 1] not in ("PROPN", "X"):
        return None
    if last == token + 2 and first(NO_NAMES, Behind(a, token + 1)) is not None:
        return None
    town = here.kind == "place" or is_civic(a.forms[token])
    kind: EntityKind = "place" if town else "organisation"
    return over(a, token + 1, last, kind, a.span(token + 1, last).of(a.text), "name")


def is_civic(form: str) -> bool:
    """True if a noun is that of a body whose town's name comes after it and stays a town's (`Gemeinde Wolm`)."""
    return form.lower().endswith(word_tuple("civic_bodies"))


class Behind(NamedTuple):
    """A word alone behind a noun."""

    analysis: Analysis
    token: int


def _letter(case: Behind) -> bool | None:
    return True if len(case.analysis.forms[case.token]) == 1 else None


def _adverb(case: Behind) -> bool | None:
    a, token, form = case.analysis, case.token, case.analysis.forms[case.token]
    opens = token + 1 < len(a) and a.tags[token + 1] in VERBAL and noun(form) is None
    return True if opens and not form.isupper() and is_known(form.lower()) else None


NO_NAMES: tuple[Rule[Behind, bool], ...] = (
    Rule(
        name="announced/letter",
        find=_letter,
        why="A letter behind a noun only tells several apart.",
        yes=(("Die Einheit X zog ab.", ""),),
    ),
    Rule(
        name="announced/adverb",
        find=_adverb,
        why="A known word before a verb opens a new sentence.",
        yes=(("Am Abend wartete die Polizei Später kamen alle.", ""),),
    ),
)
"""Says what after a noun is not a name."""


def _born(case: Announced) -> Mention | None:
    """The name that somebody was born with, behind a comma or a bracket (*Ada Brunn, geborene Weller*)."""
    a, token = case.analysis, case.token
    if a.forms[token] not in ("geborene", "geborener") or token < 2 or a.forms[token - 1] not in (",", "("):
        return None
    form, closed = a.forms[token + 1], token + 2 == len(a) or a.forms[token + 2] in (",", ")", ".")
    fits = form[:1].isupper() and form[1:].islower() and closed and case.taken[token - 2]
    return _named(a, token + 1, token + 2, "person", "announced/born") if fits else None


ANNOUNCED: tuple[Rule[Announced, Mention], ...] = (
    Rule(
        name="announced/born",
        find=_born,
        why="The word behind *geborene* is the name that the person named before was born with.",
        yes=(
            ("Karl Demm, geborener Blume, schwieg.", "Karl Demm: Karl Demm, Blume"),
            ("Die Malerin Ada Brunn (geborene Winter) starb.", "Ada Brunn: Malerin, Ada Brunn, Winter"),
        ),
        no=("Die in Prag geborene Malerin schwieg.",),
    ),
    Rule(
        name="announced/bracket",
        find=_bracketed,
        why="An abbreviation alone in brackets is the name of a body.",
        yes=(("Viele Bauern (BVQ) kamen.", "BVQ: organisation"),),
        no=("Gestern tagten viele (20) in der Halle.",),
    ),
    Rule(
        name="announced/after-a-noun",
        find=_after_noun,
        why="A name after the noun of a body or a place is its name; after *Gemeinde* and the like that of a town.",
        yes=(("Gestern brannte das Hotel Seeblick.", "Seeblick: place"),),
    ),
)
"""What the words around a name announce."""


def announced(analysis: Analysis, taken: bytearray) -> Iterator[Mention]:
    """`die Zeitung Morgenblatt`, `der Konzern Hansol`, `(ABC)`: introduced by a noun or a bracket."""
    for token in range(len(analysis) - 1):
        if taken[token + 1] or analysis.sentence_of[token] != analysis.sentence_of[token + 1]:
            continue
        found = first(ANNOUNCED, Announced(analysis, token, taken))
        if found is not None:
            mention, rule = found
            mention.rule = rule
            yield mention


def _named(analysis: Analysis, begin: int, end: int, kind: EntityKind, rule: str) -> Mention:
    mention = over(analysis, begin, end, kind, analysis.span(begin, end).of(analysis.text), "name")
    mention.rule = rule
    return mention


def is_apart(here: Noun) -> bool:
    """True if a body's noun only stands before a state's name and is no part of a longer one (`Regierung Perus`)."""
    return here.base in word_set("not_part_of_name")
