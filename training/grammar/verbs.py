"""Verb forms: from the infinitive to what a clause needs of a verb.

Strong verbs by lexicon/de/strong_verbs.tsv and `presents.tsv`, weak ones by rule. Which prefix parts from its verb, and
whether a verb is weak or strong, is settled by which participle and past the dictionary knows; a verb of
which it knows too little, or whose past :mod:`lagebild.verbforms` does not see as one, is not used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from training.grammar.words import rows

from lagebild import lexicon
from lagebild.lexicon.dictionary import is_known, lemma_of
from lagebild.lexicon.words import closed_tuple
from lagebild.verbforms import has_sein, is_past, participle

LEAST_REST = 4
"""Letters that a verb must have behind its prefix (*er-ben* has no prefix)."""
ADPOSITIONS = frozenset("ab an auf aus bei mit nach vor zu über um unter durch entgegen statt gegenüber".split())
"""Particles that are prepositions too: ADP, as in GSD, the others ADV."""
LONGEST_SIMPLE = 8
"""Letters of a verb without prefix whose participle need not be known; longer ones may hide a part that stands apart."""
_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "ver", "zer", "miss")
_MOSTLY_INSEPARABLE = ("über", "unter", "wider", "hinter")
"""Those that do part, and *durch* and *um* that do not, stand in prefixes.tsv."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb's forms; those of a separable verb without its particle, where it stands apart."""

    lemma: str
    particle: str
    base: str
    root: str
    third: str
    past: str
    part: str
    sein: bool

    def finite(self, *, past: bool, plural: bool, subjunctive: bool = False) -> str:
        """The third person, without the particle; the subjunctive is that of the present."""
        if subjunctive:
            return self.base if plural else self.stem + "e"
        if past:
            return (self.past + ("n" if self.past.endswith("e") else "en")) if plural else self.past
        return self.base if plural else self.third

    @property
    def stem(self) -> str:
        """The present stem."""
        return stem_of(self.base)

    @property
    def zu(self) -> str:
        """The infinitive with *zu* inside, of separable verbs."""
        return f"{self.particle}zu{self.base}"


def stem_of(infinitive: str) -> str:
    """The present stem of an infinitive (*greif*, *änder*)."""
    if infinitive.endswith("en"):
        return infinitive[:-2]
    return infinitive.removesuffix("n")


@cache
def _strong() -> dict[str, tuple[str, str]]:
    """Past and participle of strong verbs."""
    own = {row["form"]: row["participle"] for row in rows("presents")}
    found = {}
    for row in lexicon.load("strong_verbs", required=("form", "preterite")):
        part = row["participle"] or own.get(row["form"], "")
        if part:
            found[row["form"]] = (row["preterite"], part)
    return found


@cache
def _thirds() -> dict[str, str]:
    return {row["form"]: row["third"] for row in rows("presents")}


def _weak(base: str, *, bare: bool) -> tuple[str, str, str]:
    """Third person, past and participle of a weak verb; `bare` ones have no ge-."""
    stem = stem_of(base)
    hard = stem.endswith(("t", "d")) or (stem[-1] in "mn" and stem[-2] not in "aeiouäöülrhmn")
    joint = "e" if hard else ""
    return f"{stem}{joint}t", f"{stem}{joint}te", f"{'' if bare else 'ge'}{stem}{joint}t"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to take a verb apart."""

    particle: str
    base: str
    prefix: str
    root: str


def _readings(lemma: str) -> list[_Reading]:
    """The ways to take a verb apart, the likeliest first."""
    given = _given().get(lemma)
    if given is not None:
        particle, weak = given
        base = lemma.removeprefix(particle)
        prefix, root = _inner(base)
        whole = next((p for p in ("um", "durch") if not particle and base.startswith(p)), "")
        prefix, root = (whole, base.removeprefix(whole)) if whole else (prefix, root)
        return [_Reading(particle, base, prefix, "" if weak else root)]
    if lemma in _strong():
        return [_Reading("", lemma, "", lemma)]
    found = []
    for particle in sorted(closed_tuple("prefixes_of_verbs"), key=len, reverse=True):
        base = lemma.removeprefix(particle)
        if base == lemma or len(base) < LEAST_REST:
            continue
        prefix, root = _inner(base)
        known = root in _strong() or (is_known(base) and lemma_of(base) == base)
        if particle in _INSEPARABLE or particle in _MOSTLY_INSEPARABLE:
            if known:
                found.append(_Reading("", lemma, particle, base))
        elif known or lemma_of(f"{particle}ge{_weak(base, bare=True)[2]}") == lemma:
            found.append(_Reading(particle, base, prefix, root))
    prefix, root = _inner(lemma)
    return [*found, _Reading("", lemma, prefix, root)]


@cache
def _given() -> dict[str, tuple[str, bool]]:
    """The particle of the verbs of prefixes.tsv, and whether they are weak."""
    return {
        row["form"]: (row["particle"].replace("-", ""), row["conjugation"] == "weak")
        for row in rows("prefixes")
        if row["conjugation"] != "none"
    }


@cache
def _with_sein() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("prefixes") if row["conjugation"] == "sein")


@cache
def _left_out() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("prefixes") if row["conjugation"] == "none")


def _inner(base: str) -> tuple[str, str]:
    """An inseparable prefix and what follows it."""
    for prefix in () if base in _strong() else (*_INSEPARABLE, *_MOSTLY_INSEPARABLE):
        rest = base.removeprefix(prefix)
        if rest != base and len(rest) >= LEAST_REST:
            return prefix, rest
    return "", base


@cache
def verb(lemma: str) -> Verb | None:
    """The forms of a verb; None where they are not sure."""
    if lemma in _left_out():
        return None
    made = [_candidate(lemma, reading) for reading in _readings(lemma)]
    sureness = {candidate: _known(candidate) for candidate in made}
    best = max(made, key=lambda candidate: sureness[candidate], default=None)
    return best if best is not None and sureness[best] >= _least(best) and _agrees(best) else None


def _candidate(lemma: str, reading: _Reading) -> Verb:
    strong = _strong().get(reading.root)
    bare = bool(reading.prefix) or reading.base.endswith("ieren")
    third, past, part = _weak(reading.base, bare=bare)
    if strong:
        past, part = strong
        third = _thirds().get(reading.root, _weak(reading.root, bare=True)[0])
        if reading.prefix:
            part = reading.prefix + part.removeprefix("ge")
            past, third = reading.prefix + past, reading.prefix + third
    root = reading.root or reading.base
    sein = lemma in _with_sein() or has_sein(lemma)
    return Verb(lemma, reading.particle, reading.base, root, third, past, reading.particle + part, sein)


def _least(candidate: Verb) -> int:
    """How much the dictionary must know: the past is enough where no unknown particle can hide in the verb."""
    simple = candidate.part.startswith("ge") and not candidate.lemma.startswith("ge")
    return 2 if simple and len(candidate.lemma) > LONGEST_SIMPLE else 1


def _known(candidate: Verb) -> int:
    """How much of a candidate the dictionary knows."""
    return 2 * (lemma_of(candidate.part) == candidate.lemma) + (
        lemma_of(candidate.past) == candidate.base or lemma_of(candidate.particle + candidate.past) == candidate.lemma
    )


def _agrees(candidate: Verb) -> bool:
    """True if the reading side takes these forms for what they are."""
    seen = participle(candidate.part + "e")
    return is_past(candidate.past, candidate.base) and (seen is None or seen[1] == "past")
