"""Says when two titles are one office, if one person holds it at a time, and which offices nobody holds together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from lagebild.lexicon import load
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import word_set
from lagebild.record.spellings import plain_name

World = Literal["politics", "church", "sport", "business", "arts"]

_NOMINALISED = re.compile(
    r"(vorsitzend|abgeordnet|verordnet|beauftragt|gesandt|deputiert|delegiert|kommandierend)e[rnms]?$"
)
_FEDERAL = re.compile(r"^bundes ?(?=(?:\w*minister|kanzler)$)")
_WORLDS: Mapping[str, World] = {
    "government": "politics",
    "parliament": "politics",
    "party": "politics",
    "church": "church",
    "sport": "sport",
    "company": "business",
}


class _Single(NamedTuple):
    office: str
    needs_body: bool


@lru_cache(maxsize=16384)
def title_key(title: str) -> str:
    """What both genders of a title have in common: `Außenministerin`, `Außenminister` and `Bundesaußenminister`."""
    plain = plain_name(title)
    if plain.endswith("in") and len(plain) > 5:
        plain = plain[:-2]
    return _FEDERAL.sub("", _NOMINALISED.sub(r"\1", plain))


@lru_cache(maxsize=16384)
def office_key(title: str) -> str:
    """The office behind a title, where several words name it: `Premier`, `Premierminister` and `Ministerpräsident`."""
    found = _single(title)
    return found.office if found else title_key(title)


def one_person(title: str, of: str | None) -> bool:
    """True if one person at a time holds an office; False if that depends on a body which is not known."""
    found = _single(title)
    return found is not None and (of is not None or not found.needs_body)


def gender(title: str) -> str:
    """`f` for a title in its feminine form, `m` for a masculine one; empty if the form can be both (`Abgeordnete`)."""
    plain = plain_name(title)
    if plain.endswith("in") and title_key(title) in _worlds():
        return "f"
    return "m" if world(title) is not None and not _NOMINALISED.search(plain) else ""


@lru_cache(maxsize=16384)
def world(title: str) -> World | None:
    """The walk of life of a title, by the office it ends in; None if many walks of life have such offices."""
    key = title_key(title).split(" ")[-1]
    fitting = [form for form in _by_end().get(key[-4:], ()) if key.endswith(form)]
    return _worlds()[max(fitting, key=len)] if fitting else None


@lru_cache(maxsize=16384)
def calling(description: str) -> str | None:
    """The trade of sport or of the arts that a word beside a name tells, as a title; None for any other word."""
    here = noun(description)
    if here is None or here.kind == "office" or here.number == "Plur":
        return None
    return here.base if world(here.base) in ("sport", "arts") else None


@cache
def states() -> frozenset[str]:
    """The plain names of today's states."""
    return frozenset(plain_name(row["form"]) for row in load("states") if row["level"] == "state")


@cache
def _worlds() -> Mapping[str, World | None]:
    offices = {title_key(row["form"]): _WORLDS.get(row["field"]) for row in load("offices")}
    trades: dict[str, World | None] = {title_key(word): "sport" for word in word_set("trades_of_sport")}
    trades |= {title_key(word): "arts" for word in word_set("trades_of_the_arts")}
    return trades | offices


@cache
def _by_end() -> Mapping[str, list[str]]:
    ends: dict[str, list[str]] = {}
    for form in _worlds():
        ends.setdefault(form[-4:], []).append(form)
    return ends


@cache
def _singles() -> tuple[Mapping[str, _Single], tuple[str, ...]]:
    rows = load("single_offices")
    words = {title_key(r["form"]): _Single(title_key(r["office"] or r["form"]), r["of"] != "none") for r in rows}
    ends = tuple(title_key(r["form"]) for r in rows if r["compound"] == "yes")
    return {word: single for word, single in words.items() if word not in ends}, ends


@lru_cache(maxsize=16384)
def _single(title: str) -> _Single | None:
    words, ends = _singles()
    key = title_key(title)
    if key in words:
        return words[key]
    # a minister without a department is one of many
    if " " not in key and key not in ends and any(key.endswith(end) for end in ends):
        return (
            None if re.match(r"(staats|bundes|vize|ex|premier|kabinetts|landes)minister$", key) else _Single(key, True)
        )
    return None
