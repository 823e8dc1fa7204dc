"""The names of the register of bodies as reports write them: who bears a name, and if it is enough to know whom it means.

The *Bundesrat* of Germany, of Austria and of Switzerland are three bodies with one name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from lagebild.lexicon.bodies import MEDIA, Body, bodies
from lagebild.lexicon.gazetteer import known
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed_map, word_tuple
from lagebild.record.body_names import stems
from lagebild.record.spellings import Words, bare_genitives, plain_name

Borne = tuple[tuple[Body, bool], ...]
"""The bodies that bear a name, and for each if the name is enough: not if it is plain or bodies elsewhere may have it."""

GERMAN = ("Deutschland", "Österreich", "Schweiz", "Liechtenstein")
"""States whose bodies the register has."""

_INITIALS = 4
"""So few capitals are initials, which bodies abroad that no list has may have as well."""

_OF_ANY_STATE = frozenset(("party", "armed_group", "union", "association", "university", "parliament"))

_LONG = 9
"""A word of more letters may lose an ending; a shorter one may be a name with it."""

_SCORE = re.compile(r"(.+\D) \d")
"""A club before what it scored (`SV Halve 2`)."""


def part_of(name: str) -> bool:
    """True if a name says that its bearer is only a part of a body (`SPD-Fraktion`, `Jugend der Bergpartei`)."""
    return any(word.endswith(_plain("parts_of_bodies")) for word in plain_name(name).split())


@cache
def _plain(words: str) -> Words:
    return tuple(plain_name(word) for word in word_tuple(words))


@lru_cache(maxsize=4096)
def country_of(outlet: str) -> str:
    """The state in which an outlet appears, by its name or the end of its address; empty if unknown."""
    states = {body.state for body, _ in bearers(outlet) if body.kind in MEDIA}
    if len(states) == 1:
        return states.pop()
    end = outlet.rstrip("/ ").rpartition(".")[2].casefold()
    return closed_map("states_by_code").get(end, "") if "." in outlet else ""


@lru_cache(maxsize=65536)
def bearers(name: str) -> Borne:
    """The bodies that bear a name, in any inflected form.

    A noun for bodies may stand before the name (`Nachrichtenagentur Xinhua`, `Autobauer Opel`), if the name behind it is
    one body's alone.
    """
    found = _borne(name)
    if found or part_of(name):
        return found
    head, _, rest = name.partition(" ")
    if rest[:1].isupper() and (behind := _borne(rest)) and _describes(head):
        found = behind
    elif (match := _SCORE.fullmatch(name)) is not None:
        found = tuple(bearer for bearer in _borne(match[1]) if bearer[0].kind == "club")
    return found if len(found) == 1 and found[0][1] else ()


def _describes(word: str) -> bool:
    """True for a noun that says before a name what sort of body it is: *Nachrichtenagentur*, *Elektronikriesen*."""
    here = noun(word)
    sort = word[:1].isupper() and word.lower().endswith(word_tuple("ends_of_nouns_before_bodies"))
    return sort or (here is not None and here.kind == "organisation")


def is_shared(name: str) -> bool:
    """True if several bodies of the register have a name, or if it is not enough to know the one that has it."""
    found = bearers(name)
    return len(found) > 1 or any(not enough for _, enough in found)


def _borne(name: str) -> Borne:
    plain = plain_name(name)
    exact, inflected = _index()
    if found := exact.get(plain):
        return found
    bare = stems(tuple(plain.split()))
    if found := inflected.get(bare):
        return found
    if len(bare) != 1:  # one word is left of *Siemens AG*
        return ()
    forms = (bare[0], *bare_genitives(bare[0]), *_long_stems(bare[0]))
    return next((exact[form] for form in forms if form in exact), ())


def _long_stems(word: str) -> tuple[str, ...]:
    """What a long word may be without an ending (`Bundeskriminalamtes`); short names have none that is sure."""
    return tuple(word[: -len(end)] for end in ("es", "e", "s") if len(word) > _LONG and word.endswith(end))


@cache
def _index() -> tuple[Mapping[str, Borne], Mapping[Words, Borne]]:
    """The bearers of each plain name, and of the stems of each name of several words."""
    exact: dict[str, dict[tuple[str, str], tuple[Body, bool]]] = defaultdict(dict)
    inflected: dict[tuple[str, ...], dict[tuple[str, str], tuple[Body, bool]]] = defaultdict(dict)
    for body in bodies():
        for name in body.names:
            plain = plain_name(name)
            enough = name not in body.plain and not _elsewhere(name, body)
            before = exact[plain].get(body.key, (body, False))[1]
            exact[plain][body.key] = (body, enough or before)
            words = tuple(plain.split())
            if len(stem := stems(words)) > 1:
                inflected[stem][body.key] = (body, enough and inflected[stem].get(body.key, (body, True))[1])
    return (
        {name: tuple(found.values()) for name, found in exact.items()},
        {name: tuple(found.values()) for name, found in inflected.items()},
    )


def _elsewhere(name: str, body: Body) -> bool:
    """True for a name that bodies of unlisted states may bear as well: initials (`PPP`), *Neue Demokratische Partei*.

    Everybody knows whose the initials of a secret service or an agency are.
    """
    if not body.state or body.state in GERMAN or body.kind not in _OF_ANY_STATE:
        return False
    if len(name) <= _INITIALS and name.isupper():
        return True
    return all(word.startswith(_plain("words_of_any_party")) for word in plain_name(name).split())


@lru_cache(maxsize=16384)
def state_of(name: str) -> str:
    """The state that a name of a state, a region or a town belongs to; empty if it is none."""
    here = known(name)
    if here is None or here.kind not in ("state", "place"):
        return ""
    return closed_map("states_of_regions").get(here.state, here.state)
