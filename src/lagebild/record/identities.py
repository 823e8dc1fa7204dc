"""Who is who across reports: a pure function from sightings to identities, the same in any order of reports.

Two named sightings are one when a name of theirs is the same but for case, accents and punctuation. A sighting that
knows only a short name (a surname, an abbreviation) joins the identity that bears it as a further name, if just one
does. A mere description (*the police*, *demonstrators*) is nobody across reports: it stays with its report.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lagebild.reading import EntityKind

_FAMILY: Mapping[str, str] = {
    "person": "person",
    "organisation": "body",
    "group": "body",
    "state": "place",
    "place": "place",
}


class Sighting(NamedTuple):
    """An entity of one report: `names` are its mentions that are names (empty for a mere description).

    What tells namesakes apart: `offices` are the titles that the report gives, each with the name of the body whose
    office it is (None where none is named), `companions` the full names of the report's other people, `published` its
    ISO date.
    """

    report: str
    key: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    offices: tuple[tuple[str, str | None], ...] = ()
    companions: tuple[str, ...] = ()
    published: str | None = None


class Judgement(NamedTuple):
    """An editor's word that two names (or ids of identities) mean the same one, or two different ones."""

    same: bool
    left: str
    right: str


class Known(NamedTuple):
    """Somebody or something that an outside list knows: all its names are one; `kind` is None where it does not say."""

    name: str
    aliases: tuple[str, ...]
    kind: EntityKind | None
    wikidata: str | None


class Identity(NamedTuple):
    """Somebody or something on record: `id` is readable and stable, `name` the fullest, `names` all of them.

    `reasons` say why sightings under different names were merged, a short sentence each; `wikidata` is the id that a
    list of known ones gives it.
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    sightings: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...] = ()
    wikidata: str | None = None


def plain_name(name: str) -> str:
    """A name without case, accents and punctuation, words apart by one blank: what two spellings have in common."""
    folded = unicodedata.normalize("NFKD", name.replace("ß", "ss").casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in folded if not unicodedata.combining(c))))


def identify(
    sightings: Iterable[Sighting], *, judgements: Iterable[Judgement] = (), known: Iterable[Known] = ()
) -> list[Identity]:
    """The identities of all sightings, ordered by id. Linear in the number of sightings."""
    groups: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        groups[_key(sighting)].append(sighting)
    home = _joined(groups)
    declared = [(j.left, j.right) for j in judgements if j.same]
    declared += [(entry.name, alias) for entry in known for alias in entry.aliases]
    for left, right in declared:
        ends = {home.get(key, key) for key in groups if {plain_name(left), plain_name(right)} & _handles(key)}
        for end in ends - {min(ends, default="")}:
            home |= {key: min(ends) for key in groups if home.get(key, key) == end}
    merged: dict[str, list[Sighting]] = defaultdict(list)
    for key, members in groups.items():
        merged[home.get(key, key)].extend(members)
    return [_identity(key, members) for key, members in sorted(merged.items())]


def _handles(key: str) -> set[str]:
    return {plain_name(key), plain_name(key.partition(":")[2])}


def _fullest(sighting: Sighting) -> str:
    """A sighting's name; without its genitive -s where the report has the bare name too."""
    bare = sighting.name.removesuffix("s")
    return bare if bare != sighting.name and bare in sighting.names else sighting.name


def _key(sighting: Sighting) -> str:
    family = _FAMILY[sighting.kind]
    plain = plain_name(_fullest(sighting))
    # a state has its name even where only an adjective speaks of it; other descriptions are nobody in particular
    if not plain or not (sighting.names or sighting.kind == "state"):
        return f"{family}:{sighting.report}/{sighting.key}"
    return f"{family}:{plain.replace(' ', '-')}"


def _joined(groups: Mapping[str, list[Sighting]]) -> dict[str, str]:
    """Where a group's only name is a further name of exactly one other group with a longer name: that group's key."""
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, members in groups.items():
        family = key.partition(":")[0]
        for member in members:
            for name in member.names:
                bearers[family, plain_name(name)].add(key)
    joined = {}
    for key, members in groups.items():
        plains = {plain_name(name) for member in members for name in (_fullest(member), *member.names)}
        if len(plains) != 1:
            continue
        own = plains.pop()
        others = {
            other
            for other in bearers[key.partition(":")[0], own]
            if other != key and plain_name(_fullest(groups[other][0])) != own
        }
        if len(others) == 1:
            joined[key] = others.pop()
    return joined


def _identity(key: str, members: list[Sighting]) -> Identity:
    members = sorted(members)
    forms = {name for member in members for name in (_fullest(member), *member.names)}
    written = sorted(name for name in forms if not (name.endswith("s") and name[:-1] in forms))
    # the fullest name; of two equally long ones the one with accents, which a careless outlet drops
    name = max(map(_fullest, members), key=lambda n: (len(plain_name(n)), not n.isascii(), n))
    kinds = [m.kind for m in members if _fullest(m) == name]
    return Identity(
        id=key,
        kind=max(sorted(set(kinds)), key=kinds.count),
        name=name,
        names=tuple(written),
        sightings=tuple((m.report, m.key) for m in members),
    )
