"""The names of outlets and agencies: which names mean one of them, and how a short form stands for a long one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import msgspec

from lagebild.lexicon import load
from lagebild.lexicon.words import closed, word_set

_WORD = re.compile(r"[\w’.&/]+")
_MARKS = "„“”»«\"'‚‘’,;: "


class Medium(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet or agency of the lexicon; `name` is how the record writes it, `kind` paper, magazine, portal … or agency.

    `plain` are those of its names that are common words or short for much else.
    """

    name: str
    kind: str
    names: tuple[str, ...]
    plain: frozenset[str] = frozenset()


@cache
def media() -> tuple[Medium, ...]:
    """All agencies and outlets of the lexicon."""
    agencies = tuple(
        Medium(
            name=row["form"],
            kind="agency",
            names=_names(row["form"], row["long"], *row["others"].split(";")),
            plain=frozenset(_names(*row["plain"].split(";"))),
        )
        for row in load("agencies", required=("form", "country", "example"), unique=True)
    )
    outlets = tuple(
        Medium(
            name=row["form"],
            kind=row["kind"],
            names=_names(row["form"], *row["others"].split(";")),
            plain=frozenset(_names(*row["plain"].split(";"))),
        )
        for row in load("outlets", required=("form", "kind", "country"), unique=True)
    )
    return agencies + outlets


def _names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


@cache
def _known() -> Mapping[tuple[str, ...], Medium]:
    found: dict[tuple[str, ...], Medium] = {}
    for medium in media():
        for name in medium.names:
            found.setdefault(folded(name), medium)
    return MappingProxyType(found)


@lru_cache(maxsize=50_000)
def medium(name: str) -> Medium | None:
    """The outlet or agency of the lexicon that has a name, however inflected (`der Süddeutschen Zeitung`); else None."""
    return next((known for form in _forms(name) if (known := _known().get(form)) is not None), None)


def is_agency(outlet: str) -> bool:
    """True for an agency of the lexicon, and for an outlet that calls itself one (`Agentur Nordlicht`)."""
    known = medium(outlet)
    if known is not None:
        return known.kind == "agency"
    return any(word.endswith(tuple(word_set("endings_of_agencies"))) for word in folded(outlet))


@lru_cache(maxsize=50_000)
def folded(name: str) -> tuple[str, ...]:
    """The words by which names are compared: small letters, no article before them, no endings of adjectives."""
    words = [word.casefold().strip("’'.") for word in _WORD.findall(name.strip(_MARKS))]
    if len(words) > 1 and words[0] in closed("articles") | {"the"}:
        words = words[1:]
    return (*(re.sub(r"(?<=\w{4})e[nrsm]?$", "", word) for word in words[:-1]), *words[-1:])


def _forms(name: str) -> tuple[tuple[str, ...], ...]:
    """The folded name, and what it is the genitive of (`Spiegels`), if it can be one."""
    words = folded(name)
    bare = re.sub(r"(?<=[a-zäöü]{4})s$", "", words[-1]) if words else ""
    return (words, (*words[:-1], bare)) if words and bare != words[-1] else (words,)


def same_outlet(one: str, other: str) -> bool:
    """True if two names mean one outlet: by the lexicon, or as the end of the longer name (`Kurant`, `Rheinischer Kurant`).

    An end that many papers have (`Zeitung`, `Post`) says nothing.
    """
    mine, theirs = medium(one), medium(other)
    if mine is not None or theirs is not None:
        return mine is theirs
    return any(_ends_with(short, long) for short in _forms(one) for long in _forms(other))


def _ends_with(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    if not short or long[len(long) - len(short) :] != short:
        return False
    return len(short) == len(long) or not word_set("generic_names_of_papers").issuperset(short)


def stands_for(sign: str, outlet: str) -> bool:
    """True if the sign of an agency that no list knows stands for an outlet: its letters follow each other in the name.

    The first letter begins the name, and each word of the name has its first letter in the sign (`anl`: *Agentur Nordlicht*).
    """
    words = folded(outlet)
    letters = sign.casefold()
    if not words or not letters.isalpha() or not 2 <= len(letters) <= 5 or len(letters) < len(words):
        return False
    return letters == "".join(words) or _spelt(letters, words)


def _spelt(letters: str, words: tuple[str, ...]) -> bool:
    """Takes the first letter of each word, and between them any letters of the word in their order."""
    if not letters or not words:
        return not letters and not words
    if letters[0] != words[0][0]:
        return False
    rest = words[0][1:]
    for taken in range(1, len(letters) + 1):
        if _in_order(letters[1:taken], rest) and _spelt(letters[taken:], words[1:]):
            return True
    return False


def _in_order(letters: str, word: str) -> bool:
    at = iter(word)
    return all(letter in at for letter in letters)


def the_one(name: str, outlets: Iterable[str]) -> str | None:
    """The one of some outlets that a name means, in its fullest spelling; None if there is none, or it could be several."""
    fitting = sorted({o for o in outlets if same_outlet(name, o)}, key=lambda o: (-len(folded(o)), -len(o), o))
    exact = [outlet for outlet in fitting if folded(outlet) == folded(name)]
    alike = fitting and all(same_outlet(fitting[0], outlet) for outlet in fitting)
    return next(iter(fitting if alike else exact), None)
