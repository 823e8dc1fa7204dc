"""Joins what a report's own reading left apart: misread kinds, genitives and misspellings of one person's surname.

A writer who names two people with one surname in a report says which is meant. So a bare name that fits one person
of the report, and nobody else in it, is that person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from lagebild.record.clusters import Clusters, Group
from lagebild.record.places import is_listed_place
from lagebild.record.sighting import Sighting, fullest
from lagebild.record.spellings import REGNAL, Words, bare_genitives, name_words, slips, surnames

LONG = 7
"""Nobody has a surname of so many letters with one letter changed by chance."""

_WELL_KNOWN = 3
"""So many reports must name somebody in full before something that looks like a place can mean them."""


def misread(named: Iterable[Sighting]) -> set[tuple[str, str]]:
    """The sightings (report and key) that were read as places or bodies but are people.

    A place or body is a person if it has the full name of somebody whom more reports name as a person. A place of one
    word that no other report and no word list knows is a person if that is the surname of just one person in its report,
    or of just one person on record whom several reports name.
    """
    people: dict[Words, set[str]] = defaultdict(set)
    here: dict[tuple[str, str], set[Words]] = defaultdict(set)
    surnames: dict[str, set[Words]] = defaultdict(set)
    places: dict[Words, set[tuple[str, str]]] = defaultdict(set)
    for sighting in named:
        words = name_words(fullest(sighting))
        if sighting.kind == "person" and len(words) > 1:
            people[words].add(sighting.report)
            here[sighting.report, words[-1]].add(words)
            surnames[words[-1]].add(words)
        elif words and (sighting.kind == "place" or (sighting.kind == "organisation" and len(words) > 1)):
            places[words].add((sighting.report, sighting.key))
    found: set[tuple[str, str]] = set()
    for words, sightings in places.items():
        if len(words) > 1:
            found |= sightings if len(people.get(words, ())) > len(sightings) else set()
        elif len(sightings) == 1 and not is_listed_place(words[0]):
            bearers = surnames.get(words[0], set())
            ((report, _),) = sightings
            alone = len(bearers) == 1 and len(people[min(bearers)]) >= _WELL_KNOWN
            found |= sightings if alone or len(here.get((report, words[0]), ())) == 1 else set()
    return found


def merge_in_reports(
    full: Iterable[Group], bare: Iterable[Group], first_names: frozenset[str], clusters: Clusters
) -> None:
    """Join bare names, and names that differ in a doubled letter, with the one person of the report whom they fit."""
    present: dict[str, list[Group]] = defaultdict(list)
    reported: dict[str, dict[Words, int]] = defaultdict(dict)
    for group in full:
        reported[group.words[-1]][group.words] = len(group.evidence.reports)
        for report in group.evidence.reports:
            present[report].append(group)
    for report in sorted(present):
        _doubled(present[report], clusters)
    for group in bare:
        word = " ".join(group.words)
        (report,) = group.evidence.reports
        here = [g for g in present.get(report, ()) if not g.evidence.genders_differ(group.evidence)]
        fitting = [g for g in here if _borne(word, g, first_names)]
        # the reader would have joined the surname itself, if nothing spoke against it: another bearer may be meant
        others = {words for words, times in reported.get(word, {}).items() if times > 1} - {g.words for g in here}
        if others:
            continue
        if not fitting and len(word) >= LONG and word not in reported:
            fitting = [g for g in here if len(g.words[-1]) >= LONG and set(slips(word)) & set(slips(g.words[-1]))]
        if len({clusters.find(g.key) for g in fitting}) == 1 and not any(g.words[0] == word for g in here):
            name = fitting[0].name
            reason = f"“{group.name}” alone is “{name}”: nobody else in the report bears such a name"
            clusters.join(group.key, fitting[0].key, reason, in_one_report=True)


def _borne(word: str, bearer: Group, first_names: frozenset[str]) -> bool:
    """True if a bare name, or the name it is the genitive of, is the last part of a name or a surname within it."""
    words = bearer.words
    if REGNAL.fullmatch(word):
        return words[-1] == word
    return any(
        form in surnames(bearer.name) or (form in words[1:-1] and form not in first_names and len(form) > 3)
        for form in (word, *bare_genitives(word))
    )


def _doubled(here: Sequence[Group], clusters: Clusters) -> None:
    """Names in a report that differ only in a doubled letter: a name and a misspelling of it."""
    alike: Mapping[str, list[Group]] = defaultdict(list)
    for group in here:
        alike[undoubled(" ".join(group.words))].append(group)
    for names in alike.values():
        for group in names[1:]:
            one, two = sorted((names[0].name, group.name))
            reason = f"“{one}” and “{two}” stand in one report and differ by a doubled letter"
            clusters.join(names[0].key, group.key, reason, in_one_report=True)


def undoubled(name: str) -> str:
    """A name with every doubled letter written once."""
    return re.sub(r"(.)\1", r"\1", name)
