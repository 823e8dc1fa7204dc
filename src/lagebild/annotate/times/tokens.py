"""From a text to tokens with the classes of `time_words.tsv`: a letter a token, so that patterns are plain regexes."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from lagebild import lexicon
from lagebild.lexicon.words import closed, closed_map

FILLER = "x"
_TOKEN = re.compile(r"\d+|[^\W\d_]+|\S")
_MARKS = {
    ".": "DOT",
    ",": "COMMA",
    ":": "COLON",
    ";": "SEMICOLON",
    "-": "DASH",
    "–": "DASH",
    "—": "DASH",
    "/": "SLASH",
    "(": "OPEN",
    "'": "QUOTE",
    "’": "QUOTE",
}
_LONGEST_WORD, _LONGEST_NUMBER = 80, 15
"""No word and no number of an expression of time is longer, and no number beyond is exact as a float."""
_NUMBER_CLASSES = ("DAY", "NUM", "YEAR", "CARD", "WDPART", "DURADJ", "DECADES", "CAP", "WORD")


class Token(NamedTuple):
    """A word, a number or a mark: code points, its text, its class and the value that the class gives it."""

    start: int
    end: int
    text: str
    kind: str
    value: str


@cache
def _small() -> dict[str, float]:
    """The numbers from which longer ones are put together, by word."""
    return {word: float(value) for word, value in closed_map("small_numbers").items()}


@lru_cache(maxsize=4096)
def number_word(word: str) -> float | None:
    """The number that a lower-case German word names (up to 999, halves as in *dreieinhalb*); None if it names none."""
    small = _small()
    if word in small:
        return small[word]
    if word.endswith("einhalb"):
        head = number_word(word.removesuffix("einhalb") or "ein")
        return head + 0.5 if head else None
    ahead, hundred, tail = word.partition("hundert")
    if hundred:
        first = number_word(ahead) if ahead else 1
        last = number_word(tail) if tail else 0
        return first * 100 + last if first is not None and last is not None else None
    if word.endswith("zehn") and len(word) > 6:
        head_value = small.get(word.removesuffix("zehn"))
        return head_value + 10 if head_value else None
    first_word, joint, ten = word.partition("und")
    if joint and ten in small and first_word in small and small[ten] >= 20:
        return small[first_word] + small[ten]
    return None


def inflected(form: str) -> tuple[str, ...]:
    """A form of the lexicon written out: `damalig~` stands for the stem and its endings."""
    if not form.endswith("~"):
        return (form,)
    return tuple(form[:-1] + ending for ending in (*sorted(closed("adjective_endings")), ""))


@cache
def words() -> dict[str, tuple[str, str, bool]]:
    """Each form of `time_words.tsv` with class, value and whether it needs a capital; a form's first entry counts."""
    table: dict[str, tuple[str, str, bool]] = {}
    for row in lexicon.load("time_words", required=("form", "class")):
        if row["class"] == "PREFIX":
            continue
        for form in inflected(row["form"]):
            entry = (row["class"], row["value"], form[0].isupper())
            table.setdefault(form if form[0].isupper() else form.lower(), entry)
    return table


@cache
def letters() -> dict[str, str]:
    """A letter of the private use area for every class."""
    names = sorted({kind for kind, _, _ in words().values()} | set(_MARKS.values()) | set(_NUMBER_CLASSES))
    return {name: chr(0xE000 + number) for number, name in enumerate(names)}


@cache
def _prefixes() -> frozenset[str]:
    rows = lexicon.load("time_words", required=("form", "class"))
    return frozenset(row["form"] for row in rows if row["class"] == "PREFIX")


@lru_cache(maxsize=20000)
def classify(word: str) -> tuple[str, str]:
    """The class and value of one token."""
    if word[0].isdigit():
        return _number(word)
    if len(word) > _LONGEST_WORD:
        return FILLER, ""
    if word in _MARKS:
        return _MARKS[word], ""
    if len(word) > 3 and word.isupper():
        word = word.capitalize()
    table = words()
    found = table.get(word) or table.get(word[0].lower() + word[1:])
    if found:
        return found[0], found[1]
    number = number_word(word.lower())
    if number is not None:
        return "CARD", f"{number:g}"
    return _compound(word) or (("CAP" if word[0].isupper() else "WORD" if word[0].isalpha() else FILLER), "")


def _number(word: str) -> tuple[str, str]:
    if not word.isascii() or len(word) > _LONGEST_NUMBER:
        return FILLER, ""
    if len(word) == 4 and 1000 <= int(word) <= 2199:
        return "YEAR", word
    return ("DAY" if len(word) <= 2 and int(word) <= 31 else "NUM"), word


@cache
def _duration_adjective() -> re.Pattern[str]:
    units, endings = "|".join(closed_map("duration_adjectives")), "|".join(sorted(closed("adjective_endings")))
    return re.compile(rf"(\w*?)({units})(?:{endings})?\Z")


def _compound(word: str) -> tuple[str, str] | None:
    lower = word.lower()
    adjective = _duration_adjective().match(lower)
    if adjective:
        stem, unit = adjective[1], closed_map("duration_adjectives")[adjective[2]]
        number = 1 if stem == "ein" else number_word(stem) if stem else None
        if stem == "mehr":
            return "DURADJ", f"X{unit}"
        return ("DURADJ", f"{number:g}{unit}") if number else None
    if not word[0].isupper():
        return None
    table = words()
    for cut in range(len(lower) - 3, 3, -1):
        tail = table.get(lower[cut:].capitalize())
        if tail is None:
            continue
        head, kind = word[:cut], tail[0]
        before = table.get(head)
        if kind == "PART" and before and before[0] == "WEEKDAY":
            return "WDPART", f"{before[1]}{tail[1]}"
        if kind == "UNITS" and tail[1] == "Y" and before and before[0] == "DECADE":
            return "DECADES", before[1]
        season = table.get(head.removesuffix("s")) or before
        if kind in ("UNIT", "UNITS") and tail[1] == "M" and season and season[0] == "SEASON":
            return "SEASON", season[1]
        if kind in ("UNIT", "UNITS", "SEASON", "PART", "CUNIT") and head in _prefixes():
            return kind, tail[1]
    return None


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order; digits and letters are parted, marks stand alone."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        kind, value = classify(word)
        found.append(Token(match.start(), match.end(), word, kind, value))
    return found
