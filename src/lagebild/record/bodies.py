"""Joins names of one body, state or place: inflected, with an article or a legal form, or abbreviated."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from lagebild.record.body_names import stems
from lagebild.record.body_register import part_of
from lagebild.record.body_seats import Seat, seat_of, seats_of
from lagebild.record.clusters import Clusters, Group
from lagebild.record.spellings import Words, bare_genitives, sounds, transliterated


def merge_bodies(groups: Sequence[Group], clusters: Clusters) -> None:
    """Join the groups of one body (`Deutsche Bank`, `der Deutschen Bank AG`, `DB`), abbreviations last.

    An abbreviation joins the body that a report explains it with, if all reports explain it with the same body.
    """
    groups = sorted(groups, key=lambda g: (g.words, g.key))
    _genitives(groups, clusters)
    _inflected(groups, clusters)
    _written_together(groups, clusters)
    _of_one_seat(groups, clusters)
    _abbreviations(groups, clusters)


def merge_registered(groups: Iterable[Group], clusters: Clusters) -> None:
    """Join the names of one body of the register (`IAEA`, `IAEO`)."""
    named: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in groups:
        if group.told is not None and group.told.body is not None:
            named[group.told.body.key].append(group)
    for (name, _), alike in sorted(named.items()):
        first, *others = sorted(alike, key=lambda g: g.key)
        for group in others:
            one, two = sorted((first.name, group.name))
            reason = f"“{one}” and “{two}” are names of one body, “{name}”"
            clusters.join(first.key, group.key, reason, in_one_report=True)


def merge_places(groups: Sequence[Group], clusters: Clusters) -> None:
    """Join the groups of one place or one state; a place with the name of a state's capital stays a place."""
    for kind in ("place", "state"):
        of_kind = sorted(
            (g for g in groups if (kind == "state") == any(m.kind == "state" for m in g.members)),
            key=lambda g: (g.words, g.key),
        )
        _genitives(of_kind, clusters)
        _written_together(of_kind, clusters)
        _transliterated(of_kind, clusters)
        _abbreviations(of_kind, clusters)


def _genitives(groups: Iterable[Group], clusters: Clusters) -> None:
    known = {g.words: g for g in groups if g.words}
    for words, group in known.items():
        for last in bare_genitives(words[-1]):
            bearer = known.get((*words[:-1], last))
            if bearer and bearer.weight[0] > group.weight[0]:
                reason = f"“{group.name}” is the genitive of “{bearer.name}”"
                clusters.join(group.key, bearer.key, reason, in_one_report=True)


def _inflected(groups: Iterable[Group], clusters: Clusters) -> None:
    blocks: dict[tuple[Words, str], list[Group]] = defaultdict(list)
    for group in groups:
        if len(kept := stems(group.words)) > 0:
            seat = seat_of(group.name)
            # the ending of a town's name is none of declension: Polizei Hall is not Polizei Halle
            blocks[kept, seat.town if seat is not None else ""].append(group)
    for block in blocks.values():
        for group in block[1:]:
            one, two = sorted((block[0].name, group.name))
            reason = f"“{one}” and “{two}” differ only in their endings, an article or a legal form"
            clusters.join(block[0].key, group.key, reason, in_one_report=True)


def _written_together(groups: Iterable[Group], clusters: Clusters) -> None:
    blocks: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if len(joined := "".join(group.words)) > 7:
            blocks[joined].append(group)
    for block in blocks.values():
        for group in block[1:]:
            if len(block[0].words) != len(group.words):
                one, two = sorted((block[0].name, group.name))
                reason = f"“{one}” and “{two}” differ only in where words are separated"
                clusters.join(block[0].key, group.key, reason, in_one_report=True)


def _of_one_seat(groups: Iterable[Group], clusters: Clusters) -> None:
    """Join what a town or a state has one of (`Landgericht Köln`, `Kölner Landgericht`).

    Where the adjective of no listed town may be that of two (*Haller*: Hall, Halle), it is joined with neither.
    """
    blocks: dict[tuple[str, str], list[tuple[Group, str]]] = defaultdict(list)
    for group in groups:
        for seat in sorted(_seats(group)):
            blocks[seat.body, seat.of].append((group, seat.town))
    for block in blocks.values():
        towns = sorted({town for _, town in block if town})
        parts = [[g for g, t in block if t == town] for town in towns] if len(towns) > 1 else [[g for g, _ in block]]
        for alike in parts:
            for group in alike[1:]:
                one, two = sorted((alike[0].name, group.name))
                reason = f"“{one}” and “{two}” are the same body of one town or state"
                clusters.join(alike[0].key, group.key, reason, in_one_report=True)


def _seats(group: Group) -> set[Seat]:
    """What the name of a group, or the register, says of a body by the word for it and its seat."""
    own = seat_of(group.name)
    known = seats_of(group.told.body) if group.told is not None and group.told.body is not None else frozenset()
    return {*known, *((own,) if own is not None else ())}


def _transliterated(groups: Iterable[Group], clusters: Clusters) -> None:
    """Join one-word places that differ only by transliteration (`Bagdad`, `Baghdad`)."""
    blocks: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if len(group.words) == 1 and len(group.words[0]) > 5:
            for sound in sounds(group.words[0]):
                blocks[sound].append(group)
    for sound in sorted(blocks):
        for left, right in itertools.pairwise(blocks[sound]):
            if transliterated(left.words[0], right.words[0]):
                reason = f"“{left.name}” and “{right.name}” are one name in two transliterations"
                clusters.join(left.key, right.key, reason, in_one_report=True)


def _abbreviations(groups: Sequence[Group], clusters: Clusters) -> None:
    """Join a group with one name to the one group that has this name and a fuller one."""
    bearers: dict[Hashable, set[str]] = defaultdict(set)
    for group in groups:
        for alias in group.aliases:
            if alias != " ".join(group.words) and not part_of(group.name):
                bearers[alias].add(group.key)
    known = {" ".join(group.words): group for group in groups}
    for group in groups:
        # a body with its abbreviation behind it
        short = group.name.rpartition(" ")[2]
        fuller = known.get(" ".join(group.words[:-1]))
        if fuller and short.isupper() and len(fuller.words) > 1 and short.casefold() in fuller.aliases:
            reason = f"“{short}” behind “{fuller.name}” is its abbreviation"
            clusters.join(group.key, fuller.key, reason, in_one_report=True)
    for group in groups:
        own = " ".join(group.words)
        # *Ausschuss des Bundestags* holds the name and is another body
        fuller_ones = [key for key in bearers.get(own, ()) if not _within(group.words, clusters.groups[key].words)]
        roots = {clusters.find(key) for key in fuller_ones} - {clusters.find(group.key)}
        if group.aliases - {own} or len(roots) != 1:
            continue
        fuller = clusters.groups[min(k for k in fuller_ones if clusters.find(k) in roots)]
        reason = f"“{group.name}” is short for “{fuller.name}” in a report"
        clusters.join(group.key, fuller.key, reason)


def _within(name: Words, longer: Words) -> bool:
    """True if a name, however inflected, is part of a longer one."""
    one, other = stems((*name, "x"))[:-1], stems((*longer, "x"))[:-1]
    return any(other[start : start + len(one)] == one for start in range(len(other) - len(one) + 1)) and one != other
