"""Who is who across reports: a pure function from sightings to identities, the same in any order of reports.

Sightings under one name form a group (:mod:`lagebild.record.clusters`), unless what they say shows two people
(:mod:`lagebild.record.namesakes`) or bodies of several states (:mod:`lagebild.record.meant`). Groups are joined by an
editor's word, by a list of known people and bodies, by the register of bodies, and by the rules of
:mod:`lagebild.record.people` and :mod:`lagebild.record.bodies`; each join leaves a reason. A mere description (*the
police*, *demonstrators*) stays with its report and is not joined across reports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from lagebild.lexicon.bodies import Body
from lagebild.reading import EntityKind
from lagebild.record.around import NOTHING, Around
from lagebild.record.bodies import merge_bodies, merge_places, merge_registered
from lagebild.record.body_names import stems
from lagebild.record.clusters import Clusters, Group
from lagebild.record.meant import Meant, shown
from lagebild.record.namesakes import split
from lagebild.record.naming import FAMILY, Naming, named
from lagebild.record.one_report import misread
from lagebild.record.people import merge_people
from lagebild.record.sighting import Identity, Judgement, Known, Sighting, fullest
from lagebild.record.spellings import Words, bare_genitives, is_full, name_words, plain_name

__all__ = [
    "MARK",
    "Identity",
    "Judgement",
    "Known",
    "Resolved",
    "Sighting",
    "identify",
    "is_named",
    "mere",
    "plain_name",
    "resolve",
]

MARK = "~"
"""Comes before the part of an id that tells namesakes apart."""


def is_named(identity: str) -> bool:
    """True if an identity has a name; a mere description belongs to one report, and its id says so."""
    return MARK in identity or "/" not in identity


def identify(
    sightings: Iterable[Sighting], *, judgements: Iterable[Judgement] = (), known: Iterable[Known] = ()
) -> list[Identity]:
    """The identities of all sightings, ordered by id. About linear in the number of sightings.

    `judgements` come before everything else; if two contradict each other, *different* holds. The names in one entry of
    `known` are one. Entries with different Wikidata ids are different. A name in several entries, or of several
    namesakes, says nothing.
    """
    names, described = named(list(sightings))
    return sorted([*resolve(names, judgements=judgements, known=known).identities, *map(mere, described)])


def mere(described: Sighting) -> Identity:
    """The identity of a mere description: it belongs to its report."""
    place = described.report, described.key
    key = f"{FAMILY[described.kind]}:{described.report}/{described.key}"
    return Identity(key, described.kind, described.name, (described.name,), (place,))


class Resolved(NamedTuple):
    """Who has some names: the identities; for each sighting its group and the words of that.

    `weighed` are the ids of the identities with people whom only the company they keep may have joined: that depends on
    how often others are named.
    """

    identities: list[Identity]
    groups: dict[tuple[str, str], tuple[str, str]]
    weighed: set[str]


def resolve(
    namings: Sequence[Naming],
    *,
    judgements: Iterable[Judgement] = (),
    known: Iterable[Known] = (),
    around: Around = NOTHING,
) -> Resolved:
    """The identities of some names: of all, or of those that :mod:`lagebild.record.name_keys` holds together.

    `around` is what the rest of the record tells. The names that judgements and known entries speak of must be there with
    all that these speak of.
    """
    groups = _groups(namings)
    handles = _handles(groups)
    words = sorted(set(judgements))
    entries = sorted(known, key=lambda k: (k.name, k.aliases, k.kind or "", k.wikidata or ""))
    called = [_listed(entry, handles) for entry in entries]
    times = Counter(key for keys in called for key in keys)
    # which of several namesakes a list means, it does not say
    times.update(group.key for group in groups if group.namesake)
    listed = [sorted(key for key in keys if times[key] == 1) for keys in called]
    clusters = Clusters(groups, foes=_foes(groups, words, listed, handles), around=around)
    for judgement in words:
        if judgement.same:
            sides = _called(judgement.left, handles), _called(judgement.right, handles)
            both = sorted(sides[0] | sides[1]) if _clear(sides, clusters.groups) else []
            reason = f"an editor said that “{judgement.left}” and “{judgement.right}” are one"
            for key in both[1:]:
                clusters.join(both[0], key, reason, in_one_report=True, said=True)
    for entry, keys in zip(entries, listed, strict=True):
        for key in keys[1:]:
            reason = f"a list of known names has all of these for “{entry.name}”"
            clusters.join(keys[0], key, reason, in_one_report=True, said=True)
    by_family: dict[str, list[Group]] = {"person": [], "body": [], "place": []}
    for group in groups:
        by_family[group.family].append(group)
    merge_registered(by_family["body"], clusters)
    weighed = merge_people(by_family["person"], clusters, around)
    merge_bodies(by_family["body"], clusters)
    merge_places(by_family["place"], clusters)
    entry_of = {
        key: entry
        for entry, keys in zip(entries, listed, strict=True)
        for key in _meant(keys, _called(entry.name, handles), clusters)
    }
    found = _named(clusters, entry_of)
    groups_of = {(m.report, m.key): (group.key, " ".join(group.words)) for group in groups for m in group.members}
    of_people = {one.id for one in found if len(one.parts) > 1 or not weighed.isdisjoint(one.parts)}
    return Resolved(found, groups_of, of_people)


def _groups(namings: Sequence[Naming]) -> list[Group]:
    """The sightings by family and name. Somebody whom a report calls only by a surname is a group of that report.

    So is a body whose name several have, if the report does not say which of them it means.
    """
    blocks: dict[tuple[str, Words, str], list[Sighting]] = defaultdict(list)
    groups = []
    people = misread([naming.sighting for naming in namings if naming.told is None])
    bodies: dict[tuple[Words, str], list[tuple[Sighting, Meant]]] = defaultdict(list)
    for naming in namings:
        sighting, told = naming
        if told is not None:
            bodies[naming.words, told.mark(sighting)].append((sighting._replace(name=shown(sighting, told)), told))
            continue
        family = "person" if naming.place in people else naming.family
        words = name_words(fullest(sighting)) if family == "person" else naming.words
        alone = family == "person" and not is_full(fullest(sighting))
        blocks[family, words, f"{sighting.report}/{sighting.key}" if alone else ""].append(sighting)
    groups += [
        Group(
            f"body:{'-'.join(words)}{MARK * bool(mark)}{mark}",
            words,
            [sighting for sighting, _ in members],
            namesake=bool(mark),
            told=members[0][1],
        )
        for (words, mark), members in sorted(bodies.items())
    ]
    for (family, words, apart), members in sorted(blocks.items()):
        key = f"{family}:{'-'.join(words)}"
        if family == "person" and not apart:
            bearers = split(members)
            for mark, person in bearers:
                groups.append(Group(f"{key}{MARK}{mark}" if mark else key, words, person, namesake=len(bearers) > 1))
        else:
            groups.append(Group(f"{key}{MARK}{apart}" if apart else key, words, members))
    return groups


def _handles(groups: Iterable[Group]) -> dict[str, set[str]]:
    """The groups that a name or an id may mean: by key, by key without the namesake mark, by plain name."""
    handles: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for handle in (group.key, group.key.partition(MARK)[0], " ".join(group.words), plain_name(group.name)):
            handles[handle].add(group.key)
    return handles


def _called(name: str, handles: Mapping[str, set[str]]) -> set[str]:
    return handles.get(name) or handles.get(plain_name(name)) or handles.get(" ".join(name_words(name))) or set()


def _listed(entry: Known, handles: Mapping[str, set[str]]) -> set[str]:
    """The groups that an entry of `known` names."""
    family = FAMILY.get(entry.kind or "")
    called = {key for name in (entry.name, *entry.aliases) for key in _called(name, handles)}
    return {key for key in called if family in (None, key.partition(":")[0])}


def _clear(sides: tuple[set[str], set[str]], groups: Mapping[str, Group]) -> bool:
    """True if neither of two names may mean several namesakes, or if the namesakes themselves are declared one."""
    words = [Counter(groups[key].words for key in side if groups[key].namesake) for side in sides]
    return not any(n > 1 and not other[w] for one, other in (words, words[::-1]) for w, n in one.items())


def _meant(listed: Sequence[str], by_name: set[str], clusters: Clusters) -> list[str]:
    """The groups that an entry of `known` means among those with its names: not all, if an editor parted them."""
    roots = {clusters.find(key) for key in listed if key in by_name} or {clusters.find(key) for key in listed}
    return [key for key in listed if roots == {clusters.find(key)}]


def _foes(
    groups: Iterable[Group],
    judgements: Iterable[Judgement],
    listed: Sequence[Sequence[str]],
    handles: Mapping[str, set[str]],
) -> dict[str, frozenset[str]]:
    """The groups that each group must not be joined with."""
    foes: dict[str, set[str]] = defaultdict(set)

    def part(left: Iterable[str], right: Iterable[str]) -> None:
        for one in left:
            for other in right:
                if one != other:
                    foes[one].add(other)
                    foes[other].add(one)

    namesakes: dict[Words, list[str]] = defaultdict(list)
    for group in groups:
        if group.namesake and group.family == "person":  # the register keeps bodies apart
            namesakes[group.words].append(group.key)
    # an editor may know that two who seem to be namesakes are one
    one = [(_called(j.left, handles), _called(j.right, handles)) for j in judgements if j.same]
    for keys in namesakes.values():
        for key, other in combinations(keys, 2):
            if not any((key in a and other in b) or (other in a and key in b) for a, b in one):
                part({key}, {other})
    for judgement in judgements:
        if not judgement.same:
            part(_called(judgement.left, handles), _called(judgement.right, handles))
    for n, entry in enumerate(listed):
        for earlier in listed[:n]:
            part(entry, earlier)
    return {key: frozenset(others) for key, others in foes.items()}


def _named(clusters: Clusters, entry_of: Mapping[str, Known]) -> list[Identity]:
    """The identities of the clusters; an id that several would have gets a part that tells them apart."""
    built = []
    for members, reasons in clusters.result():
        best = max(members, key=lambda group: _rank(group, members))
        known = next((entry_of[g.key] for g in members if g.key in entry_of), None)
        built.append((best, members, reasons, known))
    taken = Counter(best.key.partition(MARK)[0] for best, *_ in built)
    return [
        _identity(best.key if taken[short := best.key.partition(MARK)[0]] > 1 else short, best, members, reasons, known)
        for best, members, reasons, known in built
    ]


def _rank(group: Group, members: Sequence[Group]) -> tuple[bool, bool, int, int, str]:
    """Ranks a group's name as the name of the cluster: full and not inflected first, then what most reports write."""
    if group.family == "person":
        full = group.full
        names = {member.words for member in members}
        inflected = any((*group.words[:-1], bare) in names for bare in bare_genitives(group.words[-1]))
    else:
        full = len(group.words) > 1
        alike = [m.words for m in members if len(m.words) == len(group.words) and stems(m.words) == stems(group.words)]
        inflected = any(len("".join(words)) < len("".join(group.words)) for words in alike)
    return full, not inflected, len(group.evidence.reports), len(group.name), group.key


def _identity(key: str, best: Group, members: Sequence[Group], reasons: Sequence[str], known: Known | None) -> Identity:
    sightings = sorted(s for group in members for s in group.members)
    forms = {name for s in sightings for name in (fullest(s), *s.names) if plain_name(name)}
    plain = {plain_name(form) for form in forms}
    # a genitive is no other name
    genitives = {p for p in plain if any(p[: -len(last)] + bare in plain for last, bare in _genitive_ends(p))}
    kinds = Counter(s.kind for s in best.members)
    body = next((g.told.body for g in members if g.told and g.told.body), None)
    name = known.name if known else body.name if body else best.name
    reasons = (*reasons, *sorted({why for group in members if group.told and (why := group.told.unclear(group.name))}))
    return Identity(
        id=key,
        kind="person" if best.family == "person" else _kind(kinds, body),
        name=name,
        names=tuple(sorted({f for f in forms if plain_name(f) not in genitives} | {name})),
        sightings=tuple((s.report, s.key) for s in sightings),
        reasons=tuple(reasons),
        wikidata=known.wikidata if known and known.wikidata else (body.wikidata or None) if body else None,
        parts=tuple(group.key for group in members),
    )


def _kind(kinds: Mapping[EntityKind, int], body: Body | None) -> EntityKind:
    """The kind that most sightings have; what the register has is no state and no place."""
    if body is not None and not kinds.keys() & {"organisation", "group"}:
        return "organisation"
    fitting = [kind for kind in sorted(kinds) if body is None or kind in ("organisation", "group")]
    return max(fitting, key=lambda kind: kinds[kind])


def _genitive_ends(plain: str) -> list[tuple[str, str]]:
    last = plain.rpartition(" ")[2]
    return [(last, bare) for bare in bare_genitives(last)]
