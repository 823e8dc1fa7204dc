"""How a report words an event: what its trigger is a word for, and what the words beside it say of it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import takewhile
from typing import Literal

from lagebild.document import Span
from lagebild.lexicon import load
from lagebild.lexicon.gazetteer import split
from lagebild.lexicon.words import closed, closed_map, closed_tuple, word_set
from lagebild.reading import Event, Reading
from lagebild.wordforms import search_forms

_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^.,;:!?()„“»«\n]*")
_BEHIND = 6
"""So many words behind a noun can belong to its complement."""
_BEFORE, _ATTRIBUTES = 60, 1
"""An article stands within so many characters and adjectives before its noun."""
_CAPITAL = re.compile(r"(?<![.!?„“»«\n] )(?<!\n)\b[A-ZÄÖÜ][^\W\d_]+")
_LEADING = re.compile(r"\d{1,2}\. ?")
_SHARED_PART = re.compile(r"\w+-\s+(?:und|oder|sowie|bzw\.)\s+(?=\w)")
_NUMBERED = re.compile(r"(?:(?P<word>[A-ZÄÖÜ]\w+)|(?P<number>\d{1,2})\. ?)\s*$")
_THEMES = 8
"""So many nouns say what a report is about."""
_FURTHER = 4
"""So many words before a trigger can say that it is another one."""
_STEM = 5
"""So many letters of an adjective tell it from another whatever its ending."""
Stands = Literal["", "by", "after", "than"]
LEAST = 4
"""Shorter words say too little about which event a sentence is about."""


def main_word(reading: Reading, event: Event) -> Span:
    """The word that names the deed: of a phrase's words the noun, if it has one (*Schüsse* of *fielen … Schüsse*).

    The first word of a sentence has a capital whatever it is, so it is not taken for one.
    """
    nouns = (
        span for span in event.trigger if span.of(reading.text)[:1].isupper() and span.start > event.sentence.start
    )
    return next(nouns, event.trigger[-1])


def is_definite(reading: Reading, event: Event) -> bool:
    """True if the words before a trigger make it something known: *das Urteil*, *beim Anschlag*, *seine Festnahme*."""
    before = reading.text[event.sentence.start : main_word(reading, event).start]
    words = [word.casefold() for word in _WORD.findall(before[-_BEFORE:])][-_ATTRIBUTES - 1 :]
    known = closed("definite_markers") | closed("third_person_possessives")
    return any(word in known for word in words) and not any(word[:_STEM] in _other_than_this() for word in words[-1:])


def is_indefinite(reading: Reading, event: Event) -> bool:
    """True if the article before a noun brings in something not spoken of yet: *ein Anschlag*, *einem schweren Beben*."""
    return any(word in closed("indefinite_articles") for word in _before(reading, event)[-_ATTRIBUTES - 1 :])


def stands(reading: Reading, event: Event) -> Stands:
    """How a noun stands to the deed of its sentence: `by` it (*bei dem Anschlag*), `after` it (*nach dem Anschlag*).

    `than` if it is what another one is measured by (*größer als der Anschlag*).
    """
    for word in reversed(_before(reading, event)[-_ATTRIBUTES - 2 :]):
        if word in closed("prepositions_of_cause_or_time"):
            return "by"
        if word in closed("prepositions_of_what_came_before"):
            return "after"
        if word == "als":
            return "than" if is_definite(reading, event) else ""
    return ""


def _before(reading: Reading, event: Event) -> list[str]:
    """The words before a trigger, up to the last stop."""
    before = reading.text[event.sentence.start : main_word(reading, event).start]
    return [word.casefold() for word in _WORD.findall(re.split(r"[,;:()„“»«]", before)[-1])]


def is_backward(reading: Reading, event: Event) -> bool:
    """True for a verb that looks back from what is told: *hatte angegriffen*, *war getötet worden*."""
    words = [word.casefold() for word in _WORD.findall(clause_of(reading, event))]
    return any(word in closed("auxiliaries_of_the_pluperfect") for word in words) and (
        (words[-1:] != [] and words[-1] not in closed("auxiliaries_of_the_pluperfect")) or "worden" in words
    )


def is_many(trigger: str, lemma: str) -> bool:
    """True for a noun in the plural: *Anschläge*, *Festnahmen*."""
    said, whole = trigger.casefold(), lemma.casefold()
    return (
        lemma[:1].isupper()
        and not said.endswith(whole)
        and not said.removesuffix("es").endswith(whole)
        and not (said.removesuffix("s").endswith(whole))
    )


def clause_of(reading: Reading, event: Event) -> str:
    """The words between two commas that a trigger stands in."""
    at = main_word(reading, event)
    before = re.split(r"[,;:()„“»«]", reading.text[event.sentence.start : at.start])[-1]
    behind = re.split(r"[,;:()„“»«.!?]", reading.text[at.start : event.sentence.end])[0]
    return before + behind


def is_titled(reading: Reading, root: str, deeds: frozenset[str]) -> bool:
    """True if the title of a report has a word for the deed."""
    for word in _WORD.findall(reading.title or ""):
        key = search_forms(word)[0]
        for lemma in (word[:1] + key[1:] if word[:1].isupper() else key, key):
            if root_of(lemma) == root or deeds_of(lemma) & deeds:
                return True
    return False


def is_another(reading: Reading, event: Event) -> bool:
    """True for a noun whose adjective makes it another one: *ein weiteres Beben*, *die vorige Wahl*."""
    return any(word[:_STEM] in _other_than_this() for word in _before(reading, event)[-1:])


def is_next(reading: Reading, event: Event) -> bool:
    """True if the sentence of an event begins by saying that it came after what was told just before (*anschließend*)."""
    opening = _WORD.match(reading.text, event.sentence.start, main_word(reading, event).start)
    # not casefold: *anschließend* keeps its ß
    return opening is not None and opening[0].lower() in word_set("words_for_what_came_next")


def is_further(reading: Reading, event: Event) -> bool:
    """True if words beside a trigger make it another one than was told: *auch*, *ein weiterer*, *wenig später*.

    A definite noun is known, whatever adverb stands before it (*auch nach der Wahl*), so only its adjective or a word of
    likening makes it another.
    """
    before = [
        word.casefold() for word in _WORD.findall(reading.text[event.sentence.start : main_word(reading, event).start])
    ]
    near = (*before[:1], *before[-_FURTHER:])
    clause = (word.casefold() for word in _WORD.findall(clause_of(reading, event)))
    if is_another(reading, event) or any(word in word_set("words_for_another_one_anywhere") for word in clause):
        return True
    known = (event.lemma or "")[:1].isupper() and is_definite(reading, event)
    return not known and any(w in word_set("words_for_another_one") or w[:_STEM] in _other_than_this() for w in near)


def complement_of(reading: Reading, event: Event) -> tuple[str, ...]:
    """The keys of what a noun says that it is of: *des Präsidenten*, *auf die Kaserne*, *Sarn 2004*."""
    piece = _PIECE.match(reading.text, main_word(reading, event).end, event.sentence.end)
    words = piece[0].split()[:_BEHIND] if piece else []
    if not words or not (
        words[0] in closed("complement_openers_of_nouns") or words[0][:1].isupper() or words[0].isdecimal()
    ):
        return ()
    first = next((n for n, word in enumerate(words) if word[:1].isupper() or word.isdecimal()), len(words))
    found = list(takewhile(lambda word: word[:1].isupper() or word.isdecimal(), words[first:]))
    return tuple(sorted({search_forms(word)[0] for word in found} - word_set("report_words")))


@cache
def _other_than_this() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in word_set("other_than_this"))


def themes_of(reading: Reading) -> tuple[str, ...]:
    """The keys of the nouns and names that a report has most often, more than once each."""
    often = Counter(keys(" ".join(_CAPITAL.findall(reading.text))))
    ranked = sorted((key for key, times in often.items() if times > 1), key=lambda key: (-often[key], key))
    return tuple(sorted(ranked[:_THEMES]))


def own_word_of(trigger: str, lemma: str, before: str) -> str:
    """A noun that is made for one event, without an ending; empty for any other trigger.

    That is a compound which is longer than its row in the lexicon (*Mannesmann-Prozess*), or one that the table of deeds
    knows by its last part only (*Bosnienkrieg*), or a noun with a capital number before it (*Zweiter Weltkrieg*). A kind of
    event (*Terroranschlag*, *Bürgerkrieg*) is none.
    """
    if (not lemma[:1].isupper() and not lemma[:1].isdecimal()) or " " in lemma:
        return ""
    digit = _LEADING.match(lemma)
    number = _ordinal(digit[0] if digit else before)
    whole, part = trigger.casefold(), root_of(lemma[digit.end() :] if digit else lemma)
    heads = word_set("heads_of_event_names")
    bases = [base for base in (part, part.removesuffix("s"), part.removesuffix("es")) if base.endswith(tuple(heads))]
    if bases:
        part = bases[0]
        head = max((head for head in heads if part.endswith(head)), key=len)
        of = part.removesuffix(head).replace("-", "") or whole[: max(whole.find(head), 0)].replace("-", "")
        return f"{number} {of}{head}".strip() if number or _names_one(of) else ""
    at = whole.find(part[:-1] if len(part) > LEAST else part)
    return whole[:at].replace("-", "") + part if at > 0 and _names_one(whole[:at].replace("-", "")) else ""


def _names_one(first: str) -> bool:
    """True if the first part of a compound says which event it is, and not only of which kind (*Terroranschlag*)."""
    return len(first) >= LEAST - 1 and first not in word_set("first_parts_of_kinds")


def _ordinal(before: str) -> str:
    """The number of a name: `zweit` of *Zweiten*, `zweit` of *2.*, or empty."""
    found = _NUMBERED.search(before)
    if found is None:
        return ""
    stems = closed_tuple("ordinal_stems")
    if found["number"]:
        return stems[int(found["number"]) - 1] if 0 < int(found["number"]) < len(stems) else ""
    return next((stem for stem in stems if found["word"].casefold().startswith(stem)), "")


def keys(text: str) -> list[str]:
    """The keys of a text's words (a lemma each), without those that any report has."""
    common = closed("function_words") | word_set("report_words")
    found = (search_forms(word)[0] for word in _WORD.findall(text) if len(word) >= LEAST)
    return [key for key in found if len(key) >= LEAST and key not in common]


def last_of_two(lemma: str) -> str:
    """The whole one of two compounds that share their last part: *Sturmkatastrophe* of *Flut- und Sturmkatastrophe*."""
    pair = _SHARED_PART.match(lemma)
    return lemma[pair.end() :].capitalize() if pair else lemma


def root_of(lemma: str) -> str:
    """The stem that a verb shares with its noun: `verhaft` of *verhaften* and *Verhaftung*, `rücktret` of *Rücktritt*.

    Prefixes stay, since *einnehmen* is another deed than *festnehmen*, but *zurück-* and *Rück-* are one. A phrase is its
    own root.
    """
    whole = (_supported(lemma) or lemma).casefold()
    if not _WORD.fullmatch(whole):
        return whole
    whole = "rück" + whole.removeprefix("zurück") if whole.startswith("zurück") else whole
    stems = (whole.removesuffix(end) for end in closed_tuple("deverbal_endings"))
    whole = next((stem for stem in stems if 3 <= len(stem) < len(whole)), whole)
    vowels = closed_map("deverbal_vowels")
    noun = next((noun for noun in vowels if whole.endswith(noun)), None)
    return whole.removesuffix(noun) + vowels[noun] if noun else whole


def _supported(lemma: str) -> str:
    """The noun of a phrase whose verb only lets it happen: `Anklage` of *Anklage erheben*; else empty."""
    noun, _, verb = lemma.partition(" ")
    return noun if noun[:1].isupper() and verb in word_set("verbs_that_let_a_noun_happen") else ""


def deeds_of(lemma: str) -> frozenset[str]:
    """The deeds that a trigger is a word for (`deeds.tsv`); a compound is what its last part is (*Luftangriff*)."""
    whole = lemma.casefold()
    table = _deeds()
    if whole in table:
        return table[whole]
    noun = _supported(lemma)
    if noun:
        return deeds_of(noun)
    if not lemma[:1].isupper() or " " in lemma:
        return frozenset()
    ends = (whole[start:] for start in range(1, len(whole) - 2))
    return next((table[end] for end in ends if end in table and len(end) >= LEAST - 1), frozenset())


@cache
def _deeds() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in load("deeds", required=("form", "words", "why"), unique=True):
        for word in split(row["words"], ";"):
            found[word.casefold()] = found.get(word.casefold(), frozenset()) | {row["form"]}
    return found
