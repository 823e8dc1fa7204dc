"""What names are found by when they are compared: keys that every two names share of which one may bear on the other.

:func:`lagebild.record.identities.resolve` over the names that hang together by these keys gives what it gives over all
names, so a new report is compared only with those. A key too many costs time, a key too few a wrong answer: each rule
of :mod:`lagebild.record.people`, :mod:`lagebild.record.bodies`, :mod:`lagebild.record.bare_names` and
:mod:`lagebild.record.one_report` has its key here.

Names that only *give* something under a key (the full names with one surname) do not hang together by it, unless there is
one that *asks* (the bare surname).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from lagebild.record.bare_names import first_names, is_front, sounds_of, without_particles
from lagebild.record.body_names import stems
from lagebild.record.body_register import part_of
from lagebild.record.body_seats import seat_of, seats_of
from lagebild.record.naming import Naming, words_of
from lagebild.record.one_report import LONG, undoubled
from lagebild.record.people import likenesses, run_parts
from lagebild.record.places import is_listed_place
from lagebild.record.sighting import fullest
from lagebild.record.spellings import (
    ARTICLES,
    REGNAL,
    Words,
    bare_genitives,
    is_full,
    name_words,
    plain_name,
    slips,
    sounds,
    surnames,
    untitled,
    usual,
)

_TOGETHER = 7
"""Shorter names are not compared by what they are without blanks."""

_SOUNDED = 5
"""Shorter names of places are not compared by their sounds."""


class Key(NamedTuple):
    """A key as a number that a column takes; `gives`: not by itself a reason to compare with others that give it."""

    number: int
    gives: bool = False


def number(*parts: str) -> int:
    """The number of a key."""
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def _meets(*parts: str) -> Key:
    return Key(number(*parts))


def _gives(*parts: str) -> Key:
    return Key(number(*parts), gives=True)


def keys_of(name: str, namings: Collection[Naming], misreadable: Collection[Naming] = ()) -> set[Key]:
    """The keys of a name (as :attr:`Naming.name` has it) for all its sightings; of those that are alike one is enough.

    `misreadable` are the sightings of the same words that were read as those of a place or a body.
    """
    words = words_of(name)
    found = {_gives("handle", form) for naming in namings for form in _handles(name, words, naming)}
    if name.startswith("person:"):
        found |= set(_person(words, [*namings, *misreadable]))
    else:
        found |= set(_body(name, words, namings))
        found |= set(_misreadable(namings))
    return found | {Key(one) for one in misread_numbers(namings)}


def misread_numbers(namings: Iterable[Naming]) -> set[int]:
    """What a person's full name, and a place or body that may be that person, are found by."""
    return {
        number("misread", *words)
        for naming in namings
        if naming.told is None and len(words := name_words(fullest(naming.sighting))) > 1
    }


def handle(form: str) -> int:
    """What the names that an editor or a user's list may mean by some words are found by."""
    return number("handle", form)


def forms(called: str) -> tuple[str, ...]:
    """The words by which something that an editor or a user's list names may be found."""
    return called.partition("~")[0], plain_name(called), " ".join(name_words(called))


def _handles(name: str, words: Words, naming: Naming) -> Iterator[str]:
    yield from (name, " ".join(words), plain_name(naming.sighting.name), plain_name(fullest(naming.sighting)))
    if naming.told is None and naming.family != "person":  # it may be a person
        person = name_words(fullest(naming.sighting))
        yield from (f"person:{'-'.join(person)}", " ".join(person))


def _person(words: Words, namings: Sequence[Naming]) -> Iterator[Key]:
    called = {fullest(naming.sighting) for naming in namings}
    aliases = {plain_name(said) for naming in namings for said in naming.sighting.names}
    if any(map(is_full, called)):
        yield from _full(words, called, aliases)
    if not all(map(is_full, called)):
        yield from _bare(words)


def _full(words: Words, called: Iterable[str], aliases: Iterable[str]) -> Iterator[Key]:
    name = " ".join(words)
    yield _gives("words", name)
    yield from (_meets("words", *_joined(words[:-1], last)) for last in bare_genitives(words[-1]))
    if len(words) > 2:
        yield _meets("words", " ".join(words[:-1]))
    if sum(map(len, words)) > _TOGETHER:
        yield _meets("together", "".join(usual(words, articles=True)))
    yield _meets("doubled", undoubled(name))
    yield _gives("usual", " ".join(usual(words)))
    if len(words) > 3 and words[-2] in ARTICLES:
        yield _meets("usual", " ".join(usual(words)[:-1]))
    yield from (_meets("alike", repr(one)) for one in likenesses(words))
    for alias in aliases:
        yield _gives("surname", alias)
        yield from (_meets("words", one) for one in {alias, untitled(alias)} if " " in one and one != name)
        if alias not in words and alias not in first_names():
            yield _meets("words", f"{words[0]} {alias}")
    # the end of a longer name (*von Demm*) asks for it as a bare name does
    yield from (_meets("surname", form) for form in without_particles(words))
    for borne in {surname for one in called for surname in surnames(one)} | {words[-1]}:
        yield _gives("surname", borne)
        yield from (_gives("sounds", key) for key in sounds_of(borne))
    if REGNAL.fullmatch(words[-1]):
        reigned = " ".join(words[:-1])
        yield _gives("surname", reigned)
        yield from (_gives("sounds", key) for key in sounds_of(reigned))
    elif is_front(words):
        yield _gives("surname", words[0])


def _joined(front: Words, last: str) -> tuple[str]:
    return (" ".join((*front, last)),)


def _bare(words: Words) -> Iterator[Key]:
    plain = without_particles(words)
    yield from (_meets("surname", form) for word in plain for form in (word, *bare_genitives(word)))
    yield from (_meets("sounds", key) for key in sounds_of(plain[-1]))
    if len(words) > 1:
        yield _gives("surname", words[-1])


def _misreadable(namings: Collection[Naming]) -> Iterator[Key]:
    """A place of one word that no list knows may be the surname of a person, if one report has it."""
    for words in {
        words
        for naming in namings
        if naming.sighting.kind == "place" and naming.told is None and _is_lone(words := _called(naming))
    }:
        yield _meets("lone place", *words)
        yield from _bare(words)


def _called(naming: Naming) -> Words:
    return name_words(fullest(naming.sighting))


def _is_lone(words: Words) -> bool:
    return len(words) == 1 and not is_listed_place(words[0])


def _body(name: str, words: Words, namings: Collection[Naming]) -> Iterator[Key]:
    family = name.partition(":")[0]
    groups: dict[tuple[str, ...], list[Naming]] = defaultdict(list)
    for naming in namings:
        if naming.told is not None:
            mark = naming.told.mark(naming.sighting)
            # what the register leaves open is a group of its own in each report
            groups[(mark, *(naming.sighting.names if "/" in mark else ()))].append(naming)
            if naming.told.body is not None:
                yield _meets("register", *naming.told.body.key)
        else:
            groups[("",)].append(naming)
    own = " ".join(words)
    yield _gives(family, "words", own)
    if not words:
        return
    yield from (_meets(family, "words", *_joined(words[:-1], last)) for last in bare_genitives(words[-1]))
    if len(words) > 2:
        yield _meets(family, "words", " ".join(words[:-1]))
    if family == "body":
        yield _meets("stems", *stems(words))
        told = {naming.told.body for naming in namings if naming.told is not None and naming.told.body is not None}
        seats = {seat for naming in namings if (seat := seat_of(fullest(naming.sighting))) is not None}
        for seat in seats.union(*map(seats_of, told)):
            yield _meets("seat", seat.body, seat.of)
    elif len(words) == 1 and len(words[0]) > _SOUNDED:
        yield from (_meets("place sounds", sound) for sound in sounds(words[0]))
    if len(together := "".join(words)) > _TOGETHER:
        yield _meets(family, "together", together)
    for members in groups.values():
        aliases = {plain_name(said) for naming in members for said in naming.sighting.names} - {own}
        if not aliases:
            yield _meets(family, "short", own)
        if not all(part_of(fullest(naming.sighting)) for naming in members):
            yield from (_gives(family, "short", alias) for alias in aliases)


def here(namings: Sequence[Naming]) -> dict[tuple[str, str], tuple[int, ...]]:
    """The keys of one report: what holds a bare name and a full one together that only one report compares."""
    bare: dict[str, list[Naming]] = defaultdict(list)
    full: list[tuple[Words, Naming]] = []
    for naming in namings:
        if naming.told is not None:
            continue
        words = _called(naming)
        if naming.family == "person" and not naming.full:
            bare[" ".join(words)].append(naming)
        elif naming.family == "person" or len(words) > 1:
            full.append((words, naming))
        elif naming.sighting.kind == "place" and _is_lone(words):
            bare[" ".join(words)].append(naming)
    forms_of: dict[str, set[str]] = defaultdict(set)
    slipped: dict[str, set[str]] = defaultdict(set)
    for word in bare:
        for form in (word, *bare_genitives(word)):
            forms_of[form].add(word)
        if len(word) >= LONG:
            for rest in slips(word):
                slipped[rest].add(word)
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for words, naming in full:
        near = {word for middle in words[:-1] for word in forms_of.get(middle, ())}
        if len(words[-1]) >= LONG:
            near |= {word for rest in slips(words[-1]) for word in slipped.get(rest, ())}
        for word in near:
            key = number("here", naming.sighting.report, word, *words)
            for one in (naming, *bare[word]):
                found[one.place].add(key)
    return {place: tuple(sorted(keys)) for place, keys in found.items()}


class Facts(NamedTuple):
    """Keys under which a person's name gives what others only count, and those of names on which its own part depends.

    `gives` maps each of its keys to what is counted there (how many names begin with a word …); `asks` are keys under which
    it is found when what it depends on changes.
    """

    gives: dict[int, str]
    asks: tuple[int, ...]


def facts(words: Words, *, full: bool) -> Facts:
    """What a person's name tells about other names: a full one what stands beside what in it, each that it is there."""
    gives: dict[int, str] = {}
    if full:
        if words[0] not in first_names():
            gives[first(words[0])] = " ".join(words)
        gives[last(words[-1])] = " ".join(words)
        gives |= {within(word): words[0] for word in words[1:]}
    asks = [is_there(part) for part in run_parts(words)]
    if len(words) > 2:
        asks.append(asks_within(words[-2]))
    return Facts(gives, tuple(asks) if full else ())


def first(word: str) -> int:
    """Under this are the full names that begin with a word."""
    return number("fact first", word)


def last(word: str) -> int:
    """Under this are the full names that end with a word."""
    return number("fact last", word)


def within(word: str) -> int:
    """Under this are the full names that have a word behind the first one."""
    return number("fact within", word)


def is_there(words: Words) -> int:
    """Under this stand the names that are several names run together if a name is on record."""
    return number("fact there", *words)


def asks_within(word: str) -> int:
    """Under this are the names that may be another one with a second surname: who else bears the first one counts."""
    return number("fact asks within", word)
