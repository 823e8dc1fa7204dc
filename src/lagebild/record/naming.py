"""A sighting that has a name, what the register says of it, and the name under which it is kept.

Who is called something is asked name by name: all sightings under one name stand together, and names are compared by what
:mod:`lagebild.record.name_keys` gives for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from lagebild.lexicon.bodies import Body, bodies
from lagebild.record.meant import Meant, meant, shown
from lagebild.record.places import is_listed_place
from lagebild.record.sighting import Sighting, fullest
from lagebild.record.spellings import Words, is_full, name_words, plain_name

FAMILY: Mapping[str, str] = {
    "person": "person",
    "organisation": "body",
    "group": "body",
    "state": "place",
    "place": "place",
}


class Naming(NamedTuple):
    """A sighting with a name; `told` is what the register of bodies says of it, None if it has no such name."""

    sighting: Sighting
    told: Meant | None = None

    @property
    def place(self) -> tuple[str, str]:
        """The report and the entity in it."""
        return self.sighting.report, self.sighting.key

    @property
    def family(self) -> str:
        """person, body or place, as the report has it."""
        return "body" if self.told is not None else FAMILY[self.sighting.kind]

    @property
    def words(self) -> Words:
        """The plain words of the name."""
        if self.told is not None:
            return tuple(plain_name(shown(self.sighting, self.told)).split())
        called = fullest(self.sighting)
        return name_words(called) if self.family == "person" else tuple(plain_name(called).split())

    @property
    def name(self) -> str:
        """What it is kept under: family and words, which is the id of an identity that nothing else tells apart."""
        return f"{self.family}:{'-'.join(self.words)}"

    @property
    def full(self) -> bool:
        """True for the full name of a person."""
        return self.family == "person" and is_full(fullest(self.sighting))


def words_of(name: str) -> Words:
    """The words of a name as it is kept."""
    return tuple(name.partition(":")[2].split("-"))


def named(sightings: Sequence[Sighting]) -> tuple[list[Naming], list[Sighting]]:
    """The sightings that have a name, and the mere descriptions; all sightings of their reports must be there."""
    names: list[Naming] = []
    described: list[Sighting] = []
    told = meant(sightings)
    for sighting in sightings:
        mine = told.get((sighting.report, sighting.key))
        # a state has its name even where only an adjective speaks of it, and so has a body in a compound (*SPD-Chef*);
        # other descriptions are nobody in particular
        bears = sighting.names or sighting.kind == "state" or _is_body(mine)
        if plain_name(sighting.name) and bears:
            names.append(Naming(_bare(sighting, mine), mine))
        else:
            described.append(sighting)
    return names, described


def _bare(sighting: Sighting, told: Meant | None) -> Sighting:
    """A sighting without what has told what it means, and, if it cannot be a person, without what tells people apart."""
    sighting = sighting._replace(outlet=None, ties=())
    words = name_words(fullest(sighting))
    listed = sighting.kind == "place" and len(words) == 1 and is_listed_place(words[0])
    if told is None and sighting.kind != "state" and not listed:
        return sighting
    return sighting._replace(offices=(), companions=(), published=None)


def _is_body(told: Meant | None) -> bool:
    """True if a report means one body of the register, by a name that is enough for it."""
    return told is not None and told.body is not None and told.enough


class Told(NamedTuple):
    """:class:`Meant` with bodies by their numbers in the register, short enough to be kept for each sighting."""

    body: int | None
    among: tuple[int, ...]
    shared: bool
    state: str
    enough: bool


def shortened(told: Meant | None) -> Told | None:
    """What the register says, to be kept as long as the register stays the same."""
    if told is None:
        return None
    numbers = _numbers()
    body = numbers[told.body] if told.body is not None else None
    return Told(body, tuple(numbers[one] for one in told.among), told.shared, told.state, told.enough)


def restored(told: Told | None) -> Meant | None:
    """What :func:`shortened` made short."""
    if told is None:
        return None
    known = bodies()
    body = known[told.body] if told.body is not None else None
    return Meant(body, tuple(known[one] for one in told.among), told.shared, told.state, told.enough)


@cache
def _numbers() -> Mapping[Body, int]:
    return {body: number for number, body in enumerate(bodies())}


def by_report(namings: Iterable[Naming]) -> dict[str, list[Naming]]:
    """The namings of each report."""
    found: dict[str, list[Naming]] = defaultdict(list)
    for naming in namings:
        found[naming.sighting.report].append(naming)
    return found
