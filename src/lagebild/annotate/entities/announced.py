"""Names of bodies that their surroundings announce: quotation marks, an adjective in capitals, a noun, a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator

import simplemma

from lagebild.analysis import Analysis
from lagebild.annotate.entities.mention import OPENING, Mention, over, sentence_end, sentence_start
from lagebild.annotate.entities.persons import is_name_word
from lagebild.lexicon.gazetteer import adjective_place, first_name_gender
from lagebild.lexicon.nouns import noun
from lagebild.reading import EntityKind

_ACRONYM = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ0-9&\-]{1,7}s?$")
_CAPITAL_ADJECTIVE = re.compile(r"[A-ZÄÖÜ][\w\-]*[a-zäöüß](e|en|er|es|em)$")
CIVIC = ("gemeinde", "amt", "verwaltung", "pfarrei", "kommune", "bistum")
"""Ends of nouns for bodies whose town's name comes after them and stays a town's."""
_DIRECTION = re.compile(r"(Nord|Süd|Ost|West|Mitte)(ost|west)?$")
_COLLECTIVE = frozenset(("organisation", "group"))


def quoted_bodies(analysis: Analysis) -> Iterator[Mention]:
    """`die Bewegung „Neuer Weg“`, `der Sender "Kanal 3"`: a body's noun and a name in quotation marks."""
    forms = analysis.forms
    for token in range(len(forms) - 2):
        if forms[token + 1] not in OPENING or analysis.sentence_of[token] != analysis.sentence_of[token + 2]:
            continue
        here = noun(forms[token])
        introduced = here is not None and here.kind in ("organisation", "group")
        regent = forms[token].lower() in ("die", "der", "des", "dem", "regierende", "regierenden", "viele", "beispiel")
        if not introduced and not regent:
            continue
        last = next((t for t in range(token + 2, min(token + 12, len(forms))) if forms[t] in OPENING), None)
        if last is None or last == token + 2 or not forms[token + 2][:1].isupper():
            continue
        if not introduced and not _looks_like_body(analysis, token + 2, last):
            continue
        name = analysis.span(token + 2, last).of(analysis.text)
        yield over(analysis, token + 2, last, "organisation", name, "name", "quoted")


def _looks_like_body(analysis: Analysis, first: int, last: int) -> bool:
    forms = analysis.forms[first:last]
    following = analysis.forms[last + 1 : last + 3]
    bracketed = len(following) == 2 and following[0] == "(" and bool(_ACRONYM.match(following[1]))
    if any(analysis.tags[t] in ("VERB", "AUX") for t in range(first, last)) and not bracketed:
        return False
    nouns = [noun(form) for form in forms]
    return (
        bracketed
        or any(n is not None and n.kind in _COLLECTIVE for n in nouns)
        or any(form in ("Party", "Front", "Movement", "Partij", "Union", "Alliance", "Kraft") for form in forms)
    )


def capital_bodies(analysis: Analysis) -> Iterator[Mention]:
    """`die Ständige Kommission`: within a sentence only a name has its adjective in capitals."""
    for token in range(len(analysis) - 1):
        if token == sentence_start(analysis, token) or analysis.forms[token - 1] in (*OPENING, ":"):
            continue
        last = token
        while (
            last < len(analysis)
            and _CAPITAL_ADJECTIVE.match(analysis.forms[last])
            and noun(analysis.forms[last]) is None
        ):
            last += 1
        if last == token or last >= sentence_end(analysis, token) or analysis.tags[token] in ("VERB", "AUX"):
            continue
        if adjective_place(analysis.forms[token]) or first_name_gender(analysis.forms[token]) is not None:
            continue
        here = noun(analysis.forms[last])
        if here is not None and here.kind == "organisation" and here.number != "Plur":
            name = analysis.span(token, last + 1).of(analysis.text)
            yield over(analysis, token, last + 1, "organisation", name, "name", "capital adjective")


def announced(analysis: Analysis, taken: bytearray) -> Iterator[Mention]:
    """`die Zeitung Morgenblatt`, `der Konzern Hansol`, `(ABC)`: introduced by a noun or a bracket."""
    forms = analysis.forms
    for token in range(len(forms) - 1):
        if taken[token + 1] or analysis.sentence_of[token] != analysis.sentence_of[token + 1]:
            continue
        if forms[token] == "(" and token + 2 < len(forms) and forms[token + 2] == ")" and token:
            if _ACRONYM.match(forms[token + 1]) and not forms[token + 1].isdigit():
                yield over(analysis, token + 1, token + 2, "organisation", forms[token + 1], "name", "bracket")
            continue
        if not taken[token] and _owns_an_office(analysis, token):
            yield over(analysis, token, token + 1, "place", forms[token][:-1], "name", "genitive and local office")
            continue
        here = noun(forms[token])
        if here is None or here.number == "Plur" or here.kind not in ("organisation", "place"):
            continue
        last = token + 1
        while last < sentence_end(analysis, token) and not taken[last] and is_name_word(analysis, last):
            last += 1
        if last > token + 1 and analysis.tags[token + 1] in ("PROPN", "X"):
            span = analysis.span(token + 1, last).of(analysis.text)
            if last == token + 2 and _says_no_name(analysis, token + 1):
                continue
            civic = here.kind == "place" or forms[token].lower().endswith(CIVIC)
            kind: EntityKind = "place" if civic else "organisation"
            yield over(analysis, token + 1, last, kind, span, "name", "announced")


def _says_no_name(analysis: Analysis, token: int) -> bool:
    """Whether a word after a noun only tells several apart (`Gruppe B`, `Heeresgruppe Süd`) or opens a new sentence."""
    form = analysis.forms[token]
    opens = token + 1 < len(analysis) and analysis.tags[token + 1] in ("VERB", "AUX") and noun(form) is None
    adverb = opens and not form.isupper() and simplemma.is_known(form.lower(), lang="de")
    return len(form) == 1 or bool(_DIRECTION.match(form)) or adverb


def _owns_an_office(analysis: Analysis, token: int) -> bool:
    """Whether a name in -s stands before a mayor or the like (`Wolms Bürgermeister`): it is a town."""
    form, place = analysis.forms[token], token + 1
    if not form.endswith("s") or len(form) < 4 or analysis.tags[token] != "PROPN" or noun(form) is not None:
        return False
    if analysis.tags[place] == "ADJ" and place + 1 < len(analysis):
        place += 1
    office = noun(analysis.forms[place])
    return office is not None and office.kind == "office" and office.field == "local"
