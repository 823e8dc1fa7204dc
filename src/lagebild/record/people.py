"""Joins names of people that are names of one person: sure rules first, then less sure ones, which need evidence.

Every rule compares only names that share a key (all sounds, all words but one, first and last word), so the work grows
with the number of names and not with its square. Rules and names have a fixed order, so the order of reports does not
matter.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache

from lagebild.lexicon import load
from lagebild.record.clusters import CAREER_DAYS, Clusters, Group
from lagebild.record.one_report import merge_in_reports
from lagebild.record.spellings import (
    REGNAL,
    Words,
    bare_genitives,
    plain_name,
    slips,
    sounds,
    transliterated,
    without_articles,
)
from lagebild.record.spellings import (
    surnames as endings,
)

_MOST_SOUNDS = 16
"""A name with many ambiguous words is looked up under at most so many of its readings."""

_MOST_ALIKE = 12
"""In a larger block of similar names, each is compared only with its neighbours."""


_CLEAR = 3
"""One bearer of a surname is meant and not another if the evidence is so many times as strong."""

_WELL_KNOWN = 2
"""If nothing else tells, a surname alone means somebody only if so many reports name them in full."""

_AT_THE_TIME_DAYS = 730
"""Reports so far apart (in days) still count as of one time."""


def merge_people(groups: Sequence[Group], clusters: Clusters) -> None:
    """Join the groups of people that are one person.

    Full names come first, then names that are all a report says (a surname, a first name).
    """
    names = {g.words for g in groups}
    full = sorted((g for g in groups if g.full and not _is_run(g.words, names)), key=lambda g: (g.words, g.key))
    _genitives(full, clusters)
    _spelled(full, clusters)
    _shortened(full, clusters)
    _slipped(full, clusters)
    _lengthened(full, clusters)
    _renamed(full, clusters)
    _alike(full, clusters)
    bare = sorted((g for g in groups if not g.full), key=lambda g: (g.words, g.key))
    merge_in_reports(full, bare, first_names(), clusters)
    _bare(full, bare, clusters)


def _is_run(words: Words, names: Set[Words]) -> bool:
    """True if a name is several names run together (lists without commas), so nobody's.

    That is so if it begins with a name on record that ends in a surname, and at least two words follow that do not belong
    to it (`von …`); or if a first name and another word in it are a name on record.
    """
    return any(
        (words[:n] in names and words[n - 1] not in first_names() and len(words[n]) > 3)
        or (words[n] in first_names() and words[n : n + 2] in names)
        for n in range(2, len(words) - 1)
    )


def _genitives(full: Iterable[Group], clusters: Clusters) -> None:
    known = _blocks((g.words, g) for g in full)
    for group in (g for block in known.values() for g in block):
        for last in bare_genitives(group.words[-1]):
            bearers = known.get((*group.words[:-1], last), [])
            # a name that ends in -s is met as often as others, its mere genitive seldom stands alone
            if len(bearers) == 1 and bearers[0].weight[0] >= group.weight[0]:
                reason = f"“{group.name}” is the genitive of “{bearers[0].name}”"
                clusters.join(group.key, bearers[0].key, reason, in_one_report=True)


def _spelled(full: Iterable[Group], clusters: Clusters) -> None:
    """One name split into words, or transliterated, in two ways."""
    full = list(full)
    for block in _blocks(("".join(g.words), g) for g in full if sum(map(len, g.words)) > 7).values():
        for left, right in _pairs(block):
            if left.words != right.words:
                _join(left, right, f"{_both(left, right)} differ only in where words are separated", clusters)
    for block in _blocks((key, g) for g in full for key in _sound_keys(g.words)).values():
        for left, right in _pairs(block):
            if left.words != right.words and _rewritten(left.words, right.words):
                _join(left, right, f"{_both(left, right)} are one name in two transliterations", clusters)


def _sound_keys(words: Words) -> Iterator[str]:
    choices = [sounds(word) for word in without_articles(words)]
    return (" ".join(chosen) for chosen in itertools.islice(itertools.product(*choices), _MOST_SOUNDS))


def _rewritten(left: Words, right: Words) -> bool:
    mine, others = without_articles(left), without_articles(right)
    if mine == others:
        return left != right
    return len(mine) == len(others) and any(itertools.starmap(transliterated, zip(mine, others, strict=True)))


def _shortened(full: Sequence[Group], clusters: Clusters) -> None:
    """A middle name left out or written as an initial; if several longer names fit, evidence decides."""
    for block in _blocks(((g.words[0], g.words[-1]), g) for g in full).values():
        for short in sorted(block, key=lambda g: (len(g.words), g.words, g.key)):
            longer = [g for g in block if g.words != short.words and _leaves_out(short.words, g.words)]
            if not longer:
                continue
            # George W. and George H. W. are two: which of them the short name means takes evidence
            if all(_leaves_out(a.words, b.words) or _leaves_out(b.words, a.words) for a, b in _pairs(longer)):
                for group in longer:
                    _join(short, group, f"“{short.name}” is “{group.name}” with less of the name", clusters)
                continue
            fitting = {clusters.find(g.key): g for g in longer if clusters.shared(short.key, g.key)}
            for group in fitting.values() if len(fitting) == 1 else ():
                shared = clusters.shared(short.key, group.key)
                reason = f"“{short.name}” is “{group.name}” with less of the name; {shared}"
                clusters.join(short.key, group.key, reason)


def _leaves_out(short: Words, long: Words) -> bool:
    """True if a name is another one with words between the first and the last left out or written as initials."""
    if short[0] != long[0] or short[-1] != long[-1] or len(short) > len(long):
        return False
    rest = iter(long[1:-1])
    return all(
        any(word == other or (len(word) == 1 and other.startswith(word)) for other in rest) for word in short[1:-1]
    )


def _slipped(full: Sequence[Group], clusters: Clusters) -> None:
    """A first name that nobody else has, one letter away from a known one before the same surname: a misspelling."""
    bearers: dict[str, set[Words]] = defaultdict(set)
    for group in full:
        bearers[group.words[0]].add(group.words)
    blocks = _blocks(((rest, g.words[1:]), g) for g in full if len(g.words[0]) > 4 for rest in slips(g.words[0]))
    for block in blocks.values():
        for left, right in _pairs(block):
            for wrong, known in ((left, right), (right, left)):
                first, usual = wrong.words[0], known.words[0]
                if usual in first_names() and first not in first_names() and len(bearers[first]) == 1:
                    reason = f"{_both(left, right)} differ by one letter, and no other “{wrong.name.split()[0]}” is on record"
                    clusters.join(left.key, right.key, reason, in_one_report=True)


def _lengthened(full: Sequence[Group], clusters: Clusters) -> None:
    """A second surname written or left out (`Ruiz`, `Ruiz Ocampo`), if nobody else has the first one."""
    bearers: dict[str, set[str]] = defaultdict(set)
    known: dict[Words, list[Group]] = defaultdict(list)
    for group in full:
        known[group.words].append(group)
        for word in group.words[1:]:
            bearers[word].add(group.words[0])
    for group in full:
        short = group.words[:-1]
        if len(short) < 2 or len(group.words[-1]) < 3 or short[-1] in first_names() or len(bearers[short[-1]]) > 1:
            continue
        for other in known.get(short, ()):
            if clusters.evidence(group.key).days_between(clusters.evidence(other.key)) <= CAREER_DAYS:
                reason = f"“{other.name}” is “{group.name}” with less of the name, and nobody else bears the surname"
                _join(other, group, reason, clusters)


def _renamed(full: Sequence[Group], clusters: Clusters) -> None:
    """Another name that a report gives somebody: a whole one, or another surname to the first name (`geborene …`)."""
    known: dict[str, list[Group]] = defaultdict(list)
    for group in full:
        known[" ".join(group.words)].append(group)
    for group in full:
        for alias in sorted(group.aliases - {" ".join(group.words)}):
            born = f"{group.words[0]} {alias}" if alias not in group.words and alias not in first_names() else ""
            for other in (*known.get(alias, ()), *known.get(born, ())):
                reason = f"a report gives “{group.name}” the other name “{other.name}”"
                # one report that says so goes before another that only has both
                _join(group, other, reason, clusters, in_one_report=" ".join(other.words) == alias)


def _alike(full: Sequence[Group], clusters: Clusters) -> None:
    """Names that may be one person's (a misspelling, a short form, a double name), joined if reports say the same of both."""
    blocks: dict[Hashable, list[Group]] = defaultdict(list)
    for group in full:
        for key in _likenesses(group):
            blocks[key].append(group)
    for key in sorted(blocks, key=repr):
        for left, right in _pairs(sorted(set(blocks[key]), key=lambda g: (g.words, g.key))):
            if (
                clusters.find(left.key) == clusters.find(right.key)
                or (how := _likeness(left.words, right.words)) is None
            ):
                continue
            # relatives share first letters and company: a surname with a slip in it takes more
            one_surname = left.words[-1] == right.words[-1]
            shared = clusters.shared(left.key, right.key, companions=1 if one_surname else 2)
            if shared is None and one_surname:
                shared = clusters.same_service(left.key, right.key)
            if shared:
                clusters.join(left.key, right.key, f"{_both(left, right)} {how}, and {shared}")


def _likenesses(group: Group) -> Iterator[Hashable]:
    words = group.words
    for n, word in enumerate(words):
        if len(word) > 4:
            yield from (("slip", words[:n], rest, words[n + 1 :]) for rest in slips(word))
    yield from (("sounds", key) for key in _sound_keys(words))
    yield from (("ends", first, words[-1]) for first in sounds(_long_form(words[0])))
    yield from (("ends", first, word) for first in sounds(words[0]) for word in words[1:-1] if len(word) > 3)


def _likeness(left: Words, right: Words) -> str | None:
    """How two names are alike; None if they are not."""
    if left == right:
        return "are one name"
    if len(left) == len(right):
        differing = [(n, a, b) for n, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
        if all(set(sounds(a)) & set(sounds(b)) for _, a, b in differing):
            return "sound alike"
        if len(differing) == 1 and set(slips(differing[0][1])) & set(slips(differing[0][2])):
            n, a, b = differing[0]
            # two first names that both exist are two names (Andrea and Andreas), unless more of the name is the same
            both_exist = n + 1 < len(left) == 2 and {a, b} <= first_names()
            return None if both_exist else "differ by one letter"
    if left[-1] == right[-1] and left[0] != right[0] and _long_form(left[0]) == _long_form(right[0]):
        return "differ by a short form of the first name"
    short, long = sorted((left, right), key=len)
    if len(short) < len(long) and set(sounds(short[0])) & set(sounds(long[0])):
        rest = iter(long[1:])
        if all(word in rest for word in short[1:]):
            return "differ by a part of the name"
    return None


def _bare(full: Sequence[Group], bare: Sequence[Group], clusters: Clusters) -> None:
    """Names that are all a report says: joined to their bearer, else to each other if nobody on record has them in full."""
    bearers: dict[str, set[str]] = defaultdict(set)
    surnames: dict[str, set[str]] = defaultdict(set)
    for group in full:
        for surname in endings(group.name):
            surnames[surname].add(group.key)
        if REGNAL.fullmatch(group.words[-1]):  # popes and kings are called by the name that they took
            surnames[" ".join(group.words[:-1])].add(group.key)
        for alias in group.aliases:
            bearers[alias].add(group.key)
    left_alone: dict[str, list[Group]] = defaultdict(list)
    for group in bare:
        word = " ".join(group.words)
        forms = [word, *(g for g in bare_genitives(word) if g in surnames or g in bearers)]
        # several groups of one cluster are one bearer
        roots = {clusters.find(k) for form in forms for k in (*surnames[form], *bearers[form])}
        found = _bearer(group, roots, word in first_names() or not any(surnames[f] for f in forms), clusters)
        if found is None:
            left_alone[word].append(group)
        else:
            root, why = found
            name = _name_of(root, clusters)
            if not clusters.join(group.key, root, f"“{group.name}” alone is “{name}”: {why}"):
                left_alone[word].append(group)
    for word in sorted(left_alone):
        borne = any(surnames[form] for form in (word, *bare_genitives(word)))
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
    near = [root for root in fitting if between[root] <= _AT_THE_TIME_DAYS]
    return (known[0], "of those who bear the name nobody else is in the news at the time") if near == known else None


def _pool(groups: Sequence[Group], clusters: Clusters, *, sure: bool) -> None:
    """Bare names that nobody has in full: one person if the name identifies somebody, else if evidence says so."""
    for n, group in enumerate(groups):
        for other in groups[:n][-_MOST_ALIKE:] if not sure else groups[:n][-1:]:
            if clusters.find(group.key) == clusters.find(other.key):
                continue
            shared = clusters.shared(group.key, other.key)
            near = clusters.evidence(other.key).days_between(group.evidence) <= CAREER_DAYS
            if shared or (sure and near):
                why = shared or "nobody on record bears the name with another"
                clusters.join(group.key, other.key, f"“{group.name}” is one in several reports: {why}")


def _join(left: Group, right: Group, reason: str, clusters: Clusters, *, in_one_report: bool = False) -> None:
    """Join two groups; if one of them has namesakes on record, only with evidence for which of these is meant."""
    if left.namesake or right.namesake:
        if (shared := clusters.shared(left.key, right.key)) is None:
            return
        reason += f"; {shared}"
    clusters.join(left.key, right.key, reason, in_one_report=in_one_report)


def _name_of(root: str, clusters: Clusters) -> str:
    return max(clusters.members(root), key=lambda g: (g.full, g.weight)).name


@cache
def first_names() -> frozenset[str]:
    """The plain first names of the lexicon."""
    return frozenset(plain_name(row["form"]) for row in load("first_names"))


@cache
def _short_forms() -> Mapping[str, str]:
    return {plain_name(row["form"]): plain_name(row["value"]) for row in load("short_names")}


def _long_form(name: str) -> str:
    return _short_forms().get(name, name)


def _both(left: Group, right: Group) -> str:
    one, two = sorted((left.name, right.name))
    return f"“{one}” and “{two}”"


def _blocks(keyed: Iterable[tuple[Hashable, Group]]) -> dict[Hashable, list[Group]]:
    blocks: dict[Hashable, list[Group]] = defaultdict(list)
    for key, group in keyed:
        blocks[key].append(group)
    return dict(blocks)


def _pairs(block: Sequence[Group]) -> Iterator[tuple[Group, Group]]:
    """The pairs of a block; in a large block only neighbours, so the work stays linear."""
    return itertools.combinations(block, 2) if len(block) <= _MOST_ALIKE else itertools.pairwise(block)
