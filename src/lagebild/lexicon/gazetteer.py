"""Names that the lexicons know: states, capitals, towns, bodies, first names, and the adjectives of states."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from lagebild.lexicon import load
from lagebild.lexicon.bodies import MEDIA, PUBLIC, Body, bodies, listed
from lagebild.lexicon.words import word_tuple

_ENDING = re.compile(r"(e|en|er|es|em)$")
_WORDS = re.compile(r"[\w’'.\-/]+|,")
_DOTTED, _DOTS_APART = re.compile(r"[a-zäöü]\.[a-zäöü]"), re.compile(r"[^\W_]+|\.")


class Known(NamedTuple):
    """A known name: its standing form, its kind (`state`, `place`, `organisation`), its gender and what else is known.

    `state` is the state it lies in or belongs to; `role` is `capital`, `government`, `party` or `agency`, else empty.
    """

    name: str
    kind: str
    gender: str = ""
    state: str = ""
    role: str = ""
    level: str = ""


def folded(word: str) -> str:
    """A word for comparison: lower case, without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def split(names: str, mark: str = "|") -> list[str]:
    """The non-empty parts of a cell that holds several names."""
    return [part.strip() for part in names.split(mark) if part.strip()]


def _variants(name: str) -> set[tuple[str, ...]]:
    """The words of a name in every case: adjectives with each ending, the last word with a genitive's s."""
    variants: set[tuple[str, ...]] = {()}
    words = _WORDS.findall(name)
    for place, word in enumerate(words):
        forms = {word}
        if place < len(words) - 1 and word[0].isupper() and re.search(r"(sche|te|ne|le|de|nte|ige|he|re)$", word):
            forms |= {word + "n", word + "r", word + "m", word + "s"}
        elif place < len(words) - 1 and word[0].isupper() and re.search(r"(scher|ter|her|ler|ner|ndiger)$", word):
            forms |= {word[:-1], word[:-1] + "n", word[:-1] + "m", word[:-1] + "s"}
        elif place < len(words) - 1 and re.search(r"[a-zäöüß]es$", word):
            forms |= {word[:-1], word[:-1] + "n", word[:-1] + "m"}
        before_rest = place < len(words) - 1 and words[place + 1][0].islower() and word[0].isupper()
        if (before_rest or place == len(words) - 1) and word.endswith("s"):
            forms.add(word + "es")
        elif before_rest:
            forms |= {word + "s", word + "es"}
        if place == len(words) - 1 and not word.endswith(("s", "x", "z", "ß")):
            forms |= {word + "s", word + "es"} if word[0].isupper() and len(words) > 1 else {word + "s"}
        variants = {(*head, form) for head in variants for form in forms}
    if _DOTTED.search(name):
        variants.add(tuple(_DOTS_APART.findall(name)))  # the tokens of *ver.di*
    if "/" in name and "-" in name:  # the tokens of *CDU/CSU-Fraktion*
        variants |= {tuple(filter(None, re.split("(/)| ", " ".join(words)))) for words in variants}
    return variants


@cache
def known_names() -> dict[tuple[str, ...], Known]:
    """Every known name in every case, as a tuple of tokens."""
    table: dict[tuple[str, ...], Known] = {}

    def enter(name: str, known: Known) -> None:
        for words in _variants(name):
            table.setdefault(words, known)

    for row in load("states"):
        kind = "state" if row["level"] != "region" else "place"
        here = Known(row["form"], kind, row["gender"], row["form"], level=row["level"])
        for name in (row["form"], *split(row["others"])):
            enter(name, here)
    for row in load("states"):
        for name in split(row["capital"]):
            role = "capital" if row["level"] == "state" else ""
            enter(
                name, Known(split(row["capital"])[0] if row["form"] == "USA" else name, "place", "n", row["form"], role)
            )
    for name, bearers in _bodies_by_name().items():
        enter(name, _body(name, bearers))
    for row in load("towns"):
        enter(row["form"], Known(row["form"], "place", "n", row["state"]))
    return table


def _bodies_by_name() -> dict[str, list[Body]]:
    """The bodies that each name means wherever it stands, in the order of the list.

    Of the names that only the lists of outlets and agencies have, those of one word are too short to be sure.
    """
    own = {body.key: body.names for body in listed()}
    table: dict[str, list[Body]] = {}
    for body in bodies():
        sure = own.get(body.key, ())
        for name in body.names:
            if name not in body.plain and (name in sure or " " in name):
                table.setdefault(name, []).append(body)
    return table


@cache
def plain_names(kind: str) -> Mapping[str, Known]:
    """The names of a kind of bodies that are common words (*Linke*, *Bahn*); a compound shows that they are names."""
    table: dict[str, list[Body]] = {}
    for body in bodies():
        if body.kind == kind:
            for name in sorted(body.plain):
                table.setdefault(name, []).append(body)
    return {name: _body(name, bearers) for name, bearers in table.items()}


def _body(name: str, bearers: Sequence[Body]) -> Known:
    """What a name says by itself: whose it is if one body bears it, else only what sort of body it is."""
    first = bearers[0]
    if len(bearers) == 1:
        return Known(first.name, "organisation", first.gender, _state(first), _role(first))
    roles = {_role(body) for body in bearers}
    return Known(name, "organisation", first.gender, "", roles.pop() if len(roles) == 1 else "")


def _state(body: Body) -> str:
    # an office with a party or a ministry is one in its state; one with a company or a militia is not
    return body.state if body.kind in (*PUBLIC, "party") else ""


def _role(body: Body) -> str:
    return "agency" if body.kind in MEDIA else body.kind if body.kind in ("party", "government") else ""


@cache
def longest_from() -> Mapping[str, int]:
    """For each word that a known name begins with the tokens of the longest such name."""
    found: dict[str, int] = {}
    for words in known_names():
        if len(words) > found.get(words[0], 0):
            found[words[0]] = len(words)
    return found


@lru_cache(maxsize=50_000)
def known(name: str) -> Known | None:
    """What is known under a name, given as one string."""
    return known_names().get(tuple(_WORDS.findall(name)))


@cache
def _party() -> re.Pattern[str]:
    words = "|".join(word_tuple("ends_of_party_names"))
    return re.compile(rf"({words})(en)?\b", re.IGNORECASE)


def names_a_party(name: str) -> bool:
    """True if a name says that its bearer is a party (`Arbeiterpartei`, `Labour Party`)."""
    return _party().search(name) is not None


@cache
def _adjectives() -> dict[str, str]:
    return {a.lower(): row["form"] for row in reversed(load("states")) for a in split(row["adjective"])}


@cache
def _towns_with_er() -> dict[str, Known]:
    table: dict[str, Known] = {}
    for words, here in known_names().items():
        if len(words) == 1 and here.kind == "place" and here.name == words[0]:
            stem = words[0].removesuffix("e") if words[0].endswith("e") else words[0]
            table.setdefault(stem + "er", here)
            if stem.endswith("en"):
                table.setdefault(stem[:-2] + "er", here)
    return table


@lru_cache(maxsize=50_000)
def adjective_state(form: str) -> str | None:
    """The state that an adjective names (`venezolanische` gives `Venezuela`), or None."""
    low = form.lower()
    table = _adjectives()
    if low in table and low.endswith("er"):
        return table[low]
    stem = _ENDING.sub("", low)
    return table.get(stem) if stem != low else None


def adjective_place(form: str) -> Known | None:
    """The town that an undeclined adjective in -er names (`Belgrader`), or None."""
    return _towns_with_er().get(form) if form[:1].isupper() else None


@cache
def inhabitants() -> dict[str, str]:
    """The state of each noun for its people (`Venezolaner`), masculine nominative singular."""
    return {i: row["form"] for row in reversed(load("states")) for i in split(row["inhabitant"])}


@cache
def first_names() -> dict[str, str]:
    """Known first names, folded, and the gender of their bearers (empty if both)."""
    return {folded(row["form"]): row["gender"] for row in load("first_names")}


@lru_cache(maxsize=50_000)
def first_name_gender(name: str) -> str | None:
    """m, f or empty (both) for a known first name, None for an unknown one."""
    whole = first_names().get(folded(name))
    if whole is not None or name.count("-") != 1:
        return whole
    first, _, second = name.partition("-")
    return first_names().get(folded(first)) if folded(second) in first_names() or len(second) < 7 else None
