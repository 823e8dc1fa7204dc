"""Descriptions that take up somebody by an age, by a part in what happened, or by a wider word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from lagebild.annotate.entities.body_kinds import kinds_of
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.described import Described, only_or_last
from lagebild.annotate.entities.mention import form_at
from lagebild.annotate.entities.not_meant import may_mean
from lagebild.annotate.entities.traits import narrower, part_of
from lagebild.annotate.rule import Rule
from lagebild.lexicon import load
from lagebild.lexicon.body_kinds import kinds_by_noun
from lagebild.lexicon.words import word_set, word_tuple

_ANYWHERE = 1000
_NEAR = 4
"""So many sentences back a wider word, or a word for anybody, may take somebody up."""
_CULPRITS = ("doer", "accused")
_SHORT = 4
"""A word of so many letters ends too many others (*Krankenhaus* is no house)."""


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
    groups = list(case.since(_ANYWHERE, ("kind", "group")))
    if any(case.traits.called(c, here) & {*alike} or case.traits.told(c, here) & {*alike} for c in groups):
        return None
    called = [c for c in people if part in case.traits.called(c, here)]
    if called:
        return called[0] if len(called) == 1 else None
    told = [c for c in people if (case.traits.called(c, here) | case.traits.told(c, here)) & {*alike}]
    return told[0] if len(told) == 1 else None


def _age_told_now(case: Described) -> Cluster | None:
    """*Der 40-jährige Fahrer*, after a man of whom no age was told."""
    a, here = case.analysis, case.mention.first
    if case.traits.age(case.mention) is None or case.kind != "person" or not case.pointing:
        return None
    if case.noun.lemma == "Jähriger" or case.traits.age(case.mention) in case.ages_told or a.labels[here] == "appos":
        return None
    fits = (c for c in _people(case, 2) if not c.named and not case.traits.ages(c, here))
    return only_or_last(fits, last=False)


def _man_again(case: Described) -> Cluster | None:
    if not (case.about_a_person and case.plain and case.noun.base in ("Mann", "Frau")):
        return None
    called = (c for c in _people(case, 2 * _NEAR) if case.noun.base in c.bases)
    return only_or_last(called, last=False)


def _wider_person(case: Described) -> Cluster | None:
    if not (case.about_a_person and case.plain):
        return None
    return only_or_last(_narrower_ones(case, _NEAR), last=False)


def _trade(case: Described) -> Cluster | None:
    """*Die Physikerin*, after a woman whose trade was not told."""
    noun, here, a = case.noun, case.mention.first, case.analysis
    if not case.about_a_person or noun.kind != "person" or case.mention.gender not in ("m", "f"):
        return None
    if part_of(noun) or noun.lemma in kin() or noun.field == "inhabitant" or case.mention.sort != "description":
        return None
    if case.key in case.alike or a.labels[here] in ("nmod", "appos") or form_at(a, here - 1).lower().startswith("dies"):
        return None
    if not a.labels[here].startswith("nsubj"):
        return None
    near = list(case.since(2, ("kind", "person")))
    fits = [c for c in near if c.gender in (case.mention.gender, "") and may_mean(case, c)]
    if len(fits) != 1 or not fits[0].named or fits[0].heads or fits[0].roles:
        return None
    # whose sex no name tells is meant only where there is nobody else
    return fits[0] if fits[0].gender or len(near) == 1 else None


def _wider_thing(case: Described) -> Cluster | None:
    if case.kind != "place" or not case.pointing or case.noun.prefix or _another(case):
        return None
    return only_or_last(_narrower_ones(case, _NEAR), last=False)


def _another(case: Described) -> bool:
    """True for *die zweite Maschine*."""
    return case.mention.name.startswith(word_tuple("beginnings_of_another_one"))


def _shorter_thing(case: Described) -> Cluster | None:
    movable = case.noun.lemma in _vehicles() or narrower(case.noun.lemma)
    if case.kind != "place" or not case.pointing or case.noun.prefix or not movable or _another(case):
        return None
    ending = case.noun.base.casefold()
    fits = (
        c
        for c in case.since(_NEAR, ("kind", "place"))
        if any(word.casefold().endswith(ending) for word in (*c.bases, *c.name_words)) and may_mean(case, c)
    )
    return only_or_last(fits, last=False)


@cache
def kin() -> frozenset[str]:
    """The nouns for kinship."""
    return frozenset(row["form"] for row in load("kin"))


@cache
def _vehicles() -> frozenset[str]:
    return frozenset(row["form"] for row in load("vehicles"))


def _body_of_its_kind(case: Described) -> Cluster | None:
    kinds = kinds_by_noun(case.noun)
    if case.kind != "organisation" or not case.plain or not kinds:
        return None
    near = (c for c in case.since(_NEAR, ("named", "organisation")) if kinds & kinds_of(c) and may_mean(case, c))
    return only_or_last(near, last=False)


def _several(case: Described) -> bool:
    return case.kind == "group" and case.mention.number == "Plur" and case.mention.definite


def _groups(case: Described, reach: int) -> Iterator[Cluster]:
    return (c for c in case.since(reach, ("kind", "group")) if c.number == "Plur" and may_mean(case, c))


def _men(case: Described) -> Cluster | None:
    if not _several(case) or case.noun.base not in ("Mann", "Frau") or " " in case.mention.name:
        return None
    a, here = case.analysis, case.mention.first
    if a.labels[here] == "conj" or a.has(here, "conj"):
        return None  # *Frauen und Kinder*
    fits = (c for c in _groups(case, 2) if any(m.noun is not None and m.noun.kind == "person" for m in c.mentions))
    return only_or_last(fits, last=False)


def _parts_of_several(case: Described) -> Cluster | None:
    part, here = part_of(case.noun), case.mention.first
    if not _several(case) or part not in (*_CULPRITS, "victim") or " der " in case.mention.name:
        return None
    alike = {*_CULPRITS} if part in _CULPRITS else {"victim"}
    # *Menschen* are others each time
    groups = [c for c in _groups(case, _ANYWHERE) if "Mensch" not in c.heads]
    if any(case.analysis.labels[child] in ("nmod", "conj") for child in case.analysis.children[here]):
        return None
    called = [c for c in groups if part in case.traits.called(c, here)]
    if called or (part == "victim" and case.analysis.labels[here] == "conj"):
        # the dead and the injured are two groups
        same = part != "victim" or case.noun.lemma in called[0].heads if called else False
        return called[0] if len(called) == 1 and same else None
    told = [c for c in groups if (case.traits.called(c, here) | case.traits.told(c, here)) & alike]
    return told[0] if len(told) == 1 else None


def _narrower_ones(case: Described, reach: int) -> Iterator[Cluster]:
    words = (*narrower(case.noun.base), *narrower(case.noun.lemma))
    endings = tuple(word.casefold() for word in words if len(word) > _SHORT)
    if not words or case.key in case.alike:
        return
    for cluster in case.since(reach, ("kind", case.kind)):
        known = {*cluster.heads, *cluster.bases, *cluster.name_words}
        if any(word in words or word.casefold().endswith(endings) for word in known) and may_mean(case, cluster):
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


SOONER: tuple[Rule[Described, Cluster], ...] = (
    Rule(
        name="described/man-again",
        find=_man_again,
        why="*der Mann* means the only one near who has been called so.",
        yes=(
            (
                "Am Montag kam ein junger Mann. Dann kam ein Bäcker. Am Abend schwieg der Mann.",
                "junger Mann: Mann, Mann",
            ),
        ),
    ),
)
"""Asked before shorter words."""

TAKEN_UP: tuple[Rule[Described, Cluster], ...] = (
    Rule(
        name="described/same-age",
        find=_same_age,
        why="With an article an age takes up the only one of that age.",
        yes=(("Am Montag kam ein 61-jähriger Fischer. Am Abend schwieg der 61-Jährige.", ""),),
    ),
    Rule(
        name="described/age-told-now",
        find=_age_told_now,
        why="With an article and an age a description takes up the only one near without a name whose age was not told.",
        yes=(
            ("Am Montag starb ein Fischer. Am Abend begrub man den 61-jährigen Dichter.", "Fischer: Fischer, Dichter"),
        ),
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
        name="described/trade-told-now",
        find=_trade,
        why="With an article a trade takes up the only one named near whose trade was not told, if the sex fits.",
        yes=(("Am Montag kam Vera Lohm. Am Abend schwieg die Physikerin.", "Vera Lohm: Vera Lohm, Physikerin"),),
        no=("Am Montag kamen Vera Lohm und Ida Demm. Am Abend schwieg die Physikerin.",),
    ),
    Rule(
        name="described/shorter-word-for-a-thing",
        find=_shorter_thing,
        why="The last part of a word takes up the only vehicle or building near that the longer word means.",
        yes=(("Am Montag landete ein Kleinflugzeug. Am Abend brannte das Flugzeug.", ""),),
    ),
    Rule(
        name="described/wider-word-for-a-thing",
        find=_wider_thing,
        why="A wider word takes up the only vehicle or building near that was called by a narrower one.",
        yes=(("Am Montag kam ein Frachter. Am Abend sank das Schiff.", ""),),
    ),
    Rule(
        name="described/body-of-its-kind",
        find=_body_of_its_kind,
        why="The noun of a body with an article takes up the only one near that is of its kind.",
        yes=(("Am Montag warnten Siemens und die Hamas. Am Abend schwieg der Konzern.", "Siemens: Siemens, Konzern"),),
        no=("Am Montag warnten Siemens und die Lufthansa. Am Abend schwieg der Konzern.",),
    ),
    Rule(
        name="described/men-near",
        find=_men,
        why="*die Männer* means the only group of people near.",
        yes=(("Am Montag kamen drei Norweger. Am Abend schwiegen die Männer.", ""),),
    ),
    Rule(
        name="described/parts-of-several",
        find=_parts_of_several,
        why="*die Täter* and *die Opfer* mean the only group of which that was told.",
        yes=(("Am Montag wurden drei Fischer festgenommen. Am Abend schwiegen die Beschuldigten.", ""),),
        no=("Am Montag wurden drei Fischer festgenommen. Ada Brunn rügte eine Politik, die Beschuldigte belohnt.",),
    ),
    Rule(
        name="described/child",
        find=_young,
        why="*der Junge*, *das Kind* mean the only one who is young.",
        yes=(
            (
                "Am Montag kam der 8-jährige Otto Lohm mit Karl Demm. Am Abend schwieg der Junge.",
                "Otto Lohm: Otto Lohm, Junge",
            ),
        ),
    ),
    Rule(
        name="described/man-of-the-report",
        find=_man_of_the_report,
        why="*der Mann* means the only man so far who is not there on duty.",
        yes=(("Am Montag kam ein Fischer mit einem Polizisten. Am Abend schwieg der Mann.", ""),),
    ),
)
"""Asked after names, offices and shorter words."""
