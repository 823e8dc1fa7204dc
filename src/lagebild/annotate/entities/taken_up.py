"""Descriptions that take up somebody by an age, by a part in what happened, or by a wider word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.described import Described, only_or_last
from lagebild.annotate.entities.not_meant import may_mean
from lagebild.annotate.entities.traits import narrower, part_of
from lagebild.annotate.rule import Rule
from lagebild.lexicon.words import word_set

_ANYWHERE = 1000
_NEAR = 4
"""So many sentences back a wider word, or a word for anybody, may take somebody up."""
_CULPRITS = ("doer", "accused")


def _people(case: Described, reach: int) -> Iterator[Cluster]:
    """The persons that a description may mean, the last one spoken of first."""
    return (c for c in case.since(reach, ("kind", "person")) if may_mean(case, c))


def _same_age(case: Described) -> Cluster | None:
    age = case.traits.age(case.mention)
    if age is None or case.kind != "person" or not case.pointing:
        return None
    here = case.mention.first
    return only_or_last((c for c in _people(case, _ANYWHERE) if age in case.traits.ages(c, here)), last=False)


def _part(case: Described) -> Cluster | None:
    part, here = part_of(case.noun), case.mention.first
    if not case.about_a_person or part not in (*_CULPRITS, "victim"):
        return None
    alike = _CULPRITS if part in _CULPRITS else ("victim",)
    people = list(_people(case, _ANYWHERE))
    groups = [c for c in case.since(_ANYWHERE, ("kind", "group"))]
    if any(case.traits.called(c, here) & {*alike} or case.traits.told(c, here) & {*alike} for c in groups):
        return None
    called = [c for c in people if part in case.traits.called(c, here)]
    if called:
        return called[0] if len(called) == 1 else None
    told = [c for c in people if (case.traits.called(c, here) | case.traits.told(c, here)) & {*alike}]
    return told[0] if len(told) == 1 else None


def _wider_person(case: Described) -> Cluster | None:
    if not (case.about_a_person and case.plain) or case.noun.prefix:
        return None
    return only_or_last(_narrower_ones(case, _NEAR), last=False)


def _wider_thing(case: Described) -> Cluster | None:
    if case.kind != "place" or not case.plain or case.noun.prefix:
        return None
    return only_or_last(_narrower_ones(case, _NEAR), last=False)


def _narrower_ones(case: Described, reach: int) -> Iterator[Cluster]:
    words = (*narrower(case.noun.base), *narrower(case.noun.lemma))
    endings = tuple(word.casefold() for word in words)
    if not words:
        return
    for cluster in case.since(reach, ("kind", case.kind)):
        known = {*cluster.heads, *cluster.bases, *cluster.name_words}
        if any(word.casefold().endswith(endings) for word in known) and may_mean(case, cluster):
            yield cluster


def _young(case: Described) -> Cluster | None:
    if not (case.about_a_person and case.plain) or case.noun.lemma not in word_set("nouns_for_the_young"):
        return None
    here = case.mention.first
    return only_or_last((c for c in _people(case, _ANYWHERE) if case.traits.young(c, here)), last=False)


def _man_of_the_report(case: Described) -> Cluster | None:
    if not (case.about_a_person and case.plain and case.noun.lemma in ("Mann", "Person")):
        return None
    here = case.mention.first
    fits = (
        c
        for c in _people(case, _ANYWHERE)
        if "duty" not in case.traits.called(c, here)
        and all(noun.kind != "office" for noun, _ in c.roles)
        and not case.traits.young(c, here)
    )
    found = list(islice(fits, 2))
    return found[0] if len(found) == 1 else None


TAKEN_UP: tuple[Rule[Described, Cluster], ...] = (
    Rule(
        name="described/same-age",
        find=_same_age,
        why="With an article an age takes up the only one of that age.",
        yes=(("Am Montag kam ein 61-jähriger Fischer. Am Abend schwieg der 61-Jährige.", ""),),
    ),
    Rule(
        name="described/part-in-the-crime",
        find=_part,
        why="*der Täter*, *der Angeklagte* and *das Opfer* mean the only one of whom that was told.",
        yes=(("Am Montag wurde ein Fischer festgenommen. Am Abend schwieg der Beschuldigte.", ""),),
    ),
    Rule(
        name="described/wider-word-for-a-person",
        find=_wider_person,
        why="A wider word takes up the only person near who was called by a narrower one.",
        yes=(("Am Montag kam ein Rechtsanwalt. Am Abend schwieg der Jurist.", ""),),
    ),
    Rule(
        name="described/wider-word-for-a-thing",
        find=_wider_thing,
        why="A wider word takes up the only vehicle or building near that was called by a narrower one.",
        yes=(("Am Montag kam ein Frachter. Am Abend sank das Schiff.", ""),),
    ),
    Rule(
        name="described/child",
        find=_young,
        why="*der Junge*, *das Kind* mean the only one who is young.",
        yes=(("Am Montag kam ein achtjähriger Schüler. Am Abend schwieg der Junge.", ""),),
    ),
    Rule(
        name="described/man-of-the-report",
        find=_man_of_the_report,
        why="*der Mann* means the only man so far who is not there on duty.",
        yes=(("Am Montag kam ein Fischer mit einem Polizisten. Am Abend schwieg der Mann.", ""),),
    ),
)
"""Asked after names, offices and shorter words."""
