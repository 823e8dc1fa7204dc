"""Joins names that are all a report says: a surname, a first name, the end of a longer name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from lagebild.lexicon import load
from lagebild.record.clusters import CAREER_DAYS, Clusters, Group
from lagebild.record.spellings import (
    ARTICLES,
    PARTICLES,
    REGNAL,
    Words,
    bare_genitives,
    plain_name,
    sounds,
    transliterated,
    usual,
)
from lagebild.record.spellings import surnames as surnames_of

MOST_ALIKE = 12
"""In a larger block of similar names, each is compared only with its neighbours."""

AT_THE_TIME_DAYS = 730
"""Reports so far apart (in days) still count as of one time."""

_CLEAR = 3
"""One bearer of a surname is meant and not another if the evidence is so many times as strong."""

_WELL_KNOWN = 2
"""If nothing else tells, a surname alone means somebody only if so many reports name them in full."""


def ends_of_names(full: Sequence[Group]) -> list[Group]:
    """The groups whose names look full and are only the end of somebody's (`von Demm`, `Ben Ali`, `Lohm Sorén`)."""
    ends: set[str] = set()
    for group in full:
        ends.update(surnames_of(group.name))
    found = []
    for group in full:
        first, name = group.words[0], " ".join(group.words)
        if name in ends or (first in PARTICLES and first not in first_names()):
            found.append(group)
    return found


def join_ends(full: Sequence[Group], ends: Sequence[Group], clusters: Clusters) -> None:
    """Join the ends of names with those who bear them, as mere surnames are joined."""
    apart = {group.key for group in ends}
    bearers: dict[str, set[str]] = defaultdict(set)
    for group in full:
        if group.key not in apart:
            for surname in surnames_of(group.name):
                bearers[surname].add(group.key)
    for group in ends:
        roots = {clusters.find(key) for form in without_particles(group.words) for key in bearers[form]}
        # the second of two first names can be another person's first one
        second = group.words[0] in first_names() and group.words[0] != "ben"
        found = _bearer(group, roots, second, clusters)
        if found is not None:
            root, why = found
            reason = f"“{group.name}” alone is “{_name_of(root, clusters)}”: {why}"
            clusters.join(group.key, root, reason, in_one_report=len(roots) == 1)


def without_particles(words: Words) -> tuple[str, ...]:
    """What a surname may be: the longest end of a name first: with its particles, then without one after the other."""
    count = next((n for n, word in enumerate(words) if word not in PARTICLES and word not in ARTICLES), 0)
    return tuple(" ".join(words[n:]) for n in range(count + 1))


class _Bearers:
    """The groups with full names by what else they are called: surnames, other names, first words, sounds of surnames."""

    def __init__(self, full: Iterable[Group]) -> None:
        self.surnames: dict[str, set[str]] = defaultdict(set)
        self.others: dict[str, set[str]] = defaultdict(set)
        self._fronts: dict[str, set[str]] = defaultdict(set)
        self._sounds: dict[str, set[str]] = defaultdict(set)
        for group in full:
            for surname in surnames_of(group.name):
                self.surnames[surname].add(group.key)
            if REGNAL.fullmatch(group.words[-1]):  # popes and kings are called by the name that they took
                self.surnames[" ".join(group.words[:-1])].add(group.key)
            elif is_front(group.words):
                self._fronts[group.words[0]].add(group.key)
            for alias in group.aliases:
                self.others[alias].add(group.key)
        for surname in self.surnames:
            for key in sounds_of(surname):
                self._sounds[key].add(surname)

    def called(self, words: Words) -> tuple[set[str], bool]:
        """Who may be called by some words, and whether these are a surname (or a first word that nobody else has)."""
        plain = without_particles(words)
        forms = [form for word in plain for form in (word, *bare_genitives(word))]
        forms = [form for form in forms if form in plain or form in self.surnames or form in self.others]
        found = {key for form in forms for key in (*self.surnames[form], *self.others[form])}
        if found:
            return found, any(self.surnames[form] for form in forms)
        word = plain[-1]
        if word in self._fronts:
            return set(self._fronts[word]), True
        rewritten = {s for key in sounds_of(word) for s in self._sounds[key] if _written_otherwise(word, s)}
        return {key for surname in rewritten for key in self.surnames[surname]}, True


_SHORT = 3
"""At most so many words has a name whose first word can be the surname."""


def is_front(words: Words) -> bool:
    """True if a name may be called by its first word.

    Surnames stand first in East Asia, and some are known by a first name that few have.
    """
    return len(words) <= _SHORT and words[0] not in first_names()


def sounds_of(word: str) -> tuple[str, ...]:
    """The sounds of a surname of one word; nothing for a longer one."""
    return () if " " in word else sounds(" ".join(usual((word,))))


def _written_otherwise(word: str, surname: str) -> bool:
    return transliterated(word, surname) or (word != surname and usual((word,)) == usual((surname,)))


def join_bare(full: Iterable[Group], bare: Iterable[Group], clusters: Clusters) -> None:
    """Names that are all a report says: joined to their bearer, else to each other if nobody on record has them in full."""
    bearers = _Bearers(full)
    left_alone: dict[str, list[Group]] = defaultdict(list)
    for group in bare:
        word = " ".join(group.words)
        keys, surname = bearers.called(group.words)
        # several groups of one cluster are one bearer
        roots = {clusters.find(key) for key in keys}
        found = _bearer(group, roots, word in first_names() or not surname, clusters)
        if found is None:
            left_alone[word].append(group)
        else:
            root, why = found
            name = _name_of(root, clusters)
            if not clusters.join(group.key, root, f"“{group.name}” alone is “{name}”: {why}"):
                left_alone[word].append(group)
    for word in sorted(left_alone):
        borne = any(bearers.surnames[form] for form in (word, *bare_genitives(word)))
        _pool(left_alone[word], clusters, sure=not borne and word not in first_names() and is_telling(word))


def is_telling(word: str) -> bool:
    """True if one word can identify somebody across reports; initials (`Thomas M.`) cannot."""
    return " " not in word and len(word) > 2


def _bearer(group: Group, roots: set[str], weak: bool, clusters: Clusters) -> tuple[str, str] | None:
    """The cluster that a bare name means, with the reason; None if that is not sure enough.

    An office or companions in common decide, if one bearer has clearly more of them. Without any, the bearer must be
    named in full by several reports, and be the only one, or the only one in the news at the time.
    """
    fitting = sorted(
        root
        for root in roots
        if clusters.may_join(group.key, root) and not clusters.evidence(root).genders_differ(group.evidence)
    )
    shared = {root: why for root in fitting if (why := clusters.shared(group.key, root))}
    if shared and len(roots) > 1:
        ranked = sorted(((clusters.common(group.key, root), root) for root in shared), key=lambda r: (-r[0], r[1]))
        best, second = ranked[0], (ranked[1:] or [(0, "")])[0]
        return (best[1], shared[best[1]]) if best[0] and best[0] >= _CLEAR * second[0] else None
    if shared:
        return next(iter(shared.items()))
    known = [root for root in fitting if len(clusters.evidence(root).reports) >= _WELL_KNOWN]
    if weak or len(known) != 1:
        return None
    between = {root: clusters.evidence(root).days_between(group.evidence) for root in fitting}
    if len(roots) == 1:
        return (known[0], "nobody else on record bears the name") if between[known[0]] <= CAREER_DAYS else None
    near = [root for root in fitting if between[root] <= AT_THE_TIME_DAYS]
    return (known[0], "of those who bear the name nobody else is in the news at the time") if near == known else None


def _pool(groups: Sequence[Group], clusters: Clusters, *, sure: bool) -> None:
    """Bare names that nobody has in full: one person if the name identifies somebody, else if evidence says so."""
    for n, group in enumerate(groups):
        for other in groups[:n][-MOST_ALIKE:] if not sure else groups[:n][-1:]:
            if clusters.find(group.key) == clusters.find(other.key):
                continue
            shared = clusters.shared(group.key, other.key)
            near = clusters.evidence(other.key).days_between(group.evidence) <= CAREER_DAYS
            if shared or (sure and near):
                why = shared or "nobody on record bears the name with another"
                clusters.join(group.key, other.key, f"“{group.name}” is one in several reports: {why}")


def _name_of(root: str, clusters: Clusters) -> str:
    return max(clusters.members(root), key=lambda g: (g.full, g.weight)).name


@cache
def first_names() -> frozenset[str]:
    """The plain first names of the lexicon."""
    return frozenset(plain_name(row["form"]) for row in load("first_names"))
