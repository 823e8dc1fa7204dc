"""Numbers as the text has them: figures (*1.300*, *2,5*), words (*zwölf*), scales (*zwei Dutzend*, *Hunderte*)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from lagebild import lexicon
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed

_DIGITS = re.compile(r"\d{1,3}(?:[.\u00a0'’]\d{3})+|\d+(?:,\d+)?")
_THOUSANDS = re.compile(r"\d{3}")


class Place(NamedTuple):
    """A token that may begin a number, where its sentence ends, and the token without case."""

    text: Text
    token: int
    end: int
    word: str

    def following(self, steps: int = 1) -> str:
        """The word so many steps on, without case; empty past the sentence."""
        token = self.token + steps
        return self.text.analysis.forms[token].casefold() if token < self.end else ""


class Number(NamedTuple):
    """A value, the token after it, and whether it may be any number above (*Hunderte*)."""

    value: float
    after: int
    is_open: bool = False


def number_at(place: Place) -> tuple[Number, str] | None:
    """The number that begins at a token, and the rule that reads it; None if none does."""
    found = first(NUMBER, place)
    if found is None:
        return None
    number, name = found
    scale = _scales().get(place.following(number.after - place.token))
    if scale is not None and not number.is_open:
        number = Number(number.value * scale, number.after + 1)
    return number, name


def _figures(place: Place) -> Number | None:
    word, after = place.word, place.token + 1
    if not _DIGITS.fullmatch(word):
        return None
    if len(word) <= 3 and word.isdecimal() and _THOUSANDS.fullmatch(place.following()):
        word, after = word + place.following(), after + 1
    return Number(float(re.sub(r"[.\u00a0'’]", "", word).replace(",", ".")), after)


def _several(place: Place) -> Number | None:
    scale = _scales().get(place.following()) if place.word in closed("quantifiers") else None
    return Number(scale, place.token + 2, is_open=True) if scale is not None else None


def _or_more(place: Place) -> Number | None:
    value = _open().get(place.word)
    return Number(value, place.token + 1, is_open=True) if value is not None else None


def _none(place: Place) -> Number | None:
    return Number(0, place.token + 1) if place.word in ("keine", "keinen", "keiner") else None


def _half(place: Place) -> Number | None:
    half = is_one(place.word) and place.following() in ("halbe", "halbes") and place.following(2) in _scales()
    return Number(0.5, place.token + 2) if half else None


def _and_a_half(place: Place) -> Number | None:
    whole, half, scale = place.word.partition("halb")
    if not half:
        return None
    times = whole.removesuffix("ein")
    many = 1 if whole in ("andert", "einein") else numeral(times) if times != whole else None
    if many is None or (scale or place.following()) not in _scales():
        return None
    return Number((many + 0.5) * _scales().get(scale, 1), place.token + 1)


def _one(place: Place) -> Number | None:
    return Number(1, place.token + 1) if is_one(place.word) else None


def is_one(word: str) -> bool:
    """True if a word without case is the number one, or the indefinite article."""
    return word in closed("indefinite_articles")


def _words(place: Place) -> Number | None:
    value = numeral(place.word)
    return Number(value, place.token + 1) if value is not None else None


@lru_cache(maxsize=20_000)
def numeral(word: str) -> int | None:
    """The value of a German number word, in small letters (*dreihundertzwanzig*); None if it is none."""
    if not word:
        return None
    units = _units()
    if word in units:
        return units[word]
    for scale in ("tausend", "hundert"):
        before, found, rest = word.partition(scale)
        if found:
            many = 1 if before in ("", "ein") else numeral(before)
            more = 0 if not rest else numeral(rest.removeprefix("und"))
            return None if many is None or more is None else many * units[scale] + more
    unit, found, tens = word.partition("und")
    if found and tens in units and units[tens] % 10 == 0 and (one := 1 if unit == "ein" else units.get(unit)):
        return units[tens] + one if one < 10 else None
    return None


@cache
def _units() -> Mapping[str, int]:
    rows = lexicon.load("numbers", required=("form", "value"))
    return {row["form"].casefold(): int(row["value"]) for row in rows if not row["bound"]}


@cache
def _open() -> Mapping[str, float]:
    rows = lexicon.load("numbers")
    return {row["form"].casefold(): float(row["value"]) for row in rows if row["bound"] == "more than"}


@cache
def _scales() -> Mapping[str, float]:
    return {row["form"].casefold(): float(row["value"]) for row in lexicon.load("numbers") if row["scale"]}


NUMBER: tuple[Rule[Place, Number], ...] = (
    Rule(
        name="how_many/digits",
        find=_figures,
        why="Digits are a number, with points, blanks or (in Switzerland) apostrophes between thousands.",
        yes=(
            ("Bei dem Angriff starben 1.200 Menschen.", "starben: killed exact 1200"),
            ("Bei dem Angriff starben 1 200 Menschen.", "starben: killed exact 1200"),
            ("Bei dem Angriff starben 1'200 Menschen.", "starben: killed exact 1200"),
            ("Rund 2,5 Millionen Menschen demonstrierten.", "demonstrierten: participants about 2500000"),
        ),
    ),
    Rule(
        name="how_many/several-hundred",
        find=_several,
        why="*Mehrere hundert* is a hundred or more.",
        yes=(("Die Rebellen töteten mehrere hundert Zivilisten.", "töteten: killed more than 100"),),
    ),
    Rule(
        name="how_many/hundreds",
        find=_or_more,
        why="*Hunderte* and their like are that many or more.",
        yes=(("Tausende Lehrer streikten.", "streikten: participants more than 1000"),),
    ),
    Rule(
        name="how_many/none",
        find=_none,
        why="*Keine* is the number zero.",
        yes=(("Bei dem Beben gab es keine Vermissten.", "Beben: missing exact 0"),),
    ),
    Rule(
        name="how_many/half-a-scale",
        find=_half,
        why="*Eine halbe Million* is half of it.",
        yes=(("Eine halbe Million Menschen demonstrierten.", "demonstrierten: participants exact 500000"),),
    ),
    Rule(
        name="how_many/and-a-half",
        find=_and_a_half,
        why="*Anderthalb*, *zweieinhalb* and their like are a half more than a number, of a scale.",
        yes=(
            ("Anderthalb Millionen Menschen demonstrierten.", "demonstrierten: participants exact 1500000"),
            ("Eineinhalb Dutzend Bauern wurden getötet.", "getötet: killed about 18"),
            ("Rund zweieinhalbtausend Menschen demonstrierten.", "demonstrierten: participants about 2500"),
        ),
    ),
    Rule(
        name="how_many/one",
        find=_one,
        why="The indefinite article before people is one of them.",
        yes=(
            ("Bei dem Anschlag wurde ein Mann getötet.", "getötet: killed exact 1"),
            ("Eine Million Menschen demonstrierten.", "demonstrierten: participants exact 1000000"),
        ),
    ),
    Rule(
        name="how_many/number-word",
        find=_words,
        why="Number words are put together of units, tens and scales.",
        yes=(
            ("Die Polizei nahm am Hafen vier Mönche fest.", "nahm: arrested exact 4"),
            ("Bei dem Angriff starben zweihundertvierzig Menschen.", "starben: killed exact 240"),
        ),
    ),
)
