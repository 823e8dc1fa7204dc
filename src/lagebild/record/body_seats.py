"""Bodies that a report names by what they are and where: *die Kölner Polizei*, *das Verteidigungsministerium Russlands*.

A town has one police and one *Landgericht*, a state one ministry of defence. So the word for such a body and its seat
are as good as a name, in whatever order they stand: *Landgericht Köln* is *das Kölner Landgericht*. Which words these are
stands in `word_sets.tsv` (`bodies_of_towns`, `bodies_of_states`); *ein Gericht in Köln* or *eine russische Bank* is not
among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from lagebild.lexicon.bodies import PUBLIC, Body
from lagebild.lexicon.gazetteer import adjective_place, adjective_state, known
from lagebild.lexicon.nouns import noun, thing_gender
from lagebild.lexicon.words import closed, closed_map, word_set, word_tuple
from lagebild.reading import Entity, Reading
from lagebild.record.spellings import plain_name

_BETWEEN = re.compile(r" (?:(?:von|der|des|in) )?")
"""What stands between the word for a body and its seat behind it."""

_NAME = re.compile(r"(?P<noun>[^\W\d_]+)(?P<link> (?:von |der |des |in )?)(?P<seat>[^\W\d_].*)")
_ADJECTIVE = re.compile(r"(?P<adjective>[^\W\d_][\w-]*) (?P<noun>[^\W\d_]+)")

_SHORTEST = 5
"""An adjective of a town that no list has has more letters."""

_ENDINGS = {"f": "e", "n": "es", "m": "er", "pl": "e", "": "e"}


class Seat(NamedTuple):
    """What a body is, where many have one, and what it belongs to, each as a plain word.

    `of` is the state or land, or what the town's name and its adjective have in common; `town` is the town's name, empty for
    a state and where only an adjective of a town that no list has tells it.
    """

    body: str
    of: str
    town: str = ""


@lru_cache(maxsize=65536)
def seat_of(name: str) -> Seat | None:
    """What a name says of a body by its word and its seat; None for any other name.

    *Kölner Landgericht* and *Landgericht Köln* give the same, and so do *russisches Verteidigungsministerium* and
    *Verteidigungsministerium Russlands*.
    """
    before = _ADJECTIVE.fullmatch(name)
    if before is not None and (what := _sort(before["noun"])) is not None:
        of = _of_adjective(before["adjective"])
        return _seat(what, of) if of is not None else None
    behind = _NAME.fullmatch(name)
    if behind is not None and (what := _sort(behind["noun"])) is not None:
        of = _of_name(behind["seat"])
        if of is not None and (behind["link"] != " in " or (not of.land and _is_court(what))):
            return _seat(what, of)
    return None


@cache
def seats_of(body: Body) -> frozenset[Seat]:
    """What the names of a body of the register say; a bare word for a body of a state is enough, as its state is known."""
    found = {seat for name in body.names if (seat := seat_of(name)) is not None}
    if body.state and body.kind in PUBLIC:
        words = (what for name in body.names if " " not in name and (what := _sort(name)) is not None)
        found |= {seat for what in words if (seat := _seat(what, _Of(body.state, land=True))) is not None}
    return frozenset(found)


def seated(reading: Reading) -> Mapping[str, str]:
    """Names for the bodies that a report only describes, by entity: the word for it and the seat that stands beside it.

    A body with two seats has no name: a reader took two for one.
    """
    seats = _Seats(reading)
    found = {}
    for entity in reading.entities:
        if entity.kind in ("organisation", "group") and not entity.name_spans:
            names = {
                (seat.body, seat.of): name for name in _names(entity, seats) if (seat := seat_of(name)) is not None
            }
            if len(names) == 1:
                (found[entity.id],) = names.values()
    return found


class _Seats:
    """Where a report has the words for states and places: all by their last code point, the names by the first."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        places = [entity for entity in reading.entities if entity.kind in ("state", "place")]
        self.ends = {mention.end: mention.start for place in places for mention in place.mentions}
        self.starts = {name.start: name.end for place in places for name in place.name_spans}


def _names(entity: Entity, seats: _Seats) -> Iterable[str]:
    text = seats.text
    for mention in reversed(entity.mentions):  # of two names for one seat the first is kept
        what = _sort(mention.of(text))
        if what is None:
            continue
        between = _BETWEEN.match(text, mention.end)
        if between is not None and between.end() in seats.starts:
            yield f"{what}{between[0]}{text[between.end() : seats.starts[between.end()]]}"
        start = seats.ends.get(mention.start - 1)
        if start is not None and text[mention.start - 1] == " ":
            yield f"{_nominative(text[start : mention.start - 1], what)} {what}"


def _nominative(adjective: str, what: str) -> str:
    """The adjective of a state in the nominative; that of a town has no endings."""
    if adjective_state(adjective) is None or adjective == "Schweizer":
        return adjective
    stem = next((adjective[: -len(end)] for end in closed("adjective_endings") if adjective.endswith(end)), adjective)
    return stem[:1].lower() + stem[1:] + _ENDINGS[_gender(what)]


def _gender(what: str) -> str:
    here = noun(what)
    if here is not None and here.number == "Plur":
        return "pl"
    return "m" if what.lower().endswith(word_tuple("masculine_bodies")) else thing_gender(what)


@lru_cache(maxsize=4096)
def _sort(word: str) -> str | None:
    """The word for a sort of body that has a seat, in the nominative; None if a word is none, or means several."""
    if not word[:1].isupper():
        return None
    here = noun(word)
    base = here.base if here is not None else word
    if here is not None and here.number == "Plur" and _gender(base) != "pl":
        return None
    every = word_set("bodies_of_towns") | word_set("bodies_of_states")
    return next((form for form in (word, base) if form in every), None)


def _seat(what: str, of: _Of) -> Seat | None:
    fitting = word_set("bodies_of_states") if of.land else word_set("bodies_of_towns")
    if what not in fitting:
        return None
    plain = plain_name(of.name)
    # the Polizeipräsidium of a town is its police
    body = plain_name(closed_map("one_word_for_a_body").get(what, what))
    return Seat(body, plain) if of.land else Seat(body, _stem(plain), plain if of.sure else "")


class _Of(NamedTuple):
    """The name of a land or a town; `sure`: of an adjective that no list has, its ending has only been cut off."""

    name: str
    land: bool
    sure: bool = True


def _is_court(what: str) -> bool:
    """True for what sits in one house, so that *in* tells whose it is: police from elsewhere may act in a town."""
    return what.endswith(("gericht", "anwaltschaft"))


def _of_adjective(form: str) -> _Of | None:
    """The land or the town of an adjective."""
    if (state := adjective_state(form)) is not None:
        return _Of(state, land=True)
    if (town := closed_map("adjectives_of_towns").get(form)) is not None:
        return _Of(town, land=False)
    if (here := adjective_place(form)) is not None:
        return _Of(here.name, land=bool(here.level))
    unknown = form[:1].isupper() and form.endswith("er") and len(form) > _SHORTEST
    return _Of(form[:-2], land=False, sure=False) if unknown else None


def _of_name(words: str) -> _Of | None:
    """The land or the town whose name stands behind a word for a body."""
    here = known(words)
    if here is not None:
        return _Of(here.name, land=bool(here.level)) if here.kind in ("state", "place") else None
    return _Of(words, land=False) if words[:1].isupper() and " " not in words else None


def _stem(town: str) -> str:
    """What a town's name and its adjective have in common: *Bremen*, *Bremer*; *Dresden*, *Dresdner*; *Basel*, *Basler*."""
    end = next((e for e in ("en", "e") if town.endswith(e) and len(town) - len(e) > 2), "")
    town = re.sub(r"(?<=[^aeiou])n$", "", town.removesuffix(end))
    return re.sub(r"(?<=[^aeiou])e(?=l$)", "", town)
