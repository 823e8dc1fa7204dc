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
from lagebild.record.around import NOTHING, Around
from lagebild.record.bare_names import AT_THE_TIME_DAYS, MOST_ALIKE, ends_of_names, first_names, join_bare, join_ends
from lagebild.record.clusters import CAREER_DAYS, Clusters, Group
from lagebild.record.one_report import merge_in_reports
from lagebild.record.spellings import (
    ARTICLES,
    Words,
    bare_genitives,
    plain_name,
    slips,
    sounds,
    transliterated,
    untitled,
    usual,
    without_articles,
)

_MOST_SOUNDS = 16
"""A name with many ambiguous words is looked up under at most so many of its readings."""

_LONG = 7
"""So many letters at least has a surname that can be one with a slip in it."""

_OFTEN = 5
"""So many reports at least name somebody in full whose surname one report misspells."""


def merge_people(groups: Sequence[Group], clusters: Clusters, around: Around = NOTHING) -> set[str]:
    """Join the groups of people that are one person; returns the keys of those that are weighed against several.

    Full names come first, then names that are all a report says (a surname, a first name).
    """
    names = {g.words for g in groups} | around.names
    full = sorted((g for g in groups if g.full and not _is_run(g.words, names)), key=lambda g: (g.words, g.key))
    whole = {g.words for g in full} | {words for words in around.full if not _is_run(words, names)}
    _genitives(full, clusters)
    _spelled(full, clusters)
    _shortened(full, clusters)
    _slipped(full, whole, clusters)
    _misspelt(full, whole, clusters)
    _lengthened(full, whole, clusters)
    _clans(full, clusters)
    _renamed(full, clusters)
    _alike(full, clusters)
    bare = sorted((g for g in groups if not g.full), key=lambda g: (g.words, g.key))
    parts = ends_of_names(full)
    merge_in_reports(full, bare, first_names(), clusters)
    join_ends(full, parts, clusters)
    ends = {part.key for part in parts}
    join_bare([g for g in full if g.key not in ends], bare, clusters)
    return ends | {g.key for g in bare}


def _is_run(words: Words, names: Set[Words]) -> bool:
    """True if a name is several names run together (lists without commas), so nobody's.

    That is so if it begins with a name on record that ends in a surname, and at least two words follow that do not belong
    to it (`von …`); or if a first name and another word in it are a name on record.
    """
    return any(part in names for part in run_parts(words))


def run_parts(words: Words) -> Iterator[Words]:
    """The names of which one on record shows a name to be several run together."""
    for n in range(2, len(words) - 1):
        if words[n - 1] not in first_names() and len(words[n]) > 3:
            yield words[:n]
        if words[n] in first_names() and words[n] != "ben":  # *Ben* is a first name, and begins surnames
            yield words[n : n + 2]


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
    long = (g for g in full if sum(map(len, g.words)) > _LONG)
    for block in _blocks(("".join(usual(g.words, articles=True)), g) for g in long).values():
        for left, right in _pairs(block):
            if left.words != right.words:
                _join(left, right, f"{_both(left, right)} differ only in where words are separated", clusters)
    for block in _blocks((key, g) for g in full for key in _sound_keys(g.words)).values():
        for left, right in _pairs(block):
            if left.words != right.words and _rewritten(left.words, right.words):
                _join(left, right, f"{_both(left, right)} are one name in two transliterations", clusters)


def _sound_keys(words: Words) -> Iterator[str]:
    choices = [sounds(word) for word in usual(words)]
    return (" ".join(chosen) for chosen in itertools.islice(itertools.product(*choices), _MOST_SOUNDS))


def _rewritten(left: Words, right: Words) -> bool:
    mine, others = usual(left), usual(right)
    if mine == others or without_articles(left) == without_articles(right):
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


def _slipped(full: Sequence[Group], whole: Iterable[Words], clusters: Clusters) -> None:
    """A first name that nobody else has, one letter away from a known one before the same surname: a misspelling."""
    bearers: dict[str, set[Words]] = defaultdict(set)
    for words in whole:
        bearers[words[0]].add(words)
    blocks = _blocks(((rest, g.words[1:]), g) for g in full if len(g.words[0]) > 4 for rest in slips(g.words[0]))
    for block in blocks.values():
        for left, right in _pairs(block):
            for wrong, known in ((left, right), (right, left)):
                first, other = wrong.words[0], known.words[0]
                if other in first_names() and first not in first_names() and len(bearers[first]) == 1:
                    reason = f"{_both(left, right)} differ by one letter, and no other “{wrong.name.split()[0]}” is on record"
                    clusters.join(left.key, right.key, reason, in_one_report=True)


def _lengthened(full: Sequence[Group], whole: Iterable[Words], clusters: Clusters) -> None:
    """A second surname written or left out (`Ruiz`, `Ruiz Ocampo`), if nobody else has the first one."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for words in whole:
        for word in words[1:]:
            bearers[word].add(words[0])
    known: dict[Words, list[Group]] = defaultdict(list)
    for group in full:
        known[group.words].append(group)
    for group in full:
        short = group.words[:-1]
        if len(short) < 2 or len(group.words[-1]) < 3 or short[-1] in first_names() or len(bearers[short[-1]]) > 1:
            continue
        for other in known.get(short, ()):
            if clusters.evidence(group.key).days_between(clusters.evidence(other.key)) <= CAREER_DAYS:
                reason = f"“{other.name}” is “{group.name}” with less of the name, and nobody else bears the surname"
                _join(other, group, reason, clusters)


def _misspelt(full: Sequence[Group], whole: Iterable[Words], clusters: Clusters) -> None:
    """A surname that one report gives, one letter away from that of somebody often named in full: a slip of the pen.

    Nobody else may have the surname, and both may not sound alike: `Meyer` beside `Meier` is another person.
    """
    bearers: dict[str, set[Words]] = defaultdict(set)
    for words in whole:
        bearers[words[-1]].add(words)
    blocks = _blocks(
        ((g.words[:-1], rest), g) for g in full if len(g.words[-1]) >= _LONG for rest in slips(g.words[-1])
    )
    for block in blocks.values():
        for left, right in _pairs(block):
            for wrong, right_one in ((left, right), (right, left)):
                last, known = wrong.words[-1], right_one.words[-1]
                alone = len(wrong.evidence.reports) == 1 and len(bearers[last]) == 1
                near = clusters.evidence(right_one.key).days_between(wrong.evidence) <= AT_THE_TIME_DAYS
                often = len(right_one.evidence.reports) >= _OFTEN
                if last != known and alone and often and near and not set(sounds(last)) & set(sounds(known)):
                    reason = f"{_both(left, right)} differ by one letter, and only one report has “{wrong.name}”"
                    _join(right_one, wrong, reason, clusters, in_one_report=True)


def _clans(full: Sequence[Group], clusters: Clusters) -> None:
    """The name of a clan or a home town behind an article (`Saddam Hussein al-Tikriti`), which most reports leave out."""
    known = _blocks((usual(g.words), g) for g in full)
    for group in full:
        words = group.words
        if len(words) < 4 or words[-2] not in ARTICLES:
            continue
        for other in known.get(usual(words)[:-1], ()):
            reason = f"“{other.name}” is “{group.name}” without the name of the clan"
            _join(other, group, reason, clusters)


def _renamed(full: Sequence[Group], clusters: Clusters) -> None:
    """Another name that a report gives somebody: a whole one, or another surname to the first name (`geborene …`)."""
    known: dict[str, list[Group]] = defaultdict(list)
    for group in full:
        known[" ".join(group.words)].append(group)
    for group in full:
        for alias in sorted(group.aliases - {" ".join(group.words)}):
            born = f"{group.words[0]} {alias}" if alias not in group.words and alias not in first_names() else ""
            plain = untitled(alias) if untitled(alias) != alias else ""
            for other in (*known.get(alias, ()), *known.get(plain, ()), *known.get(born, ())):
                reason = f"a report gives “{group.name}” the other name “{other.name}”"
                # one report that says so goes before another that only has both
                _join(group, other, reason, clusters, in_one_report=" ".join(other.words) in (alias, plain))


def _alike(full: Sequence[Group], clusters: Clusters) -> None:
    """Names that may be one person's (a misspelling, a short form, a double name), joined if reports say the same of both."""
    blocks: dict[Hashable, list[Group]] = defaultdict(list)
    for group in full:
        for key in likenesses(group.words):
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


def likenesses(words: Words) -> Iterator[Hashable]:
    """What a full name has in common with those that it may be a misspelling or another form of."""
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


def _join(left: Group, right: Group, reason: str, clusters: Clusters, *, in_one_report: bool = False) -> None:
    """Join two groups; if one of them has namesakes on record, only with evidence for which of these is meant."""
    if left.namesake or right.namesake:
        if (shared := clusters.shared(left.key, right.key)) is None:
            return
        reason += f"; {shared}"
    clusters.join(left.key, right.key, reason, in_one_report=in_one_report)


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
    return itertools.combinations(block, 2) if len(block) <= MOST_ALIKE else itertools.pairwise(block)
